// The ring of events between one thread of the engine and the drain.

#include "../scenario.h"

#include "troupe/observe/trace_ring.h"

namespace troupe::inline TROUPE_ABI {
namespace explore {

namespace {

using sync::Plain;
using sync::Thread;

constexpr std::uint32_t kSlots = TraceRing::kLeastSlots;

/// Stands for the memory of the slots, which the model cannot see: `places[i]` is written when a
/// slot is and read when it is. It covers what the events report, too.
struct Slots {
    Plain<std::uint64_t> places[kSlots];
};

bool write(TraceRing& ring, Slots& slots, std::uint64_t number) {
    if (!ring.hasRoom(1)) return false;
    slots.places[number % kSlots].write(number);
    Event event;
    event.message = number & 0xFFFFU;
    return ring.write(event, {});
}

/// Reads all there is; the number of the next event.
std::uint64_t drain(TraceRing& ring, Slots& slots, std::uint64_t next) {
    const std::uint64_t end = ring.readableEnd();
    std::uint64_t at = ring.begin();
    for (; at != end; at = ring.next(at), ++next) {
        check(ring.at(at).message == next, "events come in order, none twice");
        check(slots.places[next % kSlots].read() == next, "the slot is not written again yet");
    }
    ring.release(at);
    return next;
}

/// A full ring: the producer needs slots that the consumer is about to release.
void fullRing() {
    TraceRing ring(1, kSlots);
    Slots slots;
    std::uint64_t number = 0;
    while (write(ring, slots, number)) ++number;
    check(number == kSlots, "all slots can be used");
    Thread producer("producer", [&] {
        for (int i = 0; i < 3; ++i) {
            if (write(ring, slots, number)) ++number;
        }
    });
    std::uint64_t next = drain(ring, slots, 0);
    next = drain(ring, slots, next);
    producer.join();
    next = drain(ring, slots, next);
    check(next == number, "what was written is read");
}

/// What happened before an event is visible to whoever reads the event.
void publishedFacts() {
    TraceRing ring(1, kSlots);
    Slots slots;
    Thread producer("producer", [&] {
        for (std::uint64_t i = 0; i < 3; ++i) check(write(ring, slots, i), "there is room");
    });
    std::uint64_t next = drain(ring, slots, 0);
    next = drain(ring, slots, next);
    check(ring.occupancy() <= 3, "the occupancy is never negative");
    producer.join();
    check(drain(ring, slots, next) == 3, "what was written is read");
}

const Registration kRegistrations[] = {
    {{.name = "trace-ring.full", .body = &fullRing}},
    {{.name = "trace-ring.published", .body = &publishedFacts}},
};

} // namespace

} // namespace explore
} // namespace troupe::inline TROUPE_ABI

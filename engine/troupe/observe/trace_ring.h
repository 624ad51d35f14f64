// The bounded ring through which one thread hands its events to the drain.
//
// Single producer, single consumer (Lamport's ring, with the consumer's place cached by the
// producer), in slots of 64 bytes, the size of an Event. A payload above 24 bytes follows in
// continuation slots, all of them or none; then the event has kFlagLong and its `payload` begins
// with the size, 4 bytes. Bounded by its construction; the producer never waits.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "troupe/observe/event.h"
#include "troupe/sync/sync.h"

namespace troupe::inline TROUPE_ABI {

/// Positions count slots from the ring's creation and never wrap in practice (64 bits).
class TraceRing {
public:
    static constexpr std::uint32_t kLeastSlots = 16;

    /// `thread` is the number under which the merge knows it. `slots` is rounded up to a power
    /// of two. Check isUsable(): there may have been no memory.
    TraceRing(std::uint16_t thread, std::uint32_t slots);
    TraceRing(const TraceRing&) = delete;
    TraceRing& operator=(const TraceRing&) = delete;

    bool isUsable() const { return m_slots != nullptr; }
    std::uint16_t thread() const { return m_thread; }
    std::uint32_t capacity() const { return m_mask + 1; } // slots

    /// Slots that an event with that payload takes.
    static std::uint32_t slotsFor(std::size_t payloadSize);

    /// Whether an event of `slots` has room and leaves at least `reserve` slots free. False for a
    /// payload longer than a quarter of the ring. Thread: producer.
    bool hasRoom(std::uint32_t slots, std::uint32_t reserve = 0) {
        if (slots > 1 && slots > capacity() / 4) [[unlikely]]
            return false;
        const std::uint64_t end = m_end + slots + reserve;
        if (end - m_cachedBegin <= capacity()) return true;
        m_cachedBegin = m_begin.load(sync::acquire); // pairs with release(): slots are free
        return end - m_cachedBegin <= capacity();
    }
    /// Writes event and payload; false, and nothing written, where hasRoom() is. Sets the event's
    /// payload fields. Thread: producer.
    bool write(Event& event, std::span<const std::uint8_t> payload);

    /// Used slots of capacity(). Thread: any; a recent value.
    std::uint32_t occupancy() const;

    /// First slot not yet released. Thread: consumer.
    std::uint64_t begin() const { return m_begin.load(sync::relaxed); }
    /// End of what is readable. Thread: consumer. All that happened before the event in front of
    /// it was written is visible after this.
    std::uint64_t readableEnd() const { return m_published.load(sync::acquire); }
    /// Event at a position between begin() and readableEnd(). Thread: consumer.
    const Event& at(std::uint64_t position) const { return m_slots[position & m_mask]; }
    /// Position of the event after the one at `position`. Thread: consumer.
    std::uint64_t next(std::uint64_t position) const;
    /// Payload of the event at `position`, valid until release() or the next call with the same
    /// `scratch` (used only where the payload goes round the end). Thread: consumer.
    std::span<const std::uint8_t> payload(std::uint64_t position,
                                          std::vector<std::uint8_t>& scratch) const;
    /// Gives all slots before `position` back to the producer. Thread: consumer.
    void release(std::uint64_t position) {
        m_begin.store(position, sync::release); // pairs with hasRoom()
    }

private:
    struct FreeSlots {
        void operator()(Event* slots) const;
    };

    const std::uint16_t m_thread;
    std::uint32_t m_mask = 0;
    std::unique_ptr<Event[], FreeSlots> m_slots;

    // Written by the producer.
    alignas(sync::kCacheLine) sync::Atomic<std::uint64_t> m_published{0};
    std::uint64_t m_end = 0; // as m_published, without the atomic
    std::uint64_t m_cachedBegin = 0;

    // Written by the consumer.
    alignas(sync::kCacheLine) sync::Atomic<std::uint64_t> m_begin{0};
};

} // namespace troupe::TROUPE_ABI

#include "troupe/observe/trace_ring.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <new>

namespace troupe::inline TROUPE_ABI {

namespace {

constexpr std::size_t kInline = sizeof(Event::payload);
constexpr std::align_val_t kRingAlignment{sync::kCacheLine};

std::uint32_t longSize(const Event& event) {
    std::uint32_t size = 0;
    std::memcpy(&size, event.payload, sizeof size);
    return size;
}

} // namespace

void TraceRing::FreeSlots::operator()(Event* slots) const {
    ::operator delete(slots, kRingAlignment);
}

TraceRing::TraceRing(std::uint16_t thread, std::uint32_t slots) : m_thread(thread) {
    const std::uint32_t rounded = std::bit_ceil(std::clamp(slots, kLeastSlots, 1U << 24U));
    m_mask = rounded - 1;
    // Not initialised: pages that no event ever reaches cost nothing.
    const std::size_t bytes = std::size_t{rounded} * sizeof(Event);
    m_slots.reset(static_cast<Event*>(::operator new(bytes, kRingAlignment, std::nothrow)));
}

std::uint32_t TraceRing::slotsFor(std::size_t payloadSize) {
    if (payloadSize <= kInline) return 1;
    return static_cast<std::uint32_t>(1 + (payloadSize + sizeof(Event) - 1) / sizeof(Event));
}

bool TraceRing::write(Event& event, std::span<const std::uint8_t> payload) {
    const std::size_t size = payload.size();
    const std::uint32_t slots = slotsFor(size);
    if (!hasRoom(slots)) return false;

    if (slots == 1) [[likely]] {
        event.flags = static_cast<std::uint8_t>(event.flags & ~kFlagLong);
        event.payloadSize = static_cast<std::uint8_t>(size);
        if (size > 0) std::memcpy(event.payload, payload.data(), size);
    } else {
        const auto bytes = static_cast<std::uint32_t>(size);
        event.flags |= kFlagLong;
        event.payloadSize = sizeof bytes;
        std::memcpy(event.payload, &bytes, sizeof bytes);
        const std::uint64_t first = (m_end + 1) & m_mask;
        const std::size_t atEnd = std::min(size, (capacity() - first) * sizeof(Event));
        std::memcpy(static_cast<void*>(m_slots.get() + first), payload.data(), atEnd);
        std::memcpy(static_cast<void*>(m_slots.get()), payload.data() + atEnd, size - atEnd);
    }
    std::memcpy(static_cast<void*>(m_slots.get() + (m_end & m_mask)), &event, sizeof event);
    m_end += slots;
    m_published.store(m_end, sync::release); // pairs with readableEnd()
    return true;
}

std::uint32_t TraceRing::occupancy() const {
    // In this order the difference is never negative.
    const std::uint64_t begin = m_begin.load(sync::acquire);
    return static_cast<std::uint32_t>(m_published.load(sync::acquire) - begin);
}

std::uint64_t TraceRing::next(std::uint64_t position) const {
    const Event& event = at(position);
    return position + ((event.flags & kFlagLong) ? slotsFor(longSize(event)) : 1);
}

std::span<const std::uint8_t> TraceRing::payload(std::uint64_t position,
                                                 std::vector<std::uint8_t>& scratch) const {
    const Event& event = at(position);
    if (!(event.flags & kFlagLong)) return {event.payload, event.payloadSize};
    const std::size_t size = longSize(event);
    const std::uint64_t first = (position + 1) & m_mask;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(m_slots.get());
    const std::size_t atEnd = (capacity() - first) * sizeof(Event);
    if (size <= atEnd) return {bytes + first * sizeof(Event), size};
    scratch.assign(bytes + first * sizeof(Event), bytes + first * sizeof(Event) + atEnd);
    scratch.insert(scratch.end(), bytes, bytes + (size - atEnd));
    return scratch;
}

} // namespace troupe::TROUPE_ABI

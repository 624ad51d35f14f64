#include "troupe/observe/trace_merge.h"

#include <algorithm>
#include <cstring>

#include "troupe/message/payload.h"

namespace troupe::inline TROUPE_ABI {

namespace {

constexpr std::size_t kActorPlaces = 131'072;
constexpr std::uint64_t kReleaseSlots = 1024;     // released while a lane runs, not only at its end
constexpr std::uint64_t kEventsBetweenLooks = 64; // whether the sink has enough

/// Events that are about a message someone else made.
bool needsMessage(const Event& event) {
    return takesMessage(event.kind) && event.message != 0 && !(event.flags & kFlagUntraced);
}

} // namespace

TraceMerge::TraceMerge() : m_actors(kActorPlaces), m_made(kMessageThreads) {}

std::size_t TraceMerge::drain(RingSource& source, EventSink& sink) {
    const std::uint64_t before = m_seq;
    readEnds(source);
    m_heap.clear();
    m_blocked.clear();
    m_wasStopped = false;
    for (std::size_t i = 0; i < m_lanes.size(); ++i) pushLane(i);
    do {
        mergeComplete(sink);
    } while (!m_wasStopped && passOneGap(sink));

    // what they miss may be in what was not read this time
    if (!m_wasStopped) {
        for (const std::size_t index : m_blocked) m_lanes[index].wasHeld = true;
    }
    for (Lane& lane : m_lanes) {
        if (lane.ring && lane.at != lane.ring->begin()) lane.ring->release(lane.at);
    }
    return static_cast<std::size_t>(m_seq - before);
}

void TraceMerge::readEnds(RingSource& source) {
    m_fullness = 0;
    m_cut = UINT64_MAX;
    source.listRings(m_rings);
    for (TraceRing* ring : m_rings) firstReading(*ring);
    // Listed again: the cause of an event just seen may be in a ring that was registered since.
    source.listRings(m_rings);
    for (TraceRing* ring : m_rings) secondReading(*ring);
}

void TraceMerge::firstReading(TraceRing& ring) {
    if (m_lanes.size() <= ring.thread()) m_lanes.resize(std::size_t{ring.thread()} + 1);
    Lane& lane = m_lanes[ring.thread()];
    if (!lane.ring) lane = {&ring, ring.begin(), ring.begin()};
    lane.end = ring.readableEnd();
    const std::uint64_t used = (lane.end - lane.at) * 1024 / ring.capacity();
    m_fullness = std::max(m_fullness, static_cast<std::uint32_t>(used));
}

void TraceMerge::secondReading(TraceRing& ring) {
    if (m_lanes.size() <= ring.thread()) m_lanes.resize(std::size_t{ring.thread()} + 1);
    Lane& lane = m_lanes[ring.thread()];
    if (!lane.ring) lane = {&ring, ring.begin(), ring.begin()};
    if (ring.readableEnd() != lane.end) m_cut = std::min(m_cut, ring.at(lane.end).stamp);
}

bool TraceMerge::isBefore(std::size_t a, std::size_t b) const {
    const std::uint64_t stampA = m_lanes[a].stamp;
    const std::uint64_t stampB = m_lanes[b].stamp;
    return stampA != stampB ? stampA < stampB : a < b;
}

void TraceMerge::pushLane(std::size_t index) {
    Lane& lane = m_lanes[index];
    if (lane.at == lane.end) return;
    lane.stamp = lane.ring->at(lane.at).stamp;
    if (lane.stamp >= m_cut) return;
    m_heap.push_back(index);
    std::push_heap(m_heap.begin(), m_heap.end(),
                   [this](std::size_t a, std::size_t b) { return isBefore(b, a); });
}

void TraceMerge::mergeComplete(EventSink& sink) {
    do {
        while (!m_heap.empty()) {
            std::pop_heap(m_heap.begin(), m_heap.end(),
                          [this](std::size_t a, std::size_t b) { return isBefore(b, a); });
            const std::size_t index = m_heap.back();
            m_heap.pop_back();
            runLane(index, sink);
            if (m_wasStopped) return;
        }
    } while (retryBlocked());
}

/// Passes on events of one lane as long as they come before those of all others.
void TraceMerge::runLane(std::size_t index, EventSink& sink) {
    Lane& lane = m_lanes[index];
    do {
        if (!isComplete(lane.ring->at(lane.at))) {
            m_blocked.push_back(index);
            return;
        }
        passOn(lane, sink);
        m_wasStopped = m_seq % kEventsBetweenLooks == 0 && sink.hasEnough();
        if (m_wasStopped || lane.at == lane.end) return;
        lane.stamp = lane.ring->at(lane.at).stamp;
        if (lane.stamp >= m_cut) return;
    } while (m_heap.empty() || isBefore(index, m_heap.front()));
    pushLane(index);
}

bool TraceMerge::retryBlocked() {
    const auto isFree = [this](std::size_t index) {
        const Lane& lane = m_lanes[index];
        return isComplete(lane.ring->at(lane.at));
    };
    const auto freed = std::partition(m_blocked.begin(), m_blocked.end(),
                                      [&](std::size_t index) { return !isFree(index); });
    const std::vector<std::size_t> again(freed, m_blocked.end());
    m_blocked.erase(freed, m_blocked.end());
    for (const std::size_t index : again) pushLane(index);
    return !again.empty();
}

/// Names what is missing before the earliest event that was held already, and lets it go.
bool TraceMerge::passOneGap(EventSink& sink) {
    auto first = m_blocked.end();
    for (auto it = m_blocked.begin(); it != m_blocked.end(); ++it) {
        if (m_lanes[*it].wasHeld && (first == m_blocked.end() || isBefore(*it, *first))) first = it;
    }
    if (first == m_blocked.end()) return false;

    const std::size_t index = *first;
    m_blocked.erase(first);
    Lane& lane = m_lanes[index];
    const Event& held = lane.ring->at(lane.at);
    Event gap;
    gap.kind = EventKind::gap;
    gap.actor = held.actor;
    gap.incarnation = held.incarnation;
    gap.message = held.message;
    const std::uint64_t ofActor = missingOfActor(held);
    PayloadWriter missing;
    missing.putInt(static_cast<std::int64_t>(std::max<std::uint64_t>(ofActor, 1)));
    append(gap, missing.bytes(), sink);
    ++m_gaps;
    passOn(lane, sink);
    pushLane(index);
    return true;
}

void TraceMerge::passOn(Lane& lane, EventSink& sink) {
    const Event& event = lane.ring->at(lane.at);
    remember(event);
    m_stamp = event.stamp;
    const std::uint16_t thread = lane.ring->thread();
    sink.take({event, ++m_seq, thread, lane.ring->payload(lane.at, m_scratch)});
    lane.at = lane.ring->next(lane.at);
    lane.wasHeld = false;
    if (lane.at - lane.ring->begin() >= kReleaseSlots) lane.ring->release(lane.at);
}

void TraceMerge::append(Event& event, std::span<const std::uint8_t> payload, EventSink& sink) {
    event.stamp = m_stamp;
    event.payloadSize = static_cast<std::uint8_t>(std::min(payload.size(), sizeof event.payload));
    if (payload.size() > sizeof event.payload) {
        event.flags |= kFlagLong;
    } else if (!payload.empty()) {
        std::memcpy(event.payload, payload.data(), payload.size());
    }
    sink.take({event, ++m_seq, 0, payload});
}

void TraceMerge::remember(const Event& event) {
    if (event.number != 0) {
        m_actors[event.actor % kActorPlaces] = {event.actor, event.number};
    }
    if (makesMessage(event.kind)) {
        const std::uint64_t message = event.message;
        m_made[message >> kMessageCounterBits] = message & kMessageCounterMask;
    }
}

/// Numbers missing before that of the event; 0 too where its actor is not known.
std::uint64_t TraceMerge::missingOfActor(const Event& event) const {
    if (event.number == 0) return 0;
    const ActorPlace& place = m_actors[event.actor % kActorPlaces];
    if (place.actor != event.actor) return 0;
    const std::uint32_t skipped = event.number < place.number ? 2 : 1; // they go round without 0
    const std::uint32_t ahead = event.number - place.number - skipped;
    return ahead <= INT32_MAX ? ahead : 0;
}

bool TraceMerge::isMessageOut(std::uint64_t message) const {
    const std::uint64_t made = m_made[message >> kMessageCounterBits];
    const std::uint64_t since = (made - message) & kMessageCounterMask; // counters go round
    return since <= kMessageCounterMask / 2;
}

bool TraceMerge::isComplete(const Event& event) const {
    return missingOfActor(event) == 0 && (!needsMessage(event) || isMessageOut(event.message));
}

} // namespace troupe::TROUPE_ABI

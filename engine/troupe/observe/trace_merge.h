// The drain: takes the events of all rings and puts them into one order that respects causes.
//
// Two things make the order a linear extension of happened-before (semantics.md 7):
// 1. Stamps grow along every cause: within a thread, within an actor, from a message to its turn
//    (hybrid logical clock, decisions.md 26). The merge goes by (stamp, thread, index).
// 2. The ends of all rings are read twice. What an event of the first reading depends on was
//    written before it, so it is in the second reading. Events are passed on up to the least
//    stamp that only the second reading shows: nothing that belongs before them can still come.
//    The rest waits for the next drain.
// As a net below that, every event is checked: its actor's previous event and, for `began` and
// `deadLetter`, the event that made the message must be out. One that misses something is held
// with its ring; held over two drains it is preceded by a `gap` event and goes on.
//
// Memory: no event is copied or queued, they wait in their rings. Tables: 1 MiB for 131,072
// actors (of two actors with the same place in it only the latest is checked), 32 KiB for threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "troupe/observe/trace_ring.h"

namespace troupe::inline TROUPE_ABI {

/// An event after the merge. References are valid during EventSink::take only.
struct DrainedEvent {
    const Event& header;
    std::uint64_t seq; // place in the merged stream, from 1
    std::uint16_t thread;
    std::span<const std::uint8_t> payload;
};

/// Takes the merged stream, in order. Called by the drain on its thread, without any lock.
class EventSink {
public:
    virtual void take(const DrainedEvent& event) = 0;
    /// Asked now and then: true ends the drain early, and the rest waits in the rings for the next.
    virtual bool hasEnough() { return false; }
    virtual ~EventSink() = default;
};

/// Lists the rings there are now: all whose registration happened before the call. A ring stays
/// valid as long as the merge is used; no two have the same thread().
class RingSource {
public:
    virtual void listRings(std::vector<TraceRing*>& to) = 0;
    virtual ~RingSource() = default;
};

/// The parts of a message id (decisions.md 26): 12 bits thread, 36 bits counter.
inline constexpr int kMessageCounterBits = 36;
inline constexpr std::uint64_t kMessageCounterMask = (std::uint64_t{1} << kMessageCounterBits) - 1;
inline constexpr std::uint16_t kMessageThreads = 4096;

/// Whether events of this kind make the message they name: nothing about it may come earlier.
constexpr bool makesMessage(EventKind kind) {
    return kind == EventKind::sent || kind == EventKind::asked || kind == EventKind::timerFired;
}

/// Whether events of this kind come from a message that was made, maybe by another thread.
constexpr bool takesMessage(EventKind kind) {
    return kind == EventKind::began || kind == EventKind::deadLetter;
}

/// Merges rings into a sink. Thread: owner (one drain at a time).
class TraceMerge {
public:
    TraceMerge();

    /// Passes on all that is complete, or until the sink has enough. Returns the number of events
    /// passed on.
    std::size_t drain(RingSource& source, EventSink& sink);

    /// Passes on an event of the drain's own (`gap`, `resolution`) at this place of the stream.
    void append(Event& event, std::span<const std::uint8_t> payload, EventSink& sink);

    /// Counts seq and gaps from 0 again, for a new recording. What is out stays known.
    void restart() { m_seq = 0, m_gaps = 0; }

    std::uint64_t lastSeq() const { return m_seq; }
    /// The sink had enough in the last drain: there is more.
    bool wasStopped() const { return m_wasStopped; }
    std::uint64_t gaps() const { return m_gaps; }
    /// Fullest ring at the start of the last drain, in 1/1024 of its capacity.
    std::uint32_t fullness() const { return m_fullness; }

private:
    struct Lane {
        TraceRing* ring = nullptr;
        std::uint64_t at = 0;    // next event to pass on
        std::uint64_t end = 0;   // of the first reading; nothing beyond is passed on
        std::uint64_t stamp = 0; // of the event at `at`
        bool wasHeld = false;    // the event at `at` missed something in the last drain already
    };
    struct ActorPlace {
        std::uint32_t actor = 0;
        std::uint32_t number = 0;
    };

    void readEnds(RingSource& source);
    void firstReading(TraceRing& ring);
    void secondReading(TraceRing& ring);
    void mergeComplete(EventSink& sink);
    void runLane(std::size_t index, EventSink& sink);
    void pushLane(std::size_t index);
    bool retryBlocked();
    bool passOneGap(EventSink& sink);
    void passOn(Lane& lane, EventSink& sink);
    void remember(const Event& event);

    std::uint64_t missingOfActor(const Event& event) const;
    bool isMessageOut(std::uint64_t message) const;
    bool isComplete(const Event& event) const;
    bool isBefore(std::size_t a, std::size_t b) const;

    std::vector<TraceRing*> m_rings;
    std::vector<Lane> m_lanes;          // by thread
    std::vector<std::size_t> m_heap;    // lanes with an event to pass on, least stamp first
    std::vector<std::size_t> m_blocked; // lanes whose next event misses something
    std::vector<ActorPlace> m_actors;   // last number out, at actor modulo size
    std::vector<std::uint64_t> m_made;  // counter of the last message out, by thread
    std::vector<std::uint8_t> m_scratch;
    std::uint64_t m_cut = 0; // events stamped so or later wait
    std::uint64_t m_seq = 0;
    std::uint64_t m_stamp = 0; // of the last event passed on
    std::uint64_t m_gaps = 0;
    std::uint32_t m_fullness = 0;
    bool m_wasStopped = false;
};

} // namespace troupe::TROUPE_ABI

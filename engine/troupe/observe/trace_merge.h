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

#include <array>
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

protected:
    ~EventSink() = default;
};

/// Lists the rings there are now: all whose registration happened before the call. Rings stay
/// valid as long as the source, and keep their index.
class RingSource {
public:
    virtual void listRings(std::vector<TraceRing*>& to) = 0;

protected:
    ~RingSource() = default;
};

/// The parts of a message id (decisions.md 26): 12 bits thread, 36 bits counter.
inline constexpr int kMessageCounterBits = 36;
inline constexpr std::uint64_t kMessageCounterMask = (std::uint64_t{1} << kMessageCounterBits) - 1;
inline constexpr std::uint16_t kMessageThreads = 4096;

/// Whether events of this kind make the message they name: nothing about it may come earlier.
constexpr bool makesMessage(EventKind kind) {
    return kind == EventKind::sent || kind == EventKind::asked || kind == EventKind::timerFired;
}

/// Merges rings into a sink. Thread: owner (one drain at a time).
class TraceMerge {
public:
    TraceMerge();

    /// Passes on all that is complete. Returns the number of events passed on.
    std::size_t drain(RingSource& source, EventSink& sink);

    /// Appends an event of the drain's own (`gap`, `resolution`), at this place of the stream.
    void append(Event& event, std::span<const std::uint8_t> payload, EventSink& sink);

    std::uint64_t lastSeq() const { return m_seq; }
    std::uint64_t lastStamp() const { return m_stamp; } // greatest that was passed on
    std::uint64_t gaps() const { return m_gaps; }
    /// Fullest ring at the start of the last drain, in 1/1024 of its capacity.
    std::uint32_t fullness() const { return m_fullness; }

private:
    struct Lane {
        TraceRing* ring = nullptr;
        std::uint64_t at = 0;  // next event
        std::uint64_t end = 0; // of the first reading; beyond it nothing is touched
        std::uint64_t released = 0;
        std::uint64_t stamp = 0; // of the event at `at`
        std::uint8_t heldDrains = 0;
    };
    struct ActorPlace {
        std::uint32_t actor = 0;
        std::uint32_t number = 0;
    };

    void readEnds(RingSource& source);
    bool pushLane(std::size_t index);
    void mergeReady(EventSink& sink);
    void runLane(std::size_t index, EventSink& sink);
    bool retryBlocked();
    bool passGaps(EventSink& sink);
    void passOn(Lane& lane, const Event& event, EventSink& sink);
    bool isComplete(const Event& event) const;
    bool isMessageOut(MessageId message) const;
    std::uint64_t missingBefore(const Event& event) const;
    void remember(const Event& event);
    bool isLater(std::size_t a, std::size_t b) const;

    std::vector<Lane> m_lanes; // one for each ring, by index
    std::vector<TraceRing*> m_rings;
    std::vector<std::size_t> m_heap;    // lanes with an event to pass on, least stamp first
    std::vector<std::size_t> m_blocked; // lanes whose next event misses something
    std::vector<ActorPlace> m_actors;   // last number out, at actor mod size
    std::vector<std::uint64_t> m_made;  // last message out, by thread
    std::vector<std::uint8_t> m_scratch;
    std::uint64_t m_cut = 0; // stamps from here on wait
    std::uint64_t m_seq = 0;
    std::uint64_t m_stamp = 0;
    std::uint64_t m_gaps = 0;
    std::size_t m_passed = 0;
    std::uint32_t m_fullness = 0;
};

} // namespace troupe::TROUPE_ABI

// What changed in a World since the last frame: the one notification that views get.
//
// A view asks only for what it shows: a hidden view ignores the delta and reads everything again
// when it is shown. Thread: gui.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "recording/recorded_event.h"
#include "troupe/message/value.h"
#include "world/edge_view.h"

namespace troupe::core {

/// Which parts of an actor's row changed. Bits.
enum ActorChange : std::uint16_t {
    kChangedStatus = 1,      // status, incarnation, back-off, failure, held, exit
    kChangedState = 2,       // fields of the state, last log line
    kChangedMailbox = 4,     // envelopes, depth, high water
    kChangedLedger = 8,      // counts
    kChangedLatency = 16,    // histograms
    kChangedWaiting = 32,    // edge of the wait-for graph
    kChangedPolicy = 64,     // capacity, overflow, strategy, budget
    kChangedStructure = 128, // spawned, moved under another supervisor, children
    kChangedTurn = 256,      // a turn began or ended
};
using ActorChanges = std::uint16_t;

class WorldDelta {
public:
    struct Actor {
        ActorId id;
        ActorChanges changes = 0;
    };

    /// Changed actors, each once, in the order of their first change.
    const std::vector<Actor>& actors() const { return m_actors; }
    ActorChanges changesOf(ActorId id) const;
    /// Edges with new traffic, each once. At most kMostEdges, then areAllEdges().
    const std::vector<EdgeKey>& edges() const { return m_edges; }

    /// Events folded: [firstEvent, lastEvent]; firstEvent 0: none.
    Seq firstEvent = 0;
    Seq lastEvent = 0;
    bool isReset = false;            // another run or another instant: read everything again
    bool isStructureChanged = false; // an actor or an edge is new, or a supervisor changed
    bool areDeadLettersChanged = false;
    bool areProblemsChanged = false;
    bool isTimeChanged = false;
    bool isResolutionChanged = false; // detail ↔ summary
    bool isEmpty() const;

    void mark(ActorId id, ActorChanges changes);
    void mark(const EdgeKey& edge);
    void clear();

    static constexpr std::size_t kMostEdges = 4096;
    bool areAllEdges() const { return m_areAllEdges; }

private:
    std::vector<Actor> m_actors;
    std::vector<std::uint32_t> m_placeOf; // by actor number, 1-based place in m_actors
    std::vector<EdgeKey> m_edges;
    std::set<EdgeKey> m_markedEdges;
    bool m_areAllEdges = false;
};

} // namespace troupe::core

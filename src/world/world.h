// The one interpretation of a run: a fold of its events.
//
// Live view, scrubbing, exports, lesson checks and the command line all read a World; no other code
// interprets events. apply() is a pure function of the World and the event, so that a World made
// from the first n events is the same whoever made it and whenever. Copies share what did not
// change (actors are copied on write), so a keyframe costs a pointer for each actor. Thread: gui.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include "recording/recorded_event.h"
#include "recording/schema.h"
#include "world/actor_view.h"
#include "world/dead_letters.h"
#include "world/edge_view.h"
#include "world/latency.h"
#include "world/problem.h"
#include "world/world_delta.h"

namespace troupe::core {

class World {
public:
    /// `schema` explains types and kinds; it may grow while the World lives.
    explicit World(std::shared_ptr<const Schema> schema);

    /// Folds one event. Events come in the order of their seq. `delta`, if given, learns what
    /// changed. An event that makes no sense (unknown actor, broken payload) is counted in
    /// oddEvents() and changes nothing else.
    void apply(const RecordedEvent& event, WorldDelta* delta = nullptr);

    // --- actors ---
    /// Null if there never was such an actor.
    const ActorView* actor(ActorId id) const;
    /// The actor of that name (the youngest, if names repeat), or null.
    const ActorView* actor(std::string_view name) const;
    /// In order of spawning, stopped ones too. Numbers are dense: actor i+1 at place i; null where
    /// the stream did not tell of it.
    std::size_t actorCount() const { return m_actors.size(); }
    /// Calls `visit(const ActorView&)` for each, in order of spawning.
    template <class Visit>
    void forEachActor(Visit&& visit) const {
        for (const auto& actor : m_actors) {
            if (actor) visit(*actor);
        }
    }
    LatencySummary latency(ActorId id, LatencyKind kind) const;
    /// Null until the first one was measured. A later copy is another object: keep the pointer.
    std::shared_ptr<const LatencySet> latencies(ActorId id) const;

    // --- what is between them ---
    const std::map<EdgeKey, EdgeView>& edges() const { return m_edges; }
    const DeadLetters& deadLetters() const { return m_deadLetters; }
    /// Newest last. At most kMostProblems, the oldest go first.
    const std::vector<Problem>& problems() const { return m_problems; }

    // --- the whole ---
    Ledger ledger() const;
    /// Messages sent to somebody who never existed (decisions.md 11: the row `nobody`).
    const Ledger& nobody() const { return m_nobody; }
    Seq lastSeq() const { return m_lastSeq; }
    /// Stamp of the last event: ns since the run's start (virtual in the Lab).
    std::uint64_t time() const { return m_time; }
    /// All messages sent so far, and handled, as rates over the last second of the run.
    double sentPerSecond() const { return m_sentRate.perSecond(m_time); }
    bool isSummary() const { return m_isSummary; }
    std::uint64_t missingEvents() const { return m_missing; }
    std::uint64_t summarisedEvents() const { return m_summarised; }
    std::uint64_t oddEvents() const { return m_odd; }
    const Schema& schema() const { return *m_schema; }
    std::shared_ptr<const Schema> sharedSchema() const { return m_schema; }

    static constexpr std::size_t kMostProblems = 1000;
    static constexpr std::size_t kMostAsks = 1'000'000; // outstanding and timed
    static constexpr std::size_t kMostDeadOnArrival = 4096;
    static constexpr std::uint32_t kMostActors = 1'000'000;

private:
    class Folding; // the rules, in world_fold_*.cpp

    std::shared_ptr<const Schema> m_schema;
    // All three at number − 1. Shared with copies of this World, written only when not.
    std::vector<std::shared_ptr<ActorView>> m_actors;
    std::vector<std::shared_ptr<LatencySet>> m_latencies;
    std::vector<bool> m_hasMetrics; // totals come from `metrics` events, not from counting
    std::map<EdgeKey, EdgeView> m_edges;
    using Names = std::map<std::string, ActorId, std::less<>>;
    std::shared_ptr<Names> m_byName = std::make_shared<Names>(); // shared with copies, as above
    DeadLetters m_deadLetters;
    std::vector<Problem> m_problems;
    std::map<MessageId, std::uint64_t> m_asks; // outstanding, and when they were asked
    std::deque<MessageId> m_deadOnArrival;     // counted as dead; their `deadLetter` is to come
    EdgeView m_sentRate;
    Ledger m_nobody;
    Seq m_lastSeq = 0;
    std::uint64_t m_time = 0;
    std::uint64_t m_missing = 0;
    std::uint64_t m_summarised = 0;
    std::uint64_t m_odd = 0;
    bool m_isSummary = false;
};

} // namespace troupe::core

// Depth, throughput and latency over time: what charts draw and metrics.csv lists.
//
// A fold like World: time is cut into equal intervals (100 ms at first); when an event passes the end
// of one, a sample is taken of every actor that changed in it. When kMostIntervals are full,
// neighbours are merged and the interval doubles, so a history of any length is bounded and says how
// fine it is. Thread: gui.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "recording/recorded_event.h"
#include "world/latency.h"
#include "world/world.h"

namespace troupe::core {

/// One actor in one interval.
struct Sample {
    std::uint64_t time = 0;    // end of the interval, ns
    std::int64_t depth = 0;    // at the end
    std::int64_t depthMax = 0; // within
    std::int64_t handled = 0;  // within
    double perSecond = 0;      // handled, as a rate
    LatencySummary mailbox{};  // of the messages begun within
    LatencySummary handling{};
};

class History {
public:
    explicit History(std::uint64_t interval = kFirstInterval) : m_interval(interval) {}

    /// Call for each event, after World::apply of the same event.
    void apply(const RecordedEvent& event, const World& after);
    /// Closes the running interval at `time`; call when a run has ended.
    void finish(std::uint64_t time, const World& world);

    /// Of one actor, oldest first; intervals in which nothing changed have no sample.
    const std::vector<Sample>& samples(ActorId id) const;
    /// Of all actors together.
    const std::vector<Sample>& total() const { return m_total.samples; }
    std::uint64_t interval() const { return m_interval; }
    /// Changes with every new sample: views compare it and skip redrawing.
    std::uint64_t generation() const { return m_generation; }

    static constexpr std::uint64_t kFirstInterval = 100'000'000;
    static constexpr std::size_t kMostIntervals = 3000;
    static constexpr std::size_t kMostActors = 4096; // beyond: only the total

private:
    struct Row {
        std::vector<Sample> samples;
        std::int64_t handledBefore = 0;
        std::int64_t depthMax = 0;
        std::shared_ptr<const LatencySet> before;
        bool isTouched = false;
    };

    void closeIntervals(std::uint64_t until, const World& world);
    void touch(ActorId id, const World& world);
    void coarsen();

    std::uint64_t m_interval;
    std::uint64_t m_end = 0; // of the running interval, ns
    std::map<ActorId, Row> m_rows;
    std::vector<ActorId> m_touched;
    Row m_total;
    LatencySet m_interim; // of all actors, in the interval that is being closed
    std::uint64_t m_generation = 0;
};

} // namespace troupe::core

// The three latency histograms of one actor, as a World keeps them. Thread: gui (plain data).
#pragma once

#include <cstdint>
#include <vector>

#include "troupe/observe/histogram.h"
#include "world/actor_view.h"

namespace troupe::core {

/// Counts in the engine's buckets (at most 3 % error): fed by the increments of `metrics` events, or
/// value by value where a run has none. Bounded: at most HistogramScale::kBuckets buckets.
class LatencyHistogram {
public:
    void record(std::int64_t ns);
    void add(const HistogramSnapshot& increment);
    /// Adds what `later` recorded since `earlier`, an older copy of it; null: everything.
    void add(const LatencyHistogram& later, const LatencyHistogram* earlier);

    std::uint64_t count() const { return m_count; }
    std::int64_t max() const { return m_max; }
    LatencySummary summary() const;
    /// What was recorded since `earlier`, an older copy of this one; null: everything.
    LatencySummary summarySince(const LatencyHistogram* earlier) const;

    using Buckets = std::vector<HistogramSnapshot::Bucket>;
    /// Not empty ones, by index.
    const Buckets& buckets() const { return m_buckets; }

private:
    std::uint64_t& countOf(std::uint16_t bucket);
    /// Buckets recorded since `earlier`, and the maximum among them (within 3 %).
    Buckets gainedSince(const LatencyHistogram* earlier) const;
    std::int64_t maxSince(const LatencyHistogram* earlier, const Buckets& gained) const;

    Buckets m_buckets;
    std::uint64_t m_count = 0;
    std::int64_t m_max = 0;
};

struct LatencySet {
    LatencyHistogram mailbox;  // began − sent, ns
    LatencyHistogram handling; // ended − began
    LatencyHistogram ask;      // answered − asked, of the asker
    bool isShared = false;     // of all actors of its kind and supervisor (decisions.md 28)

    const LatencyHistogram& of(LatencyKind kind) const {
        if (kind == LatencyKind::mailbox) return mailbox;
        return kind == LatencyKind::handling ? handling : ask;
    }
};

} // namespace troupe::core

#include "world/latency.h"

#include <algorithm>

namespace troupe::core {

namespace {

using Bucket = HistogramSnapshot::Bucket;

/// Value that at least the share `perMille` of `count` values does not exceed.
std::int64_t percentile(const LatencyHistogram::Buckets& buckets, std::uint64_t count,
                        std::uint64_t perMille, std::int64_t max) {
    const std::uint64_t rank = (count * perMille + 999) / 1000;
    std::uint64_t passed = 0;
    for (const Bucket& bucket : buckets) {
        passed += bucket.count;
        if (passed >= rank) return std::min(HistogramScale::middleOf(bucket.index), max);
    }
    return max;
}

LatencySummary summarise(const LatencyHistogram::Buckets& buckets, std::uint64_t count,
                         std::int64_t max) {
    if (count == 0) return {};
    double sum = 0;
    for (const Bucket& bucket : buckets) {
        const std::int64_t value = std::min(HistogramScale::middleOf(bucket.index), max);
        sum += static_cast<double>(value) * static_cast<double>(bucket.count);
    }
    return {count,
            percentile(buckets, count, 500, max),
            percentile(buckets, count, 900, max),
            percentile(buckets, count, 990, max),
            percentile(buckets, count, 999, max),
            max,
            static_cast<std::int64_t>(sum / static_cast<double>(count))};
}

} // namespace

std::uint64_t& LatencyHistogram::countOf(std::uint16_t bucket) {
    auto at =
        std::lower_bound(m_buckets.begin(), m_buckets.end(), bucket,
                         [](const Bucket& b, std::uint16_t index) { return b.index < index; });
    if (at == m_buckets.end() || at->index != bucket) at = m_buckets.insert(at, {bucket, 0});
    return at->count;
}

void LatencyHistogram::record(std::int64_t ns) {
    ++countOf(static_cast<std::uint16_t>(HistogramScale::bucketOf(ns)));
    ++m_count;
    m_max = std::max(m_max, ns);
}

void LatencyHistogram::add(const HistogramSnapshot& increment) {
    for (const Bucket& bucket : increment.buckets()) countOf(bucket.index) += bucket.count;
    m_count += increment.count();
    m_max = std::max(m_max, increment.max());
}

void LatencyHistogram::add(const LatencyHistogram& later, const LatencyHistogram* earlier) {
    const Buckets gained = later.gainedSince(earlier);
    for (const Bucket& bucket : gained) countOf(bucket.index) += bucket.count;
    m_count += later.m_count - (earlier ? earlier->m_count : 0);
    m_max = std::max(m_max, later.maxSince(earlier, gained));
}

LatencySummary LatencyHistogram::summary() const {
    return summarise(m_buckets, m_count, m_max);
}

LatencySummary LatencyHistogram::summarySince(const LatencyHistogram* earlier) const {
    if (!earlier || earlier->m_count == 0) return summary();
    const Buckets gained = gainedSince(earlier);
    return summarise(gained, m_count - earlier->m_count, maxSince(earlier, gained));
}

LatencyHistogram::Buckets LatencyHistogram::gainedSince(const LatencyHistogram* earlier) const {
    if (!earlier) return m_buckets;
    Buckets gained;
    auto before = earlier->m_buckets.begin();
    for (const Bucket& bucket : m_buckets) {
        while (before != earlier->m_buckets.end() && before->index < bucket.index) ++before;
        const bool wasThere = before != earlier->m_buckets.end() && before->index == bucket.index;
        const std::uint64_t count = bucket.count - (wasThere ? before->count : 0);
        if (count > 0) gained.push_back({bucket.index, count});
    }
    return gained;
}

std::int64_t LatencyHistogram::maxSince(const LatencyHistogram* earlier,
                                        const Buckets& gained) const {
    if (gained.empty()) return 0;
    // the exact maximum belongs to the new values only if it is larger than the earlier one
    if (!earlier || m_max > earlier->m_max) return m_max;
    return std::min(HistogramScale::middleOf(gained.back().index), m_max);
}

} // namespace troupe::core

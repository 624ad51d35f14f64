#include "troupe/observe/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <new>

namespace troupe::inline TROUPE_ABI {

int HistogramScale::bucketOf(std::int64_t ns) {
    if (ns < kBlockSize) return ns < 0 ? 0 : static_cast<int>(ns);
    const int topBit = 63 - std::countl_zero(static_cast<std::uint64_t>(ns));
    if (topBit >= kTopBit) return kBuckets - 1;
    const int shift = topBit - kBlockBits;
    return (shift + 1) * kBlockSize + static_cast<int>(ns >> shift) - kBlockSize;
}

std::int64_t HistogramScale::lowOf(int bucket) {
    if (bucket < kBlockSize) return bucket;
    const int shift = bucket / kBlockSize - 1;
    return std::int64_t{kBlockSize + bucket % kBlockSize} << shift;
}

std::int64_t HistogramScale::middleOf(int bucket) {
    const std::int64_t low = lowOf(bucket);
    return low + (lowOf(bucket + 1) - low) / 2;
}

std::int64_t HistogramSnapshot::percentile(double q) const {
    if (m_count == 0) return 0;
    const double share = std::ceil(std::clamp(q, 0.0, 1.0) * static_cast<double>(m_count));
    const auto rank = std::clamp<std::uint64_t>(static_cast<std::uint64_t>(share), 1, m_count);
    if (rank == m_count) return m_max;
    std::uint64_t passed = 0;
    for (const Bucket& bucket : m_buckets) {
        passed += bucket.count;
        if (passed >= rank) return std::min(HistogramScale::middleOf(bucket.index), m_max);
    }
    return m_max;
}

void HistogramSnapshot::add(const HistogramSnapshot& other) {
    std::vector<Bucket> sum;
    sum.reserve(m_buckets.size() + other.m_buckets.size());
    auto mine = m_buckets.begin();
    for (const Bucket& theirs : other.m_buckets) {
        while (mine != m_buckets.end() && mine->index < theirs.index) sum.push_back(*mine++);
        sum.push_back(theirs);
        if (mine != m_buckets.end() && mine->index == theirs.index) {
            sum.back().count += mine->count;
            ++mine;
        }
    }
    sum.insert(sum.end(), mine, m_buckets.end());
    m_buckets = std::move(sum);
    m_count += other.m_count;
    m_sum += other.m_sum;
    m_max = std::max(m_max, other.m_max);
}

void HistogramSnapshot::subtract(const HistogramSnapshot& earlier) {
    auto before = earlier.m_buckets.begin();
    const auto end = earlier.m_buckets.end();
    std::vector<Bucket> rest;
    m_count = 0;
    for (const Bucket& bucket : m_buckets) {
        while (before != end && before->index < bucket.index) ++before;
        std::uint64_t count = bucket.count;
        if (before != end && before->index == bucket.index) {
            count -= before->count;
            // The writer's counters have 32 bits: one that went round is smaller than before.
            if (bucket.count < before->count) count += std::uint64_t{1} << 32;
        }
        if (count > 0) rest.push_back({bucket.index, count});
        m_count += count;
    }
    const bool hasNewMax = m_max > earlier.m_max;
    m_buckets = std::move(rest);
    m_sum -= earlier.m_sum;
    if (m_buckets.empty()) {
        m_max = 0;
    } else if (!hasNewMax) {
        m_max = std::min(m_max, HistogramScale::middleOf(m_buckets.back().index));
    }
}

void HistogramSnapshot::encode(PayloadWriter& out) const {
    out.putCount(m_buckets.size());
    if (m_buckets.empty()) return;
    out.putCount(m_sum);
    out.putCount(static_cast<std::uint64_t>(m_max));
    std::uint64_t last = 0;
    for (const Bucket& bucket : m_buckets) {
        out.putCount(bucket.index - last);
        out.putCount(bucket.count);
        last = bucket.index;
    }
}

bool HistogramSnapshot::decode(PayloadReader& in, HistogramSnapshot& to) {
    to = {};
    HistogramSnapshot read;
    const std::uint64_t size = in.takeCount();
    if (in.isBad() || size > HistogramScale::kBuckets) return false;
    if (size == 0) return true;
    read.m_sum = in.takeCount();
    const std::uint64_t max = in.takeCount();
    if (max > INT64_MAX) return false;
    read.m_max = static_cast<std::int64_t>(max);
    std::uint64_t index = 0;
    for (std::uint64_t i = 0; i < size; ++i) {
        const std::uint64_t step = in.takeCount();
        const std::uint64_t count = in.takeCount();
        const bool isRising = i == 0 || step > 0;
        if (in.isBad() || !isRising || step >= HistogramScale::kBuckets || count == 0) return false;
        index += step;
        if (index >= HistogramScale::kBuckets) return false;
        read.m_buckets.push_back({static_cast<std::uint16_t>(index), count});
        read.m_count += count;
    }
    to = std::move(read);
    return true;
}

Histogram::~Histogram() {
    for (auto& block : m_blocks) delete block.load(sync::relaxed);
}

bool Histogram::record(std::int64_t ns) {
    const auto bucket = static_cast<std::size_t>(HistogramScale::bucketOf(ns));
    Block* block = blockFor(bucket / HistogramScale::kBlockSize);
    if (!block) return false;
    // Single writer: load and store, no read-modify-write. Relaxed: a reader wants each bucket's
    // recent count, not one moment of all.
    Count& count = block->counts[bucket % HistogramScale::kBlockSize];
    count.store(count.load(sync::relaxed) + 1, sync::relaxed);
    const std::int64_t value = std::max<std::int64_t>(ns, 0);
    m_sum.store(m_sum.load(sync::relaxed) + static_cast<std::uint64_t>(value), sync::relaxed);
    if (value > m_max.load(sync::relaxed)) m_max.store(value, sync::relaxed);
    return true;
}

Histogram::Block* Histogram::blockFor(std::size_t index) {
    Block* block = m_blocks[index].load(sync::relaxed); // ours: only the writer stores
    if (block) return block;
    block = new (std::nothrow) Block;
    // Pairs with the acquire in snapshot(): the block's zeros are visible with it.
    if (block) m_blocks[index].store(block, sync::release);
    return block;
}

HistogramSnapshot Histogram::snapshot() const {
    HistogramSnapshot copy;
    for (std::size_t b = 0; b < m_blocks.size(); ++b) {
        const Block* block = m_blocks[b].load(sync::acquire); // pairs with blockFor()
        if (!block) continue;
        for (std::size_t i = 0; i < block->counts.size(); ++i) {
            const std::uint32_t count = block->counts[i].load(sync::relaxed);
            if (count == 0) continue;
            copy.m_buckets.push_back(
                {static_cast<std::uint16_t>(b * HistogramScale::kBlockSize + i), count});
            copy.m_count += count;
        }
    }
    copy.m_sum = m_sum.load(sync::relaxed);
    copy.m_max = m_max.load(sync::relaxed);
    return copy;
}

void Histogram::clear() {
    for (auto& slot : m_blocks) {
        Block* block = slot.load(sync::relaxed);
        if (!block) continue;
        for (Count& count : block->counts) {
            if (count.load(sync::relaxed) != 0) count.store(0, sync::relaxed);
        }
    }
    m_sum.store(0, sync::relaxed);
    m_max.store(0, sync::relaxed);
}

} // namespace troupe::TROUPE_ABI

// Latencies in buckets of at most 3 % error: counted by one thread, read by any.
//
// Log-linear, as HdrHistogram: the values 0 to 31 ns have a bucket each, above that every octave
// [2^k, 2^(k+1)) is cut into 32 equal buckets, so the middle of a bucket is at most 1/64 away
// from any value in it. Values above 2^42 ns (73 min) count in the last bucket; the maximum stays
// exact. Bounded: 38 blocks of 128 bytes, each taken when its octave is first met: 5.2 KB when
// full. See semantics.md 7 and decisions.md 28.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "troupe/message/payload.h"
#include "troupe/sync/sync.h"

namespace troupe::inline TROUPE_ABI {

/// Bucket arithmetic, shared by Histogram and HistogramSnapshot. Thread: any (pure).
struct HistogramScale {
    static constexpr int kBlockBits = 5;
    static constexpr int kBlockSize = 1 << kBlockBits;
    static constexpr int kTopBit = 42; // values from 2^42 ns on share the last bucket
    static constexpr int kBlocks = kTopBit - kBlockBits + 1;
    static constexpr int kBuckets = kBlocks * kBlockSize;

    /// Bucket of a value in ns; negative counts as 0.
    static int bucketOf(std::int64_t ns);
    /// Least value of a bucket, in ns; of kBuckets: the end of the last one.
    static std::int64_t lowOf(int bucket);
    /// The value a bucket stands for, in ns: its middle.
    static std::int64_t middleOf(int bucket);
};

/// A copy of a histogram, or the difference of two: sorted non-empty buckets. Plain data, for
/// percentiles, sums over actors, events and files. Thread: owner.
class HistogramSnapshot {
public:
    struct Bucket {
        std::uint16_t index = 0;
        std::uint64_t count = 0;
        bool operator==(const Bucket&) const = default;
    };

    std::uint64_t count() const { return m_count; } // recorded values
    std::uint64_t sum() const { return m_sum; }     // of the values, ns
    std::int64_t max() const { return m_max; }      // ns, exact; of a difference: within 3 %
    double mean() const { return m_count == 0 ? 0.0 : double(m_sum) / double(m_count); }
    const std::vector<Bucket>& buckets() const { return m_buckets; }

    /// The value in ns that at least the share `q` (0 to 1) of all values does not exceed, within
    /// 3 %; 0 when empty. percentile(1) is max().
    std::int64_t percentile(double q) const;

    void add(const HistogramSnapshot& other);
    /// Leaves what was recorded since `earlier`, a snapshot of the same histogram. Exact while
    /// fewer than 2^32 values fell into one bucket in between.
    void subtract(const HistogramSnapshot& earlier);

    /// At most 1,216 buckets, 15 KB.
    void encode(PayloadWriter& out) const;
    /// False where the bytes are not a histogram; then `to` is empty.
    static bool decode(PayloadReader& in, HistogramSnapshot& to);

    bool operator==(const HistogramSnapshot&) const = default;

private:
    friend class Histogram;

    std::vector<Bucket> m_buckets;
    std::uint64_t m_count = 0;
    std::uint64_t m_sum = 0;
    std::int64_t m_max = 0;
};

/// The histogram that is written. One writer at a time (handing over happens-before the next);
/// snapshot() may run on any thread meanwhile and then sees a recent state of each bucket.
class Histogram {
public:
    Histogram() = default;
    ~Histogram();
    Histogram(const Histogram&) = delete;
    Histogram& operator=(const Histogram&) = delete;

    /// Counts one value in ns. Thread: writer. False, and nothing counted, where there was no
    /// memory for its octave.
    bool record(std::int64_t ns);
    /// Thread: any. Allocates.
    HistogramSnapshot snapshot() const;
    /// Forgets all values, keeps the memory. Thread: writer.
    void clear();

private:
    using Count = sync::Atomic<std::uint32_t>; // wraps; see HistogramSnapshot::subtract
    struct Block {
        std::array<Count, HistogramScale::kBlockSize> counts;
    };

    Block* blockFor(std::size_t index);

    std::array<sync::Atomic<Block*>, HistogramScale::kBlocks> m_blocks{};
    sync::Atomic<std::uint64_t> m_sum{0};
    sync::Atomic<std::int64_t> m_max{0};
};

} // namespace troupe::TROUPE_ABI

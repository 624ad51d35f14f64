#include "troupe/observe/histogram.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace troupe {
namespace {

constexpr std::int64_t kHour = 3'600'000'000'000;

HistogramSnapshot snapshotOf(const std::vector<std::int64_t>& values) {
    Histogram histogram;
    for (const std::int64_t v : values) histogram.record(v);
    return histogram.snapshot();
}

// S7: log buckets of at most 3 % error. D28: from 1 ns to 1 h.
TEST(Histogram, IsAtMostThreePercentOffFromOneNanosecondToOneHour) {
    for (double exact = 1; exact < double(kHour); exact *= 1.003) {
        const auto value = static_cast<std::int64_t>(exact);
        const std::int64_t shown = HistogramScale::middleOf(HistogramScale::bucketOf(value));

        ASSERT_LE(std::abs(double(shown - value)), 0.03 * double(value)) << value;
    }
}

TEST(Histogram, BucketsTouchAndNeverOverlap) {
    for (int bucket = 0; bucket < HistogramScale::kBuckets; ++bucket) {
        const std::int64_t low = HistogramScale::lowOf(bucket);
        const std::int64_t end = HistogramScale::lowOf(bucket + 1);

        ASSERT_LT(low, end);
        ASSERT_EQ(HistogramScale::bucketOf(low), bucket);
        ASSERT_EQ(HistogramScale::bucketOf(end - 1), bucket);
    }
}

TEST(Histogram, CountsTheExtremesInTheOutermostBuckets) {
    const HistogramSnapshot snapshot = snapshotOf({-5, 0, INT64_MAX});

    ASSERT_EQ(snapshot.buckets().size(), 2U);
    EXPECT_EQ(snapshot.buckets()[0], (HistogramSnapshot::Bucket{0, 2}));
    EXPECT_EQ(snapshot.buckets()[1].index, HistogramScale::kBuckets - 1);
    EXPECT_EQ(snapshot.max(), INT64_MAX);
}

// D28: 5 KB when full, a block an octave on demand.
TEST(Histogram, TakesAboutFiveKilobytesWhenFull) {
    const std::size_t full = sizeof(Histogram) + std::size_t{HistogramScale::kBuckets} * 4;

    EXPECT_LE(full, 5400U);
    EXPECT_LE(sizeof(Histogram), 352U);
}

// S7: read as p50, p90, p99, p99.9, max.
TEST(Histogram, PercentilesAreWithinThreePercentOfTheSortedValues) {
    std::mt19937_64 random(7);
    std::lognormal_distribution<double> latency(10.0, 2.0);
    std::vector<std::int64_t> values(20'000);
    for (auto& v : values) v = static_cast<std::int64_t>(latency(random)) + 1;
    const HistogramSnapshot snapshot = snapshotOf(values);
    std::sort(values.begin(), values.end());

    for (const double q : {0.5, 0.9, 0.99, 0.999}) {
        const auto rank = static_cast<std::size_t>(std::ceil(q * double(values.size())));
        const auto exact = double(values[rank - 1]);
        EXPECT_NEAR(double(snapshot.percentile(q)), exact, 0.03 * exact) << q;
    }
    EXPECT_EQ(snapshot.percentile(1.0), values.back());
    EXPECT_EQ(snapshot.max(), values.back());
    EXPECT_EQ(snapshot.count(), values.size());
}

TEST(Histogram, IsZeroWhenEmpty) {
    const HistogramSnapshot empty = Histogram().snapshot();

    EXPECT_EQ(empty.percentile(0.5), 0);
    EXPECT_EQ(empty.max(), 0);
    EXPECT_EQ(empty.count(), 0U);
}

TEST(Histogram, NeverShowsMoreThanItsMaximum) {
    EXPECT_EQ(snapshotOf({1'000'003, 1'000'003}).percentile(0.5), 1'000'003);
}

TEST(HistogramSnapshot, TheSumOfTwoIsTheHistogramOfBoth) {
    const std::vector<std::int64_t> a{1, 50, 50, 7000};
    const std::vector<std::int64_t> b{3, 50, 900'000};
    std::vector<std::int64_t> both(a);
    both.insert(both.end(), b.begin(), b.end());

    HistogramSnapshot sum = snapshotOf(a);
    sum.add(snapshotOf(b));

    EXPECT_EQ(sum, snapshotOf(both));
}

TEST(HistogramSnapshot, ADifferenceHoldsWhatCameBetween) {
    Histogram histogram;
    histogram.record(1'000'000);
    histogram.record(20);
    const HistogramSnapshot before = histogram.snapshot();
    histogram.record(20);
    histogram.record(3'000);

    HistogramSnapshot between = histogram.snapshot();
    between.subtract(before);

    EXPECT_EQ(between.count(), 2U);
    EXPECT_EQ(between.sum(), 3'020U);
    EXPECT_EQ(between.percentile(0.5), 20);
    EXPECT_NEAR(double(between.max()), 3'000.0, 90.0);
    HistogramSnapshot nothing = histogram.snapshot();
    nothing.subtract(histogram.snapshot());
    EXPECT_EQ(nothing, HistogramSnapshot());
}

TEST(HistogramSnapshot, SurvivesEncoding) {
    const HistogramSnapshot snapshot = snapshotOf({0, 1, 31, 32, 5'000, kHour, INT64_MAX});
    PayloadWriter out;
    snapshot.encode(out);
    HistogramSnapshot().encode(out);

    PayloadReader in(out.bytes());
    HistogramSnapshot back;
    HistogramSnapshot empty;
    EXPECT_TRUE(HistogramSnapshot::decode(in, back));
    EXPECT_TRUE(HistogramSnapshot::decode(in, empty));

    EXPECT_EQ(back, snapshot);
    EXPECT_EQ(empty, HistogramSnapshot());
    EXPECT_TRUE(in.isAtEnd());
}

TEST(HistogramSnapshot, RefusesBytesThatAreNone) {
    std::mt19937_64 random(3);
    for (int round = 0; round < 20'000; ++round) {
        std::vector<std::uint8_t> bytes(random() % 60);
        for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random() % 140);
        PayloadReader in(bytes);
        HistogramSnapshot read;
        if (HistogramSnapshot::decode(in, read)) {
            PayloadWriter again;
            read.encode(again);
            PayloadReader second(again.bytes());
            HistogramSnapshot same;
            ASSERT_TRUE(HistogramSnapshot::decode(second, same));
            ASSERT_EQ(same, read);
        } else {
            ASSERT_EQ(read, HistogramSnapshot());
        }
    }
}

TEST(Histogram, ForgetsOnClear) {
    Histogram histogram;
    histogram.record(5);
    histogram.clear();
    EXPECT_EQ(histogram.snapshot(), HistogramSnapshot());
    histogram.record(6);
    EXPECT_EQ(histogram.snapshot(), snapshotOf({6}));
}

TEST(Histogram, CanBeReadWhileItIsWritten) {
    Histogram histogram;
    constexpr std::int64_t kValues = 50'000;
    sync::Thread writer("writer", [&] {
        for (std::int64_t i = 1; i <= kValues; ++i) histogram.record(i);
    });

    std::uint64_t last = 0;
    for (int i = 0; i < 50; ++i) {
        const HistogramSnapshot snapshot = histogram.snapshot();
        EXPECT_GE(snapshot.count(), last);
        last = snapshot.count();
    }
    writer.join();

    EXPECT_EQ(histogram.snapshot().count(), static_cast<std::uint64_t>(kValues));
    EXPECT_EQ(histogram.snapshot().max(), kValues);
}

} // namespace
} // namespace troupe

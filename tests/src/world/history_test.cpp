#include "world/history.h"

#include <gtest/gtest.h>

#include "src/event_script.h"

namespace troupe::core {
namespace {

TEST(History, SamplesDepthAndThroughputPerInterval) {
    EventScript script;
    script.step = 10'000'000;                                    // 10 ms
    script.spawned(1, "a");                                      // at 10 ms
    for (MessageId id = 1; id <= 4; ++id) script.sent(0, 1, id); // to 50 ms
    script.handled(1, 0, 1);                                     // to 70 ms
    script.handled(1, 0, 2);                                     // to 90 ms
    script.sent(0, 1, 5);                                        // at 100 ms: the next interval
    script.history.finish(script.time, script.world);

    const std::vector<Sample>& samples = script.history.samples(ActorId{1});
    ASSERT_EQ(samples.size(), 2U);
    EXPECT_EQ(samples[0].time, 100'000'000U);
    EXPECT_EQ(samples[0].depthMax, 4);
    EXPECT_EQ(samples[0].handled, 2);
    EXPECT_DOUBLE_EQ(samples[0].perSecond, 20);
    EXPECT_EQ(samples[0].mailbox.n, 2U);
    EXPECT_EQ(samples[1].handled, 0);
    EXPECT_EQ(samples[1].depth, 3);
    EXPECT_EQ(script.history.total().size(), 2U);
}

TEST(History, StaysBoundedByDoublingItsInterval) {
    EventScript script;
    script.spawned(1, "a");
    script.step = 50'000'000;
    for (MessageId id = 1; id <= 10'000; ++id) {
        script.sent(0, 1, id);
        script.handled(1, 0, id);
    }
    script.history.finish(script.time, script.world);

    EXPECT_GT(script.history.interval(), History::kFirstInterval);
    EXPECT_LE(script.history.total().size(), History::kMostIntervals + 1);
    std::int64_t handled = 0;
    for (const Sample& sample : script.history.samples(ActorId{1})) handled += sample.handled;
    EXPECT_EQ(handled, 10'000);
}

TEST(LatencyHistogram, GivesPercentilesWithinThreePercent) {
    LatencyHistogram histogram;
    for (std::int64_t ns = 1; ns <= 100'000; ++ns) histogram.record(ns);
    const LatencyHistogram earlier = histogram;
    for (int i = 0; i < 1000; ++i) histogram.record(1'000'000);

    EXPECT_NEAR(static_cast<double>(earlier.summary().p50), 50'000, 1'500);
    EXPECT_NEAR(static_cast<double>(earlier.summary().p99), 99'000, 3'000);
    EXPECT_EQ(earlier.summary().max, 100'000);
    const LatencySummary gained = histogram.summarySince(&earlier);
    EXPECT_EQ(gained.n, 1000U);
    EXPECT_NEAR(static_cast<double>(gained.p50), 1e6, 3e4);
    EXPECT_EQ(gained.max, 1'000'000);
}

} // namespace
} // namespace troupe::core

// Strategies find what was planted, repeat it, shrink it, and see all that there is.

#include "self_test.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <set>
#include <string>

namespace troupe::inline TROUPE_ABI {
namespace explore {

namespace {

using sync::Atomic;

struct Planted {
    const char* scenario;
    const char* failure;
};

class PlantedBug : public testing::TestWithParam<Planted> {};

TEST_P(PlantedBug, IsFoundByEveryStrategyAndRepeatsWhenShrunk) {
    const Scenario& scenario = *findScenario(GetParam().scenario);

    for (const Strategy strategy : kStrategies) {
        Search search(scenario, strategy, 1);
        ASSERT_TRUE(search.advance(100'000)) << nameOf(strategy);
        const Finding& finding = search.finding();
        EXPECT_TRUE(finding.isReproducible);
        const modelling::Schedule small = shrink(scenario, finding.schedule);
        EXPECT_LE(small.size(), finding.schedule.size());
        const auto first = replay(scenario, small);
        const auto again = replay(scenario, small);
        ASSERT_TRUE(first.has_value());
        EXPECT_EQ(first, again);
        EXPECT_EQ(scheduleOf(textOf(small)), small);
        EXPECT_TRUE(contains(*first, GetParam().failure)) << *first;
        if (strategy != Strategy::depthFirst) {
            EXPECT_EQ(replay(scenario, strategy, finding.seed), finding.failure);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Self, PlantedBug,
                         testing::Values(Planted{"self.stack-idle-by-store", "deadlock"},
                                         Planted{"self.stack-relaxed-push", "race"},
                                         Planted{"self.stack-split-push", ""},
                                         Planted{"self.queue-split", ""},
                                         Planted{"self.queue-relaxed-link", "race"},
                                         Planted{"self.bell-no-recheck", "deadlock"},
                                         Planted{"self.bell-weak-publish", "deadlock"},
                                         Planted{"self.counted-relaxed", "race"},
                                         Planted{"self.counted-look-after", "race"}),
                         [](const testing::TestParamInfo<Planted>& tried) {
                             std::string name = tried.param.scenario;
                             for (char& each : name) each = each == '.' || each == '-' ? '_' : each;
                             return name;
                         });

TEST(RightStructures, FailUnderNoSchedule) {
#if defined(__SANITIZE_ADDRESS__)
    constexpr std::size_t kExecutions = 500; // ten times as slow
#else
    constexpr std::size_t kExecutions = 20'000;
#endif
    for (const Scenario& scenario : scenarios()) {
        if (!scenario.isBroken) {
            EXPECT_EQ(failureOf(scenario, kExecutions), "") << scenario.name;
        }
    }
}

TEST(DepthFirst, EndsWhenItHasSeenEverySchedule) {
    Search search(*findScenario("self.counted"), Strategy::depthFirst, 1);

    EXPECT_FALSE(search.advance(1'000'000));

    EXPECT_TRUE(search.isExhausted());
    EXPECT_GT(search.executions(), 5U);
}

TEST(DepthFirst, SeesEachInterleavingOfTwoThreads) {
    // Two threads of two steps each: 4 over 2 orders of their letters.
    static std::set<std::string> orders;
    orders.clear();
    const Scenario scenario{"test",
                            [] {
                                std::string order;
                                Atomic<int> a{0};
                                Atomic<int> b{0};
                                both([&] { a.load(), order += 'a', a.load(), order += 'a'; },
                                     [&] { b.load(), order += 'b', b.load(), order += 'b'; });
                                orders.insert(order);
                            },
                            {},
                            "",
                            false,
                            false};
    Search search(scenario, Strategy::depthFirst, 1);

    EXPECT_FALSE(search.advance(1'000'000));

    EXPECT_TRUE(search.isExhausted());
    EXPECT_EQ(orders.size(), 6U);
}

} // namespace

} // namespace explore
} // namespace troupe::inline TROUPE_ABI

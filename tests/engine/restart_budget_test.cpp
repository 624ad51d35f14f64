// When a supervisor has restarted too often: semantics.md 5, line 9, and decisions.md 17.
#include <gtest/gtest.h>

#include <chrono>
#include <climits>
#include <cstdint>
#include <string>
#include <vector>

#include "troupe/supervision/restart_budget.h"

using namespace std::chrono_literals;
using troupe::BudgetWindow;
using troupe::Duration;
using troupe::RestartBudget;

namespace {

std::int64_t ns(Duration d) {
    return d.count();
}

// Charges at each time; 'y' for granted, 'n' for over budget.
std::string answers(RestartBudget budget, const std::vector<Duration>& times) {
    std::string all;
    for (const Duration at : times) {
        all += budget.charge(ns(at)) ? 'y' : 'n';
    }
    return all;
}

} // namespace

TEST(RestartBudget, IsThreeInFiveSecondsSlidingByDefault) { // S5.5
    const RestartBudget budget;

    EXPECT_EQ(budget.options().max, 3);
    EXPECT_EQ(budget.options().window, 5s);
    EXPECT_EQ(budget.options().kind, BudgetWindow::sliding);
    EXPECT_EQ(answers(budget, {0s, 1s, 2s, 4999ms}), "yyyn");
}

TEST(RestartBudget, OneInFiveSecondsEscalatesAt4999msAndNotAt5s) { // S5.5, the vectors
    EXPECT_EQ(answers(RestartBudget({1, 5s}), {0s, 4999ms}), "yn");
    EXPECT_EQ(answers(RestartBudget({1, 5s}), {0s, 5s - 1ns}), "yn");
    EXPECT_EQ(answers(RestartBudget({1, 5s}), {0s, 5s}), "yy");
}

TEST(RestartBudget, GrowingBackoffEscalatesIn10sAndNeverIn5s) { // D17
    const std::vector<Duration> crashes = {0s, 1s, 3s, 7s, 15s, 25s, 35s, 45s, 55s};

    EXPECT_EQ(answers(RestartBudget({3, 10s}), crashes).substr(0, 4), "yyyn");
    EXPECT_EQ(answers(RestartBudget({3, 5s}), crashes), "yyyyyyyyy");
}

TEST(RestartBudget, LifetimeGivesUpAtTheFourthCrashHoweverLate) { // D17, the article's worker
    const RestartBudget budget({3, 5s, BudgetWindow::lifetime});

    EXPECT_EQ(answers(budget, {0s, 1h, 100h, 10'000h, 20'000h}), "yyynn");
}

TEST(RestartBudget, TumblingForgetsAllWhenItsWindowIsOver) {
    const RestartBudget budget({2, 5s, BudgetWindow::tumbling});

    EXPECT_EQ(answers(budget, {0s, 4s, 5s - 1ns}), "yyn");
    EXPECT_EQ(answers(budget, {0s, 4s, 5s}), "yyy");
    // 4, 5 and 6 s are three within two seconds: tumbling misses that, sliding does not.
    EXPECT_EQ(answers(budget, {0s, 4s, 5s, 6s}), "yyyy");
    EXPECT_EQ(answers(RestartBudget({2, 5s}), {0s, 4s, 5s, 6s}), "yyyn");
}

TEST(RestartBudget, IdleGapForgetsOnlyAfterAPauseAsLongAsTheWindow) {
    const RestartBudget budget({2, 5s, BudgetWindow::idleGap});

    // Never two within 4 s, yet idle-gap gives up; sliding would not.
    EXPECT_EQ(answers(budget, {0s, 4s, 8s}), "yyn");
    EXPECT_EQ(answers(budget, {0s, 4s, 9s - 1ns}), "yyn");
    EXPECT_EQ(answers(budget, {0s, 4s, 9s, 10s}), "yyyy");
    EXPECT_EQ(answers(RestartBudget({2, 5s}), {0s, 4s, 8s, 12s}), "yyyy");
}

TEST(RestartBudget, UsedSaysWhatCountsNow) {
    RestartBudget budget({3, 5s});
    ASSERT_TRUE(budget.charge(ns(0s)));
    ASSERT_TRUE(budget.charge(ns(1s)));

    EXPECT_EQ(budget.used(ns(1s)), 2);
    EXPECT_EQ(budget.used(ns(5s) - 1), 2);
    EXPECT_EQ(budget.used(ns(5s)), 1);
    EXPECT_EQ(budget.used(ns(6s)), 0);
}

TEST(RestartBudget, UsedFollowsEachKindOfWindow) {
    for (const auto kind : {BudgetWindow::tumbling, BudgetWindow::idleGap}) {
        RestartBudget budget({3, 5s, kind});
        EXPECT_EQ(budget.used(ns(1s)), 0);
        ASSERT_TRUE(budget.charge(ns(2s)));
        EXPECT_EQ(budget.used(ns(7s) - 1), 1);
        EXPECT_EQ(budget.used(ns(7s)), 0);
    }
}

TEST(RestartBudget, UsedIsOneMoreThanMaxWhenOver) {
    for (const auto kind : {BudgetWindow::sliding, BudgetWindow::tumbling, BudgetWindow::idleGap,
                            BudgetWindow::lifetime}) {
        RestartBudget budget({2, 5s, kind});
        for (int i = 0; i < 10; ++i) {
            EXPECT_EQ(budget.charge(i), i < 2);
        }
        EXPECT_EQ(budget.used(10), 3) << toString(kind);
    }
}

TEST(RestartBudget, ZeroGrantsNothing) {
    for (const auto kind : {BudgetWindow::sliding, BudgetWindow::tumbling, BudgetWindow::idleGap,
                            BudgetWindow::lifetime}) {
        EXPECT_EQ(answers(RestartBudget({0, 5s, kind}), {0s, 1h}), "nn") << toString(kind);
    }
    EXPECT_EQ(answers(RestartBudget({0, 0s}), {0s}), "n");
}

TEST(RestartBudget, UnlimitedGrantsAllAndStillCounts) { // D15, the hidden supervisor `user`
    RestartBudget budget({troupe::kUnlimitedRestarts});

    for (int i = 0; i < 1000; ++i) {
        ASSERT_TRUE(budget.charge(i));
    }

    EXPECT_TRUE(budget.isUnlimited());
    EXPECT_EQ(budget.used(1000), 1000);
}

TEST(RestartBudget, GrantsTheGreatestLimitToo) {
    RestartBudget budget({INT_MAX, 5s, BudgetWindow::lifetime});

    EXPECT_TRUE(budget.charge(0));
    EXPECT_EQ(budget.used(0), 1);
}

TEST(RestartBudget, AgreesWithAWalkOverAllCrashesForAMillionCharges) {
    RestartBudget budget({50, 100ns});
    std::vector<std::int64_t> all;
    std::size_t first = 0;
    std::int64_t now = 0;

    for (int i = 0; i < 1'000'000; ++i) {
        now += (std::int64_t{i} * 7919) % 5;
        all.push_back(now);
        while (now - all[first] >= 100) {
            ++first;
        }
        ASSERT_EQ(budget.charge(now), all.size() - first <= 50) << i;
    }
}

TEST(RestartBudget, ALowerLimitHoldsFromTheNextChargeOn) {
    RestartBudget budget({5, 10s});
    ASSERT_TRUE(budget.charge(ns(0s)));
    ASSERT_TRUE(budget.charge(ns(1s)));
    ASSERT_TRUE(budget.charge(ns(2s)));

    budget.setOptions({1, 10s});

    EXPECT_EQ(budget.used(ns(2s)), 2); // one over: that is all it needs to know
    EXPECT_FALSE(budget.charge(ns(3s)));
}

TEST(RestartBudget, AHigherLimitKeepsWhatWasCharged) {
    RestartBudget budget({1, 10s});
    ASSERT_TRUE(budget.charge(ns(0s)));

    budget.setOptions({2, 10s});

    EXPECT_TRUE(budget.charge(ns(1s)));
    EXPECT_FALSE(budget.charge(ns(2s)));
}

TEST(RestartBudget, AShorterWindowForgetsAtOnce) {
    RestartBudget budget({1, 10s});
    ASSERT_TRUE(budget.charge(ns(0s)));

    budget.setOptions({1, 2s});

    EXPECT_TRUE(budget.charge(ns(2s)));
}

TEST(RestartBudget, AnotherKindOrAnEndOfUnlimitedBeginsAtNothing) {
    RestartBudget budget({1, 10s});
    ASSERT_TRUE(budget.charge(0));

    budget.setOptions({1, 10s, BudgetWindow::lifetime});
    EXPECT_EQ(budget.used(0), 0);
    EXPECT_TRUE(budget.charge(0));

    budget.setOptions({1, 10s, BudgetWindow::idleGap});
    EXPECT_EQ(budget.used(0), 0);

    budget.setOptions({troupe::kUnlimitedRestarts, 10s, BudgetWindow::lifetime});
    EXPECT_TRUE(budget.charge(0));
    budget.setOptions({1, 10s, BudgetWindow::lifetime});
    EXPECT_TRUE(budget.charge(0));
    EXPECT_FALSE(budget.charge(0));
}

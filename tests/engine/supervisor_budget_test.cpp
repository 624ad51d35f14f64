// A supervisor's budget and back-off on virtual time: semantics.md 5, decisions.md 17.
#include "fake_supervisor_host.h"

using namespace supervisor_test;

// --- budget --------------------------------------------------------------------------------------

TEST(SupervisorCore, OverBudgetHaltsAllRightToLeftAndStopClosesThem) { // S5.5, S5.4
    Three host({.budget = {1, 5s}});
    host.fail(2);
    host.passTo(4999ms);
    host.said();

    host.fail(2);

    EXPECT_EQ(host.said(), (Lines{"escalate 2 2/1 0ms of 1 2 3", "escalated", "halt 3", "halt 1",
                                  "exit restartLimit"}));
    EXPECT_EQ(host.timerCount(), 0U);

    host.stop(); // it is not restarted

    EXPECT_EQ(host.said(), (Lines{"stop 3", "stop 2 error", "stop 1", "exit shutdown"}));
    EXPECT_FALSE(host.core().hasOpenChildren());
}

TEST(SupervisorCore, OneInFiveSecondsDoesNotEscalateAtFive) { // S5.5
    Three host({.budget = {1, 5s}});
    host.fail(2);
    host.passTo(5s);
    host.said();

    host.fail(2);

    EXPECT_EQ(host.said(), (Lines{"restart 2 1/1 200ms of 2"}));
}

TEST(SupervisorCore, TwoChildrenShareTheSupervisorsBudget) { // S5.5
    Three host({.budget = {1, 5s}});
    host.fail(1);
    host.passTo(1s);
    host.said();

    host.fail(2);

    EXPECT_EQ(host.said().front(), "escalate 2 2/1 0ms of 1 2 3");
}

TEST(SupervisorCore, TwoChildrenHaveABudgetEachWhenSaidSo) { // S5.5
    Three host({.budget = {1, 5s}, .scope = BudgetScope::child});
    host.fail(1);
    host.passTo(1s);
    host.said();

    host.fail(2);
    EXPECT_EQ(host.said(), (Lines{"restart 2 1/1 100ms of 2"}));
    host.passTo(2s);
    host.said();
    host.fail(1);

    EXPECT_EQ(host.said().front(), "escalate 1 2/1 0ms of 1 2 3");
}

TEST(SupervisorCore, DecidesAtZeroOneThreeAndEscalatesAtSeven) { // D17
    Three host({.budget = {3, 10s}, .backoff = {1s, 2.0, 10s}});

    Lines decisions;
    for (int crash = 0; crash < 4; ++crash) {
        host.said();
        host.fail(2);
        decisions.push_back(ms(at(host)) + " " + host.said().front());
        host.passTo(at(host) + Duration(1s) * (1 << crash)); // crashes as soon as it runs
    }

    EXPECT_EQ(decisions,
              (Lines{"0ms restart 2 1/3 1000ms of 2", "1000ms restart 2 2/3 2000ms of 2",
                     "3000ms restart 2 3/3 4000ms of 2", "7000ms escalate 2 4/3 0ms of 1 2 3"}));
}

TEST(SupervisorCore, ThreeInFiveSecondsNeverEscalatesWithThatBackoff) { // D17
    Three host({.budget = {3, 5s}, .backoff = {1s, 2.0, 10s}});
    const std::vector<Duration> delays = {1s, 2s, 4s, 8s, 10s, 10s, 10s, 10s};

    for (const Duration delay : delays) {
        host.fail(2);
        ASSERT_TRUE(host.said().front().starts_with("restart 2"));
        host.passTo(at(host) + delay);
        ASSERT_EQ(host.said(), (Lines{"start 2"}));
    }
}

TEST(SupervisorCore, TheArticlesWorkerGivesUpAtItsFourthCrash) { // D17
    FakeHost host({.budget = {3, 5s, BudgetWindow::lifetime}, .backoff = {1s, 1.0, 1s}});
    host.add({1});
    host.start();

    for (int crash = 0; crash < 4; ++crash) {
        host.fail(1);
        host.passTo(at(host) + Duration(1h));
    }

    EXPECT_EQ(host.said(),
              (Lines{"start 1", "restart 1 1/3 1000ms of 1", "start 1", "restart 1 2/3 1000ms of 1",
                     "start 1", "restart 1 3/3 1000ms of 1", "start 1", "escalate 1 4/3 0ms of 1",
                     "escalated", "exit restartLimit"}));
}

TEST(SupervisorCore, BudgetAndPoliciesCanBeEditedWhileItRuns) { // S5.5, D31
    Three host({.budget = {1, 5s}});
    host.fail(1);
    host.passTo(1s);
    host.said();

    host.core().setOptions({.strategy = Strategy::restForOne, .budget = {2, 5s}});
    host.fail(2);
    EXPECT_EQ(host.said(), (Lines{"restart 2 2/2 100ms of 2 3", "halt 3"}));
    host.core().setOptions({.budget = {0, 5s}});
    host.passTo(2s); // the delay under way stays
    EXPECT_EQ(host.said(), (Lines{"start 2", "start 3"}));
    host.fail(3);

    EXPECT_EQ(host.said().front(), "escalate 3 1/0 0ms of 1 2 3");
}

TEST(SupervisorCore, EditedBackoffBeginsAnew) {
    Three host(patient(Strategy::oneForOne));
    host.fail(2);
    host.passTo(100ms);
    host.said();

    auto edited = host.core().options();
    edited.backoff.min = 300ms;
    host.core().setOptions(edited);
    host.fail(2);

    EXPECT_EQ(host.said(), (Lines{"restart 2 2/-1 300ms of 2"}));
}

// --- back-off ------------------------------------------------------------------------------------

TEST(SupervisorCore, WaitsLongerAfterEachCrash) { // S5.6, D17: with an unlimited budget
    Three host(patient(Strategy::oneForOne));
    const std::vector<Duration> delays = {100ms,  200ms,  400ms,   800ms,  1600ms,
                                          3200ms, 6400ms, 10000ms, 10000ms};

    for (const Duration delay : delays) {
        const Duration crashed = at(host);
        host.fail(2);
        host.said();
        host.passTo(crashed + delay - 1ns);
        ASSERT_EQ(host.said(), Lines{});
        host.passTo(crashed + delay);
        ASSERT_EQ(host.said(), (Lines{"start 2"}));
    }
}

TEST(SupervisorCore, HealthIsCountedFromTheStartOfTheIncarnation) { // S5.6
    Three host(patient(Strategy::oneForOne));
    host.fail(2);
    host.passTo(100ms);

    host.passTo(100ms + 5050ms - 1ns);
    host.said();
    host.fail(2);
    EXPECT_EQ(host.said(), (Lines{"restart 2 2/-1 200ms of 2"}));
    host.passTo(at(host) + 200ms + 5050ms);
    host.said();
    host.fail(2);

    EXPECT_EQ(host.said(), (Lines{"restart 2 3/-1 100ms of 2"}));
}

TEST(SupervisorCore, EachChildHasItsOwnBackoffInAGroupToo) {
    Three host(patient(Strategy::oneForAll));

    host.fail(1);
    host.passTo(1s);
    host.fail(2);
    host.passTo(2s);
    host.said();
    host.fail(1);

    EXPECT_EQ(host.said().front(), "restart 1 3/-1 200ms of 1 2 3");
}

TEST(SupervisorCore, HealthCountsForAChildThatIsHaltedWithItsGroup) { // S5.6
    Three host(patient(Strategy::oneForAll));
    host.fail(2);
    host.passTo(6s);
    host.fail(1); // halts 2 after 5.9 s
    host.passTo(7s);
    host.said();

    host.fail(2);

    EXPECT_EQ(host.said().front(), "restart 2 3/-1 100ms of 1 2 3");
}

TEST(SupervisorCore, AnswersOthersWhileAChildWaits) { // S5.4: it never sleeps
    Three host(options(Strategy::oneForOne));

    host.fail(1);
    host.fail(3);
    host.add({4});
    host.end(4, ExitReason::shutdown);
    host.passTo(100ms);

    EXPECT_EQ(host.said(), (Lines{"restart 1 1/3 100ms of 1", "restart 3 2/3 100ms of 3", "start 4",
                                  "stop 4 2/3 0ms of 4", "start 1", "start 3"}));
}

TEST(SupervisorCore, StopDuringABackoffStartsNothingMore) {
    Three host(options(Strategy::oneForOne));
    host.fail(2);
    host.said();

    host.stop();
    host.passTo(1h);

    EXPECT_EQ(host.said(), (Lines{"stop 3", "stop 2 error", "stop 1", "exit shutdown"}));
    EXPECT_EQ(host.timerCount(), 0U);
}

TEST(SupervisorCore, ABackoffThatEndsWhileAllAreStoppedStartsNothing) {
    Three host(options(Strategy::oneForOne));
    host.m_deaf = {{3}};
    host.fail(2);
    host.said();

    host.stop();
    host.passTo(1s);

    EXPECT_EQ(host.said(), (Lines{"stop 3"}));
}

TEST(SupervisorCore, StopDuringAGroupRestartFinishesTheMemberBeingHalted) {
    Three host(options(Strategy::oneForAll));
    host.m_deaf = {{3}};
    host.fail(1);
    host.said();

    host.stop();
    EXPECT_EQ(host.said(), Lines{});
    host.m_deaf = {};
    host.end(3, ExitReason::shutdown);

    EXPECT_EQ(host.said(), (Lines{"stop 3", "stop 2", "stop 1 error", "exit shutdown"}));
    EXPECT_EQ(host.timerCount(), 0U);
}

TEST(SupervisorCore, APersonsStopDuringABackoffCancelsTheRestart) { // D15
    Three host(options(Strategy::oneForOne));
    host.fail(2);
    host.said();

    host.end(2, ExitReason::shutdown);
    host.passTo(1h);

    EXPECT_EQ(host.said(), (Lines{"stop 2 1/3 0ms of 2"}));
    EXPECT_EQ(host.timerCount(), 0U);
}

TEST(SupervisorCore, AKillDuringABackoffChangesNothing) { // D15
    Three host(options(Strategy::oneForOne));
    host.fail(2);
    host.said();

    host.end(2, ExitReason::killed);
    host.passTo(1h);

    EXPECT_EQ(host.said(), (Lines{"start 2"}));
}

// The life of one supervisor: starting, stopping, its children's policies, its own restart.
// semantics.md 5 and decisions.md 15, 16, 42.
#include "fake_supervisor_host.h"

using namespace supervisor_test;

// --- starting and stopping -----------------------------------------------------------------------

TEST(SupervisorCore, HasTheDefaultsOfThePage) { // S5.3, S5.4, S5.5, S5.6
    const SupervisorOptions defaults;

    EXPECT_EQ(defaults.strategy, Strategy::oneForOne);
    EXPECT_EQ(defaults.grace, 5s);
    EXPECT_EQ(defaults.budget, (BudgetOptions{3, 5s, BudgetWindow::sliding}));
    EXPECT_EQ(defaults.scope, BudgetScope::supervisor);
    EXPECT_EQ(defaults.backoff, (BackoffOptions{100ms, 2.0, 10s, Jitter::none}));
    EXPECT_EQ(defaults.decider.error, Directive::restart);
}

TEST(SupervisorCore, StartsLeftToRightEachAfterTheOneBefore) { // S5.4
    FakeHost host(options(Strategy::oneForOne));
    host.m_slow = {{1}, {2}, {3}};
    host.add({1, 2, 3});
    EXPECT_EQ(host.said(), Lines{});

    host.start();
    EXPECT_EQ(host.said(), (Lines{"start 1"}));
    host.started(1);
    EXPECT_EQ(host.said(), (Lines{"start 2"}));
    host.started(2);
    EXPECT_EQ(host.said(), (Lines{"start 3"}));
    host.started(3);
    EXPECT_EQ(host.said(), Lines{});
}

TEST(SupervisorCore, S5_4_TellsOnceWhenAllOfAStartHaveStarted) {
    FakeHost host(options(Strategy::oneForOne));
    host.m_slow = {{1}, {2}};
    host.add({1, 2});
    host.start();
    host.started(1);
    EXPECT_EQ(host.startsTold, 0);

    host.started(2);
    EXPECT_EQ(host.startsTold, 1);
    host.add({3});

    EXPECT_EQ(host.startsTold, 1);
}

TEST(SupervisorCore, S5_6_AKillOfOneThatWaitsToBeRestartedChangesNothing) {
    SupervisorOptions rules = options(Strategy::oneForOne);
    rules.decider.killed = Directive::stop;
    FakeHost host(rules);
    host.add({1});
    host.start();
    host.fail(1, ExitReason::error);
    host.said();

    host.end(1, ExitReason::killed);

    EXPECT_EQ(host.said(), Lines{});
}

TEST(SupervisorCore, StartsNoChildBesideOneThatIsStarting) { // S5.4
    FakeHost host(options(Strategy::oneForOne));
    host.m_slow = {{1}};
    host.add({1});
    host.start();

    host.add({2, 3});
    EXPECT_EQ(host.said(), (Lines{"start 1"}));
    host.started(1);

    EXPECT_EQ(host.said(), (Lines{"start 2", "start 3"}));
}

TEST(SupervisorCore, LosesNoQueuedChildWhenItsListClosesHoles) {
    FakeHost host(options(Strategy::oneForOne));
    host.start();
    for (std::uint32_t id = 1; id <= 20; ++id) {
        host.add({id}, ChildPolicy::temporary);
    }
    host.m_slow = {{21}};
    host.add({21, 22});
    for (std::uint32_t id = 1; id <= 20; ++id) {
        host.end(id, ExitReason::normal);
    }
    host.said();

    host.add({23});
    host.started(21);

    EXPECT_EQ(host.said(), (Lines{"start 22", "start 23"}));
}

TEST(SupervisorCore, StartsAChildThatIsAddedWhileItRuns) {
    Three host(options(Strategy::oneForOne));

    host.add({9, 4});

    EXPECT_EQ(host.said(), (Lines{"start 9", "start 4"}));
    EXPECT_EQ(host.core().children(), (std::vector<ActorId>{{1}, {2}, {3}, {9}, {4}}));
    EXPECT_FALSE(host.core().addChild({9}, ChildPolicy::permanent, nullptr, 0));
    EXPECT_EQ(host.core().hostData({9}), host.dataOf({9}));
}

TEST(SupervisorCore, StopsRightToLeftThenExits) { // S5.4
    Three host(options(Strategy::oneForOne));

    host.stop();

    EXPECT_EQ(host.said(), (Lines{"stop 3", "stop 2", "stop 1", "exit shutdown"}));
    EXPECT_EQ(host.timerCount(), 0U);
}

TEST(SupervisorCore, StopsOneAtATime) { // S5.4
    Three host(options(Strategy::oneForOne));
    host.m_deaf = {{3}, {2}};

    host.stop();
    EXPECT_EQ(host.said(), (Lines{"stop 3"}));
    host.end(3, ExitReason::shutdown);
    EXPECT_EQ(host.said(), (Lines{"stop 2"}));
    host.end(2, ExitReason::shutdown);
    EXPECT_EQ(host.said(), (Lines{"stop 1", "exit shutdown"}));
}

TEST(SupervisorCore, KillsWhoeverIsNotDownAfterFiveSeconds) { // S5.4, D42
    Three host(options(Strategy::oneForOne));
    host.m_deaf = {{2}};

    host.stop();
    host.passTo(5s - 1ns);
    EXPECT_EQ(host.said(), (Lines{"stop 3", "stop 2"}));
    host.passTo(5s);

    EXPECT_EQ(host.said(), (Lines{"kill 2", "stop 1", "exit shutdown"}));
}

TEST(SupervisorCore, SharesWhatIsLeftOfADeadlineAmongTheChildrenLeft) { // D16, D42
    Three host(options(Strategy::oneForOne));
    host.m_deaf = {{3}};

    host.stop(Duration(3s).count());
    EXPECT_EQ(host.graces(), (std::vector<Duration>{1s}));
    host.passTo(1s);

    // 3 took its second and was killed; 2 and 1 are at once: 2 s ÷ 2, then 2 s ÷ 1.
    EXPECT_EQ(host.graces(), (std::vector<Duration>{1s, 2s}));
    EXPECT_EQ(host.said(), (Lines{"stop 3", "kill 3", "stop 2", "stop 1", "exit shutdown"}));
}

TEST(SupervisorCore, GivesNoChildMoreThanItsGraceHoweverFarTheDeadline) { // D16
    Three host(options(Strategy::oneForOne));

    host.stop(Duration(1h).count());

    EXPECT_EQ(host.graces(), (std::vector<Duration>{5s, 5s, 5s}));
    EXPECT_EQ(host.timerCount(), 0U);
}

TEST(SupervisorCore, EndsByItsDeadlineWhenNobodyListens) { // S5.8, D42
    Three host(options(Strategy::oneForOne));
    host.m_deaf = {{1}, {2}, {3}};

    host.stop(Duration(3s).count());
    host.passTo(3s);

    EXPECT_EQ(host.said(),
              (Lines{"stop 3", "kill 3", "stop 2", "kill 2", "stop 1", "kill 1", "exit shutdown"}));
    EXPECT_EQ(host.timerCount(), 0U);
}

TEST(SupervisorCore, AtTheDeadlineKillsTheRestBehindAStuckChild) { // S5.8, S5.9
    Three host(options(Strategy::oneForOne));
    host.m_stuck = {{3}};

    host.stop(Duration(3s).count());
    host.passTo(3s - 1ns);
    EXPECT_EQ(host.said(), (Lines{"stop 3", "kill 3"}));
    host.passTo(3s);
    EXPECT_EQ(host.said(), (Lines{"kill 2", "kill 1"}));

    host.end(3, ExitReason::killed); // abandoned by its host
    EXPECT_EQ(host.said(), (Lines{"exit shutdown"}));
}

TEST(SupervisorCore, KillsAllAtOnceWhenTheDeadlineIsPast) {
    Three host(options(Strategy::oneForOne));

    host.m_stuck = {{3}};

    host.stop(0);
    EXPECT_EQ(host.said(), (Lines{"kill 3", "kill 2", "kill 1"}));
    host.end(3, ExitReason::killed);

    EXPECT_EQ(host.said(), (Lines{"exit shutdown"}));
}

TEST(SupervisorCore, ASecondStopOnlyTightensTheFirst) {
    Three host(options(Strategy::oneForOne));
    host.m_deaf = {{3}};
    host.stop();
    host.passTo(1s);

    host.core().stop(ExitReason::error, Duration(1600ms).count(), host.now());
    host.passTo(1200ms - 1ns);
    EXPECT_EQ(host.said(), (Lines{"stop 3"}));
    host.passTo(1200ms); // a third of 600 ms

    EXPECT_EQ(host.said(), (Lines{"kill 3", "stop 2", "stop 1", "exit error"}));
}

TEST(SupervisorCore, ExitsAtOnceWithoutChildren) {
    FakeHost host(options(Strategy::oneForOne));
    host.start();

    host.stop();

    EXPECT_EQ(host.said(), (Lines{"exit shutdown"}));
}

TEST(SupervisorCore, WithoutGraceItKills) {
    Three host({.grace = 0s});

    host.stop();

    EXPECT_EQ(host.said(), (Lines{"kill 3", "kill 2", "kill 1", "exit shutdown"}));
}

TEST(SupervisorCore, ARestartedChildLeavesItsFailureBehind) {
    Three host(options(Strategy::oneForOne));
    host.fail(2);
    host.passTo(1s);
    host.said();

    host.stop();

    EXPECT_EQ(host.said(), (Lines{"stop 3", "stop 2", "stop 1", "exit shutdown"}));
}

TEST(SupervisorCore, WhatHasCrashedNeedsNoKillingAndKeepsItsReason) {
    Three host({.grace = 0s}, ChildPolicy::temporary);

    host.fail(2);

    EXPECT_EQ(host.said(), (Lines{"stop 2 0/3 0ms of 2", "stop 2 error"}));
}

TEST(SupervisorCore, StoppedWhileStartingItStartsNoFurtherChild) {
    FakeHost host(options(Strategy::oneForOne));
    host.m_slow = {{2}};
    host.add({1, 2, 3});
    host.start();

    host.stop();
    host.started(2); // late
    EXPECT_EQ(host.said(),
              (Lines{"start 1", "start 2", "stop 3", "stop 2", "stop 1", "exit shutdown"}));
}

// --- policies and directives ---------------------------------------------------------------------

TEST(SupervisorCore, AsksThePolicyFirstThenTheDecider) { // D16, the whole table
    const Decider decider{.error = Directive::resume,
                          .killed = Directive::escalate,
                          .initFailed = Directive::stop,
                          .restartLimit = Directive::resume};
    const auto of = [&](ChildPolicy policy, ExitReason reason) {
        return directiveFor(policy, reason, decider);
    };
    using enum ExitReason;

    EXPECT_EQ(of(ChildPolicy::permanent, normal), Directive::restart);
    EXPECT_EQ(of(ChildPolicy::transient, normal), Directive::stop);
    EXPECT_EQ(of(ChildPolicy::temporary, normal), Directive::stop);
    for (const auto policy : {ChildPolicy::permanent, ChildPolicy::transient}) {
        EXPECT_EQ(of(policy, shutdown), Directive::stop);
        EXPECT_EQ(of(policy, error), Directive::resume);
        EXPECT_EQ(of(policy, killed), Directive::escalate);
        EXPECT_EQ(of(policy, initFailed), Directive::stop);
        EXPECT_EQ(of(policy, restartLimit), Directive::restart); // no state to resume with
        EXPECT_EQ(directiveFor(policy, killed, {}), Directive::restart);
    }
    for (const auto reason : {shutdown, error, killed, initFailed, restartLimit}) {
        EXPECT_EQ(of(ChildPolicy::temporary, reason), Directive::stop);
    }
}

TEST(SupervisorCore, RestartsAPermanentChildHoweverItEnds) { // S5.3, D16
    for (const auto reason : {ExitReason::normal, ExitReason::killed}) {
        Three host(options(Strategy::oneForOne));
        host.end(2, reason);
        host.passTo(100ms);
        EXPECT_EQ(host.said(), (Lines{"restart 2 1/3 100ms of 2", "start 2"})) << name(reason);
    }
}

TEST(SupervisorCore, RestartsATransientChildOnlyAfterAnAbnormalEnd) { // S5.3, D15: killed is one
    Three host(options(Strategy::oneForOne), ChildPolicy::transient);

    host.end(1, ExitReason::normal);
    host.end(2, ExitReason::killed);
    host.fail(3);
    host.passTo(1s);

    EXPECT_EQ(host.said(), (Lines{"stop 1 0/3 0ms of 1", "restart 2 1/3 100ms of 2",
                                  "restart 3 2/3 100ms of 3", "start 2", "start 3"}));
    EXPECT_EQ(host.state(1), ChildState::stopped);
}

TEST(SupervisorCore, RemovesATemporaryChildHoweverItEnds) { // S5.3, D16
    Three host(options(Strategy::oneForOne), ChildPolicy::temporary);

    host.fail(1);
    host.end(2, ExitReason::normal);
    host.end(3, ExitReason::killed);
    host.passTo(1h);

    EXPECT_EQ(host.said(), (Lines{"stop 1 0/3 0ms of 1", "stop 1 error", "stop 2 0/3 0ms of 2",
                                  "stop 3 0/3 0ms of 3"}));
    EXPECT_EQ(host.core().childCount(), 0U);
}

TEST(SupervisorCore, NeverRestartsWhatAPersonStopped) { // D15, D16
    Three host(options(Strategy::oneForAll));

    host.end(2, ExitReason::shutdown);
    EXPECT_EQ(host.said(), (Lines{"stop 2 0/3 0ms of 2"}));

    host.fail(1); // nor with its group
    host.passTo(1s);
    EXPECT_EQ(host.said(), (Lines{"restart 1 1/3 100ms of 1 3", "halt 3", "start 1", "start 3"}));
    EXPECT_EQ(host.state(2), ChildState::stopped);
}

TEST(SupervisorCore, StartAgainStartsAStoppedChildAndCostsNothing) { // D15
    Three host(options(Strategy::oneForOne));
    host.end(2, ExitReason::shutdown);
    host.said();

    EXPECT_TRUE(host.core().restartChild({2}, host.now()));
    host.settle();

    EXPECT_EQ(host.said(), (Lines{"start 2"}));
    EXPECT_EQ(host.core().restartsUsed(host.now()), 0);
    EXPECT_FALSE(host.core().restartChild({2}, host.now())); // it runs
    EXPECT_FALSE(host.core().restartChild({77}, host.now()));
}

TEST(SupervisorCore, StartAgainEndsABackoffAndBeginsItAnew) {
    Three host(options(Strategy::oneForOne));
    host.fail(2);
    host.said();

    EXPECT_TRUE(host.core().restartChild({2}, host.now()));
    host.settle();
    host.fail(2);
    host.passTo(1s);

    EXPECT_EQ(host.said(), (Lines{"start 2", "restart 2 2/3 100ms of 2", "start 2"}));
}

TEST(SupervisorCore, ResumesWithoutChargeAndWithoutDelay) { // S5.3, D16
    Three host({.budget = {0}, .decider = {.error = Directive::resume}});

    host.fail(2);

    EXPECT_EQ(host.said(), (Lines{"resume 2 0/0 0ms of 2", "resume 2"}));
    EXPECT_EQ(host.state(2), ChildState::running);
}

TEST(SupervisorCore, CannotResumeWhatHasEnded) {
    Three host({.decider = {.error = Directive::resume}});

    host.end(2, ExitReason::error); // a supervisor below that was told to escalate
    host.passTo(1s);

    EXPECT_EQ(host.said(), (Lines{"restart 2 1/3 100ms of 2", "start 2"}));
}

TEST(SupervisorCore, StopsAChildWhenTheDeciderSaysSo) { // S5.3
    Three host({.decider = {.error = Directive::stop}});

    host.fail(2);
    host.passTo(1h);

    EXPECT_EQ(host.said(), (Lines{"stop 2 0/3 0ms of 2", "stop 2 error"}));
    EXPECT_EQ(host.state(2), ChildState::stopped);
    EXPECT_TRUE(host.core().hasChild({2}));
}

TEST(SupervisorCore, EscalatesWithTheChildsOwnReasonWhenTheDeciderSaysSo) { // S5.3, D16
    Three host({.decider = {.error = Directive::escalate}});

    host.fail(2);

    EXPECT_EQ(host.said(), (Lines{"escalate 2 0/3 0ms of 1 2 3", "escalated", "halt 3", "halt 1",
                                  "exit error"}));
}

TEST(SupervisorCore, APolicyEditHoldsFromTheNextEndOn) {
    Three host(options(Strategy::oneForOne));

    EXPECT_TRUE(host.core().setChildPolicy({2}, ChildPolicy::temporary));
    host.end(2, ExitReason::killed);

    EXPECT_FALSE(host.core().hasChild({2}));
}

// --- what the host knows a child by --------------------------------------------------------------

TEST(SupervisorCore, GivesBackWhatTheHostKnewATemporaryChildByWhenItEnds) {
    Three host(options(Strategy::oneForOne), ChildPolicy::temporary);
    EXPECT_EQ(host.core().hostData({2}), host.dataOf({2}));
    EXPECT_EQ(host.core().hostData({7}), nullptr);

    host.m_deaf = {{1}};
    host.fail(1);
    EXPECT_EQ(host.forgotten(), (std::vector<ActorId>{})); // it is being stopped
    host.end(1, ExitReason::error);
    host.end(3, ExitReason::normal);

    EXPECT_EQ(host.forgotten(), (std::vector<ActorId>{{1}, {3}}));
    EXPECT_EQ(host.held(), (std::set<ActorId>{{2}}));
}

TEST(SupervisorCore, KeepsWhatTheHostKnowsAStoppedChildBy) {
    Three host(options(Strategy::oneForOne));

    host.end(2, ExitReason::shutdown);
    host.fail(3);
    host.stop();

    EXPECT_EQ(host.forgotten(), (std::vector<ActorId>{}));
    EXPECT_EQ(host.core().hostData({2}), host.dataOf({2}));
}

TEST(SupervisorCore, GivesBackWhatTheHostKnewARemovedChildByAlsoDuringAnExit) {
    Three host(options(Strategy::oneForOne));
    host.m_deaf = {{3}};
    host.stop();
    host.said();

    EXPECT_TRUE(host.core().removeChild({3}, host.now()));
    EXPECT_FALSE(host.core().removeChild({3}, host.now()));
    EXPECT_EQ(host.forgotten(), (std::vector<ActorId>{{3}}));
    host.settle();
    EXPECT_EQ(host.said(), (Lines{"stop 2", "stop 1", "exit shutdown"}));

    host.add({3}); // a new child
    EXPECT_EQ(host.core().hostData({3}), host.dataOf({3}));
    EXPECT_EQ(host.held(), (std::set<ActorId>{{1}, {2}, {3}}));
}

// --- the supervisor's own restart, and one above another -----------------------------------------

TEST(SupervisorCore, StartedAgainItStartsItsChildrenWithAFreshBudget) { // S5.5
    Three host({.budget = {0}});
    host.end(3, ExitReason::shutdown); // a person stopped it: it stays so
    host.fail(2);
    host.said();
    EXPECT_EQ(host.core().restartsUsed(host.now()), 1);

    host.start();

    EXPECT_EQ(host.said(), (Lines{"start 1", "start 2"}));
    EXPECT_EQ(host.core().restartsUsed(host.now()), 0);
    EXPECT_EQ(host.state(3), ChildState::stopped);
}

TEST(SupervisorCore, HaltedItKeepsItsChildrensCells) { // S2.1
    Three host(options(Strategy::oneForOne));
    host.fail(2);
    host.said();

    host.core().halt(ExitReason::shutdown, kNoDeadline, host.now());
    host.settle();
    EXPECT_EQ(host.said(), (Lines{"halt 3", "halt 1", "exit shutdown"}));
    EXPECT_EQ(host.timerCount(), 0U);
    host.start();

    EXPECT_EQ(host.said(), (Lines{"start 1", "start 2", "start 3"}));
}

TEST(SupervisorCore, StoppedAfterAHaltItClosesTheCells) {
    Three host(options(Strategy::oneForOne));
    host.core().halt(ExitReason::shutdown, kNoDeadline, host.now());
    host.settle();
    host.said();

    host.stop();

    EXPECT_EQ(host.said(), (Lines{"stop 3", "stop 2", "stop 1", "exit shutdown"}));
}

TEST(SupervisorCore, StoppedDuringAHaltItClosesTheCellsToo) {
    Three host(options(Strategy::oneForOne));
    host.m_deaf = {{2}};
    host.core().halt(ExitReason::shutdown, kNoDeadline, host.now());
    host.settle();
    EXPECT_EQ(host.said(), (Lines{"halt 3", "halt 2"}));

    host.stop();
    host.m_deaf = {};
    host.end(2, ExitReason::shutdown);

    EXPECT_EQ(host.said(), (Lines{"stop 3", "stop 2", "stop 1", "exit shutdown"}));
}

TEST(SupervisorCore, HaltedItStopsTemporaryChildrenForGood) {
    Three host(options(Strategy::oneForOne), ChildPolicy::temporary);

    host.core().halt(ExitReason::shutdown, kNoDeadline, host.now());
    host.settle();

    EXPECT_EQ(host.said(), (Lines{"stop 3", "stop 2", "stop 1", "exit shutdown"}));
    EXPECT_EQ(host.core().childCount(), 0U);
}

TEST(SupervisorCore, ASupervisorOverBudgetIsACrashToTheOneAbove) { // S5.5
    FakeHost root({.budget = {1, 5s}});
    root.add({100});
    root.start();
    Three pool({.budget = {1, 5s}});
    root.said();

    pool.fail(1);
    pool.fail(2);
    ASSERT_EQ(pool.said().back(), "exit restartLimit");
    root.fail(100, ExitReason::restartLimit);
    root.passTo(100ms);
    EXPECT_EQ(root.said(), (Lines{"restart 100 1/1 100ms of 100", "start 100"}));

    pool.start();
    EXPECT_EQ(pool.said(), (Lines{"start 1", "start 2", "start 3"}));
    root.fail(100, ExitReason::restartLimit);
    EXPECT_EQ(root.said(),
              (Lines{"escalate 100 2/1 0ms of 100", "escalated", "exit restartLimit"}));
}

// --- laws ----------------------------------------------------------------------------------------

TEST(SupervisorCore, ACopyGoesOnAsTheOriginalDoes) { // D21
    Three host({.strategy = Strategy::oneForAll, .backoff = {.jitter = Jitter::full}});
    host.fail(1);
    host.said();
    FakeHost copy(host);
    const auto goOn = [](FakeHost& either) {
        either.passTo(1s);
        either.fail(2);
        either.passTo(2s);
        either.core().removeChild({3}, either.now());
        either.stop();
        return either.said();
    };

    const Lines first = goOn(host);
    EXPECT_TRUE(copy.core().hasChild({3})); // the original's life did not touch it

    EXPECT_EQ(goOn(copy), first);
    EXPECT_EQ(first.size(), 3U + 3 + 3 + 3); // starts, decision and halts, starts, stops and exit
}

TEST(SupervisorCore, ManyChildrenComeAndGoWithoutCostOrTrace) {
    FakeHost host(options(Strategy::oneForAll));
    host.start();

    for (std::uint32_t id = 1; id <= 100'000; ++id) {
        host.add({id}, id % 1000 == 0 ? ChildPolicy::permanent : ChildPolicy::temporary);
    }
    for (std::uint32_t id = 1; id <= 100'000; ++id) {
        if (id % 1000 != 0) {
            host.end(id, ExitReason::normal);
        }
    }
    host.add({7}); // an id may come back
    host.said();
    host.fail(50'000);
    host.passTo(1s);

    EXPECT_EQ(host.core().childCount(), 101U);
    const Lines said = host.said();
    ASSERT_EQ(said.size(), 1 + 100 + 101U);
    EXPECT_EQ(said[1], "halt 7");
    EXPECT_EQ(said[101], "start 1000");
    EXPECT_EQ(said.back(), "start 7");
}

// Whatever happens in whatever order, a stop ends, leaves no timer and nobody running.
TEST(SupervisorCore, AlwaysComesToRest) {
    for (std::uint64_t seed = 0; seed < 3000; ++seed) {
        Random random(seed);
        FakeHost host({.strategy = static_cast<Strategy>(random.below(3)),
                       .budget = {static_cast<int>(random.below(6)) - 1, 1s},
                       .backoff = {.jitter = Jitter::full},
                       .grace = Duration(1s) * random.below(3),
                       .decider = {.error = static_cast<Directive>(random.below(4))}});
        host.start();
        for (int step = 0; step < 60; ++step) {
            const auto id = static_cast<std::uint32_t>(1 + random.below(6));
            const auto policy = static_cast<ChildPolicy>(random.below(3));
            const ChildState state = host.state(id);
            const bool isUp = state == ChildState::running || state == ChildState::starting;
            switch (random.below(11)) {
            case 0:
            case 1:
                host.add({id}, policy);
                break;
            case 2:
                host.m_deaf = {{id}};
                break;
            case 3:
                host.m_broken = {{id}};
                break;
            case 4:
                host.m_broken = host.m_deaf = {};
                break;
            case 5:
                host.passTo(at(host) + Duration(random.below(2'000'000'000)));
                break;
            case 6:
                host.core().restartChild({id}, host.now());
                break;
            case 7:
                host.core().removeChild({id}, host.now());
                break;
            case 8:
                if (isUp) {
                    host.end(id, static_cast<ExitReason>(random.below(4)));
                }
                break;
            case 9:
                if (random.below(4) == 0) {
                    host.start();
                }
                break;
            default:
                if (isUp) {
                    host.fail(id);
                }
                break;
            }
            host.settle();
        }
        host.said();
        const auto children = host.core().children();
        ASSERT_EQ(host.held(), std::set<ActorId>(children.begin(), children.end())) << seed;

        host.stop(host.now() + Duration(2s).count());
        host.passTo(at(host) + 2s);

        const Lines said = host.said();
        ASSERT_FALSE(said.empty()) << seed;
        ASSERT_EQ(said.back(), "exit shutdown") << seed;
        ASSERT_EQ(host.timerCount(), 0U) << seed;
        for (const ActorId id : host.core().children()) {
            ASSERT_EQ(host.core().childState(id), ChildState::stopped) << seed;
            host.core().removeChild(id, host.now());
        }
        ASSERT_EQ(host.held(), (std::set<ActorId>{})) << seed;
    }
}

// Who restarts with whom, in which order, and what happens meanwhile.
// semantics.md 5 and decisions.md 15 to 17.
#include "fake_supervisor_host.h"

using namespace supervisor_test;

// --- strategies ----------------------------------------------------------------------------------

TEST(SupervisorCore, OneForOneRestartsTheChildAlone) { // S5.3
    Three host(options(Strategy::oneForOne));

    host.fail(2);
    host.passTo(100ms - 1ns);
    EXPECT_EQ(host.said(), (Lines{"restart 2 1/3 100ms of 2"}));
    host.passTo(100ms);

    EXPECT_EQ(host.said(), (Lines{"start 2"}));
}

TEST(SupervisorCore, OneForAllStopsRightToLeftAndStartsLeftToRight) { // S5.3, S5.4
    Three host(options(Strategy::oneForAll));

    host.fail(2);
    host.passTo(100ms - 1ns);
    EXPECT_EQ(host.said(), (Lines{"restart 2 1/3 100ms of 1 2 3", "halt 3", "halt 1"}));
    host.passTo(100ms);

    EXPECT_EQ(host.said(), (Lines{"start 1", "start 2", "start 3"}));
}

TEST(SupervisorCore, RestForOneRestartsTheChildAndAllAfterIt) { // S5.3, S5.4
    Three host(options(Strategy::restForOne));
    host.add({4});
    host.said();

    host.fail(2);
    host.passTo(100ms);

    EXPECT_EQ(host.said(), (Lines{"restart 2 1/3 100ms of 2 3 4", "halt 4", "halt 3", "start 2",
                                  "start 3", "start 4"}));
}

TEST(SupervisorCore, AGroupRestartCostsOne) { // S5.5
    Three host(options(Strategy::oneForAll));

    host.fail(2);
    host.passTo(1s);

    EXPECT_EQ(host.core().restartsUsed(host.now()), 1);
}

TEST(SupervisorCore, AGroupStartsWhenItsDelayIsOverAndAllAreDown) {
    Three host(options(Strategy::oneForAll));
    host.m_deaf = {{3}};

    host.fail(1);
    host.passTo(3s); // the delay was over long ago
    EXPECT_EQ(host.said(), (Lines{"restart 1 1/3 100ms of 1 2 3", "halt 3"}));
    host.end(3, ExitReason::shutdown);

    EXPECT_EQ(host.said(), (Lines{"halt 2", "start 1", "start 2", "start 3"}));
}

TEST(SupervisorCore, AGroupMemberThatIsNotDownAfterItsGraceIsKilledAndRestarts) { // S5.4
    Three host(options(Strategy::oneForAll));
    host.m_deaf = {{3}};

    host.fail(1);
    host.passTo(5s);

    EXPECT_EQ(host.said(), (Lines{"restart 1 1/3 100ms of 1 2 3", "halt 3", "kill 3", "halt 2",
                                  "start 1", "start 2", "start 3"}));
    EXPECT_EQ(host.core().restartsUsed(host.now()), 0); // the kill was no new failure
}

TEST(SupervisorCore, AGroupRestartStopsTemporaryMembersForGood) { // as OTP
    Three host(options(Strategy::oneForAll));
    host.add({4}, ChildPolicy::temporary);
    host.add({5});
    host.said();

    host.fail(2);
    host.passTo(1s);

    EXPECT_EQ(host.said(), (Lines{"restart 2 1/3 100ms of 1 2 3 5", "halt 5", "stop 4", "halt 3",
                                  "halt 1", "start 1", "start 2", "start 3", "start 5"}));
    EXPECT_FALSE(host.core().hasChild({4}));
}

TEST(SupervisorCore, ATemporaryChildsCrashRestartsNoGroup) { // D16: policy first
    Three host(options(Strategy::oneForAll));
    host.add({4}, ChildPolicy::temporary);
    host.said();

    host.fail(4);
    host.passTo(1s);

    EXPECT_EQ(host.said(), (Lines{"stop 4 0/3 0ms of 4", "stop 4 error"}));
}

TEST(SupervisorCore, ACrashInAGroupThatIsBeingStoppedJoinsIt) { // as OTP: one restart, one charge
    Three host(options(Strategy::oneForAll));
    host.m_deaf = {{3}};
    host.fail(2);
    host.said();

    host.fail(1);
    host.end(3, ExitReason::shutdown);
    host.passTo(1s);

    EXPECT_EQ(host.said(), (Lines{"start 1", "start 2", "start 3"}));
    EXPECT_EQ(host.core().restartsUsed(host.now()), 1);
}

TEST(SupervisorCore, AGroupMemberIsNotResumedButJoins) {
    auto resuming = options(Strategy::oneForAll);
    resuming.decider.error = Directive::resume;
    Three host(resuming);
    host.m_deaf = {{3}};
    host.end(2, ExitReason::killed);
    host.said();

    host.fail(1);
    host.end(3, ExitReason::shutdown);
    host.passTo(1s);

    EXPECT_EQ(host.said(), (Lines{"start 1", "start 2", "start 3"}));
}

TEST(SupervisorCore, ACrashRightOfAGroupNamesTheGroupToo) {
    Three host(options(Strategy::restForOne));
    host.fail(2);
    host.adopt(9);
    host.said();

    host.fail(9);

    EXPECT_EQ(host.said(), (Lines{"restart 9 2/3 100ms of 2 3 9"}));
}

TEST(SupervisorCore, AMemberThatCrashesWhileItIsBeingStoppedCountsAsStopped) {
    Three host(options(Strategy::oneForAll));
    host.m_deaf = {{3}};
    host.fail(1);
    host.said();

    host.fail(3);
    host.passTo(1s);

    EXPECT_EQ(host.said(), (Lines{"halt 2", "start 1", "start 2", "start 3"}));
    EXPECT_EQ(host.core().restartsUsed(host.now()), 1);
}

TEST(SupervisorCore, ACrashLeftOfTheGroupWidensItAndIsCharged) {
    Three host(options(Strategy::restForOne));
    host.fail(3);
    host.passTo(50ms);
    host.said();

    host.fail(2);
    EXPECT_EQ(host.timerCount(), 1U);
    host.passTo(100ms); // the first delay would be over
    EXPECT_EQ(host.said(), (Lines{"restart 2 2/3 100ms of 2 3"}));
    host.passTo(150ms);

    EXPECT_EQ(host.said(), (Lines{"start 2", "start 3"}));
}

TEST(SupervisorCore, ACrashWhileTheGroupStartsIsANewFailure) {
    Three host(options(Strategy::oneForAll));
    host.m_slow = {{2}};
    host.fail(3);
    host.passTo(100ms);
    EXPECT_EQ(host.said(),
              (Lines{"restart 3 1/3 100ms of 1 2 3", "halt 2", "halt 1", "start 1", "start 2"}));

    host.fail(1); // 2 is starting, 3 has yet to
    EXPECT_EQ(host.said(), (Lines{"restart 1 2/3 100ms of 1 2 3", "halt 2"}));
    host.m_slow = {};
    host.passTo(1s);

    EXPECT_EQ(host.said(), (Lines{"start 1", "start 2", "start 3"}));
}

TEST(SupervisorCore, ANewChildStartsWithTheGroupThatIsBeingRestarted) {
    Three host(options(Strategy::oneForAll));
    host.fail(1);
    host.said();

    host.add({4});
    EXPECT_EQ(host.said(), Lines{});
    host.passTo(1s);

    EXPECT_EQ(host.said(), (Lines{"start 1", "start 2", "start 3", "start 4"}));
}

TEST(SupervisorCore, WhatIsStoppedDuringAGroupsDelayLeavesIt) { // D15
    Three host(options(Strategy::oneForAll));
    host.fail(1);
    host.said();

    host.end(2, ExitReason::shutdown);
    host.end(3, ExitReason::killed); // killed while down: it restarts as planned, for one charge
    host.passTo(1s);

    EXPECT_EQ(host.said(), (Lines{"stop 2 1/3 0ms of 2", "start 1", "start 3"}));
    EXPECT_EQ(host.core().restartsUsed(host.now()), 1);
}

TEST(SupervisorCore, AGroupOvertakesTheBackoffOfItsMembers) {
    Three host(options(Strategy::oneForOne));
    host.fail(3);
    host.core().setOptions(options(Strategy::oneForAll));
    host.said();

    host.passTo(50ms);
    host.fail(1);
    host.passTo(149ms);
    EXPECT_EQ(host.said(), (Lines{"restart 1 2/3 100ms of 1 2 3", "halt 2"}));
    host.passTo(150ms);

    EXPECT_EQ(host.said(), (Lines{"start 1", "start 2", "start 3"}));
}

// --- failed starts -------------------------------------------------------------------------------

TEST(SupervisorCore, AFailedStartIsChargedAndTheOthersGoOnStarting) { // S5.5
    FakeHost host(options(Strategy::oneForOne));
    host.m_broken = {{2}};
    host.add({1, 2, 3});

    host.start();
    EXPECT_EQ(host.said(), (Lines{"start 1", "start 2", "restart 2 1/3 100ms of 2", "start 3"}));
    host.m_broken = {};
    host.passTo(1s);

    EXPECT_EQ(host.said(), (Lines{"start 2"}));
}

TEST(SupervisorCore, AFailedStartWithoutDelayIsTriedAgainBeforeTheNextOne) {
    FakeHost host({.backoff = kNoBackoff});
    host.m_slow = {{1}};
    host.add({1, 2});
    host.start();

    host.fail(1, ExitReason::initFailed);

    EXPECT_EQ(host.said(), (Lines{"start 1", "restart 1 1/3 0ms of 1", "start 1"}));
    host.started(1);
    EXPECT_EQ(host.said(), (Lines{"start 2"}));
}

TEST(SupervisorCore, AChildThatNeverStartsUsesUpTheBudget) { // S5.5
    FakeHost host({.budget = {3, 10s}, .backoff = {1s}});
    host.m_broken = {{1}};
    host.add({1});

    host.start();
    host.passTo(1h);

    EXPECT_EQ(host.said(),
              (Lines{"start 1", "restart 1 1/3 1000ms of 1", "start 1", "restart 1 2/3 2000ms of 1",
                     "start 1", "restart 1 3/3 4000ms of 1", "start 1", "escalate 1 4/3 0ms of 1",
                     "escalated", "exit restartLimit"}));
}

TEST(SupervisorCore, AFailedStartInAGroupRestartsTheGroup) { // S5.5
    Three host(options(Strategy::oneForAll));
    host.m_broken = {{2}};

    host.fail(3);
    host.passTo(150ms);
    EXPECT_EQ(host.said(), (Lines{"restart 3 1/3 100ms of 1 2 3", "halt 2", "halt 1", "start 1",
                                  "start 2", "restart 2 2/3 100ms of 1 2 3", "halt 1"}));
    host.m_broken = {};
    host.passTo(1s);

    EXPECT_EQ(host.said(), (Lines{"start 1", "start 2", "start 3"}));
}

// --- crashes at awkward moments ------------------------------------------------------------------

TEST(SupervisorCore, AChildThatCrashesWhileAllAreStoppedIsStoppedInItsTurn) {
    Three host(options(Strategy::oneForOne));
    host.m_deaf = {{3}};
    host.stop();
    host.said();

    host.fail(1);
    host.end(2, ExitReason::killed);
    EXPECT_EQ(host.said(), Lines{});
    host.end(3, ExitReason::shutdown);

    EXPECT_EQ(host.said(), (Lines{"stop 2 killed", "stop 1 error", "exit shutdown"}));
}

TEST(SupervisorCore, AChildThatCrashesWhileItIsBeingStoppedIsToldToStopAgain) {
    Three host(options(Strategy::oneForOne));
    host.m_deaf = {{3}};
    host.stop();
    host.said();

    host.m_deaf = {};
    host.fail(3);

    EXPECT_EQ(host.said(), (Lines{"stop 3 error", "stop 2", "stop 1", "exit shutdown"}));
}

TEST(SupervisorCore, IgnoresLateAndUnknownReports) {
    Three host(options(Strategy::oneForOne));

    host.started(2);
    host.started(77);
    host.fail(77);
    host.end(77, ExitReason::killed);
    host.core().onTimer(0, host.now());
    host.core().onTimer((TimerToken{9} << 32) | 2, host.now());
    host.end(2, ExitReason::shutdown);
    host.said();
    host.end(2, ExitReason::shutdown);
    host.fail(2);

    EXPECT_EQ(host.said(), Lines{});
}

TEST(SupervisorCore, ACancelledTimerThatFiresAllTheSameStartsNothing) {
    Three host(options(Strategy::oneForOne));
    host.fail(2); // timer 1, of child 2
    host.core().restartChild({2}, host.now());
    host.settle();
    host.fail(2); // timer 2
    host.said();

    host.core().onTimer((TimerToken{1} << 32) | 2, host.now());

    EXPECT_EQ(host.said(), Lines{});
    EXPECT_EQ(host.state(2), ChildState::waiting);
}

TEST(SupervisorCore, ARemovedChildIsForgottenAndHoldsNothingUp) {
    Three host(options(Strategy::oneForAll));
    host.m_deaf = {{3}};
    host.fail(2);
    host.said();

    EXPECT_TRUE(host.core().removeChild({3}, host.now()));
    EXPECT_FALSE(host.core().removeChild({3}, host.now()));
    host.settle();
    host.passTo(1h);

    EXPECT_EQ(host.said(), (Lines{"halt 1", "start 1", "start 2"}));
    EXPECT_EQ(host.forgotten(), (std::vector<ActorId>{{3}}));
}

TEST(SupervisorCore, AnAdoptedChildRunsAlreadyAndIsSupervisedFromThenOn) { // D32
    Three host(options(Strategy::restForOne));

    EXPECT_TRUE(host.adopt(9));
    EXPECT_EQ(host.said(), Lines{});
    host.fail(3);

    EXPECT_EQ(host.said(), (Lines{"restart 3 1/3 100ms of 3 9", "halt 9"}));
}

// The vectors of semantics.md 2 and 5 and of decisions.md 15 to 17 on the reference model itself.
// S5_3 is the third bullet of section 5, D17 point 17 of the decisions.

#include "support/supervision_operations.h"
#include "support/supervision_reference.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace troupe::reference {
namespace {

constexpr ActorIndex kRoot = 0;

Backoff noBackoff() {
    return {.min = 0, .factor = 1.0, .max = 0};
}

SupervisorRules rulesOf(Strategy strategy, Budget budget, Backoff backoff = noBackoff()) {
    return {.strategy = strategy, .budget = budget, .backoff = backoff, .decider = {}};
}

Budget unlimited() {
    return {.max = Budget::kUnlimited};
}

Budget oneInFiveSeconds(BudgetScope scope = BudgetScope::perSupervisor) {
    return {.max = 1, .window = 5 * kSecond, .kind = BudgetWindow::sliding, .scope = scope};
}

// A root supervisor, actor 0, with permanent children 1 .. children.
Tree flatTree(const SupervisorRules& rules, std::size_t children) {
    Tree tree(1 + children);
    tree[kRoot].rules = rules;
    for (ActorIndex child = 1; child <= children; ++child) tree[child].supervisor = kRoot;
    return tree;
}

std::vector<std::string> textFrom(const SupervisionReference& model, std::size_t first) {
    std::vector<std::string> lines;
    for (std::size_t index = first; index < model.observations().size(); ++index)
        lines.push_back(toText(model.observations()[index]));
    return lines;
}

// What an action adds to the observations, as lines.
std::vector<std::string> linesOf(SupervisionReference& model, const std::function<void()>& action) {
    const std::size_t before = model.observations().size();
    action();
    return textFrom(model, before);
}

std::size_t countOf(const SupervisionReference& model, ObservationKind kind) {
    return static_cast<std::size_t>(
        std::count_if(model.observations().begin(), model.observations().end(),
                      [kind](const Observation& seen) { return seen.kind == kind; }));
}

bool hasEscalated(const SupervisionReference& model) {
    return countOf(model, ObservationKind::escalated) > 0;
}

void crashAt(SupervisionReference& model, std::int64_t at, ActorIndex child) {
    model.advance(at);
    model.crash(child);
}

// Crashes the child as soon as it runs, `crashes` times; returns the instants of the crashes.
std::vector<std::int64_t> crashWheneverItRuns(SupervisionReference& model, ActorIndex child,
                                              int crashes) {
    std::vector<std::int64_t> instants;
    for (int crash = 0; crash < crashes; ++crash) {
        const ActorState state = model.state(child);
        if (state.status == Status::stopped) break;
        model.advance(std::max(model.now(), state.until));
        instants.push_back(model.now());
        model.crash(child);
    }
    return instants;
}

using Lines = std::vector<std::string>;

// ---- Budget (S5.5, D17)

TEST(SupervisionReference, S5_5_OneInFiveSecondsEscalatesForCrashesAtZeroAndJustBeforeFiveSeconds) {
    SupervisionReference model(flatTree(rulesOf(Strategy::oneForOne, oneInFiveSeconds()), 1));

    crashAt(model, 0, 1);
    crashAt(model, 4'999 * kMillisecond, 1);

    EXPECT_TRUE(hasEscalated(model));
    EXPECT_EQ(model.state(kRoot).status, Status::stopped);
}

TEST(SupervisionReference, S5_5_OneInFiveSecondsDoesNotEscalateForCrashesAtZeroAndFiveSeconds) {
    SupervisionReference model(flatTree(rulesOf(Strategy::oneForOne, oneInFiveSeconds()), 1));

    crashAt(model, 0, 1);
    crashAt(model, 5 * kSecond, 1);

    EXPECT_FALSE(hasEscalated(model));
    EXPECT_EQ(model.state(1), (ActorState{Status::running, 0, 3}));
}

TEST(SupervisionReference, S5_5_TheWindowsLastNanosecondStillCounts) {
    SupervisionReference model(flatTree(rulesOf(Strategy::oneForOne, oneInFiveSeconds()), 1));

    crashAt(model, 7, 1);
    crashAt(model, 5 * kSecond + 6, 1);

    EXPECT_TRUE(hasEscalated(model));
}

TEST(SupervisionReference, S5_5_OneCrashEachOfTwoChildrenEscalatesPerSupervisor) {
    SupervisionReference model(flatTree(rulesOf(Strategy::oneForOne, oneInFiveSeconds()), 2));

    crashAt(model, 0, 1);
    crashAt(model, kSecond, 2);

    EXPECT_TRUE(hasEscalated(model));
}

TEST(SupervisionReference, S5_5_OneCrashEachOfTwoChildrenDoesNotEscalatePerChild) {
    const Budget budget = oneInFiveSeconds(BudgetScope::perChild);
    SupervisionReference model(flatTree(rulesOf(Strategy::oneForOne, budget), 2));

    crashAt(model, 0, 1);
    crashAt(model, kSecond, 2);

    EXPECT_FALSE(hasEscalated(model));

    crashAt(model, 2 * kSecond, 2);

    EXPECT_TRUE(hasEscalated(model));
}

TEST(SupervisionReference, S5_5_TheDefaultIsThreeInFiveSecondsPerSupervisor) {
    SupervisionReference model(flatTree(rulesOf(Strategy::oneForOne, Budget{}), 1));

    EXPECT_EQ(crashWheneverItRuns(model, 1, 10).size(), 4U);
    EXPECT_TRUE(hasEscalated(model));
}

TEST(SupervisionReference,
     D17_ThreeInTenSecondsWithBackOffOneTwoFourDecidesAtZeroOneThreeEscalatesAtSeven) {
    const Backoff backoff{.min = kSecond, .factor = 2.0, .max = 10 * kSecond};
    const Budget budget{.max = 3, .window = 10 * kSecond};
    SupervisionReference model(flatTree(rulesOf(Strategy::oneForOne, budget, backoff), 1));

    const std::vector<std::int64_t> crashes = crashWheneverItRuns(model, 1, 10);

    EXPECT_EQ(crashes, (std::vector<std::int64_t>{0, kSecond, 3 * kSecond, 7 * kSecond}));
    EXPECT_TRUE(hasEscalated(model));
}

TEST(SupervisionReference, D17_ThreeInFiveSecondsWithBackOffOneTwoFourNeverEscalates) {
    const Backoff backoff{.min = kSecond, .factor = 2.0, .max = 10 * kSecond};
    const Budget budget{.max = 3, .window = 5 * kSecond};
    SupervisionReference model(flatTree(rulesOf(Strategy::oneForOne, budget, backoff), 1));

    EXPECT_EQ(crashWheneverItRuns(model, 1, 1'000).size(), 1'000U);
    EXPECT_FALSE(hasEscalated(model));
}

TEST(SupervisionReference, D17_TheArticlesWorkerGivesUpAtItsFourthCrashHoweverLateThatIs) {
    const Backoff backoff{.min = kSecond, .factor = 1.0, .max = kSecond};
    const Budget budget{.max = 3, .window = 5 * kSecond, .kind = BudgetWindow::lifetime};
    SupervisionReference model(flatTree(rulesOf(Strategy::oneForOne, budget, backoff), 1));

    for (int crash = 0; crash < 3; ++crash)
        crashAt(model, std::int64_t{crash} * 3'600 * kSecond, 1);
    model.advance(10'800 * kSecond);

    EXPECT_EQ(model.state(1), (ActorState{Status::running, 0, 4}));

    crashAt(model, 10'800 * kSecond, 1);

    EXPECT_TRUE(hasEscalated(model));
}

TEST(SupervisionReference, S5_5_ATumblingWindowForgetsAtItsEndWhatASlidingOneStillCounts) {
    for (const auto& [kind, escalates] :
         {std::pair(BudgetWindow::tumbling, false), std::pair(BudgetWindow::sliding, true)}) {
        const Budget budget{.max = 2, .window = 5 * kSecond, .kind = kind};
        SupervisionReference model(flatTree(rulesOf(Strategy::oneForOne, budget), 1));

        for (const std::int64_t at : {0 * kSecond, 4 * kSecond, 5 * kSecond, 6 * kSecond})
            crashAt(model, at, 1);

        EXPECT_EQ(hasEscalated(model), escalates);
    }
}

TEST(SupervisionReference, S5_5_AnIdleGapForgetsOnlyAfterAPauseAsLongAsTheWindow) {
    const Budget budget{.max = 2, .window = 5 * kSecond, .kind = BudgetWindow::idleGap};
    SupervisionReference steady(flatTree(rulesOf(Strategy::oneForOne, budget), 1));
    SupervisionReference paused(flatTree(rulesOf(Strategy::oneForOne, budget), 1));

    for (const std::int64_t at : {0 * kSecond, 4 * kSecond, 8 * kSecond}) crashAt(steady, at, 1);
    for (const std::int64_t at : {0 * kSecond, 4 * kSecond, 9 * kSecond, 13 * kSecond})
        crashAt(paused, at, 1);

    EXPECT_TRUE(hasEscalated(steady));
    EXPECT_FALSE(hasEscalated(paused));
}

TEST(SupervisionReference, S5_5_AGroupRestartCostsOne) {
    SupervisionReference model(flatTree(rulesOf(Strategy::oneForAll, oneInFiveSeconds()), 4));

    crashAt(model, 0, 2);

    EXPECT_FALSE(hasEscalated(model));
    EXPECT_EQ(model.observations()[6].restartCount, 1);
    EXPECT_EQ(countOf(model, ObservationKind::restarted), 4U);
}

TEST(SupervisionReference, S5_5_AFailedStartIsCharged) {
    const Budget budget{.max = 2, .window = 5 * kSecond};
    SupervisionReference model(flatTree(rulesOf(Strategy::oneForOne, budget), 1));

    model.failNextStarts(1, 2);
    const Lines lines = linesOf(model, [&] { model.crash(1); });

    EXPECT_EQ(lines,
              (Lines{"0.000000000 failed 1#1 error",
                     "0.000000000 decided 1#1 error restart count=1 delay=0.000000000",
                     "0.000000000 initFailed 1#2 initFailed",
                     "0.000000000 decided 1#2 initFailed restart count=2 delay=0.000000000",
                     "0.000000000 initFailed 1#3 initFailed",
                     "0.000000000 decided 1#3 initFailed escalate count=3 delay=0.000000000",
                     "0.000000000 escalated 0#1 restartLimit",
                     "0.000000000 decided 0#1 restartLimit stop count=0 delay=0.000000000",
                     "0.000000000 down 1#3 initFailed", "0.000000000 down 0#1 restartLimit"}));
}

TEST(SupervisionReference, S5_5_TheRootOverBudgetStopsEverythingRightToLeftAndTheProgramLivesOn) {
    Tree tree = flatTree(rulesOf(Strategy::oneForOne, {.max = 0}), 3);
    tree.push_back({}); // an actor outside the tree: a child of the hidden user (D15)
    SupervisionReference model(tree);

    const Lines lines = linesOf(model, [&] { crashAt(model, kSecond, 2); });

    EXPECT_EQ(lines, (Lines{"1.000000000 failed 2#1 error",
                            "1.000000000 decided 2#1 error escalate count=1 delay=0.000000000",
                            "1.000000000 stopped 3#1 shutdown", "1.000000000 stopped 1#1 shutdown",
                            "1.000000000 escalated 0#1 restartLimit",
                            "1.000000000 decided 0#1 restartLimit stop count=0 delay=0.000000000",
                            "1.000000000 down 3#1 shutdown", "1.000000000 down 2#1 error",
                            "1.000000000 down 1#1 shutdown", "1.000000000 down 0#1 restartLimit"}));
    EXPECT_EQ(model.state(4).status, Status::running);
}

TEST(SupervisionReference, S5_5_RestartLimitIsACrashForTheSupervisorsOwnSupervisor) {
    Tree tree = flatTree(rulesOf(Strategy::oneForOne, {.max = 3}), 2);
    tree[1].rules = rulesOf(Strategy::oneForOne, oneInFiveSeconds());
    tree.push_back({.supervisor = 1});
    tree.push_back({.supervisor = 1});
    SupervisionReference model(tree);
    crashAt(model, 0, 4);

    const Lines lines = linesOf(model, [&] { crashAt(model, kSecond, 3); });

    EXPECT_EQ(lines,
              (Lines{"1.000000000 failed 3#1 error",
                     "1.000000000 decided 3#1 error escalate count=2 delay=0.000000000",
                     "1.000000000 stopped 4#2 shutdown", "1.000000000 escalated 1#1 restartLimit",
                     "1.000000000 decided 1#1 restartLimit restart count=1 delay=0.000000000",
                     "1.000000000 restarted 1#2", "1.000000000 restarted 3#2",
                     "1.000000000 restarted 4#3"}));

    // The new incarnation of the supervisor has its whole budget again (A14).
    crashAt(model, kSecond, 3);

    EXPECT_EQ(model.state(1).incarnation, 2U);
}

TEST(SupervisionReference, S2_3_ANewIncarnationOfASupervisorForgetsWhatItChargedAndDelayed) {
    const Budget budget = oneInFiveSeconds(BudgetScope::perChild);
    Tree tree = flatTree(rulesOf(Strategy::oneForOne, unlimited()), 1);
    tree[1].rules = rulesOf(Strategy::oneForOne, budget, Backoff{});
    tree.push_back({.supervisor = 1});
    SupervisionReference model(tree);
    crashAt(model, 0, 2);
    crashAt(model, kSecond, 1);

    crashAt(model, 2 * kSecond, 2);

    EXPECT_FALSE(hasEscalated(model));
    EXPECT_EQ(model.state(2).until, 2 * kSecond + 100 * kMillisecond);
}

// ---- Back-off (S5.6, D17)

TEST(SupervisionReference, S5_6_BackOffGrowsFromAHundredMillisecondsToTenSeconds) {
    SupervisionReference model(flatTree(rulesOf(Strategy::oneForOne, unlimited(), Backoff{}), 1));

    crashWheneverItRuns(model, 1, 9);

    std::vector<std::int64_t> delays;
    for (const Observation& seen : model.observations())
        if (seen.kind == ObservationKind::decided) delays.push_back(seen.delay / kMillisecond);
    EXPECT_EQ(delays,
              (std::vector<std::int64_t>{100, 200, 400, 800, 1600, 3200, 6400, 10000, 10000}));
}

TEST(SupervisionReference, S5_6_BackOffIsResetAfterFiveSecondsAndFiftyMillisecondsOfHealth) {
    for (const auto& [health, delay] : {std::pair(5'050 * kMillisecond, 100 * kMillisecond),
                                        std::pair(5'050 * kMillisecond - 1, 400 * kMillisecond)}) {
        SupervisionReference model(
            flatTree(rulesOf(Strategy::oneForOne, unlimited(), Backoff{}), 1));
        crashWheneverItRuns(model, 1, 2);
        const std::int64_t runsAgain = model.state(1).until;

        crashAt(model, runsAgain + health, 1);

        EXPECT_EQ(model.state(1).until, runsAgain + health + delay);
    }
}

TEST(SupervisionReference, S5_6_BackOffOfOneChildDoesNotDelayAnother) {
    SupervisionReference model(flatTree(rulesOf(Strategy::oneForOne, unlimited(), Backoff{}), 2));
    crashWheneverItRuns(model, 1, 5);
    const std::int64_t now = model.now();

    model.crash(2);

    EXPECT_EQ(model.state(2).until, now + 100 * kMillisecond);
    EXPECT_EQ(model.state(1).until, now + 1'600 * kMillisecond);
}

TEST(SupervisionReference, S5_6_ACellThatWaitsToBeRestartedIsRestartingUntilItsInstant) {
    SupervisionReference model(flatTree(rulesOf(Strategy::oneForOne, unlimited(), Backoff{}), 1));

    crashAt(model, kSecond, 1);
    model.advance(kSecond + 100 * kMillisecond - 1);

    EXPECT_EQ(model.state(1), (ActorState{Status::restarting, kSecond + 100 * kMillisecond, 1}));

    model.advance(kSecond + 100 * kMillisecond);

    EXPECT_EQ(model.state(1), (ActorState{Status::running, 0, 2}));
}

TEST(SupervisionReference, S5_6_RestartsDueAtOnceHappenInTheOrderOfTheirDecisions) {
    SupervisionReference model(flatTree(rulesOf(Strategy::oneForOne, unlimited(), Backoff{}), 3));
    for (const ActorIndex child : {2U, 3U, 1U}) model.crash(child);

    const Lines lines = linesOf(model, [&] { model.advance(kSecond); });

    EXPECT_EQ(lines, (Lines{"0.100000000 restarted 2#2", "0.100000000 restarted 3#2",
                            "0.100000000 restarted 1#2"}));
}

// ---- Strategies and order (S5.3, S5.4)

TEST(SupervisionReference, S5_4_ATreeStartsLeftToRightSupervisorsBeforeTheirChildren) {
    Tree tree = flatTree(rulesOf(Strategy::oneForOne, unlimited()), 3);
    tree[2].rules = rulesOf(Strategy::oneForOne, unlimited());
    tree.push_back({.supervisor = 2});
    SupervisionReference model(tree);

    EXPECT_EQ(textFrom(model, 0), (Lines{"0.000000000 started 0#1", "0.000000000 started 1#1",
                                         "0.000000000 started 2#1", "0.000000000 started 4#1",
                                         "0.000000000 started 3#1"}));
}

TEST(SupervisionReference, S5_3_OneForOneRestartsOnlyTheChildThatFailed) {
    SupervisionReference model(flatTree(rulesOf(Strategy::oneForOne, unlimited()), 3));

    const Lines lines = linesOf(model, [&] { model.crash(2); });

    EXPECT_EQ(lines, (Lines{"0.000000000 failed 2#1 error",
                            "0.000000000 decided 2#1 error restart count=1 delay=0.000000000",
                            "0.000000000 restarted 2#2"}));
}

TEST(SupervisionReference, S5_4_OneForAllStopsTheOthersRightToLeftAndStartsAllLeftToRight) {
    SupervisionReference model(flatTree(rulesOf(Strategy::oneForAll, unlimited(), Backoff{}), 3));

    model.crash(2);
    const Lines lines = textFrom(model, 4);
    const Lines later = linesOf(model, [&] { model.advance(kSecond); });

    EXPECT_EQ(lines,
              (Lines{"0.000000000 failed 2#1 error",
                     "0.000000000 decided 2#1 error restart count=1 delay=0.100000000",
                     "0.000000000 stopped 3#1 shutdown", "0.000000000 stopped 1#1 shutdown"}));
    EXPECT_EQ(later, (Lines{"0.100000000 restarted 1#2", "0.100000000 restarted 2#2",
                            "0.100000000 restarted 3#2"}));
}

TEST(SupervisionReference, S5_3_RestForOneRestartsTheChildAndThoseStartedAfterIt) {
    SupervisionReference model(flatTree(rulesOf(Strategy::restForOne, unlimited()), 4));

    const Lines lines = linesOf(model, [&] { model.crash(3); });

    EXPECT_EQ(lines, (Lines{"0.000000000 failed 3#1 error",
                            "0.000000000 decided 3#1 error restart count=1 delay=0.000000000",
                            "0.000000000 stopped 4#1 shutdown", "0.000000000 restarted 3#2",
                            "0.000000000 restarted 4#2"}));
}

TEST(SupervisionReference, S5_4_AGroupWhoseMemberFailsToStartIsStoppedAndStartedAgain) {
    SupervisionReference model(flatTree(rulesOf(Strategy::oneForAll, unlimited()), 3));
    model.failNextStarts(2, 1);

    const Lines lines = linesOf(model, [&] { model.crash(1); });

    EXPECT_EQ(Lines(lines.begin() + 4, lines.end()),
              (Lines{"0.000000000 restarted 1#2", "0.000000000 initFailed 2#2 initFailed",
                     "0.000000000 decided 2#2 initFailed restart count=2 delay=0.000000000",
                     "0.000000000 stopped 1#2 shutdown", "0.000000000 restarted 1#3",
                     "0.000000000 restarted 2#3", "0.000000000 restarted 3#2"}));
}

TEST(SupervisionReference, S5_3_AnEarlierCrashTakesAWaitingMemberIntoItsOwnGroup) {
    SupervisionReference model(flatTree(rulesOf(Strategy::restForOne, unlimited(), Backoff{}), 3));
    crashAt(model, 0, 3);
    crashAt(model, 50 * kMillisecond, 2);

    model.advance(120 * kMillisecond);

    EXPECT_EQ(model.state(3), (ActorState{Status::restarting, 150 * kMillisecond, 1}));

    model.advance(kSecond);

    EXPECT_EQ(model.state(3), (ActorState{Status::running, 0, 2}));
    EXPECT_EQ(model.state(1), (ActorState{Status::running, 0, 1}));
}

// ---- Child policies and deciders (S5.3, D15, D16)

TEST(SupervisionReference, D16_ANormalEndRestartsAPermanentChildAndStopsTheOthers) {
    Tree tree = flatTree(rulesOf(Strategy::oneForOne, unlimited()), 3);
    tree[2].policy = ChildPolicy::transient;
    tree[3].policy = ChildPolicy::temporary;
    SupervisionReference model(tree);

    for (const ActorIndex child : {1U, 2U, 3U}) model.stopNormal(child);

    EXPECT_EQ(model.state(1), (ActorState{Status::running, 0, 2}));
    EXPECT_EQ(model.state(2), (ActorState{Status::stopped, 0, 1}));
    EXPECT_EQ(model.state(3), (ActorState{Status::stopped, 0, 1}));
    EXPECT_EQ(countOf(model, ObservationKind::down), 2U);
}

TEST(SupervisionReference, D16_AnErrorOrAKillRestartsAllButATemporaryChild) {
    Tree tree = flatTree(rulesOf(Strategy::oneForOne, unlimited()), 3);
    tree[2].policy = ChildPolicy::transient;
    tree[3].policy = ChildPolicy::temporary;
    SupervisionReference model(tree);

    for (const ActorIndex child : {1U, 2U, 3U}) {
        model.crash(child);
        model.kill(child);
    }

    EXPECT_EQ(model.state(1), (ActorState{Status::running, 0, 3}));
    EXPECT_EQ(model.state(2), (ActorState{Status::running, 0, 3}));
    EXPECT_EQ(model.state(3), (ActorState{Status::stopped, 0, 1}));
}

TEST(SupervisionReference, D16_AShutdownIsNeverRestarted) {
    SupervisionReference model(flatTree(rulesOf(Strategy::oneForAll, unlimited()), 2));

    const Lines lines = linesOf(model, [&] { model.shutdown(1); });
    model.crash(2);

    EXPECT_EQ(lines, (Lines{"0.000000000 stopped 1#1 shutdown",
                            "0.000000000 decided 1#1 shutdown stop count=0 delay=0.000000000",
                            "0.000000000 down 1#1 shutdown"}));
    EXPECT_EQ(model.state(1), (ActorState{Status::stopped, 0, 1}));
    EXPECT_EQ(model.state(2), (ActorState{Status::running, 0, 2}));
}

TEST(SupervisionReference, D15_AShutdownCancelsARestartThatIsWaiting) {
    SupervisionReference model(flatTree(rulesOf(Strategy::oneForOne, unlimited(), Backoff{}), 1));
    model.crash(1);

    model.shutdown(1);
    model.advance(kSecond);

    EXPECT_EQ(model.state(1), (ActorState{Status::stopped, 0, 1}));
}

TEST(SupervisionReference, D16_ResumeKeepsTheIncarnationAndIsOnlyForAnError) {
    SupervisorRules rules = rulesOf(Strategy::oneForAll, {.max = 1});
    rules.decider.error = Directive::resume;
    rules.decider.killed = Directive::resume;
    SupervisionReference model(flatTree(rules, 2));

    const Lines lines = linesOf(model, [&] { model.crash(1); });
    model.crash(1);

    EXPECT_EQ(lines, (Lines{"0.000000000 failed 1#1 error",
                            "0.000000000 decided 1#1 error resume count=0 delay=0.000000000"}));
    EXPECT_EQ(model.state(1), (ActorState{Status::running, 0, 1}));

    model.kill(1);

    EXPECT_EQ(model.state(1), (ActorState{Status::running, 0, 2}));
}

TEST(SupervisionReference, D16_ASupervisorThatCrashesIsRestartedWhereAnotherChildWouldResume) {
    SupervisorRules rules = rulesOf(Strategy::oneForOne, unlimited());
    rules.decider.error = Directive::resume;
    Tree tree = flatTree(rules, 1);
    tree[1].rules = rulesOf(Strategy::oneForOne, unlimited());
    tree.push_back({.supervisor = 1});
    SupervisionReference model(tree);

    model.crash(1);

    EXPECT_EQ(model.state(1), (ActorState{Status::running, 0, 2}));
    EXPECT_EQ(model.state(2), (ActorState{Status::running, 0, 2}));
}

TEST(SupervisionReference, D16_ADeciderCanStopOrEscalate) {
    SupervisorRules rules = rulesOf(Strategy::oneForOne, unlimited());
    rules.decider.error = Directive::stop;
    rules.decider.killed = Directive::escalate;
    SupervisionReference model(flatTree(rules, 3));

    model.crash(1);

    EXPECT_EQ(model.state(1).status, Status::stopped);
    EXPECT_EQ(model.state(kRoot).status, Status::running);

    model.kill(2);

    EXPECT_TRUE(hasEscalated(model));
    EXPECT_EQ(model.state(3).status, Status::stopped);
    EXPECT_EQ(model.observations().back().reason, ExitReason::killed);
}

TEST(SupervisionReference, D15_AnActorWithoutASupervisorStaysStoppedAfterACrash) {
    SupervisionReference model(Tree(2));

    model.crash(0);
    model.advance(kSecond);

    EXPECT_EQ(model.state(0), (ActorState{Status::stopped, 0, 1}));
    EXPECT_EQ(model.state(1).status, Status::running);
}

TEST(SupervisionReference, S5_7_ARestartIsNotADownAndOneDownComesAtTheEnd) {
    SupervisionReference model(flatTree(rulesOf(Strategy::oneForOne, {.max = 2}), 1));

    model.crash(1);
    model.crash(1);

    EXPECT_EQ(countOf(model, ObservationKind::down), 0U);

    model.crash(1);

    EXPECT_EQ(countOf(model, ObservationKind::down), 2U);
}

TEST(SupervisionReference, S5_7_ACellThatIsDownGetsNoSecondDownWithItsSupervisor) {
    Tree tree = flatTree(rulesOf(Strategy::oneForOne, {.max = 0}), 2);
    tree[1].policy = ChildPolicy::temporary;
    SupervisionReference model(tree);
    model.crash(1);

    model.crash(2);

    EXPECT_EQ(countOf(model, ObservationKind::down), 3U);
}

TEST(SupervisionReference, S2_2_ASupervisorThatStopsForAWhileKeepsItsChildrensCells) {
    Tree tree = flatTree(rulesOf(Strategy::oneForOne, unlimited(), Backoff{}), 1);
    tree[1].rules = rulesOf(Strategy::oneForOne, unlimited());
    for (const ChildPolicy policy : {ChildPolicy::permanent, ChildPolicy::temporary})
        tree.push_back({.supervisor = 1, .policy = policy});
    SupervisionReference model(tree);

    model.crash(1);

    EXPECT_EQ(model.state(2).status, Status::stopped);

    model.advance(kSecond);

    EXPECT_EQ(model.state(2), (ActorState{Status::running, 0, 2}));
    EXPECT_EQ(model.state(3), (ActorState{Status::stopped, 0, 1}));
}

} // namespace
} // namespace troupe::reference

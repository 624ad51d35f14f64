// Section 5 of docs/semantics.md on the engine, as the event stream tells it.
#include <gtest/gtest.h>

#include "support/engine_under_test.h"
#include "support/life_log.h"
#include "support/sample_actors.h"

namespace troupe {
namespace {

using namespace std::chrono_literals;
using namespace samples;
using testing::EngineUnderTest;
using testing::LifeLog;
using testing::Mode;
using Lines = std::vector<std::string>;

/// A supervisor "top" with counters "a", "b", "c", in the Lab, where time is virtual.
class Family {
public:
    explicit Family(SupervisorOptions options, ChildPolicy policy = ChildPolicy::permanent,
                    SpawnOptions child = {})
        : log(lab.system()) {
        options.name = "top";
        top = lab.system().spawnSupervisor(std::move(options));
        for (const char* name : {"a", "b", "c"}) {
            child.name = name;
            child.supervisor = top;
            child.child = policy;
            children.push_back(lab.system().spawn<Counter>(child));
        }
        lab.runToQuiet();
    }

    void crash(std::size_t child) {
        children[child].tell(Fail{"boom"});
        lab.runFor(1us);
    }
    Status status(const AnyRef& actor) { return lab.system().snapshot(actor).status; }
    std::uint32_t incarnation(std::size_t child) { return children[child].any().incarnation(); }

    Lab lab{LabOptions{.cost = Duration::zero()}};
    LifeLog log;
    SupervisorRef top;
    std::vector<Ref<Counter>> children;
};

SupervisorOptions patient(Strategy strategy) {
    return {.strategy = strategy, .budget = {kUnlimitedRestarts}, .backoff = kNoBackoff};
}

TEST(Supervision, S5_3_OneForOneRestartsTheOneThatCrashed) {
    Family family(patient(Strategy::oneForOne));

    family.crash(1);

    EXPECT_EQ(family.log.lines({EventKind::restarted}), (Lines{"restarted b#2"}));
    EXPECT_EQ(family.log.lines({EventKind::stopped}), (Lines{}));
}

TEST(Supervision, S5_4_OneForAllStopsRightToLeftAndStartsLeftToRight) {
    Family family(patient(Strategy::oneForAll));

    family.crash(1);

    EXPECT_EQ(family.log.lines({EventKind::stopped, EventKind::restarted}),
              (Lines{"stopped c shutdown", "stopped a shutdown", "restarted a#2", "restarted b#2",
                     "restarted c#2"}));
}

TEST(Supervision, S5_3_RestForOneRestartsTheOneAndThoseAfterIt) {
    Family family(patient(Strategy::restForOne));

    family.crash(1);

    EXPECT_EQ(family.log.lines({EventKind::stopped, EventKind::restarted}),
              (Lines{"stopped c shutdown", "restarted b#2", "restarted c#2"}));
}

TEST(Supervision, S5_3_D16_ATransientChildIsRestartedAfterACrashAndNotAfterAStop) {
    Family family(patient(Strategy::oneForOne), ChildPolicy::transient);

    family.crash(0);
    family.lab.system().stop(family.children[1]);
    family.lab.runToQuiet();

    EXPECT_EQ(family.incarnation(0), 2U);
    EXPECT_EQ(family.status(family.children[1]), Status::stopped);
}

TEST(Supervision, S5_3_D16_ATemporaryChildIsNeverRestarted) {
    Family family(patient(Strategy::oneForOne), ChildPolicy::temporary);

    family.crash(0);

    EXPECT_EQ(family.status(family.children[0]), Status::stopped);
    EXPECT_EQ(family.log.lines({EventKind::decided}), (Lines{"decided a stop 0/-1 0ms a"}));
}

TEST(Supervision, AForgottenChildGoesWithItsLastReference) {
    Family family(patient(Strategy::oneForOne), ChildPolicy::temporary);
    ASSERT_EQ(family.lab.system().actorCount(), 4U);

    family.crash(0);
    family.lab.runToQuiet();
    EXPECT_EQ(family.lab.system().actorCount(), 4U); // the test has it
    family.children.erase(family.children.begin());

    EXPECT_EQ(family.lab.system().actorCount(), 3U);
}

TEST(Supervision, AForgottenChildThatIsStartedAgainIsANewChild) {
    Family family(patient(Strategy::oneForOne), ChildPolicy::temporary);
    family.crash(0);
    family.lab.runToQuiet();

    family.lab.system().startAgain(family.children[0]);
    family.lab.runToQuiet();
    EXPECT_EQ(family.status(family.children[0]), Status::running);
    family.lab.system().stop(family.top);
    family.lab.runToQuiet();

    EXPECT_EQ(family.log.lines({EventKind::stopped}),
              (Lines{"stopped a error", "stopped a shutdown", "stopped c shutdown",
                     "stopped b shutdown", "stopped top shutdown"}));
}

/// However it ends: its children's cells are given back, once each.
TEST(Supervision, AStoppedSupervisorKeepsNoneOfItsChildren) {
    for (const ChildPolicy policy :
         {ChildPolicy::permanent, ChildPolicy::transient, ChildPolicy::temporary}) {
        for (const bool isKilled : {false, true}) {
            SupervisorOptions options = patient(Strategy::oneForAll);
            options.backoff = {.min = 1s, .max = 1s};
            Family family(options, policy);
            family.crash(1); // permanent, transient: all wait to be restarted
            if (isKilled) {
                family.lab.system().kill(family.top);
            } else {
                family.lab.system().stop(family.top);
            }
            family.children.clear();
            family.lab.runToQuiet();

            EXPECT_EQ(family.status(family.top), Status::stopped);
            EXPECT_EQ(family.lab.system().actorCount(), 1U);
        }
    }
}

/// Killed at once and not restarted: nothing waits in a mailbox that nobody will empty.
TEST(Supervision, S5_4_WithoutGraceChildrenEndForGoodToo) {
    SupervisorOptions options = patient(Strategy::oneForOne);
    options.grace = Duration::zero();
    Family family(options);

    family.lab.system().stop(family.top);
    family.lab.runToQuiet();

    for (const auto& child : family.children) {
        EXPECT_EQ(family.status(child), Status::stopped);
        EXPECT_EQ(child.tell(Increment{}), TellOutcome::dead);
    }
}

TEST(Supervision, S5_3_ResumeKeepsTheState) {
    SupervisorOptions options = patient(Strategy::oneForOne);
    options.decider.error = Directive::resume;
    Family family(options);
    family.children[0].tell(Increment{7});

    family.crash(0);

    EXPECT_EQ(family.children[0].ask<GetValue>(1s).get().value(), 7);
    EXPECT_EQ(family.incarnation(0), 1U);
}

TEST(Supervision, S2_1_S5_3_ARestartKeepsCellAndCountsAndBeginsANewState) {
    Family family(patient(Strategy::oneForOne));
    family.children[0].tell(Increment{7});

    family.crash(0);

    EXPECT_EQ(family.children[0].ask<GetValue>(1s).get().value(), 0);
    EXPECT_EQ(family.lab.system().snapshot(family.children[0]).ledger.handled, 2U);
}

TEST(Supervision, S5_5_ThreeInFiveSecondsAreGrantedAndTheFourthEscalates) {
    SupervisorOptions options;
    options.backoff = kNoBackoff;
    Family family(options);

    for (int i = 0; i < 4; ++i) family.crash(0);

    EXPECT_EQ(family.log.lines({EventKind::decided}),
              (Lines{"decided a restart 1/3 0ms a", "decided a restart 2/3 0ms a",
                     "decided a restart 3/3 0ms a", "decided a escalate 4/3 0ms a b c"}));
    EXPECT_EQ(family.status(family.top), Status::stopped);
}

/// Two crashes, the second `apart` after the first, with one restart in 5 s.
Status statusAfterTwo(Duration apart, std::size_t second, BudgetScope scope) {
    SupervisorOptions options;
    options.budget = {1, 5s};
    options.backoff = kNoBackoff;
    options.scope = scope;
    Family family(options);
    family.children[0].tell(Fail{});
    family.lab.runFor(apart);
    family.children[second].tell(Fail{});
    family.lab.runFor(Duration::zero());
    family.lab.runToQuiet();
    return family.status(family.top);
}

TEST(Supervision, S5_5_OneInFiveSecondsCountsUpToTheWindowAndNotAtItsEnd) {
    EXPECT_EQ(statusAfterTwo(4999ms, 0, BudgetScope::supervisor), Status::stopped);
    EXPECT_EQ(statusAfterTwo(5000ms, 0, BudgetScope::supervisor), Status::running);
}

TEST(Supervision, S5_5_OneCrashEachOfTwoChildrenEscalatesPerSupervisorNotPerChild) {
    EXPECT_EQ(statusAfterTwo(1s, 1, BudgetScope::supervisor), Status::stopped);
    EXPECT_EQ(statusAfterTwo(1s, 1, BudgetScope::child), Status::running);
}

TEST(Supervision, S5_5_TheRootOverBudgetStopsAllVisiblyAndTheProgramLivesOn) {
    SupervisorOptions options;
    options.budget = {0, 5s};
    Family family(options);
    const auto other = family.lab.system().spawn<Counter>({.name = "other"});

    family.crash(1);
    family.lab.runToQuiet();

    for (const auto& child : family.children) EXPECT_EQ(family.status(child), Status::stopped);
    const Lines ends = family.log.lines({EventKind::stopped});
    EXPECT_EQ(ends.back(), "stopped top restartLimit");
    EXPECT_EQ(other.tell(Increment{}), TellOutcome::delivered);
}

TEST(Supervision, S5_5_ASupervisorOverBudgetIsACrashToItsOwn) {
    Lab lab{LabOptions{.cost = Duration::zero()}};
    LifeLog log(lab.system());
    SupervisorOptions rootOptions = patient(Strategy::oneForOne);
    rootOptions.name = "root";
    const auto root = lab.system().spawnSupervisor(rootOptions);
    const auto pool = lab.system().spawnSupervisor(
        {.name = "pool", .budget = {0, 5s}, .backoff = kNoBackoff}, root);
    const auto child = lab.system().spawn<Counter>({.name = "child", .supervisor = pool});

    child.tell(Fail{});
    lab.runToQuiet();

    EXPECT_EQ(log.lines({EventKind::decided, EventKind::restarted}),
              (Lines{"decided child escalate 1/0 0ms child", "decided pool restart 1/-1 0ms pool",
                     "restarted pool#2", "restarted child#2"}));
}

TEST(Supervision, S5_6_D17_BackOffDoublesFromAHundredMillisecondsToTenSeconds) {
    SupervisorOptions options;
    options.budget = {kUnlimitedRestarts};
    Family family(options);

    for (int i = 0; i < 9; ++i) {
        family.children[0].tell(Fail{});
        family.lab.runToQuiet();
    }

    std::vector<std::int64_t> delays;
    for (const auto& event : family.log.events()) {
        if (event.header.kind != EventKind::decided) continue;
        PayloadReader reader = event.reader();
        reader.takeInt();
        reader.takeInt();
        delays.push_back(reader.takeDuration().count() / 1'000'000);
    }
    EXPECT_EQ(delays,
              (std::vector<std::int64_t>{100, 200, 400, 800, 1600, 3200, 6400, 10000, 10000}));
}

TEST(Supervision, S5_6_TellsQueueWhileTheCellWaitsForItsRestart) {
    SupervisorOptions options;
    options.backoff = {1s, 1.0, 1s};
    Family family(options);
    family.crash(0);

    EXPECT_EQ(family.children[0].tell(Increment{3}), TellOutcome::delivered);
    EXPECT_EQ(family.lab.system().snapshot(family.children[0]).depth, 1U);
    family.lab.runToQuiet();

    EXPECT_EQ(family.children[0].ask<GetValue>(1s).get().value(), 3);
}

class Failing : public ::testing::TestWithParam<Mode> {};

TEST_P(Failing, S5_1_ACrashEndsNeitherTheProcessNorAnotherActor) {
    EngineUnderTest engine(GetParam());
    const auto one = engine.system().spawn<Counter>({.name = "one"});
    const auto other = engine.system().spawn<Counter>({.name = "other"});

    one.tell(Fail{});

    ASSERT_TRUE(engine.system().awaitStopped(one));
    EXPECT_EQ(other.ask<GetValue>(5s).get().value(), 0);
}

TEST_P(Failing, S5_2_AMessageIsTriedAgainAsOftenAsToldAndThenQuarantined) {
    EngineUnderTest engine(GetParam());
    SupervisorOptions options = patient(Strategy::oneForOne);
    const auto top = engine.system().spawnSupervisor(options);
    SpawnOptions child{.name = "child", .supervisor = top};
    child.failing.retries = 2;
    const auto counter = engine.system().spawn<Counter>(child);

    counter.tell(Fail{});
    counter.tell(Increment{4});

    ASSERT_TRUE(engine.awaitQuiet());
    const ActorSnapshot now = engine.system().snapshot(counter);
    EXPECT_EQ(now.incarnation, 4U);
    EXPECT_EQ(now.ledger.dead[static_cast<std::size_t>(DeadReason::quarantined)], 1U);
    EXPECT_EQ(now.ledger.sent, 2U);
    EXPECT_TRUE(now.ledger.isBalanced());
    EXPECT_EQ(counter.ask<GetValue>(5s).get().value(), 4);
}

TEST_P(Failing, S5_2_TheMessageThatCrashedIsLostOnceAndTheRestIsKept) {
    EngineUnderTest engine(GetParam());
    const auto top = engine.system().spawnSupervisor(patient(Strategy::oneForOne));
    const auto counter = engine.system().spawn<Counter>({.name = "child", .supervisor = top});

    counter.tell(Fail{});
    for (int i = 0; i < 10; ++i) counter.tell(Increment{});

    EXPECT_EQ(counter.ask<GetValue>(5s).get().value(), 10);
    const Ledger ledger = engine.system().snapshot(counter).ledger;
    EXPECT_EQ(ledger.dead[static_cast<std::size_t>(DeadReason::failed)], 1U);
}

INSTANTIATE_TEST_SUITE_P(Both, Failing, ::testing::Values(Mode::live, Mode::lab),
                         [](const auto& mode) {
                             return mode.param == Mode::live ? "Live" : "Lab";
                         });

/// Delays in ms of the decisions to restart, in order.
std::vector<double> delaysOf(Jitter jitter, std::uint64_t seed) {
    Lab lab({.seed = seed});
    LifeLog log(lab.system());
    const auto top =
        lab.system().spawnSupervisor({.name = "top",
                                      .budget = {kUnlimitedRestarts},
                                      .backoff = {.min = 100ms, .max = 1s, .jitter = jitter}});
    const auto child = lab.system().spawn<Counter>({.name = "child", .supervisor = top});
    for (int i = 0; i < 6; ++i) child.tell(Fail{"boom"});
    lab.runToQuiet();
    std::vector<double> delays;
    for (const auto& event : log.events()) {
        if (event.header.kind != EventKind::decided) continue;
        PayloadReader in = event.reader();
        in.takeInt();
        in.takeInt();
        delays.push_back(static_cast<double>(in.takeDuration().count()) / 1e6);
    }
    return delays;
}

// On the engine, not only on the rules: the delays that were decided, and kept.
TEST(Supervision, S5_6_JitterIsDrawnFromTheSeedOfTheRunAndCappedLast) {
    const std::vector<double> plain{100, 200, 400, 800, 1000, 1000};
    EXPECT_EQ(delaysOf(Jitter::none, 1), plain);
    for (const Jitter jitter : {Jitter::proportional, Jitter::full}) {
        const std::vector<double> drawn = delaysOf(jitter, 1);

        EXPECT_EQ(drawn, delaysOf(jitter, 1));
        EXPECT_NE(drawn, delaysOf(jitter, 2));
        ASSERT_EQ(drawn.size(), plain.size());
        for (std::size_t i = 0; i < drawn.size(); ++i) {
            EXPECT_LE(drawn[i], std::min(1000.0, plain[i] * 1.2));
            EXPECT_GE(drawn[i], jitter == Jitter::full ? 0 : plain[i] * 0.8);
        }
    }
}

/// Whether a supervisor with one restart in 5 s escalates after crashes of its child at these times.
bool escalates(BudgetWindow window, const std::vector<Duration>& crashes) {
    Family family({.budget = {1, 5s, window}, .backoff = kNoBackoff});
    const std::int64_t start = family.lab.now();
    for (const Duration at : crashes) {
        family.lab.runFor(Duration(start + at.count() - family.lab.now()));
        family.crash(0);
    }
    return family.status(family.top) == Status::stopped;
}

TEST(Supervision, S5_5_EveryWindowCountsOnTheEngineAsItsNameSays) {
    using Times = std::vector<Duration>;
    const Times together{0s, 4s};
    const Times apart{0s, 5s};
    const Times chain{0s, 4900ms, 9800ms}; // never two in 4.9 s
    for (const BudgetWindow window : {BudgetWindow::sliding, BudgetWindow::tumbling,
                                      BudgetWindow::idleGap, BudgetWindow::lifetime}) {
        EXPECT_TRUE(escalates(window, together)) << static_cast<int>(window);
        EXPECT_EQ(escalates(window, apart), window == BudgetWindow::lifetime);
    }
    // a window that opens anew is not looked back over; a sliding one is
    const Times acrossWindows{0s, 6s, 7s};
    EXPECT_TRUE(escalates(BudgetWindow::sliding, acrossWindows));
    EXPECT_TRUE(escalates(BudgetWindow::tumbling, acrossWindows));
    EXPECT_TRUE(escalates(BudgetWindow::idleGap, chain));
}

/// What is left of four messages after a crash at the first, by the policy for the rest.
TEST(Supervision, S5_2_TheRestOfTheMailboxIsKeptOrDiscarded) {
    for (const RestartMail mail : {RestartMail::keep, RestartMail::discard}) {
        Family family(patient(Strategy::oneForOne), ChildPolicy::permanent, {.restartMail = mail});
        const auto& child = family.children[0];
        child.tell(Fail{"boom"});
        for (int i = 0; i < 3; ++i) child.tell(Increment{});
        family.lab.runToQuiet();

        const Ledger ledger = family.lab.system().snapshot(child).ledger;
        const std::uint64_t kept = mail == RestartMail::keep ? 3 : 0;
        EXPECT_EQ(ledger.handled, kept);
        EXPECT_EQ(ledger.discarded(), 3 - kept);
        EXPECT_EQ(ledger.dead[static_cast<std::size_t>(DeadReason::discardedOnRestart)], 3 - kept);
        EXPECT_TRUE(ledger.isBalanced());
        EXPECT_EQ(child.ask<GetValue>(5s).get().value(), static_cast<std::int64_t>(kept));
    }
}

} // namespace
} // namespace troupe

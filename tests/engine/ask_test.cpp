// Asks and their one outcome: S4.1, S4.2, S2.2, S2.3, D5, D11, D13.
#include <utility>

#include "support/behaviour_actors.h"

namespace troupe::testing {
namespace {

class AskOf : public EngineTest {
protected:
    std::int64_t lateReplies(const AnyRef& answerer) {
        std::int64_t n = 0;
        for (const auto& e : events()) {
            n += e.header.kind == EventKind::deadLetter &&
                 DeadReason{e.header.detail} == DeadReason::lateReply &&
                 e.header.peer == answerer.id().number;
        }
        return n;
    }
    Ref<Oracle> oracle(Overflow overflow = Overflow::unbounded, std::uint32_t capacity = 1024) {
        return spawnBounded<Oracle>("oracle", capacity, overflow);
    }
    SupervisorRef pool() {
        return system().spawnSupervisor({.name = "pool", .backoff = {1ms, 1.0, 1ms}});
    }
};
INSTANTIATE_TEST_SUITE_P(On, AskOf, ::testing::ValuesIn(kEverywhere), nameOf);

class RecordedAsk : public AskOf {};
INSTANTIATE_TEST_SUITE_P(On, RecordedAsk, ::testing::ValuesIn(kRecorded), nameOf);

// S4.1, S4.2: each outcome, from outside.

TEST_P(AskOf, IsAnsweredByItsReply) {
    const auto result = oracle().ask<Question>(5s, 41).get();

    ASSERT_TRUE(result.ok());
    EXPECT_EQ(result.value(), 42);
}

TEST_P(AskOf, EndsByItsDeadline) {
    const auto answerer = oracle();
    EXPECT_EQ(answerer.ask<Patience>(2ms, 1).get().outcome(), AskOutcome::timeout);
    // the Deferred it keeps must not count as an ask that goes on
    answerer.tell(AnswerNow{});
}

TEST_P(AskOf, OfAStoppedActorEndsTargetDown) {
    const auto answerer = oracle();
    system().stop(answerer);
    ASSERT_TRUE(system().awaitStopped(answerer));

    EXPECT_EQ(answerer.ask<Question>(5s, 1).get().outcome(), AskOutcome::targetDown);
}

TEST_P(AskOf, OfNobodyEndsTargetDown) {
    EXPECT_EQ(Ref<Oracle>().ask<Question>(5s, 1).get().outcome(), AskOutcome::targetDown);
}

// D13: at once, not by its deadline.
TEST_P(AskOf, EndsTargetDownWhenTheQueueIsKilled) {
    const auto answerer = oracle();
    hold(answerer);
    auto future = answerer.ask<Question>(24h, 1);

    system().kill(answerer);
    ASSERT_TRUE(system().awaitStopped(answerer));

    EXPECT_EQ(future.get().outcome(), AskOutcome::targetDown);
}

TEST_P(AskOf, EndsRestartingWhenTheQueueIsDiscarded) {
    SpawnOptions options;
    options.name = "oracle";
    options.supervisor = pool();
    options.restartMail = RestartMail::discard;
    const auto answerer = spawn<Oracle>(std::move(options));
    hold(answerer);
    answerer.tell(Boom{});
    auto future = answerer.ask<Question>(24h, 1);

    system().release(answerer);

    EXPECT_EQ(future.get().outcome(), AskOutcome::restarting);
    ASSERT_TRUE(awaitQuiet());
    EXPECT_EQ(dead(answerer, DeadReason::discardedOnRestart), 1U);
}

// S5.6: while it is restarting, by the policy chosen for it.
TEST_P(AskOf, EndsRestartingWhileTheActorWaitsForItsRestartWhereThatIsChosen) {
    for (const RestartAsks policy : {RestartAsks::refuse, RestartAsks::queue}) {
        const bool isRefused = policy == RestartAsks::refuse;
        const auto seen = std::make_shared<Seen>();
        SpawnOptions options{.name = "oracle"};
        const Duration delay = isRefused ? Duration(24h) : Duration(50ms);
        options.supervisor =
            system().spawnSupervisor({.name = "slow", .backoff = {.min = delay, .max = delay}});
        options.restartAsks = policy;
        const auto answerer = spawn<Oracle>(std::move(options));
        const auto asker = spawnUnbounded<Asker>("asker", answerer, seen);
        answerer.tell(Boom{});
        // It waits for its restart, or has had it: the shorter wait may be over unseen.
        ASSERT_TRUE(awaitSo([&] {
            const ActorSnapshot now = system().snapshot(answerer);
            return now.status == Status::restarting || now.status == Status::crashed ||
                   now.incarnation > 1;
        }));

        asker.tell(Await<Question>{});
        auto future = answerer.ask<Question>(24h, 1);

        if (isRefused) {
            EXPECT_EQ(future.get().outcome(), AskOutcome::restarting);
        } else {
            EXPECT_EQ(future.get().value(), 2);
        }
        ASSERT_TRUE(awaitSo([&] { return seen->all().size() == 1; }));
        system().stop(answerer); // which else would wait for a day
        ASSERT_TRUE(system().awaitStopped(answerer));
        EXPECT_EQ(seen->all(),
                  std::vector<std::int64_t>{isRefused ? noteOf(AskOutcome::restarting) : 1});
    }
}

TEST_P(AskOf, EndsMailboxFullWhereThereIsNoRoom) {
    const auto answerer = oracle(Overflow::fail, 1);
    hold(answerer);
    auto first = answerer.ask<Question>(24h, 1);

    EXPECT_EQ(answerer.ask<Question>(24h, 2).get().outcome(), AskOutcome::mailboxFull);
    system().release(answerer);
    EXPECT_EQ(first.get().value(), 2);
}

// D13
TEST_P(AskOf, EndsMailboxFullWhenItIsTheOldestThatIsDropped) {
    const auto answerer = oracle(Overflow::dropOldest, 1);
    hold(answerer);
    auto first = answerer.ask<Question>(24h, 1);
    auto second = answerer.ask<Question>(24h, 2);

    EXPECT_EQ(first.get().outcome(), AskOutcome::mailboxFull);
    system().release(answerer);
    EXPECT_EQ(second.get().value(), 3);
}

TEST_P(AskOf, EndsMailboxFullWhenItIsTheNewestThatIsDropped) {
    const auto answerer = oracle(Overflow::dropNewest, 1);
    hold(answerer);
    auto first = answerer.ask<Question>(24h, 1);

    EXPECT_EQ(answerer.ask<Question>(24h, 2).get().outcome(), AskOutcome::mailboxFull);
    system().release(answerer);
    EXPECT_EQ(first.get().value(), 2);
}

TEST_P(AskOf, CanBeCancelled) {
    const auto answerer = oracle();
    auto future = answerer.ask<Patience>(24h, 1);

    future.cancel();

    EXPECT_EQ(future.get().outcome(), AskOutcome::cancelled);
    answerer.tell(AnswerNow{});
    ASSERT_TRUE(awaitQuiet());
    EXPECT_EQ(future.get().outcome(), AskOutcome::cancelled); // exactly one outcome
}

TEST_P(AskOf, EndsCrashedWithTheText) {
    const auto result = oracle().ask<Riddle>(24h).get();

    EXPECT_EQ(result.outcome(), AskOutcome::crashed);
    EXPECT_EQ(result.text(), "no idea");
}

// D5
TEST_P(AskOf, EndsNoReplyWhenTheDutyToAnswerIsDestroyed) {
    EXPECT_EQ(oracle().ask<Silence>(24h).get().outcome(), AskOutcome::noReply);
}

// D5: also with the state that keeps it.
TEST_P(AskOf, EndsNoReplyWhenTheOneWhoKeepsItStops) {
    const auto answerer = oracle();
    auto future = answerer.ask<Patience>(24h, 1);
    answerer.tell(Boom{});
    ASSERT_TRUE(system().awaitStopped(answerer));

    EXPECT_EQ(future.get().outcome(), AskOutcome::noReply);
}

TEST_P(AskOf, OfWhatAnActorDoesNotListEndsNoReply) {
    const auto noter = spawnUnbounded<Noter>("noter", std::make_shared<Seen>());

    AnyAsk ask = noter.any().ask(kMessageType<Question>, {Value(std::int64_t{1})}, 24h);
    ask.await();

    EXPECT_EQ(ask.outcome(), AskOutcome::noReply);
    EXPECT_EQ(dead(noter, DeadReason::unhandled), 1U);
}

TEST_P(AskOf, ByValuesIsAnsweredByAValue) {
    AnyAsk ask = oracle().any().ask(kMessageType<Question>, {Value(std::int64_t{41})}, 5s);
    ask.await();

    EXPECT_EQ(ask.outcome(), AskOutcome::ok);
    EXPECT_EQ(ask.reply(), Value(std::int64_t{42}));
}

// D5
TEST_P(AskOf, ADeferredReplyComesWhenItIsGiven) {
    const auto answerer = oracle();
    auto first = answerer.ask<Patience>(24h, 1);
    auto second = answerer.ask<Patience>(24h, 2);
    answerer.tell(AnswerNow{});
    answerer.tell(AnswerNow{});

    EXPECT_EQ(first.get().value(), 2);
    EXPECT_EQ(second.get().value(), 3);
}

// S4.1: a reply after its outcome.
TEST_P(RecordedAsk, AReplyAfterItsOutcomeIsALateReplyThatSaysByHowMuch) {
    const auto answerer = oracle();
    EXPECT_EQ(answerer.ask<Patience>(2ms, 1).get().outcome(), AskOutcome::timeout);
    if (isLab()) lab().runFor(3ms);

    answerer.tell(AnswerNow{});
    ASSERT_TRUE(awaitQuiet());

    ASSERT_EQ(lateReplies(answerer), 1);
    for (const auto& e : events()) {
        if (e.header.kind != EventKind::deadLetter) continue;
        const Duration late = e.reader().takeDuration();
        EXPECT_GT(late, Duration::zero());
        if (isLab()) {
            EXPECT_EQ(late, 3ms);
        }
    }
}

// --- from an actor -----------------------------------------------------------------------------

// S4.2: Erlang's call: no further user message until the ask ends.
TEST_P(AskOf, AwaitedByAnActorHoldsBackItsUserMessages) {
    const auto seen = std::make_shared<Seen>();
    const auto answerer = oracle();
    const auto asker = spawnUnbounded<Asker>("asker", answerer, seen);

    asker.tell(Await<Patience>{});
    asker.tell(Note{77});
    answerer.tell(AnswerNow{});
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(seen->all(), (std::vector<std::int64_t>{1, 77}));
}

// S4.2: Akka's pipe: it goes on handling, and its next message brings the answer about.
TEST_P(AskOf, WithAContinuationLetsTheActorGoOn) {
    const auto seen = std::make_shared<Seen>();
    const auto answerer = oracle();
    const auto asker = spawnUnbounded<Asker>("asker", answerer, seen);

    asker.tell(Then{5});
    asker.tell(Note{Asker::kReleases});
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(seen->all(), (std::vector<std::int64_t>{Asker::kReleases, 6}));
}

struct Climb {
    using Reply = std::int64_t;
    std::int64_t hops = 0;
    static constexpr auto name = "Climb";
    static constexpr auto fields = troupe::fields(field("hops", &Climb::hops));
};
class Step {
public:
    using Messages = MessageList<Climb>;
    static constexpr auto name = "Step";
    explicit Step(Ref<Step> next) : m_next(std::move(next)) {}
    Task<std::int64_t> on(Context& ctx, const Climb& m) {
        if (!m_next) co_return 0;
        const AskResult<std::int64_t> above = co_await ctx.ask<Climb>(m_next, 5s, m.hops + 1);
        co_return above.ok() ? above.value() + 1 : -1000;
    }

private:
    Ref<Step> m_next;
};

// S4.2: no thread is blocked: one worker is enough for a chain of those who wait.
TEST_P(AskOf, AChainOfWaitingActorsNeedsOneThread) {
    begin(DeadlockPolicy::failNewest, 1);
    Ref<Step> step;
    for (int i = 0; i < 50; ++i) step = spawnUnbounded<Step>("step", step);

    EXPECT_EQ(step.ask<Climb>(5s, 0).get().value(), 49);
}

// S4.1: the outcomes an actor sees.
TEST_P(AskOf, AnActorSeesEveryOutcomeThatAnOutsiderSees) {
    const auto seen = std::make_shared<Seen>();
    const auto answerer = oracle();
    const auto asker = spawnUnbounded<Asker>("asker", answerer, seen);

    asker.tell(Await<Question>{});
    asker.tell(Await<Silence>{});
    asker.tell(Await<Patience>{2'000'000});
    asker.tell(Await<Riddle>{}); // which stops the oracle
    asker.tell(Await<Question>{});
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(seen->all(), (std::vector<std::int64_t>{
                               1, noteOf(AskOutcome::noReply), noteOf(AskOutcome::timeout),
                               noteOf(AskOutcome::crashed), noteOf(AskOutcome::targetDown)}));
}

TEST_P(AskOf, ByAnActorOfAFullMailboxEndsMailboxFull) {
    const auto seen = std::make_shared<Seen>();
    const auto answerer = oracle(Overflow::fail, 1);
    const auto asker = spawnUnbounded<Asker>("asker", answerer, seen);
    hold(answerer);
    answerer.tell(AnswerNow{});

    asker.tell(Await<Question>{});
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(seen->all(), std::vector<std::int64_t>{noteOf(AskOutcome::mailboxFull)});
    system().release(answerer);
}

// S2.2, S2.3: outstanding asks die with their incarnation; the reply that comes then is stale.
TEST_P(RecordedAsk, AReplyToAnEarlierIncarnationIsStale) {
    const auto seen = std::make_shared<Seen>();
    const auto answerer = oracle();
    SpawnOptions options;
    options.name = "asker";
    options.supervisor = pool();
    const auto asker = spawn<Asker>(std::move(options), answerer, seen);
    asker.tell(Then{1});
    asker.tell(Boom{});
    system().awaitQuiet(20s);
    ASSERT_EQ(system().snapshot(asker).incarnation, 2U);

    answerer.tell(AnswerNow{});
    ASSERT_TRUE(awaitQuiet());

    EXPECT_TRUE(seen->all().empty());
    EXPECT_EQ(count(EventKind::deadLetter, asker, static_cast<std::uint8_t>(DeadReason::stale)), 1);
    EXPECT_EQ(lateReplies(answerer), 0);
}

// D11: a suspended turn is in its handler; a crash between makes its message a dead letter.
TEST_P(AskOf, ACrashWhileItWaitsLosesTheMessageThatWaits) {
    const auto seen = std::make_shared<Seen>();
    const auto answerer = oracle();
    SpawnOptions options;
    options.name = "asker";
    options.supervisor = pool();
    const auto asker = spawn<Asker>(std::move(options), answerer, seen);
    asker.tell(Await<Patience>{86'400'000'000'000});
    asker.tell(Note{1});
    if (isLab()) {
        while (ledger(asker).inHandler == 0) ASSERT_TRUE(lab().step());
    } else {
        // one more than these questions: the ask that is kept has arrived, so its asker waits
        for (std::uint64_t asked = 0; ledger(answerer).handled <= asked; ++asked) {
            answerer.ask<Question>(5s, 1).get();
        }
    }

    system().crash(asker, "by hand");
    ASSERT_TRUE(awaitQuiet());
    answerer.tell(AnswerNow{});
    answerer.tell(AnswerNow{});

    ASSERT_TRUE(awaitQuiet());
    EXPECT_EQ(seen->all(), std::vector<std::int64_t>{1});
    EXPECT_LE(dead(asker, DeadReason::failed), 1U);
}

/// Answers for another one: hands the question on, with who waits for the reply.
class Deputy {
public:
    using Messages = MessageList<Question>;
    static constexpr auto name = "Deputy";
    explicit Deputy(Ref<Oracle> to) : m_to(std::move(to)) {}
    std::int64_t on(Context& ctx, const Question&) {
        ctx.forward(m_to);
        return 0; // nobody's: the message has gone
    }

private:
    Ref<Oracle> m_to;
};

// S4.1, D11
TEST_P(AskOf, AForwardedQuestionIsAnsweredByWhoGotIt) {
    const auto deputy = spawnUnbounded<Deputy>("deputy", oracle());

    EXPECT_EQ(deputy.ask<Question>(5s, 41).get().value(), 42);
}

// S4.1
TEST_P(AskOf, ADeadlineMayBeAsFarAsItCan) {
    const auto answerer = oracle();
    EXPECT_EQ(answerer.ask<Question>(Duration::max(), 41).get().value(), 42);

    const auto seen = std::make_shared<Seen>();
    const auto asker = spawnUnbounded<Asker>("asker", answerer, seen);
    asker.tell(Await<Question>{INT64_MAX});
    ASSERT_TRUE(awaitQuiet());
    EXPECT_EQ(seen->all(), std::vector<std::int64_t>{1});
}

/// Asks first; then it hands on what it got, a note after it has put that aside once.
class Hesitant {
public:
    using Messages = MessageList<Question, Note>;
    static constexpr auto name = "Hesitant";
    Hesitant(Ref<Oracle> oracle, Ref<Noter> noter)
        : m_oracle(std::move(oracle)), m_noter(std::move(noter)) {}
    Task<std::int64_t> on(Context& ctx, const Question&) {
        co_await ctx.ask<Question>(m_oracle, 24h);
        ctx.forward(m_oracle);
        co_return 0; // nobody's: the message has gone
    }
    Task<> on(Context& ctx, const Note&) {
        co_await ctx.ask<Question>(m_oracle, 24h);
        if (std::exchange(m_hasStashed, true)) {
            ctx.forward(m_noter);
        } else {
            ctx.stash();
            ctx.unstashAll();
        }
    }

private:
    Ref<Oracle> m_oracle;
    Ref<Noter> m_noter;
    bool m_hasStashed = false;
};

// D11: what a turn hands on or puts aside after a wait is no longer its own.
TEST_P(AskOf, AMessageCanBeHandedOnOrPutAsideAfterAWait) {
    const auto seen = std::make_shared<Seen>();
    const auto hesitant =
        spawnUnbounded<Hesitant>("hesitant", oracle(), spawnUnbounded<Noter>("noter", seen));

    EXPECT_EQ(hesitant.ask<Question>(24h, 41).get().value(), 42);
    hesitant.tell(Note{9});
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(seen->all(), numbers(9, 9));
}

struct Begin {
    static constexpr auto name = "Begin";
    static constexpr auto fields = troupe::fields();
};
/// Waits for an answer; a tick comes meanwhile.
class Interrupted {
public:
    using Messages = MessageList<Begin, Note>;
    static constexpr auto name = "Interrupted";
    Interrupted(Ref<Oracle> oracle, SharedSeen seen)
        : m_oracle(std::move(oracle)), m_seen(std::move(seen)) {}
    Task<> on(Context& ctx, const Begin&) {
        ctx.after(1ms, Note{50});
        const AskResult<std::int64_t> result = co_await ctx.ask<Patience>(m_oracle, 24h, 1);
        m_seen->add(noteOf(result));
    }
    void on(const Note& m) { m_seen->add(m.n); }

private:
    Ref<Oracle> m_oracle;
    SharedSeen m_seen;
};

// S5.8: the current message is the one that waits, whatever runs beside it; then it stays stopped.
TEST_P(AskOf, AStopAfterTheCurrentMessageComesWhenItsWaitIsOver) {
    const auto seen = std::make_shared<Seen>();
    const auto answerer = oracle();
    const auto waiting =
        spawn<Interrupted>({.name = "waiting", .supervisor = pool()}, answerer, seen);
    waiting.tell(Begin{});
    ASSERT_TRUE(awaitSo([&] { return ledger(answerer).handled == 1; }));

    system().stopAfterCurrent(waiting);
    ASSERT_TRUE(awaitSo([&] { return seen->all().size() == 1; })); // the tick
    answerer.tell(AnswerNow{});

    EXPECT_TRUE(system().awaitStopped(waiting));
    EXPECT_EQ(seen->all(), (std::vector<std::int64_t>{50, 2}));
}

} // namespace
} // namespace troupe::testing

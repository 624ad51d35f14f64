// Turns that go on later, that have no message, and the code beside them: D4, D5, D11, S5.11, S7.2.
#include "support/behaviour_actors.h"

namespace troupe::testing {
namespace {

class Turns : public EngineTest {};
INSTANTIATE_TEST_SUITE_P(On, Turns, ::testing::ValuesIn(kEverywhere), nameOf);
class RecordedTurns : public EngineTest {
protected:
    std::vector<std::int64_t> states(const AnyRef& actor) {
        std::vector<std::int64_t> all;
        for (const auto& e : events()) {
            if (e.header.kind != EventKind::state || e.header.actor != actor.id().number) continue;
            all.push_back(e.reader().takeInt());
        }
        return all;
    }
};
INSTANTIATE_TEST_SUITE_P(On, RecordedTurns, ::testing::ValuesIn(kRecorded), nameOf);

struct OpenShelf {
    static constexpr auto name = "OpenShelf";
    static constexpr auto fields = troupe::fields();
};

/// Puts notes aside until it is opened, and asks in the same turn.
class Shelf {
public:
    using Messages = MessageList<Note, OpenShelf>;
    static constexpr auto name = "Shelf";
    Shelf(Ref<Oracle> oracle, SharedSeen seen)
        : m_oracle(std::move(oracle)), m_seen(std::move(seen)) {}

    Task<> on(Context& ctx, const Note& m) {
        if (m_isOpen) {
            m_seen->add(m.n);
            co_return;
        }
        ctx.stash();
        const AskResult<std::int64_t> r = co_await ctx.ask<Question>(m_oracle, 24h, 41);
        m_seen->add(noteOf(r));
    }
    void on(Context& ctx, const OpenShelf&) {
        m_isOpen = true;
        ctx.unstashAll();
    }

private:
    Ref<Oracle> m_oracle;
    SharedSeen m_seen;
    bool m_isOpen = false;
};

// S6.2, D11: the message waits in the stash while the turn that put it there waits for an answer.
TEST_P(Turns, AStashedMessageOutlivesTheTurnThatGoesOnWithoutIt) {
    const auto seen = std::make_shared<Seen>();
    const auto oracle = spawnUnbounded<Oracle>("oracle");
    const auto shelf = spawnUnbounded<Shelf>("shelf", oracle, seen);
    hold(oracle);
    shelf.tell(Note{7});
    shelf.tell(OpenShelf{});
    ASSERT_TRUE(awaitSo([&] { return oracle.depth() == 1 && ledger(shelf).inHandler == 0; }));
    EXPECT_EQ(ledger(shelf).queued, 2U); // aside, and in the mailbox

    system().release(oracle);
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(seen->all(), (std::vector<std::int64_t>{42, 7}));
    EXPECT_EQ(ledger(shelf).handled, 2U);
}

TEST_P(Turns, AKillOfATurnWhoseMessageIsAsideLosesItOnce) {
    const auto oracle = spawnUnbounded<Oracle>("oracle");
    const auto shelf = spawnUnbounded<Shelf>("shelf", oracle, std::make_shared<Seen>());
    hold(oracle);
    shelf.tell(Note{7});
    ASSERT_TRUE(awaitSo([&] { return oracle.depth() == 1 && ledger(shelf).inHandler == 0; }));

    system().kill(shelf);
    ASSERT_TRUE(system().awaitStopped(shelf));

    EXPECT_EQ(dead(shelf, DeadReason::killed), 1U);
    system().release(oracle);
}

/// Hands questions on, then asks for itself, then perhaps fails.
class Relay {
public:
    using Messages = MessageList<Question>;
    static constexpr auto name = "Relay";
    Relay(Ref<Oracle> to, Ref<Oracle> other, SharedSeen seen, bool fails)
        : m_to(std::move(to)), m_other(std::move(other)), m_seen(std::move(seen)), m_fails(fails) {}

    Task<std::int64_t> on(Context& ctx, const Question&) {
        ctx.forward(m_to);
        const AskResult<std::int64_t> r = co_await ctx.ask<Question>(m_other, 24h, 10);
        m_seen->add(noteOf(r));
        if (m_fails) throw std::runtime_error("after all");
        co_return 7;
    }

private:
    Ref<Oracle> m_to;
    Ref<Oracle> m_other;
    SharedSeen m_seen;
    bool m_fails;
};

// D5: who got it answers; the turn that handed it on has nothing to answer any more.
TEST_P(Turns, AForwardedMessageOutlivesTheTurnThatGoesOnWithoutIt) {
    for (const bool fails : {false, true}) {
        const auto seen = std::make_shared<Seen>();
        const auto to = spawnUnbounded<Oracle>("to");
        const auto other = spawnUnbounded<Oracle>("other");
        const auto relay = spawnUnbounded<Relay>("relay", to, other, seen, fails);
        hold(other);
        auto future = relay.ask<Question>(24h, 1);

        EXPECT_EQ(future.get().value(), 2);
        ASSERT_TRUE(awaitSo([&] { return other.depth() == 1 && ledger(relay).handled == 1; }));
        system().release(other);
        ASSERT_TRUE(awaitQuiet());

        EXPECT_EQ(seen->all(), std::vector<std::int64_t>{11});
        EXPECT_EQ(ledger(relay).handled, 1U);
        EXPECT_EQ(system().snapshot(relay).status == Status::stopped, fails);
    }
}

/// Takes the duty to answer with it when it throws.
class Dropper {
public:
    using Messages = MessageList<Question, Patience>;
    static constexpr auto name = "Dropper";
    explicit Dropper(Ref<Oracle> oracle) : m_oracle(std::move(oracle)) {}
    void on(const Question&, Deferred<std::int64_t>) { throw std::runtime_error("boom"); }
    void on(const Patience&, Deferred<std::int64_t> reply) {
        try {
            throw std::runtime_error("caught");
        } catch (const std::exception&) {
            reply.reply(5);
        }
    }

private:
    Ref<Oracle> m_oracle;
};

// D13
TEST_P(Turns, ADutyToAnswerThatIsLostToAnExceptionEndsCrashed) {
    const auto oracle = spawnUnbounded<Oracle>("oracle");
    const auto dropper = spawnUnbounded<Dropper>("dropper", oracle);

    EXPECT_EQ(dropper.ask<Patience>(24h, 1).get().value(), 5);
    EXPECT_EQ(dropper.ask<Question>(24h, 1).get().outcome(), AskOutcome::crashed);
    EXPECT_TRUE(system().awaitStopped(dropper));
}

/// Its first message waits for room; the second, which it waits for, is behind it.
class TwoSends {
public:
    using Messages = MessageList<OpenShelf>;
    static constexpr auto name = "TwoSends";
    TwoSends(Ref<Noter> full, Ref<Noter> gone, SharedSeen seen)
        : m_full(std::move(full)), m_gone(std::move(gone)), m_seen(std::move(seen)) {}
    Task<> on(Context& ctx, const OpenShelf&) {
        ctx.tell(m_full, Note{2});
        const TellOutcome outcome = co_await ctx.send<Note>(m_gone, 3);
        m_seen->add(static_cast<std::int64_t>(outcome));
    }

private:
    Ref<Noter> m_full;
    Ref<Noter> m_gone;
    SharedSeen m_seen;
};

// D8
TEST_P(Turns, AnAwaitedSendIsToldItsOwnOutcome) {
    const auto seen = std::make_shared<Seen>();
    const auto full = spawnBounded<Noter>("full", 1, Overflow::block, std::make_shared<Seen>());
    const auto gone = spawnUnbounded<Noter>("gone", std::make_shared<Seen>());
    const auto sender = spawnUnbounded<TwoSends>("sender", full, gone, seen);
    system().stop(gone);
    ASSERT_TRUE(system().awaitStopped(gone));
    hold(full);
    full.tell(Note{1});
    sender.tell(OpenShelf{});
    ASSERT_TRUE(awaitQuiet());

    system().release(full);
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(seen->all(), std::vector<std::int64_t>{static_cast<std::int64_t>(TellOutcome::dead)});
}

/// Counts answers where nobody but a continuation changes it.
class Collector {
public:
    using Messages = MessageList<OpenShelf>;
    static constexpr auto name = "Collector";
    explicit Collector(Ref<Oracle> oracle) : m_oracle(std::move(oracle)) {}
    void on(Context& ctx, const OpenShelf&) {
        for (const std::int64_t n : {1, 0, 5}) {
            ctx.askThen(m_oracle, 24h, Question{n - 1},
                        [this](Context&, const AskResult<std::int64_t>& r) { m_sum += r.value(); });
        }
    }

private:
    Ref<Oracle> m_oracle;
    std::int64_t m_sum = 0;

public:
    static constexpr auto fields = troupe::fields(field("sum", &Collector::m_sum));
};

// S7.2: a continuation is no turn of a message; what it changed is told all the same.
TEST_P(RecordedTurns, AContinuationThatChangesTheStateTellsIt) {
    const auto oracle = spawnUnbounded<Oracle>("oracle");
    const auto collector = spawnUnbounded<Collector>("collector", oracle);

    collector.tell(OpenShelf{});
    ASSERT_TRUE(awaitQuiet());

    std::vector<std::int64_t> told = states(collector);
    ASSERT_EQ(told.size(), 2U); // the one that added nothing has nothing to tell
    EXPECT_EQ(told.back(), 6);
}

// S7.2: the turn of a stashed message has an end.
TEST_P(RecordedTurns, ATurnThatPutsItsMessageAsideEnds) {
    const auto oracle = spawnUnbounded<Oracle>("oracle");
    const auto shelf = spawnUnbounded<Shelf>("shelf", oracle, std::make_shared<Seen>());

    shelf.tell(Note{7});
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(count(EventKind::ended, shelf, static_cast<std::uint8_t>(TurnEnd::stashed)), 1);
    EXPECT_EQ(count(EventKind::ended, shelf, static_cast<std::uint8_t>(TurnEnd::done)), 0);
    EXPECT_EQ(ledger(shelf).queued, 1U);
}

/// Notes its incarnation before anything else; may fail to start, once.
class Starter {
public:
    using Messages = MessageList<Note, Boom>;
    static constexpr auto name = "Starter";
    Starter(SharedSeen seen, std::uint32_t failing) : m_seen(std::move(seen)), m_failing(failing) {}
    void onStart(Context& ctx) {
        m_seen->add(100 + ctx.incarnation());
        ctx.after(1ms, Note{-1}); // of a start that fails: goes with it
        if (ctx.incarnation() == m_failing) throw std::runtime_error("not yet");
        ctx.tell(ctx.self<Starter>(), Note{ctx.incarnation()});
    }
    void on(const Note& m) {
        if (m.n >= 0) m_seen->add(m.n);
    }
    void on(const Boom& m) { throw std::runtime_error(m.text); }

private:
    SharedSeen m_seen;
    std::uint32_t m_failing;
};

// S2.2
TEST_P(Turns, TheStartHookIsCalledForEveryIncarnationBeforeItsFirstMessage) {
    const auto seen = std::make_shared<Seen>();
    const auto top = system().spawnSupervisor({.name = "top", .backoff = kNoBackoff});
    SpawnOptions options{.name = "starter"};
    options.supervisor = top;
    options.mailbox.overflow = Overflow::unbounded;
    const auto starter = spawn<Starter>(std::move(options), seen, 0U);
    ASSERT_TRUE(awaitQuiet());

    starter.tell(Boom{});
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(seen->all(), (std::vector<std::int64_t>{101, 1, 102, 2}));
}

// S5.11: what it throws makes the start fail, which is charged and tried again.
TEST_P(Turns, AStartHookThatThrowsIsAFailedStart) {
    const auto seen = std::make_shared<Seen>();
    const auto top = system().spawnSupervisor({.name = "top", .backoff = kNoBackoff});
    SpawnOptions options{.name = "starter"};
    options.supervisor = top;
    const auto starter = spawn<Starter>(std::move(options), seen, 1U);
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(seen->all(), (std::vector<std::int64_t>{101, 102, 2}));
    EXPECT_EQ(starter.any().incarnation(), 2U);
    if (GetParam().isRecorded) {
        EXPECT_EQ(count(EventKind::failed, starter, static_cast<std::uint8_t>(FailurePhase::start)),
                  1);
    }
}

} // namespace
} // namespace troupe::testing

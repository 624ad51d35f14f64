// What a full mailbox does: S3.4, S3.5, D7, D8, D10.
#include <thread>

#include "support/behaviour_actors.h"

namespace troupe::testing {
namespace {

class FullMailbox : public EngineTest {
protected:
    /// Six numbers to a held mailbox of four; the outcomes.
    std::vector<TellOutcome> tellSix(const Ref<Noter>& noter) {
        std::vector<TellOutcome> outcomes;
        for (std::int64_t n = 1; n <= 6; ++n) outcomes.push_back(noter.tell(Note{n}));
        return outcomes;
    }
    std::vector<std::int64_t> survivors(const Ref<Noter>& noter, const SharedSeen& seen) {
        system().release(noter);
        EXPECT_TRUE(awaitQuiet());
        return seen->all();
    }
    static std::vector<TellOutcome> fourThen(TellOutcome outcome) {
        std::vector<TellOutcome> all(4, TellOutcome::delivered);
        all.resize(6, outcome);
        return all;
    }
};
INSTANTIATE_TEST_SUITE_P(On, FullMailbox, ::testing::ValuesIn(kEverywhere), nameOf);

TEST_P(FullMailbox, FailRefusesTheNewest) {
    const auto seen = std::make_shared<Seen>();
    const auto noter = spawnBounded<Noter>("noter", 4, Overflow::fail, seen);
    hold(noter);

    EXPECT_EQ(tellSix(noter), fourThen(TellOutcome::full));
    EXPECT_EQ(system().snapshot(noter).depth, 4U);
    EXPECT_EQ(noter.depth(), 4U);

    EXPECT_EQ(survivors(noter, seen), numbers(1, 4));
    EXPECT_EQ(system().snapshot(noter).highWater, 4U);
    EXPECT_EQ(system().snapshot(noter).depth, 0U);
    EXPECT_EQ(ledger(noter).sent, 4U); // a refused message is not sent
}

TEST_P(FullMailbox, DropNewestMakesTheNewestADeadLetter) {
    const auto seen = std::make_shared<Seen>();
    const auto noter = spawnBounded<Noter>("noter", 4, Overflow::dropNewest, seen);
    hold(noter);

    EXPECT_EQ(tellSix(noter), fourThen(TellOutcome::dropped));

    EXPECT_EQ(survivors(noter, seen), numbers(1, 4));
    EXPECT_EQ(dead(noter, DeadReason::overflowNewest), 2U);
    EXPECT_EQ(ledger(noter).sent, 6U);
}

TEST_P(FullMailbox, DropOldestMakesTheOldestADeadLetter) {
    const auto seen = std::make_shared<Seen>();
    const auto noter = spawnBounded<Noter>("noter", 4, Overflow::dropOldest, seen);
    hold(noter);

    EXPECT_EQ(tellSix(noter), fourThen(TellOutcome::replaced));
    EXPECT_EQ(noter.depth(), 4U);

    EXPECT_EQ(survivors(noter, seen), numbers(3, 6));
    EXPECT_EQ(dead(noter, DeadReason::overflowOldest), 2U);
    EXPECT_EQ(system().snapshot(noter).highWater, 4U);
}

TEST_P(FullMailbox, UnboundedTakesAll) {
    const auto seen = std::make_shared<Seen>();
    const auto noter = spawnBounded<Noter>("noter", 4, Overflow::unbounded, seen);
    hold(noter);

    EXPECT_EQ(tellSix(noter), fourThen(TellOutcome::delivered));

    EXPECT_EQ(survivors(noter, seen), numbers(1, 6));
    EXPECT_EQ(system().snapshot(noter).highWater, 6U);
}

// S3.4: the bound unless told otherwise.
TEST_P(FullMailbox, TheBoundIs1024) {
    SpawnOptions options;
    options.name = "noter";
    const auto noter = spawn<Noter>(std::move(options), std::make_shared<Seen>());
    hold(noter);

    for (int i = 0; i < 1024; ++i) ASSERT_EQ(noter.tell(Note{i}), TellOutcome::delivered);
    EXPECT_EQ(noter.tryTell(Note{0}).first, TellOutcome::full);
    system().release(noter);
}

/// Tells a note, and notes the outcome.
class OutcomeTeller {
public:
    using Messages = MessageList<Note>;
    static constexpr auto name = "OutcomeTeller";
    OutcomeTeller(Ref<Noter> to, SharedSeen outcomes)
        : m_to(std::move(to)), m_outcomes(std::move(outcomes)) {}
    void on(Context& ctx, const Note& m) {
        m_outcomes->add(static_cast<std::int64_t>(ctx.tell(m_to, m)));
    }

private:
    Ref<Noter> m_to;
    SharedSeen m_outcomes;
};

// S3.4: unless told otherwise, a full mailbox refuses an actor and holds up the outside.
TEST_P(FullMailbox, ByDefaultAnActorIsRefusedAndTheOutsideWaits) {
    const auto seen = std::make_shared<Seen>();
    const auto outcomes = std::make_shared<Seen>();
    const auto noter = spawn<Noter>({.name = "noter", .mailbox = {.capacity = 1}}, seen);
    const auto teller = spawnUnbounded<OutcomeTeller>("teller", noter, outcomes);
    hold(noter);
    EXPECT_EQ(noter.tell(Note{1}), TellOutcome::delivered);

    teller.tell(Note{2});
    ASSERT_TRUE(awaitQuiet());
    const auto [outcome, back] = noter.tryTell(Note{3}, 2ms);

    EXPECT_EQ(outcomes->all(),
              std::vector<std::int64_t>{static_cast<std::int64_t>(TellOutcome::full)});
    EXPECT_EQ(outcome, TellOutcome::timedOut);
    EXPECT_TRUE(back.has_value());
    EXPECT_EQ(survivors(noter, seen), numbers(1, 1));
}

// S3.4
TEST_P(FullMailbox, ByDefaultTheOutsideGoesOnWhenThereIsRoom) {
    const auto seen = std::make_shared<Seen>();
    const auto noter = spawn<Noter>({.name = "noter", .mailbox = {.capacity = 1}}, seen);

    for (std::int64_t n = 1; n <= 2'000; ++n) {
        ASSERT_EQ(noter.tell(Note{n}), TellOutcome::delivered);
    }
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(seen->all(), numbers(1, 2'000));
    EXPECT_EQ(system().snapshot(noter).highWater, 1U);
}

// S3.4, D7: a sender outside waits, with a deadline, and gets its message back.
TEST_P(FullMailbox, BlockOutsideEndsWithTheDeadline) {
    const auto seen = std::make_shared<Seen>();
    const auto noter = spawnBounded<Noter>("noter", 1, Overflow::block, seen);
    hold(noter);
    EXPECT_EQ(noter.tell(Note{1}), TellOutcome::delivered);

    const auto [outcome, back] = noter.tryTell(Note{2}, 2ms);

    EXPECT_EQ(outcome, TellOutcome::timedOut);
    ASSERT_TRUE(back.has_value());
    EXPECT_EQ(back->n, 2);
    EXPECT_EQ(survivors(noter, seen), numbers(1, 1));
}

TEST_P(FullMailbox, BlockOutsideGoesOnWhenThereIsRoom) {
    const auto seen = std::make_shared<Seen>();
    const auto noter = spawnBounded<Noter>("noter", 2, Overflow::block, seen);

    for (std::int64_t n = 1; n <= 200; ++n) {
        ASSERT_EQ(noter.tell(Note{n}), TellOutcome::delivered);
    }
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(seen->all(), numbers(1, 200));
    EXPECT_LE(system().snapshot(noter).highWater, 2U);
}

// S3.4: under any number of senders.
TEST(FullMailboxLive, ABoundIsNeverPassedByAnyNumberOfSenders) {
    for (const Overflow overflow :
         {Overflow::fail, Overflow::block, Overflow::dropNewest, Overflow::dropOldest}) {
        System system({.workers = 2});
        const auto seen = std::make_shared<Seen>();
        SpawnOptions options;
        options.mailbox = {3, overflow};
        const auto noter = system.spawn<Noter>(std::move(options), seen);
        sync::Atomic<std::uint64_t> accepted{0};
        sync::Atomic<std::uint64_t> dropped{0};
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                for (int k = 0; k < 1000; ++k) {
                    const TellOutcome outcome = noter.tell(Note{k});
                    accepted.fetchAdd(outcome == TellOutcome::delivered ||
                                      outcome == TellOutcome::replaced);
                    dropped.fetchAdd(outcome == TellOutcome::dropped);
                }
            });
        }
        for (std::thread& thread : threads) thread.join();
        ASSERT_TRUE(system.awaitQuiet(20s));

        const ActorSnapshot snapshot = system.snapshot(noter);
        EXPECT_LE(snapshot.highWater, 3U) << toString(overflow);
        EXPECT_TRUE(snapshot.ledger.isBalanced()) << toString(overflow);
        EXPECT_EQ(snapshot.ledger.sent, accepted.load() + dropped.load()) << toString(overflow);
        EXPECT_EQ(snapshot.ledger.handled, seen->all().size()) << toString(overflow);
        if (overflow == Overflow::block) {
            EXPECT_EQ(seen->all().size(), 4000U);
        }
    }
}

struct Produce {
    std::int64_t from = 0;
    std::int64_t to = 0;
    static constexpr auto name = "Produce";
    static constexpr auto fields =
        troupe::fields(field("from", &Produce::from), field("to", &Produce::to));
};
struct AskMe {
    using Reply = std::int64_t;
    static constexpr auto name = "AskMe";
    static constexpr auto fields = troupe::fields();
};
/// Tells the first noter a row of numbers and then the other one the last of them.
class RowProducer {
public:
    using Messages = MessageList<Produce, Note, AskMe>;
    static constexpr auto name = "RowProducer";
    RowProducer(Ref<Noter> to, Ref<Noter> other, SharedSeen outcomes)
        : m_to(std::move(to)), m_other(std::move(other)), m_outcomes(std::move(outcomes)) {}
    void on(Context& ctx, const Produce& m) {
        for (std::int64_t n = m.from; n <= m.to; ++n) add(ctx.tell<Note>(m_to, n));
        if (m_other) add(ctx.tell<Note>(m_other, m.to));
    }
    void on(const Note& m) { m_outcomes->add(m.n); }
    std::int64_t on(Context& ctx, const AskMe&) {
        add(ctx.tell<Note>(m_to, 99));
        return 7;
    }

private:
    void add(TellOutcome outcome) { m_outcomes->add(static_cast<std::int64_t>(outcome)); }
    Ref<Noter> m_to;
    Ref<Noter> m_other;
    SharedSeen m_outcomes;
};
constexpr auto kDelivered = static_cast<std::int64_t>(TellOutcome::delivered);
constexpr auto kWaiting = static_cast<std::int64_t>(TellOutcome::waiting);

// D8: nothing stops the handler; the outbox keeps the order, to whomever; no user message is
// taken until it is empty.
TEST_P(FullMailbox, BlockFromAnActorFillsItsOutboxInOrder) {
    const auto seen = std::make_shared<Seen>();
    const auto other = std::make_shared<Seen>();
    const auto outcomes = std::make_shared<Seen>();
    const auto noter = spawnBounded<Noter>("noter", 2, Overflow::block, seen);
    const auto second = spawnUnbounded<Noter>("second", other);
    const auto producer = spawnUnbounded<RowProducer>("producer", noter, second, outcomes);
    hold(noter);

    producer.tell(Produce{1, 4});
    producer.tell(Note{-5});
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(outcomes->all(),
              (std::vector<std::int64_t>{kDelivered, kDelivered, kWaiting, kWaiting, kWaiting}));
    EXPECT_TRUE(other->all().empty()); // behind what waits, though there is room
    EXPECT_EQ(ledger(noter).sent, 2U); // a message in an outbox is not yet sent
    EXPECT_EQ(system().snapshot(producer).depth, 1U);

    EXPECT_EQ(survivors(noter, seen), numbers(1, 4));
    EXPECT_EQ(other->all(), numbers(4, 4));
    EXPECT_EQ(outcomes->all().back(), -5); // now it takes messages again
    EXPECT_LE(system().snapshot(noter).highWater, 2U);
}

// D8: replies never wait.
TEST_P(FullMailbox, AReplyDoesNotWaitBehindTheOutbox) {
    const auto outcomes = std::make_shared<Seen>();
    const auto noter = spawnBounded<Noter>("noter", 1, Overflow::block, std::make_shared<Seen>());
    const auto producer = spawnUnbounded<RowProducer>("producer", noter, Ref<Noter>(), outcomes);
    hold(noter);
    EXPECT_EQ(noter.tell(Note{1}), TellOutcome::delivered);

    EXPECT_EQ(producer.ask<AskMe>(5s).get().value(), 7);

    EXPECT_EQ(outcomes->all(), std::vector<std::int64_t>{kWaiting});
    system().release(noter);
}

// D8: those who wait are served in order.
TEST_P(FullMailbox, WaitersAreServedInTheOrderTheyCame) {
    const auto seen = std::make_shared<Seen>();
    const auto outcomes = std::make_shared<Seen>();
    const auto noter = spawnBounded<Noter>("noter", 1, Overflow::block, seen);
    hold(noter);
    EXPECT_EQ(noter.tell(Note{0}), TellOutcome::delivered);
    for (std::int64_t n = 1; n <= 8; ++n) {
        spawnUnbounded<RowProducer>("producer", noter, Ref<Noter>(), outcomes).tell(Produce{n, n});
        ASSERT_TRUE(awaitQuiet());
    }

    EXPECT_EQ(survivors(noter, seen), numbers(0, 8));
}

/// Tells itself more than its mailbox holds.
class SelfTeller {
public:
    using Messages = MessageList<Produce, Note>;
    static constexpr auto name = "SelfTeller";
    explicit SelfTeller(SharedSeen outcomes) : m_outcomes(std::move(outcomes)) {}
    void on(Context& ctx, const Produce& m) {
        for (std::int64_t n = m.from; n <= m.to; ++n) {
            m_outcomes->add(static_cast<std::int64_t>(ctx.tell<Note>(ctx.self<SelfTeller>(), n)));
        }
    }
    void on(const Note&) {}

private:
    SharedSeen m_outcomes;
};

// D8
TEST_P(FullMailbox, ATellToItsOwnFullMailboxIsFull) {
    const auto outcomes = std::make_shared<Seen>();
    const auto teller = spawnBounded<SelfTeller>("self", 2, Overflow::block, outcomes);

    teller.tell(Produce{1, 3});
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(outcomes->all(),
              (std::vector<std::int64_t>{kDelivered, kDelivered,
                                         static_cast<std::int64_t>(TellOutcome::full)}));
}

/// Suspends at each send.
class Sender1 {
public:
    using Messages = MessageList<Produce>;
    static constexpr auto name = "Sender1";
    Sender1(Ref<Noter> to, SharedSeen outcomes)
        : m_to(std::move(to)), m_outcomes(std::move(outcomes)) {}
    Task<> on(Context& ctx, const Produce& m) {
        for (std::int64_t n = m.from; n <= m.to; ++n) {
            const TellOutcome outcome = co_await ctx.send<Note>(m_to, n);
            m_outcomes->add(static_cast<std::int64_t>(outcome));
        }
    }

private:
    Ref<Noter> m_to;
    SharedSeen m_outcomes;
};

// D8
TEST_P(FullMailbox, AnAwaitedSendSuspendsUntilThereIsRoom) {
    const auto seen = std::make_shared<Seen>();
    const auto outcomes = std::make_shared<Seen>();
    const auto noter = spawnBounded<Noter>("noter", 1, Overflow::block, seen);
    const auto sender = spawnUnbounded<Sender1>("sender", noter, outcomes);
    hold(noter);

    sender.tell(Produce{1, 5});
    ASSERT_TRUE(awaitQuiet());
    EXPECT_EQ(outcomes->all(), std::vector<std::int64_t>{kDelivered});
    EXPECT_EQ(ledger(sender).inHandler, 1U); // D11: a suspended turn

    EXPECT_EQ(survivors(noter, seen), numbers(1, 5));
    EXPECT_EQ(outcomes->all(), std::vector<std::int64_t>(5, kDelivered));
}

// D8: the receiver stops while a message waits for it.
TEST_P(FullMailbox, AMessageThatWaitsForAStoppedReceiverIsDead) {
    const auto outcomes = std::make_shared<Seen>();
    const auto noter = spawnBounded<Noter>("noter", 1, Overflow::block, std::make_shared<Seen>());
    const auto sender = spawnUnbounded<Sender1>("sender", noter, outcomes);
    hold(noter);
    sender.tell(Produce{1, 2});
    ASSERT_TRUE(awaitQuiet());

    system().stop(noter);
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(outcomes->all(), (std::vector<std::int64_t>{
                                   kDelivered, static_cast<std::int64_t>(TellOutcome::dead)}));
    EXPECT_EQ(dead(noter, DeadReason::stopped), 2U);
}

struct Unique {
    std::unique_ptr<int> value;
    static constexpr auto name = "Unique";
    static constexpr auto fields = troupe::fields();
};
class Keeper {
public:
    using Messages = MessageList<Unique>;
    static constexpr auto name = "Keeper";
    explicit Keeper(SharedSeen seen) : m_seen(std::move(seen)) {}
    void on(Unique&& m) { m_seen->add(*m.value); }

private:
    SharedSeen m_seen;
};

// S3.5, D6
TEST_P(FullMailbox, ARefusedMoveOnlyMessageIsHandedBack) {
    const auto seen = std::make_shared<Seen>();
    const auto keeper = spawnBounded<Keeper>("keeper", 1, Overflow::fail, seen);
    hold(keeper);
    EXPECT_EQ(keeper.tell(Unique{std::make_unique<int>(1)}), TellOutcome::delivered);

    auto [outcome, back] = keeper.tryTell(Unique{std::make_unique<int>(2)});

    EXPECT_EQ(outcome, TellOutcome::full);
    ASSERT_TRUE(back.has_value() && back->value);
    EXPECT_EQ(*back->value, 2);
    system().release(keeper);
    ASSERT_TRUE(awaitQuiet());
    EXPECT_EQ(keeper.tryTell(std::move(*back)).first, TellOutcome::delivered);
    ASSERT_TRUE(awaitQuiet());
    EXPECT_EQ(seen->all(), numbers(1, 2));
}

// D10: a change of the policy while it runs; what is queued stays, in its order.
TEST_P(FullMailbox, AChangedPolicyKeepsTheQueueAndItsOrder) {
    const auto seen = std::make_shared<Seen>();
    const auto noter = spawnBounded<Noter>("noter", 100, Overflow::fail, seen);
    hold(noter);
    for (std::int64_t n = 1; n <= 3; ++n) noter.tell(Note{n});
    system().setMailbox(noter, {100, Overflow::dropOldest});
    ASSERT_TRUE(awaitQuiet());
    for (std::int64_t n = 4; n <= 6; ++n) noter.tell(Note{n});
    system().setMailbox(noter, {100, Overflow::unbounded});
    ASSERT_TRUE(awaitQuiet());
    for (std::int64_t n = 7; n <= 9; ++n) noter.tell(Note{n});

    EXPECT_EQ(survivors(noter, seen), numbers(1, 9));
}

// D8, D10: more room lets waiters in.
TEST_P(FullMailbox, AWiderBoundLetsWaitersIn) {
    const auto seen = std::make_shared<Seen>();
    const auto outcomes = std::make_shared<Seen>();
    const auto noter = spawnBounded<Noter>("noter", 1, Overflow::block, seen);
    const auto sender = spawnUnbounded<Sender1>("sender", noter, outcomes);
    hold(noter);
    sender.tell(Produce{1, 3});
    ASSERT_TRUE(awaitQuiet());

    system().setMailbox(noter, {3, Overflow::block});
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(outcomes->all(), std::vector<std::int64_t>(3, kDelivered));
    EXPECT_EQ(survivors(noter, seen), numbers(1, 3));
}

/// Two turns of it wait for room at once: that of a message and that of a tick.
class TwiceWaiting {
public:
    using Messages = MessageList<Produce, Note, AskMe>;
    static constexpr auto name = "TwiceWaiting";
    TwiceWaiting(Ref<Noter> to, SharedSeen outcomes)
        : m_to(std::move(to)), m_outcomes(std::move(outcomes)) {}
    Task<> on(Context& ctx, const Produce& m) {
        ctx.after(1ms, Note{m.to});
        const TellOutcome outcome = co_await ctx.send<Note>(m_to, m.from);
        m_outcomes->add(100 + static_cast<std::int64_t>(outcome));
    }
    Task<> on(Context& ctx, const Note& m) {
        m_outcomes->add(0);
        const TellOutcome outcome = co_await ctx.send<Note>(m_to, m.n);
        m_outcomes->add(200 + static_cast<std::int64_t>(outcome));
    }
    std::int64_t on(const AskMe&) { return 1; }

private:
    Ref<Noter> m_to;
    SharedSeen m_outcomes;
};

// D8, D12
TEST_P(FullMailbox, TwoTurnsOfOneActorMayWaitForRoom) {
    const auto seen = std::make_shared<Seen>();
    const auto outcomes = std::make_shared<Seen>();
    const auto noter = spawnBounded<Noter>("noter", 1, Overflow::block, seen);
    const auto sender = spawnUnbounded<TwiceWaiting>("sender", noter, outcomes);
    hold(noter);
    EXPECT_EQ(noter.tell(Note{1}), TellOutcome::delivered);
    sender.tell(Produce{2, 3});
    ASSERT_TRUE(awaitSo([&] { return outcomes->all().size() == 1; })); // the tick waits too

    EXPECT_EQ(survivors(noter, seen), numbers(1, 3));

    EXPECT_EQ(outcomes->all(), (std::vector<std::int64_t>{0, 100 + kDelivered, 200 + kDelivered}));
    EXPECT_EQ(sender.ask<AskMe>(24h).get().value(), 1);
}

} // namespace
} // namespace troupe::testing

// Messages and mailboxes: S2.1, S2.2, S3.1, S3.2, S3.3, S3.5, S3.6, S3.7, D11, D12.
#include <latch>
#include <thread>

#include "support/behaviour_actors.h"

namespace troupe::testing {
namespace {

class Mailbox : public EngineTest {
protected:
    /// A held actor that tries a failing message twice more; one such and a note are queued.
    Ref<Noter> heldWithAFailureAndANote(const SupervisorRef& supervisor,
                                        const std::shared_ptr<Seen>& seen) {
        SpawnOptions options;
        options.name = "noter";
        options.supervisor = supervisor;
        options.failing.retries = 2;
        const auto noter = spawn<Noter>(std::move(options), seen);
        hold(noter);
        noter.tell(Boom{});
        noter.tell(Note{1});
        return noter;
    }
};
INSTANTIATE_TEST_SUITE_P(On, Mailbox, ::testing::ValuesIn(kEverywhere), nameOf);

/// Tells a Noter a row of numbers in one turn.
struct Row {
    std::int64_t from = 0;
    std::int64_t to = 0;
    static constexpr auto name = "Row";
    static constexpr auto fields = troupe::fields(field("from", &Row::from), field("to", &Row::to));
};
class Teller {
public:
    using Messages = MessageList<Row>;
    static constexpr auto name = "Teller";
    explicit Teller(Ref<Noter> to) : m_to(std::move(to)) {}
    void on(Context& ctx, const Row& m) {
        for (std::int64_t n = m.from; n <= m.to; ++n) ctx.tell<Note>(m_to, n);
    }

private:
    Ref<Noter> m_to;
};

std::vector<std::int64_t> onlyFrom(const std::vector<std::int64_t>& all, std::int64_t hundreds) {
    std::vector<std::int64_t> some;
    for (const std::int64_t n : all) {
        if (n / 100 == hundreds) some.push_back(n);
    }
    return some;
}

// S3.1
TEST_P(Mailbox, KeepsTheOrderOfEachSender) {
    const auto seen = std::make_shared<Seen>();
    const auto noter = spawnUnbounded<Noter>("noter", seen);
    for (std::int64_t sender = 1; sender <= 4; ++sender) {
        spawnUnbounded<Teller>("teller", noter).tell(Row{sender * 100, sender * 100 + 49});
    }

    ASSERT_TRUE(awaitQuiet());

    ASSERT_EQ(seen->all().size(), 200U); // at most once, and none is lost
    for (std::int64_t sender = 1; sender <= 4; ++sender) {
        EXPECT_EQ(onlyFrom(seen->all(), sender), numbers(sender * 100, sender * 100 + 49));
    }
}

/// Tells `first` to its noter, then tells a friend to tell it `second`.
struct Pass {
    std::int64_t n = 0;
    static constexpr auto name = "Pass";
    static constexpr auto fields = troupe::fields(field("n", &Pass::n));
};
class Passer {
public:
    using Messages = MessageList<Pass>;
    static constexpr auto name = "Passer";
    Passer(Ref<Noter> noter, Ref<Passer> next)
        : m_noter(std::move(noter)), m_next(std::move(next)) {}
    void on(Context& ctx, const Pass& m) {
        ctx.tell<Note>(m_noter, m.n);
        if (m_next) ctx.tell<Pass>(m_next, m.n + 1);
    }

private:
    Ref<Noter> m_noter;
    Ref<Passer> m_next;
};

// S3.1, D20: what was sent before, also through others, arrives before.
TEST_P(Mailbox, DeliversCausally) {
    const auto seen = std::make_shared<Seen>();
    const auto noter = spawnUnbounded<Noter>("noter", seen);
    Ref<Passer> last;
    for (int i = 0; i < 5; ++i) last = spawnUnbounded<Passer>("passer", noter, last);

    for (int round = 0; round < 20; ++round) {
        last.tell(Pass{round * 100});
        ASSERT_TRUE(awaitQuiet());
    }

    std::vector<std::int64_t> expected;
    for (int round = 0; round < 20; ++round) {
        for (int i = 0; i < 5; ++i) expected.push_back(round * 100 + i);
    }
    EXPECT_EQ(seen->all(), expected);
}

/// Is in its handler with how many others of itself?
class Alone {
public:
    using Messages = MessageList<Note>;
    static constexpr auto name = "Alone";
    explicit Alone(SharedSeen seen) : m_seen(std::move(seen)) {}
    void on(const Note& m) {
        m_inside = m_inside + 1;
        m_sum = m_sum + m.n;
        if (m_inside != 1) m_seen->add(m_inside);
        m_inside = m_inside - 1;
        if (m.n == 0) m_seen->add(m_sum);
    }

private:
    SharedSeen m_seen;
    std::int64_t m_inside = 0;
    std::int64_t m_sum = 0;
};

// S3.1: unprotected state of an actor survives senders on four threads.
TEST(MailboxLive, OneHandlerAtATimeForOneActorUnderManySenders) {
    System system({.workers = 4});
    const auto seen = std::make_shared<Seen>();
    SpawnOptions options;
    options.mailbox.overflow = Overflow::unbounded;
    const auto alone = system.spawn<Alone>(std::move(options), seen);
    std::vector<std::thread> threads;

    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&alone] {
            for (int k = 0; k < 5000; ++k) alone.tell(Note{1});
        });
    }
    for (std::thread& thread : threads) thread.join();
    alone.tell(Note{0});
    ASSERT_TRUE(system.awaitQuiet(20s));

    EXPECT_EQ(seen->all(), std::vector<std::int64_t>{20000});
    EXPECT_TRUE(system.snapshot(alone).ledger.isBalanced());
}

/// Counts copies of its payload: a message is a value, moved on its way.
struct Parcel {
    std::vector<std::int64_t> content;
    static constexpr auto name = "Parcel";
    static constexpr auto fields = troupe::fields(field("content", &Parcel::content));
};
class Opener {
public:
    using Messages = MessageList<Parcel>;
    static constexpr auto name = "Opener";
    explicit Opener(SharedSeen seen) : m_seen(std::move(seen)) {}
    void on(const Parcel& m) {
        for (const std::int64_t n : m.content) m_seen->add(n);
    }

private:
    SharedSeen m_seen;
};

// S3.1
TEST_P(Mailbox, AMessageIsAValueThatLaterChangesDoNotReach) {
    const auto seen = std::make_shared<Seen>();
    const auto opener = spawnUnbounded<Opener>("opener", seen);
    hold(opener);
    Parcel parcel{{1, 2, 3}};

    opener.tell(parcel);
    parcel.content.clear();
    system().release(opener);
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(seen->all(), numbers(1, 3));
}

// S3.2: a stop goes before the messages that were queued earlier.
TEST_P(Mailbox, AStopOvertakesQueuedMessages) {
    const auto seen = std::make_shared<Seen>();
    const auto noter = spawnUnbounded<Noter>("noter", seen);
    hold(noter);
    for (std::int64_t n = 1; n <= 5; ++n) noter.tell(Note{n});

    system().stop(noter);
    system().release(noter);
    ASSERT_TRUE(system().awaitStopped(noter));

    EXPECT_TRUE(seen->all().empty());
    EXPECT_EQ(dead(noter, DeadReason::stopped), 5U);
}

// S3.2, S3.6
TEST_P(Mailbox, AKillGoesBeforeEverythingAndNamesItsReason) {
    const auto seen = std::make_shared<Seen>();
    const auto noter = spawnUnbounded<Noter>("noter", seen);
    hold(noter);
    for (std::int64_t n = 1; n <= 5; ++n) noter.tell(Note{n});

    system().kill(noter);
    ASSERT_TRUE(system().awaitStopped(noter));

    EXPECT_TRUE(seen->all().empty());
    EXPECT_EQ(dead(noter, DeadReason::killed), 5U);
}

struct Begin {
    static constexpr auto name = "Begin";
    static constexpr auto fields = troupe::fields();
};
/// In its first turn: sets a timer that is due at once, tells itself, and is busy until then.
class Ticker {
public:
    using Messages = MessageList<Begin, Note>;
    static constexpr auto name = "Ticker";
    explicit Ticker(SharedSeen seen) : m_seen(std::move(seen)) {}
    void on(Context& ctx, const Begin&) {
        ctx.after(1ms, Note{1});
        ctx.tell<Note>(ctx.self<Ticker>(), 2);
        ctx.work(5ms);
    }
    void on(const Note& m) { m_seen->add(m.n); }

private:
    SharedSeen m_seen;
};

// S3.2, D12: replies and timers go before user messages.
TEST(MailboxLive, ATimerTickOvertakesAUserMessageThatWaits) {
    System system({.workers = 1});
    const auto seen = std::make_shared<Seen>();
    const auto ticker = system.spawn<Ticker>("ticker", seen);

    ticker.tell(Begin{});
    ASSERT_TRUE(system.awaitQuiet(20s));

    EXPECT_EQ(seen->all(), numbers(1, 2));
}

class Stopper {
public:
    using Messages = MessageList<Begin, Note>;
    static constexpr auto name = "Stopper";
    explicit Stopper(SharedSeen seen) : m_seen(std::move(seen)) {}
    void on(Context& ctx, const Begin&) {
        ctx.system().kill(ctx.selfAny());
        ctx.stop();
        m_seen->add(1);
        ctx.tell<Note>(ctx.self<Stopper>(), 2);
        m_seen->add(3);
    }
    void on(const Note& m) { m_seen->add(m.n); }

private:
    SharedSeen m_seen;
};

// S3.2: the kill waits for the end of the turn.
TEST_P(Mailbox, ARunningTurnIsNeverInterrupted) {
    const auto seen = std::make_shared<Seen>();
    const auto stopper = spawnUnbounded<Stopper>("stopper", seen);

    stopper.tell(Begin{});
    ASSERT_TRUE(system().awaitStopped(stopper));

    EXPECT_EQ(seen->all(), (std::vector<std::int64_t>{1, 3}));
}

// S3.2: lanes above user are never bounded and never dropped.
TEST_P(Mailbox, AFullMailboxTakesSignalsAsEver) {
    const auto seen = std::make_shared<Seen>();
    const auto noter = spawnBounded<Noter>("noter", 1, Overflow::fail, seen);
    hold(noter);
    EXPECT_EQ(noter.tell(Note{1}), TellOutcome::delivered);
    EXPECT_EQ(noter.tell(Note{2}), TellOutcome::full);

    for (int i = 0; i < 100; ++i) {
        system().hold(noter);
        system().release(noter);
    }
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(seen->all(), numbers(1, 1));
}

/// Blocks its thread until the test lets it go.
class Plug {
public:
    using Messages = MessageList<Begin>;
    static constexpr auto name = "Plug";
    Plug(std::latch* entered, std::latch* leave) : m_entered(entered), m_leave(leave) {}
    void on(const Begin&) {
        m_entered->count_down();
        m_leave->wait();
    }

private:
    std::latch* m_entered;
    std::latch* m_leave;
};

std::size_t longestRun(const std::vector<std::int64_t>& of, std::int64_t end) {
    std::size_t longest = 0;
    std::size_t run = 0;
    std::int64_t before = -1;
    std::size_t left[2] = {100, 100};
    for (const std::int64_t n : of) {
        const std::int64_t who = n / 1000;
        run = who == before ? run + 1 : 1;
        before = who;
        --left[who];
        // only while the other one has something to do
        if (left[1 - who] > 0) longest = std::max(longest, run);
    }
    EXPECT_EQ(static_cast<std::int64_t>(of.size()), end);
    return longest;
}

/// Two actors with 100 messages each on one worker; how many in a row one of them handles.
std::size_t runWithQuantum(std::uint32_t quantum) {
    System system({.workers = 1, .quantum = quantum});
    const auto seen = std::make_shared<Seen>();
    std::latch entered(1);
    std::latch leave(1);
    const auto plug = system.spawn<Plug>("plug", &entered, &leave);
    const auto a = system.spawn<Noter>("a", seen);
    const auto b = system.spawn<Noter>("b", seen);
    EXPECT_TRUE(system.awaitQuiet(20s));
    plug.tell(Begin{});
    entered.wait();
    for (std::int64_t n = 0; n < 100; ++n) {
        a.tell(Note{n});
        b.tell(Note{1000 + n});
    }
    leave.count_down();
    EXPECT_TRUE(system.awaitQuiet(20s));
    return longestRun(seen->all(), 200);
}

// S3.3
TEST(MailboxLive, AnActorGivesWayAfterSixteenMessages) {
    EXPECT_EQ(runWithQuantum(16), 16U);
    EXPECT_EQ(runWithQuantum(1), 1U);
}

// S3.3: unlimited, an actor keeps its worker for as long as it has messages.
TEST(MailboxLive, WithoutAQuantumOneActorStarvesTheOther) {
    EXPECT_EQ(runWithQuantum(UINT32_MAX), 100U);
}

/// Tells another actor 16 numbers a turn, and itself to go on.
class Producer {
public:
    using Messages = MessageList<Begin>;
    static constexpr auto name = "Producer";
    Producer(Ref<Noter> to, std::int64_t turns) : m_to(std::move(to)), m_left(turns) {}
    void on(Context& ctx, const Begin&) {
        for (std::int64_t n = 0; n < 16; ++n) ctx.tell<Note>(m_to, n);
        if (--m_left > 0) ctx.tell<Begin>(ctx.self<Producer>());
    }

private:
    Ref<Noter> m_to;
    std::int64_t m_left;
};

// S3.3, decision 10: what it sends counts to its share, so its consumer keeps up.
TEST(MailboxLive, AProducerDoesNotRunAwayFromItsConsumer) {
    System system({.workers = 1});
    const auto seen = std::make_shared<Seen>();
    const auto consumer = system.spawn<Noter>("consumer", seen);
    const auto producer = system.spawn<Producer>("producer", consumer, std::int64_t{50});
    producer.tell(Begin{});
    ASSERT_TRUE(system.awaitQuiet(20s));

    EXPECT_EQ(seen->all().size(), 800U);
    EXPECT_LE(system.snapshot(consumer).highWater, 32U);
}

/// Lets a latch go from a thread of its own when its timer fires.
class Alarm {
public:
    using Messages = MessageList<Begin, Note>;
    static constexpr auto name = "Alarm";
    explicit Alarm(std::latch* leave) : m_leave(leave) {}
    void on(Context& ctx, const Begin&) { ctx.after(30ms, Note{1}); }
    void on(const Note&) { m_leave->count_down(); }

private:
    std::latch* m_leave;
};
/// A long first turn, which gives another one something to do, then short ones.
class LongTurn {
public:
    using Messages = MessageList<Begin, Note>;
    static constexpr auto name = "LongTurn";
    LongTurn(std::latch* entered, std::latch* leave, SharedSeen seen, Ref<Noter> other)
        : m_entered(entered), m_leave(leave), m_seen(std::move(seen)), m_other(std::move(other)) {}
    void on(Context& ctx, const Begin&) {
        ctx.tell<Note>(m_other, 1);
        m_entered->count_down();
        m_leave->wait();
    }
    void on(const Note& m) { m_seen->add(m.n); }

private:
    std::latch* m_entered;
    std::latch* m_leave;
    SharedSeen m_seen;
    Ref<Noter> m_other;
};

// S3.3: 2 ms, whatever the number of messages.
TEST(MailboxLive, AnActorGivesWayAfterTwoMillisecondsToo) {
    System system({.workers = 1, .quantum = UINT32_MAX});
    const auto seen = std::make_shared<Seen>();
    std::latch entered(1);
    std::latch leave(1);
    SpawnOptions dedicated;
    dedicated.dedicated = true;
    const auto alarm = system.spawn<Alarm>(std::move(dedicated), &leave);
    const auto other = system.spawn<Noter>("other", seen);
    const auto longTurn = system.spawn<LongTurn>("long", &entered, &leave, seen, other);
    ASSERT_TRUE(system.awaitQuiet(20s));

    longTurn.tell(Begin{});
    entered.wait();
    longTurn.tell(Note{2});
    alarm.tell(Begin{});
    ASSERT_TRUE(system.awaitQuiet(20s));

    EXPECT_EQ(seen->all(), numbers(1, 2));
}

// S3.5, D7
TEST_P(Mailbox, ATellToAStoppedActorIsDeadAndNeverThrows) {
    const auto noter = spawnUnbounded<Noter>("noter", std::make_shared<Seen>());
    system().stop(noter);
    ASSERT_TRUE(system().awaitStopped(noter));

    EXPECT_EQ(noter.tell(Note{1}), TellOutcome::dead);
    EXPECT_EQ(Ref<Noter>().tell(Note{1}), TellOutcome::dead);
    EXPECT_EQ(dead(noter, DeadReason::stopped), 1U);
}

/// Tells nobody.
class Lonely {
public:
    using Messages = MessageList<Begin>;
    static constexpr auto name = "Lonely";
    explicit Lonely(SharedSeen seen) : m_seen(std::move(seen)) {}
    void on(Context& ctx, const Begin&) {
        m_seen->add(static_cast<std::int64_t>(ctx.tell<Note>(Ref<Noter>(), 1)));
    }

private:
    SharedSeen m_seen;
};

// S3.6, D11: the row `nobody`.
TEST_P(Mailbox, AMessageToNobodyIsADeadLetterOfWhatNeverExisted) {
    const auto seen = std::make_shared<Seen>();
    const auto lonely = spawnUnbounded<Lonely>("lonely", seen);

    lonely.tell(Begin{});
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(seen->all(), std::vector<std::int64_t>{static_cast<std::int64_t>(TellOutcome::dead)});
    EXPECT_EQ(system().toNobody(), 1U);
    if (!GetParam().isRecorded) return;
    std::int64_t told = 0;
    for (const auto& e : events()) {
        told += e.header.kind == EventKind::deadLetter && e.header.actor == 0 &&
                e.header.peer == lonely.id().number &&
                DeadReason{e.header.detail} == DeadReason::neverExisted;
    }
    EXPECT_EQ(told, 1);
}

// S3.6
TEST_P(Mailbox, AMessageTheActorDoesNotListIsUnhandled) {
    const auto noter = spawnUnbounded<Noter>("noter", std::make_shared<Seen>());

    EXPECT_EQ(noter.any().tell(Row{1, 2}), TellOutcome::delivered);
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(dead(noter, DeadReason::unhandled), 1U);
    EXPECT_EQ(ledger(noter).handled, 0U);
}

// S3.6
TEST_P(Mailbox, TheMessageWhoseHandlerThrewIsFailedAndTheRestStopped) {
    const auto seen = std::make_shared<Seen>();
    const auto noter = spawnUnbounded<Noter>("noter", seen);
    hold(noter);
    noter.tell(Boom{});
    noter.tell(Note{1});
    system().release(noter);

    ASSERT_TRUE(system().awaitStopped(noter));

    EXPECT_EQ(dead(noter, DeadReason::failed), 1U);
    EXPECT_EQ(dead(noter, DeadReason::stopped), 1U);
    EXPECT_TRUE(seen->all().empty());
}

// S3.6, S5.2: tried again, then put away; the others wait behind it.
TEST_P(Mailbox, AMessageThatFailsAgainAndAgainIsQuarantined) {
    const auto seen = std::make_shared<Seen>();
    const auto pool =
        system().spawnSupervisor({.name = "pool", .budget = {10, 5s}, .backoff = {1ms, 1.0, 1ms}});
    const auto noter = heldWithAFailureAndANote(pool, seen);

    system().release(noter);
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(dead(noter, DeadReason::quarantined), 1U);
    EXPECT_EQ(seen->all(), numbers(1, 1));
    EXPECT_EQ(system().snapshot(noter).incarnation, 4U);
}

// S3.6, S3.7: what waits to be tried again is stopped with the rest, and counted.
TEST_P(Mailbox, AStopWhileAMessageWaitsForItsRetryLeavesNothing) {
    const auto seen = std::make_shared<Seen>();
    const auto pool =
        system().spawnSupervisor({.name = "pool", .budget = {10, 5s}, .backoff = {1h, 1.0, 1h}});
    const auto noter = heldWithAFailureAndANote(pool, seen);
    system().release(noter);
    ASSERT_TRUE(awaitSo([&] {
        const Status now = system().snapshot(noter).status;
        return now == Status::crashed || now == Status::restarting;
    }));

    system().stop(noter);
    ASSERT_TRUE(system().awaitStopped(noter));

    EXPECT_EQ(dead(noter, DeadReason::stopped), 2U);
    EXPECT_EQ(ledger(noter).queued, 0U);
    EXPECT_TRUE(seen->all().empty());
}

// S2.1, S2.2: the cell stays – identity, mailbox, counts –, the incarnation is a new one.
TEST_P(Mailbox, ARestartKeepsIdentityMailboxAndCounts) {
    const auto seen = std::make_shared<Seen>();
    const auto pool = system().spawnSupervisor({.name = "pool", .backoff = {1ms, 1.0, 1ms}});
    SpawnOptions options;
    options.name = "noter";
    options.supervisor = pool;
    const auto noter = spawn<Noter>(std::move(options), seen);
    const ActorId id = noter.id();
    hold(noter);
    noter.tell(Note{1});
    noter.tell(Boom{});
    noter.tell(Note{2});

    system().release(noter);
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(seen->all(), numbers(1, 2));
    EXPECT_EQ(noter.id(), id);
    const ActorSnapshot snapshot = system().snapshot(noter);
    EXPECT_EQ(snapshot.incarnation, 2U);
    EXPECT_EQ(snapshot.highWater, 3U);
    EXPECT_EQ(snapshot.ledger.sent, 3U);
    EXPECT_EQ(snapshot.ledger.handled, 2U);
    if (!GetParam().isRecorded) return;
    for (const auto& e : events()) { // S2.2: its number is in every event
        if (e.header.actor == id.number && e.header.kind == EventKind::began) {
            EXPECT_TRUE(e.header.incarnation == 1 || e.header.incarnation == 2);
        }
    }
}

/// Forwards, and may throw after that.
class Relay {
public:
    using Messages = MessageList<Note, Boom>;
    static constexpr auto name = "Relay";
    explicit Relay(Ref<Noter> to) : m_to(std::move(to)) {}
    void on(Context& ctx, const Note&) { ctx.forward(m_to); }
    void on(Context& ctx, const Boom&) {
        ctx.forward(m_to);
        throw std::runtime_error("after it was handed on");
    }

private:
    Ref<Noter> m_to;
};

// D11: a forwarded message is handled here and sent there, also where the handler throws later.
TEST_P(Mailbox, AForwardedMessageCountsInBothLedgers) {
    const auto seen = std::make_shared<Seen>();
    const auto noter = spawnUnbounded<Noter>("noter", seen);
    const auto relay = spawnUnbounded<Relay>("relay", noter);

    relay.tell(Note{1});
    ASSERT_TRUE(awaitQuiet());
    relay.tell(Boom{});
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(seen->all(), numbers(1, 1));
    EXPECT_EQ(ledger(relay).handled, 2U);
    EXPECT_EQ(ledger(noter).sent, 2U);
    EXPECT_EQ(dead(noter, DeadReason::failed), 1U);
}

// S3.7, D11: outcomes counted by senders, turns by the handler, against the actor's own counts.
TEST(MailboxLive, TheLedgerAgreesWithWhatSendersAndHandlersCounted) {
    System system({.workers = 2});
    const auto seen = std::make_shared<Seen>();
    SpawnOptions options;
    options.mailbox = {8, Overflow::fail, Overflow::fail};
    const auto noter = system.spawn<Noter>(std::move(options), seen);
    sync::Atomic<std::uint64_t> delivered{0};
    std::vector<std::thread> threads;

    for (int i = 0; i < 3; ++i) {
        threads.emplace_back([&] {
            for (int k = 0; k < 3000; ++k) {
                if (noter.tell(Note{k}) == TellOutcome::delivered) delivered.fetchAdd(1);
                // S3.7: a snapshot of a running actor never shows more out than in
                const Ledger l = system.snapshot(noter).ledger;
                EXPECT_LE(l.handled + l.deadTotal(), l.sent);
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    ASSERT_TRUE(system.awaitQuiet(20s));

    const ActorSnapshot snapshot = system.snapshot(noter);
    EXPECT_EQ(snapshot.ledger.sent, delivered.load());
    EXPECT_EQ(snapshot.ledger.handled, seen->all().size());
    EXPECT_TRUE(snapshot.ledger.isBalanced());
    EXPECT_LE(snapshot.highWater, 8U); // S3.4: never more than its bound
}

} // namespace
} // namespace troupe::testing

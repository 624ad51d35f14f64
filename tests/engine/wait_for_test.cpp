// Who waits for whom: S4.3, S4.4, D14.
#include <algorithm>

#include "support/behaviour_actors.h"

namespace troupe::testing {
namespace {

struct Pull {
    using Reply = std::int64_t;
    std::int64_t hops = 0;
    static constexpr auto name = "Pull";
    static constexpr auto fields = troupe::fields(field("hops", &Pull::hops));
};
struct Next;

/// One of a ring: asks the next one while there are hops left, and notes how its ask ended.
class Link {
public:
    using Messages = MessageList<Pull, Next>;
    static constexpr auto name = "Link";
    explicit Link(SharedSeen seen) : m_seen(std::move(seen)) {}
    Task<std::int64_t> on(Context& ctx, const Pull& m) {
        if (m.hops == 0) co_return 0;
        const AskResult<std::int64_t> r = co_await ctx.ask<Pull>(m_next, 1s, m.hops - 1);
        m_seen->add(noteOf(r));
        co_return r.ok() ? r.value() + 1 : 100;
    }
    void on(const Next& m);

private:
    SharedSeen m_seen;
    Ref<Link> m_next;
};
struct Next {
    Ref<Link> next;
    static constexpr auto name = "Next";
    static constexpr auto fields = troupe::fields(field("next", &Next::next));
};
void Link::on(const Next& m) {
    m_next = m.next;
}

/// Sends to its peer until its mailbox is full, then the peer does the same to it.
struct Flood {
    std::int64_t count = 0;
    static constexpr auto name = "Flood";
    static constexpr auto fields = troupe::fields(field("count", &Flood::count));
};
struct Peer;
class Flooder {
public:
    using Messages = MessageList<Flood, Note, Peer, Question>;
    static constexpr auto name = "Flooder";
    explicit Flooder(SharedSeen seen) : m_seen(std::move(seen)) {}
    void on(Context& ctx, const Flood& m) {
        for (std::int64_t i = 0; i < m.count; ++i) {
            m_seen->add(static_cast<std::int64_t>(ctx.tell<Note>(m_peer, i)));
        }
    }
    void on(const Note&) {}
    std::int64_t on(const Question& m) { return m.n; }
    void on(const Peer& m);

private:
    SharedSeen m_seen;
    Ref<Flooder> m_peer;
};
struct Peer {
    Ref<Flooder> peer;
    static constexpr auto name = "Peer";
    static constexpr auto fields = troupe::fields(field("peer", &Peer::peer));
};
void Flooder::on(const Peer& m) {
    m_peer = m.peer;
}

/// Hands every question on to whom it was told.
struct HandTo {
    AnyRef to;
    static constexpr auto name = "HandTo";
    static constexpr auto fields = troupe::fields(field("to", &HandTo::to));
};
class Desk {
public:
    using Messages = MessageList<Pull, HandTo>;
    static constexpr auto name = "Desk";
    std::int64_t on(Context& ctx, const Pull&) {
        ctx.forward(m_to);
        return 0;
    }
    void on(const HandTo& m) { m_to = m.to; }

private:
    AnyRef m_to;
};

/// Asks a desk while there are hops left.
class Visitor {
public:
    using Messages = MessageList<Pull>;
    static constexpr auto name = "Visitor";
    explicit Visitor(Ref<Desk> desk) : m_desk(std::move(desk)) {}
    Task<std::int64_t> on(Context& ctx, const Pull& m) {
        if (m.hops == 0) co_return 0;
        const AskResult<std::int64_t> r = co_await ctx.ask<Pull>(m_desk, 24h, m.hops - 1);
        co_return r.value() + 1;
    }

private:
    Ref<Desk> m_desk;
};

class WaitFor : public EngineTest {
protected:
    std::vector<Ref<Link>> ring(int size) {
        std::vector<Ref<Link>> links;
        for (int i = 0; i < size; ++i) links.push_back(spawnUnbounded<Link>("link", m_seen));
        for (int i = 0; i < size; ++i) {
            links[static_cast<std::size_t>(i)].tell(
                Next{links[static_cast<std::size_t>((i + 1) % size)]});
        }
        EXPECT_TRUE(awaitQuiet());
        return links;
    }
    std::int64_t noted(AskOutcome outcome) const {
        const auto all = m_seen->all();
        return std::count(all.begin(), all.end(), noteOf(outcome));
    }
    /// Actors of the only event of this kind, sorted.
    std::vector<std::uint32_t> cycle(EventKind kind) {
        std::vector<std::uint32_t> members;
        EXPECT_EQ(count(kind), 1);
        for (const auto& e : events()) {
            if (e.header.kind != kind) continue;
            PayloadReader in = e.reader();
            const std::uint64_t n = in.takeCount();
            for (std::uint64_t i = 0; i < n; ++i) members.push_back(in.takeReference().number);
        }
        std::sort(members.begin(), members.end());
        return members;
    }
    static std::vector<std::uint32_t> idsOf(const std::vector<Ref<Link>>& links) {
        std::vector<std::uint32_t> ids;
        for (const Ref<Link>& link : links) ids.push_back(link.id().number);
        return ids;
    }

    /// a waits for room at b; then b's turn sends to a until it has to wait too.
    std::pair<Ref<Flooder>, Ref<Flooder>> floodEachOther() {
        const auto a = spawnBounded<Flooder>("a", 1, Overflow::block, m_seen);
        const auto b = spawnBounded<Flooder>("b", 1, Overflow::block, m_seen);
        a.tell(Peer{b});
        b.tell(Peer{a});
        EXPECT_TRUE(awaitQuiet());
        hold(a);
        hold(b);
        EXPECT_EQ(a.tell(Flood{2}), TellOutcome::delivered);
        EXPECT_EQ(b.tell(Flood{2}), TellOutcome::delivered);
        system().release(a);
        EXPECT_TRUE(awaitQuiet());
        system().release(b);
        EXPECT_TRUE(awaitQuiet());
        return {a, b};
    }
    std::int64_t refusals() const {
        const auto all = m_seen->all();
        return std::count(all.begin(), all.end(), static_cast<std::int64_t>(TellOutcome::full));
    }

    SharedSeen m_seen = std::make_shared<Seen>();
};
INSTANTIATE_TEST_SUITE_P(On, WaitFor, ::testing::ValuesIn(kRecorded), nameOf);

// S4.3: a cycle of length one, whatever the policy.
TEST_P(WaitFor, AnActorThatAsksItselfFailsAtOnce) {
    begin(DeadlockPolicy::letTimeOut);
    const auto links = ring(1);

    EXPECT_EQ(links[0].ask<Pull>(24h, 1).get().value(), 100);

    EXPECT_EQ(noted(AskOutcome::wouldDeadlock), 1);
}

// S4.3, D14: named when it closes, exactly one victim, the others go on.
TEST_P(WaitFor, ADeadlockOfTwoHasExactlyOneVictim) {
    const auto links = ring(2);

    EXPECT_EQ(links[0].ask<Pull>(24h, 2).get().value(), 101);

    EXPECT_EQ(noted(AskOutcome::wouldDeadlock), 1);
    EXPECT_EQ(m_seen->all().size(), 2U);
    EXPECT_EQ(cycle(EventKind::deadlock), idsOf(links));
}

TEST_P(WaitFor, ADeadlockOfThreeHasExactlyOneVictim) {
    const auto links = ring(3);

    EXPECT_EQ(links[0].ask<Pull>(24h, 3).get().value(), 102);

    EXPECT_EQ(noted(AskOutcome::wouldDeadlock), 1);
    EXPECT_EQ(cycle(EventKind::deadlock), idsOf(links));
}

// S4.3: only told; the deadlines end it.
TEST_P(WaitFor, AReportedDeadlockEndsByItsDeadline) {
    begin(DeadlockPolicy::report);
    const auto links = ring(2);

    EXPECT_EQ(links[0].ask<Pull>(24h, 2).get().value(), 100);
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(noted(AskOutcome::wouldDeadlock), 0);
    EXPECT_GE(noted(AskOutcome::timeout), 1);
    EXPECT_EQ(cycle(EventKind::deadlock), idsOf(links));
}

// S4.3
TEST_P(WaitFor, LeftToTimeOutADeadlockIsNotTold) {
    begin(DeadlockPolicy::letTimeOut);
    const auto links = ring(2);

    EXPECT_EQ(links[0].ask<Pull>(24h, 2).get().value(), 100);
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(count(EventKind::deadlock), 0);
    EXPECT_GE(noted(AskOutcome::timeout), 1);
}

// D14: the edge is gone before the outcome can be seen: asking back at once is no cycle.
TEST_P(WaitFor, AnAnsweredAskLeavesNoEdge) {
    const auto links = ring(2);

    for (int i = 0; i < 200; ++i) {
        ASSERT_EQ(links[static_cast<std::size_t>(i % 2)].ask<Pull>(24h, 1).get().value(), 1);
    }

    EXPECT_EQ(count(EventKind::deadlock), 0);
    EXPECT_EQ(noted(AskOutcome::wouldDeadlock), 0);
}

// S4.3, D8, D14: senders that wait on each other's full mailboxes are a deadlock too; the message
// that would close it is not taken, and all goes on.
TEST_P(WaitFor, TwoFullMailboxesThatWaitForEachOtherHaveOneVictim) {
    const auto [a, b] = floodEachOther();

    EXPECT_EQ(ledger(a).queued, 0U);
    EXPECT_EQ(ledger(b).queued, 0U);
    // refused, or a dead letter where it waited in an outbox already
    const auto lost = static_cast<std::int64_t>(dead(a, DeadReason::overflowNewest) +
                                                dead(b, DeadReason::overflowNewest));
    EXPECT_EQ(refusals() + lost, 1);
    EXPECT_EQ(cycle(EventKind::deadlock),
              (std::vector<std::uint32_t>{a.id().number, b.id().number}));
}

// S4.3: where it is only told, they stay as they are.
TEST_P(WaitFor, TwoFullMailboxesThatWaitForEachOtherAreNamed) {
    begin(DeadlockPolicy::report);
    const auto [a, b] = floodEachOther();

    EXPECT_EQ(ledger(a).queued, 1U);
    EXPECT_EQ(ledger(b).queued, 1U);
    EXPECT_EQ(refusals(), 0);
    EXPECT_EQ(cycle(EventKind::deadlock),
              (std::vector<std::uint32_t>{a.id().number, b.id().number}));
}

// S4.4: even when this run was lucky.
TEST_P(WaitFor, ACycleInTheHistoryOfAsksIsAWarning) {
    const auto links = ring(2);

    EXPECT_EQ(links[0].ask<Pull>(5s, 1).get().value(), 1);
    EXPECT_EQ(count(EventKind::couldDeadlock), 0);
    EXPECT_EQ(links[1].ask<Pull>(5s, 1).get().value(), 1);

    EXPECT_EQ(cycle(EventKind::couldDeadlock), idsOf(links));
    EXPECT_EQ(count(EventKind::deadlock), 0);
    EXPECT_EQ(links[1].ask<Pull>(5s, 1).get().value(), 1);
    EXPECT_EQ(count(EventKind::couldDeadlock), 1); // once for each cycle
}

// S4.4: who gets a question handed on was asked by its asker too.
TEST_P(WaitFor, ACycleThatGoesThroughAForwardIsAWarning) {
    const auto toSecond = spawnUnbounded<Desk>("to second");
    const auto toFirst = spawnUnbounded<Desk>("to first");
    const auto first = spawnUnbounded<Visitor>("first", toSecond);
    const auto second = spawnUnbounded<Visitor>("second", toFirst);
    toSecond.tell(HandTo{second});
    toFirst.tell(HandTo{first});

    EXPECT_EQ(first.ask<Pull>(24h, 1).get().value(), 1);
    EXPECT_EQ(count(EventKind::couldDeadlock), 0);
    EXPECT_EQ(second.ask<Pull>(24h, 1).get().value(), 1);

    EXPECT_EQ(cycle(EventKind::couldDeadlock),
              (std::vector<std::uint32_t>{first.id().number, second.id().number}));
}

// S7.2: a wait that is told to begin is told to end, however it ends.
TEST_P(WaitFor, EveryWaitThatIsToldEnds) {
    const auto links = ring(2);
    EXPECT_EQ(links[0].ask<Pull>(24h, 1).get().value(), 1);
    EXPECT_EQ(links[0].ask<Pull>(24h, 2).get().value(), 101); // a victim
    const auto alone = ring(1);
    EXPECT_EQ(alone[0].ask<Pull>(24h, 1).get().value(), 100);
    floodEachOther();
    ASSERT_TRUE(awaitQuiet());

    EXPECT_GE(count(EventKind::waiting), 6);
    EXPECT_EQ(count(EventKind::waitEnded), count(EventKind::waiting));
}

/// Waits for room, and then asks itself.
class Absent {
public:
    using Messages = MessageList<Note, Question>;
    static constexpr auto name = "Absent";
    explicit Absent(Ref<Noter> to) : m_to(std::move(to)) {}
    Task<> on(Context& ctx, const Note&) {
        ctx.tell<Note>(m_to, 2);
        co_await ctx.ask<Question>(ctx.self<Absent>(), 24h);
    }
    std::int64_t on(const Question&) { return 0; }

private:
    Ref<Noter> m_to;
};

// S7.2: once, also where another wait came and went meanwhile.
TEST_P(WaitFor, AWaitForRoomIsToldOnceWhateverIsAskedMeanwhile) {
    const auto noter = spawnBounded<Noter>("noter", 1, Overflow::block, m_seen);
    const auto absent = spawnUnbounded<Absent>("absent", noter);
    hold(noter);
    noter.tell(Note{1});
    absent.tell(Note{0});
    ASSERT_TRUE(awaitSo([&] { return ledger(absent).handled == 1; }));

    system().release(noter);
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(count(EventKind::waiting), 2); // for room, for itself
    EXPECT_EQ(count(EventKind::waitEnded), 2);
}

// S4.3, D14: "ends by itself at" is the first of its deadlines.
TEST_P(WaitFor, ADeadlockTellsWhenItEndsByItself) {
    begin(DeadlockPolicy::report);
    const auto links = ring(2);
    const std::int64_t before = system().now();

    EXPECT_EQ(links[0].ask<Pull>(24h, 2).get().value(), 100);
    ASSERT_TRUE(awaitQuiet());

    for (const auto& e : events()) {
        if (e.header.kind != EventKind::deadlock) continue;
        PayloadReader in = e.reader();
        for (std::uint64_t n = in.takeCount(); n > 0; --n) in.takeReference();
        const std::int64_t endsAt = in.takeDuration().count();
        EXPECT_GE(endsAt, before + 1'000'000'000);
        EXPECT_LE(endsAt, system().now());
    }
}

struct Meet;
struct StartMeeting {
    static constexpr auto name = "StartMeeting";
    static constexpr auto fields = troupe::fields();
};

/// Asks an oracle; one that sends fills its peer's mailbox before, one that does not asks its peer
/// after. Asked, it asks its peer too if it is to.
class Meeter {
public:
    enum class Manner { sends, asks, asksBack };
    using Messages = MessageList<Meet, StartMeeting, Question, Note>;
    static constexpr auto name = "Meeter";
    Meeter(Manner manner, Ref<Oracle> oracle, SharedSeen seen)
        : m_manner(manner), m_oracle(std::move(oracle)), m_seen(std::move(seen)) {}

    Task<> on(Context& ctx, const StartMeeting&) {
        if (m_manner == Manner::sends) ctx.tell<Note>(m_peer, 1);
        if (m_oracle) {
            const AskResult<std::int64_t> r = co_await ctx.ask<Question>(m_oracle, 24h, 1);
            m_seen->add(noteOf(r));
        }
        if (m_manner == Manner::sends) co_return;
        const AskResult<std::int64_t> r = co_await ctx.ask<Question>(m_peer, 24h, 5);
        m_seen->add(noteOf(r));
    }
    Task<std::int64_t> on(Context& ctx, const Question& m) {
        const std::int64_t answer = m.n;
        if (m_manner != Manner::asksBack) co_return answer;
        const AskResult<std::int64_t> r = co_await ctx.ask<Question>(m_peer, 24h, 5);
        m_seen->add(noteOf(r));
        co_return answer;
    }
    void on(const Note&) {}
    void on(const Meet& m);

private:
    Manner m_manner;
    Ref<Oracle> m_oracle;
    SharedSeen m_seen;
    Ref<Meeter> m_peer;
};
struct Meet {
    Ref<Meeter> peer;
    static constexpr auto name = "Meet";
    static constexpr auto fields = troupe::fields(field("peer", &Meet::peer));
};
void Meeter::on(const Meet& m) {
    m_peer = m.peer;
}

// D8, D14: while its request stands in the outbox behind a message without room, that room is what
// it waits for; who waits for it in turn closes the cycle.
TEST_P(WaitFor, AnAskBehindAMessageThatWaitsForRoomWaitsForThatRoom) {
    const auto first = spawnUnbounded<Oracle>("first");
    const auto second = spawnUnbounded<Oracle>("second");
    const auto full =
        spawnBounded<Meeter>("full", 1, Overflow::block, Meeter::Manner::asks, first, m_seen);
    const auto sender = spawnUnbounded<Meeter>("sender", Meeter::Manner::sends, second, m_seen);
    full.tell(Meet{sender});
    sender.tell(Meet{full});
    hold(first);
    hold(second);
    full.tell(StartMeeting{}); // asks the first
    ASSERT_TRUE(awaitSo([&] { return first.depth() == 1; }));
    full.tell(Note{1});
    sender.tell(StartMeeting{});
    ASSERT_TRUE(awaitSo([&] { return count(EventKind::waiting) == 2; }));

    system().release(first);
    ASSERT_TRUE(awaitSo([&] { return m_seen->all().size() == 2; }));
    system().release(second);
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(m_seen->all(), (std::vector<std::int64_t>{2, noteOf(AskOutcome::wouldDeadlock), 2}));
    EXPECT_EQ(cycle(EventKind::deadlock),
              (std::vector<std::uint32_t>{full.id().number, sender.id().number}));
    EXPECT_EQ(count(EventKind::waitEnded), count(EventKind::waiting));
}

class Passer {
public:
    using Messages = MessageList<Question>;
    static constexpr auto name = "Passer";
    explicit Passer(Ref<Meeter> to) : m_to(std::move(to)) {}
    std::int64_t on(Context& ctx, const Question&) {
        ctx.forward(m_to);
        return 0;
    }

private:
    Ref<Meeter> m_to;
};
struct AskPasser {
    Ref<Passer> passer;
    static constexpr auto name = "AskPasser";
    static constexpr auto fields = troupe::fields(field("passer", &AskPasser::passer));
};
class Root {
public:
    using Messages = MessageList<AskPasser, Meet, Question>; // Question third, as in Meeter
    static constexpr auto name = "Root";
    explicit Root(SharedSeen seen) : m_seen(std::move(seen)) {}
    Task<> on(Context& ctx, const AskPasser& m) {
        const AskResult<std::int64_t> r = co_await ctx.ask<Question>(m.passer, 24h, 9);
        m_seen->add(noteOf(r));
    }
    void on(const Meet&) {}
    std::int64_t on(const Question& m) { return m.n; }

private:
    SharedSeen m_seen;
};

// D14: who asked waits for whoever has the request now.
TEST_P(WaitFor, ACycleThroughAForwardedRequestIsSeen) {
    const auto back =
        spawnUnbounded<Meeter>("back", Meeter::Manner::asksBack, Ref<Oracle>(), m_seen);
    const auto passer = spawnUnbounded<Passer>("passer", back);
    const auto root = spawnUnbounded<Root>("root", m_seen);
    back.tell(Meet{Ref<Meeter>(root.cell())});

    root.tell(AskPasser{passer});
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(m_seen->all(), (std::vector<std::int64_t>{noteOf(AskOutcome::wouldDeadlock), 9}));
    EXPECT_EQ(cycle(EventKind::deadlock),
              (std::vector<std::uint32_t>{back.id().number, root.id().number}));
}

TEST_P(WaitFor, AForwardThatClosesACycleHasTheForwardedAskAsItsVictim) {
    const auto back = spawnUnbounded<Meeter>("back", Meeter::Manner::asks, Ref<Oracle>(), m_seen);
    const auto passer = spawnUnbounded<Passer>("passer", back);
    const auto root = spawnUnbounded<Root>("root", m_seen);
    back.tell(Meet{Ref<Meeter>(root.cell())});
    hold(passer);
    root.tell(AskPasser{passer});
    ASSERT_TRUE(awaitSo([&] { return passer.depth() == 1; }));
    back.tell(StartMeeting{}); // asks the root, which waits
    ASSERT_TRUE(awaitSo([&] { return count(EventKind::waiting) == 2; }));

    system().release(passer);
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(m_seen->all(), (std::vector<std::int64_t>{noteOf(AskOutcome::wouldDeadlock), 5}));
    EXPECT_EQ(cycle(EventKind::deadlock),
              (std::vector<std::uint32_t>{back.id().number, root.id().number}));
}

// D14: askThen makes no edge.
TEST_P(WaitFor, AContinuationMakesNoEdge) {
    const auto oracle = spawnUnbounded<Oracle>("oracle");
    const auto asker = spawnUnbounded<Asker>("asker", oracle, m_seen);

    asker.tell(Then{1});
    oracle.tell(AnswerNow{});
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(count(EventKind::waiting), 0);
    EXPECT_EQ(m_seen->all(), std::vector<std::int64_t>{2});
}

} // namespace
} // namespace troupe::testing

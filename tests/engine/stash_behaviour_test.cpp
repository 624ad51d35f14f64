// Stash, unstash, become, unbecome: S6.2, S2.2, D11.
#include "support/behaviour_actors.h"

namespace troupe::testing {
namespace {

struct Open {
    static constexpr auto name = "Open";
    static constexpr auto fields = troupe::fields();
};
/// Puts notes and questions aside until it is opened.
class Door {
public:
    using Messages = MessageList<Note, Question, Open, Boom>;
    static constexpr auto name = "Door";
    explicit Door(SharedSeen seen) : m_seen(std::move(seen)) {}
    void on(Context& ctx, const Note& m) {
        if (m_isOpen) {
            m_seen->add(m.n);
        } else if (!ctx.stash()) {
            m_seen->add(-m.n);
        }
    }
    std::int64_t on(Context& ctx, const Question& m) {
        if (!m_isOpen) ctx.stash();
        return m.n + 1;
    }
    void on(Context& ctx, const Open&) {
        m_isOpen = true;
        ctx.unstashAll();
    }
    void on(const Boom& m) { throw std::runtime_error(m.text); }

private:
    SharedSeen m_seen;
    bool m_isOpen = false;
};

class Stash : public EngineTest {
protected:
    SharedSeen m_seen = std::make_shared<Seen>();
};
INSTANTIATE_TEST_SUITE_P(On, Stash, ::testing::ValuesIn(kEverywhere), nameOf);

// S6.2: what was put aside comes next, oldest first, before what came later.
TEST_P(Stash, WhatWasPutAsideComesNextOldestFirst) {
    const auto door = spawnUnbounded<Door>("door", m_seen);
    hold(door);
    for (std::int64_t n = 1; n <= 3; ++n) door.tell(Note{n});
    door.tell(Open{});
    for (std::int64_t n = 4; n <= 6; ++n) door.tell(Note{n});

    system().release(door);
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(m_seen->all(), numbers(1, 6));
}

// D11: queued: mailbox and stash.
TEST_P(Stash, AStashedMessageIsQueued) {
    const auto door = spawnUnbounded<Door>("door", m_seen);
    door.tell(Note{1});
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(ledger(door).queued, 1U);
    EXPECT_EQ(ledger(door).handled, 0U);
    door.tell(Open{});
    ASSERT_TRUE(awaitQuiet());
    EXPECT_EQ(ledger(door).queued, 0U);
    EXPECT_EQ(ledger(door).handled, 2U);
}

// S6.2: bounded, by the mailbox's bound.
TEST_P(Stash, IsBounded) {
    for (const Overflow overflow : {Overflow::fail, Overflow::dropOldest}) {
        const auto seen = std::make_shared<Seen>();
        const auto door = spawnBounded<Door>("door", 2, overflow, seen);
        for (std::int64_t n = 1; n <= 4; ++n) {
            door.tell(Note{n});
            ASSERT_TRUE(awaitQuiet());
        }
        EXPECT_EQ(ledger(door).queued, 2U);
        door.tell(Open{});
        ASSERT_TRUE(awaitQuiet());

        EXPECT_EQ(seen->all(), (std::vector<std::int64_t>{-3, -4, 1, 2})) << toString(overflow);
    }
}

// S6.2, S4.1: who asked waits for as long.
TEST_P(Stash, AStashedQuestionIsAnsweredWhenItIsHandled) {
    const auto door = spawnUnbounded<Door>("door", m_seen);
    auto future = door.ask<Question>(24h, 41);
    door.tell(Open{});

    EXPECT_EQ(future.get().value(), 42);
}

// S2.2: the stash dies with its incarnation.
TEST_P(Stash, DiesWithTheIncarnation) {
    const auto pool = system().spawnSupervisor({.name = "pool", .backoff = {1ms, 1.0, 1ms}});
    SpawnOptions options;
    options.name = "door";
    options.supervisor = pool;
    const auto door = spawn<Door>(std::move(options), m_seen);
    door.tell(Note{1});
    door.tell(Boom{});
    door.tell(Open{});
    ASSERT_TRUE(awaitQuiet());

    EXPECT_TRUE(m_seen->all().empty());
    EXPECT_EQ(dead(door, DeadReason::discardedOnRestart), 1U);
}

// S6.2: a drain handles what was put aside and taken back.
TEST_P(Stash, ADrainWaitsForWhatWasUnstashed) {
    const auto door = spawnUnbounded<Door>("door", m_seen);
    hold(door);
    door.tell(Note{1});
    door.tell(Note{2});
    door.tell(Open{});
    system().drain(door);
    system().release(door);

    ASSERT_TRUE(system().awaitStopped(door));

    EXPECT_EQ(m_seen->all(), numbers(1, 2));
}

// S1.2: in the Lab each of them is a step of its own, and takes its time.
TEST(StashInTheLab, AnUnstashedMessageIsAChoice) {
    Lab lab({.cost = 10us});
    const auto seen = std::make_shared<Seen>();
    const auto door = lab.system().spawn<Door>("door", seen);
    for (std::int64_t n = 1; n <= 2; ++n) door.tell(Note{n});
    door.tell(Open{});
    door.tell(Note{3});
    ASSERT_TRUE(lab.runToQuiet());

    EXPECT_EQ(seen->all(), numbers(1, 3));
    EXPECT_EQ(lab.now(), 60'000); // three turns that put aside or open, three that note
}

// --- become ------------------------------------------------------------------------------------

/// Negates what it notes while it is in a bad mood.
class Moody {
public:
    using Messages = MessageList<Note, Open, Question, Boom>;
    static constexpr auto name = "Moody";
    explicit Moody(SharedSeen seen) : m_seen(std::move(seen)) {}
    void on(const Note& m) { m_seen->add(m.n); }
    std::int64_t on(const Question& m) { return m.n; }
    void on(const Boom& m) { throw std::runtime_error(m.text); }
    void on(Context& ctx, const Open&) {
        ctx.become(Behaviour()
                       .on<Note>([this](Context&, const Note& m) { m_seen->add(-m.n); })
                       .on<Question>([](Context&, const Question& m) { return -m.n; })
                       .on<Boom>([](Context&, const Boom& m) { throw std::runtime_error(m.text); })
                       .on<Open>([](Context& inner, const Open&) { inner.unbecome(); }));
    }

private:
    SharedSeen m_seen;
};

class Become : public Stash {};
INSTANTIATE_TEST_SUITE_P(On, Become, ::testing::ValuesIn(kEverywhere), nameOf);

// S6.2
TEST_P(Become, ChangesTheHandlersUntilUnbecome) {
    const auto moody = spawnUnbounded<Moody>("moody", m_seen);
    moody.tell(Note{1});
    moody.tell(Open{});
    moody.tell(Note{2});
    EXPECT_EQ(moody.ask<Question>(5s, 9).get().value(), -9);
    moody.tell(Open{});
    moody.tell(Note{3});
    EXPECT_EQ(moody.ask<Question>(5s, 9).get().value(), 9);

    EXPECT_EQ(m_seen->all(), (std::vector<std::int64_t>{1, -2, 3}));
}

/// Takes its handlers off in one of them, and then still uses what that has with it.
class Shedding {
public:
    using Messages = MessageList<Open, Note>;
    static constexpr auto name = "Shedding";
    explicit Shedding(SharedSeen seen) : m_seen(std::move(seen)) {}
    void on(const Note&) {}
    void on(Context& ctx, const Open&) {
        auto kept = std::make_shared<std::int64_t>(7);
        ctx.become(Behaviour().on<Note>([kept, seen = m_seen](Context& inner, const Note&) {
            const std::weak_ptr<std::int64_t> seenKept = kept;
            const SharedSeen noted = seen;
            inner.unbecome();
            noted->add(seenKept.expired() ? 0 : *seenKept.lock());
        }));
    }

private:
    SharedSeen m_seen;
};

// S6.2: a handler lives as long as it runs.
TEST_P(Become, AHandlerMayTakeItselfOff) {
    const auto shedding = spawnUnbounded<Shedding>("shedding", m_seen);

    shedding.tell(Open{});
    shedding.tell(Note{1});
    shedding.tell(Note{2});
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(m_seen->all(), std::vector<std::int64_t>{7});
}

// S6.2, S2.2: a new incarnation has the handlers of its class.
TEST_P(Become, EndsWithTheIncarnation) {
    const auto pool = system().spawnSupervisor({.name = "pool", .backoff = {1ms, 1.0, 1ms}});
    SpawnOptions options;
    options.name = "moody";
    options.supervisor = pool;
    const auto moody = spawn<Moody>(std::move(options), m_seen);

    moody.tell(Open{});
    moody.tell(Boom{});
    moody.tell(Note{1});
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(m_seen->all(), numbers(1, 1));
}

class Deaf {
public:
    using Messages = MessageList<Note, Open>;
    static constexpr auto name = "Deaf";
    void on(const Note&) {}
    void on(Context& ctx, const Open&) { ctx.become(Behaviour()); }
};

// S6.2, S3.6
TEST_P(Become, WhatTheBehaviourDoesNotNameIsUnhandled) {
    const auto deaf = spawnUnbounded<Deaf>("deaf");
    deaf.tell(Open{});
    deaf.tell(Note{1});
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(dead(deaf, DeadReason::unhandled), 1U);
}

} // namespace
} // namespace troupe::testing

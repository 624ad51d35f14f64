// Timers and randomness: S6.1, S6.3, S2.2, S2.3, D12, D19.
#include <array>

#include "support/behaviour_actors.h"

namespace troupe::testing {
namespace {

struct Arm { // after or every
    std::int64_t delay = 0;
    bool isRepeated = false;
    bool isHeld = false; // and takes nothing after this turn
    static constexpr auto name = "Arm";
    static constexpr auto fields =
        troupe::fields(field("delay", &Arm::delay), field("isRepeated", &Arm::isRepeated),
                       field("isHeld", &Arm::isHeld));
};
struct Toil { // takes long
    std::int64_t duration = 0;
    bool isHeld = false; // by itself, while it works
    static constexpr auto name = "Toil";
    static constexpr auto fields =
        troupe::fields(field("duration", &Toil::duration), field("isHeld", &Toil::isHeld));
};
struct Disarm {
    static constexpr auto name = "Disarm";
    static constexpr auto fields = troupe::fields();
};
/// Notes when its ticks come; disarms itself after `last` of them.
class Clock {
public:
    using Messages = MessageList<Arm, Disarm, Note, Toil, Boom>;
    static constexpr auto name = "Clock";
    Clock(SharedSeen seen, int last) : m_seen(std::move(seen)), m_last(last) {}
    void on(Context& ctx, const Arm& m) {
        const Duration delay(m.delay);
        m_setAt = ctx.now(); // before, so that a tick is never early against it
        m_timer = m.isRepeated ? ctx.every(delay, Note{m.delay}) : ctx.after(delay, Note{m.delay});
        if (m.isHeld) ctx.system().hold(ctx.selfAny());
    }
    void on(Context& ctx, const Disarm&) { ctx.cancel(m_timer); }
    void on(Context& ctx, const Note&) {
        m_seen->add(ctx.now() - m_setAt);
        if (--m_last == 0) ctx.cancel(m_timer);
    }
    void on(Context& ctx, const Toil& m) {
        ctx.work(Duration(m.duration));
        if (m.isHeld) ctx.system().hold(ctx.selfAny());
    }
    void on(const Boom& m) { throw std::runtime_error(m.text); }

private:
    SharedSeen m_seen;
    int m_last;
    TimerId m_timer = 0;
    std::int64_t m_setAt = 0;
};

class Timer : public EngineTest {
protected:
    Ref<Clock> supervisedClock(int last) {
        const auto pool = system().spawnSupervisor({.name = "pool", .backoff = {1ms, 1.0, 1ms}});
        SpawnOptions options;
        options.name = "clock";
        options.supervisor = pool;
        return spawn<Clock>(std::move(options), m_seen, last);
    }
    SharedSeen m_seen = std::make_shared<Seen>();
};
INSTANTIATE_TEST_SUITE_P(On, Timer, ::testing::ValuesIn(kEverywhere), nameOf);

// S6.1: in the Lab to the nanosecond.
TEST_P(Timer, AfterTellsOnceNotBeforeItsTime) {
    const auto clock = spawnUnbounded<Clock>("clock", m_seen, 10);
    clock.tell(Arm{3'000'000, false});

    ASSERT_TRUE(awaitQuiet());

    ASSERT_EQ(m_seen->all().size(), 1U);
    EXPECT_GE(m_seen->all()[0], 3'000'000);
    if (isLab()) {
        EXPECT_EQ(m_seen->all()[0], 3'000'000);
    }
}

// S6.1
TEST_P(Timer, EveryTellsUntilItIsCancelled) {
    const auto clock = spawnUnbounded<Clock>("clock", m_seen, 4);
    clock.tell(Arm{1'000'000, true});

    ASSERT_TRUE(awaitQuiet());

    ASSERT_EQ(m_seen->all().size(), 4U);
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_GE(m_seen->all()[i], static_cast<std::int64_t>(i + 1) * 1'000'000);
    }
    if (isLab()) {
        EXPECT_EQ(m_seen->all(),
                  (std::vector<std::int64_t>{1'000'000, 2'000'000, 3'000'000, 4'000'000}));
    }
}

// S6.1
TEST_P(Timer, ACancelledTimerNeverTells) {
    const auto clock = spawnUnbounded<Clock>("clock", m_seen, 1);
    clock.tell(Arm{3'600'000'000'000, false});
    clock.tell(Disarm{});

    ASSERT_TRUE(awaitQuiet());

    EXPECT_TRUE(m_seen->all().empty());
}

// S3.2: a hold lets no message in; the turn that is under way ends.
TEST_P(Timer, WorkEndsAlsoWhileTheActorIsHeld) {
    const auto clock = spawnUnbounded<Clock>("clock", m_seen, 1);
    clock.tell(Toil{1'000'000, true});
    clock.tell(Disarm{});

    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(system().snapshot(clock).ledger.handled, 1U);
    EXPECT_EQ(system().snapshot(clock).ledger.inHandler, 0U);
}

// S6.1, S2.2: cancelled with the incarnation.
TEST_P(Timer, DiesWithItsIncarnation) {
    const auto clock = supervisedClock(1);
    clock.tell(Arm{3'600'000'000'000, true});
    clock.tell(Boom{});

    ASSERT_TRUE(awaitQuiet()); // a timer that lived would keep it from that

    EXPECT_EQ(system().snapshot(clock).incarnation, 2U);
    EXPECT_TRUE(m_seen->all().empty());
}

// S2.3: a tick that is on its way when its incarnation ends is stale. Here it waits behind a hold;
// in the Lab it is not chosen before, and its timer is cancelled.
TEST_P(Timer, ATickOfAnEarlierIncarnationIsStale) {
    const auto clock = supervisedClock(1);
    clock.tell(Arm{1'000'000, false, true});
    ASSERT_TRUE(awaitQuiet());

    system().crash(clock, "by hand");
    ASSERT_TRUE(awaitQuiet());
    system().release(clock);
    ASSERT_TRUE(awaitQuiet());

    EXPECT_TRUE(m_seen->all().empty());
    EXPECT_EQ(system().snapshot(clock).incarnation, 2U);
    EXPECT_EQ(dead(clock, DeadReason::stale), isLab() ? 0U : 1U);
}

// D12: at most one tick waits; the others are missed.
TEST_P(Timer, AtMostOneTickWaits) {
    const auto clock = spawnUnbounded<Clock>("clock", m_seen, 2);
    clock.tell(Arm{1'000'000, true});
    clock.tell(Toil{20'000'000});

    ASSERT_TRUE(awaitQuiet());

    ASSERT_EQ(m_seen->all().size(), 2U);
    if (isLab()) {
        // busy from 0.01 to 20.02 ms: the tick that waited, and the next one in its rhythm
        EXPECT_GE(m_seen->all()[0], 20'000'000);
        EXPECT_EQ(m_seen->all()[1], 21'000'000);
    }
}

// D19: a busy actor takes no tick; afterwards the Lab goes on with all its workers.
TEST(TimerInTheLab, ATickWaitsForTheTurnThatLasts) {
    Lab lab({.workers = 1, .cost = 10us});
    lab.system().attachRecorder();
    const auto seen = std::make_shared<Seen>();
    const auto clock = lab.system().spawn<Clock>("clock", seen, 1000);
    clock.tell(Arm{5'000, true});
    for (int i = 0; i < 5; ++i) clock.tell(Toil{12'000});
    for (int i = 0; i < 400; ++i) ASSERT_TRUE(lab.step());
    clock.tell(Disarm{});

    ASSERT_TRUE(lab.runToQuiet());
    test::CollectingSink sink;
    lab.system().drainTrace(sink);
    int open = 0;
    for (const auto& e : sink.events) {
        if (e.header.actor != clock.id().number) continue;
        open += e.header.kind == EventKind::began;
        open -= e.header.kind == EventKind::ended;
        EXPECT_TRUE(open == 0 || open == 1);
    }
    EXPECT_EQ(open, 0);
    EXPECT_TRUE(lab.system().snapshot(clock).ledger.isBalanced());
}

// S6.1: in the Lab hours pass at once.
TEST(TimerInTheLab, RunsOnVirtualTime) {
    Lab lab;
    const auto seen = std::make_shared<Seen>();
    const auto clock = lab.system().spawn<Clock>("clock", seen, 24);
    clock.tell(Arm{3'600'000'000'000, true});

    ASSERT_TRUE(lab.runToQuiet());

    EXPECT_EQ(seen->all().size(), 24U);
    EXPECT_GE(lab.now(), 24 * 3'600'000'000'000);
}

// D19: a person may let time pass earlier, a seeded run does not.
TEST(TimerInTheLab, LettingTimePassIsAChoiceThatASeedLeavesForLast) {
    Lab lab({.cost = 0us});
    const auto seen = std::make_shared<Seen>();
    const auto clock = lab.system().spawn<Clock>("clock", seen, 1);
    const auto noter = lab.system().spawn<Noter>("noter", seen);
    clock.tell(Arm{1'000, false});
    ASSERT_TRUE(lab.step());
    noter.tell(Note{-1});

    const auto choices = lab.choices();

    ASSERT_EQ(choices.size(), 2U);
    EXPECT_EQ(choices[1].kind, LabChoice::Kind::passTime);
    ASSERT_TRUE(lab.step());
    EXPECT_EQ(lab.now(), 0);
    EXPECT_EQ(seen->all(), std::vector<std::int64_t>{-1});
    ASSERT_TRUE(lab.runToQuiet());
    EXPECT_EQ(lab.now(), 1'000);
}

/// Draws.
class Gambler {
public:
    using Messages = MessageList<Question, Boom>;
    static constexpr auto name = "Gambler";
    std::int64_t on(Context& ctx, const Question&) {
        return static_cast<std::int64_t>(ctx.random().next());
    }
    void on(const Boom& m) { throw std::runtime_error(m.text); }
};

// S6.3: seeded by run, actor and incarnation, also where the actor got signals before it began.
TEST_P(Timer, WhatAnActorDrawsIsSeededByRunActorAndIncarnation) {
    const auto pool = system().spawnSupervisor({.name = "pool", .backoff = {1ms, 1.0, 1ms}});
    SpawnOptions options;
    options.name = "gambler";
    options.supervisor = pool;
    const auto supervised = spawn<Gambler>(std::move(options));
    const auto alone = spawnUnbounded<Gambler>("gambler");
    const auto draws = [](const Ref<Gambler>& from) {
        return static_cast<std::uint64_t>(from.ask<Question>(5s, 0).get().value());
    };

    EXPECT_EQ(draws(alone), Random::of(7, alone.id().number, 1).next());
    EXPECT_EQ(draws(supervised), Random::of(7, supervised.id().number, 1).next());
    supervised.tell(Boom{});
    ASSERT_TRUE(awaitQuiet());
    EXPECT_EQ(draws(supervised), Random::of(7, supervised.id().number, 2).next());
}

/// Sets timers that never come, and one that does.
class Eternal {
public:
    using Messages = MessageList<Disarm, Note>;
    static constexpr auto name = "Eternal";
    explicit Eternal(SharedSeen seen) : m_seen(std::move(seen)) {}
    void on(Context& ctx, const Disarm&) {
        m_never[0] = ctx.after(Duration::max(), Note{1});
        m_never[1] = ctx.every(Duration::max(), Note{2});
        ctx.after(1ms, Note{3});
    }
    void on(Context& ctx, const Note& m) {
        m_seen->add(m.n);
        for (const TimerId never : m_never) ctx.cancel(never);
    }

private:
    SharedSeen m_seen;
    std::array<TimerId, 2> m_never{};
};

// S6.1
TEST_P(Timer, ADelayMayBeAsLongAsItCan) {
    const auto eternal = spawnUnbounded<Eternal>("eternal", m_seen);
    eternal.tell(Disarm{});
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(m_seen->all(), numbers(3, 3));
}

} // namespace
} // namespace troupe::testing

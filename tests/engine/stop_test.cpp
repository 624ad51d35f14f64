// Stopping: docs/semantics.md S5.8, S5.9 and "Start again" (D15).
#include <gtest/gtest.h>

#include <memory>

#include <future>

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

std::uint64_t deadBy(const Ledger& ledger, DeadReason reason) {
    return ledger.dead[static_cast<std::size_t>(reason)];
}

class Stopping : public ::testing::TestWithParam<Mode> {
protected:
    /// With three messages queued behind a hold.
    Ref<Counter> heldCounter() {
        const auto counter = engine.system().spawn<Counter>({.name = "counter"});
        engine.system().hold(counter);
        EXPECT_TRUE(engine.awaitQuiet());
        for (int i = 0; i < 3; ++i) counter.tell(Increment{});
        return counter;
    }
    Ledger endOf(const AnyRef& actor) {
        EXPECT_TRUE(engine.system().awaitStopped(actor));
        return engine.system().snapshot(actor).ledger;
    }

    EngineUnderTest engine{GetParam()};
};

TEST_P(Stopping, S5_8_StopNowMakesTheRestDeadLetters) {
    const auto counter = heldCounter();

    engine.system().stop(counter);

    EXPECT_EQ(deadBy(endOf(counter), DeadReason::stopped), 3U);
}

TEST_P(Stopping, S5_8_DrainHandlesWhatIsQueuedFirst) {
    const auto counter = heldCounter();

    engine.system().drain(counter);
    engine.system().release(counter);

    EXPECT_EQ(endOf(counter).handled, 3U);
}

TEST_P(Stopping, S5_8_ADrainEndsByItsDeadlineAlsoWhereItsActorIsHeld) {
    const auto counter = heldCounter();

    engine.system().drain(counter, 1ms);

    EXPECT_EQ(deadBy(endOf(counter), DeadReason::stopped), 3U);
}

TEST_P(Stopping, S5_8_ADrainMayTakeAsLongAsItCan) {
    const auto counter = heldCounter();

    engine.system().drain(counter, Duration::max());
    engine.system().release(counter);

    EXPECT_EQ(endOf(counter).handled, 3U);
}

// It is not started again, although its supervisor would.
TEST_P(Stopping, S5_8_D16_ADrainThatFailsEndsToo) {
    const auto top = engine.system().spawnSupervisor({.name = "top", .backoff = kNoBackoff});
    const auto counter = engine.system().spawn<Counter>({.name = "counter", .supervisor = top});
    engine.system().hold(counter);
    ASSERT_TRUE(engine.awaitQuiet());
    counter.tell(Increment{});
    counter.tell(Fail{});
    counter.tell(Increment{});

    engine.system().drain(counter);
    engine.system().release(counter);

    const Ledger ledger = endOf(counter);
    EXPECT_EQ(ledger.handled, 1U);
    EXPECT_EQ(deadBy(ledger, DeadReason::failed), 1U);
    EXPECT_EQ(deadBy(ledger, DeadReason::stopped), 1U);
    EXPECT_EQ(counter.any().incarnation(), 1U);
}

TEST_P(Stopping, S5_9_AKillTakesTheQueueAndClosesTheMailbox) {
    const auto counter = heldCounter();

    engine.system().kill(counter);

    EXPECT_EQ(deadBy(endOf(counter), DeadReason::killed), 3U);
    EXPECT_EQ(counter.tell(Increment{}), TellOutcome::dead);
}

TEST_P(Stopping, D15_AStoppedActorStartsAgainInItsCell) {
    const auto counter = engine.system().spawn<Counter>({.name = "counter"});
    engine.system().stop(counter);
    ASSERT_TRUE(engine.system().awaitStopped(counter));

    engine.system().startAgain(counter);
    ASSERT_TRUE(engine.awaitQuiet());

    EXPECT_EQ(counter.any().incarnation(), 2U);
    EXPECT_EQ(counter.ask<GetValue>(5s).get().value(), 0);
}

TEST_P(Stopping, D15_AStoppedChildStartsAgainUnderItsSupervisor) {
    const auto top = engine.system().spawnSupervisor({.name = "top"});
    for (const ChildPolicy policy : {ChildPolicy::permanent, ChildPolicy::temporary}) {
        const auto counter =
            engine.system().spawn<Counter>({.name = "child", .supervisor = top, .child = policy});
        engine.system().stop(counter);
        ASSERT_TRUE(engine.system().awaitStopped(counter));

        engine.system().startAgain(counter);
        ASSERT_TRUE(engine.awaitQuiet());

        EXPECT_EQ(counter.ask<GetValue>(5s).get().value(), 0);
    }
}

TEST_P(Stopping, D15_AKilledPermanentChildRestartsWithAnEmptyMailbox) {
    const auto top = engine.system().spawnSupervisor({.name = "top", .backoff = kNoBackoff});
    const auto counter = engine.system().spawn<Counter>({.name = "child", .supervisor = top});
    engine.system().hold(counter);
    ASSERT_TRUE(engine.awaitQuiet());
    counter.tell(Increment{5});

    engine.system().kill(counter);
    engine.system().release(counter);
    ASSERT_TRUE(engine.awaitQuiet());

    EXPECT_EQ(counter.any().incarnation(), 2U);
    EXPECT_EQ(counter.ask<GetValue>(5s).get().value(), 0);
}

TEST_P(Stopping, S5_4_AStoppedSupervisorStopsItsChildrenRightToLeftFirst) {
    LifeLog log(engine.system());
    const auto top = engine.system().spawnSupervisor({.name = "top"});
    for (const char* name : {"a", "b", "c"}) {
        engine.system().spawn<Counter>({.name = name, .supervisor = top});
    }
    ASSERT_TRUE(engine.awaitQuiet());

    engine.system().stop(top);
    ASSERT_TRUE(engine.system().awaitStopped(top));

    EXPECT_EQ(log.lines({EventKind::stopped}),
              (std::vector<std::string>{"stopped c shutdown", "stopped b shutdown",
                                        "stopped a shutdown", "stopped top shutdown"}));
}

INSTANTIATE_TEST_SUITE_P(Both, Stopping, ::testing::Values(Mode::live, Mode::lab),
                         [](const auto& mode) {
                             return mode.param == Mode::live ? "Live" : "Lab";
                         });

struct Wait {
    static constexpr auto name = "Wait";
    static constexpr auto fields = troupe::fields();
};

/// Two latches: the handler is inside; the handler may return.
struct Gate {
    std::promise<void> entered;
    std::promise<void> mayLeave;
};

class Waiter {
public:
    using Messages = MessageList<Wait, Increment>;
    static constexpr auto name = "Waiter";

    explicit Waiter(std::shared_ptr<Gate> gate) : m_gate(std::move(gate)) {}
    void on(const Wait&) {
        m_gate->entered.set_value();
        m_gate->mayLeave.get_future().wait();
    }
    void on(const Increment&) {}

private:
    std::shared_ptr<Gate> m_gate;
};

TEST(StoppingLive, S5_9_AKillWaitsForTheRunningMessage) {
    System system({.workers = 2});
    const auto gate = std::make_shared<Gate>();
    const auto waiter = system.spawn<Waiter>({.name = "waiter"}, gate);
    waiter.tell(Wait{});
    gate->entered.get_future().wait();
    waiter.tell(Increment{});

    system.kill(waiter);
    EXPECT_NE(system.snapshot(waiter).status, Status::stopped);
    gate->mayLeave.set_value();

    ASSERT_TRUE(system.awaitStopped(waiter));
    const Ledger ledger = system.snapshot(waiter).ledger;
    EXPECT_EQ(ledger.handled, 1U);
    EXPECT_EQ(deadBy(ledger, DeadReason::killed), 1U);
}

TEST(StoppingLive, S5_8_StopAfterCurrentEndsWithTheRunningMessage) {
    System system({.workers = 2});
    const auto gate = std::make_shared<Gate>();
    const auto waiter = system.spawn<Waiter>({.name = "waiter"}, gate);
    waiter.tell(Wait{});
    gate->entered.get_future().wait();
    waiter.tell(Increment{});

    system.stopAfterCurrent(waiter);
    gate->mayLeave.set_value();

    ASSERT_TRUE(system.awaitStopped(waiter));
    EXPECT_EQ(system.snapshot(waiter).ledger.handled, 1U);
}

struct Watch {
    AnyRef whom;
    static constexpr auto name = "Watch";
    static constexpr auto fields = troupe::fields();
};
class Onlooker {
public:
    using Messages = MessageList<Watch>;
    static constexpr auto name = "Onlooker";
    void on(Context& ctx, const Watch& m) { ctx.watch(m.whom); }
};

// A thousand who watch are told of the stop before the supervisor is: the word to start comes
// before that news.
TEST(StoppingLive, D15_StartAgainIsHeardBeforeTheNewsOfTheStop) {
    System system({.workers = 2});
    std::vector<Ref<Onlooker>> onlookers;
    for (int i = 0; i < 1'000; ++i)
        onlookers.push_back(system.spawn<Onlooker>({.name = "onlooker"}));
    const auto top = system.spawnSupervisor({.name = "top"});
    for (int i = 0; i < 10; ++i) {
        const auto counter = system.spawn<Counter>({.name = "child", .supervisor = top});
        for (const auto& onlooker : onlookers) onlooker.tell(Watch{counter});
        ASSERT_TRUE(system.awaitQuiet(20s));
        system.stop(counter);
        while (system.snapshot(counter).status != Status::stopped)
            system.awaitQuiet(1us); // as short as a wait can be: the news are on their way

        system.startAgain(counter);
        ASSERT_TRUE(system.awaitQuiet(20s));

        ASSERT_EQ(system.snapshot(counter).status, Status::running) << i;
    }
}

/// Shares `alive` with its heirs, one of which it spawns when it stops.
class Heir {
public:
    using Messages = MessageList<>;
    static constexpr auto name = "Heir";
    Heir(std::shared_ptr<int> alive, bool hasHeirs)
        : m_alive(std::move(alive)), m_hasHeirs(hasHeirs) {}
    void onStop(Context& ctx) {
        if (m_hasHeirs) ctx.spawn<Heir>({.name = "heir"}, m_alive, false);
    }

private:
    std::shared_ptr<int> m_alive;
    bool m_hasHeirs;
};

TEST_P(Stopping, S5_8_WhatIsSpawnedDuringTheShutdownEndsWithTheSystem) {
    const auto alive = std::make_shared<int>(0);
    {
        EngineUnderTest other(GetParam());
        other.system().spawn<Heir>({.name = "last"}, alive, true);
        ASSERT_TRUE(other.awaitQuiet());
        ASSERT_GT(alive.use_count(), 1);
    }

    EXPECT_EQ(alive.use_count(), 1);
}

TEST(StoppingLive, S5_8_WhatIsSpawnedAfterTheShutdownEndsWithTheSystem) {
    const auto alive = std::make_shared<int>(0);
    {
        System system({.workers = 1});
        EXPECT_TRUE(system.shutdown(1s).empty());
        system.spawn<Heir>({.name = "late"}, alive, false);
    }

    EXPECT_EQ(alive.use_count(), 1);
}

} // namespace
} // namespace troupe

// A handler that does not return: docs/semantics.md S5.10, D18, D27.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <future>
#include <memory>

#include "support/collecting_sink.h"
#include "support/sample_actors.h"

namespace troupe {
namespace {

using namespace std::chrono_literals;
using namespace samples;

struct Block {
    static constexpr auto name = "Block";
    static constexpr auto fields = troupe::fields();
};

struct Latches {
    std::promise<void> entered;
    std::promise<void> mayLeave;
    std::promise<TellOutcome> sentAfterwards;
};

/// Blocks in its first incarnation, then sends once more.
class Blocker {
public:
    using Messages = MessageList<Block, GetValue>;
    static constexpr auto name = "Blocker";

    Blocker(std::shared_ptr<Latches> latches, Ref<Counter> to)
        : m_latches(std::move(latches)), m_to(std::move(to)) {}
    void on(Context& ctx, const Block&) {
        // What is used after the wait must not be the actor's: it may have been given up.
        const std::shared_ptr<Latches> latches = m_latches;
        const Ref<Counter> to = m_to;
        latches->entered.set_value();
        latches->mayLeave.get_future().wait();
        latches->sentAfterwards.set_value(ctx.tell<Increment>(to));
    }
    std::int64_t on(const GetValue&) { return 1; }

private:
    std::shared_ptr<Latches> m_latches;
    Ref<Counter> m_to;
};

TEST(Stuck, S5_10_D18_AGivenUpHandlerIsCutOffAndTheActorGoesOnInANewIncarnation) {
    System system({.workers = 1});
    const auto latches = std::make_shared<Latches>();
    const auto counter = system.spawn<Counter>({.name = "counter"});
    const auto top = system.spawnSupervisor({.name = "top", .backoff = kNoBackoff});
    const auto blocker =
        system.spawn<Blocker>({.name = "blocker", .supervisor = top}, latches, counter);
    blocker.tell(Block{});
    latches->entered.get_future().wait();

    ASSERT_TRUE(system.abandon(blocker));

    // The pool of one worker keeps its width: both answer while the old thread is inside.
    EXPECT_EQ(blocker.ask<GetValue>(5s).get().value(), 1);
    EXPECT_EQ(counter.ask<GetValue>(5s).get().value(), 0);
    EXPECT_EQ(blocker.any().incarnation(), 2U);
    latches->mayLeave.set_value();
    EXPECT_EQ(latches->sentAfterwards.get_future().get(), TellOutcome::dead);
    EXPECT_EQ(counter.ask<GetValue>(5s).get().value(), 0);
}

/// A piece of an actor's own code that waits for the test; its end is told when its state goes.
struct Hang {
    std::promise<void> entered;
    std::promise<void> mayLeave;
    std::promise<void> gone;
    sync::Atomic<bool> isUsed{false};
    void wait() {
        entered.set_value();
        mayLeave.get_future().wait();
    }
};
using SharedHang = std::shared_ptr<Hang>;

/// Which piece of the actor does not return.
enum class Piece { factory, startHook, handler, continuation, stopHook };

class Clinger {
public:
    using Messages = MessageList<Block, GetValue>;
    static constexpr auto name = "Clinger";

    Clinger(Piece piece, SharedHang hang, Ref<Counter> counter)
        : m_piece(piece), m_hang(std::move(hang)), m_counter(std::move(counter)) {
        waitIn(Piece::factory);
    }
    Clinger(const Clinger&) = delete;
    Clinger& operator=(const Clinger&) = delete;
    ~Clinger() {
        if (m_hasWaited) m_hang->gone.set_value();
    }
    void onStart(Context&) { waitIn(Piece::startHook); }
    void onStop(Context&) { waitIn(Piece::stopHook); }
    void on(Context& ctx, const Block&) {
        if (m_piece == Piece::continuation) {
            ctx.askThen(m_counter, 1h, GetValue{},
                        [this](Context&, const AskResult<std::int64_t>&) { waitIn(m_piece); });
        }
        waitIn(Piece::handler);
    }
    std::int64_t on(const GetValue&) { return 1; }

private:
    /// Once for each Hang: a later incarnation does not wait.
    void waitIn(Piece piece) {
        if (piece != m_piece || m_hang->isUsed.exchange(true)) return;
        m_hasWaited = true;
        m_hang->wait();
    }

    Piece m_piece;
    SharedHang m_hang;
    Ref<Counter> m_counter;
    bool m_hasWaited = false;
};

std::string nameOfPiece(const ::testing::TestParamInfo<Piece>& info) {
    constexpr std::array kNames{"Factory", "StartHook", "Handler", "Continuation", "StopHook"};
    return kNames[static_cast<std::size_t>(info.param)];
}

class StuckIn : public ::testing::TestWithParam<Piece> {
protected:
    /// Runs to where it hangs.
    Ref<Clinger> hangUnder(System& system, const SupervisorRef& top) {
        const auto counter = system.spawn<Counter>({.name = "counter"});
        const auto clinger = system.spawn<Clinger>({.name = "clinger", .supervisor = top},
                                                   GetParam(), hang, counter);
        if (GetParam() == Piece::handler || GetParam() == Piece::continuation) {
            clinger.tell(Block{});
        } else if (GetParam() == Piece::stopHook) {
            EXPECT_TRUE(system.awaitQuiet(20s)); // stopped before its start it has no hook
            system.stop(clinger);
        }
        hang->entered.get_future().wait();
        return clinger;
    }

    SharedHang hang = std::make_shared<Hang>();
};
INSTANTIATE_TEST_SUITE_P(Each, StuckIn,
                         ::testing::Values(Piece::factory, Piece::startHook, Piece::handler,
                                           Piece::continuation, Piece::stopHook),
                         nameOfPiece);

// S5.8, S5.10: whatever the actor's code does, and the stuck one is named.
TEST_P(StuckIn, S5_8_S5_10_TheShutdownEndsInBoundedTimeAndNamesIt) {
    {
        System system({.workers = 1});
        hangUnder(system, {});
        const std::int64_t start = sync::now();

        const std::vector<StuckActor> left = system.shutdown(50ms);

        EXPECT_LT(sync::now() - start, 10 * 300'000'000LL); // a loaded machine is not at fault
        ASSERT_EQ(left.size(), 1U);
        EXPECT_EQ(left[0].name, "clinger");
    }
    hang->mayLeave.set_value();
    hang->gone.get_future().wait(); // its own thread clears up what it had
}

// S5.8: its supervisor, which waits for it, is ended with it and says so once.
TEST(Stuck, S5_8_WhoIsEndedWithItsStuckChildStopsOnce) {
    const auto hang = std::make_shared<Hang>();
    test::CollectingSink sink;
    {
        System system({.workers = 1});
        system.attachRecorder();
        const auto top = system.spawnSupervisor({.name = "top"});
        const auto below = system.spawnSupervisor({.name = "below"}, top);
        const auto clinger = system.spawn<Clinger>({.name = "clinger", .supervisor = below},
                                                   Piece::handler, hang, Ref<Counter>());
        clinger.tell(Block{});
        hang->entered.get_future().wait();

        system.shutdown(20ms);

        system.drainTrace(sink);
        for (const ActorId each : {top.id(), below.id(), clinger.id()}) {
            const auto stops =
                std::count_if(sink.events.begin(), sink.events.end(), [&](const auto& event) {
                    return event.header.kind == EventKind::stopped &&
                           event.header.actor == each.number;
                });
            EXPECT_EQ(stops, 1) << each.number;
        }
    }
    hang->mayLeave.set_value();
    hang->gone.get_future().wait();
}

// S5.10: and while it runs, a person can give it up.
TEST_P(StuckIn, S5_10_GivenUpItLetsTheActorGoOnOrEnd) {
    {
        System system({.workers = 1});
        const auto top = system.spawnSupervisor({.name = "top", .backoff = kNoBackoff});
        const auto clinger = hangUnder(system, top);

        ASSERT_TRUE(system.abandon(clinger));

        if (GetParam() == Piece::stopHook) {
            EXPECT_TRUE(system.awaitStopped(clinger, 20s));
        } else {
            EXPECT_EQ(clinger.ask<GetValue>(20s).get().value(), 1);
            EXPECT_EQ(clinger.any().incarnation(), 2U);
        }
        EXPECT_TRUE(system.snapshot(clinger).ledger.isBalanced());
        hang->mayLeave.set_value();
        hang->gone.get_future().wait();
    }
}

// S5.10, D27: told no sooner than it is due, and about 250 ms later at most.
TEST(Stuck, S5_10_AHandlerThatDoesNotReturnIsTold) {
    System system({.workers = 1, .stuckAfter = 100ms});
    system.attachRecorder();
    const auto hang = std::make_shared<Hang>();
    const auto clinger =
        system.spawn<Clinger>({.name = "clinger"}, Piece::handler, hang, Ref<Counter>());
    clinger.tell(Block{});
    hang->entered.get_future().wait();
    test::CollectingSink sink;

    while (sink.count(EventKind::stuck) == 0) {
        system.awaitQuiet(10ms); // it is not quiet
        system.drainTrace(sink);
    }

    for (const auto& event : sink.events) {
        if (event.header.kind != EventKind::stuck) continue;
        EXPECT_EQ(event.header.peer, clinger.id().number);
        const Duration running = event.reader().takeDuration();
        EXPECT_GE(running, 100ms);
        EXPECT_LT(running, 10 * 350ms); // a loaded machine is not at fault
    }
    ASSERT_EQ(system.stuck().size(), 1U);
    EXPECT_EQ(system.stuck()[0].actor, clinger.id());
    hang->mayLeave.set_value();
}

TEST(Stuck, S5_10_AnActorInNoHandlerCannotBeGivenUp) {
    System system({.workers = 1});
    const auto counter = system.spawn<Counter>({.name = "counter"});
    ASSERT_TRUE(system.awaitQuiet(5s));

    EXPECT_FALSE(system.abandon(counter));
}

} // namespace
} // namespace troupe

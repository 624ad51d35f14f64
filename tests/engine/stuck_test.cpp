// A handler that does not return: docs/semantics.md S5.10, D18, D27.
#include <gtest/gtest.h>

#include <future>
#include <memory>

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

TEST(Stuck, S5_10_AnActorInNoHandlerCannotBeGivenUp) {
    System system({.workers = 1});
    const auto counter = system.spawn<Counter>({.name = "counter"});
    ASSERT_TRUE(system.awaitQuiet(5s));

    EXPECT_FALSE(system.abandon(counter));
}

} // namespace
} // namespace troupe

// The programs of the article, on threads and in the Lab.
#include <gtest/gtest.h>

#include <thread>

#include "support/engine_under_test.h"
#include "support/sample_actors.h"

namespace troupe {
namespace {

using namespace std::chrono_literals;
using namespace samples;
using testing::EngineUnderTest;
using testing::Mode;
using testing::unbounded;

class Article : public ::testing::TestWithParam<Mode> {};

struct Go {
    static constexpr auto name = "Go";
    static constexpr auto fields = troupe::fields();
};

/// Sends `count` increments, as the article's threads do.
class Clicker {
public:
    using Messages = MessageList<Go>;
    static constexpr auto name = "Clicker";

    Clicker(Ref<Counter> counter, int count) : m_counter(std::move(counter)), m_count(count) {}
    void on(Context& ctx, const Go&) {
        for (int i = 0; i < m_count; ++i) ctx.tell<Increment>(m_counter);
    }

private:
    Ref<Counter> m_counter;
    int m_count;
};

TEST_P(Article, TenSendersOfAThousandIncrementsMakeTenThousand) {
    EngineUnderTest engine(GetParam());
    const auto counter = engine.system().spawn<Counter>(unbounded("counter"));

    for (int i = 0; i < 10; ++i) {
        engine.system().spawn<Clicker>(unbounded("client"), counter, 1000).tell(Go{});
    }

    ASSERT_TRUE(engine.awaitQuiet());
    EXPECT_EQ(counter.ask<GetValue>(5s).get().value(), 10000);
}

TEST(ArticleLive, TenThreadsOfAThousandIncrementsMakeTenThousand) {
    System system({.workers = 2});
    const auto counter = system.spawn<Counter>(unbounded("counter"));

    std::vector<std::thread> threads;
    for (int i = 0; i < 10; ++i) {
        threads.emplace_back([&counter] {
            for (int k = 0; k < 1000; ++k) counter.tell(Increment{});
        });
    }
    for (std::thread& thread : threads) thread.join();

    EXPECT_EQ(counter.ask<GetValue>(5s).get().value(), 10000);
}

TEST_P(Article, AStoreSetsGetsDeletesAndDumps) {
    EngineUnderTest engine(GetParam());
    const auto store = engine.system().spawn<Store>(unbounded("store"));

    store.tell(Set{"name", "Alice"});
    store.tell(Set{"city", "Berlin"});

    EXPECT_EQ(store.ask<Get>(5s, "name").get().value(), "Alice");
    EXPECT_EQ(store.ask<Get>(5s, "age").get().value(), std::nullopt);
    EXPECT_TRUE(store.ask<Delete>(5s, "name").get().value());
    EXPECT_FALSE(store.ask<Delete>(5s, "name").get().value());
    const std::map<std::string, std::string> left{{"city", "Berlin"}};
    EXPECT_EQ(store.ask<Dump>(5s).get().value(), left);
}

TEST_P(Article, ARequestForTheSumOfOneToAHundredIsAnswered5050) {
    EngineUnderTest engine(GetParam());
    const auto log = engine.system().spawn<Log>(unbounded("logger"));
    const auto worker = engine.system().spawn<Worker>(unbounded("worker"), log);
    std::vector<std::int64_t> input(100);
    std::iota(input.begin(), input.end(), 1);

    EXPECT_EQ(worker.ask<Compute>(5s, input).get().value(), 5050);
}

TEST_P(Article, FourWorkersLogEverySquareAndTheLoggerStopsLast) {
    EngineUnderTest engine(GetParam());
    System& system = engine.system();
    const auto log = system.spawn<Log>(unbounded("logger"));
    std::vector<Ref<Worker>> workers;
    for (int i = 0; i < 4; ++i) {
        workers.push_back(system.spawn<Worker>(unbounded(std::to_string(i)), log));
    }

    for (std::int64_t n = 0; n < 20; ++n) workers[static_cast<std::size_t>(n % 4)].tell(Process{n});
    for (const auto& worker : workers) {
        system.drain(worker);
        ASSERT_TRUE(system.awaitStopped(worker));
    }
    auto lines = log.ask<GetLines>(5s).get().value();
    system.drain(log);

    ASSERT_TRUE(system.awaitStopped(log));
    std::sort(lines.begin(), lines.end());
    std::vector<std::string> expected;
    for (int n = 0; n < 20; ++n) {
        expected.push_back("Worker " + std::to_string(n % 4) + " processed " + std::to_string(n) +
                           " -> " + std::to_string(n * n));
    }
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(lines, expected);
}

TEST_P(Article, ASupervisedActorIsRestartedThreeTimesAndKeepsItsMailbox) {
    EngineUnderTest engine(GetParam());
    System& system = engine.system();
    const auto pool = system.spawnSupervisor(
        {.name = "pool", .budget = {3, 5s, BudgetWindow::lifetime}, .backoff = {1ms, 1.0, 1ms}});
    SpawnOptions options = unbounded("counter");
    options.supervisor = pool;
    const auto counter = system.spawn<Counter>(std::move(options));

    for (int i = 0; i < 3; ++i) {
        counter.tell(Fail{"bad message"});
        counter.tell(Increment{1});
        counter.tell(Increment{1});
    }
    ASSERT_TRUE(engine.awaitQuiet());

    // After each crash the state is new and the two queued messages are still there.
    EXPECT_EQ(counter.ask<GetValue>(5s).get().value(), 2);
    EXPECT_EQ(system.snapshot(counter).incarnation, 4U);
    counter.tell(Fail{"the fourth"});
    ASSERT_TRUE(system.awaitStopped(pool));
    EXPECT_EQ(system.snapshot(counter).status, Status::stopped);
    EXPECT_EQ(counter.tell(Increment{1}), TellOutcome::dead);
}

INSTANTIATE_TEST_SUITE_P(Both, Article, ::testing::Values(Mode::live, Mode::lab),
                         [](const auto& mode) {
                             return mode.param == Mode::live ? "Live" : "Lab";
                         });

} // namespace
} // namespace troupe

// P1 to P3 under load: systems that end with work in flight, poison, order for each sender.
#include <gtest/gtest.h>

#include <thread>

#include "support/engine_under_test.h"
#include "support/sample_actors.h"
#include "support/test_size.h"

namespace troupe {
namespace {

using namespace std::chrono_literals;
using namespace samples;
using testing::unbounded;

TEST(StartStop, S5_8_ASystemEndsWithWorkInFlightHoweverOften) {
    const int cycles = test::sized(1'000, 2'000, 10'000);

    for (int cycle = 0; cycle < cycles; ++cycle) {
        System system({.workers = 2, .grace = 1ms});
        const auto top = system.spawnSupervisor({.name = "top", .backoff = kNoBackoff});
        const auto log = system.spawn<Log>(unbounded("log"));
        SpawnOptions options = unbounded("worker");
        options.supervisor = top;
        const auto worker = system.spawn<Worker>(options, log);
        for (std::int64_t n = 0; n < 20; ++n) worker.tell(Process{n});
        if (cycle % 3 == 0) worker.tell(Fail{});
    }
}

TEST(Poison, P2_OneMessageInAHundredCrashesAndNothingElseIsLost) {
    System system({.workers = 2});
    const auto top = system.spawnSupervisor(
        {.name = "top", .budget = {kUnlimitedRestarts}, .backoff = kNoBackoff});
    std::vector<Ref<Counter>> counters;
    for (int i = 0; i < 500; ++i) {
        SpawnOptions options = unbounded("counter");
        options.supervisor = top;
        counters.push_back(system.spawn<Counter>(options));
    }
    const std::uint64_t perActor = test::sized<std::uint64_t>(100, 400, 2'000);

    for (std::uint64_t n = 1; n <= perActor; ++n) {
        for (const auto& counter : counters) {
            if (n % 100 == 0) {
                counter.tell(Fail{});
            } else {
                counter.tell(Increment{});
            }
        }
    }
    ASSERT_TRUE(system.awaitQuiet(50s));

    for (const auto& counter : counters) {
        const Ledger ledger = system.snapshot(counter).ledger;
        EXPECT_EQ(ledger.dead[static_cast<std::size_t>(DeadReason::failed)], perActor / 100);
        EXPECT_EQ(ledger.handled, perActor - perActor / 100);
    }
}

struct Numbered {
    std::int64_t sender = 0;
    std::int64_t number = 0;
    static constexpr auto name = "Numbered";
    static constexpr auto fields =
        troupe::fields(field("sender", &Numbered::sender), field("number", &Numbered::number));
};

/// Counts what comes out of its sender's order.
class OrderKeeper {
public:
    using Messages = MessageList<Numbered, GetValue>;
    static constexpr auto name = "OrderKeeper";

    void on(const Numbered& m) {
        std::int64_t& last = m_last[m.sender];
        if (m.number != last + 1) ++m_wrong;
        last = m.number;
    }
    std::int64_t on(const GetValue&) { return m_wrong; }

private:
    std::map<std::int64_t, std::int64_t> m_last;
    std::int64_t m_wrong = 0;
};

TEST(Order, P3_S3_1_EachOf64SendersKeepsItsOrder) {
    System system({.workers = 2});
    const auto keeper = system.spawn<OrderKeeper>(unbounded("keeper"));
    const std::int64_t perSender = test::sized<std::int64_t>(2'000, 10'000, 100'000);

    std::vector<std::thread> senders;
    for (std::int64_t sender = 0; sender < 64; ++sender) {
        senders.emplace_back([&, sender] {
            for (std::int64_t n = 1; n <= perSender; ++n) keeper.tell(Numbered{sender, n});
        });
    }
    for (std::thread& sender : senders) sender.join();

    EXPECT_EQ(keeper.ask<GetValue>(50s).get().value(), 0);
    ASSERT_TRUE(system.awaitQuiet(50s)); // the answer comes before its turn is counted
    EXPECT_EQ(system.snapshot(keeper).ledger.handled,
              static_cast<std::uint64_t>(64 * perSender) + 1);
}

} // namespace
} // namespace troupe

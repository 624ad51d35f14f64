// What can be observed: docs/semantics.md S7.1 to S7.3.
#include <gtest/gtest.h>

#include <map>
#include <set>

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
using testing::unbounded;

class Observation : public ::testing::TestWithParam<Mode> {
protected:
    EngineUnderTest engine{GetParam()};
};

TEST_P(Observation, S7_1_CountsAndHighWaterMarkAreExactAtRest) {
    const auto counter = engine.system().spawn<Counter>(unbounded("counter"));
    engine.system().hold(counter);
    ASSERT_TRUE(engine.awaitQuiet());
    for (int i = 0; i < 100; ++i) counter.tell(Increment{});
    EXPECT_EQ(engine.system().snapshot(counter).depth, 100U);

    engine.system().release(counter);
    ASSERT_TRUE(engine.awaitQuiet());

    const ActorSnapshot now = engine.system().snapshot(counter);
    EXPECT_EQ(now.ledger.sent, 100U);
    EXPECT_EQ(now.ledger.handled, 100U);
    EXPECT_EQ(now.depth, 0U);
    EXPECT_EQ(now.highWater, 100U);
    EXPECT_TRUE(now.ledger.isBalanced());
}

TEST_P(Observation, S7_1_D28_WithARecorderEveryMessageIsTimedFromTheFirst) {
    LifeLog log(engine.system());
    const auto counter = engine.system().spawn<Counter>(unbounded("counter"));

    for (int i = 0; i < 20; ++i) counter.tell(Increment{});
    ASSERT_TRUE(engine.awaitQuiet());

    EXPECT_EQ(engine.system().snapshot(counter).mailboxTime.count(), 20U);
}

TEST_P(Observation, S7_2_AnEventNamesItsCauseActorAndIncarnation) {
    LifeLog log(engine.system());
    const auto lines = engine.system().spawn<Log>(unbounded("log"));
    const auto worker = engine.system().spawn<Worker>(unbounded("worker"), lines);

    worker.tell(Process{3});
    ASSERT_TRUE(engine.awaitQuiet());

    std::uint64_t request = 0;
    bool hasEffect = false;
    for (const auto& event : log.events()) {
        const Event& e = event.header;
        if (e.kind == EventKind::sent && e.peer == worker.id().number) request = e.message;
        if (e.kind != EventKind::sent || e.actor != worker.id().number) continue;
        hasEffect = true;
        EXPECT_EQ(e.cause, request);
        EXPECT_EQ(e.incarnation, 1U);
    }
    EXPECT_TRUE(hasEffect);
}

TEST_P(Observation, S7_3_D26_SentComesBeforeBeganBeforeEndedAndActorsKeepTheirOrder) {
    LifeLog log(engine.system());
    const auto lines = engine.system().spawn<Log>(unbounded("log"));
    std::vector<Ref<Worker>> workers;
    for (int i = 0; i < 4; ++i) {
        workers.push_back(engine.system().spawn<Worker>(unbounded(std::to_string(i)), lines));
    }

    for (std::int64_t n = 0; n < 2000; ++n) {
        workers[static_cast<std::size_t>(n % 4)].tell(Process{n});
    }
    ASSERT_TRUE(engine.awaitQuiet());

    std::set<std::uint64_t> sent;
    std::set<std::uint64_t> began;
    std::map<std::uint32_t, std::uint32_t> numbers;
    std::size_t ended = 0;
    for (const auto& event : log.events()) {
        const Event& e = event.header;
        if (e.kind == EventKind::sent) sent.insert(e.message);
        if (e.kind == EventKind::began) {
            EXPECT_TRUE(sent.contains(e.message));
            began.insert(e.message);
        }
        if (e.kind == EventKind::ended) {
            EXPECT_TRUE(began.contains(e.message));
            ++ended;
        }
        if (e.number != 0) {
            EXPECT_EQ(e.number, numbers[e.actor] + 1);
            numbers[e.actor] = e.number;
        }
    }
    EXPECT_EQ(ended, 4000U);
}

INSTANTIATE_TEST_SUITE_P(Both, Observation, ::testing::Values(Mode::live, Mode::lab),
                         [](const auto& mode) {
                             return mode.param == Mode::live ? "Live" : "Lab";
                         });

std::uint64_t begunIn(const std::vector<test::CollectedEvent>& events) {
    std::uint64_t count = 0;
    for (const auto& event : events) count += event.header.kind == EventKind::began;
    return count;
}

// S7.4: a burst that the rings cannot hold is counted, which the stream says, or it is held up.
TEST(ObservationLive, S7_4_ABurstIsSummarisedOrTheEngineIsSlowedDown) {
    constexpr std::uint64_t kMessages = 150'000;
    for (const bool isSlowed : {false, true}) {
        System system({.workers = 1, .slowsForRecorder = isSlowed});
        system.attachRecorder();
        const auto counter = system.spawn<Counter>(unbounded("counter"));
        test::CollectingSink sink;

        for (std::uint64_t i = 0; i < kMessages; ++i) {
            counter.tell(Increment{});
            if (isSlowed && i % 10'000 == 0) system.drainTrace(sink);
        }
        while (!system.awaitQuiet(5ms)) {
            if (isSlowed) system.drainTrace(sink);
        }
        system.drainTrace(sink);
        system.drainTrace(sink);

        EXPECT_EQ(system.snapshot(counter).ledger.handled, kMessages);
        if (isSlowed) {
            EXPECT_EQ(begunIn(sink.events), kMessages);
            EXPECT_EQ(sink.count(EventKind::resolution), 0);
        } else {
            EXPECT_LT(begunIn(sink.events), kMessages);
            EXPECT_GT(sink.count(EventKind::resolution), 1); // the change, and pairs with counts
            EXPECT_EQ(sink.count(EventKind::gap), 0);
        }
    }
}

} // namespace
} // namespace troupe

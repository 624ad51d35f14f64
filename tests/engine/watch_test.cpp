// Watching: docs/semantics.md S5.7.
#include <gtest/gtest.h>

#include <mutex>

#include "support/engine_under_test.h"
#include "support/sample_actors.h"

namespace troupe {
namespace {

using namespace std::chrono_literals;
using namespace samples;
using testing::EngineUnderTest;
using testing::Mode;

struct Look {
    AnyRef at;
    static constexpr auto name = "Look";
    static constexpr auto fields = troupe::fields();
};
struct GetNotices {
    using Reply = std::vector<std::string>;
    static constexpr auto name = "GetNotices";
    static constexpr auto fields = troupe::fields();
};

class Watcher {
public:
    using Messages = MessageList<Look, Down, Restarted, GetNotices>;
    static constexpr auto name = "Watcher";

    void on(Context& ctx, const Look& m) { ctx.watch(m.at); }
    void on(const Down& m) {
        m_notices.push_back("down #" + std::to_string(m.incarnation) + " " + toString(m.reason));
    }
    void on(const Restarted& m) {
        m_notices.push_back("restarted #" + std::to_string(m.incarnation));
    }
    std::vector<std::string> on(const GetNotices&) { return m_notices; }

private:
    std::vector<std::string> m_notices;
};

class Watching : public ::testing::TestWithParam<Mode> {
protected:
    std::vector<std::string> notices() {
        EXPECT_TRUE(engine.awaitQuiet());
        return onlooker.ask<GetNotices>(5s).get().value();
    }
    void look(const AnyRef& at) {
        onlooker.tell(Look{at});
        EXPECT_TRUE(engine.awaitQuiet());
    }

    EngineUnderTest engine{GetParam()};
    Ref<Watcher> onlooker = engine.system().spawn<Watcher>({.name = "onlooker"});
    Ref<Counter> counter = engine.system().spawn<Counter>({.name = "counter"});
};

TEST_P(Watching, S5_7_AnEndIsOneDownWithIncarnationAndReason) {
    look(counter);
    look(counter); // twice is once

    counter.tell(Fail{});

    EXPECT_EQ(notices(), (std::vector<std::string>{"down #1 error"}));
}

TEST_P(Watching, S5_7_AWatchOfTheDeadTellsAtOnceWhyItEnded) {
    engine.system().kill(counter);
    ASSERT_TRUE(engine.system().awaitStopped(counter));

    look(counter);

    EXPECT_EQ(notices(), (std::vector<std::string>{"down #1 killed"}));
}

TEST_P(Watching, S5_7_ARestartIsNotDown) {
    const auto top = engine.system().spawnSupervisor({.name = "top", .backoff = kNoBackoff});
    const auto child = engine.system().spawn<Counter>({.name = "child", .supervisor = top});
    look(child);

    child.tell(Fail{});
    ASSERT_TRUE(engine.awaitQuiet());
    engine.system().stop(child);

    EXPECT_EQ(notices(), (std::vector<std::string>{"restarted #2", "down #2 shutdown"}));
}

// D15: "the next user message" is none that the engine sends.
TEST_P(Watching, ANoticeDoesNotUseUpAnOrderedCrash) {
    look(counter);
    engine.system().crashNext(onlooker);
    counter.tell(Fail{});
    ASSERT_TRUE(engine.awaitQuiet());
    EXPECT_EQ(engine.system().snapshot(onlooker).status, Status::running);

    onlooker.tell(Look{counter});

    ASSERT_TRUE(engine.awaitQuiet());
    EXPECT_EQ(engine.system().snapshot(onlooker).status, Status::stopped);
}

INSTANTIATE_TEST_SUITE_P(Both, Watching, ::testing::Values(Mode::live, Mode::lab),
                         [](const auto& mode) {
                             return mode.param == Mode::live ? "Live" : "Lab";
                         });

} // namespace
} // namespace troupe

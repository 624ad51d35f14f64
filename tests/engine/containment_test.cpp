// What is contained: docs/semantics.md S5.11 and S5.1.
#include <gtest/gtest.h>

#include <new>

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

struct ThrowNumber {
    static constexpr auto name = "ThrowNumber";
    static constexpr auto fields = troupe::fields();
};
struct ThrowBadAlloc {
    static constexpr auto name = "ThrowBadAlloc";
    static constexpr auto fields = troupe::fields();
};

class Thrower {
public:
    using Messages = MessageList<ThrowNumber, ThrowBadAlloc>;
    static constexpr auto name = "Thrower";
    void on(const ThrowNumber&) { throw 42; }
    void on(const ThrowBadAlloc&) { throw std::bad_alloc(); }
    void onStop(Context&) { throw std::runtime_error("cannot leave"); }
};

/// Takes whatever comes, and throws it.
class ThrowsAnything {
public:
    using Messages = AnyMessages;
    static constexpr auto name = "ThrowsAnything";
    TurnEnd onAny(Context&, Envelope&) { throw std::runtime_error("not this"); }
};

/// Becomes one who throws.
class Moody {
public:
    using Messages = MessageList<ThrowNumber, ThrowBadAlloc>;
    static constexpr auto name = "Moody";
    void on(Context& ctx, const ThrowBadAlloc&) {
        ctx.become(Behaviour().on<ThrowNumber>([](Context&, ThrowNumber&) { throw 42; }));
    }
    void on(const ThrowNumber&) {}
};

class NeverStarts {
public:
    using Messages = MessageList<ThrowNumber>;
    static constexpr auto name = "NeverStarts";
    NeverStarts() { throw std::runtime_error("no such file"); }
    void on(const ThrowNumber&) {}
};

class Containment : public ::testing::TestWithParam<Mode> {
protected:
    /// Why the thrower ended.
    std::vector<std::string> failures(const AnyRef& actor) {
        EXPECT_TRUE(engine.system().awaitStopped(actor));
        EXPECT_TRUE(engine.awaitQuiet());
        const auto other = engine.system().spawn<Counter>({.name = "other"});
        EXPECT_EQ(other.ask<GetValue>(5s).get().value(), 0);
        return log.lines({EventKind::failed});
    }

    EngineUnderTest engine{GetParam()};
    LifeLog log{engine.system()};
};

TEST_P(Containment, S5_11_AThrownNumberIsACrash) {
    const auto thrower = engine.system().spawn<Thrower>({.name = "t"});

    thrower.tell(ThrowNumber{});

    EXPECT_EQ(failures(thrower), (std::vector<std::string>{
                                     "failed t handler an exception that is no std::exception"}));
}

TEST_P(Containment, S5_11_BadAllocIsACrash) {
    const auto thrower = engine.system().spawn<Thrower>({.name = "t"});

    thrower.tell(ThrowBadAlloc{});

    EXPECT_EQ(failures(thrower), (std::vector<std::string>{"failed t handler std::bad_alloc"}));
}

TEST_P(Containment, S5_11_WhatATakerOfAnythingThrowsIsACrash) {
    const auto thrower = engine.system().spawn<ThrowsAnything>({.name = "t"});

    thrower.tell(ThrowNumber{});

    EXPECT_EQ(failures(thrower), (std::vector<std::string>{"failed t handler not this"}));
}

TEST_P(Containment, S5_11_WhatABehaviourThrowsIsACrash) {
    const auto moody = engine.system().spawn<Moody>({.name = "t"});

    moody.tell(ThrowBadAlloc{});
    moody.tell(ThrowNumber{});

    EXPECT_EQ(failures(moody), (std::vector<std::string>{
                                   "failed t handler an exception that is no std::exception"}));
}

TEST_P(Containment, AnActorWithoutANameGoesByItsKindAndNumber) {
    const auto thrower = engine.system().spawn<Thrower>(SpawnOptions{});
    const std::string name = "Thrower-" + std::to_string(thrower.id().number);
    EXPECT_EQ(thrower.name(), name);

    thrower.tell(ThrowBadAlloc{});

    EXPECT_EQ(failures(thrower),
              (std::vector<std::string>{"failed " + name + " handler std::bad_alloc"}));
}

TEST_P(Containment, S5_11_AStopHookThatThrowsDoesNotKeepTheActor) {
    const auto thrower = engine.system().spawn<Thrower>({.name = "t"});
    ASSERT_TRUE(engine.awaitQuiet());

    engine.system().stop(thrower);

    EXPECT_EQ(failures(thrower), (std::vector<std::string>{"failed t stopHook cannot leave"}));
}

TEST_P(Containment, S5_11_AFactoryThatThrowsIsAFailedStart) {
    const auto actor = engine.system().spawn<NeverStarts>({.name = "n"});

    EXPECT_EQ(failures(actor), (std::vector<std::string>{"failed n start no such file"}));
}

TEST_P(Containment, S5_5_AFailedStartIsCharged) {
    const auto top =
        engine.system().spawnSupervisor({.name = "top", .budget = {2, 5s}, .backoff = kNoBackoff});
    engine.system().spawn<NeverStarts>({.name = "n", .supervisor = top});

    ASSERT_TRUE(engine.system().awaitStopped(top));

    EXPECT_EQ(
        log.lines({EventKind::decided}),
        (std::vector<std::string>{"decided n restart 1/2 0ms n", "decided n restart 2/2 0ms n",
                                  "decided n escalate 3/2 0ms n"}));
}

INSTANTIATE_TEST_SUITE_P(Both, Containment, ::testing::Values(Mode::live, Mode::lab),
                         [](const auto& mode) {
                             return mode.param == Mode::live ? "Live" : "Lab";
                         });

} // namespace
} // namespace troupe

// The typed interface: D3, D4, D6, S3.5.
#include "support/behaviour_actors.h"
#include "support/sample_actors.h"

namespace troupe::testing {
namespace {

using samples::Counter;
using samples::GetValue;
using samples::Increment;
using samples::Line;

template <class A, class M>
concept CanBeTold = requires(const Ref<A>& ref, M message) {
    ref.tell(message);
};
template <class A, class M>
concept CanBeAsked = requires(const Ref<A>& ref) {
    ref.template ask<M>(1s);
};
template <class A, class M>
concept CanBeMadeAndTold = requires(const Ref<A>& ref) {
    ref.template tell<M>();
};

// D3: tell<M> needs M exactly in the list.
static_assert(CanBeTold<Counter, Increment>);
static_assert(!CanBeTold<Counter, Line>);
static_assert(CanBeMadeAndTold<Counter, Increment>);
static_assert(!CanBeMadeAndTold<Counter, Line>);
static_assert(CanBeAsked<Counter, GetValue>);
static_assert(!CanBeAsked<Counter, Increment>); // it has no reply
static_assert(!CanBeAsked<Counter, Question>);
// what merely converts to a listed message is not one
static_assert(!CanBeTold<Counter, std::int64_t>);

class Typed : public EngineTest {};
INSTANTIATE_TEST_SUITE_P(On, Typed, ::testing::ValuesIn(kEverywhere), nameOf);

// D3: the list is all there is: names, fields and order come from it.
TEST(TypedActor, IsDescribedByItsList) {
    const ActorType& type = kActorType<Counter>;

    EXPECT_STREQ(type.name, "Counter");
    ASSERT_EQ(type.handlers.size(), 3U);
    EXPECT_STREQ(type.handlers[0].type->name, "Increment");
    EXPECT_EQ(type.handlers[0].type->reply, nullptr);
    EXPECT_NE(type.handlers[1].type->reply, nullptr);
    EXPECT_EQ(type.find(kMessageType<Line>), kNoHandler);
}

TEST_P(Typed, TellTakesAMessageOrWhatMakesOne) {
    const auto counter = spawnUnbounded<Counter>("counter");

    EXPECT_EQ(counter.tell(Increment{2}), TellOutcome::delivered);
    EXPECT_EQ(counter.tell<Increment>(3), TellOutcome::delivered);
    EXPECT_EQ(counter.any().tell(kMessageType<Increment>, {Value(std::int64_t{4})}),
              TellOutcome::delivered);

    EXPECT_EQ(counter.ask<GetValue>(5s).get().value(), 9);
}

struct Greet {
    using Reply = std::string;
    std::string who;
    static constexpr auto name = "Greet";
    static constexpr auto fields = troupe::fields(field("who", &Greet::who));
};
class Greeter {
public:
    using Messages = MessageList<Greet>;
    static constexpr auto name = "Greeter";
    std::string on(const Greet& m) { return "hello " + m.who; }
};
class Guest {
public:
    using Messages = MessageList<Greet>;
    static constexpr auto name = "Guest";
    explicit Guest(Ref<Greeter> greeter) : m_greeter(std::move(greeter)) {}
    Task<std::string> on(Context& ctx, const Greet& m) {
        const AskResult<std::string> first = co_await ctx.ask<Greet>(m_greeter, 5s, m.who + "!");
        if (!first.ok()) co_return "";
        // the message being handled is alive until its turn ends
        const AskResult<std::string> second = co_await ctx.ask<Greet>(m_greeter, 5s, m.who + "?");
        co_return first.value() + ", " + second.value();
    }

private:
    Ref<Greeter> m_greeter;
};

// D4: the message is made inside of the awaited call.
TEST_P(Typed, StringsSurviveASuspension) {
    const auto guest = spawnUnbounded<Guest>("guest", spawnUnbounded<Greeter>("greeter"));
    const std::string longName(100, 'x');

    EXPECT_EQ(guest.ask<Greet>(5s, longName).get().value(),
              "hello " + longName + "!, hello " + longName + "?");
}

/// A task that awaits a task.
class Nested {
public:
    using Messages = MessageList<Greet>;
    static constexpr auto name = "Nested";
    explicit Nested(Ref<Greeter> greeter) : m_greeter(std::move(greeter)) {}
    Task<std::string> on(Context& ctx, const Greet& m) {
        const std::string inner = co_await greet(ctx, m.who);
        co_return inner + ".";
    }

private:
    Task<std::string> greet(Context& ctx, std::string who) {
        const AskResult<std::string> r = co_await ctx.ask<Greet>(m_greeter, 5s, who);
        if (!r.ok()) throw std::runtime_error("nobody greets");
        co_return r.value();
    }
    Ref<Greeter> m_greeter;
};

// D4, S5.1
TEST_P(Typed, ATaskCanAwaitATaskAndItsExceptionIsACrash) {
    const auto greeter = spawnUnbounded<Greeter>("greeter");
    const auto nested = spawnUnbounded<Nested>("nested", greeter);
    EXPECT_EQ(nested.ask<Greet>(5s, "you").get().value(), "hello you.");
    system().stop(greeter);
    ASSERT_TRUE(system().awaitStopped(greeter));

    const auto result = nested.ask<Greet>(5s, "you").get();

    EXPECT_EQ(result.outcome(), AskOutcome::crashed);
    EXPECT_EQ(result.text(), "nobody greets");
}

class Once {
public:
    using Messages = MessageList<Note>;
    static constexpr auto name = "Once";
    explicit Once(SharedSeen seen) : m_seen(std::move(seen)) {}
    void on(Context& ctx, const Note& m) {
        m_seen->add(m.n);
        ctx.stop();
    }

private:
    SharedSeen m_seen;
};

// D6: references are weak; stop() is the article's `false`.
TEST_P(Typed, AReferenceDoesNotKeepItsActorAlive) {
    const auto seen = std::make_shared<Seen>();
    const auto once = spawnUnbounded<Once>("once", seen);
    hold(once);
    once.tell(Note{1});
    once.tell(Note{2});
    system().release(once);

    ASSERT_TRUE(system().awaitStopped(once));

    EXPECT_EQ(seen->all(), numbers(1, 1));
    EXPECT_EQ(once.tell(Note{3}), TellOutcome::dead);
    EXPECT_EQ(once.name(), "once");
    EXPECT_EQ(dead(once, DeadReason::stopped), 2U);
}

} // namespace
} // namespace troupe::testing

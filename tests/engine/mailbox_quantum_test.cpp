// How long an actor keeps its worker while others wait: S3.3.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <latch>
#include <memory>
#include <utility>
#include <vector>

#include "mailbox_fixture.h"

namespace troupe::testing {
namespace {

/// Blocks its thread until the test lets it go.
class Plug {
public:
    using Messages = MessageList<Begin>;
    static constexpr auto name = "Plug";
    Plug(std::latch* entered, std::latch* leave) : m_entered(entered), m_leave(leave) {}
    void on(const Begin&) {
        m_entered->count_down();
        m_leave->wait();
    }

private:
    std::latch* m_entered;
    std::latch* m_leave;
};

std::size_t longestRun(const std::vector<std::int64_t>& of, std::int64_t end) {
    std::size_t longest = 0;
    std::size_t run = 0;
    std::int64_t before = -1;
    std::size_t left[2] = {100, 100};
    for (const std::int64_t n : of) {
        const std::int64_t who = n / 1000;
        run = who == before ? run + 1 : 1;
        before = who;
        --left[who];
        // only while the other one has something to do
        if (left[1 - who] > 0) longest = std::max(longest, run);
    }
    EXPECT_EQ(static_cast<std::int64_t>(of.size()), end);
    return longest;
}

/// Two actors with 100 messages each on one worker; how many in a row one of them handles.
std::size_t runWithQuantum(std::uint32_t quantum) {
    System system({.workers = 1, .quantum = quantum});
    const auto seen = std::make_shared<Seen>();
    std::latch entered(1);
    std::latch leave(1);
    const auto plug = system.spawn<Plug>("plug", &entered, &leave);
    const auto a = system.spawn<Noter>("a", seen);
    const auto b = system.spawn<Noter>("b", seen);
    EXPECT_TRUE(system.awaitQuiet(20s));
    plug.tell(Begin{});
    entered.wait();
    for (std::int64_t n = 0; n < 100; ++n) {
        a.tell(Note{n});
        b.tell(Note{1000 + n});
    }
    leave.count_down();
    EXPECT_TRUE(system.awaitQuiet(20s));
    return longestRun(seen->all(), 200);
}

// S3.3
TEST(MailboxLive, AnActorGivesWayAfterSixteenMessages) {
    EXPECT_EQ(runWithQuantum(16), 16U);
    EXPECT_EQ(runWithQuantum(1), 1U);
}

// S3.3: unlimited, an actor keeps its worker for as long as it has messages.
TEST(MailboxLive, WithoutAQuantumOneActorStarvesTheOther) {
    EXPECT_EQ(runWithQuantum(UINT32_MAX), 100U);
}

/// Tells another actor 16 numbers a turn, and itself to go on.
class Producer {
public:
    using Messages = MessageList<Begin>;
    static constexpr auto name = "Producer";
    Producer(Ref<Noter> to, std::int64_t turns) : m_to(std::move(to)), m_left(turns) {}
    void on(Context& ctx, const Begin&) {
        for (std::int64_t n = 0; n < 16; ++n) ctx.tell<Note>(m_to, n);
        if (--m_left > 0) ctx.tell<Begin>(ctx.self<Producer>());
    }

private:
    Ref<Noter> m_to;
    std::int64_t m_left;
};

// S3.3, decision 10: what it sends counts to its share, so its consumer keeps up.
TEST(MailboxLive, AProducerDoesNotRunAwayFromItsConsumer) {
    System system({.workers = 1});
    const auto seen = std::make_shared<Seen>();
    const auto consumer = system.spawn<Noter>("consumer", seen);
    const auto producer = system.spawn<Producer>("producer", consumer, std::int64_t{50});
    producer.tell(Begin{});
    ASSERT_TRUE(system.awaitQuiet(20s));

    EXPECT_EQ(seen->all().size(), 800U);
    EXPECT_LE(system.snapshot(consumer).highWater, 32U);
}

/// Lets a latch go from a thread of its own when its timer fires.
class Alarm {
public:
    using Messages = MessageList<Begin, Note>;
    static constexpr auto name = "Alarm";
    explicit Alarm(std::latch* leave) : m_leave(leave) {}
    void on(Context& ctx, const Begin&) { ctx.after(30ms, Note{1}); }
    void on(const Note&) { m_leave->count_down(); }

private:
    std::latch* m_leave;
};
/// A long first turn, which gives another one something to do, then short ones.
class LongTurn {
public:
    using Messages = MessageList<Begin, Note>;
    static constexpr auto name = "LongTurn";
    LongTurn(std::latch* entered, std::latch* leave, SharedSeen seen, Ref<Noter> other)
        : m_entered(entered), m_leave(leave), m_seen(std::move(seen)), m_other(std::move(other)) {}
    void on(Context& ctx, const Begin&) {
        ctx.tell<Note>(m_other, 1);
        m_entered->count_down();
        m_leave->wait();
    }
    void on(const Note& m) { m_seen->add(m.n); }

private:
    std::latch* m_entered;
    std::latch* m_leave;
    SharedSeen m_seen;
    Ref<Noter> m_other;
};

// S3.3: 2 ms, whatever the number of messages.
TEST(MailboxLive, AnActorGivesWayAfterTwoMillisecondsToo) {
    System system({.workers = 1, .quantum = UINT32_MAX});
    const auto seen = std::make_shared<Seen>();
    std::latch entered(1);
    std::latch leave(1);
    SpawnOptions dedicated;
    dedicated.dedicated = true;
    const auto alarm = system.spawn<Alarm>(std::move(dedicated), &leave);
    const auto other = system.spawn<Noter>("other", seen);
    const auto longTurn = system.spawn<LongTurn>("long", &entered, &leave, seen, other);
    ASSERT_TRUE(system.awaitQuiet(20s));

    longTurn.tell(Begin{});
    entered.wait();
    longTurn.tell(Note{2});
    alarm.tell(Begin{});
    ASSERT_TRUE(system.awaitQuiet(20s));

    EXPECT_EQ(seen->all(), numbers(1, 2));
}

} // namespace
} // namespace troupe::testing

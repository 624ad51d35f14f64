// What arrives, in which order, and one at a time: S3.1, D20.
#include <cstdint>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "mailbox_fixture.h"

namespace troupe::testing {
namespace {

INSTANTIATE_TEST_SUITE_P(On, Mailbox, ::testing::ValuesIn(kEverywhere), nameOf);

/// Tells a Noter a row of numbers in one turn.
struct Row {
    std::int64_t from = 0;
    std::int64_t to = 0;
    static constexpr auto name = "Row";
    static constexpr auto fields = troupe::fields(field("from", &Row::from), field("to", &Row::to));
};
class Teller {
public:
    using Messages = MessageList<Row>;
    static constexpr auto name = "Teller";
    explicit Teller(Ref<Noter> to) : m_to(std::move(to)) {}
    void on(Context& ctx, const Row& m) {
        for (std::int64_t n = m.from; n <= m.to; ++n) ctx.tell<Note>(m_to, n);
    }

private:
    Ref<Noter> m_to;
};

std::vector<std::int64_t> onlyFrom(const std::vector<std::int64_t>& all, std::int64_t hundreds) {
    std::vector<std::int64_t> some;
    for (const std::int64_t n : all) {
        if (n / 100 == hundreds) some.push_back(n);
    }
    return some;
}

// S3.1
TEST_P(Mailbox, KeepsTheOrderOfEachSender) {
    const auto seen = std::make_shared<Seen>();
    const auto noter = spawnUnbounded<Noter>("noter", seen);
    for (std::int64_t sender = 1; sender <= 4; ++sender) {
        spawnUnbounded<Teller>("teller", noter).tell(Row{sender * 100, sender * 100 + 49});
    }

    ASSERT_TRUE(awaitQuiet());

    ASSERT_EQ(seen->all().size(), 200U); // at most once, and none is lost
    for (std::int64_t sender = 1; sender <= 4; ++sender) {
        EXPECT_EQ(onlyFrom(seen->all(), sender), numbers(sender * 100, sender * 100 + 49));
    }
}

/// Tells `first` to its noter, then tells a friend to tell it `second`.
struct Pass {
    std::int64_t n = 0;
    static constexpr auto name = "Pass";
    static constexpr auto fields = troupe::fields(field("n", &Pass::n));
};
class Passer {
public:
    using Messages = MessageList<Pass>;
    static constexpr auto name = "Passer";
    Passer(Ref<Noter> noter, Ref<Passer> next)
        : m_noter(std::move(noter)), m_next(std::move(next)) {}
    void on(Context& ctx, const Pass& m) {
        ctx.tell<Note>(m_noter, m.n);
        if (m_next) ctx.tell<Pass>(m_next, m.n + 1);
    }

private:
    Ref<Noter> m_noter;
    Ref<Passer> m_next;
};

// S3.1, D20: what was sent before, also through others, arrives before.
TEST_P(Mailbox, DeliversCausally) {
    const auto seen = std::make_shared<Seen>();
    const auto noter = spawnUnbounded<Noter>("noter", seen);
    Ref<Passer> last;
    for (int i = 0; i < 5; ++i) last = spawnUnbounded<Passer>("passer", noter, last);

    for (int round = 0; round < 20; ++round) {
        last.tell(Pass{round * 100});
        ASSERT_TRUE(awaitQuiet());
    }

    std::vector<std::int64_t> expected;
    for (int round = 0; round < 20; ++round) {
        for (int i = 0; i < 5; ++i) expected.push_back(round * 100 + i);
    }
    EXPECT_EQ(seen->all(), expected);
}

/// Is in its handler with how many others of itself?
class Alone {
public:
    using Messages = MessageList<Note>;
    static constexpr auto name = "Alone";
    explicit Alone(SharedSeen seen) : m_seen(std::move(seen)) {}
    void on(const Note& m) {
        m_inside = m_inside + 1;
        m_sum = m_sum + m.n;
        if (m_inside != 1) m_seen->add(m_inside);
        m_inside = m_inside - 1;
        if (m.n == 0) m_seen->add(m_sum);
    }

private:
    SharedSeen m_seen;
    std::int64_t m_inside = 0;
    std::int64_t m_sum = 0;
};

// S3.1: unprotected state of an actor survives senders on four threads.
TEST(MailboxLive, OneHandlerAtATimeForOneActorUnderManySenders) {
    System system({.workers = 4});
    const auto seen = std::make_shared<Seen>();
    SpawnOptions options;
    options.mailbox.overflow = Overflow::unbounded;
    const auto alone = system.spawn<Alone>(std::move(options), seen);
    std::vector<std::thread> threads;

    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&alone] {
            for (int k = 0; k < 5000; ++k) alone.tell(Note{1});
        });
    }
    for (std::thread& thread : threads) thread.join();
    alone.tell(Note{0});
    ASSERT_TRUE(system.awaitQuiet(20s));

    EXPECT_EQ(seen->all(), std::vector<std::int64_t>{20000});
    EXPECT_TRUE(system.snapshot(alone).ledger.isBalanced());
}

/// Counts copies of its payload: a message is a value, moved on its way.
struct Parcel {
    std::vector<std::int64_t> content;
    static constexpr auto name = "Parcel";
    static constexpr auto fields = troupe::fields(field("content", &Parcel::content));
};
class Opener {
public:
    using Messages = MessageList<Parcel>;
    static constexpr auto name = "Opener";
    explicit Opener(SharedSeen seen) : m_seen(std::move(seen)) {}
    void on(const Parcel& m) {
        for (const std::int64_t n : m.content) m_seen->add(n);
    }

private:
    SharedSeen m_seen;
};

// S3.1
TEST_P(Mailbox, AMessageIsAValueThatLaterChangesDoNotReach) {
    const auto seen = std::make_shared<Seen>();
    const auto opener = spawnUnbounded<Opener>("opener", seen);
    hold(opener);
    Parcel parcel{{1, 2, 3}};

    opener.tell(parcel);
    parcel.content.clear();
    system().release(opener);
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(seen->all(), numbers(1, 3));
}

} // namespace
} // namespace troupe::testing

// Lanes: what goes before a message of a user: S3.2, S3.6, D12.
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "mailbox_fixture.h"

namespace troupe::testing {
namespace {

// S3.2: a stop goes before the messages that were queued earlier.
TEST_P(Mailbox, AStopOvertakesQueuedMessages) {
    const auto seen = std::make_shared<Seen>();
    const auto noter = spawnUnbounded<Noter>("noter", seen);
    hold(noter);
    for (std::int64_t n = 1; n <= 5; ++n) noter.tell(Note{n});

    system().stop(noter);
    system().release(noter);
    ASSERT_TRUE(system().awaitStopped(noter));

    EXPECT_TRUE(seen->all().empty());
    EXPECT_EQ(dead(noter, DeadReason::stopped), 5U);
}

// S3.2, S3.6
TEST_P(Mailbox, AKillGoesBeforeEverythingAndNamesItsReason) {
    const auto seen = std::make_shared<Seen>();
    const auto noter = spawnUnbounded<Noter>("noter", seen);
    hold(noter);
    for (std::int64_t n = 1; n <= 5; ++n) noter.tell(Note{n});

    system().kill(noter);
    ASSERT_TRUE(system().awaitStopped(noter));

    EXPECT_TRUE(seen->all().empty());
    EXPECT_EQ(dead(noter, DeadReason::killed), 5U);
}

/// In its first turn: sets a timer that is due at once, tells itself, and is busy until then.
class Ticker {
public:
    using Messages = MessageList<Begin, Note>;
    static constexpr auto name = "Ticker";
    explicit Ticker(SharedSeen seen) : m_seen(std::move(seen)) {}
    void on(Context& ctx, const Begin&) {
        ctx.after(1ms, Note{1});
        ctx.tell<Note>(ctx.self<Ticker>(), 2);
        ctx.work(5ms);
    }
    void on(const Note& m) { m_seen->add(m.n); }

private:
    SharedSeen m_seen;
};

// S3.2, D12: replies and timers go before user messages.
TEST(MailboxLive, ATimerTickOvertakesAUserMessageThatWaits) {
    System system({.workers = 1});
    const auto seen = std::make_shared<Seen>();
    const auto ticker = system.spawn<Ticker>("ticker", seen);

    ticker.tell(Begin{});
    ASSERT_TRUE(system.awaitQuiet(20s));

    EXPECT_EQ(seen->all(), numbers(1, 2));
}

class Stopper {
public:
    using Messages = MessageList<Begin, Note>;
    static constexpr auto name = "Stopper";
    explicit Stopper(SharedSeen seen) : m_seen(std::move(seen)) {}
    void on(Context& ctx, const Begin&) {
        ctx.system().kill(ctx.selfAny());
        ctx.stop();
        m_seen->add(1);
        ctx.tell<Note>(ctx.self<Stopper>(), 2);
        m_seen->add(3);
    }
    void on(const Note& m) { m_seen->add(m.n); }

private:
    SharedSeen m_seen;
};

// S3.2: the kill waits for the end of the turn.
TEST_P(Mailbox, ARunningTurnIsNeverInterrupted) {
    const auto seen = std::make_shared<Seen>();
    const auto stopper = spawnUnbounded<Stopper>("stopper", seen);

    stopper.tell(Begin{});
    ASSERT_TRUE(system().awaitStopped(stopper));

    EXPECT_EQ(seen->all(), (std::vector<std::int64_t>{1, 3}));
}

// S3.2: lanes above user are never bounded and never dropped.
TEST_P(Mailbox, AFullMailboxTakesSignalsAsEver) {
    const auto seen = std::make_shared<Seen>();
    const auto noter = spawnBounded<Noter>("noter", 1, Overflow::fail, seen);
    hold(noter);
    EXPECT_EQ(noter.tell(Note{1}), TellOutcome::delivered);
    EXPECT_EQ(noter.tell(Note{2}), TellOutcome::full);

    for (int i = 0; i < 100; ++i) {
        system().hold(noter);
        system().release(noter);
    }
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(seen->all(), numbers(1, 1));
}

} // namespace
} // namespace troupe::testing

// Messages that nobody handles, and why: S3.5, S3.6, S3.7, S5.2, D7, D11.
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "mailbox_fixture.h"

namespace troupe::testing {
namespace {

// S3.5, D7
TEST_P(Mailbox, ATellToAStoppedActorIsDeadAndNeverThrows) {
    const auto noter = spawnUnbounded<Noter>("noter", std::make_shared<Seen>());
    system().stop(noter);
    ASSERT_TRUE(system().awaitStopped(noter));

    EXPECT_EQ(noter.tell(Note{1}), TellOutcome::dead);
    EXPECT_EQ(Ref<Noter>().tell(Note{1}), TellOutcome::dead);
    EXPECT_EQ(dead(noter, DeadReason::stopped), 1U);
}

/// Tells nobody.
class Lonely {
public:
    using Messages = MessageList<Begin>;
    static constexpr auto name = "Lonely";
    explicit Lonely(SharedSeen seen) : m_seen(std::move(seen)) {}
    void on(Context& ctx, const Begin&) {
        m_seen->add(static_cast<std::int64_t>(ctx.tell<Note>(Ref<Noter>(), 1)));
    }

private:
    SharedSeen m_seen;
};

// S3.6, D11: the row `nobody`.
TEST_P(Mailbox, AMessageToNobodyIsADeadLetterOfWhatNeverExisted) {
    const auto seen = std::make_shared<Seen>();
    const auto lonely = spawnUnbounded<Lonely>("lonely", seen);

    lonely.tell(Begin{});
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(seen->all(), std::vector<std::int64_t>{static_cast<std::int64_t>(TellOutcome::dead)});
    EXPECT_EQ(system().toNobody(), 1U);
    if (!GetParam().isRecorded) return;
    std::int64_t told = 0;
    for (const auto& e : events()) {
        told += e.header.kind == EventKind::deadLetter && e.header.actor == 0 &&
                e.header.peer == lonely.id().number &&
                DeadReason{e.header.detail} == DeadReason::neverExisted;
    }
    EXPECT_EQ(told, 1);
}

// S3.6
TEST_P(Mailbox, AMessageTheActorDoesNotListIsUnhandled) {
    const auto noter = spawnUnbounded<Noter>("noter", std::make_shared<Seen>());

    EXPECT_EQ(noter.any().tell(Then{1}), TellOutcome::delivered);
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(dead(noter, DeadReason::unhandled), 1U);
    EXPECT_EQ(ledger(noter).handled, 0U);
}

// S3.6
TEST_P(Mailbox, TheMessageWhoseHandlerThrewIsFailedAndTheRestStopped) {
    const auto seen = std::make_shared<Seen>();
    const auto noter = spawnUnbounded<Noter>("noter", seen);
    hold(noter);
    noter.tell(Boom{});
    noter.tell(Note{1});
    system().release(noter);

    ASSERT_TRUE(system().awaitStopped(noter));

    EXPECT_EQ(dead(noter, DeadReason::failed), 1U);
    EXPECT_EQ(dead(noter, DeadReason::stopped), 1U);
    EXPECT_TRUE(seen->all().empty());
}

// S3.6, S5.2: tried again, then put away; the others wait behind it.
TEST_P(Mailbox, AMessageThatFailsAgainAndAgainIsQuarantined) {
    const auto seen = std::make_shared<Seen>();
    const auto pool =
        system().spawnSupervisor({.name = "pool", .budget = {10, 5s}, .backoff = {1ms, 1.0, 1ms}});
    const auto noter = heldWithAFailureAndANote(pool, seen);

    system().release(noter);
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(dead(noter, DeadReason::quarantined), 1U);
    EXPECT_EQ(seen->all(), numbers(1, 1));
    EXPECT_EQ(system().snapshot(noter).incarnation, 4U);
}

// S3.6, S3.7: what waits to be tried again is stopped with the rest, and counted.
TEST_P(Mailbox, AStopWhileAMessageWaitsForItsRetryLeavesNothing) {
    const auto seen = std::make_shared<Seen>();
    const auto pool =
        system().spawnSupervisor({.name = "pool", .budget = {10, 5s}, .backoff = {1h, 1.0, 1h}});
    const auto noter = heldWithAFailureAndANote(pool, seen);
    system().release(noter);
    ASSERT_TRUE(awaitSo([&] {
        const Status now = system().snapshot(noter).status;
        return now == Status::crashed || now == Status::restarting;
    }));

    system().stop(noter);
    ASSERT_TRUE(system().awaitStopped(noter));

    EXPECT_EQ(dead(noter, DeadReason::stopped), 2U);
    EXPECT_EQ(ledger(noter).queued, 0U);
    EXPECT_TRUE(seen->all().empty());
}

/// Fails at every note; its second incarnation tells itself one by a timer.
class Frail {
public:
    using Messages = MessageList<Note>;
    static constexpr auto name = "Frail";
    explicit Frail(SharedSeen seen) : m_seen(std::move(seen)) {}
    void onStart(Context& ctx) {
        if (ctx.incarnation() == 2) ctx.after(0ns, Note{2});
    }
    void on(const Note& m) {
        m_seen->add(m.n);
        throw std::runtime_error("frail");
    }

private:
    SharedSeen m_seen;
};

// S5.2, D10: neither is lost, each in its place.
TEST(MailboxInTheLab, ATickThatFailsWhileAMessageWaitsToBeTriedAgain) {
    bool wasTickFirst = false;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        Lab lab({.seed = seed});
        const auto seen = std::make_shared<Seen>();
        const auto pool = lab.system().spawnSupervisor(
            {.name = "pool", .budget = {kUnlimitedRestarts}, .backoff = {1ms, 1.0, 1ms}});
        SpawnOptions options{.name = "frail", .supervisor = pool};
        options.failing.retries = 1;
        const auto frail = lab.system().spawn<Frail>(std::move(options), seen);
        frail.tell(Note{1});
        ASSERT_TRUE(lab.runToQuiet());

        const Ledger l = lab.system().snapshot(frail).ledger;
        EXPECT_TRUE(l.isBalanced()) << seed;
        EXPECT_EQ(l.queued, 0U) << seed;
        if (seen->all()[1] != 2) continue; // the retry came first, and its crash took the timer
        wasTickFirst = true;
        EXPECT_EQ(seen->all(), (std::vector<std::int64_t>{1, 2, 2, 1})) << seed;
        EXPECT_EQ(l.dead[static_cast<std::size_t>(DeadReason::quarantined)], 2U) << seed;
    }
    EXPECT_TRUE(wasTickFirst);
}

} // namespace
} // namespace troupe::testing

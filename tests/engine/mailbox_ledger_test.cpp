// What is counted of a mailbox, and stays when its actor restarts: S2.1, S2.2, S3.4, S3.7, D11.
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "mailbox_fixture.h"

namespace troupe::testing {
namespace {

// S2.1, S2.2: the cell stays – identity, mailbox, counts –, the incarnation is a new one.
TEST_P(Mailbox, ARestartKeepsIdentityMailboxAndCounts) {
    const auto seen = std::make_shared<Seen>();
    const auto pool = system().spawnSupervisor({.name = "pool", .backoff = {1ms, 1.0, 1ms}});
    SpawnOptions options;
    options.name = "noter";
    options.supervisor = pool;
    const auto noter = spawn<Noter>(std::move(options), seen);
    const ActorId id = noter.id();
    hold(noter);
    noter.tell(Note{1});
    noter.tell(Boom{});
    noter.tell(Note{2});

    system().release(noter);
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(seen->all(), numbers(1, 2));
    EXPECT_EQ(noter.id(), id);
    const ActorSnapshot snapshot = system().snapshot(noter);
    EXPECT_EQ(snapshot.incarnation, 2U);
    EXPECT_EQ(snapshot.highWater, 3U);
    EXPECT_EQ(snapshot.ledger.sent, 3U);
    EXPECT_EQ(snapshot.ledger.handled, 2U);
    if (!GetParam().isRecorded) return;
    for (const auto& e : events()) { // S2.2: its number is in every event
        if (e.header.actor == id.number && e.header.kind == EventKind::began) {
            EXPECT_TRUE(e.header.incarnation == 1 || e.header.incarnation == 2);
        }
    }
}

/// Forwards, and may throw after that.
class Relay {
public:
    using Messages = MessageList<Note, Boom>;
    static constexpr auto name = "Relay";
    explicit Relay(Ref<Noter> to) : m_to(std::move(to)) {}
    void on(Context& ctx, const Note&) { ctx.forward(m_to); }
    void on(Context& ctx, const Boom&) {
        ctx.forward(m_to);
        throw std::runtime_error("after it was handed on");
    }

private:
    Ref<Noter> m_to;
};

// D11: a forwarded message is handled here and sent there, also where the handler throws later.
TEST_P(Mailbox, AForwardedMessageCountsInBothLedgers) {
    const auto seen = std::make_shared<Seen>();
    const auto noter = spawnUnbounded<Noter>("noter", seen);
    const auto relay = spawnUnbounded<Relay>("relay", noter);

    relay.tell(Note{1});
    ASSERT_TRUE(awaitQuiet());
    relay.tell(Boom{});
    ASSERT_TRUE(awaitQuiet());

    EXPECT_EQ(seen->all(), numbers(1, 1));
    EXPECT_EQ(ledger(relay).handled, 2U);
    EXPECT_EQ(ledger(noter).sent, 2U);
    EXPECT_EQ(dead(noter, DeadReason::failed), 1U);
}

// S3.7, D11: outcomes counted by senders, turns by the handler, against the actor's own counts.
TEST(MailboxLive, TheLedgerAgreesWithWhatSendersAndHandlersCounted) {
    System system({.workers = 2});
    const auto seen = std::make_shared<Seen>();
    SpawnOptions options;
    options.mailbox = {8, Overflow::fail, Overflow::fail};
    const auto noter = system.spawn<Noter>(std::move(options), seen);
    sync::Atomic<std::uint64_t> delivered{0};
    std::vector<std::thread> threads;

    for (int i = 0; i < 3; ++i) {
        threads.emplace_back([&] {
            for (int k = 0; k < 3000; ++k) {
                if (noter.tell(Note{k}) == TellOutcome::delivered) delivered.fetchAdd(1);
                // S3.7: a snapshot of a running actor never shows more out than in
                const Ledger l = system.snapshot(noter).ledger;
                EXPECT_LE(l.handled + l.deadTotal(), l.sent);
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    ASSERT_TRUE(system.awaitQuiet(20s));

    const ActorSnapshot snapshot = system.snapshot(noter);
    EXPECT_EQ(snapshot.ledger.sent, delivered.load());
    EXPECT_EQ(snapshot.ledger.handled, seen->all().size());
    EXPECT_TRUE(snapshot.ledger.isBalanced());
    EXPECT_LE(snapshot.highWater, 8U); // S3.4: never more than its bound
}

} // namespace
} // namespace troupe::testing

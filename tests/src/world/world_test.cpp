#include "world/world.h"

#include <gtest/gtest.h>

#include "src/event_script.h"

namespace troupe::core {
namespace {

using namespace std::chrono_literals;

TEST(World, SpawnedActorsHaveNameKindPolicyAndInitialState) {
    EventScript script;
    script.spawned(1, "pool", 0, 1024, Overflow::fail, true);
    script.spawned(2, "w", 1, 8, Overflow::dropOldest);

    const ActorView& actor = script.at(2);
    EXPECT_EQ(actor.name, "w");
    EXPECT_EQ(actor.kind, "Counter");
    EXPECT_EQ(actor.capacity, 8);
    EXPECT_EQ(actor.overflow, Overflow::dropOldest);
    EXPECT_EQ(actor.supervisor, ActorId{1});
    EXPECT_EQ(script.at(1).children, std::vector<ActorId>{ActorId{2}});
    EXPECT_EQ(actor.field("value")->value, Value(0));
    EXPECT_EQ(script.world.actor("w")->id, ActorId{2});
    EXPECT_TRUE(script.delta.isStructureChanged);
}

// S3.7 D11: the law holds after every event
TEST(World, TheLedgerBalancesAfterEveryEvent) {
    EventScript script;
    const auto balanced = [&] { EXPECT_TRUE(script.world.ledger().isBalanced()); };
    script.spawned(1, "a");
    script.sent(0, 1, 101), balanced();
    script.sent(0, 1, 102), balanced();
    script.sent(0, 1, 103, TellOutcome::dropped), balanced();
    script.dead(1, 0, 103, DeadReason::overflowNewest), balanced();
    script.sent(0, 1, 104, TellOutcome::replaced), balanced();
    script.dead(1, 0, 101, DeadReason::overflowOldest), balanced();
    script.sent(0, 1, 105, TellOutcome::full), balanced();
    script.began(1, 0, 102), balanced();
    script.ended(1, 102), balanced();
    script.began(1, 0, 104), balanced();
    script.ended(1, 104, TurnEnd::failed), balanced();
    script.dead(1, 0, 104, DeadReason::failed), balanced();
    script.sent(0, 1, 106), balanced();
    script.dead(1, 0, 106, DeadReason::discardedOnRestart), balanced();
    script.stopped(1, ExitReason::shutdown), balanced();
    script.sent(0, 1, 107, TellOutcome::dead), balanced();
    script.dead(1, 0, 107, DeadReason::stopped), balanced();
    script.sent(0, 0, 108, TellOutcome::dead), balanced();
    script.dead(0, 0, 108, DeadReason::neverExisted), balanced();

    const Ledger& ledger = script.at(1).ledger;
    EXPECT_EQ(
        ledger,
        (Ledger{.sent = 6, .handled = 1, .queued = 0, .inHandler = 0, .dead = 4, .discarded = 1}));
    EXPECT_EQ(script.world.nobody().dead, 1);
    EXPECT_EQ(script.world.deadLetters().count(), 6);
    EXPECT_EQ(script.world.deadLetters().count(DeadReason::overflowOldest), 1);
}

TEST(World, TheMailboxShowsItsHeadInOrderWithSenders) {
    EventScript script;
    script.spawned(1, "a");
    script.spawned(2, "b");
    script.sent(2, 1, 11);
    script.asked(0, 1, 12);
    script.sent(2, 1, 13);
    script.began(1, 2, 11);

    const ActorView& actor = script.at(1);
    EXPECT_EQ(actor.depth, 2);
    EXPECT_EQ(actor.highWater, 3);
    ASSERT_EQ(actor.mailbox.size(), 2U);
    EXPECT_EQ(actor.mailbox[0].message, 12U);
    EXPECT_TRUE(actor.mailbox[0].isRequest);
    EXPECT_EQ(actor.mailbox[1].sender, ActorId{2});
    EXPECT_EQ(actor.turn->envelope.message, 11U);
    EXPECT_EQ(actor.status, ActorStatus::running);
    EXPECT_EQ(script.world.edges().at({ActorId{2}, ActorId{1}}).sent, 2);
}

TEST(World, StashedAndRetriedMessagesAreQueuedAgain) {
    EventScript script;
    script.spawned(1, "a");
    script.sent(0, 1, 11);
    script.began(1, 0, 11);
    script.ended(1, 11, TurnEnd::stashed);

    EXPECT_EQ(script.at(1).depth, 1);
    EXPECT_EQ(script.at(1).ledger.queued, 1);
    script.handled(1, 0, 11);
    EXPECT_EQ(script.at(1).ledger.handled, 1);
    EXPECT_EQ(script.at(1).status, ActorStatus::idle);
}

TEST(World, AStateChangeOfATurnNamesTheFieldAndTheEvent) {
    EventScript script;
    script.spawned(1, "a");
    script.sent(0, 1, 11);
    script.began(1, 0, 11);
    script.delta.clear();
    script.ended(1, 11, TurnEnd::done, [](PayloadWriter& out) {
        out.putInt(1);
        out.putInt(0);
        out.putInt(42);
    });

    EXPECT_EQ(script.at(1).field("value")->value, Value(42));
    EXPECT_EQ(script.at(1).field("value")->changedAt, script.world.lastSeq());
    EXPECT_TRUE(script.delta.changesOf(ActorId{1}) & kChangedState);
}

// S2.2 D15: the mailbox is kept, the state is not
TEST(World, ACrashAndItsRestartAreShownStepByStep) {
    EventScript script;
    script.spawned(1, "pool", 0, 1024, Overflow::fail, true);
    script.spawned(2, "w", 1);
    script.sent(0, 2, 11);
    script.sent(0, 2, 12);
    script.began(2, 0, 11);
    script.ended(2, 11, TurnEnd::failed, [](PayloadWriter& out) {
        out.putInt(1);
        out.putInt(0);
        out.putInt(7);
    });
    script.dead(2, 0, 11, DeadReason::failed);
    script.failed(2, "bad input");

    EXPECT_EQ(script.at(2).status, ActorStatus::crashed);
    EXPECT_EQ(script.at(2).lastFailure, "bad input");

    script.decided(1, 2, Directive::restart, 1, 1s);
    EXPECT_EQ(script.at(2).status, ActorStatus::restarting);
    EXPECT_EQ(script.at(2).backOffUntil - script.at(2).backOffSince, 1'000'000'000U);
    EXPECT_EQ(script.at(1).budget.used, 1);
    EXPECT_EQ(script.at(1).affected, std::vector<ActorId>{ActorId{2}});

    script.restarted(2, 2);
    EXPECT_EQ(script.at(2).incarnation, 2U);
    EXPECT_EQ(script.at(2).status, ActorStatus::running); // one message waits
    EXPECT_EQ(script.at(2).depth, 1);
    EXPECT_EQ(script.at(2).field("value")->value, Value(0));
    EXPECT_TRUE(script.world.ledger().isBalanced());
    ASSERT_EQ(script.world.problems().size(), 1U);
    EXPECT_EQ(toEnglish(script.world.problems()[0].text), "w crashed: bad input");
}

TEST(World, AnActorThatFailedForGoodStaysCrashedAndAStoppedOneStopped) {
    EventScript script;
    script.spawned(1, "a");
    script.spawned(2, "b");
    script.stopped(1, ExitReason::error, "thrown");
    script.stopped(2, ExitReason::shutdown);

    EXPECT_EQ(script.at(1).status, ActorStatus::crashed);
    EXPECT_EQ(script.at(1).lastFailure, "thrown");
    EXPECT_EQ(script.at(2).status, ActorStatus::stopped);
}

TEST(World, RepeatedProblemsOfOneActorAreCountedNotListed) {
    EventScript script;
    script.spawned(1, "a", 0, 1);
    for (MessageId id = 1; id <= 5; ++id) script.sent(0, 1, id, TellOutcome::full);

    ASSERT_EQ(script.world.problems().size(), 1U);
    EXPECT_EQ(script.world.problems()[0].count, 5);
}

// D25: totals and histograms come from `metrics` where the engine tells them
TEST(World, MetricsReplaceWhatWasCounted) {
    EventScript script;
    script.spawned(1, "a");
    script.sent(0, 1, 11);
    script.handled(1, 0, 11);
    ASSERT_EQ(script.world.latency(ActorId{1}, LatencyKind::mailbox).n, 1U);
    Histogram measured;
    measured.record(5'000);
    measured.record(7'000);
    ActorMetrics told;
    told.ledger.sent = 100;
    told.ledger.handled = 90;
    told.ledger.queued = 10;
    told.highWater = 20;
    told.mailboxTime = measured.snapshot();

    script.metrics(1, told);
    script.sent(0, 1, 12);

    EXPECT_EQ(script.at(1).ledger.sent, 100);
    EXPECT_EQ(script.at(1).highWater, 20);
    EXPECT_EQ(script.at(1).depth, 1); // the strip shows the truth at once
    EXPECT_EQ(script.world.latency(ActorId{1}, LatencyKind::mailbox).n, 2U);
    EXPECT_EQ(script.world.latency(ActorId{1}, LatencyKind::mailbox).max, 7'000);
}

TEST(World, SummariesKeepDepthAndTrafficRight) {
    EventScript script;
    script.spawned(1, "a");
    script.sent(0, 1, 11);
    Event summary = EventScript::event(EventKind::resolution);
    summary.detail = static_cast<std::uint8_t>(Resolution::summary);
    script.add(summary, [](PayloadWriter& out) { out.putInt(0); });
    ActorMetrics told;
    told.depth = 5000;
    script.metrics(1, told);
    Event pair = EventScript::event(EventKind::resolution, 0, 1);
    pair.detail = static_cast<std::uint8_t>(Resolution::pair);
    script.add(pair, [](PayloadWriter& out) {
        out.putCount(1);
        out.putByte(static_cast<std::uint8_t>(EventKind::sent));
        out.putCount(9000);
    });

    EXPECT_TRUE(script.world.isSummary());
    EXPECT_EQ(script.at(1).depth, 5000);
    EXPECT_TRUE(script.at(1).mailbox.empty());
    EXPECT_EQ(script.world.edges().at({ActorId{0}, ActorId{1}}).sent, 9001);
}

// D25: a waiting message is in the outbox and not yet sent
TEST(World, AMessageInAnOutboxIsNotYetSent) {
    EventScript script;
    script.spawned(1, "a");
    script.spawned(2, "b");
    script.sent(1, 2, 11, TellOutcome::waiting);
    EXPECT_EQ(script.at(2).ledger.sent, 0);
    script.sent(1, 2, 11);
    EXPECT_EQ(script.at(2).ledger.sent, 1);
}

// D14: the edge of the wait-for graph goes with the answer or the place in the mailbox
TEST(World, AWaitEndsWithItsAnswerOrWhenTheMessageIsIn) {
    EventScript script;
    script.spawned(1, "a");
    script.spawned(2, "b");
    script.asked(1, 2, 11);
    Event waiting = EventScript::event(EventKind::waiting, 1, 2, 11);
    waiting.detail = static_cast<std::uint8_t>(WaitKind::ask);
    script.add(waiting);
    EXPECT_EQ(script.at(1).status, ActorStatus::waiting);
    script.add(EventScript::event(EventKind::answered, 1, 2, 11));
    EXPECT_EQ(script.at(1).status, ActorStatus::idle);

    waiting.detail = static_cast<std::uint8_t>(WaitKind::outbox);
    script.add(waiting);
    EXPECT_EQ(script.at(1).status, ActorStatus::waiting);
    script.sent(1, 2, 12);
    EXPECT_FALSE(script.at(1).waitsFor);
}

TEST(World, ACopyIsAnInstantThatLaterEventsDoNotChange) {
    EventScript script;
    script.spawned(1, "a");
    script.sent(0, 1, 11);
    const World before = script.world;
    script.handled(1, 0, 11);

    EXPECT_EQ(before.actor(ActorId{1})->depth, 1);
    EXPECT_EQ(before.ledger().handled, 0);
    EXPECT_EQ(script.at(1).depth, 0);
    EXPECT_EQ(before.latency(ActorId{1}, LatencyKind::handling).n, 0U);
    EXPECT_EQ(script.world.latency(ActorId{1}, LatencyKind::handling).n, 1U);
}

TEST(World, EventsWithoutSenseAreCountedAndChangeNothing) {
    EventScript script;
    script.began(9, 0, 1);
    script.failed(3, "x");
    script.add(EventScript::event(EventKind::spawned, 1)); // no payload
    script.add(EventScript::event(EventKind::spawned, 4'000'000'000U));
    Event unknown = EventScript::event(EventKind::none);
    unknown.kind = static_cast<EventKind>(200);
    script.add(unknown);

    EXPECT_EQ(script.world.oddEvents(), 5U);
    EXPECT_EQ(script.world.actor(ActorId{1}), nullptr);
}

TEST(WorldDelta, ListsEachChangedActorOnce) {
    EventScript script;
    script.spawned(1, "a");
    script.spawned(2, "b");
    script.delta.clear();
    for (MessageId id = 1; id <= 100; ++id) script.sent(2, 1, id);

    ASSERT_EQ(script.delta.actors().size(), 1U);
    EXPECT_EQ(script.delta.actors()[0].id, ActorId{1});
    EXPECT_EQ(script.delta.edges().size(), 1U);
    EXPECT_EQ(script.delta.lastEvent - script.delta.firstEvent, 99U);
    script.delta.clear();
    EXPECT_TRUE(script.delta.isEmpty());
    EXPECT_EQ(script.delta.changesOf(ActorId{1}), 0);
}

TEST(EdgeView, ARateDoesNotJumpAtTheEdgeOfASecond) {
    EdgeView edge;
    for (std::uint64_t i = 0; i < 200; ++i) edge.count(i * 5'000'000);

    EXPECT_NEAR(edge.perSecond(999'000'000), 200, 1);
    EXPECT_NEAR(edge.perSecond(1'000'000'000), 200, 1);
    EXPECT_NEAR(edge.perSecond(1'500'000'000), 100, 1);
    EXPECT_EQ(edge.perSecond(2'000'000'000), 0);
}

TEST(World, AWaitThatBeganBeforeItsQuestionWasNumberedEndsWithTheAnswer) {
    EventScript script;
    script.spawned(1, "a");
    script.spawned(2, "b");
    script.add(EventScript::event(EventKind::waiting, 1, 2));
    EXPECT_EQ(script.at(1).status, ActorStatus::waiting);
    script.asked(1, 2, 50);
    script.add(EventScript::event(EventKind::answered, 1, 2, 49));
    EXPECT_EQ(script.at(1).status, ActorStatus::waiting) << "another question's answer";
    script.add(EventScript::event(EventKind::answered, 1, 2, 50));
    EXPECT_EQ(script.at(1).status, ActorStatus::idle);
}

} // namespace
} // namespace troupe::core

#include "troupe/observe/trace.h"

#include <gtest/gtest.h>

#include <map>

#include "support/collecting_sink.h"

namespace troupe {
namespace {

using test::CollectedEvent;
using test::CollectingSink;

/// What the resolution events tell to have been counted: (actor, peer, kind) to count.
using Counted = std::map<std::tuple<std::uint32_t, std::uint32_t, EventKind>, std::uint64_t>;

Counted countedIn(const CollectingSink& sink) {
    Counted counted;
    for (const CollectedEvent& event : sink.events) {
        const bool isRow = event.header.kind == EventKind::resolution &&
                           event.header.detail == static_cast<std::uint8_t>(Resolution::pair);
        if (!isRow) continue;
        PayloadReader in = event.reader();
        for (std::uint64_t n = in.takeCount(); n > 0; --n) {
            const auto kind = static_cast<EventKind>(in.takeByte());
            counted[{event.header.actor, event.header.peer, kind}] += in.takeCount();
        }
        EXPECT_TRUE(in.isAtEnd() && !in.isBad());
    }
    return counted;
}

std::uint64_t totalOf(const Counted& counted) {
    std::uint64_t total = 0;
    for (const auto& [key, count] : counted) total += count;
    return total;
}

std::vector<const CollectedEvent*> changesIn(const CollectingSink& sink) {
    std::vector<const CollectedEvent*> changes;
    for (const CollectedEvent& event : sink.events) {
        const bool isPair = event.header.detail == static_cast<std::uint8_t>(Resolution::pair);
        if (event.header.kind == EventKind::resolution && !isPair) changes.push_back(&event);
    }
    return changes;
}

std::uint64_t emit(Trace& trace, EventKind kind, std::uint32_t actor, std::uint32_t peer = 0,
                   ActorTrack* own = nullptr, std::uint64_t carried = 0) {
    Event event;
    event.kind = kind;
    event.actor = actor;
    event.peer = peer;
    return trace.emit(event, {}, own, carried);
}

TEST(Trace, WritesNothingWithoutARecorder) {
    Trace trace;
    EXPECT_FALSE(trace.isRecording());

    EXPECT_FALSE(wasRecorded(emit(trace, EventKind::sent, 1, 2)));

    trace.attach();
    CollectingSink sink;
    trace.drain(sink);
    EXPECT_TRUE(sink.events.empty());
    EXPECT_EQ(trace.counts().summarised, 0U);
}

// D26: stamp = max(clock, this thread's last + 1, carried + 1).
TEST(Trace, StampsWithAHybridLogicalClock) {
    std::int64_t time = 100;
    Trace trace({.virtualNow = &time});
    trace.attach();
    ActorTrack track{.actor = 1};

    EXPECT_EQ(emit(trace, EventKind::started, 1, 0, &track), 100U);
    EXPECT_EQ(emit(trace, EventKind::log, 1, 0, &track), 101U);
    EXPECT_EQ(emit(trace, EventKind::began, 1, 0, &track, 5000), 5001U);
    EXPECT_EQ(emit(trace, EventKind::began, 1, 0, &track, 200 | kUnrecorded), 5002U);
    time = 9000;
    EXPECT_EQ(emit(trace, EventKind::log, 2), 9000U);
    track.stamp = 10'000; // its last event was written on another thread
    EXPECT_EQ(emit(trace, EventKind::ended, 1, 0, &track), 10'001U);
    EXPECT_EQ(trace.currentCarry(), 10'001 | kUnrecorded);
}

// D26: every event has its actor's own event number.
TEST(Trace, NumbersTheEventsOfAnActorsTurns) {
    Trace trace;
    trace.attach();
    ActorTrack track{.actor = 4};
    emit(trace, EventKind::started, 4, 0, &track);
    emit(trace, EventKind::deadLetter, 9, 4, &track); // about another actor: no number
    emit(trace, EventKind::stuck, 4);                 // not by a turn: no number
    emit(trace, EventKind::log, 4, 0, &track);
    CollectingSink sink;
    trace.drain(sink);

    ASSERT_EQ(sink.events.size(), 4U);
    EXPECT_EQ(sink.events[0].header.number, 1U);
    EXPECT_EQ(sink.events[1].header.number, 0U);
    EXPECT_EQ(sink.events[2].header.number, 0U);
    EXPECT_EQ(sink.events[3].header.number, 2U);
}

TEST(Trace, AllotsMessageIdsByThread) {
    Trace trace;
    trace.attach();
    Event outside;
    outside.kind = EventKind::sent;
    trace.emit(outside);
    std::uint64_t first = 0;
    std::uint64_t second = 0;
    for (std::uint64_t* id : {&first, &second}) {
        sync::Thread thread("engine", [&] {
            trace.enterThread();
            Event event;
            event.kind = EventKind::asked;
            trace.emit(event);
            *id = event.message;
            trace.leaveThread();
        });
        thread.join();
    }

    EXPECT_EQ(outside.message, 1U);
    EXPECT_EQ(first >> kMessageCounterBits, 1U);
    EXPECT_EQ(second, first + 1); // the second thread took over what the first had left
    EXPECT_EQ(trace.nextMessageId(), 2U);
}

TEST(Trace, KeepsWhatAThreadWroteAfterItEnded) {
    Trace trace;
    trace.attach();
    sync::Thread thread("engine", [&] {
        trace.enterThread();
        emit(trace, EventKind::log, 1);
        trace.leaveThread();
    });
    thread.join();
    CollectingSink sink;
    trace.drain(sink);

    ASSERT_EQ(sink.events.size(), 1U);
    EXPECT_EQ(sink.events[0].thread, 1);
}

TEST(Trace, AThreadOfAnotherSystemIsAnOutsideThread) {
    Trace own;
    Trace other;
    own.attach();
    other.attach();
    own.enterThread();
    emit(other, EventKind::log, 1);
    emit(own, EventKind::log, 2);
    other.leaveThread();
    CollectingSink fromOwn;
    CollectingSink fromOther;
    own.drain(fromOwn);
    other.drain(fromOther);
    own.leaveThread();

    ASSERT_EQ(fromOther.events.size(), 1U);
    EXPECT_EQ(fromOther.events[0].thread, 0);
    ASSERT_EQ(fromOwn.events.size(), 1U);
    EXPECT_EQ(fromOwn.events[0].thread, 1);
}

TEST(Trace, ATurnSaysWhenItsMessageWasSentBeforeTheRecorderCame) {
    Trace trace;
    const std::uint64_t before = emit(trace, EventKind::sent, 1, 2);
    trace.attach();
    const std::uint64_t after = emit(trace, EventKind::sent, 1, 2);
    emit(trace, EventKind::began, 2, 1, nullptr, before);
    emit(trace, EventKind::began, 2, 1, nullptr, after);
    CollectingSink sink;
    trace.drain(sink);

    ASSERT_EQ(sink.events.size(), 3U);
    EXPECT_EQ(sink.events[0].header.flags & kFlagUntraced, 0);
    EXPECT_NE(sink.events[1].header.flags & kFlagUntraced, 0);
    EXPECT_EQ(sink.events[2].header.flags & kFlagUntraced, 0);
}

TEST(Trace, ANewRecordingBeginsWithoutWhatTheLastOneLeft) {
    Trace trace;
    trace.attach();
    emit(trace, EventKind::log, 1);
    trace.detach();
    trace.attach();
    emit(trace, EventKind::log, 2);
    CollectingSink sink;
    trace.drain(sink);

    ASSERT_EQ(sink.events.size(), 1U);
    EXPECT_EQ(sink.events[0].header.actor, 2U);
    EXPECT_EQ(sink.events[0].seq, 1U);
}

TEST(Trace, CarriesLongPayloads) {
    Trace trace;
    trace.attach();
    PayloadWriter payload;
    payload.putText(std::string(60'000, 'x'));
    Event event;
    event.kind = EventKind::log;
    trace.emit(event, payload.bytes());
    CollectingSink sink;
    trace.drain(sink);

    ASSERT_EQ(sink.events.size(), 1U);
    EXPECT_EQ(sink.events[0].reader().takeText(), std::string(60'000, 'x'));
}

// S7: under more load than the recorder can keep, counts for each pair, and it says so.
TEST(Trace, CountsExactlyWhatItCannotWrite) {
    std::int64_t time = 0;
    Trace trace({.ringSlots = 64, .virtualNow = &time});
    trace.attach();
    for (std::uint32_t i = 0; i < 1000; ++i) emit(trace, EventKind::sent, 1, 2 + i % 3);
    CollectingSink sink;
    trace.drain(sink);

    const Counted counted = countedIn(sink);
    EXPECT_EQ(sink.count(EventKind::sent), 60); // 64 less the reserve of a sixteenth
    EXPECT_EQ(totalOf(counted), 940U);
    EXPECT_EQ(counted.at({1, 2, EventKind::sent}), 334U - 20);
    ASSERT_EQ(changesIn(sink).size(), 1U);
    EXPECT_EQ(changesIn(sink)[0]->header.detail, static_cast<std::uint8_t>(Resolution::summary));
    EXPECT_EQ(changesIn(sink)[0]->reader().takeInt(), 940);
    EXPECT_EQ(trace.mode(), TraceMode::summary);
    EXPECT_EQ(trace.counts().lost, 0U);
}

TEST(Trace, TellsOfAnEventTooLongForItsRing) {
    std::int64_t time = 0;
    Trace trace({.ringSlots = 64, .virtualNow = &time});
    trace.attach();
    PayloadWriter payload;
    payload.putText(std::string(2000, 'x')); // more than a quarter of the ring
    Event event;
    event.kind = EventKind::log;
    event.actor = 1;
    EXPECT_FALSE(wasRecorded(trace.emit(event, payload.bytes())));
    CollectingSink sink;
    trace.drain(sink);

    EXPECT_EQ(countedIn(sink).at({1, 0, EventKind::log}), 1U);
    EXPECT_EQ(changesIn(sink).size(), 1U);
    EXPECT_EQ(trace.mode(), TraceMode::summary);
}

TEST(Trace, StillWritesTheLivesOfActorsInSummary) {
    std::int64_t time = 0;
    Trace trace({.ringSlots = 64, .virtualNow = &time});
    trace.attach();
    for (int i = 0; i < 100; ++i) emit(trace, EventKind::sent, 1, 2);

    EXPECT_TRUE(wasRecorded(emit(trace, EventKind::failed, 2)));

    CollectingSink sink;
    trace.drain(sink);
    EXPECT_FALSE(wasRecorded(emit(trace, EventKind::began, 2)));
    EXPECT_TRUE(wasRecorded(emit(trace, EventKind::restarted, 2)));
    trace.drain(sink);
    EXPECT_EQ(sink.count(EventKind::failed), 1);
    EXPECT_EQ(sink.count(EventKind::restarted), 1);
}

// S7.4, D25: detail to summary when a ring is ¾ full, back after 1 s under ¼.
TEST(Trace, ChangesItsResolutionAtThreeQuartersAndBackAfterASecond) {
    std::int64_t time = 0;
    Trace trace({.ringSlots = 64, .virtualNow = &time});
    CollectingSink sink;
    trace.attach();
    for (int i = 0; i < 47; ++i) emit(trace, EventKind::log, 1);
    trace.drain(sink);
    EXPECT_EQ(trace.mode(), TraceMode::detail);
    for (int i = 0; i < 48; ++i) emit(trace, EventKind::log, 1);
    trace.drain(sink);
    EXPECT_EQ(trace.mode(), TraceMode::summary);
    EXPECT_EQ(trace.resolutionChanges(), 1U);

    trace.drain(sink); // below a quarter from now on
    time += 999'999'999;
    trace.drain(sink);
    EXPECT_EQ(trace.mode(), TraceMode::summary);
    for (int i = 0; i < 16; ++i) emit(trace, EventKind::started, 1); // a quarter: from the start
    trace.drain(sink);
    time += 999'999'999;
    trace.drain(sink);
    EXPECT_EQ(trace.mode(), TraceMode::summary);
    emit(trace, EventKind::log, 1);
    time += 1'000'000'000;
    trace.drain(sink);

    EXPECT_EQ(trace.mode(), TraceMode::detail);
    EXPECT_EQ(trace.resolutionChanges(), 2U);
    ASSERT_EQ(changesIn(sink).size(), 2U);
    EXPECT_EQ(changesIn(sink)[1]->header.detail, static_cast<std::uint8_t>(Resolution::detail));
    EXPECT_EQ(changesIn(sink)[1]->reader().takeInt(), 1);
    EXPECT_TRUE(wasRecorded(emit(trace, EventKind::log, 1)));
}

TEST(Trace, CountsPairsBeyondItsTableTogether) {
    std::int64_t time = 0;
    Trace trace({.ringSlots = 16, .virtualNow = &time});
    trace.attach();
    constexpr std::uint32_t kPairs = 5000;
    for (std::uint32_t i = 0; i < kPairs; ++i) emit(trace, EventKind::sent, i + 1, 7);
    CollectingSink sink;
    trace.drain(sink);

    const Counted counted = countedIn(sink);
    EXPECT_EQ(totalOf(counted) + std::uint64_t(sink.count(EventKind::sent)), kPairs);
    EXPECT_LE(counted.size(), 1025U);
    EXPECT_GE(counted.at({UINT32_MAX, UINT32_MAX, EventKind::sent}), kPairs - 1024 - 16);
}

TEST(Trace, TellsOfEventsThatHadNoRoomAtAll) {
    Trace trace({.ringSlots = 16});
    trace.attach();
    for (int i = 0; i < 20; ++i) emit(trace, EventKind::started, 1);
    EXPECT_FALSE(wasRecorded(emit(trace, EventKind::metrics, 1))); // tried again, so not missing
    CollectingSink sink;
    trace.drain(sink);

    EXPECT_EQ(sink.count(EventKind::started), 16);
    ASSERT_EQ(sink.count(EventKind::gap), 1);
    EXPECT_EQ(sink.events[16].header.kind, EventKind::gap);
    EXPECT_EQ(sink.events[16].reader().takeInt(), 4);
    EXPECT_EQ(trace.counts().lost, 4U);
}

/// Writes `events` events of each of four kinds from a thread of its own.
sync::Thread producer(Trace& trace, std::uint32_t actor, std::uint32_t events,
                      sync::Atomic<int>& running) {
    return {"producer", [&trace, actor, events, &running] {
                trace.enterThread();
                ActorTrack track{.actor = actor};
                for (std::uint32_t i = 0; i < events; ++i) {
                    emit(trace, EventKind::sent, actor, i % 5, &track);
                    emit(trace, EventKind::began, actor, i % 3, &track);
                    emit(trace, EventKind::ended, actor, i % 3, &track);
                    emit(trace, EventKind::replied, actor, 1, &track);
                }
                trace.leaveThread();
                running.fetchSub(1);
            }};
}

// S7.4: never a silent hole: what is in the stream and what was counted is what happened.
TEST(Trace, AccountsForEveryEventOfManyThreadsUnderOverload) {
    constexpr std::uint32_t kEvents = 20'000;
    Trace trace({.ringSlots = 256});
    trace.attach();
    CollectingSink sink;
    sync::Atomic<int> running{3};
    std::vector<sync::Thread> threads;
    for (std::uint32_t actor = 1; actor <= 3; ++actor) {
        threads.push_back(producer(trace, actor, kEvents, running));
    }
    while (running.load() > 0) trace.drain(sink);
    for (sync::Thread& thread : threads) thread.join();
    trace.detach();
    trace.drain(sink);
    trace.drain(sink);

    Counted seen = countedIn(sink);
    EXPECT_EQ(totalOf(seen), trace.counts().summarised);
    EXPECT_GT(totalOf(seen), 0U);
    for (const CollectedEvent& event : sink.events) {
        const Event& e = event.header;
        if (e.kind != EventKind::resolution) ++seen[{e.actor, e.peer, e.kind}];
    }
    EXPECT_EQ(totalOf(seen), 3ULL * 4 * kEvents);
    for (std::uint32_t actor = 1; actor <= 3; ++actor) {
        EXPECT_EQ((seen[{actor, 2, EventKind::sent}]), kEvents / 5);
        EXPECT_EQ((seen[{actor, 1, EventKind::replied}]), kEvents);
        EXPECT_EQ((seen[{actor, 2, EventKind::began}]), kEvents / 3);
    }
    EXPECT_EQ(trace.counts().gaps, 0U);
    EXPECT_EQ(trace.counts().lost, 0U);
}

// S7.4: a mode that slows the engine instead of summarising can be chosen.
TEST(Trace, CanSlowTheEngineInsteadOfSummarising) {
    constexpr std::uint32_t kEvents = 10'000;
    Trace trace({.ringSlots = 64, .slowsEngine = true});
    trace.attach();
    CollectingSink sink;
    sync::Atomic<int> running{2};
    sync::Thread first = producer(trace, 1, kEvents, running);
    sync::Thread second = producer(trace, 2, kEvents, running);
    while (running.load() > 0) trace.drain(sink);
    first.join();
    second.join();
    trace.detach();
    trace.drain(sink);

    EXPECT_EQ(sink.events.size(), std::size_t{2} * 4 * kEvents);
    EXPECT_EQ(trace.counts().summarised, 0U);
    EXPECT_EQ(trace.resolutionChanges(), 0U);
}

TEST(Trace, ASlowedThreadGoesOnWhenTheRecorderLeaves) {
    Trace trace({.ringSlots = 16, .slowsEngine = true});
    trace.attach();
    sync::Parker isFull;
    sync::Thread thread("producer", [&] {
        trace.enterThread();
        for (int i = 0; i < 15; ++i) emit(trace, EventKind::log, 1);
        isFull.unpark();
        for (int i = 0; i < 15; ++i) emit(trace, EventKind::log, 1);
        trace.leaveThread();
    });
    isFull.park();
    const std::int64_t start = sync::now();
    trace.detach();
    thread.join();

    EXPECT_LT(sync::now() - start, 900'000'000);
}

} // namespace
} // namespace troupe

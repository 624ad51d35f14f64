// The merged stream is a linear extension of happened-before (S7, D26): tried on random
// executions played step by step, with clocks that disagree and threads that stand still between
// taking a stamp and publishing the event; and on real threads while a drain runs beside them.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>

#include "support/collecting_sink.h"
#include "troupe/observe/trace.h"

namespace troupe {
namespace {

using test::CollectedEvent;
using test::CollectingSink;

/// Every event of a message before its turn, every actor's and every thread's events in order.
/// These generate happened-before, so a stream that keeps them is a linear extension of it.
void expectLinearExtension(const std::vector<CollectedEvent>& events) {
    std::map<std::uint16_t, std::uint64_t> stampOfThread;
    std::map<std::uint32_t, std::uint32_t> numberOfActor;
    std::map<std::uint64_t, bool> hasBegun; // by message, once sent
    for (const CollectedEvent& event : events) {
        const Event& e = event.header;
        ASSERT_GT(e.stamp, stampOfThread[event.thread]) << "thread " << event.thread;
        stampOfThread[event.thread] = e.stamp;
        if (e.number != 0) {
            ASSERT_EQ(e.number, numberOfActor[e.actor] + 1) << "actor " << e.actor;
            numberOfActor[e.actor] = e.number;
        }
        if (e.kind == EventKind::sent) {
            hasBegun[e.message] = false;
        } else if (e.kind == EventKind::began) {
            const bool isUntraced = (e.flags & kFlagUntraced) != 0;
            ASSERT_TRUE(isUntraced || hasBegun.contains(e.message)) << "message " << e.message;
            hasBegun[e.message] = true;
        }
        ASSERT_TRUE(e.cause == 0 || hasBegun[e.cause]) << "cause " << e.cause;
    }
}

/// A random run of actors over threads. Each step lets one thread do one small thing: publish
/// the event it has ready, or stamp its next one.
class RandomRun final : public RingSource {
public:
    static constexpr std::uint32_t kThreads = 4;
    static constexpr std::uint32_t kActors = 7;

    explicit RandomRun(std::uint64_t seed) : m_random(seed) {
        for (std::uint16_t i = 0; i < kThreads; ++i) {
            m_threads[i].ring = std::make_unique<TraceRing>(i, 4096U);
            m_threads[i].skew = m_random() % 50; // clocks that disagree by more than a step
        }
        for (std::uint32_t i = 0; i < kActors; ++i) m_mailboxes[i].push_back({});
    }

    void steps(std::uint64_t count) {
        for (; count > 0; --count) step(m_threads[m_random() % kThreads]);
    }
    void finish() {
        for (Thread& thread : m_threads) {
            if (thread.ready) publish(thread);
        }
        m_isListing = true; // no step between the readings of the last drain
    }
    void listRings(std::vector<TraceRing*>& to) override {
        if (!m_isListing) steps(m_random() % 12);
        to.clear();
        for (const Thread& thread : m_threads) to.push_back(thread.ring.get());
    }
    std::uint64_t random() { return m_random(); }

private:
    struct Message {
        std::uint64_t id = 0;
        std::uint64_t carry = 0;
    };
    struct Actor {
        ActorTrack track;
        bool isRunning = false;
    };
    struct Thread {
        std::unique_ptr<TraceRing> ring;
        std::uint64_t skew = 0;
        std::uint64_t last = 0;
        std::uint64_t messages = 0;
        std::optional<std::uint32_t> actor; // whose turn it runs
        Message handled;
        std::optional<Event> ready; // stamped, not published
        std::uint32_t receiver = 0;
    };

    void step(Thread& thread) {
        ++m_time;
        if (thread.ready) return publish(thread);
        if (!thread.actor) return begin(thread);
        if (m_random() % 3 == 0) return end(thread);
        send(thread);
    }
    void begin(Thread& thread) {
        const auto id = static_cast<std::uint32_t>(m_random() % kActors);
        if (m_actors[id].isRunning || m_mailboxes[id].empty()) return;
        m_actors[id].isRunning = true;
        m_actors[id].track.actor = id + 1;
        thread.actor = id;
        thread.handled = m_mailboxes[id].front();
        m_mailboxes[id].pop_front();
        Event event;
        event.kind = EventKind::began;
        event.message = thread.handled.id & 0xFFFFFFFFFFFFU;
        if (thread.handled.id == 0) event.flags = kFlagUntraced;
        prepare(thread, event, thread.handled.carry);
    }
    void end(Thread& thread) {
        Event event;
        event.kind = EventKind::ended;
        event.cause = thread.handled.id & 0xFFFFFFFFFFFFU;
        prepare(thread, event, 0);
    }
    void send(Thread& thread) {
        Event event;
        event.kind = EventKind::sent;
        event.cause = thread.handled.id & 0xFFFFFFFFFFFFU;
        const std::uint64_t slot = std::uint64_t{thread.ring->thread()} << kMessageCounterBits;
        event.message = (slot | ++thread.messages) & 0xFFFFFFFFFFFFU;
        thread.receiver = static_cast<std::uint32_t>(m_random() % kActors);
        prepare(thread, event, 0);
    }
    void prepare(Thread& thread, Event event, std::uint64_t carry) {
        ActorTrack& track = m_actors[*thread.actor].track;
        const std::uint64_t before = std::max({thread.last, carry, track.stamp});
        event.stamp = std::max(m_time + thread.skew, before + 1);
        event.actor = track.actor;
        event.number = ++track.number;
        thread.last = track.stamp = event.stamp;
        thread.ready = event;
    }
    void publish(Thread& thread) {
        Event event = *thread.ready;
        thread.ready.reset();
        ASSERT_TRUE(thread.ring->write(event, {}));
        if (event.kind == EventKind::sent) {
            m_mailboxes[thread.receiver].push_back({event.message, event.stamp});
        } else if (event.kind == EventKind::ended) {
            m_actors[*thread.actor].isRunning = false;
            thread.actor.reset();
        }
    }

    std::mt19937_64 m_random;
    std::uint64_t m_time = 0;
    std::array<Thread, kThreads> m_threads;
    std::array<Actor, kActors> m_actors;
    std::array<std::deque<Message>, kActors> m_mailboxes;
    bool m_isListing = false;
};

TEST(TraceOrder, IsALinearExtensionOfRandomRuns) {
    std::size_t total = 0;
    for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
        RandomRun run(seed);
        TraceMerge merge;
        CollectingSink sink;
        for (int drains = 0; drains < 20; ++drains) {
            run.steps(30 + run.random() % 60);
            merge.drain(run, sink);
        }
        run.finish();
        merge.drain(run, sink);
        merge.drain(run, sink);

        expectLinearExtension(sink.events);
        ASSERT_FALSE(testing::Test::HasFatalFailure()) << "seed " << seed;
        ASSERT_EQ(merge.gaps(), 0U) << "seed " << seed;
        total += sink.events.size();
    }
    EXPECT_GT(total, 1'000'000U); // a run may die out, not most of them
}

/// Actors on real threads: a mailbox under a lock each; whoever takes an actor from the run queue
/// runs one turn, which sends two messages on until the budget is used up.
class RealRun {
public:
    static constexpr std::uint32_t kActors = 16;

    RealRun(Trace& trace, std::int64_t turns) : m_trace(trace), m_turnsLeft(turns) {
        for (std::uint32_t i = 0; i < kActors; ++i) {
            m_cells[i].track.actor = i + 1;
            send(nullptr, 0, i);
        }
    }
    void work() {
        m_trace.enterThread();
        std::mt19937_64 random(static_cast<std::uint64_t>(m_turnsLeft.load()));
        while (Cell* cell = takeRunnable()) runTurn(*cell, random);
        m_trace.leaveThread();
    }

private:
    struct Envelope {
        std::uint64_t message = 0;
        std::uint64_t carry = 0;
    };
    struct Cell {
        ActorTrack track; // of whoever runs the turn; handed over by `mutex`
        sync::Mutex mutex;
        std::deque<Envelope> mailbox;
        bool isScheduled = false;
    };

    void send(Cell* from, std::uint64_t cause, std::uint32_t to) {
        Envelope envelope;
        if (from) {
            Event event;
            event.kind = EventKind::sent;
            event.actor = from->track.actor;
            event.peer = to + 1;
            event.cause = cause & 0xFFFFFFFFFFFFU;
            envelope.carry = m_trace.emit(event, {}, &from->track);
            envelope.message = event.message;
        }
        Cell& cell = m_cells[to];
        bool mustSchedule = false;
        {
            const std::scoped_lock lock(cell.mutex);
            cell.mailbox.push_back(envelope);
            mustSchedule = !cell.isScheduled;
            cell.isScheduled = true;
        }
        if (mustSchedule) schedule(cell);
    }
    void schedule(Cell& cell) {
        const std::scoped_lock lock(m_mutex);
        m_runnable.push_back(&cell);
        m_isRunnable.notifyOne();
    }
    Cell* takeRunnable() {
        std::unique_lock lock(m_mutex);
        while (m_runnable.empty() && m_turnsLeft.load() > 0) m_isRunnable.wait(lock);
        if (m_turnsLeft.fetchSub(1) <= 0) {
            m_isRunnable.notifyAll();
            return nullptr;
        }
        Cell* cell = m_runnable.front();
        m_runnable.pop_front();
        return cell;
    }
    void runTurn(Cell& cell, std::mt19937_64& random) {
        Envelope envelope;
        {
            const std::scoped_lock lock(cell.mutex);
            envelope = cell.mailbox.front();
            cell.mailbox.pop_front();
        }
        Event began;
        began.kind = EventKind::began;
        began.actor = cell.track.actor;
        began.message = envelope.message & 0xFFFFFFFFFFFFU;
        m_trace.emit(began, {}, &cell.track, envelope.carry);
        for (int i = 0; i < 2; ++i) {
            send(&cell, envelope.message, static_cast<std::uint32_t>(random() % kActors));
        }
        Event ended = began;
        ended.kind = EventKind::ended;
        ended.cause = began.message;
        m_trace.emit(ended, {}, &cell.track);
        bool hasMore = false;
        {
            const std::scoped_lock lock(cell.mutex);
            hasMore = cell.isScheduled = !cell.mailbox.empty();
        }
        if (hasMore) schedule(cell);
    }

    Trace& m_trace;
    std::array<Cell, kActors> m_cells;
    sync::Mutex m_mutex;
    sync::CondVar m_isRunnable;
    std::deque<Cell*> m_runnable;
    sync::Atomic<std::int64_t> m_turnsLeft;
};

TEST(TraceOrder, IsALinearExtensionOfARunOnRealThreads) {
    constexpr std::int64_t kTurns = 30'000;
    Trace trace({.ringSlots = 1U << 17U});
    trace.attach();
    RealRun run(trace, kTurns);
    CollectingSink sink;

    std::vector<sync::Thread> threads;
    sync::Atomic<int> running{4};
    sync::Parker drainer;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back("actor", [&] {
            run.work();
            if (running.fetchSub(1) == 1) drainer.unpark();
        });
    }
    while (running.load() > 0) {
        trace.drain(sink);
        drainer.parkUntil(sync::now() + 200'000);
    }
    for (sync::Thread& thread : threads) thread.join();
    trace.detach();
    trace.drain(sink);

    EXPECT_EQ(trace.counts().summarised, 0U);
    EXPECT_EQ(trace.counts().gaps, 0U);
    EXPECT_EQ(sink.count(EventKind::began), kTurns);
    EXPECT_EQ(sink.count(EventKind::ended), kTurns);
    EXPECT_EQ(sink.count(EventKind::sent), 2 * kTurns);
    expectLinearExtension(sink.events);
}

} // namespace
} // namespace troupe

// Asks: exactly one outcome, whoever is first; cycles of waiting actors; restarts; the recorder.

#include "actors.h"

#include <map>

namespace troupe::inline TROUPE_ABI {
namespace explore {

namespace {

using sync::Plain;
using sync::Thread;

/// The reply races with the deadline.
void askAndTimeout() {
    Notes notes;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    {
        const EarlyTimers allowed;
        auto result = tally.ask<Get>(1ms).get();
        check(result.ok() || result.outcome() == AskOutcome::timeout, "the reply, or a time-out");
        check(!result.ok() || result.value() == 0, "the reply is whole");
    }
    check(system.awaitQuiet(1s), "quiet in the end");
    check(notes.handled.read() == 1, "the question is handled all the same");
    checkLedger(system.snapshot(tally));
}

/// The asker begins to wait while the reply comes: one of them sees the other.
void askAndWait() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    check(tally.ask<Get>(5s).get().ok(), "it is answered");
}

/// The reply races with a kill.
void askAndKill() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(2));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    Thread killer("killer", [&] { system.kill(tally); });
    auto result = tally.ask<Get>(5s).get();
    check(result.ok() || result.outcome() == AskOutcome::targetDown, "the reply, or its end");
    killer.join();
    check(system.awaitStopped(tally, 1s), "it is dead");
    checkLedger(system.snapshot(tally));
}

/// The asker loses patience while the reply comes.
void askAndCancel() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    auto future = tally.ask<Get>(5s);
    future.cancel();
    const auto result = future.get();
    check(result.ok() || result.outcome() == AskOutcome::cancelled, "the reply, or withdrawn");
    check(system.awaitQuiet(1s), "quiet in the end");
    checkLedger(system.snapshot(tally));
}

/// Asks the next one when told to go; answers at once.
class Asker {
public:
    using Messages = MessageList<Go, Get>;
    static constexpr auto name = "Asker";
    struct Ring {
        Ref<Asker> actors[3];
        Plain<int> replies[3];
        Plain<int> deadlocks[3];
        Plain<int> others[3];
    };

    Asker(Ring* ring, int place, int next) : m_ring(ring), m_place(place), m_next(next) {}
    Task<> on(Context& context, const Go&) {
        auto result = co_await context.ask<Get>(m_ring->actors[m_next], 5s);
        if (result.ok())
            ++m_ring->replies[m_place].modify();
        else if (result.outcome() == AskOutcome::wouldDeadlock)
            ++m_ring->deadlocks[m_place].modify();
        else
            ++m_ring->others[m_place].modify();
    }
    Tracked on(const Get&) { return m_place; }

private:
    Ring* m_ring;
    int m_place;
    int m_next;

public:
    static constexpr auto fields = troupe::fields();
};

/// `count` actors ask each other in a circle: where the circle closes, exactly one is told so.
void circle(int count) {
    Asker::Ring ring;
    {
        const TimeStands guard;
        System system(smallSystem(2));
        for (int i = 0; i < count; ++i)
            ring.actors[i] =
                system.spawn<Asker>(unboundedMailbox("asker"), &ring, i, (i + 1) % count);
        for (int i = 0; i < count; ++i) ring.actors[i].tell(Go{});
        check(system.awaitQuiet(4s), "no circle stays closed");
        int replies = 0;
        int deadlocks = 0;
        for (int i = 0; i < count; ++i) {
            replies += ring.replies[i].read();
            deadlocks += ring.deadlocks[i].read();
            check(ring.others[i].read() == 0, "no time-out");
        }
        check(replies + deadlocks == count, "each ask has one outcome");
        check(deadlocks <= 1, "one victim for one circle");
        for (auto& actor : ring.actors) actor = {};
    }
}

void circleOfTwo() {
    circle(2);
}

void circleOfThree() {
    circle(3);
}

/// A supervised actor fails while it is told: only the failing message is lost, in one order.
void restartAndTell() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(2));
    SupervisorOptions supervision;
    supervision.name = "pool";
    supervision.backoff = kNoBackoff;
    const SupervisorRef pool = system.spawnSupervisor(supervision);
    SpawnOptions options = unboundedMailbox("tally");
    options.supervisor = pool;
    const auto tally = system.spawn<Tally>(options, &notes);
    Thread other("other", [&] { tally.tell(Add{1}); });
    tally.tell(Fail{});
    tally.tell(Add{2});
    other.join();
    check(system.awaitQuiet(1s), "everything is handled in the end");
    check(notes.sum.read() == 3 && notes.handled.read() == 3, "only the failing message is lost");
    check(notes.made.read() == 2, "it was restarted once");
    check(system.snapshot(tally).incarnation == 2, "and knows it");
    checkLedger(system.snapshot(tally));
}

/// A restart races with a kill of the supervisor's child, and with the shutdown.
void restartAndShutDown() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(2));
    SupervisorOptions supervision;
    supervision.name = "pool";
    supervision.backoff = kNoBackoff;
    const SupervisorRef pool = system.spawnSupervisor(supervision);
    SpawnOptions options = unboundedMailbox("tally");
    options.supervisor = pool;
    const auto tally = system.spawn<Tally>(options, &notes);
    tally.tell(Fail{});
    Thread killer("killer", [&] { system.kill(tally); });
    check(system.shutdown(2s).empty(), "nobody is stuck");
    killer.join();
    checkLedger(system.snapshot(tally));
}

/// Cannot be made.
class Unborn {
public:
    using Messages = MessageList<Go>;
    static constexpr auto name = "Unborn";
    Unborn() { throw std::runtime_error("not today"); }
    void on(const Go&) {}
    static constexpr auto fields = troupe::fields();
};

/// An actor without a supervisor whose constructor throws, while it is told.
void initFails() {
    const TimeStands guard;
    System system(smallSystem(1));
    const auto unborn = system.spawn<Unborn>(unboundedMailbox("unborn"));
    unborn.tell(Go{});
    check(system.awaitStopped(unborn, 1s), "it stays stopped");
    check(system.awaitQuiet(1s), "and its worker works on");
    check(system.snapshot(unborn).ledger.sent == 1, "the telling was counted");
    checkLedger(system.snapshot(unborn));
}

/// Collects what the drain passes on: for each message when it was sent and when it began.
class Order final : public EventSink {
public:
    void take(const DrainedEvent& drained) override {
        const Event& event = drained.header;
        ++m_count;
        if (event.kind == EventKind::sent) m_sent[event.message] = m_count;
        if (event.kind == EventKind::began) {
            check(m_sent.contains(event.message), "sent comes before began");
            ++m_began;
        }
        check(event.kind != EventKind::gap, "no gap");
    }
    int began() const { return m_began; }

private:
    std::map<std::uint64_t, int> m_sent;
    int m_count = 0;
    int m_began = 0;
};

/// Whoever drains while messages move never sees a turn before its cause.
void recorder() {
    Notes notes;
    Order order;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    system.attachRecorder();
    Thread other("other", [&] { tally.tell(Add{1}); });
    tally.tell(Add{1});
    system.drainTrace(order);
    other.join();
    check(system.awaitQuiet(1s), "quiet in the end");
    system.drainTrace(order);
    system.drainTrace(order);
    check(order.began() == 2, "both turns were recorded");
    system.detachRecorder();
    checkLedger(system.snapshot(tally));
}

const Registration kRegistrations[] = {
    {{.name = "ask.wait", .body = &askAndWait}},
    {{.name = "ask.timeout", .body = &askAndTimeout}},
    {{.name = "ask.kill", .body = &askAndKill}},
    {{.name = "ask.cancel", .body = &askAndCancel}},
    {{.name = "ask.circle-of-two", .body = &circleOfTwo}},
    {{.name = "ask.circle-of-three", .body = &circleOfThree}},
    {{.name = "restart.tell", .body = &restartAndTell}},
    {{.name = "restart.shutdown", .body = &restartAndShutDown}},
    {{.name = "restart.init-fails", .body = &initFails}},
    {{.name = "recorder.order", .body = &recorder}},
};

} // namespace

} // namespace explore
} // namespace troupe::inline TROUPE_ABI

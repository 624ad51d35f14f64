// Asks: exactly one outcome, whoever is first; cycles of waiting actors; restarts; timers.

#include "actors.h"

#include "troupe/schedule/timekeeper.h"

#include <map>

namespace troupe::inline TROUPE_ABI {
namespace explore {

namespace {

using sync::Plain;
using sync::Thread;

/// The reply races with the deadline.
void askAndTimeout()
{
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

/// The reply races with a kill.
void askAndKill()
{
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
void askAndCancel()
{
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
    Task<> on(Context& context, const Go&)
    {
        auto result = co_await context.ask<Get>(m_ring->actors[m_next], 5s);
        if (result.ok())
            ++m_ring->replies[m_place].modify();
        else if (result.outcome() == AskOutcome::wouldDeadlock)
            ++m_ring->deadlocks[m_place].modify();
        else
            ++m_ring->others[m_place].modify();
    }
    std::int64_t on(const Get&) { return m_place; }

private:
    Ring* m_ring;
    int m_place;
    int m_next;

public:
    static constexpr auto fields = troupe::fields();
};

/// `count` actors ask each other in a circle: where the circle closes, exactly one is told so.
void circle(int count)
{
    Asker::Ring ring;
    {
        const TimeStands guard;
        System system(smallSystem(2));
        for (int i = 0; i < count; ++i)
            ring.actors[i] =
                system.spawn<Asker>(unboundedMailbox("asker"), &ring, i, (i + 1) % count);
        for (int i = 0; i < count; ++i)
            ring.actors[i].tell(Go{});
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
        for (auto& actor : ring.actors)
            actor = {};
    }
}

void circleOfTwo()
{
    circle(2);
}

void circleOfThree()
{
    circle(3);
}

/// A supervised actor fails while it is told: only the failing message is lost, in one order.
void restartAndTell()
{
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
    checkLedger(system.snapshot(tally));
}

/// A restart races with a kill of the supervisor's child, and with the shutdown.
void restartAndShutDown()
{
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
void initFails()
{
    const TimeStands guard;
    System system(smallSystem(1));
    const auto unborn = system.spawn<Unborn>(unboundedMailbox("unborn"));
    unborn.tell(Go{});
    check(system.awaitStopped(unborn, 1s), "it stays stopped");
    check(system.awaitQuiet(1s), "and its worker works on");
    check(system.snapshot(unborn).ledger.sent == 1, "the telling was counted");
    checkLedger(system.snapshot(unborn));
}

/// Sets a timer, cancels it when told to.
class Sleeper {
public:
    using Messages = MessageList<Go, Add, Fail>;
    static constexpr auto name = "Sleeper";
    Sleeper(Notes* notes, bool isPeriodic) : m_notes(notes), m_isPeriodic(isPeriodic) {}
    void on(Context& context, const Go&)
    {
        m_timer = m_isPeriodic ? context.every(1ms, Add{1}) : context.after(1ms, Add{1});
    }
    void on(const Add&)
    {
        check(!m_isCancelled.read(), "no tick of a cancelled timer");
        ++m_notes->handled.modify();
    }
    void on(Context& context, const Fail&)
    {
        context.cancel(m_timer);
        m_isCancelled.write(true);
    }

private:
    Notes* m_notes;
    bool m_isPeriodic;
    TimerId m_timer = 0;
    Plain<bool> m_isCancelled{false};

public:
    static constexpr auto fields = troupe::fields();
};

/// A timer that becomes due while it is cancelled.
void timerAndCancel()
{
    Notes notes;
    System system(smallSystem(1));
    const auto sleeper = system.spawn<Sleeper>(unboundedMailbox("sleeper"), &notes, false);
    sync::Parker pause;
    {
        const EarlyTimers allowed;
        sleeper.tell(Go{});
        pause.parkUntil(sync::now() + 900'000); // the timer becomes due about when it is cancelled
        sleeper.tell(Fail{});
        pause.parkUntil(sync::now() + 200'000);
    }
    check(system.awaitQuiet(1s), "quiet in the end");
    check(notes.handled.read() <= 1, "one tick at most");
    checkLedger(system.snapshot(sleeper));
}

/// Quiet is not reported while a timer is on its way.
void timerAndQuiet()
{
    Notes notes;
    System system(smallSystem(1));
    const auto sleeper = system.spawn<Sleeper>(unboundedMailbox("sleeper"), &notes, false);
    sleeper.tell(Go{});
    check(system.awaitQuiet(1s), "quiet in the end");
    check(notes.handled.read() == 1, "quiet means that the tick was handled");
    checkLedger(system.snapshot(sleeper));
}

/// A periodic timer whose ticks are missed because the actor is held, and then stopped.
void missedTicks()
{
    Notes notes;
    System system(smallSystem(1));
    const auto sleeper = system.spawn<Sleeper>(unboundedMailbox("sleeper"), &notes, true);
    sleeper.tell(Go{});
    check(!system.awaitQuiet(2ms), "a timer is outstanding");
    system.hold(sleeper);
    check(!system.awaitQuiet(3ms), "a timer is outstanding");
    system.stop(sleeper);
    check(system.awaitStopped(sleeper, 1s), "it stops");
    check(system.awaitQuiet(1s), "with the actor its timer is gone");
    checkLedger(system.snapshot(sleeper));
}

/// A timer races with the end of its actor.
void timerAndStop()
{
    Notes notes;
    System system(smallSystem(1));
    const auto sleeper = system.spawn<Sleeper>(unboundedMailbox("sleeper"), &notes, false);
    sync::Parker pause;
    {
        const EarlyTimers allowed;
        sleeper.tell(Go{});
        pause.parkUntil(sync::now() + 900'000); // the timer becomes due about when it stops
        system.stop(sleeper);
        pause.parkUntil(sync::now() + 200'000);
    }
    check(system.awaitStopped(sleeper, 1s), "it stops");
    check(notes.handled.read() <= 1, "one tick at most");
    checkLedger(system.snapshot(sleeper));
}

/// Ticks go on while somebody works, however their end and the waking cross.
void tickWhileAwake()
{
    sync::Atomic<bool> isAwake{false};
    sync::Parker seen;
    Timekeeper time(
        [&] {
            const bool is = isAwake.load();
            if (is)
                seen.unpark();
            return is;
        },
        [] {});
    time.wake();
    isAwake.store(true);
    time.wake();
    check(seen.parkUntil(sync::now() + 1'000'000'000), "who works is watched");
    isAwake.store(false);
    time.stop();
}

/// Does not return from its handler until it is let go, and then sends.
class Stuck {
public:
    using Messages = MessageList<Go>;
    static constexpr auto name = "Stuck";
    struct Door {
        sync::Parker isIn;
        sync::Parker mayLeave;
    };
    Stuck(Door* door, Ref<Tally> target) : m_door(door), m_target(std::move(target)) {}
    void on(Context& context, const Go&)
    {
        m_door->isIn.unpark();
        m_door->mayLeave.park();
        context.tell(m_target, Add{1});
    }

private:
    Door* m_door;
    Ref<Tally> m_target;

public:
    static constexpr auto fields = troupe::fields();
};

/// A handler that was given up: what it sends later reaches nobody, and its actor works on.
void abandon()
{
    Notes notes;
    Stuck::Door door;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    const auto stuck = system.spawn<Stuck>(unboundedMailbox("stuck"), &door, tally);
    stuck.tell(Go{});
    door.isIn.park();
    const bool wasGivenUp = system.abandon(stuck);
    Thread leaving("leaving", [&] { door.mayLeave.unpark(); });
    check(wasGivenUp, "who is in a handler can be given up");
    tally.tell(Add{2});
    check(system.awaitQuiet(1s), "the pool works on");
    check(notes.sum.read() == 2, "the old handler is cut off");
    checkLedger(system.snapshot(stuck));
    leaving.join();
}

/// Given up at the moment when it returns: one or the other, never both.
void abandonAndReturn()
{
    Notes notes;
    Stuck::Door door;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    const auto stuck = system.spawn<Stuck>(unboundedMailbox("stuck"), &door, tally);
    stuck.tell(Go{});
    door.isIn.park();
    Thread leaving("leaving", [&] { door.mayLeave.unpark(); });
    const bool wasGivenUp = system.abandon(stuck);
    leaving.join();
    check(system.awaitQuiet(1s), "the pool works on");
    const ActorSnapshot snapshot = system.snapshot(stuck);
    check(wasGivenUp || snapshot.ledger.handled == 1, "handled, unless it was given up");
    // What it sends at the moment when it is given up may still be on its way.
    check(wasGivenUp || notes.sum.read() <= 1, "it sends once at most");
    checkLedger(snapshot);
}

/// Collects what the drain passes on: for each message when it was sent and when it began.
class Order final : public EventSink {
public:
    void take(const DrainedEvent& drained) override
    {
        const Event& event = drained.header;
        ++m_count;
        if (event.kind == EventKind::sent)
            m_sent[event.message] = m_count;
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
void recorder()
{
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
    {{.name = "ask.timeout", .body = &askAndTimeout}},
    {{.name = "ask.kill", .body = &askAndKill}},
    {{.name = "ask.cancel", .body = &askAndCancel}},
    {{.name = "ask.circle-of-two", .body = &circleOfTwo}},
    {{.name = "ask.circle-of-three", .body = &circleOfThree}},
    {{.name = "restart.tell", .body = &restartAndTell}},
    {{.name = "restart.shutdown", .body = &restartAndShutDown}},
    {{.name = "restart.init-fails", .body = &initFails}},
    {{.name = "timer.cancel", .body = &timerAndCancel}},
    {{.name = "timer.quiet", .body = &timerAndQuiet}},
    {{.name = "timer.missed", .body = &missedTicks}},
    {{.name = "timer.stop", .body = &timerAndStop}},
    {{.name = "timer.tick-while-awake", .body = &tickWhileAwake}},
    {{.name = "abandon.stuck", .body = &abandon}},
    {{.name = "abandon.return", .body = &abandonAndReturn}},
    {{.name = "recorder.order", .body = &recorder}},
};

} // namespace

} // namespace explore
} // namespace troupe::inline TROUPE_ABI

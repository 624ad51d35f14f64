// Live time: timers that fire, are cancelled and come earlier than others; the clock itself.

#include "actors.h"

#include "troupe/schedule/timekeeper.h"

namespace troupe::inline TROUPE_ABI {
namespace explore {

namespace {

using sync::Plain;
using sync::Thread;

/// Sets a timer, cancels it when told to.
class Sleeper {
public:
    using Messages = MessageList<Go, Add, Fail>;
    static constexpr auto name = "Sleeper";
    Sleeper(Notes* notes, bool isPeriodic) : m_notes(notes), m_isPeriodic(isPeriodic) {}
    void on(Context& context, const Go&) {
        m_timer = m_isPeriodic ? context.every(1ms, Add{1}) : context.after(1ms, Add{1});
    }
    void on(const Add&) {
        check(!m_isCancelled.read(), "no tick of a cancelled timer");
        ++m_notes->handled.modify();
    }
    void on(Context& context, const Fail&) {
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
void timerAndCancel() {
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
void timerAndQuiet() {
    Notes notes;
    System system(smallSystem(1));
    const auto sleeper = system.spawn<Sleeper>(unboundedMailbox("sleeper"), &notes, false);
    sleeper.tell(Go{});
    check(system.awaitQuiet(1s), "quiet in the end");
    check(notes.handled.read() == 1, "quiet means that the tick was handled");
    checkLedger(system.snapshot(sleeper));
}

/// A periodic timer whose ticks are missed because the actor is held, and then stopped.
void missedTicks() {
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
void timerAndStop() {
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
void tickWhileAwake() {
    sync::Atomic<bool> isAwake{false};
    sync::Parker seen;
    Timekeeper time(
        [&] {
            const bool is = isAwake.load();
            if (is) seen.unpark();
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

constexpr std::int64_t kMillisecond = 1'000'000;

/// Sets two timers when told to go, the later one first; notes when each comes.
class Alarm {
public:
    using Messages = MessageList<Go, Add>;
    static constexpr auto name = "Alarm";
    struct Times {
        Plain<std::int64_t> at[2];
        Plain<int> count{0};
    };
    Alarm(Times* times, Duration first, Duration second)
        : m_times(times), m_first(first), m_second(second) {}
    void on(Context& context, const Go&) {
        context.after(m_first, Add{0});
        context.after(m_second, Add{1});
    }
    void on(const Add& message) {
        m_times->at[static_cast<std::size_t>(std::int64_t{message.by})].write(sync::now());
        ++m_times->count.modify();
    }

private:
    Times* m_times;
    Duration m_first;
    Duration m_second;

public:
    static constexpr auto fields = troupe::fields();
};

/// A timer that is due before the one the timekeeper sleeps for.
void earlier() {
    Alarm::Times times;
    const std::int64_t start = sync::now();
    System system(smallSystem(1));
    const auto alarm = system.spawn<Alarm>(unboundedMailbox("alarm"), &times, 7ms, 2ms);
    alarm.tell(Go{});
    check(system.awaitQuiet(1s), "quiet in the end");
    check(times.count.read() == 2, "both come");
    check(times.at[0].read() - start == 7 * kMillisecond, "the later one in time");
    check(times.at[1].read() - start == 2 * kMillisecond, "the earlier one in time");
    check(sync::now() - start == 7 * kMillisecond, "quiet is told at once");
}

/// The same with a timer of another thread, while the timekeeper goes to sleep.
void earlierElsewhere() {
    Alarm::Times first;
    Alarm::Times second;
    const std::int64_t start = sync::now();
    System system(smallSystem(2));
    const auto late = system.spawn<Alarm>(unboundedMailbox("late"), &first, 30ms, 40ms);
    const auto soon = system.spawn<Alarm>(unboundedMailbox("soon"), &second, 15ms, 20ms);
    Thread other("other", [&] { soon.tell(Go{}); });
    late.tell(Go{});
    other.join();
    check(system.awaitQuiet(1s), "quiet in the end");
    check(first.at[0].read() - start == 30 * kMillisecond &&
              first.at[1].read() - start == 40 * kMillisecond,
          "those in time");
    check(second.at[0].read() - start == 15 * kMillisecond &&
              second.at[1].read() - start == 20 * kMillisecond,
          "and these");
}

/// In a pause the clock stands, and with it all timers; at twice the speed they come in half the
/// time.
void pausedClock() {
    Alarm::Times times;
    sync::Parker nobody;
    const std::int64_t start = sync::now();
    System system(smallSystem(1));
    const auto alarm = system.spawn<Alarm>(unboundedMailbox("alarm"), &times, 4ms, 14ms);
    alarm.tell(Go{});
    nobody.parkUntil(start + 1 * kMillisecond);
    system.pause();
    nobody.parkUntil(start + 31 * kMillisecond);
    check(system.now() == 1 * kMillisecond, "the clock stands");
    system.resume();
    nobody.parkUntil(start + 35 * kMillisecond); // engine: 5 ms
    system.setSpeed(2.0);
    check(system.awaitQuiet(1s), "quiet in the end");
    check(times.count.read() == 2, "both come");
    const std::int64_t first = times.at[0].read() - start;
    const std::int64_t second = times.at[1].read() - start;
    check(first == 34 * kMillisecond, "as much later as the pause took");
    // rounded up by a nanosecond
    check(second >= 39'500'000 && second <= 39'500'001, "in half the time");
}

/// Whoever reads the clock while it is changed sees the old or the new one, never a mixture.
void wholeClock() {
    sync::Parker nobody;
    sync::Parker nobodyElse;
    const std::int64_t start = sync::now();
    Timekeeper time([] { return false; }, [] {});
    Thread reader("reader", [&] {
        nobodyElse.parkUntil(start + 5 * kMillisecond);
        for (int i = 0; i < 2; ++i) {
            const std::int64_t real = sync::now() - start;
            const std::int64_t engine = time.now();
            // it changes at 5 ms exactly: from speed 3, 2 ms behind, to speed 1
            const std::int64_t old = 2 * kMillisecond + 3 * (real - 2 * kMillisecond);
            const std::int64_t now = 11 * kMillisecond + (real - 5 * kMillisecond);
            check(engine == old || engine == now, "one clock or the other");
        }
    });
    nobody.parkUntil(start + 2 * kMillisecond);
    time.setSpeed(3.0);
    nobody.parkUntil(start + 5 * kMillisecond);
    time.setSpeed(1.0);
    reader.join();
    time.stop();
}

/// A question whose deadline comes while nobody answers ends then, and not later.
class Questioner {
public:
    using Messages = MessageList<Go>;
    static constexpr auto name = "Questioner";
    struct Answer {
        Plain<std::int64_t> at{0};
        Plain<int> timeouts{0};
        Plain<int> replies{0};
    };
    Questioner(Answer* answer, Ref<Tally> target) : m_answer(answer), m_target(std::move(target)) {}
    void on(Context& context, const Go&) {
        context.askThen(m_target, 3ms, Get{}, [answer = m_answer](Context&, auto result) {
            answer->at.write(sync::now());
            if (result.ok()) ++answer->replies.modify();
            if (result.outcome() == AskOutcome::timeout) ++answer->timeouts.modify();
        });
    }

private:
    Answer* m_answer;
    Ref<Tally> m_target;

public:
    static constexpr auto fields = troupe::fields();
};

void deadline() {
    Notes notes;
    Questioner::Answer answer;
    const std::int64_t start = sync::now();
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    const auto asker = system.spawn<Questioner>(unboundedMailbox("asker"), &answer, tally);
    system.hold(tally);
    asker.tell(Go{});
    check(system.awaitQuiet(1s), "quiet in the end");
    check(answer.timeouts.read() == 1, "it ends once, by its deadline");
    check(answer.at.read() - start == 3 * kMillisecond, "and in time");
}

/// The reply comes about when the deadline does.
void deadlineAndReply() {
    Notes notes;
    Questioner::Answer answer;
    System system(smallSystem(2));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    const auto asker = system.spawn<Questioner>(unboundedMailbox("asker"), &answer, tally);
    {
        const EarlyTimers allowed;
        sync::Parker nobody;
        asker.tell(Go{});
        nobody.parkUntil(sync::now() + 1 * kMillisecond);
    }
    check(system.awaitQuiet(1s), "quiet in the end");
    check(answer.timeouts.read() + answer.replies.read() == 1, "it ends once");
    checkLedger(system.snapshot(tally));
    checkLedger(system.snapshot(asker));
}

/// Notes how late its timer is.
class Punctual {
public:
    using Messages = MessageList<Go, Add>;
    static constexpr auto name = "Punctual";
    explicit Punctual(Plain<std::int64_t>* late) : m_late(late) {}
    void on(Context& context, const Go&) {
        m_due = context.now() + 200'000;
        context.after(200us, Add{1});
    }
    void on(Context& context, const Add&) { m_late->write(context.now() - m_due); }

private:
    Plain<std::int64_t>* m_late;
    std::int64_t m_due = 0;

public:
    static constexpr auto fields = troupe::fields();
};

/// A timer that is due before the next tick comes in time.
void inTime() {
    Plain<std::int64_t> late(-1);
    System system(smallSystem(1));
    const auto punctual = system.spawn<Punctual>(unboundedMailbox("punctual"), &late);
    punctual.tell(Go{});
    check(system.awaitQuiet(1s), "quiet in the end");
    check(late.read() >= 0 && late.read() < 100'000, "it comes when it is due");
}

const Registration kRegistrations[] = {
    {{.name = "timer.in-time", .body = &inTime}},
    {{.name = "timer.cancel", .body = &timerAndCancel}},
    {{.name = "timer.quiet", .body = &timerAndQuiet}},
    {{.name = "timer.missed", .body = &missedTicks}},
    {{.name = "timer.stop", .body = &timerAndStop}},
    {{.name = "timer.tick-while-awake", .body = &tickWhileAwake}},
    {{.name = "timer.earlier", .body = &earlier}},
    {{.name = "timer.earlier-elsewhere", .body = &earlierElsewhere}},
    {{.name = "timer.paused-clock", .body = &pausedClock}},
    {{.name = "timer.whole-clock", .body = &wholeClock}},
    {{.name = "timer.deadline", .body = &deadline}},
    {{.name = "timer.deadline-reply", .body = &deadlineAndReply}},
};

} // namespace

} // namespace explore
} // namespace troupe::inline TROUPE_ABI

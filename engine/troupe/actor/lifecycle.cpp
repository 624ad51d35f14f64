// How an actor fails, stops and closes.
#include <utility>

#include "troupe/actor/cell.h"
#include "troupe/actor/cell_extra.h"
#include "troupe/actor/runner.h"
#include "troupe/actor/system.h"
#include "troupe/lab/lab.h"
#include "troupe/message/thread_state.h"

namespace troupe::inline TROUPE_ABI {

/// The incarnation has crashed. Its state stays until the supervisor has decided: it may resume.
void Cell::fail(const std::string& text, ExitReason reason) {
    CellExtra& more = extra();
    more.failure = text;
    if (m_isFinal && status() == Status::stopping && m_supervisor && !isSupervisor()) {
        // It was told to stop and did not get to its end: it stops, and is not started again.
        setStatus(Status::crashed);
        finishStop(m_exitReason, DeadReason::stopped);
        return;
    }
    m_exitReason = reason;
    m_isDraining = false;
    setStatus(Status::crashed);
    block(kNoIncarnation);
    if (isSupervisor() && (more.supervisor->isRunning() || more.supervisor->isExiting())) {
        // Its children end with it; the next supervisor up hears of it afterwards.
        if (more.supervisor->isRunning()) more.supervisor->halt(endOfGrace());
        return;
    }
    if (m_supervisor) {
        tellSupervisor(SignalKind::childFailed, reason);
    } else {
        finishStop(reason, DeadReason::stopped);
    }
}

void Cell::requestStop(StopKind kind, ExitReason reason, std::int64_t deadline, bool isHalting) {
    if (m_isClosed.read()) return;
    m_isHalting = isHalting;
    m_isFinal = !isHalting;
    m_exitReason = reason;
    emit(EventKind::stopping, {}, static_cast<std::uint8_t>(kind));
    if (isSupervisor() && (extra().supervisor->isRunning() || extra().supervisor->isExiting())) {
        endSupervised(reason, deadline != 0 ? deadline : endOfGrace(), isHalting);
        return;
    }
    if (status() != Status::running && status() != Status::stopping) {
        // Crashed, waiting for a restart, or never started: nothing runs that could finish.
        finishStop(reason, DeadReason::stopped);
        return;
    }
    setStatus(Status::stopping);
    if (kind == StopKind::drain) {
        m_isDraining = true;
        if (deadline != 0) {
            startTimer(Duration(deadline - m_system.now()), Duration::zero(), nullptr, 0);
        }
    } else if (kind == StopKind::afterCurrent && (m_blocks & kAwaiting) != 0) {
        m_stopsAfterAwaited = true; // its suspended turn is the current message
    } else {
        finishStop(reason, DeadReason::stopped);
    }
}

/// A supervisor stops: its children first, or sooner if they are being ended already.
void Cell::endSupervised(ExitReason reason, std::int64_t until, bool isHalting) {
    setStatus(Status::stopping);
    if (isHalting) {
        extra().supervisor->halt(until);
    } else {
        extra().supervisor->stop(reason, until);
    }
}

/// When those of a supervisor's children that do not stop are killed, ns.
std::int64_t Cell::endOfGrace() {
    return sync::after(m_system.now(), extra().supervisor->options().grace.count());
}

/// The children of a supervisor are down; now itself.
void Cell::supervisorExits(ExitReason reason) {
    const bool isOwnDecision = status() == Status::running;
    if (isOwnDecision || status() == Status::crashed) {
        // Over budget, told to escalate, or crashed itself: a crash to the next one up.
        if (isOwnDecision) m_exitReason = reason;
        setStatus(Status::crashed);
        block(kNoIncarnation);
        if (m_supervisor) {
            tellSupervisor(SignalKind::childFailed, m_exitReason);
        } else {
            finishStop(m_exitReason, DeadReason::stopped);
        }
        return;
    }
    finishStop(m_exitReason, DeadReason::stopped);
}

/// The incarnation ends, by itself or by order. The cell closes, unless it may start again.
void Cell::finishStop(ExitReason reason, DeadReason forQueue) {
    m_isDraining = false;
    m_exitReason = reason;
    if (m_state && status() != Status::crashed && reason != ExitReason::killed) runStopHook();
    m_isStopRequested = false;
    m_stopsAfterAwaited = false;
    const bool isHalting = m_isHalting;
    m_isHalting = false;
    const bool mayStartAgain =
        isHalting || (m_supervisor && !m_isFinal && policy() != ChildPolicy::temporary);
    if (!mayStartAgain) {
        close(reason, forQueue);
        return;
    }
    endIncarnation(DeadReason::stopped);
    setStatus(Status::restarting);
    PayloadWriter payload;
    payload.putText("");
    emit(EventKind::stopped, {}, static_cast<std::uint8_t>(reason), &payload);
    tellSupervisor(SignalKind::childStopped, reason);
}

/// For good: nothing is accepted any more, everything queued is a dead letter.
void Cell::close(ExitReason reason, DeadReason forQueue) {
    m_exitReason = reason; // of later watches too
    if (isSupervisor() && extra().supervisor->hasOpenChildren()) {
        // They were only halted, in case it started again.
        m_isFinal = true;
        endSupervised(reason, endOfGrace(), false);
        return;
    }
    const bool wasTold = status() == Status::restarting; // its end was recorded already
    endIncarnation(DeadReason::stopped);
    dropOutbox();
    if (m_system.isShuttingDown() && forQueue == DeadReason::stopped)
        forQueue = DeadReason::shutdown;
    Envelope* last = m_inbox.close();
    Envelope** end = &m_batch;
    while (*end) end = &(*end)->next;
    *end = last;
    discardAside(forQueue); // a message that waits to be tried again outlived its incarnation
    discardQueue(forQueue);
    if (!wasTold) {
        PayloadWriter payload;
        if (const CellExtra* more = m_extra.load(sync::relaxed)) payload.putText(more->failure);
        emit(EventKind::stopped, {}, static_cast<std::uint8_t>(reason), &payload);
    }
    m_isClosed.write(true);
    while (Signal* signal = m_firstSignal) {
        m_firstSignal = signal->next;
        disposeSignal(signal);
    }
    m_lastSignal = nullptr;
    if (Lab* lab = m_system.lab()) lab->forgetReplies(*this);
    disposeSignals();
    if (CellExtra* more = m_extra.load(sync::relaxed)) {
        for (Cell* watched : std::exchange(more->watched, {})) {
            ref();
            watched->signal({.kind = SignalKind::unwatch, .cell = this}, m_context.m_runner);
            watched->unref();
        }
        if (more->supervisor) more->supervisor->letGo();
    }
}

/// The owner leaves its closed cell. From the status on it may be opened again and run by
/// another thread; so nothing but what never changes is touched after it.
void Cell::leaveClosed() {
    std::vector<Cell*> watchers;
    if (CellExtra* more = m_extra.load(sync::relaxed)) watchers = std::exchange(more->watchers, {});
    Runner* const runner = m_context.m_runner;
    const Signal news{
        .detail = static_cast<std::uint8_t>(m_exitReason), .number = incarnation(), .peer = id()};
    const auto tell = [&](Cell& other, SignalKind kind) {
        Signal signal = news;
        signal.kind = kind;
        other.signal(signal, runner);
    };
    setStatus(Status::stopped);
    for (Cell* watcher : watchers) {
        tell(*watcher, SignalKind::down);
        watcher->unref();
    }
    if (m_supervisor) tell(*m_supervisor, SignalKind::childStopped);
    m_system.noteCellStopped();
    unref(); // the running actor's own
}

bool Cell::reopenIfClosed() {
    Status stopped = Status::stopped;
    if (!m_status.compareExchange(stopped, Status::restarting)) return false;
    ref(); // the running actor's own
    m_isClosed.write(false);
    m_blocks = kNoIncarnation;
    m_inbox.reopen();
    return true;
}

void Cell::shutForStart() {
    m_inbox.shut();
}

void Cell::closeAfterEnd() {
    if (status() == Status::stopped) return;
    Runner last(m_system, m_system.options().quantum);
    last.blocks = &localBlocks();
    m_context.m_runner = &last;
    if (m_isAbandoned) countAbandoned(DeadReason::shutdown); // its handler did not return
    if (isSupervisor()) extra().supervisor->letGo();
    close(ExitReason::shutdown, DeadReason::shutdown);
    m_context.m_runner = nullptr;
    leaveClosed();
}

/// The queue goes first, so that nothing sent before the kill is handled after it.
/// A supervisor's children stop in order, or with `killsBelow` and at a second kill at once.
void Cell::killNow(bool killsBelow) {
    if (m_isClosed.read()) return;
    emit(EventKind::stopping, {}, static_cast<std::uint8_t>(StopKind::kill));
    discardQueue(DeadReason::killed);
    dropSuspendedTurns(DeadReason::killed); // first: their coroutines may look at what is aside
    discardAside(DeadReason::killed);
    if (isSupervisor() && (extra().supervisor->isRunning() || extra().supervisor->isExiting())) {
        const bool isAtOnce = killsBelow || extra().supervisor->isExiting();
        m_exitReason = ExitReason::killed;
        // Halted: should it be restarted, its children go on in their cells.
        endSupervised(ExitReason::killed, isAtOnce ? m_system.now() : endOfGrace(), !m_isFinal);
        return;
    }
    finishStop(ExitReason::killed, DeadReason::killed);
}

void Cell::tellSupervisor(SignalKind kind, ExitReason reason) {
    m_supervisor->signal({.kind = kind,
                          .detail = static_cast<std::uint8_t>(reason),
                          .number = incarnation(),
                          .peer = id()},
                         m_context.m_runner);
}

void Cell::tellRestarted() {
    if (!m_extra.load(sync::relaxed)) return;
    CellExtra& more = extra();
    for (Cell* watcher : more.watchers) {
        watcher->signal({.kind = SignalKind::restartedSeen, .number = incarnation(), .peer = id()},
                        m_context.m_runner);
    }
}

} // namespace troupe::TROUPE_ABI

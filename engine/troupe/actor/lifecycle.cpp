// Start, failure, stop, restart: what becomes of a cell's incarnations.
#include <algorithm>
#include <utility>

#include "troupe/actor/cell.h"
#include "troupe/actor/cell_extra.h"
#include "troupe/actor/runner.h"
#include "troupe/actor/system.h"
#include "troupe/lab/lab.h"
#include "troupe/message/thread_state.h"

namespace troupe::inline TROUPE_ABI {

/// A new incarnation, the first or a later one.
void Cell::start() {
    // also where its handler was given up, with its state
    if (incarnation() != 0) endIncarnation(DeadReason::stopped);
    const std::uint32_t number = incarnation() + 1;
    m_incarnation.store(number, sync::relaxed);
    std::int64_t dropped = 0;
    // also the first time: signals may have come before the start
    if (CellExtra* more = m_extra.load(sync::relaxed)) {
        more->random = Random::of(m_system.options().seed, id().number, number);
    }
    if (number > 1) {
        if (m_restartMail == RestartMail::discard) {
            const std::uint64_t before = ledger().discarded();
            discardQueue(DeadReason::discardedOnRestart);
            dropped = static_cast<std::int64_t>(ledger().discarded() - before);
        }
    }
    if (const auto failure = makeState()) {
        PayloadWriter payload;
        payload.putText(*failure);
        emit(EventKind::failed, {}, static_cast<std::uint8_t>(FailurePhase::start), &payload);
        endIncarnation(DeadReason::stopped);
        m_exitReason = ExitReason::initFailed;
        setStatus(Status::crashed);
        if (m_supervisor) {
            tellSupervisor(SignalKind::childFailed, ExitReason::initFailed);
        } else {
            finishStop(ExitReason::initFailed, DeadReason::stopped);
        }
        return;
    }
    setStatus(Status::running);
    unblock(kNoIncarnation);
    m_isDraining = false;
    m_isFinal = false;
    if (number > 1) {
        PayloadWriter payload;
        payload.putInt(static_cast<std::int64_t>(m_inbox.depth()));
        payload.putInt(dropped);
        emit(EventKind::restarted, {}, 0, &payload);
        tellRestarted();
    }
    emit(EventKind::started, m_supervisor ? m_supervisor->id() : ActorId{}, 0);
    if (isSupervisor()) {
        extra().supervisor->start(); // tells when its children have started
    } else {
        tellStarted();
    }
    afterTurn(); // the start hook may have asked for a stop
}

/// Makes the actor and calls its start hook; nothing, or why that failed. A turn to those who watch
/// over turns, for the actor's own code runs.
std::optional<std::string> Cell::makeState() {
    void* const where = m_isStatePlaceTaken ? ::operator new(type().size) : placeOfState();
    bool isMade = false;
    m_context.m_current = nullptr;
    m_isStopRequested = false;
    const auto made = [&]() -> void* { return isMade ? where : nullptr; };
    auto failure = runHook(
        Runner::Task::start,
        [&] {
            m_factory->make(where);
            isMade = true;
        },
        made);
    if (isMade) {
        m_state = where;
        if (type().onStart) {
            failure = runHook(
                Runner::Task::start, [&] { type().onStart(m_context, where); }, made);
        }
    } else if (where != placeOfState()) {
        ::operator delete(where);
    }
    if (CellExtra* more = m_extra.load(sync::relaxed)) more->busyFor = 0;
    m_isProlonged = false;
    if (failure) m_isStopRequested = false;
    return failure;
}

/// Runs code of the actor beside its messages; what it threw, if it did. `state`: what to destroy
/// should the code have been given up meanwhile.
template <class Code, class State>
std::optional<std::string> Cell::runHook(Runner::Task task, const Code& code, const State& state) {
    std::optional<std::string> failure;
    Runner& runner = *m_context.m_runner;
    const bool isWatched = !m_system.lab(); // in the Lab a turn would be one of its steps
    if (isWatched) {
        runner.task.store(task, sync::relaxed);
        runner.beginTurn(id().number, 0);
    }
    try {
        code();
    } catch (...) {
        failure = currentExceptionText();
    }
    if (!isWatched) return failure;
    runner.endTurn();
    if (runner.isGivenUp()) leaveAbandoned(nullptr, state());
    runner.task.store(Runner::Task::message, sync::relaxed);
    return failure;
}

void Cell::tellStarted() {
    if (m_supervisor) tellSupervisor(SignalKind::childStarted, ExitReason::normal);
}

/// Of the first incarnation, and of all others while no given-up handler is in it.
void* Cell::placeOfState() {
    return reinterpret_cast<std::byte*>(this) + (sizeof(Cell) + 15) / 16 * 16;
}

void Cell::destroyState(void* state) {
    type().destroy(type(), state);
    if (state != placeOfState()) ::operator delete(state);
}

/// State, timers, asks, stash and suspended turns go; cell, mailbox and watchers stay.
void Cell::endIncarnation(DeadReason forTurn) {
    block(kNoIncarnation);
    if (CellExtra* more = m_extra.load(sync::relaxed)) {
        cancelTimers();
        cancelAsks();
        dropSuspendedTurns(forTurn);
        discardAside(DeadReason::discardedOnRestart);
        more->behaviours.clear();
        m_hasBehaviours = false;
        m_isProlonged = false;
        more->lastState.clear();
        more->busyFor = 0;
    }
    if (!m_state) return;
    destroyState(m_state);
    m_state = nullptr;
}

// --- asks of this incarnation -------------------------------------------------------------------

void Cell::attachAsk(Ask& ask) {
    CellExtra& more = extra();
    ask.isAttached = true;
    ask.askerIncarnation = incarnation();
    ask.nextOfAsker = more.asks;
    if (more.asks) more.asks->previousOfAsker = &ask;
    more.asks = &ask;
    ask.ref(); // the list's
}

void Cell::detachAsk(Ask& ask) {
    if (!ask.isAttached) return;
    ask.isAttached = false;
    CellExtra& more = extra();
    (ask.previousOfAsker ? ask.previousOfAsker->nextOfAsker : more.asks) = ask.nextOfAsker;
    if (ask.nextOfAsker) ask.nextOfAsker->previousOfAsker = ask.previousOfAsker;
    ask.nextOfAsker = nullptr;
    ask.previousOfAsker = nullptr;
    ask.unref();
}

void Cell::cancelAsks() {
    CellExtra& more = extra();
    while (Ask* ask = more.asks) {
        ask->ref();
        if (ask->waiter) noteWaitEnded(*ask);
        ask->waiter = {};
        ask->then = nullptr;
        detachAsk(*ask);
        ask->decide(AskOutcome::cancelled);
        ask->unref();
    }
}

// --- timers of this incarnation -----------------------------------------------------------------

std::uint64_t Cell::startTimer(Duration delay, Duration period, Envelope* message,
                               std::uint64_t prolonged) {
    CellExtra& more = extra();
    const std::uint64_t timerId = more.nextTimer++;
    auto timer = std::make_unique<ActorTimer>();
    timer->message = message;
    timer->prolonged = prolonged;
    timer->entry.due =
        m_system.now() + m_context.workSoFar() + std::max<std::int64_t>(delay.count(), 0);
    timer->entry.period = period.count();
    timer->entry.cell = this;
    timer->entry.id = timerId;
    timer->entry.incarnation = incarnation();
    TimerEntry& entry = timer->entry;
    more.timers.emplace(timerId, std::move(timer));
    if (message) {
        PayloadWriter payload;
        payload.putDuration(delay);
        payload.putDuration(period);
        emit(EventKind::timerSet, {}, 0, &payload, timerId);
    }
    m_system.scheduler().addTimer(entry);
    return timerId;
}

void Cell::cancelTimer(std::uint64_t timerId) {
    CellExtra& more = extra();
    const auto at = more.timers.find(timerId);
    if (at == more.timers.end()) return;
    m_system.scheduler().removeTimer(at->second->entry);
    if (Envelope* message = at->second->message) {
        destroyEnvelope(localBlocks(), message);
        emit(EventKind::timerCancelled, {}, 0, nullptr, timerId);
    }
    more.timers.erase(at);
}

void Cell::cancelTimers() {
    CellExtra& more = extra();
    while (!more.timers.empty()) cancelTimer(more.timers.begin()->first);
}

// --- failure ------------------------------------------------------------------------------------

/// The incarnation has crashed. Its state stays until the supervisor has decided: it may resume.
void Cell::fail(const std::string& text, ExitReason reason) {
    CellExtra& more = extra();
    more.failure = text;
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

// --- stop ---------------------------------------------------------------------------------------

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
        m_isStopRequested = true; // its suspended turn is the current message
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
    return m_system.now() + extra().supervisor->options().grace.count();
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
    if (m_state && status() != Status::crashed && reason != ExitReason::killed) {
        void* const state = m_state;
        const auto failure = runHook(
            Runner::Task::stopHook, [&] { type().onStop(m_context, state); },
            [&] { return state; });
        if (failure) {
            PayloadWriter payload;
            payload.putText(*failure);
            emit(EventKind::failed, {}, static_cast<std::uint8_t>(FailurePhase::stopHook),
                 &payload);
        }
    }
    m_isStopRequested = false;
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

// --- queues -------------------------------------------------------------------------------------

void Cell::discardQueue(DeadReason reason) {
    if (Lab* lab = m_system.lab()) lab->discardQueue(*this, reason);
    if (!m_batch) m_batch = m_inbox.takeAll();
    while (m_batch) {
        Envelope* envelope = std::exchange(m_batch, m_batch->next);
        m_inbox.noteTaken();
        countDead(reason);
        deadLetter(envelope, reason, &m_track);
        if (!m_batch) m_batch = m_inbox.takeAll();
    }
    OverflowLane* lane = m_overflow.load(sync::acquire);
    if (!lane) return;
    while (Envelope* envelope = lane->takeFromRing()) {
        countDead(reason);
        deadLetter(envelope, reason, &m_track);
    }
    admitWaiters(*lane);
}

/// Stash, what was unstashed, and the message that waits to be tried again.
void Cell::discardAside(DeadReason reason) {
    if (!m_extra.load(sync::relaxed)) return;
    CellExtra& more = extra();
    const auto discard = [&](Envelope* envelope) {
        more.asideCount.store(more.asideCount.load(sync::relaxed) - 1, sync::relaxed);
        countDead(reason);
        deadLetter(envelope, reason, &m_track);
    };
    while (Envelope* envelope = more.unstashed.take()) discard(envelope);
    while (Envelope* envelope = more.stash.take()) discard(envelope);
    if (reason != DeadReason::discardedOnRestart) { // a retry outlives its incarnation
        if (Envelope* envelope = std::exchange(more.retry, nullptr)) discard(envelope);
    }
    noteAside();
}

// --- outbox -------------------------------------------------------------------------------------

/// The head of the outbox has been accepted: the next ones, until one has to wait again. The
/// outcome of the last one is what a coroutine that awaits its send is told.
void Cell::flushOutbox() {
    CellExtra& more = extra();
    if (more.outbox.empty()) return;
    endOutboxWait(*more.outbox.front().to);
    more.outbox.front().to->unref();
    more.outbox.pop_front();
    while (!more.outbox.empty()) {
        OutboxEntry& head = more.outbox.front();
        Envelope* envelope = std::exchange(head.envelope, nullptr);
        const TellOutcome outcome = head.to->deliver(envelope, Sender{m_context.m_runner, this});
        if (outcome == TellOutcome::waiting) return;
        more.outboxOutcome = outcome;
        if (outcome == TellOutcome::full || outcome == TellOutcome::noMemory) {
            head.to->dropNewest(envelope, Sender{m_context.m_runner, this});
            more.outboxOutcome = TellOutcome::dropped;
        }
        head.to->unref();
        more.outbox.pop_front();
    }
    unblock(kOutbox);
    waitForAnswer();
    if (auto waiter = std::exchange(more.outboxWaiter, {})) resumeTurn(waiter, more.outboxTurn);
}

/// The actor stops: what it still had to send is told to nobody.
void Cell::dropOutbox() {
    if (!m_extra.load(sync::relaxed)) return;
    CellExtra& more = extra();
    while (!more.outbox.empty()) {
        OutboxEntry head = more.outbox.front();
        more.outbox.pop_front();
        if (head.envelope) {
            head.to->deliverDead(head.envelope, Sender{m_context.m_runner, this});
        } else {
            endOutboxWait(*head.to);
        }
        head.to->unref();
    }
    unblock(kOutbox);
}

// --- waiting ------------------------------------------------------------------------------------

/// The answer that this actor's suspended coroutine waits for, or null; at most one.
Ask* Cell::awaitedAsk() const {
    const CellExtra* more = m_extra.load(sync::relaxed);
    for (Ask* ask = more ? more->asks : nullptr; ask; ask = ask->nextOfAsker) {
        if (ask->waiter && ask->isAwaited && !ask->isDecided()) return ask;
    }
    return nullptr;
}

/// Before the wait for an answer begins. True: it would close a cycle, and is not to begin.
bool Cell::noteWaitsForAnswer(Ask& ask) {
    ask.isWaitTold = true;
    return noteWaitsFor(*ask.target, WaitKind::ask, ask.request, &ask, ask.deadline);
}

/// Before a message waits for room elsewhere. While an answer is waited for, that stays what this
/// actor waits for: it is the first thing it needs to go on.
bool Cell::noteWaitsForRoom(Cell& other, std::uint64_t message) {
    if (const Ask* ask = awaitedAsk(); ask && ask->isWaitTold) return false;
    extra().isRoomWaitTold = true;
    return noteWaitsFor(other, WaitKind::outbox, message, &other, sync::kForever);
}

/// The outbox is empty: what is still waited for is the answer, whose request has left with it.
void Cell::waitForAnswer() {
    Ask* ask = awaitedAsk();
    if (ask && !ask->isWaitTold && noteWaitsForAnswer(*ask)) ask->decide(AskOutcome::wouldDeadlock);
}

/// The answer is there; what is still waited for is room at the head of the outbox.
void Cell::waitForOutbox() {
    const CellExtra* more = m_extra.load(sync::relaxed);
    if ((m_blocks & kOutbox) == 0 || more->outbox.empty() || more->outbox.front().envelope) return;
    static_cast<void>(noteWaitsForRoom(*more->outbox.front().to, 0)); // it waits already: told only
}

void Cell::endOutboxWait(Cell& other) {
    endWaitsFor(&other);
    if (!std::exchange(extra().isRoomWaitTold, false)) return;
    emit(EventKind::waitEnded, other.id(), static_cast<std::uint8_t>(WaitKind::outbox));
}

void Cell::noteWaitEnded(Ask& ask) {
    if (!std::exchange(ask.isWaitTold, false)) return;
    emit(EventKind::waitEnded, ask.target->id(), static_cast<std::uint8_t>(WaitKind::ask), nullptr,
         ask.request);
}

// --- telling others -----------------------------------------------------------------------------

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

/// Before a wait begins: the edge, the cycle it may close, and what to do about that. True: the
/// wait is the victim of its cycle.
bool Cell::noteWaitsFor(Cell& other, WaitKind kind, std::uint64_t message, const void* token,
                        std::int64_t until) {
    emit(EventKind::waiting, other.id(), static_cast<std::uint8_t>(kind), nullptr, message);
    extra(); // the graph keeps the wait in it
    return noteCycle(m_system.waitGraph().insert(*this, other, token, until), other, kind, message);
}

/// Thread: the owner, of the one who closed the cycle.
bool Cell::noteCycle(const WaitCycle& cycle, const Cell& other, WaitKind kind,
                     std::uint64_t message) {
    if (cycle.members.empty()) return false;
    if (m_system.options().deadlock == DeadlockPolicy::letTimeOut) return false;
    PayloadWriter payload;
    payload.putCount(cycle.members.size());
    for (const ActorId member : cycle.members) payload.putReference(member);
    payload.putDuration(Duration(cycle.endsAt == sync::kForever ? 0 : cycle.endsAt));
    emit(EventKind::deadlock, other.id(), static_cast<std::uint8_t>(kind), &payload, message);
    return m_system.options().deadlock == DeadlockPolicy::failNewest;
}

/// Who asked this actor has asked `to` from now on, which has the request, and waits for that.
void Cell::handOnAsk(Ask& ask, Cell& to) {
    if (!ask.asker) return;
    warnIfCouldDeadlock(*ask.asker, to);
    if (!ask.isAwaited) return;
    const WaitCycle cycle = m_system.waitGraph().redirect(*ask.asker, to, &ask);
    if (noteCycle(cycle, to, WaitKind::ask, ask.request)) ask.decide(AskOutcome::wouldDeadlock);
}

/// Thread: any; whoever ends the wait.
void Cell::endWaitsFor(const void* token) {
    m_system.waitGraph().remove(*this, token);
}

} // namespace troupe::TROUPE_ABI

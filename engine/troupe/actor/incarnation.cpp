// An incarnation of an actor: its state, its hooks, and the asks and timers that end with it.
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
        emitFailed(FailurePhase::start, *failure);
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
    m_stopsAfterAwaited = false;
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

void Cell::runStopHook() {
    void* const state = m_state;
    const auto failure = runHook(
        Runner::Task::stopHook, [&] { type().onStop(m_context, state); }, [&] { return state; });
    if (failure) emitFailed(FailurePhase::stopHook, *failure);
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

std::uint64_t Cell::startTimer(Duration delay, Duration period, Envelope* message,
                               std::uint64_t prolonged) {
    CellExtra& more = extra();
    const std::uint64_t timerId = more.nextTimer++;
    auto timer = std::make_unique<ActorTimer>();
    timer->message = message;
    timer->prolonged = prolonged;
    timer->entry.due = sync::after(m_system.now() + m_context.workSoFar(), delay.count());
    timer->entry.period = period.count();
    timer->entry.cell = this;
    timer->entry.id = timerId;
    timer->entry.incarnation = incarnation();
    timer->entry.isInternal = !message;
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

} // namespace troupe::TROUPE_ABI

// Turns that wait: coroutines, and simulated work.
#include <algorithm>
#include <utility>

#include "troupe/actor/cell.h"
#include "troupe/actor/cell_extra.h"
#include "troupe/actor/runner.h"

namespace troupe::inline TROUPE_ABI {

/// A coroutine waits, which Context::startTask() has left with the runner.
void Cell::suspendTurn(Envelope* envelope, std::int64_t beganAt) {
    const StartedTask started = std::exchange(m_context.m_runner->started, {});
    SuspendedTurn turn;
    turn.id = started.turn;
    turn.task = started.task;
    turn.finish = started.finish;
    turn.beganAt = beganAt;
    turn.end = m_context.turnEnd();
    turn.envelope = keptInTurn(envelope, beganAt);
    keepSuspended(turn);
}

/// Live: the handler asked for simulated work; the actor stays busy, its thread does not.
void Cell::prolongTurn(Envelope* envelope, TurnEnd end, std::int64_t beganAt) {
    CellExtra& more = extra();
    const std::int64_t busyFor = std::exchange(more.busyFor, 0);
    m_isProlonged = false;
    SuspendedTurn turn;
    turn.id = ++more.lastTurn;
    turn.beganAt = beganAt;
    turn.end = end;
    turn.envelope = keptInTurn(envelope, beganAt);
    keepSuspended(turn);
    startTimer(Duration(busyFor), Duration::zero(), nullptr, turn.id);
}

/// A stop that its handler has asked for comes when the whole turn is over.
void Cell::keepSuspended(const SuspendedTurn& turn) {
    extra().suspended.push_back(turn);
    block(kAwaiting);
    if (!m_isStopRequested) return;
    m_isStopRequested = false;
    if (!m_stopsAfterAwaited) m_exitReason = ExitReason::normal;
    m_stopsAfterAwaited = true;
}

/// The message of a turn that goes on later; null where it is elsewhere: there it has left the
/// handler now, for what has become of it may be over before the turn is.
Envelope* Cell::keptInTurn(Envelope* envelope, std::int64_t beganAt) {
    if (Envelope* kept = std::exchange(m_context.m_current, nullptr)) return kept;
    noteOutOfHandler();
    if (m_context.turnEnd() == TurnEnd::forwarded) {
        addOne(m_handled);
    } else if (beganAt != 0) {
        noteEnded(*envelope, TurnEnd::stashed, beganAt);
    }
    return nullptr;
}

/// The simulated work is over.
void Cell::endProlongedTurn(std::uint64_t turnId) {
    if (!isSuspended(turnId)) return; // lost in a crash before its timer
    const SuspendedTurn turn = takeSuspended(turnId);
    m_context.m_current = turn.envelope;
    endSuspended(turn, turn.end);
}

/// Its message is Context::m_current, or has been handed on since the turn was resumed.
void Cell::endSuspended(const SuspendedTurn& turn, TurnEnd end) {
    if (turn.isElsewhere()) {
        noteState();
        afterTurn();
    } else {
        finishTurn(turn.envelope, end, turn.beganAt);
    }
}

bool Cell::isSuspended(std::uint64_t turnId) const {
    const CellExtra* more = m_extra.load(sync::relaxed);
    return more && std::any_of(more->suspended.begin(), more->suspended.end(),
                               [turnId](const SuspendedTurn& t) { return t.id == turnId; });
}

SuspendedTurn Cell::takeSuspended(std::uint64_t turnId) {
    auto& turns = extra().suspended;
    const auto at = std::find_if(turns.begin(), turns.end(),
                                 [turnId](const SuspendedTurn& t) { return t.id == turnId; });
    const SuspendedTurn turn = *at;
    turns.erase(at);
    if (turns.empty()) unblock(kAwaiting);
    return turn;
}

/// `waiter`: the coroutine, perhaps nested in the turn's own, that can go on.
void Cell::resumeTurn(std::coroutine_handle<> waiter, std::uint64_t turnId) {
    if (!isSuspended(turnId)) return; // lost in a crash before the reply
    Runner& runner = *m_context.m_runner;
    SuspendedTurn turn = takeSuspended(turnId);
    void* const state = m_state;
    m_context.m_current = turn.envelope;
    extra().runningTurn = turnId;
    m_context.setEnd(turn.end);
    if (turn.isElsewhere()) runner.task.store(Runner::Task::continuation, sync::relaxed);
    runner.beginTurn(id().number, turn.envelope ? turn.envelope->id : 0);
    bool isDone = false;
    std::string failure;
    try {
        waiter.resume();
        isDone = turn.task.done();
        if (isDone) {
            const detail::TaskOwner owner{turn.task};
            turn.finish(turn.task, m_context, turn.envelope);
        }
    } catch (...) {
        failure = currentExceptionText();
        isDone = false;
        turn.task = {};
    }
    runner.endTurn();
    if (runner.isGivenUp()) {
        if (turn.task && !isDone) turn.task.destroy();
        leaveAbandoned(turn.envelope, state);
    }
    if (turn.isElsewhere()) runner.task.store(Runner::Task::message, sync::relaxed);
    if (isDone) {
        endSuspended(turn, m_context.turnEnd());
    } else if (turn.task) {
        turn.end = m_context.turnEnd();
        if (!turn.isElsewhere()) turn.envelope = keptInTurn(turn.envelope, turn.beganAt);
        keepSuspended(turn);
    } else if (turn.isElsewhere()) {
        failBetweenTurns(failure);
    } else {
        failTurn(turn.envelope, failure, turn.beganAt);
    }
}

/// The incarnation ends, or crashes between turns: the messages in suspended turns are lost.
void Cell::dropSuspendedTurns(DeadReason reason) {
    CellExtra* more = m_extra.load(sync::relaxed);
    if (!more) return;
    more->outboxWaiters.clear();
    m_stopsAfterAwaited = false; // asked for by a turn that is lost
    for (SuspendedTurn& turn : std::exchange(more->suspended, {})) {
        if (!turn.isElsewhere()) {
            noteOutOfHandler();
            if (turn.beganAt != 0) noteEnded(*turn.envelope, TurnEnd::failed, turn.beganAt);
        }
        if (turn.task) turn.task.destroy();
        if (turn.isElsewhere()) continue;
        countDead(reason);
        deadLetter(turn.envelope, reason, &m_track);
    }
    unblock(kAwaiting);
}

} // namespace troupe::TROUPE_ABI

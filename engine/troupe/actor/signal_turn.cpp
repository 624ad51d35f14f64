// Turns that something other than a message of the mailbox begins: replies, timers, notices.
#include <algorithm>
#include <utility>

#include "troupe/actor/cell.h"
#include "troupe/actor/cell_extra.h"
#include "troupe/actor/notices.h"
#include "troupe/actor/runner.h"
#include "troupe/actor/system.h"

namespace troupe::inline TROUPE_ABI {

namespace {

/// Releases a reference at the end of a scope.
struct AskReference {
    Ask& ask;
    ~AskReference() { ask.unref(); }
};

} // namespace

void Cell::runReply(Ask& ask) {
    const AskReference owner{ask}; // also where a given-up turn is left
    addOne(extra().replies);
    const bool isMine = ask.askerIncarnation == incarnation() && ask.isAttached;
    emitAnswered(ask, isMine);
    if (!isMine) return;
    detachAsk(ask);
    if (CellHistograms* all = histograms()) all->ask.record(ask.took());
    if (ask.waiter) {
        noteWaitEnded(ask);
        waitForOutbox();
        resumeTurn(std::exchange(ask.waiter, {}), ask.turn);
    } else if (ask.then) {
        runContinuation(ask);
    }
}

/// Context::askThen: a turn of its own, without a message.
void Cell::runContinuation(Ask& ask) {
    Runner& runner = *m_context.m_runner;
    void* const state = m_state;
    m_context.m_current = nullptr;
    m_context.setEnd(TurnEnd::done);
    runner.task.store(Runner::Task::continuation, sync::relaxed);
    runner.beginTurn(id().number, ask.request.load(sync::relaxed));
    bool hasFailed = false;
    std::string failure;
    try {
        const auto then = std::move(ask.then);
        then(m_context, ask);
    } catch (...) {
        failure = currentExceptionText();
        hasFailed = true;
    }
    runner.endTurn();
    if (runner.isGivenUp()) leaveAbandoned(nullptr, state);
    runner.task.store(Runner::Task::message, sync::relaxed);
    if (hasFailed) {
        failBetweenTurns(failure);
        return;
    }
    noteState();
    afterTurn();
}

/// What threw had no message in hand that could be lost.
void Cell::failBetweenTurns(const std::string& text) {
    extra().busyFor = 0;
    m_isProlonged = false;
    m_isStopRequested = false;
    emitFailed(FailurePhase::handler, text);
    fail(text, ExitReason::error);
}

void Cell::runTick(const Signal& signal) {
    CellExtra& more = extra();
    const auto timerId = static_cast<std::uint64_t>(signal.value);
    if (signal.number != incarnation()) {
        noteStaleTick();
        return;
    }
    const auto at = more.timers.find(timerId);
    if (at == more.timers.end()) return; // cancelled meanwhile
    ActorTimer& timer = *at->second;
    if (status() != Status::running && status() != Status::stopping) return;
    Envelope* tick = nullptr;
    if (timer.entry.period != 0) {
        tick = copyOf(*timer.message);
        m_system.scheduler().tickDone(timer.entry);
    } else {
        tick = std::exchange(timer.message, nullptr);
        more.timers.erase(at);
    }
    if (!tick) return;
    addOne(more.ticks);
    tick->sender = id();
    emitTimerFired(*tick, timerId);
    runTurn(tick);
}

/// A timer without a message: the work of a turn is over, or the deadline of a drain has come. Also
/// while the actor is held.
void Cell::runOwnTimer(const Signal& signal) {
    if (signal.number != incarnation()) return;
    CellExtra& more = extra();
    const auto at = more.timers.find(static_cast<std::uint64_t>(signal.value));
    if (at == more.timers.end()) return; // cancelled meanwhile
    const std::uint64_t turn = at->second->prolonged;
    more.timers.erase(at);
    if (turn != 0) {
        endProlongedTurn(turn);
    } else {
        finishStop(m_exitReason, DeadReason::stopped);
    }
}

/// Down and Restarted are turns of actors that list them, and nothing to others.
void Cell::runNotice(const MessageType& type, const Signal& signal) {
    CellExtra& more = extra();
    const bool isDown = &type == &kMessageType<Down>;
    if (isDown) {
        const auto at = std::find_if(more.watched.begin(), more.watched.end(),
                                     [&](const Cell* c) { return c->id() == signal.peer; });
        if (at == more.watched.end()) return; // unwatched meanwhile
        (*at)->unref();
        more.watched.erase(at);
    }
    emit(isDown ? EventKind::down : EventKind::restartSeen, signal.peer, signal.detail);
    if (m_blocks & kNoIncarnation) return;
    const std::uint16_t row = this->type().find(type);
    if (row == kNoHandler) return;
    BlockCache& blocks = *m_context.m_runner->blocks;
    Envelope* notice =
        isDown ? makeEnvelope<Down>(blocks, signal.peer, static_cast<std::int64_t>(signal.number),
                                    ExitReason{signal.detail})
               : makeEnvelope<Restarted>(blocks, signal.peer,
                                         static_cast<std::int64_t>(signal.number));
    if (!notice) return;
    notice->handler = row;
    notice->flags = kFlagSystem;
    notice->sender = signal.peer;
    addOne(more.ticks);
    runTurn(notice);
}

Envelope* Cell::copyOf(const Envelope& envelope) {
    const MessageType& type = *envelope.type;
    Envelope* copy = allocateEnvelope(*m_context.m_runner->blocks, type.size);
    if (!copy) return nullptr;
    copy->type = &type;
    copy->handler = envelope.handler;
    copy->flags = envelope.flags;
    if (!type.copy(type, envelope.message(), copy->message())) {
        freeEnvelope(*m_context.m_runner->blocks, copy, type.size);
        return nullptr;
    }
    return copy;
}

} // namespace troupe::TROUPE_ABI

// A turn whose handler does not return and was given up (semantics.md 3), on both sides: what goes on
// with the actor, and the thread that comes back from the handler after all.
#include <utility>

#include "troupe/actor/cell.h"
#include "troupe/actor/runner.h"
#include "troupe/message/thread_state.h"

namespace troupe::inline TROUPE_ABI {

/// By LivePool::abandon, in place of the thread that stays in the handler. It keeps the state it
/// works on, in the cell's own memory; the next incarnation gets other memory.
void Cell::noteAbandoned(const Runner& given) {
    ref(); // the given-up thread's
    m_isStatePlaceTaken = true;
    m_state = nullptr;
    m_context.m_current = nullptr;
    m_context.m_runner = nullptr;
    m_abandoned = given.task.load(sync::relaxed);
    const std::uint64_t turn =
        (given.turn.load(sync::relaxed) - 1) | 1U; // it may have ended by now
    m_isMessageLost =
        m_abandoned == Runner::Task::message && given.handedOn.load(sync::relaxed) != turn;
    m_wasForwarded = m_abandoned == Runner::Task::message && !m_isMessageLost &&
                     m_context.turnEnd() == TurnEnd::forwarded;
    m_isAbandoned = true;
}

/// What was in the given-up handler has left it.
void Cell::countAbandoned(DeadReason reason) {
    m_isAbandoned = false;
    if (m_abandoned == Runner::Task::message) noteOutOfHandler();
    if (m_isMessageLost) countDead(reason);
    if (m_wasForwarded) addOne(m_handled);
}

void Cell::crashAbandoned() {
    countAbandoned(DeadReason::failed);
    emit(EventKind::abandoned, {}, 0);
    const std::string text =
        m_abandoned == Runner::Task::start      ? "its start did not end and was given up"
        : m_abandoned == Runner::Task::stopHook ? "its stop hook did not return and was given up"
                                                : "its handler did not return and was given up";
    const FailurePhase phase = m_abandoned == Runner::Task::start      ? FailurePhase::start
                               : m_abandoned == Runner::Task::stopHook ? FailurePhase::stopHook
                                                                       : FailurePhase::handler;
    emitFailed(phase, text);
    if (phase == FailurePhase::stopHook) {
        finishStop(m_exitReason, DeadReason::stopped);
    } else {
        fail(text, phase == FailurePhase::start ? ExitReason::initFailed : ExitReason::error);
    }
}

/// The handler returned after all: its thread clears up what it had and goes. The System does not
/// end meanwhile; LivePool::run() lets it.
void Cell::leaveAbandoned(Envelope* envelope, void* state) {
    Runner& runner = *Runner::ofThread();
    runner.holdEnd();
    if (const StartedTask left = std::exchange(runner.started, {}); left.task) left.task.destroy();
    if (envelope && !runner.hasHandedOn()) {
        if (Ask* ask = std::exchange(envelope->ask, nullptr)) {
            ask->decide(AskOutcome::crashed, "its handler was given up");
            ask->unref();
        }
        destroyEnvelope(localBlocks(), envelope);
    }
    if (state) destroyState(state);
    unref();
    throw AbandonedTurn();
}

} // namespace troupe::TROUPE_ABI

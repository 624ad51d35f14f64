// How a turn ends: with its message handled, left elsewhere, or failed.
#include <utility>

#include "troupe/actor/cell.h"
#include "troupe/actor/cell_extra.h"
#include "troupe/actor/runner.h"
#include "troupe/actor/system.h"
#include "troupe/lab/lab.h"

namespace troupe::inline TROUPE_ABI {

std::string currentExceptionText() {
    try {
        throw;
    } catch (const std::exception& exception) {
        return exception.what();
    } catch (...) {
        return kNoStdException;
    }
}

void Cell::finishTurn(Envelope* envelope, TurnEnd end, std::int64_t beganAt) {
    if (m_isProlonged) [[unlikely]] {
        prolongTurn(envelope, end, beganAt);
        return;
    }
    // Forwarded and stashed messages are elsewhere already: m_current tells.
    Envelope* left = std::exchange(m_context.m_current, nullptr);
    if (beganAt != 0 && left) noteEnded(*left, end, beganAt);
    noteOutOfHandler();
    if (end == TurnEnd::unhandled) {
        countDead(DeadReason::unhandled);
        deadLetter(envelope, DeadReason::unhandled, &m_track);
    } else if (end == TurnEnd::stashed) {
        if (beganAt != 0) noteEnded(*envelope, end, beganAt);
    } else {
        addOne(m_handled);
        if (left) {
            if (Ask* ask = std::exchange(left->ask, nullptr)) {
                ask->decide(AskOutcome::noReply);
                ask->unref();
            }
            destroyEnvelope(*m_context.m_runner->blocks, left);
        }
    }
    afterTurn();
}

/// What a turn may have left behind: a stop, a message that waits for room.
void Cell::afterTurn() {
    if (m_isStopRequested || m_stopsAfterAwaited) [[unlikely]]
        stopAfterTurn();
}

void Cell::stopAfterTurn() {
    // a tick or a notice ran while the turn to be waited for is suspended
    if (!m_isStopRequested && (m_blocks & kAwaiting) != 0) return;
    const ExitReason reason = m_stopsAfterAwaited ? m_exitReason : ExitReason::normal;
    m_isStopRequested = false;
    m_stopsAfterAwaited = false;
    finishStop(reason, DeadReason::stopped);
}

void Cell::failTurn(Envelope* envelope, const std::string& text, std::int64_t beganAt) {
    noteOutOfHandler();
    // The handler may have put the message elsewhere before it threw.
    const bool isHere = m_context.m_current == envelope;
    const bool isRetried = isHere && envelope->attempts < m_failing.retries;
    CellExtra& more = extra();
    more.busyFor = 0;
    m_isProlonged = false;
    emitFailed(FailurePhase::handler, text, isHere ? envelope->id : 0);
    if (isHere && beganAt != 0) {
        noteEnded(*envelope, isRetried ? TurnEnd::retried : TurnEnd::failed, beganAt);
    }
    m_context.m_current = nullptr;
    if (isRetried) {
        envelope->attempts = static_cast<std::uint8_t>(envelope->attempts + 1);
        more.retries.prepend(envelope);
        addOne(more.asideCount);
        noteAside();
        if (Lab* lab = m_system.lab()) lab->noteAside(*this);
    } else if (m_context.turnEnd() == TurnEnd::forwarded) {
        addOne(m_handled); // handed on before the handler threw; it is somebody else's now
    } else if (!isHere) {
        if (beganAt != 0) noteEnded(*envelope, TurnEnd::stashed, beganAt);
    } else {
        const DeadReason reason =
            m_failing.retries > 0 ? DeadReason::quarantined : DeadReason::failed;
        countDead(reason);
        deadLetter(envelope, reason, &m_track, text);
    }
    m_isStopRequested = false;
    fail(text, ExitReason::error);
}

} // namespace troupe::TROUPE_ABI

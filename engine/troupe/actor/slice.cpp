// The engine's innermost loop: a slice of turns of one actor, from its mailbox into its handlers.
//
// What a plain message needs stands here in one piece, so that the compiler makes one function of
// it; everything that is rarer is called.
#include <stdexcept>
#include <utility>

#include "troupe/actor/cell.h"
#include "troupe/actor/cell_extra.h"
#include "troupe/actor/runner.h"
#include "troupe/actor/system.h"
#include "troupe/lab/lab.h"

namespace troupe::inline TROUPE_ABI {

[[gnu::always_inline]] inline void Cell::noteTaken() {
    OverflowLane* lane = m_overflow.load(sync::acquire);
    if (!lane) [[likely]] {
        m_inbox.noteTaken();
        return;
    }
    m_inbox.noteTakenForWaiters();
    admitWaiters(*lane);
}

[[gnu::always_inline]] inline void Cell::takeFirst(Envelope*& envelope) {
    envelope = m_batch;
    m_batch = envelope->next;
    noteTaken();
}

/// takeUser() where senders may wait for room, or the oldest is dropped.
Inbox::Taken Cell::takeBesideLane(Envelope*& envelope, OverflowLane& lane) {
    if (lane.ringCapacity.load(sync::relaxed) == 0 && lane.ringDepth.load(sync::relaxed) != 0) {
        // from before the policy was changed
        envelope = lane.takeFromRing();
        if (envelope) return Inbox::Taken::messages;
    }
    m_batch = m_inbox.takeAll();
    if (m_batch) {
        takeFirst(envelope);
        return Inbox::Taken::messages;
    }
    envelope = lane.takeFromRing();
    if (envelope) return Inbox::Taken::messages;
    return !m_isDraining && m_inbox.becomeIdle() ? Inbox::Taken::idle : Inbox::Taken::signalled;
}

/// The next user message; retried and unstashed ones come first (in the Lab they are choices like
/// all others). `idle`: there is none, and the cell may be somebody else's by now. `signalled`:
/// there is none, but the actor has something else to do.
[[gnu::always_inline]] inline Inbox::Taken Cell::takeUser(Envelope*& envelope) {
    if (m_hasAside && !m_system.lab()) [[unlikely]] {
        envelope = takeAside();
        return Inbox::Taken::messages;
    }
    if (!m_batch) {
        if (OverflowLane* lane = m_overflow.load(sync::acquire))
            return takeBesideLane(envelope, *lane);
        if (m_isDraining) [[unlikely]] {
            m_batch = m_inbox.takeAll();
            if (!m_batch) return Inbox::Taken::signalled;
        } else if (const Inbox::Taken taken = m_inbox.takeAllOrIdle(m_batch);
                   taken != Inbox::Taken::messages) {
            return taken;
        }
    }
    takeFirst(envelope);
    return Inbox::Taken::messages;
}

[[gnu::always_inline]] inline TurnEnd Cell::dispatch(Envelope& envelope, void* state) {
    const std::uint16_t row = envelope.handler;
    if (row == kNoHandler) [[unlikely]]
        return dispatchByType(envelope, state);
    return type().handlers[row].invoke(m_context, state, envelope);
}

TurnEnd Cell::dispatchByType(Envelope& envelope, void* state) {
    const std::uint16_t row = type().find(*envelope.type);
    if (row != kNoHandler) return type().handlers[row].invoke(m_context, state, envelope);
    return type().any ? type().any(m_context, state, envelope) : TurnEnd::unhandled;
}

/// From beginTurn() to isGivenUp() `code` touches the actor through its Context only: the turn may
/// be given up, and then all else is the next one's.
template <class Code>
[[gnu::always_inline]] inline void Cell::runTurnOf(Envelope* envelope, const Code& code) {
    Runner& runner = *m_context.m_runner;
    addOne(m_inHandler);
    m_context.m_current = envelope;
    m_context.setEnd(TurnEnd::done);
    const std::int64_t beganAt = envelope->stamp != 0 ? noteBegan(*envelope) : 0;
    void* const state = m_state;
    runner.beginTurn(id().number, envelope->id);
    TurnEnd end = TurnEnd::done;
    try {
        end = code(state);
    } catch (const std::exception& exception) { // the type's own handlers catch by themselves
        end = m_context.noteThrown(exception.what());
    } catch (...) {
        end = m_context.noteThrown(nullptr);
    }
    runner.endTurn();
    if (runner.isGivenUp()) [[unlikely]]
        leaveAbandoned(envelope, state);
    const bool isPlain = end == TurnEnd::done && m_context.m_current && beganAt == 0 &&
                         !m_isProlonged && !envelope->ask;
    if (!isPlain) [[unlikely]] {
        endTurnSlowly(envelope, end, beganAt);
        return;
    }
    m_context.m_current = nullptr;
    noteOutOfHandler();
    addOne(m_handled);
    destroyEnvelope(*runner.blocks, envelope);
    afterTurn();
}

[[gnu::always_inline]] inline void Cell::runTurnHere(Envelope* envelope) {
    if (m_isPoisoned || m_hasBehaviours) [[unlikely]] {
        runTurnSlowly(envelope);
        return;
    }
    runTurnOf(envelope, [&](void* state) { return dispatch(*envelope, state); });
}

/// With handlers other than the type's, or failing by order; a notice does not use that up.
void Cell::runTurnSlowly(Envelope* envelope) {
    if (m_isPoisoned && (envelope->flags & kFlagSystem) == 0) {
        m_isPoisoned = false;
        const std::string text = extra().poison.read();
        runTurnOf(envelope, [&](void*) -> TurnEnd { throw std::runtime_error(text); });
        return;
    }
    if (!m_hasBehaviours) {
        runTurnOf(envelope, [&](void* state) { return dispatch(*envelope, state); });
        return;
    }
    const SharedBehaviour now = extra().behaviours.back();
    runTurnOf(envelope, [&](void*) {
        const Behaviour::Handler* handler = now->find(*envelope->type);
        return handler ? (*handler)(m_context, *envelope) : TurnEnd::unhandled;
    });
}

void Cell::endTurnSlowly(Envelope* envelope, TurnEnd end, std::int64_t beganAt) {
    if (end == TurnEnd::suspended) {
        suspendTurn(envelope, beganAt);
    } else if (end == TurnEnd::failed) {
        const std::string text = std::move(m_context.m_runner->thrown);
        failTurn(envelope, text, beganAt);
    } else {
        finishTurn(envelope, end, beganAt);
    }
}

void Cell::runTurn(Envelope* envelope) {
    runTurnHere(envelope);
}

bool Cell::runSlice(Runner& runner) {
    m_context.m_runner = &runner;
    if (m_isAbandoned) [[unlikely]]
        crashAbandoned();
    if (status() == Status::created && !m_supervisor) start();
    if (m_isClosed.read()) { // it never began, or was given up
        leaveClosed();
        return false;
    }
    std::uint32_t turns = 0;
    const std::uint32_t sentBefore = runner.sentCount;
    bool hasSignals = m_firstSignal || m_inbox.hasSignals();
    for (;;) {
        if (hasSignals && !serveSignals(runner, turns)) break;
        // What it sent counts as well, so that a producer does not run away from its consumer.
        const bool hasHadItsShare = turns >= runner.quantum ||
                                    runner.sentCount - sentBefore >= runner.quantum ||
                                    runner.shouldYield.load(sync::relaxed);
        if (hasHadItsShare) return true;
        if (!takesUserMessages()) {
            if (m_inbox.shut()) return false;
            hasSignals = true;
            continue;
        }
        Envelope* envelope = nullptr;
        const Inbox::Taken taken = takeUser(envelope);
        if (taken == Inbox::Taken::messages) [[likely]] {
            ++turns;
            runTurnHere(envelope);
            hasSignals = m_firstSignal || m_inbox.maySignal();
        } else if (taken == Inbox::Taken::idle) {
            return false;
        } else if (m_isDraining && isDrained()) {
            finishStop(m_exitReason, DeadReason::stopped);
        } else if (m_isDraining && m_inbox.becomeIdle()) {
            return false;
        } else {
            hasSignals = true;
        }
        if (m_isClosed.read()) break;
    }
    leaveClosed();
    return false;
}

/// What has come on the lanes above the user's, up to a slice. False: the actor has stopped.
bool Cell::serveSignals(Runner& runner, std::uint32_t& turns) {
    takeSignals();
    while (Signal* signal = nextSignal()) {
        turns += holdsLane(signal->kind) ? 1 : 0;
        handleSignal(signal);
        if (m_isClosed.read()) return false;
        if (turns >= runner.quantum) return true;
        if (m_inbox.hasSignals()) takeSignals();
    }
    return true;
}

bool Cell::isDrained() const {
    const Lab* lab = m_system.lab();
    return !lab || (lab->depthOf(*this) == 0 && !firstAside());
}

void Cell::runChosen(Runner& runner, Envelope* envelope) {
    m_context.m_runner = &runner;
    runTurn(envelope);
    if (m_isDraining && takesUserMessages() && isDrained()) {
        finishStop(m_exitReason, DeadReason::stopped);
    }
    if (m_isClosed.read()) leaveClosed();
}

} // namespace troupe::TROUPE_ABI

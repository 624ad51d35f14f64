// Signals: how they reach an actor, in which order it takes them, and what each does.
#include <algorithm>
#include <utility>

#include "troupe/actor/cell.h"
#include "troupe/actor/cell_extra.h"
#include "troupe/actor/notices.h"
#include "troupe/actor/runner.h"
#include "troupe/actor/system.h"
#include "troupe/lab/lab.h"

namespace troupe::inline TROUPE_ABI {

namespace {

/// What a signal carries beside its text, and nobody has taken out.
void freeContents(const Signal& signal) {
    if (signal.cell) signal.cell->unref();
    if (!signal.pointer) return;
    switch (signal.kind) {
    case SignalKind::reply:
        static_cast<Ask*>(signal.pointer)->unref();
        break;
    case SignalKind::reconfigure:
        delete static_cast<SupervisorOptions*>(signal.pointer);
        break;
    case SignalKind::perform:
        delete static_cast<BetweenTurns*>(signal.pointer);
        break;
    default:
        break;
    }
}

/// Frees a signal at the end of a scope, also where a given-up turn is left.
struct SignalOwner {
    Signal* signal;
    ~SignalOwner() {
        freeContents(*signal);
        freeSignal(signal);
    }
};

} // namespace

void Cell::signal(const Signal& from, Runner* runner) {
    if (Signal* signal = makeSignal(from)) {
        this->signal(signal, runner);
        return;
    }
    freeContents(from);
    delete from.text;
}

void Cell::signal(Signal* signal, Runner* runner) {
    // In the Lab a reply is a choice like a message.
    if (signal->kind == SignalKind::reply && m_system.lab()) [[unlikely]] {
        m_system.lab()->acceptReply(*this, signal);
        return;
    }
    signalNow(signal, runner);
}

void Cell::signalNow(Signal* signal, Runner* runner) {
    m_signals.push(signal);
    switch (m_inbox.markSignal()) {
    case Push::queuedAndWake:
        m_system.schedule(*this, runner);
        break;
    case Push::closed:
        disposeSignals();
        break;
    default:
        break;
    }
}

/// Thread: whoever finds the inbox closed; each signal is taken by one.
void Cell::disposeSignals() {
    Signal* signal = m_signals.takeAll();
    while (signal) {
        Signal* next = signal->next;
        disposeSignal(signal);
        signal = next;
    }
}

void Cell::disposeSignal(Signal* signal) {
    const SignalOwner owner{signal};
    switch (signal->kind) {
    case SignalKind::watch:
        signal->cell->signal({.kind = SignalKind::down,
                              .detail = static_cast<std::uint8_t>(m_exitReason),
                              .number = incarnation(),
                              .peer = id()});
        break;
    case SignalKind::childFailed:
        // the supervisor is gone: nobody decides
        if (Cell* child = m_system.cells().find(signal->peer)) {
            child->signal({.kind = SignalKind::bury});
            child->unref();
        }
        break;
    case SignalKind::addChild:
        // the supervisor is gone: its child never starts
        signal->cell->signal({.kind = SignalKind::bury});
        break;
    default:
        break;
    }
}

void Cell::takeSignals() {
    m_inbox.takeSignalMark();
    for (Signal* signal = m_signals.takeAll(); signal;) {
        Signal* next = signal->next;
        insertSignal(signal);
        signal = next;
    }
}

/// Behind all of its lane and of those above it.
void Cell::insertSignal(Signal* signal) {
    signal->next = nullptr;
    const int lane = laneOf(signal->kind);
    if (!m_firstSignal) {
        m_firstSignal = m_lastSignal = signal;
    } else if (laneOf(m_lastSignal->kind) <= lane) {
        m_lastSignal = m_lastSignal->next = signal;
    } else {
        Signal** at = &m_firstSignal;
        while (laneOf((*at)->kind) <= lane) at = &(*at)->next;
        signal->next = *at;
        *at = signal;
    }
}

/// The first signal of the first lane that may be served now, or null.
Signal* Cell::nextSignal() {
    Signal* first = m_firstSignal;
    if (!first) return nullptr;
    // replies and timers are for handlers: they wait while the actor is held, and between two
    // incarnations, where they become stale
    if ((m_blocks & (kHeld | kNoIncarnation)) != 0 && holdsLane(first->kind)) return nullptr;
    m_firstSignal = first->next;
    if (!m_firstSignal) m_lastSignal = nullptr;
    return first;
}

// NOLINTNEXTLINE(readability-function-size): a few lines for each kind, one after the other
void Cell::handleSignal(Signal* signal) {
    const SignalOwner owner{signal};
    if (CellExtra* more = m_extra.load(sync::relaxed)) {
        more->signals.store(more->signals.load(sync::relaxed) + 1, sync::relaxed);
    }
    switch (signal->kind) {
    case SignalKind::kill:
        killNow(signal->detail == kKillsBelow);
        break;
    case SignalKind::stop:
        handleStopSignal(*signal);
        break;
    case SignalKind::hold:
        block(kHeld);
        emit(EventKind::suspended, {}, 1);
        break;
    case SignalKind::release:
        unblock(kHeld);
        emit(EventKind::resumed, {}, 1);
        break;
    case SignalKind::start:
        if (status() != Status::running && status() != Status::stopping) start();
        break;
    case SignalKind::keepState:
        goOn();
        break;
    case SignalKind::halt:
        requestStop(StopKind::now, ExitReason::shutdown, signal->value, true);
        break;
    case SignalKind::bury:
        if (status() != Status::running) close(m_exitReason, DeadReason::stopped);
        break;
    case SignalKind::addChild:
    case SignalKind::removeChild:
    case SignalKind::restartChild:
    case SignalKind::childStarted:
    case SignalKind::childFailed:
    case SignalKind::childStopped:
        extra().supervisor->handleSignal(*signal);
        break;
    case SignalKind::escalation:
        if (isSupervisor()) {
            extra().supervisor->handleSignal(*signal);
        } else {
            runOwnTimer(*signal);
        }
        break;
    case SignalKind::reconfigure:
    case SignalKind::policies:
    case SignalKind::childPolicy:
    case SignalKind::rename:
    case SignalKind::mailbox:
        handleChange(*signal);
        break;
    case SignalKind::perform:
        perform(*signal);
        break;
    case SignalKind::watch:
    case SignalKind::unwatch:
        handleWatch(*signal);
        break;
    case SignalKind::down:
        runNotice(kMessageType<Down>, *signal);
        break;
    case SignalKind::restartedSeen:
        runNotice(kMessageType<Restarted>, *signal);
        break;
    case SignalKind::crash:
        crash(*signal->text);
        break;
    case SignalKind::poison:
        m_isPoisoned = true;
        extra().poison.write(std::move(*signal->text));
        break;
    case SignalKind::room:
        if (OverflowLane* lane = overflowLane()) admitWaiters(*lane);
        break;
    case SignalKind::outboxSent:
        extra().outboxOutcome = TellOutcome{signal->detail};
        flushOutbox();
        break;
    case SignalKind::sampleState:
        emitState();
        break;
    case SignalKind::reply:
        runReply(*static_cast<Ask*>(std::exchange(signal->pointer, nullptr)));
        break;
    case SignalKind::tick:
        runTick(*signal);
        break;
    }
}

/// After a crash, with the state that it had.
void Cell::goOn() {
    if (status() != Status::crashed) return;
    if (!m_state) { // a given-up handler has it
        start();
        return;
    }
    setStatus(Status::running);
    unblock(kNoIncarnation);
    emit(EventKind::resumed, {}, 0);
    if (m_extra.load(sync::relaxed)) resumeSenders(); // whose messages left in the meantime
}

/// By order, between two turns.
void Cell::crash(const std::string& text) {
    if (status() != Status::running) return;
    dropSuspendedTurns(DeadReason::failed);
    emitFailed(FailurePhase::injected, text);
    fail(text, ExitReason::error);
}

void Cell::emitState() {
    PayloadWriter payload;
    if (m_state) type().encodeState(type(), m_state, payload);
    emit(EventKind::state, {}, 0, &payload);
}

void Cell::handleStopSignal(const Signal& signal) {
    const auto reason = ExitReason{static_cast<std::uint8_t>(signal.number)};
    requestStop(StopKind{signal.detail}, reason, signal.value, false);
}

void Cell::handleWatch(Signal& signal) {
    auto& watchers = extra().watchers;
    const auto at = std::find(watchers.begin(), watchers.end(), signal.cell);
    if (signal.kind == SignalKind::watch) {
        if (at == watchers.end()) watchers.push_back(std::exchange(signal.cell, nullptr));
    } else if (at != watchers.end()) {
        (*at)->unref();
        watchers.erase(at);
    }
}

/// Without an incarnation nothing can be done in its name.
void Cell::perform(const Signal& signal) {
    if (m_state && status() == Status::running) {
        (*static_cast<BetweenTurns*>(signal.pointer))(m_context);
    }
}

} // namespace troupe::TROUPE_ABI

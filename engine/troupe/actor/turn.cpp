// One turn: a message goes into a handler, and what comes of it.
#include <algorithm>
#include <exception>
#include <utility>

#include "troupe/actor/cell.h"
#include "troupe/actor/cell_extra.h"
#include "troupe/actor/notices.h"
#include "troupe/actor/runner.h"
#include "troupe/actor/system.h"
#include "troupe/lab/lab.h"
#include "troupe/message/thread_state.h"

namespace troupe::inline TROUPE_ABI {

namespace {

/// Histograms begin with an actor's 64th message, or a recorder (decisions.md 28).
constexpr std::uint64_t kMessagesBeforeHistograms = 64;

constexpr std::uint64_t kCarryMask = kUnrecorded - 1;

/// What the trace tells of a value: containers by their size.
Value summaryOf(Value value) {
    if (const auto* list = value.as<ValueList>()) return static_cast<std::int64_t>(list->size());
    if (const auto* map = value.as<ValueMap>()) return static_cast<std::int64_t>(map->size());
    return value;
}

/// Releases a reference at the end of a scope.
struct AskReference {
    Ask& ask;
    ~AskReference() { ask.unref(); }
};

} // namespace

std::string currentExceptionText() {
    try {
        throw;
    } catch (const std::exception& exception) {
        return exception.what();
    } catch (...) {
        return kNoStdException;
    }
}

const Envelope* Cell::firstAside() const {
    const CellExtra* more = m_extra.load(sync::relaxed);
    if (!more) return nullptr;
    return more->retry ? more->retry : more->unstashed.first;
}

Envelope* Cell::takeAside() {
    CellExtra& more = extra();
    Envelope* first = std::exchange(more.retry, nullptr);
    if (!first) first = more.unstashed.take();
    if (first) more.asideCount.store(more.asideCount.load(sync::relaxed) - 1, sync::relaxed);
    noteAside();
    return first;
}

void Cell::noteAside() {
    const CellExtra& more = extra();
    m_hasAside = more.retry || more.unstashed.first;
}

/// Records `began` and the mailbox time; ns of the beginning, never 0.
std::int64_t Cell::noteBegan(const Envelope& envelope) {
    Trace& trace = m_system.trace();
    const bool isCarry = (envelope.flags & kStampIsCarry) != 0;
    std::int64_t sentAt = envelope.stamp;
    std::int64_t beganAt = 0;
    if (isCarry) {
        sentAt = static_cast<std::int64_t>(static_cast<std::uint64_t>(envelope.stamp) & kCarryMask);
        if (!trace.isRecording()) return 0;
        Event event = eventOf(EventKind::began, envelope);
        event.cause = envelope.id;
        event.flags = static_cast<std::uint8_t>(envelope.flags & 0x1FU);
        trace.emit(event, {}, &m_track, static_cast<std::uint64_t>(envelope.stamp));
        beganAt = static_cast<std::int64_t>(event.stamp);
    } else {
        beganAt = sync::ticks();
    }
    if (CellHistograms* all = histograms()) all->mailbox.record(beganAt - sentAt);
    return std::max<std::int64_t>(beganAt, 1);
}

/// Records `ended` with the state that changed, and the handling time.
void Cell::noteEnded(const Envelope& envelope, TurnEnd end, std::int64_t beganAt) {
    std::int64_t endedAt = 0;
    Trace& trace = m_system.trace();
    if ((envelope.flags & kStampIsCarry) != 0) {
        if (!trace.isRecording()) return;
        PayloadWriter payload;
        putChangedState(payload);
        Event event = eventOf(EventKind::ended, envelope, static_cast<std::uint8_t>(end));
        event.cause = envelope.id;
        if (Lab* lab = m_system.lab()) {
            // The turn takes virtual time: its end is told when that has passed.
            lab->endLater(*this, event, payload.bytes());
            return;
        }
        trace.emit(event, payload.bytes(), &m_track);
        endedAt = static_cast<std::int64_t>(event.stamp);
    } else {
        endedAt = sync::ticks();
    }
    if (CellHistograms* all = histograms()) all->handling.record(endedAt - beganAt);
}

CellHistograms* Cell::histograms() {
    CellExtra* more = m_extra.load(sync::relaxed);
    CellHistograms* all = more ? more->histograms.load(sync::relaxed) : nullptr;
    if (all) return all;
    const bool isEarly = m_handled.load(sync::relaxed) < kMessagesBeforeHistograms;
    if (isEarly && !m_system.trace().isRecording()) return nullptr;
    if (!m_system.options().metrics || !m_system.takeHistogramPlace()) return nullptr;
    all = new CellHistograms;
    extra().histograms.store(all, sync::release); // read by snapshots
    return all;
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
    if (m_isStopRequested) [[unlikely]] {
        m_isStopRequested = false;
        finishStop(ExitReason::normal, DeadReason::stopped);
    }
}

void Cell::failTurn(Envelope* envelope, const std::string& text, std::int64_t beganAt) {
    noteOutOfHandler();
    // The handler may have put the message elsewhere before it threw.
    const bool isHere = m_context.m_current == envelope;
    const bool isRetried = isHere && envelope->attempts < m_failing.retries;
    CellExtra& more = extra();
    more.busyFor = 0;
    m_isProlonged = false;
    PayloadWriter payload;
    payload.putText(text);
    emit(EventKind::failed, {}, static_cast<std::uint8_t>(FailurePhase::handler), &payload,
         isHere ? envelope->id : 0);
    if (isHere && beganAt != 0) {
        noteEnded(*envelope, isRetried ? TurnEnd::retried : TurnEnd::failed, beganAt);
    }
    m_context.m_current = nullptr;
    if (isRetried) {
        envelope->attempts = static_cast<std::uint8_t>(envelope->attempts + 1);
        more.retry = envelope;
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

// --- given-up turns ------------------------------------------------------------------------------

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
    PayloadWriter payload;
    payload.putText(text);
    emit(EventKind::failed, {}, static_cast<std::uint8_t>(phase), &payload);
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

// --- suspended turns ---------------------------------------------------------------------------

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
    extra().suspended.push_back(turn);
    block(kAwaiting);
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
    more.suspended.push_back(turn);
    block(kAwaiting);
    startTimer(Duration(busyFor), Duration::zero(), nullptr, turn.id);
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
    endSuspended(turn, turn.end);
}

void Cell::endSuspended(const SuspendedTurn& turn, TurnEnd end) {
    if (turn.isElsewhere()) {
        noteState();
        afterTurn();
    } else {
        m_context.m_current = turn.envelope;
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
        extra().suspended.push_back(turn);
        block(kAwaiting);
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
    more->outboxWaiter = {};
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

// --- replies and timers ------------------------------------------------------------------------

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
    runner.beginTurn(id().number, ask.request);
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
    PayloadWriter payload;
    payload.putText(text);
    emit(EventKind::failed, {}, static_cast<std::uint8_t>(FailurePhase::handler), &payload);
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
    if (!timer.message) {
        const std::uint64_t turn = timer.prolonged;
        more.timers.erase(at);
        if (turn != 0) {
            endProlongedTurn(turn);
        } else {
            finishStop(m_exitReason, DeadReason::stopped); // the deadline of a drain
        }
        return;
    }
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

/// A tick of an earlier incarnation: a dead letter whose message went with its timer.
void Cell::noteStaleTick() {
    addOne(extra().ticks);
    countDead(DeadReason::stale);
    Trace& trace = m_system.trace();
    if (!trace.isRecording()) return;
    Event event =
        eventOf(EventKind::deadLetter, id(), static_cast<std::uint8_t>(DeadReason::stale));
    event.flags = kFlagTimer;
    trace.emit(event, {}, &m_track);
}

void Cell::emitTimerFired(Envelope& tick, std::uint64_t timerId) {
    Trace& trace = m_system.trace();
    if (!trace.isRecording()) return;
    PayloadWriter payload;
    payload.putInt(static_cast<std::int64_t>(timerId));
    Event event = eventOf(EventKind::timerFired, id());
    event.type = *tick.type->number;
    event.flags = kFlagTimer;
    tick.stamp = static_cast<std::int64_t>(trace.emit(event, payload.bytes(), &m_track));
    tick.id = event.message;
    tick.flags = kFlagTimer | kStampIsCarry;
}

void Cell::emitAnswered(Ask& ask, bool isMine) {
    Trace& trace = m_system.trace();
    if (!trace.isRecording()) return;
    // an ask that was cancelled with its incarnation got no reply that could be stale
    isMine = isMine || ask.outcome() != AskOutcome::ok;
    PayloadWriter payload;
    if (ask.outcome() == AskOutcome::ok && ask.type().reply) {
        ask.replyOperations().encode(ask.storage(), *ask.type().reply, payload);
    }
    Event event = isMine ? eventOf(EventKind::answered, ask, ask.target,
                                   static_cast<std::uint8_t>(ask.outcome()))
                         : eventOf(EventKind::deadLetter, ask, ask.target,
                                   static_cast<std::uint8_t>(DeadReason::stale));
    trace.emit(event, isMine ? payload.bytes() : std::span<const std::uint8_t>(), &m_track,
               ask.carry);
}

void Cell::emitReplied(Ask& ask, bool hasReply) {
    Trace& trace = m_system.trace();
    if (!trace.isRecording()) return;
    PayloadWriter payload;
    if (hasReply && ask.type().reply) {
        ask.replyOperations().encode(ask.storage(), *ask.type().reply, payload);
    }
    Event event = eventOf(EventKind::replied, ask, ask.asker, 0);
    // A deferred reply may be given by another actor's turn, or from outside: then it has no
    // place in this actor's own order, and nothing of the actor is looked at.
    const Runner* const runner = Runner::ofThread();
    const bool isHere = runner && &runner->system == &m_system && runner->isIn(id().number);
    if (isHere || m_system.lab()) event.cause = currentCause() & kMessageIdMask;
    const bool isOwnTurn = isHere && m_context.m_current != nullptr;
    ask.carry = trace.emit(event, payload.bytes(), isOwnTurn ? &m_track : nullptr);
}

void Cell::noteLateReply(const Ask& ask) {
    m_system.noteLateReply();
    Trace& trace = m_system.trace();
    if (!trace.isRecording()) return;
    PayloadWriter payload;
    payload.putDuration(Duration(std::max<std::int64_t>(m_system.now() - ask.deadline, 0)));
    Event event;
    event.kind = EventKind::deadLetter;
    event.actor = ask.asker ? ask.asker->id().number : 0;
    event.peer = id().number;
    event.message = ask.request & kMessageIdMask;
    event.type = *ask.type().number;
    // cancelled with the incarnation that asked, not by its deadline
    const bool isStale = ask.asker && ask.asker->incarnation() != ask.askerIncarnation;
    event.detail = static_cast<std::uint8_t>(isStale ? DeadReason::stale : DeadReason::lateReply);
    trace.emit(event, payload.bytes());
}

/// The turn of a forwarded message ends here; it begins anew elsewhere with an id of its own.
void Cell::noteForwarded(const Envelope& envelope) {
    noteEnded(envelope, TurnEnd::forwarded, static_cast<std::int64_t>(m_track.stamp));
}

void Cell::warnIfCouldDeadlock(const Cell& asker, const Cell& asked) {
    const std::vector<ActorId> cycle = m_system.waitGraph().noteAsked(asker.id(), asked.id());
    if (cycle.empty()) return;
    PayloadWriter payload;
    payload.putCount(cycle.size());
    for (const ActorId member : cycle) payload.putReference(member);
    payload.putDuration({});
    emit(EventKind::couldDeadlock, asked.id(), 0, &payload);
}

/// After what is no turn of a message and may have changed the state: the whole state, if it has.
void Cell::noteState() {
    if (!m_state || !m_system.trace().isRecording()) return;
    CellExtra& more = extra();
    ValueList now = type().state(type(), m_state);
    for (Value& value : now) value = summaryOf(std::move(value));
    if (now == more.lastState) return;
    more.lastState = std::move(now);
    PayloadWriter payload;
    type().encodeState(type(), m_state, payload);
    if (Lab* lab = m_system.lab()) {
        lab->endLater(*this, eventOf(EventKind::state), payload.bytes());
    } else {
        emit(EventKind::state, {}, 0, &payload);
    }
}

/// Scalar fields that differ from what the last `ended` told; of containers their size.
void Cell::putChangedState(PayloadWriter& payload) {
    if (!m_state) {
        payload.putInt(0);
        return;
    }
    CellExtra& more = extra();
    ValueList now = type().state(type(), m_state);
    const std::vector<FieldInfo>& fields = type().stateFields(type());
    std::int64_t count = 0;
    for (std::size_t i = 0; i < now.size(); ++i) {
        now[i] = summaryOf(std::move(now[i]));
        if (i >= more.lastState.size() || !(now[i] == more.lastState[i])) ++count;
    }
    payload.putInt(count);
    for (std::size_t i = 0; i < now.size(); ++i) {
        if (i < more.lastState.size() && now[i] == more.lastState[i]) continue;
        payload.putInt(static_cast<std::int64_t>(i));
        const FieldType type = fields[i].shape->type;
        if (type == FieldType::list || type == FieldType::map) {
            payload.putInt(*now[i].as<std::int64_t>());
        } else {
            payload.putValue(*fields[i].shape, now[i]);
        }
    }
    more.lastState = std::move(now);
}

} // namespace troupe::TROUPE_ABI

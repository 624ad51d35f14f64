// What the recorder and the histograms are told of turns and of what they lead to.
#include <algorithm>
#include <utility>

#include "troupe/actor/cell.h"
#include "troupe/actor/cell_extra.h"
#include "troupe/actor/runner.h"
#include "troupe/actor/system.h"
#include "troupe/lab/lab.h"

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

} // namespace

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

/// The turn of a forwarded message ends here; it begins anew elsewhere with an id of its own.
void Cell::noteForwarded(const Envelope& envelope) {
    noteEnded(envelope, TurnEnd::forwarded, static_cast<std::int64_t>(m_track.stamp));
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
    event.message = ask.request.load(sync::relaxed) & kMessageIdMask;
    event.type = *ask.type().number;
    // cancelled with the incarnation that asked, not by its deadline
    const bool isStale = ask.asker && ask.asker->incarnation() != ask.askerIncarnation;
    event.detail = static_cast<std::uint8_t>(isStale ? DeadReason::stale : DeadReason::lateReply);
    trace.emit(event, payload.bytes());
}

} // namespace troupe::TROUPE_ABI

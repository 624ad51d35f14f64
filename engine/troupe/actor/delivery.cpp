// How a message gets into a mailbox, or what becomes of it instead: Cell::deliver and its kin.
#include <mutex>

#include "troupe/actor/cell.h"
#include "troupe/actor/cell_extra.h"
#include "troupe/actor/runner.h"
#include "troupe/actor/system.h"
#include "troupe/lab/lab.h"
#include "troupe/message/thread_state.h"

namespace troupe::inline TROUPE_ABI {

namespace {

/// What the asker is told when its request became a dead letter.
AskOutcome outcomeOfDead(DeadReason reason) {
    switch (reason) {
    case DeadReason::overflowNewest:
    case DeadReason::overflowOldest:
        return AskOutcome::mailboxFull;
    case DeadReason::failed:
    case DeadReason::quarantined:
        return AskOutcome::crashed;
    case DeadReason::unhandled:
        return AskOutcome::noReply;
    case DeadReason::discardedOnRestart:
        return AskOutcome::restarting;
    case DeadReason::manual:
        return AskOutcome::cancelled;
    default:
        return AskOutcome::targetDown;
    }
}

ActorTrack* trackOf(const Sender& from) {
    return from.cell ? &from.cell->track() : nullptr;
}

} // namespace

TellOutcome Cell::deliver(Envelope* envelope, const Sender& from, std::int64_t waitUntil) {
    if (m_system.needsSlowDelivery()) [[unlikely]]
        return deliverSlowly(envelope, from, waitUntil);
    if (const OverflowLane* lane = m_overflow.load(sync::acquire)) {
        if (lane->isInUse()) return deliverSlowly(envelope, from, waitUntil);
    }
    if (m_system.options().metrics &&
        (from.runner ? from.runner->isNextTimed() : threadState().isNextTimed())) {
        envelope->stamp = sync::ticks();
    }
    switch (m_inbox.push(envelope)) {
    case Push::queuedAndWake:
        m_system.schedule(*this, from.runner);
        [[fallthrough]];
    case Push::queued:
        return TellOutcome::delivered;
    case Push::full:
        return deliverToFull(envelope, from, waitUntil);
    case Push::closed:
        break;
    }
    return deliverDead(envelope, from);
}

/// With a recorder, in the Lab, or where senders wait or the oldest is dropped.
TellOutcome Cell::deliverSlowly(Envelope* envelope, const Sender& from, std::int64_t waitUntil) {
    if (Lab* lab = m_system.lab()) return lab->accept(*this, envelope, from, waitUntil);
    if (OverflowLane* lane = overflowLane()) {
        if (lane->ringCapacity.load(sync::relaxed) != 0) return deliverToRing(envelope, from);
        if (lane->hasWaiting.load()) return deliverToFull(envelope, from, waitUntil);
    }
    const TellOutcome outcome = pushNow(envelope, from, trackOf(from));
    return outcome == TellOutcome::full ? deliverToFull(envelope, from, waitUntil) : outcome;
}

/// Pushes without waiting; `full` leaves the envelope with the caller.
TellOutcome Cell::pushNow(Envelope* envelope, const Sender& from, ActorTrack* own) {
    if (m_system.trace().isRecording()) return pushTraced(envelope, from, own);
    switch (m_inbox.push(envelope)) {
    case Push::queuedAndWake:
        m_system.schedule(*this, from.runner);
        [[fallthrough]];
    case Push::queued:
        return TellOutcome::delivered;
    case Push::full:
        return TellOutcome::full;
    case Push::closed:
        break;
    }
    return deliverDead(envelope, from);
}

/// Takes the place, records `sent`, and only then lets the message be seen (decisions.md 26).
TellOutcome Cell::pushTraced(Envelope* envelope, const Sender& from, ActorTrack* own) {
    const Push place = m_inbox.reserve();
    if (place == Push::full) return TellOutcome::full;
    if (place == Push::closed) return deliverDead(envelope, from);
    emitSent(*envelope, from, TellOutcome::delivered, own);
    switch (m_inbox.publish(envelope)) {
    case Push::queuedAndWake:
        m_system.schedule(*this, from.runner);
        [[fallthrough]];
    case Push::queued:
        return TellOutcome::delivered;
    default:
        break;
    }
    // Closed in between; publish() gave the place back.
    m_deadOnArrival.fetchAdd(1, sync::relaxed);
    deadLetter(envelope, DeadReason::stopped, own);
    return TellOutcome::dead;
}

TellOutcome Cell::deliverToFull(Envelope* envelope, const Sender& from, std::int64_t waitUntil) {
    switch (overflow()) {
    case Overflow::dropNewest:
        dropNewest(envelope, from);
        return TellOutcome::dropped;
    case Overflow::block:
        return waitForRoom(envelope, from, waitUntil);
    default:
        break;
    }
    if (!from.cell && waitUntil != 0) return waitForRoom(envelope, from, waitUntil);
    emitSent(*envelope, from, TellOutcome::full, trackOf(from));
    return TellOutcome::full;
}

void Cell::dropNewest(Envelope* envelope, const Sender& from) {
    needOverflowLane().droppedNewest.fetchAdd(1, sync::relaxed);
    emitSent(*envelope, from, TellOutcome::dropped, trackOf(from));
    deadLetter(envelope, DeadReason::overflowNewest, trackOf(from));
}

TellOutcome Cell::deliverToRing(Envelope* envelope, const Sender& from) {
    OverflowLane& lane = *overflowLane();
    if (m_inbox.isClosed()) return deliverDead(envelope, from);
    Envelope* oldest = nullptr;
    TellOutcome outcome = TellOutcome::delivered;
    {
        std::unique_lock lock(lane.mutex);
        const std::uint32_t capacity = lane.ringCapacity.load(sync::relaxed);
        if (capacity == 0) { // the policy has just been changed
            lock.unlock();
            return deliverSlowly(envelope, from, 0);
        }
        if (lane.ring.size() >= capacity) {
            oldest = lane.ring.front();
            lane.ring.pop_front();
            lane.droppedOldest.fetchAdd(1, sync::release); // pairs with ledger()
            outcome = TellOutcome::replaced;
        }
        emitSent(*envelope, from, outcome, trackOf(from));
        lane.ring.push_back(envelope);
        lane.ringSent.fetchAdd(1, sync::relaxed);
        lane.noteDepth();
    }
    if (oldest) deadLetter(oldest, DeadReason::overflowOldest, trackOf(from));
    switch (m_inbox.markSignal()) {
    case Push::queuedAndWake:
        m_system.schedule(*this, from.runner);
        break;
    case Push::closed:
        emptyClosedRing(lane);
        break;
    default:
        break;
    }
    return outcome;
}

/// The cell closed while a message went into the ring: whoever sees that empties it.
void Cell::emptyClosedRing(OverflowLane& lane) {
    for (;;) {
        Envelope* envelope = lane.takeFromRing();
        if (!envelope) return;
        lane.deadInRing.fetchAdd(1, sync::release); // pairs with ledger()
        deadLetter(envelope, DeadReason::stopped, nullptr);
    }
}

TellOutcome Cell::deliverDead(Envelope* envelope, const Sender& from) {
    m_deadOnArrival.fetchAdd(1, sync::relaxed);
    emitSent(*envelope, from, TellOutcome::dead, trackOf(from));
    deadLetter(envelope, DeadReason::stopped, trackOf(from));
    return TellOutcome::dead;
}

/// The policy is `block`: behind all who wait already.
TellOutcome Cell::waitForRoom(Envelope* envelope, const Sender& from, std::int64_t waitUntil) {
    if (from.cell == this) {
        return TellOutcome::full;
    }
    OverflowLane& lane = needOverflowLane();
    if (!from.cell) return waitOutside(envelope, waitUntil, lane);

    if (from.cell->noteWaitsForRoom(*this, envelope->id)) {
        from.cell->endOutboxWait(*this); // the wait that would close a cycle is its victim
        return TellOutcome::full;
    }
    auto* waiting = new WaitingSender;
    waiting->envelope = envelope;
    waiting->cell = from.cell;
    from.cell->ref();
    {
        const std::scoped_lock lock(lane.mutex);
        lane.hasWaiting.store(true);
        lane.waiting.push_back(waiting);
    }
    lookForRoom(lane, from.runner);
    return TellOutcome::waiting;
}

/// After hasWaiting was set: room may have been made before, and then the owner did not look.
void Cell::lookForRoom(OverflowLane& lane, Runner* runner) {
    while (WaitingSender* admitted = admitFirst(lane, runner, nullptr))
        tellAdmitted(admitted, runner);
}

/// Moves the first who waits into the mailbox. Null: none waits, or there is no room.
WaitingSender* Cell::admitFirst(OverflowLane& lane, Runner* runner, ActorTrack* own) {
    const std::scoped_lock lock(lane.mutex);
    if (lane.waiting.empty()) {
        lane.hasWaiting.store(false);
        return nullptr;
    }
    WaitingSender* first = lane.waiting.front();
    const Sender by{runner, first->cell};
    const TellOutcome outcome = pushNow(first->envelope, by, own);
    if (outcome == TellOutcome::full) return nullptr;
    // Its sender hears of it later; until then it may be asked by who was waited for.
    if (first->cell) first->cell->endWaitsFor(this);
    first->outcome = outcome;
    lane.waiting.pop_front();
    if (lane.waiting.empty()) lane.hasWaiting.store(false);
    return first;
}

/// Its message has gone in, or the mailbox has closed; the one who waited goes on.
void Cell::tellAdmitted(WaitingSender* admitted, Runner* runner) {
    if (!admitted->cell) {
        admitted->isAdmitted.store(true);
        admitted->parker.unpark(); // the last touch: it is on the stack of who takes the token
        return;
    }
    Cell* sender = admitted->cell;
    sender->signal(
        {.kind = SignalKind::outboxSent, .detail = static_cast<std::uint8_t>(admitted->outcome)},
        runner);
    sender->unref();
    delete admitted;
}

/// Thread: the owner, after it made room or closed.
void Cell::admitWaiters(OverflowLane& lane) {
    while (lane.hasWaiting.load()) {
        WaitingSender* admitted = admitFirst(lane, m_context.m_runner, &m_track);
        if (!admitted) return;
        tellAdmitted(admitted, m_context.m_runner);
    }
}

TellOutcome Cell::waitOutside(Envelope* envelope, std::int64_t waitUntil, OverflowLane& lane) {
    if (waitUntil <= m_system.now()) {
        return TellOutcome::timedOut;
    }
    WaitingSender waiting;
    waiting.envelope = envelope;
    {
        const std::scoped_lock lock(lane.mutex);
        lane.hasWaiting.store(true);
        lane.waiting.push_back(&waiting);
    }
    lookForRoom(lane, nullptr);
    // Where actors do not wait the lane may be new: the owner may have made room and not seen it.
    if (overflow() != Overflow::block) signal({.kind = SignalKind::room});
    const bool hasToken = m_system.scheduler().awaitOutside(
        waiting.parker, [](void* of) { return static_cast<WaitingSender*>(of)->isAdmitted.load(); },
        &waiting, waitUntil);
    if (!hasToken) {
        std::unique_lock lock(lane.mutex);
        if (std::erase(lane.waiting, &waiting) != 0) {
            return TellOutcome::timedOut;
        }
        lock.unlock();
        waiting.parker.park(); // it was taken off the list: the token is on its way
    }
    return waiting.outcome;
}

OverflowLane& Cell::needOverflowLane() {
    OverflowLane* lane = m_overflow.load(sync::acquire);
    if (lane) return *lane;
    auto* fresh = new OverflowLane;
    if (m_overflow.compareExchange(lane, fresh)) return *fresh;
    delete fresh;
    return *lane;
}

/// Records the dead letter, ends its ask, and frees it. Counting is the caller's.
void Cell::deadLetter(Envelope* envelope, DeadReason reason, ActorTrack* own, std::string failure) {
    Trace& trace = m_system.trace();
    if (trace.isRecording()) {
        Event event = eventOf(EventKind::deadLetter, *envelope, static_cast<std::uint8_t>(reason));
        const bool isCarry = (envelope->flags & kStampIsCarry) != 0;
        trace.emit(event, {}, own, isCarry ? static_cast<std::uint64_t>(envelope->stamp) : 0);
    }
    if (Ask* ask = std::exchange(envelope->ask, nullptr)) {
        ask->decide(outcomeOfDead(reason), std::move(failure));
        ask->unref();
    }
    destroyEnvelope(localBlocks(), envelope);
}

/// This actor told nobody: the row `nobody` of the ledger is the System's.
void Cell::noteNeverExisted(const Envelope& envelope) {
    Trace& trace = m_system.trace();
    if (!trace.isRecording()) return;
    Event event;
    event.kind = EventKind::deadLetter;
    event.peer = id().number;
    event.type = *envelope.type->number;
    event.detail = static_cast<std::uint8_t>(DeadReason::neverExisted);
    event.cause = currentCause() & kMessageIdMask;
    trace.emit(event, {}, &m_track);
}

void Cell::countDead(DeadReason reason) {
    auto& count = extra().dead[static_cast<std::size_t>(reason)];
    count.store(count.load(sync::relaxed) + 1, sync::release); // pairs with ledger()
}

void Cell::emitSent(Envelope& envelope, const Sender& from, TellOutcome outcome, ActorTrack* own) {
    Trace& trace = m_system.trace();
    if (!trace.isRecording()) return;
    Event event;
    event.kind = envelope.ask ? EventKind::asked : EventKind::sent;
    event.actor = envelope.sender.number;
    event.peer = id().number;
    event.message = envelope.id;
    event.type = *envelope.type->number;
    event.detail = static_cast<std::uint8_t>(outcome);
    event.flags = static_cast<std::uint8_t>(envelope.flags & 0x1FU);
    if (envelope.ask) event.flags = static_cast<std::uint8_t>(event.flags | kFlagRequest);
    if (from.cell) {
        // the sender's turn is its own: one that waited for room is let in by somebody else
        if (own == &from.cell->track()) event.cause = from.cell->currentCause() & kMessageIdMask;
        event.incarnation = std::min<std::uint32_t>(from.cell->incarnation(), UINT16_MAX) & 0xFFFFU;
    }
    PayloadWriter payload;
    envelope.type->encode(*envelope.type, envelope.message(), payload);
    envelope.stamp = static_cast<std::int64_t>(trace.emit(event, payload.bytes(), own));
    envelope.id = event.message;
    envelope.flags = envelope.flags | kStampIsCarry;
    if (envelope.ask) envelope.ask->request.store(envelope.id, sync::relaxed);
}

} // namespace troupe::TROUPE_ABI

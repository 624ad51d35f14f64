// Whom an actor waits for, as the wait-for graph and the recorder know it.
#include <utility>

#include "troupe/actor/cell.h"
#include "troupe/actor/cell_extra.h"
#include "troupe/actor/system.h"

namespace troupe::inline TROUPE_ABI {

/// The answer that this actor's suspended coroutine waits for, or null; at most one.
Ask* Cell::awaitedAsk() const {
    const CellExtra* more = m_extra.load(sync::relaxed);
    for (Ask* ask = more ? more->asks : nullptr; ask; ask = ask->nextOfAsker) {
        if (ask->waiter && ask->isAwaited && !ask->isDecided()) return ask;
    }
    return nullptr;
}

/// Before the wait for an answer begins. True: it would close a cycle, and is not to begin.
bool Cell::noteWaitsForAnswer(Ask& ask) {
    ask.isWaitTold = true;
    return noteWaitsFor(*ask.target, WaitKind::ask, ask.request.load(sync::relaxed), &ask,
                        ask.deadline);
}

/// Before a message waits for room elsewhere. While an answer is waited for, that stays what this
/// actor waits for: it is the first thing it needs to go on.
bool Cell::noteWaitsForRoom(Cell& other, std::uint64_t message) {
    if (const Ask* ask = awaitedAsk(); ask && ask->isWaitTold) return false;
    extra().isRoomWaitTold = true;
    return noteWaitsFor(other, WaitKind::outbox, message, &other, sync::kForever);
}

/// The outbox is empty: what is still waited for is the answer, whose request has left with it.
void Cell::waitForAnswer() {
    Ask* ask = awaitedAsk();
    if (ask && !ask->isWaitTold && noteWaitsForAnswer(*ask)) ask->decide(AskOutcome::wouldDeadlock);
}

/// The answer is there; what is still waited for is room at the head of the outbox.
void Cell::waitForOutbox() {
    const CellExtra* more = m_extra.load(sync::relaxed);
    if ((m_blocks & kOutbox) == 0 || more->outbox.empty() || more->outbox.front().envelope) return;
    Cell& other = *more->outbox.front().to;
    if (!more->isRoomWaitTold) {
        static_cast<void>(noteWaitsForRoom(other, 0)); // it waits already: told only
        return;
    }
    // It was told before the wait for the answer took its place in the graph.
    if (const Ask* ask = awaitedAsk(); ask && ask->isWaitTold) return;
    const WaitCycle cycle = m_system.waitGraph().insert(*this, other, &other, sync::kForever);
    static_cast<void>(noteCycle(cycle, other, WaitKind::outbox, 0));
}

void Cell::endOutboxWait(Cell& other) {
    endWaitsFor(&other);
    if (!std::exchange(extra().isRoomWaitTold, false)) return;
    emit(EventKind::waitEnded, other.id(), static_cast<std::uint8_t>(WaitKind::outbox));
}

void Cell::noteWaitEnded(Ask& ask) {
    if (!std::exchange(ask.isWaitTold, false)) return;
    emit(EventKind::waitEnded, ask.target->id(), static_cast<std::uint8_t>(WaitKind::ask), nullptr,
         ask.request.load(sync::relaxed));
}

/// Before a wait begins: the edge, the cycle it may close, and what to do about that. True: the
/// wait is the victim of its cycle.
bool Cell::noteWaitsFor(Cell& other, WaitKind kind, std::uint64_t message, const void* token,
                        std::int64_t until) {
    emit(EventKind::waiting, other.id(), static_cast<std::uint8_t>(kind), nullptr, message);
    extra(); // the graph keeps the wait in it
    return noteCycle(m_system.waitGraph().insert(*this, other, token, until), other, kind, message);
}

/// Thread: the owner, of the one who closed the cycle.
bool Cell::noteCycle(const WaitCycle& cycle, const Cell& other, WaitKind kind,
                     std::uint64_t message) {
    if (cycle.members.empty()) return false;
    if (m_system.options().deadlock == DeadlockPolicy::letTimeOut) return false;
    PayloadWriter payload;
    payload.putCount(cycle.members.size());
    for (const ActorId member : cycle.members) payload.putReference(member);
    payload.putDuration(Duration(cycle.endsAt == sync::kForever ? 0 : cycle.endsAt));
    emit(EventKind::deadlock, other.id(), static_cast<std::uint8_t>(kind), &payload, message);
    return m_system.options().deadlock == DeadlockPolicy::failNewest;
}

/// Who asked this actor has asked `to` from now on, which has the request, and waits for that.
void Cell::handOnAsk(Ask& ask, Cell& to) {
    if (!ask.asker) return;
    warnIfCouldDeadlock(*ask.asker, to);
    if (!ask.isAwaited) return;
    const WaitCycle cycle = m_system.waitGraph().redirect(*ask.asker, to, &ask);
    if (noteCycle(cycle, to, WaitKind::ask, ask.request.load(sync::relaxed)))
        ask.decide(AskOutcome::wouldDeadlock);
}

/// Thread: any; whoever ends the wait.
void Cell::endWaitsFor(const void* token) {
    m_system.waitGraph().remove(*this, token);
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

} // namespace troupe::TROUPE_ABI

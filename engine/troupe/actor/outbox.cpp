// Messages that wait here for room in another actor's mailbox.
#include <utility>

#include "troupe/actor/cell.h"
#include "troupe/actor/cell_extra.h"
#include "troupe/actor/runner.h"

namespace troupe::inline TROUPE_ABI {

/// The head of the outbox has been accepted: the next ones, until one has to wait again.
void Cell::flushOutbox() {
    CellExtra& more = extra();
    if (more.outbox.empty()) return;
    endOutboxWait(*more.outbox.front().to);
    noteLeft(more.outbox.front(), more.outboxOutcome);
    more.outbox.front().to->unref();
    more.outbox.pop_front();
    while (!more.outbox.empty()) {
        OutboxEntry& head = more.outbox.front();
        Envelope* envelope = std::exchange(head.envelope, nullptr);
        TellOutcome outcome = head.to->deliver(envelope, Sender{m_context.m_runner, this});
        if (outcome == TellOutcome::waiting) return;
        if (outcome == TellOutcome::full || outcome == TellOutcome::noMemory) {
            head.to->dropNewest(envelope, Sender{m_context.m_runner, this});
            outcome = TellOutcome::dropped;
        }
        noteLeft(head, outcome);
        head.to->unref();
        more.outbox.pop_front();
    }
    unblock(kOutbox);
    waitForAnswer();
    resumeSenders();
}

/// Whoever awaits it is told what became of it, when the outbox is empty.
void Cell::noteLeft(const OutboxEntry& entry, TellOutcome outcome) {
    if (entry.awaitedBy == 0) return;
    for (OutboxWaiter& waiter : extra().outboxWaiters) {
        if (waiter.turn == entry.awaitedBy) waiter.outcome = outcome;
    }
}

/// Those whose messages have left, until one of them has to wait again, or ends the incarnation.
void Cell::resumeSenders() {
    CellExtra& more = extra();
    while (!more.outboxWaiters.empty() && (m_blocks & (kOutbox | kNoIncarnation)) == 0) {
        const OutboxWaiter waiter = more.outboxWaiters.front();
        more.outboxWaiters.pop_front();
        more.outboxOutcome = waiter.outcome;
        resumeTurn(waiter.task, waiter.turn);
    }
}

/// The actor stops: what it still had to send is told to nobody.
void Cell::dropOutbox() {
    if (!m_extra.load(sync::relaxed)) return;
    CellExtra& more = extra();
    while (!more.outbox.empty()) {
        OutboxEntry head = more.outbox.front();
        more.outbox.pop_front();
        if (head.envelope) {
            head.to->deliverDead(head.envelope, Sender{m_context.m_runner, this});
        } else {
            endOutboxWait(*head.to);
        }
        head.to->unref();
    }
    unblock(kOutbox);
}

} // namespace troupe::TROUPE_ABI

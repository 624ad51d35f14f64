// Messages that wait here for room in another actor's mailbox.
#include <utility>

#include "troupe/actor/cell.h"
#include "troupe/actor/cell_extra.h"
#include "troupe/actor/runner.h"

namespace troupe::inline TROUPE_ABI {

/// The head of the outbox has been accepted: the next ones, until one has to wait again. The
/// outcome of the last one is what a coroutine that awaits its send is told.
void Cell::flushOutbox() {
    CellExtra& more = extra();
    if (more.outbox.empty()) return;
    endOutboxWait(*more.outbox.front().to);
    more.outbox.front().to->unref();
    more.outbox.pop_front();
    while (!more.outbox.empty()) {
        OutboxEntry& head = more.outbox.front();
        Envelope* envelope = std::exchange(head.envelope, nullptr);
        const TellOutcome outcome = head.to->deliver(envelope, Sender{m_context.m_runner, this});
        if (outcome == TellOutcome::waiting) return;
        more.outboxOutcome = outcome;
        if (outcome == TellOutcome::full || outcome == TellOutcome::noMemory) {
            head.to->dropNewest(envelope, Sender{m_context.m_runner, this});
            more.outboxOutcome = TellOutcome::dropped;
        }
        head.to->unref();
        more.outbox.pop_front();
    }
    unblock(kOutbox);
    waitForAnswer();
    if (auto waiter = std::exchange(more.outboxWaiter, {})) resumeTurn(waiter, more.outboxTurn);
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

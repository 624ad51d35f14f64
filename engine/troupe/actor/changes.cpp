// What is set about an actor while it goes on: mailbox, policies, name.
#include <mutex>
#include <utility>

#include "troupe/actor/cell.h"
#include "troupe/actor/cell_extra.h"
#include "troupe/actor/system.h"
#include "troupe/lab/lab.h"

namespace troupe::inline TROUPE_ABI {

/// Recorders hear of what they were told at its spawn.
void Cell::handleChange(Signal& signal) {
    switch (signal.kind) {
    case SignalKind::mailbox:
        setMailbox({static_cast<std::uint32_t>(signal.value), Overflow{signal.detail},
                    Overflow{static_cast<std::uint8_t>(signal.number)}});
        break;
    case SignalKind::reconfigure:
        if (extra().supervisor) {
            extra().supervisor->setOptions(*static_cast<SupervisorOptions*>(signal.pointer));
        }
        break;
    case SignalKind::rename: {
        CellExtra& more = extra();
        more.names.emplace_back(std::move(*signal.text));
        more.newName.store(&more.names.back(), sync::release); // pairs with name()
        break;
    }
    case SignalKind::childPolicy:
        extra().supervisor->setChildPolicy(signal.peer, ChildPolicy{signal.detail});
        return;
    default:
        setPolicies(signal);
        return;
    }
    emitChanged();
}

void Cell::emitChanged() {
    if (!m_system.trace().isRecording()) return;
    PayloadWriter payload;
    payload.putText(name());
    System::putShown(payload, *this);
    emit(EventKind::changed, {}, 0, &payload);
}

void Cell::setPolicies(const Signal& signal) {
    m_failing.retries = static_cast<std::uint8_t>(signal.number);
    m_restartMail = RestartMail{static_cast<std::uint8_t>(signal.value)};
    m_policy.store(ChildPolicy{signal.detail}, sync::relaxed);
    if (!m_supervisor) return;
    m_supervisor->signal({.kind = SignalKind::childPolicy, .detail = signal.detail, .peer = id()},
                         m_context.m_runner);
}

/// Between turns, by the owner: what is queued stays, in its order.
void Cell::setMailbox(const MailboxOptions& options) {
    m_policyOnFull.store(options.overflow, sync::relaxed);
    m_failsOutside.store(options.outside == Overflow::fail, sync::relaxed);
    if (options.overflow == Overflow::dropOldest) {
        OverflowLane& lane = needOverflowLane();
        lane.ringCapacity.store(options.capacity);
        m_inbox.setCapacity(Inbox::kUnbounded);
        return;
    }
    if (options.overflow == Overflow::block) needOverflowLane();
    if (OverflowLane* lane = overflowLane(); lane && lane->ringCapacity.load() != 0) {
        // The ring is emptied after what came before it and before what comes now: takeUser().
        Envelope** end = &m_batch;
        while (*end) end = &(*end)->next;
        *end = m_inbox.takeAll();
        const std::scoped_lock lock(lane->mutex);
        lane->ringCapacity.store(0);
    }
    m_inbox.setCapacity(options.overflow == Overflow::unbounded ? Inbox::kUnbounded
                                                                : options.capacity);
    if (OverflowLane* lane = overflowLane()) admitWaiters(*lane);
    if (Lab* lab = m_system.lab()) lab->noteRoom(*this);
}

} // namespace troupe::TROUPE_ABI

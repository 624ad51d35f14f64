// What an actor has queued beside the handler: the messages set aside, and the end of all of them.
#include <utility>

#include "troupe/actor/cell.h"
#include "troupe/actor/cell_extra.h"
#include "troupe/actor/system.h"
#include "troupe/lab/lab.h"

namespace troupe::inline TROUPE_ABI {

const Envelope* Cell::firstAside() const {
    const CellExtra* more = m_extra.load(sync::relaxed);
    if (!more) return nullptr;
    return more->retries.first ? more->retries.first : more->unstashed.first;
}

Envelope* Cell::takeAside() {
    CellExtra& more = extra();
    Envelope* first = more.retries.take();
    if (!first) first = more.unstashed.take();
    if (first) more.asideCount.store(more.asideCount.load(sync::relaxed) - 1, sync::relaxed);
    noteAside();
    return first;
}

void Cell::noteAside() {
    const CellExtra& more = extra();
    m_hasAside = more.retries.first || more.unstashed.first;
}

void Cell::discardQueue(DeadReason reason) {
    if (Lab* lab = m_system.lab()) lab->discardQueue(*this, reason);
    if (!m_batch) m_batch = m_inbox.takeAll();
    while (m_batch) {
        Envelope* envelope = std::exchange(m_batch, m_batch->next);
        m_inbox.noteTaken();
        countDead(reason);
        deadLetter(envelope, reason, &m_track);
        if (!m_batch) m_batch = m_inbox.takeAll();
    }
    OverflowLane* lane = m_overflow.load(sync::acquire);
    if (!lane) return;
    while (Envelope* envelope = lane->takeFromRing()) {
        countDead(reason);
        deadLetter(envelope, reason, &m_track);
    }
    admitWaiters(*lane);
}

/// Stash, what was unstashed, and the message that waits to be tried again.
void Cell::discardAside(DeadReason reason) {
    if (!m_extra.load(sync::relaxed)) return;
    CellExtra& more = extra();
    const auto discard = [&](Envelope* envelope) {
        more.asideCount.store(more.asideCount.load(sync::relaxed) - 1, sync::relaxed);
        countDead(reason);
        deadLetter(envelope, reason, &m_track);
    };
    while (Envelope* envelope = more.unstashed.take()) discard(envelope);
    while (Envelope* envelope = more.stash.take()) discard(envelope);
    if (reason != DeadReason::discardedOnRestart) { // a retry outlives its incarnation
        while (Envelope* envelope = more.retries.take()) discard(envelope);
    }
    noteAside();
}

} // namespace troupe::TROUPE_ABI

// What can be told of a cell from any thread: its ledger, depth and latencies.
//
// Counts are read against the way of a message, what became of it first and `sent` last, so that
// a snapshot of a running actor never shows more handled than sent; at rest the law of
// decisions.md 11 is exact. Consumers store with release, and the loads here acquire: what one
// count says, the next ones know.
#include "troupe/actor/cell.h"
#include "troupe/actor/cell_extra.h"
#include "troupe/actor/system.h"
#include "troupe/lab/lab.h"

namespace troupe::inline TROUPE_ABI {

namespace {

std::uint64_t& deadBy(Ledger& ledger, DeadReason reason) {
    return ledger.dead[static_cast<std::size_t>(reason)];
}

void readHistograms(const CellHistograms& from, ActorSnapshot& to) {
    to.mailboxTime = from.mailbox.snapshot();
    to.handlingTime = from.handling.snapshot();
    to.askTime = from.ask.snapshot();
}

/// What was recorded since `told`, which is brought up to date.
HistogramSnapshot gained(const Histogram& histogram, HistogramSnapshot& told) {
    HistogramSnapshot now = histogram.snapshot();
    HistogramSnapshot increment = now;
    increment.subtract(told);
    told = std::move(now);
    return increment;
}

} // namespace

Ledger Cell::ledger() const {
    Ledger ledger;
    const CellExtra* more = m_extra.load(sync::acquire);
    ledger.handled = m_handled.load(sync::acquire);
    if (more) {
        for (std::size_t i = 0; i < ledger.dead.size(); ++i) {
            ledger.dead[i] = more->dead[i].load(sync::acquire);
        }
    }
    ledger.inHandler = m_inHandler.load(sync::acquire); // after what becomes of such a message
    if (more) {
        ledger.queued = more->asideCount.load(sync::relaxed);
        ledger.replies = more->replies.load(sync::relaxed);
        ledger.signals = more->signals.load(sync::relaxed);
    }
    const OverflowLane* lane = overflowLane();
    ledger.queued += m_inbox.depth();
    ledger.sent = more ? more->ticks.load(sync::relaxed) : 0;
    if (lane) {
        deadBy(ledger, DeadReason::overflowNewest) += lane->droppedNewest.load(sync::relaxed);
        deadBy(ledger, DeadReason::overflowOldest) += lane->droppedOldest.load(sync::acquire);
        deadBy(ledger, DeadReason::stopped) += lane->deadInRing.load(sync::acquire);
        ledger.queued += lane->ringDepth.load(sync::relaxed);
        ledger.sent += lane->ringSent.load(sync::relaxed) + lane->droppedNewest.load(sync::relaxed);
    }
    if (const Lab* lab = m_system.lab()) {
        ledger.queued += lab->depthOf(*this);
        ledger.sent += lab->sentTo(*this);
        deadBy(ledger, DeadReason::overflowOldest) += lab->droppedOldestOf(*this);
    }
    const std::uint32_t onArrival = m_deadOnArrival.load(sync::relaxed);
    deadBy(ledger, DeadReason::stopped) += onArrival;
    ledger.sent += m_inbox.sentTotal() + onArrival;
    return ledger;
}

ActorSnapshot Cell::snapshot() const {
    ActorSnapshot snapshot;
    snapshot.ledger = ledger();
    snapshot.status = status();
    snapshot.incarnation = incarnation();
    const OverflowLane* lane = overflowLane();
    snapshot.depth = m_inbox.depth() + (lane ? lane->ringDepth.load(sync::relaxed) : 0);
    snapshot.highWater = std::max<std::uint64_t>(
        m_inbox.highWater(), lane ? lane->ringHighWater.load(sync::relaxed) : 0);
    if (const Lab* lab = m_system.lab()) {
        snapshot.depth = lab->depthOf(*this);
        snapshot.highWater = lab->highWaterOf(*this);
    }
    const CellExtra* more = m_extra.load(sync::acquire);
    const CellHistograms* all = more ? more->histograms.load(sync::acquire) : nullptr;
    if (all) readHistograms(*all, snapshot);
    return snapshot;
}

bool Cell::takeMetrics(ActorMetrics& metrics, std::uint64_t& told) {
    metrics.ledger = ledger();
    const Ledger& l = metrics.ledger;
    const std::uint64_t sum =
        l.sent + l.handled * 3 + l.queued * 5 + l.inHandler * 7 + l.deadTotal() + l.replies + 1;
    if (sum == told) return false;
    told = sum;
    const OverflowLane* lane = overflowLane();
    metrics.depth = m_inbox.depth() + (lane ? lane->ringDepth.load(sync::relaxed) : 0);
    metrics.depthMin = metrics.depth;
    metrics.depthMax = metrics.depth;
    metrics.highWater = std::max<std::uint64_t>(m_inbox.highWater(),
                                                lane ? lane->ringHighWater.load(sync::relaxed) : 0);
    CellExtra* more = m_extra.load(sync::acquire);
    CellHistograms* all = more ? more->histograms.load(sync::acquire) : nullptr;
    if (all) {
        metrics.mailboxTime = gained(all->mailbox, all->mailboxTold);
        metrics.handlingTime = gained(all->handling, all->handlingTold);
        metrics.askTime = gained(all->ask, all->askTold);
    }
    return true;
}

} // namespace troupe::TROUPE_ABI

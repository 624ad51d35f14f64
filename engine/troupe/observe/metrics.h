// What a `metrics` event carries: the counts of one actor, and what its histograms gained.
//
// The World takes totals and latencies from these events only (decisions.md 25), so nothing that
// was summarised is missing there. Plain data. Thread: owner.
#pragma once

#include <array>
#include <cstdint>

#include "troupe/observe/event.h"
#include "troupe/observe/histogram.h"

namespace troupe::inline TROUPE_ABI {

/// The ledger of one cell's user lane (decisions.md 11); replies and signals are counted apart.
/// At rest: sent = handled + queued + inHandler + dead + discarded.
struct Ledger {
    std::uint64_t sent = 0;
    std::uint64_t handled = 0;
    std::uint64_t queued = 0;                           // mailbox, stash and retry slot
    std::uint64_t inHandler = 0;                        // running or suspended turn
    std::array<std::uint64_t, kDeadReasonCount> dead{}; // by DeadReason; see deadTotal()
    std::uint64_t replies = 0;
    std::uint64_t signals = 0;

    /// Whether a reason counts as discarded, not as dead.
    static constexpr bool isDiscard(DeadReason reason) {
        return reason == DeadReason::discardedOnRestart || reason == DeadReason::shutdown;
    }
    std::uint64_t deadTotal() const;
    std::uint64_t discarded() const;
    bool isBalanced() const {
        return sent == handled + queued + inHandler + deadTotal() + discarded();
    }
    bool operator==(const Ledger&) const = default;
};

/// Ledger: totals since the spawn. Depths: since the last `metrics` event. Histograms: what was
/// recorded since the last `metrics` event; their counts are the n that is shown.
struct ActorMetrics {
    Ledger ledger;
    std::uint64_t depth = 0;
    std::uint64_t depthMin = 0;
    std::uint64_t depthMax = 0;
    std::uint64_t highWater = 0;    // since the spawn
    std::uint64_t sampledOneIn = 1; // 1: every message was timed; N: one in N
    bool isShared = false;          // histograms are those of all actors of kind and supervisor
    HistogramSnapshot mailboxTime;  // publish to began
    HistogramSnapshot handlingTime; // began to ended
    HistogramSnapshot askTime;      // asked to answered

    void encode(PayloadWriter& out) const;
    /// False where the bytes are not metrics.
    static bool decode(PayloadReader& in, ActorMetrics& to);
    bool operator==(const ActorMetrics&) const = default;
};

} // namespace troupe::TROUPE_ABI

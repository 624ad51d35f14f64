// How many restarts a supervisor grants before it gives up.
//
// Rules: semantics.md 5 and decisions.md 17. Pure: time comes in as ns of any monotonic clock.
// Thread: owner.
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "troupe/message/value.h"
#include "troupe/sync/abi.h"

namespace troupe::inline TROUPE_ABI {

/// What is remembered of earlier restarts when a new one is charged at `now`.
enum class BudgetWindow : std::uint8_t {
    sliding,  // each one at t for which now - t < window (OTP; the default)
    tumbling, // all since a window began; the first one outside begins the next (Pekko)
    idleGap,  // all, until a pause as long as the window (kameo)
    lifetime, // all, for ever
};

/// No limit, as BudgetOptions::max. Any negative number means the same.
inline constexpr int kUnlimitedRestarts = -1;

struct BudgetOptions {
    int max = 3; // restarts granted; 0: the first crash is one too many
    Duration window = std::chrono::seconds(5); // at least 1 ns; less counts as 1 ns
    BudgetWindow kind = BudgetWindow::sliding;

    bool operator==(const BudgetOptions&) const = default;
};

/// Counts restarts. Holds at most 2 × (max + 1) stamps, and none where a counter is enough.
class RestartBudget {
public:
    explicit RestartBudget(BudgetOptions options = {});

    /// Charges one restart decided at `now`, which never goes back. False: over budget. It is
    /// remembered in either case.
    [[nodiscard]] bool charge(std::int64_t now);

    /// Restarts that count at `now`, at most max + 1. Unlimited: all there ever were.
    int used(std::int64_t now) const;

    /// Edits the limits while running. What was charged goes on counting by the new limits, as
    /// far as it is still known; a change of kind, or from or to unlimited, begins at nothing.
    /// Never over budget by itself: the next charge tells.
    void setOptions(BudgetOptions options);

    const BudgetOptions& options() const { return m_options; }
    bool isUnlimited() const { return m_options.max < 0; }

private:
    bool counts(std::int64_t stamp, std::int64_t now) const;
    bool isForgotten(std::int64_t now) const;
    void chargeSliding(std::int64_t now);

    BudgetOptions m_options;
    std::vector<std::int64_t> m_stamps; // sliding only, oldest first, from m_first on
    std::size_t m_first = 0;
    int m_count = 0;         // the other kinds, and unlimited
    std::int64_t m_mark = 0; // tumbling: start of the window; idleGap: the last charge
};

/// "sliding", "tumbling", "idleGap", "lifetime".
const char* toString(BudgetWindow v);

} // namespace troupe::TROUPE_ABI

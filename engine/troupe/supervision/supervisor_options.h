// What can be set on a supervisor, with the defaults of semantics.md 5.
//
// Aggregates, made for designated initialisers:
//     {.name = "pool", .strategy = Strategy::oneForAll, .budget = {3, 5s}, .backoff = {1s, 2.0}}
// Thread: any (plain data).
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "troupe/message/value.h"
#include "troupe/observe/event.h"
#include "troupe/supervision/backoff.h"
#include "troupe/supervision/restart_budget.h"
#include "troupe/sync/abi.h"

namespace troupe::inline TROUPE_ABI {

/// What to do about each way in which a child can fail. A normal or asked-for end is not asked
/// about here: the child's policy alone answers that (decisions.md 16).
struct Decider {
    Directive error = Directive::restart;
    Directive killed = Directive::restart;     // resume counts as restart here and below:
    Directive initFailed = Directive::restart; // there is no state to keep
    Directive restartLimit = Directive::restart;

    bool operator==(const Decider&) const = default;
};

/// Whose restarts one budget counts.
enum class BudgetScope : std::uint8_t { supervisor, child };

struct SupervisorOptions {
    std::string name = {};
    Strategy strategy = Strategy::oneForOne;
    BudgetOptions budget = {};
    BackoffOptions backoff = {};
    Duration grace = std::chrono::seconds(5); // for each child to stop before it is killed; 0: kill
    Decider decider = {};
    BudgetScope scope = BudgetScope::supervisor;

    bool operator==(const SupervisorOptions&) const = default;
};

/// A failure: everything but normal and shutdown.
bool isAbnormal(ExitReason reason);

/// What becomes of a child that ended or failed: its policy first, then the decider
/// (decisions.md 16).
Directive directiveFor(ChildPolicy policy, ExitReason reason, const Decider& decider);

/// "supervisor", "child".
const char* toString(BudgetScope v);

} // namespace troupe::TROUPE_ABI

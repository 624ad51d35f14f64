#pragma once

// A scenario of the core explorer: a function that makes objects and virtual threads, and checks
// what must hold at the end. It is run once per schedule and must do the same each time it is
// given the same choices: no real time, no addresses in decisions, no state kept between runs.

#include "troupe/sync/sync.h"

#include <string_view>
#include <vector>

namespace troupe::inline TROUPE_ABI {
namespace explore {

struct Scenario {
    /// What `--scenario` takes: area.what.
    std::string_view name;
    void (*body)() = nullptr;
    modelling::Limits limits = {};
    /// Part of the path of files whose sites mutants are made of; those in engine/troupe/sync
    /// never are.
    std::string_view scope = "engine/troupe/";
    /// A run that leaves memory allocated fails.
    bool forbidsLeaks = true;
    /// Carries a planted bug: explored only where it is named.
    bool isBroken = false;
};

/// All scenarios linked into the program, by name.
const std::vector<Scenario>& scenarios();
const Scenario* findScenario(std::string_view name);

/// At namespace scope: `const Registration kept{{"mailbox.close", &mailboxClose}};`
class Registration {
public:
    Registration(const Scenario& scenario);
};

} // namespace explore
} // namespace troupe::inline TROUPE_ABI

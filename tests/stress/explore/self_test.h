#pragma once

// How the tests of the explorer itself look for the failure of a few lines of code. It must see
// every class of defect, and nothing where nothing is.

#include "explorer.h"

#include <cstdint>
#include <functional>
#include <string>

namespace troupe::inline TROUPE_ABI {
namespace explore {

/// What the first strategy that finds something finds; empty: nothing.
inline std::string failureOf(const Scenario& scenario, std::uint64_t executions = 3000) {
    for (const Strategy strategy : kStrategies) {
        Search search(scenario, strategy, 1);
        if (search.advance(executions)) return search.finding().failure;
    }
    return "";
}

inline std::string failureOf(void (*body)(), modelling::Limits limits = {}) {
    return failureOf(Scenario{"test", body, limits, "", false, false});
}

/// Two threads at once.
inline void both(const std::function<void()>& left, const std::function<void()>& right) {
    sync::Thread first("left", left);
    sync::Thread second("right", right);
    first.join();
    second.join();
}

inline bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

} // namespace explore
} // namespace troupe::inline TROUPE_ABI

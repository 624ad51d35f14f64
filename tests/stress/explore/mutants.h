#pragma once

// Mutants: small mistakes planted at run time, one at a time, at the sites that the scenarios
// reach. A scenario is worth what it catches.

#include "explorer.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace troupe::inline TROUPE_ABI {
namespace explore {

struct Mutant {
    /// file:function:operation:mistake, with #n where several sites share that.
    std::string name;
    modelling::Mutation mutation;
    /// Scenarios that reach the site unmutated, the shortest first; no other can catch it.
    std::vector<const Scenario*> reachedBy;
};

/// Every mutant of the files in the scenarios' scope. `executions`: unmutated runs of each
/// scenario under each strategy to find the sites.
std::vector<Mutant> mutantsOf(const std::vector<const Scenario*>& scenarios,
                              std::uint64_t executions);

struct Verdict {
    bool isCaught = false;
    std::uint64_t executions = 0;
    std::uint64_t differing = 0; // of them, those in which the mistake made a difference
    std::string strategy;
    std::string failure;
    std::string replayLine;
};

struct Effort {
    std::uint64_t executions = 1'000'000; // of one mutant, all scenarios and strategies together
    double seconds = 1e6;                 // of one mutant
    std::uint64_t seed = 1;
    std::optional<Strategy> strategy; // only this one
    bool isShrinking = true;          // the schedule of the replay line
};

/// Runs the mutant in a child process, because it may destroy any memory, round robin over its
/// scenarios and the strategies until one run fails. After some rounds only those scenarios go on
/// in which the mistake ever made a difference (a thread knew less, read an older value, …).
Verdict judge(const Mutant& mutant, const Effort& effort);

/// Reasons why a mutant cannot be caught. Lines of `PATTERN reason`, * in the pattern stands
/// for anything; # begins a comment.
class Explanations {
public:
    static std::optional<Explanations> read(const std::string& path);
    /// Empty: none.
    std::string of(std::string_view mutant);
    /// Patterns that of() has not found use for.
    std::vector<std::string> unused() const;

private:
    struct Line {
        std::string pattern;
        std::string reason;
        bool isUsed = false;
    };
    std::vector<Line> m_lines;
};

} // namespace explore
} // namespace troupe::inline TROUPE_ABI

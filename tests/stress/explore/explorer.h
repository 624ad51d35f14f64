#pragma once

// Runs one scenario under one strategy, schedule after schedule, until one fails.

#include "scenario.h"
#include "strategy.h"

#include <cstdint>
#include <optional>
#include <string>

namespace troupe::inline TROUPE_ABI {
namespace explore {

struct Finding {
    std::string_view scenario;
    Strategy strategy = Strategy::random;
    std::uint64_t seed = 0;       // of the failing run; 0 for depth-first
    std::uint64_t executions = 0; // up to the failing run
    std::string failure;
    modelling::Schedule schedule; // as found, or shrunk
    bool isReproducible = true;
};

/// A search that can be carried on in slices.
class Search {
public:
    Search(const Scenario& scenario, Strategy strategy, std::uint64_t seed);

    /// Up to `executions` more runs. True where one failed: see finding().
    bool advance(std::uint64_t executions);

    const Finding& finding() const { return m_finding; }
    std::uint64_t executions() const { return m_executions; }
    std::uint64_t steps() const { return m_steps; }
    /// Runs in which the planted mistake made a difference.
    std::uint64_t differing() const { return m_differing; }
    /// Depth-first has seen every schedule.
    bool isExhausted() const { return m_isExhausted; }
    const Scenario& scenario() const { return m_scenario; }
    Strategy strategy() const { return m_strategy; }
    unsigned bound() const { return m_depthFirst.bound(); }

private:
    modelling::Chooser& nextChooser();
    bool hasFailed(const modelling::Outcome& outcome, std::int64_t leaked);

    const Scenario& m_scenario;
    Strategy m_strategy;
    std::uint64_t m_firstSeed;
    std::uint64_t m_executions = 0;
    std::uint64_t m_steps = 0;
    std::uint64_t m_differing = 0;
    std::uint64_t m_length = 0; // steps of the ordinary run
    bool m_isExhausted = false;
    RandomWalk m_random;
    Pct m_pct;
    DepthFirst m_depthFirst;
    Finding m_finding;
};

/// What one given schedule does: the failure, or nothing.
std::optional<std::string> replay(const Scenario& scenario, const modelling::Schedule& schedule);

/// What one seed of a seeded strategy does.
std::optional<std::string> replay(const Scenario& scenario, Strategy strategy, std::uint64_t seed);

/// A schedule with as few departures from the ordinary course as can be found that still fails.
/// At most some thousand runs.
modelling::Schedule shrink(const Scenario& scenario, modelling::Schedule schedule);

/// The one line that repeats the failure. `mutant` may be empty.
std::string replayLine(const Finding& finding, std::string_view mutant);

} // namespace explore
} // namespace troupe::inline TROUPE_ABI

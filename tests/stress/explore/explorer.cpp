#include "explorer.h"

#include "crash.h"
#include "heap.h"

#include <algorithm>
#include <utility>

namespace troupe::inline TROUPE_ABI {
namespace explore {

using modelling::Outcome;
using modelling::runtime;
using modelling::Schedule;

namespace {

/// Runs once; a leak counts as a failure where it happens again (memory that is kept for good,
/// such as a table made at its first use, is taken once).
std::optional<std::string> runOnce(const Scenario& scenario, modelling::Chooser& chooser) {
    const std::int64_t before = explore_heap::balance();
    const Outcome& outcome = runtime().run(scenario.body, chooser, scenario.limits);
    const std::int64_t leaked = explore_heap::balance() - before;
    if (outcome.hasFailed) return outcome.failure;
    if (leaked > 0 && scenario.forbidsLeaks)
        return std::to_string(leaked) + " blocks of memory were never given back";
    return std::nullopt;
}

std::uint64_t lengthOf(const Scenario& scenario) {
    Replay ordinary;
    ordinary.begin({});
    return runtime().run(scenario.body, ordinary, scenario.limits).steps;
}

} // namespace

Search::Search(const Scenario& scenario, Strategy strategy, std::uint64_t seed)
    : m_scenario(scenario), m_strategy(strategy), m_firstSeed(seed) {
    m_finding.scenario = scenario.name;
    m_finding.strategy = strategy;
}

modelling::Chooser& Search::nextChooser() {
    const std::uint64_t seed = m_firstSeed + m_executions;
    switch (m_strategy) {
    case Strategy::random:
        m_random.begin(seed);
        return m_random;
    case Strategy::pct:
        m_pct.begin(seed, m_length);
        return m_pct;
    case Strategy::depthFirst:
        break;
    }
    m_depthFirst.begin();
    return m_depthFirst;
}

bool Search::hasFailed(const Outcome& outcome, std::int64_t leaked) {
    if (outcome.hasFailed) {
        m_finding.failure = outcome.failure;
    } else if (leaked <= 0 || !m_scenario.forbidsLeaks) {
        return false;
    }
    m_finding.schedule = runtime().schedule();
    m_finding.seed = m_strategy == Strategy::depthFirst ? 0 : m_firstSeed + m_executions;
    m_finding.executions = m_executions + 1;
    const bool isLeak = !outcome.hasFailed;
    const auto again = replay(m_scenario, m_finding.schedule);
    if (isLeak) {
        if (!again) return false;
        m_finding.failure = *again;
    }
    m_finding.isReproducible = again.has_value();
    return true;
}

bool Search::advance(std::uint64_t executions) {
    if (m_length == 0) {
        crash::enter(m_scenario.name);
        m_length = lengthOf(m_scenario);
    }
    crash::enter(m_scenario.name);
    for (; executions > 0 && !m_isExhausted; --executions) {
        const std::int64_t before = explore_heap::balance();
        const Outcome& outcome = runtime().run(m_scenario.body, nextChooser(), m_scenario.limits);
        m_steps += outcome.steps;
        m_differing += outcome.hasDiffered ? 1 : 0;
        const std::int64_t leaked = explore_heap::balance() - before;
        if ((outcome.hasFailed || leaked > 0) && hasFailed(outcome, leaked)) {
            ++m_executions;
            return true;
        }
        ++m_executions;
        if (m_strategy == Strategy::depthFirst) m_isExhausted = !m_depthFirst.advance();
    }
    return false;
}

std::optional<std::string> replay(const Scenario& scenario, const Schedule& schedule) {
    crash::enter(scenario.name);
    Replay chooser;
    chooser.begin(schedule);
    return runOnce(scenario, chooser);
}

std::optional<std::string> replay(const Scenario& scenario, Strategy strategy, std::uint64_t seed) {
    crash::enter(scenario.name);
    if (strategy == Strategy::pct) {
        const std::uint64_t length = lengthOf(scenario);
        Pct chooser;
        chooser.begin(seed, length);
        return runOnce(scenario, chooser);
    }
    RandomWalk chooser;
    chooser.begin(seed);
    return runOnce(scenario, chooser);
}

Schedule shrink(const Scenario& scenario, Schedule schedule) {
    int runsLeft = 3'000;
    const auto stillFails = [&](const Schedule& candidate) {
        return runsLeft-- > 0 && replay(scenario, candidate).has_value();
    };
    // Pieces of half the length, a quarter, … one; again from one while anything comes off.
    for (std::size_t piece = std::max<std::size_t>(1, schedule.size() / 2); runsLeft > 0;) {
        bool isShorter = false;
        for (std::size_t at = schedule.size(); at > 0;) {
            const std::size_t from = at > piece ? at - piece : 0;
            Schedule candidate = schedule;
            candidate.erase(candidate.begin() + static_cast<std::ptrdiff_t>(from),
                            candidate.begin() + static_cast<std::ptrdiff_t>(at));
            if (stillFails(candidate)) {
                // What the run really chose: options that no longer exist drop out.
                schedule = runtime().schedule().size() < candidate.size() ? runtime().schedule()
                                                                          : std::move(candidate);
                isShorter = true;
            }
            at = std::min(from, schedule.size());
        }
        if (piece > 1)
            piece /= 2;
        else if (!isShorter)
            break;
    }
    return schedule;
}

std::string replayLine(const Finding& finding, std::string_view mutant) {
    std::string line = "explore --scenario " + std::string(finding.scenario);
    if (!mutant.empty()) line.append(" --mutant '").append(mutant).append("'");
    return line + " --schedule '" + textOf(finding.schedule) + "'";
}

} // namespace explore
} // namespace troupe::inline TROUPE_ABI

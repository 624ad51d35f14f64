#include "strategy.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <utility>

namespace troupe::inline TROUPE_ABI {
namespace explore {

using modelling::Decision;

const char* nameOf(Strategy strategy) {
    switch (strategy) {
    case Strategy::random:
        return "random";
    case Strategy::pct:
        return "pct";
    case Strategy::depthFirst:
        return "dfs";
    }
    return "";
}

std::optional<Strategy> strategyNamed(std::string_view name) {
    for (const Strategy each : kStrategies) {
        if (name == nameOf(each)) return each;
    }
    return std::nullopt;
}

unsigned countOf(const Decision& decision) {
    return static_cast<unsigned>(std::popcount(decision.candidates));
}

unsigned threadOf(const Decision& decision, unsigned option) {
    std::uint32_t rest = decision.candidates & ~decision.early;
    if (decision.canContinue) {
        if (option == 0) return decision.current;
        rest &= ~(std::uint32_t{1} << decision.current);
        --option;
    }
    const auto ordinary = static_cast<unsigned>(std::popcount(rest));
    if (option >= ordinary) {
        option -= ordinary;
        rest = decision.early;
    }
    for (; option > 0; --option) rest &= rest - 1;
    return static_cast<unsigned>(std::countr_zero(rest));
}

// --- random walk ------------------------------------------------------------------------

void RandomWalk::begin(std::uint64_t seed) {
    m_generator = Generator(seed);
    constexpr unsigned kLeave[] = {1, 2, 6, 20};
    constexpr unsigned kStale[] = {2, 4, 16};
    m_leaveOneIn = kLeave[m_generator.below(4)];
    m_staleOneIn = kStale[m_generator.below(3)];
}

unsigned RandomWalk::thread(const Decision& decision) {
    if (decision.canContinue && m_leaveOneIn > 1 && m_generator.below(m_leaveOneIn) != 0)
        return decision.current;
    return threadOf(decision, m_generator.below(countOf(decision)));
}

unsigned RandomWalk::value(unsigned count) {
    if (m_generator.below(m_staleOneIn) != 0) return 0;
    return m_generator.below(count);
}

// --- PCT --------------------------------------------------------------------------------

void Pct::begin(std::uint64_t seed, std::uint64_t length) {
    m_generator = Generator(seed);
    for (unsigned i = 0; i < modelling::kMaxThreads; ++i) {
        const unsigned other = m_generator.below(i + 1);
        m_priorities[i] = m_priorities[other];
        m_priorities[other] = kMostChanges + 1 + i;
    }
    const unsigned changes = m_generator.below(kMostChanges + 1);
    const auto range = static_cast<unsigned>(std::clamp<std::uint64_t>(length, 2, 1'000'000));
    for (unsigned i = 0; i < kMostChanges; ++i)
        m_changes[i] = i < changes ? 1 + m_generator.below(range) : UINT64_MAX;
    constexpr unsigned kStale[] = {2, 4, 16};
    m_staleOneIn = kStale[m_generator.below(3)];
}

unsigned Pct::thread(const Decision& decision) {
    // Steps with one candidate make no decision, so a change is due at the first after it.
    for (unsigned i = 0; i < kMostChanges; ++i) {
        if (decision.step >= m_changes[i]) {
            m_changes[i] = UINT64_MAX;
            m_priorities[decision.current] = kMostChanges - i;
        }
    }
    unsigned best = 0;
    unsigned highest = 0;
    for (std::uint32_t rest = decision.candidates; rest != 0; rest &= rest - 1) {
        const auto each = static_cast<unsigned>(std::countr_zero(rest));
        if (m_priorities[each] >= highest) {
            highest = m_priorities[each];
            best = each;
        }
    }
    return best;
}

unsigned Pct::value(unsigned count) {
    if (m_generator.below(m_staleOneIn) != 0) return 0;
    return m_generator.below(count);
}

// --- depth-first ------------------------------------------------------------------------

void DepthFirst::begin() {
    m_next = 0;
    m_cost = 0;
}

unsigned DepthFirst::decide(unsigned options, std::uint32_t costly) {
    if (m_next == m_path.size()) {
        // Option 0 is never costly, so that every path can be gone to its end.
        m_path.push_back({costly, m_cost, static_cast<std::uint16_t>(options), 0});
    }
    const Node& node = m_path[m_next++];
    m_hasDiverged |= node.options != options;
    m_cost += (node.costly >> node.chosen) & 1U;
    return std::min<unsigned>(node.chosen, options - 1);
}

unsigned DepthFirst::thread(const Decision& decision) {
    const unsigned options = countOf(decision);
    std::uint32_t costly = decision.canContinue ? ~1U : 0;
    if (!decision.canContinue && decision.early != 0) {
        for (unsigned i = 0; i < options; ++i)
            costly |= ((decision.early >> threadOf(decision, i)) & 1U) << i;
    }
    return threadOf(decision, decide(options, costly));
}

unsigned DepthFirst::value(unsigned count) {
    return decide(count, ~1U);
}

bool DepthFirst::advance() {
    while (!m_path.empty()) {
        Node& node = m_path.back();
        for (unsigned next = node.chosen + 1U; next < node.options; ++next) {
            if (node.before + ((node.costly >> next) & 1U) > m_bound) {
                m_wasBounded = true;
                continue;
            }
            node.chosen = static_cast<std::uint16_t>(next);
            return true;
        }
        m_path.pop_back();
    }
    if (!m_wasBounded) return false;
    ++m_bound;
    m_wasBounded = false;
    return true;
}

// --- replay -----------------------------------------------------------------------------

void Replay::begin(modelling::Schedule schedule) {
    m_schedule = std::move(schedule);
    m_next = 0;
    m_decision = 0;
}

unsigned Replay::option(unsigned count) {
    const std::uint32_t decision = m_decision++;
    while (m_next < m_schedule.size() && m_schedule[m_next].decision < decision) ++m_next;
    if (m_next == m_schedule.size() || m_schedule[m_next].decision != decision) return 0;
    return std::min(m_schedule[m_next].option, count - 1);
}

unsigned Replay::thread(const Decision& decision) {
    return threadOf(decision, option(countOf(decision)));
}

unsigned Replay::value(unsigned count) {
    return option(count);
}

// --- text -------------------------------------------------------------------------------

std::string textOf(const modelling::Schedule& schedule) {
    std::string text;
    for (const modelling::Choice& each : schedule) {
        if (!text.empty()) text.push_back(',');
        text.append(std::to_string(each.decision)).append(":");
        text.append(std::to_string(each.option));
    }
    return text;
}

std::optional<modelling::Schedule> scheduleOf(std::string_view text) {
    modelling::Schedule schedule;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at != end) {
        modelling::Choice choice;
        const auto first = std::from_chars(at, end, choice.decision);
        if (first.ec != std::errc{} || first.ptr == end || *first.ptr != ':') return std::nullopt;
        const auto second = std::from_chars(first.ptr + 1, end, choice.option);
        if (second.ec != std::errc{}) return std::nullopt;
        schedule.push_back(choice);
        at = second.ptr;
        if (at != end && *at++ != ',') return std::nullopt;
    }
    return schedule;
}

} // namespace explore
} // namespace troupe::inline TROUPE_ABI

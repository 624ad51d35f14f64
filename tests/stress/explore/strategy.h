#pragma once

// The three ways in which the explorer chooses schedules. No one of them finds everything:
// random walks are quick with races that need many switches, PCT with those that need few at
// the right places, depth-first is complete up to its bound.

#include "troupe/sync/sync.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace troupe::inline TROUPE_ABI {
namespace explore {

enum class Strategy : std::uint8_t { random, pct, depthFirst };
inline constexpr Strategy kStrategies[] = {Strategy::random, Strategy::pct, Strategy::depthFirst};
const char* nameOf(Strategy strategy);
std::optional<Strategy> strategyNamed(std::string_view name);

/// splitmix64: small, and the same on every machine.
class Generator {
public:
    explicit Generator(std::uint64_t seed = 0) : m_state(seed) {}
    std::uint64_t next() {
        std::uint64_t mixed = (m_state += 0x9E3779B97F4A7C15U);
        mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
        return mixed ^ (mixed >> 31U);
    }
    /// Below `count`.
    unsigned below(unsigned count) {
        return static_cast<unsigned>(((next() >> 32U) * count) >> 32U);
    }

private:
    std::uint64_t m_state;
};

/// The thread that an option of a decision stands for, and back (see modelling::Decision).
unsigned threadOf(const modelling::Decision& decision, unsigned option);
unsigned countOf(const modelling::Decision& decision);

/// At every decision any option. How often it leaves the current thread is drawn per seed.
class RandomWalk final : public modelling::Chooser {
public:
    void begin(std::uint64_t seed);
    unsigned thread(const modelling::Decision& decision) override;
    unsigned value(unsigned count) override;

private:
    Generator m_generator;
    unsigned m_leaveOneIn = 1;
    unsigned m_staleOneIn = 2;
};

/// Probabilistic concurrency testing (Burckhardt et al., 2010): random priorities, and depth - 1
/// places where the running thread falls behind all others. Depth 1 to 4, drawn per seed.
class Pct final : public modelling::Chooser {
public:
    /// `length`: steps that a run of this scenario takes.
    void begin(std::uint64_t seed, std::uint64_t length);
    unsigned thread(const modelling::Decision& decision) override;
    unsigned value(unsigned count) override;

private:
    static constexpr unsigned kMostChanges = 3;

    Generator m_generator;
    unsigned m_priorities[modelling::kMaxThreads] = {};
    std::uint64_t m_changes[kMostChanges] = {};
    unsigned m_staleOneIn = 4;
};

/// All schedules that leave the ordinary course at most `bound` times (switch where the thread
/// could go on, read an old value, let time pass early), bound 0, 1, 2 …
class DepthFirst final : public modelling::Chooser {
public:
    void begin();
    /// After a run: moves to the next schedule. False when there is none: everything was seen.
    bool advance();
    unsigned bound() const { return m_bound; }
    /// The scenario did not do the same when it was given the same choices.
    bool hasDiverged() const { return m_hasDiverged; }
    unsigned thread(const modelling::Decision& decision) override;
    unsigned value(unsigned count) override;

private:
    struct Node {
        std::uint32_t costly = 0; // bit per option that leaves the ordinary course
        std::uint32_t before = 0; // how often the path left it before
        std::uint16_t options = 0;
        std::uint16_t chosen = 0;
    };
    unsigned decide(unsigned options, std::uint32_t costly);

    std::vector<Node> m_path;
    std::size_t m_next = 0;
    std::uint32_t m_cost = 0;
    unsigned m_bound = 0;
    bool m_wasBounded = false;
    bool m_hasDiverged = false;
};

/// One recorded schedule; the ordinary course after its end.
class Replay final : public modelling::Chooser {
public:
    void begin(modelling::Schedule schedule);
    unsigned thread(const modelling::Decision& decision) override;
    unsigned value(unsigned count) override;

private:
    unsigned option(unsigned count);

    modelling::Schedule m_schedule;
    std::size_t m_next = 0;
    std::uint32_t m_decision = 0;
};

/// "12:1,40:2" and back.
std::string textOf(const modelling::Schedule& schedule);
std::optional<modelling::Schedule> scheduleOf(std::string_view text);

} // namespace explore
} // namespace troupe::inline TROUPE_ABI

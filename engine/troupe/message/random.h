// The engine's own generator of random numbers: the same numbers on every compiler and machine.
//
// Used for back-off jitter, for what an actor draws from its Context, and for a Lab's choices.
// The standard's distributions differ between libraries, so they are not used (decisions.md 24).
// Thread: owner (plain data; copy it to remember a position in the stream).
#pragma once

#include <cstdint>

#include "troupe/sync/abi.h"

namespace troupe::inline TROUPE_ABI {

/// SplitMix64 (Steele, Lea, Flood 2014): 8 bytes of state, period 2^64, every seed is good.
class Random {
public:
    explicit Random(std::uint64_t seed = 0) : m_state(seed) {}

    /// The stream of one incarnation of one actor within a run (semantics.md 6).
    static Random of(std::uint64_t runSeed, std::uint64_t actor, std::uint64_t incarnation) {
        // Each part goes through the mixer before the next is added, so that neighbouring actors
        // and incarnations share nothing.
        Random random(runSeed);
        random.m_state = random.next() ^ actor;
        random.m_state = random.next() ^ incarnation;
        random.m_state = random.next();
        return random;
    }

    /// The next 64 bits, all equally likely.
    std::uint64_t next() {
        m_state += 0x9E3779B97F4A7C15U;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31);
    }

    /// One of 0 … n-1, all equally likely; 0 when n is 0. May draw more than once.
    std::uint64_t below(std::uint64_t n) {
        if (n == 0) {
            return 0;
        }
        // 2^64 mod n values are refused, else the low results would come up more often.
        const std::uint64_t refused = (0 - n) % n;
        std::uint64_t drawn = next();
        while (drawn < refused) {
            drawn = next();
        }
        return drawn % n;
    }

    /// In [0, 1), a multiple of 2^-53.
    double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

    /// Where in its stream it stands: two generators are equal iff they will draw the same.
    std::uint64_t state() const { return m_state; }
    bool operator==(const Random&) const = default;

private:
    std::uint64_t m_state;
};

} // namespace troupe::TROUPE_ABI

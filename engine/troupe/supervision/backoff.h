// How long a supervisor waits before it starts a crashed child again.
//
// Rules: semantics.md 5. Pure: time comes in as ns of any monotonic clock, chance from a Random.
// Thread: owner.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "troupe/message/random.h"
#include "troupe/message/value.h"
#include "troupe/sync/abi.h"

namespace troupe::inline TROUPE_ABI {

/// How chance changes a delay d, so that what failed together does not start together.
enum class Jitter : std::uint8_t {
    none,
    proportional, // d ± 20 %
    full,         // 0 … d
};

struct BackoffOptions {
    Duration min = std::chrono::milliseconds(100); // the first delay; 0: start again at once
    double factor = 2.0;                           // at least 1; less counts as 1
    Duration max = std::chrono::seconds(10);       // no delay is longer, jitter included
    Jitter jitter = Jitter::none;
    std::optional<Duration> resetAfter = std::nullopt; // health that begins again at min;
                                                       // nothing: (min + max) / 2
    bool operator==(const BackoffOptions&) const = default;
};

/// No waiting: every restart follows at once.
inline constexpr BackoffOptions kNoBackoff{Duration::zero(), 1.0, Duration::zero(), Jitter::none,
                                           std::nullopt};

/// The series of delays of one child.
class Backoff {
public:
    explicit Backoff(BackoffOptions options = {});

    /// The delay after a crash at `now`. Draws from `random` only where there is jitter.
    Duration next(std::int64_t now, Random& random);

    /// An incarnation runs since `now`. When it ends, by a crash or otherwise, at least resetAfter
    /// later, the series begins anew. A start that failed is no health: do not report it here.
    void started(std::int64_t now) { m_healthySince = now; }
    void ended(std::int64_t now); // next() implies it

    /// Begins the series anew.
    void reset();

    Duration resetAfter() const;
    const BackoffOptions& options() const { return m_options; }

private:
    Duration jittered(Duration delay, Random& random) const;
    void grow();

    BackoffOptions m_options;
    Duration m_delay; // the next one, before jitter
    std::optional<std::int64_t> m_healthySince;
};

/// "none", "proportional", "full".
const char* toString(Jitter v);

} // namespace troupe::TROUPE_ABI

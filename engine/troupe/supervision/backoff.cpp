#include "troupe/supervision/backoff.h"

#include <algorithm>
#include <cmath>

namespace troupe::inline TROUPE_ABI {

namespace {

BackoffOptions sane(BackoffOptions options) {
    options.min = std::max(options.min, Duration::zero());
    // Half of what can be held leaves room for jitter and for adding it to a clock.
    options.max = std::clamp(options.max, Duration::zero(), Duration::max() / 2);
    if (!(std::isfinite(options.factor) && options.factor >= 1.0)) {
        options.factor = 1.0;
    }
    return options;
}

std::int64_t drawUpTo(std::int64_t last, Random& random) {
    return static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(last) + 1));
}

} // namespace

Backoff::Backoff(BackoffOptions options)
    : m_options(sane(options)), m_delay(std::min(m_options.min, m_options.max)) {}

Duration Backoff::next(std::int64_t now, Random& random) {
    ended(now);
    const Duration delay = std::min(jittered(m_delay, random), m_options.max);
    grow();
    return delay;
}

void Backoff::ended(std::int64_t now) {
    if (m_healthySince && now - *m_healthySince >= resetAfter().count()) {
        reset();
    }
    m_healthySince.reset();
}

void Backoff::reset() {
    m_delay = std::min(m_options.min, m_options.max);
    m_healthySince.reset();
}

Duration Backoff::resetAfter() const {
    const Duration first = std::min(m_options.min, m_options.max);
    return m_options.resetAfter.value_or((first + m_options.max) / 2);
}

Duration Backoff::jittered(Duration delay, Random& random) const {
    switch (m_options.jitter) {
    case Jitter::none:
        return delay;
    case Jitter::proportional: {
        const std::int64_t fifth = delay.count() / 5;
        const std::int64_t drawn = drawUpTo(2 * fifth, random);
        return Duration(delay.count() - fifth + drawn);
    }
    case Jitter::full:
        return Duration(drawUpTo(delay.count(), random));
    }
    return delay;
}

void Backoff::grow() {
    // The series itself stops at max, else jitter would vanish once it is far above.
    const double grown = static_cast<double>(m_delay.count()) * m_options.factor;
    const bool isBelow = grown < static_cast<double>(m_options.max.count());
    m_delay = isBelow ? Duration(static_cast<std::int64_t>(grown)) : m_options.max;
}

const char* toString(Jitter v) {
    switch (v) {
    case Jitter::none:
        return "none";
    case Jitter::proportional:
        return "proportional";
    case Jitter::full:
        return "full";
    }
    return "?";
}

} // namespace troupe::TROUPE_ABI

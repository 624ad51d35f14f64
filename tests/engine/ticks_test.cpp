// The cheap stamp of events and histograms beside the clock of deadlines: sync/real.h.
#include <gtest/gtest.h>

#include "troupe/sync/sync.h"

namespace troupe {
namespace {

// From the first call on, through the moment at which the rate of the counter becomes known.
TEST(Ticks, KeepUpWithTheClockAndNeverGoBackNoticeably) {
    constexpr std::int64_t kApart = 50'000; // ns
    const std::int64_t end = sync::now() + 40'000'000;
    std::int64_t last = sync::ticks();

    while (sync::now() < end) {
        const std::int64_t before = sync::now();
        const std::int64_t ticks = sync::ticks();
        const std::int64_t after = sync::now();

        ASSERT_GT(ticks, before - kApart);
        ASSERT_LT(ticks, after + kApart);
        ASSERT_GT(ticks, last - kApart);
        last = ticks;
    }
}

} // namespace
} // namespace troupe

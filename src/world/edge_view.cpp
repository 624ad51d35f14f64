#include "world/edge_view.h"

namespace troupe::core {

namespace {

constexpr std::uint64_t kSecondOfStamps = 1'000'000'000;

} // namespace

void EdgeView::count(std::uint64_t stamp, std::int64_t messages) {
    const std::uint64_t now = stamp / kSecondOfStamps;
    if (now > second) {
        inSecondBefore = now == second + 1 ? inSecond : 0;
        inSecond = 0;
        second = now;
    }
    inSecond += messages;
    sent += messages;
    lastStamp = stamp;
}

double EdgeView::perSecond(std::uint64_t now) const {
    const std::uint64_t age = now / kSecondOfStamps > second ? now / kSecondOfStamps - second : 0;
    if (age > 1) return 0;
    const double current = age == 0 ? static_cast<double>(inSecond) : 0;
    const double before = static_cast<double>(age == 0 ? inSecondBefore : inSecond);
    const double elapsed =
        static_cast<double>(now % kSecondOfStamps) / static_cast<double>(kSecondOfStamps);
    // the share of the second before that still lies in the last second, and what came since
    return before * (1 - elapsed) + current;
}

} // namespace troupe::core

// How long a restart waits: semantics.md 5, line 14.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <vector>

#include "troupe/supervision/backoff.h"

using namespace std::chrono_literals;
using troupe::Backoff;
using troupe::BackoffOptions;
using troupe::Duration;
using troupe::Jitter;
using troupe::Random;

namespace {

std::vector<Duration> series(BackoffOptions options, int count, std::uint64_t seed = 1) {
    Backoff backoff(options);
    Random random(seed);
    std::vector<Duration> delays;
    for (int i = 0; i < count; ++i) {
        delays.push_back(backoff.next(0, random));
    }
    return delays;
}

BackoffOptions with(Jitter jitter) {
    return {.jitter = jitter};
}

} // namespace

TEST(Backoff, DoublesFrom100msTo10s) { // S5.6
    const std::vector<Duration> expected = {100ms,  200ms,  400ms,   800ms,  1600ms,
                                            3200ms, 6400ms, 10000ms, 10000ms};

    EXPECT_EQ(series({}, 9), expected);
}

TEST(Backoff, DrawsNoNumbersWithoutJitter) { // D24
    Backoff backoff;
    Random random(5);

    backoff.next(0, random);

    EXPECT_EQ(random, Random(5));
}

TEST(Backoff, BeginsAnewAfterFiveSecondsAndFiftyMillisecondsOfHealth) { // S5.6
    Backoff backoff;
    Random random;
    EXPECT_EQ(backoff.resetAfter(), 5050ms);

    EXPECT_EQ(backoff.next(0, random), 100ms);
    backoff.started(0);
    EXPECT_EQ(backoff.next(5'050'000'000 - 1, random), 200ms);
    backoff.started(10'000'000'000);
    EXPECT_EQ(backoff.next(15'050'000'000, random), 100ms);
}

TEST(Backoff, CountsNoHealthBeforeItHasStarted) {
    Backoff backoff;
    Random random;
    backoff.next(0, random);
    backoff.started(0);

    // Crashed healthy at 6 s; the next starts fail, so nothing is healthy however long it takes.
    EXPECT_EQ(backoff.next(6'000'000'000, random), 100ms);
    EXPECT_EQ(backoff.next(60'000'000'000, random), 200ms);
    EXPECT_EQ(backoff.next(600'000'000'000, random), 400ms);
}

TEST(Backoff, CountsNoHealthAfterItHasEnded) {
    Backoff backoff;
    Random random;
    backoff.next(0, random);
    backoff.started(0);

    // Crashed unhealthy at 1 s; then a start fails, a minute after the one that succeeded.
    EXPECT_EQ(backoff.next(1'000'000'000, random), 200ms);
    EXPECT_EQ(backoff.next(60'000'000'000, random), 400ms);
}

TEST(Backoff, CountsTheHealthOfAnIncarnationThatWasEndedForAnothersSake) {
    Backoff backoff;
    Random random;
    backoff.next(0, random);
    backoff.started(0);

    backoff.ended(6'000'000'000);
    backoff.started(7'000'000'000);

    EXPECT_EQ(backoff.next(7'000'000'000, random), 100ms);
}

TEST(Backoff, ResetAfterCanBeSet) {
    Backoff backoff({.resetAfter = 1s});
    Random random;
    backoff.next(0, random);
    backoff.started(0);

    EXPECT_EQ(backoff.next(1'000'000'000, random), 100ms);
}

TEST(Backoff, StaysConstantWithFactorOne) { // D17, the article's worker
    EXPECT_EQ(series({.min = 1s, .factor = 1.0}, 4), (std::vector<Duration>{1s, 1s, 1s, 1s}));
}

TEST(Backoff, OneTwoFourSeconds) { // D17
    EXPECT_EQ(series({.min = 1s}, 5), (std::vector<Duration>{1s, 2s, 4s, 8s, 10s}));
}

TEST(Backoff, CanBeNone) { // D45
    EXPECT_EQ(series(troupe::kNoBackoff, 3), (std::vector<Duration>{0s, 0s, 0s}));
}

TEST(Backoff, ProportionalJitterReachesBothEndsOf20PercentAndNoFurther) { // S5.6
    const BackoffOptions options{
        .min = 100ns, .factor = 1.0, .max = 1s, .jitter = Jitter::proportional};
    const auto delays = series(options, 5000);

    EXPECT_EQ(*std::min_element(delays.begin(), delays.end()), 80ns);
    EXPECT_EQ(*std::max_element(delays.begin(), delays.end()), 120ns);
}

TEST(Backoff, FullJitterReachesFromNothingToTheDelay) { // S5.6
    const BackoffOptions options{.min = 100ns, .factor = 1.0, .max = 1s, .jitter = Jitter::full};
    const auto delays = series(options, 5000);

    EXPECT_EQ(*std::min_element(delays.begin(), delays.end()), 0ns);
    EXPECT_EQ(*std::max_element(delays.begin(), delays.end()), 100ns);
}

TEST(Backoff, AppliesTheCapLast) { // S5.6
    const auto delays = series(with(Jitter::proportional), 1000);

    EXPECT_EQ(*std::max_element(delays.begin(), delays.end()), 10s);
    // Far into the series there is still jitter, or what failed together starts together.
    EXPECT_LT(*std::min_element(delays.end() - 100, delays.end()), 9s);
}

TEST(Backoff, JitterComesFromTheSeedAlone) { // S5.6
    EXPECT_EQ(series(with(Jitter::full), 20, 7), series(with(Jitter::full), 20, 7));
    EXPECT_NE(series(with(Jitter::full), 20, 7), series(with(Jitter::full), 20, 8));
}

TEST(Backoff, TakesAnySettings) {
    const double infinity = std::numeric_limits<double>::infinity();

    EXPECT_EQ(series({.min = 20s}, 2), (std::vector<Duration>{10s, 10s}));
    EXPECT_EQ(series({.min = -1s}, 2), (std::vector<Duration>{0s, 0s}));
    EXPECT_EQ(series({.factor = 0.5}, 2), (std::vector<Duration>{100ms, 100ms}));
    EXPECT_EQ(series({.factor = std::nan("")}, 2), (std::vector<Duration>{100ms, 100ms}));
    EXPECT_EQ(series({.factor = infinity}, 2), (std::vector<Duration>{100ms, 100ms}));
    EXPECT_EQ(series({.max = -1s}, 2), (std::vector<Duration>{0s, 0s}));

    const BackoffOptions huge{
        .factor = 1e9, .max = Duration::max(), .jitter = Jitter::proportional};
    for (const Duration delay : series(huge, 50)) {
        EXPECT_GE(delay, 80ms);
    }
}

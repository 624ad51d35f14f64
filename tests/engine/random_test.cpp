// The engine's generator: equal on every machine (decisions.md 24), unbiased, independent streams.
#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <set>

#include "troupe/message/random.h"

using troupe::Random;

TEST(Random, DrawsThePublishedNumbersOfSplitMix64) { // D24
    Random random(1234567);

    EXPECT_EQ(random.next(), 6457827717110365317U);
    EXPECT_EQ(random.next(), 3203168211198807973U);
    EXPECT_EQ(random.next(), 9817491932198370423U);
    EXPECT_EQ(random.next(), 4593380528125082431U);
    EXPECT_EQ(random.next(), 16408922859458223821U);
}

TEST(Random, BelowStaysBelowAndReachesEveryResultEquallyOften) {
    Random random(1);
    std::array<int, 6> counts{};

    for (int i = 0; i < 60'000; ++i) {
        ++counts.at(random.below(counts.size()));
    }

    for (const int count : counts) {
        EXPECT_NEAR(count, 10'000, 500);
    }
    EXPECT_EQ(random.below(1), 0U);
    EXPECT_EQ(random.below(0), 0U);
}

TEST(Random, BelowRefusesWhatWouldMakeLowResultsLikelier) {
    // With n = 3 × 2^62 a plain remainder would be below 2^62 half of the time, not a third.
    const std::uint64_t n = 3ULL << 62;
    Random random(7);
    int low = 0;

    for (int i = 0; i < 30'000; ++i) {
        low += random.below(n) < (1ULL << 62) ? 1 : 0;
    }

    EXPECT_NEAR(low, 10'000, 500);
}

TEST(Random, UnitIsAtLeastZeroAndBelowOne) {
    Random random(3);
    double sum = 0;

    for (int i = 0; i < 10'000; ++i) {
        const double drawn = random.unit();
        ASSERT_GE(drawn, 0.0);
        ASSERT_LT(drawn, 1.0);
        sum += drawn;
    }

    EXPECT_NEAR(sum / 10'000, 0.5, 0.02);
}

TEST(Random, GivesEachIncarnationOfEachActorAStreamOfItsOwn) { // S6.3
    std::set<std::uint64_t> firsts;

    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        for (std::uint64_t actor = 0; actor < 10; ++actor) {
            for (std::uint64_t incarnation = 0; incarnation < 10; ++incarnation) {
                firsts.insert(Random::of(seed, actor, incarnation).next());
            }
        }
    }

    EXPECT_EQ(firsts.size(), 1000U);
    EXPECT_EQ(Random::of(1, 2, 3), Random::of(1, 2, 3));
}

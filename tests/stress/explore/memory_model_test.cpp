// The memory model of the explorer: every value that the language allows is seen, and no other.

#include "self_test.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>

namespace troupe::inline TROUPE_ABI {
namespace explore {

namespace {

using sync::Atomic;
using sync::Plain;
using sync::Thread;

using Pair = std::pair<int, int>;
std::set<Pair> g_seen; // what the runs of one test ended with

/// All pairs that `body` put into g_seen, over all strategies.
std::set<Pair> outcomesOf(void (*body)()) {
    g_seen.clear();
    EXPECT_EQ(failureOf(body), "");
    return g_seen;
}

template <sync::Order kStore, sync::Order kLoad>
void storeBuffer() {
    Atomic<int> x{0};
    Atomic<int> y{0};
    Pair seen;
    both([&] { x.store(1, kStore), seen.first = y.load(kLoad); },
         [&] { y.store(1, kStore), seen.second = x.load(kLoad); });
    g_seen.insert(seen);
}

TEST(MemoryModel, LetsBothSidesOfDekkerMissEachOtherBelowSeqCst) {
    EXPECT_TRUE((outcomesOf(&storeBuffer<sync::release, sync::acquire>).contains({0, 0})));
    EXPECT_TRUE((outcomesOf(&storeBuffer<sync::release, sync::seqCst>).contains({0, 0})));
    EXPECT_TRUE((outcomesOf(&storeBuffer<sync::seqCst, sync::acquire>).contains({0, 0})));
}

TEST(MemoryModel, KeepsDekkerWithSeqCst) {
    const std::set<Pair> seen = outcomesOf(&storeBuffer<sync::seqCst, sync::seqCst>);

    EXPECT_EQ(seen, (std::set<Pair>{{0, 1}, {1, 0}, {1, 1}}));
}

template <sync::Order kStore, sync::Order kLoad>
void passMessage() {
    Plain<int> data{0};
    Atomic<bool> isReady{false};
    both([&] { data.write(1), isReady.store(true, kStore); },
         [&] {
             if (isReady.load(kLoad)) check(data.read() == 1, "the data are there");
         });
}

TEST(MemoryModel, ReportsTheRaceOfAPublicationWithoutRelease) {
    EXPECT_TRUE(contains(failureOf(&passMessage<sync::relaxed, sync::acquire>), "race: write"));
    EXPECT_TRUE(contains(failureOf(&passMessage<sync::release, sync::relaxed>), "race: write"));
    EXPECT_EQ(failureOf(&passMessage<sync::release, sync::acquire>), "");
}

TEST(MemoryModel, NamesBothSitesOfARace) {
    const std::string failure = failureOf(&passMessage<sync::relaxed, sync::relaxed>);

    EXPECT_TRUE(contains(failure, "by left")) << failure;
    EXPECT_TRUE(contains(failure, "by right")) << failure;
    EXPECT_TRUE(contains(failure, "memory_model_test.cpp:")) << failure;
}

template <sync::Order kMiddle>
void releaseSequence() {
    Plain<int> data{0};
    Atomic<int> count{0};
    Thread first("first", [&] { data.write(1), count.store(1, sync::release); });
    Thread second("second", [&] { count.fetchAdd(10, kMiddle); });
    if (count.load(sync::acquire) == 11) check(data.read() == 1, "the data are there");
    first.join();
    second.join();
}

TEST(MemoryModel, CarriesAReleaseThroughReadModifyWrites) {
    EXPECT_EQ(failureOf(&releaseSequence<sync::relaxed>), "");
}

TEST(MemoryModel, EndsAReleaseSequenceAtAPlainStore) {
    const std::string failure = failureOf([] {
        Plain<int> data{0};
        Atomic<int> count{0};
        both([&] { data.write(1), count.store(1, sync::release), count.store(2, sync::relaxed); },
             [&] {
                 if (count.load(sync::acquire) == 2) check(data.read() == 1, "the data are there");
             });
    });

    EXPECT_TRUE(contains(failure, "race: write")) << failure;
}

TEST(MemoryModel, NeverLetsOneThreadSeeValuesGoBack) {
    const std::set<Pair> seen = outcomesOf([] {
        Atomic<int> x{0};
        Pair pair;
        both([&] { x.store(1, sync::relaxed), x.store(2, sync::relaxed); },
             [&] { pair.first = x.load(sync::relaxed), pair.second = x.load(sync::relaxed); });
        g_seen.insert(pair);
    });

    EXPECT_EQ(seen, (std::set<Pair>{{0, 0}, {0, 1}, {0, 2}, {1, 1}, {1, 2}, {2, 2}}));
}

TEST(MemoryModel, NeverLetsAValueGoBackForThoseWhoHeardOfIt) {
    const std::string failure = failureOf([] {
        Atomic<int> x{0};
        Atomic<int> flag{0};
        Thread writer("writer", [&] { x.store(1, sync::relaxed); });
        Thread reader("reader", [&] { flag.store(x.load(sync::relaxed), sync::release); });
        if (flag.load(sync::acquire) == 1)
            check(x.load(sync::relaxed) == 1, "read after a read that happened before");
        writer.join();
        reader.join();
    });

    EXPECT_EQ(failure, "");
}

template <sync::Order kLoad>
void fourThreads() {
    Atomic<int> x{0};
    Atomic<int> y{0};
    int a = 0, b = 0, c = 0, d = 0;
    Thread writesX("x", [&] { x.store(1); });
    Thread writesY("y", [&] { y.store(1); });
    both([&] { a = x.load(kLoad), b = y.load(kLoad); },
         [&] { c = y.load(kLoad), d = x.load(kLoad); });
    writesX.join();
    writesY.join();
    const bool disagree = a == 1 && b == 0 && c == 1 && d == 0;
    g_seen.insert({disagree ? 1 : 0, 0});
}

TEST(MemoryModel, LetsReadersDisagreeAboutTheOrderOfTwoStoresBelowSeqCst) {
    EXPECT_TRUE(outcomesOf(&fourThreads<sync::acquire>).contains({1, 0}));
    EXPECT_FALSE(outcomesOf(&fourThreads<sync::seqCst>).contains({1, 0}));
}

TEST(MemoryModel, SeesTheNewestValueInReadModifyWrites) {
    const std::string failure = failureOf([] {
        Atomic<int> x{0};
        both([&] { x.fetchAdd(1, sync::relaxed); }, [&] { x.fetchAdd(1, sync::relaxed); });
        check(x.load(sync::relaxed) == 2, "no addition is lost");
    });

    EXPECT_EQ(failure, "");
}

} // namespace

} // namespace explore
} // namespace troupe::inline TROUPE_ABI

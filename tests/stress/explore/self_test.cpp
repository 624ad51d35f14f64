// The explorer itself: it must see every class of defect, and nothing where nothing is.

#include "explorer.h"
#include "mutants.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace troupe::inline TROUPE_ABI {
namespace explore {

namespace {

using modelling::runtime;
using sync::Atomic;
using sync::CondVar;
using sync::Mutex;
using sync::Parker;
using sync::Plain;
using sync::Thread;

using Pair = std::pair<int, int>;
std::set<Pair> g_seen; // what the runs of one test ended with

std::string failureOf(const Scenario& scenario, std::uint64_t executions = 3000) {
    for (const Strategy strategy : kStrategies) {
        Search search(scenario, strategy, 1);
        if (search.advance(executions)) return search.finding().failure;
    }
    return "";
}

std::string failureOf(void (*body)(), modelling::Limits limits = {}) {
    return failureOf(Scenario{"test", body, limits, "", false, false});
}

/// All pairs that `body` put into g_seen, over all strategies.
std::set<Pair> outcomesOf(void (*body)()) {
    g_seen.clear();
    EXPECT_EQ(failureOf(body), "");
    return g_seen;
}

/// Two threads at once.
void both(const std::function<void()>& left, const std::function<void()>& right) {
    Thread first("left", left);
    Thread second("right", right);
    first.join();
    second.join();
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

// --- the memory model ---------------------------------------------------------------------

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
    EXPECT_TRUE(contains(failure, "self_test.cpp:")) << failure;
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

// --- classes of defects -------------------------------------------------------------------

TEST(Defects, LostUpdate) {
    const std::string failure = failureOf([] {
        Atomic<int> x{0};
        both([&] { x.store(x.load() + 1); }, [&] { x.store(x.load() + 1); });
        check(x.load() == 2, "no addition is lost");
    });

    EXPECT_TRUE(contains(failure, "no addition is lost")) << failure;
}

TEST(Defects, TwoWritersWithoutOrder) {
    const std::string failure = failureOf([] {
        Plain<int> x{0};
        both([&] { ++x.modify(); }, [&] { ++x.modify(); });
    });

    EXPECT_TRUE(contains(failure, "race: write")) << failure;
}

TEST(Defects, NoneWhereALockOrdersTheWriters) {
    const std::string failure = failureOf([] {
        Mutex mutex;
        Plain<int> x{0};
        const auto add = [&] {
            const std::scoped_lock lock(mutex);
            ++x.modify();
        };
        both(add, add);
        check(x.read() == 2, "both added");
    });

    EXPECT_EQ(failure, "");
}

TEST(Defects, DeadlockOfTwoLocks) {
    const std::string failure = failureOf([] {
        Mutex a;
        Mutex b;
        both(
            [&] {
                std::unique_lock first(a);
                std::unique_lock second(b);
            },
            [&] {
                std::unique_lock first(b);
                std::unique_lock second(a);
            });
    });

    EXPECT_TRUE(contains(failure, "deadlock: main in join")) << failure;
    EXPECT_TRUE(contains(failure, "left in lock")) << failure;
}

TEST(Defects, LostNotificationOfAConditionVariable) {
    const std::string failure = failureOf([] {
        Mutex mutex;
        CondVar condition;
        Atomic<bool> isReady{false};
        both([&] { isReady.store(true), condition.notifyOne(); }, // without the lock
             [&] {
                 std::unique_lock lock(mutex);
                 while (!isReady.load()) condition.wait(lock);
             });
    });

    EXPECT_TRUE(contains(failure, "deadlock")) << failure;
}

TEST(Defects, NotifyOneWhereAllWait) {
    const std::string failure = failureOf([] {
        Mutex mutex;
        CondVar condition;
        bool isReady = false;
        const auto wait = [&] {
            std::unique_lock lock(mutex);
            while (!isReady) condition.wait(lock);
        };
        Thread first("first", wait);
        Thread second("second", wait);
        {
            const std::scoped_lock lock(mutex);
            isReady = true;
            condition.notifyOne();
        }
        first.join();
        second.join();
    });

    EXPECT_TRUE(contains(failure, "deadlock")) << failure;
}

TEST(Defects, UseAfterDestruction) {
    const std::string failure = failureOf([] {
        auto* shared = new Atomic<int>(0);
        Thread other("other", [shared] { shared->store(1); });
        shared->store(2);
        delete shared;
        other.join();
    });

    // A sanitizer's heap writes into what was freed: then there is no object at all.
    EXPECT_TRUE(contains(failure, "use after destruction") ||
                contains(failure, "use of no object") ||
                contains(failure, "an atomic is destroyed"))
        << failure;
}

TEST(Defects, UseBeforeTheMakingIsVisible) {
    const std::string failure = failureOf([] {
        Atomic<Atomic<int>*> place{nullptr};
        Thread reader("reader", [&] {
            if (Atomic<int>* found = place.load(sync::relaxed)) found->fetchAdd(1);
        });
        Atomic<int> made{5};
        place.store(&made, sync::relaxed);
        reader.join();
    });

    EXPECT_TRUE(contains(failure, "whose making by main is not ordered")) << failure;
}

TEST(Defects, LivelockOfTwoPoliteThreads) {
    const std::string failure = failureOf(
        [] {
            Atomic<bool> wants[2]{};
            const auto politely = [&](int me) {
                wants[me].store(true);
                while (wants[1 - me].load()) { // stands back, and tries again
                    wants[me].store(false);
                    wants[me].store(true);
                }
            };
            both([&] { politely(0); }, [&] { politely(1); });
        },
        {.steps = 2000, .earlyTimers = 0});

    EXPECT_TRUE(contains(failure, "livelock")) << failure;
}

TEST(Defects, NoLivelockWhereFairnessEndsTheLoop) {
    const std::string failure = failureOf(
        [] {
            Atomic<bool> isReady{false};
            both([&] { isReady.store(true); },
                 [&] {
                     while (!isReady.load(sync::acquire)) {
                     }
                 });
        },
        {.steps = 2000, .earlyTimers = 0});

    EXPECT_EQ(failure, "");
}

TEST(Defects, AThreadThatNobodyJoins) {
    const std::string failure = failureOf([] {
        auto* forgotten = new Thread("forgotten", [] {});
        static_cast<void>(forgotten);
    });

    EXPECT_TRUE(contains(failure, "thread forgotten was never joined")) << failure;
}

TEST(Defects, AnAbandonedThreadMayStayStuck) {
    const std::string failure = failureOf([] {
        static Parker never;
        Thread stuck("stuck", [] { never.park(); });
        stuck.abandon();
    });

    EXPECT_EQ(failure, "");
}

TEST(Defects, AnExceptionThatLeavesAThread) {
    EXPECT_EQ(failureOf([] { both([] {}, [] { throw std::runtime_error("x"); }); }),
              "an exception left a thread");
}

TEST(Defects, MemoryThatIsNeverGivenBack) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "the sanitizer's own heap counts here";
#endif
    const Scenario scenario{"test",
                            [] {
                                Atomic<int> x{0};
                                both([&] { x.store(1); },
                                     [&] {
                                         int* volatile forgotten =
                                             x.load() == 0 ? new int(1) : nullptr;
                                         static_cast<void>(forgotten);
                                     });
                            },
                            {},
                            "",
                            true,
                            false};

    EXPECT_EQ(failureOf(scenario), "1 blocks of memory were never given back");
}

// --- time, threads ------------------------------------------------------------------------

TEST(VirtualTime, PassesToTheNextDeadlineWhenNobodyCanGoOn) {
    const std::string failure = failureOf([] {
        Parker parker;
        const std::int64_t begun = sync::now();
        Thread late("late", [&] {
            Parker own;
            check(!own.parkUntil(begun + 2'000), "nobody unparks it");
            check(sync::now() == begun + 2'000, "the later deadline");
            parker.unpark();
        });
        check(!parker.parkUntil(begun + 1'000), "the token comes later");
        check(sync::now() == begun + 1'000, "the earlier deadline first");
        check(parker.parkUntil(begun + 5'000), "the token came in time");
        late.join();
    });

    EXPECT_EQ(failure, "");
}

TEST(VirtualTime, MayPassEarlyWhereTheScenarioAllowsIt) {
    const auto body = [] {
        Parker parker;
        Thread other("other", [&] { parker.unpark(); });
        check(parker.parkUntil(sync::now() + 1'000), "in time");
        other.join();
    };

    EXPECT_EQ(failureOf(body), "");
    EXPECT_TRUE(contains(failureOf(body, {.steps = 2000, .earlyTimers = 1}), "in time"));
}

TEST(VirtualThreads, KeepTheirOwnSlotsAndExceptions) {
    const std::string failure = failureOf([] {
        Atomic<int> turns{0};
        const auto throwing = [&](int number) {
            sync::setLocal(sync::Slot::test, &number);
            for (int i = 0; i < 3; ++i) {
                try {
                    throw number;
                } catch (const int& caught) {
                    turns.fetchAdd(1); // the other thread throws and catches in between
                    check(caught == number, "its own exception");
                    check(sync::local(sync::Slot::test) == &number, "its own slot");
                }
            }
        };
        both([&] { throwing(1); }, [&] { throwing(2); });
        check(std::uncaught_exceptions() == 0 && !std::current_exception(), "none left");
    });

    EXPECT_EQ(failure, "");
}

TEST(VirtualThreads, StartEveryRunFromTheSameState) {
    static Atomic<int> older{3};

    const std::string failure = failureOf([] {
        check(older.load() == 3, "an atomic older than the run is put back");
        older.fetchAdd(1);
    });

    EXPECT_EQ(failure, "");
    EXPECT_EQ(older.load(), 3);
}

// --- searching ----------------------------------------------------------------------------

struct Planted {
    const char* scenario;
    const char* failure;
};

class PlantedBug : public testing::TestWithParam<Planted> {};

TEST_P(PlantedBug, IsFoundByEveryStrategyAndRepeatsWhenShrunk) {
    const Scenario& scenario = *findScenario(GetParam().scenario);

    for (const Strategy strategy : kStrategies) {
        Search search(scenario, strategy, 1);
        ASSERT_TRUE(search.advance(100'000)) << nameOf(strategy);
        const Finding& finding = search.finding();
        EXPECT_TRUE(finding.isReproducible);
        const modelling::Schedule small = shrink(scenario, finding.schedule);
        EXPECT_LE(small.size(), finding.schedule.size());
        const auto first = replay(scenario, small);
        const auto again = replay(scenario, small);
        ASSERT_TRUE(first.has_value());
        EXPECT_EQ(first, again);
        EXPECT_EQ(scheduleOf(textOf(small)), small);
        EXPECT_TRUE(contains(*first, GetParam().failure)) << *first;
        if (strategy != Strategy::depthFirst) {
            EXPECT_EQ(replay(scenario, strategy, finding.seed), finding.failure);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Self, PlantedBug,
                         testing::Values(Planted{"self.stack-idle-by-store", "deadlock"},
                                         Planted{"self.stack-relaxed-push", "race"},
                                         Planted{"self.stack-split-push", ""},
                                         Planted{"self.queue-split", ""},
                                         Planted{"self.queue-relaxed-link", "race"},
                                         Planted{"self.bell-no-recheck", "deadlock"},
                                         Planted{"self.bell-weak-publish", "deadlock"},
                                         Planted{"self.counted-relaxed", "race"},
                                         Planted{"self.counted-look-after", "race"}),
                         [](const testing::TestParamInfo<Planted>& tried) {
                             std::string name = tried.param.scenario;
                             for (char& each : name) each = each == '.' || each == '-' ? '_' : each;
                             return name;
                         });

TEST(RightStructures, FailUnderNoSchedule) {
#if defined(__SANITIZE_ADDRESS__)
    constexpr std::size_t kExecutions = 500; // ten times as slow
#else
    constexpr std::size_t kExecutions = 20'000;
#endif
    for (const Scenario& scenario : scenarios()) {
        if (!scenario.isBroken) {
            EXPECT_EQ(failureOf(scenario, kExecutions), "") << scenario.name;
        }
    }
}

TEST(DepthFirst, EndsWhenItHasSeenEverySchedule) {
    Search search(*findScenario("self.counted"), Strategy::depthFirst, 1);

    EXPECT_FALSE(search.advance(1'000'000));

    EXPECT_TRUE(search.isExhausted());
    EXPECT_GT(search.executions(), 5U);
}

TEST(DepthFirst, SeesEachInterleavingOfTwoThreads) {
    // Two threads of two steps each: 4 over 2 orders of their letters.
    static std::set<std::string> orders;
    orders.clear();
    const Scenario scenario{"test",
                            [] {
                                std::string order;
                                Atomic<int> a{0};
                                Atomic<int> b{0};
                                both([&] { a.load(), order += 'a', a.load(), order += 'a'; },
                                     [&] { b.load(), order += 'b', b.load(), order += 'b'; });
                                orders.insert(order);
                            },
                            {},
                            "",
                            false,
                            false};
    Search search(scenario, Strategy::depthFirst, 1);

    EXPECT_FALSE(search.advance(1'000'000));

    EXPECT_TRUE(search.isExhausted());
    EXPECT_EQ(orders.size(), 6U);
}

// --- mutants ------------------------------------------------------------------------------

TEST(Mutants, OfTheStackMailboxAreCaughtByItsScenario) {
#if defined(__SANITIZE_ADDRESS__)
    GTEST_SKIP() << "a run that fails keeps its memory, and here nobody takes it back";
#endif
    const std::vector<const Scenario*> scenarios{findScenario("self.stack")};
    std::size_t caught = 0;
    std::size_t notDowngraded = 0;
    for (const Mutant& mutant : mutantsOf(scenarios, 500)) {
        Effort effort;
        effort.executions = 20'000;
        const Verdict verdict = judge(mutant, effort);
        caught += verdict.isCaught ? 1 : 0;
        // Going idle publishes nothing, so its order alone may be weakened.
        if (!verdict.isCaught) {
            EXPECT_TRUE(contains(mutant.name, "takeAllOrIdle:compareExchange:")) << mutant.name;
            ++notDowngraded;
        }
    }

    EXPECT_GE(caught, 7U);
    EXPECT_EQ(notDowngraded, 3U);
}

TEST(Mutants, AreKnownByNamesWithoutLines) {
    const std::vector<const Scenario*> scenarios{findScenario("self.bell")};
    std::set<std::string> names;
    for (const Mutant& mutant : mutantsOf(scenarios, 100))
        EXPECT_TRUE(names.insert(mutant.name).second) << mutant.name;

    EXPECT_TRUE(names.contains("bell.h:takeWork:recheck:denied"));
    EXPECT_TRUE(names.contains("bell.h:takeWork:store:release"));
    EXPECT_TRUE(names.contains("bell.h:addWork:unpark:dropped"));
    EXPECT_TRUE(names.contains("bell.h:addWork:fetch:split"));
}

} // namespace

} // namespace explore
} // namespace troupe::inline TROUPE_ABI

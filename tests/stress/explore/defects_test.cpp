// The explorer reports every class of defect, and nothing where nothing is.

#include "self_test.h"

#include <gtest/gtest.h>

#include <mutex>
#include <stdexcept>
#include <string>

namespace troupe::inline TROUPE_ABI {
namespace explore {

namespace {

using sync::Atomic;
using sync::CondVar;
using sync::Mutex;
using sync::Parker;
using sync::Plain;
using sync::Thread;

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

} // namespace

} // namespace explore
} // namespace troupe::inline TROUPE_ABI

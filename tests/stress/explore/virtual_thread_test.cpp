// Time and threads of the explorer: those of the machine play no part.

#include "self_test.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <exception>
#include <string>

namespace troupe::inline TROUPE_ABI {
namespace explore {

namespace {

using sync::Atomic;
using sync::Parker;
using sync::Thread;

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

} // namespace

} // namespace explore
} // namespace troupe::inline TROUPE_ABI

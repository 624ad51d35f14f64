// Handlers that have not returned when their system ends.

#include "stuck.h"

#include <cstddef>
#include <optional>

namespace troupe::inline TROUPE_ABI {
namespace explore {

namespace {

using sync::Thread;

/// Time for the thread of a handler that has outlived its system.
void waitUntilGone() {
    sync::Parker nobody;
    nobody.parkUntil(sync::now() + 1'000'000);
}

/// A system ends at the end of `body`, and after that the handler which is stuck in its door.
void outlast(void (*body)(StuckPool&)) {
    auto& door = *new Stuck::Door; // the handler may be in it to the end of its thread
    {
        StuckPool pool(door);
        body(pool);
    }
    door.mayLeave[0].unpark();
    waitUntilGone();
}

/// A system ends although a handler does not return, which does so afterwards.
void abandonAtEnd() {
    outlast([](StuckPool& pool) {
        const auto stuck = pool.spawnStuck();
        const std::int64_t before = sync::now();
        check(pool.system.shutdown(1ms).size() == 1, "it is told who is stuck");
        check(sync::now() - before <= 251'000'000, "within grace + 250 ms");
        checkLedger(pool.system.snapshot(stuck));
    });
}

/// Given up while the system goes on, and still in its handler when that ends.
void abandonAndEnd() {
    outlast([](StuckPool& pool) {
        const auto stuck = pool.spawnStuck();
        check(pool.system.abandon(stuck), "who is in a handler can be given up");
        check(pool.system.awaitQuiet(1s), "the pool works on");
        pool.system.shutdown(1ms);
    });
}

/// Answers when it is let go.
class Answering {
public:
    using Messages = MessageList<Get>;
    static constexpr auto name = "Answering";
    Answering(Stuck::Door* door, bool isDeferring) : m_door(door), m_isDeferring(isDeferring) {}
    void on(Context&, const Get&, Deferred<Tracked> answer) {
        m_door->isIn.unpark();
        m_door->mayLeave[0].park();
        if (!m_isDeferring) answer.reply(Tracked(1));
    }

private:
    Stuck::Door* m_door;
    bool m_isDeferring;

public:
    static constexpr auto fields = troupe::fields();
};

/// An answer that comes at, or after, the end of the system.
void abandonAnswer(bool isGivenUp, bool isDeferring, bool isAfterwards) {
    auto& door = *new Stuck::Door;
    std::optional<Thread> leaving;
    {
        System system(smallSystem(1));
        const auto answering =
            system.spawn<Answering>(unboundedMailbox("answering"), &door, isDeferring);
        static_cast<void>(answering.ask<Get>(5s));
        door.isIn.park();
        if (isGivenUp) check(system.abandon(answering), "who is in a handler can be given up");
        if (!isAfterwards) leaving.emplace("leaving", [&] { door.mayLeave[0].unpark(); });
        system.shutdown(1ms);
    }
    if (isAfterwards) door.mayLeave[0].unpark();
    if (leaving) leaving->join();
    waitUntilGone();
}

void answerAfterEnd() {
    abandonAnswer(false, false, true);
}

void dropAnswerAfterEnd() {
    abandonAnswer(true, true, true);
}

void answerAtEnd() {
    abandonAnswer(true, false, false);
}

void answerAtEndUnawaited() {
    abandonAnswer(false, true, false);
}

/// The end of a system meets a handler of which it knows nothing yet, after one of another actor.
void abandonAnyAtEnd() {
    outlast([](StuckPool& pool) {
        const auto stuck = pool.spawn<Stuck>(unboundedMailbox("stuck"));
        pool.tally.tell(Add{1});
        stuck.tell(Go{});
        const std::size_t inHandler = pool.system.shutdown(1ms).size();
        checkLedger(pool.system.snapshot(pool.tally));
        checkLedger(pool.system.snapshot(stuck));
        check(pool.system.snapshot(pool.tally).ledger.inHandler == 0, "it has returned");
        check(inHandler <= 1, "one at most does not return");
    });
}

/// Given up by somebody else while the system ends.
void abandonBesideEnd() {
    outlast([](StuckPool& pool) {
        const auto stuck = pool.spawnStuck();
        Thread other("other", [&] { static_cast<void>(pool.system.abandon(stuck)); });
        pool.system.shutdown(1ms);
        other.join();
        checkLedger(pool.system.snapshot(stuck));
    });
}

const Registration kRegistrations[] = {
    {{.name = "abandon.then-end", .body = &abandonAndEnd, .forbidsLeaks = false}},
    {{.name = "abandon.end", .body = &abandonAtEnd, .forbidsLeaks = false}},
    {{.name = "abandon.answer-after-end", .body = &answerAfterEnd, .forbidsLeaks = false}},
    {{.name = "abandon.drop-after-end", .body = &dropAnswerAfterEnd, .forbidsLeaks = false}},
    {{.name = "abandon.answer-at-end", .body = &answerAtEnd, .forbidsLeaks = false}},
    {{.name = "abandon.drop-at-end", .body = &answerAtEndUnawaited, .forbidsLeaks = false}},
    {{.name = "abandon.any-at-end", .body = &abandonAnyAtEnd, .forbidsLeaks = false}},
    {{.name = "abandon.beside-end", .body = &abandonBesideEnd, .forbidsLeaks = false}},
};

} // namespace

} // namespace explore
} // namespace troupe::inline TROUPE_ABI

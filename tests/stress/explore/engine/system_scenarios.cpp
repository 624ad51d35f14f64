// A whole System of one or two workers: waking, mailboxes that are full, the ways of ending.

#include "actors.h"

namespace troupe::inline TROUPE_ABI {
namespace explore {

namespace {

using sync::Thread;

/// Told from outside by two threads at once.
void tell() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(2));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    Thread other("other",
                 [&] { check(tally.tell(Add{1}) == TellOutcome::delivered, "it is told"); });
    check(tally.tell(Add{2}) == TellOutcome::delivered, "it is told");
    other.join();
    check(system.awaitQuiet(1s), "everything is handled in the end");
    check(notes.handled.read() == 2 && notes.sum.read() == 3, "each message is handled once");
    checkLedger(system.snapshot(tally));
}

/// The only worker parks in between: no wake-up is lost.
void wake() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    tally.tell(Add{1});
    check(system.awaitQuiet(1s), "the first is handled");
    check(notes.handled.read() == 1, "quiet means that it was");
    tally.tell(Add{1});
    check(system.awaitQuiet(1s), "the second is handled");
    check(notes.handled.read() == 2, "quiet means that it was");
}

/// Actors that one turn makes runnable are run by both workers.
class Spreader {
public:
    using Messages = MessageList<Go>;
    static constexpr auto name = "Spreader";
    explicit Spreader(std::vector<Ref<Tally>> targets) : m_targets(std::move(targets)) {}
    void on(Context& context, const Go&) {
        for (const Ref<Tally>& each : m_targets) context.tell(each, Add{1});
    }

private:
    std::vector<Ref<Tally>> m_targets;

public:
    static constexpr auto fields = troupe::fields();
};

void spread() {
    Notes notes[2];
    const TimeStands guard;
    System system(smallSystem(2));
    std::vector<Ref<Tally>> targets;
    for (Notes& each : notes)
        targets.push_back(system.spawn<Tally>(unboundedMailbox("tally"), &each));
    const auto spreader = system.spawn<Spreader>(unboundedMailbox("spreader"), targets);
    spreader.tell(Go{});
    check(system.awaitQuiet(1s), "everything is handled in the end");
    for (Notes& each : notes) check(each.handled.read() == 1, "each was told once");
}

/// One place, two tellers, refused when full.
void bounded() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(boundedMailbox("tally", Overflow::fail), &notes);
    int delivered = 0;
    int othersDelivered = 0;
    Thread other("other",
                 [&] { othersDelivered += tally.tell(Add{1}) == TellOutcome::delivered ? 1 : 0; });
    for (int i = 0; i < 2; ++i) delivered += tally.tell(Add{1}) == TellOutcome::delivered ? 1 : 0;
    other.join();
    check(system.awaitQuiet(1s), "everything is handled in the end");
    const ActorSnapshot snapshot = system.snapshot(tally);
    check(notes.handled.read() == delivered + othersDelivered, "what was delivered is handled");
    check(snapshot.highWater <= 1, "the bound is never passed");
    checkLedger(snapshot);
}

/// One place, two tellers that wait for room.
void blocking() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(boundedMailbox("tally", Overflow::block), &notes);
    Thread other("other", [&] {
        check(tally.tell(Add{1}) == TellOutcome::delivered, "room comes in time");
    });
    for (int i = 0; i < 2; ++i)
        check(tally.tell(Add{1}) == TellOutcome::delivered, "room comes in time");
    other.join();
    check(system.awaitQuiet(1s), "everything is handled in the end");
    check(notes.handled.read() == 3, "each message is handled once");
    check(system.snapshot(tally).highWater <= 1, "the bound is never passed");
    checkLedger(system.snapshot(tally));
}

/// A sender that waits for room gives up at its deadline, or is admitted: never both.
void blockingTimesOut() {
    Notes notes;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(boundedMailbox("tally", Overflow::block), &notes);
    system.hold(tally);
    tally.tell(Add{1});
    int delivered = 1;
    {
        const EarlyTimers allowed;
        Thread releasing("releasing", [&] { system.release(tally); });
        const auto [outcome, back] = tally.tryTell(Add{1}, 1ms);
        check((outcome == TellOutcome::timedOut) == back.has_value(), "the refused comes back");
        delivered += outcome == TellOutcome::delivered ? 1 : 0;
        releasing.join();
    }
    check(system.awaitQuiet(1s), "everything is handled in the end");
    check(notes.handled.read() == delivered, "what was delivered is handled");
    checkLedger(system.snapshot(tally));
}

/// One place; the newest message replaces the one that waits.
void dropOldest() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(boundedMailbox("tally", Overflow::dropOldest), &notes);
    Thread other("other", [&] { tally.tell(Add{1}); });
    tally.tell(Add{1});
    tally.tell(Add{1});
    other.join();
    check(system.awaitQuiet(1s), "everything is handled in the end");
    const ActorSnapshot snapshot = system.snapshot(tally);
    check(snapshot.ledger.sent == 3 && snapshot.highWater == 1, "all were accepted, one waits");
    check(static_cast<std::uint64_t>(notes.handled.read()) == snapshot.ledger.handled,
          "the ledger counts what the handler did");
    checkLedger(snapshot);
}

/// Stop races with tellers.
void stopAndTell() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(2));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    Thread other("other", [&] {
        tally.tell(Add{1});
        tally.tell(Add{1});
    });
    system.stop(tally);
    check(system.awaitStopped(tally, 1s), "it stops");
    other.join();
    check(system.awaitQuiet(1s), "quiet in the end");
    const ActorSnapshot snapshot = system.snapshot(tally);
    check(snapshot.ledger.sent == 2, "each telling was counted");
    check(static_cast<std::uint64_t>(notes.handled.read()) == snapshot.ledger.handled,
          "the ledger counts what the handler did");
    checkLedger(snapshot);
}

/// Whoever waits for the end of an actor hears of it at once, not at the end of its patience.
void awaitStopped() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    system.stopAfterCurrent(tally);
    check(system.awaitStopped(tally, 1s), "it stops");
}

/// Two wait for the same end, and nobody is left behind.
void awaitStoppedByTwo() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    const auto second = system.spawn<Tally>(unboundedMailbox("second"), &notes);
    Thread other("other", [&] { check(system.awaitStopped(tally, 1s), "it stops"); });
    system.stop(tally);
    check(system.awaitStopped(tally, 1s), "it stops");
    other.join();
    system.stop(second);
    check(system.awaitStopped(second, 1s), "the next one stops too");
}

/// Two wait for rest.
void awaitQuietByTwo() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    tally.tell(Add{1});
    Thread other("other", [&] { check(system.awaitQuiet(1s), "quiet in the end"); });
    check(system.awaitQuiet(1s), "quiet in the end");
    other.join();
    tally.tell(Add{1});
    check(system.awaitQuiet(1s), "quiet in the end");
    check(notes.handled.read() == 2, "each message is handled once");
}

/// One waits for rest while another ends the system, two at once.
void endWhileAwaited() {
    Notes notes;
    const std::int64_t start = sync::now();
    {
        System system(smallSystem(1));
        const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
        Thread waiting("waiting", [&] { system.awaitQuiet(10ms); });
        Thread ending("ending", [&] { system.shutdown(2s); });
        system.shutdown(2s);
        ending.join();
        waiting.join();
    }
    check(sync::now() - start <= 20'000'000, "nobody waits for the end of the grace");
}

/// A cell is counted while anybody knows it.
void countCells() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(1));
    {
        const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
        check(system.actorCount() == 1, "one lives");
        system.kill(tally);
        check(system.awaitStopped(tally, 1s), "it stops");
    }
    check(system.awaitQuiet(1s), "quiet in the end");
    check(system.actorCount() == 0, "none is left");
}

/// Two spawn at once: each actor has a number of its own.
void spawnByTwo() {
    Notes notes[2];
    const TimeStands guard;
    System system(smallSystem(1));
    Ref<Tally> theirs;
    Thread other("other", [&] { theirs = system.spawn<Tally>(unboundedMailbox("b"), &notes[1]); });
    const auto mine = system.spawn<Tally>(unboundedMailbox("a"), &notes[0]);
    other.join();
    check(mine.id() != theirs.id(), "each has a number of its own");
    check(system.ref(mine.id()) == mine.any(), "by which it is found");
    check(system.awaitQuiet(1s), "both start");
}

/// A drain handles what came before it.
void drainAndTell() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(2));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    tally.tell(Add{1});
    Thread other("other", [&] { tally.tell(Add{1}); });
    system.drain(tally, 1s);
    check(system.awaitStopped(tally, 2s), "it stops");
    other.join();
    check(notes.handled.read() >= 1, "what came before the drain is handled");
    check(system.snapshot(tally).ledger.sent == 2, "each telling was counted");
    checkLedger(system.snapshot(tally));
}

/// A kill with tellers: nothing is handled after its acknowledgement (P7).
void killAndTell() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(2));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    Thread other("other", [&] {
        tally.tell(Add{1});
        tally.tell(Add{1});
    });
    system.kill(tally);
    check(system.awaitStopped(tally, 1s), "it stops");
    const std::int64_t handled = notes.handled.read();
    other.join();
    check(system.awaitQuiet(1s), "quiet in the end");
    check(notes.handled.read() == handled, "no handler runs after the kill was acknowledged");
    check(system.snapshot(tally).ledger.sent == 2, "each telling was counted");
    checkLedger(system.snapshot(tally));
}

/// A shutdown with a teller, and a second one by the destructor.
void shutDown() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(2));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    Thread other("other", [&] { tally.tell(Add{1}); });
    check(system.shutdown(2s).empty(), "nobody is stuck");
    other.join();
    check(system.snapshot(tally).ledger.sent == 1, "the telling was counted");
    checkLedger(system.snapshot(tally));
}

/// Held and released while told.
void holdAndTell() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    Thread other("other", [&] { tally.tell(Add{1}); });
    system.hold(tally);
    system.release(tally);
    other.join();
    check(system.awaitQuiet(1s), "everything is handled in the end");
    check(notes.handled.read() == 1, "nothing waits for a released actor");
}

/// Its name is looked at while it gets another one.
void renameAndLook() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(unboundedMailbox("old"), &notes);
    system.rename(tally, "new");
    const std::string seen = tally.name();
    check(seen == "old" || seen == "new", "it has one name or the other");
    check(system.awaitQuiet(1s), "it has been told");
    check(tally.name() == "new", "it has the new name");
}

const Registration kRegistrations[] = {
    {{.name = "system.tell", .body = &tell}},
    {{.name = "system.wake", .body = &wake}},
    {{.name = "system.spread", .body = &spread}},
    {{.name = "system.bounded", .body = &bounded}},
    {{.name = "system.blocking", .body = &blocking}},
    {{.name = "system.blocking-time-out", .body = &blockingTimesOut}},
    {{.name = "system.drop-oldest", .body = &dropOldest}},
    {{.name = "system.stop-tell", .body = &stopAndTell}},
    {{.name = "system.await-stopped", .body = &awaitStopped}},
    {{.name = "system.await-stopped-two", .body = &awaitStoppedByTwo}},
    {{.name = "system.await-quiet-two", .body = &awaitQuietByTwo}},
    {{.name = "system.end-awaited", .body = &endWhileAwaited}},
    {{.name = "system.count", .body = &countCells}},
    {{.name = "system.spawn-two", .body = &spawnByTwo}},
    {{.name = "system.drain-tell", .body = &drainAndTell}},
    {{.name = "system.kill-tell", .body = &killAndTell}},
    {{.name = "system.shutdown", .body = &shutDown}},
    {{.name = "system.hold-tell", .body = &holdAndTell}},
    {{.name = "system.rename", .body = &renameAndLook}},
};

} // namespace

} // namespace explore
} // namespace troupe::inline TROUPE_ABI

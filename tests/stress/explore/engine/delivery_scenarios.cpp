// Full mailboxes and mailboxes that close: who waits, who is dropped, what the ledger says.

#include "actors.h"

namespace troupe::inline TROUPE_ABI {
namespace explore {

namespace {

using sync::Thread;

/// Tells `count` messages in one turn.
class Teller {
public:
    using Messages = MessageList<Go>;
    static constexpr auto name = "Teller";
    Teller(Ref<Tally> target, int count) : m_target(std::move(target)), m_count(count) {}
    void on(Context& context, const Go&) {
        for (int i = 0; i < m_count; ++i) context.tell(m_target, Add{1});
    }

private:
    Ref<Tally> m_target;
    int m_count;

public:
    static constexpr auto fields = troupe::fields();
};

/// Two actors wait for one place, and are let in one after the other.
void blockActors() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(2));
    const auto tally = system.spawn<Tally>(boundedMailbox("tally", Overflow::block), &notes);
    const auto first = system.spawn<Teller>(unboundedMailbox("first"), tally, 2);
    const auto second = system.spawn<Teller>(unboundedMailbox("second"), tally, 2);
    first.tell(Go{});
    second.tell(Go{});
    check(system.awaitQuiet(1s), "everything is handled in the end");
    check(notes.handled.read() == 4, "each message is handled once");
    check(system.snapshot(tally).highWater <= 1, "the bound is never passed");
    checkLedger(system.snapshot(tally));
}

/// The mailbox closes while somebody waits for room in it.
void blockAndStop() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(boundedMailbox("tally", Overflow::block), &notes);
    Thread stopper("stopper", [&] { system.kill(tally); });
    for (int i = 0; i < 2; ++i) {
        const TellOutcome outcome = tally.tell(Add{1});
        check(outcome == TellOutcome::delivered || outcome == TellOutcome::dead,
              "nobody waits for a mailbox that has closed");
    }
    stopper.join();
    check(system.awaitStopped(tally, 1s), "it stops");
    check(system.awaitQuiet(1s), "quiet in the end");
    check(system.snapshot(tally).ledger.sent == 2, "each telling was counted");
    checkLedger(system.snapshot(tally));
}

/// The same with actors that wait.
void blockActorsAndStop() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(2));
    const auto tally = system.spawn<Tally>(boundedMailbox("tally", Overflow::block), &notes);
    const auto teller = system.spawn<Teller>(unboundedMailbox("teller"), tally, 3);
    teller.tell(Go{});
    system.kill(tally);
    check(system.awaitStopped(tally, 1s), "it stops");
    check(system.awaitQuiet(1s), "nobody waits for a mailbox that has closed");
    check(system.snapshot(tally).ledger.sent == 3, "each telling was counted");
    checkLedger(system.snapshot(tally));
    checkLedger(system.snapshot(teller));
}

/// Two at once find no room where the newest is dropped.
void dropNewest() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(boundedMailbox("tally", Overflow::dropNewest), &notes);
    system.hold(tally);
    tally.tell(Add{1});
    Thread other("other", [&] { tally.tell(Add{1}); });
    tally.tell(Add{1});
    other.join();
    system.release(tally);
    check(system.awaitQuiet(1s), "everything is handled in the end");
    const Ledger ledger = system.snapshot(tally).ledger;
    check(ledger.sent == 3, "each telling was counted");
    check(static_cast<std::uint64_t>(notes.handled.read()) == ledger.handled,
          "the ledger counts what the handler did");
    checkLedger(system.snapshot(tally));
}

/// The ring is told while its mailbox closes.
void ringAndStop() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(boundedMailbox("tally", Overflow::dropOldest), &notes);
    Thread other("other", [&] {
        tally.tell(Add{1});
        tally.tell(Add{1});
    });
    Thread third("third", [&] { tally.tell(Add{1}); });
    system.stop(tally);
    check(system.awaitStopped(tally, 1s), "it stops");
    other.join();
    third.join();
    check(system.awaitQuiet(1s), "quiet in the end");
    check(system.snapshot(tally).ledger.sent == 3, "each telling was counted");
    checkLedger(system.snapshot(tally));
}

/// Two at once tell one that has stopped.
void tellTheDead() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    system.kill(tally);
    check(system.awaitStopped(tally, 1s), "it stops");
    Thread other("other", [&] { check(tally.tell(Add{1}) == TellOutcome::dead, "it is dead"); });
    check(tally.tell(Add{1}) == TellOutcome::dead, "it is dead");
    other.join();
    check(system.snapshot(tally).ledger.sent == 2, "each telling was counted");
    checkLedger(system.snapshot(tally));
}

/// What becomes of a second message where there is one place.
TellOutcome outcomeOfFull(Overflow policy) {
    switch (policy) {
    case Overflow::block:
        return TellOutcome::timedOut;
    case Overflow::dropOldest:
        return TellOutcome::replaced;
    default:
        return TellOutcome::full;
    }
}

/// The policy changes while two tell: nothing is lost but what a policy drops.
void changePolicy(Overflow before, Overflow after) {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(boundedMailbox("tally", before), &notes);
    Thread other("other", [&] { tally.tell(Add{1}); });
    system.setMailbox(tally, {1, after});
    tally.tell(Add{1});
    tally.tell(Add{1});
    other.join();
    check(system.awaitQuiet(1s), "everything is handled in the end");
    const Ledger ledger = system.snapshot(tally).ledger;
    check(static_cast<std::uint64_t>(notes.handled.read()) == ledger.handled,
          "the ledger counts what the handler did");
    checkLedger(system.snapshot(tally));

    system.hold(tally);
    check(system.awaitQuiet(1s), "it is held");
    check(tally.tell(Add{1}) == TellOutcome::delivered, "there is one place");
    check(system.snapshot(tally).depth == 1, "one waits in it");
    check(tally.tryTell(Add{1}).first == outcomeOfFull(after), "the new policy holds");
    system.release(tally);
}

void fromBlockToRing() {
    changePolicy(Overflow::block, Overflow::dropOldest);
}

void fromRingToBlock() {
    changePolicy(Overflow::dropOldest, Overflow::block);
}

void fromFailToBlock() {
    changePolicy(Overflow::fail, Overflow::block);
}

void fromBlockToFail() {
    changePolicy(Overflow::block, Overflow::fail);
}

/// Where actors are refused, one from outside waits: it gets the room that is made, though nobody
/// has waited there before, and an actor tells at the same time.
void outsideWaits() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(2));
    const auto tally = system.spawn<Tally>(boundedMailbox("tally", Overflow::fail), &notes);
    const auto teller = system.spawn<Teller>(unboundedMailbox("teller"), tally, 2);
    teller.tell(Go{});
    Thread other("other", [&] {
        check(tally.tell(Add{1}) == TellOutcome::delivered, "it waits until there is room");
    });
    check(tally.tell(Add{1}) == TellOutcome::delivered, "it waits until there is room");
    other.join();
    check(system.awaitQuiet(1s), "everything is handled in the end");
    const Ledger ledger = system.snapshot(tally).ledger;
    check(static_cast<std::uint64_t>(notes.handled.read()) == ledger.handled,
          "the ledger counts what the handler did");
    check(system.snapshot(tally).highWater <= 1, "the bound is never passed");
    checkLedger(system.snapshot(tally));
}

/// One from outside is refused at once where that is set later.
void outsideIsRefused() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(boundedMailbox("tally", Overflow::fail), &notes);
    system.hold(tally);
    system.setMailbox(tally, {1, Overflow::fail, Overflow::fail});
    check(system.awaitQuiet(1s), "it is held");
    check(tally.tell(Add{1}) == TellOutcome::delivered, "there is one place");
    check(tally.tell(Add{1}) == TellOutcome::full, "nobody waits");
    system.release(tally);
}

/// A snapshot of an actor at work never shows more done than sent.
void snapshotAtWork(const SpawnOptions& options, bool isKilled) {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(options, &notes);
    Thread other("other", [&] {
        tally.tell(Add{1});
        if (isKilled) system.kill(tally);
    });
    Thread third("third", [&] { tally.tell(Add{1}); });
    for (int i = 0; i < 2; ++i) {
        const Ledger ledger = system.snapshot(tally).ledger;
        check(ledger.handled + ledger.inHandler + ledger.deadTotal() <= ledger.sent,
              "no more is done than was sent");
    }
    other.join();
    third.join();
    check(system.awaitQuiet(1s), "everything is handled in the end");
    checkLedger(system.snapshot(tally));
}

void snapshotOfTold() {
    snapshotAtWork(unboundedMailbox("tally"), false);
}

void snapshotOfKilled() {
    snapshotAtWork(unboundedMailbox("tally"), true);
}

void snapshotOfRing() {
    snapshotAtWork(boundedMailbox("tally", Overflow::dropOldest), true);
}

void snapshotOfDropNewest() {
    snapshotAtWork(boundedMailbox("tally", Overflow::dropNewest), false);
}

/// The same of one that fails twice and is restarted.
void snapshotOfFailing() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(1));
    SupervisorOptions supervision;
    supervision.name = "pool";
    supervision.backoff = kNoBackoff;
    SpawnOptions options = unboundedMailbox("tally");
    options.supervisor = system.spawnSupervisor(supervision);
    const auto tally = system.spawn<Tally>(options, &notes);
    Thread other("other", [&] {
        tally.tell(Fail{});
        tally.tell(Fail{});
    });
    for (int i = 0; i < 3; ++i) {
        const Ledger ledger = system.snapshot(tally).ledger;
        check(ledger.handled + ledger.inHandler + ledger.deadTotal() <= ledger.sent,
              "no more is done than was sent");
    }
    other.join();
    check(system.awaitQuiet(1s), "everything is handled in the end");
    checkLedger(system.snapshot(tally));
}

/// With a recorder the mailbox closes between the two halves of a push.
void recordAndStop() {
    class Counting final : public EventSink {
    public:
        void take(const DrainedEvent&) override { ++events; }
        std::uint64_t events = 0;
    };
    Notes notes;
    Counting sink;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    system.attachRecorder();
    Thread other("other", [&] { tally.tell(Add{1}); });
    Thread third("third", [&] { tally.tell(Add{1}); });
    system.kill(tally);
    check(system.awaitStopped(tally, 1s), "it stops");
    other.join();
    third.join();
    system.drainTrace(sink);
    system.detachRecorder();
    const std::uint64_t events = sink.events;
    tally.tell(Add{1});
    system.drainTrace(sink);
    check(sink.events == events, "nothing is recorded without a recorder");
    check(system.snapshot(tally).ledger.sent == 3, "each telling was counted");
    checkLedger(system.snapshot(tally));
}

/// Started again by two at once, and told: it runs once more, and only once.
void startAgain() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(2));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    system.kill(tally);
    check(system.awaitStopped(tally, 1s), "it stops");
    const std::int64_t made = notes.made.read();
    Thread other("other", [&] { system.startAgain(tally); });
    system.startAgain(tally);
    // dead where the other one has not come that far
    const bool isDelivered = tally.tell(Add{1}) == TellOutcome::delivered;
    other.join();
    check(system.awaitQuiet(1s), "everything is handled in the end");
    check(system.snapshot(tally).incarnation == made + 1, "it knows its incarnation");
    check(notes.made.read() == made + 1, "one new incarnation");
    check(notes.handled.read() == (isDelivered ? 1 : 0), "which handles what is told");
    checkLedger(system.snapshot(tally));
}

/// Started again by somebody who did not wait for its end.
void startAgainUnawaited() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    Thread other("other", [&] { system.startAgain(tally); });
    system.kill(tally);
    other.join();
    check(system.awaitQuiet(1s), "quiet in the end");
    check(notes.made.read() <= 2, "started again, or not");
    checkLedger(system.snapshot(tally));
}

/// Watches another actor, and counts its ends.
class Watcher {
public:
    using Messages = MessageList<Go, Down>;
    static constexpr auto name = "Watcher";
    Watcher(Notes* notes, Ref<Tally> other) : m_notes(notes), m_other(std::move(other)) {}
    void on(Context& context, const Go&) { context.watch(m_other); }
    void on(const Down&) { ++m_notes->handled.modify(); }

private:
    Notes* m_notes;
    Ref<Tally> m_other;

public:
    static constexpr auto fields = troupe::fields();
};

/// Watched while it stops: one notice, before or after.
void watchAndStop() {
    Notes notes;
    Notes seen;
    const TimeStands guard;
    System system(smallSystem(2));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    const auto watcher = system.spawn<Watcher>(unboundedMailbox("watcher"), &seen, tally);
    watcher.tell(Go{});
    system.kill(tally);
    check(system.awaitStopped(tally, 1s), "it stops");
    check(system.awaitQuiet(1s), "quiet in the end");
    check(seen.handled.read() == 1, "one notice for one watch");
    checkLedger(system.snapshot(watcher));
}

const Registration kRegistrations[] = {
    {{.name = "delivery.block-actors", .body = &blockActors}},
    {{.name = "delivery.block-stop", .body = &blockAndStop}},
    {{.name = "delivery.block-actors-stop", .body = &blockActorsAndStop}},
    {{.name = "delivery.drop-newest", .body = &dropNewest}},
    {{.name = "delivery.ring-stop", .body = &ringAndStop}},
    {{.name = "delivery.dead", .body = &tellTheDead}},
    {{.name = "delivery.block-to-ring", .body = &fromBlockToRing}},
    {{.name = "delivery.ring-to-block", .body = &fromRingToBlock}},
    {{.name = "delivery.fail-to-block", .body = &fromFailToBlock}},
    {{.name = "delivery.block-to-fail", .body = &fromBlockToFail}},
    {{.name = "delivery.outside-waits", .body = &outsideWaits}},
    {{.name = "delivery.outside-refused", .body = &outsideIsRefused}},
    {{.name = "snapshot.told", .body = &snapshotOfTold}},
    {{.name = "snapshot.failing", .body = &snapshotOfFailing}},
    {{.name = "snapshot.killed", .body = &snapshotOfKilled}},
    {{.name = "snapshot.ring", .body = &snapshotOfRing}},
    {{.name = "snapshot.drop-newest", .body = &snapshotOfDropNewest}},
    {{.name = "recorder.stop", .body = &recordAndStop}},
    {{.name = "restart.again", .body = &startAgain}},
    {{.name = "restart.unawaited", .body = &startAgainUnawaited}},
    {{.name = "watch.stop", .body = &watchAndStop}},
};

} // namespace

} // namespace explore
} // namespace troupe::inline TROUPE_ABI

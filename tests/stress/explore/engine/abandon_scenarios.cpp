// Handlers that are given up: what they still do, and what becomes of their actors.

#include "actors.h"

#include <optional>

namespace troupe::inline TROUPE_ABI {
namespace explore {

namespace {

using sync::Thread;

/// A supervisor that starts again at once.
SupervisorRef restarting(System& system) {
    SupervisorOptions supervision;
    supervision.name = "pool";
    supervision.backoff = kNoBackoff;
    return system.spawnSupervisor(supervision);
}

SpawnOptions restarted(System& system, const char* name) {
    SpawnOptions options = unboundedMailbox(name);
    options.supervisor = restarting(system);
    return options;
}

/// Does not return from its handler until it is let go, and then sends.
class Stuck {
public:
    using Messages = MessageList<Go>;
    static constexpr auto name = "Stuck";
    struct Door {
        sync::Parker isIn;
        sync::Parker mayLeave[2]; // for whoever enters first, and next
        sync::Plain<std::size_t> entered{0};
    };
    Stuck(Door* door, Ref<Tally> target, bool isEager = false)
        : m_door(door), m_target(std::move(target)), m_isEager(isEager) {}
    void on(Context& context, const Go&) {
        if (m_isEager) context.tell(m_target, Add{1});
        sync::Parker& mayLeave = m_door->mayLeave[m_door->entered.modify()++];
        m_door->isIn.unpark();
        mayLeave.park();
        context.tell(m_target, Add{1});
    }

private:
    Door* m_door;
    Ref<Tally> m_target;
    bool m_isEager;

public:
    static constexpr auto fields = troupe::fields();
};

/// A handler that was given up: what it sends later reaches nobody, and its actor works on.
void abandon() {
    Notes notes;
    Stuck::Door door;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    const auto stuck = system.spawn<Stuck>(unboundedMailbox("stuck"), &door, tally);
    stuck.tell(Go{});
    door.isIn.park();
    const bool wasGivenUp = system.abandon(stuck);
    Thread leaving("leaving", [&] { door.mayLeave[0].unpark(); });
    check(wasGivenUp, "who is in a handler can be given up");
    tally.tell(Add{2});
    check(system.awaitQuiet(1s), "the pool works on");
    check(notes.sum.read() == 2, "the old handler is cut off");
    checkLedger(system.snapshot(stuck));
    leaving.join();
}

/// Given up at the moment when it returns: one or the other, never both.
void abandonAndReturn() {
    Notes notes;
    Stuck::Door door;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    const auto stuck = system.spawn<Stuck>(unboundedMailbox("stuck"), &door, tally);
    stuck.tell(Go{});
    door.isIn.park();
    Thread leaving("leaving", [&] { door.mayLeave[0].unpark(); });
    const bool wasGivenUp = system.abandon(stuck);
    leaving.join();
    check(system.awaitQuiet(1s), "the pool works on");
    const ActorSnapshot snapshot = system.snapshot(stuck);
    check(wasGivenUp || snapshot.ledger.handled == 1, "handled, unless it was given up");
    // What it sends at the moment when it is given up may still be on its way.
    check(wasGivenUp || notes.sum.read() <= 1, "it sends once at most");
    checkLedger(snapshot);
}

/// What waits in the queue of a worker whose handler is given up is run by another one.
void abandonWithQueue(unsigned workers) {
    Notes notes;
    Stuck::Door door;
    const TimeStands guard;
    System system(smallSystem(workers));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    const auto stuck = system.spawn<Stuck>(unboundedMailbox("stuck"), &door, tally, true);
    stuck.tell(Go{});
    door.isIn.park();
    check(system.abandon(stuck), "who is in a handler can be given up");
    check(system.awaitQuiet(1s), "the pool works on");
    check(notes.sum.read() == 1, "what it sent before is handled");
    door.mayLeave[0].unpark();
    checkLedger(system.snapshot(stuck));
}

void abandonWithQueueAlone() {
    abandonWithQueue(1);
}

void abandonWithQueueAndThief() {
    abandonWithQueue(2);
}

/// Giving up one actor's handler never touches another one's.
void abandonOnlyOne() {
    Notes notes[2];
    const TimeStands guard;
    System system(smallSystem(1));
    const auto first = system.spawn<Tally>(unboundedMailbox("first"), &notes[0]);
    const auto second = system.spawn<Tally>(unboundedMailbox("second"), &notes[1]);
    first.tell(Add{1});
    second.tell(Add{1});
    const bool wasGivenUp = system.abandon(first);
    check(system.awaitQuiet(1s), "the pool works on");
    check(notes[1].handled.read() == 1, "the other one is not concerned");
    check(system.snapshot(second).ledger.handled == 1, "nor what is counted of it");
    check(wasGivenUp || system.snapshot(first).ledger.handled == 1, "handled, unless given up");
    checkLedger(system.snapshot(second));
}

/// An actor with a thread of its own gets a new one.
void abandonDedicated() {
    Notes notes;
    Stuck::Door door;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    SpawnOptions options = dedicatedThread("stuck");
    options.supervisor = restarting(system);
    const auto stuck = system.spawn<Stuck>(options, &door, tally);
    stuck.tell(Go{});
    door.isIn.park();
    check(system.abandon(stuck), "who is in a handler can be given up");
    stuck.tell(Go{});
    door.isIn.park();
    door.mayLeave[0].unpark();
    door.mayLeave[1].unpark();
    check(system.awaitQuiet(1s), "the pool works on");
    checkLedger(system.snapshot(stuck));
}

/// A system ends although a handler does not return, which does so afterwards.
void abandonAtEnd() {
    Notes notes;
    auto& door = *new Stuck::Door; // the handler is in it to the end of its thread
    {
        System system(smallSystem(1));
        const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
        const auto stuck = system.spawn<Stuck>(unboundedMailbox("stuck"), &door, tally);
        stuck.tell(Go{});
        door.isIn.park();
        const std::int64_t before = sync::now();
        check(system.shutdown(1ms).size() == 1, "it is told who is stuck");
        check(sync::now() - before <= 251'000'000, "within grace + 250 ms");
        checkLedger(system.snapshot(stuck));
    }
    door.mayLeave[0].unpark();
    sync::Parker nobody;
    nobody.parkUntil(sync::now() + 1'000'000); // until its thread has gone
}

/// Given up while the system goes on, and still in its handler when that ends.
void abandonAndEnd() {
    Notes notes;
    auto& door = *new Stuck::Door; // the handler is in it to the end of its thread
    {
        System system(smallSystem(1));
        const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
        const auto stuck = system.spawn<Stuck>(unboundedMailbox("stuck"), &door, tally);
        stuck.tell(Go{});
        door.isIn.park();
        check(system.abandon(stuck), "who is in a handler can be given up");
        check(system.awaitQuiet(1s), "the pool works on");
        system.shutdown(1ms);
    }
    door.mayLeave[0].unpark();
    sync::Parker nobody;
    nobody.parkUntil(sync::now() + 1'000'000); // until its thread has gone
}

/// Two give the same handler up: one of them does.
void abandonByTwo() {
    Notes notes;
    Stuck::Door door;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    const auto stuck = system.spawn<Stuck>(unboundedMailbox("stuck"), &door, tally);
    stuck.tell(Go{});
    door.isIn.park();
    int others = 0;
    Thread other("other", [&] { others += system.abandon(stuck) ? 1 : 0; });
    int mine = system.abandon(stuck) ? 1 : 0;
    other.join();
    check(mine + others == 1, "it is given up once");
    check(system.awaitQuiet(1s), "the pool works on");
    door.mayLeave[0].unpark();
    checkLedger(system.snapshot(stuck));
}

/// Stuck again while its first thread is in the handler still: given up again.
void abandonAgain() {
    Notes notes;
    Stuck::Door door;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    const auto stuck = system.spawn<Stuck>(restarted(system, "stuck"), &door, tally);
    for (int i = 0; i < 2; ++i) {
        stuck.tell(Go{});
        door.isIn.park();
        check(system.abandon(stuck), "who is in a handler can be given up");
    }
    check(system.awaitQuiet(1s), "the pool works on");
    check(system.snapshot(stuck).incarnation == 3, "each time a new incarnation");
    door.mayLeave[0].unpark();
    door.mayLeave[1].unpark();
    checkLedger(system.snapshot(stuck));
}

/// Says that it is in its handler, and does something to its actor.
class Busy {
public:
    using Messages = MessageList<Go>;
    using Deed = void (*)(Context&, const Ref<Tally>&);
    static constexpr auto name = "Busy";
    Busy(sync::Parker* isIn, Deed deed, Ref<Tally> target)
        : m_isIn(isIn), m_deed(deed), m_target(std::move(target)) {}
    void on(Context& context, const Go&) {
        m_isIn->unpark();
        m_deed(context, m_target);
    }

private:
    sync::Parker* m_isIn;
    Deed m_deed;
    Ref<Tally> m_target;

public:
    static constexpr auto fields = troupe::fields();
};

/// Given up at any moment of what it does to its actor, which works on unharmed.
void abandonInCall(Busy::Deed deed) {
    Notes notes;
    sync::Parker isIn;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(boundedMailbox("tally", Overflow::block), &notes);
    const auto busy = system.spawn<Busy>(restarted(system, "busy"), &isIn, deed, tally);
    system.hold(tally);
    check(system.awaitQuiet(1s), "it is held");
    tally.tell(Add{1}); // there is no room any more
    busy.tell(Go{});
    isIn.park();
    const bool wasGivenUp = system.abandon(busy);
    system.release(tally);
    check(system.awaitQuiet(1s), "the pool works on");
    check(system.snapshot(busy).incarnation == (wasGivenUp ? 2 : 1), "it works on");
    checkLedger(system.snapshot(busy));
    busy.tell(Go{});
    check(system.awaitQuiet(1s), "the pool works on");
    check(system.snapshot(busy).depth == 0, "nothing waits for one that works");
    checkLedger(system.snapshot(busy));
    checkLedger(system.snapshot(tally));
}

void abandonInStash() {
    abandonInCall([](Context& context, const Ref<Tally>&) { context.stash(); });
}

void abandonInForward() {
    abandonInCall([](Context& context, const Ref<Tally>& target) { context.forward(target); });
}

void abandonInSend() {
    abandonInCall([](Context& context, const Ref<Tally>& target) { context.tell(target, Add{1}); });
}

void abandonInAsk() {
    abandonInCall([](Context& context, const Ref<Tally>& target) {
        context.askThen(target, 5s, Get{}, [](Context&, const AskResult<Tracked>&) {});
    });
}

void abandonInTimer() {
    abandonInCall(
        [](Context& context, const Ref<Tally>&) { context.cancel(context.after(1h, Go{})); });
}

void abandonInWatch() {
    abandonInCall([](Context& context, const Ref<Tally>& target) {
        context.watch(target);
        context.unwatch(target);
    });
}

void abandonInBecome() {
    abandonInCall([](Context& context, const Ref<Tally>&) {
        context.become(Behaviour().on<Go>([](Context& inner, const Go&) { inner.unbecome(); }));
    });
}

/// Waits for an answer, is stuck, and waits for another one.
class Patient {
public:
    using Messages = MessageList<Go>;
    static constexpr auto name = "Patient";
    Patient(Stuck::Door* door, Ref<Tally> target, bool asksFirst)
        : m_door(door), m_target(std::move(target)), m_asksFirst(asksFirst) {}
    Task<> on(Context& context, const Go&) {
        if (m_asksFirst) co_await context.ask<Get>(m_target, 5s);
        m_door->isIn.unpark();
        m_door->mayLeave[0].park();
        co_await context.ask<Get>(m_target, 5s);
    }

private:
    Stuck::Door* m_door;
    Ref<Tally> m_target;
    bool m_asksFirst;

public:
    static constexpr auto fields = troupe::fields();
};

/// A coroutine that was given up goes with the thread that is in it.
void abandonCoroutine(bool asksFirst) {
    Notes notes;
    Stuck::Door door;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    const auto patient =
        system.spawn<Patient>(restarted(system, "patient"), &door, tally, asksFirst);
    patient.tell(Go{});
    door.isIn.park();
    Thread leaving("leaving", [&] { door.mayLeave[0].unpark(); });
    const bool wasGivenUp = system.abandon(patient);
    leaving.join();
    check(system.awaitQuiet(1s), "the pool works on");
    const Ledger ledger = system.snapshot(patient).ledger;
    check(ledger.handled == (wasGivenUp ? 0 : 1), "handled, unless it was given up");
    checkLedger(system.snapshot(patient));
}

void abandonResumedCoroutine() {
    abandonCoroutine(true);
}

void abandonFirstOfCoroutine() {
    abandonCoroutine(false);
}

/// Its second message is for handlers that it set with the first.
class Changing {
public:
    using Messages = MessageList<Go>;
    static constexpr auto name = "Changing";
    explicit Changing(Stuck::Door* door) : m_door(door) {}
    void on(Context& context, const Go&) {
        const sync::Plain<int> mine(1);
        context.become(Behaviour().on<Go>([mine, door = m_door](Context&, const Go&) {
            door->isIn.unpark();
            door->mayLeave[0].park();
            check(mine.read() == 1, "a handler lives while it runs");
        }));
    }

private:
    Stuck::Door* m_door;

public:
    static constexpr auto fields = troupe::fields();
};

void abandonBehaviour() {
    Stuck::Door door;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto changing = system.spawn<Changing>(restarted(system, "changing"), &door);
    changing.tell(Go{});
    changing.tell(Go{});
    door.isIn.park();
    check(system.abandon(changing), "who is in a handler can be given up");
    check(system.awaitQuiet(1s), "the pool works on");
    check(system.snapshot(changing).incarnation == 2, "in a new incarnation");
    door.mayLeave[0].unpark();
    checkLedger(system.snapshot(changing));
}

/// Given up while it fails by order, and ordered to fail again.
void abandonPoisoned() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(restarted(system, "tally"), &notes);
    check(system.awaitQuiet(1s), "it has started");
    system.crashNext(tally, "once");
    tally.tell(Add{1});
    const bool wasGivenUp = system.abandon(tally);
    system.crashNext(tally, "twice");
    check(system.awaitQuiet(1s), "the pool works on");
    check(system.snapshot(tally).incarnation == 2, "it has crashed");
    check(wasGivenUp || notes.handled.read() == 0, "by order");
    checkLedger(system.snapshot(tally));
}

/// Stuck in one piece of its code, or in the message after it.
class Clinging {
public:
    using Messages = MessageList<Go, Add>;
    enum class Piece { start, continuation, messageAfter };
    static constexpr auto name = "Clinging";
    Clinging(Stuck::Door* door, Piece piece, Ref<Tally> target)
        : m_door(door), m_piece(piece), m_target(std::move(target)) {}
    void onStart(Context&) { stickIn(Piece::start); }
    void on(Context& context, const Go&) {
        context.askThen(m_target, 5s, Get{}, [this](Context&, const AskResult<Tracked>&) {
            stickIn(Piece::continuation);
        });
    }
    void on(const Add&) { stickIn(Piece::messageAfter); }

private:
    /// Once: a later incarnation goes on.
    void stickIn(Piece piece) {
        if (piece != m_piece || m_door->entered.read() != 0) return;
        sync::Parker& mayLeave = m_door->mayLeave[m_door->entered.modify()++];
        m_door->isIn.unpark();
        mayLeave.park();
    }

    Stuck::Door* m_door;
    Piece m_piece;
    Ref<Tally> m_target;

public:
    static constexpr auto fields = troupe::fields();
};

/// Whatever it is stuck in, what is counted stays right.
void abandonPiece(Clinging::Piece piece) {
    Notes notes;
    Stuck::Door door;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    const auto clinging =
        system.spawn<Clinging>(restarted(system, "clinging"), &door, piece, tally);
    if (piece != Clinging::Piece::start) clinging.tell(Go{});
    if (piece == Clinging::Piece::messageAfter) {
        check(system.awaitQuiet(1s), "the answer has come");
        clinging.tell(Add{1});
    }
    door.isIn.park();
    check(system.abandon(clinging), "who is in its code can be given up");
    check(system.awaitQuiet(1s), "the pool works on");
    check(system.snapshot(clinging).incarnation == 2, "in a new incarnation");
    checkLedger(system.snapshot(clinging));
    check(system.snapshot(clinging).ledger.inHandler == 0, "nothing is in a handler");
    door.mayLeave[0].unpark();
}

void abandonStart() {
    abandonPiece(Clinging::Piece::start);
}

void abandonContinuation() {
    abandonPiece(Clinging::Piece::continuation);
}

void abandonAfterContinuation() {
    abandonPiece(Clinging::Piece::messageAfter);
}

/// Given up while another one is told from outside.
void abandonAndTell() {
    Notes notes;
    Stuck::Door door;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    const auto stuck = system.spawn<Stuck>(unboundedMailbox("stuck"), &door, tally);
    stuck.tell(Go{});
    door.isIn.park();
    Thread other("other", [&] { tally.tell(Add{1}); });
    check(system.abandon(stuck), "who is in a handler can be given up");
    other.join();
    check(system.awaitQuiet(1s), "the pool works on");
    check(notes.sum.read() == 1, "the other one is told");
    door.mayLeave[0].unpark();
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
    sync::Parker nobody;
    nobody.parkUntil(sync::now() + 1'000'000); // until its thread has gone
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

const Registration kRegistrations[] = {
    {{.name = "abandon.stuck", .body = &abandon}},
    {{.name = "abandon.two", .body = &abandonByTwo}},
    {{.name = "abandon.then-end", .body = &abandonAndEnd, .forbidsLeaks = false}},
    {{.name = "abandon.return", .body = &abandonAndReturn}},
    {{.name = "abandon.queue", .body = &abandonWithQueueAlone}},
    {{.name = "abandon.queue-thief", .body = &abandonWithQueueAndThief}},
    {{.name = "abandon.only-one", .body = &abandonOnlyOne}},
    {{.name = "abandon.dedicated", .body = &abandonDedicated}},
    {{.name = "abandon.end", .body = &abandonAtEnd, .forbidsLeaks = false}},
    {{.name = "abandon.again", .body = &abandonAgain}},
    {{.name = "abandon.in-stash", .body = &abandonInStash}},
    {{.name = "abandon.in-forward", .body = &abandonInForward}},
    {{.name = "abandon.in-send", .body = &abandonInSend, .forbidsLeaks = false}},
    {{.name = "abandon.in-ask", .body = &abandonInAsk}},
    {{.name = "abandon.in-timer", .body = &abandonInTimer}},
    {{.name = "abandon.in-watch", .body = &abandonInWatch}},
    {{.name = "abandon.in-become", .body = &abandonInBecome}},
    {{.name = "abandon.coroutine", .body = &abandonResumedCoroutine}},
    {{.name = "abandon.coroutine-first", .body = &abandonFirstOfCoroutine}},
    {{.name = "abandon.behaviour", .body = &abandonBehaviour}},
    {{.name = "abandon.poisoned", .body = &abandonPoisoned}},
    {{.name = "abandon.answer-after-end", .body = &answerAfterEnd, .forbidsLeaks = false}},
    {{.name = "abandon.drop-after-end", .body = &dropAnswerAfterEnd, .forbidsLeaks = false}},
    {{.name = "abandon.answer-at-end", .body = &answerAtEnd, .forbidsLeaks = false}},
    {{.name = "abandon.drop-at-end", .body = &answerAtEndUnawaited, .forbidsLeaks = false}},
    {{.name = "abandon.start", .body = &abandonStart}},
    {{.name = "abandon.continuation", .body = &abandonContinuation}},
    {{.name = "abandon.after-continuation", .body = &abandonAfterContinuation}},
    {{.name = "abandon.tell", .body = &abandonAndTell}},
};

} // namespace

} // namespace explore
} // namespace troupe::inline TROUPE_ABI

// Handlers that are given up: what they still do, and what becomes of their actors.

#include "stuck.h"

#include <cstdint>

namespace troupe::inline TROUPE_ABI {
namespace explore {

namespace {

using sync::Thread;

/// A handler that was given up: what it sends later reaches nobody, and its actor works on.
void abandon() {
    StuckPool pool;
    const auto stuck = pool.spawnStuck();
    const bool wasGivenUp = pool.system.abandon(stuck);
    Thread leaving("leaving", [&] { pool.door.mayLeave[0].unpark(); });
    check(wasGivenUp, "who is in a handler can be given up");
    pool.tally.tell(Add{2});
    check(pool.system.awaitQuiet(1s), "the pool works on");
    check(pool.notes.sum.read() == 2, "the old handler is cut off");
    checkLedger(pool.system.snapshot(stuck));
    leaving.join();
}

/// Given up at the moment when it returns: one or the other, never both.
void abandonAndReturn() {
    StuckPool pool;
    const auto stuck = pool.spawnStuck();
    Thread leaving("leaving", [&] { pool.door.mayLeave[0].unpark(); });
    const bool wasGivenUp = pool.system.abandon(stuck);
    leaving.join();
    check(pool.system.awaitQuiet(1s), "the pool works on");
    const ActorSnapshot snapshot = pool.system.snapshot(stuck);
    check(wasGivenUp || snapshot.ledger.handled == 1, "handled, unless it was given up");
    // What it sends at the moment when it is given up may still be on its way.
    check(wasGivenUp || pool.notes.sum.read() <= 1, "it sends once at most");
    checkLedger(snapshot);
}

/// What waits in the queue of a worker whose handler is given up is run by another one.
void abandonWithQueue(unsigned workers) {
    StuckPool pool(workers);
    const auto stuck = pool.spawnStuck(true);
    check(pool.system.abandon(stuck), "who is in a handler can be given up");
    check(pool.system.awaitQuiet(1s), "the pool works on");
    check(pool.notes.sum.read() == 1, "what it sent before is handled");
    pool.door.mayLeave[0].unpark();
    checkLedger(pool.system.snapshot(stuck));
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
    StuckPool pool;
    SpawnOptions options = dedicatedThread("stuck");
    options.supervisor = restarting(pool.system);
    const auto stuck = pool.spawn<Stuck>(options);
    pool.enter(stuck);
    check(pool.system.abandon(stuck), "who is in a handler can be given up");
    pool.enter(stuck);
    pool.door.mayLeave[0].unpark();
    pool.door.mayLeave[1].unpark();
    check(pool.system.awaitQuiet(1s), "the pool works on");
    checkLedger(pool.system.snapshot(stuck));
}

/// Two give the same handler up: one of them does.
void abandonByTwo() {
    StuckPool pool;
    const auto stuck = pool.spawnStuck();
    int others = 0;
    Thread other("other", [&] { others += pool.system.abandon(stuck) ? 1 : 0; });
    int mine = pool.system.abandon(stuck) ? 1 : 0;
    other.join();
    check(mine + others == 1, "it is given up once");
    check(pool.system.awaitQuiet(1s), "the pool works on");
    pool.door.mayLeave[0].unpark();
    checkLedger(pool.system.snapshot(stuck));
}

/// Stuck again while its first thread is in the handler still: given up again.
void abandonAgain() {
    StuckPool pool;
    const auto stuck = pool.spawn<Stuck>(restarted(pool.system, "stuck"));
    for (int i = 0; i < 2; ++i) {
        pool.enter(stuck);
        check(pool.system.abandon(stuck), "who is in a handler can be given up");
    }
    check(pool.system.awaitQuiet(1s), "the pool works on");
    check(pool.system.snapshot(stuck).incarnation == 3, "each time a new incarnation");
    pool.door.mayLeave[0].unpark();
    pool.door.mayLeave[1].unpark();
    checkLedger(pool.system.snapshot(stuck));
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
    StuckPool pool;
    const auto patient = pool.spawn<Patient>(restarted(pool.system, "patient"), asksFirst);
    pool.enter(patient);
    Thread leaving("leaving", [&] { pool.door.mayLeave[0].unpark(); });
    const bool wasGivenUp = pool.system.abandon(patient);
    leaving.join();
    check(pool.system.awaitQuiet(1s), "the pool works on");
    const Ledger ledger = pool.system.snapshot(patient).ledger;
    check(ledger.handled == (wasGivenUp ? 0 : 1), "handled, unless it was given up");
    checkLedger(pool.system.snapshot(patient));
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

/// Leaves nothing behind when it is made, since that may be given up, too.
class Poisoned {
public:
    using Messages = MessageList<Go>;
    static constexpr auto name = "Poisoned";
    explicit Poisoned(Notes* notes) : m_notes(notes) {}
    void on(const Go&) { ++m_notes->handled.modify(); }

private:
    Notes* m_notes;

public:
    static constexpr auto fields = troupe::fields();
};

/// Given up while it fails by order or is made again, and ordered to fail again.
void abandonPoisoned() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto poisoned = system.spawn<Poisoned>(restarted(system, "poisoned"), &notes);
    check(system.awaitQuiet(1s), "it has started");
    system.crashNext(poisoned, "once");
    poisoned.tell(Go{});
    const bool wasGivenUp = system.abandon(poisoned);
    system.crashNext(poisoned, "twice");
    check(system.awaitQuiet(1s), "the pool works on");
    const std::uint64_t incarnation = system.snapshot(poisoned).incarnation;
    check(incarnation == 2 || (wasGivenUp && incarnation == 3), "it has crashed");
    check(notes.handled.read() == 0, "by order");
    checkLedger(system.snapshot(poisoned));
}

/// Stuck in one piece of its code, or in the message after it.
class Clinging {
public:
    using Messages = MessageList<Go, Add>;
    enum class Piece { start, continuation, messageAfter };
    static constexpr auto name = "Clinging";
    Clinging(Stuck::Door* door, Ref<Tally> target, Piece piece)
        : m_door(door), m_target(std::move(target)), m_piece(piece) {}
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
    Ref<Tally> m_target;
    Piece m_piece;

public:
    static constexpr auto fields = troupe::fields();
};

/// Whatever it is stuck in, what is counted stays right.
void abandonPiece(Clinging::Piece piece) {
    StuckPool pool;
    const auto clinging = pool.spawn<Clinging>(restarted(pool.system, "clinging"), piece);
    if (piece != Clinging::Piece::start) clinging.tell(Go{});
    if (piece == Clinging::Piece::messageAfter) {
        check(pool.system.awaitQuiet(1s), "the answer has come");
        clinging.tell(Add{1});
    }
    pool.door.isIn.park();
    check(pool.system.abandon(clinging), "who is in its code can be given up");
    check(pool.system.awaitQuiet(1s), "the pool works on");
    check(pool.system.snapshot(clinging).incarnation == 2, "in a new incarnation");
    checkLedger(pool.system.snapshot(clinging));
    check(pool.system.snapshot(clinging).ledger.inHandler == 0, "nothing is in a handler");
    pool.door.mayLeave[0].unpark();
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
    StuckPool pool;
    const auto stuck = pool.spawnStuck();
    Thread other("other", [&] { pool.tally.tell(Add{1}); });
    check(pool.system.abandon(stuck), "who is in a handler can be given up");
    other.join();
    check(pool.system.awaitQuiet(1s), "the pool works on");
    check(pool.notes.sum.read() == 1, "the other one is told");
    pool.door.mayLeave[0].unpark();
}

const Registration kRegistrations[] = {
    {{.name = "abandon.stuck", .body = &abandon}},
    {{.name = "abandon.two", .body = &abandonByTwo}},
    {{.name = "abandon.return", .body = &abandonAndReturn}},
    {{.name = "abandon.queue", .body = &abandonWithQueueAlone}},
    {{.name = "abandon.queue-thief", .body = &abandonWithQueueAndThief}},
    {{.name = "abandon.only-one", .body = &abandonOnlyOne}},
    {{.name = "abandon.dedicated", .body = &abandonDedicated}},
    {{.name = "abandon.again", .body = &abandonAgain}},
    {{.name = "abandon.coroutine", .body = &abandonResumedCoroutine}},
    {{.name = "abandon.coroutine-first", .body = &abandonFirstOfCoroutine}},
    {{.name = "abandon.behaviour", .body = &abandonBehaviour}},
    {{.name = "abandon.poisoned", .body = &abandonPoisoned}},
    {{.name = "abandon.start", .body = &abandonStart}},
    {{.name = "abandon.continuation", .body = &abandonContinuation}},
    {{.name = "abandon.after-continuation", .body = &abandonAfterContinuation}},
    {{.name = "abandon.tell", .body = &abandonAndTell}},
};

} // namespace

} // namespace explore
} // namespace troupe::inline TROUPE_ABI

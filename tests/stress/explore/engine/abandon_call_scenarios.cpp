// Handlers that are given up in the middle of what they do to their actors.

#include "stuck.h"

namespace troupe::inline TROUPE_ABI {
namespace explore {

namespace {

/// Says that it is in its handler, and does something to its actor.
class Busy {
public:
    using Messages = MessageList<Go>;
    using Deed = void (*)(Context&, const Ref<Tally>&);
    static constexpr auto name = "Busy";
    Busy(Stuck::Door* door, Ref<Tally> target, Deed deed)
        : m_door(door), m_target(std::move(target)), m_deed(deed) {}
    void on(Context& context, const Go&) {
        m_door->isIn.unpark();
        m_deed(context, m_target);
    }

private:
    Stuck::Door* m_door;
    Ref<Tally> m_target;
    Deed m_deed;

public:
    static constexpr auto fields = troupe::fields();
};

/// Given up at any moment of what it does to its actor, which works on unharmed.
void abandonInCall(Busy::Deed deed) {
    StuckPool pool(1, boundedMailbox("tally", Overflow::block));
    const auto busy = pool.spawn<Busy>(restarted(pool.system, "busy"), deed);
    pool.system.hold(pool.tally);
    check(pool.system.awaitQuiet(1s), "it is held");
    pool.tally.tell(Add{1}); // there is no room any more
    pool.enter(busy);
    const bool wasGivenUp = pool.system.abandon(busy);
    pool.system.release(pool.tally);
    check(pool.system.awaitQuiet(1s), "the pool works on");
    check(pool.system.snapshot(busy).incarnation == (wasGivenUp ? 2 : 1), "it works on");
    checkLedger(pool.system.snapshot(busy));
    busy.tell(Go{});
    check(pool.system.awaitQuiet(1s), "the pool works on");
    check(pool.system.snapshot(busy).depth == 0, "nothing waits for one that works");
    checkLedger(pool.system.snapshot(busy));
    checkLedger(pool.system.snapshot(pool.tally));
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

void askTheTally(Context& context, const Ref<Tally>& target) {
    context.askThen(target, 5s, Get{}, [](Context&, const AskResult<Tracked>&) {});
}

void abandonInAsk() {
    abandonInCall(&askTheTally);
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

/// Does something to its actor once it has said that it is in its handler, and does not return.
class LastCall {
public:
    using Messages = MessageList<Go>;
    static constexpr auto name = "LastCall";
    LastCall(Stuck::Door* door, Ref<Tally> target) : m_door(door), m_target(std::move(target)) {}
    void on(Context& context, const Go&) {
        m_door->isIn.unpark();
        context.watch(m_target);
        m_door->mayLeave[0].park();
    }

private:
    Stuck::Door* m_door;
    Ref<Tally> m_target;

public:
    static constexpr auto fields = troupe::fields();
};

/// Given up twice: the first one may come too late, and find the next message's handler.
void abandonTwiceInCall() {
    StuckPool pool;
    const auto busy = pool.spawn<Busy>(restarted(pool.system, "busy"), &askTheTally);
    busy.tell(Go{});
    pool.enter(busy);
    const int given = (pool.system.abandon(busy) ? 1 : 0) + (pool.system.abandon(busy) ? 1 : 0);
    check(pool.system.awaitQuiet(1s), "the pool works on");
    check(static_cast<int>(pool.system.snapshot(busy).incarnation) == 1 + given, "each time once");
    checkLedger(pool.system.snapshot(busy));
}

/// Its call ends after somebody has begun to give it up, and no other one follows.
void abandonInLastCall() {
    StuckPool pool;
    const auto stuck = pool.spawn<LastCall>(restarted(pool.system, "stuck"));
    pool.enter(stuck);
    check(pool.system.abandon(stuck), "who is in a handler can be given up");
    pool.door.mayLeave[0].unpark();
    check(pool.system.awaitQuiet(1s), "the pool works on");
    check(pool.system.snapshot(stuck).incarnation == 2, "in a new incarnation");
    checkLedger(pool.system.snapshot(stuck));
}

const Registration kRegistrations[] = {
    {{.name = "abandon.in-stash", .body = &abandonInStash}},
    {{.name = "abandon.in-forward", .body = &abandonInForward}},
    {{.name = "abandon.in-send", .body = &abandonInSend, .forbidsLeaks = false}},
    {{.name = "abandon.in-ask", .body = &abandonInAsk}},
    {{.name = "abandon.in-timer", .body = &abandonInTimer}},
    {{.name = "abandon.in-watch", .body = &abandonInWatch}},
    {{.name = "abandon.in-become", .body = &abandonInBecome}},
    {{.name = "abandon.twice-in-call", .body = &abandonTwiceInCall}},
    {{.name = "abandon.in-last-call", .body = &abandonInLastCall}},
};

} // namespace

} // namespace explore
} // namespace troupe::inline TROUPE_ABI

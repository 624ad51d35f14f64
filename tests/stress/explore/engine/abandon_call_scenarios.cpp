// Handlers that are given up in the middle of what they do to their actors.

#include "stuck.h"

namespace troupe::inline TROUPE_ABI {
namespace explore {

namespace {

using sync::Thread;

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
    Notes notes;
    sync::Parker isIn;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    const auto busy = system.spawn<Busy>(
        restarted(system, "busy"), &isIn,
        [](Context& context, const Ref<Tally>& target) {
            context.askThen(target, 5s, Get{}, [](Context&, const AskResult<Tracked>&) {});
        },
        tally);
    busy.tell(Go{});
    busy.tell(Go{});
    isIn.park();
    const int given = (system.abandon(busy) ? 1 : 0) + (system.abandon(busy) ? 1 : 0);
    check(system.awaitQuiet(1s), "the pool works on");
    check(static_cast<int>(system.snapshot(busy).incarnation) == 1 + given, "each time once");
    checkLedger(system.snapshot(busy));
}

/// Its call ends after somebody has begun to give it up, and no other one follows.
void abandonInLastCall() {
    Notes notes;
    Stuck::Door door;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    const auto stuck = system.spawn<LastCall>(restarted(system, "stuck"), &door, tally);
    stuck.tell(Go{});
    door.isIn.park();
    check(system.abandon(stuck), "who is in a handler can be given up");
    door.mayLeave[0].unpark();
    check(system.awaitQuiet(1s), "the pool works on");
    check(system.snapshot(stuck).incarnation == 2, "in a new incarnation");
    checkLedger(system.snapshot(stuck));
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

// What reaches an actor beside user messages: kill, stop, supervision, replies, timer ticks.
//
// Signals have lanes of their own above the user lane (semantics.md 3); they are never bounded
// and never dropped. A signal is one 64-byte block, linked into a lock-free list of its cell.
#pragma once

#include <cstdint>
#include <new>
#include <string>

#include "troupe/message/thread_state.h"
#include "troupe/message/value.h"
#include "troupe/observe/event.h"
#include "troupe/sync/sync.h"

namespace troupe::inline TROUPE_ABI {

class Cell;

enum class SignalKind : std::uint8_t {
    // lane 0
    kill, // detail kKillsBelow: of a supervisor the children too
    // lane 1
    stop,    // detail StopKind; value: deadline ns of a drain
    hold,    // by the user: take no user message
    release, // ends hold
    // lane 2
    start,        // from the supervisor, or "Start again": a new incarnation
    keepState,    // directive resume after a crash
    halt,         // directive: end this incarnation, the cell stays open
    bury,         // directive: it ended, do not restart: close the cell
    addChild,     // to a supervisor; cell: the child
    removeChild,  // to a supervisor
    restartChild, // to a supervisor: "Start again"; cell: the child
    childStarted, // to a supervisor; number: incarnation
    childFailed,  // to a supervisor; detail ExitReason; text
    childStopped, // to a supervisor; detail ExitReason
    escalation, // an internal timer: of a supervisor's core, value: token; of a drain or a turn, as a tick
    watch, // cell: the watcher
    unwatch,
    down,          // to a watcher; peer, number: incarnation, detail ExitReason
    restartedSeen, // to a watcher; peer, number: incarnation
    crash,         // throws between turns (K); text
    poison,        // the next user message throws (Alt+K); text
    mailbox,       // value: capacity; detail: Overflow; number: Overflow for the outside
    room,          // a sender outside waits for room: let it in if there is some
    outboxSent,    // the head of the outbox was accepted (detail TellOutcome)
    sampleState,   // a recorder wants the state
    reconfigure,   // to a supervisor; pointer: new SupervisorOptions
    policies,      // detail: ChildPolicy; number: retries; value: RestartMail
    childPolicy,   // to a supervisor; peer: the child; detail: ChildPolicy
    rename,        // text
    perform,       // pointer: new BetweenTurns
    // lane 3
    reply, // pointer: Ask, one reference is the signal's
    tick,  // value: timer id; number: incarnation
};
inline constexpr int kSignalLanes = 4;
inline constexpr std::uint8_t kKillsBelow = 1;

constexpr int laneOf(SignalKind kind) {
    if (kind == SignalKind::kill) return 0;
    if (kind <= SignalKind::release) return 1;
    return kind < SignalKind::reply ? 2 : 3;
}

/// Replies and timers are for handlers: they wait while an actor is held.
constexpr bool holdsLane(SignalKind kind) {
    return laneOf(kind) == 3;
}

struct Signal {
    Signal* next = nullptr;
    SignalKind kind = SignalKind::kill;
    std::uint8_t detail = 0;
    std::uint32_t number = 0;
    ActorId peer = {};
    std::int64_t value = 0;
    Cell* cell = nullptr; // one reference is the signal's
    void* pointer = nullptr;
    std::string* text = nullptr; // owned
};
static_assert(sizeof(Signal) <= kBlockSize);

inline Signal* makeSignal(const Signal& from) {
    void* at = localBlocks().allocate(sizeof(Signal));
    return at ? ::new (at) Signal(from) : nullptr;
}

/// Frees the block and the text; cell and pointer must have been taken out.
inline void freeSignal(Signal* signal) {
    delete signal->text;
    localBlocks().release(signal, sizeof(Signal));
}

/// The lock-free list on which signals arrive: newest first, taken as a whole.
class SignalList {
public:
    /// Thread: any. release: pairs with takeAll(). The caller marks the inbox next.
    void push(Signal* signal) {
        Signal* top = m_top.load(sync::relaxed);
        do {
            signal->next = top;
        } while (!m_top.compareExchangeWeak(top, signal, sync::release, sync::relaxed));
    }

    /// Oldest first. Thread: owner, or whoever finds the cell closed.
    Signal* takeAll() {
        Signal* newest = m_top.exchange(nullptr, sync::acquire);
        Signal* oldest = nullptr;
        while (newest) {
            Signal* older = newest->next;
            newest->next = oldest;
            oldest = newest;
            newest = older;
        }
        return oldest;
    }

private:
    sync::Atomic<Signal*> m_top{nullptr};
};

} // namespace troupe::TROUPE_ABI

// What the engine reports while a recorder is attached: one fixed 64-byte record an event.
//
// Written by the engine on whatever thread the thing happened (trace_ring.h), merged into one
// causal stream (trace.h), interpreted in one place only (src/world). The engine formats no text;
// payloads are the compact encoding of payload.h. See decisions.md 25 and 26.
#pragma once

#include <cstdint>

#include "troupe/sync/abi.h"

namespace troupe::inline TROUPE_ABI {

/// What happened. The comment names: actor / peer / message, detail, payload (in encoding order).
enum class EventKind : std::uint8_t {
    none,
    spawned,        // new cell / its supervisor or 0; payload: name text, kind text, capacity int,
                    //   overflow int (Overflow), isSupervisor bool, strategy int, budget max int,
                    //   budget window duration
    started,        // cell; a new incarnation is ready to handle
    sent,           // sender or 0 / receiver / message; detail TellOutcome; payload: message fields
    asked,          // as sent, for a request; `answered` follows unless its asker ends first
    began,          // receiver / sender / message: the turn began
    ended,          // receiver / sender / message: the turn ended; detail TurnEnd; payload: changed
                    //   state: count int, then (field index int, value) each
    replied,        // answerer / asker or 0 / request; payload: the reply
    answered,       // asker or 0 / target / request; detail AskOutcome; payload: the reply if ok
    timerSet,       // owner / - / timer id; payload: due in duration, period duration (0: once)
    timerFired,     // owner / - / message id of the tick; payload: timer id int
    timerCancelled, // owner / - / timer id
    watched,        // watcher / watched
    down,           // watcher / watched; detail ExitReason
    restartSeen,    // watcher / watched: `Restarted` delivered
    failed,         // cell / - / message being handled or 0; detail FailurePhase; payload: text
    decided,        // supervisor / child; detail Directive; payload: restarts in window int,
                    //   budget max int, delay duration, affected list<reference>
    restarted,      // cell; incarnation is the new one; payload: mailbox kept int, dropped int
    stopping,       // cell; detail StopKind
    stopped,        // cell; detail ExitReason; payload: text
    escalated,      // supervisor / its supervisor or 0
    deadLetter,     // receiver / sender / message; detail DeadReason; payload: late by duration
    suspended,      // cell: held (H), detail 1 = by the user
    resumed,        // cell
    waiting,        // cell / the one it waits for / message; detail WaitKind
    waitEnded,      // cell / the one it waited for / message
    deadlock,       // cell that closed the cycle; payload: cycle list<reference>, ends at duration
    couldDeadlock,  // as deadlock, from the history of who asked whom
    stuck,          // cell / - / message; payload: running for duration
    abandoned,      // cell / - / message
    log,            // cell; detail LogLevel; payload: text
    userAction,     // target or 0; payload: text
    metrics,        // cell; payload: ActorMetrics (metrics.h)
    state,          // cell; payload: all state fields in order
    resolution,     // detail Resolution; payload: events summarised since the last change int;
                    //   of `pair`: actor / peer of the events that were counted instead of written;
                    //   payload: count, then (EventKind byte, count) each
    gap,            // actor / - / message whose earlier events are missing, 0 where not known;
                    //   payload: events missing int
    shutdown,       // -; payload: stuck list<reference>
    changed,        // cell: its name or a policy while it went on; payload: as spawned without kind
};
inline constexpr int kEventKindCount = static_cast<int>(EventKind::changed) + 1;

enum class TellOutcome : std::uint8_t {
    delivered,
    replaced, // dropOldest: an older message made room
    dropped,  // dropNewest: this one is a dead letter
    waiting,  // in the sender's outbox, behind a full mailbox
    full,     // refused; the message is handed back
    dead,     // the receiver is stopped; a dead letter
    noMemory, // refused; the message is handed back
    timedOut, // outside sender, policy block, deadline passed
};

enum class AskOutcome : std::uint8_t {
    ok,
    timeout,
    targetDown,
    restarting,
    mailboxFull,
    wouldDeadlock,
    cancelled,
    crashed,
    noReply,
};

enum class DeadReason : std::uint8_t {
    neverExisted,
    stopped,
    killed,
    failed, // the message whose handler threw
    overflowNewest,
    overflowOldest,
    stale,
    lateReply,
    unhandled,
    quarantined,
    noMemory,
    discardedOnRestart,
    shutdown,
    manual,
};
inline constexpr int kDeadReasonCount = static_cast<int>(DeadReason::manual) + 1;

enum class ExitReason : std::uint8_t { normal, shutdown, error, killed, initFailed, restartLimit };
enum class Directive : std::uint8_t { restart, resume, stop, escalate };
enum class FailurePhase : std::uint8_t { handler, start, stopHook, injected };
enum class TurnEnd : std::uint8_t {
    done,
    suspended,
    failed,
    retried,
    forwarded,
    stashed,
    unhandled
};
enum class StopKind : std::uint8_t { afterCurrent, drain, now, kill };
enum class WaitKind : std::uint8_t { ask, outbox };
enum class LogLevel : std::uint8_t { info, error };
enum class Resolution : std::uint8_t { detail, summary, pair };
enum class Overflow : std::uint8_t { fail, block, dropNewest, dropOldest, unbounded };
enum class Strategy : std::uint8_t { oneForOne, oneForAll, restForOne };
enum class ChildPolicy : std::uint8_t { permanent, transient, temporary };

/// Names as they stand in files, CSV and the command line, e.g. "deadLetter", "overflowOldest".
const char* toString(EventKind v);
const char* toString(TellOutcome v);
const char* toString(AskOutcome v);
const char* toString(DeadReason v);
const char* toString(ExitReason v);
const char* toString(Directive v);
const char* toString(FailurePhase v);
const char* toString(TurnEnd v);
const char* toString(StopKind v);
const char* toString(WaitKind v);
const char* toString(LogLevel v);
const char* toString(Resolution v);
const char* toString(Overflow v);
const char* toString(Strategy v);
const char* toString(ChildPolicy v);

/// Bits of Event::flags.
enum EventFlag : std::uint8_t {
    kFlagRequest = 1,      // the message expects a reply
    kFlagTimer = 2,        // a timer tick
    kFlagSystem = 4,       // above the user lane
    kFlagLong = 8,         // the payload goes on in the following slots of the ring
    kFlagManipulated = 16, // delivered out of the natural order by a person
    kFlagUntraced = 32,    // the `sent` of this message was summarised, or came before the recorder
};

/// Id of a message, timer or user action: thread slot in the upper 12 bits of 48, counter below.
using MessageId = std::uint64_t;
inline constexpr MessageId kMessageIdMask = (MessageId{1} << 48) - 1;

/// One event. 64 bytes, copied as bytes. `payload` holds the encoding when it takes at most 24
/// bytes; longer ones (kFlagLong) are kept beside it by whoever carries the event.
struct Event {
    std::uint64_t stamp = 0;            // hybrid logical clock, ns since the System's start
    std::uint64_t message : 48 = 0;     // what it is about
    std::uint64_t type : 16 = 0;        // number of its MessageType, 0 none
    std::uint64_t cause : 48 = 0;       // message being handled when it happened, 0 from outside
    std::uint64_t incarnation : 16 = 0; // of `actor`, from 1; stays at 65535 when that is passed
    std::uint32_t actor = 0;
    std::uint32_t peer = 0;
    std::uint32_t number = 0; // the actor's own event number, from 1; 0 where actor is 0 or the
                              // event was not written by a turn of that actor
    EventKind kind = EventKind::none;
    std::uint8_t detail = 0;
    std::uint8_t flags = 0;
    std::uint8_t payloadSize = 0; // bytes used of `payload`; with kFlagLong see trace_ring.h
    std::uint8_t payload[24] = {};
};
static_assert(sizeof(Event) == 64);

} // namespace troupe::TROUPE_ABI

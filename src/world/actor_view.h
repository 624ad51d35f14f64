// What is known about one actor at one moment of a run: the row that canvas, inspector, tables and
// CSV read. Filled only by World::apply. Thread: gui (plain data).
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "recording/recorded_event.h"
#include "recording/schema.h"
#include "troupe/message/value.h"
#include "troupe/observe/event.h"

namespace troupe::core {

/// What an actor is doing, as its glyph shows it.
enum class ActorStatus : std::uint8_t {
    idle,       // ○ nothing to do
    running,    // ▶ a turn is running, or messages wait for one
    waiting,    // ⏳ for a reply, or for room in a full mailbox
    held,       // ⏸ by a person
    crashed,    // ✖ and not coming back
    restarting, // ↻ until backOffUntil
    stopping,   // the last message is being handled
    stopped,    // ■
    stuck,      // ⚠ one handler has been running for more than a second
};
inline constexpr int kActorStatusCount = static_cast<int>(ActorStatus::stuck) + 1;
/// Name as it stands in CSV and JSON: "idle", "running" …
const char* toString(ActorStatus v);

/// Conservation of messages (decisions.md 11): sent = handled + queued + inHandler + dead +
/// discarded. Signed, so that a stream that begins in the middle shows as a difference.
struct Ledger {
    std::int64_t sent = 0;
    std::int64_t handled = 0;
    std::int64_t queued = 0;
    std::int64_t inHandler = 0;
    std::int64_t dead = 0;
    std::int64_t discarded = 0;

    std::int64_t accounted() const { return handled + queued + inHandler + dead + discarded; }
    bool isBalanced() const { return sent == accounted(); }
    Ledger& operator+=(const Ledger& other);
    bool operator==(const Ledger&) const = default;
};

/// One message in a mailbox. Its fields are in the recording, at `sentAt`.
struct MailboxEntry {
    MessageId message = 0;
    Seq sentAt = 0;          // the `sent` or `asked` event
    std::uint64_t stamp = 0; // when it was sent, ns
    ActorId sender{};        // 0: the outside
    std::uint16_t type = 0;  // of the Schema
    bool isRequest = false;  // drawn filled
    bool isTimer = false;    // drawn with an hourglass
};

/// The message whose turn is running or suspended.
struct CurrentTurn {
    MailboxEntry envelope;
    std::uint64_t began = 0; // stamp, ns
    bool isSuspended = false;
};

/// What kind of waiting an edge of the wait-for graph is, and for whom.
struct Waiting {
    ActorId target;
    MessageId message = 0;
    WaitKind kind = WaitKind::ask;
    std::uint64_t since = 0; // stamp, ns
};

/// The restart budget of a supervisor.
struct Budget {
    std::int64_t used = 0; // restarts in the window, at the last decision
    std::int64_t max = 0;  // below 0: unlimited
    Duration window{};
    std::uint64_t decidedAt = 0; // stamp of the last decision
};

/// One of the three latencies of an actor, in ns. n is how many were measured.
struct LatencySummary {
    std::uint64_t n = 0;
    std::int64_t p50 = 0;
    std::int64_t p90 = 0;
    std::int64_t p99 = 0;
    std::int64_t p999 = 0;
    std::int64_t max = 0;
    std::int64_t mean = 0; // within the histogram's 3 %
};
enum class LatencyKind : std::uint8_t { mailbox, handling, ask };

/// A named value of an actor's state and the event that last changed it.
struct StateField {
    std::string name;
    Value value;
    std::size_t size = 0; // elements of a list or map, now; `value` is of the last full sample
    Seq changedAt = 0;
};

/// Where an actor is in its life; status is this and what it is doing.
enum class LifePhase : std::uint8_t { alive, crashed, restarting, stopping, stopped };

struct ActorView {
    ActorId id;
    std::string name;
    std::string kind;       // as in the catalogue; its icon and accent come from there
    std::string accentKind; // kind whose accent colours it; differs from `kind` for Scripted actors
    bool isSupervisor = false;
    ActorId supervisor;            // 0: none of the run's (the hidden `user`)
    std::vector<ActorId> children; // in start order; only of supervisors
    Strategy strategy = Strategy::oneForOne;
    Budget budget;

    ActorStatus status = ActorStatus::idle;
    LifePhase phase = LifePhase::alive;
    std::uint32_t incarnation = 1;
    std::uint32_t restarts = 0;
    std::uint64_t spawnedAt = 0;     // stamp, ns
    std::uint64_t backOffSince = 0;  // while restarting: from …
    std::uint64_t backOffUntil = 0;  // … to; equal: at once
    std::optional<ExitReason> exit;  // once stopped
    std::string lastFailure;         // text of the last exception; empty: none yet
    std::uint64_t lastFailureAt = 0; // stamp, ns
    std::vector<ActorId> affected;   // while a decision is being carried out: who restarts with it
    bool isHeld = false;
    bool isStuck = false;
    std::optional<Waiting> waitsFor;
    std::optional<CurrentTurn> turn;
    std::uint64_t lastTurnAt = 0; // stamp of the last began or ended, ns

    std::vector<StateField> state; // in the order of the kind's description
    std::string lastLog;           // last line it logged
    Seq lastEvent = 0;             // last event that changed this row

    std::int64_t capacity = 1024; // messages; 0: unbounded
    Overflow overflow = Overflow::fail;
    std::int64_t depth = 0;           // messages waiting now
    std::int64_t highWater = 0;       // largest depth so far
    std::deque<MailboxEntry> mailbox; // head first; at most kListedMessages of the depth are listed
    std::int64_t unlisted = 0;        // waiting, beyond those
    Ledger ledger;
    const KindShape* shape = nullptr; // of `kind`, in the World's schema; null if unknown

    bool isAlive() const { return phase != LifePhase::stopped; }
    const StateField* field(std::string_view fieldName) const;
    /// What `status` has to be, from the rest.
    ActorStatus statusNow() const;
};

/// Longest list of envelopes kept for one actor.
inline constexpr std::size_t kListedMessages = 65'536;
/// Envelopes that a node's strip shows.
inline constexpr std::size_t kStripMessages = 8;

} // namespace troupe::core

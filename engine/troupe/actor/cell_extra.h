// What only some actors need; made when first needed, so that an idle actor stays small.
#pragma once

#include <array>
#include <list>
#include <map>
#include <memory>
#include <vector>

#include "troupe/actor/behaviour.h"
#include "troupe/actor/cell.h"
#include "troupe/actor/supervisor.h"
#include "troupe/message/random.h"
#include "troupe/observe/histogram.h"

namespace troupe::inline TROUPE_ABI {

/// A timer of an actor: the message is copied for each tick, a last one is moved. Without a
/// message: the end of a prolonged turn, or of a drain.
struct ActorTimer {
    TimerEntry entry;
    Envelope* message = nullptr;
    std::uint64_t prolonged = 0;
};

/// The three latency histograms of one cell (semantics.md 7).
struct CellHistograms {
    Histogram mailbox;
    Histogram handling;
    Histogram ask;
    // as of the last `metrics` event; the drainer's
    HistogramSnapshot mailboxTold;
    HistogramSnapshot handlingTold;
    HistogramSnapshot askTold;
};

/// A turn that a coroutine has suspended, or that Context::work prolongs.
struct SuspendedTurn {
    std::uint64_t id = 0;
    Envelope* envelope = nullptr;
    std::coroutine_handle<> task;
    void (*finish)(std::coroutine_handle<>, Context&, Envelope*) = nullptr;
    std::int64_t beganAt = 0;    // 0: not timed
    TurnEnd end = TurnEnd::done; // so far
    /// Its message was forwarded or stashed: that is counted and told there, not at the turn's
    /// end, and `envelope` is null.
    bool isElsewhere() const { return envelope == nullptr; }
};

/// Envelopes in order, linked through themselves.
struct EnvelopeList {
    Envelope* first = nullptr;
    Envelope* last = nullptr;
    std::size_t size = 0;

    void append(Envelope* envelope) {
        envelope->next = nullptr;
        (last ? last->next : first) = envelope;
        last = envelope;
        ++size;
    }
    void prepend(Envelope* envelope) {
        envelope->next = first;
        first = envelope;
        if (!last) last = envelope;
        ++size;
    }
    /// Null when empty.
    Envelope* take() {
        Envelope* taken = first;
        if (!taken) return nullptr;
        first = taken->next;
        if (!first) last = nullptr;
        --size;
        return taken;
    }
};

struct OutboxEntry {
    Envelope* envelope = nullptr; // null: handed to the receiver, which admits it
    Cell* to = nullptr;           // one reference
    std::uint64_t awaitedBy = 0;  // the suspended turn that waits until it has left; 0: none
};

/// A suspended turn that awaits what it sent.
struct OutboxWaiter {
    std::coroutine_handle<> task;
    std::uint64_t turn = 0;
    TellOutcome outcome = TellOutcome::delivered; // since it has left the outbox
};

struct CellExtra {
    Random random;
    using NewName = sync::Plain<std::string>;
    sync::Atomic<const NewName*> newName{nullptr}; // of a renamed actor; one of `names`
    std::list<NewName> names; // others may be reading one that is no longer used
    std::uint64_t nextTimer = 1;
    std::map<std::uint64_t, std::unique_ptr<ActorTimer>> timers;
    Ask* asks = nullptr; // outstanding, of this incarnation
    EnvelopeList stash;
    EnvelopeList unstashed; // come before the mailbox
    EnvelopeList retries;   // keep their place at the head: also a tick that fails before a message
    std::vector<SharedBehaviour> behaviours;
    std::vector<Cell*> watchers; // one reference each
    std::vector<Cell*> watched;  // one reference each
    std::list<OutboxEntry> outbox;
    TellOutcome outboxOutcome = TellOutcome::delivered;
    std::list<OutboxWaiter> outboxWaiters; // more than one: ticks run between, and may send too
    std::vector<SuspendedTurn> suspended;
    std::uint64_t lastTurn = 0;
    std::uint64_t runningTurn = 0; // of the coroutine that runs
    std::int64_t busyFor = 0;      // Context::work of the running turn, ns
    std::unique_ptr<SupervisorState> supervisor;
    sync::Plain<std::string> poison;
    std::string failure; // text of the last crash
    ActorId lastAsked;
    const void* waitToken = nullptr; // which wait Cell::m_waitsFor is; guarded by the WaitGraph
    bool isRoomWaitTold = false;     // of the outbox's head
    std::int64_t waitsUntil = 0;     // ns; sync::kForever; guarded by the WaitGraph

    std::array<sync::Atomic<std::uint64_t>, kDeadReasonCount> dead;
    sync::Atomic<std::uint64_t> ticks{0};
    sync::Atomic<std::uint64_t> replies{0};
    sync::Atomic<std::uint64_t> signals{0};
    sync::Atomic<std::uint64_t> asideCount{0}; // stash, unstashed and retries
    sync::Atomic<CellHistograms*> histograms{nullptr};
    ValueList lastState;                    // told by the last `ended`
    sync::Atomic<void*> dedicated{nullptr}; // Worker

    ~CellExtra();
};

} // namespace troupe::TROUPE_ABI

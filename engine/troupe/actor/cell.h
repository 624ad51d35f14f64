// The cell of an actor: what stays over a restart – identity, mailbox, watchers, statistics.
//
// Internal to the engine; user code sees Ref and Context. A cell is run by at most one thread at
// a time: whoever moved its gate to `scheduled` puts it into a run queue, and the one who takes
// it out owns it until the gate leaves `scheduled` again. Members are grouped by who writes them,
// because two writers on one cache line cost more than everything else here.
#pragma once

#include <coroutine>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "troupe/actor/actor_type.h"
#include "troupe/actor/ask.h"
#include "troupe/actor/context.h"
#include "troupe/actor/options.h"
#include "troupe/actor/runner.h"
#include "troupe/actor/signal.h"
#include "troupe/actor/status.h"
#include "troupe/mailbox/inbox.h"
#include "troupe/mailbox/overflow_lane.h"
#include "troupe/message/small_name.h"
#include "troupe/observe/metrics.h"
#include "troupe/observe/trace.h"

namespace troupe::inline TROUPE_ABI {

struct ActorSnapshot;
struct SupervisorOptions;
class SupervisorState;
struct ActorTimer;
struct CellExtra;
struct CellHistograms;
struct OutboxEntry;
struct SuspendedTurn;
struct WaitCycle;

/// For counters that only one thread at a time writes. release, here and where m_inHandler is
/// stored: pairs with Cell::ledger(), so that a snapshot of an actor at work that sees a message
/// handled sees it sent.
template <class Counter>
[[gnu::always_inline]] inline void addOne(Counter& counter) {
    counter.store(counter.load(sync::relaxed) + 1, sync::release);
}

class Cell {
public:
    struct Plan {
        std::string_view name; // empty: the type's and the number
        MailboxOptions mailbox;
        Cell* supervisor = nullptr;
        ChildPolicy policy = ChildPolicy::permanent;
        RestartMail restartMail = RestartMail::keep;
        RestartAsks restartAsks = RestartAsks::queue;
        FailingMessage failing;
        bool isDedicated = false;
        std::string kind; // empty: the type's name
    };

    /// Null without memory. One reference is the caller's, one the running actor's own.
    static Cell* make(System& system, ActorId id, const Plan& plan, const ActorFactory& factory);

    void ref() { m_refs.fetchAdd(1, sync::relaxed); }
    /// acqRel: the last one sees all that the others did.
    void unref() {
        if (m_refs.fetchSub(1, sync::acqRel) == 1) destroy();
    }

    /// False where the last reference has gone already.
    bool tryRef() {
        std::uint32_t refs = m_refs.load(sync::relaxed);
        while (refs != 0) {
            if (m_refs.compareExchangeWeak(refs, refs + 1, sync::relaxed)) return true;
        }
        return false;
    }

    // Thread: any.
    ActorId id() const { return ActorId{m_track.actor}; }
    std::string name() const;
    System& system() const { return m_system; }
    const ActorType& type() const { return m_factory->actorType; }
    Cell* supervisor() const { return m_supervisor; }
    std::uint32_t incarnation() const { return m_incarnation.load(sync::relaxed); }
    Status status() const { return m_status.load(); }
    bool isDedicated() const { return m_isDedicated; }
    bool isSupervisor() const;
    ChildPolicy policy() const { return m_policy.load(sync::relaxed); }
    Inbox& inbox() { return m_inbox; }
    /// An ask ends with `restarting` now instead of being sent (semantics.md S5.6).
    bool refusesAsks() const {
        if (m_restartAsks == RestartAsks::queue) return false;
        const Status now = status();
        return now == Status::crashed || now == Status::restarting;
    }
    OverflowLane* overflowLane() const { return m_overflow.load(sync::acquire); }
    Overflow overflow() const { return m_policyOnFull.load(sync::relaxed); }
    /// A sender outside of the engine waits for room. Thread: any.
    bool holdsUpOutside() const {
        return overflow() == Overflow::block ||
               (overflow() == Overflow::fail && !m_failsOutside.load(sync::relaxed));
    }

    /// Takes the envelope over, except for `full`, `noMemory` and `timedOut`, when it stays the
    /// caller's. `waitUntil`: how long a sender outside of the engine waits for room, engine
    /// clock.
    TellOutcome deliver(Envelope* envelope, const Sender& from, std::int64_t waitUntil = 0);
    /// Takes the signal over, whatever becomes of it.
    void signal(Signal* signal, Runner* runner = nullptr);
    void signal(const Signal& from, Runner* runner = nullptr);
    /// As signal(); in the Lab also for replies.
    void signalNow(Signal* signal, Runner* runner);

    // Thread: owner.
    /// Handles what there is, up to a slice. True: there is more, put it back into a queue.
    /// After false the cell is somebody else's, or gone.
    bool runSlice(Runner& runner);
    bool takesUserMessages() const { return m_blocks == 0; }
    /// The bound as the Lab sees it: dropOldest and the others alike.
    std::uint32_t labCapacity() const;
    /// One message that the Lab has chosen and taken out of its mailbox.
    void runChosen(Runner& runner, Envelope* envelope);
    /// The message that comes before the mailbox: tried again, or unstashed; null: none.
    const Envelope* firstAside() const;
    Envelope* takeAside();
    bool isHeld() const { return (m_blocks & kHeld) != 0; }
    bool hasIncarnation() const { return (m_blocks & kNoIncarnation) == 0; }

    /// The worker of a dedicated actor; null for others.
    void* dedicatedWorker() const;
    void setDedicatedWorker(void* worker);
    /// Its handler was given up: the caller is the owner now, the next slice makes it a crash.
    void noteAbandoned(const Runner& given);
    /// "Start again": a stopped cell accepts messages again and may be scheduled. False: it is
    /// not stopped. Thread: any.
    bool reopenIfClosed();

    /// Waits for its supervisor's word to start. Thread: the spawner, before anybody knows it.
    void shutForStart();
    void superviseWith(SupervisorOptions options);
    /// Null for all but supervisors.
    const SupervisorOptions* supervision() const;
    /// Threads have ended and nobody runs it: closes it in place. Thread: the one that shuts down.
    void closeAfterEnd();
    /// The System is gone. Under the lock of all CellTables, as isOrphan().
    void orphan() { m_isOrphan = true; }
    bool isOrphan() const { return m_isOrphan; }
    std::uint64_t causeNow() const { return currentCause(); }
    /// Thread: any; see CellLedger in ledger.cpp for what is exact when.
    Ledger ledger() const;
    ActorSnapshot snapshot() const;
    /// What changed since the last call; false: nothing. Thread: the drainer.
    bool takeMetrics(ActorMetrics& metrics, std::uint64_t& told);

    /// For whoever answers an ask in this cell's name. Thread: any.
    void emitReplied(Ask& ask, bool hasReply);
    void noteLateReply(const Ask& ask);

    ActorTrack& track() { return m_track; }
    CellExtra* extraIfAny() const { return m_extra.load(sync::acquire); }

private:
    Cell(System& system, ActorId id, const Plan& plan, const ActorFactory& factory);
    ~Cell();
    void destroy();

    friend class Ask;
    friend class Context;
    friend class WaitGraph;
    friend class SupervisorState;
    friend class Lab;
    friend class System;

    // Why no user message is taken now; none: it takes them.
    enum Block : std::uint8_t {
        kNoIncarnation = 1,
        kHeld = 2,     // by the user
        kAwaiting = 4, // a turn is suspended
        kOutbox = 8,   // messages wait for room elsewhere
    };

    // delivery.cpp
    bool takesPlainly(const Runner& runner) const;
    TellOutcome deliverSlowly(Envelope* envelope, const Sender& from, std::int64_t waitUntil);
    TellOutcome deliverToFull(Envelope* envelope, const Sender& from, std::int64_t waitUntil);
    void dropNewest(Envelope* envelope, const Sender& from);
    TellOutcome deliverToRing(Envelope* envelope, const Sender& from);
    TellOutcome deliverDead(Envelope* envelope, const Sender& from);
    TellOutcome waitForRoom(Envelope* envelope, const Sender& from, std::int64_t waitUntil);
    TellOutcome waitOutside(Envelope* envelope, std::int64_t waitUntil, OverflowLane& lane);
    TellOutcome pushNow(Envelope* envelope, const Sender& from, ActorTrack* own);
    void lookForRoom(OverflowLane& lane, Runner* runner);
    WaitingSender* admitFirst(OverflowLane& lane, Runner* runner, ActorTrack* own);
    void tellAdmitted(WaitingSender* admitted, Runner* runner);
    void admitWaiters(OverflowLane& lane);
    void emptyClosedRing(OverflowLane& lane);
    OverflowLane& needOverflowLane();
    TellOutcome pushTraced(Envelope* envelope, const Sender& from, ActorTrack* own);
    void deadLetter(Envelope* envelope, DeadReason reason, ActorTrack* own,
                    std::string failure = {});
    void countDead(DeadReason reason);
    void noteNeverExisted(const Envelope& envelope);
    void emitSent(Envelope& envelope, const Sender& from, TellOutcome outcome, ActorTrack* own);

    // cell.cpp
    CellExtra& extra();
    void block(Block reason) { m_blocks = static_cast<std::uint8_t>(m_blocks | reason); }
    void unblock(Block reason) { m_blocks = static_cast<std::uint8_t>(m_blocks & ~reason); }
    /// seq_cst: noteCellStopped() looks for waiters next, who look at the status after they
    /// counted themselves.
    void setStatus(Status status) { m_status.store(status); }
    void emit(EventKind kind, ActorId peer, std::uint8_t detail, PayloadWriter* payload = nullptr,
              std::uint64_t message = 0);
    void emitFailed(FailurePhase phase, const std::string& text, std::uint64_t message = 0);
    Event eventOf(EventKind kind, ActorId peer = {}, std::uint8_t detail = 0) const;
    Event eventOf(EventKind kind, const Envelope& envelope, std::uint8_t detail = 0) const;
    Event eventOf(EventKind kind, const Ask& ask, const Cell* other, std::uint8_t detail) const;
    std::uint64_t currentCause() const;

    // signals.cpp
    void takeSignals();
    void insertSignal(Signal* signal);
    Signal* nextSignal();
    void handleSignal(Signal* signal);
    void handleStopSignal(const Signal& signal);
    void handleWatch(Signal& signal);
    void perform(const Signal& signal);
    void goOn();
    void crash(const std::string& text);
    void emitState();
    void disposeSignals();
    void disposeSignal(Signal* signal);

    // changes.cpp
    void handleChange(Signal& signal);
    void setMailbox(const MailboxOptions& options);
    void setPolicies(const Signal& signal);
    void emitChanged();

    // incarnation.cpp
    void start();
    std::optional<std::string> makeState();
    void* placeOfState();
    void destroyState(void* state);
    template <class Code, class State>
    std::optional<std::string> runHook(Runner::Task task, const Code& code, const State& state);
    void tellStarted();
    void endIncarnation(DeadReason forTurn);
    void attachAsk(Ask& ask);
    void detachAsk(Ask& ask);
    void cancelAsks();
    std::uint64_t startTimer(Duration delay, Duration period, Envelope* message,
                             std::uint64_t prolonged);
    void cancelTimer(std::uint64_t timerId);
    void cancelTimers();
    void runStopHook();

    // lifecycle.cpp
    void fail(const std::string& text, ExitReason reason);
    void requestStop(StopKind kind, ExitReason reason, std::int64_t deadline, bool isHalting);
    void finishStop(ExitReason reason, DeadReason forQueue);
    void close(ExitReason reason, DeadReason forQueue);
    void leaveClosed();
    void killNow(bool killsBelow);
    void endSupervised(ExitReason reason, std::int64_t until, bool isHalting);
    std::int64_t endOfGrace();
    void tellSupervisor(SignalKind kind, ExitReason reason);
    void tellRestarted();
    void supervisorExits(ExitReason reason);

    // queues.cpp
    void discardQueue(DeadReason reason);
    void discardAside(DeadReason reason);
    void noteAside();

    // outbox.cpp
    void flushOutbox();
    void noteLeft(const OutboxEntry& entry, TellOutcome outcome);
    void resumeSenders();
    void dropOutbox();

    // waits.cpp
    Ask* awaitedAsk() const;
    bool noteWaitsForAnswer(Ask& ask);
    bool noteWaitsForRoom(Cell& other, std::uint64_t message);
    void waitForAnswer();
    void waitForOutbox();
    void endOutboxWait(Cell& other);
    void noteWaitEnded(Ask& ask);
    bool noteWaitsFor(Cell& other, WaitKind kind, std::uint64_t message, const void* token,
                      std::int64_t until);
    bool noteCycle(const WaitCycle& cycle, const Cell& other, WaitKind kind, std::uint64_t message);
    void handOnAsk(Ask& ask, Cell& to);
    void endWaitsFor(const void* token);
    void warnIfCouldDeadlock(const Cell& asker, const Cell& asked);

    // turn.cpp
    void noteOutOfHandler() {
        m_inHandler.store(m_inHandler.load(sync::relaxed) - 1, sync::release);
    }
    void finishTurn(Envelope* envelope, TurnEnd end, std::int64_t beganAt);
    void failTurn(Envelope* envelope, const std::string& text, std::int64_t beganAt);
    void afterTurn();
    void stopAfterTurn();

    // slice.cpp
    void runTurn(Envelope* envelope);
    void runTurnHere(Envelope* envelope);
    template <class Code>
    void runTurnOf(Envelope* envelope, const Code& code);
    void runTurnSlowly(Envelope* envelope);
    TurnEnd dispatch(Envelope& envelope, void* state);
    Inbox::Taken takeUser(Envelope*& envelope);
    Inbox::Taken takeBesideLane(Envelope*& envelope, OverflowLane& lane);
    void takeFirst(Envelope*& envelope);
    void noteTaken();
    bool serveSignals(Runner& runner, std::uint32_t& turns);
    bool isDrained() const;
    TurnEnd dispatchByType(Envelope& envelope, void* state);
    void endTurnSlowly(Envelope* envelope, TurnEnd end, std::int64_t beganAt);

    // given_up_turn.cpp
    void leaveAbandoned(Envelope* envelope, void* state);
    void countAbandoned(DeadReason reason);
    void crashAbandoned();

    // suspended_turn.cpp
    void suspendTurn(Envelope* envelope, std::int64_t beganAt);
    void prolongTurn(Envelope* envelope, TurnEnd end, std::int64_t beganAt);
    void keepSuspended(const SuspendedTurn& turn);
    Envelope* keptInTurn(Envelope* envelope, std::int64_t beganAt);
    void endProlongedTurn(std::uint64_t turnId);
    void endSuspended(const SuspendedTurn& turn, TurnEnd end);
    bool isSuspended(std::uint64_t turnId) const;
    SuspendedTurn takeSuspended(std::uint64_t turnId);
    void resumeTurn(std::coroutine_handle<> waiter, std::uint64_t turnId);
    void dropSuspendedTurns(DeadReason reason);

    // signal_turn.cpp
    void runTick(const Signal& signal);
    void runOwnTimer(const Signal& signal);
    void runReply(Ask& ask);
    void runContinuation(Ask& ask);
    void runNotice(const MessageType& type, const Signal& signal);
    void failBetweenTurns(const std::string& text);
    Envelope* copyOf(const Envelope& envelope);

    // turn_events.cpp
    std::int64_t noteBegan(const Envelope& envelope);
    void noteEnded(const Envelope& envelope, TurnEnd end, std::int64_t beganAt);
    void noteState();
    void noteStaleTick();
    void emitTimerFired(Envelope& tick, std::uint64_t timerId);
    void emitAnswered(Ask& ask, bool isMine);
    void putChangedState(PayloadWriter& payload);
    void noteForwarded(const Envelope& envelope);
    CellHistograms* histograms();

    // Written by senders; with the first half of m_inbox one cache line.
    SignalList m_signals;
    sync::Atomic<std::uint32_t> m_refs{2};
    sync::Atomic<std::uint32_t> m_deadOnArrival{0};
    sync::Atomic<Overflow> m_policyOnFull;
    sync::Atomic<ChildPolicy> m_policy;
    FailingMessage m_failing;
    const bool m_isDedicated;
    const RestartAsks m_restartAsks;
    bool m_isOrphan = false;    // guarded by the lock of all CellTables
    Cell* m_waitsFor = nullptr; // guarded by the WaitGraph
public:
    /// Next in a queue that links cells (the pool's shared queue). Whoever scheduled it.
    Cell* nextScheduled = nullptr;
private:
    Inbox m_inbox;
    // Written by the owner, from the second half of m_inbox on.
    Envelope* m_batch = nullptr; // taken, oldest first
    void* m_state = nullptr;     // the incarnation's actor
    sync::Atomic<std::uint64_t> m_handled{0};
    sync::Atomic<std::uint32_t> m_incarnation{0};
    sync::Atomic<std::uint32_t> m_inHandler{0}; // running and suspended turns
    sync::Atomic<Status> m_status{Status::created};
    std::uint8_t m_blocks = kNoIncarnation;
    ExitReason m_exitReason = ExitReason::normal;
    RestartMail m_restartMail;
    bool m_isDraining : 1 = false;
    bool m_isStopRequested : 1 = false;   // by Context::stop in the running turn
    bool m_stopsAfterAwaited : 1 = false; // when no turn is suspended any more
    bool m_isPoisoned : 1 = false;        // the next user message throws
    bool m_hasBehaviours : 1 = false;     // handlers other than the type's
    bool m_isAbandoned : 1 = false; // its last turn was given up; the next slice makes it a crash
    bool m_isStatePlaceTaken : 1 = false; // by the state of an abandoned incarnation
    bool m_isHalting : 1 = false;         // the cell stays open after the stop
    bool m_isFinal : 1 = false;           // it was told to stop for good
    // What the extra part has, so that a turn need not look there:
    bool m_hasAside : 1 = false;                          // messages that come before the mailbox
    bool m_isProlonged : 1 = false;                       // Context::work in the running turn, Live
    bool m_isMessageLost : 1 = false;                     // with the turn that was given up
    bool m_wasForwarded : 1 = false;                      // in the turn that was given up
    Runner::Task m_abandoned : 2 = Runner::Task::message; // what was given up
    sync::Plain<bool> m_isClosed{false};                  // by close(); the owner has yet to leave
    sync::Atomic<bool> m_failsOutside;
    Signal* m_firstSignal = nullptr; // taken from the list, by lane
    Signal* m_lastSignal = nullptr;
    ActorTrack m_track;
    Context m_context;
    // Read-mostly.
    System& m_system;
    const ActorFactory* m_factory;
    Cell* m_supervisor;                        // one reference
    sync::Atomic<CellExtra*> m_extra{nullptr}; // made when first needed; written by the owner
    sync::Atomic<OverflowLane*> m_overflow{nullptr};
    SmallName m_name;
};

} // namespace troupe::TROUPE_ABI

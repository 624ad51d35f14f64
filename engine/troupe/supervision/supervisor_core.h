// The rules of one supervisor as a state machine: what happened goes in, what to do comes out.
//
// Driven by the engine's supervisor actor (its host), one input per message; never blocks, reads
// no clock and starts no thread, so a test drives it on virtual time. Rules: semantics.md 5 and
// decisions.md 15 to 17, after OTP's supervisor. Thread: owner, the supervisor's turn.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "troupe/message/random.h"
#include "troupe/message/value.h"
#include "troupe/observe/event.h"
#include "troupe/supervision/backoff.h"
#include "troupe/supervision/child_list.h"
#include "troupe/supervision/restart_budget.h"
#include "troupe/supervision/supervisor_options.h"
#include "troupe/sync/abi.h"

namespace troupe::inline TROUPE_ABI {

/// Names one timer of one core. Never 0, never used again.
using TimerToken = std::uint64_t;

/// No deadline, for SupervisorCore::stop and halt.
inline constexpr std::int64_t kNoDeadline = INT64_MAX;

/// Carries out what a SupervisorCore decides. The core calls these from inside its inputs; the
/// host must not call an input from inside them, it sends itself a message instead.
class SupervisorHost {
public:
    /// Start a new incarnation in the child's cell (opening the cell if it was closed, and
    /// disposing of a crashed incarnation). Answer: onChildStarted, or onChildFailed(initFailed).
    virtual void startChild(ActorId child) = 0;

    /// End the incarnation, to start another: the cell stays open, its mailbox is kept. May come
    /// while it is still starting. Answer: onChildStopped with any reason. The core keeps the
    /// time: `grace` is for display.
    virtual void haltChild(ActorId child, Duration grace) = 0;

    /// End the child for good, with `reason` as its exit reason. May come in every state in which
    /// the cell is open, running or not, and a second time if the child fails meanwhile.
    /// Answer: onChildStopped.
    virtual void stopChild(ActorId child, ExitReason reason, Duration grace) = 0;

    /// Its grace is over: kill. Answer: onChildStopped, for which the core waits however long it
    /// takes, for no incarnation may run beside the next one. A host that abandons a stuck handler
    /// answers then.
    virtual void killChild(ActorId child) = 0;

    /// The crashed incarnation goes on with the state it has.
    virtual void resumeChild(ActorId child) = 0;

    /// Call onTimer(token) at `at` (ns). A time already past: as soon as possible.
    virtual void setTimer(TimerToken token, std::int64_t at) = 0;

    /// A late onTimer after this does no harm.
    virtual void cancelTimer(TimerToken token) = 0;

    /// A decision about an end that the core did not order, told before it is carried out, at the
    /// instant of that end (decisions.md 17). `inWindow` restarts count now, this one included, of
    /// `max` granted (negative: unlimited). `affected`, in start order: restart: those that will
    /// start again; escalate: those that will be stopped; else the child alone.
    virtual void decided(ActorId child, Directive directive, int inWindow, int max, Duration delay,
                         const std::vector<ActorId>& affected) = 0;

    /// The supervisor gives up; it will exit as soon as its children are stopped.
    virtual void escalated() = 0;

    /// The children of start() have all started, failed to, or wait to be restarted; told once
    /// for each start(), not where the supervisor exits before. What started this supervisor may
    /// go on now: a tree starts depth first.
    virtual void childrenStarted() = 0;

    /// All children are down, after an escalation or halt() with their cells open: call stop()
    /// where the supervisor will not start again. `reason` is restartLimit (over budget), the
    /// child's own reason (a decider said escalate) or what stop() was told.
    virtual void exit(ExitReason reason) = 0;

    /// The core has this child no more, and `hostData` goes back to the host, which may end the
    /// child's life with it. Told once for each child, but not by the end of the core itself.
    virtual void forgotten(ActorId child, void* hostData) = 0;

protected:
    ~SupervisorHost() = default;
};

/// One supervisor. Inputs that do not fit a child's state (late, unknown child) are ignored.
class SupervisorCore {
public:
    /// `seed` is for jitter only. The host must outlive the core.
    SupervisorCore(SupervisorHost& host, SupervisorOptions options, std::uint64_t seed = 0);

    /// A copy at the same point with another host, for the Lab's checkpoints.
    SupervisorCore(const SupervisorCore& other, SupervisorHost& host) : SupervisorCore(other) {
        m_host = &host;
    }
    SupervisorCore& operator=(const SupervisorCore&) = delete;

    // --- what the host reports ------------------------------------------------------------------

    /// The supervisor's own incarnation begins, the first or a later one: a fresh budget, fresh
    /// back-off, and its children start left to right, each after the one before it has started
    /// or failed to. Children that ended before their supervisor did stay as they were.
    void start(std::int64_t now);

    /// A new child at the end of the order. Starts at once if the supervisor runs; after a start
    /// that is under way; with the group if one is being restarted. False: already a child.
    /// `hostData` is what the host knows it by: kept for it until forgotten() gives it back.
    bool addChild(ActorId child, ChildPolicy policy, void* hostData, std::int64_t now);

    /// As addChild for an actor that runs already (moved from another supervisor).
    bool adoptChild(ActorId child, ChildPolicy policy, void* hostData);

    void onChildStarted(ActorId child, std::int64_t now);

    /// The incarnation crashed (error, restartLimit) or did not start (initFailed). It waits:
    /// startChild, resumeChild or stopChild follows.
    void onChildFailed(ActorId child, ExitReason reason, std::int64_t now);

    /// The incarnation is over: by itself (normal), stopped by someone (shutdown), killed, a
    /// supervisor's exit, or because the core asked.
    void onChildStopped(ActorId child, ExitReason reason, std::int64_t now);

    void onTimer(TimerToken token, std::int64_t now);

    // --- what people and programs ask for -------------------------------------------------------

    /// Stops all children right to left, one at a time, each with min(grace, what is left until
    /// `deadline` ÷ children left), then kill; at the deadline kills the rest at once. Then exit.
    /// During an exit it only tightens: the earlier deadline, the newer reason.
    void stop(ExitReason reason, std::int64_t deadline, std::int64_t now);

    /// As stop, but children are halted: they keep cell and mailbox for the next start(). For a
    /// supervisor that is itself being restarted. A stop() afterwards closes the cells.
    void halt(ExitReason reason, std::int64_t deadline, std::int64_t now);

    /// "Start again": starts a stopped child, or one that waits out its back-off, now; costs
    /// nothing, and its back-off begins anew. False where there is nothing to start.
    bool restartChild(ActorId child, std::int64_t now);

    /// Forgets a child, in whatever state; it is not stopped by this. False: no such child.
    bool removeChild(ActorId child, std::int64_t now);

    /// New settings hold from the next decision on. A budget keeps what it has counted
    /// (RestartBudget::setOptions); changed back-off begins anew. Delays under way stay.
    void setOptions(SupervisorOptions options);
    bool setChildPolicy(ActorId child, ChildPolicy policy);

    // --- what can be seen -----------------------------------------------------------------------

    const SupervisorOptions& options() const { return m_options; }
    bool isRunning() const { return m_phase == Phase::running; }
    /// All children are being ended; exit() follows.
    bool isExiting() const { return m_phase == Phase::exiting; }
    /// Whether a child's cell is open, running or not.
    bool hasOpenChildren() const { return m_openCount != 0; }
    std::size_t childCount() const { return m_children.size(); }
    /// Told to end for good, and has not yet.
    bool isEnding(ActorId child) const {
        const Child* found = m_children.find(child);
        return found && found->state == ChildState::stopping;
    }
    bool hasChild(ActorId child) const { return m_children.find(child) != nullptr; }

    /// Nullptr for a child it does not have.
    void* hostData(ActorId child) const;

    /// `stopped` for a child it does not have.
    ChildState childState(ActorId child) const;

    /// In start order.
    std::vector<ActorId> children() const;

    /// Restarts that count at `now` against the supervisor's budget; with BudgetScope::child
    /// against that child's.
    int restartsUsed(std::int64_t now) const { return m_budget.used(now); }
    int restartsUsed(ActorId child, std::int64_t now) const;

private:
    enum class Phase : std::uint8_t { idle, running, exiting, exited };

    /// What only a child that has failed, or is being ended, needs.
    struct Trouble {
        Backoff backoff;
        RestartBudget budget; // BudgetScope::child
        TimerToken timer = 0; // back-off or grace
        std::int64_t timerAt = 0;
    };

    /// A restart of several children: halt right to left, wait until the delay counted from the
    /// decision is over, start left to right. The last part is the ordinary start sequence: a
    /// crash in it is a new decision. What crashes before it joins, at no charge.
    struct Group {
        bool isActive = false;
        bool isDelayOver = false;
        TimerToken timer = 0;
        std::size_t cursor = 0; // members in slots from here on are down
        ActorId current;        // the member being ended
    };

    struct Exit {
        ExitReason reason = ExitReason::shutdown;
        std::int64_t deadline = kNoDeadline;
        bool isHalt = false;
        TimerToken timer = 0;
        std::size_t cursor = 0; // children in slots from here on are down
    };

    SupervisorCore(const SupervisorCore&) = default;

    // supervisor_core.cpp: inputs and decisions
    void endedByItself(Child& child, ExitReason reason, std::int64_t now);
    void endedWhileDown(Child& child, ExitReason reason, std::int64_t now);
    void decide(Child& child, ExitReason reason, bool hasEnded, std::int64_t now);
    void decideStop(Child& child, bool hasEnded, std::int64_t now);
    void decideRestart(Child& child, std::int64_t now);
    void escalate(Child& child, ExitReason exitReason, std::int64_t now);
    void restartOne(Child& child, std::int64_t now);
    void restartGroup(Child& child, std::int64_t now);
    void tell(ActorId child, Directive directive, Duration delay,
              const std::vector<ActorId>& affected, std::int64_t now);
    RestartBudget& budgetOf(ActorId child);
    Trouble& troubleOf(ActorId child);

    // supervisor_sequence.cpp: carrying out, one child at a time
    void advance(std::int64_t now);
    bool leaveSequence(ActorId child);
    void rejoinSequence(ActorId child);
    void advanceStarts();
    void advanceGroup(std::int64_t now);
    void beginGroup(Duration delay, std::int64_t now);
    void endGroup();
    void beginExit(ExitReason reason, std::int64_t deadline, bool isHalt, std::int64_t now);
    void tightenExit(ExitReason reason, std::int64_t deadline, bool isHalt, std::int64_t now);
    void setExitDeadline(std::int64_t deadline, std::int64_t now);
    void advanceExit(std::int64_t now);
    void endInExit(Child& child, Duration grace, std::int64_t now);
    void endAllNow(std::int64_t now);
    void tightenGrace(const Child& child, std::int64_t at);
    bool isDone(const Child& child) const;
    Duration graceInExit(std::int64_t now) const;
    void queue(Child& child);
    void startNow(Child& child);
    void endChild(Child& child, bool isHalt, Duration grace, std::int64_t now);
    void kill(Child& child);
    void halted(Child& child, std::int64_t now);
    void retire(Child& child);
    void erase(Child& child);
    void setState(Child& child, ChildState state);

    TimerToken newTimer(ActorId child, std::int64_t at);
    void setChildTimer(ActorId child, std::int64_t at);
    void cancelChildTimer(ActorId child);
    void cancelTimer(TimerToken& token);
    void onChildTimer(ActorId child, TimerToken token);

    SupervisorHost* m_host;
    SupervisorOptions m_options;
    Random m_random;
    RestartBudget m_budget;
    ChildList m_children;
    std::map<std::uint32_t, Trouble> m_troubles;
    Group m_group;
    Exit m_exit;
    Phase m_phase = Phase::idle;
    bool m_isStartTold = false;    // childrenStarted() was called
    ActorId m_starting;            // of the start sequence
    std::size_t m_startCursor = 0; // no queued child in slots before this one
    std::size_t m_openCount = 0;   // children not stopped
    std::size_t m_idleCount = 0;
    std::uint32_t m_timerCount = 0;
};

} // namespace troupe::TROUPE_ABI

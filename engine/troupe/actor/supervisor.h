// The supervisor actor: carries out in cells what a SupervisorCore decides.
//
// It has no user messages; it lives on signals. Its children are cells of their own, reached by
// signals too, so it never waits for anyone. Internal but for the class Supervisor.
#pragma once

#include <map>
#include <memory>
#include <set>

#include "troupe/actor/typed_actor.h"
#include "troupe/schedule/timer_queue.h"
#include "troupe/supervision/supervisor_core.h"

namespace troupe::inline TROUPE_ABI {

class Cell;
struct Signal;

/// The actor class of supervisors, for references to them.
class Supervisor {
public:
    using Messages = MessageList<>;
    static constexpr auto name = "Supervisor";
};

class SupervisorState final : private SupervisorHost {
public:
    SupervisorState(Cell& self, SupervisorOptions options);
    ~SupervisorState();

    // Thread: the supervisor's turn.
    void start();
    /// What its children tell it, and what others want of them; no other kind of signal.
    void handleSignal(Signal& signal);
    /// Children first, then the supervisor itself, by Cell::supervisorExits.
    void stop(ExitReason reason, std::int64_t deadline);
    /// As stop, but the children's cells stay open for the supervisor's next start.
    void halt(std::int64_t deadline);
    void setOptions(SupervisorOptions options) { m_core.setOptions(std::move(options)); }
    void setChildPolicy(ActorId child, ChildPolicy policy) { m_core.setChildPolicy(child, policy); }

    /// The supervisor closes: lets go of children and timers. (They refer to each other.)
    void letGo();

    const SupervisorOptions& options() const { return m_core.options(); }
    bool isRunning() const { return m_core.isRunning(); }
    bool isExiting() const { return m_core.isExiting(); }
    bool hasOpenChildren() const { return !m_isLettingGo && m_core.hasOpenChildren(); }

private:
    void addChild(Cell* child);
    void removeChild(ActorId child);
    void restartChild(Cell& child);
    void onChildFailed(ActorId child, ExitReason reason);
    void onChildStopped(ActorId child, ExitReason reason);
    void onTimer(TimerToken token);

    void startChild(ActorId child) override;
    void haltChild(ActorId child, Duration grace) override;
    void stopChild(ActorId child, ExitReason reason, Duration grace) override;
    void killChild(ActorId child) override;
    void resumeChild(ActorId child) override;
    void setTimer(TimerToken token, std::int64_t at) override;
    void cancelTimer(TimerToken token) override;
    void decided(ActorId child, Directive directive, int inWindow, int max, Duration delay,
                 const std::vector<ActorId>& affected) override;
    void escalated() override;
    void childrenStarted() override;
    void exit(ExitReason reason) override;
    void forgotten(ActorId child, void* hostData) override;

    Cell* cellOf(ActorId child) const;
    void order(ActorId child, Signal signal);

    Cell& m_self;
    bool m_isLettingGo = false;           // nobody is told anything more
    std::set<std::uint32_t> m_startAgain; // when the news of their stop has come
    std::map<TimerToken, std::unique_ptr<TimerEntry>> m_timers;
    SupervisorCore m_core; // its host data: the child's Cell, one reference
};

} // namespace troupe::TROUPE_ABI

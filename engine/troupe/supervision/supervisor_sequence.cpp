// How a SupervisorCore carries out what it decided: starting left to right, stopping right to
// left, one child at a time. Each step ends by waiting for the host's next report.
#include "troupe/supervision/supervisor_core.h"

#include <algorithm>

#include "troupe/sync/sync.h"

namespace troupe::inline TROUPE_ABI {

namespace {

bool isBeingEnded(const Child& child) {
    return child.state == ChildState::halting || child.state == ChildState::stopping;
}

} // namespace

void SupervisorCore::advance(std::int64_t now) {
    if (m_phase == Phase::running) {
        advanceGroup(now);
        advanceStarts();
    } else if (m_phase == Phase::exiting) {
        advanceExit(now);
    }
}

// --- starting ----------------------------------------------------------------------------------

void SupervisorCore::advanceStarts() {
    if (const Child* child = m_children.find(m_starting);
        child && child->state == ChildState::starting) {
        return;
    }
    for (; m_startCursor < m_children.slotCount(); ++m_startCursor) {
        Child* child = m_children.at(m_startCursor);
        if (child && child->state == ChildState::queued) {
            m_starting = child->id;
            startNow(*child);
            return;
        }
    }
    m_starting = {};
    // A group that starts again without a delay does so before anything else.
    const bool goesOnAtOnce = m_group.isActive && m_group.isDelayOver;
    if (!m_isStartTold && !goesOnAtOnce) {
        m_isStartTold = true;
        m_host->childrenStarted();
    }
}

/// What was being started has ended. True: it held the others up.
bool SupervisorCore::leaveSequence(ActorId child) {
    if (child != m_starting) {
        return false;
    }
    m_starting = {};
    return true;
}

/// Without a delay it is tried again before the next one has its turn.
void SupervisorCore::rejoinSequence(ActorId child) {
    if (childState(child) == ChildState::starting) {
        m_starting = child;
    }
}

void SupervisorCore::queue(Child& child) {
    setState(child, ChildState::queued);
    m_startCursor = std::min(m_startCursor, m_children.slotOf(child));
}

void SupervisorCore::startNow(Child& child) {
    cancelChildTimer(child.id);
    child.hasFailed = false;
    child.isKilled = false;
    child.isRevivable = false;
    setState(child, ChildState::starting);
    m_host->startChild(child.id);
}

// --- restarting a group ------------------------------------------------------------------------

void SupervisorCore::beginGroup(Duration delay, std::int64_t now) {
    for (std::size_t slot = 0; slot < m_children.slotCount(); ++slot) {
        Child* child = m_children.at(slot);
        if (!child || !child->isInGroup || isBeingEnded(*child)) {
            continue;
        }
        cancelChildTimer(child->id); // a back-off of its own is overtaken
        if (child->state == ChildState::queued) {
            setState(*child, ChildState::waiting);
        }
    }
    cancelTimer(m_group.timer);
    m_group.isActive = true;
    m_group.cursor = m_children.slotCount();
    m_group.isDelayOver = delay == Duration::zero();
    if (!m_group.isDelayOver) {
        m_group.timer = newTimer({}, sync::after(now, delay.count()));
    }
}

void SupervisorCore::advanceGroup(std::int64_t now) {
    if (!m_group.isActive) {
        return;
    }
    if (const Child* child = m_children.find(m_group.current); child && isBeingEnded(*child)) {
        return;
    }
    m_group.current = {};
    while (m_group.cursor > 0) {
        Child* child = m_children.at(--m_group.cursor);
        if (!child || !child->isInGroup || isBeingEnded(*child)) {
            continue;
        }
        const bool isTemporary = child->policy == ChildPolicy::temporary;
        if (isTemporary || child->state != ChildState::waiting) {
            m_group.current = child->id;
            endChild(*child, !isTemporary, m_options.grace, now);
            return;
        }
    }
    if (m_group.isDelayOver) {
        endGroup();
    }
}

void SupervisorCore::endGroup() {
    cancelTimer(m_group.timer);
    m_group = {};
    for (std::size_t slot = 0; slot < m_children.slotCount(); ++slot) {
        Child* child = m_children.at(slot);
        if (!child || !child->isInGroup) {
            continue;
        }
        child->isInGroup = false;
        if (child->state == ChildState::waiting) {
            queue(*child);
        }
    }
}

// --- stopping all ------------------------------------------------------------------------------

void SupervisorCore::beginExit(ExitReason reason, std::int64_t deadline, bool isHalt,
                               std::int64_t now) {
    m_phase = Phase::exiting;
    m_starting = {};
    endGroup();
    for (auto& [id, trouble] : m_troubles) {
        const Child* child = m_children.find(ActorId{id});
        if (child && !isBeingEnded(*child)) {
            cancelTimer(trouble.timer);
        }
    }
    m_exit = {.reason = reason, .isHalt = isHalt, .cursor = m_children.slotCount()};
    setExitDeadline(deadline, now);
}

void SupervisorCore::tightenExit(ExitReason reason, std::int64_t deadline, bool isHalt,
                                 std::int64_t now) {
    m_exit.reason = reason;
    m_exit.isHalt = m_exit.isHalt && isHalt;
    m_exit.cursor = m_children.slotCount(); // what was only halted may have to be stopped now
    if (deadline < m_exit.deadline) {
        setExitDeadline(deadline, now);
    }
}

void SupervisorCore::setExitDeadline(std::int64_t deadline, std::int64_t now) {
    cancelTimer(m_exit.timer);
    m_exit.deadline = deadline;
    if (deadline <= now) {
        endAllNow(now);
    } else if (deadline != kNoDeadline) {
        m_exit.timer = newTimer({}, deadline);
    }
}

void SupervisorCore::advanceExit(std::int64_t now) {
    for (; m_exit.cursor > 0; --m_exit.cursor) {
        Child* child = m_children.at(m_exit.cursor - 1);
        if (!child || isDone(*child)) {
            continue;
        }
        const Duration grace = graceInExit(now);
        if (!isBeingEnded(*child)) {
            endInExit(*child, grace, now);
        } else {
            tightenGrace(*child,
                         sync::after(now, grace.count())); // it was promised more than there is
        }
        if (!isDone(*child)) {
            return;
        }
    }
    cancelTimer(m_exit.timer);
    m_phase = Phase::exited;
    m_host->exit(m_exit.reason);
}

void SupervisorCore::endInExit(Child& child, Duration grace, std::int64_t now) {
    const bool isHalt = m_exit.isHalt && child.policy != ChildPolicy::temporary;
    const bool isDown = child.state == ChildState::queued || child.state == ChildState::waiting;
    if (isHalt && isDown) {
        setState(child, ChildState::idle);
        return;
    }
    child.isRevivable = true;
    endChild(child, isHalt, grace, now);
}

void SupervisorCore::endAllNow(std::int64_t now) {
    for (std::size_t slot = m_children.slotCount(); slot > 0; --slot) {
        Child* child = m_children.at(slot - 1);
        if (!child || isDone(*child)) {
            continue;
        }
        if (isBeingEnded(*child)) {
            kill(*child);
        } else {
            endInExit(*child, Duration::zero(), now);
        }
    }
}

void SupervisorCore::tightenGrace(const Child& child, std::int64_t at) {
    const auto trouble = m_troubles.find(child.id.number);
    if (trouble != m_troubles.end() && trouble->second.timer != 0 && at < trouble->second.timerAt) {
        setChildTimer(child.id, at);
    }
}

bool SupervisorCore::isDone(const Child& child) const {
    return child.state == ChildState::stopped || (m_exit.isHalt && child.state == ChildState::idle);
}

Duration SupervisorCore::graceInExit(std::int64_t now) const {
    if (m_exit.deadline == kNoDeadline) {
        return m_options.grace;
    }
    const std::size_t left = m_exit.isHalt ? m_openCount - m_idleCount : m_openCount;
    const std::int64_t share =
        std::max<std::int64_t>(m_exit.deadline - now, 0) / static_cast<std::int64_t>(left);
    return std::min(m_options.grace, Duration(share));
}

// --- one child ---------------------------------------------------------------------------------

void SupervisorCore::endChild(Child& child, bool isHalt, Duration grace, std::int64_t now) {
    const bool isDown = child.hasFailed || child.state == ChildState::idle ||
                        child.state == ChildState::queued || child.state == ChildState::waiting;
    setState(child, isHalt ? ChildState::halting : ChildState::stopping);
    // What has crashed runs no more and needs no killing; it keeps its reason.
    if (grace <= Duration::zero() && !child.hasFailed) {
        kill(child);
        return;
    }
    setChildTimer(child.id, sync::after(now, grace.count()));
    if (isHalt) {
        m_host->haltChild(child.id, grace);
    } else {
        m_host->stopChild(child.id, isDown ? child.failure : ExitReason::shutdown, grace);
    }
}

void SupervisorCore::kill(Child& child) {
    cancelChildTimer(child.id);
    if (!child.isKilled) {
        child.isKilled = true;
        m_host->killChild(child.id);
    }
}

void SupervisorCore::halted(Child& child, std::int64_t now) {
    cancelChildTimer(child.id);
    if (const auto trouble = m_troubles.find(child.id.number); trouble != m_troubles.end()) {
        trouble->second.backoff.ended(now);
    }
    child.hasFailed = false;
    child.failure = ExitReason::shutdown;
    child.isKilled = false;
    setState(child, ChildState::waiting);
}

void SupervisorCore::retire(Child& child) {
    if (child.policy == ChildPolicy::temporary) {
        erase(child);
        return;
    }
    cancelChildTimer(child.id);
    child.hasFailed = false;
    child.isKilled = false;
    child.isInGroup = false;
    setState(child, ChildState::stopped);
}

void SupervisorCore::erase(Child& child) {
    const ActorId id = child.id;
    void* const hostData = child.hostData;
    cancelChildTimer(id);
    m_troubles.erase(id.number);
    setState(child, ChildState::stopped);
    m_children.erase(id);
    m_host->forgotten(id, hostData);
}

void SupervisorCore::setState(Child& child, ChildState state) {
    const auto count = [](ChildState s, ChildState wanted) { return s == wanted ? 1U : 0U; };
    m_openCount += count(child.state, ChildState::stopped);
    m_openCount -= count(state, ChildState::stopped);
    m_idleCount -= count(child.state, ChildState::idle);
    m_idleCount += count(state, ChildState::idle);
    child.state = state;
}

// --- timers ------------------------------------------------------------------------------------

void SupervisorCore::onTimer(TimerToken token, std::int64_t now) {
    const ActorId child{static_cast<std::uint32_t>(token)};
    if (child) {
        onChildTimer(child, token);
    } else if (token == m_group.timer) {
        m_group.timer = 0;
        m_group.isDelayOver = true;
    } else if (token == m_exit.timer) {
        m_exit.timer = 0;
        endAllNow(now);
    }
    advance(now);
}

void SupervisorCore::onChildTimer(ActorId child, TimerToken token) {
    const auto trouble = m_troubles.find(child.number);
    if (trouble == m_troubles.end() || trouble->second.timer != token) {
        return; // cancelled on its way here
    }
    trouble->second.timer = 0;
    Child* found = m_children.find(child);
    if (found && found->state == ChildState::waiting) {
        startNow(*found);
    } else if (found && isBeingEnded(*found)) {
        kill(*found);
    }
}

TimerToken SupervisorCore::newTimer(ActorId child, std::int64_t at) {
    // The child in the lower half makes a token self-describing: no table of tokens is needed.
    const TimerToken token = (TimerToken{++m_timerCount} << 32) | child.number;
    m_host->setTimer(token, at);
    return token;
}

void SupervisorCore::setChildTimer(ActorId child, std::int64_t at) {
    Trouble& trouble = troubleOf(child);
    cancelTimer(trouble.timer);
    trouble.timer = newTimer(child, at);
    trouble.timerAt = at;
}

void SupervisorCore::cancelChildTimer(ActorId child) {
    const auto trouble = m_troubles.find(child.number);
    if (trouble != m_troubles.end()) {
        cancelTimer(trouble->second.timer);
    }
}

void SupervisorCore::cancelTimer(TimerToken& token) {
    if (token != 0) {
        m_host->cancelTimer(token);
        token = 0;
    }
}

} // namespace troupe::TROUPE_ABI

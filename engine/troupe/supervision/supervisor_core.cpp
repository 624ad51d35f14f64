#include "troupe/supervision/supervisor_core.h"

#include <utility>

#include "troupe/sync/sync.h"

namespace troupe::inline TROUPE_ABI {

namespace {

bool isUp(const Child& child) {
    return child.state == ChildState::starting || child.state == ChildState::running;
}

/// Those a group restart reaches: not the ones that ended for good or are being ended.
bool takesPart(const Child& child) {
    return child.state != ChildState::stopped && child.state != ChildState::stopping;
}

} // namespace

SupervisorCore::SupervisorCore(SupervisorHost& host, SupervisorOptions options, std::uint64_t seed)
    : m_host(&host), m_options(std::move(options)), m_random(seed), m_budget(m_options.budget) {}

void SupervisorCore::start(std::int64_t now) {
    if (m_phase == Phase::running || m_phase == Phase::exiting) {
        return;
    }
    m_phase = Phase::running;
    m_isStartTold = false;
    m_budget = RestartBudget(m_options.budget);
    m_troubles.clear();
    for (std::size_t slot = 0; slot < m_children.slotCount(); ++slot) {
        Child* child = m_children.at(slot);
        if (child && !isUp(*child) && (takesPart(*child) || child->isRevivable)) {
            queue(*child);
        }
    }
    advance(now);
}

bool SupervisorCore::addChild(ActorId child, ChildPolicy policy, void* hostData, std::int64_t now) {
    if (!adoptChild(child, policy, hostData)) {
        return false;
    }
    Child& added = *m_children.find(child);
    if (m_phase != Phase::running) {
        setState(added, ChildState::idle);
    } else if (m_group.isActive) {
        added.isInGroup = true;
        setState(added, ChildState::waiting);
    } else {
        queue(added);
    }
    advance(now);
    return true;
}

bool SupervisorCore::adoptChild(ActorId child, ChildPolicy policy, void* hostData) {
    if (!child || hasChild(child)) {
        return false;
    }
    const bool hasMoved = m_children.append(
        {.id = child, .policy = policy, .state = ChildState::stopped, .hostData = hostData});
    if (hasMoved) {
        m_startCursor = 0;
        m_group.cursor = m_children.slotCount();
    }
    m_exit.cursor = m_children.slotCount();
    setState(*m_children.find(child), ChildState::running);
    return true;
}

void SupervisorCore::onChildStarted(ActorId child, std::int64_t now) {
    Child* found = m_children.find(child);
    if (!found || found->state != ChildState::starting) {
        return;
    }
    setState(*found, ChildState::running);
    if (const auto trouble = m_troubles.find(child.number); trouble != m_troubles.end()) {
        trouble->second.backoff.started(now);
    }
    advance(now);
}

void SupervisorCore::onChildFailed(ActorId child, ExitReason reason, std::int64_t now) {
    Child* found = m_children.find(child);
    if (!found) {
        return;
    }
    const bool wasBeingStarted = leaveSequence(child);
    if (isUp(*found)) {
        found->hasFailed = true;
        found->failure = reason;
        if (m_phase == Phase::running) {
            decide(*found, reason, false, now);
        } else {
            setState(*found, ChildState::waiting); // its turn to be stopped comes
        }
    } else if (found->state == ChildState::halting) {
        halted(*found, now);
    } else if (found->state == ChildState::stopping) {
        m_host->stopChild(child, reason, Duration::zero());
    }
    if (wasBeingStarted) {
        rejoinSequence(child);
    }
    advance(now);
}

void SupervisorCore::onChildStopped(ActorId child, ExitReason reason, std::int64_t now) {
    Child* found = m_children.find(child);
    if (!found) {
        return;
    }
    const bool wasBeingStarted = leaveSequence(child);
    switch (found->state) {
    case ChildState::starting:
    case ChildState::running:
        endedByItself(*found, reason, now);
        break;
    case ChildState::halting:
        halted(*found, now);
        break;
    case ChildState::stopping:
        retire(*found);
        break;
    case ChildState::idle:
    case ChildState::queued:
    case ChildState::waiting:
        endedWhileDown(*found, reason, now);
        break;
    case ChildState::stopped:
        break;
    }
    if (wasBeingStarted) {
        rejoinSequence(child);
    }
    advance(now);
}

void SupervisorCore::endedByItself(Child& child, ExitReason reason, std::int64_t now) {
    child.hasFailed = false;
    child.failure = reason;
    if (m_phase == Phase::running) {
        decide(child, reason, true, now);
    } else if (directiveFor(child.policy, reason, m_options.decider) == Directive::stop) {
        retire(child);
    } else {
        setState(child, ChildState::waiting);
    }
}

void SupervisorCore::endedWhileDown(Child& child, ExitReason reason, std::int64_t now) {
    child.hasFailed = false;
    // Killed while it waits for its restart, it still waits, whatever the decider says of a kill:
    // nothing ran that could be killed, and that restart is paid for.
    const bool isStillOpen = reason == ExitReason::killed && child.policy != ChildPolicy::temporary;
    if (isStillOpen || directiveFor(child.policy, reason, m_options.decider) != Directive::stop) {
        return;
    }
    if (m_phase == Phase::running) {
        decideStop(child, true, now);
    } else {
        retire(child);
    }
}

void SupervisorCore::stop(ExitReason reason, std::int64_t deadline, std::int64_t now) {
    if (m_phase == Phase::exiting) {
        tightenExit(reason, deadline, false, now);
    } else {
        beginExit(reason, deadline, false, now);
    }
    advance(now);
}

void SupervisorCore::halt(ExitReason reason, std::int64_t deadline, std::int64_t now) {
    if (m_phase == Phase::exiting) {
        tightenExit(reason, deadline, true, now);
    } else {
        beginExit(reason, deadline, true, now);
    }
    advance(now);
}

bool SupervisorCore::restartChild(ActorId child, std::int64_t now) {
    Child* found = m_children.find(child);
    if (!found || m_phase != Phase::running) {
        return false;
    }
    const bool waitsAlone = found->state == ChildState::waiting && !found->isInGroup;
    if (found->state != ChildState::stopped && !waitsAlone) {
        return false;
    }
    troubleOf(child).backoff.reset();
    if (waitsAlone) {
        startNow(*found);
    } else if (m_group.isActive) {
        found->isInGroup = true;
        setState(*found, ChildState::waiting);
    } else {
        queue(*found);
    }
    advance(now);
    return true;
}

bool SupervisorCore::removeChild(ActorId child, std::int64_t now) {
    Child* found = m_children.find(child);
    if (!found) {
        return false;
    }
    erase(*found);
    advance(now);
    return true;
}

void SupervisorCore::setOptions(SupervisorOptions options) {
    const bool isNewScope = options.scope != m_options.scope;
    const bool isNewBackoff = options.backoff != m_options.backoff;
    m_options = std::move(options);
    const auto edit = [&](RestartBudget& budget) {
        if (isNewScope) {
            budget = RestartBudget(m_options.budget);
        } else {
            budget.setOptions(m_options.budget);
        }
    };
    edit(m_budget);
    for (auto& [id, trouble] : m_troubles) {
        edit(trouble.budget);
        if (isNewBackoff) {
            trouble.backoff = Backoff(m_options.backoff);
        }
    }
}

bool SupervisorCore::setChildPolicy(ActorId child, ChildPolicy policy) {
    Child* found = m_children.find(child);
    if (found) {
        found->policy = policy;
    }
    return found != nullptr;
}

void* SupervisorCore::hostData(ActorId child) const {
    const Child* found = m_children.find(child);
    return found ? found->hostData : nullptr;
}

ChildState SupervisorCore::childState(ActorId child) const {
    const Child* found = m_children.find(child);
    return found ? found->state : ChildState::stopped;
}

std::vector<ActorId> SupervisorCore::children() const {
    std::vector<ActorId> ids;
    ids.reserve(m_children.size());
    for (std::size_t slot = 0; slot < m_children.slotCount(); ++slot) {
        if (const Child* child = m_children.at(slot)) {
            ids.push_back(child->id);
        }
    }
    return ids;
}

int SupervisorCore::restartsUsed(ActorId child, std::int64_t now) const {
    if (m_options.scope == BudgetScope::supervisor) {
        return m_budget.used(now);
    }
    const auto trouble = m_troubles.find(child.number);
    return trouble == m_troubles.end() ? 0 : trouble->second.budget.used(now);
}

void SupervisorCore::decide(Child& child, ExitReason reason, bool hasEnded, std::int64_t now) {
    Directive directive = directiveFor(child.policy, reason, m_options.decider);
    if (directive == Directive::resume && (hasEnded || child.isInGroup)) {
        directive = Directive::restart; // nothing left to resume, or about to be restarted anyway
    }
    switch (directive) {
    case Directive::stop:
        decideStop(child, hasEnded, now);
        break;
    case Directive::escalate:
        escalate(child, reason, now);
        break;
    case Directive::restart:
        decideRestart(child, now);
        break;
    case Directive::resume:
        tell(child.id, Directive::resume, Duration::zero(), {child.id}, now);
        child.hasFailed = false;
        setState(child, ChildState::running);
        m_host->resumeChild(child.id);
        break;
    }
}

void SupervisorCore::decideStop(Child& child, bool hasEnded, std::int64_t now) {
    tell(child.id, Directive::stop, Duration::zero(), {child.id}, now);
    if (hasEnded) {
        retire(child);
    } else {
        endChild(child, false, m_options.grace, now);
    }
}

void SupervisorCore::decideRestart(Child& child, std::int64_t now) {
    setState(child, ChildState::waiting);
    if (child.isInGroup) {
        troubleOf(child.id).backoff.ended(now);
        return; // the group restart under way covers it: it is not charged twice
    }
    if (!budgetOf(child.id).charge(now)) {
        escalate(child, ExitReason::restartLimit, now);
    } else if (m_options.strategy == Strategy::oneForOne) {
        restartOne(child, now);
    } else {
        restartGroup(child, now);
    }
}

void SupervisorCore::escalate(Child& child, ExitReason exitReason, std::int64_t now) {
    setState(child, ChildState::waiting);
    std::vector<ActorId> affected;
    for (std::size_t slot = 0; slot < m_children.slotCount(); ++slot) {
        const Child* other = m_children.at(slot);
        if (other && other->state != ChildState::stopped) {
            affected.push_back(other->id);
        }
    }
    tell(child.id, Directive::escalate, Duration::zero(), affected, now);
    m_host->escalated();
    // Halted, not stopped: should this supervisor be restarted, its children go on in their cells.
    beginExit(exitReason, kNoDeadline, true, now);
}

void SupervisorCore::restartOne(Child& child, std::int64_t now) {
    const Duration delay = troubleOf(child.id).backoff.next(now, m_random);
    tell(child.id, Directive::restart, delay, {child.id}, now);
    if (delay == Duration::zero()) {
        startNow(child);
    } else {
        setChildTimer(child.id, sync::after(now, delay.count()));
    }
}

void SupervisorCore::restartGroup(Child& child, std::int64_t now) {
    const bool isAll = m_options.strategy == Strategy::oneForAll;
    const std::size_t first = isAll ? 0 : m_children.slotOf(child);
    std::vector<ActorId> affected;
    for (std::size_t slot = 0; slot < m_children.slotCount(); ++slot) {
        Child* other = m_children.at(slot);
        if (!other || !(slot >= first || other->isInGroup) || !takesPart(*other)) {
            continue;
        }
        other->isInGroup = true;
        if (other->policy != ChildPolicy::temporary) {
            affected.push_back(other->id);
        }
    }
    const Duration delay = troubleOf(child.id).backoff.next(now, m_random);
    tell(child.id, Directive::restart, delay, affected, now);
    beginGroup(delay, now);
}

void SupervisorCore::tell(ActorId child, Directive directive, Duration delay,
                          const std::vector<ActorId>& affected, std::int64_t now) {
    m_host->decided(child, directive, restartsUsed(child, now), m_options.budget.max, delay,
                    affected);
}

RestartBudget& SupervisorCore::budgetOf(ActorId child) {
    return m_options.scope == BudgetScope::child ? troubleOf(child).budget : m_budget;
}

SupervisorCore::Trouble& SupervisorCore::troubleOf(ActorId child) {
    return m_troubles
        .try_emplace(child.number, Trouble{.backoff = Backoff(m_options.backoff),
                                           .budget = RestartBudget(m_options.budget)})
        .first->second;
}

} // namespace troupe::TROUPE_ABI

#include "supervision_reference.h"

#include <algorithm>
#include <utility>

namespace troupe::reference {

namespace {

// How many of the restarts in `times` count at the last of them.
int countedRestarts(const Budget& budget, const std::vector<std::int64_t>& times) {
    if (budget.max == Budget::kUnlimited) return static_cast<int>(times.size());
    const std::int64_t now = times.back();
    int count = 0;
    std::int64_t anchor = 0; // tumbling: start of the window; idleGap: the restart before
    for (const std::int64_t time : times) {
        switch (budget.kind) {
        case BudgetWindow::sliding:
            count += now - time < budget.window ? 1 : 0;
            break;
        case BudgetWindow::tumbling:
            if (count == 0 || time - anchor >= budget.window) {
                count = 0;
                anchor = time;
            }
            ++count;
            break;
        case BudgetWindow::idleGap:
            if (time - anchor >= budget.window) count = 0;
            anchor = time;
            ++count;
            break;
        case BudgetWindow::lifetime:
            ++count;
            break;
        }
    }
    return count;
}

} // namespace

SupervisionReference::SupervisionReference(Tree tree)
    : m_tree(std::move(tree)), m_cells(m_tree.size()), m_children(m_tree.size()) {
    for (ActorIndex actor = 0; actor < m_tree.size(); ++actor)
        if (m_tree[actor].supervisor != kUser)
            m_children[m_tree[actor].supervisor].push_back(actor);
    for (ActorIndex actor = 0; actor < m_tree.size(); ++actor)
        if (m_tree[actor].supervisor == kUser) start(actor);
}

void SupervisionReference::crash(ActorIndex actor) {
    if (m_cells[actor].status == Status::running)
        end(actor, ObservationKind::failed, ExitReason::error);
}

void SupervisionReference::kill(ActorIndex actor) {
    if (m_cells[actor].status == Status::running)
        end(actor, ObservationKind::failed, ExitReason::killed);
}

void SupervisionReference::stopNormal(ActorIndex actor) {
    if (m_cells[actor].status == Status::running)
        end(actor, ObservationKind::stopped, ExitReason::normal);
}

void SupervisionReference::shutdown(ActorIndex actor) {
    if (m_cells[actor].status != Status::stopped)
        end(actor, ObservationKind::stopped, ExitReason::shutdown);
}

void SupervisionReference::failNextStarts(ActorIndex actor, int count) {
    m_cells[actor].failingStarts = count;
}

void SupervisionReference::advance(std::int64_t to) {
    for (;;) {
        const Cell* next = nullptr;
        for (const Cell& cell : m_cells) {
            if (cell.status != Status::restarting || cell.due > to) continue;
            if (next == nullptr ||
                std::pair(cell.due, cell.batch) < std::pair(next->due, next->batch))
                next = &cell;
        }
        if (next == nullptr) break;
        m_now = next->due;
        startBatch(next->batch);
    }
    m_now = std::max(m_now, to);
}

ActorState SupervisionReference::state(ActorIndex actor) const {
    const Cell& cell = m_cells[actor];
    return {cell.status, cell.status == Status::restarting ? cell.due : 0, cell.incarnation};
}

// The end of an incarnation by itself, by a person, or (escalated) by what its children did.
void SupervisionReference::end(ActorIndex actor, ObservationKind kind, ExitReason reason) {
    const bool isSeenFirst = kind == ObservationKind::failed;
    if (isSeenFirst) observe(kind, actor, reason);
    // A supervisor that was shut down never starts again: its children's fate is known too.
    stopChildren(actor, reason == ExitReason::shutdown);
    // What waits to be restarted has ended already (A2).
    if (!isSeenFirst && m_cells[actor].status == Status::running) observe(kind, actor, reason);
    decide(actor, reason);
}

void SupervisionReference::decide(ActorIndex actor, ExitReason reason) {
    const Directive directive = directiveFor(actor, reason);
    if (directive == Directive::resume) {
        observeDecision(actor, reason, directive, 0, 0);
        return;
    }
    leave(actor);
    m_cells[actor].lastReason = reason;
    if (directive == Directive::restart) {
        restart(actor, reason);
        return;
    }
    observeDecision(actor, reason, directive, 0, 0);
    if (directive == Directive::stop)
        bury(actor);
    else
        end(m_tree[actor].supervisor, ObservationKind::escalated, reason);
}

// decisions.md 16: the child policy first, then the decider.
Directive SupervisionReference::directiveFor(ActorIndex actor, ExitReason reason) const {
    const ActorDescription& child = m_tree[actor];
    if (child.supervisor == kUser || reason == ExitReason::shutdown) return Directive::stop;
    if (reason == ExitReason::normal)
        return child.policy == ChildPolicy::permanent ? Directive::restart : Directive::stop;
    if (child.policy == ChildPolicy::temporary) return Directive::stop;

    const Decider& decider = rulesOver(actor).decider;
    Directive directive = decider.restartLimit;
    if (reason == ExitReason::error)
        directive = decider.error;
    else if (reason == ExitReason::killed)
        directive = decider.killed;
    else if (reason == ExitReason::initFailed)
        directive = decider.initFailed;

    const bool canResume = reason == ExitReason::error && !child.rules;
    return directive == Directive::resume && !canResume ? Directive::restart : directive;
}

void SupervisionReference::restart(ActorIndex actor, ExitReason reason) {
    const ActorIndex supervisor = m_tree[actor].supervisor;
    const int count = charge(actor);
    if (count > rulesOver(actor).budget.max) {
        observeDecision(actor, reason, Directive::escalate, count, 0);
        end(supervisor, ObservationKind::escalated, ExitReason::restartLimit);
        return;
    }
    const std::int64_t delay = nextDelay(actor);
    observeDecision(actor, reason, Directive::restart, count, delay);

    const std::uint64_t batch = ++m_batches;
    const std::vector<ActorIndex>& siblings = m_children[supervisor];
    for (auto sibling = siblings.rbegin(); sibling != siblings.rend(); ++sibling) {
        if (!isRestartedWith(*sibling, actor)) continue;
        if (*sibling != actor) stopTree(*sibling, false);
        if (!m_cells[*sibling].isDown) awaitBatch(*sibling, batch, m_now + delay);
    }
    if (delay == 0) startBatch(batch);
}

// Charges a restart at this instant; returns how many now count, this one included.
int SupervisionReference::charge(ActorIndex actor) {
    const Budget& budget = rulesOver(actor).budget;
    std::vector<std::int64_t>& charges = budget.scope == BudgetScope::perChild
                                             ? m_cells[actor].childCharges
                                             : m_cells[m_tree[actor].supervisor].ownCharges;
    charges.push_back(m_now);
    return countedRestarts(budget, charges);
}

std::int64_t SupervisionReference::nextDelay(ActorIndex actor) {
    const Backoff& backoff = rulesOver(actor).backoff;
    double delay = static_cast<double>(backoff.min);
    const double cap = static_cast<double>(backoff.max);
    for (int step = 0; step < m_cells[actor].backoffSteps && delay < cap; ++step)
        delay *= backoff.factor;
    ++m_cells[actor].backoffSteps;
    return static_cast<std::int64_t>(std::min(delay, cap));
}

void SupervisionReference::start(ActorIndex actor) {
    Cell& cell = m_cells[actor];
    ++cell.incarnation;
    if (cell.failingStarts > 0) {
        --cell.failingStarts;
        observe(ObservationKind::initFailed, actor, ExitReason::initFailed);
        decide(actor, ExitReason::initFailed);
        return;
    }
    cell.status = Status::running;
    cell.batch = 0;
    cell.startedAt = m_now;
    cell.ownCharges.clear();
    observe(cell.incarnation == 1 ? ObservationKind::started : ObservationKind::restarted, actor,
            ExitReason::none);

    const std::uint64_t batch = ++m_batches;
    for (const ActorIndex child : m_children[actor]) {
        if (m_cells[child].isDown) continue;
        m_cells[child].childCharges.clear();
        m_cells[child].backoffSteps = 0;
        awaitBatch(child, batch, m_now);
    }
    startBatch(batch);
}

// A start that fails can take others of the batch into a new one: hence the check at each.
void SupervisionReference::startBatch(std::uint64_t batch) {
    for (ActorIndex actor = 0; actor < m_cells.size(); ++actor)
        if (m_cells[actor].status == Status::restarting && m_cells[actor].batch == batch)
            start(actor);
}

void SupervisionReference::awaitBatch(ActorIndex actor, std::uint64_t batch, std::int64_t due) {
    m_cells[actor].status = Status::restarting;
    m_cells[actor].batch = batch;
    m_cells[actor].due = due;
}

// Neither running nor waiting any more; a healthy run forgets the back-off.
void SupervisionReference::leave(ActorIndex actor) {
    Cell& cell = m_cells[actor];
    if (cell.status == Status::running && m_tree[actor].supervisor != kUser) {
        const Backoff& backoff = rulesOver(actor).backoff;
        const std::int64_t health = backoff.resetAfter.value_or((backoff.min + backoff.max) / 2);
        if (m_now - cell.startedAt >= health) cell.backoffSteps = 0;
    }
    cell.status = Status::stopped;
    cell.batch = 0;
}

// Ordered by the supervisor: nothing is decided about it. Nothing changes in a cell that is down.
void SupervisionReference::stopTree(ActorIndex actor, bool isForGood) {
    isForGood = isForGood || m_tree[actor].policy == ChildPolicy::temporary;
    stopChildren(actor, isForGood);
    const bool wasRunning = m_cells[actor].status == Status::running;
    leave(actor);
    if (wasRunning) {
        m_cells[actor].lastReason = ExitReason::shutdown;
        observe(ObservationKind::stopped, actor, ExitReason::shutdown);
    }
    if (isForGood) bury(actor);
}

void SupervisionReference::stopChildren(ActorIndex actor, bool areForGood) {
    const std::vector<ActorIndex>& children = m_children[actor];
    for (auto child = children.rbegin(); child != children.rend(); ++child)
        stopTree(*child, areForGood);
}

void SupervisionReference::bury(ActorIndex actor) {
    if (m_cells[actor].isDown) return;
    const std::vector<ActorIndex>& children = m_children[actor];
    for (auto child = children.rbegin(); child != children.rend(); ++child) bury(*child);
    m_cells[actor].isDown = true;
    observe(ObservationKind::down, actor, m_cells[actor].lastReason);
}

bool SupervisionReference::isRestartedWith(ActorIndex sibling, ActorIndex failing) const {
    switch (rulesOver(failing).strategy) {
    case Strategy::oneForOne:
        return sibling == failing;
    case Strategy::oneForAll:
        return true;
    case Strategy::restForOne:
        return sibling >= failing;
    }
    return false;
}

const SupervisorRules& SupervisionReference::rulesOver(ActorIndex actor) const {
    return *m_tree[m_tree[actor].supervisor].rules;
}

Observation& SupervisionReference::observe(ObservationKind kind, ActorIndex actor,
                                           ExitReason reason) {
    Observation observation;
    observation.time = m_now;
    observation.kind = kind;
    observation.actor = actor;
    observation.incarnation = m_cells[actor].incarnation;
    observation.reason = reason;
    return m_observations.emplace_back(observation);
}

void SupervisionReference::observeDecision(ActorIndex actor, ExitReason reason, Directive directive,
                                           int restartCount, std::int64_t delay) {
    Observation& observation = observe(ObservationKind::decided, actor, reason);
    observation.directive = directive;
    observation.restartCount = restartCount;
    observation.delay = delay;
}

} // namespace troupe::reference

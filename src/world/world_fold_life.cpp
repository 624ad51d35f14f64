#include "world/world_fold.h"

namespace troupe::core {

namespace {

constexpr std::size_t kLongestFailure = 4096; // bytes kept of an exception's text

} // namespace

/// What `spawned` and `changed` tell alike. False: it cannot be read.
bool World::Folding::takeShown(ActorView& row) {
    row.capacity = m_in.takeInt();
    const std::int64_t overflow = m_in.takeInt();
    row.overflow = static_cast<Overflow>(overflow);
    if (row.overflow == Overflow::unbounded) row.capacity = 0;
    row.isSupervisor = m_in.takeBool();
    const std::int64_t strategy = m_in.takeInt();
    row.strategy = static_cast<Strategy>(strategy);
    row.budget.max = m_in.takeInt();
    row.budget.window = m_in.takeDuration();
    const bool isKnown = overflow >= 0 && overflow <= static_cast<int>(Overflow::unbounded) &&
                         strategy >= 0 && strategy <= static_cast<int>(Strategy::restForOne);
    return !m_in.isBad() && isKnown;
}

/// A name or a policy of an actor that goes on.
bool World::Folding::changed() {
    const ActorView* before = look(actor());
    if (!before) return false;
    ActorView row = *before;
    row.name = m_in.takeText();
    if (!takeShown(row)) return false;
    if (row.name != before->name) {
        std::shared_ptr<Names>& names = m_world.m_byName;
        if (names.use_count() > 1) names = std::make_shared<Names>(*names);
        const auto old = names->find(before->name);
        if (old != names->end() && old->second == row.id) names->erase(old);
        names->insert_or_assign(row.name, row.id);
        m_delta.isStructureChanged = true;
    }
    row.lastEvent = m_event.seq;
    *change(actor(), kChangedPolicy) = std::move(row);
    return true;
}

bool World::Folding::spawned() {
    if (!actor() || actor().number > kMostActors) return false;
    const std::size_t place = actor().number - 1;
    if (m_world.m_actors.size() <= place) {
        m_world.m_actors.resize(place + 1);
        m_world.m_latencies.resize(place + 1);
        m_world.m_hasMetrics.resize(place + 1);
    }
    if (m_world.m_actors[place]) return true; // told again to a recorder that came later

    auto row = std::make_shared<ActorView>();
    row->id = actor();
    row->supervisor = peer();
    row->name = m_in.takeText();
    row->kind = m_in.takeText();
    row->accentKind = row->kind;
    if (!takeShown(*row)) return false;

    row->incarnation = m_header.incarnation;
    row->spawnedAt = m_header.stamp;
    row->shape = m_world.m_schema->kind(row->kind);
    if (row->shape && !row->shape->accent.empty()) row->accentKind = row->shape->accent;
    if (row->shape) {
        for (const FieldInfo& field : row->shape->state) {
            row->state.push_back({field.name, field.initial, 0, m_event.seq});
        }
    }
    std::shared_ptr<Names>& names = m_world.m_byName;
    if (names.use_count() > 1) names = std::make_shared<Names>(*names);
    names->insert_or_assign(row->name, row->id);
    m_world.m_actors[place] = std::move(row);
    if (ActorView* supervisor = change(peer(), kChangedStructure)) {
        supervisor->children.push_back(actor());
    }
    change(actor(), kChangedStructure | kChangedStatus);
    m_delta.isStructureChanged = true;
    return true;
}

bool World::Folding::started() {
    ActorView* row = change(actor(), kChangedStatus);
    if (!row) return false;
    row->phase = LifePhase::alive;
    row->exit.reset();
    row->incarnation = m_header.incarnation;
    row->backOffSince = row->backOffUntil = 0;
    row->isStuck = false;
    settle(*row);
    return true;
}

bool World::Folding::failed() {
    ActorView* row = change(actor(), kChangedStatus | kChangedTurn);
    if (!row) return false;
    row->phase = LifePhase::crashed;
    row->lastFailure = m_in.takeText().substr(0, kLongestFailure);
    row->lastFailureAt = m_header.stamp;
    row->waitsFor.reset();
    settle(*row);
    addProblem({.kind = ProblemKind::crash,
                .actor = actor(),
                .text = text("problem.crash", row->name, row->lastFailure)});
    return !m_in.isBad();
}

bool World::Folding::decided() {
    const std::int64_t used = m_in.takeInt();
    const std::int64_t max = m_in.takeInt();
    const Duration delay = m_in.takeDuration();
    const std::vector<ActorId> affected = takeActors();
    if (m_in.isBad()) return false;

    if (ActorView* supervisor = change(actor(), kChangedStatus | kChangedPolicy)) {
        supervisor->budget.used = used;
        supervisor->budget.max = max;
        supervisor->budget.decidedAt = m_header.stamp;
        supervisor->affected = affected;
        if (max > 0 && used >= max && detail<Directive>() == Directive::restart) {
            addProblem({.kind = ProblemKind::budget,
                        .actor = actor(),
                        .text = text("problem.budget", supervisor->name, std::to_string(used),
                                     std::to_string(max)),
                        .isWarning = true});
        }
    }
    const auto delayNs = static_cast<std::uint64_t>(delay.count() > 0 ? delay.count() : 0);
    const auto decide = [&](ActorId id) {
        ActorView* row = change(id, kChangedStatus);
        if (!row) return;
        if (detail<Directive>() == Directive::restart) {
            row->phase = LifePhase::restarting;
            row->backOffSince = m_header.stamp;
            row->backOffUntil = m_header.stamp + delayNs;
        } else if (detail<Directive>() == Directive::resume) {
            row->phase = LifePhase::alive;
        }
        settle(*row);
    };
    bool isChildListed = false;
    for (const ActorId id : affected) {
        isChildListed |= id == peer();
        decide(id);
    }
    if (!isChildListed) decide(peer());
    return true;
}

bool World::Folding::restarted() {
    ActorView* row =
        change(actor(), kChangedStatus | kChangedState | kChangedTurn | kChangedWaiting);
    if (!row) return false;
    row->incarnation = m_header.incarnation;
    ++row->restarts;
    row->phase = LifePhase::alive;
    row->backOffSince = row->backOffUntil = 0;
    row->exit.reset();
    row->waitsFor.reset();
    row->isStuck = false;
    if (row->shape) {
        for (std::size_t i = 0; i < row->shape->state.size(); ++i) {
            setField(*row, i, row->shape->state[i].initial);
        }
    }
    settle(*row);
    return true;
}

bool World::Folding::stopping() {
    ActorView* row = change(actor(), kChangedStatus);
    if (!row) return false;
    row->phase = LifePhase::stopping;
    settle(*row);
    return true;
}

bool World::Folding::stopped() {
    ActorView* row = change(actor(), kChangedStatus | kChangedWaiting);
    if (!row) return false;
    // one of a group that is being restarted stops first and is not gone
    const bool comesBack = row->phase == LifePhase::restarting;
    if (!comesBack) row->phase = LifePhase::stopped;
    row->exit = detail<ExitReason>();
    row->waitsFor.reset();
    row->isStuck = false;
    if (!comesBack) row->backOffSince = row->backOffUntil = 0;
    const std::string_view why = m_in.takeText();
    if (!why.empty()) row->lastFailure = why.substr(0, kLongestFailure);
    settle(*row);
    // nobody is left to start these again
    for (const ActorId id : row->children) {
        const ActorView* child = look(id);
        if (!child || child->phase != LifePhase::restarting) continue;
        ActorView* changed = change(id, kChangedStatus);
        changed->phase = LifePhase::stopped;
        changed->backOffSince = changed->backOffUntil = 0;
        settle(*changed);
    }
    return true;
}

bool World::Folding::escalated() {
    const ActorView* row = change(actor(), kChangedStatus);
    if (!row) return false;
    addProblem({.kind = ProblemKind::budget,
                .actor = actor(),
                .text = text("problem.escalated", row->name, std::to_string(row->budget.max))});
    return true;
}

bool World::Folding::held(bool isHeld) {
    ActorView* row = change(actor(), kChangedStatus);
    if (!row) return false;
    row->isHeld = isHeld;
    settle(*row);
    return true;
}

bool World::Folding::stuck() {
    ActorView* row = change(subject(), kChangedStatus);
    if (!row) return false;
    row->isStuck = true;
    settle(*row);
    const Duration running = m_in.takeDuration();
    addProblem({.kind = ProblemKind::stuck,
                .actor = subject(),
                .text = text("problem.stuck", row->name, toText(running))});
    return true;
}

bool World::Folding::abandoned() {
    ActorView* row = change(actor(), kChangedStatus | kChangedTurn);
    if (!row) return false;
    row->isStuck = false;
    settle(*row);
    return true;
}

} // namespace troupe::core

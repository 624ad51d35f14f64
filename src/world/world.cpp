#include "world/world.h"

#include <array>
#include <utility>

#include "world/world_fold.h"

namespace troupe::core {

const char* toString(ActorStatus v) {
    constexpr std::array kNames{"idle",       "running",  "waiting", "held", "crashed",
                                "restarting", "stopping", "stopped", "stuck"};
    return kNames[static_cast<std::size_t>(v)];
}

const char* toString(ProblemKind v) {
    constexpr std::array kNames{"crash", "budget",   "deadlock",   "couldDeadlock",
                                "stuck", "overflow", "lostEvents", "wiring"};
    return kNames[static_cast<std::size_t>(v)];
}

Ledger& Ledger::operator+=(const Ledger& other) {
    sent += other.sent;
    handled += other.handled;
    queued += other.queued;
    inHandler += other.inHandler;
    dead += other.dead;
    discarded += other.discarded;
    return *this;
}

const StateField* ActorView::field(std::string_view fieldName) const {
    for (const StateField& each : state) {
        if (each.name == fieldName) return &each;
    }
    return nullptr;
}

ActorStatus ActorView::statusNow() const {
    switch (phase) {
    case LifePhase::stopped: {
        const bool isFailure = exit == ExitReason::error || exit == ExitReason::initFailed ||
                               exit == ExitReason::restartLimit;
        return isFailure ? ActorStatus::crashed : ActorStatus::stopped;
    }
    case LifePhase::crashed:
        return ActorStatus::crashed;
    case LifePhase::restarting:
        return ActorStatus::restarting;
    case LifePhase::stopping:
        return isStuck ? ActorStatus::stuck : ActorStatus::stopping;
    case LifePhase::alive:
        break;
    }
    if (isStuck) return ActorStatus::stuck;
    if (isHeld) return ActorStatus::held;
    if (waitsFor) return ActorStatus::waiting;
    return turn || depth > 0 ? ActorStatus::running : ActorStatus::idle;
}

void DeadLetters::add(const DeadLetter& letter) {
    const auto reason = static_cast<std::size_t>(letter.reason);
    if (reason < m_byReason.size()) ++m_byReason[reason];
    ++m_count;
    m_listed.push_back(letter);
    if (m_listed.size() > kListed) m_listed.pop_front();
}

World::World(std::shared_ptr<const Schema> schema) : m_schema(std::move(schema)) {}

void World::apply(const RecordedEvent& event, WorldDelta* delta) {
    WorldDelta ignored;
    WorldDelta& changes = delta ? *delta : ignored;
    m_lastSeq = event.seq;
    if (event.header.stamp > m_time) m_time = event.header.stamp;
    if (changes.firstEvent == 0) changes.firstEvent = event.seq;
    changes.lastEvent = event.seq;
    changes.isTimeChanged = true;
    if (!Folding(*this, event, changes).fold()) ++m_odd;
}

const ActorView* World::actor(ActorId id) const {
    return id.number != 0 && id.number <= m_actors.size() ? m_actors[id.number - 1].get() : nullptr;
}

const ActorView* World::actor(std::string_view name) const {
    const auto found = m_byName->find(name);
    return found == m_byName->end() ? nullptr : actor(found->second);
}

std::shared_ptr<const LatencySet> World::latencies(ActorId id) const {
    return id.number != 0 && id.number <= m_latencies.size() ? m_latencies[id.number - 1] : nullptr;
}

LatencySummary World::latency(ActorId id, LatencyKind kind) const {
    const auto set = latencies(id);
    return set ? set->of(kind).summary() : LatencySummary{};
}

Ledger World::ledger() const {
    Ledger sum = m_nobody;
    forEachActor([&](const ActorView& each) { sum += each.ledger; });
    return sum;
}

} // namespace troupe::core

#include <algorithm>

#include "troupe/observe/metrics.h"
#include "world/world_fold.h"

namespace troupe::core {

namespace {

constexpr std::size_t kLongestLog = 4096; // bytes kept of a log line

std::int64_t whole(std::uint64_t count) {
    return static_cast<std::int64_t>(count);
}

} // namespace

// NOLINTNEXTLINE(readability-function-size): a few lines for each kind, one after the other
bool World::Folding::fold() {
    switch (m_header.kind) {
    case EventKind::spawned:
        return spawned();
    case EventKind::changed:
        return changed();
    case EventKind::started:
        return started();
    case EventKind::sent:
    case EventKind::asked:
        return sent();
    case EventKind::began:
        return began();
    case EventKind::ended:
        return ended();
    case EventKind::replied:
        return replied();
    case EventKind::answered:
        return answered();
    case EventKind::timerFired:
        return timerFired();
    case EventKind::failed:
        return failed();
    case EventKind::decided:
        return decided();
    case EventKind::restarted:
        return restarted();
    case EventKind::stopping:
        return stopping();
    case EventKind::stopped:
        return stopped();
    case EventKind::escalated:
        return escalated();
    case EventKind::deadLetter:
        return deadLetter();
    case EventKind::suspended:
        return held(true);
    case EventKind::resumed:
        return held(false);
    case EventKind::waiting:
        return waiting();
    case EventKind::waitEnded:
        return waitEnded();
    case EventKind::deadlock:
        return cycle(true);
    case EventKind::couldDeadlock:
        return cycle(false);
    case EventKind::stuck:
        return stuck();
    case EventKind::abandoned:
        return abandoned();
    case EventKind::log:
        return logged();
    case EventKind::metrics:
        return metrics();
    case EventKind::state:
        return state();
    case EventKind::resolution:
        return resolution();
    case EventKind::gap:
        return gap();
    case EventKind::timerSet:
    case EventKind::timerCancelled:
    case EventKind::watched:
    case EventKind::down:
    case EventKind::restartSeen:
    case EventKind::userAction:
    case EventKind::shutdown:
        return true; // listed as events; no row changes
    case EventKind::none:
        break;
    }
    return false;
}

ActorView* World::Folding::change(ActorId id, ActorChanges changes) {
    if (id.number == 0 || id.number > m_world.m_actors.size()) return nullptr;
    std::shared_ptr<ActorView>& row = m_world.m_actors[id.number - 1];
    if (!row) return nullptr;
    if (row.use_count() > 1) row = std::make_shared<ActorView>(*row);
    row->lastEvent = m_event.seq;
    m_delta.mark(id, changes);
    return row.get();
}

LatencySet& World::Folding::changeLatency(ActorId id) {
    std::shared_ptr<LatencySet>& set = m_world.m_latencies[id.number - 1];
    if (!set) {
        set = std::make_shared<LatencySet>();
    } else if (set.use_count() > 1) {
        set = std::make_shared<LatencySet>(*set);
    }
    m_delta.mark(id, kChangedLatency);
    return *set;
}

bool World::Folding::isCounted(ActorId id) const {
    return id.number != 0 && id.number <= m_world.m_hasMetrics.size() &&
           !m_world.m_hasMetrics[id.number - 1];
}

Ledger* World::Folding::ledgerOf(ActorId receiver) {
    if (!look(receiver)) return &m_world.m_nobody;
    if (!isCounted(receiver)) return nullptr;
    return &m_world.m_actors[receiver.number - 1]->ledger; // change() made it ours
}

void World::Folding::settle(ActorView& row) {
    row.depth = static_cast<std::int64_t>(row.mailbox.size()) + row.unlisted;
    // a message that waited for room is told as sent just before the one that made it is as begun
    const std::int64_t high = row.capacity > 0 ? std::min(row.depth, row.capacity) : row.depth;
    if (high > row.highWater && !m_world.m_isSummary) row.highWater = high;
    const ActorStatus status = row.statusNow();
    if (status == row.status) return;
    row.status = status;
    m_delta.mark(row.id, kChangedStatus);
}

void World::Folding::addProblem(Problem problem) {
    problem.seq = m_event.seq;
    problem.stamp = m_header.stamp;
    m_delta.areProblemsChanged = true;
    auto& all = m_world.m_problems;
    for (auto known = all.rbegin(); known != all.rend(); ++known) {
        if (known->kind != problem.kind || known->actor != problem.actor) continue;
        problem.count += known->count;
        all.erase(std::next(known).base());
        break;
    }
    if (all.size() >= kMostProblems) all.erase(all.begin());
    all.push_back(std::move(problem));
}

void World::Folding::setField(ActorView& row, std::size_t index, Value value) {
    if (index >= row.state.size()) return;
    StateField& field = row.state[index];
    if (const auto* list = value.as<ValueList>()) field.size = list->size();
    if (const auto* map = value.as<ValueMap>()) field.size = map->size();
    field.value = std::move(value);
    field.changedAt = m_event.seq;
    m_delta.mark(row.id, kChangedState);
}

std::vector<ActorId> World::Folding::takeActors() {
    std::vector<ActorId> out;
    for (std::uint64_t n = m_in.takeCount(); n > 0 && !m_in.isBad(); --n) {
        out.push_back(m_in.takeReference());
    }
    return out;
}

bool World::Folding::logged() {
    ActorView* row = change(actor(), kChangedState);
    if (!row) return false;
    row->lastLog = m_in.takeText().substr(0, kLongestLog);
    return !m_in.isBad();
}

bool World::Folding::state() {
    ActorView* row = change(actor(), kChangedState);
    // between two incarnations there is no state to tell
    if (!row || !row->shape || m_event.payload.empty()) return row != nullptr;
    for (std::size_t i = 0; i < row->shape->state.size() && !m_in.isBad(); ++i) {
        Value value = m_in.takeValue(*row->shape->state[i].shape);
        if (m_in.isBad() || value == row->state[i].value) continue;
        setField(*row, i, std::move(value));
    }
    return !m_in.isBad();
}

bool World::Folding::metrics() {
    ActorMetrics told;
    if (!ActorMetrics::decode(m_in, told)) return false;
    ActorView* row = change(subject(), kChangedLedger | kChangedMailbox);
    if (!row) return false;
    const std::size_t place = subject().number - 1;
    if (!m_world.m_hasMetrics[place]) {
        m_world.m_hasMetrics[place] = true;
        m_world.m_latencies[place].reset(); // what was counted is in the first increments
    }
    row->ledger = {whole(told.ledger.sent),        whole(told.ledger.handled),
                   whole(told.ledger.queued),      whole(told.ledger.inHandler),
                   whole(told.ledger.deadTotal()), whole(told.ledger.discarded())};
    row->highWater = whole(told.highWater);
    if (m_world.m_isSummary) row->unlisted = whole(told.depth);

    const bool isMeasured =
        told.mailboxTime.count() + told.handlingTime.count() + told.askTime.count() > 0;
    if (isMeasured) {
        LatencySet& set = changeLatency(subject());
        set.mailbox.add(told.mailboxTime);
        set.handling.add(told.handlingTime);
        set.ask.add(told.askTime);
        set.isShared = told.isShared;
    }
    settle(*row);
    return true;
}

bool World::Folding::resolution() {
    if (detail<Resolution>() == Resolution::pair) {
        const EdgeKey key{actor(), peer()};
        for (std::uint64_t n = m_in.takeCount(); n > 0 && !m_in.isBad(); --n) {
            const auto kind = static_cast<EventKind>(m_in.takeByte());
            const std::uint64_t count = m_in.takeCount();
            if (m_in.isBad()) return false;
            if (kind != EventKind::sent && kind != EventKind::asked) continue;
            EdgeView& edge = m_world.m_edges.try_emplace(key, EdgeView{.key = key}).first->second;
            edge.count(m_header.stamp, whole(count));
            if (kind == EventKind::asked) edge.requests += whole(count);
            m_world.m_sentRate.count(m_header.stamp, whole(count));
            m_delta.mark(key);
        }
        return true;
    }
    m_world.m_isSummary = detail<Resolution>() == Resolution::summary;
    m_world.m_summarised += static_cast<std::uint64_t>(m_in.takeInt());
    m_delta.isResolutionChanged = true;
    if (!m_world.m_isSummary) return true;
    // envelopes are no longer told one by one: only numbers are right until detail comes back
    for (std::uint32_t number = 1; number <= m_world.m_actors.size(); ++number) {
        const ActorView* row = look(ActorId{number});
        if (!row || row->mailbox.empty()) continue;
        ActorView* changed = change(ActorId{number}, kChangedMailbox);
        changed->unlisted += static_cast<std::int64_t>(changed->mailbox.size());
        changed->mailbox.clear();
    }
    return true;
}

bool World::Folding::gap() {
    const std::int64_t missing = m_in.takeInt();
    m_world.m_missing += static_cast<std::uint64_t>(missing);
    addProblem({.kind = ProblemKind::lostEvents,
                .text = text("problem.lostEvents", std::to_string(missing))});
    return true;
}

bool World::Folding::cycle(bool hasClosed) {
    const std::vector<ActorId> involved = takeActors();
    const Duration endsAt = hasClosed ? m_in.takeDuration() : Duration{};
    if (m_in.isBad()) return false;
    std::string names;
    for (const ActorId id : involved) {
        const ActorView* row = look(id);
        names += (names.empty() ? "" : " → ") + (row ? row->name : toText(Value(id)));
    }
    Problem problem{.kind = hasClosed ? ProblemKind::deadlock : ProblemKind::couldDeadlock,
                    .actor = actor(),
                    .involved = involved,
                    .isWarning = !hasClosed};
    if (!hasClosed) {
        problem.text = text("problem.couldDeadlock", names);
    } else if (endsAt.count() > 0) {
        problem.text = text("problem.deadlockEnds", names, toText(endsAt));
    } else {
        problem.text = text("problem.deadlock", names);
    }
    addProblem(std::move(problem));
    return true;
}

} // namespace troupe::core

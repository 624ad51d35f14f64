#include "ui/canvas/frame_builder.h"

#include "ui/canvas/geometry.h"
#include "ui/canvas/state_line.h"
#include "ui/text/core_text.h"
#include "ui/text/engine_words.h"
#include "ui/theme/kind_look.h"

#include <algorithm>
#include <cmath>

namespace troupe::ui {
namespace {

constexpr double kRatesEvery = 0.25; // seconds

double seconds(core::DisplayTime time) {
    return static_cast<double>(time) / 1e9;
}

double seconds(std::uint64_t from, std::uint64_t to) {
    return to > from ? static_cast<double>(to - from) / 1e9 : 0;
}

// Two digits, so that a label does not flicker.
double steady(double perSecond) {
    if (perSecond < 1) return 0;
    const double unit = std::pow(10, std::floor(std::log10(perSecond)) - 1);
    return std::round(perSecond / unit) * unit;
}

FlightKind flightKind(core::FlightShape shape) {
    switch (shape) {
    case core::FlightShape::tell:
    case core::FlightShape::request:
        return FlightKind::message;
    case core::FlightShape::reply:
        return FlightKind::reply;
    case core::FlightShape::timer:
        return FlightKind::timer;
    case core::FlightShape::system:
        return FlightKind::system;
    }
    return FlightKind::message;
}

const KindLook& lookOf(const core::World& world, ActorId id) {
    const core::ActorView* actor = world.actor(id);
    if (!actor) return personLook();
    return kindLook(actor->accentKind.empty() ? actor->kind : actor->accentKind);
}

void fillStrip(NodeFrame& node, const core::ActorView& actor, const core::World& world) {
    node.shown = 0;
    for (const core::MailboxEntry& entry : actor.mailbox) {
        if (node.shown == kStripPlaces) break;
        const KindLook& look = lookOf(world, entry.sender);
        node.envelopes[static_cast<std::size_t>(node.shown++)] = {look.accent, look.letter};
    }
    node.queued = static_cast<int>(actor.depth);
    node.capacity = static_cast<int>(actor.capacity);
    node.highWater = static_cast<int>(actor.highWater);
}

bool showsMailbox(const core::ActorView& actor) {
    return !actor.isSupervisor && (actor.kind != "LoadGenerator" || actor.depth > 0);
}

QString waitSentence(const core::World& world, const core::ActorView& actor) {
    const core::ActorView* target = world.actor(actor.waitsFor->target);
    const QString who = QString::fromStdString(actor.name);
    const QString whom = target ? QString::fromStdString(target->name) : QString("?");
    return actor.waitsFor->kind == WaitKind::ask
               ? CanvasView::tr("%1 waits for %2's reply").arg(who, whom)
               : CanvasView::tr("%1 waits for room in the mailbox of %2").arg(who, whom);
}

QString hullLabel(QStringList names) {
    const qsizetype shown = 3;
    const qsizetype more = names.size() - shown;
    if (more > 0) names = names.mid(0, shown) << QString("+%1").arg(more);
    return CanvasView::tr("will restart: %1").arg(names.join(", "));
}

} // namespace

NodeStatus nodeStatus(core::ActorStatus status) {
    switch (status) {
    case core::ActorStatus::idle:
        return NodeStatus::idle;
    case core::ActorStatus::running:
        return NodeStatus::running;
    case core::ActorStatus::waiting:
        return NodeStatus::waiting;
    case core::ActorStatus::held:
        return NodeStatus::held;
    case core::ActorStatus::crashed:
        return NodeStatus::crashed;
    case core::ActorStatus::restarting:
        return NodeStatus::restarting;
    case core::ActorStatus::stopping:
        return NodeStatus::stopping;
    case core::ActorStatus::stopped:
        return NodeStatus::stopped;
    case core::ActorStatus::stuck:
        return NodeStatus::stuck;
    }
    return NodeStatus::idle;
}

void FrameBuilder::reset(const Instant& instant) {
    CanvasFrame before = std::move(m_frame);
    m_frame = {};
    m_frame.now = before.now;
    m_frame.sets = before.sets;
    m_frame.isWaitOnly = before.isWaitOnly;
    m_frame.hasReducedMotion = before.hasReducedMotion;
    m_frame.pastText = before.pastText;
    m_frame.isPast = instant.isPast;
    m_times.clear();
    m_ratesAt = 0;
    // The instant of the newest flight: a picture made without a window shows those under way.
    for (const core::Flight& flight : instant.session.flights().flights())
        m_frame.now = std::max(m_frame.now, seconds(flight.start));
    m_frame.isPaused = instant.isPast || instant.session.state() != core::RunState::running;
    rebuild(instant);
    refreshFlights(instant);
    refreshHulls(instant.world);
    refreshDeadLetters(instant.world);
}

FrameChange FrameBuilder::update(const Instant& instant, const core::WorldDelta& delta,
                                 core::DisplayTime now) {
    FrameChange change;
    if (instant.isPast) return change; // an instant stands still
    m_frame.now = seconds(now);
    const core::World& world = instant.world;
    const bool isPaused = instant.session.state() != core::RunState::running;
    change.isAll = delta.isReset || delta.isStructureChanged || isPaused != m_frame.isPaused ||
                   m_edgesSeen != world.edges().size();
    m_frame.isPaused = isPaused;
    if (change.isAll) {
        rebuild(instant);
    } else {
        bool areGroupsChanged = false;
        for (const core::WorldDelta::Actor& changed : delta.actors()) {
            if (m_groupOf.count(changed.id.number)) areGroupsChanged = true;
            const core::ActorView* gone = world.actor(changed.id);
            if (gone && isGone(*gone, world) && m_frame.find(changed.id.number)) {
                rebuild(instant);
                change.isAll = true;
                break;
            }
            const auto at = m_frame.indexOf.find(changed.id.number);
            const core::ActorView* actor = world.actor(changed.id);
            if (at == m_frame.indexOf.end() || !actor) continue;
            fillNode(m_frame.nodes[at->second], *actor, instant);
            change.nodes.push_back(changed.id.number);
            if (changed.changes & core::kChangedWaiting) change.isAll = true;
        }
        if (areGroupsChanged && m_frame.now - m_ratesAt >= kRatesEvery) {
            refreshGroups(instant);
            for (const auto& [id, size] : m_groupSizes) change.nodes.push_back(id);
        }
        if (change.isAll) addEdges(instant);
    }
    if (m_frame.now - m_ratesAt >= kRatesEvery && refreshRates(world)) change.isAll = true;
    refreshFlights(instant);
    refreshHulls(world);
    const std::uint64_t dead = m_frame.deadLetters;
    refreshDeadLetters(world);
    change.isFurniture = dead != m_frame.deadLetters;
    // One frame more after the last movement, to clear it away.
    const bool animated = isAnimated();
    change.isAnimated = animated || m_wasAnimated;
    m_wasAnimated = animated;
    return change;
}

void FrameBuilder::refreshDeadLetters(const core::World& world) {
    m_frame.deadLetters = static_cast<std::uint64_t>(world.deadLetters().count());
    m_frame.deadLetterDetail.clear();
    if (world.deadLetters().listed().empty()) return;
    const DeadReason reason = world.deadLetters().listed().back().reason;
    m_frame.deadLetterDetail = deadReasonWord(reason);
}

void FrameBuilder::rebuild(const Instant& instant) {
    m_frame.nodes.clear();
    m_frame.indexOf.clear();
    m_ids.clear();
    m_groupOf.clear();
    m_groupKey.clear();
    m_groupIds.clear();
    m_groupSizes.clear();
    indexDocument(instant.session.document());
    if (instant.session.world().actorCount() == 0) {
        addDocumentNodes(instant.session);
    } else {
        std::vector<std::string> names;
        instant.world.forEachActor(
            [&](const core::ActorView& actor) { names.push_back(actor.name); });
        findGroups(names);
        instant.world.forEachActor([&](const core::ActorView& actor) { addActor(actor, instant); });
        refreshGroups(instant);
        addEdges(instant);
        refreshRates(instant.world);
    }
    select(m_selected, m_selectedLink);
    setBreakpoints(m_breakpoints);
}

void FrameBuilder::indexDocument(const core::Document& document) {
    m_known.clear();
    for (const core::ActorEntry& entry : document.actors) {
        Known known;
        known.setting = headlineText(entry);
        known.group = entry.count > 1 ? entry.name : entry.supervisor + "/" + entry.kind;
        double row = 0;
        for (std::string& name : core::namesOf(entry)) {
            if (entry.position)
                known.place =
                    QPointF(entry.position->x, entry.position->y + core::kRepeatStep * row++);
            m_known[std::move(name)] = known;
        }
    }
}

// Who is alike, is many, and was not opened.
void FrameBuilder::findGroups(const std::vector<std::string>& names) {
    if (names.size() <= kGroupAbove) return;
    std::map<std::string, std::size_t> sizes;
    for (const std::string& name : names)
        if (const auto known = m_known.find(name); known != m_known.end())
            ++sizes[known->second.group];
    for (const auto& [key, size] : sizes)
        if (size >= kGroupFrom && !m_open.count(key)) m_groupIds[key] = 0;
}

void FrameBuilder::addActor(const core::ActorView& actor, const Instant& instant) {
    NodeFrame node;
    node.id = actor.id.number;
    if (isGone(actor, instant.world)) return;
    const auto known = m_known.find(actor.name);
    const auto group =
        known == m_known.end() ? m_groupIds.end() : m_groupIds.find(known->second.group);
    if (group != m_groupIds.end()) {
        if (group->second == 0) {
            group->second = node.id | kGroupBit;
            node.position = positionOf(actor.name);
            fillNode(node, actor, instant);
            m_groupKey[group->second] = group->first;
            NodeFrame first = node;
            first.id = group->second;
            m_frame.add(std::move(first));
        }
        m_groupOf[node.id] = group->second;
        m_ids[actor.name] = group->second;
        ++m_groupSizes[group->second];
        return;
    }
    node.position = positionOf(actor.name);
    fillNode(node, actor, instant);
    m_ids[actor.name] = node.id;
    m_frame.add(std::move(node));
}

// Who was deleted, renamed or replaced in the document stays in the World, but not on the canvas.
bool FrameBuilder::isGone(const core::ActorView& actor, const core::World& world) const {
    if (actor.isAlive()) return false;
    if (!m_known.count(actor.name)) return true;
    const core::ActorView* youngest = world.actor(actor.name);
    return youngest && youngest->id != actor.id;
}

// A node for many says how many they are and what they do; its strip is the sum of theirs.
void FrameBuilder::refreshGroups(const Instant& instant) {
    if (m_groupSizes.empty()) return;
    struct Sum {
        std::int64_t queued = 0, running = 0, failed = 0;
    };
    std::map<NodeId, Sum> sums;
    instant.world.forEachActor([&](const core::ActorView& actor) {
        const auto group = m_groupOf.find(actor.id.number);
        if (group == m_groupOf.end()) return;
        Sum& sum = sums[group->second];
        sum.queued += actor.depth;
        sum.running += actor.status == core::ActorStatus::running;
        sum.failed += actor.status == core::ActorStatus::crashed ||
                      actor.status == core::ActorStatus::restarting;
    });
    for (const auto& [id, size] : m_groupSizes) {
        NodeFrame& node = m_frame.nodes[m_frame.indexOf[id]];
        const Sum& sum = sums[id];
        const std::string& key = m_groupKey[id];
        const QString stem = QString::fromStdString(key).section('/', -1);
        node.name = QString::fromUtf8("%1 × %2").arg(stem).arg(size);
        node.line = sum.failed > 0 ? CanvasView::tr("%1 down").arg(sum.failed)
                                   : CanvasView::tr("%1 running").arg(sum.running);
        node.isLineError = sum.failed > 0;
        node.status = sum.failed > 0    ? NodeStatus::crashed
                      : sum.running > 0 ? NodeStatus::running
                                        : NodeStatus::idle;
        node.queued = static_cast<int>(sum.queued);
        node.capacity = 0;
        node.shown = 0;
        node.highWater = 0;
        node.incarnation = 1;
        node.backOff.reset();
        node.crashedAt.reset();
    }
}

void FrameBuilder::openGroup(NodeId id) {
    if (const auto key = m_groupKey.find(id); key != m_groupKey.end()) m_open.insert(key->second);
}

void FrameBuilder::fillNode(NodeFrame& node, const core::ActorView& actor, const Instant& instant) {
    const KindLook& look = kindLook(actor.accentKind.empty() ? actor.kind : actor.accentKind);
    const auto known = m_known.find(actor.name);
    node.name = QString::fromStdString(actor.name);
    node.kind = kindTitle(actor.kind);
    node.icon = kindLook(actor.kind).icon;
    node.accent = look.accent;
    node.status = nodeStatus(actor.status);
    node.line = stateLine(actor, known == m_known.end() ? QString() : known->second.setting);
    node.isLineError = showsFailure(actor);
    node.incarnation = static_cast<int>(actor.incarnation);
    node.hasMailbox = showsMailbox(actor);
    node.isSupervisor = actor.isSupervisor;
    node.hasBreakpoint = m_breakpoints.count(actor.name) > 0;
    fillStrip(node, actor, instant.world);
    node.budget.reset();
    if (actor.isSupervisor && actor.budget.max > 0)
        node.budget =
            BudgetGauge{static_cast<int>(actor.budget.used), static_cast<int>(actor.budget.max)};
    noteTimes(node, actor, instant);
}

// The engine's stamps become times of the display clock when they are first seen: the run's clock
// stands still between events, the picture does not. In the past both stand still.
void FrameBuilder::noteTimes(NodeFrame& node, const core::ActorView& actor,
                             const Instant& instant) {
    const double speed = instant.isPast ? 1 : std::max(instant.session.speed(), 0.01);
    const std::uint64_t runTime = instant.world.time();
    const auto shownAt = [&](std::uint64_t stamp) {
        return m_frame.now - seconds(stamp, runTime) / speed;
    };
    Times& times = m_times[node.id];
    if (actor.lastFailureAt != times.failureAt) {
        times.failureAt = actor.lastFailureAt;
        times.crashedAt = shownAt(actor.lastFailureAt);
    }
    node.crashedAt.reset();
    if (times.failureAt != 0) node.crashedAt = times.crashedAt;
    node.backOff.reset();
    if (actor.status != core::ActorStatus::restarting) return;
    if (actor.backOffSince != times.backOffSince) {
        times.backOffSince = actor.backOffSince;
        const double from = shownAt(actor.backOffSince);
        times.backOff = {from, from + seconds(actor.backOffSince, actor.backOffUntil) / speed};
    }
    node.backOff = times.backOff;
}

NodeId FrameBuilder::nodeOf(ActorId id) const {
    const auto group = m_groupOf.find(id.number);
    return group == m_groupOf.end() ? id.number : group->second;
}

void FrameBuilder::putEdge(NodeId from, NodeId to, EdgeKind kind, QString label, bool isLink) {
    const NodeFrame* source = m_frame.find(from);
    if (!source || from == to || !m_frame.find(to)) return;
    EdgeFrame edge;
    edge.from = from;
    edge.to = to;
    edge.kind = kind;
    edge.colour = source->accent;
    edge.label = std::move(label);
    edge.isLink = isLink;
    m_frame.edges.push_back(std::move(edge));
}

void FrameBuilder::addEdges(const Instant& instant) {
    const core::World& world = instant.world;
    m_frame.edges.clear();
    m_edgesSeen = world.edges().size();
    std::map<std::pair<NodeId, NodeId>, bool> drawn; // true: a link
    for (const auto& [key, edge] : world.edges())
        if (key.from && edge.sent > 0) drawn[{nodeOf(key.from), nodeOf(key.to)}] = false;
    for (const auto& ends : linkedNodes(instant.session.document())) drawn[ends] = true;
    std::set<std::pair<NodeId, NodeId>> above;
    world.forEachActor([&](const core::ActorView& actor) {
        if (actor.supervisor) above.insert({nodeOf(actor.id), nodeOf(actor.supervisor)});
    });
    for (const auto& [from, to] : above) putEdge(from, to, EdgeKind::supervision, {}, false);
    for (const auto& [ends, isLink] : drawn)
        putEdge(ends.first, ends.second, EdgeKind::message, {}, isLink);
    world.forEachActor([&](const core::ActorView& actor) {
        if (actor.waitsFor)
            putEdge(nodeOf(actor.id), nodeOf(actor.waitsFor->target), EdgeKind::wait,
                    actor.waitsFor->kind == WaitKind::ask ? CanvasView::tr("waits for the reply")
                                                          : CanvasView::tr("waits for room"),
                    false);
    });
    findCycle(world);
}

// An actor waits for at most one other (decisions.md 14): a cycle is found by following.
void FrameBuilder::findCycle(const core::World& world) {
    m_frame.cycle.clear();
    m_frame.cycleSentence.clear();
    std::set<ActorId> looked;
    std::vector<const core::ActorView*> cycle;
    world.forEachActor([&](const core::ActorView& start) {
        std::vector<const core::ActorView*> way;
        for (const core::ActorView* at = &start; cycle.empty() && at && at->waitsFor;
             at = world.actor(at->waitsFor->target)) {
            const auto seen = std::find(way.begin(), way.end(), at);
            if (seen != way.end()) cycle.assign(seen, way.end());
            if (!looked.insert(at->id).second) break;
            way.push_back(at);
        }
    });
    if (cycle.empty()) return;
    QStringList parts;
    for (const core::ActorView* actor : cycle) {
        m_frame.cycle.push_back(nodeOf(actor->id));
        parts << waitSentence(world, *actor);
    }
    for (EdgeFrame& edge : m_frame.edges)
        edge.isCycle =
            edge.kind == EdgeKind::wait &&
            std::find(m_frame.cycle.begin(), m_frame.cycle.end(), edge.from) != m_frame.cycle.end();
    m_frame.cycleSentence =
        CanvasView::tr("Deadlock: %1; none of them can handle its mailbox.").arg(parts.join("; "));
}

bool FrameBuilder::refreshRates(const core::World& world) {
    m_ratesAt = m_frame.now;
    std::map<std::pair<NodeId, NodeId>, double> rates;
    for (const auto& [key, edge] : world.edges())
        if (key.from) rates[{nodeOf(key.from), nodeOf(key.to)}] += edge.perSecond(world.time());
    bool isChanged = false;
    for (EdgeFrame& edge : m_frame.edges) {
        if (edge.kind != EdgeKind::message) continue;
        const auto found = rates.find({edge.from, edge.to});
        if (found == rates.end()) continue;
        const double rate = steady(found->second);
        const double shown = rate > kFlowFrom ? rate : 0;
        isChanged |= shown != edge.perSecond;
        edge.perSecond = shown;
    }
    return isChanged;
}

// In the past, the one message that the event at the playhead sends hangs in the middle of its way.
void FrameBuilder::refreshFlights(const Instant& instant) {
    m_frame.flights.clear();
    const core::World& world = instant.world;
    if (!instant.isPast) {
        for (const core::Flight& flight : instant.session.flights().flights())
            m_frame.flights.push_back({nodeOf(flight.from), nodeOf(flight.to),
                                       seconds(flight.start), flightKind(flight.shape),
                                       lookOf(world, flight.from).accent});
        return;
    }
    const core::Recording& recording = instant.session.recording();
    if (!recording.has(world.lastSeq())) return;
    const Event& event = recording.at(world.lastSeq()).header;
    if (event.kind != EventKind::sent && event.kind != EventKind::asked) return;
    m_frame.flights.push_back({nodeOf(ActorId{event.actor}), nodeOf(ActorId{event.peer}),
                               m_frame.now - kFlightSeconds / 2, FlightKind::message,
                               lookOf(world, ActorId{event.actor}).accent});
}

void FrameBuilder::refreshHulls(const core::World& world) {
    m_frame.hulls.clear();
    for (const NodeFrame& node : m_frame.nodes) {
        if (!node.isSupervisor) continue;
        const core::ActorView* actor = world.actor(ActorId{node.id});
        if (!actor || actor->affected.empty()) continue;
        HullFrame hull;
        QStringList names;
        for (const ActorId id : actor->affected) {
            const core::ActorView* child = world.actor(id);
            const bool isDown = child && (child->status == core::ActorStatus::restarting ||
                                          child->status == core::ActorStatus::stopping);
            if (!isDown) continue;
            hull.nodes.push_back(nodeOf(id));
            names << QString::fromStdString(child->name);
        }
        if (hull.nodes.empty()) continue;
        hull.label = hullLabel(names);
        m_frame.hulls.push_back(std::move(hull));
    }
}

bool FrameBuilder::isAnimated() const {
    if (!m_frame.flights.empty()) return true;
    const auto flows = [](const EdgeFrame& edge) { return edge.perSecond > kFlowFrom; };
    if (!m_frame.isPaused && !m_frame.hasReducedMotion &&
        std::any_of(m_frame.edges.begin(), m_frame.edges.end(), flows))
        return true;
    return std::any_of(m_frame.nodes.begin(), m_frame.nodes.end(), [this](const NodeFrame& node) {
        return (node.crashedAt && m_frame.now - *node.crashedAt < kFlashSeconds) ||
               (node.backOff && m_frame.now < node.backOff->until);
    });
}

QPointF FrameBuilder::positionOf(const std::string& name) {
    if (const auto known = m_known.find(name); known != m_known.end() && known->second.place)
        return *known->second.place;
    if (const auto found = m_found.find(name); found != m_found.end()) return found->second;
    const QPointF place = freePlace();
    m_found[name] = place;
    return place;
}

// Below everything else, in rows of six.
QPointF FrameBuilder::freePlace() const {
    const QRectF taken = m_frame.bounds();
    if (taken.isEmpty()) return {0, 0};
    const std::size_t column = m_frame.nodes.size() % 6;
    return {taken.left() + static_cast<double>(column) * (kNodeWidth + 36),
            column == 0 ? taken.bottom() + 48 : taken.bottom() - kNodeHeight};
}

void FrameBuilder::addDocumentNodes(const core::Session& session) {
    std::vector<std::string> names;
    for (const core::ActorEntry& entry : session.document().actors)
        for (std::string& name : core::namesOf(entry)) names.push_back(std::move(name));
    findGroups(names);
    NodeId next = 1;
    for (const core::ActorEntry& entry : session.document().actors) {
        for (const std::string& name : core::namesOf(entry)) {
            NodeFrame node;
            node.id = next++;
            const auto group = m_groupIds.find(m_known[name].group);
            if (group != m_groupIds.end()) {
                m_groupOf[node.id] = group->second == 0 ? node.id | kGroupBit : group->second;
                m_ids[name] = m_groupOf[node.id];
                ++m_groupSizes[m_groupOf[node.id]];
                if (group->second != 0) continue;
                node.id |= kGroupBit;
                group->second = node.id;
                m_groupKey[node.id] = group->first;
            }
            m_ids[name] = node.id;
            node.name = QString::fromStdString(name);
            node.kind = kindTitle(entry.kind);
            node.position = positionOf(name);
            node.icon = kindLook(entry.kind).icon;
            node.accent = kindLook(entry.kind).accent;
            node.line = settingLine(entry);
            node.capacity = entry.mailbox && entry.mailbox->overflow != Overflow::unbounded
                                ? static_cast<int>(entry.mailbox->capacity)
                                : 0;
            node.isSupervisor = entry.kind == "Supervisor";
            node.hasMailbox = !node.isSupervisor && entry.kind != "LoadGenerator";
            node.hasBreakpoint = m_breakpoints.count(name) > 0;
            if (node.isSupervisor && entry.supervision && entry.supervision->maxRestarts > 0)
                node.budget = BudgetGauge{0, static_cast<int>(entry.supervision->maxRestarts)};
            m_frame.add(std::move(node));
        }
    }
    for (const auto& [id, size] : m_groupSizes) {
        NodeFrame& node = m_frame.nodes[m_frame.indexOf[id]];
        node.name = QString::fromUtf8("%1 × %2")
                        .arg(QString::fromStdString(m_groupKey[id]).section('/', -1))
                        .arg(size);
    }
    addDocumentEdges(session.document());
}

void FrameBuilder::addDocumentEdges(const core::Document& document) {
    m_frame.edges.clear();
    std::set<std::pair<NodeId, NodeId>> above;
    for (const core::ActorEntry& entry : document.actors)
        if (!entry.supervisor.empty())
            for (const std::string& name : core::namesOf(entry))
                above.insert({idOf(name), idOf(entry.supervisor)});
    for (const auto& [from, to] : above) putEdge(from, to, EdgeKind::supervision, {}, false);
    for (const auto& [from, to] : linkedNodes(document))
        putEdge(from, to, EdgeKind::message, {}, true);
}

// The ends of a link may be entries that stand for several actors.
std::set<std::pair<NodeId, NodeId>> FrameBuilder::linkedNodes(
    const core::Document& document) const {
    const auto nodesOf = [&](const std::string& end) {
        std::set<NodeId> nodes;
        if (idOf(end) != 0) nodes.insert(idOf(end));
        const core::ActorEntry* entry = nodes.empty() ? document.actor(end) : nullptr;
        if (entry)
            for (const std::string& name : core::namesOf(*entry)) nodes.insert(idOf(name));
        return nodes;
    };
    std::set<std::pair<NodeId, NodeId>> linked;
    for (const core::Link& link : document.links)
        for (const NodeId from : nodesOf(link.from))
            for (const NodeId to : nodesOf(link.to)) linked.insert({from, to});
    return linked;
}

void FrameBuilder::select(const std::vector<std::string>& names,
                          const std::optional<core::Link>& link) {
    m_selected = names;
    m_selectedLink = link;
    m_frame.selection.clear();
    for (const std::string& name : names) {
        const NodeId id = idOf(name);
        if (id != 0 && !m_frame.isSelected(id)) m_frame.selection.push_back(id);
    }
    m_frame.selectedEdge.reset();
    if (link) m_frame.selectedEdge = EdgeId{idOf(link->from), idOf(link->to)};
}

void FrameBuilder::setBreakpoints(const std::set<std::string>& names) {
    m_breakpoints = names;
    for (NodeFrame& node : m_frame.nodes)
        node.hasBreakpoint = names.count(node.name.toStdString()) > 0;
}

std::string FrameBuilder::nameOf(NodeId id) const {
    if (isGroup(id)) {
        for (const auto& [name, node] : m_ids)
            if (node == id) return name;
        return {};
    }
    const NodeFrame* node = m_frame.find(id);
    return node ? node->name.toStdString() : std::string();
}

NodeId FrameBuilder::idOf(const std::string& name) const {
    const auto found = m_ids.find(name);
    return found == m_ids.end() ? 0 : found->second;
}

} // namespace troupe::ui

#include "ui/canvas/frame_builder.h"

#include "ui/canvas/geometry.h"
#include "ui/canvas/state_line.h"
#include "ui/theme/kind_look.h"

#include <algorithm>
#include <cmath>

namespace troupe::ui {
namespace {

constexpr double kRatesEvery = 0.25; // seconds
constexpr double kColumnStep = kNodeHeight + 48;
constexpr double kNoPlace = -1e9;

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

QPointF pointOf(const core::Position& position) {
    return {position.x, position.y};
}

void putEdge(CanvasFrame& frame, ActorId from, ActorId to, EdgeKind kind, QString label = {}) {
    const NodeFrame* source = frame.find(from.number);
    if (!source || !frame.find(to.number)) return;
    frame.edges.push_back({from.number, to.number, kind, source->accent, 0, std::move(label)});
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

void FrameBuilder::reset(const core::Session& session) {
    const std::vector<NodeId> selection = m_frame.selection;
    m_frame = {};
    m_frame.selection = selection;
    m_times.clear();
    m_positions.clear();
    m_ratesAt = 0;
    // The instant of the newest flight: a picture made without a window shows those under way.
    for (const core::Flight& flight : session.flights().flights())
        m_frame.now = std::max(m_frame.now, seconds(flight.start));
    m_frame.isPaused = session.state() != core::RunState::running;
    m_frame.deadLetters = static_cast<std::uint64_t>(session.world().deadLetters().count());
    rebuild(session);
    refreshFlights(session);
    refreshHulls(session.world());
}

FrameChange FrameBuilder::update(const core::Session& session, const core::WorldDelta& delta,
                                 core::DisplayTime now) {
    FrameChange change;
    m_frame.now = seconds(now);
    const core::World& world = session.world();
    const bool isPaused = session.state() != core::RunState::running;
    change.isAll = delta.isReset || delta.isStructureChanged || isPaused != m_frame.isPaused ||
                   m_edgesSeen != world.edges().size();
    m_frame.isPaused = isPaused;
    if (change.isAll) {
        rebuild(session);
    } else {
        for (const core::WorldDelta::Actor& changed : delta.actors()) {
            const auto at = m_frame.indexOf.find(changed.id.number);
            const core::ActorView* actor = world.actor(changed.id);
            if (at == m_frame.indexOf.end() || !actor) continue;
            fillNode(m_frame.nodes[at->second], *actor, session);
            change.nodes.push_back(changed.id.number);
            if (changed.changes & core::kChangedWaiting) change.isAll = true;
        }
        if (change.isAll) addEdges(session);
    }
    if (m_frame.now - m_ratesAt >= kRatesEvery && refreshRates(world)) change.isAll = true;
    refreshFlights(session);
    refreshHulls(world);
    const auto dead = static_cast<std::uint64_t>(world.deadLetters().count());
    change.isFurniture = dead != m_frame.deadLetters;
    m_frame.deadLetters = dead;
    // One frame more after the last movement, to clear it away.
    const bool animated = isAnimated();
    change.isAnimated = animated || m_wasAnimated;
    m_wasAnimated = animated;
    return change;
}

void FrameBuilder::rebuild(const core::Session& session) {
    m_frame.nodes.clear();
    m_frame.indexOf.clear();
    const core::World& world = session.world();
    m_isDocumentShown = world.actorCount() == 0;
    if (m_isDocumentShown) {
        addDocumentNodes(session);
        return;
    }
    world.forEachActor([&](const core::ActorView& actor) {
        NodeFrame node;
        node.id = actor.id.number;
        node.position = positionOf(actor.name, session.document());
        fillNode(node, actor, session);
        m_frame.add(std::move(node));
    });
    addEdges(session);
    refreshRates(world);
}

void FrameBuilder::fillNode(NodeFrame& node, const core::ActorView& actor,
                            const core::Session& session) {
    const KindLook& look = kindLook(actor.accentKind.empty() ? actor.kind : actor.accentKind);
    node.name = QString::fromStdString(actor.name);
    node.icon = kindLook(actor.kind).icon;
    node.accent = look.accent;
    node.status = nodeStatus(actor.status);
    node.line = stateLine(actor, session.document());
    node.isLineError = showsFailure(actor);
    node.incarnation = static_cast<int>(actor.incarnation);
    node.hasMailbox = showsMailbox(actor);
    fillStrip(node, actor, session.world());
    node.budget.reset();
    if (actor.isSupervisor && actor.budget.max > 0)
        node.budget =
            BudgetGauge{static_cast<int>(actor.budget.used), static_cast<int>(actor.budget.max)};
    noteTimes(node, actor, session);
}

// The engine's stamps become times of the display clock when they are first seen: the run's clock
// stands still between events, the picture does not.
void FrameBuilder::noteTimes(NodeFrame& node, const core::ActorView& actor,
                             const core::Session& session) {
    const double speed = std::max(session.speed(), 0.01);
    const std::uint64_t runTime = session.world().time();
    const auto shownAt = [&](std::uint64_t stamp) {
        return m_frame.now - seconds(stamp, runTime) / speed;
    };
    Times& times = m_times[node.id];
    if (actor.lastFailureAt != times.failureAt) {
        times.failureAt = actor.lastFailureAt;
        times.crashedAt = shownAt(actor.lastFailureAt);
    }
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

void FrameBuilder::addEdges(const core::Session& session) {
    const core::World& world = session.world();
    m_frame.edges.clear();
    m_edgesSeen = world.edges().size();
    std::map<core::EdgeKey, bool> drawn;
    for (const core::Link& link : session.document().links) {
        const core::ActorView* from = world.actor(link.from);
        const core::ActorView* to = world.actor(link.to);
        if (from && to) drawn[{from->id, to->id}] = true;
    }
    for (const auto& [key, edge] : world.edges())
        if (key.from && edge.sent > 0) drawn[key] = true;
    world.forEachActor([&](const core::ActorView& actor) {
        if (actor.supervisor) putEdge(m_frame, actor.id, actor.supervisor, EdgeKind::supervision);
    });
    for (const auto& [key, unused] : drawn) putEdge(m_frame, key.from, key.to, EdgeKind::message);
    world.forEachActor([&](const core::ActorView& actor) {
        if (actor.waitsFor)
            putEdge(m_frame, actor.id, actor.waitsFor->target, EdgeKind::wait,
                    actor.waitsFor->kind == WaitKind::ask ? CanvasView::tr("waits for the reply")
                                                          : CanvasView::tr("waits for room"));
    });
}

bool FrameBuilder::refreshRates(const core::World& world) {
    m_ratesAt = m_frame.now;
    bool isChanged = false;
    for (EdgeFrame& edge : m_frame.edges) {
        if (edge.kind != EdgeKind::message) continue;
        const auto found = world.edges().find({ActorId{edge.from}, ActorId{edge.to}});
        if (found == world.edges().end()) continue;
        const double rate = steady(found->second.perSecond(world.time()));
        const double shown = rate > kFlowFrom ? rate : 0;
        isChanged |= shown != edge.perSecond;
        edge.perSecond = shown;
    }
    return isChanged;
}

void FrameBuilder::refreshFlights(const core::Session& session) {
    m_frame.flights.clear();
    const core::World& world = session.world();
    for (const core::Flight& flight : session.flights().flights()) {
        m_frame.flights.push_back({flight.from.number, flight.to.number, seconds(flight.start),
                                   flightKind(flight.shape), lookOf(world, flight.from).accent});
    }
}

void FrameBuilder::refreshHulls(const core::World& world) {
    m_frame.hulls.clear();
    for (const NodeFrame& node : m_frame.nodes) {
        if (!node.budget) continue;
        const core::ActorView* actor = world.actor(ActorId{node.id});
        if (!actor || actor->affected.empty()) continue;
        HullFrame hull;
        QStringList names;
        for (const ActorId id : actor->affected) {
            const core::ActorView* child = world.actor(id);
            if (!child || child->status != core::ActorStatus::restarting) continue;
            hull.nodes.push_back(id.number);
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
    if (!m_frame.isPaused && std::any_of(m_frame.edges.begin(), m_frame.edges.end(), flows))
        return true;
    return std::any_of(m_frame.nodes.begin(), m_frame.nodes.end(), [this](const NodeFrame& node) {
        return (node.crashedAt && m_frame.now - *node.crashedAt < kFlashSeconds) ||
               (node.backOff && m_frame.now < node.backOff->until);
    });
}

QPointF FrameBuilder::positionOf(const std::string& name, const core::Document& document) {
    if (const auto found = m_positions.find(name); found != m_positions.end()) return found->second;
    QPointF place(kNoPlace, 0);
    for (const core::ActorEntry& entry : document.actors) {
        if (!entry.position) continue;
        const std::vector<std::string> names = core::namesOf(entry);
        const auto at = std::find(names.begin(), names.end(), name);
        if (at == names.end()) continue;
        const auto row = static_cast<double>(at - names.begin());
        place = pointOf(*entry.position) + QPointF(0, row * kColumnStep);
        break;
    }
    if (place.x() <= kNoPlace) place = freePlace();
    m_positions[name] = place;
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
    NodeId next = 1;
    for (const core::ActorEntry& entry : session.document().actors) {
        for (const std::string& name : core::namesOf(entry)) {
            NodeFrame node;
            node.id = next++;
            node.name = QString::fromStdString(name);
            node.position = positionOf(name, session.document());
            node.icon = kindLook(entry.kind).icon;
            node.accent = kindLook(entry.kind).accent;
            node.line = settingLine(entry);
            node.capacity = entry.mailbox && entry.mailbox->overflow != Overflow::unbounded
                                ? static_cast<int>(entry.mailbox->capacity)
                                : 0;
            node.hasMailbox = entry.kind != "Supervisor" && entry.kind != "LoadGenerator";
            if (entry.kind == "Supervisor" && entry.supervision)
                node.budget = BudgetGauge{0, static_cast<int>(entry.supervision->maxRestarts)};
            m_frame.add(std::move(node));
        }
    }
    addDocumentEdges(session.document());
}

void FrameBuilder::select(std::vector<NodeId> ids) {
    m_frame.selection = std::move(ids);
}

void FrameBuilder::place(NodeId id, QPointF position) {
    const auto at = m_frame.indexOf.find(id);
    if (at == m_frame.indexOf.end() || !std::isfinite(position.x()) || !std::isfinite(position.y()))
        return;
    NodeFrame& node = m_frame.nodes[at->second];
    node.position = position;
    m_positions[node.name.toStdString()] = position;
}

void FrameBuilder::addDocumentEdges(const core::Document& document) {
    m_frame.edges.clear();
    const auto idOf = [this](const std::string& name) {
        const QString wanted = QString::fromStdString(name);
        for (const NodeFrame& node : m_frame.nodes)
            if (node.name == wanted) return ActorId{node.id};
        return ActorId{};
    };
    for (const core::ActorEntry& entry : document.actors)
        if (!entry.supervisor.empty())
            for (const std::string& name : core::namesOf(entry))
                putEdge(m_frame, idOf(name), idOf(entry.supervisor), EdgeKind::supervision);
    for (const core::Link& link : document.links)
        putEdge(m_frame, idOf(link.from), idOf(link.to), EdgeKind::message);
}

} // namespace troupe::ui

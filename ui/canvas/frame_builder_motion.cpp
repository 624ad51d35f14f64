// What moves or passes: flights, hulls of those who will restart, crashes and back-offs.
#include "ui/canvas/actor_look.h"
#include "ui/canvas/display_time.h"
#include "ui/canvas/frame_builder.h"

#include <algorithm>

namespace troupe::ui {
namespace {

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

QString hullLabel(QStringList names) {
    const qsizetype shown = 3;
    const qsizetype more = names.size() - shown;
    if (more > 0) names = names.mid(0, shown) << QString("+%1").arg(more);
    return CanvasView::tr("will restart: %1").arg(names.join(", "));
}

} // namespace

// In the past, the one message that the event at the playhead sends hangs in the middle of its way.
void FrameBuilder::refreshFlights(const Instant& instant) {
    m_frame.flights.clear();
    const core::World& world = instant.world;
    if (!instant.isPast) {
        for (const core::Flight& flight : instant.session.flights().flights())
            m_frame.flights.push_back({nodeOf(flight.from), nodeOf(flight.to),
                                       seconds(flight.start), flightKind(flight.shape),
                                       actorLook(world, flight.from).accent});
        return;
    }
    const core::Recording& recording = instant.session.recording();
    if (!recording.has(world.lastSeq())) return;
    const Event& event = recording.at(world.lastSeq()).header;
    if (event.kind != EventKind::sent && event.kind != EventKind::asked) return;
    m_frame.flights.push_back({nodeOf(ActorId{event.actor}), nodeOf(ActorId{event.peer}),
                               m_frame.now - kFlightSeconds / 2, FlightKind::message,
                               actorLook(world, ActorId{event.actor}).accent});
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

} // namespace troupe::ui

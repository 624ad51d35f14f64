// Edges of the canvas: messages and links, supervision, who waits for whom, and how much flows.
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/frame_builder.h"

#include <algorithm>
#include <cmath>

namespace troupe::ui {
namespace {

// Two digits, so that a label does not flicker.
double steady(double perSecond) {
    if (perSecond < 1) return 0;
    const double unit = std::pow(10, std::floor(std::log10(perSecond)) - 1);
    return std::round(perSecond / unit) * unit;
}

QString waitSentence(const core::World& world, const core::ActorView& actor) {
    const core::ActorView* target = world.actor(actor.waitsFor->target);
    const QString who = QString::fromStdString(actor.name);
    const QString whom = target ? QString::fromStdString(target->name) : QString("?");
    return actor.waitsFor->kind == WaitKind::ask
               ? CanvasView::tr("%1 waits for %2's reply").arg(who, whom)
               : CanvasView::tr("%1 waits for room in the mailbox of %2").arg(who, whom);
}

} // namespace

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

} // namespace troupe::ui

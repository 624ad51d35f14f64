#include "ui/canvas/frame_builder.h"

#include "ui/canvas/actor_look.h"
#include "ui/canvas/display_time.h"
#include "ui/canvas/geometry.h"
#include "ui/canvas/state_line.h"
#include "ui/text/core_text.h"
#include "ui/text/engine_words.h"
#include "ui/theme/kind_look.h"

#include <algorithm>

namespace troupe::ui {
namespace {

constexpr double kRatesEvery = 0.25; // seconds

void fillStrip(NodeFrame& node, const core::ActorView& actor, const core::World& world) {
    node.shown = 0;
    for (const core::MailboxEntry& entry : actor.mailbox) {
        if (node.shown == kStripPlaces) break;
        const KindLook look = actorLook(world, entry.sender);
        node.envelopes[static_cast<std::size_t>(node.shown++)] = {look.accent, look.letter};
    }
    node.queued = static_cast<int>(actor.depth);
    node.capacity = static_cast<int>(actor.capacity);
    node.highWater = static_cast<int>(actor.highWater);
}

bool showsMailbox(const core::ActorView& actor) {
    return !actor.isSupervisor && (actor.kind != "LoadGenerator" || actor.depth > 0);
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
    m_groupFirst.clear();
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
            m_groupFirst[group->second] = actor.name;
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

void FrameBuilder::fillNode(NodeFrame& node, const core::ActorView& actor, const Instant& instant) {
    const KindLook& look = kindLook(actor.accentKind.empty() ? actor.kind : actor.accentKind);
    const auto known = m_known.find(actor.name);
    node.name = QString::fromStdString(actor.name);
    node.kind = kindTitle(actor.kind);
    node.icon = actorLook(actor.kind).icon;
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

NodeId FrameBuilder::nodeOf(ActorId id) const {
    const auto group = m_groupOf.find(id.number);
    return group == m_groupOf.end() ? id.number : group->second;
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
        const auto first = m_groupFirst.find(id);
        return first == m_groupFirst.end() ? std::string() : first->second;
    }
    const NodeFrame* node = m_frame.find(id);
    return node ? node->name.toStdString() : std::string();
}

NodeId FrameBuilder::idOf(const std::string& name) const {
    const auto found = m_ids.find(name);
    return found == m_ids.end() ? 0 : found->second;
}

} // namespace troupe::ui

// What the document says: names, places, groups, and the nodes before a run.
#include "ui/canvas/actor_look.h"
#include "ui/canvas/frame_builder.h"
#include "ui/canvas/geometry.h"
#include "ui/canvas/state_line.h"
#include "ui/text/core_text.h"

#include <algorithm>

namespace troupe::ui {
namespace {

// Thin spaces: the number must not be cut off.
QString groupTitle(const QString& stem, std::int64_t size) {
    return QString::fromUtf8("%1\u2009×\u2009%2").arg(stem).arg(size);
}

} // namespace

void FrameBuilder::indexDocument(const core::Document& document) {
    m_known.clear();
    for (const core::ActorEntry& entry : document.actors) {
        Known known;
        known.setting = headlineText(entry);
        known.group = entry.count > 1 ? entry.name : entry.supervisor + "/" + entry.kind;
        std::vector<std::string> names = core::namesOf(entry);
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (entry.position) {
                const core::Position at = core::placeInEntry(*entry.position, names.size(), i);
                known.place = QPointF(at.x, at.y);
            }
            m_known[std::move(names[i])] = known;
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
        node.name = groupTitle(stem, size);
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

std::vector<std::string> FrameBuilder::standsFor(const std::vector<std::string>& names) const {
    std::vector<std::string> all;
    for (const std::string& name : names) {
        const NodeId id = idOf(name);
        if (!isGroup(id)) {
            all.push_back(name);
            continue;
        }
        const auto first = static_cast<std::ptrdiff_t>(all.size());
        for (const auto& [each, node] : m_ids)
            if (node == id) all.push_back(each);
        std::sort(all.begin() + first, all.end(), [](const std::string& a, const std::string& b) {
            return a.size() != b.size() ? a.size() < b.size() : a < b; // worker-2 before worker-10
        });
    }
    return all;
}

void FrameBuilder::openGroup(NodeId id) {
    if (const auto key = m_groupKey.find(id); key != m_groupKey.end()) m_open.insert(key->second);
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
                m_groupFirst[node.id] = name;
            }
            m_ids[name] = node.id;
            node.name = QString::fromStdString(name);
            node.kind = kindTitle(entry.kind);
            node.position = positionOf(name);
            const KindLook look = actorLook(entry.kind);
            node.icon = look.icon;
            node.accent = look.accent;
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
        node.name = groupTitle(QString::fromStdString(m_groupKey[id]).section('/', -1), size);
    }
    addDocumentEdges(session.document());
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

} // namespace troupe::ui

#include "layout/layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "document/edits.h"
#include "layout/layout_steps.h"

namespace troupe::core {

namespace {

/// Whole numbers from (0, 0) on: a file stays readable, and sums of halves differ nowhere.
void settle(std::vector<Position>& places) {
    double left = 0;
    double top = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        left = i == 0 ? places[i].x : std::min(left, places[i].x);
        top = i == 0 ? places[i].y : std::min(top, places[i].y);
    }
    for (Position& each : places) {
        each = {std::round(each.x - left), std::round(each.y - top)};
    }
}

struct Extent {
    double left = 0, top = 0, right = 0, bottom = 0;
    bool isEmpty = true;

    void add(const Box& box) {
        left = isEmpty ? box.x : std::min(left, box.x);
        top = isEmpty ? box.y : std::min(top, box.y);
        right = isEmpty ? box.x + box.width : std::max(right, box.x + box.width);
        bottom = isEmpty ? box.y + box.height : std::max(bottom, box.y + box.height);
        isEmpty = false;
    }
};

/// The nodes of one component as a graph of their own.
struct Component {
    std::vector<std::size_t> nodes; // of the whole graph
    LayoutGraph graph;
};

std::vector<Component> split(const LayoutGraph& graph) {
    const std::vector<std::size_t> roots = componentsOf(graph);
    std::map<std::size_t, std::size_t> placeOf; // of root
    std::vector<Component> out;
    std::vector<std::size_t> own(graph.nodes.size());
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        const auto [found, isNew] = placeOf.try_emplace(roots[i], out.size());
        if (isNew) out.emplace_back();
        Component& part = out[found->second];
        own[i] = part.nodes.size();
        part.nodes.push_back(i);
        part.graph.nodes.push_back(graph.nodes[i]);
    }
    for (Component& part : out) {
        for (LayoutGraph::Node& node : part.graph.nodes) {
            if (node.supervisor != LayoutGraph::kNobody) node.supervisor = own[node.supervisor];
        }
    }
    for (const LayoutGraph::Edge& link : graph.links) {
        out[placeOf[roots[link.from]]].graph.links.push_back({own[link.from], own[link.to]});
    }
    return out;
}

std::vector<Position> layOutOne(const LayoutGraph& graph, LayoutKind kind) {
    switch (kind) {
    case LayoutKind::tree:
        return treeLayout(graph);
    case LayoutKind::layered:
        return layeredLayout(graph);
    case LayoutKind::force:
        break;
    }
    return forceLayout(graph);
}

} // namespace

const char* toString(LayoutKind v) {
    constexpr std::array kNames{"tree", "layered", "force"};
    return kNames[static_cast<std::size_t>(v)];
}

LayoutGraph graphOf(const Document& document) {
    LayoutGraph graph;
    std::map<std::string, std::size_t, std::less<>> placeOf;
    for (const ActorEntry& entry : document.actors) {
        const std::size_t place = graph.nodes.size();
        graph.nodes.push_back({entry.name, static_cast<std::size_t>(entry.count)});
        placeOf[entry.name] = place;
        if (entry.count == 1) continue;
        for (std::string& each : namesOf(entry)) placeOf[std::move(each)] = place;
    }
    for (std::size_t i = 0; i < document.actors.size(); ++i) {
        const auto above = placeOf.find(document.actors[i].supervisor);
        if (above != placeOf.end()) graph.nodes[i].supervisor = above->second;
    }
    std::set<LayoutGraph::Edge> seen;
    for (const Link& link : document.links) {
        const auto from = placeOf.find(link.from);
        const auto to = placeOf.find(link.to);
        if (from == placeOf.end() || to == placeOf.end() || from->second == to->second) continue;
        const LayoutGraph::Edge edge{from->second, to->second};
        if (seen.insert(edge).second) graph.links.push_back(edge);
    }
    return graph;
}

/// Components one by one, in rows that are about as wide as all of it is high.
std::vector<Position> layOut(const LayoutGraph& graph, LayoutKind kind) {
    std::vector<Position> out(graph.nodes.size());
    const std::vector<Component> parts = split(graph);
    std::vector<std::vector<Position>> places;
    double area = 0;
    double widest = 0;
    for (const Component& part : parts) {
        places.push_back(layOutOne(part.graph, kind));
        settle(places.back());
        Extent extent;
        for (std::size_t i = 0; i < part.nodes.size(); ++i) {
            extent.add(boxOf(part.graph.nodes[i], places.back()[i]));
        }
        area += (extent.right + kColumnGap) * (extent.bottom + kRowGap * 2);
        widest = std::max(widest, extent.right);
    }
    const double wide = std::max(widest, std::sqrt(area) * 1.3);
    double x = 0;
    double y = 0;
    double rowHigh = 0;
    for (std::size_t p = 0; p < parts.size(); ++p) {
        Extent extent;
        for (std::size_t i = 0; i < parts[p].nodes.size(); ++i) {
            extent.add(boxOf(parts[p].graph.nodes[i], places[p][i]));
        }
        if (x > 0 && x + extent.right > wide) {
            x = 0;
            y += rowHigh + kRowGap * 2;
            rowHigh = 0;
        }
        for (std::size_t i = 0; i < parts[p].nodes.size(); ++i) {
            out[parts[p].nodes[i]] = {places[p][i].x + x, places[p][i].y + y};
        }
        x += extent.right + kColumnGap;
        rowHigh = std::max(rowHigh, extent.bottom);
    }
    return out;
}

Change arrange(const Document& document, LayoutKind kind) {
    const LayoutGraph graph = graphOf(document);
    const std::vector<Position> places = layOut(graph, kind);
    Extent before;
    Extent after;
    for (std::size_t i = 0; i < places.size(); ++i) {
        after.add(boxOf(graph.nodes[i], places[i]));
        if (!document.actors[i].position) continue;
        before.add(boxOf(graph.nodes[i], *document.actors[i].position));
    }
    const double dx = std::round((before.left + before.right - after.left - after.right) / 2);
    const double dy = std::round((before.top + before.bottom - after.top - after.bottom) / 2);
    std::map<std::string, Position> to;
    for (std::size_t i = 0; i < places.size(); ++i) {
        to[graph.nodes[i].name] = {places[i].x + dx, places[i].y + dy};
    }
    Expected<Change> moved = moveActors(document, to);
    if (!moved) return {};
    moved->title = text("edit.arrange");
    moved->mergeKey.clear();
    return std::move(moved).value();
}

} // namespace troupe::core

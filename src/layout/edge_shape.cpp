#include "layout/edge_shape.h"

#include <algorithm>
#include <cmath>

namespace troupe::core {

namespace {

constexpr double kSideways = 8;         // nodes this far apart turn their sides to each other
constexpr std::size_t kMostCurves = 64; // of one link

Position middle(Position a, Position b) {
    return {(a.x + b.x) / 2, (a.y + b.y) / 2};
}

EdgeShape horizontal(Position start, Position end, double sign) {
    const double reach = sign * std::max(24.0, std::abs(end.x - start.x) * 0.5);
    return {start, {start.x + reach, start.y}, {end.x - reach, end.y}, end};
}

EdgeShape vertical(Position start, Position end, double sign) {
    const double reach = sign * std::max(20.0, std::abs(end.y - start.y) * 0.5);
    return {start, {start.x, start.y + reach}, {end.x, end.y - reach}, end};
}

/// Halves the curve until its hull is clear of the box or very small (de Casteljau).
bool crossesBox(const EdgeShape& e, const Box& box, int depth) {
    const auto [left, right] = std::minmax({e.a.x, e.b.x, e.c.x, e.d.x});
    const auto [top, bottom] = std::minmax({e.a.y, e.b.y, e.c.y, e.d.y});
    if (right <= box.x || left >= box.x + box.width) return false;
    if (bottom <= box.y || top >= box.y + box.height) return false;
    if (depth == 0 || (right - left < 2 && bottom - top < 2)) return true;
    const Position ab = middle(e.a, e.b);
    const Position bc = middle(e.b, e.c);
    const Position cd = middle(e.c, e.d);
    const Position abc = middle(ab, bc);
    const Position bcd = middle(bc, cd);
    const Position half = middle(abc, bcd);
    return crossesBox({e.a, ab, abc, half}, box, depth - 1) ||
           crossesBox({half, bcd, cd, e.d}, box, depth - 1);
}

std::vector<Box> boxesOf(const LayoutGraph& graph, const std::vector<Position>& places) {
    std::vector<Box> out = sizesOf(graph);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = out[i].at(places[i]);
    return out;
}

std::vector<Box> endsOf(const LayoutGraph::Node& node, Position place) {
    if (node.count > kMostInColumn) return {boxOf(node, place)};
    std::vector<Box> out;
    for (std::size_t i = 0; i < node.count; ++i) {
        const Position at = placeInEntry(place, node.count, i);
        out.push_back({at.x, at.y});
    }
    return out;
}

} // namespace

Box boxOf(const LayoutGraph::Node& node, Position place) {
    const Position last = placeInEntry(place, node.count, node.count - 1);
    double bottom = last.y;
    if (node.count > kMostInColumn) { // columns are filled one by one
        for (std::size_t i = 1; i < node.count; ++i) {
            const Position at = placeInEntry(place, node.count, i);
            if (at.x > place.x) break;
            bottom = at.y;
        }
    }
    return {place.x, place.y, last.x - place.x + kNodeWide, bottom - place.y + kNodeHigh};
}

std::vector<Box> sizesOf(const LayoutGraph& graph) {
    std::vector<Box> out;
    out.reserve(graph.nodes.size());
    for (const LayoutGraph::Node& node : graph.nodes) out.push_back(boxOf(node, {}));
    return out;
}

// A level line reaches no height: it crosses all the same.
bool mayCross(const Box& reach, const Box& box) {
    return reach.x < box.x + box.width && box.x < reach.x + reach.width &&
           reach.y <= box.y + box.height && box.y <= reach.y + reach.height;
}

bool EdgeShape::crosses(const Box& box) const {
    constexpr int kDeepest = 14;
    return crossesBox(*this, box, kDeepest);
}

EdgeShape edgeBetween(const Box& from, const Box& to) {
    const double fromMiddle = from.y + from.height / 2;
    const double toMiddle = to.y + to.height / 2;
    if (to.x > from.x + from.width + kSideways) {
        return horizontal({from.x + from.width, fromMiddle}, {to.x, toMiddle}, 1);
    }
    if (to.x + to.width + kSideways < from.x) {
        return horizontal({from.x, fromMiddle}, {to.x + to.width, toMiddle}, -1);
    }
    const double fromCentre = from.x + from.width / 2;
    const double toCentre = to.x + to.width / 2;
    if (to.y >= from.y) {
        return vertical({fromCentre, from.y + from.height}, {toCentre, to.y}, 1);
    }
    return vertical({fromCentre, from.y}, {toCentre, to.y + to.height}, -1);
}

std::vector<EdgeShape> edgesOf(const LayoutGraph& graph, const LayoutGraph::Edge& link,
                               const std::vector<Position>& places) {
    std::vector<EdgeShape> out;
    const std::vector<Box> tos = endsOf(graph.nodes[link.to], places[link.to]);
    for (const Box& from : endsOf(graph.nodes[link.from], places[link.from])) {
        for (const Box& to : tos) {
            if (out.size() < kMostCurves) out.push_back(edgeBetween(from, to));
        }
    }
    return out;
}

Box reachOf(const std::vector<EdgeShape>& curves) {
    constexpr double kFar = 1e12;
    double left = kFar, top = kFar, right = -kFar, bottom = -kFar;
    for (const EdgeShape& each : curves) {
        for (const Position point : {each.a, each.b, each.c, each.d}) {
            left = std::min(left, point.x);
            right = std::max(right, point.x);
            top = std::min(top, point.y);
            bottom = std::max(bottom, point.y);
        }
    }
    return {left, top, right - left, bottom - top};
}

std::vector<HiddenEdge> hiddenEdges(const LayoutGraph& graph, const std::vector<Position>& places) {
    std::vector<HiddenEdge> out;
    const std::vector<Box> boxes = boxesOf(graph, places);
    for (std::size_t i = 0; i < graph.links.size(); ++i) {
        const LayoutGraph::Edge& link = graph.links[i];
        const std::vector<EdgeShape> curves = edgesOf(graph, link, places);
        const Box reach = reachOf(curves);
        for (std::size_t node = 0; node < graph.nodes.size(); ++node) {
            if (node == link.from || node == link.to) continue;
            const Box& box = boxes[node];
            if (!mayCross(reach, box)) continue;
            const auto hides = [&](const EdgeShape& each) { return each.crosses(box); };
            if (std::any_of(curves.begin(), curves.end(), hides)) out.push_back({i, node});
        }
    }
    return out;
}

std::size_t overlaps(const LayoutGraph& graph, const std::vector<Position>& places) {
    const std::vector<Box> boxes = boxesOf(graph, places);
    std::size_t count = 0;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        for (std::size_t j = i + 1; j < boxes.size(); ++j) {
            if (boxes[i].touches(boxes[j])) ++count;
        }
    }
    return count;
}

} // namespace troupe::core

// How an edge is drawn between two nodes, as far as layouts must know: a cubic curve from the side
// of one to the facing side of the other. Thread: any.
#pragma once

#include <vector>

#include "document/document.h"
#include "layout/layout.h"

namespace troupe::core {

struct Box {
    double x = 0;
    double y = 0;
    double width = kNodeWide;
    double height = kNodeHigh;

    /// Whether less than `room` is between the two.
    bool touches(const Box& other, double room = 0) const {
        return x < other.x + other.width + room && other.x < x + width + room &&
               y < other.y + other.height + room && other.y < y + height + room;
    }
    /// One of this size.
    Box at(Position place) const { return {place.x, place.y, width, height}; }
};
/// The nodes of one entry at `place`: a single box, or a column or grid of them.
Box boxOf(const LayoutGraph::Node& node, Position place);
/// Of every node, at no place: for those who look at all pairs, because a box takes counting.
std::vector<Box> sizesOf(const LayoutGraph& graph);

struct EdgeShape {
    Position a, b, c, d;

    /// Whether any of it lies inside of `box`.
    bool crosses(const Box& box) const;
};
/// From the side of one to the facing side of the other.
EdgeShape edgeBetween(const Box& from, const Box& to);
/// The curves of a link: one for each pair of actors where entries are drawn as columns.
std::vector<EdgeShape> edgesOf(const LayoutGraph& graph, const LayoutGraph::Edge& link,
                               const std::vector<Position>& places);

/// What holds all of the curves of a link: a box that does not touch it is crossed by none of them.
Box reachOf(const std::vector<EdgeShape>& curves);
bool mayCross(const Box& reach, const Box& box);

struct HiddenEdge {
    std::size_t link = 0; // of the graph
    std::size_t node = 0; // under which it passes
};
/// Links that pass under a node they do not belong to.
std::vector<HiddenEdge> hiddenEdges(const LayoutGraph& graph, const std::vector<Position>& places);
/// Pairs of nodes that overlap.
std::size_t overlaps(const LayoutGraph& graph, const std::vector<Position>& places);

} // namespace troupe::core

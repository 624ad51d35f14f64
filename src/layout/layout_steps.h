// What the layouts are made of. Internal to src/layout. Thread: any.
#pragma once

#include <vector>

#include "layout/edge_shape.h"
#include "layout/layout.h"

namespace troupe::core {

inline constexpr double kColumnGap = 96; // between columns: room for edges and their labels
inline constexpr double kRowGap = 36;
inline constexpr double kLeastRoom = 24; // between two nodes, wherever they go

std::vector<Position> treeLayout(const LayoutGraph& graph);
std::vector<Position> layeredLayout(const LayoutGraph& graph);
std::vector<Position> forceLayout(const LayoutGraph& graph);

/// Things in one line, in this order: as near to where each would like to be as sizes and gaps
/// allow (least squares; pool adjacent violators).
std::vector<double> inLine(const std::vector<double>& wanted, const std::vector<double>& sizes,
                           double gap);

/// Nodes whose supervisor or links join them, as a number for each node; by its first node.
std::vector<std::size_t> componentsOf(const LayoutGraph& graph);

/// Moves nodes off edges that pass under them, as far as free places are found near by.
/// `isSideways`: also to the left and right.
void clearEdges(const LayoutGraph& graph, std::vector<Position>& places, bool isSideways);

/// Pushes nodes apart until no two are nearer than kLeastRoom.
void pushApart(const LayoutGraph& graph, std::vector<Position>& places);

} // namespace troupe::core

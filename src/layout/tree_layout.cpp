#include <algorithm>

#include "layout/layout_steps.h"

namespace troupe::core {

namespace {

/// A tree drawn from left to right. Each subtree keeps the rows that it needs to itself, and a
/// parent stands beside the middle of its children (after Reingold and Tilford, in bands).
class Tree {
public:
    explicit Tree(const LayoutGraph& graph)
        : m_graph(graph),
          m_parent(graph.nodes.size(), LayoutGraph::kNobody),
          m_children(graph.nodes.size()),
          m_depth(graph.nodes.size(), 0),
          m_places(graph.nodes.size()) {}

    std::vector<Position> run() {
        chooseParents();
        std::vector<std::size_t> roots;
        for (std::size_t i = 0; i < m_parent.size(); ++i) {
            if (m_parent[i] == LayoutGraph::kNobody) {
                roots.push_back(i);
            } else {
                m_children[m_parent[i]].push_back(i);
            }
        }
        findDepths(roots);
        double y = 0;
        for (const std::size_t root : roots) y = place(root, y) + kRowGap;
        placeColumns();
        return std::move(m_places);
    }

private:
    /// The supervisor; without one, the first that sends to it.
    void chooseParents() {
        for (std::size_t i = 0; i < m_parent.size(); ++i) {
            m_parent[i] = m_graph.nodes[i].supervisor;
        }
        for (const LayoutGraph::Edge& link : m_graph.links) {
            const bool isFree = m_parent[link.to] == LayoutGraph::kNobody;
            if (isFree && rootOf(link.from) != link.to) m_parent[link.to] = link.from;
        }
    }

    std::size_t rootOf(std::size_t node) const {
        while (m_parent[node] != LayoutGraph::kNobody) node = m_parent[node];
        return node;
    }

    /// Column of each node. A tree moves right until what is sent to it from other trees comes
    /// from the left, where that is possible.
    void findDepths(const std::vector<std::size_t>& roots) {
        for (const std::size_t root : roots) setDepth(root, 0);
        for (std::size_t round = 0; round < std::min<std::size_t>(roots.size(), 20); ++round) {
            bool isSettled = true;
            for (const LayoutGraph::Edge& link : m_graph.links) {
                const std::size_t from = rootOf(link.from);
                const std::size_t to = rootOf(link.to);
                if (from == to || m_depth[link.to] > m_depth[link.from]) continue;
                setDepth(to, m_depth[to] + m_depth[link.from] + 1 - m_depth[link.to]);
                isSettled = false;
            }
            if (isSettled) return;
        }
    }

    void setDepth(std::size_t root, std::size_t depth) {
        std::vector<std::pair<std::size_t, std::size_t>> open{{root, depth}};
        while (!open.empty()) {
            const auto [node, at] = open.back();
            open.pop_back();
            m_depth[node] = at;
            for (const std::size_t child : m_children[node]) open.emplace_back(child, at + 1);
        }
    }

    /// Puts a subtree into a band from `top` on; returns where the band ends.
    double place(std::size_t node, double top) {
        const double high = boxOf(m_graph.nodes[node], {}).height;
        if (m_children[node].empty()) {
            m_places[node].y = top;
            return top + high;
        }
        double bottom = top;
        for (const std::size_t child : m_children[node]) {
            if (child != m_children[node].front()) bottom += kRowGap;
            bottom = place(child, bottom);
        }
        const std::size_t first = m_children[node].front();
        const std::size_t last = m_children[node].back();
        const double lastHigh = boxOf(m_graph.nodes[last], {}).height;
        const double centre = (m_places[first].y + m_places[last].y + lastHigh) / 2;
        m_places[node].y = std::max(top, centre - high / 2);
        return std::max(bottom, m_places[node].y + high);
    }

    void placeColumns() {
        std::vector<double> widths;
        for (std::size_t i = 0; i < m_depth.size(); ++i) {
            if (widths.size() <= m_depth[i]) widths.resize(m_depth[i] + 1, 0);
            widths[m_depth[i]] = std::max(widths[m_depth[i]], boxOf(m_graph.nodes[i], {}).width);
        }
        std::vector<double> lefts(widths.size(), 0);
        for (std::size_t i = 1; i < widths.size(); ++i) {
            lefts[i] = lefts[i - 1] + widths[i - 1] + kColumnGap;
        }
        for (std::size_t i = 0; i < m_depth.size(); ++i) m_places[i].x = lefts[m_depth[i]];
    }

    const LayoutGraph& m_graph;
    std::vector<std::size_t> m_parent;
    std::vector<std::vector<std::size_t>> m_children;
    std::vector<std::size_t> m_depth;
    std::vector<Position> m_places;
};

} // namespace

std::vector<Position> treeLayout(const LayoutGraph& graph) {
    std::vector<Position> places = Tree(graph).run();
    clearEdges(graph, places, true);
    return places;
}

} // namespace troupe::core

#include "layout/layout_steps.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace troupe::core {

std::vector<double> inLine(const std::vector<double>& wanted, const std::vector<double>& sizes,
                           double gap) {
    // with every size and gap before it taken off, only the order is left to keep
    struct Block {
        double sum = 0;
        std::size_t count = 0;
        double mean() const { return sum / static_cast<double>(count); }
    };
    std::vector<Block> blocks;
    double before = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        blocks.push_back({wanted[i] - before, 1});
        before += sizes[i] + gap;
        while (blocks.size() > 1 && blocks.back().mean() < blocks[blocks.size() - 2].mean()) {
            const Block last = blocks.back();
            blocks.pop_back();
            blocks.back().sum += last.sum;
            blocks.back().count += last.count;
        }
    }
    std::vector<double> out;
    before = 0;
    for (const Block& block : blocks) {
        for (std::size_t i = 0; i < block.count; ++i) {
            const std::size_t place = out.size();
            out.push_back(block.mean() + before);
            before += sizes[place] + gap;
        }
    }
    return out;
}

std::vector<std::size_t> componentsOf(const LayoutGraph& graph) {
    std::vector<std::size_t> parent(graph.nodes.size());
    std::iota(parent.begin(), parent.end(), std::size_t{0});
    const auto rootOf = [&](std::size_t node) {
        while (parent[node] != node) node = parent[node] = parent[parent[node]];
        return node;
    };
    const auto join = [&](std::size_t a, std::size_t b) {
        a = rootOf(a);
        b = rootOf(b);
        parent[std::max(a, b)] = std::min(a, b);
    };
    for (const LayoutGraph::Edge& link : graph.links) join(link.from, link.to);
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        if (graph.nodes[i].supervisor != LayoutGraph::kNobody) join(i, graph.nodes[i].supervisor);
    }
    for (std::size_t i = 0; i < parent.size(); ++i) parent[i] = rootOf(i);
    return parent;
}

void pushApart(const LayoutGraph& graph, std::vector<Position>& places) {
    const int rounds = places.size() > 300 ? 40 : 400;
    std::vector<std::size_t> order(places.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const std::vector<Box> sizes = sizesOf(graph);
    double widest = kNodeWide;
    for (const Box& each : sizes) widest = std::max(widest, each.width);
    for (int round = 0; round < rounds; ++round) {
        bool isClear = true;
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return places[a].x < places[b].x; });
        for (std::size_t i = 0; i < order.size(); ++i) {
            for (std::size_t j = i + 1; j < order.size(); ++j) {
                Position& p = places[order[i]];
                Position& q = places[order[j]];
                if (q.x - p.x > widest + kLeastRoom) break;
                const Box a = sizes[order[i]].at(p);
                const Box b = sizes[order[j]].at(q);
                if (!a.touches(b, kLeastRoom - 0.01)) continue;
                isClear = false;
                const double across = a.x + a.width + kLeastRoom - b.x;
                const double down = a.y < b.y ? a.y + a.height + kLeastRoom - b.y
                                              : b.y + b.height + kLeastRoom - a.y;
                if (across < down) {
                    p.x -= across / 2;
                    q.x += across / 2;
                } else {
                    (a.y < b.y ? p.y : q.y) -= down / 2;
                    (a.y < b.y ? q.y : p.y) += down / 2;
                }
            }
        }
        if (isClear) return;
    }
    // too dense to be pushed: spread everything until it fits
    for (Position& each : places) {
        each.x *= 1.5;
        each.y *= 1.5;
    }
    if (overlaps(graph, places) > 0) pushApart(graph, places);
}

namespace {

/// Moves of single nodes that make fewer edges pass under nodes.
class Clearing {
public:
    Clearing(const LayoutGraph& graph, std::vector<Position>& places, bool isSideways)
        : m_graph(graph),
          m_places(places),
          m_isSideways(isSideways),
          m_sizes(sizesOf(graph)),
          m_linksOf(graph.nodes.size()) {
        for (std::size_t i = 0; i < graph.links.size(); ++i) {
            m_linksOf[graph.links[i].from].push_back(i);
            m_linksOf[graph.links[i].to].push_back(i);
            m_curves.push_back(edgesOf(graph, graph.links[i], places));
            m_reach.push_back(reachOf(m_curves.back()));
        }
    }

    void run() {
        constexpr int kRounds = 12;
        for (int round = 0; round < kRounds && m_budget > 0; ++round) {
            const std::vector<HiddenEdge> hidden = hiddenEdges(m_graph, m_places);
            if (hidden.empty()) return;
            bool isBetter = false;
            for (const HiddenEdge& each : hidden) {
                isBetter |= improve(each.node);
                isBetter |= improve(m_graph.links[each.link].from);
                isBetter |= improve(m_graph.links[each.link].to);
                if (m_budget <= 0) return;
            }
            if (!isBetter) return;
        }
    }

private:
    Box box(std::size_t node) const { return m_sizes[node].at(m_places[node]); }

    bool anyCrosses(std::size_t link, const Box& box) const {
        if (!mayCross(m_reach[link], box)) return false;
        return std::any_of(m_curves[link].begin(), m_curves[link].end(),
                           [&](const EdgeShape& each) { return each.crosses(box); });
    }

    /// Edges under `node`, and nodes over its edges.
    int cost(std::size_t node) {
        int count = 0;
        const Box own = box(node);
        for (std::size_t i = 0; i < m_curves.size(); ++i) {
            const LayoutGraph::Edge& link = m_graph.links[i];
            if (link.from == node || link.to == node) continue;
            count += anyCrosses(i, own) ? 1 : 0;
        }
        for (const std::size_t link : m_linksOf[node]) {
            for (std::size_t other = 0; other < m_places.size(); ++other) {
                const LayoutGraph::Edge& edge = m_graph.links[link];
                if (other == edge.from || other == edge.to) continue;
                count += anyCrosses(link, box(other)) ? 1 : 0;
            }
        }
        m_budget -=
            static_cast<std::int64_t>(m_curves.size() + m_linksOf[node].size() * m_places.size());
        return count;
    }

    void moveTo(std::size_t node, Position place) {
        m_places[node] = place;
        for (const std::size_t link : m_linksOf[node]) {
            m_curves[link] = edgesOf(m_graph, m_graph.links[link], m_places);
            m_reach[link] = reachOf(m_curves[link]);
        }
    }

    bool isFree(std::size_t node, Position place) const {
        const Box wanted = m_sizes[node].at(place);
        for (std::size_t other = 0; other < m_places.size(); ++other) {
            if (other != node && wanted.touches(box(other), kLeastRoom)) return false;
        }
        return true;
    }

    bool improve(std::size_t node) {
        const Position before = m_places[node];
        Position best = before;
        int least = cost(node);
        for (int ring = 1; ring <= kRings && least > 0 && m_budget > 0; ++ring) {
            for (const auto& [dx, dy] : kDirections) {
                if (dx != 0 && !m_isSideways) continue;
                const Position place{before.x + dx * ring * kStepX, before.y + dy * ring * kStepY};
                if (!isFree(node, place)) continue;
                moveTo(node, place);
                const int now = cost(node);
                if (now >= least) continue;
                least = now;
                best = place;
            }
        }
        moveTo(node, best);
        return !(best == before);
    }

    static constexpr int kRings = 24;
    static constexpr double kStepX = 47;
    static constexpr double kStepY = 49;
    static constexpr std::array<std::pair<double, double>, 8> kDirections{
        {{0, 1}, {0, -1}, {1, 0}, {-1, 0}, {1, 1}, {-1, 1}, {1, -1}, {-1, -1}}};

    const LayoutGraph& m_graph;
    std::vector<Position>& m_places;
    bool m_isSideways;
    std::vector<Box> m_sizes; // by node
    std::vector<std::vector<std::size_t>> m_linksOf;
    std::vector<std::vector<EdgeShape>> m_curves; // by link
    std::vector<Box> m_reach;                     // by link
    std::int64_t m_budget = 30'000'000;           // tests of a curve against a box
};

} // namespace

void clearEdges(const LayoutGraph& graph, std::vector<Position>& places, bool isSideways) {
    Clearing(graph, places, isSideways).run();
}

} // namespace troupe::core

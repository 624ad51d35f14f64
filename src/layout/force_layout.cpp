#include <algorithm>
#include <cmath>
#include <map>

#include "layout/layout_steps.h"

namespace troupe::core {

namespace {

constexpr double kSpring = 260;       // natural length of an edge
constexpr std::size_t kStarFrom = 12; // leaves of one hub that are drawn as a column

/// Fruchterman and Reingold: edges pull, all nodes push, and the steps grow smaller. Leaves of a
/// hub that has many are one body, a column: their edges then fan out over nothing.
class Forces {
public:
    explicit Forces(const LayoutGraph& graph) : m_graph(graph), m_bodyOf(graph.nodes.size()) {}

    std::vector<Position> run() {
        makeBodies();
        scatter();
        relax();
        std::vector<Position> places(m_graph.nodes.size());
        for (std::size_t i = 0; i < places.size(); ++i) {
            const Body& body = m_bodies[m_bodyOf[i]];
            places[i] = {body.at.x, body.at.y + m_offset[i]};
        }
        return places;
    }

private:
    struct Body {
        Position at{};
        double high = kNodeHigh;
        double wide = kNodeWide;
    };

    void makeBodies() {
        std::vector<std::vector<std::size_t>> around(m_graph.nodes.size());
        const auto join = [&](std::size_t a, std::size_t b) {
            around[a].push_back(b);
            around[b].push_back(a);
        };
        for (const LayoutGraph::Edge& link : m_graph.links) join(link.from, link.to);
        for (std::size_t i = 0; i < m_graph.nodes.size(); ++i) {
            const std::size_t above = m_graph.nodes[i].supervisor;
            if (around[i].empty() && above != LayoutGraph::kNobody) join(i, above);
        }
        std::map<std::size_t, std::vector<std::size_t>> leavesOf;
        for (std::size_t i = 0; i < around.size(); ++i) {
            if (around[i].size() == 1) leavesOf[around[i].front()].push_back(i);
        }
        m_offset.assign(m_graph.nodes.size(), 0);
        std::vector<bool> isTaken(m_graph.nodes.size(), false);
        for (const auto& [hub, leaves] : leavesOf) {
            if (leaves.size() < kStarFrom) continue;
            Body column{.high = -kLeastRoom};
            for (const std::size_t leaf : leaves) {
                const Box box = boxOf(m_graph.nodes[leaf], {});
                m_bodyOf[leaf] = m_bodies.size();
                m_offset[leaf] = column.high + kLeastRoom;
                column.high += kLeastRoom + box.height;
                column.wide = std::max(column.wide, box.width);
                isTaken[leaf] = true;
            }
            m_bodies.push_back(column);
        }
        for (std::size_t i = 0; i < m_graph.nodes.size(); ++i) {
            if (isTaken[i]) continue;
            const Box box = boxOf(m_graph.nodes[i], {});
            m_bodyOf[i] = m_bodies.size();
            m_bodies.push_back({.high = box.height, .wide = box.width});
        }
        for (std::size_t i = 0; i < around.size(); ++i) {
            for (const std::size_t other : around[i]) {
                const std::size_t a = m_bodyOf[i];
                const std::size_t b = m_bodyOf[other];
                if (a < b) m_springs.push_back({a, b});
            }
        }
        std::sort(m_springs.begin(), m_springs.end());
        m_springs.erase(std::unique(m_springs.begin(), m_springs.end()), m_springs.end());
    }

    /// A sunflower: even, and the same everywhere.
    void scatter() {
        constexpr double kGoldenAngle = 2.399963229728653;
        for (std::size_t i = 0; i < m_bodies.size(); ++i) {
            const double n = static_cast<double>(i);
            const double radius = kSpring * 0.7 * std::sqrt(n);
            m_bodies[i].at = {radius * std::cos(n * kGoldenAngle),
                              radius * std::sin(n * kGoldenAngle)};
        }
    }

    void relax() {
        const int rounds = m_bodies.size() > 300 ? 40 : 300;
        double step = kSpring;
        for (int round = 0; round<rounds; ++round, step *= m_bodies.size()> 300 ? 0.91 : 0.985) {
            std::vector<Position> moves(m_bodies.size());
            for (std::size_t i = 0; i < m_bodies.size(); ++i) {
                for (std::size_t j = i + 1; j < m_bodies.size(); ++j) push(i, j, moves);
            }
            for (const LayoutGraph::Edge& spring : m_springs) pull(spring, moves);
            for (std::size_t i = 0; i < m_bodies.size(); ++i) {
                const double length = std::hypot(moves[i].x, moves[i].y);
                if (length < 1e-9) continue;
                const double most = std::min(length, step) / length;
                m_bodies[i].at.x += moves[i].x * most;
                m_bodies[i].at.y += moves[i].y * most;
            }
        }
    }

    void push(std::size_t i, std::size_t j, std::vector<Position>& moves) const {
        double dx = m_bodies[i].at.x - m_bodies[j].at.x;
        const double dy = m_bodies[i].at.y - m_bodies[j].at.y;
        double square = dx * dx + dy * dy;
        if (square > 25 * kSpring * kSpring) return;
        if (square < 1) {
            dx = i < j ? 1 : -1;
            square = 1;
        }
        const double force = kSpring * kSpring / square;
        moves[i].x += dx * force;
        moves[i].y += dy * force;
        moves[j].x -= dx * force;
        moves[j].y -= dy * force;
    }

    void pull(const LayoutGraph::Edge& spring, std::vector<Position>& moves) const {
        const Position& a = m_bodies[spring.from].at;
        const Position& b = m_bodies[spring.to].at;
        const double dx = b.x - a.x;
        const double dy = b.y - a.y;
        const double force = std::hypot(dx, dy) / kSpring;
        moves[spring.from].x += dx * force;
        moves[spring.from].y += dy * force;
        moves[spring.to].x -= dx * force;
        moves[spring.to].y -= dy * force;
    }

    const LayoutGraph& m_graph;
    std::vector<Body> m_bodies;
    std::vector<std::size_t> m_bodyOf;        // by node
    std::vector<double> m_offset;             // by node, down in its body
    std::vector<LayoutGraph::Edge> m_springs; // between bodies
};

} // namespace

/// Springs know nothing of what edges pass under. Where nodes near by cannot be moved off them, as
/// in large graphs, columns are the better picture.
std::vector<Position> forceLayout(const LayoutGraph& graph) {
    constexpr std::size_t kMostToClear = 100;
    std::vector<Position> places = Forces(graph).run();
    pushApart(graph, places);
    if (hiddenEdges(graph, places).size() > kMostToClear) return layeredLayout(graph);
    clearEdges(graph, places, true);
    return hiddenEdges(graph, places).empty() ? places : layeredLayout(graph);
}

} // namespace troupe::core

#include <algorithm>
#include <numeric>

#include "layout/layout_steps.h"

namespace troupe::core {

namespace {

/// Sugiyama's steps: turn edges so that none goes in a circle, put nodes into columns, order each
/// column so that few edges cross, then choose heights near the neighbours. Long edges hold a free
/// place in each column that they pass.
class Layers {
public:
    explicit Layers(const LayoutGraph& graph) : m_graph(graph) {}

    std::vector<Position> run() {
        m_isLinked.assign(m_graph.nodes.size(), false);
        for (const LayoutGraph::Edge& link : m_graph.links) {
            m_isLinked[link.from] = m_isLinked[link.to] = true;
        }
        turnCircles();
        chooseColumns();
        addPassages();
        orderColumns();
        chooseHeights();
        std::vector<Position> places = placesOfLinked();
        clearEdges(m_graph, places, false);
        placeOthers(places);
        return places;
    }

private:
    struct Item { // a node, or the passage of a long edge
        std::size_t node = LayoutGraph::kNobody;
        std::size_t column = 0;
        std::vector<std::size_t> before{}; // neighbours in the column to the left
        std::vector<std::size_t> after{};
        double high = kNodeHigh;
        double y = 0;
    };

    /// Depth first; an edge back to where the search came from is turned.
    void turnCircles() {
        const std::size_t count = m_graph.nodes.size();
        std::vector<std::vector<std::size_t>> out(count);
        for (const LayoutGraph::Edge& link : m_graph.links) out[link.from].push_back(link.to);
        enum class Seen : std::uint8_t { no, open, done };
        std::vector<Seen> seen(count, Seen::no);
        std::vector<std::size_t> incoming(count, 0);
        for (const LayoutGraph::Edge& link : m_graph.links) ++incoming[link.to];
        std::vector<std::size_t> starts(count);
        std::iota(starts.begin(), starts.end(), std::size_t{0});
        std::stable_sort(starts.begin(), starts.end(), [&](std::size_t a, std::size_t b) {
            return (incoming[a] == 0) > (incoming[b] == 0);
        });
        for (const std::size_t start : starts) {
            if (seen[start] != Seen::no) continue;
            std::vector<std::pair<std::size_t, std::size_t>> path{{start, 0}};
            seen[start] = Seen::open;
            while (!path.empty()) {
                auto& [node, next] = path.back();
                if (next == out[node].size()) {
                    seen[node] = Seen::done;
                    path.pop_back();
                    continue;
                }
                const std::size_t to = out[node][next++];
                m_edges.push_back(seen[to] == Seen::open ? LayoutGraph::Edge{to, node}
                                                         : LayoutGraph::Edge{node, to});
                if (seen[to] != Seen::no) continue;
                seen[to] = Seen::open;
                path.emplace_back(to, 0);
            }
        }
        std::sort(m_edges.begin(), m_edges.end());
        m_edges.erase(std::unique(m_edges.begin(), m_edges.end()), m_edges.end());
    }

    /// Longest path from the left; then what only sends moves right to whom it sends.
    void chooseColumns() {
        const std::size_t count = m_graph.nodes.size();
        std::vector<std::size_t> incoming(count, 0);
        std::vector<std::vector<std::size_t>> out(count);
        for (const LayoutGraph::Edge& edge : m_edges) {
            ++incoming[edge.to];
            out[edge.from].push_back(edge.to);
        }
        const std::vector<std::size_t> sources = incoming;
        m_column.assign(count, 0);
        std::vector<std::size_t> open;
        for (std::size_t i = 0; i < count; ++i) {
            if (incoming[i] == 0) open.push_back(i);
        }
        for (std::size_t i = 0; i < open.size(); ++i) {
            for (const std::size_t to : out[open[i]]) {
                m_column[to] = std::max(m_column[to], m_column[open[i]] + 1);
                if (--incoming[to] == 0) open.push_back(to);
            }
        }
        for (std::size_t i = 0; i < count; ++i) {
            if (sources[i] != 0 || out[i].empty()) continue;
            std::size_t nearest = SIZE_MAX;
            for (const std::size_t to : out[i]) nearest = std::min(nearest, m_column[to]);
            m_column[i] = nearest - 1;
        }
    }

    void addPassages() {
        m_itemOf.assign(m_graph.nodes.size(), 0);
        for (std::size_t i = 0; i < m_graph.nodes.size(); ++i) {
            if (!m_isLinked[i]) continue;
            m_itemOf[i] = m_items.size();
            m_items.push_back(
                {.node = i, .column = m_column[i], .high = boxOf(m_graph.nodes[i], {}).height});
        }
        for (const LayoutGraph::Edge& edge : m_edges) {
            std::size_t last = m_itemOf[edge.from];
            for (std::size_t column = m_column[edge.from] + 1; column < m_column[edge.to];
                 ++column) {
                m_items.push_back({.column = column, .high = kPassage});
                join(last, m_items.size() - 1);
                last = m_items.size() - 1;
            }
            join(last, m_itemOf[edge.to]);
        }
        for (std::size_t i = 0; i < m_items.size(); ++i) {
            if (m_columns.size() <= m_items[i].column) m_columns.resize(m_items[i].column + 1);
            m_columns[m_items[i].column].push_back(i);
        }
    }

    void join(std::size_t left, std::size_t right) {
        m_items[left].after.push_back(right);
        m_items[right].before.push_back(left);
    }

    /// By the mean place of the neighbours, from left to right and back.
    void orderColumns() {
        constexpr int kSweeps = 10;
        std::vector<double> place(m_items.size(), 0);
        const auto number = [&](const std::vector<std::size_t>& column) {
            for (std::size_t i = 0; i < column.size(); ++i) {
                place[column[i]] = static_cast<double>(i);
            }
        };
        for (const auto& column : m_columns) number(column);
        const auto sortBy = [&](std::vector<std::size_t>& column, bool isForward) {
            std::vector<std::pair<double, std::size_t>> keyed;
            for (const std::size_t item : column) {
                const auto& around = isForward ? m_items[item].before : m_items[item].after;
                double sum = 0;
                for (const std::size_t each : around) sum += place[each];
                keyed.emplace_back(
                    around.empty() ? place[item] : sum / static_cast<double>(around.size()), item);
            }
            std::stable_sort(keyed.begin(), keyed.end(),
                             [](const auto& a, const auto& b) { return a.first < b.first; });
            for (std::size_t i = 0; i < column.size(); ++i) column[i] = keyed[i].second;
            number(column);
        };
        for (int sweep = 0; sweep < kSweeps; ++sweep) {
            for (std::size_t c = 1; c < m_columns.size(); ++c) sortBy(m_columns[c], true);
            for (std::size_t c = m_columns.size(); c-- > 1;) sortBy(m_columns[c - 1], false);
        }
    }

    void chooseHeights() {
        constexpr int kSweeps = 12;
        for (const auto& column : m_columns) {
            double y = 0;
            for (const std::size_t item : column) {
                m_items[item].y = y;
                y += m_items[item].high + kRowGap;
            }
        }
        for (int sweep = 0; sweep < kSweeps; ++sweep) {
            for (std::size_t c = 0; c < m_columns.size(); ++c) settleColumn(m_columns[c]);
            for (std::size_t c = m_columns.size(); c-- > 0;) settleColumn(m_columns[c]);
        }
    }

    void settleColumn(const std::vector<std::size_t>& column) {
        std::vector<double> wanted;
        std::vector<double> sizes;
        for (const std::size_t item : column) {
            const Item& own = m_items[item];
            double sum = 0;
            std::size_t count = 0;
            for (const auto* around : {&own.before, &own.after}) {
                for (const std::size_t each : *around) {
                    sum += m_items[each].y + m_items[each].high / 2;
                    ++count;
                }
            }
            wanted.push_back(count == 0 ? own.y : sum / static_cast<double>(count) - own.high / 2);
            sizes.push_back(own.high);
        }
        const std::vector<double> heights = inLine(wanted, sizes, kRowGap);
        for (std::size_t i = 0; i < column.size(); ++i) m_items[column[i]].y = heights[i];
    }

    std::vector<Position> placesOfLinked() const {
        std::vector<Position> places(m_graph.nodes.size());
        double x = 0;
        for (const auto& column : m_columns) {
            double wide = kNodeWide;
            for (const std::size_t item : column) {
                const Item& own = m_items[item];
                if (own.node == LayoutGraph::kNobody) continue;
                places[own.node] = {x, own.y};
                wide = std::max(wide, boxOf(m_graph.nodes[own.node], {}).width);
            }
            x += wide + kColumnGap;
        }
        // those that are placed later are out of the way until then
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (!m_isLinked[i]) places[i] = {kAway, kAway + static_cast<double>(i) * 1000};
        }
        return places;
    }

    /// Supervisors in rows above the rest, over the middle of their children; others below.
    void placeOthers(std::vector<Position>& places) const {
        double top = 0;
        double bottom = 0;
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (!m_isLinked[i]) continue;
            const Box box = boxOf(m_graph.nodes[i], places[i]);
            top = std::min(top, box.y);
            bottom = std::max(bottom, box.y + box.height);
        }
        std::vector<std::size_t> rank(places.size(), 0); // 0: no children
        for (std::size_t round = 0; round < places.size(); ++round) {
            bool isSettled = true;
            for (std::size_t i = 0; i < places.size(); ++i) {
                const std::size_t above = m_graph.nodes[i].supervisor;
                if (above == LayoutGraph::kNobody || rank[above] > rank[i]) continue;
                rank[above] = rank[i] + 1;
                isSettled = false;
            }
            if (isSettled) break;
        }
        const std::size_t highest = rank.empty() ? 0 : *std::max_element(rank.begin(), rank.end());
        placeRow(places, rank, 0, bottom + kRowGap * 2);
        for (std::size_t level = 1; level <= highest; ++level) {
            placeRow(places, rank, level,
                     top - static_cast<double>(level) * (kNodeHigh + kRowGap * 2));
        }
    }

    void placeRow(std::vector<Position>& places, const std::vector<std::size_t>& rank,
                  std::size_t level, double y) const {
        std::vector<std::pair<double, std::size_t>> row; // wanted x, node
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (m_isLinked[i] || rank[i] != level) continue;
            double sum = 0;
            std::size_t count = 0;
            for (std::size_t child = 0; child < places.size(); ++child) {
                if (m_graph.nodes[child].supervisor != i || places[child].x >= kAway) continue;
                sum += places[child].x;
                ++count;
            }
            row.emplace_back(count == 0 ? 0 : sum / static_cast<double>(count), i);
        }
        std::stable_sort(row.begin(), row.end(),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
        std::vector<double> wanted;
        std::vector<double> sizes;
        for (const auto& [x, node] : row) {
            wanted.push_back(x);
            sizes.push_back(boxOf(m_graph.nodes[node], {}).width);
        }
        const std::vector<double> xs = inLine(wanted, sizes, kRowGap);
        for (std::size_t i = 0; i < row.size(); ++i) places[row[i].second] = {xs[i], y};
    }

    static constexpr double kPassage = 12;
    static constexpr double kAway = 1e7;

    const LayoutGraph& m_graph;
    std::vector<bool> m_isLinked;
    std::vector<LayoutGraph::Edge> m_edges; // without circles
    std::vector<std::size_t> m_column;      // by node
    std::vector<std::size_t> m_itemOf;      // by node
    std::vector<Item> m_items;
    std::vector<std::vector<std::size_t>> m_columns; // items from top to bottom
};

} // namespace

std::vector<Position> layeredLayout(const LayoutGraph& graph) {
    return Layers(graph).run();
}

} // namespace troupe::core

// D43: on every scenario and on 1,000 actors no two nodes overlap and no edge is hidden.
#include "layout/layout.h"

#include <filesystem>
#include <iostream>

#include <gtest/gtest.h>

#include "document/scenario_file.h"
#include "layout/edge_shape.h"

namespace troupe::core {
namespace {

using Edge = LayoutGraph::Edge;

LayoutGraph nodes(std::size_t count) {
    LayoutGraph graph;
    for (std::size_t i = 0; i < count; ++i) graph.nodes.push_back({"n" + std::to_string(i)});
    return graph;
}

/// One sends to all others.
LayoutGraph fanOut(std::size_t count) {
    LayoutGraph graph = nodes(count);
    for (std::size_t i = 1; i < count; ++i) graph.links.push_back({0, i});
    return graph;
}

/// Each sends to the next; the last to the first where `isRing`.
LayoutGraph chain(std::size_t count, bool isRing) {
    LayoutGraph graph = nodes(count);
    for (std::size_t i = 1; i < count; ++i) graph.links.push_back({i - 1, i});
    if (isRing) graph.links.push_back({count - 1, 0});
    return graph;
}

/// Supervisors of ten each, and a load → router → workers → logger for each of them.
LayoutGraph teams(std::size_t count) {
    LayoutGraph graph = nodes(count);
    for (std::size_t i = 0; i + 10 <= count; i += 10) {
        for (std::size_t worker = i + 3; worker < i + 9; ++worker) {
            graph.nodes[worker].supervisor = i;
            graph.links.push_back({i + 2, worker});
            graph.links.push_back({worker, i + 9});
        }
        graph.links.push_back({i + 1, i + 2});
    }
    return graph;
}

LayoutGraph tree(std::size_t count, std::size_t branches) {
    LayoutGraph graph = nodes(count);
    for (std::size_t i = 1; i < count; ++i) graph.links.push_back({(i - 1) / branches, i});
    return graph;
}

struct Case {
    std::string name;
    LayoutGraph graph;
};

std::vector<Case> cases() {
    std::vector<Case> out{{"fan-out of 1000", fanOut(1000)},
                          {"chain of 1000", chain(1000, false)},
                          {"teams of 1000", teams(1000)},
                          {"tree of 1000", tree(1000, 5)},
                          {"binary tree of 255", tree(255, 2)},
                          {"1000 alone", nodes(1000)},
                          {"ring of 50", chain(50, true)},
                          {"two", chain(2, true)},
                          {"nobody", nodes(0)}};
    const std::filesystem::path folder = TROUPE_SOURCE_DIR "/resources/scenarios";
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
        const Expected<ScenarioFile> read = loadScenario(file.path());
        EXPECT_TRUE(read) << toEnglish(read.error());
        if (read) out.push_back({file.path().stem().string(), graphOf(read->document)});
    }
    return out;
}

class EveryLayout : public testing::TestWithParam<LayoutKind> {};

TEST_P(EveryLayout, NoTwoNodesOverlapAndNoEdgeIsHidden) {
    for (const Case& each : cases()) {
        const std::vector<Position> places = layOut(each.graph, GetParam());

        EXPECT_EQ(overlaps(each.graph, places), 0U) << each.name;
        const std::vector<HiddenEdge> hidden = hiddenEdges(each.graph, places);
        EXPECT_EQ(hidden.size(), 0U) << each.name;
        if (hidden.empty()) continue;
        const Edge& link = each.graph.links[hidden.front().link];
        std::cout << each.graph.nodes[link.from].name << " → " << each.graph.nodes[link.to].name
                  << " under " << each.graph.nodes[hidden.front().node].name << "\n";
    }
}

TEST_P(EveryLayout, IsTheSameEachTimeAndWithinLimits) {
    const LayoutGraph graph = teams(200);
    const std::vector<Position> places = layOut(graph, GetParam());

    EXPECT_EQ(layOut(graph, GetParam()), places);
    for (const Position& each : places) {
        EXPECT_GE(each.x, 0);
        EXPECT_GE(each.y, 0);
        EXPECT_EQ(each.x, static_cast<double>(static_cast<long>(each.x)));
    }
}

INSTANTIATE_TEST_SUITE_P(Kinds, EveryLayout,
                         testing::Values(LayoutKind::tree, LayoutKind::layered, LayoutKind::force),
                         [](const auto& each) { return toString(each.param); });

TEST(Layout, ScenariosComeWithPlacesThatHideNothing) {
    const std::filesystem::path folder = TROUPE_SOURCE_DIR "/resources/scenarios";
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
        const Expected<ScenarioFile> read = loadScenario(file.path());
        ASSERT_TRUE(read) << toEnglish(read.error());
        const LayoutGraph graph = graphOf(read->document);
        std::vector<Position> places;
        for (const ActorEntry& entry : read->document.actors) {
            ASSERT_TRUE(entry.position.has_value()) << file.path() << " " << entry.name;
            places.push_back(*entry.position);
        }
        EXPECT_EQ(overlaps(graph, places), 0U) << file.path();
        EXPECT_TRUE(hiddenEdges(graph, places).empty()) << file.path();
    }
}

TEST(Layout, LayeredStandsLeftToRight) {
    const LayoutGraph graph = teams(10);
    const std::vector<Position> places = layOut(graph, LayoutKind::layered);

    for (const Edge& link : graph.links) EXPECT_LT(places[link.from].x, places[link.to].x);
    EXPECT_LT(places[0].y, places[3].y) << "the supervisor stands above";
}

TEST(Layout, InATreeChildrenStandRightOfTheirSupervisor) {
    const LayoutGraph graph = teams(10);
    const std::vector<Position> places = layOut(graph, LayoutKind::tree);

    for (std::size_t worker = 3; worker < 9; ++worker) EXPECT_LT(places[0].x, places[worker].x);
}

TEST(Layout, ArrangeIsOneChangeAroundWhereTheActorsStood) {
    Document document;
    for (int i = 0; i < 4; ++i) {
        document.actors.push_back(
            {.name = "a" + std::to_string(i), .kind = "Counter", .position = Position{1000, 1000}});
    }
    const Document before = document;
    const Change change = arrange(document, LayoutKind::layered);
    apply(document, change);

    EXPECT_EQ(
        overlaps(graphOf(document), {*document.actors[0].position, *document.actors[1].position,
                                     *document.actors[2].position, *document.actors[3].position}),
        0U);
    EXPECT_LT(document.actors[0].position->x, 1100);
    EXPECT_GT(document.actors[3].position->x, 900);
    apply(document, inverse(change));
    EXPECT_EQ(document, before);
}

TEST(EdgeShape, SeesANodeInItsWayAndNotBesideIt) {
    const EdgeShape edge = edgeBetween({0, 0}, {600, 0});

    EXPECT_TRUE(edge.crosses({300, 0}));
    EXPECT_FALSE(edge.crosses({300, 40}));
    EXPECT_TRUE(edge.crosses({300, 29}));
    EXPECT_TRUE(edgeBetween({0, 0}, {20, 400}).crosses({0, 200}));
    EXPECT_FALSE(edgeBetween({0, 0}, {20, 400}).crosses({120, 200}));
}

} // namespace
} // namespace troupe::core

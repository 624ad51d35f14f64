// D31: every edit of a document can be taken back, and done again, as if nothing had been.
#include "document/edits.h"

#include <random>

#include <gtest/gtest.h>

#include "document/edit_history.h"
#include "document/fragment.h"
#include "document/scenario_file.h"

namespace troupe::core {
namespace {

Document small() {
    Document document;
    document.actors = {{.name = "top", .kind = "Supervisor", .position = Position{0, 0}},
                       {.name = "pool", .kind = "Supervisor", .supervisor = "top"},
                       {.name = "worker",
                        .kind = "Worker",
                        .count = 3,
                        .supervisor = "pool",
                        .position = Position{10, 20}},
                       {.name = "logger", .kind = "Logger"},
                       {.name = "router", .kind = "Router"}};
    document.links = {{.from = "router", .port = "targets", .to = "worker"},
                      {.from = "worker", .port = "logger", .to = "logger"}};
    return document;
}

std::vector<std::string> namesIn(const Document& document) {
    std::vector<std::string> out;
    for (const ActorEntry& each : document.actors) out.push_back(each.name);
    return out;
}

Document after(const Document& document, const Expected<Change>& change) {
    EXPECT_TRUE(change) << toEnglish(change.error());
    Document out = document;
    if (change) apply(out, change.value());
    return out;
}

TEST(Edits, ADeletedSupervisorLeavesItsChildrenToTheOneAbove) {
    const Document document = after(small(), removeActors(small(), {"pool"}));

    EXPECT_EQ(namesIn(document), (std::vector<std::string>{"top", "worker", "logger", "router"}));
    EXPECT_EQ(document.actor("worker")->supervisor, "top");
}

TEST(Edits, DeletingOneOfSeveralTakesTheEntryApart) {
    const Document document = after(small(), removeActors(small(), {"worker-2"}));

    EXPECT_EQ(namesIn(document), (std::vector<std::string>{"top", "pool", "worker-1", "worker-3",
                                                           "logger", "router"}));
    EXPECT_EQ(document.actor("worker-3")->position, (Position{10, 20 + 2 * kRepeatStep}));
    ASSERT_EQ(document.links.size(), 4U);
    EXPECT_EQ(document.links[0].to, "worker-1");
    EXPECT_EQ(document.links[1].to, "worker-3");
    EXPECT_EQ(document.links[2].from, "worker-1");
}

TEST(Edits, ARenamedActorKeepsItsLinksAndChildren) {
    const Document document = after(small(), renameActor(small(), "worker", "w"));
    EXPECT_EQ(document.links[0].to, "w");
    EXPECT_EQ(document.links[1].from, "w");

    const Document renamed = after(small(), renameActor(small(), "pool", "crew"));
    EXPECT_EQ(renamed.actor("worker")->supervisor, "crew");
}

TEST(Edits, ANameThatIsTakenOrUnfitIsRefused) {
    EXPECT_FALSE(renameActor(small(), "logger", "router"));
    EXPECT_FALSE(renameActor(small(), "logger", "worker-2")) << "one of several has that name";
    EXPECT_FALSE(renameActor(small(), "logger", ""));
    EXPECT_FALSE(renameActor(small(), "logger", "a\nb"));
    EXPECT_FALSE(renameActor(small(), "logger", std::string(257, 'x')));
    EXPECT_FALSE(renameActor(small(), "nobody", "x"));
}

TEST(Edits, ANewActorGetsANameOfItsOwn) {
    const Expected<Change> change = addActor(small(), {.name = "worker-2", .kind = "Worker"});
    EXPECT_EQ(after(small(), change).actors.back().name, "worker-4");
    EXPECT_EQ(change->names, std::vector<std::string>{"worker-4"});
}

TEST(Edits, AnActorCannotSuperviseWhatIsAboveIt) {
    EXPECT_FALSE(supervise(small(), {"top"}, "pool"));
    EXPECT_FALSE(supervise(small(), {"pool"}, "pool"));
    EXPECT_FALSE(supervise(small(), {"logger"}, "worker")) << "stands for several";
}

TEST(Edits, UnderASupervisorThePlaceIsTheStartOrder) {
    const Document document = after(small(), supervise(small(), {"router"}, "pool", "worker"));

    EXPECT_EQ(namesIn(document),
              (std::vector<std::string>{"top", "pool", "router", "worker", "logger"}));
    EXPECT_EQ(document.actor("router")->supervisor, "pool");
}

TEST(Edits, ANewLinkTakesThePlaceOfTheOldOneOfAPortForOne) {
    const Link link{.from = "worker", .port = "logger", .to = "router"};
    EXPECT_EQ(after(small(), addLink(small(), link, false)).links.size(), 2U);
    EXPECT_EQ(after(small(), addLink(small(), link, true)).links.size(), 3U);
    EXPECT_FALSE(addLink(small(), small().links[0], true)) << "it is there already";
    EXPECT_FALSE(addLink(small(), {.from = "worker", .port = "logger", .to = "x"}, true));

    const Document rewired = after(small(), rewireLink(small(), small().links[1], link));
    EXPECT_EQ(rewired.links[1].to, "router");
    EXPECT_FALSE(removeLink(small(), link));
}

TEST(Edits, FewerOfAnEntryLoseTheLinksOfThoseThatAreGone) {
    Document document = small();
    document.links.push_back({.from = "router", .port = "targets", .to = "worker-3"});
    ActorEntry two = *document.actor("worker");
    two.count = 2;

    EXPECT_EQ(after(document, changeActor(document, "worker", two, "count")).links.size(), 2U);
}

TEST(EditHistory, UndoAndRedoWalkThroughAllStates) {
    EditHistory history(small());
    const auto perform = [&](const Expected<Change>& change) {
        ASSERT_TRUE(change);
        history.perform(change.value());
        history.seal();
    };
    std::vector<Document> states{history.document()};
    perform(addActor(history.document(), {.name = "c", .kind = "Counter"}));
    states.push_back(history.document());
    perform(removeActors(history.document(), {"worker-2", "logger"}));
    states.push_back(history.document());
    perform(renameActor(history.document(), "router", "switch"));
    states.push_back(history.document());

    EXPECT_EQ(toEnglish(history.undoTitle()), "Rename router to switch");
    for (std::size_t i = states.size() - 1; i-- > 0;) {
        ASSERT_NE(history.undo(), nullptr);
        EXPECT_EQ(history.document(), states[i]);
    }
    EXPECT_EQ(history.undo(), nullptr);
    for (std::size_t i = 1; i < states.size(); ++i) {
        ASSERT_NE(history.redo(), nullptr);
        EXPECT_EQ(history.document(), states[i]);
    }
    EXPECT_EQ(history.redo(), nullptr);
}

TEST(EditHistory, ADragIsOneStepAndTheNextDragAnother) {
    EditHistory history(small());
    const auto drag = [&](double from, double to) {
        history.seal();
        for (double x = from; x <= to; ++x) {
            history.perform(moveActors(history.document(), {{"logger", {x, 0}}}).value());
        }
    };
    drag(1, 50);
    drag(51, 90);

    history.undo();
    EXPECT_EQ(history.document().actor("logger")->position, (Position{50, 0}));
    history.undo();
    EXPECT_EQ(history.document(), small());
    EXPECT_FALSE(history.canUndo());
}

TEST(EditHistory, KnowsWhetherTheDocumentIsAsItWasSaved) {
    EditHistory history(small());
    EXPECT_TRUE(history.isClean());
    history.perform(addActor(history.document(), {.name = "a", .kind = "Counter"}).value());
    EXPECT_FALSE(history.isClean());
    history.markClean();
    history.perform(addActor(history.document(), {.name = "b", .kind = "Counter"}).value());
    history.undo();
    EXPECT_TRUE(history.isClean());
    history.undo();
    EXPECT_FALSE(history.isClean());
    history.perform(addActor(history.document(), {.name = "c", .kind = "Counter"}).value());
    EXPECT_FALSE(history.isClean()) << "the saved state cannot come back";
    history.undo();
    EXPECT_FALSE(history.isClean());
}

TEST(EditHistory, ASavedStateIsNotMergedAway) {
    EditHistory history(small());
    history.perform(moveActors(history.document(), {{"logger", {1, 0}}}).value());
    history.markClean();
    history.perform(moveActors(history.document(), {{"logger", {2, 0}}}).value());

    EXPECT_FALSE(history.isClean());
    history.undo();
    EXPECT_TRUE(history.isClean());
}

TEST(EditHistory, KeepsABoundedNumberOfSteps) {
    EditHistory history(small());
    for (std::size_t i = 0; i < EditHistory::kMostSteps + 10; ++i) {
        history.perform(renameActor(history.document(), history.document().actors[3].name,
                                    "n" + std::to_string(i))
                            .value());
    }
    std::size_t steps = 0;
    while (history.undo()) ++steps;
    EXPECT_EQ(steps, EditHistory::kMostSteps);
    EXPECT_EQ(history.document().actors[3].name, "n9");
}

/// Any edit with arguments that may or may not fit.
Expected<Change> randomEdit(const Document& document, std::mt19937& random) {
    const auto below = [&](std::size_t n) { return n == 0 ? 0 : random() % n; };
    std::vector<std::string> names;
    for (const ActorEntry& entry : document.actors) {
        names.push_back(entry.name);
        for (std::string& each : namesOf(entry)) names.push_back(std::move(each));
    }
    names.emplace_back("nobody");
    const auto any = [&] { return names[below(names.size())]; };
    const Position place{static_cast<double>(below(900)), static_cast<double>(below(900))};
    switch (below(12)) {
    case 0:
        return addActor(document, {.name = any(), .kind = "Counter", .count = 2});
    case 1:
        return removeActors(document, {any(), any()});
    case 2:
        return moveActors(document, {{any(), place}, {any(), place}});
    case 3:
        return renameActor(document, any(), any() + "x");
    case 4: {
        ActorEntry changed{
            .name = {}, .kind = "Worker", .count = static_cast<std::int64_t>(1 + below(4))};
        return changeActor(document, any(), changed, "count");
    }
    case 5:
        return addLink(document, {.from = any(), .port = "p", .to = any()}, below(2) == 0);
    case 6:
        if (document.links.empty()) return Change{};
        return removeLink(document, document.links[below(document.links.size())]);
    case 7:
        return supervise(document, {any()}, any(), below(2) == 0 ? any() : "");
    case 8:
        return paste(document, copyActors(document, {any(), any()}), place);
    case 9:
        return duplicate(document, {any(), any()}, place);
    case 10:
        return addNote(document, {.text = {{"en", "look"}}, .position = place});
    default:
        return changeHeader(document, {.title = {{"en", any()}}, .mode = "lab"});
    }
}

TEST(EditHistory, AnythingCanBeTakenBackAndEveryStateCanBeSaved) {
    std::mt19937 random(7);
    EditHistory history(small());
    std::vector<Document> states{history.document()};
    for (int i = 0; i < 400; ++i) {
        const Expected<Change> change = randomEdit(history.document(), random);
        if (!change || change->isEmpty()) continue;
        history.seal();
        history.perform(change.value());
        states.push_back(history.document());
        const auto read = readScenario(writeScenario(history.document()), "f");
        ASSERT_TRUE(read) << toEnglish(read.error());
        ASSERT_EQ(read->document, history.document());
    }
    ASSERT_GT(states.size(), 150U);
    for (std::size_t i = states.size() - 1; i-- > 0;) {
        ASSERT_NE(history.undo(), nullptr);
        ASSERT_EQ(history.document(), states[i]) << i;
    }
    for (std::size_t i = 1; i < states.size(); ++i) {
        ASSERT_NE(history.redo(), nullptr);
        ASSERT_EQ(history.document(), states[i]) << i;
    }
}

TEST(Fragment, PastedActorsKeepWhatJoinsThem) {
    const std::string copied = copyActors(small(), {"pool", "worker", "logger"});
    const Expected<Change> change = paste(small(), copied, {5, 7});
    const Document document = after(small(), change);

    EXPECT_EQ(change->names, (std::vector<std::string>{"pool-1", "worker-4", "logger-1"}));
    EXPECT_EQ(document.actor("worker-4")->supervisor, "pool-1");
    EXPECT_EQ(document.actor("worker-4")->position, (Position{15, 27}));
    EXPECT_EQ(document.actor("pool-1")->supervisor, "") << "its supervisor was not copied";
    ASSERT_EQ(document.links.size(), 3U);
    EXPECT_EQ(document.links[2].from, "worker-4");
    EXPECT_EQ(document.links[2].to, "logger-1");
}

TEST(Fragment, ACopyOfADuplicateKeepsItsNeighbours) {
    const Document document = after(small(), duplicate(small(), {"worker-2"}, {0, 0}));

    EXPECT_EQ(document.actors.back().name, "worker-4");
    EXPECT_EQ(document.actors.back().supervisor, "pool");
    EXPECT_EQ(document.links.back().from, "worker-4");
    EXPECT_EQ(document.links.back().to, "logger");
}

TEST(Fragment, WhatIsNotAScenarioIsALocatedError) {
    const Expected<Change> change = paste(small(), "{\"format\": 1}", {});
    ASSERT_FALSE(change);
    EXPECT_EQ(change.error().where, "clipboard:1:12");
}

} // namespace
} // namespace troupe::core

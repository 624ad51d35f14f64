// D2: actors that a scenario describes by steps.
#include <gtest/gtest.h>

#include "catalogue/check.h"
#include "document/scenario_file.h"
#include "session/session.h"

namespace troupe::core {
namespace {

using namespace std::chrono_literals;

/// A scenario with one kind K (`parts` of its description) and actors.
std::string json(const std::string& parts, const std::string& actors = "",
                 const std::string& links = "") {
    return "{\"format\":\"troupe-scenario\",\"version\":1,\"kinds\":[{\"name\":\"K\"," + parts +
           "}],\"actors\":[{\"name\":\"k\",\"kind\":\"K\"}" + actors + "],\"links\":[" + links +
           "]}";
}

class Scripted : public testing::TestWithParam<RunMode> {
protected:
    /// Runs it; sends `messages` to k one after the other.
    void run(const std::string& text, const std::vector<SendRequest>& messages) {
        const auto file = readScenario(text, "f");
        ASSERT_TRUE(file) << toEnglish(file.error());
        session = std::make_unique<Session>(file->document);
        const auto started = session->start({.mode = GetParam()});
        ASSERT_TRUE(started) << toEnglish(started.error());
        session->runUntilQuiet(20s);
        for (SendRequest message : messages) {
            message.to = session->world().actor("k")->id;
            const auto sent = session->send(message);
            ASSERT_TRUE(sent) << toEnglish(sent.error());
            session->runUntilQuiet(20s);
        }
        answers = session->takeAnswers();
        session->end();
    }
    Value state(std::string_view field, std::string_view actor = "k") const {
        const StateField* found = session->world().actor(actor)->field(field);
        return found ? found->value : Value();
    }
    const ActorView& k() const { return *session->world().actor("k"); }

    std::unique_ptr<Session> session;
    std::vector<Answer> answers;
};

TEST_P(Scripted, SetsStateAndRepliesWithIt) {
    run(json(
            R"~("state":[{"name":"sum","type":"int","initial":5},{"name":"by","type":"map<string, int>"}],
        "messages":[{"name":"Add","fields":[{"name":"n","type":"int"}],"reply":"int"}],
        "handlers":[{"message":"Add","steps":[
            {"set":"sum","to":"sum + n"},{"set":"by","at":"text(n)","to":"sum"},{"reply":"sum"}]}])~"),
        {{.message = "Add", .fields = {{"n", 3}}, .answerWithin = Duration(5s)}});

    EXPECT_EQ(state("sum"), Value(8));
    EXPECT_EQ(state("by"), Value(ValueMap{{"3", 8}}));
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_EQ(answers[0].reply, Value(8));
}

TEST_P(Scripted, BranchesRepeatsAndBecomes) {
    run(json(R"~("state":[{"name":"log","type":"string"}],
        "messages":[{"name":"Go","fields":[{"name":"n","type":"int"}]}],
        "handlers":[
          {"message":"Go","steps":[
            {"if":"n > 2","then":[{"set":"log","to":"log + 'big '"}],
                          "else":[{"repeat":"n","steps":[{"set":"log","to":"log + 'x'"}]},
                                  {"become":"done"}]}]},
          {"message":"Go","in":"done","steps":[{"set":"log","to":"log + ' done'"}]}])~"),
        {{.message = "Go", .fields = {{"n", 3}}},
         {.message = "Go", .fields = {{"n", 2}}},
         {.message = "Go", .fields = {{"n", 3}}}});

    EXPECT_EQ(state("log"), Value("big xx done"));
}

TEST_P(Scripted, StashesUntilItIsReady) {
    run(json(R"~("state":[{"name":"isReady","type":"bool"},{"name":"seen","type":"list<int>"}],
        "messages":[{"name":"Work","fields":[{"name":"n","type":"int"}]},{"name":"Ready"}],
        "handlers":[
          {"message":"Work","steps":[{"if":"not isReady","then":[{"stash":true}],
             "else":[{"set":"seen","to":"append(seen, n)"}]}]},
          {"message":"Ready","steps":[{"set":"isReady","to":true},{"unstash":true}]}])~"),
        {{.message = "Work", .fields = {{"n", 1}}},
         {.message = "Work", .fields = {{"n", 2}}},
         {.message = "Ready"}});

    EXPECT_EQ(state("seen"), Value(ValueList{1, 2}));
}

TEST_P(Scripted, AsksAndWaitsOrGoesOn) {
    const std::string kind = R"~("ports":[{"name":"counter"}],
        "state":[{"name":"got","type":"int"},{"name":"failed","type":"string"}],
        "messages":[{"name":"Go"}],
        "handlers":[{"message":"Go","steps":[
            {"send":"Increment","to":"counter","fields":{"by":"41"}},
            {"ask":"GetValue","to":"counter","await":AWAIT,"as":"value",
             "then":[{"set":"got","to":"value + 1"}],"else":[{"set":"failed","to":"value"}]}]}])~";
    for (const char* await : {"true", "false"}) {
        std::string text = kind;
        text.replace(text.find("AWAIT"), 5, await);
        run(json(text, ",{\"name\":\"c\",\"kind\":\"Counter\"}",
                 "{\"from\":\"k\",\"port\":\"counter\",\"to\":\"c\"}"),
            {{.message = "Go"}});
        EXPECT_EQ(state("got"), Value(42)) << await;
        EXPECT_EQ(state("failed"), Value("")) << await;
    }
}

TEST_P(Scripted, SendsItselfAMessageLaterAndStops) {
    run(json(R"~("state":[{"name":"ticks","type":"int"}],"messages":[{"name":"Tick"}],
        "handlers":[
          {"message":"Start","steps":[{"after":"5ms","send":"Tick"}]},
          {"message":"Tick","steps":[{"set":"ticks","to":"ticks + 1"},
             {"if":"ticks < 3","then":[{"after":"5ms","send":"Tick"}],"else":[{"stop":true}]}]}])~"),
        {});

    EXPECT_EQ(state("ticks"), Value(3));
    EXPECT_EQ(k().status, ActorStatus::stopped);
}

TEST_P(Scripted, WhatCannotBeDoneCrashesItWithItsPlace) {
    struct Row {
        const char* step;
        const char* text;
    };
    for (const Row& row : {Row{R"~({"set":"n","to":"1 / 0"})~", "K, Go (line 3): / of 1 and 0"},
                           Row{R"~({"set":"n","to":"'x'"})~", "n cannot hold x"},
                           Row{R"~({"send":"Increment","to":"nobody"})~", "is nobody"},
                           Row{R"~({"reply":"1"})~", "Go has no reply"},
                           Row{R"~({"crash":"'on ' + 'purpose'"})~", "on purpose"},
                           Row{R"~({"repeat":"1000000","steps":[{"set":"n","to":"n"}]})~",
                               "more than 10000 steps"}}) {
        run(json(std::string(R"~("ports":[{"name":"nobody","required":false}],
            "state":[{"name":"n","type":"int"}],"messages":[{"name":"Go"}],
            "handlers":[{"message":"Go","steps":[)~") +
                 row.step + "]}]"),
            {{.message = "Go"}});
        EXPECT_EQ(k().status, ActorStatus::crashed) << row.step;
        EXPECT_NE(k().lastFailure.find(row.text), std::string::npos) << k().lastFailure;
    }
}

TEST_P(Scripted, SettingsAreTheStateItBeginsWith) {
    run("{\"format\":\"troupe-scenario\",\"version\":1,\"kinds\":[{\"name\":\"K\",\"accent\":"
        "\"Counter\","
        "\"state\":[{\"name\":\"n\",\"type\":\"int\",\"initial\":1}]}],"
        "\"actors\":[{\"name\":\"k\",\"kind\":\"K\",\"settings\":{\"n\":9}}]}",
        {});
    EXPECT_EQ(state("n"), Value(9));
    EXPECT_EQ(k().accentKind, "Counter");
}

INSTANTIATE_TEST_SUITE_P(Modes, Scripted, testing::Values(RunMode::live, RunMode::lab),
                         [](const auto& each) { return std::string(toString(each.param)); });

TEST(ScriptKind, WhatIsWrongIsLocated) {
    struct Row {
        const char* parts;
        const char* text;
    };
    for (
        const Row& row :
        {Row{R"~("state":[{"name":"a b","type":"int"}])~", "must be a word"},
         Row{R"~("state":[{"name":"a","type":"number"}])~", "a type is"},
         Row{R"~("state":[{"name":"a","type":"int","initial":"x"}])~", "cannot begin with that"},
         Row{R"~("messages":[{"name":"Increment"}])~", "another message"},
         Row{R"~("handlers":[{"message":"Fly","steps":[]}])~", "no message \"Fly\""},
         Row{R"~("handlers":[{"message":"Start","steps":[{"fly":1}]}])~", "a step is one of"},
         Row{R"~("handlers":[{"message":"Start","steps":[{"log":"1 +"}]}])~", "ends too early"},
         Row{R"~("handlers":[{"message":"Start","steps":[{"log":"1","x":1}]}])~", "has no \"x\""},
         Row{R"~("handlers":[{"message":"Start","steps":[{"stash":1},{"ask":"GetValue","to":"self"}]}])~",
             "cannot be stashed"}}) {
        const auto file = readScenario(json(row.parts), "f");
        ASSERT_TRUE(file);
        const auto plan = check(file->document, &file->places);
        ASSERT_FALSE(plan) << row.parts;
        const std::string text = toEnglish(plan.error());
        EXPECT_NE(text.find(row.text), std::string::npos) << text;
        EXPECT_EQ(text.rfind("f:1:", 0), 0U) << text;
        EXPECT_EQ(problemsOf(file->document).front().part, "kinds");
    }
}

TEST(ScriptKind, EqualDescriptionsAreOneKind) {
    const auto file = readScenario(json(R"~("state":[{"name":"n","type":"int"}])~"), "f");
    const Kind* first = findKind(file->document, "K");
    ASSERT_NE(first, nullptr);
    EXPECT_EQ(findKind(file->document, "K"), first);
    const auto other = readScenario(json(R"~("state":[{"name":"m","type":"int"}])~"), "f");
    EXPECT_NE(findKind(other->document, "K"), first);
    EXPECT_EQ(findKind(file->document, "K")->state.front().name, "n");
}

} // namespace
} // namespace troupe::core

#include "catalogue/catalogue.h"

#include <filesystem>
#include <set>

#include <gtest/gtest.h>

#include "catalogue/check.h"
#include "document/atomic_file.h"

namespace troupe::core {
namespace {

std::string errorOf(const std::string& actors, const std::string& links = "") {
    const auto file =
        readScenario("{\"format\":\"troupe-scenario\",\"version\":1,\n\"actors\":[\n" + actors +
                         "],\n\"links\":[" + links + "]}",
                     "f");
    if (!file) return toEnglish(file.error());
    const auto plan = check(file->document, &file->places);
    return plan ? "" : toEnglish(plan.error());
}

// D1
TEST(Catalogue, HasEveryKindWithATextAndAnIcon) {
    std::set<std::string> names;
    for (const Kind& kind : kinds()) {
        names.insert(kind.name);
        EXPECT_EQ(toEnglish(kind.title).find('('), std::string::npos) << kind.name;
        EXPECT_EQ(toEnglish(kind.summary).find("kind."), std::string::npos) << kind.name;
        EXPECT_TRUE(kind.isSupervisor || kind.spawn) << kind.name;
        EXPECT_TRUE(std::filesystem::exists(std::string(TROUPE_SOURCE_DIR) + "/resources/icons/" +
                                            kind.icon + ".svg"))
            << kind.icon;
    }
    EXPECT_EQ(names, (std::set<std::string>{"Counter", "KvStore", "Worker", "Logger", "Router",
                                            "Client", "LoadGenerator", "Supervisor", "Crasher",
                                            "SlowWorker", "Forwarder", "Aggregator"}));
}

// D1
TEST(Catalogue, CounterHasItsMessagesRepliesAndState) {
    const Kind& counter = *findKind("Counter");

    ASSERT_EQ(counter.messages.size(), 4U);
    const MessageType& increment = *counter.message("Increment");
    EXPECT_EQ(increment.fields(increment).front().initial, Value(1));
    EXPECT_EQ(counter.message("GetValue")->reply->type, FieldType::integer);
    EXPECT_EQ(counter.message("Reset")->reply, nullptr);
    EXPECT_EQ(counter.state.front().name, "value");
    EXPECT_EQ(counter.message("Process"), nullptr);
}

TEST(Catalogue, AMessageNameStandsForOneMessage) {
    std::map<std::string, const MessageType*> seen;
    for (const Kind& kind : kinds()) {
        for (const MessageType* type : kind.messages) {
            EXPECT_EQ(seen.try_emplace(type->name, type).first->second, type) << type->name;
        }
    }
}

TEST(Catalogue, EveryDefaultIsAccepted) {
    for (const Kind& kind : kinds()) {
        const auto settings = Settings::resolve(kind, {});
        const auto* wrong = std::get_if<SettingError>(&settings);
        EXPECT_EQ(wrong, nullptr) << kind.name << ": " << (wrong ? wrong->setting : "");
    }
}

TEST(Check, NamesKindSettingPortAndMessageWithTheirPlace) {
    EXPECT_EQ(errorOf("{\"name\":\"a\",\"kind\":\"Countr\"}"),
              "f:3:20: there is no kind of actor \"Countr\". `troupe-cli kinds` lists them");
    EXPECT_EQ(errorOf("{\"name\":\"a\",\"kind\":\"Crasher\",\"settings\":{\"every\":0}}"),
              "f:3:50: \"every\" must be int from 1 to 1000000");
    EXPECT_EQ(errorOf("{\"name\":\"a\",\"kind\":\"Worker\",\"settings\":{\"wrk\":\"1s\"}}"),
              "f:3:47: Worker has no setting \"wrk\". Settings: work, workKind");
    EXPECT_EQ(errorOf("{\"name\":\"a\",\"kind\":\"Client\",\"settings\":{\"message\":\"Set\","
                      "\"fields\":{\"key\":1}}}"),
              "f:3:66: key cannot hold 1. It takes string");
    EXPECT_EQ(errorOf("{\"name\":\"a\",\"kind\":\"Counter\"}",
                      "{\"from\":\"a\",\"port\":\"x\",\"to\":\"a\"}"),
              "f:4:10: Counter has no port \"x\". Ports: –");
    EXPECT_EQ(errorOf("{\"name\":\"a\",\"kind\":\"Client\"},{\"name\":\"b\",\"kind\":\"Logger\"}",
                      "{\"from\":\"a\",\"port\":\"server\",\"to\":\"b\"}"),
              "f:4:10: \"Increment\" is not a message that Logger handles");
    EXPECT_EQ(errorOf("{\"name\":\"a\",\"kind\":\"Counter\",\"supervisor\":\"b\"},"
                      "{\"name\":\"b\",\"kind\":\"Logger\"}"),
              "f:3:43: \"b\" is a Logger and cannot supervise");
}

TEST(Check, APortThatTakesOneLinkRefusesASecond) {
    EXPECT_NE(errorOf("{\"name\":\"a\",\"kind\":\"Client\"},{\"name\":\"b\",\"kind\":\"Counter\","
                      "\"count\":2}",
                      "{\"from\":\"a\",\"port\":\"server\",\"to\":\"b\"}")
                  .find("takes one link"),
              std::string::npos);
}

// D32
TEST(Check, ARequiredPortWithoutALinkIsAProblemNotAnError) {
    const auto file = readScenario("{\"format\":\"troupe-scenario\",\"version\":1,\"actors\":["
                                   "{\"name\":\"w\",\"kind\":\"Worker\"}]}",
                                   "f");
    const auto plan = check(file->document);

    ASSERT_TRUE(plan);
    const std::vector<Problem> problems = missingLinks(plan.value());
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(toEnglish(problems[0].text), "w needs a link for its port \"logger\"");
}

TEST(Scenarios, EveryOneThatComesWithTheProgramChecksWithoutAProblem) {
    std::size_t found = 0;
    for (const auto& entry : std::filesystem::directory_iterator(std::string(TROUPE_SOURCE_DIR) +
                                                                 "/resources/scenarios")) {
        const auto file = loadScenario(entry.path());
        ASSERT_TRUE(file) << toEnglish(file.error());
        const auto plan = check(file->document, &file->places);
        ASSERT_TRUE(plan) << toEnglish(plan.error());
        EXPECT_TRUE(missingLinks(plan.value()).empty()) << entry.path();
        EXPECT_TRUE(file->document.title.contains("de")) << entry.path();
        EXPECT_EQ(readWholeFile(entry.path(), kMostScenarioBytes).value(),
                  writeScenario(file->document))
            << entry.path() << " is not written as the program would";
        ++found;
    }
    EXPECT_GE(found, 6U);
}

TEST(Check, ListsEverythingThatIsWrongAndWhere) {
    Document document;
    document.actors = {{.name = "a", .kind = "Nothing"},
                       {.name = "w", .kind = "Worker", .settings = {{"work", Value(true)}}},
                       {.name = "c", .kind = "Counter", .supervisor = "l"},
                       {.name = "l", .kind = "Logger"},
                       {.name = "r", .kind = "Router"}};
    document.links = {{.from = "c", .port = "x", .to = "l"}, {.from = "l", .port = "y", .to = "z"}};

    const std::vector<DocumentProblem> problems = problemsOf(document);
    std::vector<std::string> places;
    for (const DocumentProblem& each : problems) places.push_back(each.actor + "/" + each.part);
    EXPECT_EQ(places, (std::vector<std::string>{"a/kind", "w/work", "c/supervisor", "c/x", "l/y",
                                                "r/targets"}));
    EXPECT_EQ(problems[4].link, document.links[1]);
    EXPECT_TRUE(problems[5].isWarning);
    EXPECT_FALSE(problems[0].isWarning);
    ASSERT_FALSE(check(document));
    EXPECT_EQ(check(document).error().what, problems.front().text);
}

} // namespace
} // namespace troupe::core

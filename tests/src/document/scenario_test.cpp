#include "document/scenario_file.h"

#include <gtest/gtest.h>

namespace troupe::core {
namespace {

constexpr std::string_view kWhole = R"({
  "format": "troupe-scenario",
  "version": 1,
  "title": {"de": "Zähler", "en": "Counter"},
  "summary": {"en": "Try it."},
  "mode": "lab",
  "seed": 42,
  "actors": [
    {
      "name": "pool",
      "kind": "Supervisor",
      "supervision": {
        "strategy": "oneForAll",
        "maxRestarts": 5,
        "window": "10s",
        "backOff": "250ms",
        "factor": 1.5,
        "backOffMax": "1m",
        "later": [1]
      },
      "position": [10, -20.5]
    },
    {
      "name": "client",
      "kind": "Client",
      "count": 10,
      "settings": {"fields": {"by": 1}, "message": "Increment", "times": 1000},
      "mailbox": {"capacity": 8, "overflow": "dropOldest"},
      "supervisor": "pool",
      "child": "transient",
      "dedicated": true,
      "colour": {"r": 1}
    },
    {"name": "c", "kind": "Counter", "mailbox": {"overflow": "unbounded"}}
  ],
  "links": [
    {"from": "client", "port": "server", "to": "c"},
    {"from": "client-3", "port": "server", "to": "client-4", "weight": 2}
  ],
  "notes": [
    {
      "text": {"en": "look"},
      "position": [0, 0]
    }
  ],
  "author": "somebody"
}
)";

std::string errorOfScenario(std::string_view json) {
    const auto read = readScenario(json, "f");
    return read ? "" : toEnglish(read.error());
}

std::string errorOfActors(std::string_view actors, std::string_view more = "") {
    return errorOfScenario("{\"format\":\"troupe-scenario\",\"version\":1,\"actors\":[" +
                           std::string(actors) + "]" + std::string(more) + "}");
}

TEST(Scenario, ReadsEveryPart) {
    const auto read = readScenario(kWhole, "f");

    ASSERT_TRUE(read) << toEnglish(read.error());
    const Document& document = read->document;
    EXPECT_EQ(document.mode, "lab");
    EXPECT_EQ(document.seed, 42);
    ASSERT_EQ(document.actors.size(), 3U);
    const SupervisionPolicy& policy = *document.actors[0].supervision;
    EXPECT_EQ(policy.strategy, Strategy::oneForAll);
    EXPECT_EQ(policy.backOff, std::chrono::milliseconds(250));
    EXPECT_EQ(policy.backOffMax, std::chrono::minutes(1));
    EXPECT_EQ(document.actors[0].position, (Position{10, -20.5}));
    const ActorEntry& client = document.actors[1];
    EXPECT_EQ(client.count, 10);
    EXPECT_EQ(client.settings.at("times"), Value(1000));
    EXPECT_EQ(client.settings.at("fields"), Value(ValueMap{{"by", 1}}));
    EXPECT_EQ(client.mailbox->capacity, 8);
    EXPECT_EQ(client.child, ChildPolicy::transient);
    EXPECT_TRUE(client.isDedicated);
    EXPECT_EQ(document.links[1].to, "client-4");
}

TEST(Scenario, WritesTheSameBytesWithUnknownFieldsInPlace) {
    const auto read = readScenario(kWhole, "f");
    ASSERT_TRUE(read);
    const std::string once = writeScenario(read->document);
    const auto again = readScenario(once, "f");

    ASSERT_TRUE(again) << toEnglish(again.error());
    EXPECT_EQ(again->document, read->document);
    EXPECT_EQ(writeScenario(again->document), once);
    EXPECT_NE(once.find("\"later\": [1]"), std::string::npos);
    EXPECT_NE(once.find("\"colour\": {\"r\": 1}"), std::string::npos);
    EXPECT_NE(once.find("\"weight\": 2"), std::string::npos);
    EXPECT_NE(once.find("\"author\": \"somebody\""), std::string::npos);
}

TEST(Scenario, ErrorsNameLineAndColumn) {
    EXPECT_EQ(errorOfScenario("{\n  \"format\": \"troupe-run\"}"),
              "f:2:13: not a scenario of Troupe. A scenario begins with \"format\": "
              "\"troupe-scenario\"");
    EXPECT_EQ(errorOfActors("{\"name\":\"a\"}"), "f:1:51: \"kind\" is missing");
    EXPECT_EQ(errorOfActors("{\"name\":\"a\",\"kind\":\"Counter\",\"count\":1.0}"),
              "f:1:88: \"count\" must be an integer, and is a number");
    EXPECT_EQ(errorOfActors("{\"name\":\"a\",\"kind\":\"K\",\"mailbox\":{\"capacity\":0}}"),
              "f:1:96: \"capacity\" must be from 1 to 1000000");
}

TEST(Scenario, NamesAreUniqueAlsoThoseThatACountMakes) {
    EXPECT_EQ(errorOfActors("{\"name\":\"a\",\"kind\":\"K\",\"count\":2},"
                            "{\"name\":\"a-2\",\"kind\":\"K\"}"),
              "f:1:106: the name \"a-2\" stands for two actors");
}

TEST(Scenario, SupervisorsExistAndDoNotSuperviseThemselves) {
    EXPECT_NE(errorOfActors("{\"name\":\"a\",\"kind\":\"K\",\"supervisor\":\"b\"}")
                  .find("there is no actor \"b\""),
              std::string::npos);
    EXPECT_NE(errorOfActors("{\"name\":\"a\",\"kind\":\"K\",\"supervisor\":\"b\"},"
                            "{\"name\":\"b\",\"kind\":\"K\",\"supervisor\":\"a\"}")
                  .find("supervises itself"),
              std::string::npos);
}

TEST(Scenario, LinksReferToActors) {
    EXPECT_NE(errorOfActors("", ",\"links\":[{\"from\":\"x\",\"port\":\"p\",\"to\":\"y\"}]")
                  .find("there is no actor \"x\""),
              std::string::npos);
}

TEST(Scenario, TheTotalOfCountsIsLimited) {
    EXPECT_NE(errorOfActors("{\"name\":\"a\",\"kind\":\"K\",\"count\":60000},"
                            "{\"name\":\"b\",\"kind\":\"K\",\"count\":60000}")
                  .find("more than 100000 actors"),
              std::string::npos);
}

TEST(Scenario, ANewerVersionOpensForReadingOnly) {
    const auto read = readScenario("{\"format\":\"troupe-scenario\",\"version\":2,\"x\":[1]}", "f");

    ASSERT_TRUE(read);
    EXPECT_TRUE(read->document.isReadOnly);
    EXPECT_FALSE(saveScenario(read->document, "/nowhere/x.troupe"));
}

TEST(Scenario, DurationsHaveUnits) {
    EXPECT_EQ(parseDuration("250ms"), std::chrono::milliseconds(250));
    EXPECT_EQ(parseDuration("1.5s"), std::chrono::milliseconds(1500));
    EXPECT_EQ(parseDuration("0ns"), Duration(0));
    for (const char* wrong : {"", "5", "s", "-5s", "5 s", "1.2.3s", "9999999999h", "1e3s"}) {
        EXPECT_FALSE(parseDuration(wrong)) << wrong;
    }
}

TEST(Document, ANewNameTakesTheFirstFreeNumber) {
    Document document;
    document.actors = {{.name = "worker-1"}, {.name = "worker", .count = 2}};

    EXPECT_EQ(uniqueName(document, "worker-1"), "worker-3");
    EXPECT_EQ(uniqueName(document, "logger"), "logger");
}

} // namespace
} // namespace troupe::core

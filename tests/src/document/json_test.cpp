#include "document/json_tree.h"

#include <gtest/gtest.h>

namespace troupe::core {
namespace {

std::string errorOf(std::string_view json, JsonLimits limits = {}) {
    const Expected<JsonNode> read = readJson(json, "f", limits);
    return read ? "" : toEnglish(read.error());
}

std::string placeOf(std::string_view json) {
    const Expected<JsonNode> read = readJson(json, "f");
    return read ? "" : read.error().where;
}

// D37
TEST(Json, KnowsThePlaceOfEveryNode) {
    const auto read = readJson("{\n  \"ä\": [1,\n    22, true],\n  \"b\": {\"c\": null}\n}", "f");

    ASSERT_TRUE(read);
    const JsonNode& list = *read->member("ä");
    EXPECT_EQ(list.place.line, 2U);
    EXPECT_EQ(list.place.column, 8U);
    EXPECT_EQ(list.as<JsonArray>()->at(1).place.line, 3U);
    EXPECT_EQ(list.as<JsonArray>()->at(1).place.column, 5U);
    EXPECT_EQ(list.as<JsonArray>()->at(2).place.column, 9U);
    EXPECT_EQ(read->member("b")->member("c")->place.column, 14U);
}

// D37
TEST(Json, DuplicateKeysAreAnErrorAtTheSecondOne) {
    EXPECT_EQ(errorOf("{\"a\": 1,\n \"a\": 2}"),
              "f:2:2: \"a\" stands twice in one object. Mend the file there, or open another one");
}

// D37
TEST(Json, AWholeNumberWithAFractionIsNotAnInteger) {
    const auto read = readJson("[4294967297.0, 4294967297]", "f");

    ASSERT_TRUE(read);
    const JsonArray& list = *read->as<JsonArray>();
    EXPECT_EQ(list[0].as<std::int64_t>(), nullptr);
    EXPECT_EQ(*list[0].as<double>(), 4294967297.0);
    EXPECT_EQ(*list[1].as<std::int64_t>(), 4294967297);
}

// D37
TEST(Json, NumbersThatDoNotFitAreErrorsAtTheirPlace) {
    EXPECT_EQ(placeOf("[1, 9223372036854775808]"), "f:1:5");
    EXPECT_EQ(placeOf("[1,\n 1e999]"), "f:2:2");
    EXPECT_TRUE(readJson("[9223372036854775807, -9223372036854775808]", "f"));
}

TEST(Json, SyntaxErrorsNameTheCharacter) {
    EXPECT_EQ(placeOf("{\"a\": 1,\n  b}"), "f:2:3");
    EXPECT_EQ(placeOf("[1, 2"), "f:1:5");
    EXPECT_EQ(placeOf("[1] x"), "f:1:5");
    EXPECT_NE(errorOf(""), "");
    EXPECT_EQ(errorOf("[nul]").find("f:1:5: not JSON: "), 0U);
    EXPECT_EQ(errorOf("[NaN]").find('\n'), std::string::npos);
}

TEST(Json, NestingIsLimited) {
    const std::string deep = std::string(33, '[') + std::string(33, ']');

    EXPECT_EQ(errorOf(deep),
              "f:1:33: nested deeper than 32. Mend the file there, or open another one");
    EXPECT_TRUE(readJson(deep.substr(1, 64), "f"));
}

TEST(Json, SizesAreLimited) {
    EXPECT_NE(errorOf("[1,2,3]", {.bytes = 6}), "");
    EXPECT_NE(errorOf("[1,2,3]", {.nodes = 3}), "");
    EXPECT_EQ(errorOf("[1,2,3]", {.nodes = 4}), "");
    EXPECT_NE(errorOf("[\"1234\"]", {.stringBytes = 3}), "");
    EXPECT_NE(errorOf("{\"1234\": 1}", {.stringBytes = 3}), "");
}

TEST(Json, InvalidUtf8IsAnError) {
    EXPECT_NE(errorOf("[\"\xC3\x28\"]"), "");
    EXPECT_EQ(errorOf("\xEF\xBB\xBF[1]"), ""); // a byte order mark is not
}

TEST(Json, WritesWhatItRead) {
    const std::string json = "{\n"
                             "  \"a\": 1,\n"
                             "  \"b\": [1.5, 2.0, -3, true, null],\n"
                             "  \"c\": {\"text\": \"\\\"\\\\\\n\\u0001ü\"},\n"
                             "  \"d\": [\n"
                             "    {\"x\": 1},\n"
                             "    {\n"
                             "      \"y\": [\n"
                             "        []\n"
                             "      ]\n"
                             "    }\n"
                             "  ],\n"
                             "  \"e\": {}\n"
                             "}\n";
    const auto read = readJson(json, "f");

    ASSERT_TRUE(read) << toEnglish(read.error());
    EXPECT_EQ(writeJson(*&read.value()), json);
}

} // namespace
} // namespace troupe::core

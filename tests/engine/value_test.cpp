#include "troupe/message/value.h"

#include <gtest/gtest.h>

namespace troupe {
namespace {

using namespace std::chrono_literals;

TEST(Value, KnowsItsType) {
    EXPECT_EQ(Value().type(), FieldType::nothing);
    EXPECT_EQ(Value(true).type(), FieldType::boolean);
    EXPECT_EQ(Value(42).type(), FieldType::integer);
    EXPECT_EQ(Value(1.5).type(), FieldType::number);
    EXPECT_EQ(Value("a").type(), FieldType::text);
    EXPECT_EQ(Value(Duration(5)).type(), FieldType::duration);
    EXPECT_EQ(Value(ActorId{7}).type(), FieldType::reference);
    EXPECT_EQ(Value(ValueList{}).type(), FieldType::list);
    EXPECT_EQ(Value(ValueMap{}).type(), FieldType::map);
}

TEST(Value, IsShownAsPeopleWriteIt) {
    EXPECT_EQ(toText(Value()), "nothing");
    EXPECT_EQ(toText(Value(true)), "true");
    EXPECT_EQ(toText(Value(-3)), "-3");
    EXPECT_EQ(toText(Value(0.1)), "0.1");
    EXPECT_EQ(toText(Value("plain")), "plain");
    EXPECT_EQ(toText(Value(ActorId{7})), "#7");
    EXPECT_EQ(toText(Value(ValueList{1, "a", Value()})), "[1, \"a\", nothing]");
    EXPECT_EQ(toText(Value(ValueMap{{"a", 1}, {"b", ValueList{2}}})), "{a: 1, b: [2]}");
}

TEST(Value, IsCutAtACharacterBoundary) {
    const Value value("aä"); // 61 C3 A4

    EXPECT_EQ(toText(value, 3), "aä");
    EXPECT_EQ(toText(value, 2), "a…");
    EXPECT_EQ(toText(value, 0), "…");
}

TEST(Value, ShowsDurationsExactlyInOneUnit) {
    EXPECT_EQ(toText(Duration(0)), "0ns");
    EXPECT_EQ(toText(Duration(84)), "84ns");
    EXPECT_EQ(toText(Duration(12'500)), "12.5us");
    EXPECT_EQ(toText(Duration(250ms)), "250ms");
    EXPECT_EQ(toText(Duration(5s)), "5s");
    EXPECT_EQ(toText(Duration(-1500ms)), "-1.5s");
    EXPECT_EQ(toText(Duration(1'000'001)), "1.000001ms");
    // More digits than a double has.
    EXPECT_EQ(toText(Duration(9'007'199'254'740'993)), "9007199.254740993s");
    EXPECT_EQ(toText(Duration(INT64_MIN)), "-9223372036.854775808s");
}

} // namespace
} // namespace troupe

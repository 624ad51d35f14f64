// What a person types into a field of the send form.
#include "ui/window/value_text.h"

#include <gtest/gtest.h>

namespace troupe::ui {
namespace {

const FieldShape kInt{FieldType::integer, nullptr};
const FieldShape kNumber{FieldType::number, nullptr};
const FieldShape kTextField{FieldType::text, nullptr};
const FieldShape kBool{FieldType::boolean, nullptr};
const FieldShape kDuration{FieldType::duration, nullptr};
const FieldShape kReference{FieldType::reference, nullptr};
const FieldShape kInts{FieldType::list, &kInt};
const FieldShape kIntLists{FieldType::list, &kInts};
const FieldShape kMap{FieldType::map, &kInt};
const FieldShape kMaybe{FieldType::optional, &kInt};

std::optional<Value> parse(const char* text, const FieldShape& shape) {
    return parseValue(text, shape, [](const std::string& name) {
        return name == "worker-1" ? ActorId{7} : ActorId{};
    });
}

TEST(ParseValue, TakesEachTypeOfTheClosedSet) {
    EXPECT_EQ(parse(" 42 ", kInt), Value(42));
    EXPECT_EQ(parse("-1.5e3", kNumber), Value(-1500.0));
    EXPECT_EQ(parse(" as it is ", kTextField), Value(" as it is "));
    EXPECT_EQ(parse("True", kBool), Value(true));
    EXPECT_EQ(parse("250ms", kDuration), Value(Duration(250'000'000)));
    EXPECT_EQ(parse("worker-1", kReference), Value(ActorId{7}));
    EXPECT_EQ(parse("[1, 2, 3]", kInts), Value(ValueList{1, 2, 3}));
    EXPECT_EQ(parse("1, 2, 3", kInts), Value(ValueList{1, 2, 3}));
    EXPECT_EQ(parse("", kInts), Value(ValueList{}));
    EXPECT_EQ(parse("[[1, 2], [3]]", kIntLists), Value(ValueList{ValueList{1, 2}, ValueList{3}}));
    EXPECT_EQ(parse("{a: 1, b: 2}", kMap), Value(ValueMap{{"a", 1}, {"b", 2}}));
    EXPECT_EQ(parse("", kMaybe), Value());
    EXPECT_EQ(parse("5", kMaybe), Value(5));
}

TEST(ParseValue, RefusesWhatDoesNotFit) {
    EXPECT_FALSE(parse("4.5", kInt));
    EXPECT_FALSE(parse("99999999999999999999", kInt));
    EXPECT_FALSE(parse("inf", kNumber));
    EXPECT_FALSE(parse("yes", kBool));
    EXPECT_FALSE(parse("soon", kDuration));
    EXPECT_FALSE(parse("nobody", kReference));
    EXPECT_FALSE(parse("[1, x]", kInts));
    EXPECT_FALSE(parse("{a}", kMap));
}

TEST(ParseField, KeepsTheLeastAndTheMost) {
    FieldInfo field;
    field.shape = &kInt;
    field.min = 1;
    field.max = 10;

    EXPECT_TRUE(parseField("10", field, {}));
    EXPECT_FALSE(parseField("11", field, {}));
    EXPECT_FALSE(parseField("0", field, {}));
}

} // namespace
} // namespace troupe::ui

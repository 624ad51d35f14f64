#include "script/expression.h"

#include <gtest/gtest.h>

namespace troupe::core {
namespace {

ExpressionScope scope() {
    ExpressionScope out;
    out.valueOf = [](const std::string& name) -> std::optional<Value> {
        if (name == "n") return Value(7);
        if (name == "list") return Value(ValueList{1, 2, 3});
        if (name == "map") return Value(ValueMap{{"a", 1}});
        return std::nullopt;
    };
    out.randomBelow = [](std::uint64_t below) { return below - 1; };
    return out;
}

Value valueOf(std::string_view source) {
    const auto parsed = Expression::parse(source);
    EXPECT_TRUE(parsed) << source << ": " << toEnglish(parsed.error());
    if (!parsed) return {};
    const auto value = parsed->evaluate(scope());
    EXPECT_TRUE(value) << source << ": " << toEnglish(value.error());
    return value ? value.value() : Value();
}

bool isRefused(std::string_view source) {
    const auto parsed = Expression::parse(source);
    return !parsed || !parsed->evaluate(scope());
}

TEST(Expression, CalculatesAsUsual) {
    EXPECT_EQ(valueOf("1 + 2 * 3 - 4"), Value(3));
    EXPECT_EQ(valueOf("(1 + 2) * -3"), Value(-9));
    EXPECT_EQ(valueOf("7 / 2"), Value(3));
    EXPECT_EQ(valueOf("n % 4"), Value(3));
    EXPECT_EQ(valueOf("7 / 2.0"), Value(3.5));
    EXPECT_EQ(valueOf("250ms * 4"), Value(Duration(std::chrono::seconds(1))));
    EXPECT_EQ(valueOf("'a' + 1 + \"b\""), Value("a1b"));
    EXPECT_EQ(valueOf("1 < 2 and not (2 == 3) or nothing == 1"), Value(true));
}

TEST(Expression, KnowsListsMapsAndFunctions) {
    EXPECT_EQ(valueOf("list[1] + size(list)"), Value(5));
    EXPECT_EQ(valueOf("map.a + map['a']"), Value(2));
    EXPECT_EQ(valueOf("map.missing"), Value());
    EXPECT_EQ(valueOf("append(list, 4) == list + [4]"), Value(true));
    EXPECT_EQ(valueOf("contains(list, 2) and has(map, 'a')"), Value(true));
    EXPECT_EQ(valueOf("without(list, 2)"), Value(ValueList{1, 3}));
    EXPECT_EQ(valueOf("first(rest(list))"), Value(2));
    EXPECT_EQ(valueOf("max(n, 9) - min(n, 9)"), Value(2));
    EXPECT_EQ(valueOf("random(6)"), Value(5));
    EXPECT_EQ(valueOf("{'a': n}"), Value(ValueMap{{"a", 7}}));
}

TEST(Expression, AndAndOrEndEarly) {
    EXPECT_EQ(valueOf("false and missing"), Value(false));
    EXPECT_EQ(valueOf("true or missing"), Value(true));
}

TEST(Expression, WhatIsWrongIsAnErrorAndNeverMore) {
    for (const char* wrong : {"",
                              "1 +",
                              ")",
                              "(1",
                              "1 2",
                              "'open",
                              "1 = 2",
                              "f(1)",
                              "size(1, 2)",
                              "1 / 0",
                              "1 % 0",
                              "9223372036854775807 + 1",
                              "-9223372036854775807 - 2",
                              "99999999999999999999",
                              "missing",
                              "list[3]",
                              "list[-1]",
                              "not 1",
                              "1 and true",
                              "'a' < 1",
                              "map[",
                              "1.e",
                              "12abc",
                              "a.1",
                              "[1,",
                              "{1:}",
                              "#",
                              "random(0)",
                              "1e999"}) {
        EXPECT_TRUE(isRefused(wrong)) << wrong;
    }
    EXPECT_TRUE(isRefused(std::string(100, '(') + "1" + std::string(100, ')')));
    EXPECT_TRUE(isRefused(std::string(5000, '-') + "1"));
    std::string longer = "1";
    for (int i = 0; i < 2000; ++i) longer += "+1";
    EXPECT_TRUE(isRefused(longer));
    EXPECT_EQ(Expression::parse("1 + )").error().where, "5");
}

} // namespace
} // namespace troupe::core

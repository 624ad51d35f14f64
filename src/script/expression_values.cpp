#include <algorithm>
#include <array>
#include <cmath>
#include <compare>

#include "script/expression_node.h"

namespace troupe::core {

namespace {

Error wrong(const char* id, const std::string& name, const Value& a, const Value& b = {}) {
    return {text(id, name, toText(a, 60), toText(b, 60)), {}, {}};
}

std::optional<double> numberOf(const Value& value) {
    if (const auto* whole = value.as<std::int64_t>()) return static_cast<double>(*whole);
    if (const auto* number = value.as<double>()) return *number;
    return std::nullopt;
}

/// Nothing where the result does not fit or is not defined.
std::optional<std::int64_t> whole(char sign, std::int64_t a, std::int64_t b) {
    std::int64_t out = 0;
    switch (sign) {
    case '+':
        return __builtin_add_overflow(a, b, &out) ? std::nullopt : std::optional(out);
    case '-':
        return __builtin_sub_overflow(a, b, &out) ? std::nullopt : std::optional(out);
    case '*':
        return __builtin_mul_overflow(a, b, &out) ? std::nullopt : std::optional(out);
    default:
        break;
    }
    if (b == 0 || (a == INT64_MIN && b == -1)) return std::nullopt;
    return sign == '/' ? a / b : a % b;
}

std::optional<double> real(char sign, double a, double b) {
    double out = 0;
    switch (sign) {
    case '+':
        out = a + b;
        break;
    case '-':
        out = a - b;
        break;
    case '*':
        out = a * b;
        break;
    case '/':
        out = a / b;
        break;
    default:
        out = std::fmod(a, b);
        break;
    }
    return std::isfinite(out) ? std::optional(out) : std::nullopt;
}

Expected<Value> calculate(const std::string& name, const Value& a, const Value& b) {
    const char sign = name.front();
    const auto* leftWhole = a.as<std::int64_t>();
    const auto* rightWhole = b.as<std::int64_t>();
    const auto* leftTime = a.as<Duration>();
    const auto* rightTime = b.as<Duration>();
    std::optional<std::int64_t> out;
    if (leftWhole && rightWhole) {
        out = whole(sign, *leftWhole, *rightWhole);
        if (out) return Value(*out);
        return wrong("script.range", name, a, b);
    }
    if (leftTime && rightTime && (sign == '+' || sign == '-')) {
        out = whole(sign, leftTime->count(), rightTime->count());
    } else if (leftTime && rightWhole && (sign == '*' || sign == '/')) {
        out = whole(sign, leftTime->count(), *rightWhole);
    } else if (leftWhole && rightTime && sign == '*') {
        out = whole(sign, *leftWhole, rightTime->count());
    } else if (const auto x = numberOf(a), y = numberOf(b); x && y) {
        const std::optional<double> value = real(sign, *x, *y);
        if (value) return Value(*value);
        return wrong("script.range", name, a, b);
    } else {
        return wrong("script.operands", name, a, b);
    }
    if (out) return Value(Duration(*out));
    return wrong("script.range", name, a, b);
}

Expected<Value> joined(const Value& a, const Value& b) {
    if (const auto* left = a.as<ValueList>(), *right = b.as<ValueList>(); left && right) {
        if (left->size() + right->size() > Expression::kMostElements) {
            return wrong("script.tooLong", "+", a);
        }
        ValueList out = *left;
        out.insert(out.end(), right->begin(), right->end());
        return Value(std::move(out));
    }
    std::string out = toText(a) + toText(b);
    if (out.size() > Expression::kMostElements) return wrong("script.tooLong", "+", a);
    return Value(std::move(out));
}

std::optional<std::partial_ordering> order(const Value& a, const Value& b) {
    if (const auto x = numberOf(a), y = numberOf(b); x && y) {
        const auto *p = a.as<std::int64_t>(), *q = b.as<std::int64_t>();
        return p && q ? std::partial_ordering(*p <=> *q) : *x <=> *y;
    }
    if (const auto* x = a.as<std::string>(), *y = b.as<std::string>(); x && y) {
        return std::partial_ordering(x->compare(*y) <=> 0);
    }
    if (const auto* x = a.as<Duration>(), *y = b.as<Duration>(); x && y) {
        return std::partial_ordering(x->count() <=> y->count());
    }
    return std::nullopt;
}

bool areEqual(const Value& a, const Value& b) {
    const auto compared = numberOf(a) && numberOf(b) ? order(a, b) : std::nullopt;
    return compared ? *compared == std::partial_ordering::equivalent : a == b;
}

Expected<Value> compare(const std::string& name, const Value& a, const Value& b) {
    if (name == "==") return Value(areEqual(a, b));
    if (name == "!=") return Value(!areEqual(a, b));
    const auto compared = order(a, b);
    if (!compared) return wrong("script.operands", name, a, b);
    if (name == "<") return Value(*compared < 0);
    if (name == "<=") return Value(*compared <= 0);
    if (name == ">") return Value(*compared > 0);
    return Value(*compared >= 0);
}

std::optional<std::size_t> sizeOf(const Value& value) {
    if (const auto* list = value.as<ValueList>()) return list->size();
    if (const auto* map = value.as<ValueMap>()) return map->size();
    if (const auto* text = value.as<std::string>()) return text->size();
    return std::nullopt;
}

Expected<Value> without(const Value& from, const Value& what) {
    if (const auto* map = from.as<ValueMap>()) {
        ValueMap out = *map;
        out.erase(toText(what));
        return Value(std::move(out));
    }
    const auto* list = from.as<ValueList>();
    if (!list) return wrong("script.operands", "without", from, what);
    ValueList out;
    bool isOut = false;
    for (const Value& each : *list) {
        if (isOut || !areEqual(each, what)) {
            out.push_back(each);
        } else {
            isOut = true;
        }
    }
    return Value(std::move(out));
}

Expected<Value> contains(const Value& in, const Value& what) {
    if (const auto* list = in.as<ValueList>()) {
        return Value(std::any_of(list->begin(), list->end(),
                                 [&](const Value& each) { return areEqual(each, what); }));
    }
    if (const auto* map = in.as<ValueMap>()) return Value(map->contains(toText(what)));
    return wrong("script.operands", "contains", in, what);
}

Expected<Value> listFunction(const std::string& name, const Value& value) {
    const auto* list = value.as<ValueList>();
    if (name == "keys") {
        const auto* map = value.as<ValueMap>();
        if (!map) return wrong("script.operands", name, value);
        ValueList out;
        for (const auto& [key, each] : *map) out.emplace_back(key);
        return Value(std::move(out));
    }
    if (!list) return wrong("script.operands", name, value);
    if (name == "first") return list->empty() ? Value() : list->front();
    return Value(list->empty() ? ValueList() : ValueList(list->begin() + 1, list->end()));
}

struct FunctionRow {
    std::string_view name;
    std::size_t arguments;
};
constexpr std::array kFunctions{
    FunctionRow{"size", 1},     FunctionRow{"has", 2},    FunctionRow{"keys", 1},
    FunctionRow{"text", 1},     FunctionRow{"min", 2},    FunctionRow{"max", 2},
    FunctionRow{"random", 1},   FunctionRow{"append", 2}, FunctionRow{"without", 2},
    FunctionRow{"contains", 2}, FunctionRow{"first", 1},  FunctionRow{"rest", 1},
};

} // namespace

bool isFunction(const std::string& name, std::size_t arguments) {
    return std::any_of(kFunctions.begin(), kFunctions.end(), [&](const FunctionRow& each) {
        return each.name == name && each.arguments == arguments;
    });
}

Expected<Value> applyBinary(const std::string& name, const Value& a, const Value& b) {
    constexpr std::string_view kArithmetic = "+-*/%";
    if (name.size() > 1 || kArithmetic.find(name.front()) == std::string_view::npos) {
        return compare(name, a, b);
    }
    const bool isJoined = name == "+" && (a.as<std::string>() || b.as<std::string>() ||
                                          a.as<ValueList>() || b.as<ValueList>());
    return isJoined ? joined(a, b) : calculate(name, a, b);
}

Expected<Value> applyUnary(const std::string& name, const Value& value) {
    if (name == "not") {
        const Expected<bool> truth = truthOf(value);
        if (!truth) return truth.error();
        return Value(!truth.value());
    }
    if (const auto* time = value.as<Duration>()) return calculate("-", Duration{}, *time);
    return calculate("-", 0, value);
}

Expected<Value> applyIndex(const Value& from, const Value& at) {
    if (const auto* map = from.as<ValueMap>()) {
        const auto found = map->find(toText(at));
        return found == map->end() ? Value() : found->second;
    }
    const auto* list = from.as<ValueList>();
    const auto* place = at.as<std::int64_t>();
    if (!list || !place) return wrong("script.operands", "[]", from, at);
    if (*place < 0 || static_cast<std::uint64_t>(*place) >= list->size()) {
        return wrong("script.range", "[]", from, at);
    }
    return (*list)[static_cast<std::size_t>(*place)];
}

Expected<Value> applyFunction(const std::string& name, const std::vector<Value>& arguments,
                              const ExpressionScope& scope) {
    const Value& a = arguments[0];
    if (name == "text") return Value(toText(a));
    if (name == "size") {
        const std::optional<std::size_t> size = sizeOf(a);
        if (!size) return wrong("script.operands", name, a);
        return Value(static_cast<std::int64_t>(*size));
    }
    if (name == "random") {
        const auto* below = a.as<std::int64_t>();
        if (!below || *below < 1 || !scope.randomBelow) return wrong("script.operands", name, a);
        return Value(
            static_cast<std::int64_t>(scope.randomBelow(static_cast<std::uint64_t>(*below))));
    }
    if (arguments.size() == 1) return listFunction(name, a);

    const Value& b = arguments[1];
    if (name == "has" || name == "contains") return contains(a, b);
    if (name == "without") return without(a, b);
    if (name == "append") {
        if (!a.as<ValueList>()) return wrong("script.operands", name, a, b);
        return joined(a, Value(ValueList{b}));
    }
    const auto compared = order(a, b);
    if (!compared) return wrong("script.operands", name, a, b);
    return (*compared < 0) == (name == "min") ? a : b;
}

} // namespace troupe::core

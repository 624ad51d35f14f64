// The tree of an expression. Internal to src/script.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "script/expression.h"

namespace troupe::core {

struct Expression::Node {
    enum class Kind : std::uint8_t {
        literal,
        name,   // `text`
        unary,  // operator in `text`
        binary, // operator in `text`
        both,   // and
        either, // or
        index,  // children: what, at
        call,   // function in `text`
        list,
        map, // children: key, value, key, value …
    };

    Kind kind = Kind::literal;
    Value literal{};
    std::string text{};
    std::vector<std::shared_ptr<const Node>> children{};
};

using ExpressionNode = std::shared_ptr<const Expression::Node>;

/// The value of an operator or a function for values of its operands.
Expected<Value> applyBinary(const std::string& name, const Value& a, const Value& b);
Expected<Value> applyUnary(const std::string& name, const Value& value);
Expected<Value> applyIndex(const Value& from, const Value& at);
Expected<Value> applyFunction(const std::string& name, const std::vector<Value>& arguments,
                              const ExpressionScope& scope);
/// Whether there is such a function for that many arguments.
bool isFunction(const std::string& name, std::size_t arguments);

} // namespace troupe::core

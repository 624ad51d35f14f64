// Expressions of scripted actors: `value + by`, `size(entries) > 3 and not isBusy`.
//
// Total: an evaluation ends in a value or in a text that says what is wrong, and takes a bounded
// number of steps. Values are those of messages and state; integers do not wrap round.
//
//   literals    1  1.5  "text"  'text'  true  false  nothing  250ms  [1, 2]  {"a": 1}
//   names       fields of the message, of the state, locals, ports, self, sender, incarnation
//   operators   or  and  not  == != < <= > >=  + - * / %  unary -  list[0]  map["k"]  map.k
//   functions   size has keys text min max random append without contains first rest
//
// Thread: any.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/expected.h"
#include "troupe/message/value.h"

namespace troupe::core {

/// What names stand for while an expression is evaluated.
struct ExpressionScope {
    std::function<std::optional<Value>(const std::string&)> valueOf;
    std::function<std::uint64_t(std::uint64_t)> randomBelow; // null: random() is an error
};

class Expression {
public:
    /// The Error's `where` is the column in `source`, from 1.
    static Expected<Expression> parse(std::string_view source);

    /// A value, or what is wrong.
    Expected<Value> evaluate(const ExpressionScope& scope) const;
    const std::string& source() const { return m_source; }

    static constexpr std::size_t kMostNodes = 1000;
    static constexpr std::size_t kMostDepth = 32;
    static constexpr std::size_t kMostElements = 65'536; // of a list or map, bytes of a text

    struct Node; // internal to expression.cpp

private:
    std::string m_source;
    std::shared_ptr<const Node> m_root;
};

/// What if, while and `and` ask: true, or an error for what is neither true nor false.
Expected<bool> truthOf(const Value& value);

} // namespace troupe::core

#include "script/expression.h"

#include <array>
#include <charconv>
#include <cmath>

#include "document/scenario_file.h"
#include "script/expression_node.h"

namespace troupe::core {

namespace {

using Node = Expression::Node;
using Kind = Node::Kind;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

struct Token {
    enum class Kind : std::uint8_t { end, literal, name, sign };
    Kind kind = Kind::end;
    std::string text{};
    Value literal{};
    std::size_t at = 0;
};

/// Recursive descent; the first thing that is wrong is kept.
class Parser {
public:
    explicit Parser(std::string_view source) : m_source(source) { next(); }

    Expected<ExpressionNode> run() {
        ExpressionNode root = parseOr(0);
        if (!m_error && m_token.kind != Token::Kind::end) fail("script.unexpected", m_token.text);
        if (m_error) return *m_error;
        return root;
    }

private:
    void fail(const char* id, std::string_view what = {}) {
        if (m_error) return;
        m_error = Error{text(id, what), std::to_string(m_token.at + 1), {}};
        m_token = {};
    }

    void next() {
        while (m_at < m_source.size() && (m_source[m_at] == ' ' || m_source[m_at] == '\n')) ++m_at;
        m_token = Token{.at = m_at};
        if (m_at >= m_source.size() || m_error) return;
        const char c = m_source[m_at];
        if (isDigit(c)) return readNumber();
        if (c == '"' || c == '\'') return readText(c);
        if (isLetter(c)) return readName();
        m_token.kind = Token::Kind::sign;
        constexpr std::array<std::string_view, 4> kDouble{"==", "!=", "<=", ">="};
        for (const std::string_view each : kDouble) {
            if (m_source.substr(m_at, 2) == each) m_token.text = each;
        }
        if (m_token.text.empty()) m_token.text = std::string(1, c);
        m_at += m_token.text.size();
        if (m_token.text.size() == 1 &&
            std::string_view("+-*/%<>()[]{},.:").find(c) == std::string_view::npos) {
            fail("script.unexpected", m_token.text);
        }
    }

    void readNumber() {
        const std::size_t begin = m_at;
        while (m_at < m_source.size() && (isDigit(m_source[m_at]) || isLetter(m_source[m_at]))) {
            ++m_at;
        }
        if (m_at + 1 < m_source.size() && m_source[m_at] == '.' && isDigit(m_source[m_at + 1])) {
            ++m_at;
            while (m_at < m_source.size() &&
                   (isDigit(m_source[m_at]) || isLetter(m_source[m_at]))) {
                ++m_at;
            }
        }
        const std::string_view word = m_source.substr(begin, m_at - begin);
        m_token.kind = Token::Kind::literal;
        m_token.text = word;
        if (const auto duration = parseDuration(word)) {
            m_token.literal = *duration;
            return;
        }
        std::int64_t whole = 0;
        double number = 0;
        const char* const end = word.data() + word.size();
        const auto isWhole = [&](const std::from_chars_result& read) {
            return read.ptr == end && read.ec == std::errc();
        };
        if (isWhole(std::from_chars(word.data(), end, whole))) {
            m_token.literal = whole;
        } else if (word.find('.') != std::string_view::npos &&
                   isWhole(std::from_chars(word.data(), end, number)) && std::isfinite(number)) {
            m_token.literal = number;
        } else {
            fail("script.number", word);
        }
    }

    void readText(char quote) {
        const std::size_t end = m_source.find(quote, m_at + 1);
        if (end == std::string_view::npos) return fail("script.openText");
        m_token.kind = Token::Kind::literal;
        m_token.text = m_source.substr(m_at, end + 1 - m_at);
        m_token.literal = std::string(m_source.substr(m_at + 1, end - m_at - 1));
        m_at = end + 1;
    }

    void readName() {
        const std::size_t begin = m_at;
        while (m_at < m_source.size() && (isLetter(m_source[m_at]) || isDigit(m_source[m_at]))) {
            ++m_at;
        }
        m_token.text = m_source.substr(begin, m_at - begin);
        m_token.kind = Token::Kind::literal;
        if (m_token.text == "true") {
            m_token.literal = true;
        } else if (m_token.text == "false") {
            m_token.literal = false;
        } else if (m_token.text != "nothing") {
            const bool isWord =
                m_token.text == "and" || m_token.text == "or" || m_token.text == "not";
            m_token.kind = isWord ? Token::Kind::sign : Token::Kind::name;
        }
    }

    bool take(std::string_view sign) {
        if (m_token.kind != Token::Kind::sign || m_token.text != sign) return false;
        next();
        return true;
    }
    void expect(std::string_view sign) {
        if (!take(sign)) fail("script.expected", sign);
    }

    ExpressionNode make(Node node) {
        if (++m_nodes > Expression::kMostNodes) fail("script.tooLarge");
        return std::make_shared<const Node>(std::move(node));
    }

    bool isTooDeep(std::size_t depth) {
        if (depth > Expression::kMostDepth) fail("script.tooLarge");
        return m_error.has_value();
    }

    ExpressionNode parseOr(std::size_t depth) {
        if (isTooDeep(depth)) return {};
        ExpressionNode left = parseAnd(depth);
        while (take("or")) {
            left = make({.kind = Kind::either, .children = {left, parseAnd(depth)}});
        }
        return left;
    }

    ExpressionNode parseAnd(std::size_t depth) {
        ExpressionNode left = parseNot(depth);
        while (take("and")) {
            left = make({.kind = Kind::both, .children = {left, parseNot(depth)}});
        }
        return left;
    }

    ExpressionNode parseNot(std::size_t depth) {
        if (isTooDeep(depth)) return {};
        if (!take("not")) return parseComparison(depth);
        return make({.kind = Kind::unary, .text = "not", .children = {parseNot(depth + 1)}});
    }

    ExpressionNode parseComparison(std::size_t depth) {
        return parseChain(depth, {"==", "!=", "<=", ">=", "<", ">"}, [&] {
            return parseChain(depth, {"+", "-"}, [&] {
                return parseChain(depth, {"*", "/", "%"}, [&] { return parseUnary(depth); });
            });
        });
    }

    template <class Next>
    ExpressionNode parseChain(std::size_t depth, std::initializer_list<std::string_view> signs,
                              Next&& operand) {
        ExpressionNode left = operand();
        for (bool isFound = true; isFound && !isTooDeep(depth);) {
            isFound = false;
            for (const std::string_view sign : signs) {
                if (!take(sign)) continue;
                left = make({.kind = Kind::binary,
                             .text = std::string(sign),
                             .children = {left, operand()}});
                isFound = true;
                break;
            }
        }
        return left;
    }

    ExpressionNode parseUnary(std::size_t depth) {
        if (isTooDeep(depth)) return {};
        if (take("-")) {
            return make({.kind = Kind::unary, .text = "-", .children = {parseUnary(depth + 1)}});
        }
        ExpressionNode node = parsePrimary(depth);
        while (!m_error) {
            if (take("[")) {
                node = make({.kind = Kind::index, .children = {node, parseOr(depth + 1)}});
                expect("]");
            } else if (take(".")) {
                const std::string name = m_token.text;
                if (m_token.kind != Token::Kind::name) fail("script.expected", "a name");
                next();
                node = make({.kind = Kind::index,
                             .children = {node, make({.kind = Kind::literal, .literal = name})}});
            } else {
                break;
            }
        }
        return node;
    }

    ExpressionNode parsePrimary(std::size_t depth) {
        const Token token = m_token;
        if (token.kind == Token::Kind::literal) {
            next();
            return make({.kind = Kind::literal, .literal = token.literal});
        }
        if (token.kind == Token::Kind::name) {
            next();
            if (!take("(")) return make({.kind = Kind::name, .text = token.text});
            std::vector<ExpressionNode> arguments = parseList(depth, ")");
            if (!m_error && !isFunction(token.text, arguments.size())) {
                m_token.at = token.at;
                fail("script.function", token.text);
            }
            return make({.kind = Kind::call, .text = token.text, .children = arguments});
        }
        if (take("(")) {
            ExpressionNode inner = parseOr(depth + 1);
            expect(")");
            return inner;
        }
        if (take("[")) return make({.kind = Kind::list, .children = parseList(depth, "]")});
        if (take("{")) return parseMap(depth);
        fail(token.kind == Token::Kind::end ? "script.unfinished" : "script.unexpected",
             token.text);
        return {};
    }

    std::vector<ExpressionNode> parseList(std::size_t depth, std::string_view end) {
        std::vector<ExpressionNode> out;
        if (take(end)) return out;
        do out.push_back(parseOr(depth + 1));
        while (take(","));
        expect(end);
        return out;
    }

    ExpressionNode parseMap(std::size_t depth) {
        Node node{.kind = Kind::map};
        if (!take("}")) {
            do {
                node.children.push_back(parseOr(depth + 1));
                expect(":");
                node.children.push_back(parseOr(depth + 1));
            } while (take(","));
            expect("}");
        }
        return make(std::move(node));
    }

    std::string_view m_source;
    std::size_t m_at = 0;
    Token m_token;
    std::size_t m_nodes = 0;
    std::optional<Error> m_error;
};

class Evaluation {
public:
    explicit Evaluation(const ExpressionScope& scope) : m_scope(scope) {}

    Expected<Value> of(const Node& node) const {
        switch (node.kind) {
        case Kind::literal:
            return node.literal;
        case Kind::name:
            return nameOf(node);
        case Kind::both:
            return shortOf(node, false);
        case Kind::either:
            return shortOf(node, true);
        case Kind::map:
            return mapOf(node);
        default:
            break;
        }
        std::vector<Value> values;
        for (const ExpressionNode& child : node.children) {
            Expected<Value> value = of(*child);
            if (!value) return value;
            values.push_back(std::move(value).value());
        }
        switch (node.kind) {
        case Kind::unary:
            return applyUnary(node.text, values[0]);
        case Kind::binary:
            return applyBinary(node.text, values[0], values[1]);
        case Kind::index:
            return applyIndex(values[0], values[1]);
        case Kind::call:
            return applyFunction(node.text, values, m_scope);
        default:
            return Value(ValueList(std::move(values)));
        }
    }

private:
    Expected<Value> nameOf(const Node& node) const {
        std::optional<Value> value = m_scope.valueOf ? m_scope.valueOf(node.text) : std::nullopt;
        if (value) return *std::move(value);
        return Error{text("script.noName", node.text), {}, {}};
    }

    /// `and` ends with the first false, `or` with the first true.
    Expected<Value> shortOf(const Node& node, bool ending) const {
        for (const ExpressionNode& child : node.children) {
            Expected<Value> value = of(*child);
            if (!value) return value;
            const Expected<bool> truth = truthOf(value.value());
            if (!truth) return truth.error();
            if (truth.value() == ending) return Value(ending);
        }
        return Value(!ending);
    }

    Expected<Value> mapOf(const Node& node) const {
        ValueMap out;
        for (std::size_t i = 0; i + 1 < node.children.size(); i += 2) {
            Expected<Value> key = of(*node.children[i]);
            if (!key) return key;
            Expected<Value> value = of(*node.children[i + 1]);
            if (!value) return value;
            out.insert_or_assign(toText(key.value()), std::move(value).value());
        }
        return Value(std::move(out));
    }

    const ExpressionScope& m_scope;
};

} // namespace

Expected<Expression> Expression::parse(std::string_view source) {
    Expected<ExpressionNode> root = Parser(source).run();
    if (!root) return root.error();
    Expression out;
    out.m_source = source;
    out.m_root = root.value();
    return out;
}

Expected<Value> Expression::evaluate(const ExpressionScope& scope) const {
    if (!m_root) return Value();
    return Evaluation(scope).of(*m_root);
}

Expected<bool> truthOf(const Value& value) {
    if (const bool* truth = value.as<bool>()) return *truth;
    return Error{text("script.noTruth", toText(value, 60)), {}, {}};
}

} // namespace troupe::core

// JSON as a tree in which every node knows its line and column.
//
// Our own, because errors must name the place, duplicate keys and numbers that do not fit must be
// errors, and unknown members must be written back in their order. Thread: any (plain data).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "text/expected.h"

namespace troupe::core {

/// From 1; column counts code points.
struct TextPlace {
    std::uint32_t line = 1;
    std::uint32_t column = 1;
};

class JsonNode;
using JsonMembers = std::vector<std::pair<std::string, JsonNode>>;
using JsonArray = std::vector<JsonNode>;

class JsonNode {
public:
    using Data = std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, JsonArray,
                              JsonMembers>;

    JsonNode() = default;
    JsonNode(Data data, TextPlace where = {}) : place(where), m_data(std::move(data)) {}

    template <class T>
    const T* as() const {
        return std::get_if<T>(&m_data);
    }
    template <class T>
    T* as() {
        return std::get_if<T>(&m_data);
    }
    const Data& data() const { return m_data; }
    /// Member of an object, or null.
    const JsonNode* member(std::string_view name) const;
    /// For errors: "an object", "an array", "a text", "an integer", "a number" …
    const char* typeName() const;

    TextPlace place; // of its first character; not compared
    bool operator==(const JsonNode& other) const { return m_data == other.m_data; }

private:
    Data m_data;
};

/// What a reader accepts; everything is checked before memory is taken for it.
struct JsonLimits {
    std::size_t bytes = 4UL * 1024 * 1024;
    std::size_t nesting = 32;
    std::size_t nodes = 2'000'000;
    std::size_t stringBytes = 65'536;
};

/// Reads one JSON text (UTF-8, no byte order mark needed). Errors carry `name:line:column`.
Expected<JsonNode> readJson(std::string_view bytes, std::string_view name,
                            const JsonLimits& limits = {});

/// Writes with two spaces of indentation; arrays and objects of scalars that fit in 100 columns on
/// one line. Equal trees give equal bytes. Ends with a line feed.
std::string writeJson(const JsonNode& node);

} // namespace troupe::core

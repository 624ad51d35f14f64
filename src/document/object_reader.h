// Takes the members of one JSON object by name and type; the first thing that is wrong becomes a
// located error, and what nobody took is what this version does not know. Thread: any.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "document/json_tree.h"
#include "text/expected.h"

namespace troupe::core {

/// The first error of a reading; later ones are passed over.
class FirstError {
public:
    explicit FirstError(std::string_view fileName) : m_fileName(fileName) {}

    void set(Text what, TextPlace place, Text next = {});
    bool isSet() const { return m_error.has_value(); }
    const Error& error() const { return *m_error; }
    const std::string& fileName() const { return m_fileName; }

private:
    std::string m_fileName;
    std::optional<Error> m_error;
};

class ObjectReader {
public:
    /// An error if `node` is not an object; then every take gives the default.
    ObjectReader(const JsonNode& node, FirstError& errors);

    /// The member, or null if it is not there. It counts as known.
    const JsonNode* take(std::string_view name);
    /// As take; missing is an error.
    const JsonNode* require(std::string_view name);

    std::string takeText(std::string_view name, std::string_view fallback = {});
    std::int64_t takeInteger(std::string_view name, std::int64_t fallback, std::int64_t least,
                             std::int64_t most);
    double takeNumber(std::string_view name, double fallback, double least, double most);
    bool takeBool(std::string_view name, bool fallback);
    /// One of the names an enum has, by its toString.
    template <class E>
    E takeChoice(std::string_view name, E fallback, std::span<const E> choices) {
        const JsonNode* node = take(name);
        if (!node) return fallback;
        std::string all;
        for (const E choice : choices) {
            const std::string* given = node->as<std::string>();
            if (given && *given == toString(choice)) return choice;
            all += (all.empty() ? "" : ", ") + std::string(toString(choice));
        }
        m_errors.set(text("scenario.choice", name, all), node->place);
        return fallback;
    }
    /// An array, or null (missing, or an error).
    const JsonArray* takeArray(std::string_view name, std::size_t most);

    /// Members that nobody took, in their order.
    JsonMembers rest() const;
    TextPlace place() const { return m_node.place; }

private:
    const JsonNode& m_node;
    FirstError& m_errors;
    std::set<std::string_view> m_known;
};

} // namespace troupe::core

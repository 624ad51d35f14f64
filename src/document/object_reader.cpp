#include "document/object_reader.h"

#include <cmath>

#include "troupe/message/value.h"

namespace troupe::core {

void FirstError::set(Text what, TextPlace place, Text next) {
    if (m_error) return;
    m_error =
        Error{std::move(what),
              m_fileName + ":" + std::to_string(place.line) + ":" + std::to_string(place.column),
              std::move(next)};
}

ObjectReader::ObjectReader(const JsonNode& node, FirstError& errors)
    : m_node(node), m_errors(errors) {
    if (!node.as<JsonMembers>()) {
        errors.set(text("scenario.type", "an object", node.typeName()), node.place);
    }
}

const JsonNode* ObjectReader::take(std::string_view name) {
    const JsonNode* node = m_node.member(name);
    m_known.insert(name);
    return node;
}

const JsonNode* ObjectReader::require(std::string_view name) {
    const JsonNode* node = take(name);
    if (!node) m_errors.set(text("scenario.missing", name), m_node.place);
    return node;
}

std::string ObjectReader::takeText(std::string_view name, std::string_view fallback) {
    const JsonNode* node = take(name);
    if (!node) return std::string(fallback);
    if (const auto* value = node->as<std::string>()) return *value;
    m_errors.set(text("scenario.memberType", name, "a text", node->typeName()), node->place);
    return std::string(fallback);
}

std::int64_t ObjectReader::takeInteger(std::string_view name, std::int64_t fallback,
                                       std::int64_t least, std::int64_t most) {
    const JsonNode* node = take(name);
    if (!node) return fallback;
    const auto* value = node->as<std::int64_t>();
    if (!value) {
        m_errors.set(text("scenario.memberType", name, "an integer", node->typeName()),
                     node->place);
    } else if (*value < least || *value > most) {
        m_errors.set(text("scenario.range", name, std::to_string(least), std::to_string(most)),
                     node->place);
    } else {
        return *value;
    }
    return fallback;
}

double ObjectReader::takeNumber(std::string_view name, double fallback, double least, double most) {
    const JsonNode* node = take(name);
    if (!node) return fallback;
    double value = 0;
    if (const auto* number = node->as<double>()) {
        value = *number;
    } else if (const auto* whole = node->as<std::int64_t>()) {
        value = static_cast<double>(*whole);
    } else {
        m_errors.set(text("scenario.memberType", name, "a number", node->typeName()), node->place);
        return fallback;
    }
    if (std::isfinite(value) && value >= least && value <= most) return value;
    m_errors.set(text("scenario.range", name, toText(Value(least)), toText(Value(most))),
                 node->place);
    return fallback;
}

bool ObjectReader::takeBool(std::string_view name, bool fallback) {
    const JsonNode* node = take(name);
    if (!node) return fallback;
    if (const auto* value = node->as<bool>()) return *value;
    m_errors.set(text("scenario.memberType", name, "true or false", node->typeName()), node->place);
    return fallback;
}

const JsonArray* ObjectReader::takeArray(std::string_view name, std::size_t most) {
    const JsonNode* node = take(name);
    if (!node) return nullptr;
    const auto* array = node->as<JsonArray>();
    if (!array) {
        m_errors.set(text("scenario.memberType", name, "an array", node->typeName()), node->place);
    } else if (array->size() > most) {
        m_errors.set(text("scenario.tooMany", name, std::to_string(most)), node->place);
        return nullptr;
    }
    return array;
}

JsonMembers ObjectReader::rest() const {
    JsonMembers out;
    if (const auto* members = m_node.as<JsonMembers>()) {
        for (const auto& member : *members) {
            if (!m_known.contains(member.first)) out.push_back(member);
        }
    }
    return out;
}

} // namespace troupe::core

#include "document/json_tree.h"

#include <array>
#include <charconv>

namespace troupe::core {

namespace {

constexpr std::size_t kLineWidth = 100;
constexpr const char* kHexDigits = "0123456789abcdef";

void appendText(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\t':
            out += "\\t";
            break;
        case '\r':
            out += "\\r";
            break;
        default:
            if (code < 0x20) {
                out += "\\u00";
                out += kHexDigits[code >> 4U];
                out += kHexDigits[code & 15U];
            } else {
                out += c;
            }
        }
    }
    out += '"';
}

template <class Number>
std::string numberText(Number value) {
    std::array<char, 32> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return {buffer.data(), result.ptr};
}

class Writer {
public:
    std::string take() && { return std::move(m_out) + "\n"; }

    void write(const JsonNode& node, std::size_t indent) {
        if (const auto* members = node.as<JsonMembers>()) return writeMembers(*members, indent);
        if (const auto* array = node.as<JsonArray>()) return writeArray(*array, indent);
        appendScalar(m_out, node);
    }

private:
    static void appendScalar(std::string& out, const JsonNode& node) {
        if (const auto* text = node.as<std::string>()) return appendText(out, *text);
        if (const auto* whole = node.as<std::int64_t>()) {
            out += numberText(*whole);
        } else if (const auto* number = node.as<double>()) {
            std::string digits = numberText(*number);
            // without a mark it would be read back as an integer
            if (digits.find_first_of(".en") == std::string::npos) digits += ".0";
            out += digits;
        } else if (const auto* truth = node.as<bool>()) {
            out += *truth ? "true" : "false";
        } else {
            out += "null";
        }
    }

    /// `inner` on one line, if nothing in it is a filled array or object of its own.
    static bool appendFlat(std::string& out, const JsonNode& node, std::size_t room) {
        const std::size_t before = out.size();
        if (const auto* array = node.as<JsonArray>()) {
            out += '[';
            const char* between = "";
            for (const JsonNode& element : *array) {
                out += between;
                between = ", ";
                if (!isScalar(element)) return false;
                appendScalar(out, element);
                if (out.size() - before > room) return false;
            }
            out += ']';
        } else if (const auto* members = node.as<JsonMembers>()) {
            out += '{';
            const char* between = "";
            for (const auto& [name, value] : *members) {
                out += between;
                between = ", ";
                if (!isScalar(value)) return false;
                appendText(out, name);
                out += ": ";
                appendScalar(out, value);
                if (out.size() - before > room) return false;
            }
            out += '}';
        }
        return out.size() - before <= room;
    }

    static bool isScalar(const JsonNode& node) {
        return !node.as<JsonArray>() && !node.as<JsonMembers>();
    }

    bool writeFlat(const JsonNode& node, std::size_t column) {
        std::string flat;
        const std::size_t room = kLineWidth > column + 2 ? kLineWidth - column - 2 : 0;
        if (!appendFlat(flat, node, room)) return false;
        m_out += flat;
        return true;
    }

    void writeArray(const JsonArray& array, std::size_t indent) {
        m_out += '[';
        const char* between = "\n";
        for (const JsonNode& element : array) {
            m_out += between;
            between = ",\n";
            m_out.append(indent + 2, ' ');
            writeOneLineOrMore(element, indent + 2, indent + 2);
        }
        if (!array.empty()) m_out.append("\n").append(indent, ' ');
        m_out += ']';
    }

    void writeMembers(const JsonMembers& members, std::size_t indent) {
        m_out += '{';
        const char* between = "\n";
        for (const auto& [name, value] : members) {
            m_out += between;
            between = ",\n";
            m_out.append(indent + 2, ' ');
            appendText(m_out, name);
            m_out += ": ";
            writeOneLineOrMore(value, indent + 2 + name.size() + 4, indent + 2);
        }
        if (!members.empty()) m_out.append("\n").append(indent, ' ');
        m_out += '}';
    }

    void writeOneLineOrMore(const JsonNode& node, std::size_t column, std::size_t indent) {
        if (isScalar(node)) return appendScalar(m_out, node);
        if (!writeFlat(node, column)) write(node, indent);
    }

    std::string m_out;
};

} // namespace

const JsonNode* JsonNode::member(std::string_view name) const {
    const auto* members = as<JsonMembers>();
    if (!members) return nullptr;
    for (const auto& [key, value] : *members) {
        if (key == name) return &value;
    }
    return nullptr;
}

const char* JsonNode::typeName() const {
    constexpr std::array kNames{"null",   "true or false", "an integer", "a number",
                                "a text", "an array",      "an object"};
    return kNames[m_data.index()];
}

std::string writeJson(const JsonNode& node) {
    Writer writer;
    writer.write(node, 0);
    return std::move(writer).take();
}

} // namespace troupe::core

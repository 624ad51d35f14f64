#include "troupe/message/value.h"

#include <array>
#include <charconv>
#include <cstdlib>

namespace troupe::inline TROUPE_ABI {

namespace {

constexpr std::array kTypeNames{"nothing",  "bool",      "int",  "double", "string",
                                "duration", "reference", "list", "map",    "optional"};

template <class Number>
void appendNumber(std::string& out, Number v) {
    std::array<char, 32> buffer{};
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), v);
    out.append(buffer.data(), end);
    static_cast<void>(error); // 32 bytes hold every int64 and every shortest double
}

/// `.5` for 500 of 1000; nothing for 0. In integers: a double has too few digits for years in ns.
void appendFraction(std::string& out, std::int64_t part, std::int64_t of) {
    if (part == 0) return;
    out += '.';
    while (part != 0) {
        part *= 10;
        out += static_cast<char>('0' + part / of);
        part %= of;
    }
}

void append(std::string& out, const Value& value, bool quoteText);

struct Appender {
    std::string& out;
    bool quoteText;

    void operator()(std::monostate) const { out += "nothing"; }
    void operator()(bool v) const { out += v ? "true" : "false"; }
    void operator()(std::int64_t v) const { appendNumber(out, v); }
    void operator()(double v) const { appendNumber(out, v); }
    void operator()(Duration v) const { out += toText(v); }
    void operator()(ActorId v) const {
        out += '#';
        appendNumber(out, v.number);
    }
    void operator()(const std::string& v) const {
        if (quoteText) out += '"';
        out += v;
        if (quoteText) out += '"';
    }
    void operator()(const ValueList& list) const {
        out += '[';
        const char* between = "";
        for (const Value& v : list) {
            out += between;
            append(out, v, true);
            between = ", ";
        }
        out += ']';
    }
    void operator()(const ValueMap& map) const {
        out += '{';
        const char* between = "";
        for (const auto& [key, v] : map) {
            out += between;
            out += key;
            out += ": ";
            append(out, v, true);
            between = ", ";
        }
        out += '}';
    }
};

void append(std::string& out, const Value& value, bool quoteText) {
    std::visit(Appender{out, quoteText}, value.data());
}

} // namespace

const char* toString(FieldType type) {
    return kTypeNames[static_cast<std::size_t>(type)];
}

FieldType Value::type() const {
    constexpr std::array kByIndex{FieldType::nothing,   FieldType::boolean, FieldType::integer,
                                  FieldType::number,    FieldType::text,    FieldType::duration,
                                  FieldType::reference, FieldType::list,    FieldType::map};
    return kByIndex[m_data.index()];
}

bool Value::operator==(const Value& other) const {
    return m_data == other.m_data;
}

std::string toText(const Value& value, std::size_t limit) {
    std::string out;
    append(out, value, false);
    if (out.size() <= limit) return out;
    std::size_t cut = limit;
    while (cut > 0 && (static_cast<unsigned char>(out[cut]) & 0xC0U) == 0x80U) --cut;
    out.resize(cut);
    return out + "…";
}

std::string toText(Duration duration) {
    struct Unit {
        std::int64_t ns;
        const char* name;
    };
    constexpr std::array kUnits{Unit{1'000'000'000, "s"}, Unit{1'000'000, "ms"}, Unit{1'000, "us"}};

    const std::int64_t ns = duration.count();
    std::string out;
    for (const Unit& unit : kUnits) {
        const std::int64_t whole = ns / unit.ns;
        if (whole == 0) continue;
        appendNumber(out, whole);
        appendFraction(out, std::abs(ns % unit.ns), unit.ns);
        return out + unit.name;
    }
    appendNumber(out, ns);
    return out + "ns";
}

} // namespace troupe::TROUPE_ABI

// A value that a message field, a reply or a piece of actor state can hold, without its C++ type.
//
// Used wherever the engine meets people and files: the send form, the inspector, JSON, CSV, trace
// labels. Typed code never touches it. Thread: any (plain data).
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "troupe/sync/abi.h"

namespace troupe::inline TROUPE_ABI {

using Duration = std::chrono::nanoseconds;

/// The number of a cell within one System: 1, 2, 3 … in order of spawning; never used again.
/// 0 is "nobody": the outside, or no supervisor.
struct ActorId {
    std::uint32_t number = 0;

    auto operator<=>(const ActorId&) const = default;
    explicit operator bool() const { return number != 0; }
};

/// The closed set of field types (decisions.md 2).
enum class FieldType : std::uint8_t {
    nothing,
    boolean,
    integer,   // int64
    number,    // finite double
    text,      // UTF-8
    duration,  // int64 nanoseconds
    reference, // ActorId
    list,
    map,      // string to T
    optional, // T or nothing
};

/// Name of a type as it is written in files and forms: "int", "string", "list" …
const char* toString(FieldType type);

class Value;
using ValueList = std::vector<Value>;
using ValueMap = std::map<std::string, Value>;

/// One value of the closed set. An optional that is empty is `nothing`; one that is full is the
/// value itself.
class Value {
public:
    using Variant = std::variant<std::monostate, bool, std::int64_t, double, std::string, Duration,
                                 ActorId, ValueList, ValueMap>;

    Value() = default;
    Value(bool v) : m_data(v) {}
    Value(std::int64_t v) : m_data(v) {}
    Value(int v) : m_data(std::int64_t{v}) {}
    Value(double v) : m_data(v) {}
    Value(std::string v) : m_data(std::move(v)) {}
    Value(const char* v) : m_data(std::string(v)) {}
    Value(Duration v) : m_data(v) {}
    Value(ActorId v) : m_data(v) {}
    Value(ValueList v) : m_data(std::move(v)) {}
    Value(ValueMap v) : m_data(std::move(v)) {}

    FieldType type() const;
    bool isNothing() const { return m_data.index() == 0; }

    template <class T>
    const T* as() const {
        return std::get_if<T>(&m_data);
    }

    const Variant& data() const { return m_data; }
    bool operator==(const Value&) const;

private:
    Variant m_data;
};

/// How a value is shown to people and written into CSV: `42`, `true`, `"text"` quoted only inside
/// lists and maps, `1.5`, `250ms`, `#7` for a reference, `[1, 2]`, `{a: 1}`. Doubles by to_chars,
/// so equal everywhere. `limit` cuts after that many bytes, at a character boundary, with `…`.
std::string toText(const Value& value, std::size_t limit = 65536);

/// `84ns`, `12.5us`, `250ms`, `5s`: the shortest exact spelling with one unit.
std::string toText(Duration duration);

} // namespace troupe::TROUPE_ABI

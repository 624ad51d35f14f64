// Fields of messages and of actor state, described once; everything else is generated from that.
//
//   struct Increment {
//       std::int64_t by = 1;
//       static constexpr auto name = "Increment";
//       static constexpr auto fields = troupe::fields(troupe::field("by", &Increment::by));
//   };
//
// From this come: trace payloads, forms, JSON, CSV, the inspector. No macro. Thread: any.
#pragma once

#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "troupe/message/payload.h"

namespace troupe::inline TROUPE_ABI {

/// One described member: its name, where it is, and what a form needs to know.
template <class Owner, class T>
struct Field {
    const char* name;
    T Owner::*member;
    const char* doc = "";
    const char* unit = "";
    std::int64_t min = INT64_MIN; // checked for int and duration (ns) values from outside
    std::int64_t max = INT64_MAX;
};

template <class Owner, class T>
constexpr Field<Owner, T> field(const char* name, T Owner::*member, const char* doc = "",
                                const char* unit = "", std::int64_t min = INT64_MIN,
                                std::int64_t max = INT64_MAX) {
    return {name, member, doc, unit, min, max};
}

template <class... F>
constexpr std::tuple<F...> fields(F... f) {
    return {f...};
}

/// How a C++ type maps to a field type. Specialise for further types (Ref does).
template <class T>
struct FieldTraits;

template <class T, FieldType kType>
struct ScalarTraits {
    static constexpr FieldShape shape{kType, nullptr};
    static Value toValue(const T& v) { return Value(v); }
    static bool fromValue(const Value& value, T& to) {
        const T* v = value.as<T>();
        if (v) to = *v;
        return v != nullptr;
    }
};

template <>
struct FieldTraits<bool> : ScalarTraits<bool, FieldType::boolean> {
    static void encode(const bool& v, PayloadWriter& out) { out.putBool(v); }
};

template <>
struct FieldTraits<double> : ScalarTraits<double, FieldType::number> {
    static void encode(const double& v, PayloadWriter& out) { out.putDouble(v); }
    static bool fromValue(const Value& value, double& to) {
        if (const auto* whole = value.as<std::int64_t>()) {
            to = static_cast<double>(*whole);
            return true;
        }
        const double* v = value.as<double>();
        if (!v || !std::isfinite(*v)) return false;
        to = *v;
        return true;
    }
};

template <>
struct FieldTraits<std::string> : ScalarTraits<std::string, FieldType::text> {
    static void encode(const std::string& v, PayloadWriter& out) { out.putText(v); }
};

template <>
struct FieldTraits<ActorId> : ScalarTraits<ActorId, FieldType::reference> {
    static void encode(const ActorId& v, PayloadWriter& out) { out.putReference(v); }
};

template <>
struct FieldTraits<Duration> : ScalarTraits<Duration, FieldType::duration> {
    static void encode(const Duration& v, PayloadWriter& out) { out.putDuration(v); }
};

/// Every integer type is an int64 to the outside; a value that does not fit is refused.
template <class T>
requires(std::is_integral_v<T>) struct FieldTraits<T> {
    static constexpr FieldShape shape{FieldType::integer, nullptr};
    static void encode(const T& v, PayloadWriter& out) { out.putInt(static_cast<std::int64_t>(v)); }
    static Value toValue(const T& v) { return Value(static_cast<std::int64_t>(v)); }
    static bool fromValue(const Value& value, T& to) {
        const auto* v = value.as<std::int64_t>();
        if (!v || !std::in_range<T>(*v)) return false;
        to = static_cast<T>(*v);
        return true;
    }
};

template <class T>
struct FieldTraits<std::vector<T>> {
    static constexpr FieldShape shape{FieldType::list, &FieldTraits<T>::shape};
    static void encode(const std::vector<T>& list, PayloadWriter& out) {
        out.putCount(list.size());
        for (const T& v : list) FieldTraits<T>::encode(v, out);
    }
    static Value toValue(const std::vector<T>& list) {
        ValueList out;
        out.reserve(list.size());
        for (const T& v : list) out.push_back(FieldTraits<T>::toValue(v));
        return Value(std::move(out));
    }
    static bool fromValue(const Value& value, std::vector<T>& to) {
        const auto* list = value.as<ValueList>();
        if (!list) return false;
        to.clear();
        for (const Value& v : *list) {
            T element{};
            if (!FieldTraits<T>::fromValue(v, element)) return false;
            to.push_back(std::move(element));
        }
        return true;
    }
};

template <class T>
struct FieldTraits<std::map<std::string, T>> {
    static constexpr FieldShape shape{FieldType::map, &FieldTraits<T>::shape};
    static void encode(const std::map<std::string, T>& map, PayloadWriter& out) {
        out.putCount(map.size());
        for (const auto& [key, v] : map) {
            out.putText(key);
            FieldTraits<T>::encode(v, out);
        }
    }
    static Value toValue(const std::map<std::string, T>& map) {
        ValueMap out;
        for (const auto& [key, v] : map) out.emplace(key, FieldTraits<T>::toValue(v));
        return Value(std::move(out));
    }
    static bool fromValue(const Value& value, std::map<std::string, T>& to) {
        const auto* map = value.as<ValueMap>();
        if (!map) return false;
        to.clear();
        for (const auto& [key, v] : *map) {
            if (!FieldTraits<T>::fromValue(v, to[key])) return false;
        }
        return true;
    }
};

template <class T>
struct FieldTraits<std::optional<T>> {
    static constexpr FieldShape shape{FieldType::optional, &FieldTraits<T>::shape};
    static void encode(const std::optional<T>& v, PayloadWriter& out) {
        out.putBool(v.has_value());
        if (v) FieldTraits<T>::encode(*v, out);
    }
    static Value toValue(const std::optional<T>& v) {
        return v ? FieldTraits<T>::toValue(*v) : Value();
    }
    static bool fromValue(const Value& value, std::optional<T>& to) {
        to.reset();
        if (value.isNothing()) return true;
        return FieldTraits<T>::fromValue(value, to.emplace());
    }
};

/// A described member without its C++ type.
struct FieldInfo {
    std::string name;
    const FieldShape* shape = nullptr;
    std::string doc;
    std::string unit;
    std::int64_t min = INT64_MIN;
    std::int64_t max = INT64_MAX;
    Value initial; // what a fresh object holds: the default of a form
};

/// Calls `f(field)` for each field of the described type T, in order.
template <class T, class F>
constexpr void forEachField(F&& f) {
    std::apply([&](const auto&... each) { (f(each), ...); }, T::fields);
}

template <class T>
inline constexpr std::size_t kFieldCount =
    std::tuple_size_v<std::remove_cvref_t<decltype(T::fields)>>;

/// Fields of a described type; `prototype` gives the initial values.
template <class T>
std::vector<FieldInfo> describeFields(const T& prototype) {
    std::vector<FieldInfo> out;
    forEachField<T>([&](const auto& f) {
        using Member = std::remove_cvref_t<decltype(prototype.*f.member)>;
        using Traits = FieldTraits<Member>;
        out.push_back({f.name, &Traits::shape, f.doc, f.unit, f.min, f.max,
                       Traits::toValue(prototype.*f.member)});
    });
    return out;
}

template <class T>
void encodeFields(const T& object, PayloadWriter& out) {
    forEachField<T>([&](const auto& f) {
        using Member = std::remove_cvref_t<decltype(object.*f.member)>;
        FieldTraits<Member>::encode(object.*f.member, out);
    });
}

template <class T>
ValueList readFields(const T& object) {
    ValueList out;
    out.reserve(kFieldCount<T>);
    forEachField<T>([&](const auto& f) {
        using Member = std::remove_cvref_t<decltype(object.*f.member)>;
        out.push_back(FieldTraits<Member>::toValue(object.*f.member));
    });
    return out;
}

/// Whether an int or a duration (in ns) lies within the limits; other types have none.
inline bool isBetween(const Value& value, std::int64_t min, std::int64_t max) {
    const auto isWithin = [&](std::int64_t v) { return v >= min && v <= max; };
    if (const auto* whole = value.as<std::int64_t>()) return isWithin(*whole);
    const auto* duration = value.as<Duration>();
    return !duration || isWithin(duration->count());
}

/// Sets all fields from values in order; the name of the first field whose value has the wrong
/// type or range, or null.
template <class T>
const char* writeFields(T& object, const ValueList& values) {
    const char* wrong = nullptr;
    std::size_t at = 0;
    forEachField<T>([&](const auto& f) {
        using Member = std::remove_cvref_t<decltype(object.*f.member)>;
        if (wrong) return;
        if (at < values.size()) {
            const bool isInRange = isBetween(values[at], f.min, f.max);
            if (!isInRange || !FieldTraits<Member>::fromValue(values[at], object.*f.member)) {
                wrong = f.name;
            }
        }
        ++at;
    });
    return wrong;
}

} // namespace troupe::TROUPE_ABI

#include "troupe/message/payload.h"

#include <new>

namespace troupe::inline TROUPE_ABI {

namespace {

template <class T>
T valueOr(const Value& value, T other) {
    const T* v = value.as<T>();
    return v ? *v : other;
}

double doubleOf(const Value& value) {
    const auto* whole = value.as<std::int64_t>();
    return whole ? static_cast<double>(*whole) : valueOr(value, 0.0);
}

void putList(PayloadWriter& out, const FieldShape& element, const Value& value) {
    const auto* list = value.as<ValueList>();
    out.putCount(list ? list->size() : 0);
    if (!list) return;
    for (const Value& v : *list) out.putValue(element, v);
}

void putMap(PayloadWriter& out, const FieldShape& element, const Value& value) {
    const auto* map = value.as<ValueMap>();
    out.putCount(map ? map->size() : 0);
    if (!map) return;
    for (const auto& [key, v] : *map) {
        out.putText(key);
        out.putValue(element, v);
    }
}

} // namespace

void PayloadWriter::putText(std::string_view v) {
    putCount(v.size());
    if (!v.empty()) putRaw(v.data(), v.size());
}

void PayloadWriter::putCount(std::uint64_t v) {
    while (v >= 0x80) {
        putByte(static_cast<std::uint8_t>(v) | 0x80U);
        v >>= 7;
    }
    putByte(static_cast<std::uint8_t>(v));
}

// Nesting is bounded by the shapes, which are bounded by the types in the program.
void PayloadWriter::putValue(const FieldShape& shape, const Value& value) {
    switch (shape.type) {
    case FieldType::nothing:
        return;
    case FieldType::boolean:
        return putBool(valueOr(value, false));
    case FieldType::integer:
        return putInt(valueOr(value, std::int64_t{0}));
    case FieldType::number:
        return putDouble(doubleOf(value));
    case FieldType::text: {
        const auto* text = value.as<std::string>();
        return putText(text ? std::string_view(*text) : std::string_view());
    }
    case FieldType::duration:
        return putDuration(valueOr(value, Duration{0}));
    case FieldType::reference:
        return putReference(valueOr(value, ActorId{}));
    case FieldType::list:
        return putList(*this, *shape.element, value);
    case FieldType::map:
        return putMap(*this, *shape.element, value);
    case FieldType::optional:
        putBool(!value.isNothing());
        if (!value.isNothing()) putValue(*shape.element, value);
        return;
    }
}

void PayloadWriter::putLong(const void* from, std::size_t size) {
    if (size == 0) return;
    if (isCut() || m_size + size > kLimit) {
        m_inlineEnd = 0;
        return;
    }
    // A message is sent without its fields being recorded rather than not sent: tell never throws.
    try {
        const bool isFirst = m_size <= kInline;
        m_long.resize(m_size + size);
        if (isFirst) std::memcpy(m_long.data(), m_inline.data(), m_size);
    } catch (const std::bad_alloc&) {
        m_inlineEnd = 0;
        return;
    }
    std::memcpy(m_long.data() + m_size, from, size);
    m_size += size;
}

std::string_view PayloadReader::takeText() {
    const std::uint64_t size = takeCount();
    if (size > m_bytes.size() - m_at) {
        m_isBad = true;
        m_at = m_bytes.size();
        return {};
    }
    const void* at = m_bytes.data() + m_at;
    m_at += size;
    return {static_cast<const char*>(at), size};
}

std::uint64_t PayloadReader::takeCount() {
    std::uint64_t v = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        const std::uint8_t byte = takeByte();
        v |= std::uint64_t{byte & 0x7FU} << shift;
        if (shift == 63 && byte > 1) break;
        if ((byte & 0x80U) == 0) return v;
    }
    m_isBad = true;
    return 0;
}

std::uint64_t PayloadReader::takeLength() {
    const std::uint64_t count = takeCount();
    if (count <= m_bytes.size() - m_at) return count;
    m_isBad = true;
    m_at = m_bytes.size();
    return 0;
}

Value PayloadReader::takeValue(const FieldShape& shape) {
    switch (shape.type) {
    case FieldType::nothing:
        return {};
    case FieldType::boolean:
        return takeBool();
    case FieldType::integer:
        return takeInt();
    case FieldType::number:
        return takeDouble();
    case FieldType::text:
        return std::string(takeText());
    case FieldType::duration:
        return takeDuration();
    case FieldType::reference:
        return takeReference();
    case FieldType::optional:
        return takeBool() ? takeValue(*shape.element) : Value();
    case FieldType::list: {
        ValueList list;
        for (std::uint64_t n = takeLength(); n > 0 && !m_isBad; --n) {
            list.push_back(takeValue(*shape.element));
        }
        return list;
    }
    case FieldType::map: {
        ValueMap map;
        for (std::uint64_t n = takeLength(); n > 0 && !m_isBad; --n) {
            std::string key(takeText());
            map.insert_or_assign(std::move(key), takeValue(*shape.element));
        }
        return map;
    }
    }
    return {};
}

} // namespace troupe::TROUPE_ABI

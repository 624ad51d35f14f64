#include "troupe/message/payload.h"

namespace troupe::inline TROUPE_ABI {

namespace {

/// Nesting is bounded by the shapes, which are bounded by the types in the program.
struct ValuePutter {
    PayloadWriter& out;
    const FieldShape& shape;

    void operator()(std::monostate) const { out.putByte(0); }
    void operator()(bool v) const { out.putBool(v); }
    void operator()(std::int64_t v) const { out.putInt(v); }
    void operator()(double v) const { out.putDouble(v); }
    void operator()(const std::string& v) const { out.putText(v); }
    void operator()(Duration v) const { out.putDuration(v); }
    void operator()(ActorId v) const { out.putReference(v); }
    void operator()(const ValueList& list) const {
        out.putCount(list.size());
        for (const Value& v : list) out.putValue(*shape.element, v);
    }
    void operator()(const ValueMap& map) const {
        out.putCount(map.size());
        for (const auto& [key, v] : map) {
            out.putText(key);
            out.putValue(*shape.element, v);
        }
    }
};

} // namespace

void PayloadWriter::putText(std::string_view v) {
    putCount(v.size());
    putRaw(v.data(), v.size());
}

void PayloadWriter::putCount(std::uint64_t v) {
    while (v >= 0x80) {
        putByte(static_cast<std::uint8_t>(v) | 0x80U);
        v >>= 7;
    }
    putByte(static_cast<std::uint8_t>(v));
}

void PayloadWriter::putValue(const FieldShape& shape, const Value& value) {
    if (shape.type == FieldType::optional) {
        putBool(!value.isNothing());
        if (!value.isNothing()) putValue(*shape.element, value);
        return;
    }
    std::visit(ValuePutter{*this, shape}, value.data());
}

void PayloadWriter::putLong(const void* from, std::size_t size) {
    if (m_size + size > kLimit) {
        m_isCut = true;
        return;
    }
    if (m_size <= kInline) {
        m_long.assign(m_inline.begin(), m_inline.begin() + static_cast<std::ptrdiff_t>(m_size));
    }
    m_long.resize(m_size + size);
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
        if ((byte & 0x80U) == 0) return v;
    }
    m_isBad = true;
    return 0;
}

Value PayloadReader::takeValue(const FieldShape& shape) {
    switch (shape.type) {
    case FieldType::nothing: return {};
    case FieldType::boolean: return takeBool();
    case FieldType::integer: return takeInt();
    case FieldType::number: return takeDouble();
    case FieldType::text: return std::string(takeText());
    case FieldType::duration: return takeDuration();
    case FieldType::reference: return takeReference();
    case FieldType::optional: return takeBool() ? takeValue(*shape.element) : Value();
    case FieldType::list: {
        ValueList list;
        for (std::uint64_t n = takeCount(); n > 0 && !m_isBad; --n) {
            list.push_back(takeValue(*shape.element));
        }
        return list;
    }
    case FieldType::map: {
        ValueMap map;
        for (std::uint64_t n = takeCount(); n > 0 && !m_isBad; --n) {
            std::string key(takeText());
            map.insert_or_assign(std::move(key), takeValue(*shape.element));
        }
        return map;
    }
    }
    return {};
}

} // namespace troupe::TROUPE_ABI

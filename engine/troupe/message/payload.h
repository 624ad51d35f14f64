// The compact bytes in which message fields, replies and state travel inside events.
//
// Little endian, no tags: the reader knows the shapes. bool 1 byte; int, duration, double 8;
// reference 4; text: length (variable), bytes; list and map: count (variable), then the elements;
// optional: 1 byte, then the value. Thread: owner.
#pragma once

#include <array>
#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "troupe/message/value.h"

namespace troupe::inline TROUPE_ABI {

/// Shape of a field: its type and, for list, map and optional, the shape of what is inside.
struct FieldShape {
    FieldType type = FieldType::nothing;
    const FieldShape* element = nullptr;
};

/// Appends values. The first 24 bytes need no memory of their own. The first value that would go
/// beyond `kLimit` bytes (values are at most 64 KiB), or finds no memory, is left out with all
/// that follow, and isCut() tells so: what a reader finds before the cut is right.
class PayloadWriter {
public:
    static constexpr std::size_t kInline = 24;
    static constexpr std::size_t kLimit = 65536;

    void putBool(bool v) { putByte(v ? 1 : 0); }
    void putInt(std::int64_t v) { putRaw(&v, sizeof v); }
    void putDouble(double v) { putRaw(&v, sizeof v); }
    void putDuration(Duration v) { putInt(v.count()); }
    void putReference(ActorId v) { putRaw(&v.number, sizeof v.number); }
    void putText(std::string_view v);
    void putCount(std::uint64_t v);
    void putByte(std::uint8_t v) { putRaw(&v, 1); }
    /// A value of another type than the shape's is written as the shape's zero (an int as a
    /// double where that is asked for), so that what follows can still be read.
    void putValue(const FieldShape& shape, const Value& value);

    void clear() { m_size = 0, m_inlineEnd = kInline; }
    bool isCut() const { return m_inlineEnd == 0; }
    std::span<const std::uint8_t> bytes() const {
        return {m_size <= kInline ? m_inline.data() : m_long.data(), m_size};
    }

private:
    void putRaw(const void* from, std::size_t size) {
        if (m_size + size <= m_inlineEnd) {
            std::memcpy(m_inline.data() + m_size, from, size);
            m_size += size;
        } else {
            putLong(from, size);
        }
    }
    void putLong(const void* from, std::size_t size);

    std::array<std::uint8_t, kInline> m_inline{};
    std::vector<std::uint8_t> m_long;
    std::size_t m_size = 0;
    std::size_t m_inlineEnd = kInline; // 0 once something was cut: then nothing fits any more
};

/// Reads what PayloadWriter wrote, or any other bytes: reading past the end, or a length that
/// cannot be, gives zeros and isBad().
class PayloadReader {
public:
    explicit PayloadReader(std::span<const std::uint8_t> bytes) : m_bytes(bytes) {}

    bool takeBool() { return takeByte() != 0; }
    std::int64_t takeInt() { return takeRaw<std::int64_t>(); }
    double takeDouble() { return takeRaw<double>(); }
    Duration takeDuration() { return Duration(takeInt()); }
    ActorId takeReference() { return ActorId{takeRaw<std::uint32_t>()}; }
    std::string_view takeText();
    std::uint64_t takeCount();
    std::uint8_t takeByte() { return takeRaw<std::uint8_t>(); }
    Value takeValue(const FieldShape& shape);

    bool isBad() const { return m_isBad; }
    bool isAtEnd() const { return m_at == m_bytes.size(); }

private:
    template <class T>
    T takeRaw() {
        T v{};
        if (m_bytes.size() - m_at < sizeof v) {
            m_isBad = true;
            m_at = m_bytes.size();
            return v;
        }
        std::memcpy(&v, m_bytes.data() + m_at, sizeof v);
        m_at += sizeof v;
        return v;
    }

    /// Of a list or map: every element takes a byte at least, so more of them than bytes is bad.
    std::uint64_t takeLength();

    std::span<const std::uint8_t> m_bytes;
    std::size_t m_at = 0;
    bool m_isBad = false;
};

} // namespace troupe::TROUPE_ABI

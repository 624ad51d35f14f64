// Bytes of run files: integers in groups of seven bits, texts with their length. Bounded reading.
// Internal to src/recording. Thread: any.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace troupe::core {

class ByteWriter {
public:
    void putByte(std::uint8_t value) { m_bytes += static_cast<char>(value); }
    /// LEB128.
    void put(std::uint64_t value) {
        while (value >= 0x80) {
            putByte(static_cast<std::uint8_t>(value | 0x80U));
            value >>= 7U;
        }
        putByte(static_cast<std::uint8_t>(value));
    }
    void putBytes(std::span<const std::uint8_t> bytes) {
        put(bytes.size());
        m_bytes.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    }
    std::size_t size() const { return m_bytes.size(); }
    std::string take() { return std::move(m_bytes); }

private:
    std::string m_bytes;
};

/// After the first value that is not there everything is 0 and isBad().
class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : m_bytes(bytes) {}

    std::uint8_t takeByte() {
        if (m_at >= m_bytes.size()) {
            m_isBad = true;
            return 0;
        }
        return static_cast<std::uint8_t>(m_bytes[m_at++]);
    }
    std::uint64_t take() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const std::uint8_t byte = takeByte();
            value |= std::uint64_t{byte & 0x7FU} << shift;
            if ((byte & 0x80U) == 0) return value;
        }
        m_isBad = true;
        return 0;
    }
    std::span<const std::uint8_t> takeBytes() {
        const std::uint64_t size = take();
        if (m_isBad || size > m_bytes.size() - m_at) {
            m_isBad = true;
            return {};
        }
        const auto* const data = reinterpret_cast<const std::uint8_t*>(m_bytes.data()) + m_at;
        m_at += static_cast<std::size_t>(size);
        return {data, static_cast<std::size_t>(size)};
    }
    bool isBad() const { return m_isBad; }
    bool isAtEnd() const { return m_at == m_bytes.size(); }
    std::size_t at() const { return m_at; }

private:
    std::string_view m_bytes;
    std::size_t m_at = 0;
    bool m_isBad = false;
};

} // namespace troupe::core

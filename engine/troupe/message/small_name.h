// A name in 16 bytes: up to 15 of its own, longer ones on the heap. Thread: any while unchanged.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "troupe/sync/abi.h"

namespace troupe::inline TROUPE_ABI {

class SmallName {
public:
    explicit SmallName(std::string_view text) {
        if (text.size() < sizeof m_bytes) {
            std::memcpy(m_bytes.data(), text.data(), text.size());
            m_bytes[kLast] = static_cast<char>(text.size());
        } else {
            auto* far = new std::string(text);
            std::memcpy(m_bytes.data(), &far, kPointerSize);
            m_bytes[kLast] = kFar;
        }
    }
    ~SmallName() {
        if (m_bytes[kLast] == kFar) delete far();
    }
    SmallName(const SmallName&) = delete;
    SmallName& operator=(const SmallName&) = delete;

    std::string_view view() const {
        if (m_bytes[kLast] == kFar) return *far();
        return {m_bytes.data(), static_cast<std::size_t>(m_bytes[kLast])};
    }

private:
    static constexpr std::size_t kLast = 15;
    static constexpr std::size_t kPointerSize = sizeof(void*);
    static constexpr char kFar = 127;

    const std::string* far() const {
        const std::string* text = nullptr;
        std::memcpy(&text, m_bytes.data(), kPointerSize);
        return text;
    }

    alignas(8) std::array<char, kLast + 1> m_bytes{};
};

} // namespace troupe::TROUPE_ABI

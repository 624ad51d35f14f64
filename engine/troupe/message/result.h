// A value or the reason why there is none. The engine's one way to report an error.
#pragma once

#include <string>
#include <utility>
#include <variant>

#include "troupe/sync/abi.h"

namespace troupe::inline TROUPE_ABI {

/// What failed, where, and what to do next: one line, in English, for logs and the command line.
struct Error {
    std::string text;
};

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_data(std::move(value)) {}
    Result(Error error) : m_data(std::move(error)) {}

    bool ok() const { return m_data.index() == 0; }
    explicit operator bool() const { return ok(); }
    /// Only if ok().
    T& value() { return *std::get_if<0>(&m_data); }
    const T& value() const { return *std::get_if<0>(&m_data); }
    /// Only if not ok().
    const std::string& error() const { return std::get_if<1>(&m_data)->text; }

private:
    std::variant<T, Error> m_data;
};

} // namespace troupe::TROUPE_ABI

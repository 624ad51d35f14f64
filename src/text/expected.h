// A value or the reason why there is none. src/ throws nothing. Thread: any (plain data).
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "text/text.h"

namespace troupe::core {

/// What failed, where, and what to do next: one line for people.
struct Error {
    Text what;
    std::string where; // path, `path:line:column`, or the name of an option; may be empty
    Text next;         // may be empty

    bool operator==(const Error&) const = default;
};

/// `where: what. next.` in English, without a line break.
std::string toEnglish(const Error& error);

/// A `T` or an Error. Like std::expected, which g++ 12 does not have.
template <class T>
class [[nodiscard]] Expected {
public:
    Expected(T value) : m_data(std::in_place_index<0>, std::move(value)) {}
    Expected(Error error) : m_data(std::in_place_index<1>, std::move(error)) {}

    bool isOk() const { return m_data.index() == 0; }
    explicit operator bool() const { return isOk(); }

    /// Only if isOk().
    const T& value() const& { return *std::get_if<0>(&m_data); }
    T& value() & { return *std::get_if<0>(&m_data); }
    T&& value() && { return std::move(*std::get_if<0>(&m_data)); }
    const T* operator->() const { return std::get_if<0>(&m_data); }
    T* operator->() { return std::get_if<0>(&m_data); }

    /// Only if not isOk().
    const Error& error() const { return *std::get_if<1>(&m_data); }

private:
    std::variant<T, Error> m_data;
};

/// Done, or an Error.
template <>
class [[nodiscard]] Expected<void> {
public:
    Expected() = default;
    Expected(Error error) : m_error(std::move(error)) {}

    bool isOk() const { return !m_error; }
    explicit operator bool() const { return isOk(); }
    const Error& error() const { return *m_error; }

private:
    std::optional<Error> m_error;
};

} // namespace troupe::core

// The settings of one actor, checked and with their defaults. Thread: any (plain data).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "catalogue/catalogue.h"
#include "document/document.h"
#include "text/expected.h"

namespace troupe::core {

/// What was wrong, and with which setting.
struct SettingError {
    std::string setting;
    Error error;
};

class Settings {
public:
    /// Fills in the defaults of `kind` and checks types, ranges, choices and messages.
    static std::variant<Settings, SettingError> resolve(const Kind& kind, const ValueMap& given);

    // All of these only for settings of the kind, with its type.
    std::int64_t integer(std::string_view name) const { return *at(name).as<std::int64_t>(); }
    double number(std::string_view name) const { return *at(name).as<double>(); }
    bool truth(std::string_view name) const { return *at(name).as<bool>(); }
    const std::string& text(std::string_view name) const { return *at(name).as<std::string>(); }
    Duration duration(std::string_view name) const { return *at(name).as<Duration>(); }
    /// Place of the chosen one among the setting's choices.
    std::size_t choice(std::string_view name) const;
    /// From the settings `message` and `fields`; only where the kind has them.
    const AnyMessage& message() const { return m_message; }

    const Value& at(std::string_view name) const {
        return m_values.find(std::string(name))->second;
    }

private:
    const Kind* m_kind = nullptr;
    ValueMap m_values;
    AnyMessage m_message;
};

/// Fields by name → values in the order of the message's fields, defaults where none is given;
/// or what is wrong with one of them.
Expected<AnyMessage> messageOf(const MessageType& type, const ValueMap& fields);

/// `value` as the type of `shape`: a text as a duration, an integer as a double. Nothing if it does
/// not fit.
std::optional<Value> fitted(const Value& value, const FieldShape& shape);

} // namespace troupe::core

#include "catalogue/settings.h"

#include <algorithm>

#include "document/scenario_file.h"

namespace troupe::core {

namespace {

std::string typeText(const FieldInfo& field) {
    std::string out = toString(field.shape->type);
    if (field.min != INT64_MIN && field.max != INT64_MAX) {
        const bool isDuration = field.shape->type == FieldType::duration;
        const auto limit = [&](std::int64_t v) {
            return isDuration ? toText(Duration(v)) : std::to_string(v);
        };
        out += " from " + limit(field.min) + " to " + limit(field.max);
    }
    return out;
}

bool isWithin(const Value& value, const FieldInfo& field) {
    const auto within = [&](auto v) {
        return v >= static_cast<decltype(v)>(field.min) && v <= static_cast<decltype(v)>(field.max);
    };
    if (const auto* whole = value.as<std::int64_t>()) return within(*whole);
    if (const auto* duration = value.as<Duration>()) return within(duration->count());
    if (const auto* number = value.as<double>()) return within(*number);
    return true;
}

std::string namesOf(const std::vector<Setting>& settings) {
    std::string out;
    for (const Setting& each : settings) out += (out.empty() ? "" : ", ") + each.field.name;
    return out;
}

} // namespace

std::optional<Value> fitted(const Value& value, const FieldShape& shape) {
    switch (shape.type) {
    case FieldType::duration:
        if (value.as<Duration>()) return value;
        if (const auto* text = value.as<std::string>()) {
            if (const auto duration = parseDuration(*text)) return Value(*duration);
        }
        return std::nullopt;
    case FieldType::number:
        if (const auto* whole = value.as<std::int64_t>()) return static_cast<double>(*whole);
        break;
    case FieldType::optional:
        if (value.isNothing()) return value;
        return fitted(value, *shape.element);
    case FieldType::list: {
        const auto* list = value.as<ValueList>();
        if (!list) return std::nullopt;
        ValueList out;
        for (const Value& each : *list) {
            std::optional<Value> element = fitted(each, *shape.element);
            if (!element) return std::nullopt;
            out.push_back(std::move(*element));
        }
        return out;
    }
    case FieldType::map: {
        const auto* map = value.as<ValueMap>();
        if (!map) return std::nullopt;
        if (!shape.element) return value;
        ValueMap out;
        for (const auto& [key, each] : *map) {
            std::optional<Value> element = fitted(each, *shape.element);
            if (!element) return std::nullopt;
            out.emplace(key, std::move(*element));
        }
        return out;
    }
    default:
        break;
    }
    if (value.type() != shape.type) return std::nullopt;
    return value;
}

Expected<AnyMessage> messageOf(const MessageType& type, const ValueMap& fields) {
    const std::vector<FieldInfo>& infos = type.fields(type);
    for (const auto& [name, value] : fields) {
        const bool isKnown = // clang 14 cannot capture a structured binding
            std::any_of(infos.begin(), infos.end(),
                        [&wanted = name](const FieldInfo& info) { return info.name == wanted; });
        if (isKnown) continue;
        std::string all;
        for (const FieldInfo& info : infos) all += (all.empty() ? "" : ", ") + info.name;
        return Error{text("run.unknownField", type.name, name), {}, text("run.fields", all)};
    }
    AnyMessage message{&type, {}};
    for (const FieldInfo& info : infos) {
        const auto given = fields.find(info.name);
        if (given == fields.end()) {
            message.values.push_back(info.initial);
            continue;
        }
        std::optional<Value> value = fitted(given->second, *info.shape);
        if (!value || !isWithin(*value, info)) {
            return Error{text("run.wrongField", info.name, toText(given->second, 80)),
                         {},
                         text("run.wrongFieldNext", typeText(info))};
        }
        message.values.push_back(std::move(*value));
    }
    return message;
}

std::variant<Settings, SettingError> Settings::resolve(const Kind& kind, const ValueMap& given) {
    Settings out;
    out.m_kind = &kind;
    for (const auto& [name, value] : given) {
        if (kind.setting(name)) continue;
        return SettingError{name,
                            {core::text("scenario.setting", kind.name, name),
                             {},
                             core::text("scenario.settingNext", namesOf(kind.settings))}};
    }
    const ValueMap* fields = nullptr;
    for (const Setting& setting : kind.settings) {
        const FieldInfo& field = setting.field;
        const auto found = given.find(field.name);
        const Value& raw = found == given.end() ? field.initial : found->second;
        std::optional<Value> value = fitted(raw, *field.shape);
        if (!value || !isWithin(*value, field)) {
            return SettingError{
                field.name,
                {core::text("scenario.settingType", field.name, typeText(field)), {}, {}}};
        }
        const auto* chosen = value->as<std::string>();
        if (chosen && !setting.choices.empty() &&
            std::find(setting.choices.begin(), setting.choices.end(), *chosen) ==
                setting.choices.end()) {
            std::string all;
            for (const std::string& each : setting.choices) {
                all += (all.empty() ? "" : ", ") + each;
            }
            return SettingError{field.name,
                                {core::text("scenario.choice", field.name, all), {}, {}}};
        }
        if (setting.role == SettingRole::message && !findMessage(*chosen)) {
            return SettingError{field.name,
                                {core::text("scenario.messageUnknown", *chosen), {}, {}}};
        }
        const Value& kept = out.m_values.emplace(field.name, std::move(*value)).first->second;
        if (setting.role == SettingRole::fields) fields = kept.as<ValueMap>();
    }
    for (const Setting& setting : kind.settings) {
        if (setting.role != SettingRole::message) continue;
        Expected<AnyMessage> message =
            messageOf(*findMessage(out.text(setting.field.name)), fields ? *fields : ValueMap());
        if (!message) return SettingError{"fields", message.error()};
        out.m_message = std::move(message).value();
    }
    return out;
}

std::size_t Settings::choice(std::string_view name) const {
    const std::vector<std::string>& choices = m_kind->setting(name)->choices;
    const auto found = std::find(choices.begin(), choices.end(), text(name));
    return static_cast<std::size_t>(found - choices.begin());
}

} // namespace troupe::core

#include "ui/window/value_text.h"

#include "ui/text/core_text.h"

#include "document/scenario_file.h"

#include <QCoreApplication>
#include <QStringList>

#include <cmath>

namespace troupe::ui {
namespace {

// Parts between commas that are not inside brackets.
QStringList parts(const QString& text) {
    QStringList found;
    int depth = 0;
    qsizetype from = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == '[' || c == '{') ++depth;
        if (c == ']' || c == '}') --depth;
        if (c != ',' || depth != 0) continue;
        found << text.mid(from, i - from).trimmed();
        from = i + 1;
    }
    const QString last = text.mid(from).trimmed();
    if (!last.isEmpty() || !found.isEmpty()) found << last;
    return found;
}

QString inside(const QString& text, QChar open, QChar close) {
    if (text.size() >= 2 && text.front() == open && text.back() == close)
        return text.mid(1, text.size() - 2).trimmed();
    return text;
}

std::optional<Value> parseList(const QString& text, const FieldShape& element,
                               const FindActor& findActor) {
    ValueList list;
    for (const QString& part : parts(inside(text, '[', ']'))) {
        std::optional<Value> value = parseValue(part, element, findActor);
        if (!value) return {};
        list.push_back(std::move(*value));
    }
    return Value(std::move(list));
}

std::optional<Value> parseMap(const QString& text, const FieldShape& element,
                              const FindActor& findActor) {
    ValueMap map;
    for (const QString& part : parts(inside(text, '{', '}'))) {
        const qsizetype colon = part.indexOf(':');
        if (colon <= 0) return {};
        std::optional<Value> value = parseValue(part.mid(colon + 1).trimmed(), element, findActor);
        if (!value) return {};
        map.insert_or_assign(part.left(colon).trimmed().toStdString(), std::move(*value));
    }
    return Value(std::move(map));
}

std::optional<Value> parseBool(const QString& text) {
    if (text.compare("true", Qt::CaseInsensitive) == 0) return Value(true);
    if (text.compare("false", Qt::CaseInsensitive) == 0) return Value(false);
    return {};
}

std::optional<Value> parseNumber(const QString& text) {
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    if (!isNumber || !std::isfinite(number)) return {};
    return Value(number);
}

std::optional<Value> parseInteger(const QString& text) {
    bool isNumber = false;
    const qlonglong number = text.toLongLong(&isNumber);
    if (!isNumber) return {};
    return Value(std::int64_t{number});
}

std::optional<Value> parseReference(const QString& text, const FindActor& findActor) {
    if (text.isEmpty()) return Value(ActorId{});
    const ActorId id = findActor ? findActor(text.toStdString()) : ActorId{};
    if (!id) return {};
    return Value(id);
}

} // namespace

std::optional<Value> parseValue(const QString& typed, const FieldShape& shape,
                                const FindActor& findActor) {
    const QString text = shape.type == FieldType::text ? typed : typed.trimmed();
    const bool isContainer = shape.type == FieldType::list || shape.type == FieldType::map ||
                             shape.type == FieldType::optional;
    if (isContainer && !shape.element) return {}; // of anything: no text says which
    switch (shape.type) {
    case FieldType::nothing:
        return Value();
    case FieldType::boolean:
        return parseBool(text);
    case FieldType::integer:
        return parseInteger(text);
    case FieldType::number:
        return parseNumber(text);
    case FieldType::text:
        return Value(text.toStdString());
    case FieldType::duration:
        if (const auto duration = core::parseDuration(text.toStdString())) return Value(*duration);
        return {};
    case FieldType::reference:
        return parseReference(text, findActor);
    case FieldType::list:
        return parseList(text, *shape.element, findActor);
    case FieldType::map:
        return parseMap(text, *shape.element, findActor);
    case FieldType::optional:
        if (text.isEmpty()) return Value();
        return parseValue(text, *shape.element, findActor);
    }
    return {};
}

std::optional<Value> parseField(const QString& text, const FieldInfo& field,
                                const FindActor& findActor) {
    std::optional<Value> value = parseValue(text, *field.shape, findActor);
    if (!value) return {};
    std::optional<std::int64_t> number;
    if (const auto* whole = value->as<std::int64_t>()) number = *whole;
    if (const auto* duration = value->as<Duration>()) number = duration->count();
    if (number && (*number < field.min || *number > field.max)) return {};
    return value;
}

QString typeText(const FieldShape& shape) {
    QString own = coreWord(toString(shape.type));
    if (!shape.element) return own;
    if (shape.type == FieldType::optional) return typeText(*shape.element) + '?';
    return QCoreApplication::translate("Core", "%1 of %2", "list of int")
        .arg(own, typeText(*shape.element));
}

QString initialText(const FieldInfo& field) {
    if (field.initial.isNothing()) return {};
    if (field.shape->type == FieldType::reference) return {};
    return QString::fromStdString(toText(field.initial));
}

} // namespace troupe::ui

// What a person types into a field, as a Value; and back. Thread: gui.
#pragma once

#include "troupe/message/describe.h"

#include <QString>

#include <functional>
#include <optional>

namespace troupe::ui {

/// Finds an actor by name, for fields that hold a reference.
using FindActor = std::function<ActorId(const std::string&)>;

/// Nothing if the text does not fit the shape: `42`, `1.5`, `true`, `250ms`, `[1, 2, 3]` or `1, 2, 3`,
/// `{a: 1, b: 2}`, a name for a reference; text is taken as it is.
std::optional<Value> parseValue(const QString& text, const FieldShape& shape,
                                const FindActor& findActor);

/// As parseValue(), and within the least and the most of the field.
std::optional<Value> parseField(const QString& text, const FieldInfo& field,
                                const FindActor& findActor);

/// "int", "list of int", "text": the word beside a field.
QString typeText(const FieldShape& shape);

/// What a fresh form shows.
QString initialText(const FieldInfo& field);

} // namespace troupe::ui

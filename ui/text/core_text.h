// What the core says, in the language of the window. Thread: gui.
#pragma once

#include "text/expected.h"
#include "text/text.h"

#include <QString>

#include <map>
#include <string>
#include <string_view>

namespace troupe::ui {

/// Translated by its English, which stands in the core's table; arguments are put in afterwards.
QString coreText(const core::Text& text);

/// `where: what. next.`, as core::toEnglish() has it in English.
QString coreError(const core::Error& error);

/// A few words of the core that have no id: what a field is for, the name of a type.
QString coreWord(std::string_view english);

/// The text of an event that a person caused. Recordings hold it in English; what the core's table
/// has a pattern for ("crash %1") is translated, anything else stays as it is.
QString recordedText(const QString& english);

/// Why an actor crashed: what the core said of it is translated, what the actor threw stays as it is.
QString failureText(std::string_view failure);

/// The title of a kind: "Key-value store".
QString kindTitle(std::string_view kind);

/// The text of a note or a title in the window's language, else in English, else any.
QString localText(const std::map<std::string, std::string>& texts);

} // namespace troupe::ui

// What the core says, in the language of the window. Thread: gui.
#pragma once

#include "text/text.h"

#include <QString>

#include <map>
#include <string>
#include <string_view>

namespace troupe::ui {

/// Translated by its English, which stands in the core's table; arguments are put in afterwards.
QString coreText(const core::Text& text);

/// The title of a kind: "Key-value store".
QString kindTitle(std::string_view kind);

/// The text of a note or a title in the window's language, else in English, else any.
QString localText(const std::map<std::string, std::string>& texts);

} // namespace troupe::ui

// The language of the window: English as it is written, German from resources/translations.
//
// Programs that make pictures from the command line choose none: their pictures are the same for
// everybody. Thread: gui.
#pragma once

#include <QString>

namespace troupe::ui {

/// "en", "de" or "system" (the first of the desktop's languages that we have). Holds for everything
/// that is made from now on; widgets that stand already keep their words. Numbers follow.
void useLanguage(const QString& code);

/// "en" or "de".
QString shownLanguage();

} // namespace troupe::ui

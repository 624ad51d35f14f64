// How an actor kind looks: its icon and its accent. Kinds themselves come from the catalogue
// (src/catalogue); a kind that is not in this table still has a look. Thread: any.
#pragma once

#include <QColor>
#include <QString>

#include <string_view>

namespace troupe::ui {

struct Theme;

struct KindLook {
    const char* icon;
    QColor accent; // white on it reads at 3:1 or better, in both themes
    char letter;   // of its envelopes
};

/// `kind` as in the scenario file, e.g. "Counter", "KvStore".
const KindLook& kindLook(std::string_view kind);

/// Envelopes that a person sent.
const KindLook& personLook();

/// An accent as it is painted in a theme: on the dark one lighter where it must be, so that it is
/// seen (3:1) on nodes and white is still seen on it.
QColor accentOn(const Theme& theme, const QColor& accent);

/// The line of a link from an actor with this accent, 3:1 on the canvas.
QColor linkColour(const Theme& theme, const QColor& accent);

} // namespace troupe::ui

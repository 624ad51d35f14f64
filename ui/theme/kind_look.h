// How an actor kind looks: its icon and its accent. Kinds themselves come from the catalogue
// (src/catalogue); a kind that is not in this table still has a look. Thread: any.
#pragma once

#include <QColor>
#include <QString>

#include <string_view>

namespace troupe::ui {

struct KindLook {
    const char* icon;
    QColor accent; // white on it reads at 3:1 or better, in both themes
    char letter;   // of its envelopes
};

/// `kind` as in the scenario file, e.g. "Counter", "KvStore".
const KindLook& kindLook(std::string_view kind);

/// Envelopes that a person sent.
const KindLook& personLook();

} // namespace troupe::ui

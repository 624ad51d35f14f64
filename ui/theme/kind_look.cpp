#include "ui/theme/kind_look.h"

#include "ui/theme/contrast.h"
#include "ui/theme/theme.h"

#include <QHash>

#include <iterator>

namespace troupe::ui {
namespace {

constexpr double kSeen = 3.05;
constexpr double kLinkOpacity = 0.86; // links are quieter than nodes

struct Row {
    std::string_view kind;
    KindLook look;
};

const Row kRows[] = {
    {"Counter", {"hash", QColor(0x2f, 0x6f, 0xed), 'C'}},
    {"KvStore", {"database", QColor(0x0b, 0x8f, 0x6a), 'K'}},
    {"Worker", {"hammer", QColor(0xb4, 0x69, 0x0e), 'W'}},
    {"Logger", {"scroll-text", QColor(0x7a, 0x5a, 0xf8), 'L'}},
    {"Router", {"split", QColor(0xc1, 0x15, 0x74), 'R'}},
    {"Supervisor", {"shield", QColor(0x47, 0x54, 0x67), 'S'}},
    {"LoadGenerator", {"activity", QColor(0x0e, 0x70, 0x90), 'G'}},
    {"Client", {"user-round", QColor(0x1f, 0x7a, 0x8c), 'A'}},
    {"Crasher", {"bomb", QColor(0xb4, 0x2a, 0x3c), 'X'}},
    {"SlowWorker", {"turtle", QColor(0x7c, 0x6f, 0x1d), 'T'}},
    {"Forwarder", {"forward", QColor(0x9b, 0x3f, 0xb5), 'F'}},
    {"Aggregator", {"combine", QColor(0x3b, 0x6e, 0x4f), 'M'}},
    {"Scripted", {"braces", QColor(0x6b, 0x77, 0x8c), 'f'}},
};

const KindLook kOther{"circle", QColor(0x6b, 0x77, 0x8c), '?'};
const KindLook kPerson{"user-round", QColor(0x2f, 0x6f, 0xed), 'Y'};

} // namespace

const KindLook& kindLook(std::string_view kind) {
    for (const Row& row : kRows)
        if (row.kind == kind) return row.look;
    return kOther;
}

const KindLook& personLook() {
    return kPerson;
}

QColor accentOn(const Theme& theme, const QColor& accent) {
    if (!theme.isDark) return accent;
    static QHash<QRgb, QColor> known; // as many as there are kinds; one dark theme
    const auto found = known.constFind(accent.rgb());
    if (found != known.constEnd()) return *found;
    QColor shown = accent;
    for (double white = 0; contrast(shown, theme.raised) < kSeen && white < 1; white += 0.02)
        shown = blend(accent, Qt::white, white);
    known.insert(accent.rgb(), shown);
    return shown;
}

QColor linkColour(const Theme& theme, const QColor& accent) {
    return blend(theme.canvas, accentOn(theme, accent), kLinkOpacity);
}

} // namespace troupe::ui

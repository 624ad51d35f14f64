// The colours of the window, as tokens. Every colour that is drawn comes from here or from
// kind_look.h; the tokens are read from resources/themes/*.json, one file a theme, so that a
// theme is data and a test can compute the contrast of every pair that is used.
// Thread: gui.
#pragma once

#include <QColor>
#include <QPalette>
#include <QString>

#include <array>

namespace troupe::ui {

enum class ThemeName { light, dark };

/// Number of colours for lines of a chart; further lines begin again from the first.
inline constexpr int kSeriesColours = 8;

/// One set of tokens. Plain data, cheap to pass by reference, never changed after it is read.
struct Theme {
    QString name;
    bool isDark = false;

    QColor surface;   // panels, bars
    QColor canvas;    // behind the actors
    QColor canvasDot; // its grid of dots
    QColor raised;    // nodes, menus, cards
    QColor input;     // fields one can type into
    QColor hover;     // under the pointer
    QColor border;    // round fields and nodes
    QColor hairline;  // between panels
    QColor grid;      // of charts
    QColor text;      // 4.5:1 on every surface
    QColor textSoft;  // 4.5:1 too: labels, second lines
    QColor mark;      // 3:1: glyphs and ticks that carry meaning, never text
    QColor accent;    // the one accent: selection, primary button
    QColor accentHover;
    QColor accentSoft; // its quiet background
    QColor accentBorder;
    QColor accentText; // accent as text on surface or accentSoft
    QColor onAccent;   // text on accent
    QColor danger;
    QColor dangerSoft;
    QColor warn; // fills: gauges, back-off, badge
    QColor warnText;
    QColor ok; // running
    QColor okText;
    QColor past;                               // frame while the past is shown
    QColor edge;                               // supervision
    QColor envelopeEmpty;                      // outline of a free place in a mailbox strip
    std::array<QColor, kSeriesColours> series; // Okabe-Ito hues
};

/// The theme from resources. Read once, kept for the life of the program.
const Theme& theme(ThemeName name);

/// Colour of the i-th line of a chart.
QColor seriesColour(const Theme& theme, int index);

/// Palette for widgets that draw themselves.
QPalette paletteOf(const Theme& theme);

/// The style sheet resources/themes/troupe.qss with every @token@ replaced.
QString styleSheetOf(const Theme& theme);

} // namespace troupe::ui

// Inter for words, JetBrains Mono for values; both ship with the program so that every machine
// draws the same picture. Sizes are logical pixels. Thread: gui.
#pragma once

#include <QFont>

namespace troupe::ui {

/// Registers the fonts of the resources. Call once after the QGuiApplication exists.
void loadFonts();

/// Sizes of text. The window uses these and no others.
inline constexpr int kTextTiny = 10;
inline constexpr int kTextSmall = 11;
inline constexpr int kTextBody = 13;
inline constexpr int kTextTitle = 16;

QFont textFont(int pixels = kTextBody, QFont::Weight weight = QFont::Normal);
QFont monoFont(int pixels = kTextSmall, QFont::Weight weight = QFont::Normal);

/// Small capitals with wider spacing, as over a section of a panel.
QFont headingFont();

} // namespace troupe::ui

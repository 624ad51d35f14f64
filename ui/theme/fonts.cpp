#include "ui/theme/fonts.h"

#include <QDirIterator>
#include <QFontDatabase>

namespace troupe::ui {
namespace {

QFont make(const QString& family, const QString& fallback, int pixels, QFont::Weight weight) {
    QFont font;
    font.setFamilies({family, fallback});
    font.setPixelSize(pixels);
    font.setWeight(weight);
    // Glyph positions must not depend on the hinting set on the machine.
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

} // namespace

void loadFonts() {
    QDirIterator files(":/fonts", {"*.ttf", "*.otf"}, QDir::Files);
    while (files.hasNext()) QFontDatabase::addApplicationFont(files.next());
}

QFont textFont(int pixels, QFont::Weight weight) {
    return make("Inter", "DejaVu Sans", pixels, weight);
}

QFont monoFont(int pixels, QFont::Weight weight) {
    return make("JetBrains Mono", "DejaVu Sans Mono", pixels, weight);
}

QFont headingFont() {
    QFont font = textFont(kTextSmall, QFont::DemiBold);
    font.setCapitalization(QFont::AllUppercase);
    font.setLetterSpacing(QFont::AbsoluteSpacing, 0.7);
    return font;
}

} // namespace troupe::ui

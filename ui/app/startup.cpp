#include "ui/app/startup.h"

#include "ui/canvas/canvas_accessible.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"

#include <QIcon>
#include <QLocale>
#include <QPalette>

namespace troupe::ui {

bool hasDisplay() {
    for (const char* name : {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"})
        if (!qEnvironmentVariableIsEmpty(name)) return true;
    return false;
}

void useNoScreen() {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
}

std::unique_ptr<QApplication> makeApplication(int& argc, char** argv) {
    QApplication::setStyle("Fusion");
    auto application = std::make_unique<QApplication>(argc, argv);
    // The same numbers everywhere, until a language is chosen.
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QApplication::setApplicationName("troupe");
    QApplication::setApplicationDisplayName("Troupe");
    QApplication::setApplicationVersion(TROUPE_VERSION);
    QApplication::setDesktopFileName("troupe");
    QApplication::setWindowIcon(QIcon(":/icons/troupe.svg"));
    loadFonts();
    installCanvasAccessibility();
    return application;
}

// Read once, before the first window sets colours of its own.
ThemeName systemTheme() {
    static const bool isDark = QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
    return isDark ? ThemeName::dark : ThemeName::light;
}

} // namespace troupe::ui

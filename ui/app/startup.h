// How the program meets the desktop: application object, fonts, theme of the system. Thread: gui.
#pragma once

#include "ui/theme/theme.h"

#include <QApplication>

#include <memory>

namespace troupe::ui {

/// True if there is a screen to open a window on (or the platform plug-in was chosen by hand).
bool hasDisplay();

/// Chooses the offscreen platform unless one was chosen by hand: before makeApplication(), for
/// programs that only make pictures.
void useNoScreen();

/// One application with our style and fonts. `argc` and `argv` must outlive it.
std::unique_ptr<QApplication> makeApplication(int& argc, char** argv);

/// Light or dark, as the desktop is.
ThemeName systemTheme();

} // namespace troupe::ui

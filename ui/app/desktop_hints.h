// What a person has set in the desktop beyond colours and language. Thread: gui.
#pragma once

#include <QObject>

#include <functional>

namespace troupe::ui {

/// Asks the desktop whether it should move as little as possible, and tells `answer` when it has
/// said so, at most once and never before this returns. Nothing is told where there is no session
/// bus or no desktop portal. `context` must live when the answer comes, or nothing is told.
///
/// From the settings portal: org.gnome.desktop.interface enable-animations, or
/// org.freedesktop.appearance reduced-motion; whichever asks for less wins.
void askForReducedMotion(QObject* context, std::function<void(bool isReduced)> answer);

/// The program's size, 1 to 2: all that it shows is drawn so many times as large.
double rememberedScale();
/// Before the application is made: larger words and icons, as chosen in the settings.
void useScale(double scale);

} // namespace troupe::ui

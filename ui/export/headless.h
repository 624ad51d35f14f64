// Pictures for the command line: makes the application and a window that is never shown, the first
// time a picture is asked for, so that commands without pictures start no Qt. Thread: gui.
#pragma once

#include "cli/command_line.h"

#include <QApplication>

#include <memory>

namespace troupe::ui {

class MainWindow;

class HeadlessPictures {
public:
    HeadlessPictures(int& argc, char** argv);
    ~HeadlessPictures();

    core::Expected<void> write(const core::PictureRequest& request, core::Session& session);
    /// For each actor a pixel of window.png that has its accent (decisions.md 43).
    core::PositionOf positions(const core::Session& session);

private:
    MainWindow& windowOf(core::Session& session);

    int& m_argc;
    char** m_argv;
    std::unique_ptr<QApplication> m_application;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace troupe::ui

// troupe: the window, and every command of the command line.
//
//   troupe [FILE]            the window with a scenario
//   troupe COMMAND …         as troupe-cli, and pictures too; no window, no display needed
#include "ui/app/desktop_hints.h"
#include "ui/app/memory.h"
#include "ui/app/startup.h"
#include "ui/export/headless.h"
#include "ui/text/language.h"
#include "ui/window/main_window.h"

#include "cli/command_line.h"

#include <QScreen>

#include <cstdio>
#include <filesystem>

using namespace troupe;

namespace {

int runCommand(const std::vector<std::string>& args, int& argc, char** argv) {
    ui::HeadlessPictures pictures(argc, argv);
    core::ProgramInfo program;
    program.name = "troupe";
    program.version = TROUPE_VERSION;
    program.writePicture = [&](const core::PictureRequest& request, core::Session& session) {
        return pictures.write(request, session);
    };
    program.positions = [&](const core::Session& session) { return pictures.positions(session); };
    return core::runCommandLine(args, program);
}

std::filesystem::path firstScenario() {
    return std::filesystem::path(core::resourcesFolder()) / "scenarios" / "worker-pool.troupe";
}

int openWindow(const std::vector<std::string>& args, int& argc, char** argv) {
    if (!ui::hasDisplay()) {
        std::fputs("troupe: there is no display to open a window on; "
                   "\"troupe run FILE --export window.png=PATH\" needs none\n",
                   stderr);
        return core::kExitCannotRun;
    }
    ui::keepMemoryIn(ui::memoryFile());
    ui::useScale(ui::rememberedScale());
    const std::unique_ptr<QApplication> application = ui::makeApplication(argc, argv);
    ui::useLanguage(ui::remembered("language", "system").toString());
    const QString theme = ui::remembered("theme", "system").toString();
    ui::MainWindow window(theme == "light"  ? ui::ThemeName::light
                          : theme == "dark" ? ui::ThemeName::dark
                                            : ui::systemTheme());
    window.restoreMemory();
    window.resize(window.size().boundedTo(window.screen()->availableSize()));
    if (args.empty())
        window.playground().open(firstScenario());
    else
        window.openFile(QString::fromStdString(args.front()));
    window.show();
    window.offerRescued();
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> args(argv + 1, argv + argc);
    const bool isCommand =
        !args.empty() && (core::isCommand(args.front()) || args.front().starts_with('-'));
    return isCommand ? runCommand(args, argc, argv) : openWindow(args, argc, argv);
}

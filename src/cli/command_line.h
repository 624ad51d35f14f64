// The command line of both programs: one table of commands (decisions.md 36, 38).
//
// troupe-cli runs everything but pictures; troupe hands in a way to make them. Results go to stdout,
// errors as one line to stderr. Exit codes: 0 done, 1 a check failed, 2 could not be run (wrong
// usage, a file that cannot be read), 3 not quiet in time. Thread: gui.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "export/tables.h"
#include "session/session.h"
#include "text/expected.h"

namespace troupe::core {

enum ExitCode : int { kExitDone = 0, kExitFailed = 1, kExitCannotRun = 2, kExitNotQuiet = 3 };

/// How a picture is made, when the program can.
struct PictureRequest {
    std::string kind; // "window.png", "canvas.svg" …
    std::string path;
};

/// The program that the command line belongs to.
struct ProgramInfo {
    std::string name = "troupe-cli";
    std::string version;
    /// Writes a picture of the session; null where the program has no window.
    std::function<Expected<void>(const PictureRequest&, Session&)> writePicture;
    /// Where the nodes stand in the pictures, for actors.csv; null: as in the document.
    std::function<PositionOf(const Session&)> positions;
};

/// One row of the table.
struct CommandRow {
    std::string_view name;
    std::string_view summary;
    int (*run)(const std::vector<std::string>& args, const ProgramInfo& program);
};
std::span<const CommandRow> commandTable();

/// Whether `word` is a command, --help or --version: then no window is needed.
bool isCommand(std::string_view word);

/// `args` without the program's name.
int runCommandLine(const std::vector<std::string>& args, const ProgramInfo& program);

/// The folder with scenarios/, icons/ …: TROUPE_RESOURCES, else beside or above the program, else
/// its installation. Empty: not found.
std::string resourcesFolder();

} // namespace troupe::core

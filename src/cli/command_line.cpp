#include "cli/command_line.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "cli/commands.h"
#include "cli/exports.h"

namespace troupe::core {

namespace {

constexpr std::array kCommands{
    CommandRow{"run", "run a scenario, export what came of it", &runScenario},
    CommandRow{"replay", "open a run that was saved, export what came of it", &replayRun},
    CommandRow{"scenarios", "list the scenarios that come with the program", &listScenarios},
    CommandRow{"kinds", "list the kinds of actors, their messages and settings", &listKinds},
    CommandRow{"bench", "measure the engine on this machine", &benchEngine},
};

void printHelp(const ProgramInfo& program) {
    std::string out = "Usage: " + program.name +
                      " COMMAND [OPTION]...\n\nA playground for the actor model.\n\nCommands:\n";
    for (const CommandRow& row : kCommands) {
        std::string name(row.name);
        name.resize(12, ' ');
        out += "  " + name + std::string(row.summary) + "\n";
    }
    out += "\nExports (--export KIND=PATH):\n";
    for (const ExportRow& row : exportTable()) {
        if (row.isPicture && !program.writePicture) continue;
        std::string kind(row.kind);
        kind.resize(17, ' ');
        out += "  " + kind + std::string(row.what) + "\n";
    }
    out += "\n`" + program.name +
           " COMMAND --help` lists the options of a command.\n"
           "Exit codes: 0 done, 1 a check failed, 2 could not be run, 3 not quiet in time.\n";
    std::fputs(out.c_str(), stdout);
}

} // namespace

std::span<const CommandRow> commandTable() {
    return kCommands;
}

bool isCommand(std::string_view word) {
    if (word == "--help" || word == "-h" || word == "--version") return true;
    for (const CommandRow& row : kCommands) {
        if (row.name == word) return true;
    }
    return false;
}

int runCommandLine(const std::vector<std::string>& args, const ProgramInfo& program) {
    if (args.empty() || args.front() == "--help" || args.front() == "-h") {
        printHelp(program);
        return args.empty() ? kExitCannotRun : kExitDone;
    }
    if (args.front() == "--version") {
        std::puts((program.name + " " + program.version).c_str());
        return kExitDone;
    }
    for (const CommandRow& row : kCommands) {
        if (row.name != args.front()) continue;
        return row.run({args.begin() + 1, args.end()}, program);
    }
    return printError({text("cli.unknownCommand", args.front()), program.name,
                       text("cli.unknownCommandNext", program.name)});
}

int printError(const Error& error) {
    std::fputs((toEnglish(error) + "\n").c_str(), stderr);
    return kExitCannotRun;
}

std::string resourcesFolder() {
    namespace fs = std::filesystem;
    std::error_code ignored;
    const auto isFolder = [&](const fs::path& path) {
        return fs::is_directory(path / "scenarios", ignored);
    };
    if (const char* given = std::getenv("TROUPE_RESOURCES")) {
        if (isFolder(given)) return given;
    }
    const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
    for (fs::path at = program.parent_path(); at.has_relative_path(); at = at.parent_path()) {
        if (isFolder(at / "resources")) return (at / "resources").string();
        if (isFolder(at / "share" / "troupe")) return (at / "share" / "troupe").string();
    }
    return {};
}

} // namespace troupe::core

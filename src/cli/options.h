// Reading of options with CLI11, whose exceptions end here. Internal to src/cli.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/commands.h"

namespace troupe::core {

/// Nothing: go on. Else the command ends with this exit code: help was printed, or an error.
inline std::optional<int> readOptions(CLI::App& app, std::vector<std::string> args,
                                      const std::string& command) {
    std::reverse(args.begin(), args.end()); // as CLI11 wants them
    try {
        app.parse(std::move(args));
        return std::nullopt;
    } catch (const CLI::CallForHelp&) {
        std::fputs(app.help().c_str(), stdout);
        return kExitDone;
    } catch (const CLI::ParseError& error) {
        return printError(
            {text("cli.badOption", error.what()), command, text("cli.badOptionNext", command)});
    }
}

} // namespace troupe::core

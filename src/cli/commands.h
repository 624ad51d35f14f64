// The commands of command_line.h, one function each. Internal to src/cli.
#pragma once

#include <string>
#include <vector>

#include "cli/command_line.h"

namespace troupe::core {

int runScenario(const std::vector<std::string>& args, const ProgramInfo& program);
int replayRun(const std::vector<std::string>& args, const ProgramInfo& program);
int benchEngine(const std::vector<std::string>& args, const ProgramInfo& program);
int listScenarios(const std::vector<std::string>& args, const ProgramInfo& program);
int listKinds(const std::vector<std::string>& args, const ProgramInfo& program);

/// A path, or the name of a scenario that comes with the program.
std::string scenarioPath(const std::string& file);

/// One line to stderr; the exit code for what could not be run.
int printError(const Error& error);

} // namespace troupe::core

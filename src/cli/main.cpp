// troupe-cli: every command that needs no window, on the engine and the core alone.
#include <string>
#include <vector>

#include "cli/command_line.h"

int main(int argc, char** argv) {
    troupe::core::ProgramInfo program;
    program.name = "troupe-cli";
    program.version = TROUPE_VERSION;
    return troupe::core::runCommandLine(std::vector<std::string>(argv + 1, argv + argc), program);
}

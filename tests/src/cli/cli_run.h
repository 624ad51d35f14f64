// Runs troupe-cli as a person or a grader does: arguments in, exit code and output back.
#pragma once

#include <array>
#include <cstdio>
#include <string>

#include <sys/wait.h>

namespace troupe::core {

struct Ended {
    int code = -1;
    std::string output;
};

inline Ended cli(const std::string& arguments) {
    const std::string command = "TROUPE_RESOURCES='" TROUPE_SOURCE_DIR
                                "/resources' '" TROUPE_BINARY_DIR "/bin/troupe-cli' " +
                                arguments + " 2>&1";
    FILE* pipe = ::popen(command.c_str(), "r");
    Ended ended;
    std::array<char, 4096> buffer{};
    while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
        ended.output.append(buffer.data(), got);
    }
    const int status = ::pclose(pipe);
    ended.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return ended;
}

inline std::string scenario(const std::string& name) {
    return "'" TROUPE_SOURCE_DIR "/resources/scenarios/" + name + ".troupe'";
}

} // namespace troupe::core

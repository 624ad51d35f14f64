#pragma once

// Runs one measured program to its end. Linux: the end of the child is awaited with a pidfd, so that
// a deadline needs neither polling nor a signal handler.

#include <chrono>
#include <string>
#include <vector>

namespace troupe::bench {

struct ChildResult {
    std::string output;  // what it printed on stdout
    std::string problem; // empty: it exited with 0 in time
};

/// Runs `command` (the program, looked up in PATH if it has no slash, and its arguments) in a
/// process group of its own, stderr passed through, and waits for it at most `deadline`; then the
/// whole group is killed. The child also dies with this process. Thread: main, one at a time.
ChildResult runChild(const std::vector<std::string>& command, std::chrono::seconds deadline);

} // namespace troupe::bench

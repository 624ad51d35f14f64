#pragma once

// What engine_bench can run: the workloads, the systems and their programs, and the rows of the
// table with the budgets of the engine.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace troupe::bench {

/// A workload; one child process of a system runs one of them.
struct Workload {
    std::string name;
    std::string group; // the name under which --only selects it
};

/// A program that runs the workloads, given the name of one as its last argument.
struct System {
    std::string name;
    std::vector<std::string> command;
    std::filesystem::path program;  // exists if the system was built
    std::string package;            // of Debian, which the system is built from; empty: ours
    std::vector<std::string> lacks; // workloads that it cannot run
    bool isPeer = false;            // troupe is compared with it

    bool isBuilt() const { return std::filesystem::exists(program); }
    bool canRun(const Workload& workload) const;
};

/// One figure of the table.
struct Row {
    std::string workload;
    std::string metric;
    std::string unit;
    std::optional<double> budget; // of troupe, at most
    /// Peers with which troupe is not compared here: their figures follow the idle state of the
    /// machine rather than their own speed, or are of something else.
    std::vector<std::string> incomparable;
};

/// In the order in which they run.
const std::vector<Workload>& allWorkloads();

/// Programs are looked for in `folder`, beside engine_bench.
std::vector<System> allSystems(const std::filesystem::path& folder);

const std::vector<Row>& allRows();

} // namespace troupe::bench

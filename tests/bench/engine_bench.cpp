// engine_bench: the engine beside other actor systems and a bare upper bound, on the same workloads,
// in one run, interleaved. Every measurement is a child process of its own, so that memory is
// measured fresh and one system leaves nothing behind for the next. docs/performance.md.

#include "bench_plan.h"
#include "child_process.h"
#include "report.h"
#include "samples.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

namespace troupe::bench {
namespace {

constexpr int kFailed = 1; // some workload of some system was wrong, late or did not start
constexpr int kUsage = 2;

struct Options {
    int rounds = 5;
    int deadlineSeconds = 60;
    std::vector<std::string> only;
    std::vector<std::string> systems;
    bool csv = false;
};

bool isListed(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::filesystem::path ownFolder() {
    return std::filesystem::read_symlink("/proc/self/exe").parent_path();
}

std::vector<std::string> workloadNames() {
    std::vector<std::string> names;
    for (const Workload& workload : allWorkloads()) names.push_back(workload.name);
    return names;
}

std::vector<std::string> systemNames(const std::vector<System>& systems) {
    std::vector<std::string> names;
    for (const System& system : systems) names.push_back(system.name);
    return names;
}

std::vector<Workload> selectWorkloads(const Options& options) {
    if (options.only.empty()) return allWorkloads();
    std::vector<Workload> selected;
    for (const Workload& workload : allWorkloads())
        if (isListed(options.only, workload.name) || isListed(options.only, workload.group))
            selected.push_back(workload);
    return selected;
}

/// The systems that are built and asked for. Says once, on stderr, which are not here.
std::vector<System> selectSystems(const Options& options, const std::vector<System>& all) {
    std::vector<System> selected;
    std::string absent;
    for (const System& system : all) {
        if (!options.systems.empty() && !isListed(options.systems, system.name)) continue;
        if (system.isBuilt()) {
            selected.push_back(system);
            continue;
        }
        absent += absent.empty() ? "" : ", ";
        absent += system.name;
        if (!system.package.empty()) absent += " (" + system.package + ")";
    }
    if (!absent.empty())
        fmt::print(stderr,
                   "not built here: {}. installer/dependencies --bench installs what they need; "
                   "then configure and build again.\n",
                   absent);
    return selected;
}

/// A run is only as good as the quiet around it, so it says on what it ran.
void describeMachine(const Options& options) {
    std::string model = "unknown processor";
    std::ifstream info("/proc/cpuinfo");
    for (std::string line; std::getline(info, line);) {
        if (line.rfind("model name", 0) != 0) continue;
        model = line.substr(line.find(": ") + 2);
        break;
    }
    double load = 0;
    std::ifstream("/proc/loadavg") >> load;
    fmt::print(stderr, "{} processors, {}; load {:.2f}; {} rounds\n",
               std::thread::hardware_concurrency(), model, load, options.rounds);
    constexpr double kBusy = 0.5;
    if (load > kBusy) fmt::print(stderr, "The machine is busy: expect wide spreads.\n");
#ifndef NDEBUG
    fmt::print(stderr, "This is not a Release build: troupe's figures mean nothing.\n");
#endif
}

/// Runs the rounds; a system that fails a workload once does not run it again.
class Rounds {
public:
    Rounds(const Options& options, const Selection& selection)
        : m_deadline(options.deadlineSeconds), m_selection(selection) {}

    void run() {
        for (int round = 0; round < m_selection.rounds; ++round) {
            fmt::print(stderr, "round {} of {}\n", round + 1, m_selection.rounds);
            for (const Workload& workload : m_selection.workloads) runAll(workload, round);
        }
    }

    const Samples& samples() const { return m_samples; }
    bool hasFailed() const { return !m_failed.empty(); }

private:
    /// Each round begins with another system, so that none always runs on a warm machine.
    void runAll(const Workload& workload, int round) {
        const std::size_t count = m_selection.systems.size();
        for (std::size_t i = 0; i < count; ++i)
            runOne(m_selection.systems[(i + static_cast<std::size_t>(round)) % count], workload);
    }

    void runOne(const System& system, const Workload& workload) {
        const auto key = std::pair(system.name, workload.name);
        if (!system.canRun(workload) || m_failed.count(key) > 0) return;
        std::vector<std::string> command = system.command;
        command.push_back(workload.name);
        const ChildResult result = runChild(command, m_deadline);
        std::string problem = result.problem;
        if (problem.empty()) problem = m_samples.add(system.name, workload.name, result.output);
        if (problem.empty()) return;
        fmt::print(stderr, "{} {}: {}\n", system.name, workload.name, problem);
        m_samples.forget(system.name, workload.name);
        m_failed.insert(key);
    }

    std::chrono::seconds m_deadline;
    const Selection& m_selection;
    Samples m_samples;
    std::set<std::pair<std::string, std::string>> m_failed;
};

int run(const Options& options, const std::vector<System>& systems) {
    const Selection selection{selectSystems(options, systems), selectWorkloads(options),
                              options.rounds};
    if (selection.systems.empty()) return kUsage;
    describeMachine(options);
    Rounds rounds(options, selection);
    rounds.run();
    fmt::print("{}", options.csv ? csvReport(selection, rounds.samples())
                                 : tableReport(selection, rounds.samples()));
    return rounds.hasFailed() ? kFailed : EXIT_SUCCESS;
}

} // namespace
} // namespace troupe::bench

int main(int argc, char** argv) {
    using namespace troupe::bench;
    const std::vector<System> systems = allSystems(ownFolder());
    Options options;
    CLI::App app{"Measures the engine beside other actor systems, interleaved in rounds."};
    app.add_option("--rounds", options.rounds, "Rounds; the median of them is shown")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    app.add_option("--only", options.only, "Workloads, comma separated; idle_memory is both sizes")
        ->delimiter(',')
        ->check(CLI::IsMember(workloadNames()));
    app.add_option("--systems", options.systems, "Systems, comma separated")
        ->delimiter(',')
        ->check(CLI::IsMember(systemNames(systems)));
    app.add_option("--timeout", options.deadlineSeconds, "Seconds that one measurement may take")
        ->check(CLI::Range(1, 3600))
        ->capture_default_str();
    app.add_flag("--csv", options.csv, "Print CSV instead of the table");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? EXIT_SUCCESS : kUsage;
    }
    return run(options, systems);
}

#include "bench_plan.h"

#include <algorithm>

namespace troupe::bench {
namespace {

System ownSystem(const std::filesystem::path& folder, const std::string& name) {
    const std::filesystem::path program = folder / "troupe_bench";
    return {name, {program.string(), name}, program, {}, {}, false};
}

System peer(const std::filesystem::path& folder, const std::string& name,
            const std::string& package) {
    const std::filesystem::path program = folder / ("peer_" + name);
    return {name, {program.string()}, program, package, {}, true};
}

} // namespace

bool System::canRun(const Workload& workload) const {
    return std::find(lacks.begin(), lacks.end(), workload.name) == lacks.end();
}

const std::vector<Workload>& allWorkloads() {
    static const std::vector<Workload> workloads{
        {"ping_pong", "ping_pong"},
        {"counting", "counting"},
        {"many_producers", "many_producers"},
        {"fj_throughput", "fj_throughput"},
        {"fj_create", "fj_create"},
        {"thread_ring", "thread_ring"},
        {"big", "big"},
        {"worker_logger", "worker_logger"},
        {"ask", "ask"},
        {"restart", "restart"},
        {"idle_memory", "idle_memory"},
        {"idle_memory_1m", "idle_memory"},
    };
    return workloads;
}

std::vector<System> allSystems(const std::filesystem::path& folder) {
    std::vector<System> systems{ownSystem(folder, "troupe"), ownSystem(folder, "troupe-bounded"),
                                ownSystem(folder, "troupe-metrics-off"),
                                ownSystem(folder, "troupe-trace"),
                                peer(folder, "caf", "libcaf-dev")};

    System rust = peer(folder, "rust", "rustc");
    rust.lacks = {"idle_memory_1m"}; // a thread for each actor
    systems.push_back(rust);

    System erlang = peer(folder, "erlang", "erlang-base");
    erlang.program = folder / "peer_erlang.beam";
    // Two schedulers, room for 10^6 processes.
    erlang.command = {"erl",           "+S", "2:2",         "+P",  "2000000", "-noshell", "-pa",
                      folder.string(), "-s", "peer_erlang", "main"};
    systems.push_back(erlang);

    systems.push_back(peer(folder, "go", "golang-go"));

    System bare = peer(folder, "bare", {});
    bare.isPeer = false; // an upper bound, no engine
    systems.push_back(bare);
    return systems;
}

const std::vector<Row>& allRows() {
    // Erlang asks from a process, not from an outside thread.
    static const std::vector<std::string> otherAsks{"rust", "go", "erlang"};
    static const std::vector<Row> rows{
        {"ping_pong", "ns_per_op", "ns a round trip", 60, {"rust", "go"}},
        {"counting", "ns_per_op", "ns a message", 30, {}},
        {"many_producers", "ns_per_op", "ns a message", 32, {}},
        {"fj_throughput", "ns_per_op", "ns a message", 20, {}},
        {"fj_create", "ns_per_op", "ns an actor", 300, {}},
        {"thread_ring", "ns_per_op", "ns a hop", 30, {}},
        {"big", "ns_per_op", "ns a message", 40, {}},
        {"worker_logger", "ns_per_op", "ns a job", 55, {}},
        {"ask", "p50_ns", "ns, median", 2'000, otherAsks},
        {"ask", "p99_ns", "ns, p99", 20'000, otherAsks},
        {"restart", "p50_ns", "ns, median", 2'000, {}},
        {"idle_memory", "bytes_per_actor", "bytes an actor", 320, {}},
        {"idle_memory_1m", "bytes_per_actor", "bytes an actor", 320, {}},
    };
    return rows;
}

} // namespace troupe::bench

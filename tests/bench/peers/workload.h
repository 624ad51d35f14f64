#pragma once

// What the C++ programs of the benchmark share: the sizes of the workloads, clock, resident memory,
// the line of a figure and the check of a count. The Rust, Go and Erlang programs repeat the sizes.
// C++17, because CAF's program is; used from the main thread of a child of engine_bench.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <future>
#include <string>
#include <unistd.h>
#include <utility>
#include <vector>

namespace troupe::bench {

// Sizes, the same for every system. docs/performance.md describes each workload.
constexpr std::int64_t kRoundTrips = 1'000'000;  // ping_pong
constexpr std::int64_t kIncrements = 5'000'000;  // counting
constexpr std::int64_t kProducers = 10;          // many_producers
constexpr std::int64_t kPerProducer = 100'000;   // many_producers
constexpr std::int64_t kJoinActors = 60;         // fj_throughput
constexpr std::int64_t kPerJoinActor = 50'000;   // fj_throughput
constexpr std::int64_t kCreated = 100'000;       // fj_create
constexpr std::int64_t kRing = 100;              // thread_ring
constexpr std::int64_t kHops = 1'000'000;        // thread_ring
constexpr std::int64_t kBigActors = 120;         // big
constexpr std::int64_t kPerBigActor = 10'000;    // big
constexpr std::int64_t kWorkers = 4;             // worker_logger
constexpr std::int64_t kJobs = 2'000'000;        // worker_logger
constexpr std::int64_t kAsks = 200'000;          // ask
constexpr std::int64_t kRestarts = 2'000;        // restart
constexpr std::int64_t kIdle = 100'000;          // idle_memory
constexpr std::int64_t kIdleMillion = 1'000'000; // idle_memory_1m
constexpr unsigned kThreads = 2;                 // worker threads of every pool

/// The sum of the squares of 0 … n - 1: what worker_logger's logger must have seen.
constexpr std::int64_t sumOfSquares(std::int64_t n) {
    return (n - 1) * n / 2 * (2 * n - 1) / 3;
}

/// Marsaglia's xorshift, with which an actor of `big` chooses its next partner.
inline std::uint32_t xorshift(std::uint32_t& state) {
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state;
}

/// Monotonic time in ns.
inline std::int64_t nowNs() {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
}

/// Ends the program without a figure when a workload did not do what it should have.
inline void check(bool ok, const char* what) {
    if (ok) return;
    std::fprintf(stderr, "wrong result: %s\n", what);
    std::_Exit(3);
}

/// Lets the main thread wait until n actors have reported, and adds up what they reported. Make it
/// with makeLatch: the last arrive() may still be inside set_value when wait() returns.
class Latch {
public:
    explicit Latch(std::int64_t n) : m_left(n) {}

    void arrive(std::int64_t value) {
        m_sum += value;
        if (m_left.fetch_sub(1) == 1) m_done.set_value();
    }

    std::int64_t wait() {
        m_done.get_future().wait();
        return m_sum;
    }

private:
    std::atomic<std::int64_t> m_left;
    std::atomic<std::int64_t> m_sum{0};
    std::promise<void> m_done;
};

/// Never freed, as the actors that report to it: the program ends with the workload.
inline Latch& makeLatch(std::int64_t n) {
    return *new Latch(n);
}

/// Memory of this process that is in RAM, in bytes.
inline std::int64_t residentBytes() {
    long total = 0;
    long resident = 0;
    std::FILE* file = std::fopen("/proc/self/statm", "r");
    check(file != nullptr && std::fscanf(file, "%ld %ld", &total, &resident) == 2,
          "/proc/self/statm is not readable");
    std::fclose(file);
    return resident * sysconf(_SC_PAGESIZE);
}

/// Prints the figures of one workload, as `system,workload,metric,value` lines that engine_bench
/// reads. Print after the checks: a wrong count must leave no line.
class Figures {
public:
    Figures(std::string system, std::string workload)
        : m_system(std::move(system)), m_workload(std::move(workload)) {}

    void print(const char* metric, double value) const {
        std::printf("%s,%s,%s,%.1f\n", m_system.c_str(), m_workload.c_str(), metric, value);
        std::fflush(stdout);
    }

    /// Mean cost of `operations` that began together at `begin` (of nowNs) and are now done.
    void printTimeSince(std::int64_t begin, std::int64_t operations) const {
        printTime(nowNs() - begin, operations);
    }

    void printTime(std::int64_t elapsed, std::int64_t operations) const {
        print("ns_per_op", static_cast<double>(elapsed) / static_cast<double>(operations));
    }

    /// Mean, median and 99th percentile of single measurements in ns.
    void printLatencies(std::vector<std::int64_t> samples) const {
        std::sort(samples.begin(), samples.end());
        std::int64_t sum = 0;
        for (const std::int64_t sample : samples) sum += sample;
        printTime(sum, static_cast<std::int64_t>(samples.size()));
        print("p50_ns", static_cast<double>(samples[samples.size() / 2]));
        print("p99_ns", static_cast<double>(samples[samples.size() * 99 / 100]));
    }

    /// Growth of the process since `before` (of residentBytes), for each of `actors`.
    void printMemorySince(std::int64_t before, std::int64_t actors) const {
        print("bytes_per_actor",
              static_cast<double>(residentBytes() - before) / static_cast<double>(actors));
    }

private:
    std::string m_system;
    std::string m_workload;
};

} // namespace troupe::bench

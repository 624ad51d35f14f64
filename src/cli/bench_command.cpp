// A few figures of the engine on this machine, in some seconds. The benchmark with peers, rounds
// and budgets is tests/bench; this one tells whether a machine is in that range.
#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

#include "actors/counter.h"
#include "cli/options.h"
#include "troupe/sync/sync.h"
#include "troupe/troupe.h"

namespace troupe::core {

namespace {

using actors::Counter;
using actors::GetValue;
using actors::Increment;

constexpr Duration kLongest = std::chrono::seconds(30);

struct Figure {
    const char* name;
    const char* unit;
    /// One round; below 0: it did not come out right.
    double (*measure)();
};

double nsEach(std::int64_t began, std::int64_t count) {
    return static_cast<double>(sync::now() - began) / static_cast<double>(count);
}

/// One thread outside tells a counter.
double counting() {
    constexpr std::int64_t kMessages = 1'000'000;
    System system;
    const Ref<Counter> counter = system.spawn<Counter>(
        SpawnOptions{.name = "counter", .mailbox = {.overflow = Overflow::unbounded}});
    const std::int64_t began = sync::now();
    for (std::int64_t i = 0; i < kMessages; ++i) counter.tell(Increment{});
    if (!system.awaitQuiet(kLongest)) return -1;
    const double each = nsEach(began, kMessages);
    return counter.ask<GetValue>(kLongest).get().value() == kMessages ? each : -1;
}

/// One thread outside asks and waits, again and again.
double asking() {
    constexpr std::int64_t kAsks = 20'000;
    System system;
    const Ref<Counter> counter = system.spawn<Counter>("counter");
    const std::int64_t began = sync::now();
    for (std::int64_t i = 0; i < kAsks; ++i) {
        if (!counter.ask<GetValue>(kLongest).get()) return -1;
    }
    return nsEach(began, kAsks);
}

/// Actors that get one message and stop.
double spawning() {
    constexpr std::int64_t kActors = 50'000;
    System system;
    const std::int64_t began = sync::now();
    for (std::int64_t i = 0; i < kActors; ++i) {
        const Ref<Counter> counter = system.spawn<Counter>("c");
        counter.tell(Increment{});
        system.stop(counter);
    }
    if (!system.awaitQuiet(kLongest)) return -1;
    return nsEach(began, kActors);
}

/// Steps of the Lab, one message each.
double labSteps() {
    constexpr std::int64_t kMessages = 200'000;
    Lab lab;
    const Ref<Counter> counter = lab.system().spawn<Counter>(
        SpawnOptions{.name = "counter", .mailbox = {.overflow = Overflow::unbounded}});
    for (std::int64_t i = 0; i < kMessages; ++i) counter.tell(Increment{});
    const std::int64_t began = sync::now();
    while (lab.step()) {
    }
    return nsEach(began, kMessages);
}

constexpr std::array kFigures{
    Figure{"counting", "ns a message", &counting},
    Figure{"ask", "ns a round trip", &asking},
    Figure{"spawn", "ns an actor", &spawning},
    Figure{"lab", "ns a step", &labSteps},
};

} // namespace

int benchEngine(const std::vector<std::string>& args, const ProgramInfo& program) {
    std::int64_t rounds = 3;
    bool isCsv = false;
    CLI::App app("Measures the engine on this machine for some seconds.", program.name + " bench");
    app.add_option("--rounds", rounds, "of each; the median is told")->check(CLI::Range(1, 99));
    app.add_flag("--csv", isCsv, "print what,unit,min,median,max,rounds");
    if (const auto code = readOptions(app, args, "bench")) return *code;
    if (isCsv) std::puts("what,unit,min,median,max,rounds");
    for (const Figure& figure : kFigures) {
        std::vector<double> took;
        for (std::int64_t i = 0; i < rounds; ++i) took.push_back(figure.measure());
        std::sort(took.begin(), took.end());
        if (took.front() < 0) return printError({text("cli.benchWrong", figure.name), "bench", {}});
        const double median = took[took.size() / 2];
        std::printf(isCsv ? "%s,%s,%.1f,%.1f,%.1f,%lld\n"
                          : "%-10s %-16s min %10.1f   median %10.1f   max %10.1f   (%lld rounds)\n",
                    figure.name, figure.unit, took.front(), median, took.back(),
                    static_cast<long long>(rounds));
    }
    return kExitDone;
}

} // namespace troupe::core

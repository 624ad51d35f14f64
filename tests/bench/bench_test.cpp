// The parts of engine_bench that decide whether a figure may be shown.

#include "bench_plan.h"
#include "child_process.h"
#include "report.h"
#include "samples.h"

#include <gtest/gtest.h>

namespace troupe::bench {
namespace {

using namespace std::chrono_literals;

constexpr auto kLong = 60s;

TEST(Samples, SummaryIsMedianAndExtremesOfTheRounds) {
    Samples samples;
    for (const char* value : {"3.0", "1.0", "2.0", "10.0"})
        EXPECT_EQ(samples.add("go", "big", std::string("go,big,ns_per_op,") + value + "\n"), "");

    const Summary summary = samples.summary("go", "big", "ns_per_op");

    EXPECT_EQ(summary.min, 1.0);
    EXPECT_EQ(summary.median, 2.5);
    EXPECT_EQ(summary.max, 10.0);
    EXPECT_EQ(summary.rounds, 4U);
}

TEST(Samples, RefuseWhatIsNoFigureOfThisSystemAndWorkload) {
    Samples samples;

    EXPECT_NE(samples.add("go", "big", ""), "");
    EXPECT_NE(samples.add("go", "big", "caf,big,ns_per_op,1.0\n"), "");
    EXPECT_NE(samples.add("go", "big", "go,ask,ns_per_op,1.0\n"), "");
    EXPECT_NE(samples.add("go", "big", "go,big,ns_per_op,1.0x\n"), "");
    EXPECT_NE(samples.add("go", "big", "go,big,ns_per_op,nan\n"), "");
    EXPECT_NE(samples.add("go", "big", "go,big,ns_per_op,1.0\nhello\n"), "");
    EXPECT_EQ(samples.summary("go", "big", "ns_per_op").rounds, 0U);
}

TEST(Samples, ForgetLeavesNoLineOfAWrongWorkload) {
    Samples samples;
    samples.add("go", "big", "go,big,ns_per_op,1.0\n");
    samples.add("go", "ask", "go,ask,p50_ns,1.0\n");

    samples.forget("go", "big");

    EXPECT_TRUE(samples.metrics("go", "big").empty());
    EXPECT_EQ(samples.metrics("go", "ask").size(), 1U);
}

TEST(ChildProcess, OutputIsCollected) {
    const ChildResult result = runChild({"printf", "one\\ntwo\\n"}, kLong);

    EXPECT_EQ(result.output, "one\ntwo\n");
    EXPECT_EQ(result.problem, "");
}

TEST(ChildProcess, OutputLargerThanAPipeIsCollected) {
    const ChildResult result = runChild({"head", "-c", "1000000", "/dev/zero"}, kLong);

    EXPECT_EQ(result.output.size(), 1'000'000U);
    EXPECT_EQ(result.problem, "");
}

TEST(ChildProcess, FailureIsNamed) {
    EXPECT_EQ(runChild({"sh", "-c", "exit 3"}, kLong).problem, "ended with exit code 3");
    EXPECT_NE(runChild({"sh", "-c", "kill -9 $$"}, kLong).problem, "");
    EXPECT_EQ(runChild({"/nowhere/program"}, kLong).problem, "could not be started");
}

TEST(ChildProcess, IsKilledAtItsDeadlineWithItsOwnChildren) {
    const auto begin = std::chrono::steady_clock::now();

    const ChildResult result = runChild({"sh", "-c", "tail -f /dev/null & wait"}, 1s);

    EXPECT_EQ(result.problem, "not done after 1 s, killed");
    EXPECT_LT(std::chrono::steady_clock::now() - begin, kLong);
}

/// Systems troupe, go and caf with one figure each of ping_pong and big.
struct Measured {
    Samples samples;
    Selection selection;

    Measured() {
        for (const System& system : allSystems("/"))
            if (system.name == "troupe" || system.name == "go" || system.name == "caf")
                selection.systems.push_back(system);
        for (const Workload& workload : allWorkloads())
            if (workload.name == "ping_pong" || workload.name == "big")
                selection.workloads.push_back(workload);
        add("troupe", "50.0");
        add("go", "100.0");
        add("caf", "200.0");
    }

    void add(const std::string& system, const std::string& value) {
        for (const char* workload : {"ping_pong", "big"})
            samples.add(system, workload, system + "," + workload + ",ns_per_op," + value + "\n");
    }
};

TEST(Report, CsvHasALineForEachFigure) {
    const Measured measured;

    const std::string csv = csvReport(measured.selection, measured.samples);

    EXPECT_EQ(csv.find("system,workload,metric,min,median,max,rounds\n"), 0U);
    EXPECT_NE(csv.find("\ntroupe,ping_pong,ns_per_op,50.0,50.0,50.0,1\n"), std::string::npos);
    EXPECT_NE(csv.find("\ngo,big,ns_per_op,100.0,100.0,100.0,1\n"), std::string::npos);
}

// D45: no ratio is quoted against Go's and Rust's ping-pong and ask.
TEST(Report, RatioIsToTheFastestComparablePeer) {
    const Measured measured;

    const std::string table = tableReport(measured.selection, measured.samples);

    const std::size_t big = table.find("\nbig");
    const std::string pingPong = table.substr(0, big);
    EXPECT_NE(pingPong.find("0.25 × caf"), std::string::npos) << table;
    EXPECT_EQ(pingPong.find("× go"), std::string::npos) << table;
    EXPECT_NE(table.find("0.50 × go", big), std::string::npos) << table;
}

TEST(Report, CostOfAnEventIsOfFullTracesOnly) {
    Measured measured;
    for (const char* workload : {"ping_pong", "big"}) {
        const std::string prefix = std::string("troupe-trace,") + workload;
        const bool isFull = std::string(workload) == "big";
        measured.samples.add("troupe-trace", workload,
                             prefix + ",ns_per_op," + (isFull ? "80.0\n" : "500.0\n") + prefix +
                                 ",events_per_op,3.0\n" + prefix + ",left_out_per_op," +
                                 (isFull ? "0.0\n" : "0.1\n"));
    }

    const std::string table = tableReport(measured.selection, measured.samples);

    EXPECT_NE(table.find("10.0 ns an event (big)"), std::string::npos) << table;
}

TEST(Report, BudgetIsMetOrOver) {
    const Measured measured;

    const std::string table = tableReport(measured.selection, measured.samples);

    EXPECT_NE(table.find(" met "), std::string::npos) << table;
    EXPECT_NE(table.find("1.25 × over"), std::string::npos) << table;
}

} // namespace
} // namespace troupe::bench

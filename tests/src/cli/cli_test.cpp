// The command line as a person or a grader meets it: exit codes, stdout, stderr.
#include <filesystem>

#include <gtest/gtest.h>
#include <unistd.h>

#include "document/atomic_file.h"
#include "document/json_tree.h"
#include "src/cli/cli_run.h"

namespace troupe::core {
namespace {

class CliRun : public testing::TestWithParam<const char*> {};

// D38 D39
TEST_P(CliRun, TheCounterEndsAtTenThousandInJson) {
    const Ended ended = cli("run " + scenario("counter") + GetParam() + " --until quiet --json");

    ASSERT_EQ(ended.code, 0) << ended.output;
    const auto json = readJson(ended.output, "stdout");
    ASSERT_TRUE(json) << toEnglish(json.error());
    EXPECT_EQ(*json->member("format")->as<std::string>(), "troupe-result");
    EXPECT_EQ(*json->member("ended")->as<std::string>(), "quiet");
    const JsonNode* counter = json->member("actors")->member("counter");
    ASSERT_NE(counter, nullptr);
    EXPECT_EQ(*counter->member("state")->member("value")->as<std::int64_t>(), 10'000);
    EXPECT_EQ(*counter->member("ledger")->member("handled")->as<std::int64_t>(), 10'000);
}

INSTANTIATE_TEST_SUITE_P(Modes, CliRun, testing::Values(" --live", " --lab --seed 5"));

TEST(Cli, ExportsItsTablesAndPrintsTheirPaths) {
    const std::string folder =
        (std::filesystem::temp_directory_path() / ("cli" + std::to_string(::getpid()))).string();
    const Ended ended =
        cli("run " + scenario("workers-logger") + " --lab --export events.csv=" + folder +
            "/e.csv --export actors.csv=" + folder + "/a.csv --export metrics.csv=" + folder +
            "/m.csv");

    EXPECT_EQ(ended.code, 0) << ended.output;
    for (const char* name : {"/e.csv", "/a.csv", "/m.csv"}) {
        EXPECT_NE(ended.output.find(folder + name + "\n"), std::string::npos);
        EXPECT_TRUE(readWholeFile(folder + name, 1U << 24U)) << name;
    }
    std::filesystem::remove_all(folder);
}

// D38
TEST(Cli, ARunThatIsNotQuietInTimeEndsWithThree) {
    EXPECT_EQ(cli("run " + scenario("worker-pool") + " --lab --until quiet --for 1s").code, 3);
    EXPECT_EQ(cli("run " + scenario("worker-pool") + " --lab --for 1s").code, 0);
}

// D36
TEST(Cli, ARunInTheLabTellsTheScheduleThatReplayTakes) { // D38
    const Ended run = cli("run " + scenario("workers-logger") + " --lab --seed 7");
    ASSERT_EQ(run.code, 0) << run.output;
    const auto lineAfter = [&](const std::string& word) {
        const std::size_t at = run.output.find("\n" + word);
        if (at == std::string::npos) return std::string();
        const std::size_t from = at + 1 + word.size();
        return run.output.substr(from, run.output.find('\n', from) - from);
    };
    EXPECT_EQ(lineAfter("seed: "), "7");
    const std::string schedule = lineAfter("schedule: ");
    ASSERT_TRUE(schedule.starts_with("troupe1:")) << run.output;

    const Ended again =
        cli("replay " + scenario("workers-logger") + " --seed 7 --schedule '" + schedule + "'");

    ASSERT_EQ(again.code, 0) << again.output;
    const auto rest = [](const Ended& ended) {
        return ended.output.substr(ended.output.find('\n')); // "ended: quiet", "ended: schedule"
    };
    EXPECT_EQ(rest(again), rest(run));
    EXPECT_EQ(cli("run " + scenario("workers-logger") + " --live").output.find("schedule"),
              std::string::npos);
}

TEST(Cli, APictureNeedsTheOtherProgram) {
    const Ended ended = cli("run " + scenario("counter") + " --export canvas.png=x.png");

    EXPECT_EQ(ended.code, 2);
    EXPECT_EQ(ended.output, "--export: canvas.png needs the program troupe\n");
}

TEST(Cli, WhatCannotBeRunIsOneLineAndTwo) {
    for (const char* wrong :
         {"run", "run /no/such.troupe", "run x --live --lab", "run x --for soon", "fly",
          "run x --workers -1", "run x --export events.csv", "run x --export a.b=c", "kinds x"}) {
        const Ended ended = cli(wrong);
        EXPECT_EQ(ended.code, 2) << wrong;
        EXPECT_EQ(std::count(ended.output.begin(), ended.output.end(), '\n'), 1)
            << wrong << ": " << ended.output;
    }
}

TEST(Cli, ListsScenariosAndKindsAndHelps) {
    EXPECT_NE(cli("scenarios").output.find("worker-pool"), std::string::npos);
    EXPECT_NE(cli("kinds").output.find("message GetValue → int"), std::string::npos);
    EXPECT_EQ(cli("--help").code, 0);
    EXPECT_EQ(cli("run --help").code, 0);
    EXPECT_EQ(cli("--version").output.rfind("troupe-cli ", 0), 0U);
}

} // namespace
} // namespace troupe::core

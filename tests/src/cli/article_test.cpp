// The article's programs, judged by nothing but what troupe-cli prints (D38 D39).
#include <filesystem>

#include <gtest/gtest.h>
#include <unistd.h>

#include "document/atomic_file.h"
#include "document/json_tree.h"
#include "src/cli/cli_run.h"

namespace troupe::core {
namespace {

class Article : public testing::TestWithParam<const char*> {
protected:
    /// What `run NAME --json` prints, read back.
    JsonNode resultOf(const std::string& name) {
        const Ended ended = cli("run " + scenario(name) + GetParam() + " --until quiet --json");
        EXPECT_EQ(ended.code, 0) << ended.output;
        const auto json = readJson(ended.output, "stdout");
        EXPECT_TRUE(json) << toEnglish(json.error());
        if (!json) return {};
        EXPECT_EQ(*json->member("ended")->as<std::string>(), "quiet");
        EXPECT_GT(*json->member("workers")->as<std::int64_t>(), 0);
        return json.value();
    }

    static const JsonNode& actor(const JsonNode& result, const std::string& name) {
        static const JsonNode kNothing;
        const JsonNode* actors = result.member("actors");
        const JsonNode* found = actors ? actors->member(name) : nullptr;
        EXPECT_NE(found, nullptr) << name;
        return found ? *found : kNothing;
    }
    template <class T>
    static T state(const JsonNode& result, const std::string& name, const char* field) {
        const JsonNode* all = actor(result, name).member("state");
        const JsonNode* value = all ? all->member(field) : nullptr;
        const T* typed = value ? value->as<T>() : nullptr;
        EXPECT_NE(typed, nullptr) << name << "." << field;
        return typed ? *typed : T();
    }
};

TEST_P(Article, TenSendersOfAThousandIncrementsMakeTenThousand) {
    const JsonNode result = resultOf("counter");
    EXPECT_EQ(state<std::int64_t>(result, "counter", "value"), 10'000);
}

TEST_P(Article, TheStoreSetsGetsDeletesAndDumps) {
    const JsonNode result = resultOf("store");
    EXPECT_EQ(state<std::string>(result, "get-name", "last"), "Troupe");
    EXPECT_EQ(state<std::string>(result, "delete-kind", "last"), "true");
    EXPECT_EQ(state<std::string>(result, "dump", "last"), "{name: \"Troupe\"}");
}

TEST_P(Article, TheSumOfOneToAHundredIsAnswered) {
    EXPECT_EQ(state<std::string>(resultOf("request-reply"), "client", "last"), "5050");
}

TEST_P(Article, FourWorkersLogTwentySquares) {
    const JsonNode result = resultOf("workers-logger");
    EXPECT_EQ(state<std::int64_t>(result, "logger", "lines"), 20);
    for (const char* worker : {"worker-1", "worker-2", "worker-3", "worker-4"}) {
        EXPECT_EQ(state<std::int64_t>(result, worker, "done"), 5) << worker;
    }
    const std::string events =
        (std::filesystem::temp_directory_path() / ("article" + std::to_string(::getpid())))
            .string();
    ASSERT_EQ(
        cli("run " + scenario("workers-logger") + GetParam() + " --export events.csv=" + events)
            .code,
        0);
    const std::string table = readWholeFile(events, 1U << 24U).value();
    for (int n = 1; n <= 20; ++n) {
        const std::string line = "processed " + std::to_string(n) + " → " + std::to_string(n * n);
        EXPECT_NE(table.find(line), std::string::npos) << line;
    }
    std::filesystem::remove(events);
}

TEST_P(Article, ASupervisedActorIsRestartedThreeTimesWithBackOff) {
    const JsonNode result = resultOf("supervised");
    EXPECT_EQ(*actor(result, "worker").member("incarnation")->as<std::int64_t>(), 4);
    EXPECT_EQ(*actor(result, "worker").member("status")->as<std::string>(), "crashed");
    EXPECT_GE(*result.member("time_ns")->as<std::int64_t>(), 3'000'000'000);
    const JsonNode* ledger = actor(result, "worker").member("ledger");
    EXPECT_EQ(*ledger->member("sent")->as<std::int64_t>(), 6);
    EXPECT_EQ(*ledger->member("dead")->as<std::int64_t>(), 6);
}

INSTANTIATE_TEST_SUITE_P(Modes, Article, testing::Values(" --live", " --lab --seed 5"));

TEST(Cli, AsksForNothingButTheJsonOnStdout) {
    const std::string path =
        (std::filesystem::temp_directory_path() / ("jsonl" + std::to_string(::getpid()))).string();
    const Ended ended = cli("run " + scenario("counter") +
                            " --lab --json --export actors.jsonl=" + path + " 2>/dev/null | cat");
    EXPECT_TRUE(readJson(ended.output, "stdout")) << ended.output;

    const std::string lines = readWholeFile(path, 1U << 20U).value();
    std::size_t rows = 0;
    for (std::size_t at = 0; at < lines.size(); ++rows) {
        const std::size_t end = lines.find('\n', at);
        const auto row = readJson(std::string_view(lines).substr(at, end - at), "line");
        ASSERT_TRUE(row) << toEnglish(row.error());
        EXPECT_NE(row->member("name"), nullptr);
        at = end + 1;
    }
    EXPECT_EQ(rows, 11U);
    std::filesystem::remove(path);
}

TEST(Cli, AReplayedRunExportsTheSameBytes) {
    const std::string folder =
        (std::filesystem::temp_directory_path() / ("replay" + std::to_string(::getpid()))).string();
    ASSERT_EQ(cli("run " + scenario("poison") + " --lab --export run.troupe-run=" + folder +
                  "/r --export events.csv=" + folder + "/e --export report.html=" + folder + "/h")
                  .code,
              0);
    const Ended ended = cli("replay " + folder + "/r --export events.csv=" + folder +
                            "/e2 --export report.html=" + folder + "/h2");
    EXPECT_EQ(ended.code, 0) << ended.output;
    EXPECT_EQ(readWholeFile(folder + "/e", 1U << 24U).value(),
              readWholeFile(folder + "/e2", 1U << 24U).value());
    EXPECT_EQ(readWholeFile(folder + "/h", 1U << 24U).value(),
              readWholeFile(folder + "/h2", 1U << 24U).value());
    std::filesystem::remove_all(folder);
}

TEST(Cli, MakesTheChoicesOfAScheduleAgain) {
    const std::string replay = "replay " + scenario("ping-pong") + " --schedule ";
    const Ended ended = cli(replay + "troupe1:0x10 --json");
    EXPECT_EQ(ended.code, 0) << ended.output;
    const auto json = readJson(ended.output, "stdout");
    ASSERT_TRUE(json) << toEnglish(json.error());
    EXPECT_EQ(*json->member("ended")->as<std::string>(), "schedule");
    EXPECT_EQ(cli(replay + "troupe1:0x10 --json").output, ended.output);
    EXPECT_EQ(cli(replay + "troupe1:0x10,99").code, 2) << "there is no such choice";
    EXPECT_EQ(cli(replay + "nonsense").code, 2);
}

TEST(Cli, BenchTellsItsFigures) {
    const Ended ended = cli("bench --rounds 1 --csv");
    EXPECT_EQ(ended.code, 0) << ended.output;
    EXPECT_EQ(ended.output.rfind("what,unit,min,median,max,rounds\n", 0), 0U);
    EXPECT_NE(ended.output.find("counting,ns a message,"), std::string::npos);
}

} // namespace
} // namespace troupe::core

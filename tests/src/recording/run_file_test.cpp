// Run files: what was recorded comes back, also from a file that was cut off.
#include "recording/run_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "document/atomic_file.h"
#include "document/scenario_file.h"
#include "export/tables.h"
#include "session/session.h"

namespace troupe::core {
namespace {

using namespace std::chrono_literals;

class RunFile : public testing::Test {
protected:
    RunFile()
        : path(std::filesystem::temp_directory_path() /
               ("run" + std::to_string(::getpid()) + ".troupe-run")) {}
    ~RunFile() override {
        std::error_code ignored;
        std::filesystem::remove(path, ignored);
    }

    static std::unique_ptr<Session> run(const std::string& name) {
        const auto file =
            loadScenario(TROUPE_SOURCE_DIR "/resources/scenarios/" + name + ".troupe");
        EXPECT_TRUE(file) << toEnglish(file.error());
        auto session = std::make_unique<Session>(file->document);
        EXPECT_TRUE(session->start({.mode = RunMode::lab, .seed = 9}));
        session->runUntilQuiet(60s);
        session->end();
        return session;
    }

    std::filesystem::path path;
};

TEST_F(RunFile, GivesTheSameTablesAsTheRun) {
    for (const char* name : {"supervised", "poison", "sharded-store", "counter-bounded"}) {
        const auto session = run(name);
        ASSERT_TRUE(session->saveRun(path));
        const auto opened = Session::openRun(path);
        ASSERT_TRUE(opened) << toEnglish(opened.error());
        Session& again = *opened.value();

        EXPECT_EQ(again.state(), RunState::ended);
        EXPECT_FALSE(again.isTruncated());
        EXPECT_EQ(again.document(), session->document());
        EXPECT_EQ(again.options().seed, 9U);
        EXPECT_EQ(eventsCsv(again.recording(), again.world()),
                  eventsCsv(session->recording(), session->world()));
        EXPECT_EQ(actorsCsv(again.world(), {}), actorsCsv(session->world(), {}));
        EXPECT_EQ(metricsCsv(again.history(), again.world()),
                  metricsCsv(session->history(), session->world()));
        EXPECT_EQ(again.timeline().marks().size(), session->timeline().marks().size());
        EXPECT_EQ(again.runBytes().value(), session->runBytes().value());
    }
}

TEST_F(RunFile, AFileThatWasCutOffGivesWhatIsWholeOfIt) {
    const auto session = run("counter-bounded");
    const std::string bytes = session->runBytes().value();
    std::size_t opened = 0;
    std::uint64_t most = 0;
    for (std::size_t length = 0; length < bytes.size(); length += bytes.size() / 60) {
        ASSERT_TRUE(writeFileAtomically(path, std::string_view(bytes).substr(0, length)));
        const auto cut = Session::openRun(path);
        if (!cut) continue;
        ++opened;
        EXPECT_TRUE(cut.value()->isTruncated());
        const std::uint64_t events = cut.value()->recording().lastSeq();
        EXPECT_GE(events, most) << "more of the file is never less of the run";
        most = events;
        EXPECT_TRUE(cut.value()->world().ledger().isBalanced());
    }
    EXPECT_GT(opened, 30U);
    EXPECT_GT(most, session->recording().lastSeq() / 2);
}

TEST_F(RunFile, AChangedByteIsNoticed) {
    const std::string bytes = run("supervised")->runBytes().value();
    for (std::size_t at = 0; at < bytes.size(); at += 13) {
        std::string changed = bytes;
        changed[at] = static_cast<char>(changed[at] ^ 0x20);
        ASSERT_TRUE(writeFileAtomically(path, changed));
        const auto opened = Session::openRun(path);
        const bool isNoticed = !opened || opened.value()->isTruncated();
        EXPECT_TRUE(isNoticed) << at;
    }
}

TEST_F(RunFile, OpeningCanBeGivenUp) {
    ASSERT_TRUE(run("counter-bounded")->saveRun(path));
    double last = 0;
    const auto opened = Session::openRun(path, [&](double share) {
        EXPECT_GT(share, last);
        last = share;
        return false;
    });
    EXPECT_FALSE(opened);
    EXPECT_GT(last, 0);
    EXPECT_LE(last, 1);
}

TEST_F(RunFile, StaysWithinTheBudgetOfItsRecording) {
    const auto file = loadScenario(TROUPE_SOURCE_DIR "/resources/scenarios/counter.troupe");
    Session session(file->document);
    ASSERT_TRUE(session.start({.mode = RunMode::lab, .recordingBytes = Recording::kLeastBytes}));
    session.runUntilQuiet(60s);
    session.end();
    ASSERT_FALSE(session.recording().isComplete());

    EXPECT_LE(session.recording().bytes(), Recording::kLeastBytes * 2);
    EXPECT_EQ(session.world().actor("counter")->field("value")->value, Value(10'000));
    EXPECT_GT(session.recording().dropped(), 0U);
}

} // namespace
} // namespace troupe::core

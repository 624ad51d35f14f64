// Every scenario that comes with the program opens, runs in both modes, and does what its note says.
#include <filesystem>
#include <functional>
#include <set>

#include <gtest/gtest.h>

#include "document/scenario_file.h"
#include "session/session.h"

namespace troupe::core {
namespace {

using namespace std::chrono_literals;

/// What is looked at after a run.
class Outcome {
public:
    explicit Outcome(const Session& session) : m_world(session.world()) {}

    const ActorView& actor(const std::string& name) const {
        static const ActorView kNobody;
        const ActorView* view = m_world.actor(name);
        EXPECT_NE(view, nullptr) << name;
        return view ? *view : kNobody;
    }
    Value state(const std::string& name, std::string_view field) const {
        const StateField* found = actor(name).field(field);
        EXPECT_NE(found, nullptr) << name << "." << field;
        return found ? found->value : Value();
    }
    std::int64_t whole(const std::string& name, std::string_view field) const {
        const Value value = state(name, field);
        const auto* number = value.as<std::int64_t>();
        EXPECT_NE(number, nullptr) << name << "." << field;
        return number ? *number : -1;
    }
    std::int64_t dead(DeadReason reason) const { return m_world.deadLetters().count(reason); }
    std::int64_t problems(ProblemKind kind) const {
        std::int64_t count = 0;
        for (const Problem& each : m_world.problems()) count += each.kind == kind ? each.count : 0;
        return count;
    }
    double seconds() const { return static_cast<double>(m_world.time()) / 1e9; }

private:
    const World& m_world;
};

struct Promise {
    std::string scenario;
    std::function<void(const Outcome&)> check;
    bool isEndless = false; // runs for three seconds
};

const std::vector<Promise>& promises() {
    static const std::vector<Promise> kAll{
        {"counter", [](const Outcome& o) { EXPECT_EQ(o.whole("counter", "value"), 10'000); }},
        {"counter-bounded",
         [](const Outcome& o) {
             EXPECT_EQ(o.whole("counter", "value"), 10'000);
             EXPECT_LE(o.actor("counter").highWater, 8);
         }},
        {"store",
         [](const Outcome& o) {
             EXPECT_EQ(o.state("store", "entries"), Value(ValueMap{{"name", "Troupe"}}));
         }},
        {"request-reply",
         [](const Outcome& o) { EXPECT_EQ(o.state("client", "last"), Value("5050")); }},
        {"workers-logger",
         [](const Outcome& o) {
             EXPECT_EQ(o.whole("logger", "lines"), 20);
             EXPECT_EQ(o.whole("worker-3", "done"), 5);
         }},
        {"worker-pool",
         [](const Outcome& o) {
             EXPECT_GT(o.whole("worker-2", "done"), 10);
             EXPECT_GT(o.whole("logger", "lines"), 50);
         },
         true},
        {"supervised",
         [](const Outcome& o) {
             EXPECT_EQ(o.actor("worker").restarts, 3U);
             EXPECT_EQ(o.actor("worker").status, ActorStatus::crashed);
             EXPECT_EQ(o.actor("supervisor").exit, ExitReason::restartLimit);
         }},
        {"team-one-for-all",
         [](const Outcome& o) {
             EXPECT_EQ(o.whole("first", "value"), 0);
             EXPECT_EQ(o.whole("last", "value"), 0);
             EXPECT_EQ(o.actor("first").incarnation, 2U);
         }},
        {"team-rest-for-one",
         [](const Outcome& o) {
             EXPECT_EQ(o.whole("first", "value"), 5);
             EXPECT_EQ(o.whole("last", "value"), 0);
             EXPECT_EQ(o.actor("first").incarnation, 1U);
         }},
        {"restart-budget",
         [](const Outcome& o) {
             EXPECT_EQ(o.problems(ProblemKind::crash), 4);
             EXPECT_EQ(o.actor("crew").incarnation, 2U);
             EXPECT_EQ(o.actor("top").incarnation, 1U);
             EXPECT_GE(o.seconds(), 7.5); // 1 + 2 + 4 s, and half a second for the one above
         }},
        {"poison",
         [](const Outcome& o) {
             EXPECT_EQ(o.dead(DeadReason::quarantined), 1);
             EXPECT_EQ(o.whole("log", "value"), 19);
             EXPECT_EQ(o.whole("worker", "last"), 20);
             EXPECT_EQ(o.actor("worker").restarts, 3U);
         }},
        {"overflow-policies",
         [](const Outcome& o) {
             EXPECT_EQ(o.whole("fail", "done") + o.whole("send-fail", "failures"), 20);
             EXPECT_GE(o.whole("fail", "done"), 8);
             EXPECT_LT(o.whole("fail", "done"), 20);
             EXPECT_EQ(o.whole("block", "done"), 20);
             EXPECT_EQ(o.whole("unbounded", "done"), 20);
             EXPECT_EQ(o.whole("drop-newest", "done") + o.dead(DeadReason::overflowNewest), 20);
             EXPECT_EQ(o.whole("drop-oldest", "done") + o.dead(DeadReason::overflowOldest), 20);
             EXPECT_EQ(o.whole("drop-oldest", "last"), 400) << "the newest is kept";
             EXPECT_LT(o.whole("drop-newest", "last"), 400);
         }},
        {"slow-consumer",
         [](const Outcome& o) {
             EXPECT_EQ(o.whole("worker", "done"), 300);
             EXPECT_GT(o.actor("worker").highWater, 20);
         }},
        {"ask-or-tell",
         [](const Outcome& o) {
             EXPECT_EQ(o.whole("asker", "replies"), 1000);
             EXPECT_EQ(o.actor("asked").ledger.handled, 1000);
             EXPECT_EQ(o.actor("told").ledger.handled, 1000);
             EXPECT_LE(o.actor("asked").highWater, 1) << "who asks waits";
             EXPECT_GT(o.actor("told").highWater, 1);
         }},
        {"deadlock",
         [](const Outcome& o) {
             EXPECT_GE(o.problems(ProblemKind::deadlock), 1);
             EXPECT_NE(o.state("ann", "result"), Value("plan 42"));
             EXPECT_EQ(o.actor("ann").status, ActorStatus::idle) << "the wait is over at last";
         }},
        {"deadlock-mended",
         [](const Outcome& o) {
             EXPECT_EQ(o.problems(ProblemKind::deadlock), 0);
             EXPECT_EQ(o.state("ann", "result"), Value("plan 42"));
         }},
        {"ping-pong",
         [](const Outcome& o) {
             EXPECT_EQ(o.whole("ping", "hits"), 1000);
             EXPECT_EQ(o.whole("pong", "hits"), 1000);
         }},
        {"thread-ring",
         [](const Outcome& o) {
             for (int i = 1; i <= 12; ++i) {
                 EXPECT_EQ(o.whole("node-" + std::to_string(i), "passed"), 100);
             }
         }},
        {"sharded-store",
         [](const Outcome& o) {
             std::size_t keys = 0;
             for (int i = 1; i <= 4; ++i) {
                 keys += o.state("shard-" + std::to_string(i), "entries").as<ValueMap>()->size();
             }
             EXPECT_EQ(keys, 8U);
             EXPECT_EQ(o.state("get-cat", "last"), Value("CAT"));
         }},
        {"fan-out-1000",
         [](const Outcome& o) {
             EXPECT_EQ(o.whole("logger", "lines"), 1000);
             EXPECT_EQ(o.whole("worker-777", "done"), 1);
         }},
    };
    return kAll;
}

class Promises : public testing::TestWithParam<RunMode> {};

TEST_P(Promises, EveryScenarioDoesWhatItsNoteSays) {
    for (const Promise& promise : promises()) {
        SCOPED_TRACE(promise.scenario);
        const auto file =
            loadScenario(TROUPE_SOURCE_DIR "/resources/scenarios/" + promise.scenario + ".troupe");
        ASSERT_TRUE(file) << toEnglish(file.error());
        Session session(file->document);
        const auto started = session.start({.mode = GetParam(), .workers = 2});
        ASSERT_TRUE(started) << toEnglish(started.error());
        if (promise.isEndless) {
            session.runFor(1s);
        } else {
            EXPECT_TRUE(session.runUntilQuiet(30s));
        }
        session.end();
        EXPECT_TRUE(session.world().ledger().isBalanced());
        EXPECT_EQ(session.world().oddEvents(), 0U);
        promise.check(Outcome(session));
    }
}

INSTANTIATE_TEST_SUITE_P(Modes, Promises, testing::Values(RunMode::live, RunMode::lab),
                         [](const auto& each) { return std::string(toString(each.param)); });

TEST(Promises, EveryScenarioHasOneAndANoteInBothLanguages) {
    std::set<std::string> kept;
    for (const Promise& each : promises()) kept.insert(each.scenario);
    std::set<std::string> there;
    for (const auto& each :
         std::filesystem::directory_iterator(TROUPE_SOURCE_DIR "/resources/scenarios")) {
        there.insert(each.path().stem().string());
        const auto file = loadScenario(each.path());
        ASSERT_TRUE(file) << toEnglish(file.error());
        const Document& document = file->document;
        EXPECT_FALSE(document.notes.empty()) << each.path();
        for (const auto* texts : {&document.title, &document.summary}) {
            EXPECT_TRUE(texts->contains("en") && texts->contains("de")) << each.path();
        }
        for (const Note& note : document.notes) {
            EXPECT_TRUE(note.text.contains("en") && note.text.contains("de")) << each.path();
        }
        for (const ActorEntry& entry : document.actors) {
            EXPECT_TRUE(entry.position.has_value()) << each.path() << " " << entry.name;
        }
    }
    EXPECT_EQ(kept, there);
}

} // namespace
} // namespace troupe::core

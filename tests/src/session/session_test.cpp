// Runs the scenarios that come with the program, on threads and in the Lab.
#include "session/session.h"
#include "troupe/message/payload.h"
#include "troupe/sync/sync.h"

#include <optional>

#include <gtest/gtest.h>

#include "document/edits.h"
#include "document/scenario_file.h"
#include "export/tables.h"

namespace troupe::core {
namespace {

using namespace std::chrono_literals;

Document scenario(const std::string& name) {
    auto file =
        loadScenario(std::string(TROUPE_SOURCE_DIR) + "/resources/scenarios/" + name + ".troupe");
    EXPECT_TRUE(file) << toEnglish(file.error());
    return file ? file->document : Document();
}

Value stateOf(const Session& session, std::string_view actor, std::string_view field) {
    const ActorView* view = session.world().actor(actor);
    const StateField* found = view ? view->field(field) : nullptr;
    return found ? found->value : Value();
}

class EveryMode : public testing::TestWithParam<RunMode> {
protected:
    /// Runs to the end; the World stays.
    void runToQuiet(Session& session) {
        RunOptions options;
        options.mode = GetParam();
        options.workers = 4;
        const auto started = session.start(options);
        ASSERT_TRUE(started) << toEnglish(started.error());
        EXPECT_TRUE(session.runUntilQuiet(30s));
        session.end();
        EXPECT_TRUE(session.world().ledger().isBalanced());
        EXPECT_EQ(session.world().oddEvents(), 0U);
        EXPECT_EQ(session.world().missingEvents(), 0U);
    }
};

TEST_P(EveryMode, TenClientsTimesAThousandIncrementsAreTenThousand) {
    Session session(scenario("counter"));
    runToQuiet(session);

    EXPECT_EQ(stateOf(session, "counter", "value"), Value(10'000));
    EXPECT_EQ(session.world().actor("counter")->ledger.handled, 10'000);
}

TEST_P(EveryMode, TheStoreSetsGetsDeletesAndDumps) {
    Session session(scenario("store"));
    runToQuiet(session);

    EXPECT_EQ(stateOf(session, "get-name", "last"), Value("Troupe"));
    EXPECT_EQ(stateOf(session, "delete-kind", "last"), Value("true"));
    EXPECT_EQ(stateOf(session, "dump", "last"), Value("{name: \"Troupe\"}"));
    EXPECT_EQ(stateOf(session, "store", "entries"), Value(ValueMap{{"name", "Troupe"}}));
}

TEST_P(EveryMode, TheSumOfOneToAHundredIsAnswered) {
    Session session(scenario("request-reply"));
    runToQuiet(session);

    EXPECT_EQ(stateOf(session, "client", "last"), Value("5050"));
}

TEST_P(EveryMode, TwentyJobsGoRoundFourWorkersAndAreLogged) {
    Session session(scenario("workers-logger"));
    runToQuiet(session);

    EXPECT_EQ(stateOf(session, "logger", "lines"), Value(20));
    for (const char* worker : {"worker-1", "worker-2", "worker-3", "worker-4"}) {
        EXPECT_EQ(stateOf(session, worker, "done"), Value(5)) << worker;
    }
}

TEST_P(EveryMode, ASupervisedActorIsRestartedThreeTimesAndKeepsItsMailbox) {
    Session session(scenario("supervised"));
    runToQuiet(session);

    const ActorView& worker = *session.world().actor("worker");
    EXPECT_EQ(worker.restarts, 3U);
    EXPECT_EQ(worker.incarnation, 4U);
    EXPECT_EQ(worker.status, ActorStatus::crashed);
    EXPECT_EQ(worker.lastFailure, "simulated failure");
    EXPECT_EQ(session.world().deadLetters().count(DeadReason::failed), 4);
    EXPECT_EQ(worker.ledger.sent, 6);
    EXPECT_GE(session.world().time(), 3'000'000'000U); // three delays of a second
}

TEST_P(EveryMode, ACrashInTheWorkerPoolIsRestartedAndToldStepByStep) {
    Session session(scenario("worker-pool"));
    RunOptions options;
    options.mode = GetParam();
    ASSERT_TRUE(session.start(options));
    session.runFor(200ms);
    const ActorId worker = session.world().actor("worker-2")->id;

    ASSERT_TRUE(session.crash(worker, "bad input"));
    session.runFor(300ms);
    const ActorView* crashed = session.world().actor(worker);
    EXPECT_EQ(crashed->status, ActorStatus::restarting);
    EXPECT_EQ(crashed->lastFailure, "bad input");
    EXPECT_EQ(crashed->backOffUntil - crashed->backOffSince, 1'000'000'000U);
    EXPECT_GT(crashed->depth, 0); // its mail waits
    EXPECT_EQ(session.world().actor("pool")->budget.used, 1);

    session.runFor(1500ms);
    EXPECT_EQ(session.world().actor(worker)->incarnation, 2U);
    EXPECT_EQ(session.world().actor(worker)->restarts, 1U);
    EXPECT_TRUE(session.world().actor(worker)->isAlive());
    EXPECT_GT(session.history().total().size(), 10U);
}

INSTANTIATE_TEST_SUITE_P(Modes, EveryMode, testing::Values(RunMode::live, RunMode::lab),
                         [](const auto& each) { return std::string(toString(each.param)); });

// S1.2: the same seed and inputs give the same events
TEST(Session, TheTimeOfThisMachineMovesNothingInARunOfSomeTime) {
    RunOptions options;
    options.mode = RunMode::lab;
    Session session(scenario("worker-pool"));
    ASSERT_TRUE(session.start(options));
    session.tick(sync::now() - 10'000'000'000); // the last frame was long ago
    session.runFor(1s);
    EXPECT_LT(session.world().time(), 1'100'000'000);
}

TEST(Session, TheSameSeedGivesTheSameEventsInTheLab) {
    const auto run = [](std::uint64_t seed) {
        Session session(scenario("counter"));
        RunOptions options;
        options.mode = RunMode::lab;
        options.seed = seed;
        EXPECT_TRUE(session.start(options));
        EXPECT_TRUE(session.runUntilQuiet(10s));
        session.end();
        return eventsCsv(session.recording(), session.world());
    };

    const std::string first = run(7);
    EXPECT_TRUE(first == run(7));
    EXPECT_FALSE(first == run(8));
}

TEST(Session, AnAskIsAnsweredAndAWrongMessageIsRefusedInWords) {
    Session session(scenario("counter"));
    ASSERT_TRUE(session.start({}));
    ASSERT_TRUE(session.runUntilQuiet(30s));
    const ActorId counter = session.world().actor("counter")->id;

    const auto asked =
        session.send({.to = counter, .message = "GetValue", .answerWithin = Duration(5s)});
    ASSERT_TRUE(asked) << toEnglish(asked.error());
    EXPECT_TRUE(session.runUntilQuiet(10s));
    const std::vector<Answer> answers = session.takeAnswers();
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_EQ(answers[0].reply, Value(10'000));
    EXPECT_EQ(answers[0].ask, asked.value());

    EXPECT_EQ(toEnglish(session.send({.to = counter, .message = "Set"}).error()),
              "Counter does not handle Set. It handles: Increment, Decrement, GetValue, Reset");
    EXPECT_EQ(
        toEnglish(
            session.send({.to = counter, .message = "Increment", .fields = {{"by", "x"}}}).error()),
        "by cannot hold x. It takes int");
    EXPECT_FALSE(session.send({.to = ActorId{99}, .message = "Reset"}));
    EXPECT_FALSE(
        session.send({.to = counter, .message = "Increment", .answerWithin = Duration(1s)}));
}

// However slow the machine: a frame of the Lab is whole where its time is not bounded.
TEST(Session, AFrameOfTheLabTakesNoLongerThanItsBudget) {
    const auto timeAfterASecond = [](Duration stepBudget) {
        Session session(scenario("worker-pool"));
        EXPECT_TRUE(session.start({.mode = RunMode::lab, .stepBudget = stepBudget}));
        session.tick(1);
        session.tick(1'000'000'001);
        return session.world().time();
    };
    EXPECT_LT(timeAfterASecond(Duration::zero()), 1'000'000U);
    EXPECT_GT(timeAfterASecond(1h), 900'000'000U);
}

/// A flood that is over before the first frame reads of it, and frames that read little.
class Burst : public testing::Test {
protected:
    void flood(std::int64_t timesOfEach) {
        Document document = scenario("counter"); // ten clients
        for (ActorEntry& entry : document.actors) {
            if (entry.kind == "Client") entry.settings["times"] = Value(timesOfEach);
        }
        session.emplace(document);
        const auto started = session->start({.workers = 4, .readBudget = Duration::zero()});
        ASSERT_TRUE(started) << toEnglish(started.error());
        sync::Parker pause;
        while (!session->isQuiet()) pause.parkUntil(sync::now() + 1'000'000);
    }
    /// The next frame. False: it had nothing to read.
    bool frame() {
        const Seq before = session->world().lastSeq();
        const WorldDelta& delta = session->tick(1);
        hasChangedResolution |= delta.isResolutionChanged;
        return session->world().lastSeq() > before;
    }
    void expectAWholeInstant() {
        EXPECT_TRUE(session->world().ledger().isBalanced());
        EXPECT_EQ(session->world().oddEvents(), 0U);
        EXPECT_EQ(session->world().missingEvents(), 0U);
    }
    static bool isOfAMessage(const Event& event) {
        return event.kind == EventKind::sent || event.kind == EventKind::began ||
               event.kind == EventKind::ended;
    }

    std::optional<Session> session;
    bool hasChangedResolution = false;
};

TEST_F(Burst, FramesThatReadOnlyPartOfItShowWholeInstantsOfIt) { // D25
    flood(200);

    int frames = 0;
    std::int64_t handled = 0;
    while (frame()) {
        ++frames;
        expectAWholeInstant();
        const ActorView* counter = session->world().actor("counter");
        EXPECT_GE(counter ? counter->ledger.handled : 0, handled);
        handled = counter ? counter->ledger.handled : 0;
    }

    EXPECT_GT(frames, 20) << "each reads little";
    EXPECT_EQ(handled, 2000);
    EXPECT_FALSE(session->world().isSummary());
    session->end();
    EXPECT_EQ(stateOf(*session, "counter", "value"), Value(2000));
    expectAWholeInstant();
}

// S7.4: what was written in detail is read first, then it is told that only sums follow.
TEST_F(Burst, WhatIsTooMuchIsSummedUpAfterAllThatWasWrittenBefore) {
    flood(20'000);

    int frames = 0;
    while (!hasChangedResolution) {
        ASSERT_TRUE(frame());
        ++frames;
        EXPECT_EQ(session->world().isSummary(), hasChangedResolution);
        EXPECT_EQ(session->world().oddEvents(), 0U);
    }
    EXPECT_GT(frames, 20) << "the change waited for what was written before it";
    while (frame()) expectAWholeInstant();

    const Recording& recording = session->recording();
    Seq changed = 0;
    for (Seq seq = recording.firstSeq(); seq <= recording.lastSeq(); ++seq) {
        const Event& event = recording.at(seq).header;
        if (event.kind == EventKind::resolution && changed == 0 &&
            event.detail == static_cast<std::uint8_t>(Resolution::summary))
            changed = seq;
        EXPECT_FALSE(changed != 0 && isOfAMessage(event)) << seq;
    }
    EXPECT_GT(changed, Seq{20'000});
    session->end();
    EXPECT_EQ(session->world().actor("counter")->ledger.handled, 200'000);
    EXPECT_EQ(stateOf(*session, "counter", "value"), Value(200'000));
    expectAWholeInstant();
}

TEST(Session, SpawnAndLinkChangeDocumentAndRun) {
    Document document;
    document.actors = {{.name = "client", .kind = "Client"}};
    Session session(document);
    RunOptions options;
    options.mode = RunMode::lab;
    ASSERT_TRUE(session.start(options));
    ASSERT_TRUE(session.runUntilQuiet(1s)); // nothing is linked: it says so and waits

    const auto name = session.spawn({.name = "client", .kind = "Counter"});
    ASSERT_TRUE(name) << toEnglish(name.error());
    EXPECT_EQ(name.value(), "client-1");
    ASSERT_TRUE(session.link({.from = "client", .port = "server", .to = "client-1"}));
    ASSERT_TRUE(session.runUntilQuiet(1s));
    ASSERT_NE(session.world().actor("client-1"), nullptr);
    ASSERT_TRUE(session.send({.to = session.world().actor("client")->id, .message = "Start"}));
    ASSERT_TRUE(session.runUntilQuiet(1s));

    EXPECT_EQ(stateOf(session, "client-1", "value"), Value(1));
    EXPECT_EQ(session.document().actors.size(), 2U);
    EXPECT_FALSE(session.spawn({.name = "x", .kind = "Nothing"}));
}

TEST(Session, PausingHoldsALiveRunAndItsClock) {
    Session session(scenario("worker-pool"));
    ASSERT_TRUE(session.start({}));
    session.runFor(100ms);
    session.pause();
    session.tick(1);
    EXPECT_EQ(session.state(), RunState::paused);
    session.resume();
    EXPECT_EQ(session.state(), RunState::running);
    session.end();
    EXPECT_EQ(session.state(), RunState::ended);
    EXPECT_FALSE(session.crash(ActorId{1}));
}

/// A run in the Lab that is quiet after every edit.
class EditedRun : public testing::Test {
protected:
    EditedRun() : session(scenario("workers-logger")) {
        EXPECT_TRUE(session.start({.mode = RunMode::lab}));
        settle();
    }
    void settle() {
        session.runUntilQuiet(60s);
        session.tick(0);
    }
    ActorStatus statusOf(std::string_view name) const {
        const ActorView* view = session.world().actor(name);
        return view ? view->status : ActorStatus::crashed;
    }

    Session session;
};

// D31: spawn, delete, link and policy edits change both, one undo step
TEST_F(EditedRun, ADeletedActorStopsAndUndoBringsItBack) {
    const Document before = session.document();
    ASSERT_TRUE(session.edit(removeActors(session.document(), {"logger"}).value()));
    settle();
    EXPECT_EQ(statusOf("logger"), ActorStatus::stopped);
    EXPECT_EQ(session.document().actor("logger"), nullptr);

    ASSERT_TRUE(session.undo());
    settle();
    EXPECT_EQ(session.document(), before);
    EXPECT_EQ(statusOf("logger"), ActorStatus::idle);
    ASSERT_TRUE(session.redo());
    settle();
    EXPECT_EQ(statusOf("logger"), ActorStatus::stopped);
}

TEST_F(EditedRun, APolicyIsSetWhileTheActorKeepsItsState) {
    const ActorId logger = session.world().actor("logger")->id;
    ActorEntry entry = *session.document().actor("logger");
    entry.mailbox = MailboxPolicy{.capacity = 8, .overflow = Overflow::dropOldest};
    ASSERT_TRUE(session.edit(changeActor(session.document(), "logger", entry, "capacity").value()));
    settle();

    const ActorView* view = session.world().actor("logger");
    EXPECT_EQ(view->id, logger) << "it is the same actor";
    EXPECT_EQ(view->field("lines")->value, stateOf(session, "logger", "lines"));
    for (int i = 0; i < 20; ++i) {
        ASSERT_TRUE(session.send({.to = logger, .message = "Info", .fields = {{"text", "x"}}}));
    }
    settle();
    EXPECT_EQ(session.world().deadLetters().count(DeadReason::overflowOldest), 12);
}

TEST_F(EditedRun, AnActorUnderAnotherSupervisorIsSpawnedAnewThere) {
    ASSERT_TRUE(session.spawn({.name = "top", .kind = "Supervisor"}));
    const ActorId before = session.world().actor("logger")->id;
    ASSERT_TRUE(session.edit(supervise(session.document(), {"logger"}, "top").value()));
    settle();

    const ActorView* view = session.world().actor("logger");
    EXPECT_NE(view->id, before);
    EXPECT_EQ(view->supervisor, session.world().actor("top")->id);
    ASSERT_TRUE(session.edit(removeActors(session.document(), {"top"}).value()));
    settle();
    EXPECT_EQ(statusOf("top"), ActorStatus::stopped);
    EXPECT_EQ(statusOf("logger"), ActorStatus::idle) << "it came to the one above: nobody";
}

TEST_F(EditedRun, AChangedPolicyIsShown) { // D10, D31
    ActorEntry entry = *session.document().actor("logger");
    entry.mailbox = MailboxPolicy{.capacity = 8, .overflow = Overflow::dropOldest};
    ASSERT_TRUE(session.edit(changeActor(session.document(), "logger", entry, "capacity").value()));
    settle();
    EXPECT_EQ(session.world().actor("logger")->capacity, 8);
    EXPECT_EQ(session.world().actor("logger")->overflow, Overflow::dropOldest);
    EXPECT_EQ(session.worldAt(1).oddEvents(), 0U);

    ASSERT_TRUE(session.undo());
    settle();
    EXPECT_NE(session.world().actor("logger")->capacity, 8);
    EXPECT_EQ(session.world().oddEvents(), 0U);
}

TEST_F(EditedRun, ARenamedActorIsTheSameWithItsState) {
    const ActorId logger = session.world().actor("logger")->id;
    const Value lines = stateOf(session, "logger", "lines");
    ASSERT_NE(lines, Value(0));
    ASSERT_TRUE(session.edit(renameActor(session.document(), "logger", "archive").value()));
    settle();

    ASSERT_NE(session.world().actor("archive"), nullptr);
    EXPECT_EQ(session.world().actor("archive")->id, logger);
    EXPECT_EQ(session.world().actor("archive")->incarnation, 1U);
    EXPECT_EQ(stateOf(session, "archive", "lines"), lines);
    EXPECT_EQ(session.world().actor("logger"), nullptr);

    ASSERT_TRUE(session.undo());
    settle();
    ASSERT_NE(session.world().actor("logger"), nullptr);
    EXPECT_EQ(session.world().actor("logger")->id, logger);
    EXPECT_EQ(stateOf(session, "logger", "lines"), lines);
}

TEST(Session, ChildrenOfARenamedSupervisorStayWhoTheyAre) {
    Session session(scenario("worker-pool"));
    ASSERT_TRUE(session.start({.mode = RunMode::lab}));
    session.runFor(200ms);
    const ActorId worker = session.world().actor("worker-2")->id;
    ASSERT_TRUE(session.edit(renameActor(session.document(), "pool", "crew").value()));
    session.runFor(50ms);

    EXPECT_EQ(session.world().actor("worker-2")->id, worker);
    EXPECT_TRUE(session.world().actor("worker-2")->isAlive());
    ASSERT_TRUE(session.crash(worker));
    session.runFor(1500ms);
    EXPECT_EQ(session.world().actor("worker-2")->incarnation, 2U) << "it is still supervised";
}

TEST(Session, WhatBecomesOfMailAndOfAFailingMessageIsSetWhileItRuns) { // S5.2, D16
    Session session(scenario("worker-pool"));
    ASSERT_TRUE(session.start({.mode = RunMode::lab}));
    session.runFor(200ms);
    const ActorId worker = session.world().actor("worker-2")->id;
    ActorEntry entry = *session.document().actor("worker-2");
    entry.restartMail = RestartMail::discard;
    entry.retries = 2;
    ASSERT_TRUE(session.edit(changeActor(session.document(), "worker-2", entry, "mail").value()));
    session.runFor(50ms);
    ASSERT_EQ(session.world().actor("worker-2")->id, worker) << "it goes on";
    ASSERT_TRUE(session.crash(worker));
    session.runFor(1500ms);
    EXPECT_EQ(session.world().actor("worker-2")->incarnation, 2U);
    EXPECT_GT(session.world().deadLetters().count(DeadReason::discardedOnRestart), 0);

    entry.child = ChildPolicy::temporary;
    ASSERT_TRUE(session.edit(changeActor(session.document(), "worker-2", entry, "child").value()));
    session.runFor(50ms);
    ASSERT_TRUE(session.crash(worker));
    session.runFor(1500ms);
    EXPECT_FALSE(session.world().actor("worker-2")->isAlive());
}

/// What the person did last, in words.
std::string lastAction(const Session& session) {
    const Recording& recording = session.recording();
    for (Seq seq = recording.lastSeq(); recording.has(seq); --seq) {
        const RecordedEvent event = recording.at(seq);
        if (event.header.kind != EventKind::userAction) continue;
        PayloadReader in(event.payload);
        return std::string(in.takeText());
    }
    return {};
}

TEST_P(EveryMode, AMessageIsSentInAnActorsName) {
    Session session(scenario("counter-bounded"));
    RunOptions options;
    options.mode = GetParam();
    ASSERT_TRUE(session.start(options));
    ASSERT_TRUE(session.runUntilQuiet(30s));
    const std::string other = session.document().actors.back().name;
    const ActorView* sender = session.world().actor(namesOf(session.document().actors.back())[0]);
    ASSERT_NE(sender, nullptr) << other;
    const ActorView* counter = session.world().actor("counter");
    const std::int64_t before = counter->ledger.sent;
    ASSERT_NE(sender->id, counter->id);
    ASSERT_TRUE(session.send({.to = counter->id,
                              .from = sender->id,
                              .message = "Increment",
                              .fields = {{"by", 1}},
                              .count = 3}));
    ASSERT_TRUE(session.runUntilQuiet(30s));

    EXPECT_EQ(session.world().actor("counter")->ledger.sent, before + 3);
    std::uint32_t lastSender = 0;
    for (Seq seq = session.recording().lastSeq(); seq > 0 && lastSender == 0; --seq) {
        if (!session.recording().has(seq)) break;
        const RecordedEvent event = session.recording().at(seq);
        if (event.header.kind == EventKind::sent) lastSender = event.header.actor;
    }
    EXPECT_EQ(lastSender, sender->id.number);
    EXPECT_EQ(session.world().oddEvents(), 0U);
    EXPECT_EQ(lastAction(session), "send Increment counter in the name of " + sender->name);

    const auto asked = session.send(
        {.to = counter->id, .from = sender->id, .message = "GetValue", .answerWithin = 1s});
    ASSERT_TRUE(asked);
    ASSERT_TRUE(session.runUntilQuiet(30s));
    const std::vector<Answer> answers = session.takeAnswers();
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_EQ(answers[0].ask, asked.value());
    EXPECT_EQ(answers[0].outcome, AskOutcome::ok);
    EXPECT_EQ(answers[0].reply, stateOf(session, "counter", "value"));

    const ActorId stopped = sender->id;
    ASSERT_TRUE(session.stop(stopped));
    session.runUntilQuiet(30s);
    EXPECT_FALSE(session.send({.to = counter->id, .from = stopped, .message = "GetValue"}));
    session.end();
}

TEST_F(EditedRun, AnEditThatCouldNotBeRunIsRefusedAndChangesNothing) {
    const Document before = session.document();
    const auto refused = session.edit(
        addLink(session.document(), {.from = "logger", .port = "no", .to = "logger"}, true)
            .value());
    EXPECT_FALSE(refused);
    EXPECT_EQ(session.document(), before);
    EXPECT_FALSE(session.edits().canUndo());
}

TEST(Session, ADeadLetterCanBeSentAgain) {
    Session session(scenario("counter"));
    ASSERT_TRUE(session.start({.mode = RunMode::lab}));
    session.runUntilQuiet(60s);
    const ActorId counter = session.world().actor("counter")->id;
    ASSERT_TRUE(session.stop(counter));
    session.runUntilQuiet(60s);
    ASSERT_TRUE(session.send({.to = counter, .message = "Increment", .fields = {{"by", 7}}}));
    session.runUntilQuiet(60s);
    ASSERT_EQ(session.world().deadLetters().listed().size(), 1U);

    ASSERT_TRUE(session.startAgain(counter));
    session.runUntilQuiet(60s);
    ASSERT_TRUE(session.resend(session.world().deadLetters().listed().front()));
    session.runUntilQuiet(60s);
    EXPECT_EQ(stateOf(session, "counter", "value"), Value(7));
}

TEST(Session, ARouterTakesWhateverIsSent) {
    Session session(scenario("worker-pool"));
    ASSERT_TRUE(session.start({.mode = RunMode::lab}));
    session.tick(0);
    const ActorId router = session.world().actor("router")->id;

    EXPECT_TRUE(session.send({.to = router, .message = "Process", .fields = {{"n", 3}}}));
    EXPECT_FALSE(session.send({.to = router, .message = "NoSuchMessage"}));
}

TEST(Session, GoesBackToAnyInstantOfItsRun) {
    Session session(scenario("worker-pool"));
    ASSERT_TRUE(session.start({.mode = RunMode::lab}));
    session.runFor(2s);
    const ActorId worker = session.world().actor("worker-2")->id;
    ASSERT_TRUE(session.crash(worker));
    session.runFor(3s);
    session.end();

    const auto& marks = session.timeline().marks();
    const auto crash = std::find_if(marks.begin(), marks.end(),
                                    [](const Mark& each) { return each.kind == MarkKind::crash; });
    ASSERT_NE(crash, marks.end());
    EXPECT_EQ(crash->actor, worker);
    const World there = session.worldAt(crash->seq);
    EXPECT_EQ(there.actor(worker)->status, ActorStatus::crashed);
    EXPECT_EQ(session.worldAt(crash->seq - 1).actor(worker)->incarnation, 1U);
    EXPECT_EQ(session.world().actor(worker)->incarnation, 2U);
}

} // namespace
} // namespace troupe::core

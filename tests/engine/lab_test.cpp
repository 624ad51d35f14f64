// The Lab: S1.1, S1.2, S1.3, D19, D20.
#include <cstring>

#include "support/behaviour_actors.h"

namespace troupe::testing {
namespace {

struct Kick {
    std::int64_t n = 0;
    static constexpr auto name = "Kick";
    static constexpr auto fields = troupe::fields(field("n", &Kick::n));
};
/// A little of everything: tells, asks, draws, sets timers, stashes, crashes.
class Busy {
public:
    using Messages = MessageList<Kick, Note, Boom>;
    static constexpr auto name = "Busy";
    Busy(Ref<Noter> noter, Ref<Oracle> oracle)
        : m_noter(std::move(noter)), m_oracle(std::move(oracle)) {}
    Task<> on(Context& ctx, const Kick& m) {
        ctx.tell<Note>(m_noter, m.n);
        ctx.after(Duration(1000 + static_cast<std::int64_t>(ctx.random().below(50000))), Note{m.n});
        const AskResult<std::int64_t> r = co_await ctx.ask<Question>(m_oracle, 1s, m.n);
        m_sum += r.ok() ? r.value() : 0;
        if (ctx.random().below(4) == 0) ctx.tell<Boom>(ctx.self<Busy>(), "drawn");
    }
    void on(Context& ctx, const Note& m) {
        if (m_sum % 3 == 1 && ctx.stash()) return;
        m_sum += m.n;
        ctx.unstashAll();
    }
    void on(const Boom& m) { throw std::runtime_error(m.text); }

private:
    Ref<Noter> m_noter;
    Ref<Oracle> m_oracle;
    std::int64_t m_sum = 0;

public:
    static constexpr auto fields = troupe::fields(field("sum", &Busy::m_sum));
};

struct Scenario {
    explicit Scenario(LabOptions options) : lab(options) {
        System& system = lab.system();
        system.attachRecorder();
        const auto noter = system.spawn<Noter>("noter", std::make_shared<Seen>());
        const auto oracle = system.spawn<Oracle>("oracle");
        const auto pool = system.spawnSupervisor({.name = "pool", .budget = {100, 5s}});
        for (int i = 0; i < 3; ++i) {
            SpawnOptions options2;
            options2.supervisor = pool;
            busy.push_back(system.spawn<Busy>(std::move(options2), noter, oracle));
        }
        for (int n = 0; n < 6; ++n) busy[static_cast<std::size_t>(n % 3)].tell(Kick{n});
    }
    std::string eventBytes() {
        test::CollectingSink sink;
        lab.system().drainTrace(sink);
        std::string bytes;
        for (const auto& e : sink.events) {
            char header[sizeof(Event)];
            std::memcpy(header, &e.header, sizeof header);
            bytes.append(header, sizeof header);
            bytes.append(e.payload.begin(), e.payload.end());
        }
        return bytes;
    }

    Lab lab;
    std::vector<Ref<Busy>> busy;
};

std::string runWith(std::uint64_t seed) {
    Scenario scenario({.seed = seed});
    EXPECT_TRUE(scenario.lab.runToQuiet());
    return scenario.eventBytes();
}

// S1.2, D24
TEST(LabRun, TheSameSeedGivesTheSameBytesAThousandTimes) {
    const std::string first = runWith(3);
    ASSERT_GT(first.size(), 50 * sizeof(Event));

    for (int i = 1; i < 1000; ++i) ASSERT_EQ(runWith(3), first) << "run " << i;
}

// S1.2
TEST(LabRun, OtherSeedsChooseOtherOrders) {
    EXPECT_NE(runWith(1), runWith(2));
}

// S1.2
TEST(LabRun, ARecordedScheduleGivesTheSameEvents) {
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        Scenario scenario({.seed = seed});
        ASSERT_TRUE(scenario.lab.runToQuiet());
        // the seed of the replay draws for the actors; its choices are the schedule's
        Scenario again({.seed = seed});
        const auto made = again.lab.replay(scenario.lab.schedule());

        ASSERT_TRUE(made.ok()) << made.error();
        EXPECT_EQ(made.value(), scenario.lab.steps());
        EXPECT_EQ(again.eventBytes(), scenario.eventBytes()) << "seed " << seed;
        EXPECT_TRUE(again.lab.isQuiet());
        EXPECT_EQ(again.lab.schedule(), scenario.lab.schedule());
    }
}

// S1.2
TEST(LabRun, AScheduleThatDoesNotFitSaysWhere) {
    Scenario scenario({});

    EXPECT_FALSE(scenario.lab.replay("nonsense").ok());
    EXPECT_FALSE(scenario.lab.replay("troupe1:a").ok());
    const auto made = scenario.lab.replay("troupe1:0,99");
    ASSERT_FALSE(made.ok());
    EXPECT_NE(made.error().find("step 2"), std::string::npos);
}

// S1.2: each step delivers exactly one message; a person can say which.
TEST(LabRun, EachStepDeliversOneMessageThatAPersonMayChoose) {
    Lab lab;
    const auto seen = std::make_shared<Seen>();
    const auto a = lab.system().spawn<Noter>("a", seen);
    const auto b = lab.system().spawn<Noter>("b", seen);
    a.tell(Note{1});
    a.tell(Note{2});
    b.tell(Note{3});

    const std::vector<LabChoice> choices = lab.choices();

    ASSERT_EQ(choices.size(), 2U); // the second to a stands behind the first
    EXPECT_EQ(choices[0].receiver, a.id());
    EXPECT_EQ(choices[1].receiver, b.id());
    EXPECT_STREQ(choices[1].type->name, "Note");
    ASSERT_TRUE(lab.deliver(1));
    EXPECT_EQ(seen->all(), std::vector<std::int64_t>{3});
    EXPECT_FALSE(lab.deliver(17));
    ASSERT_TRUE(lab.runToQuiet());
    EXPECT_EQ(seen->all(), (std::vector<std::int64_t>{3, 1, 2}));
}

// S1.2, D19: a turn takes its cost; until then its actor is busy, others are not.
TEST(LabRun, ATurnTakesVirtualTime) {
    Lab lab({.cost = 10us});
    const auto seen = std::make_shared<Seen>();
    const auto a = lab.system().spawn<Noter>("a", seen);
    for (std::int64_t n = 1; n <= 3; ++n) a.tell(Note{n});

    ASSERT_TRUE(lab.step());
    EXPECT_EQ(lab.now(), 0);
    ASSERT_EQ(lab.choices().size(), 1U);
    EXPECT_EQ(lab.choices()[0].kind, LabChoice::Kind::passTime);
    EXPECT_EQ(lab.choices()[0].time, 10'000);
    ASSERT_FALSE(lab.hindrances().empty());
    EXPECT_EQ(lab.hindrances()[0].reason, LabHindrance::Reason::receiverBusy);
    ASSERT_TRUE(lab.runToQuiet());

    EXPECT_EQ(lab.now(), 30'000);
}

// D19
TEST(LabRun, WorkersLimitHowManyAreBusyAtOnce) {
    const auto timeWith = [](std::uint32_t workers) {
        Lab lab({.workers = workers, .cost = 10us});
        const auto seen = std::make_shared<Seen>();
        for (int i = 0; i < 8; ++i) lab.system().spawn<Noter>("a", seen).tell(Note{i});
        EXPECT_TRUE(lab.runToQuiet());
        EXPECT_EQ(seen->all().size(), 8U);
        return lab.now();
    };

    EXPECT_EQ(timeWith(1), 80'000);
    EXPECT_EQ(timeWith(4), 20'000);
    EXPECT_EQ(timeWith(kUnlimitedWorkers), 10'000);
}

/// Tells `noter` 1 and then has `friendly` tell it 2.
struct Go {
    static constexpr auto name = "Go";
    static constexpr auto fields = troupe::fields();
};
class Second {
public:
    using Messages = MessageList<Go>;
    static constexpr auto name = "Second";
    explicit Second(Ref<Noter> noter) : m_noter(std::move(noter)) {}
    void on(Context& ctx, const Go&) { ctx.tell<Note>(m_noter, 2); }

private:
    Ref<Noter> m_noter;
};
class First {
public:
    using Messages = MessageList<Go>;
    static constexpr auto name = "First";
    First(Ref<Noter> noter, Ref<Second> second)
        : m_noter(std::move(noter)), m_second(std::move(second)) {}
    void on(Context& ctx, const Go&) {
        ctx.tell<Note>(m_noter, 1);
        ctx.tell<Go>(m_second);
    }

private:
    Ref<Noter> m_noter;
    Ref<Second> m_second;
};

/// How often 2 came before 1 in 100 seeds.
int overtakings(LabOrder order) {
    int count = 0;
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        Lab lab({.seed = seed, .workers = kUnlimitedWorkers, .order = order});
        const auto seen = std::make_shared<Seen>();
        const auto noter = lab.system().spawn<Noter>("noter", seen);
        const auto second = lab.system().spawn<Second>("second", noter);
        const auto first = lab.system().spawn<First>("first", noter, second);
        lab.system().hold(noter);
        first.tell(Go{});
        EXPECT_TRUE(lab.runToQuiet());
        lab.system().release(noter);
        EXPECT_TRUE(lab.runToQuiet());
        count += seen->all() == std::vector<std::int64_t>{2, 1};
    }
    return count;
}

// D20, S3.1: causal by default; over a network only the order of each sender is kept.
TEST(LabRun, CausesComeBeforeTheirEffectsUnlessOnlySendersCount) {
    EXPECT_EQ(overtakings(LabOrder::causal), 0);
    EXPECT_GT(overtakings(LabOrder::perSender), 0);
}

// D20
TEST(LabRun, AMessageThatMustWaitSaysForWhat) {
    Lab lab;
    const auto noter = lab.system().spawn<Noter>("noter", std::make_shared<Seen>());
    noter.tell(Note{1});
    noter.tell(Note{2});

    const auto hindrances = lab.hindrances();

    ASSERT_EQ(hindrances.size(), 1U);
    EXPECT_EQ(hindrances[0].reason, LabHindrance::Reason::behindSameSender);
    EXPECT_EQ(hindrances[0].behind, lab.choices()[0].id);
}

// D20
TEST(LabRun, ADroppedMessageIsADeadLetterByHandAndMarksTheRun) {
    Lab lab;
    const auto seen = std::make_shared<Seen>();
    const auto noter = lab.system().spawn<Noter>("noter", seen);
    noter.tell(Note{1});
    noter.tell(Note{2});
    EXPECT_FALSE(lab.isManipulated());

    EXPECT_TRUE(lab.drop(lab.choices()[0].id));
    EXPECT_FALSE(lab.drop(12345));
    ASSERT_TRUE(lab.runToQuiet());

    EXPECT_TRUE(lab.isManipulated());
    EXPECT_EQ(seen->all(), numbers(2, 2));
    const Ledger ledger = lab.system().snapshot(noter).ledger;
    EXPECT_EQ(ledger.dead[static_cast<std::size_t>(DeadReason::manual)], 1U);
    EXPECT_TRUE(ledger.isBalanced());
}

// D20: each by hand, and again from the schedule.
TEST(LabRun, AMessageCanBeDoubledDelayedAndBroughtForward) {
    std::string schedule;
    std::vector<std::int64_t> first;
    for (const bool isReplay : {false, true}) {
        Lab lab;
        const auto seen = std::make_shared<Seen>();
        const auto noter = lab.system().spawn<Noter>("noter", seen);
        for (std::int64_t n = 1; n <= 4; ++n) noter.tell(Note{n});
        if (isReplay) {
            const auto made = lab.replay(schedule);
            ASSERT_TRUE(made.ok()) << made.error();
        } else {
            const std::uint64_t one = lab.choices()[0].id;
            const std::uint64_t two = lab.hindrances()[0].id;
            const std::uint64_t three = lab.hindrances()[1].id;
            EXPECT_TRUE(lab.deliverNow(three));
            EXPECT_FALSE(lab.deliverNow(two)); // it is busy
            ASSERT_TRUE(lab.step());
            EXPECT_TRUE(lab.duplicate(two));
            EXPECT_TRUE(lab.delay(one, 5ms));
            EXPECT_FALSE(lab.duplicate(three));
            lab.runFor(1ms);
            EXPECT_EQ(seen->all(), std::vector<std::int64_t>{3});
            EXPECT_EQ(lab.now(), 1'010'000);
            lab.runFor(10ms);
            schedule = lab.schedule();
        }
        EXPECT_EQ(seen->all(), (std::vector<std::int64_t>{3, 1, 2, 2, 4})) << schedule;
        EXPECT_EQ(lab.now(), 11'010'000);
        EXPECT_TRUE(lab.isManipulated());
        EXPECT_EQ(lab.schedule(), schedule);
        const Ledger ledger = lab.system().snapshot(noter).ledger;
        EXPECT_EQ(ledger.sent, 5U); // D11: a duplicate is sent too
        EXPECT_TRUE(ledger.isBalanced());
    }
}

// D20: the reply is to the first of the two.
TEST(LabRun, ADoubledRequestIsAnsweredOnce) {
    Lab lab;
    const auto oracle = lab.system().spawn<Oracle>("oracle");
    auto future = oracle.ask<Question>(1s, 1);
    ASSERT_TRUE(lab.duplicate(lab.choices()[0].id));

    EXPECT_EQ(future.get().value(), 2);
    ASSERT_TRUE(lab.runToQuiet());

    EXPECT_EQ(lab.system().snapshot(oracle).ledger.handled, 2U);
}

TEST(LabRun, AScheduleSaysWhatItCannotRead) {
    Lab lab;
    for (const char* wrong :
         {"troupe1:,", "troupe1:1,", "troupe1:drop", "troupe1:delay3", "troupe1:1x",
          "troupe1:until-5", "troupe1:later4", "troupe1:1x99999999999"}) {
        EXPECT_FALSE(lab.replay(wrong).ok()) << wrong;
    }
    EXPECT_TRUE(lab.replay("troupe1:").ok());
}

/// What it can find out about where it runs.
class Curious {
public:
    using Messages = MessageList<Question>;
    static constexpr auto name = "Curious";
    std::int64_t on(Context& ctx, const Question&) {
        ++m_asked;
        return static_cast<std::int64_t>(ctx.random().next() >> 8) + ctx.incarnation() + m_asked +
               ctx.id().number;
    }

private:
    std::int64_t m_asked = 0;
};

// S1.3: but for the clock a handler sees the same in Live and in the Lab.
TEST(LabRun, AHandlerCannotTellLiveFromLab) {
    System live({.workers = 2, .seed = 5});
    Lab lab({.seed = 5});
    const auto inLive = live.spawn<Curious>("curious");
    const auto inLab = lab.system().spawn<Curious>("curious");

    for (int i = 0; i < 10; ++i) {
        EXPECT_EQ(inLive.ask<Question>(5s, 0).get().value(),
                  inLab.ask<Question>(5s, 0).get().value());
    }
}

/// Notes on which thread it ran, by a number for each.
class Where {
public:
    using Messages = MessageList<Question>;
    static constexpr auto name = "Where";
    std::int64_t on(const Question&) {
        return static_cast<std::int64_t>(reinterpret_cast<std::intptr_t>(&m_local));
    }
    static inline thread_local char m_local = 0;
};

// S1.1: actors share the pool's threads; a dedicated one has a thread of its own.
TEST(LiveRun, ADedicatedActorHasAThreadOfItsOwn) {
    System system({.workers = 1});
    SpawnOptions options;
    options.dedicated = true;
    const auto pooled1 = system.spawn<Where>("pooled");
    const auto pooled2 = system.spawn<Where>("pooled");
    const auto own = system.spawn<Where>(std::move(options));
    const auto threadOf = [](const Ref<Where>& ref) {
        return ref.ask<Question>(5s, 0).get().value();
    };

    EXPECT_EQ(threadOf(pooled1), threadOf(pooled2));
    EXPECT_NE(threadOf(own), threadOf(pooled1));
    EXPECT_EQ(threadOf(own), threadOf(own));
}

// S1.2: one thread: the test's own.
TEST(LabRun, RunsOnTheCallingThread) {
    Lab lab;
    const auto where = lab.system().spawn<Where>("where");

    EXPECT_EQ(where.ask<Question>(5s, 0).get().value(),
              static_cast<std::int64_t>(reinterpret_cast<std::intptr_t>(&Where::m_local)));
}

} // namespace
} // namespace troupe::testing

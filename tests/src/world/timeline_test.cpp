#include "world/timeline.h"

#include <chrono>
#include <iostream>
#include <random>

#include <gtest/gtest.h>

#include "export/tables.h"
#include "src/event_script.h"

namespace troupe::core {
namespace {

/// Everything that a World tells, as text.
std::string digest(const World& world) {
    std::string out = actorsCsv(world, {}) + std::to_string(world.lastSeq()) + " " +
                      std::to_string(world.time()) + " " +
                      std::to_string(world.deadLetters().count()) + "\n";
    for (const Problem& each : world.problems()) out += toEnglish(each.text) + "\n";
    for (const auto& [key, edge] : world.edges()) {
        out += std::to_string(key.from.number) + ">" + std::to_string(key.to.number) + " " +
               std::to_string(edge.sent) + "\n";
    }
    world.forEachActor([&](const ActorView& actor) {
        for (const MailboxEntry& each : actor.mailbox) out += std::to_string(each.message) + " ";
        out += actor.lastFailure + "\n";
    });
    return out;
}

/// A run of a few actors that send, handle, crash and restart at random.
class RandomRun {
public:
    explicit RandomRun(std::uint32_t seed, std::size_t worldBytes = Timeline::kDefaultBytes,
                       std::size_t recordingBytes = Recording::kDefaultBytes)
        : m_random(seed) {
        script.timeline = Timeline(worldBytes);
        script.recording = Recording(script.schema, recordingBytes);
        for (std::uint32_t i = 1; i <= kActors; ++i) script.spawned(i, "a" + std::to_string(i));
    }

    void run(std::size_t events) {
        while (script.recording.lastSeq() < events) act();
    }

    World folded(Seq seq) const {
        World world(script.schema);
        for (Seq each = 1; each <= seq; ++each) world.apply(script.recording.at(each));
        return world;
    }

    World at(Seq seq) const { return script.timeline.at(seq, script.recording, script.world); }

    EventScript script;

private:
    static constexpr std::uint32_t kActors = 20;

    void act() {
        const std::uint32_t actor = 1 + static_cast<std::uint32_t>(m_random() % kActors);
        const ActorView& view = script.at(actor);
        const auto choice = m_random() % 100;
        if (choice == 0) {
            script.failed(actor, "boom");
            script.restarted(actor, static_cast<std::uint16_t>(view.incarnation + 1));
        } else if (choice < 3) {
            script.sent(0, actor, ++m_message, TellOutcome::dead);
            script.dead(actor, 0, m_message, DeadReason::stopped);
        } else if (choice < 50 && !view.mailbox.empty()) {
            script.handled(actor, 0, view.mailbox.front().message);
        } else {
            script.sent(1 + static_cast<std::uint32_t>(m_random() % kActors), actor, ++m_message);
        }
    }

    std::mt19937 m_random;
    MessageId m_message = 100;
};

// P17 D21: world.at(n) == fold(first n events)
TEST(Timeline, EveryInstantEqualsTheFoldUpToIt) {
    RandomRun run(3);
    run.run(30'000);
    ASSERT_GT(run.script.timeline.keyframeCount(), 3U);

    std::mt19937 random(5);
    for (int i = 0; i < 40; ++i) {
        const Seq seq = random() % (run.script.recording.lastSeq() + 1);
        const World there = run.at(seq);
        ASSERT_EQ(there.lastSeq(), seq);
        ASSERT_EQ(digest(there), digest(run.folded(seq))) << seq;
    }
}

TEST(Timeline, TimesAndEventsFitTogether) {
    RandomRun run(4);
    run.run(20'000);
    const Recording& recording = run.script.recording;
    for (const Seq seq : {Seq{1}, Seq{5000}, Seq{12'345}, recording.lastSeq()}) {
        const std::uint64_t time = run.script.timeline.timeOf(seq, recording);
        EXPECT_EQ(run.script.timeline.seqAt(time, recording), seq);
        EXPECT_EQ(run.script.timeline.seqAt(time - 1, recording), seq - 1);
    }
    EXPECT_EQ(run.script.timeline.seqAt(0, recording), 0U);
    EXPECT_EQ(run.script.timeline.seqAt(UINT64_MAX, recording), recording.lastSeq());
}

TEST(Timeline, KeyframesStayWithinTheirBytes) {
    RandomRun small(6, std::size_t{1} << 20);
    small.run(100'000);

    EXPECT_GT(small.script.timeline.spacing(), Timeline::kFirstSpacing);
    const Seq seq = 54'321;
    EXPECT_EQ(digest(small.at(seq)), digest(small.folded(seq)));
}

TEST(Timeline, WhereTheOldestEventsAreGoneItBeginsAtAKeyframe) {
    RandomRun run(8, Timeline::kDefaultBytes, Recording::kLeastBytes);
    run.run(60'000);
    const Recording& recording = run.script.recording;
    ASSERT_FALSE(recording.isComplete());

    const Seq first = run.script.timeline.firstSeq(recording);
    EXPECT_GE(first + 1, recording.firstSeq());
    EXPECT_LT(first, recording.lastSeq());
    EXPECT_EQ(run.at(0).lastSeq(), first);
    const World there = run.at(first + 10);
    EXPECT_EQ(there.lastSeq(), first + 10);
    EXPECT_TRUE(there.ledger().isBalanced());
}

TEST(Timeline, MarksCrashesRestartsAndDeadLettersAndIsBounded) {
    RandomRun run(9);
    run.run(1000);
    std::array<int, kMarkKindCount> seen{};
    Seq last = 0;
    for (const Mark& mark : run.script.timeline.marks()) {
        ++seen[static_cast<std::size_t>(mark.kind)];
        EXPECT_GE(mark.seq, last);
        last = mark.seq;
    }
    EXPECT_GT(seen[static_cast<std::size_t>(MarkKind::crash)], 0);
    EXPECT_GT(seen[static_cast<std::size_t>(MarkKind::restart)], 0);
    EXPECT_GT(seen[static_cast<std::size_t>(MarkKind::deadLetter)], 0);

    EventScript flood;
    flood.spawned(1, "a");
    flood.failed(1, "once");
    for (MessageId message = 1; message < 20'000; ++message) {
        flood.dead(1, 0, message, DeadReason::unhandled);
    }
    const std::vector<Mark>& marks = flood.timeline.marks();
    EXPECT_LE(marks.size(), Timeline::kMostMarks);
    EXPECT_EQ(marks.front().kind, MarkKind::crash) << "the weightier mark stays";
}

// D42: budget 50 ms anywhere in 10^6 events
TEST(Timeline, SeekingInAMillionEventsIsQuick) {
    RandomRun run(11);
    run.run(1'000'000);
    std::mt19937 random(1);
    double worst = 0;
    for (int i = 0; i < 20; ++i) {
        const Seq seq = random() % run.script.recording.lastSeq();
        const auto begin = std::chrono::steady_clock::now();
        const World there = run.at(seq);
        const std::chrono::duration<double, std::milli> took =
            std::chrono::steady_clock::now() - begin;
        EXPECT_EQ(there.lastSeq(), seq);
        worst = std::max(worst, took.count());
    }
    std::cout << "worst of 20: " << worst << " ms of 50\n";
    EXPECT_LT(worst, 500);
}

} // namespace
} // namespace troupe::core

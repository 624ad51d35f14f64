#include "troupe/observe/trace_merge.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>

#include "support/collecting_sink.h"

namespace troupe {
namespace {

using test::CollectingSink;

/// Rings made by hand. `between` runs when they are listed for the second time in a drain, which
/// is between the two readings of their ends.
struct Rings final : RingSource {
    std::vector<std::unique_ptr<TraceRing>> rings;
    std::function<void()> between;
    bool isSecond = false;

    explicit Rings(std::uint16_t count) {
        for (std::uint16_t i = 0; i < count; ++i) add();
    }
    void add() {
        const auto thread = static_cast<std::uint16_t>(rings.size());
        rings.push_back(std::make_unique<TraceRing>(thread, 256));
    }
    void listRings(std::vector<TraceRing*>& to) override {
        if (isSecond && between) between();
        isSecond = !isSecond;
        to.clear();
        for (const auto& ring : rings) to.push_back(ring.get());
    }

    struct Args {
        std::uint64_t stamp = 0;
        EventKind kind = EventKind::log;
        std::uint32_t actor = 0;
        std::uint32_t number = 0;
        std::uint64_t message = 0;
        std::uint8_t flags = 0;
    };
    void write(std::size_t ring, const Args& args) {
        Event event;
        event.stamp = args.stamp;
        event.kind = args.kind;
        event.actor = args.actor;
        event.number = args.number;
        event.message = args.message & 0xFFFFFFFFFFFFU;
        event.flags = args.flags;
        ASSERT_TRUE(rings[ring]->write(event, {}));
    }
};

std::vector<std::uint64_t> stampsOf(const CollectingSink& sink) {
    std::vector<std::uint64_t> stamps;
    for (const auto& event : sink.events) stamps.push_back(event.header.stamp);
    return stamps;
}

using Stamps = std::vector<std::uint64_t>;

// D26: the drain merges by (stamp, thread, index); the place after it is the seq.
TEST(TraceMerge, MergesByStampThenThread) {
    Rings rings(3);
    rings.write(2, {.stamp = 10});
    rings.write(2, {.stamp = 40});
    rings.write(0, {.stamp = 20});
    rings.write(1, {.stamp = 10});
    rings.write(1, {.stamp = 30});
    TraceMerge merge;
    CollectingSink sink;

    EXPECT_EQ(merge.drain(rings, sink), 5U);

    EXPECT_EQ(stampsOf(sink), (Stamps{10, 10, 20, 30, 40}));
    EXPECT_EQ(sink.events[0].thread, 1);
    EXPECT_EQ(sink.events[1].thread, 2);
    for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(sink.events[i].seq, i + 1);
    EXPECT_EQ(merge.drain(rings, sink), 0U);
    for (const auto& ring : rings.rings) EXPECT_EQ(ring->occupancy(), 0U);
}

// Thread 0 is read before its event 15 is there; thread 1's event 20, seen, may depend on it.
TEST(TraceMerge, KeepsBackWhatMayDependOnSomethingNotYetRead) {
    Rings rings(2);
    rings.write(0, {.stamp = 10});
    rings.write(1, {.stamp = 12});
    rings.write(1, {.stamp = 20});
    rings.between = [&] { rings.write(0, {.stamp = 15}); };
    TraceMerge merge;
    CollectingSink sink;

    merge.drain(rings, sink);
    EXPECT_EQ(stampsOf(sink), (Stamps{10, 12}));

    rings.between = nullptr;
    merge.drain(rings, sink);
    EXPECT_EQ(stampsOf(sink), (Stamps{10, 12, 15, 20}));
}

/// Takes so many in one drain.
struct FullSink final : EventSink {
    CollectingSink kept;
    std::size_t mostAtOnce;
    std::size_t before = 0;

    explicit FullSink(std::size_t most) : mostAtOnce(most) {}
    void take(const DrainedEvent& event) override { kept.take(event); }
    bool hasEnough() override { return kept.events.size() - before >= mostAtOnce; }
};

// Nothing is lost or told as missing: a cause that was not read yet is not gone.
TEST(TraceMerge, StopsWhenTheSinkHasEnoughAndGoesOnInTheNextDrain) {
    constexpr std::uint64_t kMessage = 5;
    Rings rings(2);
    for (std::uint64_t stamp = 11; stamp <= 210; ++stamp) rings.write(0, {.stamp = stamp});
    rings.write(0, {.stamp = 211, .kind = EventKind::sent, .message = kMessage});
    rings.write(1, {.stamp = 10, .kind = EventKind::began, .message = kMessage});
    TraceMerge merge;
    FullSink sink(64);
    std::vector<std::size_t> portions;

    for (int i = 0; i < 4; ++i) {
        sink.before = sink.kept.events.size();
        portions.push_back(merge.drain(rings, sink));
    }

    EXPECT_EQ(portions, (std::vector<std::size_t>{64, 64, 64, 10}));
    EXPECT_FALSE(merge.wasStopped());
    EXPECT_EQ(merge.gaps(), 0U);
    EXPECT_EQ(sink.kept.events.back().header.kind, EventKind::began);
    for (const auto& ring : rings.rings) EXPECT_EQ(ring->occupancy(), 0U);
}

TEST(TraceMerge, KeepsBackForARingThatIsRegisteredMeanwhile) {
    Rings rings(1);
    rings.write(0, {.stamp = 20});
    rings.between = [&] {
        rings.add();
        rings.write(1, {.stamp = 15});
    };
    TraceMerge merge;
    CollectingSink sink;

    EXPECT_EQ(merge.drain(rings, sink), 0U);
    rings.between = nullptr;
    merge.drain(rings, sink);

    EXPECT_EQ(stampsOf(sink), (Stamps{15, 20}));
}

// The net: stamps that do not tell the order, as if nothing had been carried.
TEST(TraceMerge, HoldsATurnUntilItsMessageWasSent) {
    Rings rings(2);
    const std::uint64_t message = 5; // thread 0
    rings.write(1, {.stamp = 10, .kind = EventKind::began, .actor = 7, .message = message});
    rings.write(1, {.stamp = 11, .kind = EventKind::ended, .actor = 7, .message = message});
    rings.write(0, {.stamp = 50, .kind = EventKind::sent, .actor = 3, .message = message});
    TraceMerge merge;
    CollectingSink sink;

    merge.drain(rings, sink);

    EXPECT_EQ(stampsOf(sink), (Stamps{50, 10, 11}));
    EXPECT_EQ(merge.gaps(), 0U);
}

TEST(TraceMerge, HoldsAnEventUntilItsActorsLastOneIsOut) {
    Rings rings(2);
    rings.write(0, {.stamp = 1, .actor = 7, .number = 1});
    rings.write(1, {.stamp = 10, .actor = 7, .number = 3});
    rings.write(0, {.stamp = 50, .actor = 7, .number = 2});
    TraceMerge merge;
    CollectingSink sink;

    merge.drain(rings, sink);

    EXPECT_EQ(stampsOf(sink), (Stamps{1, 50, 10}));
}

// D26: held over two drains it becomes a named gap, never passed over silently.
TEST(TraceMerge, NamesAGapAfterTwoDrains) {
    Rings rings(2);
    rings.write(0, {.stamp = 1, .actor = 7, .number = 1});
    rings.write(0, {.stamp = 10, .actor = 7, .number = 5});
    rings.write(0, {.stamp = 11, .actor = 7, .number = 6});
    rings.write(1, {.stamp = 12});
    TraceMerge merge;
    CollectingSink sink;

    merge.drain(rings, sink);
    EXPECT_EQ(stampsOf(sink), (Stamps{1, 12}));
    merge.drain(rings, sink);

    ASSERT_EQ(sink.events.size(), 5U);
    EXPECT_EQ(sink.events[2].header.kind, EventKind::gap);
    EXPECT_EQ(sink.events[2].header.actor, 7U);
    EXPECT_EQ(sink.events[2].reader().takeInt(), 3);
    EXPECT_EQ(sink.events[3].header.number, 5U);
    EXPECT_EQ(sink.events[4].header.number, 6U);
    EXPECT_EQ(sink.events[4].seq, 5U);
    EXPECT_EQ(merge.gaps(), 1U);
}

TEST(TraceMerge, NamesTheMessageThatWasNeverSent) {
    Rings rings(1);
    rings.write(0, {.stamp = 1, .kind = EventKind::began, .actor = 7, .message = 99});
    TraceMerge merge;
    CollectingSink sink;

    merge.drain(rings, sink);
    EXPECT_TRUE(sink.events.empty());
    merge.drain(rings, sink);

    ASSERT_EQ(sink.events.size(), 2U);
    EXPECT_EQ(sink.events[0].header.kind, EventKind::gap);
    EXPECT_EQ(sink.events[0].header.message, 99U);
    EXPECT_EQ(sink.events[1].header.kind, EventKind::began);
}

TEST(TraceMerge, DoesNotWaitForAMessageWhoseSendingWasNotRecorded) {
    Rings rings(1);
    rings.write(
        0,
        {.stamp = 1, .kind = EventKind::began, .actor = 7, .message = 99, .flags = kFlagUntraced});
    TraceMerge merge;
    CollectingSink sink;

    EXPECT_EQ(merge.drain(rings, sink), 1U);
    EXPECT_EQ(merge.gaps(), 0U);
}

TEST(TraceMerge, NumbersOfActorsAndMessagesGoRound) {
    Rings rings(2);
    TraceMerge merge;
    CollectingSink sink;
    rings.write(0, {.stamp = 1, .actor = 7, .number = UINT32_MAX});
    rings.write(0, {.stamp = 2, .kind = EventKind::sent, .message = kMessageCounterMask});
    rings.write(0, {.stamp = 3, .kind = EventKind::sent, .message = 1});
    rings.write(1, {.stamp = 4, .actor = 7, .number = 1}); // 0 is no number
    rings.write(1, {.stamp = 5, .kind = EventKind::began, .message = kMessageCounterMask});

    merge.drain(rings, sink);
    merge.drain(rings, sink);

    EXPECT_EQ(sink.events.size(), 5U);
    EXPECT_EQ(merge.gaps(), 0U);
}

TEST(TraceMerge, ReleasesWhileItGoesSoThatTheThreadCanGoOn) {
    Rings rings(0);
    rings.rings.push_back(std::make_unique<TraceRing>(std::uint16_t{0}, 4096U));
    for (std::uint64_t i = 1; i <= 4096; ++i) rings.write(0, {.stamp = i});
    struct Writing final : EventSink {
        Rings* rings = nullptr;
        std::size_t taken = 0;
        void take(const DrainedEvent&) override {
            if (++taken == 2048) rings->write(0, {.stamp = 5000});
        }
    } sink;
    sink.rings = &rings;
    TraceMerge merge;

    EXPECT_EQ(merge.drain(rings, sink), 4096U);
    EXPECT_EQ(merge.fullness(), 1024U);
    EXPECT_EQ(merge.drain(rings, sink), 1U);
}

TEST(TraceMerge, AnEventStaysWhereItIsWhileTheSinkReadsIt) {
    Rings rings(0);
    rings.rings.push_back(std::make_unique<TraceRing>(std::uint16_t{0}, 16U));
    for (std::uint64_t i = 1; i <= 16; ++i) rings.write(0, {.stamp = i});
    struct Filling final : EventSink {
        TraceRing* ring = nullptr;
        std::uint64_t expected = 0;
        bool isIntact = true;
        void take(const DrainedEvent& event) override {
            Event other;
            other.stamp = 100;
            while (ring->write(other, {})) {
            }
            isIntact = isIntact && event.header.stamp == ++expected;
        }
    } sink;
    sink.ring = rings.rings[0].get();
    TraceMerge merge;
    merge.drain(rings, sink);

    EXPECT_TRUE(sink.isIntact);
    EXPECT_EQ(sink.expected, 16U);
}

} // namespace
} // namespace troupe

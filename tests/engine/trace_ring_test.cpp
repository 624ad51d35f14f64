#include "troupe/observe/trace_ring.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace troupe {
namespace {

std::vector<std::uint8_t> bytesOf(std::size_t size, std::uint64_t seed) {
    std::vector<std::uint8_t> bytes(size);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(seed * 31 + i);
    return bytes;
}

bool write(TraceRing& ring, std::uint64_t stamp, std::size_t payloadSize = 0) {
    Event event;
    event.stamp = stamp;
    event.kind = EventKind::log;
    return ring.write(event, bytesOf(payloadSize, stamp));
}

TEST(TraceRing, GivesBackEventsInOrderWithTheirPayloads) {
    TraceRing ring(3, 64);
    const std::vector<std::size_t> sizes{0, 1, 24, 25, 64, 65, 700};
    for (std::size_t i = 0; i < sizes.size(); ++i) ASSERT_TRUE(write(ring, i + 1, sizes[i]));

    std::uint64_t at = ring.begin();
    std::vector<std::uint8_t> scratch;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        ASSERT_LT(at, ring.readableEnd());
        EXPECT_EQ(ring.at(at).stamp, i + 1);
        const auto payload = ring.payload(at, scratch);
        EXPECT_TRUE(std::ranges::equal(payload, bytesOf(sizes[i], i + 1))) << sizes[i];
        at = ring.next(at);
    }
    EXPECT_EQ(at, ring.readableEnd());
    EXPECT_EQ(ring.thread(), 3);
}

TEST(TraceRing, RefusesWhatHasNoRoomAndTakesItAfterARelease) {
    TraceRing ring(1, 16);
    for (std::uint64_t i = 1; i <= 16; ++i) EXPECT_TRUE(write(ring, i));
    EXPECT_EQ(ring.occupancy(), 16U);

    EXPECT_FALSE(write(ring, 17));

    ring.release(ring.next(ring.begin()));
    EXPECT_TRUE(write(ring, 17));
    EXPECT_FALSE(write(ring, 18));
    EXPECT_EQ(ring.at(ring.begin()).stamp, 2U);
}

TEST(TraceRing, WritesALongEventWhollyOrNotAtAll) {
    TraceRing ring(1, 16);
    for (std::uint64_t i = 1; i <= 14; ++i) EXPECT_TRUE(write(ring, i));

    EXPECT_FALSE(write(ring, 15, 100)); // three slots, two free
    EXPECT_EQ(ring.occupancy(), 14U);
    EXPECT_TRUE(write(ring, 15, 60)); // two slots

    EXPECT_EQ(ring.occupancy(), 16U);
}

TEST(TraceRing, RefusesAPayloadLongerThanAQuarterOfIt) {
    TraceRing ring(1, 16);

    EXPECT_TRUE(write(ring, 1, 3 * 64));
    EXPECT_FALSE(write(ring, 2, 3 * 64 + 1));
}

TEST(TraceRing, KeepsAReserve) {
    TraceRing ring(1, 16);
    for (std::uint64_t i = 1; i <= 12; ++i) EXPECT_TRUE(write(ring, i));

    EXPECT_TRUE(ring.hasRoom(1, 3));
    EXPECT_FALSE(ring.hasRoom(1, 4));
    EXPECT_TRUE(ring.hasRoom(4, 0));
}

TEST(TraceRing, ALongPayloadGoesRoundTheEnd) {
    TraceRing ring(1, 16);
    std::vector<std::uint8_t> scratch;
    for (std::uint64_t round = 1; round <= 100; ++round) {
        const std::size_t size = 65 + round % 120; // 3 or 4 slots, not a divisor of 16
        ASSERT_TRUE(write(ring, round, size));
        const std::uint64_t at = ring.begin();
        EXPECT_EQ(ring.at(at).stamp, round);
        EXPECT_TRUE(std::ranges::equal(ring.payload(at, scratch), bytesOf(size, round)));
        ring.release(ring.next(at));
    }
    EXPECT_EQ(ring.occupancy(), 0U);
}

// A producer that never waits, and a consumer that sleeps until it is told: what was written
// arrives complete and in order, what was refused does not arrive.
TEST(TraceRing, CarriesEventsFromOneThreadToAnother) {
    constexpr std::uint64_t kEvents = 200'000;
    TraceRing ring(1, 1024);
    sync::Parker consumer;
    sync::Atomic<bool> isDone{false};
    std::vector<std::uint64_t> refused; // read after join()
    sync::Thread producer("producer", [&] {
        for (std::uint64_t i = 1; i <= kEvents; ++i) {
            if (!write(ring, i, i % 97)) refused.push_back(i);
            if (i % 64 == 0) consumer.unpark();
        }
        isDone.store(true);
        consumer.unpark();
    });

    std::vector<std::uint64_t> read;
    std::vector<std::uint8_t> scratch;
    bool isIntact = true;
    for (bool isLast = false; !isLast;) {
        consumer.park();
        isLast = isDone.load(); // before the end is read, so nothing comes after it
        std::uint64_t at = ring.begin();
        for (const std::uint64_t end = ring.readableEnd(); at != end; at = ring.next(at)) {
            const std::uint64_t stamp = ring.at(at).stamp;
            isIntact = isIntact &&
                       std::ranges::equal(ring.payload(at, scratch), bytesOf(stamp % 97, stamp));
            read.push_back(stamp);
        }
        ring.release(at);
    }
    producer.join();

    EXPECT_TRUE(isIntact);
    EXPECT_TRUE(std::ranges::is_sorted(read));
    EXPECT_EQ(read.size() + refused.size(), kEvents);
}

} // namespace
} // namespace troupe

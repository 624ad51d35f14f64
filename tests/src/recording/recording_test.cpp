#include "recording/recording.h"

#include <gtest/gtest.h>

namespace troupe::core {
namespace {

std::vector<std::uint8_t> bytes(std::size_t size, std::uint8_t fill) {
    return std::vector<std::uint8_t>(size, fill);
}

TEST(Recording, KeepsEventsWithShortAndLongPayloads) {
    Recording recording(std::make_shared<Schema>());
    Event header;
    header.kind = EventKind::log;
    for (std::uint8_t i = 1; i <= 100; ++i) recording.append(header, bytes(i, i));

    ASSERT_EQ(recording.count(), 100U);
    for (std::uint8_t i = 1; i <= 100; ++i) {
        const RecordedEvent event = recording.at(i);
        EXPECT_EQ(event.seq, i);
        EXPECT_EQ(std::vector<std::uint8_t>(event.payload.begin(), event.payload.end()),
                  bytes(i, i));
    }
    EXPECT_FALSE(recording.has(0));
    EXPECT_FALSE(recording.has(101));
}

// S7.5: memory is bounded, the oldest goes, visibly
TEST(Recording, PastItsBudgetTheOldestGoAndAreCounted) {
    Recording recording(std::make_shared<Schema>(), Recording::kLeastBytes);
    for (int i = 0; i < 100'000; ++i) recording.append(Event{}, bytes(40, 1));

    EXPECT_EQ(recording.lastSeq(), 100'000U);
    EXPECT_GT(recording.dropped(), 0U);
    EXPECT_FALSE(recording.isComplete());
    EXPECT_LE(recording.bytes(), Recording::kLeastBytes);
    EXPECT_EQ(recording.firstSeq(), recording.dropped() + 1);
    EXPECT_TRUE(recording.has(recording.firstSeq()));
    EXPECT_EQ(recording.at(recording.firstSeq()).seq, recording.firstSeq());
    EXPECT_EQ(recording.at(100'000).payload.size(), 40U);
}

TEST(Schema, NamesOutliveTheNumbersOfAProcess) {
    Schema schema;
    schema.addMessage(300, {"Ping", {}, nullptr});
    schema.addMessage(300, {"Other", {}, nullptr});

    EXPECT_EQ(schema.messageName(300), "Ping");
    EXPECT_EQ(schema.messageName(4), "type 4");
    EXPECT_EQ(schema.messageName(0), "");
    EXPECT_EQ(schema.kind("Counter"), nullptr);
}

} // namespace
} // namespace troupe::core

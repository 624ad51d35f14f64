#include "troupe/message/payload.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string>

namespace troupe {
namespace {

constexpr FieldShape kInt{FieldType::integer, nullptr};
constexpr FieldShape kBool{FieldType::boolean, nullptr};
constexpr FieldShape kNumber{FieldType::number, nullptr};
constexpr FieldShape kText{FieldType::text, nullptr};
constexpr FieldShape kDuration{FieldType::duration, nullptr};
constexpr FieldShape kReference{FieldType::reference, nullptr};
constexpr FieldShape kNothing{FieldType::nothing, nullptr};
constexpr FieldShape kInts{FieldType::list, &kInt};
constexpr FieldShape kMapOfInts{FieldType::map, &kInts};
constexpr FieldShape kMaybeText{FieldType::optional, &kText};

Value roundTrip(const FieldShape& shape, const Value& value) {
    PayloadWriter out;
    out.putValue(shape, value);
    PayloadReader in(out.bytes());
    Value back = in.takeValue(shape);
    EXPECT_FALSE(in.isBad());
    EXPECT_TRUE(in.isAtEnd());
    return back;
}

TEST(Payload, ReadsWhatWasWritten) {
    EXPECT_EQ(roundTrip(kBool, true), Value(true));
    EXPECT_EQ(roundTrip(kInt, Value(std::int64_t{INT64_MIN})), Value(std::int64_t{INT64_MIN}));
    EXPECT_EQ(roundTrip(kNumber, -0.25), Value(-0.25));
    EXPECT_EQ(roundTrip(kText, "ä\0b"), Value("ä\0b"));
    EXPECT_EQ(roundTrip(kText, ""), Value(""));
    EXPECT_EQ(roundTrip(kDuration, Duration(7)), Value(Duration(7)));
    EXPECT_EQ(roundTrip(kReference, ActorId{9}), Value(ActorId{9}));
    EXPECT_EQ(roundTrip(kNothing, Value()), Value());
    EXPECT_EQ(roundTrip(kMaybeText, Value()), Value());
    EXPECT_EQ(roundTrip(kMaybeText, "x"), Value("x"));
    const Value nested(ValueMap{{"a", ValueList{1, 2}}, {"b", ValueList{}}});
    EXPECT_EQ(roundTrip(kMapOfInts, nested), nested);
}

// D25: up to 24 bytes of scalar fields stand in the event itself.
TEST(Payload, KeepsTwentyFourBytesInline) {
    PayloadWriter out;
    for (int i = 0; i < 3; ++i) out.putInt(i);
    EXPECT_EQ(out.bytes().size(), PayloadWriter::kInline);

    out.putByte(7);

    PayloadReader in(out.bytes());
    for (int i = 0; i < 3; ++i) EXPECT_EQ(in.takeInt(), i);
    EXPECT_EQ(in.takeByte(), 7);
    EXPECT_TRUE(in.isAtEnd());
}

TEST(Payload, CanBeUsedAgainAfterClear) {
    PayloadWriter out;
    out.putText(std::string(100, 'a'));
    out.clear();
    out.putText("b");
    EXPECT_EQ(out.bytes().size(), 2U);
    out.putText(std::string(30, 'c'));

    PayloadReader in(out.bytes());
    EXPECT_EQ(in.takeText(), "b");
    EXPECT_EQ(in.takeText(), std::string(30, 'c'));
    EXPECT_TRUE(in.isAtEnd());
}

TEST(Payload, LeavesOutAllFromTheFirstValueThatIsTooLong) {
    PayloadWriter out;
    out.putInt(1);
    out.putText(std::string(PayloadWriter::kLimit, 'x'));
    out.putInt(2); // must not stand where the text should

    EXPECT_TRUE(out.isCut());
    PayloadReader in(out.bytes());
    EXPECT_EQ(in.takeInt(), 1);
    EXPECT_EQ(in.takeText(), "");
    EXPECT_TRUE(in.isBad());
    out.clear();
    EXPECT_FALSE(out.isCut());
}

TEST(Payload, WritesAValueOfTheWrongTypeAsZeroOfTheRightOne) {
    PayloadWriter out;
    out.putValue(kInt, "no number");
    out.putValue(kInts, 3);
    out.putValue(kNumber, 3);
    out.putValue(kText, true);
    out.putInt(99);

    PayloadReader in(out.bytes());
    EXPECT_EQ(in.takeValue(kInt), Value(0));
    EXPECT_EQ(in.takeValue(kInts), Value(ValueList{}));
    EXPECT_EQ(in.takeValue(kNumber), Value(3.0));
    EXPECT_EQ(in.takeValue(kText), Value(""));
    EXPECT_EQ(in.takeInt(), 99);
    EXPECT_FALSE(in.isBad());
}

TEST(Payload, CountsTakeOneByteUpTo127) {
    for (const std::uint64_t count : {std::uint64_t{0}, std::uint64_t{127}, std::uint64_t{128},
                                      std::uint64_t{UINT32_MAX}, std::uint64_t{UINT64_MAX}}) {
        PayloadWriter out;
        out.putCount(count);
        EXPECT_EQ(out.bytes().size() == 1, count < 128);
        PayloadReader in(out.bytes());
        EXPECT_EQ(in.takeCount(), count);
        EXPECT_FALSE(in.isBad());
    }
}

// P16: any bytes end in a value or an error, soon.
TEST(Payload, ReadsAnyBytesWithoutHarm) {
    std::mt19937_64 random(1);
    for (int round = 0; round < 20'000; ++round) {
        std::vector<std::uint8_t> bytes(random() % 40);
        for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random());
        for (const FieldShape* shape : {&kMapOfInts, &kMaybeText, &kInts, &kText}) {
            PayloadReader in(bytes);
            const Value value = in.takeValue(*shape);
            if (in.isBad()) continue;
            ASSERT_EQ(roundTrip(*shape, value), value);
        }
    }
}

TEST(Payload, RefusesAListLongerThanItsBytes) {
    PayloadWriter out;
    out.putCount(UINT64_MAX);
    PayloadReader in(out.bytes());

    EXPECT_EQ(in.takeValue(kInts), Value(ValueList{}));
    EXPECT_TRUE(in.isBad());
}

TEST(Payload, RefusesACountOfMoreThanSixtyFourBits) {
    const std::vector<std::uint8_t> bytes(10, 0xFF);
    PayloadReader in(bytes);

    EXPECT_EQ(in.takeCount(), 0U);
    EXPECT_TRUE(in.isBad());
}

} // namespace
} // namespace troupe

#include "troupe/message/describe.h"

#include <gtest/gtest.h>

#include <limits>

namespace troupe {
namespace {

struct Everything {
    bool flag = true;
    std::int64_t whole = 5;
    std::uint8_t small = 7;
    double real = 1.5;
    std::string text = "t";
    Duration wait{250};
    ActorId peer{3};
    std::vector<std::int64_t> list{1, 2};
    std::map<std::string, double> map{{"k", 2.5}};
    std::optional<std::string> maybe;

    static constexpr auto fields = troupe::fields(
        troupe::field("flag", &Everything::flag),
        troupe::field("whole", &Everything::whole, "how many", "pieces", -10, 10),
        troupe::field("small", &Everything::small), troupe::field("real", &Everything::real),
        troupe::field("text", &Everything::text),
        troupe::field("wait", &Everything::wait, "", "", 0, 1000),
        troupe::field("peer", &Everything::peer), troupe::field("list", &Everything::list),
        troupe::field("map", &Everything::map), troupe::field("maybe", &Everything::maybe));
};

struct Empty {
    static constexpr auto fields = troupe::fields();
};

// D3: messages and state are described once; all else is generated from that.
TEST(Describe, ListsNamesShapesAndInitialValues) {
    const auto infos = describeFields(Everything{});

    ASSERT_EQ(infos.size(), kFieldCount<Everything>);
    EXPECT_EQ(infos[1].name, "whole");
    EXPECT_EQ(infos[1].doc, "how many");
    EXPECT_EQ(infos[1].unit, "pieces");
    EXPECT_EQ(infos[1].max, 10);
    EXPECT_EQ(infos[1].initial, Value(5));
    EXPECT_EQ(infos[2].shape->type, FieldType::integer);
    EXPECT_EQ(infos[8].shape->type, FieldType::map);
    EXPECT_EQ(infos[8].shape->element->type, FieldType::number);
    EXPECT_EQ(infos[9].initial, Value());
    EXPECT_TRUE(describeFields(Empty{}).empty());
}

TEST(Describe, EncodesAsTheShapesSay) {
    Everything object;
    object.maybe = "here";
    PayloadWriter out;
    encodeFields(object, out);

    PayloadReader in(out.bytes());
    ValueList read;
    for (const FieldInfo& info : describeFields(object)) read.push_back(in.takeValue(*info.shape));

    EXPECT_FALSE(in.isBad());
    EXPECT_TRUE(in.isAtEnd());
    EXPECT_EQ(read, readFields(object));
}

TEST(Describe, WritesBackWhatItRead) {
    Everything from;
    from.flag = false;
    from.list = {9};
    from.map.clear();
    from.maybe = "m";
    Everything to;

    EXPECT_EQ(writeFields(to, readFields(from)), nullptr);

    EXPECT_EQ(readFields(to), readFields(from));
}

TEST(Describe, NamesTheFieldWithTheWrongTypeOrRange) {
    const auto wrongIn = [](std::size_t index, Value value) {
        Everything object;
        ValueList values = readFields(object);
        values[index] = std::move(value);
        const char* wrong = writeFields(object, values);
        return std::string(wrong ? wrong : "none");
    };

    EXPECT_EQ(wrongIn(0, 1), "flag");
    EXPECT_EQ(wrongIn(1, 11), "whole");
    EXPECT_EQ(wrongIn(1, 10), "none");
    EXPECT_EQ(wrongIn(2, 256), "small");
    EXPECT_EQ(wrongIn(2, -1), "small");
    EXPECT_EQ(wrongIn(3, std::numeric_limits<double>::infinity()), "real");
    EXPECT_EQ(wrongIn(3, 2), "none"); // an int is a double too
    EXPECT_EQ(wrongIn(5, Duration(1001)), "wait");
    EXPECT_EQ(wrongIn(5, Duration(1000)), "none");
    EXPECT_EQ(wrongIn(7, ValueList{1, "x"}), "list");
    EXPECT_EQ(wrongIn(9, 1), "maybe");
}

} // namespace
} // namespace troupe

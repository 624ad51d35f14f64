// The children of a supervisor in start order, cheap in great numbers.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "troupe/supervision/child_list.h"

using troupe::ActorId;
using troupe::ChildList;

namespace {

std::vector<std::uint32_t> idsOf(const ChildList& list) {
    std::vector<std::uint32_t> ids;
    for (std::size_t slot = 0; slot < list.slotCount(); ++slot) {
        if (const auto* child = list.at(slot)) {
            ids.push_back(child->id.number);
        }
    }
    return ids;
}

} // namespace

TEST(ChildList, KeepsTheOrderOfAdditionWhateverTheIds) {
    ChildList list;

    for (const std::uint32_t id : {7U, 3U, 9U, 1U}) {
        list.append({.id = {id}});
    }

    EXPECT_EQ(idsOf(list), (std::vector<std::uint32_t>{7, 3, 9, 1}));
    EXPECT_EQ(list.slotOf(*list.find({9})), 2U);
    EXPECT_EQ(list.find({4}), nullptr);
    EXPECT_EQ(list.find({}), nullptr);
}

TEST(ChildList, FindsAnErasedChildOnlyAfterItIsBack) {
    ChildList list;
    list.append({.id = {1}});
    list.append({.id = {2}});
    list.append({.id = {3}});

    list.erase({1});
    list.erase({1});
    EXPECT_EQ(list.find({1}), nullptr);
    EXPECT_EQ(list.size(), 2U);
    list.append({.id = {1}});

    EXPECT_EQ(idsOf(list), (std::vector<std::uint32_t>{2, 3, 1}));
    EXPECT_EQ(list.size(), 3U);
}

TEST(ChildList, ClosesItsHolesAndSaysSo) {
    ChildList list;
    std::size_t most = 0;
    bool hasMoved = false;

    for (std::uint32_t id = 1; id <= 10'000; ++id) {
        hasMoved = list.append({.id = {id}}) || hasMoved;
        most = std::max(most, list.slotCount());
        if (id % 1000 != 0) {
            list.erase({id});
        }
    }

    EXPECT_TRUE(hasMoved);
    EXPECT_LE(most, 30U);
    EXPECT_EQ(list.size(), 10U);
    for (std::uint32_t id = 1000; id <= 10'000; id += 1000) {
        ASSERT_NE(list.find({id}), nullptr);
        EXPECT_EQ(list.find({id})->id.number, id);
    }
}

// The children of a supervisor in start order, cheap in great numbers.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "troupe/message/random.h"
#include "troupe/supervision/child_list.h"

using troupe::ActorId;
using troupe::Child;
using troupe::ChildList;
using troupe::Random;

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

TEST(ChildList, KeepsNothingOfAnErasedChild) {
    ChildList list;
    int mark = 0;
    list.append({.id = {1}, .hasFailed = true, .hostData = &mark});
    list.append({.id = {2}, .hostData = &mark});
    EXPECT_EQ(list.find({1})->hostData, &mark);

    list.erase({1});
    EXPECT_EQ(list.at(0), nullptr);
    list.append({.id = {1}});

    EXPECT_FALSE(list.find({1})->hasFailed);
    EXPECT_EQ(list.find({1})->hostData, nullptr);
    EXPECT_EQ(list.find({2})->hostData, &mark);
}

// Ids that come back, in any order, with holes before, after and between: as a plain list does it.
TEST(ChildList, AgreesWithAPlainListWhateverComesAndGoes) {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        Random random(seed);
        ChildList list;
        std::vector<std::uint32_t> plain;
        for (int step = 0; step < 300; ++step) {
            const auto id = static_cast<std::uint32_t>(1 + random.below(25));
            const auto at = std::find(plain.begin(), plain.end(), id);
            if (at != plain.end()) {
                list.erase({id});
                plain.erase(at);
            } else if (random.below(2) == 0) {
                const std::size_t slots = list.slotCount();
                const bool hasMoved = list.append({.id = {id}});
                plain.push_back(id);
                ASSERT_EQ(list.slotCount(), hasMoved ? plain.size() : slots + 1);
            }
            ASSERT_EQ(idsOf(list), plain) << seed;
            ASSERT_EQ(list.size(), plain.size());
            const auto sought = static_cast<std::uint32_t>(random.below(27));
            const Child* found = list.find({sought});
            const bool isThere = std::find(plain.begin(), plain.end(), sought) != plain.end();
            ASSERT_EQ(found != nullptr, isThere) << seed;
            ASSERT_TRUE(!found || list.at(list.slotOf(*found)) == found);
            ASSERT_TRUE(!found || found->id.number == sought);
        }
    }
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

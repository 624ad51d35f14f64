#include "engine/sample/counter.h"

#include <chrono>

#include <gtest/gtest.h>

namespace sample {
namespace {

using namespace std::chrono_literals;

TEST(SampleCounter, KeepsTheSumOfAllIncrements) {
    troupe::System system({.workers = 2});
    troupe::Ref<Counter> counter = system.spawn<Counter>({.name = "counter-1"});

    for (int i = 0; i < 1000; ++i) counter.tell(Increment{2});
    const troupe::AskResult<std::int64_t> value = counter.ask<GetValue>(5s).get();

    ASSERT_TRUE(value.ok());
    EXPECT_EQ(value.value(), 2000);
}

} // namespace
} // namespace sample

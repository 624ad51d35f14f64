// A program outside of Troupe that uses the installed engine. Exit code 0: the actor counted.

#include <chrono>

#include "engine/sample/counter.h"

int main() {
    using namespace std::chrono_literals;
    troupe::System system({.workers = 2});
    troupe::Ref<sample::Counter> counter = system.spawn<sample::Counter>({.name = "counter-1"});

    for (int i = 0; i < 1000; ++i) counter.tell(sample::Increment{2});
    const troupe::AskResult<std::int64_t> value = counter.ask<sample::GetValue>(5s).get();

    return value.ok() && value.value() == 2000 ? 0 : 1;
}

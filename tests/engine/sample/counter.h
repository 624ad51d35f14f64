// The sample of CONTRIBUTING.md: a number that messages change. Thread: its own turns only.
#pragma once

#include <cstdint>

#include "troupe/troupe.h"

namespace sample {

struct Increment {
    std::int64_t by = 1;

    static constexpr auto name = "Increment";
    static constexpr auto fields = troupe::fields(troupe::field("by", &Increment::by));
};

struct GetValue {
    using Reply = std::int64_t;

    static constexpr auto name = "GetValue";
    static constexpr auto fields = troupe::fields();
};

class Counter {
public:
    using Messages = troupe::MessageList<Increment, GetValue>;
    static constexpr auto name = "Counter";

    void on(const Increment& message);
    std::int64_t on(const GetValue& message);

private:
    std::int64_t m_value = 0;

public:
    static constexpr auto fields = troupe::fields(troupe::field("value", &Counter::m_value));
};

} // namespace sample

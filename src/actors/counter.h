// Kind Counter: a whole number that messages change. Handlers throw where it would overflow: a crash
// is the answer of an actor that cannot go on.
#pragma once

#include "actors/messages.h"
#include "troupe/troupe.h"

namespace troupe::core::actors {

class Counter {
public:
    using Messages = MessageList<Increment, Decrement, GetValue, Reset>;
    static constexpr auto name = "Counter";

    void on(const Increment& message);
    void on(const Decrement& message);
    std::int64_t on(const GetValue&) const { return m_value; }
    void on(const Reset&) { m_value = 0; }

private:
    std::int64_t m_value = 0;

public:
    static constexpr auto fields = troupe::fields(field("value", &Counter::m_value));
};

} // namespace troupe::core::actors

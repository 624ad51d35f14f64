// Keeps what a drain passes on, for tests.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "troupe/message/payload.h"
#include "troupe/observe/trace_merge.h"

namespace troupe::test {

struct CollectedEvent {
    Event header;
    std::uint64_t seq = 0;
    std::uint16_t thread = 0;
    std::vector<std::uint8_t> payload;

    PayloadReader reader() const { return PayloadReader(payload); }
};

struct CollectingSink final : EventSink {
    std::vector<CollectedEvent> events;

    void take(const DrainedEvent& event) override {
        events.push_back(
            {event.header, event.seq, event.thread, {event.payload.begin(), event.payload.end()}});
    }
    std::int64_t count(EventKind kind) const {
        return std::count_if(events.begin(), events.end(),
                             [&](const CollectedEvent& e) { return e.header.kind == kind; });
    }
};

} // namespace troupe::test

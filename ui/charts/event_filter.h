// A part of what happened: of a run's time, and of the messages that waited so long. Thread: any.
#pragma once

#include <cstdint>
#include <optional>

namespace troupe::ui {

/// From, up to and with, in ns.
struct TimeSpan {
    std::uint64_t from = 0;
    std::uint64_t to = 0;

    bool has(std::uint64_t time) const { return time >= from && time <= to; }
    bool operator==(const TimeSpan&) const = default;
};

struct EventFilter {
    std::optional<TimeSpan> time{}; // of the run
    std::optional<TimeSpan>
        waits{}; // in a mailbox: only the events of messages that waited so long

    bool isNothing() const { return !time && !waits; }
    bool operator==(const EventFilter&) const = default;
};

} // namespace troupe::ui

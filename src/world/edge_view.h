// Message traffic between two actors, as the canvas draws and the tables list it. Thread: gui.
#pragma once

#include <compare>
#include <cstdint>

#include "recording/recorded_event.h"
#include "troupe/message/value.h"

namespace troupe::core {

/// From sender to receiver. `from` 0 is the outside.
struct EdgeKey {
    ActorId from;
    ActorId to;

    auto operator<=>(const EdgeKey&) const = default;
};

struct EdgeView {
    EdgeKey key;
    std::int64_t sent = 0;       // messages so far, whatever became of them
    std::int64_t refused = 0;    // of these: full, dead, no memory
    std::int64_t requests = 0;   // of these: asks
    std::int64_t replies = 0;    // replies that went back along it
    std::uint64_t lastStamp = 0; // of the last message, ns
    Seq lastSent = 0;
    std::uint16_t lastType = 0;

    /// Counts messages sent at `stamp`.
    void count(std::uint64_t stamp, std::int64_t messages = 1);
    /// Messages in the second before `now`, from counts of whole seconds: the one before weighs as
    /// much as still lies in it, so the rate does not jump at a second's edge.
    double perSecond(std::uint64_t now) const;

    std::uint64_t second = 0; // the second that `inSecond` counts
    std::int64_t inSecond = 0;
    std::int64_t inSecondBefore = 0;
};

} // namespace troupe::core

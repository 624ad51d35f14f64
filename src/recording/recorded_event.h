// One event of a run as everybody above the engine sees it: the merged stream's place, the
// engine's header and its payload. Thread: gui.
#pragma once

#include <cstdint>
#include <span>

#include "troupe/observe/event.h"

namespace troupe::core {

/// Place of an event in the merged stream: 1, 2, 3 … without holes. 0 is "before the first".
using Seq = std::uint64_t;

/// A view into a Recording (or into a drain, while it is running): both stay valid until the next
/// event is appended. Do not keep one over a tick.
struct RecordedEvent {
    Seq seq = 0;
    const Event& header;
    std::span<const std::uint8_t> payload;
};

} // namespace troupe::core

// Seconds of the display clock and of a run's clock. Thread: any.
#pragma once

#include "world/flights.h"

#include <cstdint>

namespace troupe::ui {

inline double seconds(core::DisplayTime time) {
    return static_cast<double>(time) / 1e9;
}

/// From one stamp of a run to a later one; 0 where it is not later.
inline double seconds(std::uint64_t from, std::uint64_t to) {
    return to > from ? static_cast<double>(to - from) / 1e9 : 0;
}

} // namespace troupe::ui

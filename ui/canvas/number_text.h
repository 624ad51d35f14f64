// Numbers as short words for places where room is scarce. Thread: any.
#pragma once

#include <QString>

#include <cstdint>

namespace troupe::ui {

/// 950, 12k, 3.4M: at most four characters, rounded down so that it never promises more.
QString shortNumber(std::int64_t value);

/// 1.25, or 1,25 where the window speaks German; no groups.
QString decimalText(double value, int decimals);

/// "6/8", "12" when unbounded (capacity 0), "1.2k/4k".
QString depthText(std::int64_t depth, std::int64_t capacity);

/// 1 204 817: groups of three with a narrow space.
QString groupedNumber(std::int64_t value);

/// "84 µs", "1.3 ms", "2 s" from nanoseconds; "–" for less than zero (nothing measured).
QString durationText(double nanoseconds);

} // namespace troupe::ui

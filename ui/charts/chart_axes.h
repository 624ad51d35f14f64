// Where the ticks of an axis go and what they say. Thread: any.
#pragma once

#include <QString>

#include <vector>

namespace troupe::ui {

struct Tick {
    double at = 0;
    QString label;
};

/// From 0 up to a round number at or above `highest`, at most six ticks with whole steps.
std::vector<Tick> countTicks(double highest);

/// Round seconds within [from, to], at most eight; the ends need not be ticks.
std::vector<Tick> secondTicks(double from, double to);

/// Whole decades of nanoseconds that hold [lowest, highest], at least two: "1 µs", "10 µs" …
/// `at` is the decimal logarithm of the nanoseconds.
std::vector<Tick> timeTicks(double lowestNs, double highestNs);

} // namespace troupe::ui

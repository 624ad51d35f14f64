#include "ui/charts/chart_axes.h"

#include "ui/canvas/number_text.h"

#include <algorithm>
#include <cmath>

namespace troupe::ui {
namespace {

double roundStep(double rough) {
    const double unit = std::pow(10, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (rough <= unit * factor) return std::max(1.0, unit * factor);
    return unit * 10;
}

QString decadeText(int decade) {
    const char* units[] = {" ns", " µs", " ms", " s"};
    const int unit = std::clamp(decade / 3, 0, 3);
    return QString::number(std::llround(std::pow(10, decade - unit * 3))) +
           QString::fromUtf8(units[unit]);
}

} // namespace

std::vector<Tick> countTicks(double highest) {
    const double step = roundStep(std::max(highest, 1.0) / 5);
    std::vector<Tick> ticks;
    for (int i = 0; i == 0 || ticks.back().at < highest - 1e-9; ++i)
        ticks.push_back({i * step, shortNumber(std::llround(i * step))});
    return ticks;
}

std::vector<Tick> timeTicks(double lowestNs, double highestNs) {
    const int low = static_cast<int>(std::floor(std::log10(std::max(lowestNs, 1.0))));
    const int high = static_cast<int>(std::ceil(std::log10(std::max(highestNs, 1.0))));
    std::vector<Tick> ticks;
    for (int decade = low; decade <= std::max(high, low + 2); ++decade)
        ticks.push_back({static_cast<double>(decade), decadeText(decade)});
    return ticks;
}

} // namespace troupe::ui

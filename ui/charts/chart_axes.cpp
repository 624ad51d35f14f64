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

std::vector<Tick> secondTicks(double from, double to) {
    constexpr int kMost = 8;
    double step = 0.01;
    for (const double each :
         {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0, 600.0, 3600.0}) {
        step = each;
        if ((to - from) / step < kMost) break;
    }
    const int decimals = step < 0.1 ? 2 : step < 1 ? 1 : 0;
    std::vector<Tick> ticks;
    for (double at = std::ceil(from / step - 1e-9) * step; at <= to + 1e-9; at += step) {
        const double round = std::abs(at) < step / 2 ? 0 : at; // no "-0"
        const QString text = QString::number(round, 'f', decimals);
        ticks.push_back({round, round == 0 ? text + " s" : text});
    }
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

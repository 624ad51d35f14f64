#include "ui/theme/contrast.h"

#include <algorithm>
#include <cmath>

namespace troupe::ui {
namespace {

double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

int mix(int under, int over, double opacity) {
    return static_cast<int>(std::lround(under + (over - under) * opacity));
}

} // namespace

double luminance(const QColor& colour) {
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

double contrast(const QColor& a, const QColor& b) {
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

QColor blend(const QColor& under, const QColor& over, double opacity) {
    return QColor(mix(under.red(), over.red(), opacity), mix(under.green(), over.green(), opacity),
                  mix(under.blue(), over.blue(), opacity));
}

} // namespace troupe::ui

#include "ui/charts/decimated.h"

#include <algorithm>

namespace troupe::ui {
namespace {

// Lowest and highest of [from, to), in the order of x.
void appendExtremes(const QList<QPointF>& points, qsizetype from, qsizetype to,
                    QList<QPointF>& out) {
    const auto lower = [](const QPointF& a, const QPointF& b) { return a.y() < b.y(); };
    const auto [low, high] = std::minmax_element(points.begin() + from, points.begin() + to, lower);
    if (low == high) {
        out << *low;
        return;
    }
    out << std::min(*low, *high, [](auto& a, auto& b) { return a.x() < b.x(); })
        << std::max(*low, *high, [](auto& a, auto& b) { return a.x() < b.x(); });
}

} // namespace

QList<QPointF> decimated(const QList<QPointF>& points, int most) {
    if (points.size() <= most) return points;
    const int columns = (most - 2) / 2;
    const double left = points.first().x();
    const double width = (points.last().x() - left) / columns;
    QList<QPointF> out{points.first()};
    out.reserve(most);
    qsizetype from = 1;
    const qsizetype end = points.size() - 1;
    for (int column = 0; column < columns && from < end; ++column) {
        const double right = left + width * (column + 1);
        qsizetype to = from;
        while (to < end && (points[to].x() < right || column == columns - 1)) ++to;
        if (to > from) appendExtremes(points, from, to, out);
        from = to;
    }
    out << points.last();
    return out;
}

QList<QPointF> stepped(const QList<QPointF>& points, double step) {
    QList<QPointF> out;
    out.reserve(points.size() * 2);
    for (const QPointF& point : points) {
        if (!out.isEmpty() && point.x() - out.last().x() > 1.5 * step)
            out << QPointF(point.x() - step, out.last().y());
        out << point;
    }
    return out;
}

} // namespace troupe::ui

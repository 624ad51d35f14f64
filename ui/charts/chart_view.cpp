#include "ui/charts/chart_view.h"

#include <QShowEvent>

#include <algorithm>

namespace troupe::ui {

std::optional<double> valueAt(const ChartLine& line, double x) {
    if (line.step > 0) { // a value was formed in the time that ends with its point
        const auto point = std::lower_bound(line.points.begin(), line.points.end(), x,
                                            [](QPointF p, double at) { return p.x() < at; });
        const bool isWithin = point != line.points.end() && point->x() - line.step <= x;
        if (isWithin) return point->y();
        if (point == line.points.begin()) return {};
        return std::prev(point)->y(); // unchanged since
    }
    const auto after = std::upper_bound(line.points.begin(), line.points.end(), x,
                                        [](double at, QPointF p) { return at < p.x(); });
    if (after == line.points.begin()) return {};
    return std::prev(after)->y();
}

void ChartView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (!event->spontaneous()) Q_EMIT shown();
}

} // namespace troupe::ui

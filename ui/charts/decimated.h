// Fewer points that look the same. Thread: any.
#pragma once

#include <QList>
#include <QPointF>

namespace troupe::ui {

/// At most `most` points (4 or more): of each column of equal width in x the lowest and the highest stay, and
/// the first and the last of all, so that no peak is lost. Points ascend in x.
QList<QPointF> decimated(const QList<QPointF>& points, int most);

/// Points of a staircase: the value stays until the next one comes. `step` is the time before a
/// point in which its value was formed.
QList<QPointF> stepped(const QList<QPointF>& points, double step);

} // namespace troupe::ui

#include "ui/charts/chart_view.h"

#include <QShowEvent>

namespace troupe::ui {

void ChartView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (!event->spontaneous()) Q_EMIT shown();
}

} // namespace troupe::ui

// The ChartView made with Qt Charts, by the rules that were measured for it: replace() only, no
// animation, cosmetic pens, no OpenGL, theme first and own colours after, chart() never replaced.
#include "ui/canvas/number_text.h"
#include "ui/charts/chart_axes.h"
#include "ui/charts/chart_view.h"
#include "ui/charts/decimated.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QCategoryAxis>
#include <QChart>
#include <QChartView>
#include <QGraphicsLayout>
#include <QGraphicsLineItem>
#include <QGraphicsRectItem>
#include <QGraphicsTextItem>
#include <QLineSeries>
#include <QMouseEvent>
#include <QPainter>
#include <QTextDocument>
#include <QTextOption>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>

namespace troupe::ui {
namespace {

constexpr int kMaxLimits = 2;
constexpr double kLeastNs = 100; // a logarithm needs a least value: a tenth of a microsecond

QPen cosmetic(const QColor& colour, double width, bool isDashed = false) {
    QPen pen(colour, width);
    pen.setCosmetic(true);
    if (isDashed) pen.setDashPattern({4, 3});
    return pen;
}

class QtChartView final : public ChartView {
public:
    QtChartView(ChartScale scale, const Theme& theme);

    void setData(const ChartData& chartData) override;
    void setTheme(const Theme& theme) override;
    void setCrosshair(std::optional<double> x) override;
    void paintInto(QPainter& painter, const QRectF& where) override;

private:
    void addSeries();
    double plotted(double y) const;
    void showLine(QLineSeries& series, const ChartLine* line);
    void placeTexts();
    void showLimit(int index, const ChartData& chartData);
    void showAxes(const ChartData& chartData);
    std::pair<double, double> extent(const ChartData& chartData) const;
    void layOut(QSizeF size);
    void setTicks(QCategoryAxis& axis, std::vector<Tick>& shown, const std::vector<Tick>& ticks);
    bool eventFilter(QObject* watched, QEvent* event) override;
    QPointF inChart(const QMouseEvent& event) const;
    double xAt(QPointF at) const;
    void press(const QMouseEvent& event);
    void move(const QMouseEvent& event);
    void release(const QMouseEvent& event);
    QString valuesAt(double x) const;

    ChartScale m_scale;
    const Theme* m_theme;
    QChartView* m_view;
    QCategoryAxis* m_x;
    QCategoryAxis* m_y;
    std::array<QLineSeries*, kMaxChartLines> m_lines{};
    std::array<QLineSeries*, kMaxLimits> m_limits{};
    std::array<QGraphicsSimpleTextItem*, kMaxLimits> m_limitTexts{};
    QGraphicsTextItem* m_empty = nullptr;
    QGraphicsRectItem* m_emptyBack = nullptr; // no line of the grid goes through the words
    std::vector<Tick> m_ticks;
    std::vector<Tick> m_xTicks;
    QGraphicsLineItem* m_crosshair = nullptr;
    QGraphicsRectItem* m_band = nullptr; // while a range is dragged
    std::optional<QPointF> m_pressedAt;
    ChartData m_shown;
};

QtChartView::QtChartView(ChartScale scale, const Theme& theme)
    : m_scale(scale),
      m_theme(&theme),
      m_view(new QChartView(this)),
      m_x(new QCategoryAxis(this)),
      m_y(new QCategoryAxis(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setFocusPolicy(Qt::NoFocus);
    QChart& chart = *m_view->chart();
    chart.setAnimationOptions(QChart::NoAnimation);
    chart.legend()->hide();
    chart.setMargins(QMargins(8, 4, 20, 0)); // half of the last label stands beyond the plot
    chart.layout()->setContentsMargins(0, 0, 0, 0);
    chart.setBackgroundRoundness(0);
    chart.addAxis(m_x, Qt::AlignBottom);
    chart.addAxis(m_y, Qt::AlignLeft);
    m_y->setTruncateLabels(false); // Qt cuts new labels to the width of the old ones
    m_y->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    m_x->setTruncateLabels(false);
    m_x->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    addSeries();
    m_view->viewport()->setMouseTracking(true);
    m_view->viewport()->installEventFilter(this);
    connect(&chart, &QChart::plotAreaChanged, this, &QtChartView::placeTexts);
    QtChartView::setTheme(theme);
}

void QtChartView::addSeries() {
    QChart& chart = *m_view->chart();
    const auto add = [&](QLineSeries*& series) {
        series = new QLineSeries(this);
        chart.addSeries(series);
        series->attachAxis(m_x);
        series->attachAxis(m_y);
    };
    for (QLineSeries*& limit : m_limits) add(limit);
    for (QLineSeries*& line : m_lines) add(line);
    for (QGraphicsSimpleTextItem*& text : m_limitTexts) {
        text = new QGraphicsSimpleTextItem(&chart);
        text->setFont(textFont(kTextTiny));
        text->setZValue(10);
    }
    m_emptyBack = new QGraphicsRectItem(&chart);
    m_emptyBack->setPen(Qt::NoPen);
    m_emptyBack->setZValue(8);
    m_empty = new QGraphicsTextItem(&chart);
    m_empty->setFont(textFont(kTextSmall));
    m_empty->document()->setDefaultTextOption(QTextOption(Qt::AlignHCenter));
    m_empty->setZValue(9);
    m_crosshair = new QGraphicsLineItem(&chart);
    m_crosshair->setZValue(9);
    m_crosshair->hide();
    m_band = new QGraphicsRectItem(&chart);
    m_band->setZValue(8);
    m_band->setPen(Qt::NoPen);
    m_band->hide();
}

void QtChartView::setTheme(const Theme& theme) {
    m_theme = &theme;
    QChart& chart = *m_view->chart();
    chart.setBackgroundBrush(theme.surface);
    chart.setBackgroundPen(Qt::NoPen);
    m_view->setBackgroundBrush(theme.surface);
    for (QAbstractAxis* axis :
         {static_cast<QAbstractAxis*>(m_x), static_cast<QAbstractAxis*>(m_y)}) {
        axis->setLabelsFont(textFont(kTextTiny));
        axis->setLabelsColor(theme.textSoft);
        axis->setLinePen(cosmetic(theme.grid, 1));
        axis->setGridLinePen(cosmetic(theme.grid, 1));
    }
    m_x->setGridLineVisible(false);
    for (QGraphicsSimpleTextItem* text : m_limitTexts) text->setBrush(theme.danger);
    m_empty->setDefaultTextColor(theme.textSoft);
    m_emptyBack->setBrush(theme.surface);
    m_crosshair->setPen(cosmetic(theme.mark, 1));
    QColor band = theme.accent;
    band.setAlpha(40);
    m_band->setBrush(band);
}

double QtChartView::plotted(double y) const {
    if (!std::isfinite(y)) return 0;
    return m_scale == ChartScale::linear ? y : std::log10(std::max(y, kLeastNs));
}

void QtChartView::showLine(QLineSeries& series, const ChartLine* line) {
    if (!line || line->points.isEmpty() || line->isHidden) {
        if (series.count() > 0) series.replace(QList<QPointF>());
        return;
    }
    QList<QPointF> points = decimated(
        line->step > 0 ? stepped(line->points, line->step) : line->points, kMaxChartPoints);
    for (QPointF& point : points) point.setY(plotted(point.y()));
    series.setPen(cosmetic(line->colour, 1.6, line->isDashed));
    series.setName(line->name);
    series.replace(points);
}

void QtChartView::showLimit(int index, const ChartData& chartData) {
    const auto place = static_cast<std::size_t>(index);
    QLineSeries& series = *m_limits[place];
    QGraphicsSimpleTextItem& text = *m_limitTexts[place];
    const bool isShown = place < chartData.limits.size();
    text.setVisible(isShown);
    if (!isShown) {
        if (series.count() > 0) series.replace(QList<QPointF>());
        return;
    }
    const ChartLimit& limit = chartData.limits[place];
    const double y = plotted(limit.y);
    series.setPen(cosmetic(m_theme->danger, 1.2, true));
    series.replace(QList<QPointF>{{chartData.xFrom, y}, {chartData.xTo, y}});
    text.setText(limit.label);
}

// Words follow the plot, whose place Qt decides later.
void QtChartView::placeTexts() {
    const QChart& chart = *m_view->chart();
    for (std::size_t i = 0; i < m_limits.size() && i < m_shown.limits.size(); ++i) {
        const QPointF at(m_shown.xTo, plotted(m_shown.limits[i].y));
        const QRectF box = m_limitTexts[i]->boundingRect();
        m_limitTexts[i]->setPos(m_view->chart()->mapToPosition(at, m_limits[i]) -
                                QPointF(box.width() + 4, box.height() + 1));
    }
    if (!m_empty->isVisible()) return;
    m_empty->setTextWidth(-1);
    m_empty->setTextWidth(std::min(m_empty->boundingRect().width(), chart.plotArea().width() - 8));
    m_empty->setPos(chart.plotArea().center() - m_empty->boundingRect().center());
    m_emptyBack->setRect(m_empty->mapRectToParent(m_empty->boundingRect()));
}

std::pair<double, double> QtChartView::extent(const ChartData& chartData) const {
    double low = 1e18;
    double high = 0;
    for (const ChartLine& line : chartData.lines) {
        for (const QPointF& point : line.points) {
            if (line.isHidden || !std::isfinite(point.y())) continue;
            low = std::min(low, point.y());
            high = std::max(high, point.y());
        }
    }
    for (const ChartLimit& limit : chartData.limits) high = std::max(high, limit.y * 1.06);
    // Nothing yet: a few messages, or one microsecond to one millisecond.
    if (low > high)
        return m_scale == ChartScale::linear ? std::pair(0.0, 8.0) : std::pair(1e3, 1e6);
    return {low, high};
}

void QtChartView::setTicks(QCategoryAxis& axis, std::vector<Tick>& shown,
                           const std::vector<Tick>& ticks) {
    const auto isSame = [](const Tick& a, const Tick& b) {
        return a.label == b.label && a.at == b.at;
    };
    if (ticks.empty() || std::equal(ticks.begin(), ticks.end(), shown.begin(), shown.end(), isSame))
        return;
    shown = ticks;
    for (const QString& label : axis.categoriesLabels()) axis.remove(label);
    axis.setStartValue(ticks.front().at);
    axis.setRange(ticks.front().at, ticks.back().at);
    for (const Tick& tick : ticks) axis.append(tick.label, tick.at);
    m_view->chart()->layout()->invalidate();
}

void QtChartView::showAxes(const ChartData& chartData) {
    const auto [low, high] = extent(chartData);
    setTicks(*m_y, m_ticks,
             m_scale == ChartScale::linear ? countTicks(std::max(high, 4.0))
                                           : timeTicks(std::max(low, kLeastNs), high));
    setTicks(*m_x, m_xTicks,
             chartData.isTimeAcross
                 ? timeTicks(std::pow(10, chartData.xFrom), std::pow(10, chartData.xTo))
                 : secondTicks(chartData.xFrom, chartData.xTo));
    if (!chartData.isTimeAcross) m_x->setRange(chartData.xFrom, chartData.xTo);
}

QString QtChartView::valuesAt(double x) const {
    QStringList lines;
    for (const ChartLine& line : m_shown.lines) {
        const std::optional<double> y = line.isHidden ? std::nullopt : valueAt(line, x);
        if (!y) continue;
        lines << line.name + "  " +
                     (m_scale == ChartScale::linear ? QString::number(*y, 'g', 4)
                                                    : durationText(*y));
    }
    return lines.join('\n');
}

void QtChartView::setCrosshair(std::optional<double> x) {
    const QRectF plot = m_view->chart()->plotArea();
    const bool isShown = x && *x >= m_shown.xFrom && *x <= m_shown.xTo;
    m_crosshair->setVisible(isShown);
    m_view->setToolTip(isShown ? valuesAt(*x) : QString());
    if (!isShown) return;
    const double at = m_view->chart()->mapToPosition(QPointF(*x, 0), m_lines.front()).x();
    m_crosshair->setLine(at, plot.top(), at, plot.bottom());
}

QPointF QtChartView::inChart(const QMouseEvent& event) const {
    return m_view->chart()->mapFromScene(m_view->mapToScene(event.position().toPoint()));
}

double QtChartView::xAt(QPointF at) const {
    return std::clamp(m_view->chart()->mapToValue(at, m_lines.front()).x(), m_shown.xFrom,
                      m_shown.xTo);
}

void QtChartView::press(const QMouseEvent& event) {
    const QPointF at = inChart(event);
    m_pressedAt.reset();
    if (event.button() == Qt::LeftButton && m_view->chart()->plotArea().contains(at))
        m_pressedAt = at;
}

void QtChartView::move(const QMouseEvent& event) {
    const QPointF at = inChart(event);
    const QRectF plot = m_view->chart()->plotArea();
    if (m_pressedAt) {
        const double x = std::clamp(at.x(), plot.left(), plot.right());
        m_band->setRect(
            QRectF(QPointF(m_pressedAt->x(), plot.top()), QPointF(x, plot.bottom())).normalized());
        m_band->setVisible(m_band->rect().width() >= QApplication::startDragDistance());
    }
    if (plot.contains(at))
        Q_EMIT hovered(xAt(at));
    else
        Q_EMIT left();
}

void QtChartView::release(const QMouseEvent& event) {
    if (!m_pressedAt) return;
    const double from = xAt(*m_pressedAt);
    const double to = xAt(inChart(event));
    const bool wasDrag = m_band->isVisible();
    m_pressedAt.reset();
    m_band->hide();
    if (!wasDrag)
        Q_EMIT clicked(from);
    else if (from != to)
        Q_EMIT rangeChosen(std::min(from, to), std::max(from, to));
}

bool QtChartView::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_view->viewport()) return ChartView::eventFilter(watched, event);
    if (event->type() == QEvent::Leave) Q_EMIT left();
    if (event->type() == QEvent::MouseMove) move(*static_cast<QMouseEvent*>(event));
    if (event->type() == QEvent::MouseButtonPress) press(*static_cast<QMouseEvent*>(event));
    if (event->type() == QEvent::MouseButtonRelease) release(*static_cast<QMouseEvent*>(event));
    return ChartView::eventFilter(watched, event);
}

void QtChartView::setData(const ChartData& chartData) {
    showAxes(chartData);
    m_shown = chartData;
    bool isEmpty = true;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const ChartLine* line = i < chartData.lines.size() ? &chartData.lines[i] : nullptr;
        showLine(*m_lines[i], line);
        isEmpty &= !line || line->points.isEmpty();
    }
    for (int i = 0; i < kMaxLimits; ++i) showLimit(i, chartData);
    const bool isTold = isEmpty && !chartData.emptyText.isEmpty();
    m_empty->setVisible(isTold);
    m_emptyBack->setVisible(isTold);
    if (isTold && m_empty->toPlainText() != chartData.emptyText)
        m_empty->setPlainText(chartData.emptyText);
    placeTexts();
}

// The chart takes the size of the picture for as long as it is painted: also when it was never on
// a screen, and so never laid out.
void QtChartView::paintInto(QPainter& painter, const QRectF& where) {
    const QSizeF before = m_view->chart()->size();
    layOut(where.size());
    painter.fillRect(where, m_theme->surface);
    m_view->scene()->render(&painter, where, QRectF(QPointF(0, 0), where.size()));
    layOut(before);
}

void QtChartView::layOut(QSizeF size) {
    QChart& chart = *m_view->chart();
    chart.resize(size);
    chart.layout()->activate();
    QApplication::sendPostedEvents(&chart, QEvent::LayoutRequest);
    setData(ChartData(m_shown));
}

} // namespace

std::unique_ptr<ChartView> makeChartView(ChartScale scale, const Theme& theme) {
    return std::make_unique<QtChartView>(scale, theme);
}

} // namespace troupe::ui

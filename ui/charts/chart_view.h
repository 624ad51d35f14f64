// A line chart, whoever draws it. All of Qt Charts is behind this one interface, because Qt Charts is
// deprecated from 6.10 on. Thread: gui.
#pragma once

#include <QColor>
#include <QList>
#include <QPointF>
#include <QString>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QPainter;

namespace troupe::ui {

struct Theme;

/// One line. Points ascend in x; at most kMaxChartPoints are drawn (decimated.h).
struct ChartLine {
    QString name;
    QColor colour;
    QList<QPointF> points;
    bool isDashed = false;
    double step = 0;  // above 0: each value holds for so long before its point, drawn as stairs
    QString legend{}; // what the legend says; empty: the name
    bool isHidden = false;
};

/// The value of a line at x. Nothing where it has none.
std::optional<double> valueAt(const ChartLine& line, double x);

/// A horizontal line with a word, such as the capacity of a mailbox.
struct ChartLimit {
    double y = 0;
    QString label;
};

enum class ChartScale {
    linear,          // counts
    logarithmicTime, // nanoseconds; shown as 1 µs, 10 µs … 1 s
};

struct ChartData {
    std::vector<ChartLine> lines;
    std::vector<ChartLimit> limits;
    double xFrom = -30; // seconds before now
    double xTo = 0;
    bool isTimeAcross = false; // x is log10 of nanoseconds, as in a histogram
    QString emptyText;         // shown while no line has a point
    QString note{};            // over the chart: what was summarised, n, which clock
    double end = 0;            // seconds of the run at x = 0
};

inline constexpr int kMaxChartPoints = 900; // one a pixel column
inline constexpr int kMaxChartLines = 8;

class ChartView : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// Replaces everything that is drawn. Does nothing while hidden: who fills it asks
    /// isVisible() first and fills it again when it is shown().
    virtual void setData(const ChartData& chartData) = 0;
    virtual void setTheme(const Theme& theme) = 0;
    /// A vertical line at x, with the values there; nothing: none.
    virtual void setCrosshair(std::optional<double> x) = 0;
    /// As drawn, into `where`, for exports.
    virtual void paintInto(QPainter& painter, const QRectF& where) = 0;

Q_SIGNALS:
    void shown();
    /// A point of the plot was clicked, by its x.
    void clicked(double x);
    /// The pointer was dragged over the plot from one x to a greater one.
    void rangeChosen(double from, double to);
    /// The pointer is over the plot at this x; left() when it is no longer.
    void hovered(double x);
    void left();

protected:
    void showEvent(QShowEvent* event) override;
};

/// The one that uses Qt Charts.
std::unique_ptr<ChartView> makeChartView(ChartScale scale, const Theme& theme);

} // namespace troupe::ui

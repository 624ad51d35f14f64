// The docked charts: title, legend, chart, and the same numbers as a table. They read the history
// only while they can be seen. Thread: gui.
#pragma once

#include "ui/charts/run_charts.h"

#include <QSet>
#include <QWidget>

class QStackedWidget;
class QTableView;
class QToolButton;

namespace troupe::ui {

class ChartTable;
class Legend;
class PanelTitle;
class Playground;
struct Theme;

enum class ChartOf { depth, latency, throughput, histogram };

class ChartPanel : public QWidget {
    Q_OBJECT

public:
    ChartPanel(ChartOf of, Playground& playground, const Theme& theme, QWidget* parent);

    /// The line over the panel, for the dock.
    PanelTitle* title() { return m_title; }
    void setTheme(const Theme& theme);
    /// Once a tick. Draws only when the history has a new sample and the panel can be seen.
    void update();
    /// Draws in any case: another selection, another run, an export.
    void refresh();
    /// Title, legend and chart, for an exported picture.
    void paintInto(QPainter& painter, const QRectF& where);
    /// How often the chart was filled, for tests.
    int fillCount() const { return m_fills; }
    const QString& name() const { return m_name; }
    /// What is drawn.
    const ChartData& shown() const { return m_shown; }
    /// A vertical line at a moment of the run, in seconds; nothing: none. Not in the histogram.
    void showMoment(std::optional<double> seconds);

Q_SIGNALS:
    /// A moment of the run was clicked, in seconds since its start.
    void momentChosen(double seconds);
    /// The pointer is over this moment; nothing: over none.
    void momentHovered(std::optional<double> seconds);
    /// A part of the run was dragged over, in seconds.
    void spanChosen(double from, double to);
    /// Of the histogram: times in a mailbox, in ns.
    void waitsChosen(double from, double to);

private:
    ChartData read() const;
    void build();
    QToolButton* addButton(const char* name, const QString& tip);
    void connectChart();
    void showLegend();
    void showTable(bool isTable);

    ChartOf m_of;
    Playground& m_playground;
    const Theme* m_theme;
    QString m_name;
    PanelTitle* m_title;
    Legend* m_legend;
    ChartView* m_chart;
    QStackedWidget* m_pages;
    ChartTable* m_table;
    QToolButton* m_asTable;
    QToolButton* m_little = nullptr; // depth only
    ChartData m_shown;
    QSet<QString> m_hidden; // names of lines
    std::uint64_t m_generation = 0;
    int m_fills = 0;
};

} // namespace troupe::ui

// The docked charts: title, legend, chart. They read the history only while they can be seen.
// Thread: gui.
#pragma once

#include "ui/charts/chart_view.h"

#include "session/session.h"

#include <QWidget>

namespace troupe::ui {

class Legend;
class PanelTitle;
class Playground;
struct Theme;

class ChartPanel : public QWidget {
    Q_OBJECT

public:
    ChartPanel(const QString& title, ChartScale scale, Playground& playground, const Theme& theme,
               QWidget* parent);

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

Q_SIGNALS:
    /// A moment of the run was clicked, in seconds since its start.
    void momentChosen(double seconds);

protected:
    virtual ChartData read(const core::Session& session, const Theme& theme) const = 0;
    virtual std::vector<QString> legendTexts(const ChartData& data) const;
    virtual QString note() const = 0;
    Playground& playground() const { return m_playground; }

private:
    Playground& m_playground;
    const Theme* m_theme;
    QString m_name;
    PanelTitle* m_title;
    Legend* m_legend;
    ChartView* m_chart;
    std::uint64_t m_generation = 0;
    int m_fills = 0;
};

class DepthPanel final : public ChartPanel {
    Q_OBJECT

public:
    DepthPanel(Playground& playground, const Theme& theme, QWidget* parent);

protected:
    ChartData read(const core::Session& session, const Theme& theme) const override;
    QString note() const override;
};

class LatencyPanel final : public ChartPanel {
    Q_OBJECT

public:
    LatencyPanel(Playground& playground, const Theme& theme, QWidget* parent);

protected:
    ChartData read(const core::Session& session, const Theme& theme) const override;
    std::vector<QString> legendTexts(const ChartData& data) const override;
    QString note() const override;

private:
    ActorId subject() const; // the selected actor, or nobody: all
};

/// Messages handled a second.
class ThroughputPanel final : public ChartPanel {
    Q_OBJECT

public:
    ThroughputPanel(Playground& playground, const Theme& theme, QWidget* parent);

protected:
    ChartData read(const core::Session& session, const Theme& theme) const override;
    QString note() const override;
};

/// How the times spent in a mailbox are spread.
class HistogramPanel final : public ChartPanel {
    Q_OBJECT

public:
    HistogramPanel(Playground& playground, const Theme& theme, QWidget* parent);

protected:
    ChartData read(const core::Session& session, const Theme& theme) const override;
    QString note() const override;

private:
    ActorId subject() const;
};

} // namespace troupe::ui

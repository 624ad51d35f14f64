// The bar under the canvas: how much happened when, marks of crashes and other incidents, and the
// playhead. Dragging it, clicking a mark or the arrow keys show that instant everywhere.
// Thread: gui.
#pragma once

#include "session/session.h"

#include <QWidget>

#include <optional>

namespace troupe::ui {

class Playground;
struct Theme;

class TimeBar : public QWidget {
    Q_OBJECT

public:
    TimeBar(Playground& playground, const Theme& theme, QWidget* parent);
    void setTheme(const Theme& theme);
    /// Once a tick; paints at most ten times a second unless `isForced`.
    void update(core::DisplayTime now, bool isForced = false);

    /// Where on the bar a moment of the run and a mark are, in the bar's pixels.
    double xOf(double seconds) const;
    /// A thin line at a moment, in seconds, that the pointer is over in a chart.
    void showMoment(std::optional<double> seconds);
    QRectF markRect(const core::Mark& mark) const;

    QSize sizeHint() const override { return {400, 62}; }
    QSize minimumSizeHint() const override { return {200, 62}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    double span() const; // seconds that the bar is wide
    double secondsAt(double x) const;
    const core::Mark* markAt(QPointF point) const;
    void seekTo(double x);
    void paintDensity(QPainter& painter) const;
    void paintMarks(QPainter& painter) const;
    void paintScale(QPainter& painter) const;
    void paintPlayhead(QPainter& painter) const;

    Playground& m_playground;
    const Theme* m_theme;
    core::DisplayTime m_shownAt = 0;
    std::optional<double> m_moment;
};

/// "crash of worker-2 at 3.41 s".
QString markText(const core::Mark& mark, const core::World& world);

} // namespace troupe::ui

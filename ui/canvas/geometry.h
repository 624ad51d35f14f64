// Where everything on the canvas is: pure functions, tested without a window. Canvas units are
// logical pixels at zoom 1. Thread: any.
#pragma once

#include "ui/canvas/frame.h"

#include <QPainterPath>
#include <QPointF>
#include <QRectF>
#include <QSizeF>

namespace troupe::ui {

inline constexpr double kNodeWidth = 164;
inline constexpr double kNodeHeight = 62;
inline constexpr double kNodeRadius = 9;
inline constexpr double kTextFromZoom = 0.5;   // below, no text is drawn
inline constexpr double kHandleFromZoom = 0.3; // below, handles are too small to be hit
inline constexpr double kDimmed = 0.22;        // opacity of what W leaves out
inline constexpr double kMinZoom = 0.02;
inline constexpr double kMaxZoom = 4;

/// The parts of a node whose upper left corner is `position`.
QRectF nodeRect(QPointF position);
QRectF tileRect(QPointF position);
QRectF nameRect(QPointF position);
QRectF lineRect(QPointF position);
QRectF glyphRect(QPointF position);
QRectF stripRect(QPointF position);
QRectF envelopeRect(QPointF position, int place);
QRectF countRect(QPointF position);
QRectF gaugeRect(QPointF position);
QRectF badgeRect(QPointF position, double textWidth);
QRectF pieRect(QPointF position);
/// The handle on the right side from which a link is dragged.
QPointF handlePoint(QPointF position);

/// All that may be painted for a node outside its box: badge, pie, selection ring.
QRectF nodeRepaintRect(QPointF position);

/// A cubic curve; cheap to evaluate for a thousand messages a frame.
struct Curve {
    QPointF a, b, c, d;

    QPointF at(double t) const; // t from 0 to 1
    QPointF direction(double t) const;
    QRectF bounds() const; // of the control points: holds the curve
    QPainterPath path() const;
};

/// From the edge of one node to the edge of another, leaving and arriving at the facing sides.
Curve messageCurve(QPointF from, QPointF to);
/// From a child's side to its supervisor's; kept apart from the message curve.
Curve supervisionCurve(QPointF child, QPointF supervisor);

/// Round the children of a supervisor that are shown; empty: it has none.
QRectF childHull(const CanvasFrame& frame, NodeId supervisor);
bool isChildOf(const CanvasFrame& frame, NodeId child, NodeId supervisor);

/// Outline round the nodes of a hull; neighbours share one outline.
QPainterPath hullPath(const CanvasFrame& frame, const HullFrame& hull);

/// What part of the canvas a view shows.
struct Camera {
    QPointF origin; // canvas point at the view's upper left corner
    double zoom = 1;

    QPointF toView(QPointF canvas) const;
    QPointF toCanvas(QPointF view) const;
    QRectF visible(QSizeF view) const;
};

/// The canvas point under `view` stays there. The zoom is kept within its limits.
Camera zoomedAt(const Camera& camera, QPointF view, double factor);

/// Shows all of `content` inside `view` with a margin; never magnifies above 1.
Camera fitted(const QRectF& content, const QRectF& view);

} // namespace troupe::ui

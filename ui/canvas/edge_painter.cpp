#include "ui/canvas/edge_painter.h"

#include "ui/canvas/frame.h"
#include "ui/canvas/geometry.h"
#include "ui/canvas/number_text.h"
#include "ui/theme/contrast.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/kind_look.h"
#include "ui/theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace troupe::ui {
namespace {

constexpr double kArrow = 7;
constexpr double kFlowSpeed = 110; // canvas units a second

QColor edgeColour(const EdgeFrame& edge, const Theme& theme) {
    if (edge.kind == EdgeKind::supervision) return theme.edge;
    if (edge.kind == EdgeKind::wait) return edge.isCycle ? theme.danger : theme.textSoft;
    return linkColour(theme, edge.colour);
}

double edgeWidth(const EdgeFrame& edge) {
    if (edge.kind == EdgeKind::supervision) return 1;
    if (edge.perSecond <= kFlowFrom) return 1.7;
    return std::min(9.0, 1.7 + 1.3 * std::log10(edge.perSecond / kFlowFrom * 10));
}

QPen edgePen(const EdgeFrame& edge, const Theme& theme) {
    QPen pen(edgeColour(edge, theme), edgeWidth(edge));
    pen.setCapStyle(Qt::FlatCap);
    if (edge.kind == EdgeKind::wait) {
        pen.setWidthF(edge.isCycle ? 2.4 : 1.8);
        pen.setDashPattern({1.5, 2.5});
    }
    return pen;
}

void paintArrow(QPainter& painter, const Curve& curve, const QColor& colour) {
    const QPointF tip = curve.d;
    const QPointF along = curve.direction(1);
    const double length = std::hypot(along.x(), along.y());
    if (length < 1e-6) return;
    const QPointF back = along / length * kArrow;
    const QPointF side(-back.y() * 0.55, back.x() * 0.55);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(QPolygonF({tip, tip - back + side, tip - back - side}));
}

// A small word on the canvas with the canvas behind it, so that lines do not run through it.
void paintLabel(QPainter& painter, QPointF centre, const QString& text, const QColor& colour,
                const Theme& theme) {
    const QFont font = textFont(kTextTiny, QFont::Medium);
    const QFontMetricsF metrics(font);
    QRectF box(0, 0, metrics.horizontalAdvance(text) + 10, metrics.height() + 2);
    box.moveCenter(centre);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.canvas);
    painter.drawRoundedRect(box, 4, 4);
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(box, Qt::AlignCenter, text);
}

// In the middle; between neighbours there is no room, so above them.
QPointF labelPoint(const Curve& curve) {
    constexpr double kRoom = 70;
    const QPointF along = curve.d - curve.a;
    if (std::hypot(along.x(), along.y()) >= kRoom) return curve.at(0.5);
    return curve.at(0.5) - QPointF(0, kNodeHeight / 2 + 9);
}

QString labelOf(const EdgeFrame& edge) {
    if (edge.kind == EdgeKind::wait) return edge.label;
    if (edge.kind == EdgeKind::message && edge.perSecond > kFlowFrom)
        return shortNumber(std::llround(edge.perSecond)) + "/s";
    return {};
}

void paintEdge(QPainter& painter, const EdgeFrame& edge, const Curve& curve, const Theme& theme,
               bool hasArrow) {
    painter.setPen(edgePen(edge, theme));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(curve.path());
    if (hasArrow && edge.kind != EdgeKind::supervision)
        paintArrow(painter, curve, edgeColour(edge, theme));
}

// A soft band under the selected link.
void paintChosen(QPainter& painter, const Curve& curve, const Theme& theme) {
    QColor band = theme.accent;
    band.setAlpha(90);
    QPen pen(band, 7);
    pen.setCapStyle(Qt::RoundCap);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(curve.path());
}

void paintMessage(QPainter& painter, QPointF at, const FlightFrame& flight, const Theme& theme) {
    QRectF box(0, 0, 13, 10);
    box.moveCenter(at);
    painter.setPen(QPen(theme.canvas, 1.5));
    painter.setBrush(accentOn(theme, flight.colour));
    painter.drawRoundedRect(box, 3, 3);
}

void paintReply(QPainter& painter, QPointF at, const FlightFrame& flight, const Theme& theme) {
    painter.setPen(QPen(theme.canvas, 5));
    painter.setBrush(theme.canvas);
    painter.drawEllipse(at, 5, 5);
    painter.setPen(QPen(accentOn(theme, flight.colour), 2.4));
    painter.drawEllipse(at, 4.4, 4.4);
}

void paintTimer(QPainter& painter, QPointF at, const FlightFrame& flight, const Theme& theme) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.canvas);
    painter.drawEllipse(at, 8, 8);
    drawIcon(painter, "hourglass", QRectF(at - QPointF(6, 6), QSizeF(12, 12)),
             accentOn(theme, flight.colour));
}

void paintSystem(QPainter& painter, QPointF at, const FlightFrame& flight, const Theme& theme) {
    painter.setPen(QPen(theme.canvas, 1.5));
    painter.setBrush(accentOn(theme, flight.colour));
    painter.drawPolygon(
        QPolygonF({at + QPointF(0, -6.5), at + QPointF(6.5, 5), at + QPointF(-6.5, 5)}));
}

void paintFlight(QPainter& painter, QPointF at, const FlightFrame& flight, const Theme& theme) {
    switch (flight.kind) {
    case FlightKind::message:
        return paintMessage(painter, at, flight, theme);
    case FlightKind::reply:
        return paintReply(painter, at, flight, theme);
    case FlightKind::timer:
        return paintTimer(painter, at, flight, theme);
    case FlightKind::system:
        return paintSystem(painter, at, flight, theme);
    }
}

// From its sender; what comes from outside falls in from above.
std::optional<Curve> flightCurve(const CanvasFrame& frame, const FlightFrame& flight) {
    const NodeFrame* to = frame.find(flight.to);
    if (!to) return {};
    if (flight.from == 0) {
        const QPointF end = nodeRect(to->position).center() - QPointF(0, kNodeHeight / 2);
        const QPointF start = end - QPointF(46, 96);
        return Curve{start, start + QPointF(24, 10), end - QPointF(0, 40), end};
    }
    const NodeFrame* from = frame.find(flight.from);
    if (!from || from == to) return {};
    return messageCurve(from->position, to->position);
}

// Light that runs along an edge with too many messages to show each.
void paintFlows(QPainter& painter, const CanvasFrame& frame, const Theme& theme,
                const QRectF& visible) {
    for (const EdgeFrame& edge : frame.edges) {
        if (edge.kind != EdgeKind::message || edge.perSecond <= kFlowFrom) continue;
        if (!frame.isShown(edge.kind)) continue;
        const std::optional<Curve> curve = curveOf(frame, edge);
        if (!curve || !curve->bounds().adjusted(-6, -6, 6, 6).intersects(visible)) continue;
        const double width = edgeWidth(edge);
        QPen pen(blend(edgeColour(edge, theme), theme.canvas, 0.6), width * 0.5);
        pen.setCapStyle(Qt::RoundCap);
        pen.setDashPattern({1, 24 / width});
        pen.setDashOffset(-frame.now * kFlowSpeed / (width * 0.5));
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(curve->path());
    }
}

// Starts and arrives gently.
double eased(double t) {
    return t * t * (3 - 2 * t);
}

} // namespace

std::optional<Curve> curveOf(const CanvasFrame& frame, const EdgeFrame& edge) {
    const NodeFrame* from = frame.find(edge.from);
    const NodeFrame* to = frame.find(edge.to);
    if (!from || !to || from == to) return {};
    return edge.kind == EdgeKind::supervision ? supervisionCurve(from->position, to->position)
                                              : messageCurve(from->position, to->position);
}

void paintEdges(QPainter& painter, const CanvasFrame& frame, const Theme& theme, double zoom,
                const QRectF& visible) {
    const bool hasText = zoom >= kTextFromZoom;
    for (const EdgeFrame& edge : frame.edges) {
        if (!frame.isShown(edge.kind)) continue;
        const std::optional<Curve> curve = curveOf(frame, edge);
        if (!curve || !curve->bounds().adjusted(-30, -12, 30, 12).intersects(visible)) continue;
        painter.setOpacity(frame.isWaitOnly && edge.kind != EdgeKind::wait ? kDimmed : 1);
        if (frame.selectedEdge && edge.isLink && *frame.selectedEdge == EdgeId{edge.from, edge.to})
            paintChosen(painter, *curve, theme);
        paintEdge(painter, edge, *curve, theme,
                  hasText && (frame.isPaused || edge.kind == EdgeKind::wait));
        const QString label = hasText ? labelOf(edge) : QString();
        if (!label.isEmpty())
            paintLabel(painter, labelPoint(*curve), label,
                       edge.kind == EdgeKind::wait ? theme.textSoft : theme.text, theme);
    }
    painter.setOpacity(1);
}

void paintFlights(QPainter& painter, const CanvasFrame& frame, const Theme& theme, double zoom,
                  const QRectF& visible) {
    if (frame.hasReducedMotion || frame.isWaitOnly) return;
    if (!frame.isPaused) paintFlows(painter, frame, theme, visible);
    for (const FlightFrame& flight : frame.flights) {
        const double t = (frame.now - flight.start) / kFlightSeconds;
        const std::optional<Curve> curve = flightCurve(frame, flight);
        if (t < 0 || t >= 1 || !curve) continue;
        const QPointF at = curve->at(eased(t));
        if (!visible.contains(at)) continue;
        if (zoom < kTextFromZoom)
            painter.fillRect(QRectF(at - QPointF(6, 5), QSizeF(13, 10)),
                             accentOn(theme, flight.colour));
        else
            paintFlight(painter, at, flight, theme);
    }
}

void paintHulls(QPainter& painter, const CanvasFrame& frame, const Theme& theme, double zoom) {
    for (const HullFrame& hull : frame.hulls) {
        const QPainterPath path = hullPath(frame, hull);
        if (path.isEmpty()) continue;
        QPen pen(theme.danger, 1.3);
        pen.setDashPattern({4, 3});
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(path);
        if (zoom < kTextFromZoom) continue;
        const QFont font = textFont(kTextSmall);
        painter.setFont(font);
        painter.setPen(theme.danger);
        const QRectF box = path.boundingRect();
        painter.drawText(box.topLeft() + QPointF(6, -5), hull.label);
    }
}

} // namespace troupe::ui

#include "ui/canvas/geometry.h"

#include "ui/canvas/frame.h"

#include <algorithm>
#include <cmath>

namespace troupe::ui {
namespace {

constexpr double kPadding = 10;
constexpr double kTile = 28;
constexpr double kTextLeft = kPadding + kTile + 9;
constexpr double kGlyph = 13;
constexpr double kEnvelopeWidth = 11.5;
constexpr double kEnvelopeHeight = 8;
constexpr double kEnvelopeGap = 3;
constexpr double kStripTop = 46;
constexpr double kHullMargin = 16;
constexpr double kFitMargin = 34;

QRectF part(QPointF position, double x, double y, double width, double height) {
    return QRectF(position.x() + x, position.y() + y, width, height);
}

// Which sides two nodes turn to each other.
enum class Facing { right, left, down, up };

Facing facing(QPointF from, QPointF to) {
    const double dx = to.x() - from.x();
    const double dy = to.y() - from.y();
    if (dx > kNodeWidth + 8) return Facing::right;
    if (dx < -kNodeWidth - 8) return Facing::left;
    return dy >= 0 ? Facing::down : Facing::up;
}

Curve horizontal(QPointF start, QPointF end, double sign) {
    const double reach = std::max(24.0, std::abs(end.x() - start.x()) * 0.5);
    const QPointF bend(sign * reach, 0);
    return {start, start + bend, end - bend, end};
}

Curve vertical(QPointF start, QPointF end, double sign) {
    const double reach = std::max(20.0, std::abs(end.y() - start.y()) * 0.5);
    const QPointF bend(0, sign * reach);
    return {start, start + bend, end - bend, end};
}

Curve connect(QPointF from, QPointF to, double leaveY, double leaveX) {
    const double centreX = kNodeWidth / 2;
    const double centreY = kNodeHeight / 2;
    switch (facing(from, to)) {
    case Facing::right:
        return horizontal(from + QPointF(kNodeWidth, leaveY), to + QPointF(0, centreY), 1);
    case Facing::left:
        return horizontal(from + QPointF(0, leaveY), to + QPointF(kNodeWidth, centreY), -1);
    case Facing::down:
        return vertical(from + QPointF(leaveX, kNodeHeight), to + QPointF(centreX, 0), 1);
    case Facing::up:
        break;
    }
    return vertical(from + QPointF(leaveX, 0), to + QPointF(centreX, kNodeHeight), -1);
}

} // namespace

QRectF nodeRect(QPointF position) {
    return part(position, 0, 0, kNodeWidth, kNodeHeight);
}

QRectF tileRect(QPointF position) {
    return part(position, kPadding, 9, kTile, kTile);
}

QRectF nameRect(QPointF position) {
    return part(position, kTextLeft, 7, kNodeWidth - kTextLeft - kPadding - kGlyph - 4, 17);
}

QRectF lineRect(QPointF position) {
    return part(position, kTextLeft, 24, kNodeWidth - kTextLeft - kPadding, 14);
}

QRectF glyphRect(QPointF position) {
    return part(position, kNodeWidth - kPadding - kGlyph, 9, kGlyph, kGlyph);
}

QRectF stripRect(QPointF position) {
    const double width = kStripPlaces * (kEnvelopeWidth + kEnvelopeGap) - kEnvelopeGap;
    return part(position, kPadding, kStripTop, width, kEnvelopeHeight);
}

QRectF envelopeRect(QPointF position, int place) {
    return part(position, kPadding + place * (kEnvelopeWidth + kEnvelopeGap), kStripTop,
                kEnvelopeWidth, kEnvelopeHeight);
}

QRectF countRect(QPointF position) {
    const double left = stripRect({}).right() + 2;
    return part(position, left, kStripTop - 4, kNodeWidth - left - kPadding + 2, 16);
}

QRectF gaugeRect(QPointF position) {
    return part(position, kTextLeft, kStripTop + 1, 78, 6);
}

QRectF badgeRect(QPointF position, double textWidth) {
    const double width = textWidth + 14;
    return part(position, kNodeWidth - 16 - width, -9, width, 17);
}

QRectF pieRect(QPointF position) {
    return part(position, kNodeWidth - 12, -21, 26, 26);
}

QPointF handlePoint(QPointF position) {
    return position + QPointF(kNodeWidth, kNodeHeight / 2);
}

QRectF nodeRepaintRect(QPointF position) {
    return nodeRect(position).adjusted(-6, -24, 18, 6);
}

QPointF Curve::at(double t) const {
    const double u = 1 - t;
    return a * (u * u * u) + b * (3 * u * u * t) + c * (3 * u * t * t) + d * (t * t * t);
}

QPointF Curve::direction(double t) const {
    const double u = 1 - t;
    return (b - a) * (3 * u * u) + (c - b) * (6 * u * t) + (d - c) * (3 * t * t);
}

QRectF Curve::bounds() const {
    const auto [left, right] = std::minmax({a.x(), b.x(), c.x(), d.x()});
    const auto [top, bottom] = std::minmax({a.y(), b.y(), c.y(), d.y()});
    return QRectF(QPointF(left, top), QPointF(right, bottom));
}

QPainterPath Curve::path() const {
    QPainterPath path(a);
    path.cubicTo(b, c, d);
    return path;
}

Curve messageCurve(QPointF from, QPointF to) {
    return connect(from, to, kNodeHeight / 2, kNodeWidth / 2);
}

Curve supervisionCurve(QPointF child, QPointF supervisor) {
    return connect(child, supervisor, 14, kNodeWidth * 0.75);
}

QRectF childHull(const CanvasFrame& frame, NodeId supervisor) {
    QRectF all;
    for (const EdgeFrame& edge : frame.edges) {
        if (edge.kind != EdgeKind::supervision || edge.to != supervisor) continue;
        if (const NodeFrame* child = frame.find(edge.from))
            all = all.united(nodeRect(child->position));
    }
    if (all.isEmpty()) return all;
    return all.adjusted(-kHullMargin, -kHullMargin, kHullMargin, kHullMargin);
}

bool isChildOf(const CanvasFrame& frame, NodeId child, NodeId supervisor) {
    return std::any_of(frame.edges.begin(), frame.edges.end(), [&](const EdgeFrame& edge) {
        return edge.kind == EdgeKind::supervision && edge.from == child && edge.to == supervisor;
    });
}

QPainterPath hullPath(const CanvasFrame& frame, const HullFrame& hull) {
    QPainterPath all;
    for (const NodeId id : hull.nodes) {
        const NodeFrame* node = frame.find(id);
        if (!node) continue;
        QPainterPath one;
        one.addRoundedRect(nodeRect(node->position)
                               .adjusted(-kHullMargin, -kHullMargin - 6, kHullMargin, kHullMargin),
                           kNodeRadius + 4, kNodeRadius + 4);
        all = all.united(one);
    }
    return all;
}

QPointF Camera::toView(QPointF canvas) const {
    return (canvas - origin) * zoom;
}

QPointF Camera::toCanvas(QPointF view) const {
    return view / zoom + origin;
}

QRectF Camera::visible(QSizeF view) const {
    return QRectF(origin, view / zoom);
}

Camera zoomedAt(const Camera& camera, QPointF view, double factor) {
    const QPointF fixed = camera.toCanvas(view);
    const double zoom = std::clamp(camera.zoom * factor, kMinZoom, kMaxZoom);
    return {fixed - view / zoom, zoom};
}

Camera fitted(const QRectF& content, const QRectF& view) {
    if (content.isEmpty() || view.isEmpty()) return {-view.topLeft(), 1};
    const QRectF room = view.adjusted(kFitMargin, kFitMargin, -kFitMargin, -kFitMargin);
    const double wide = std::max(room.width(), 1.0) / content.width();
    const double high = std::max(room.height(), 1.0) / content.height();
    const double zoom = std::clamp(std::min(wide, high), kMinZoom, 1.0);
    return {content.center() - view.center() / zoom, zoom};
}

} // namespace troupe::ui

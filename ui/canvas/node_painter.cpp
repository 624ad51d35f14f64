#include "ui/canvas/node_painter.h"

#include "ui/canvas/canvas_view.h"
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

constexpr double kHatchFrom = 0.8; // of the capacity
constexpr double kLetterFromZoom = 1.6;
constexpr double kPi = 3.14159265358979323846;

struct Glyph {
    const char* icon;
    IconFill fill;
    QColor Theme::*colour;
};

Glyph glyphOf(NodeStatus status) {
    switch (status) {
    case NodeStatus::idle:
        return {"circle", IconFill::outline, &Theme::mark};
    case NodeStatus::running:
        return {"play", IconFill::solid, &Theme::ok};
    case NodeStatus::waiting:
        return {"hourglass", IconFill::outline, &Theme::warnText};
    case NodeStatus::held:
        return {"pause", IconFill::solid, &Theme::accent};
    case NodeStatus::crashed:
        return {"x", IconFill::outline, &Theme::danger};
    case NodeStatus::restarting:
        return {"rotate-cw", IconFill::outline, &Theme::warnText};
    case NodeStatus::stopping:
        return {"square", IconFill::outline, &Theme::mark};
    case NodeStatus::stopped:
        return {"square", IconFill::solid, &Theme::mark};
    case NodeStatus::stuck:
        return {"triangle-alert", IconFill::outline, &Theme::danger};
    }
    return {"circle", IconFill::outline, &Theme::mark};
}

bool isFailed(const NodeFrame& node) {
    return node.status == NodeStatus::crashed || node.status == NodeStatus::restarting ||
           node.status == NodeStatus::stuck;
}

QColor borderOf(const NodeFrame& node, const Theme& theme) {
    return isFailed(node) ? theme.danger : theme.border;
}

void paintBox(QPainter& painter, const NodeFrame& node, const Theme& theme) {
    const bool failed = isFailed(node);
    painter.setPen(QPen(borderOf(node, theme), failed ? 1.6 : 1));
    painter.setBrush(node.status == NodeStatus::stopped ? theme.input : theme.raised);
    const double inset = failed ? 0.8 : 0.5;
    painter.drawRoundedRect(nodeRect(node.position).adjusted(inset, inset, -inset, -inset),
                            kNodeRadius, kNodeRadius);
}

void paintTile(QPainter& painter, const NodeFrame& node, const Theme& theme) {
    const QRectF tile = tileRect(node.position);
    painter.setPen(Qt::NoPen);
    painter.setBrush(accentOn(theme, node.accent));
    painter.drawRoundedRect(tile, 7, 7);
    drawIcon(painter, node.icon, tile.adjusted(6, 6, -6, -6), QColor(Qt::white));
}

void paintElided(QPainter& painter, const QRectF& where, const QFont& font, const QColor& colour,
                 const QString& text, Qt::Alignment side = Qt::AlignLeft,
                 Qt::TextElideMode elided = Qt::ElideRight) {
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(where, static_cast<int>(side | Qt::AlignVCenter) | Qt::TextSingleLine,
                     metrics.elidedText(text, elided, where.width() + 0.5));
}

// A red dot at the corner: the run pauses when this one begins a message.
void paintBreakpoint(QPainter& painter, const NodeFrame& node, const Theme& theme) {
    painter.setPen(QPen(theme.canvas, 1.5));
    painter.setBrush(theme.danger);
    painter.drawEllipse(node.position + QPointF(2, 2), 5.5, 5.5);
}

void paintWords(QPainter& painter, const NodeFrame& node, const Theme& theme) {
    const bool isQuiet = node.status == NodeStatus::stopped;
    paintElided(painter, nameRect(node.position), textFont(kTextBody, QFont::DemiBold),
                isQuiet ? theme.textSoft : theme.text, node.name, Qt::AlignLeft,
                Qt::ElideMiddle); // names that are alike differ at the end
    paintElided(painter, lineRect(node.position), monoFont(kTextSmall),
                node.isLineError ? theme.danger : theme.textSoft, node.line);
}

void paintHatch(QPainter& painter, const QRectF& strip, const Theme& theme) {
    painter.save();
    painter.setClipRect(strip.adjusted(-2, -2.5, 2, 2.5), Qt::IntersectClip);
    QColor colour = theme.warn;
    colour.setAlpha(theme.isDark ? 120 : 105);
    painter.setPen(QPen(colour, 1.2));
    for (double x = strip.left() - 14; x < strip.right() + 4; x += 4.5)
        painter.drawLine(QPointF(x, strip.bottom() + 3), QPointF(x + 14, strip.top() - 3));
    painter.restore();
}

void paintEnvelope(QPainter& painter, const QRectF& where, const Envelope& envelope,
                   const Theme& theme, double zoom) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(accentOn(theme, envelope.colour));
    painter.drawRoundedRect(where, 2, 2);
    if (zoom < kLetterFromZoom) return;
    painter.setFont(textFont(7, QFont::Bold));
    painter.setPen(Qt::white);
    painter.drawText(where, Qt::AlignCenter, QString(QLatin1Char(envelope.letter)));
}

int placesOf(const NodeFrame& node) {
    if (node.capacity == 0) return kStripPlaces;
    return std::min(node.capacity, kStripPlaces);
}

void paintHighWater(QPainter& painter, const NodeFrame& node, const Theme& theme) {
    if (node.highWater <= 0) return;
    const int places = placesOf(node);
    const double of = node.capacity > 0 ? node.capacity : std::max(places, node.highWater);
    const double share = std::min(1.0, node.highWater / of);
    const QRectF first = envelopeRect(node.position, 0);
    const double pitch = envelopeRect(node.position, 1).left() - first.left();
    // In the gap after the place that was reached.
    const double x = first.left() + share * pitch * places - (pitch - first.width()) / 2;
    painter.setPen(QPen(theme.mark, 1.2));
    painter.drawLine(QPointF(x, first.top() - 1.5), QPointF(x, first.bottom() + 1.5));
}

void paintStrip(QPainter& painter, const NodeFrame& node, const Theme& theme, double zoom) {
    const int places = placesOf(node);
    const QRectF strip =
        envelopeRect(node.position, 0).united(envelopeRect(node.position, places - 1));
    if (node.capacity > 0 && node.queued > kHatchFrom * node.capacity)
        paintHatch(painter, strip, theme);
    for (int place = 0; place < places; ++place) {
        const QRectF where = envelopeRect(node.position, place);
        if (place < node.shown) {
            paintEnvelope(painter, where, node.envelopes[static_cast<std::size_t>(place)], theme,
                          zoom);
            continue;
        }
        painter.setPen(QPen(theme.envelopeEmpty, 1));
        painter.setBrush(node.status == NodeStatus::stopped ? theme.input : theme.raised);
        painter.drawRoundedRect(where.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
    }
    paintHighWater(painter, node, theme);
}

void paintCount(QPainter& painter, const NodeFrame& node, const Theme& theme) {
    const bool isFull = node.capacity > 0 && node.queued >= node.capacity;
    paintElided(painter, countRect(node.position), textFont(kTextTiny),
                isFull ? theme.danger : theme.textSoft, depthText(node.queued, node.capacity),
                Qt::AlignRight);
}

void paintGauge(QPainter& painter, const NodeFrame& node, const Theme& theme, bool hasText) {
    const QRectF gauge = gaugeRect(node.position);
    const BudgetGauge& budget = *node.budget;
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.envelopeEmpty);
    painter.drawRoundedRect(gauge, 3, 3);
    const double share = budget.limit > 0 ? std::min(1.0, double(budget.used) / budget.limit) : 0;
    if (share > 0) {
        painter.setBrush(share >= 1 ? theme.danger : theme.warn);
        painter.drawRoundedRect(QRectF(gauge.topLeft(), QSizeF(gauge.width() * share, 6)), 3, 3);
    }
    if (!hasText) return;
    paintElided(painter, countRect(node.position), textFont(kTextTiny), theme.textSoft,
                QString("%1/%2").arg(budget.used).arg(budget.limit), Qt::AlignRight);
}

// Zoomed far out a node is its accent with a rim that tells a failure.
void paintSmall(QPainter& painter, const NodeFrame& node, const Theme& theme) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(isFailed(node) ? theme.danger : theme.border);
    painter.drawRoundedRect(nodeRect(node.position), kNodeRadius, kNodeRadius);
    painter.setBrush(theme.raised);
    painter.drawRoundedRect(nodeRect(node.position).adjusted(3, 3, -3, -3), 7, 7);
    painter.setBrush(accentOn(theme, node.accent));
    painter.drawRoundedRect(nodeRect(node.position).adjusted(12, 12, -90, -12), 6, 6);
    if (!node.hasMailbox || node.queued == 0) return;
    const double of = node.capacity > 0 ? node.capacity : std::max(64, node.highWater);
    const double width = (kNodeWidth - 100) * std::min(1.0, node.queued / of);
    painter.setBrush(theme.warn);
    painter.drawRect(QRectF(node.position + QPointF(84, 34), QSizeF(width, 14)));
}

void paintRing(QPainter& painter, const NodeFrame& node, const QColor& colour, double width,
               double out) {
    painter.setPen(QPen(colour, width));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(nodeRect(node.position).adjusted(-out, -out, out, out),
                            kNodeRadius + out, kNodeRadius + out);
}

// With reduced motion it stands still for as long as it lasts.
void paintFlash(QPainter& painter, const NodeFrame& node, const Theme& theme, double age,
                bool isStill) {
    const double left = isStill ? 1 : 1 - age / kFlashSeconds;
    QColor fill = theme.danger;
    fill.setAlphaF(static_cast<float>(0.26 * left));
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(nodeRect(node.position), kNodeRadius, kNodeRadius);
    QColor ring = theme.danger;
    ring.setAlphaF(static_cast<float>(left));
    paintRing(painter, node, ring, 2, 1 + 9 * (1 - left));
}

void paintPie(QPainter& painter, const NodeFrame& node, const Theme& theme, double now) {
    const BackOff& wait = *node.backOff;
    const double whole = std::max(wait.until - wait.from, 1e-9);
    const double left = std::clamp((wait.until - now) / whole, 0.0, 1.0);
    const QRectF pie = pieRect(node.position);
    painter.setPen(QPen(theme.warn, 1.4));
    painter.setBrush(theme.raised);
    painter.drawEllipse(pie.adjusted(0.7, 0.7, -0.7, -0.7));
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.warn);
    // From twelve o'clock; what is left shrinks clockwise.
    const int span = static_cast<int>(std::lround(left * 360 * 16));
    painter.drawPie(pie.adjusted(3, 3, -3, -3), 90 * 16, span);
}

void paintBadge(QPainter& painter, const NodeFrame& node, const Theme& theme) {
    const QFont font = textFont(kTextTiny, QFont::Bold);
    const QString text = CanvasView::tr("gen %1").arg(node.incarnation);
    const QRectF badge = badgeRect(node.position, QFontMetricsF(font).horizontalAdvance(text));
    const QColor fill = blend(theme.raised, theme.warn, theme.isDark ? 0.2 : 0.16);
    painter.setPen(QPen(theme.warn, 1));
    painter.setBrush(fill);
    painter.drawRoundedRect(badge, 8.5, 8.5);
    painter.setFont(font);
    painter.setPen(theme.warnText);
    painter.drawText(badge, Qt::AlignCenter, text);
}

bool isFlashing(const NodeFrame& node, double now) {
    return node.crashedAt && now >= *node.crashedAt && now - *node.crashedAt < kFlashSeconds;
}

bool isBackingOff(const NodeFrame& node, double now) {
    return node.backOff && now < node.backOff->until;
}

} // namespace

void paintNode(QPainter& painter, const NodeFrame& node, const Theme& theme, double zoom) {
    if (zoom < kTextFromZoom) {
        paintSmall(painter, node, theme);
        return;
    }
    paintBox(painter, node, theme);
    paintTile(painter, node, theme);
    paintWords(painter, node, theme);
    const Glyph glyph = glyphOf(node.status);
    drawIcon(painter, glyph.icon, glyphRect(node.position), theme.*glyph.colour, glyph.fill);
    if (node.budget) paintGauge(painter, node, theme, true);
    if (node.hasBreakpoint) paintBreakpoint(painter, node, theme);
    if (!node.hasMailbox) return;
    paintStrip(painter, node, theme, zoom);
    paintCount(painter, node, theme);
}

bool hasOverlay(const NodeFrame& node, double now) {
    return node.incarnation > 1 || isFlashing(node, now) || isBackingOff(node, now);
}

void paintNodeOverlay(QPainter& painter, const NodeFrame& node, const Theme& theme, double zoom,
                      double now, bool isSelected, bool isStill) {
    if (isSelected) paintRing(painter, node, theme.accent, 2, 1);
    if (isFlashing(node, now)) paintFlash(painter, node, theme, now - *node.crashedAt, isStill);
    if (zoom < kTextFromZoom) return;
    if (node.incarnation > 1) paintBadge(painter, node, theme);
    if (isBackingOff(node, now)) paintPie(painter, node, theme, now);
}

} // namespace troupe::ui

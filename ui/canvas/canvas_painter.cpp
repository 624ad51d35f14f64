#include "ui/canvas/canvas_painter.h"

#include "ui/canvas/canvas_view.h"

#include "ui/canvas/edge_painter.h"
#include "ui/canvas/frame.h"
#include "ui/canvas/node_painter.h"
#include "ui/canvas/number_text.h"
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

constexpr double kDotSpacing = 24;
constexpr QSizeF kTraySize(128, 58);
constexpr QSizeF kMinimapSize(148, 58);
constexpr double kLowView = 520;
constexpr double kMargin = 20;
constexpr double kMinimapInset = 7;

void toCanvas(QPainter& painter, const Camera& camera) {
    painter.scale(camera.zoom, camera.zoom);
    painter.translate(-camera.origin);
}

void paintBackground(QPainter& painter, const Camera& camera, const Theme& theme,
                     const QRectF& clip) {
    painter.fillRect(clip, theme.canvas);
    const double step = kDotSpacing * camera.zoom;
    if (step < 12) return;
    const QPointF shift = -camera.origin * camera.zoom;
    const auto firstAfter = [step](double from, double offset) {
        return offset + std::ceil((from - offset) / step) * step;
    };
    for (double y = firstAfter(clip.top(), shift.y()); y < clip.bottom(); y += step)
        for (double x = firstAfter(clip.left(), shift.x()); x < clip.right(); x += step)
            painter.fillRect(QRectF(std::floor(x), std::floor(y), 1.5, 1.5), theme.canvasDot);
}

void paintCard(QPainter& painter, const QRectF& card, const Theme& theme) {
    painter.setPen(QPen(theme.border, 1));
    painter.setBrush(theme.raised);
    painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

void paintTray(QPainter& painter, const CanvasFrame& frame, const Theme& theme,
               const QRectF& card) {
    paintCard(painter, card, theme);
    const QColor ink = frame.deadLetters > 0 ? theme.danger : theme.mark;
    drawIcon(painter, "inbox", QRectF(card.right() - 27, card.top() + 9, 15, 15), ink);
    painter.setFont(textFont(kTextSmall));
    painter.setPen(theme.textSoft);
    painter.drawText(card.adjusted(12, 9, -28, 0), Qt::AlignLeft | Qt::AlignTop,
                     CanvasView::tr("Dead letters"));
    const QFont number = textFont(kTextTitle, QFont::DemiBold);
    const QString count = groupedNumber(static_cast<std::int64_t>(frame.deadLetters));
    painter.setFont(number);
    painter.setPen(frame.deadLetters > 0 ? theme.danger : theme.text);
    painter.drawText(card.adjusted(12, 0, -8, -9), Qt::AlignLeft | Qt::AlignBottom, count);
    if (frame.deadLetterDetail.isEmpty()) return;
    const double left = 12 + QFontMetricsF(number).horizontalAdvance(count) + 8;
    const QFont small = textFont(kTextTiny);
    painter.setFont(small);
    painter.setPen(theme.textSoft);
    painter.drawText(card.adjusted(left, 0, -10, -11), Qt::AlignLeft | Qt::AlignBottom,
                     QFontMetricsF(small).elidedText(frame.deadLetterDetail, Qt::ElideRight,
                                                     card.width() - left - 10));
}

// What the minimap shows, and how large: all nodes and the view.
struct MiniScale {
    QRectF world;
    QRectF room;
    double factor = 1;

    QPointF toMap(QPointF canvas) const {
        return room.center() + (canvas - world.center()) * factor;
    }
    QPointF toCanvas(QPointF map) const { return world.center() + (map - room.center()) / factor; }
};

MiniScale miniScale(const CanvasFrame& frame, const Camera& camera, QSizeF view) {
    MiniScale scale;
    scale.room =
        minimapRect(view).adjusted(kMinimapInset, kMinimapInset, -kMinimapInset, -kMinimapInset);
    scale.world = frame.bounds().united(camera.visible(view));
    scale.factor = std::min(scale.room.width() / std::max(scale.world.width(), 1.0),
                            scale.room.height() / std::max(scale.world.height(), 1.0));
    return scale;
}

void paintMinimap(QPainter& painter, const CanvasFrame& frame, const Camera& camera,
                  const Theme& theme, QSizeF view) {
    paintCard(painter, minimapRect(view), theme);
    const MiniScale scale = miniScale(frame, camera, view);
    for (const NodeFrame& node : frame.nodes) {
        const QRectF box = nodeRect(node.position);
        QRectF mark(scale.toMap(box.topLeft()), box.size() * scale.factor);
        mark.setSize(mark.size().expandedTo(QSizeF(2, 2)));
        painter.fillRect(mark, accentOn(theme, node.accent));
    }
    const QRectF seen = camera.visible(view);
    painter.setPen(QPen(theme.accent, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(scale.toMap(seen.topLeft()), scale.toMap(seen.bottomRight())));
}

void paintPastFrame(QPainter& painter, const Theme& theme, QSizeF view) {
    painter.setPen(QPen(theme.past, 3));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(QPointF(0, 0), view).adjusted(1.5, 1.5, -1.5, -1.5));
}

// In words, at the top: "PAST: event 412 of 960", or the sentence of a deadlock.
void paintPill(QPainter& painter, const QString& text, double top, const QColor& fill,
               const QColor& ink, QSizeF view) {
    const QFont font = textFont(kTextSmall, QFont::DemiBold);
    const QFontMetricsF metrics(font);
    const double room = std::max(80.0, view.width() - 80);
    QRectF words =
        metrics.boundingRect(QRectF(0, 0, room, 200), Qt::AlignHCenter | Qt::TextWordWrap, text);
    QRectF pill(0, top, words.width() + 26, words.height() + 10);
    pill.moveLeft((view.width() - pill.width()) / 2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(pill, 11, 11);
    painter.setFont(font);
    painter.setPen(ink);
    painter.drawText(pill.adjusted(12, 5, -12, -5), Qt::AlignHCenter | Qt::TextWordWrap, text);
}

void paintCycle(QPainter& painter, const CanvasFrame& frame, const Theme& theme) {
    for (const NodeId id : frame.cycle) {
        const NodeFrame* node = frame.find(id);
        if (!node) continue;
        painter.setPen(QPen(theme.danger, 2.6));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(nodeRect(node->position).adjusted(-4, -4, 4, 4), kNodeRadius + 4,
                                kNodeRadius + 4);
    }
}

void paintEmptyHint(QPainter& painter, const Theme& theme, QSizeF view, bool isPast) {
    const QRectF all(QPointF(0, 0), view);
    painter.setFont(textFont(kTextTitle, QFont::DemiBold));
    painter.setPen(theme.text);
    painter.drawText(all.adjusted(0, -24, 0, -24), Qt::AlignCenter,
                     CanvasView::tr("Nobody is here yet"));
    painter.setFont(textFont(kTextBody));
    painter.setPen(theme.textSoft);
    painter.drawText(
        all.adjusted(0, 24, 0, 24), Qt::AlignCenter,
        isPast ? CanvasView::tr("This is before the first event.")
               : CanvasView::tr("Double-click, press N, or drag an actor from the left."));
}

} // namespace

QRectF trayRect(QSizeF view) {
    return QRectF(QPointF(kMargin, view.height() - kMargin - kTraySize.height()), kTraySize);
}

QRectF minimapRect(QSizeF view) {
    const QRectF tray = trayRect(view);
    if (view.height() < kLowView) // over the tray: the actors get the room beside both
        return tray.translated(0, -tray.height() - 10);
    return QRectF(QPointF(tray.right() + 14, tray.top()), kMinimapSize);
}

QRectF freeRect(QSizeF view) {
    return QRectF(0, 0, view.width(),
                  std::max(1.0, std::min(trayRect(view).top(), minimapRect(view).top())));
}

QPointF fromMinimap(const CanvasFrame& frame, const Camera& camera, QSizeF view, QPointF point) {
    return miniScale(frame, camera, view).toCanvas(point);
}

void paintStaticLayer(QPainter& painter, const CanvasFrame& frame, const Camera& camera,
                      const Theme& theme, const QRectF& clip) {
    paintBackground(painter, camera, theme, clip);
    const QRectF visible(camera.toCanvas(clip.topLeft()), clip.size() / camera.zoom);
    painter.save();
    toCanvas(painter, camera);
    paintEdges(painter, frame, theme, camera.zoom, visible);
    for (const NodeFrame& node : frame.nodes) {
        if (!nodeRepaintRect(node.position).intersects(visible)) continue;
        painter.setOpacity(frame.isWaitOnly && !frame.isWaiting(node.id) ? kDimmed : 1);
        paintNode(painter, node, theme, camera.zoom);
    }
    painter.restore();
}

void paintOverlay(QPainter& painter, const CanvasFrame& frame, const Camera& camera,
                  const Theme& theme, QSizeF view) {
    const QRectF visible = camera.visible(view);
    painter.save();
    toCanvas(painter, camera);
    paintHulls(painter, frame, theme, camera.zoom);
    paintCycle(painter, frame, theme);
    paintFlights(painter, frame, theme, camera.zoom, visible);
    for (const NodeFrame& node : frame.nodes) {
        if (!hasOverlay(node, frame.now)) continue;
        if (nodeRepaintRect(node.position).intersects(visible))
            paintNodeOverlay(painter, node, theme, camera.zoom, frame.now, false,
                             frame.hasReducedMotion);
    }
    for (const NodeId id : frame.selection)
        if (const NodeFrame* node = frame.find(id))
            paintNodeOverlay(painter, *node, theme, camera.zoom, frame.now, true,
                             frame.hasReducedMotion);
    painter.restore();
}

void paintFurniture(QPainter& painter, const CanvasFrame& frame, const Camera& camera,
                    const Theme& theme, QSizeF view) {
    if (frame.nodes.empty()) paintEmptyHint(painter, theme, view, frame.isPast);
    paintTray(painter, frame, theme, trayRect(view));
    if (!frame.nodes.empty()) paintMinimap(painter, frame, camera, theme, view);
    double top = 12;
    if (frame.isPast) {
        paintPastFrame(painter, theme, view);
        if (!frame.pastText.isEmpty()) {
            paintPill(painter, frame.pastText, top, theme.past, QColor(0x1b, 0x1b, 0x1b), view);
            top += 34;
        }
    }
    const bool isAnyWaiting = std::any_of(frame.edges.begin(), frame.edges.end(),
                                          [](auto& edge) { return edge.kind == EdgeKind::wait; });
    if (frame.isWaitOnly && !isAnyWaiting && !frame.nodes.empty())
        paintPill(painter, CanvasView::tr("Nobody waits for anybody now. W shows all again."), top,
                  theme.accentSoft, theme.text, view);
    if (!frame.cycleSentence.isEmpty())
        paintPill(painter, frame.cycleSentence, top, theme.dangerSoft, theme.text, view);
}

void paintCanvas(QPainter& painter, const CanvasFrame& frame, const Camera& camera,
                 const Theme& theme, QSizeF view) {
    painter.setRenderHint(QPainter::Antialiasing);
    paintStaticLayer(painter, frame, camera, theme, QRectF(QPointF(0, 0), view));
    paintOverlay(painter, frame, camera, theme, view);
    paintFurniture(painter, frame, camera, theme, view);
}

} // namespace troupe::ui

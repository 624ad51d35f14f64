// Gestures of the canvas: press, drag, wheel, keys, drop.
#include "ui/canvas/canvas_painter.h"
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/edge_painter.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <limits>

namespace troupe::ui {
namespace {

constexpr double kZoomOfWheelStep = 1.15; // 120 units of angleDelta
constexpr double kHandleReach = 9;        // pixels
constexpr double kArrowPan = 40;          // pixels
constexpr double kLinkReach = 6;          // pixels from a link to the pointer
constexpr int kLinkSamples = 24;          // points of a curve that are looked at

bool isExtending(const QMouseEvent& event) {
    return event.modifiers().testFlag(Qt::ShiftModifier) ||
           event.modifiers().testFlag(Qt::ControlModifier);
}

bool isFartherThanClick(QPointF a, QPointF b) {
    return (a - b).manhattanLength() >= QApplication::startDragDistance();
}

} // namespace

NodeId CanvasView::nodeAt(QPointF viewPoint) const {
    if (!m_frame) return 0;
    const QPointF at = m_camera.toCanvas(viewPoint);
    // The one painted last lies on top.
    for (auto node = m_frame->nodes.rbegin(); node != m_frame->nodes.rend(); ++node)
        if (nodeRect(node->position).contains(at)) return node->id;
    return 0;
}

NodeId CanvasView::firstInView() const {
    if (!m_frame) return 0;
    const QRectF seen = m_camera.visible(size());
    const NodeFrame* first = nullptr;
    bool isFirstSeen = false;
    for (const NodeFrame& node : m_frame->nodes) {
        const bool isSeen = seen.intersects(nodeRect(node.position));
        const bool isBetter = !first || (isSeen && !isFirstSeen) ||
                              (isSeen == isFirstSeen && node.position.x() < first->position.x());
        if (!isBetter) continue;
        first = &node;
        isFirstSeen = isSeen;
    }
    return first ? first->id : 0;
}

NodeId CanvasView::handleAt(QPointF viewPoint) const {
    const NodeFrame* node = m_frame ? m_frame->find(m_hovered) : nullptr;
    if (!node || m_camera.zoom < kHandleFromZoom) return 0;
    const QPointF off = m_camera.toView(handlePoint(node->position)) - viewPoint;
    return std::hypot(off.x(), off.y()) <= kHandleReach ? node->id : 0;
}

std::optional<EdgeId> CanvasView::linkAt(QPointF viewPoint) const {
    if (!m_frame) return {};
    const QPointF at = m_camera.toCanvas(viewPoint);
    const double reach = kLinkReach / m_camera.zoom;
    for (const EdgeFrame& edge : m_frame->edges) {
        if (!edge.isLink || !m_frame->isShown(edge.kind)) continue;
        const std::optional<Curve> curve = curveOf(*m_frame, edge);
        if (!curve || !curve->bounds().adjusted(-reach, -reach, reach, reach).contains(at))
            continue;
        QPointF before = curve->a;
        for (int i = 1; i <= kLinkSamples; ++i) {
            const QPointF after = curve->at(double(i) / kLinkSamples);
            const QPointF along = after - before;
            const double length = std::max(QPointF::dotProduct(along, along), 1e-9);
            const double t = std::clamp(QPointF::dotProduct(at - before, along) / length, 0.0, 1.0);
            const QPointF off = before + along * t - at;
            if (std::hypot(off.x(), off.y()) <= reach) return EdgeId{edge.from, edge.to};
            before = after;
        }
    }
    return {};
}

int CanvasView::gripAt(QPointF viewPoint) const {
    const EdgeFrame* link = selectedLink();
    const std::optional<Curve> curve = link ? curveOf(*m_frame, *link) : std::nullopt;
    if (!curve) return -1;
    const auto isNear = [&](QPointF end) {
        const QPointF off = m_camera.toView(end) - viewPoint;
        return std::hypot(off.x(), off.y()) <= kHandleReach;
    };
    if (isNear(curve->a)) return 0;
    return isNear(curve->d) ? 1 : -1;
}

NodeId CanvasView::neighbour(NodeId from, int arrowKey) const {
    const NodeFrame* start = m_frame ? m_frame->find(from) : nullptr;
    if (!start) return 0;
    NodeId nearest = 0;
    double least = 1e18;
    for (const NodeFrame& node : m_frame->nodes) {
        if (node.id == from) continue;
        QPointF way = node.position - start->position;
        if (arrowKey == Qt::Key_Left || arrowKey == Qt::Key_Right)
            way = QPointF(arrowKey == Qt::Key_Right ? way.x() : -way.x(), way.y());
        else
            way = QPointF(arrowKey == Qt::Key_Down ? way.y() : -way.y(), way.x());
        if (way.x() <= 1) continue;
        const double distance = way.x() + 2.5 * std::abs(way.y());
        if (distance >= least) continue;
        least = distance;
        nearest = node.id;
    }
    return nearest;
}

// Its node, or the hull round those that it has, of several the smallest. Among its own kin a node
// is only moved.
NodeId CanvasView::supervisorUnder(QPointF viewPoint) const {
    if (!m_frame) return 0;
    const QPointF at = m_camera.toCanvas(viewPoint);
    NodeId found = 0;
    double least = std::numeric_limits<double>::max();
    for (const NodeFrame& node : m_frame->nodes) {
        if (!node.isSupervisor || node.id == m_pressed) continue;
        if (nodeRect(node.position).contains(at)) return node.id;
        const QRectF hull = childHull(*m_frame, node.id);
        if (!hull.contains(at) || hull.width() * hull.height() >= least) continue;
        least = hull.width() * hull.height();
        found = m_pressed != 0 && isChildOf(*m_frame, m_pressed, node.id) ? 0 : node.id;
    }
    return found;
}

void CanvasView::updateHover(QPointF at) {
    NodeId now = nodeAt(at);
    if (now == 0) now = handleAt(at); // half of the handle lies outside the box
    if (now == m_hovered) return;
    m_hovered = now;
    const NodeFrame* node = m_frame ? m_frame->find(now) : nullptr;
    setToolTip(node && node->isLineError ? node->name + ": " + node->line : QString());
    update();
}

void CanvasView::beginLeft(QPointF at) {
    m_pressPoint = m_lastPoint = at;
    if (m_isSpaceDown) {
        m_gesture = Gesture::pan;
        return;
    }
    if (minimapRect(size()).contains(at)) {
        m_gesture = Gesture::minimap;
        moveMinimapTo(at);
        return;
    }
    if (const int grip = gripAt(at); grip >= 0) {
        m_gesture = Gesture::rewire;
        m_isSourceGrip = grip == 0;
        return;
    }
    m_pressed = handleAt(at);
    m_gesture = m_pressed != 0 ? Gesture::link : Gesture::press;
    if (m_gesture == Gesture::link) return;
    m_pressed = nodeAt(at);
    if (const NodeFrame* node = m_frame ? m_frame->find(m_pressed) : nullptr) {
        m_startPosition = node->position;
        m_grip = m_camera.toCanvas(at) - node->position;
    }
}

void CanvasView::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::MiddleButton) {
        m_gesture = Gesture::pan;
        m_lastPoint = event->position();
    } else if (event->button() == Qt::LeftButton) {
        beginLeft(event->position());
        if (m_gesture != Gesture::press) return;
        m_isBandExtending = isExtending(*event);
        const std::optional<EdgeId> link =
            m_pressed == 0 ? linkAt(event->position()) : std::nullopt;
        if (link)
            Q_EMIT linkClicked(*link);
        else
            Q_EMIT clicked(m_pressed, m_isBandExtending);
    }
}

void CanvasView::panBy(QPointF viewDelta) {
    setCamera({m_camera.origin - viewDelta / m_camera.zoom, m_camera.zoom});
}

void CanvasView::moveMinimapTo(QPointF at) {
    const QPointF centre = fromMinimap(*m_frame, m_camera, size(), at);
    setCamera({centre - QPointF(width(), height()) / (2 * m_camera.zoom), m_camera.zoom});
}

void CanvasView::mouseMoveEvent(QMouseEvent* event) {
    const QPointF at = event->position();
    if (m_gesture == Gesture::press && isFartherThanClick(at, m_pressPoint))
        m_gesture = m_pressed != 0 ? Gesture::moveNode : Gesture::band;
    switch (m_gesture) {
    case Gesture::none:
        updateHover(at);
        break;
    case Gesture::press:
        break;
    case Gesture::pan:
        m_hasSpaceDragged = m_isSpaceDown;
        panBy(at - m_lastPoint);
        break;
    case Gesture::moveNode:
        m_target = supervisorUnder(at);
        m_takesChild = true;
        Q_EMIT nodeDragged(m_pressed, m_camera.toCanvas(at) - m_grip, false, m_target);
        break;
    case Gesture::link:
    case Gesture::rewire:
        m_target = nodeAt(at) != m_pressed ? nodeAt(at) : 0;
        m_takesChild = false;
        update();
        break;
    case Gesture::band:
        update();
        break;
    case Gesture::minimap:
        moveMinimapTo(at);
        break;
    }
    m_lastPoint = at;
}

void CanvasView::endGesture(QMouseEvent* event) {
    const QPointF at = event->position();
    const NodeId target = nodeAt(at);
    switch (m_gesture) {
    case Gesture::moveNode:
        Q_EMIT nodeDragged(m_pressed, m_camera.toCanvas(at) - m_grip, true, supervisorUnder(at));
        break;
    case Gesture::press:
        if (m_pressed == 0 && trayRect(size()).contains(at)) Q_EMIT trayClicked();
        break;
    case Gesture::band:
        Q_EMIT bandSelected(
            QRectF(m_camera.toCanvas(m_pressPoint), m_camera.toCanvas(at)).normalized(),
            m_isBandExtending);
        break;
    case Gesture::link:
        if (target != 0 && target != m_pressed)
            Q_EMIT linkDragged(m_pressed, target, event->globalPosition().toPoint(),
                               event->modifiers().testFlag(Qt::AltModifier));
        break;
    case Gesture::rewire:
        if (const EdgeFrame* link = selectedLink(); link && target != 0)
            Q_EMIT linkRewired({link->from, link->to}, m_isSourceGrip, target);
        break;
    default:
        break;
    }
}

// Escape puts back what was being dragged.
void CanvasView::cancelGesture() {
    if (m_gesture == Gesture::moveNode) Q_EMIT nodeDragged(m_pressed, m_startPosition, true, 0);
    m_gesture = Gesture::none;
    m_pressed = 0;
    m_target = 0;
    invalidate();
}

void CanvasView::mouseReleaseEvent(QMouseEvent* event) {
    endGesture(event);
    m_gesture = Gesture::none;
    m_pressed = 0;
    m_target = 0;
    invalidate(); // smooth again after a pan
    updateHover(event->position());
}

void CanvasView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    const NodeId id = nodeAt(event->position());
    if (id == 0 && trayRect(size()).contains(event->position())) return;
    if (id != 0)
        Q_EMIT activated(id);
    else
        Q_EMIT backgroundActivated(m_camera.toCanvas(event->position()) -
                                   QPointF(kNodeWidth, kNodeHeight) / 2);
}

void CanvasView::wheelEvent(QWheelEvent* event) {
    // With Shift some platforms turn the wheel sideways.
    const QPoint angle = event->angleDelta();
    const double steps = (angle.y() != 0 ? angle.y() : angle.x()) / 120.0;
    if (event->modifiers().testFlag(Qt::ShiftModifier)) {
        Q_EMIT timeWheeled(steps > 0 ? 1 : -1);
        event->accept();
        return;
    }
    setCamera(zoomedAt(m_camera, event->position(), std::pow(kZoomOfWheelStep, steps)));
    event->accept();
}

void CanvasView::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Space:
        if (!event->isAutoRepeat()) {
            m_isSpaceDown = true;
            m_hasSpaceDragged = false;
            setCursor(Qt::OpenHandCursor);
        }
        return;
    case Qt::Key_Escape:
        if (m_gesture != Gesture::none) return cancelGesture();
        Q_EMIT escaped();
        return;
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down: {
        const bool isPan =
            event->modifiers().testFlag(Qt::ControlModifier) || !m_frame || m_frame->nodes.empty();
        if (!isPan) {
            Q_EMIT arrowPressed(event->key(), event->modifiers());
            return;
        }
        const int key = event->key();
        return panBy({key == Qt::Key_Left    ? kArrowPan
                      : key == Qt::Key_Right ? -kArrowPan
                                             : 0,
                      key == Qt::Key_Up     ? kArrowPan
                      : key == Qt::Key_Down ? -kArrowPan
                                            : 0});
    }
    default:
        QWidget::keyPressEvent(event);
    }
}

void CanvasView::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Space || event->isAutoRepeat()) {
        QWidget::keyReleaseEvent(event);
        return;
    }
    const bool wasTap = m_isSpaceDown && !m_hasSpaceDragged;
    m_isSpaceDown = false;
    unsetCursor();
    if (wasTap) Q_EMIT spaceTapped();
}

void CanvasView::focusOutEvent(QFocusEvent* event) {
    m_isSpaceDown = false;
    unsetCursor();
    QWidget::focusOutEvent(event);
}

void CanvasView::contextMenuEvent(QContextMenuEvent* event) {
    NodeId id = nodeAt(event->pos());
    if (event->reason() == QContextMenuEvent::Keyboard)
        id = m_frame && !m_frame->selection.empty() ? m_frame->selection.front() : 0;
    if (id != 0 && !m_frame->isSelected(id)) Q_EMIT clicked(id, false);
    Q_EMIT menuRequested(id, event->globalPos());
}

void CanvasView::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasFormat(kKindMime)) event->acceptProposedAction();
}

void CanvasView::dragMoveEvent(QDragMoveEvent* event) {
    if (!event->mimeData()->hasFormat(kKindMime)) return;
    event->acceptProposedAction();
    m_target = supervisorUnder(event->position());
    m_takesChild = true;
    update();
}

void CanvasView::dragLeaveEvent(QDragLeaveEvent*) {
    m_target = 0;
    update();
}

void CanvasView::dropEvent(QDropEvent* event) {
    const QString kind = QString::fromUtf8(event->mimeData()->data(kKindMime));
    const NodeId over = supervisorUnder(event->position());
    m_target = 0;
    update();
    Q_EMIT kindDropped(
        kind, m_camera.toCanvas(event->position()) - QPointF(kNodeWidth, kNodeHeight) / 2, over);
    event->acceptProposedAction();
}

void CanvasView::leaveEvent(QEvent* event) {
    m_hovered = 0;
    update();
    QWidget::leaveEvent(event);
}

} // namespace troupe::ui

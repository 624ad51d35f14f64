// Gestures of the canvas: press, drag, wheel, keys, drop.
#include "ui/canvas/canvas_painter.h"
#include "ui/canvas/canvas_view.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QWheelEvent>

#include <cmath>

namespace troupe::ui {
namespace {

constexpr double kZoomOfWheelStep = 1.15; // 120 units of angleDelta
constexpr double kHandleReach = 9;        // pixels
constexpr double kArrowPan = 40;          // pixels

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

NodeId CanvasView::handleAt(QPointF viewPoint) const {
    const NodeFrame* node = m_frame ? m_frame->find(m_hovered) : nullptr;
    if (!node || m_camera.zoom < kTextFromZoom) return 0;
    const QPointF off = m_camera.toView(handlePoint(node->position)) - viewPoint;
    return std::hypot(off.x(), off.y()) <= kHandleReach ? node->id : 0;
}

void CanvasView::updateHover(QPointF at) {
    NodeId now = nodeAt(at);
    if (now == 0) now = handleAt(at); // half of the handle lies outside the box
    if (now == m_hovered) return;
    m_hovered = now;
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
    m_pressed = handleAt(at);
    m_gesture = m_pressed != 0 ? Gesture::link : Gesture::press;
    if (m_gesture == Gesture::link) return;
    m_pressed = nodeAt(at);
    if (const NodeFrame* node = m_frame ? m_frame->find(m_pressed) : nullptr)
        m_grip = m_camera.toCanvas(at) - node->position;
}

void CanvasView::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::MiddleButton) {
        m_gesture = Gesture::pan;
        m_lastPoint = event->position();
    } else if (event->button() == Qt::LeftButton) {
        beginLeft(event->position());
        if (m_gesture == Gesture::press) Q_EMIT clicked(m_pressed, isExtending(*event));
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
        m_gesture = m_pressed != 0 ? Gesture::moveNode : Gesture::pan;
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
        Q_EMIT nodeDragged(m_pressed, m_camera.toCanvas(at) - m_grip, false);
        break;
    case Gesture::link:
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
    if (m_gesture == Gesture::moveNode)
        Q_EMIT nodeDragged(m_pressed, m_camera.toCanvas(at) - m_grip, true);
    if (m_gesture == Gesture::press && m_pressed == 0 && trayRect(size()).contains(at))
        Q_EMIT trayClicked();
    if (m_gesture != Gesture::link) return;
    const NodeId target = nodeAt(at);
    if (target != 0 && target != m_pressed)
        Q_EMIT linkDragged(m_pressed, target, event->globalPosition().toPoint(),
                           event->modifiers().testFlag(Qt::AltModifier));
}

void CanvasView::mouseReleaseEvent(QMouseEvent* event) {
    endGesture(event);
    m_gesture = Gesture::none;
    m_pressed = 0;
    invalidate(); // smooth again after a pan
    updateHover(event->position());
}

void CanvasView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    const NodeId id = nodeAt(event->position());
    if (id != 0)
        Q_EMIT activated(id);
    else
        Q_EMIT backgroundActivated(m_camera.toCanvas(event->position()) -
                                   QPointF(kNodeWidth, kNodeHeight) / 2);
}

void CanvasView::wheelEvent(QWheelEvent* event) {
    const double steps = event->angleDelta().y() / 120.0;
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
    case Qt::Key_Left:
        return panBy({kArrowPan, 0});
    case Qt::Key_Right:
        return panBy({-kArrowPan, 0});
    case Qt::Key_Up:
        return panBy({0, kArrowPan});
    case Qt::Key_Down:
        return panBy({0, -kArrowPan});
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
    const NodeId id = nodeAt(event->pos());
    if (id != 0) Q_EMIT clicked(id, false);
    Q_EMIT menuRequested(id, event->globalPos());
}

void CanvasView::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasFormat(kKindMime)) event->acceptProposedAction();
}

void CanvasView::dropEvent(QDropEvent* event) {
    const QString kind = QString::fromUtf8(event->mimeData()->data(kKindMime));
    Q_EMIT kindDropped(kind,
                       m_camera.toCanvas(event->position()) - QPointF(kNodeWidth, kNodeHeight) / 2);
    event->acceptProposedAction();
}

void CanvasView::leaveEvent(QEvent* event) {
    m_hovered = 0;
    update();
    QWidget::leaveEvent(event);
}

} // namespace troupe::ui

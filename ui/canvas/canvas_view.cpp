#include "ui/canvas/canvas_view.h"

#include "ui/canvas/canvas_accessible.h"
#include "ui/canvas/canvas_painter.h"
#include "ui/canvas/edge_painter.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFrame>
#include <QPaintEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cstdlib>

namespace troupe::ui {
namespace {

constexpr double kPastBar = 40; // pixels that "PAST: event …" takes at the top

// Above this many nodes edges are not smoothed while the canvas moves.
constexpr std::size_t kSmoothUpTo = 300;
// Above this many changed boxes the whole layer is as quick to paint.
constexpr std::size_t kManyStale = 64;

} // namespace

CanvasView::CanvasView(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(&theme), m_teller(new CanvasTeller(*this)) {
    setObjectName("canvas");
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAcceptDrops(true);
    setMinimumSize(320, 200);
    setAccessibleName(tr("Canvas"));
}

void CanvasView::setFrame(const CanvasFrame* frame) {
    m_frame = frame;
    invalidate();
}

void CanvasView::setTheme(const Theme& theme) {
    m_theme = &theme;
    invalidate();
}

void CanvasView::setCamera(const Camera& camera) {
    m_camera = camera;
    m_isFitted = false;
    invalidate();
    Q_EMIT cameraChanged();
}

void CanvasView::fit() {
    if (!m_frame) return;
    // The size is not known before the first show.
    m_isFitPending = !isVisible();
    const QRectF content = m_frame->bounds();
    const QRectF all = QRectF(rect()).adjusted(0, m_frame->isPast ? kPastBar : 0, 0, 0);
    setCamera(clearOfTray(fitted(content, all), content, all));
    m_isFitted = true;
}

// As large as it can be with tray and minimap over no node: in the middle of `room`, else moved to
// its right or top, else smaller.
Camera CanvasView::clearOfTray(const Camera& whole, const QRectF& content,
                               const QRectF& room) const {
    constexpr double kSmaller = 0.95;
    constexpr double kSide = 30; // pixels
    if (!hidesNodes(whole)) return whole;
    const QRectF above = room.intersected(freeRect(size()));
    const QRectF beside =
        room.adjusted(std::max(trayRect(size()).right(), minimapRect(size()).right()) + 8, 0, 0, 0);
    const Camera besideAll = fitted(content, beside);
    const Camera aboveAll = fitted(content, above);
    const Camera least = besideAll.zoom > aboveAll.zoom ? besideAll : aboveAll;
    for (double zoom = whole.zoom; zoom > least.zoom; zoom *= kSmaller) {
        const QSizeF shown = content.size() * zoom;
        const QPointF middle = room.center() - QPointF(shown.width(), shown.height()) / 2;
        const double right = std::max(room.left() + kSide, room.right() - kSide - shown.width());
        const double top = std::min(middle.y(), room.top() + kSide);
        for (const QPointF corner :
             {middle, QPointF(right, middle.y()), QPointF(middle.x(), top), QPointF(right, top)}) {
            const Camera moved{content.topLeft() - corner / zoom, zoom};
            if (!hidesNodes(moved)) return moved;
        }
    }
    return least;
}

// Whether tray or minimap would lie over a node.
bool CanvasView::hidesNodes(const Camera& camera) const {
    const QRectF taken = trayRect(size()).united(minimapRect(size())).adjusted(-8, -8, 8, 8);
    return std::any_of(m_frame->nodes.begin(), m_frame->nodes.end(), [&](const NodeFrame& node) {
        const QRectF box = nodeRect(node.position);
        return QRectF(camera.toView(box.topLeft()), box.size() * camera.zoom).intersects(taken);
    });
}

double CanvasView::hiddenBy(const QRectF& card) const {
    double area = 0;
    const auto add = [&](const QRectF& box) {
        const QRectF both = box.intersected(card);
        area += both.width() * both.height();
    };
    if (m_frame->isPast) add(QRectF(width() / 2.0 - 130, 0, 260, kPastBar));
    for (const NodeFrame& node : m_frame->nodes) {
        const QRectF box = nodeRect(node.position);
        add(QRectF(m_camera.toView(box.topLeft()), box.size() * m_camera.zoom));
    }
    return area;
}

QPoint CanvasView::freeCorner(QSize card) const {
    constexpr int kSide = 18;
    const int right = std::max(kSide, width() - card.width() - kSide);
    const int bottom = std::max(kSide, height() - card.height() - kSide);
    const int overTray = static_cast<int>(freeRect(size()).bottom()) - card.height() - kSide;
    const int top = m_frame && m_frame->isPast ? static_cast<int>(kPastBar) + 8 : kSide;
    QPoint best(kSide, top);
    if (!m_frame) return best;
    double least = hiddenBy(QRectF(best, card));
    for (const QPoint corner :
         {QPoint(right, bottom), QPoint(right, top), QPoint(kSide, std::max(top, overTray))}) {
        const double hidden = hiddenBy(QRectF(corner, card));
        if (hidden >= least) continue;
        least = hidden;
        best = corner;
    }
    return best;
}

void CanvasView::reveal(NodeId id) {
    const NodeFrame* node = m_frame ? m_frame->find(id) : nullptr;
    if (!node) return;
    const QRectF seen = QRectF(m_camera.origin, QSizeF(size()) / m_camera.zoom);
    if (seen.contains(nodeRect(node->position))) return;
    const QPointF half = QPointF(width(), height()) / (2 * m_camera.zoom);
    setCamera({nodeRect(node->position).center() - half, m_camera.zoom});
}

QPointF CanvasView::spawnPoint() const {
    const QPointF at =
        underMouse() ? QPointF(mapFromGlobal(QCursor::pos())) : QPointF(rect().center());
    return m_camera.toCanvas(at) - QPointF(kNodeWidth, kNodeHeight) / 2;
}

QPointF CanvasView::freeSpot() const {
    const QRectF seen = m_camera.visible(size());
    return freeSpotAt(seen.center() - QPointF(kNodeWidth, kNodeHeight) / 2);
}

// In canvas units: what lies under a card, the tray or the minimap.
std::vector<QRectF> CanvasView::coveredPlaces() const {
    std::vector<QRectF> places;
    const auto add = [&](const QRectF& view) {
        places.emplace_back(m_camera.toCanvas(view.topLeft()), view.size() / m_camera.zoom);
    };
    add(trayRect(size()));
    if (!m_frame->nodes.empty()) add(minimapRect(size()));
    for (const QObject* child : children())
        if (const auto* card = qobject_cast<const QFrame*>(child); card && card->isVisible())
            add(card->geometry());
    return places;
}

QPointF CanvasView::freeSpotAt(QPointF corner) const {
    if (!m_frame) return corner;
    constexpr double kStep = 48;
    const std::vector<QRectF> covered = coveredPlaces();
    // Rings round it, the first place that is free.
    for (int ring = 0; ring < 24; ++ring)
        for (int y = -ring; y <= ring; ++y)
            for (int x = -ring; x <= ring; ++x) {
                if (std::max(std::abs(x), std::abs(y)) != ring) continue;
                const QPointF at = corner + QPointF(x, y) * kStep;
                const QRectF wanted = nodeRect(at).adjusted(-16, -16, 16, 16);
                const bool isTaken =
                    std::any_of(m_frame->nodes.begin(), m_frame->nodes.end(),
                                [&](const auto& node) {
                                    return nodeRect(node.position).intersects(wanted);
                                }) ||
                    std::any_of(covered.begin(), covered.end(),
                                [&](const QRectF& place) { return place.intersects(wanted); });
                if (!isTaken) return at;
            }
    return corner;
}

void CanvasView::frameChanged(const FrameChange& change) {
    if (change.isNothing()) return;
    m_teller->tell(change);
    if (change.isAll || change.nodes.size() > kManyStale) m_isLayerValid = false;
    if (m_isLayerValid) {
        for (const NodeId id : change.nodes) {
            const NodeFrame* node = m_frame->find(id);
            if (!node) continue;
            const QRectF box = nodeRect(node->position).adjusted(-1, -1, 1, 1);
            m_stale +=
                QRectF(m_camera.toView(box.topLeft()), box.size() * m_camera.zoom).toAlignedRect();
        }
    }
    update();
}

void CanvasView::invalidate() {
    m_isLayerValid = false;
    update();
}

void CanvasView::renderLayer() {
    const qreal ratio = devicePixelRatioF();
    const QSize pixels = size() * ratio;
    if (m_layer.size() != pixels) {
        m_layer = QPixmap(pixels);
        m_isLayerValid = false;
    }
    m_layer.setDevicePixelRatio(ratio);
    if (!m_isLayerValid) m_stale = rect();
    m_isLayerValid = true;
    if (m_stale.isEmpty()) return;

    QPainter painter(&m_layer);
    const bool isMoving = m_gesture == Gesture::pan || m_gesture == Gesture::minimap;
    painter.setRenderHint(QPainter::Antialiasing,
                          !isMoving || m_frame->nodes.size() <= kSmoothUpTo);
    painter.setClipRegion(m_stale);
    paintStaticLayer(painter, *m_frame, m_camera, *m_theme, m_stale.boundingRect());
    m_stale = QRegion();
}

void CanvasView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (!m_frame) {
        painter.fillRect(rect(), m_theme->canvas);
        return;
    }
    renderLayer();
    painter.drawPixmap(0, 0, m_layer);
    painter.setRenderHint(QPainter::Antialiasing);
    paintOverlay(painter, *m_frame, m_camera, *m_theme, size());
    paintHandle(painter);
    paintGrips(painter);
    paintTarget(painter);
    if (m_gesture == Gesture::link || m_gesture == Gesture::rewire) paintLink(painter);
    if (m_gesture == Gesture::band) paintBand(painter);
    paintFurniture(painter, *m_frame, m_camera, *m_theme, size());
}

void CanvasView::zoomBy(double factor) {
    setCamera(zoomedAt(m_camera, QRectF(rect()).center(), factor));
}

QPoint CanvasView::globalPointOf(NodeId id) const {
    const NodeFrame* node = m_frame ? m_frame->find(id) : nullptr;
    if (!node) return mapToGlobal(rect().center());
    return mapToGlobal(m_camera.toView(nodeRect(node->position).center()).toPoint());
}

void CanvasView::paintHandle(QPainter& painter) const {
    const NodeFrame* node = m_frame->find(m_hovered);
    if (!node || m_camera.zoom < kHandleFromZoom || m_gesture == Gesture::moveNode) return;
    painter.setPen(QPen(m_theme->accent, 1.6));
    painter.setBrush(m_theme->raised);
    painter.drawEllipse(m_camera.toView(handlePoint(node->position)), 5, 5);
}

const EdgeFrame* CanvasView::selectedLink() const {
    if (!m_frame || !m_frame->selectedEdge) return nullptr;
    for (const EdgeFrame& edge : m_frame->edges)
        if (edge.isLink && EdgeId{edge.from, edge.to} == *m_frame->selectedEdge) return &edge;
    return nullptr;
}

// The selected link has a round grip at each end, to put it elsewhere.
void CanvasView::paintGrips(QPainter& painter) const {
    const EdgeFrame* link = selectedLink();
    const std::optional<Curve> curve = link ? curveOf(*m_frame, *link) : std::nullopt;
    if (!curve) return;
    painter.setPen(QPen(m_theme->accent, 2));
    painter.setBrush(m_theme->raised);
    painter.drawEllipse(m_camera.toView(curve->a), 5, 5);
    painter.drawEllipse(m_camera.toView(curve->d), 5, 5);
}

// A ring round what would take the link or the node that is being dragged; with a supervisor, a hull
// round those that it has.
void CanvasView::paintTarget(QPainter& painter) const {
    const NodeFrame* node = m_frame->find(m_target);
    if (!node) return;
    if (const QRectF hull = m_takesChild ? childHull(*m_frame, m_target) : QRectF();
        !hull.isEmpty()) {
        painter.setPen(QPen(m_theme->accent, 1.5, Qt::DashLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(
            QRectF(m_camera.toView(hull.topLeft()), hull.size() * m_camera.zoom), 14, 14);
    }
    const QRectF box = nodeRect(node->position).adjusted(-5, -5, 5, 5);
    QColor fill = m_theme->accent;
    fill.setAlpha(36);
    painter.setPen(QPen(m_theme->accent, 2, Qt::DashLine));
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(m_camera.toView(box.topLeft()), box.size() * m_camera.zoom), 12,
                            12);
}

void CanvasView::paintBand(QPainter& painter) const {
    QColor fill = m_theme->accent;
    fill.setAlpha(28);
    painter.setPen(QPen(m_theme->accent, 1));
    painter.setBrush(fill);
    painter.drawRect(QRectF(m_pressPoint, m_lastPoint).normalized());
}

void CanvasView::paintLink(QPainter& painter) const {
    QPointF start;
    if (m_gesture == Gesture::rewire) {
        const EdgeFrame* link = selectedLink();
        const std::optional<Curve> curve = link ? curveOf(*m_frame, *link) : std::nullopt;
        if (!curve) return;
        start = m_camera.toView(m_isSourceGrip ? curve->d : curve->a);
    } else {
        const NodeFrame* from = m_frame->find(m_pressed);
        if (!from) return;
        start = m_camera.toView(handlePoint(from->position));
    }
    QPainterPath path(start);
    const QPointF bend((m_lastPoint.x() - start.x()) / 2, 0);
    path.cubicTo(start + bend, m_lastPoint - bend, m_lastPoint);
    painter.setPen(QPen(m_theme->accent, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme->accent);
    painter.drawEllipse(m_lastPoint, 3.5, 3.5);
}

void CanvasView::resizeEvent(QResizeEvent*) {
    m_isLayerValid = false;
    // Who sees everything goes on seeing everything.
    if (m_isFitPending || m_isFitted) fit();
}

} // namespace troupe::ui

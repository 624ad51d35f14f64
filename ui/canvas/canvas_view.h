// The canvas: shows a CanvasFrame and turns gestures into signals. It changes nothing itself; who
// listens changes the document or the run, and the next frame shows it.
//
// Two layers: background, edges and node boxes are kept in a pixmap and painted again only where
// something changed; what moves is painted over it every frame. Thread: gui.
#pragma once

#include "ui/canvas/frame.h"
#include "ui/canvas/geometry.h"

#include <QPixmap>
#include <QPoint>
#include <QRegion>
#include <QWidget>

#include <optional>

namespace troupe::ui {

class CanvasTeller;
struct Theme;

/// What differs from the frame shown before.
struct FrameChange {
    bool isAll = false;        // structure, edges, positions
    std::vector<NodeId> nodes; // boxes that look different
    bool isAnimated = false;   // something moves: paint the overlay
    bool isFurniture = false;  // dead letters

    bool isNothing() const { return !isAll && nodes.empty() && !isAnimated && !isFurniture; }
};

class CanvasView : public QWidget {
    Q_OBJECT

public:
    explicit CanvasView(const Theme& theme, QWidget* parent = nullptr);

    /// `frame` must outlive the view or be replaced. Call frameChanged() after each change of it.
    void setFrame(const CanvasFrame* frame);
    const CanvasFrame* frame() const { return m_frame; }
    void frameChanged(const FrameChange& change);
    void setTheme(const Theme& theme);

    const Camera& camera() const { return m_camera; }
    void setCamera(const Camera& camera);
    /// Everything in view, no larger than 1:1.
    void fit();
    /// Moves the camera so that this node is inside the view.
    void reveal(NodeId id);
    /// Under the pointer, else the middle: where a new actor goes.
    QPointF spawnPoint() const;
    /// Where a card of that size hides the least of the actors: the top left corner of it.
    QPoint freeCorner(QSize card) const;
    /// In the view, near its middle, where no node stands.
    QPointF freeSpot() const;
    /// The corner of a node at `corner`, or as near as there is room for one.
    QPointF freeSpotAt(QPointF corner) const;
    /// 0: none.
    NodeId nodeAt(QPointF viewPoint) const;
    /// The link of the document under the pointer.
    std::optional<EdgeId> linkAt(QPointF viewPoint) const;
    /// The leftmost of those in view, else of all; 0: there is none.
    NodeId firstInView() const;
    /// The nearest node in the direction of an arrow key, 0: none.
    NodeId neighbour(NodeId from, int arrowKey) const;
    /// Where on the screen the middle of a node is.
    QPoint globalPointOf(NodeId id) const;
    void zoomBy(double factor);

    static constexpr const char* kKindMime = "application/x-troupe-kind";

Q_SIGNALS:
    void clicked(NodeId id, bool isExtending); // 0: the background
    void activated(NodeId id);                 // double-click on a node
    void backgroundActivated(QPointF canvasPoint);
    /// `over`: the supervisor under the pointer that would take it, 0: none.
    void nodeDragged(NodeId id, QPointF position, bool isFinished, NodeId over);
    void linkClicked(EdgeId link);
    /// A link's end was put on another node.
    void linkRewired(EdgeId link, bool isSource, NodeId node);
    void bandSelected(QRectF canvasRect, bool isExtending);
    /// An arrow key; with Ctrl it moves the view instead.
    void arrowPressed(int arrowKey, Qt::KeyboardModifiers modifiers);
    void escaped();
    void timeWheeled(int steps);
    void linkDragged(NodeId from, NodeId to, QPoint globalPoint, bool isQuick);
    /// `over`: the supervisor that takes it, 0: none.
    void kindDropped(const QString& kind, QPointF canvasPoint, NodeId over);
    void menuRequested(NodeId id, QPoint globalPoint);
    void trayClicked();
    void cameraChanged();
    /// Space was pressed and released without a drag (decisions.md 34).
    void spaceTapped();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    enum class Gesture { none, press, pan, moveNode, link, rewire, band, minimap };

    void renderLayer();
    void paintLink(QPainter& painter) const;
    void paintHandle(QPainter& painter) const;
    void paintGrips(QPainter& painter) const;
    void paintBand(QPainter& painter) const;
    void paintTarget(QPainter& painter) const;
    const EdgeFrame* selectedLink() const;
    int gripAt(QPointF viewPoint) const; // 0: source, 1: target, -1: none
    NodeId supervisorUnder(QPointF viewPoint) const;
    bool hidesNodes(const Camera& camera) const;
    Camera clearOfTray(const Camera& whole, const QRectF& content, const QRectF& room) const;
    double hiddenBy(const QRectF& card) const; // pixels of nodes
    std::vector<QRectF> coveredPlaces() const;
    void cancelGesture();
    void invalidate();
    NodeId handleAt(QPointF viewPoint) const;
    void beginLeft(QPointF at);
    void panBy(QPointF viewDelta);
    void moveMinimapTo(QPointF at);
    void updateHover(QPointF at);
    void endGesture(QMouseEvent* event);

    const Theme* m_theme;
    CanvasTeller* m_teller; // owned as a child
    const CanvasFrame* m_frame = nullptr;
    Camera m_camera;
    QPixmap m_layer;
    QRegion m_stale; // of m_layer, in view coordinates
    bool m_isLayerValid = false;
    bool m_isFitPending = false;
    bool m_isFitted = false; // and the camera was not moved since

    Gesture m_gesture = Gesture::none;
    NodeId m_pressed = 0;
    NodeId m_hovered = 0;
    NodeId m_target = 0;       // what a link or a node would be dropped on
    bool m_takesChild = false; // m_target would, as its supervisor
    bool m_isSourceGrip = false;
    bool m_isBandExtending = false;
    QPointF m_startPosition; // of the dragged node, for Escape
    QPointF m_pressPoint;
    QPointF m_lastPoint;
    QPointF m_grip; // from the node's corner to the pointer, in canvas units
    bool m_isSpaceDown = false;
    bool m_hasSpaceDragged = false;
};

} // namespace troupe::ui

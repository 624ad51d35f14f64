// The canvas for those who do not see it: a list "Actors" with an item for each node, "worker-2:
// worker, running, mailbox 3 of 8, last = 1521". Installed once for the program. Thread: gui.
#pragma once

#include "ui/canvas/frame.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <set>
#include <vector>

namespace troupe::ui {

class CanvasView;
struct FrameChange;

/// From now on screen readers find the nodes of every CanvasView.
void installCanvasAccessibility();

/// What is said of a node.
QString spokenText(const NodeFrame& node);

/// Tells a screen reader, if one listens, what is different: names at most four times a second, who
/// is selected at once. Owned by its view.
class CanvasTeller : public QObject {
    Q_OBJECT

public:
    explicit CanvasTeller(CanvasView& view);
    void tell(const FrameChange& change);

private:
    void tellNames();
    void tellSelection();

    CanvasView& m_view;
    QTimer m_timer;
    std::set<NodeId> m_changed;
    std::vector<NodeId> m_selection; // that was told
    bool m_isStructureChanged = false;
};

} // namespace troupe::ui

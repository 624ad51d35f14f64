// The canvas for those who do not see it: a list "Actors" with an item for each node, "worker-2:
// running, mailbox 3 of 8, last = 1521". Installed once for the program. Thread: gui.
#pragma once

#include <QString>

namespace troupe::ui {

struct NodeFrame;

/// From now on screen readers find the nodes of every CanvasView.
void installCanvasAccessibility();

/// What is said of a node.
QString spokenText(const NodeFrame& node);

} // namespace troupe::ui

#include "ui/canvas/frame.h"

#include "ui/canvas/geometry.h"

#include <algorithm>

namespace troupe::ui {

const NodeFrame* CanvasFrame::find(NodeId id) const {
    const auto at = indexOf.find(id);
    return at == indexOf.end() ? nullptr : &nodes[at->second];
}

void CanvasFrame::add(NodeFrame node) {
    indexOf[node.id] = nodes.size();
    nodes.push_back(std::move(node));
}

bool CanvasFrame::isSelected(NodeId id) const {
    return std::find(selection.begin(), selection.end(), id) != selection.end();
}

bool CanvasFrame::isWaiting(NodeId id) const {
    return std::any_of(edges.begin(), edges.end(), [id](const EdgeFrame& edge) {
        return edge.kind == EdgeKind::wait && (edge.from == id || edge.to == id);
    });
}

bool CanvasFrame::isShown(EdgeKind kind) const {
    switch (kind) {
    case EdgeKind::message:
        return sets.hasMessages;
    case EdgeKind::supervision:
        return sets.hasSupervision;
    case EdgeKind::wait:
        return sets.hasWaits || isWaitOnly;
    }
    return true;
}

QRectF CanvasFrame::bounds() const {
    QRectF all;
    for (const NodeFrame& node : nodes) all = all.united(nodeRect(node.position));
    return all;
}

} // namespace troupe::ui

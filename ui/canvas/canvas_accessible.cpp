#include "ui/canvas/canvas_accessible.h"

#include "ui/canvas/canvas_view.h"
#include "ui/text/language.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QPointer>

#include <unordered_map>

namespace troupe::ui {
namespace {

QString statusWord(NodeStatus status) {
    switch (status) {
    case NodeStatus::idle:
        return CanvasView::tr("idle");
    case NodeStatus::running:
        return CanvasView::tr("running");
    case NodeStatus::waiting:
        return CanvasView::tr("waiting");
    case NodeStatus::held:
        return CanvasView::tr("held");
    case NodeStatus::crashed:
        return CanvasView::tr("crashed");
    case NodeStatus::restarting:
        return CanvasView::tr("restarting");
    case NodeStatus::stopping:
        return CanvasView::tr("stopping");
    case NodeStatus::stopped:
        return CanvasView::tr("stopped");
    case NodeStatus::stuck:
        return CanvasView::tr("stuck");
    }
    return {};
}

// One node. It asks the view each time, so it is never older than what is drawn.
class NodeAccessible final : public QAccessibleInterface, public QAccessibleActionInterface {
public:
    NodeAccessible(CanvasView* view, NodeId id) : m_view(view), m_id(id) {}

    bool isValid() const override { return node() != nullptr; }
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* parent() const override {
        return m_view ? QAccessible::queryAccessibleInterface(m_view) : nullptr;
    }
    QAccessibleInterface* child(int) const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    void setText(QAccessible::Text, const QString&) override {}

    QString text(QAccessible::Text kind) const override {
        const NodeFrame* shown = node();
        if (!shown) return {};
        if (kind == QAccessible::Name) return spokenText(*shown);
        return kind == QAccessible::Value ? shown->line : QString();
    }

    QRect rect() const override {
        const NodeFrame* shown = node();
        if (!shown) return {};
        const QRectF box = nodeRect(shown->position);
        const Camera& camera = m_view->camera();
        const QRect inView =
            QRectF(camera.toView(box.topLeft()), box.size() * camera.zoom).toAlignedRect();
        return {m_view->mapToGlobal(inView.topLeft()), inView.size()};
    }

    QAccessible::State state() const override {
        QAccessible::State state;
        const NodeFrame* shown = node();
        state.selectable = state.focusable = true;
        state.invalid = shown == nullptr;
        state.selected = shown && m_view->frame()->isSelected(m_id);
        state.focused = state.selected && m_view->hasFocus();
        return state;
    }

    void* interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this)
                                                    : nullptr;
    }
    QStringList actionNames() const override { return {pressAction()}; }
    QStringList keyBindingsForAction(const QString&) const override { return {}; }
    void doAction(const QString& name) override {
        if (m_view && name == pressAction()) Q_EMIT m_view->clicked(m_id, false);
    }

private:
    const NodeFrame* node() const {
        return m_view && m_view->frame() ? m_view->frame()->find(m_id) : nullptr;
    }

    QPointer<CanvasView> m_view;
    NodeId m_id;
};

class CanvasAccessible final : public QAccessibleWidget {
public:
    explicit CanvasAccessible(CanvasView* view)
        : QAccessibleWidget(view, QAccessible::List, CanvasView::tr("Actors")), m_view(view) {}

    ~CanvasAccessible() override {
        for (const auto& [node, id] : m_children) QAccessible::deleteAccessibleInterface(id);
    }

    int childCount() const override {
        return m_view->frame() ? static_cast<int>(m_view->frame()->nodes.size()) : 0;
    }

    QAccessibleInterface* child(int index) const override {
        if (index < 0 || index >= childCount()) return nullptr;
        return of(m_view->frame()->nodes[static_cast<std::size_t>(index)].id);
    }

    int indexOfChild(const QAccessibleInterface* child) const override {
        for (int index = 0; index < childCount(); ++index)
            if (this->child(index) == child) return index;
        return -1;
    }

    QAccessibleInterface* childAt(int x, int y) const override {
        const NodeId id = m_view->nodeAt(m_view->mapFromGlobal(QPoint(x, y)));
        return id == 0 ? nullptr : of(id);
    }

    QAccessibleInterface* focusChild() const override {
        const CanvasFrame* frame = m_view->frame();
        return frame && !frame->selection.empty() ? of(frame->selection.front()) : nullptr;
    }

private:
    QAccessibleInterface* of(NodeId node) const {
        const auto found = m_children.find(node);
        if (found != m_children.end()) return QAccessible::accessibleInterface(found->second);
        auto* made = new NodeAccessible(m_view, node);
        m_children[node] = QAccessible::registerAccessibleInterface(made);
        return made;
    }

    CanvasView* m_view;
    mutable std::unordered_map<NodeId, QAccessible::Id> m_children;
};

QAccessibleInterface* makeAccessible(const QString&, QObject* object) {
    auto* view = qobject_cast<CanvasView*>(object);
    return view ? new CanvasAccessible(view) : nullptr;
}

} // namespace

QString spokenText(const NodeFrame& node) {
    // Titles begin with a capital; in the middle of an English sentence they do not.
    QStringList parts{shownLanguage() == "en" ? node.kind.toLower() : node.kind};
    parts << statusWord(node.status);
    if (node.hasMailbox)
        parts << (node.capacity > 0
                      ? CanvasView::tr("mailbox %1 of %2").arg(node.queued).arg(node.capacity)
                      : CanvasView::tr("mailbox %1").arg(node.queued));
    if (node.incarnation > 1) parts << CanvasView::tr("generation %1").arg(node.incarnation);
    if (!node.line.isEmpty()) parts << node.line;
    parts.removeAll(QString());
    return node.name + ": " + parts.join(", ");
}

CanvasTeller::CanvasTeller(CanvasView& view) : QObject(&view), m_view(view) {
    constexpr int kEveryMs = 250;
    m_timer.setInterval(kEveryMs);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &CanvasTeller::tellNames);
}

void CanvasTeller::tell(const FrameChange& change) {
    if (!QAccessible::isActive() || !m_view.frame()) return;
    m_isStructureChanged |= change.isAll;
    m_changed.insert(change.nodes.begin(), change.nodes.end());
    tellSelection();
    if (!m_timer.isActive() && (m_isStructureChanged || !m_changed.empty())) m_timer.start();
}

void CanvasTeller::tellNames() {
    auto* list = QAccessible::queryAccessibleInterface(&m_view);
    if (!list || !m_view.frame()) return;
    if (m_isStructureChanged) {
        QAccessibleEvent event(&m_view, QAccessible::ObjectReorder);
        QAccessible::updateAccessibility(&event);
    }
    for (int index = 0; index < list->childCount(); ++index) {
        const NodeId id = m_view.frame()->nodes[static_cast<std::size_t>(index)].id;
        if (!m_isStructureChanged && !m_changed.count(id)) continue;
        QAccessibleEvent event(list->child(index), QAccessible::NameChanged);
        QAccessible::updateAccessibility(&event);
    }
    m_isStructureChanged = false;
    m_changed.clear();
}

void CanvasTeller::tellSelection() {
    const std::vector<NodeId>& selection = m_view.frame()->selection;
    if (selection == m_selection) return;
    m_selection = selection;
    auto* list = QAccessible::queryAccessibleInterface(&m_view);
    QAccessibleEvent within(&m_view, QAccessible::SelectionWithin);
    QAccessible::updateAccessibility(&within);
    QAccessibleInterface* item = list ? list->focusChild() : nullptr;
    if (!item || !m_view.hasFocus()) return;
    QAccessibleEvent event(item, QAccessible::Focus);
    QAccessible::updateAccessibility(&event);
}

void installCanvasAccessibility() {
    QAccessible::installFactory(makeAccessible);
}

} // namespace troupe::ui

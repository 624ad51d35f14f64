// What gestures on the canvas do: selecting, moving, linking (decisions.md 32), renaming, menus.
#include "ui/canvas/geometry.h"
#include "ui/window/commands.h"
#include "ui/window/inspector.h"
#include "ui/window/kind_picker.h"
#include "ui/window/main_window.h"
#include "ui/window/pick_list.h"
#include "ui/window/send_form.h"

#include "catalogue/catalogue.h"
#include "document/edits.h"

#include <QAction>
#include <QLineEdit>
#include <QMenu>

#include <algorithm>

namespace troupe::ui {
namespace {

constexpr double kKeyMove = 24; // canvas units, with Shift and an arrow key

void toggle(std::vector<std::string>& names, const std::string& name) {
    const auto at = std::find(names.begin(), names.end(), name);
    if (at == names.end())
        names.push_back(name);
    else
        names.erase(at);
}

// What the actor of an entry sends through a port: the message of its setting, else any.
std::string sentThrough(const core::ActorEntry& entry, const core::Kind& kind) {
    const core::Setting* message = kind.setting("message");
    if (!message || message->role != core::SettingRole::message) return {};
    const auto given = entry.settings.find("message");
    const Value& value = given == entry.settings.end() ? message->field.initial : given->second;
    const auto* name = value.as<std::string>();
    return name ? *name : std::string();
}

// 0: does not fit; the more, the better.
int fitOf(const core::PortInfo& port, const core::ActorEntry& entry, const core::Kind& kind,
          const core::Kind& target) {
    if (target.isSupervisor) return 0;
    const std::string message = sentThrough(entry, kind);
    if (port.takes.empty()) {
        if (!message.empty() && !target.handles(message)) return 0;
        return message.empty() ? 1 : 2;
    }
    const bool isFitting =
        std::all_of(port.takes.begin(), port.takes.end(),
                    [&](const std::string& each) { return target.handles(each); });
    return isFitting ? (port.isRequired ? 4 : 3) : 0;
}

} // namespace

void MainWindow::click(NodeId id, bool isExtending) {
    m_canvas->setFocus(Qt::MouseFocusReason);
    const std::string name = m_builder.nameOf(id);
    if (name.empty()) {
        if (!isExtending) m_playground.select(std::vector<std::string>{});
        return;
    }
    std::vector<std::string> names = m_playground.selection();
    const bool isSelected = std::find(names.begin(), names.end(), name) != names.end();
    if (isExtending)
        toggle(names, name);
    else if (!isSelected) // one of several that are selected: a drag moves them all
        names = {name};
    m_playground.select(std::move(names));
}

// All that is selected moves with the node that is dragged; over a supervisor it comes under it.
void MainWindow::drag(NodeId id, QPointF position, bool isFinished, NodeId over) {
    const std::string name = m_builder.nameOf(id);
    const NodeFrame* node = m_builder.frame().find(id);
    if (name.empty() || !node) return;
    if (m_dragFrom.empty()) {
        std::vector<std::string> moved = m_playground.selection();
        if (std::find(moved.begin(), moved.end(), name) == moved.end()) moved = {name};
        for (const std::string& each : moved)
            if (const NodeFrame* frame = m_builder.frame().find(m_builder.idOf(each)))
                m_dragFrom[each] = {frame->position.x(), frame->position.y()};
    }
    if (m_dragFrom.empty() || !m_dragFrom.count(name)) return;
    const std::map<std::string, core::Position> from = m_dragFrom;
    if (isFinished) m_dragFrom.clear();
    if (isFinished && over != 0) {
        m_playground.move(from);
        m_playground.endOfDrag();
        std::vector<std::string> names;
        names.reserve(from.size());
        for (const auto& [each, place] : from) names.push_back(each);
        m_playground.supervise(names, m_builder.nameOf(over));
        return;
    }
    const core::Position start = from.at(name);
    std::map<std::string, core::Position> places = from;
    for (auto& [each, place] : places)
        place = {place.x + position.x() - start.x, place.y + position.y() - start.y};
    m_playground.move(places);
    if (isFinished) m_playground.endOfDrag();
}

void MainWindow::selectBand(const QRectF& band, bool isExtending) {
    std::vector<std::string> names =
        isExtending ? m_playground.selection() : std::vector<std::string>{};
    for (const NodeFrame& node : m_builder.frame().nodes) {
        if (!band.intersects(nodeRect(node.position))) continue;
        const std::string name = m_builder.nameOf(node.id);
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    m_playground.select(std::move(names));
}

// Arrow keys go to the neighbour, from nobody to the first; with Shift they move what is selected.
void MainWindow::onArrow(int key, Qt::KeyboardModifiers modifiers) {
    if (m_playground.selection().empty()) {
        const NodeId first = m_canvas->firstInView();
        if (first != 0) m_playground.select(std::vector<std::string>{m_builder.nameOf(first)});
        return;
    }
    if (!modifiers.testFlag(Qt::ShiftModifier)) {
        const NodeId next =
            m_canvas->neighbour(m_builder.idOf(m_playground.selection().back()), key);
        if (next == 0) return;
        m_playground.select(std::vector<std::string>{m_builder.nameOf(next)});
        m_canvas->reveal(next);
        return;
    }
    const double x = key == Qt::Key_Left ? -kKeyMove : key == Qt::Key_Right ? kKeyMove : 0;
    const double y = key == Qt::Key_Up ? -kKeyMove : key == Qt::Key_Down ? kKeyMove : 0;
    std::map<std::string, core::Position> places;
    for (const std::string& name : m_playground.selection())
        if (const NodeFrame* node = m_builder.frame().find(m_builder.idOf(name)))
            places[name] = {node->position.x() + x, node->position.y() + y};
    m_playground.move(places);
    m_playground.endOfDrag();
}

void MainWindow::onLinkDragged(NodeId from, NodeId to, QPoint globalPoint, bool isQuick) {
    const std::string source = m_builder.nameOf(from);
    const std::string target = m_builder.nameOf(to);
    if (source.empty() || target.empty()) return;
    if (!isQuick) return openLinkList(source, target, globalPoint);
    const core::ActorEntry* entry = core::entryOf(m_playground.document(), target);
    const core::Kind* kind = entry ? core::findKind(entry->kind) : nullptr;
    if (kind && !kind->messages.empty())
        m_playground.sendDefault(target, kind->messages.front()->name, false);
}

void MainWindow::openLinkList(const std::string& from, const std::string& to, QPoint globalPoint) {
    m_picks->open(tr("%1 to %2").arg(QString::fromStdString(from), QString::fromStdString(to)),
                  linkRows(from, to), globalPoint);
}

// Ports that fit, best first; then send, ask, supervise.
std::vector<PickRow> MainWindow::linkRows(const std::string& from, const std::string& to) {
    std::vector<PickRow> rows;
    const core::ActorEntry* source = core::entryOf(m_playground.document(), from);
    const core::ActorEntry* target = core::entryOf(m_playground.document(), to);
    const core::Kind* kind = source ? core::findKind(source->kind) : nullptr;
    const core::Kind* targetKind = target ? core::findKind(target->kind) : nullptr;
    if (!kind || !targetKind) return rows;
    const auto addSupervise = [&](const std::string& supervisor, const std::string& child) {
        rows.push_back(
            {tr("%1 supervises %2")
                 .arg(QString::fromStdString(supervisor), QString::fromStdString(child)),
             {},
             "shield",
             [this, supervisor, child] { m_playground.supervise({child}, supervisor); }});
    };
    if (kind->isSupervisor) addSupervise(from, to);
    if (targetKind->isSupervisor) addSupervise(to, from);
    std::vector<std::pair<int, const core::PortInfo*>> ports;
    for (const core::PortInfo& port : kind->ports)
        if (const int fit = fitOf(port, *source, *kind, *targetKind); fit > 0)
            ports.emplace_back(fit, &port);
    std::stable_sort(ports.begin(), ports.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    for (const auto& [fit, port] : ports) {
        const core::Link link{from, port->name, to, {}};
        const auto& links = m_playground.document().links;
        if (std::find(links.begin(), links.end(), link) != links.end()) continue; // there already
        rows.push_back({tr("Link as %1").arg(QString::fromStdString(port->name)),
                        {},
                        "arrow-right",
                        [this, link] { m_playground.link(link); }});
    }
    addSendRows(rows, from, to);
    return rows;
}

void MainWindow::addSendRows(std::vector<PickRow>& rows, const std::string&,
                             const std::string& to) {
    const core::ActorEntry* target = core::entryOf(m_playground.document(), to);
    const core::Kind* kind = target ? core::findKind(target->kind) : nullptr;
    if (!kind) return;
    for (const MessageType* message : kind->messages)
        rows.push_back({tr("Send %1").arg(QString::fromLatin1(message->name)),
                        {},
                        "mail",
                        [this, to, name = std::string(message->name)] {
                            m_playground.sendDefault(to, name, false);
                        }});
    for (const MessageType* message : kind->messages)
        if (message->reply)
            rows.push_back({tr("Ask %1").arg(QString::fromLatin1(message->name)),
                            {},
                            "reply",
                            [this, to, name = std::string(message->name)] {
                                m_playground.sendDefault(to, name, true);
                            }});
}

// L: the same by keyboard, first to whom.
void MainWindow::chooseTarget() {
    if (m_playground.selection().size() != 1) {
        onFailed(tr("Select the one actor that the link shall leave."));
        return;
    }
    const std::string from = m_playground.selection().front();
    const QPoint at = m_canvas->globalPointOf(m_builder.idOf(from));
    std::vector<PickRow> rows;
    for (const NodeFrame& node : m_builder.frame().nodes) {
        const std::string to = m_builder.nameOf(node.id);
        if (to == from) continue;
        rows.push_back({QString::fromStdString(to), {}, node.icon, [this, from, to, at] {
                            openLinkList(from, to, at);
                        }});
    }
    m_picks->open(tr("From %1 to whom?").arg(QString::fromStdString(from)), std::move(rows), at);
}

void MainWindow::selectLinkOf(EdgeId edge) {
    m_canvas->setFocus(Qt::MouseFocusReason);
    const std::string from = m_builder.nameOf(edge.from);
    const std::string to = m_builder.nameOf(edge.to);
    for (const core::Link& link : m_playground.document().links)
        if (link.from == from && link.to == to) return m_playground.selectLink(link);
    // One end may stand for an entry with several actors.
    for (const core::Link& link : m_playground.document().links) {
        const auto isEnd = [this](const std::string& end, const std::string& name) {
            const core::ActorEntry* entry = core::entryOf(m_playground.document(), name);
            return end == name || (entry && entry->name == end);
        };
        if (isEnd(link.from, from) && isEnd(link.to, to)) return m_playground.selectLink(link);
    }
}

void MainWindow::rewire(EdgeId, bool isSource, NodeId node) {
    if (!m_playground.selectedLink()) return;
    const core::Link link = *m_playground.selectedLink();
    core::Link changed = link;
    (isSource ? changed.from : changed.to) = m_builder.nameOf(node);
    m_playground.rewire(link, changed);
}

// A double click: a node for many opens, one actor is inspected.
void MainWindow::activate(NodeId id) {
    if (m_builder.isGroup(id)) {
        m_builder.openGroup(id);
        onEdited();
        return;
    }
    inspect();
}

// Never on top of another; dropped on a supervisor, or among its children, as one of them.
void MainWindow::spawn(const QString& kind, QPointF position, NodeId supervisor) {
    m_playground.spawn(kind.toStdString(), m_canvas->freeSpotAt(position),
                       supervisor != 0 ? m_builder.nameOf(supervisor) : std::string());
    m_welcome->hide();
    m_canvas->setFocus();
}

void MainWindow::chooseKind(QPointF position, QPoint globalPoint) {
    m_picker->open(position, globalPoint);
}

void MainWindow::showNodeMenu(NodeId id, QPoint globalPoint) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName("contextMenu");
    if (id != 0) {
        m_commands->fillMenu(*menu, MenuId::actor);
        menu->addSeparator();
        for (const Command command : {Command::rename, Command::duplicate, Command::copy,
                                      Command::remove, Command::breakpoint})
            menu->addAction(m_commands->action(command));
    } else {
        for (const Command command :
             {Command::spawn, Command::paste, Command::selectAll, Command::run, Command::fit,
              Command::arrangeTree, Command::arrangeLayered, Command::arrangeForce,
              Command::exportDialog})
            menu->addAction(m_commands->action(command));
    }
    if (m_builder.hasOpenGroups()) menu->addAction(m_commands->action(Command::closeGroups));
    menu->popup(globalPoint);
}

// The name is typed where it stands.
void MainWindow::beginRename() {
    if (m_playground.selection().size() != 1) return;
    const std::string name = m_playground.selection().front();
    const NodeFrame* node = m_builder.frame().find(m_builder.idOf(name));
    if (!node) return;
    endRename(false);
    m_canvas->reveal(node->id);
    m_renamed = name;
    m_renaming = new QLineEdit(QString::fromStdString(name), m_canvas);
    m_renaming->setObjectName("rename");
    m_renaming->setAccessibleName(tr("New name"));
    m_renaming->installEventFilter(this);
    const QRectF place = nameRect(node->position);
    const QPointF at = m_canvas->camera().toView(QPointF(place.left(), place.center().y()));
    const QPointF end = m_canvas->camera().toView(nodeRect(node->position).topRight());
    const int left = static_cast<int>(at.x()) - 9; // its text over the name
    m_renaming->setGeometry(left, static_cast<int>(at.y()) - 14,
                            std::max(128, static_cast<int>(end.x()) - left - 5), 28);
    connect(m_renaming, &QLineEdit::editingFinished, this, [this] { endRename(true); });
    m_renaming->show();
    m_renaming->setFocus();
    m_renaming->selectAll();
}

void MainWindow::endRename(bool isKept) {
    if (!m_renaming) return;
    QLineEdit* edit = m_renaming;
    m_renaming = nullptr;
    edit->disconnect(this);
    const std::string text = edit->text().trimmed().toStdString();
    edit->hide();
    edit->deleteLater();
    m_canvas->setFocus();
    if (isKept && !text.empty()) m_playground.rename(m_renamed, text);
}

} // namespace troupe::ui

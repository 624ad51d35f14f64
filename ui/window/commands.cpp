#include "ui/window/commands.h"

#include "ui/app/memory.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>
#include <QWidget>

namespace troupe::ui {
namespace {

constexpr CommandRow kTable[] = {
    {Command::newDocument, MenuId::file, "file.new", QT_TRANSLATE_NOOP("Commands", "&New"),
     "file-plus", "Ctrl+N", false, false},
    {Command::open, MenuId::file, "file.open", QT_TRANSLATE_NOOP("Commands", "&Open…"),
     "folder-open", "Ctrl+O", false, false},
    {Command::save, MenuId::file, "file.save", QT_TRANSLATE_NOOP("Commands", "&Save"), "save",
     "Ctrl+S", false, true},
    {Command::saveAs, MenuId::file, "file.saveAs", QT_TRANSLATE_NOOP("Commands", "Save &as…"), "",
     "Ctrl+Shift+S", false, false},
    {Command::exportDialog, MenuId::file, "file.export", QT_TRANSLATE_NOOP("Commands", "&Export…"),
     "download", "Ctrl+E", false, true},
    {Command::exportWindow, MenuId::file, "file.exportWindow",
     QT_TRANSLATE_NOOP("Commands", "Save a &picture of the window"), "image", "F12", false, false},
    {Command::settings, MenuId::file, "file.settings", QT_TRANSLATE_NOOP("Commands", "Se&ttings…"),
     "settings", "Ctrl+,", false, true},
    {Command::quit, MenuId::file, "file.quit", QT_TRANSLATE_NOOP("Commands", "&Quit"), "log-out",
     "Ctrl+Q", false, true},

    {Command::undo, MenuId::edit, "edit.undo", QT_TRANSLATE_NOOP("Commands", "&Undo"), "undo-2",
     "Ctrl+Z", false, false},
    {Command::redo, MenuId::edit, "edit.redo", QT_TRANSLATE_NOOP("Commands", "&Redo"), "redo-2",
     "Ctrl+Shift+Z", false, false},
    {Command::cut, MenuId::edit, "edit.cut", QT_TRANSLATE_NOOP("Commands", "Cu&t"), "scissors",
     "Ctrl+X", true, true},
    {Command::copy, MenuId::edit, "edit.copy", QT_TRANSLATE_NOOP("Commands", "&Copy"), "copy",
     "Ctrl+C", true, false},
    {Command::paste, MenuId::edit, "edit.paste", QT_TRANSLATE_NOOP("Commands", "&Paste"),
     "clipboard-paste", "Ctrl+V", true, false},
    {Command::duplicate, MenuId::edit, "edit.duplicate",
     QT_TRANSLATE_NOOP("Commands", "&Duplicate"), "copy-plus", "Ctrl+D", true, false},
    {Command::remove, MenuId::edit, "edit.delete", QT_TRANSLATE_NOOP("Commands", "De&lete"),
     "trash-2", "Del", true, false},
    {Command::rename, MenuId::edit, "edit.rename", QT_TRANSLATE_NOOP("Commands", "Re&name…"),
     "text-cursor-input", "F2", true, true},
    {Command::selectAll, MenuId::edit, "edit.selectAll",
     QT_TRANSLATE_NOOP("Commands", "Select &all actors"), "", "Ctrl+A", true, false},
    {Command::alignLeft, MenuId::edit, "edit.alignLeft",
     QT_TRANSLATE_NOOP("Commands", "Al&ign left edges"), "", "", false, true},
    {Command::alignTop, MenuId::edit, "edit.alignTop",
     QT_TRANSLATE_NOOP("Commands", "Align t&op edges"), "", "", false, false},
    {Command::distribute, MenuId::edit, "edit.distribute",
     QT_TRANSLATE_NOOP("Commands", "Distribute &evenly"), "", "", false, false},
    {Command::find, MenuId::edit, "edit.find", QT_TRANSLATE_NOOP("Commands", "&Find an actor"),
     "search", "Ctrl+F", false, true},
    {Command::palette, MenuId::edit, "edit.palette",
     QT_TRANSLATE_NOOP("Commands", "Co&mmand palette…"), "command", "Ctrl+K", false, false},

    {Command::fit, MenuId::view, "view.fit", QT_TRANSLATE_NOOP("Commands", "&Fit"), "maximize", "F",
     true, false},
    {Command::zoomIn, MenuId::view, "view.zoomIn", QT_TRANSLATE_NOOP("Commands", "Zoom &in"),
     "plus", "Ctrl++", false, false},
    {Command::zoomOut, MenuId::view, "view.zoomOut", QT_TRANSLATE_NOOP("Commands", "Zoom &out"),
     "minus", "Ctrl+-", false, false},
    {Command::waitFor, MenuId::view, "view.waitFor",
     QT_TRANSLATE_NOOP("Commands", "&Wait-for graph only"), "waypoints", "W", true, true, true},
    {Command::showMessages, MenuId::view, "view.messages",
     QT_TRANSLATE_NOOP("Commands", "Show &messages and links"), "", "", false, false, true},
    {Command::showSupervision, MenuId::view, "view.supervision",
     QT_TRANSLATE_NOOP("Commands", "Show &supervision"), "", "", false, false, true},
    {Command::showWaits, MenuId::view, "view.waits",
     QT_TRANSLATE_NOOP("Commands", "Show w&ho waits for whom"), "", "", false, false, true},
    {Command::arrangeTree, MenuId::view, "view.arrangeTree",
     QT_TRANSLATE_NOOP("Commands", "Arrange as a &tree"), "network", "", false, true},
    {Command::arrangeLayered, MenuId::view, "view.arrangeLayered",
     QT_TRANSLATE_NOOP("Commands", "Arrange in la&yers"), "", "", false, false},
    {Command::arrangeForce, MenuId::view, "view.arrangeForce",
     QT_TRANSLATE_NOOP("Commands", "Arrange by fo&rces"), "", "", false, false},
    {Command::closeGroups, MenuId::view, "view.closeGroups",
     QT_TRANSLATE_NOOP("Commands", "&Close groups"), "", "G", true, false},
    {Command::showAll, MenuId::view, "view.showAll",
     QT_TRANSLATE_NOOP("Commands", "Show the whole ru&n"), "", "", false, false},
    {Command::themeSystem, MenuId::view, "view.system",
     QT_TRANSLATE_NOOP("Commands", "Colo&urs of the system"), "sun-moon", "", false, true},
    {Command::themeLight, MenuId::view, "view.light", QT_TRANSLATE_NOOP("Commands", "&Light"),
     "sun", "", false, false},
    {Command::themeDark, MenuId::view, "view.dark", QT_TRANSLATE_NOOP("Commands", "&Dark"), "moon",
     "", false, false},
    {Command::present, MenuId::view, "view.present", QT_TRANSLATE_NOOP("Commands", "&Presentation"),
     "presentation", "F11", false, true, true},

    {Command::run, MenuId::run, "run.toggle", QT_TRANSLATE_NOOP("Commands", "&Run or pause"),
     "play", "Space", true, false},
    {Command::step, MenuId::run, "run.step", QT_TRANSLATE_NOOP("Commands", "&Step"), "step-forward",
     ".", true, false},
    {Command::stepBack, MenuId::run, "run.stepBack", QT_TRANSLATE_NOOP("Commands", "Step &back"),
     "step-back", ",", true, false},
    {Command::toStart, MenuId::run, "run.toStart", QT_TRANSLATE_NOOP("Commands", "To the st&art"),
     "skip-back", "Home", true, false},
    {Command::toEnd, MenuId::run, "run.toEnd", QT_TRANSLATE_NOOP("Commands", "To &now"),
     "skip-forward", "End", true, false},
    {Command::restart, MenuId::run, "run.again", QT_TRANSLATE_NOOP("Commands", "Run a&gain"),
     "rotate-ccw", "Ctrl+R", false, true},
    {Command::end, MenuId::run, "run.end", QT_TRANSLATE_NOOP("Commands", "&End the run"), "square",
     "", false, false},
    {Command::live, MenuId::run, "run.live", QT_TRANSLATE_NOOP("Commands", "&Live: real threads"),
     "", "", false, true},
    {Command::lab, MenuId::run, "run.lab", QT_TRANSLATE_NOOP("Commands", "Lab: &virtual time"),
     "flask-conical", "", false, false},
    {Command::breakpoint, MenuId::run, "run.breakpoint",
     QT_TRANSLATE_NOOP("Commands", "Brea&kpoint"), "circle-dot", "B", true, true},
    {Command::choice1, MenuId::run, "run.choice1",
     QT_TRANSLATE_NOOP("Commands", "Deliver choice &1"), "", "1", true, true},
    {Command::choice2, MenuId::run, "run.choice2",
     QT_TRANSLATE_NOOP("Commands", "Deliver choice &2"), "", "2", true, false},
    {Command::choice3, MenuId::run, "run.choice3",
     QT_TRANSLATE_NOOP("Commands", "Deliver choice &3"), "", "3", true, false},
    {Command::choice4, MenuId::run, "run.choice4",
     QT_TRANSLATE_NOOP("Commands", "Deliver choice &4"), "", "4", true, false},
    {Command::choice5, MenuId::run, "run.choice5",
     QT_TRANSLATE_NOOP("Commands", "Deliver choice &5"), "", "5", true, false},
    {Command::choice6, MenuId::run, "run.choice6",
     QT_TRANSLATE_NOOP("Commands", "Deliver choice &6"), "", "6", true, false},
    {Command::choice7, MenuId::run, "run.choice7",
     QT_TRANSLATE_NOOP("Commands", "Deliver choice &7"), "", "7", true, false},
    {Command::choice8, MenuId::run, "run.choice8",
     QT_TRANSLATE_NOOP("Commands", "Deliver choice &8"), "", "8", true, false},
    {Command::choice9, MenuId::run, "run.choice9",
     QT_TRANSLATE_NOOP("Commands", "Deliver choice &9"), "", "9", true, false},

    {Command::spawn, MenuId::actor, "actor.spawn", QT_TRANSLATE_NOOP("Commands", "&Spawn…"),
     "circle-plus", "N", true, false},
    {Command::inspect, MenuId::actor, "actor.inspect", QT_TRANSLATE_NOOP("Commands", "&Inspect"),
     "info", "Return", true, false},
    {Command::send, MenuId::actor, "actor.send", QT_TRANSLATE_NOOP("Commands", "Send a &message"),
     "mail", "M", true, false},
    {Command::link, MenuId::actor, "actor.link", QT_TRANSLATE_NOOP("Commands", "&Link to…"),
     "arrow-right", "L", true, false},
    {Command::crash, MenuId::actor, "actor.crash", QT_TRANSLATE_NOOP("Commands", "&Crash"), "zap",
     "K", true, true},
    {Command::crashNext, MenuId::actor, "actor.crashNext",
     QT_TRANSLATE_NOOP("Commands", "Crash at the &next message"), "bomb", "Alt+K", true, false},
    {Command::stop, MenuId::actor, "actor.stop", QT_TRANSLATE_NOOP("Commands", "S&top"), "square",
     "Shift+K", true, false},
    {Command::kill, MenuId::actor, "actor.kill", QT_TRANSLATE_NOOP("Commands", "&Kill"), "skull",
     "Ctrl+Shift+K", true, false},
    {Command::hold, MenuId::actor, "actor.hold", QT_TRANSLATE_NOOP("Commands", "&Hold or let go"),
     "pause", "H", true, true},
    {Command::startAgain, MenuId::actor, "actor.startAgain",
     QT_TRANSLATE_NOOP("Commands", "Start &again"), "rotate-cw", "", true, false},

    {Command::layoutPlay, MenuId::window, "window.play",
     QT_TRANSLATE_NOOP("Commands", "Arrangement &Play"), "", "Ctrl+1", false, false},
    {Command::layoutDebug, MenuId::window, "window.debug",
     QT_TRANSLATE_NOOP("Commands", "Arrangement &Debug"), "", "Ctrl+2", false, false},
    {Command::layoutMeasure, MenuId::window, "window.measure",
     QT_TRANSLATE_NOOP("Commands", "Arrangement &Measure"), "", "Ctrl+3", false, false},
    {Command::layoutTeach, MenuId::window, "window.teach",
     QT_TRANSLATE_NOOP("Commands", "Arrangement &Teach"), "", "Ctrl+4", false, false},

    {Command::tour, MenuId::help, "help.tour", QT_TRANSLATE_NOOP("Commands", "Two-minute &tour"),
     "map", "", false, false},
    {Command::keys, MenuId::help, "help.keys", QT_TRANSLATE_NOOP("Commands", "&Keys"), "keyboard",
     "?", true, false},
    {Command::about, MenuId::help, "help.about", QT_TRANSLATE_NOOP("Commands", "&About Troupe"),
     "info", "", false, false},
};

struct MenuRow {
    MenuId id;
    const char* title;
};

constexpr MenuRow kMenus[] = {
    {MenuId::file, QT_TRANSLATE_NOOP("Commands", "&File")},
    {MenuId::edit, QT_TRANSLATE_NOOP("Commands", "&Edit")},
    {MenuId::view, QT_TRANSLATE_NOOP("Commands", "&View")},
    {MenuId::run, QT_TRANSLATE_NOOP("Commands", "&Run")},
    {MenuId::actor, QT_TRANSLATE_NOOP("Commands", "&Actor")},
    {MenuId::window, QT_TRANSLATE_NOOP("Commands", "&Window")},
    {MenuId::help, QT_TRANSLATE_NOOP("Commands", "&Help")},
};

QString say(const char* text) {
    return QCoreApplication::translate("Commands", text);
}

} // namespace

std::span<const CommandRow> commandTable() {
    return kTable;
}

QString commandText(const CommandRow& row) {
    return say(row.text).remove('&');
}

QString menuText(MenuId menu) {
    for (const MenuRow& row : kMenus)
        if (row.id == menu) return say(row.title).remove('&');
    return {};
}

Commands::Commands(QWidget* window, QWidget* canvas) : QObject(window) {
    for (const CommandRow& row : kTable) {
        auto* action = new QAction(say(row.text), this);
        action->setObjectName(row.id);
        action->setCheckable(row.isSwitch);
        if (row.isCanvasKey) {
            action->setShortcutContext(Qt::WidgetShortcut);
            canvas->addAction(action);
        } else {
            window->addAction(action);
        }
        m_actions[row.command] = action;
        setKey(row.command, key(row.command));
    }
}

QKeySequence Commands::key(Command command) const {
    for (const CommandRow& row : kTable)
        if (row.command == command) {
            const QString own = remembered(QString("keys/") + row.id).toString();
            return QKeySequence::fromString(own.isEmpty() ? row.key : own,
                                            QKeySequence::PortableText);
        }
    return {};
}

void Commands::setKey(Command command, const QKeySequence& key) {
    QAction& action = *m_actions.at(command);
    // A press of Space may begin a drag; the canvas triggers this when it was none.
    if (command == Command::run && key == QKeySequence(Qt::Key_Space)) {
        action.setShortcut(QKeySequence());
        action.setText(say("&Run or pause") + "\tSpace");
        return;
    }
    QList<QKeySequence> keys{key};
    if (command == Command::inspect) keys << QKeySequence(Qt::Key_Enter);
    if (command == Command::remove) keys << QKeySequence(Qt::Key_Backspace);
    if (command == Command::redo) keys << QKeySequence("Ctrl+Y");
    if (command == Command::zoomIn) keys << QKeySequence("Ctrl+=");
    action.setShortcuts(key.isEmpty() ? QList<QKeySequence>() : keys);
}

QMenu* Commands::menu(MenuId id) const {
    const auto found = m_menus.find(id);
    return found == m_menus.end() ? nullptr : found->second;
}

QAction* Commands::action(Command command) const {
    return m_actions.at(command);
}

void Commands::onTriggered(Command command, QObject* context, std::function<void()> act) {
    connect(action(command), &QAction::triggered, context, [act = std::move(act)] { act(); });
}

void Commands::fillMenu(QMenu& menu, MenuId id) const {
    for (const CommandRow& row : kTable) {
        if (row.menu != id) continue;
        if (row.startsGroup) menu.addSeparator();
        menu.addAction(action(row.command));
    }
}

void Commands::fillMenuBar(QMenuBar& bar) const {
    for (const MenuRow& row : kMenus) {
        m_menus[row.id] = bar.addMenu(say(row.title));
        fillMenu(*m_menus[row.id], row.id);
    }
}

void Commands::setTheme(const Theme& theme) {
    for (const CommandRow& row : kTable) {
        if (!*row.icon || !hasIcon(row.icon)) continue;
        const bool isDanger = row.command == Command::crash;
        action(row.command)->setIcon(icon(row.icon, theme, isDanger ? theme.danger : theme.text));
    }
}

} // namespace troupe::ui

#include "ui/window/commands.h"

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
    {Command::open, MenuId::file, "file.open", QT_TRANSLATE_NOOP("Commands", "&Open…"),
     "folder-open", "Ctrl+O", false, false},
    {Command::exportPicture, MenuId::file, "file.export", QT_TRANSLATE_NOOP("Commands", "&Export…"),
     "download", "Ctrl+E", false, true},
    {Command::exportWindow, MenuId::file, "file.exportWindow",
     QT_TRANSLATE_NOOP("Commands", "Save a &picture of the window"), "image", "F12", false, false},
    {Command::quit, MenuId::file, "file.quit", QT_TRANSLATE_NOOP("Commands", "&Quit"), "log-out",
     "Ctrl+Q", false, true},

    {Command::selectAll, MenuId::edit, "edit.selectAll",
     QT_TRANSLATE_NOOP("Commands", "Select &all actors"), "", "Ctrl+A", true, false},
    {Command::find, MenuId::edit, "edit.find", QT_TRANSLATE_NOOP("Commands", "&Find an actor"),
     "search", "Ctrl+F", false, false},

    {Command::fit, MenuId::view, "view.fit", QT_TRANSLATE_NOOP("Commands", "&Fit"), "maximize", "F",
     true, false},
    {Command::themeLight, MenuId::view, "view.light", QT_TRANSLATE_NOOP("Commands", "&Light"),
     "sun", "", false, true},
    {Command::themeDark, MenuId::view, "view.dark", QT_TRANSLATE_NOOP("Commands", "&Dark"), "moon",
     "", false, false},

    {Command::run, MenuId::run, "run.toggle", QT_TRANSLATE_NOOP("Commands", "&Run or pause"),
     "play", "Space", true, false},
    {Command::step, MenuId::run, "run.step", QT_TRANSLATE_NOOP("Commands", "&Step"), "step-forward",
     ".", true, false},
    {Command::restart, MenuId::run, "run.again", QT_TRANSLATE_NOOP("Commands", "Run a&gain"),
     "rotate-ccw", "Ctrl+R", false, false},
    {Command::end, MenuId::run, "run.end", QT_TRANSLATE_NOOP("Commands", "&End the run"), "square",
     "", false, false},

    {Command::spawn, MenuId::actor, "actor.spawn", QT_TRANSLATE_NOOP("Commands", "&Spawn…"),
     "circle-plus", "N", true, false},
    {Command::send, MenuId::actor, "actor.send", QT_TRANSLATE_NOOP("Commands", "Send a &message"),
     "mail", "M", true, false},
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
    {MenuId::help, QT_TRANSLATE_NOOP("Commands", "&Help")},
};

QString say(const char* text) {
    return QCoreApplication::translate("Commands", text);
}

} // namespace

std::span<const CommandRow> commandTable() {
    return kTable;
}

Commands::Commands(QWidget* window, QWidget* canvas) : QObject(window) {
    for (const CommandRow& row : kTable) {
        auto* action = new QAction(say(row.text), this);
        action->setObjectName(row.id);
        action->setShortcut(QKeySequence::fromString(row.key, QKeySequence::PortableText));
        if (row.isCanvasKey) {
            action->setShortcutContext(Qt::WidgetShortcut);
            canvas->addAction(action);
        } else {
            window->addAction(action);
        }
        m_actions[row.command] = action;
    }
    // A press of Space may begin a drag; the canvas triggers this when it was none.
    m_actions[Command::run]->setShortcut(QKeySequence());
    m_actions[Command::run]->setText(say("&Run or pause") + "\tSpace");
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
    for (const MenuRow& row : kMenus) fillMenu(*bar.addMenu(say(row.title)), row.id);
}

void Commands::setTheme(const Theme& theme) {
    for (const CommandRow& row : kTable) {
        if (!*row.icon) continue;
        const bool isDanger = row.command == Command::crash;
        action(row.command)->setIcon(icon(row.icon, theme, isDanger ? theme.danger : theme.text));
    }
}

} // namespace troupe::ui

// Every command of the window, once: its words, icon, key and menu. Menus, tool bar, context menu and
// the key sheet are made from this table. Thread: gui.
#pragma once

#include <QKeySequence>
#include <QObject>
#include <QString>

#include <functional>
#include <map>
#include <span>

class QAction;
class QMenu;
class QMenuBar;
class QWidget;

namespace troupe::ui {

struct Theme;

enum class Command {
    open,
    quit,
    exportPicture,
    exportWindow,
    spawn,
    send,
    crash,
    crashNext,
    stop,
    kill,
    hold,
    startAgain,
    run,
    restart,
    end,
    step,
    fit,
    selectAll,
    find,
    themeLight,
    themeDark,
    keys,
    about,
};

enum class MenuId { file, edit, view, run, actor, help };

struct CommandRow {
    Command command;
    MenuId menu;
    const char* id;   // for settings and tests: "actor.crash"
    const char* text; // translated in the context "Commands"
    const char* icon; // empty: none
    const char* key;  // portable text; empty: none
    bool isCanvasKey; // works only while the canvas has the focus (decisions.md 34)
    bool startsGroup; // a separator before it
};

std::span<const CommandRow> commandTable();

class Commands : public QObject {
    Q_OBJECT

public:
    /// Single letters become keys of `canvas`, the others of `window`.
    Commands(QWidget* window, QWidget* canvas);

    QAction* action(Command command) const;
    void onTriggered(Command command, QObject* context, std::function<void()> act);
    void fillMenuBar(QMenuBar& bar) const;
    void fillMenu(QMenu& menu, MenuId id) const;
    void setTheme(const Theme& theme);

private:
    std::map<Command, QAction*> m_actions;
};

} // namespace troupe::ui

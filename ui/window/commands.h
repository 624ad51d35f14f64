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
    newDocument,
    open,
    save,
    saveAs,
    exportDialog,
    exportWindow,
    settings,
    quit,
    undo,
    redo,
    cut,
    copy,
    paste,
    duplicate,
    remove,
    rename,
    selectAll,
    alignLeft,
    alignTop,
    distribute,
    find,
    palette,
    fit,
    zoomIn,
    zoomOut,
    waitFor,
    showMessages,
    showSupervision,
    showWaits,
    arrangeTree,
    arrangeLayered,
    arrangeForce,
    closeGroups,
    showAll,
    themeSystem,
    themeLight,
    themeDark,
    present,
    run,
    step,
    stepBack,
    toStart,
    toEnd,
    restart,
    end,
    live,
    lab,
    breakpoint,
    choice1,
    choice2,
    choice3,
    choice4,
    choice5,
    choice6,
    choice7,
    choice8,
    choice9,
    spawn,
    inspect,
    send,
    link,
    crash,
    crashNext,
    stop,
    kill,
    hold,
    startAgain,
    layoutPlay,
    layoutDebug,
    layoutMeasure,
    layoutTeach,
    tour,
    keys,
    about,
};

enum class MenuId { file, edit, view, run, actor, window, help };

struct CommandRow {
    Command command;
    MenuId menu;
    const char* id;        // for settings and tests: "actor.crash"
    const char* text;      // translated in the context "Commands"
    const char* icon;      // empty: none
    const char* key;       // portable text; empty: none
    bool isCanvasKey;      // works only while the canvas has the focus (decisions.md 34)
    bool startsGroup;      // a separator before it
    bool isSwitch = false; // shows whether it is on
};

std::span<const CommandRow> commandTable();

/// The words of a command without the mark of its menu letter.
QString commandText(const CommandRow& row);
/// "File", without the sign of its letter.
QString menuText(MenuId menu);

class Commands : public QObject {
    Q_OBJECT

public:
    /// Single letters become keys of `canvas`, the others of `window`.
    Commands(QWidget* window, QWidget* canvas);

    QAction* action(Command command) const;
    void onTriggered(Command command, QObject* context, std::function<void()> act);
    void fillMenuBar(QMenuBar& bar) const;
    void fillMenu(QMenu& menu, MenuId id) const;
    /// The menu of the bar, once it is filled; for what is added to it.
    QMenu* menu(MenuId id) const;
    /// Another key for a command, and back to its own with an empty one. Kept in the settings.
    void setKey(Command command, const QKeySequence& key);
    QKeySequence key(Command command) const;
    void setTheme(const Theme& theme);

private:
    std::map<Command, QAction*> m_actions;
    mutable std::map<MenuId, QMenu*> m_menus;
};

} // namespace troupe::ui

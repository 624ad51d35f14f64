// The table of commands: every command can be reached, no two keys are the same in one context.
#include "ui/theme/icons.h"
#include "ui/window/commands.h"
#include "ui/window_fixture.h"

#include <QAction>
#include <QMenu>
#include <QMenuBar>
#include <QSignalSpy>

#include <set>

namespace troupe::ui {
namespace {

TEST(CommandTable, HasEachCommandOnceWithItsIcon) {
    std::set<std::string> ids;
    std::set<Command> commands;
    for (const CommandRow& row : commandTable()) {
        EXPECT_TRUE(ids.insert(row.id).second) << row.id;
        EXPECT_TRUE(commands.insert(row.command).second) << row.id;
        EXPECT_TRUE(!*row.icon || hasIcon(row.icon)) << row.icon;
    }
}

TEST(CommandTable, HasNoKeyTwiceInOneContext) { // D34
    std::set<std::pair<QKeySequence, bool>> keys;
    for (const CommandRow& row : commandTable()) {
        if (!*row.key) continue;
        const QKeySequence key = QKeySequence::fromString(row.key, QKeySequence::PortableText);
        EXPECT_FALSE(key.isEmpty()) << row.key;
        EXPECT_TRUE(keys.insert({key, row.isCanvasKey}).second) << row.key;
        // A key of the window would take it from the canvas.
        EXPECT_FALSE(keys.count({key, !row.isCanvasKey})) << row.key;
    }
}

TEST(CommandTable, LeavesSingleLettersToTheCanvas) { // D34
    for (const CommandRow& row : commandTable())
        EXPECT_TRUE(row.isCanvasKey || QString(row.key).size() != 1) << row.key;
}

TEST_F(WindowTest, HasEveryCommandInAMenu) {
    QSet<QString> found;
    for (const QMenu* menu : m_window.menuBar()->findChildren<QMenu*>())
        for (const QAction* action : menu->actions()) found << action->objectName();

    for (const CommandRow& row : commandTable()) EXPECT_TRUE(found.contains(row.id)) << row.id;
}

TEST_F(WindowTest, TriggersEveryCanvasKeyOnTheCanvas) {
    for (const CommandRow& row : commandTable()) {
        // A box waits for a person; Space is the canvas's own.
        if (!row.isCanvasKey || !*row.key || row.command == Command::keys ||
            row.command == Command::run || row.command == Command::about)
            continue;
        QSignalSpy triggered(m_window.commands().action(row.command), &QAction::triggered);
        const QKeyCombination key =
            QKeySequence::fromString(row.key, QKeySequence::PortableText)[0];
        this->key(key.key(), key.keyboardModifiers());
        EXPECT_EQ(triggered.count(), 1) << row.id;
        if (QWidget* popup = QApplication::activePopupWidget()) popup->hide();
    }
}

} // namespace
} // namespace troupe::ui

// A window with the worker-pool scenario, in the Lab, driven by a display clock that the test turns.
#pragma once

#include "ui/app/memory.h"
#include "ui/theme/fonts.h"
#include "ui/window/main_window.h"

#include "ui/window/commands.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QTest>
#include <QTimer>

#include <gtest/gtest.h>

#include <functional>

namespace troupe::ui {

class WindowTest : public testing::Test {
protected:
    WindowTest() {
        loadFonts();
        remember("asksToSave", false); // a question waits for a person
        playground().driveByHand();
        m_now = playground().now();
        EXPECT_TRUE(playground().open(scenario("worker-pool")));
        playground().setMode(core::RunMode::lab);
        m_window.resize(1280, 800);
        m_window.show();
        m_window.activateWindow();
        EXPECT_TRUE(QTest::qWaitForWindowActive(&m_window));
        m_window.canvas().fit();
    }

    static std::filesystem::path scenario(const char* name) {
        return std::filesystem::path(TROUPE_SOURCE_DIR) / "resources/scenarios" /
               (std::string(name) + ".troupe");
    }

    Playground& playground() { return m_window.playground(); }
    const core::World& world() { return playground().world(); }

    /// Frames of 16 ms on the display clock.
    void frames(int count) {
        for (int i = 0; i < count; ++i) {
            m_now += Playground::kTickMs * 1'000'000;
            playground().tickAt(m_now);
        }
        endOfEvents();
    }

    /// What the program's own event loop does between two events: it handles what waits, then
    /// deletes what was to be deleted later. A test is not in that loop, so nobody else would.
    static void endOfEvents() {
        QApplication::processEvents();
        QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    /// Frames until `isTrue`, at most `seconds` of the display clock. False if it never was.
    bool framesUntil(const std::function<bool()>& isTrue, double seconds = 20) {
        for (int i = 0; i < seconds * 1000 / Playground::kTickMs; ++i) {
            if (isTrue()) return true;
            frames(1);
        }
        return isTrue();
    }

    const core::ActorView* actor(const char* name) { return world().actor(name); }

    void key(Qt::Key which, Qt::KeyboardModifiers modifiers = {}) {
        m_window.activateWindow();
        m_window.canvas().setFocus();
        QTest::keyClick(&m_window.canvas(), which, modifiers);
    }

    const NodeFrame* node(const std::string& name) {
        return m_window.frame().find(m_window.builder().idOf(name));
    }

    /// Where the middle of a node is, in the canvas widget.
    QPoint middleOf(const std::string& name) {
        const NodeFrame* found = node(name);
        EXPECT_NE(found, nullptr) << name;
        if (!found) return {};
        return m_window.canvas().camera().toView(nodeRect(found->position).center()).toPoint();
    }

    /// The first actor of a node that stands for many.
    std::string groupName() {
        for (const NodeFrame& shown : m_window.frame().nodes)
            if (m_window.builder().isGroup(shown.id)) return m_window.builder().nameOf(shown.id);
        return {};
    }

    QPoint handleOf(const std::string& name) {
        EXPECT_NE(node(name), nullptr) << name;
        if (!node(name)) return {};
        return m_window.canvas().camera().toView(handlePoint(node(name)->position)).toPoint();
    }

    void select(const char* name, Qt::KeyboardModifiers modifiers = {}) {
        QTest::mouseClick(&m_window.canvas(), Qt::LeftButton, modifiers, middleOf(name));
    }

    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {}) {
        CanvasView& canvas = m_window.canvas();
        QTest::mouseMove(&canvas, from);
        QTest::mousePress(&canvas, Qt::LeftButton, modifiers, from);
        QTest::mouseMove(&canvas, (from + to) / 2);
        QTest::mouseMove(&canvas, to);
        QTest::mouseRelease(&canvas, Qt::LeftButton, modifiers, to);
    }

    /// Drags from the handle of a node, which shows when the pointer is over it.
    void dragLink(const std::string& from, const std::string& to,
                  Qt::KeyboardModifiers modifiers = {}) {
        QTest::mouseMove(&m_window.canvas(), middleOf(from));
        drag(handleOf(from), middleOf(to), modifiers);
    }

    QWidget* picks() { return m_window.findChild<QWidget*>("pickList"); }
    /// Takes the first row that fits the words.
    void pick(const QString& words) {
        auto* search = m_window.findChild<QLineEdit*>("pickSearch");
        search->setFocus();
        QTest::keyClicks(search, words);
        QTest::keyClick(search, Qt::Key_Return);
    }

    QString text(const char* name) {
        const auto* label = m_window.findChild<QLabel*>(name);
        return label ? label->text() : QString();
    }

    /// A click on a command where it stands in the menu bar: on its menu, then on its line.
    void menu(const char* id) {
        for (QAction* top : m_window.menuBar()->actions()) {
            QAction* line = actionIn(*top->menu(), id);
            if (!line) continue;
            ASSERT_TRUE(line->isEnabled()) << id;
            QMenuBar* bar = m_window.menuBar();
            QTest::mouseClick(bar, Qt::LeftButton, {}, bar->actionGeometry(top).center());
            ASSERT_TRUE(top->menu()->isVisible()) << id;
            QTest::mouseClick(top->menu(), Qt::LeftButton, {},
                              top->menu()->actionGeometry(line).center());
            return;
        }
        FAIL() << "no menu has " << id;
    }

    bool isInMenuEnabled(const char* id) {
        for (QAction* top : m_window.menuBar()->actions())
            if (const QAction* line = actionIn(*top->menu(), id)) return line->isEnabled();
        return false;
    }

    /// The key of a command, pressed where the focus is.
    void press(const char* id) {
        m_window.activateWindow();
        for (const CommandRow& row : commandTable()) {
            if (row.id != std::string_view(id)) continue;
            const QKeyCombination keys = m_window.commands().key(row.command)[0];
            QWidget* at = m_window.focusWidget() ? m_window.focusWidget() : &m_window;
            QTest::keyClick(at, keys.key(), keys.keyboardModifiers());
            return;
        }
        FAIL() << "no command " << id;
    }

    /// Does something with the box that the next click opens and that waits for a person.
    void onBox(const std::function<void(QWidget&)>& answer) {
        auto* timer = new QTimer(&m_window);
        timer->setInterval(1);
        QObject::connect(timer, &QTimer::timeout, &m_window, [timer, answer] {
            QWidget* box = QApplication::activeModalWidget();
            if (!box || !box->isVisible()) return;
            timer->stop();
            timer->deleteLater();
            answer(*box);
        });
        timer->start();
    }

    /// Types a path into the file dialog that the next click opens, and accepts it.
    void onFileDialog(const QString& path) {
        onBox([path](QWidget& box) {
            auto* name = box.findChild<QLineEdit*>("fileNameEdit");
            ASSERT_NE(name, nullptr);
            name->setText(path);
            qobject_cast<QDialog*>(&box)->accept(); // Return may go to its list of files instead
        });
    }

    void onQuestion(QMessageBox::StandardButton answer) {
        onBox([answer](QWidget& box) {
            auto* question = qobject_cast<QMessageBox*>(&box);
            ASSERT_NE(question, nullptr);
            QTest::mouseClick(question->button(answer), Qt::LeftButton);
        });
    }

    /// A click, or a double click, on a row of a list or table.
    void clickRow(QAbstractItemView& view, int row, bool isDouble = false) {
        QApplication::processEvents();
        const QModelIndex index = view.model()->index(row, view.model()->columnCount() > 1 ? 1 : 0);
        view.scrollTo(index);
        const QPoint at = view.visualRect(index).center();
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, at);
        if (isDouble) QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, at);
    }

    /// Takes a choice that begins with these words, with the arrow keys.
    void choose(QComboBox& box, const QString& words) {
        const int wanted = box.findText(words, Qt::MatchStartsWith);
        box.setFocus();
        for (int i = 0; i < box.count() && box.currentIndex() != wanted; ++i)
            QTest::keyClick(&box, box.currentIndex() < wanted ? Qt::Key_Down : Qt::Key_Up);
        EXPECT_TRUE(box.currentText().startsWith(words))
            << words.toStdString() << ": " << box.currentText().toStdString();
    }

    QImage canvasPicture() {
        QApplication::processEvents();
        return m_window.canvas().grab().toImage();
    }

    bool hasLink(const std::string& from, const std::string& to) {
        for (const core::Link& link : playground().document().links)
            if (link.from == from && link.to == to) return true;
        return false;
    }

    void runUntilBusy() {
        key(Qt::Key_Space);
        ASSERT_TRUE(framesUntil(
            [&] { return actor("worker-2") && actor("worker-2")->ledger.handled > 3; }));
    }

    static QAction* actionIn(const QMenu& menu, const char* id) {
        for (QAction* action : menu.actions())
            if (action->objectName() == id) return action;
        return nullptr;
    }

    MainWindow m_window{ThemeName::light};
    core::DisplayTime m_now = 0;
};

} // namespace troupe::ui

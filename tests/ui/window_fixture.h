// A window with the worker-pool scenario, in the Lab, driven by a display clock that the test turns.
#pragma once

#include "ui/app/memory.h"
#include "ui/theme/fonts.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

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
        QApplication::processEvents();
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

    MainWindow m_window{ThemeName::light};
    core::DisplayTime m_now = 0;
};

} // namespace troupe::ui

// A window with the worker-pool scenario, in the Lab, driven by a display clock that the test turns.
#pragma once

#include "ui/theme/fonts.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QTest>

#include <gtest/gtest.h>

#include <functional>

namespace troupe::ui {

class WindowTest : public testing::Test {
protected:
    WindowTest() {
        loadFonts();
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

    void select(const char* name) {
        ASSERT_NE(actor(name), nullptr) << name;
        const NodeFrame* node = m_window.frame().find(actor(name)->id.number);
        ASSERT_NE(node, nullptr);
        const QPointF middle = nodeRect(node->position).center();
        QTest::mouseClick(&m_window.canvas(), Qt::LeftButton, {},
                          m_window.canvas().camera().toView(middle).toPoint());
    }

    MainWindow m_window{ThemeName::light};
    core::DisplayTime m_now = 0;
};

} // namespace troupe::ui

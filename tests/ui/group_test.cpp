// Above 150 actors those alike share one node that opens and closes.
#include "ui/window_fixture.h"

#include <QContextMenuEvent>
#include <QSpinBox>

#include <map>
#include <set>

namespace troupe::ui {
namespace {

class GroupTest : public WindowTest {
protected:
    GroupTest() {
        EXPECT_TRUE(m_window.openFile(QString::fromStdString(scenario("fan-out-1000").string())));
        playground().setMode(core::RunMode::lab);
        QApplication::processEvents();
        m_window.canvas().fit();
        m_closed = m_window.frame().nodes.size();
    }
    const NodeFrame* group() {
        for (const NodeFrame& shown : m_window.frame().nodes)
            if (m_window.builder().isGroup(shown.id)) return &shown;
        return nullptr;
    }

    std::size_t m_closed = 0;
};

TEST_F(GroupTest, AThousandAreOneNodeThatSaysSo) {
    ASSERT_NE(group(), nullptr);
    EXPECT_LT(m_closed, 20u);
    EXPECT_TRUE(group()->name.contains("1000") || group()->name.contains("1\u202f000"))
        << group()->name.toStdString();
    key(Qt::Key_Space);
    ASSERT_TRUE(framesUntil([&] { return world().actorCount() > 1000; }, 5));
    frames(5);
    EXPECT_EQ(m_window.frame().nodes.size(), m_closed);
}

// gesture: group
TEST_F(GroupTest, ADoubleClickOpensItAndTheMenuOfTheCanvasClosesIt) {
    QTest::mouseDClick(&m_window.canvas(), Qt::LeftButton, {}, middleOf(groupName()));
    EXPECT_EQ(group(), nullptr);
    EXPECT_GT(m_window.frame().nodes.size(), 1000u);

    QContextMenuEvent event(QContextMenuEvent::Mouse, QPoint(4, 4),
                            m_window.canvas().mapToGlobal(QPoint(4, 4)));
    QApplication::sendEvent(&m_window.canvas(), &event);
    auto* menu = m_window.findChild<QMenu*>("contextMenu");
    QAction* close = actionIn(*menu, "view.closeGroups");
    ASSERT_NE(close, nullptr);
    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(close).center());
    EXPECT_EQ(m_window.frame().nodes.size(), m_closed);
}

TEST_F(GroupTest, EnterOpensItAndGClosesIt) {
    select(groupName().c_str());
    press("actor.inspect");
    EXPECT_EQ(group(), nullptr);
    EXPECT_GT(m_window.frame().nodes.size(), 1000u);
    key(Qt::Key_G);
    EXPECT_EQ(m_window.frame().nodes.size(), m_closed);
    EXPECT_NE(group(), nullptr);
}

TEST_F(GroupTest, WhatIsDoneToANodeForManyIsDoneToAllAndSaidSo) {
    key(Qt::Key_Space);
    ASSERT_TRUE(framesUntil([&] { return world().actorCount() > 1000; }, 5));
    frames(5);
    select(groupName().c_str());
    press("actor.crash");
    EXPECT_TRUE(text("bannerText").contains("1000")) << text("bannerText").toStdString();
    std::size_t crashed = 0;
    EXPECT_TRUE(framesUntil(
        [&] {
            crashed = 0;
            world().forEachActor([&](const core::ActorView& each) {
                crashed += each.kind == "Worker" && each.lastFailureAt != 0;
            });
            return crashed == 1000;
        },
        10))
        << crashed;
}

TEST_F(GroupTest, WhatIsSentToANodeForManyIsSentToEachAndSaidSo) {
    key(Qt::Key_Space);
    ASSERT_TRUE(framesUntil([&] { return world().actorCount() > 1000; }, 5));
    frames(5);
    key(Qt::Key_Space);
    select(groupName().c_str());
    frames(1);
    std::map<std::string, std::int64_t> before;
    world().forEachActor([&](const core::ActorView& each) {
        if (each.kind == "Worker") before[each.name] = each.ledger.sent;
    });
    ASSERT_EQ(before.size(), 1000u);

    press("actor.send");
    EXPECT_TRUE(text("outcome").contains("all 1")) << text("outcome").toStdString();
    auto* count = m_window.findChild<QSpinBox*>("count");
    count->setValue(2000);
    auto* send = m_window.findChild<QWidget*>("sendArea")->findChild<QPushButton*>("primary");
    QTest::mouseClick(send, Qt::LeftButton);
    EXPECT_TRUE(text("outcome").contains("At most")) << text("outcome").toStdString();
    count->setValue(2);
    QTest::mouseClick(send, Qt::LeftButton);
    EXPECT_TRUE(text("outcome").contains("sent 2 to each of")) << text("outcome").toStdString();
    frames(3);
    for (const auto& [name, sent] : before)
        ASSERT_EQ(world().actor(name)->ledger.sent, sent + 2) << name;
}

TEST_F(GroupTest, OpenedNodesLieBesideEachOther) {
    QTest::mouseDClick(&m_window.canvas(), Qt::LeftButton, {}, middleOf(groupName()));
    const auto& nodes = m_window.frame().nodes;
    std::set<std::pair<int, int>> places;
    for (const NodeFrame& shown : nodes) {
        const bool isFree =
            places.insert({qRound(shown.position.x()), qRound(shown.position.y())}).second;
        ASSERT_TRUE(isFree) << shown.name.toStdString();
    }
    const QRectF all = m_window.frame().bounds();
    EXPECT_LT(all.height(), 5 * all.width()) << "a grid, not one column";
}

} // namespace
} // namespace troupe::ui

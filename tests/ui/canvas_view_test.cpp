// Gestures on the canvas, and that its cached layer always equals a fresh picture.
#include "ui/canvas/canvas_painter.h"
#include "ui/canvas/canvas_view.h"
#include "ui/sample_frame.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <gtest/gtest.h>

namespace troupe::ui {
namespace {

class CanvasViewTest : public testing::Test {
protected:
    CanvasViewTest() {
        loadFonts();
        m_view.resize(1100, 620);
        m_view.setFrame(&m_frame);
        m_view.show();
        m_view.fit();
    }

    QPoint middleOf(NodeId id) const {
        const QPointF middle = nodeRect(m_frame.find(id)->position).center();
        return m_view.camera().toView(middle).toPoint();
    }

    QImage shown() { return m_view.grab().toImage().convertToFormat(QImage::Format_RGB32); }

    QImage fresh() {
        QImage image(m_view.size(), QImage::Format_RGB32);
        QPainter painter(&image);
        paintCanvas(painter, m_frame, m_view.camera(), theme(ThemeName::light), m_view.size());
        return image;
    }

    CanvasFrame m_frame = sampleFrame();
    CanvasView m_view{theme(ThemeName::light)};
};

TEST_F(CanvasViewTest, ShowsWhatAFreshPictureShowsAfterAnyChangeOfNodes) {
    shown();
    NodeFrame& worker = m_frame.nodes[m_frame.indexOf[12]];
    worker.line = "last = 1681";
    worker.status = NodeStatus::running;
    FrameChange change;
    change.nodes = {12};
    m_view.frameChanged(change);

    EXPECT_EQ(shown(), fresh());
}

TEST_F(CanvasViewTest, TellsWhoWasClicked) {
    QSignalSpy clicked(&m_view, &CanvasView::clicked);

    QTest::mouseClick(&m_view, Qt::LeftButton, {}, middleOf(11));
    QTest::mouseClick(&m_view, Qt::LeftButton, Qt::ShiftModifier, QPoint(5, 5));

    ASSERT_EQ(clicked.count(), 2);
    EXPECT_EQ(clicked[0][0].toUInt(), 11u);
    EXPECT_FALSE(clicked[0][1].toBool());
    EXPECT_EQ(clicked[1][0].toUInt(), 0u);
    EXPECT_TRUE(clicked[1][1].toBool());
}

TEST_F(CanvasViewTest, DragsANodeByThePointWhereItWasGrabbed) {
    QSignalSpy dragged(&m_view, &CanvasView::nodeDragged);
    const QPointF before = m_frame.find(3)->position;
    const QPoint from = middleOf(3);

    QTest::mousePress(&m_view, Qt::LeftButton, {}, from);
    QTest::mouseMove(&m_view, from + QPoint(40, 30));
    QTest::mouseRelease(&m_view, Qt::LeftButton, {}, from + QPoint(40, 30));

    ASSERT_FALSE(dragged.isEmpty());
    const QPointF moved = dragged.last()[1].toPointF() - before;
    EXPECT_NEAR(moved.x(), 40 / m_view.camera().zoom, 1);
    EXPECT_NEAR(moved.y(), 30 / m_view.camera().zoom, 1);
    EXPECT_TRUE(dragged.last()[2].toBool());
}

TEST_F(CanvasViewTest, PansWithTheMiddleButton) {
    const QPointF before = m_view.camera().origin;

    QTest::mousePress(&m_view, Qt::MiddleButton, {}, QPoint(500, 300));
    QTest::mouseMove(&m_view, QPoint(450, 280));
    QTest::mouseRelease(&m_view, Qt::MiddleButton, {}, QPoint(450, 280));

    EXPECT_NEAR(m_view.camera().origin.x(), before.x() + 50 / m_view.camera().zoom, 1e-6);
    EXPECT_NEAR(m_view.camera().origin.y(), before.y() + 20 / m_view.camera().zoom, 1e-6);
}

TEST_F(CanvasViewTest, ZoomsAtThePointer) {
    const QPointF pointer(300, 200);
    const QPointF under = m_view.camera().toCanvas(pointer);
    QWheelEvent wheel(pointer, m_view.mapToGlobal(pointer), {}, QPoint(0, 240), Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);

    QApplication::sendEvent(&m_view, &wheel);

    EXPECT_GT(m_view.camera().zoom, 1.2);
    EXPECT_NEAR(m_view.camera().toCanvas(pointer).x(), under.x(), 1e-6);
}

TEST_F(CanvasViewTest, LinksFromTheHandleOfTheHoveredNode) {
    QSignalSpy linked(&m_view, &CanvasView::linkDragged);
    const QPoint handle = m_view.camera().toView(handlePoint(m_frame.find(2)->position)).toPoint();

    QTest::mouseMove(&m_view, middleOf(2));
    QTest::mousePress(&m_view, Qt::LeftButton, {}, handle);
    QTest::mouseMove(&m_view, middleOf(13));
    QTest::mouseRelease(&m_view, Qt::LeftButton, {}, middleOf(13));

    ASSERT_EQ(linked.count(), 1);
    EXPECT_EQ(linked[0][0].toUInt(), 2u);
    EXPECT_EQ(linked[0][1].toUInt(), 13u);
}

TEST_F(CanvasViewTest, TakesSpaceOnlyOnReleaseWithoutADrag) { // D34
    QSignalSpy tapped(&m_view, &CanvasView::spaceTapped);

    QTest::keyPress(&m_view, Qt::Key_Space);
    EXPECT_EQ(tapped.count(), 0);
    QTest::keyRelease(&m_view, Qt::Key_Space);
    EXPECT_EQ(tapped.count(), 1);

    QTest::keyPress(&m_view, Qt::Key_Space);
    QTest::mousePress(&m_view, Qt::LeftButton, {}, QPoint(500, 300));
    QTest::mouseMove(&m_view, QPoint(520, 330));
    QTest::mouseRelease(&m_view, Qt::LeftButton, {}, QPoint(520, 330));
    QTest::keyRelease(&m_view, Qt::Key_Space);
    EXPECT_EQ(tapped.count(), 1);
}

} // namespace
} // namespace troupe::ui

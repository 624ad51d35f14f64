// Editing on the canvas, before and during a run: each test is something a person does and sees.
#include "ui/canvas/edge_painter.h"
#include "ui/window/commands.h"
#include "ui/window/kind_list.h"
#include "ui/window/pick_list.h"
#include "ui/window_fixture.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QCursor>
#include <QDropEvent>
#include <QMimeData>
#include <QPushButton>

namespace troupe::ui {
namespace {

using EditTest = WindowTest;

TEST_F(EditTest, SelectsAndMovesAnActorBeforeARun) {
    const QPointF before = node("worker-2")->position;

    drag(middleOf("worker-2"), middleOf("worker-2") + QPoint(60, 40));

    const double zoom = m_window.canvas().camera().zoom;
    EXPECT_EQ(text("inspected"), "worker-2");
    EXPECT_NEAR(node("worker-2")->position.x(), before.x() + 60 / zoom, 1);
    EXPECT_NEAR(node("worker-2")->position.y(), before.y() + 40 / zoom, 1);
    key(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(node("worker-2")->position, before);
}

TEST_F(EditTest, MovesAllThatIsSelected) {
    const QPointF apart = node("worker-1")->position - node("worker-2")->position;
    select("worker-1");
    select("worker-2", Qt::ShiftModifier);
    EXPECT_EQ(text("inspected"), "2 actors");

    const QPointF before = node("worker-1")->position;
    drag(middleOf("worker-2"), middleOf("worker-2") + QPoint(-50, 20));

    EXPECT_NE(node("worker-1")->position, before);
    const QPointF now = node("worker-1")->position - node("worker-2")->position;
    EXPECT_NEAR(now.x(), apart.x(), 1e-6);
    EXPECT_NEAR(now.y(), apart.y(), 1e-6);
}

// gesture: band
TEST_F(EditTest, SelectsWithABand) {
    const QRectF workers = nodeRect(node("worker-1")->position)
                               .united(nodeRect(node("worker-4")->position))
                               .adjusted(-12, -12, 12, 12);
    const Camera& camera = m_window.canvas().camera();

    drag(camera.toView(workers.topLeft()).toPoint(),
         camera.toView(workers.bottomRight()).toPoint());

    EXPECT_EQ(playground().selection(),
              (std::vector<std::string>{"worker-1", "worker-2", "worker-3", "worker-4"}));
}

TEST_F(EditTest, DeletesAndBringsBackWithItsLinks) {
    select("worker-3");
    key(Qt::Key_Delete);
    EXPECT_EQ(node("worker-3"), nullptr);
    EXPECT_FALSE(hasLink("router", "worker-3"));
    EXPECT_TRUE(text("bannerText").contains("worker-3"));

    key(Qt::Key_Z, Qt::ControlModifier);

    EXPECT_NE(node("worker-3"), nullptr);
    EXPECT_TRUE(hasLink("router", "worker-3"));
    EXPECT_EQ(playground().selection(), std::vector<std::string>{"worker-3"});
}

TEST_F(EditTest, OffersUndoInTheBannerAfterADeletion) {
    select("logger");
    key(Qt::Key_Delete);
    auto* undo = m_window.findChild<QPushButton*>("bannerUndo");
    ASSERT_TRUE(undo && undo->isVisible());

    QTest::mouseClick(undo, Qt::LeftButton);

    EXPECT_NE(node("logger"), nullptr);
}

TEST_F(EditTest, DoesAgainWhatWasTakenBack) {
    select("logger");
    key(Qt::Key_Delete);
    key(Qt::Key_Z, Qt::ControlModifier);
    key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_EQ(node("logger"), nullptr);
}

TEST_F(EditTest, RenamesWhereTheNameStands) {
    select("logger");
    key(Qt::Key_F2);
    auto* edit = m_window.findChild<QLineEdit*>("rename");
    ASSERT_NE(edit, nullptr);
    edit->selectAll();
    edit->setFocus();
    QTest::keyClicks(edit, "archive");
    QTest::keyClick(edit, Qt::Key_Return);

    EXPECT_NE(node("archive"), nullptr);
    EXPECT_EQ(node("logger"), nullptr);
    EXPECT_TRUE(hasLink("worker-1", "archive"));
    EXPECT_EQ(text("inspected"), "archive");
}

TEST_F(EditTest, KeepsTheNameOnEscape) {
    select("logger");
    key(Qt::Key_F2);
    auto* edit = m_window.findChild<QLineEdit*>("rename");
    QTest::keyClicks(edit, "x");
    QTest::keyClick(edit, Qt::Key_Escape);
    EXPECT_NE(node("logger"), nullptr);
}

TEST_F(EditTest, DuplicatesWithLinks) {
    select("worker-1");
    key(Qt::Key_D, Qt::ControlModifier);
    ASSERT_NE(node("worker-5"), nullptr);
    EXPECT_TRUE(hasLink("worker-5", "logger"));
    EXPECT_EQ(text("inspected"), "worker-5");
}

// The keys of the canvas go on working after whatever took the focus from it.
TEST_F(EditTest, DuplicatesRightAfterAPopupWasOpen) {
    select("worker-1");
    std::size_t actors = m_window.frame().nodes.size();
    const auto duplicates = [&](const char* after) {
        press("edit.duplicate");
        EXPECT_EQ(m_window.frame().nodes.size(), ++actors) << "after " << after;
    };
    const auto escape = [&] {
        QWidget* popup = QApplication::activePopupWidget();
        ASSERT_NE(popup, nullptr);
        QTest::keyClick(popup->focusWidget() ? popup->focusWidget() : popup, Qt::Key_Escape);
        EXPECT_EQ(QApplication::activePopupWidget(), nullptr);
    };
    key(Qt::Key_N);
    escape();
    duplicates("the picker of kinds");
    press("edit.palette");
    escape();
    duplicates("the command palette");
    press("edit.palette");
    pick("Fit");
    duplicates("a command of the palette");
    QContextMenuEvent event(QContextMenuEvent::Mouse, middleOf("worker-2"),
                            m_window.canvas().mapToGlobal(middleOf("worker-2")));
    QApplication::sendEvent(&m_window.canvas(), &event);
    escape();
    duplicates("the context menu");
    dragLink("router", "logger");
    escape();
    duplicates("the list of a link");
    key(Qt::Key_F2);
    QTest::keyClick(m_window.findChild<QLineEdit*>("rename"), Qt::Key_Escape);
    duplicates("renaming");
    menu("view.fit");
    duplicates("the menu bar");
}

// As one builds a pool: link after link by Enter, then another worker.
TEST_F(EditTest, DuplicatesRightAfterLinksWereChosenByEnter) {
    playground().openEmpty();
    for (const auto& [kind, x] :
         {std::pair("Router", 0.0), std::pair("Worker", 260.0), std::pair("Logger", 520.0)})
        playground().spawn(kind, {x, 0});
    m_window.canvas().fit();
    const auto enter = [&] {
        QWidget* popup = QApplication::activePopupWidget();
        ASSERT_NE(popup, nullptr);
        QTest::keyClick(popup->focusWidget(), Qt::Key_Return);
        EXPECT_EQ(QApplication::activePopupWidget(), nullptr);
        EXPECT_EQ(QApplication::activeWindow(), &m_window);
        EXPECT_EQ(QApplication::focusWidget(), &m_window.canvas());
    };
    dragLink("router-1", "worker-1");
    enter();
    dragLink("worker-1", "logger-1");
    enter();
    ASSERT_TRUE(hasLink("worker-1", "logger-1"));

    select("worker-1");
    press("edit.duplicate");

    EXPECT_NE(node("worker-2"), nullptr);
    EXPECT_TRUE(hasLink("worker-2", "logger-1"));
}

TEST_F(EditTest, ASpawnedActorDoesNotHideAnother) {
    const QPoint at = m_window.canvas().mapToGlobal(middleOf("logger"));
    QCursor::setPos(at);
    for (int i = 0; i < 2; ++i) {
        m_window.canvas().setFocus();
        Q_EMIT m_window.canvas().backgroundActivated(node("logger")->position);
        auto* search = m_window.findChild<QWidget*>("kindPicker")->findChild<QLineEdit*>();
        QTest::keyClicks(search, "counter");
        QTest::keyClick(search, Qt::Key_Return);
    }
    const QRectF first = nodeRect(node("counter-1")->position);
    const QRectF second = nodeRect(node("counter-2")->position);
    EXPECT_FALSE(first.intersects(second));
    EXPECT_FALSE(first.intersects(nodeRect(node("logger")->position)));
}

TEST_F(EditTest, AKindDroppedOnASupervisorOrAmongItsChildrenComesUnderIt) { // D32
    const auto drop = [&](QPointF canvasPoint) {
        QMimeData mime;
        mime.setData(CanvasView::kKindMime, "Worker");
        const QPointF at = m_window.canvas().camera().toView(canvasPoint);
        QDragEnterEvent enter(at.toPoint(), Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(&m_window.canvas(), &enter);
        QDragMoveEvent over(at.toPoint(), Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(&m_window.canvas(), &over);
        QDropEvent event(at, Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(&m_window.canvas(), &event);
        QApplication::processEvents();
    };
    const auto supervisorOf = [&](const char* name) {
        const core::ActorEntry* entry = playground().document().actor(name);
        return entry ? entry->supervisor : "is not there";
    };
    drop(nodeRect(node("pool")->position).center());
    EXPECT_EQ(supervisorOf("worker-5"), "pool");
    const QRectF second = nodeRect(node("worker-2")->position);
    const QRectF third = nodeRect(node("worker-3")->position);
    drop((second.center() + third.center()) / 2);
    EXPECT_EQ(supervisorOf("worker-6"), "pool");
    EXPECT_FALSE(nodeRect(node("worker-6")->position).intersects(second));
    drop(nodeRect(node("load-1")->position).center() - QPointF(0, 140));
    EXPECT_EQ(supervisorOf("worker-7"), "");

    key(Qt::Key_Z, Qt::ControlModifier);
    key(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(node("worker-6"), nullptr) << "a step each";
    EXPECT_NE(node("worker-5"), nullptr);
}

TEST_F(EditTest, CopiesCutsAndPastes) {
    select("worker-1");
    key(Qt::Key_C, Qt::ControlModifier);
    key(Qt::Key_V, Qt::ControlModifier);
    EXPECT_NE(node("worker-5"), nullptr);

    select("worker-1");
    key(Qt::Key_X, Qt::ControlModifier);
    EXPECT_EQ(node("worker-1"), nullptr);
    key(Qt::Key_V, Qt::ControlModifier);
    EXPECT_NE(node("worker-1"), nullptr);
}

TEST_F(EditTest, SaysWhyTheClipboardCannotBePasted) {
    QApplication::clipboard()->setText("not a scenario");
    key(Qt::Key_V, Qt::ControlModifier);
    EXPECT_FALSE(text("bannerText").isEmpty());
    EXPECT_EQ(m_window.frame().nodes.size(), 8u);
}

// gesture: handle
TEST_F(EditTest, LinksByDraggingFromTheHandleAndEnter) { // D32
    playground().spawn("Worker", {716, 620});
    m_window.canvas().fit();
    ASSERT_FALSE(hasLink("router", "worker-5"));

    dragLink("router", "worker-5");
    ASSERT_TRUE(picks()->isVisible());
    EXPECT_EQ(m_window.pickList().shownTitles().front(), "Link as targets");
    pick("");

    EXPECT_TRUE(hasLink("router", "worker-5"));
}

TEST_F(EditTest, SendsByTheListOfTheHandle) {
    runUntilBusy();
    playground().spawn("Counter", {476, 560});
    ASSERT_TRUE(framesUntil([&] { return actor("counter-1") != nullptr; }, 2));
    m_window.canvas().fit();

    dragLink("router", "counter-1");
    pick("Send Increment");

    EXPECT_TRUE(framesUntil([&] { return actor("counter-1")->ledger.handled > 0; }, 3));
}

// gesture: handle with Alt
TEST_F(EditTest, SendsAtOnceWithAlt) {
    playground().spawn("Counter", {476, 560});
    m_window.canvas().fit();

    dragLink("router", "counter-1", Qt::AltModifier);

    EXPECT_FALSE(picks()->isVisible());
    EXPECT_TRUE(framesUntil(
        [&] { return actor("counter-1") && actor("counter-1")->ledger.handled == 1; }, 3));
}

// gesture: supervise
TEST_F(EditTest, SupervisesByDroppingOnASupervisor) { // D32
    const QPointF before = node("logger")->position;
    drag(middleOf("logger"), middleOf("pool"));

    EXPECT_EQ(playground().document().actor("logger")->supervisor, "pool");
    EXPECT_EQ(node("logger")->position, before);
}

TEST_F(EditTest, SelectsDeletesAndRewiresALink) {
    const auto curve = curveOf(m_window.frame(), [&] {
        for (const EdgeFrame& edge : m_window.frame().edges)
            if (edge.isLink && edge.from == node("worker-1")->id) return edge;
        return EdgeFrame{};
    }());
    ASSERT_TRUE(curve);
    const auto viewOf = [&](QPointF at) { return m_window.canvas().camera().toView(at).toPoint(); };
    QTest::mouseClick(&m_window.canvas(), Qt::LeftButton, {}, viewOf(curve->at(0.5)));
    ASSERT_TRUE(playground().selectedLink());

    playground().spawn("Logger", {976, 560});
    playground().selectLink(core::Link{"worker-1", "logger", "logger", {}});
    drag(viewOf(curve->d), middleOf("logger-1"));
    EXPECT_TRUE(hasLink("worker-1", "logger-1"));
    EXPECT_FALSE(hasLink("worker-1", "logger"));

    key(Qt::Key_Delete);
    EXPECT_FALSE(hasLink("worker-1", "logger-1"));
}

TEST_F(EditTest, LinksByKeyboard) {
    playground().spawn("Worker", {716, 620});
    playground().select(std::vector<std::string>{"router"});
    key(Qt::Key_L);
    pick("worker-5");
    pick("Link as targets");
    EXPECT_TRUE(hasLink("router", "worker-5"));
}

TEST_F(EditTest, SpawnsAndDeletesDuringARun) {
    runUntilBusy();
    playground().spawn("Counter", {476, 560});
    ASSERT_TRUE(framesUntil([&] { return actor("counter-1") != nullptr; }, 2));
    EXPECT_NE(node("counter-1"), nullptr);

    key(Qt::Key_Delete);
    EXPECT_TRUE(framesUntil([&] { return node("counter-1") == nullptr; }, 2));
}

} // namespace
} // namespace troupe::ui

// One test for every row of "Gestures and keys": what a person sees after it.
#include "ui/app/memory.h"
#include "ui/window/commands.h"
#include "ui/window/key_sheet.h"
#include "ui/window/kind_list.h"
#include "ui/window/kind_model.h"
#include "ui/window/pick_list.h"
#include "ui/window/time_bar.h"
#include "ui/window_fixture.h"

#include <QAction>
#include <QDockWidget>
#include <QDropEvent>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QWheelEvent>

#include <algorithm>

namespace troupe::ui {
namespace {

using GestureTest = WindowTest;

void wheel(QWidget& at, QPoint point, int delta, Qt::KeyboardModifiers modifiers = {}) {
    QWheelEvent event(point, at.mapToGlobal(point), {}, QPoint(0, delta), Qt::NoButton, modifiers,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(&at, &event);
}

// gesture: background
TEST_F(GestureTest, DoubleClickOnTheBackgroundSpawnsThere) {
    QTest::mouseDClick(&m_window.canvas(), Qt::LeftButton, {}, QPoint(30, 60));
    auto* picker = m_window.findChild<QWidget*>("kindPicker");
    ASSERT_TRUE(picker->isVisible());
    auto* search = picker->findChild<QLineEdit*>();
    search->setFocus();
    QTest::keyClicks(search, "counter");
    QTest::keyClick(search, Qt::Key_Return);
    ASSERT_NE(node("counter-1"), nullptr);
    EXPECT_LT((middleOf("counter-1") - QPoint(30, 60)).manhattanLength(), 8);
}

TEST_F(GestureTest, MOpensTheSendFormAndEnterSends) {
    runUntilBusy();
    select("router");
    const std::int64_t before = actor("router")->ledger.sent;
    playground().toggleRun();
    key(Qt::Key_M);
    QWidget* focused = m_window.focusWidget();
    ASSERT_TRUE(focused && m_window.findChild<QWidget*>("sendArea")->isAncestorOf(focused));
    playground().toggleRun();
    QTest::keyClick(focused, Qt::Key_Return);
    EXPECT_TRUE(framesUntil([&] { return actor("router")->ledger.sent > before; }, 3));
}

TEST_F(GestureTest, KCrashesAndTheSupervisorRestarts) {
    runUntilBusy();
    select("worker-2");
    key(Qt::Key_K);
    ASSERT_TRUE(
        framesUntil([&] { return actor("worker-2")->status == core::ActorStatus::restarting; }, 2));
    EXPECT_EQ(node("worker-2")->status, NodeStatus::restarting);
    EXPECT_TRUE(framesUntil([&] { return actor("worker-2")->incarnation == 2; }, 5));
    EXPECT_EQ(node("worker-2")->incarnation, 2);
}

TEST_F(GestureTest, AltKCrashesAtTheNextMessage) {
    runUntilBusy();
    select("worker-2");
    key(Qt::Key_K, Qt::AltModifier);
    ASSERT_TRUE(framesUntil([&] { return actor("worker-2")->restarts == 1; }, 5));
    EXPECT_GE(actor("worker-2")->ledger.dead, 1) << "the failing message is lost";
}

TEST_F(GestureTest, ShiftKStopsAndStartAgainBringsItBack) {
    runUntilBusy();
    select("logger");
    key(Qt::Key_K, Qt::ShiftModifier);
    ASSERT_TRUE(framesUntil([&] { return node("logger")->status == NodeStatus::stopped; }, 5));
    menu("actor.startAgain");
    EXPECT_TRUE(framesUntil([&] { return actor("logger")->isAlive(); }, 5));
}

TEST_F(GestureTest, CtrlShiftKKillsAndTheQueueIsDead) {
    runUntilBusy();
    select("worker-2");
    key(Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_TRUE(framesUntil([&] { return actor("worker-2")->incarnation == 2; }, 5));
}

TEST_F(GestureTest, HHoldsOneActorOnly) {
    runUntilBusy();
    select("worker-2");
    key(Qt::Key_H);
    ASSERT_TRUE(framesUntil([&] { return node("worker-2")->status == NodeStatus::held; }, 2));
    const std::int64_t other = actor("worker-1")->ledger.handled;
    EXPECT_TRUE(framesUntil([&] { return actor("worker-1")->ledger.handled > other; }, 3));
    key(Qt::Key_H);
    EXPECT_TRUE(framesUntil([&] { return !actor("worker-2")->isHeld; }, 2));
}

TEST_F(GestureTest, BPausesWhereTheActorBeginsAMessage) {
    select("worker-3");
    key(Qt::Key_B);
    EXPECT_TRUE(node("worker-3")->hasBreakpoint);
    key(Qt::Key_Space);
    EXPECT_TRUE(framesUntil([&] { return playground().state() == core::RunState::paused; }, 5));
    EXPECT_TRUE(text("bannerText").contains("worker-3"));
}

TEST_F(GestureTest, WDimsAllButTheWaitForGraph) {
    key(Qt::Key_W);
    EXPECT_TRUE(m_window.frame().isWaitOnly);
    key(Qt::Key_W);
    EXPECT_FALSE(m_window.frame().isWaitOnly);
}

TEST_F(GestureTest, SpaceRunsAndPauses) {
    key(Qt::Key_Space);
    EXPECT_EQ(playground().state(), core::RunState::running);
    key(Qt::Key_Space);
    EXPECT_EQ(playground().state(), core::RunState::paused);
}

TEST_F(GestureTest, DotStepsOnAndCommaStepsBack) {
    runUntilBusy();
    key(Qt::Key_Space);
    frames(2);
    const core::Seq paused = world().lastSeq();
    key(Qt::Key_Period);
    EXPECT_GT(world().lastSeq(), paused);
    const core::Seq newest = world().lastSeq();

    key(Qt::Key_Comma);
    EXPECT_TRUE(m_window.frame().isPast);
    EXPECT_EQ(world().lastSeq(), newest - 1);
    EXPECT_TRUE(m_window.frame().pastText.startsWith("PAST: event"));
    key(Qt::Key_Period);
    EXPECT_FALSE(m_window.frame().isPast);
}

TEST_F(GestureTest, HomeGoesToTheStartAndEndToNow) {
    runUntilBusy();
    key(Qt::Key_Space);
    frames(2);
    const core::Seq newest = world().lastSeq();
    key(Qt::Key_Home);
    EXPECT_TRUE(playground().isPast());
    EXPECT_EQ(world().lastSeq(), 0u);
    key(Qt::Key_End);
    EXPECT_EQ(world().lastSeq(), newest);
}

TEST_F(GestureTest, DigitsDeliverTheChoiceOfThatNumber) {
    key(Qt::Key_Period);
    frames(1);
    const core::Seq before = world().lastSeq();
    for (int i = 0; i < 6; ++i) {
        key(Qt::Key_1);
        frames(1);
    }
    EXPECT_GT(world().lastSeq(), before);
    EXPECT_EQ(playground().state(), core::RunState::paused);
}

TEST_F(GestureTest, FFitsEverything) {
    m_window.canvas().setCamera({QPointF(5000, 5000), 2});
    key(Qt::Key_F);
    const QRectF seen = m_window.canvas().camera().visible(m_window.canvas().size());
    EXPECT_TRUE(seen.contains(m_window.frame().bounds()));
}

TEST_F(GestureTest, CtrlFFindsByName) {
    press("edit.find");
    auto* search = m_window.findChild<QLineEdit*>("search");
    EXPECT_TRUE(search->hasFocus());
    QTest::keyClicks(search, "worker-4");
    QTest::keyClick(search, Qt::Key_Return);
    EXPECT_EQ(text("inspected"), "worker-4");
    EXPECT_TRUE(m_window.canvas().hasFocus());
}

TEST_F(GestureTest, CtrlKFindsEveryCommand) {
    press("edit.palette");
    ASSERT_TRUE(picks()->isVisible());
    const QStringList titles = m_window.pickList().shownTitles();
    for (const CommandRow& row : commandTable()) {
        if (row.command == Command::palette) continue;
        EXPECT_TRUE(titles.contains(commandText(row))) << row.id;
    }
    pick("select all");
    EXPECT_EQ(playground().selection().size(), 8u);
}

TEST_F(GestureTest, CtrlEExports) {
    press("file.export");
    auto* dialog = m_window.findChild<QDialog*>("exportDialog");
    ASSERT_TRUE(dialog && dialog->isVisible());
    QTest::keyClick(dialog, Qt::Key_Escape);
}

// gesture: pan
TEST_F(GestureTest, MiddleDragAndSpaceDragPan) {
    const QPoint started = middleOf("router");
    CanvasView& canvas = m_window.canvas();
    QTest::mousePress(&canvas, Qt::MiddleButton, {}, QPoint(40, 40));
    QTest::mouseMove(&canvas, QPoint(70, 60));
    QTest::mouseRelease(&canvas, Qt::MiddleButton, {}, QPoint(70, 60));
    EXPECT_EQ(middleOf("router"), started + QPoint(30, 20));

    const QPointF before = m_window.canvas().camera().origin;
    QTest::keyPress(&m_window.canvas(), Qt::Key_Space);
    drag(QPoint(40, 40), QPoint(90, 70));
    QTest::keyRelease(&m_window.canvas(), Qt::Key_Space);
    EXPECT_NE(m_window.canvas().camera().origin, before);
    EXPECT_EQ(playground().state(), core::RunState::stopped) << "a drag is no tap";
}

// gesture: zoom, time
TEST_F(GestureTest, WheelZoomsAndShiftWheelGoesThroughTime) {
    const double zoom = m_window.canvas().camera().zoom;
    const QPointF under = m_window.canvas().camera().toCanvas({200, 200});
    wheel(m_window.canvas(), {200, 200}, 120);
    EXPECT_GT(m_window.canvas().camera().zoom, zoom);
    EXPECT_LT((m_window.canvas().camera().toCanvas({200, 200}) - under).manhattanLength(), 0.01)
        << "what is under the pointer stays there";
    runUntilBusy();
    key(Qt::Key_Space);
    wheel(m_window.canvas(), {200, 200}, 120, Qt::ShiftModifier);
    EXPECT_TRUE(playground().isPast());
    wheel(m_window.canvas(), {200, 200}, -120, Qt::ShiftModifier);
    EXPECT_FALSE(playground().isPast());
}

// gesture: menu
TEST_F(GestureTest, RightClickOffersTheSameCommands) {
    QContextMenuEvent event(QContextMenuEvent::Mouse, middleOf("worker-1"),
                            m_window.canvas().mapToGlobal(middleOf("worker-1")));
    QApplication::sendEvent(&m_window.canvas(), &event);
    auto* menu = m_window.findChild<QMenu*>("contextMenu");
    ASSERT_NE(menu, nullptr);
    EXPECT_TRUE(menu->actions().contains(m_window.commands().action(Command::crash)));
    EXPECT_EQ(text("inspected"), "worker-1");
    menu->close();
}

TEST_F(GestureTest, EnterOpensTheInspector) {
    select("worker-1");
    m_window.findChild<QDockWidget*>("dock.inspector")->hide();
    key(Qt::Key_Return);
    EXPECT_TRUE(m_window.findChild<QDockWidget*>("dock.inspector")->isVisible());
}

TEST_F(GestureTest, QuestionMarkShowsTheSheetOfKeys) {
    key(Qt::Key_Question);
    auto* sheet = m_window.findChild<KeySheet*>();
    ASSERT_TRUE(sheet && sheet->isVisible());
    for (const CommandRow& row : commandTable()) {
        if (!*row.key) continue;
        EXPECT_FALSE(sheet->lines().filter(commandText(row)).isEmpty()) << row.id;
    }
    sheet->accept();
}

// gesture: arrows
TEST_F(GestureTest, ArrowKeysGoToTheNeighbourAndWithShiftMove) {
    select("worker-2");
    key(Qt::Key_Down);
    EXPECT_EQ(text("inspected"), "worker-3");
    const QPointF before = node("worker-3")->position;
    key(Qt::Key_Right, Qt::ShiftModifier);
    EXPECT_EQ(node("worker-3")->position, before + QPointF(24, 0));
}

TEST_F(GestureTest, DraggingTheTimeBarShowsThatInstantEverywhere) {
    runUntilBusy();
    key(Qt::Key_Space);
    frames(2);
    TimeBar& bar = m_window.timeBar();
    const double end = static_cast<double>(world().time()) / 1e9;
    QTest::mousePress(&bar, Qt::LeftButton, {}, QPoint(int(bar.xOf(end * 0.8)), 30));
    QTest::mouseMove(&bar, QPoint(int(bar.xOf(end / 2)), 30));
    QTest::mouseRelease(&bar, Qt::LeftButton, {}, QPoint(int(bar.xOf(end / 2)), 30));

    EXPECT_TRUE(playground().isPast());
    EXPECT_LE(world().time(), playground().session().world().time());
    EXPECT_TRUE(text("events").contains(" of "));
}

TEST_F(GestureTest, FourArrangementsRememberWhatWasMadeOfThem) {
    const auto isShown = [&](const char* dock) {
        return m_window.findChild<QDockWidget*>(dock)->isVisible();
    };
    press("window.measure");
    EXPECT_TRUE(isShown("dock.histogram"));
    m_window.findChild<QDockWidget*>("dock.throughput")->hide();
    press("window.debug");
    EXPECT_FALSE(isShown("dock.histogram"));
    EXPECT_TRUE(isShown("dock.events"));
    press("window.measure");
    EXPECT_TRUE(isShown("dock.histogram"));
    EXPECT_FALSE(isShown("dock.throughput"));
    forget("docks/play");
    forget("docks/debug");
    forget("docks/measure");
}

TEST_F(GestureTest, WhoSeesEverythingDoesSoInEveryArrangement) {
    const CanvasView& canvas = m_window.canvas();
    const auto seesAll = [&] {
        QCoreApplication::processEvents();
        const QRectF seen = canvas.camera().visible(canvas.size());
        return std::ranges::all_of(canvas.frame()->nodes, [&](const NodeFrame& each) {
            return seen.contains(nodeRect(each.position));
        });
    };
    m_window.resize(1280, 800);
    press("view.fit");
    for (const char* arrangement : {"window.measure", "window.debug", "window.play"}) {
        press(arrangement);
        EXPECT_TRUE(seesAll()) << arrangement;
    }
    press("view.zoomIn");
    const double zoom = canvas.camera().zoom;
    press("window.measure");
    QCoreApplication::processEvents();
    EXPECT_EQ(canvas.camera().zoom, zoom) << "a view that was chosen stays";
    forget("docks/play");
    forget("docks/debug");
    forget("docks/measure");
}

TEST_F(GestureTest, PresentationShowsOnlyTheCanvasAndTheTime) {
    press("view.present");
    EXPECT_FALSE(m_window.findChild<QDockWidget*>("dock.inspector")->isVisible());
    EXPECT_TRUE(m_window.canvas().isVisible());
    press("view.present");
    EXPECT_TRUE(m_window.findChild<QDockWidget*>("dock.inspector")->isVisible());
    forget("docks/play");
}

// gesture: palette
TEST_F(GestureTest, AClickInThePaletteSpawnsThatKind) {
    auto* kinds = m_window.findChild<KindList*>("palette");
    const QModelIndexList counters =
        kinds->model()->match(kinds->model()->index(0, 0), KindModel::kindRole, "Counter");
    ASSERT_EQ(counters.size(), 1);
    clickRow(*kinds, counters.front().row());
    EXPECT_NE(node("counter-1"), nullptr);
    EXPECT_EQ(text("inspected"), "counter-1");
}

// The drag itself belongs to the window system: what it carries is dropped on the canvas.
TEST_F(GestureTest, ADropFromThePaletteSpawnsWhereItIsDropped) {
    auto* kinds = m_window.findChild<KindList*>("palette");
    const QModelIndexList loggers =
        kinds->model()->match(kinds->model()->index(0, 0), KindModel::kindRole, "Logger");
    const std::unique_ptr<QMimeData> mime(kinds->model()->mimeData(loggers));
    const QPointF at(60, 90);
    QDragEnterEvent enter(at.toPoint(), Qt::CopyAction, mime.get(), Qt::LeftButton, {});
    QApplication::sendEvent(&m_window.canvas(), &enter);
    ASSERT_TRUE(enter.isAccepted());
    QDropEvent drop(at, Qt::CopyAction, mime.get(), Qt::LeftButton, {});
    QApplication::sendEvent(&m_window.canvas(), &drop);
    ASSERT_NE(node("logger-1"), nullptr);
    EXPECT_LT((middleOf("logger-1") - at.toPoint()).manhattanLength(), 8);
}

} // namespace
} // namespace troupe::ui

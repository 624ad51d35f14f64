// One test for every line of the menus: a click on it, and what a person sees then. .ci/commands
// fails on a command that no test names.
#include "ui/app/memory.h"
#include "ui/canvas/geometry.h"
#include "ui/theme/theme.h"
#include "ui/window/key_sheet.h"
#include "ui/window/pick_list.h"
#include "ui/window/tour.h"
#include "ui/window_fixture.h"

#include "document/scenario_file.h"

#include <QClipboard>
#include <QComboBox>
#include <QDockWidget>
#include <QFile>
#include <QSpinBox>
#include <QTemporaryDir>

namespace troupe::ui {
namespace {

class MenuTest : public WindowTest {
protected:
    ~MenuTest() override {
        for (const char* key : {"recentFiles", "theme", "docks/play", "docks/debug",
                                "docks/measure", "docks/teach", "arrangement", "exportFolder"})
            forget(key);
    }

    bool isShown(const char* dock) { return m_window.findChild<QDockWidget*>(dock)->isVisible(); }

    /// The scenario in a file of its own, so that it can be written over.
    QString ownFile() {
        const QString path = m_folder.filePath("mine.troupe");
        QFile::copy(QString::fromStdString(scenario("worker-pool").string()), path);
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
        EXPECT_TRUE(m_window.openFile(path));
        return path;
    }

    std::size_t actorsIn(const QString& path) {
        const auto read = core::loadScenario(path.toStdString());
        EXPECT_TRUE(read);
        return read ? read.value().document.actors.size() : 0;
    }

    QTemporaryDir m_folder;
};

// --- File ---

TEST_F(MenuTest, NewShowsAnEmptyCanvas) {
    menu("file.new");
    EXPECT_TRUE(m_window.frame().nodes.empty());
    EXPECT_TRUE(m_window.windowTitle().contains("untitled"));
}

TEST_F(MenuTest, OpenShowsTheScenarioOfTheFile) {
    onFileDialog(QString::fromStdString(scenario("counter").string()));
    menu("file.open");
    EXPECT_NE(node("counter"), nullptr);
    EXPECT_EQ(node("worker-1"), nullptr);
    EXPECT_TRUE(m_window.windowTitle().contains("counter.troupe"));
}

TEST_F(MenuTest, AskedWhatToDoWithChangesCancelKeepsThem) {
    remember("asksToSave", true);
    select("logger");
    key(Qt::Key_Delete);
    onQuestion(QMessageBox::Cancel);
    menu("file.new");
    EXPECT_EQ(m_window.frame().nodes.size(), 7u);
    onQuestion(QMessageBox::Discard);
    menu("file.new");
    EXPECT_TRUE(m_window.frame().nodes.empty());
    remember("asksToSave", false);
}

TEST_F(MenuTest, SaveWritesTheFileAndTheDotGoes) {
    const QString path = ownFile();
    select("logger");
    key(Qt::Key_Delete);
    EXPECT_TRUE(m_window.isWindowModified());
    menu("file.save");
    EXPECT_FALSE(m_window.isWindowModified());
    EXPECT_EQ(text("bannerText"), "Saved mine.troupe.");
    EXPECT_EQ(actorsIn(path), 7u);
}

TEST_F(MenuTest, SaveAsWritesAnotherFileAndGoesOnInIt) {
    select("logger");
    key(Qt::Key_Delete);
    onFileDialog(m_folder.filePath("other"));
    menu("file.saveAs");
    EXPECT_EQ(actorsIn(m_folder.filePath("other.troupe")), 7u);
    EXPECT_TRUE(m_window.windowTitle().contains("other.troupe"));
}

TEST_F(MenuTest, ExportOpensTheOneDialog) {
    menu("file.export");
    auto* dialog = m_window.findChild<QDialog*>("exportDialog");
    ASSERT_TRUE(dialog && dialog->isVisible());
    EXPECT_FALSE(dialog->findChild<QLabel*>("exportPreview")->pixmap().isNull());
    QTest::keyClick(dialog, Qt::Key_Escape);
    EXPECT_FALSE(dialog->isVisible());
}

TEST_F(MenuTest, APictureOfTheWindowIsSaved) {
    const QString path = m_folder.filePath("window.png");
    onFileDialog(path);
    menu("file.exportWindow");
    EXPECT_EQ(QImage(path).size(), QSize(1600, 1000)); // D35
}

TEST_F(MenuTest, SettingsChangeTheSeedOfTheNextRun) {
    menu("file.settings");
    auto* dialog = m_window.findChild<QDialog*>("settings");
    ASSERT_TRUE(dialog && dialog->isVisible());
    auto* seed = dialog->findChild<QSpinBox*>("seed");
    seed->setFocus();
    seed->selectAll();
    QTest::keyClicks(seed, "77");
    QTest::keyClick(dialog, Qt::Key_Escape);
    EXPECT_TRUE(m_window.findChild<QPushButton*>("segmentRight")->text().contains("77"));
}

TEST_F(MenuTest, QuitClosesTheWindow) {
    menu("file.quit");
    EXPECT_FALSE(m_window.isVisible());
}

// --- Edit ---

TEST_F(MenuTest, UndoAndRedoNameWhatTheyDo) {
    EXPECT_FALSE(isInMenuEnabled("edit.undo"));
    select("logger");
    key(Qt::Key_Delete);
    menu("edit.undo");
    EXPECT_NE(node("logger"), nullptr);
    EXPECT_TRUE(m_window.commands().action(Command::redo)->text().contains("logger"));
    menu("edit.redo");
    EXPECT_EQ(node("logger"), nullptr);
    EXPECT_FALSE(isInMenuEnabled("edit.redo"));
}

TEST_F(MenuTest, CutCopyAndPaste) {
    select("worker-1");
    menu("edit.copy");
    menu("edit.paste");
    EXPECT_NE(node("worker-5"), nullptr);
    select("worker-2");
    menu("edit.cut");
    EXPECT_EQ(node("worker-2"), nullptr);
    EXPECT_TRUE(QApplication::clipboard()->text().contains("worker-2"));
    menu("edit.paste");
    EXPECT_NE(node("worker-2"), nullptr);
}

TEST_F(MenuTest, DuplicateMakesOneMoreWithItsLinks) {
    select("worker-1");
    menu("edit.duplicate");
    ASSERT_NE(node("worker-5"), nullptr);
    EXPECT_TRUE(hasLink("worker-5", "logger"));
    EXPECT_EQ(text("inspected"), "worker-5");
}

TEST_F(MenuTest, DeleteTakesTheSelectedActorsAway) {
    select("worker-1");
    select("worker-2", Qt::ShiftModifier);
    menu("edit.delete");
    EXPECT_EQ(node("worker-1"), nullptr);
    EXPECT_EQ(node("worker-2"), nullptr);
    EXPECT_EQ(text("bannerText"), "Deleted 2 actors.");
}

TEST_F(MenuTest, RenameTypesWhereTheNameStands) {
    select("logger");
    menu("edit.rename");
    auto* edit = m_window.findChild<QLineEdit*>("rename");
    ASSERT_TRUE(edit && edit->isVisible());
    QTest::keyClicks(edit, "archive");
    QTest::keyClick(edit, Qt::Key_Return);
    EXPECT_NE(node("archive"), nullptr);
}

TEST_F(MenuTest, SelectAllSelectsEveryActor) {
    menu("edit.selectAll");
    EXPECT_EQ(text("inspected"), "8 actors");
}

TEST_F(MenuTest, AlignLeftAndTopBringEdgesIntoLine) {
    select("logger");
    select("worker-1", Qt::ShiftModifier);
    menu("edit.alignLeft");
    EXPECT_EQ(node("logger")->position.x(), node("worker-1")->position.x());
    EXPECT_NE(node("logger")->position.y(), node("worker-1")->position.y());

    select("load-1");
    select("router", Qt::ShiftModifier);
    select("pool", Qt::ShiftModifier);
    menu("edit.alignTop");
    EXPECT_EQ(node("load-1")->position.y(), node("pool")->position.y());
    EXPECT_EQ(node("router")->position.y(), node("pool")->position.y());
}

TEST_F(MenuTest, DistributeMakesTheStepsEqual) {
    select("worker-2");
    drag(middleOf("worker-2"), middleOf("worker-2") + QPoint(0, 20));
    select("worker-1");
    select("worker-2", Qt::ShiftModifier);
    select("worker-3", Qt::ShiftModifier);
    const auto step = [&](const char* from, const char* to) {
        return node(to)->position.y() - node(from)->position.y();
    };
    ASSERT_NE(step("worker-1", "worker-2"), step("worker-2", "worker-3"));
    menu("edit.distribute");
    EXPECT_NEAR(step("worker-1", "worker-2"), step("worker-2", "worker-3"), 1e-6);
}

TEST_F(MenuTest, FindPutsTheCursorIntoTheSearchBox) {
    menu("edit.find");
    EXPECT_TRUE(m_window.findChild<QLineEdit*>("search")->hasFocus());
}

TEST_F(MenuTest, TheCommandPaletteListsCommands) {
    menu("edit.palette");
    ASSERT_TRUE(picks()->isVisible());
    EXPECT_TRUE(m_window.pickList().shownTitles().contains("Duplicate"));
    QTest::keyClick(m_window.findChild<QLineEdit*>("pickSearch"), Qt::Key_Escape);
    EXPECT_FALSE(picks()->isVisible());
}

// --- View ---

TEST_F(MenuTest, FitBringsEverythingIntoView) {
    m_window.canvas().setCamera({QPointF(5000, 5000), 2});
    menu("view.fit");
    const QRectF seen = m_window.canvas().camera().visible(m_window.canvas().size());
    EXPECT_TRUE(seen.contains(m_window.frame().bounds()));
}

TEST_F(MenuTest, ZoomInAndOutChangeTheSizeOfNodes) {
    const double zoom = m_window.canvas().camera().zoom;
    menu("view.zoomIn");
    EXPECT_GT(m_window.canvas().camera().zoom, zoom);
    menu("view.zoomOut");
    EXPECT_NEAR(m_window.canvas().camera().zoom, zoom, 1e-9);
    menu("view.zoomOut");
    EXPECT_LT(m_window.canvas().camera().zoom, zoom);
}

// Each switch changes the picture of the canvas and changes it back.
TEST_F(MenuTest, TheSetsOfEdgesAreShownAndHidden) {
    const QImage before = canvasPicture();
    for (const char* id : {"view.messages", "view.supervision", "view.waitFor"}) {
        menu(id);
        EXPECT_NE(canvasPicture(), before) << id;
        menu(id);
        EXPECT_EQ(canvasPicture(), before) << id;
    }
}

TEST_F(MenuTest, WhoWaitsForWhomIsShownAndHidden) {
    ASSERT_TRUE(m_window.openFile(QString::fromStdString(scenario("deadlock").string())));
    playground().setMode(core::RunMode::lab);
    key(Qt::Key_Space);
    ASSERT_TRUE(framesUntil([&] { return !m_window.frame().cycle.empty(); }));
    key(Qt::Key_Space);
    frames(100);
    const QImage before = canvasPicture();
    menu("view.waits");
    EXPECT_NE(canvasPicture(), before);
    menu("view.waits");
    EXPECT_EQ(canvasPicture(), before);
}

TEST_F(MenuTest, ArrangeMovesNodesAndUndoMovesThemBack) {
    const QPointF before = node("worker-2")->position;
    for (const char* id : {"view.arrangeTree", "view.arrangeLayered", "view.arrangeForce"}) {
        menu(id);
        EXPECT_NE(node("worker-2")->position, before) << id;
        const QRectF seen = m_window.canvas().camera().visible(m_window.canvas().size());
        EXPECT_TRUE(seen.contains(m_window.frame().bounds())) << id;
        menu("edit.undo");
        EXPECT_EQ(node("worker-2")->position, before) << id;
    }
}

TEST_F(MenuTest, CloseGroupsPutsManyIntoOneNodeAgain) {
    ASSERT_TRUE(m_window.openFile(QString::fromStdString(scenario("fan-out-1000").string())));
    m_window.canvas().fit();
    const std::size_t closed = m_window.frame().nodes.size();
    ASSERT_LT(closed, 20u);
    QTest::mouseDClick(&m_window.canvas(), Qt::LeftButton, {}, middleOf(groupName()));
    ASSERT_GT(m_window.frame().nodes.size(), 900u);
    menu("view.closeGroups");
    EXPECT_EQ(m_window.frame().nodes.size(), closed);
}

TEST_F(MenuTest, TheWholeRunIsShownAgain) {
    EXPECT_FALSE(isInMenuEnabled("view.showAll"));
    runUntilBusy();
    playground().setFilter({TimeSpan{0, 1'000'000}, {}});
    menu("view.showAll");
    EXPECT_TRUE(playground().filter().isNothing());
}

TEST_F(MenuTest, ColoursAreLightOrDark) {
    const auto background = [&] { return canvasPicture().pixelColor(3, 3).lightness(); };
    menu("view.dark");
    EXPECT_LT(background(), 80);
    menu("view.light");
    EXPECT_GT(background(), 200);
    menu("view.dark");
    menu("view.system");
    EXPECT_EQ(remembered("theme").toString(), "system");
    EXPECT_GT(background(), 200) << "there is no dark system here";
}

TEST_F(MenuTest, PresentationShowsOnlyTheCanvasUntilEscape) {
    menu("view.present");
    EXPECT_FALSE(isShown("dock.inspector"));
    EXPECT_FALSE(m_window.menuBar()->isVisible());
    key(Qt::Key_Escape);
    EXPECT_TRUE(isShown("dock.inspector"));
    EXPECT_TRUE(m_window.menuBar()->isVisible());
}

// --- Run ---

TEST_F(MenuTest, RunAndPause) {
    menu("run.toggle");
    EXPECT_TRUE(framesUntil([&] { return actor("logger") && actor("logger")->ledger.handled; }));
    EXPECT_TRUE(text("mode").contains("running"));
    menu("run.toggle");
    frames(2);
    EXPECT_TRUE(text("mode").contains("paused"));
}

TEST_F(MenuTest, StepStepBackStartAndNow) {
    for (int i = 0; i < 20; ++i) menu("run.step");
    const core::Seq newest = world().lastSeq();
    ASSERT_GT(newest, 10u);
    menu("run.stepBack");
    EXPECT_EQ(world().lastSeq(), newest - 1);
    EXPECT_TRUE(m_window.frame().pastText.startsWith("PAST"));
    menu("run.toStart");
    EXPECT_LT(world().lastSeq(), 2u);
    menu("run.toEnd");
    EXPECT_EQ(world().lastSeq(), newest);
    EXPECT_FALSE(m_window.frame().isPast);
}

TEST_F(MenuTest, RunAgainStartsFromNothing) {
    runUntilBusy();
    const core::Seq before = world().lastSeq();
    menu("run.again");
    frames(1);
    EXPECT_LT(world().lastSeq(), before);
    EXPECT_TRUE(framesUntil([&] { return world().lastSeq() > 100; }));
    EXPECT_EQ(playground().seed(), 42u);
}

TEST_F(MenuTest, EndEndsTheRun) {
    runUntilBusy();
    menu("run.end");
    frames(2);
    EXPECT_TRUE(text("mode").contains("ended"));
    const core::Seq ended = world().lastSeq();
    frames(30);
    EXPECT_EQ(world().lastSeq(), ended);
}

TEST_F(MenuTest, LiveAndLabSwitchTheMode) {
    auto* live = m_window.findChild<QPushButton*>("segmentLeft");
    auto* lab = m_window.findChild<QPushButton*>("segmentRight");
    ASSERT_TRUE(lab->isChecked());
    menu("run.live");
    EXPECT_TRUE(live->isChecked());
    EXPECT_TRUE(text("mode").startsWith("Live"));
    EXPECT_FALSE(isInMenuEnabled("run.live"));
    menu("run.lab");
    EXPECT_TRUE(lab->isChecked());
    EXPECT_TRUE(text("mode").startsWith("Lab"));
}

TEST_F(MenuTest, ABreakpointIsMarkedAndPauses) {
    select("worker-3");
    menu("run.breakpoint");
    EXPECT_TRUE(node("worker-3")->hasBreakpoint);
    menu("run.toggle");
    EXPECT_TRUE(framesUntil([&] { return playground().state() == core::RunState::paused; }, 5));
    EXPECT_TRUE(text("bannerText").contains("worker-3"));
}

// What can happen is told by the Lab in an order; each line takes the one of its number.
TEST_F(MenuTest, DeliverChoiceTakesTheOneOfThatNumber) {
    for (const char* id :
         {"run.choice1", "run.choice2", "run.choice3", "run.choice4", "run.choice5", "run.choice6",
          "run.choice7", "run.choice8", "run.choice9"}) {
        ASSERT_TRUE(m_window.openFile(QString::fromStdString(scenario("counter").string())));
        playground().setMode(core::RunMode::lab);
        menu("run.step"); // ten clients begin
        const std::string before = playground().session().schedule();
        menu(id);
        const std::string after = playground().session().schedule();
        ASSERT_NE(after, before) << id;
        const std::string place = std::to_string(id[std::string_view(id).size() - 1] - '1');
        EXPECT_NE(after.find(place, before.size() - 1), std::string::npos) << id << ": " << after;
    }
}

// --- Actor ---

TEST_F(MenuTest, SpawnAsksForTheKind) {
    menu("actor.spawn");
    auto* picker = m_window.findChild<QWidget*>("kindPicker");
    ASSERT_TRUE(picker->isVisible());
    auto* search = picker->findChild<QLineEdit*>();
    search->setFocus();
    QTest::keyClicks(search, "counter");
    QTest::keyClick(search, Qt::Key_Return);
    EXPECT_NE(node("counter-1"), nullptr);
    EXPECT_EQ(text("inspected"), "counter-1");
}

TEST_F(MenuTest, InspectShowsTheInspector) {
    select("worker-1");
    m_window.findChild<QDockWidget*>("dock.inspector")->hide();
    menu("actor.inspect");
    EXPECT_TRUE(isShown("dock.inspector"));
    EXPECT_EQ(text("inspected"), "worker-1");
}

TEST_F(MenuTest, SendGoesToTheForm) {
    runUntilBusy();
    select("worker-1");
    menu("actor.send");
    QWidget* focused = m_window.focusWidget();
    ASSERT_TRUE(focused && m_window.findChild<QWidget*>("sendArea")->isAncestorOf(focused));
}

TEST_F(MenuTest, LinkAsksToWhomAndHow) {
    playground().spawn("Worker", {716, 620});
    select("router");
    menu("actor.link");
    ASSERT_TRUE(picks()->isVisible());
    pick("worker-5");
    ASSERT_TRUE(picks()->isVisible());
    pick("Link as targets");
    EXPECT_TRUE(hasLink("router", "worker-5"));
}

TEST_F(MenuTest, CrashAndTheRestart) {
    runUntilBusy();
    select("worker-2");
    menu("actor.crash");
    ASSERT_TRUE(framesUntil([&] { return node("worker-2")->status == NodeStatus::restarting; }, 2));
    EXPECT_TRUE(framesUntil([&] { return node("worker-2")->incarnation == 2; }, 5));
}

TEST_F(MenuTest, CrashAtTheNextMessageLosesIt) {
    runUntilBusy();
    select("worker-2");
    menu("actor.crashNext");
    ASSERT_TRUE(framesUntil([&] { return actor("worker-2")->restarts == 1; }, 5));
    frames(1);
    EXPECT_GE(m_window.frame().deadLetters, 1u);
}

TEST_F(MenuTest, StopAndStartAgain) {
    runUntilBusy();
    select("logger");
    menu("actor.stop");
    ASSERT_TRUE(framesUntil([&] { return node("logger")->status == NodeStatus::stopped; }, 5));
    menu("actor.startAgain");
    EXPECT_TRUE(framesUntil([&] { return node("logger")->status != NodeStatus::stopped; }, 5));
}

TEST_F(MenuTest, KillMakesTheQueueDeadLetters) {
    runUntilBusy();
    select("worker-2");
    menu("actor.hold");
    ASSERT_TRUE(framesUntil([&] { return actor("worker-2")->depth > 2; }, 5));
    EXPECT_EQ(node("worker-2")->status, NodeStatus::held);
    menu("actor.hold");
    menu("actor.kill");
    ASSERT_TRUE(framesUntil([&] { return node("worker-2")->incarnation == 2; }, 5));
    EXPECT_GT(world().deadLetters().count(DeadReason::killed), 0);
    EXPECT_GE(m_window.frame().deadLetters, 1u);
}

// --- Window and Help ---

TEST_F(MenuTest, FourArrangementsOfTheDocks) {
    menu("window.debug");
    EXPECT_TRUE(isShown("dock.events") && isShown("dock.table"));
    EXPECT_FALSE(isShown("dock.actors"));
    menu("window.measure");
    EXPECT_TRUE(isShown("dock.latency") && isShown("dock.histogram"));
    EXPECT_FALSE(isShown("dock.events"));
    menu("window.teach");
    EXPECT_TRUE(isShown("dock.scenarios") && isShown("dock.events"));
    EXPECT_FALSE(isShown("dock.latency"));
    menu("window.play");
    EXPECT_TRUE(isShown("dock.actors") && isShown("dock.latency"));
}

TEST_F(MenuTest, TheTourBeginsWithItsFirstStep) {
    menu("help.tour");
    auto* tour = m_window.findChild<Tour*>();
    ASSERT_TRUE(tour && tour->isVisible());
    EXPECT_TRUE(text("tourText").contains("Space"));
}

TEST_F(MenuTest, KeysShowsTheSheet) {
    menu("help.keys");
    auto* sheet = m_window.findChild<KeySheet*>();
    ASSERT_TRUE(sheet && sheet->isVisible());
    EXPECT_FALSE(sheet->lines().filter("Crash").isEmpty());
    QTest::keyClick(sheet, Qt::Key_Escape);
}

TEST_F(MenuTest, AboutNamesTheVersion) {
    QApplication::setApplicationVersion("1.2.3");
    menu("help.about");
    auto* box = m_window.findChild<QMessageBox*>("about");
    ASSERT_TRUE(box && box->isVisible());
    EXPECT_TRUE(box->text().contains("Troupe 1.2.3"));
    QTest::keyClick(box, Qt::Key_Escape);
}

} // namespace
} // namespace troupe::ui

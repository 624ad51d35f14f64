// A recorded run that is opened in the window: it is shown as it was, and can be run anew.
#include "ui/app/memory.h"
#include "ui/window/chart_panels.h"
#include "ui/window/event_model.h"
#include "ui/window/event_panel.h"
#include "ui/window/kind_list.h"
#include "ui/window/kind_model.h"
#include "ui/window/pick_list.h"
#include "ui/window/run_tables.h"
#include "ui/window/time_bar.h"
#include "ui/window_fixture.h"

#include "catalogue/catalogue.h"

#include <QDockWidget>
#include <QDropEvent>
#include <QFile>
#include <QMimeData>
#include <QTemporaryDir>
#include <QUrl>

namespace troupe::ui {
namespace {

class RunFileTest : public WindowTest {
protected:
    ~RunFileTest() override { forget("recentFiles"); }

    /// A run with a crash, in a file; the window then shows something else.
    QString saved() {
        runUntilBusy();
        select("worker-2");
        key(Qt::Key_K);
        EXPECT_TRUE(framesUntil([&] { return actor("worker-2")->incarnation == 2; }, 5));
        frames(30);
        key(Qt::Key_Space);
        frames(2);
        m_lastSeq = world().lastSeq();
        m_handled = actor("logger")->ledger.handled;
        const QString path = m_folder.filePath("crash.troupe-run");
        const auto written = playground().session().saveRun(path.toStdString());
        EXPECT_TRUE(written) << core::toEnglish(written.error());
        playground().openEmpty();
        EXPECT_TRUE(m_window.frame().nodes.empty());
        return path;
    }

    void expectTheRecordedRun() {
        EXPECT_EQ(m_window.frame().nodes.size(), 8u);
        EXPECT_TRUE(m_window.frame().isPast) << "the yellow frame";
        EXPECT_TRUE(m_window.frame().pastText.startsWith("RECORDED RUN"));
        EXPECT_EQ(world().lastSeq(), m_lastSeq);
        ASSERT_NE(actor("logger"), nullptr);
        EXPECT_EQ(actor("logger")->ledger.handled, m_handled);
        EXPECT_EQ(node("worker-2")->incarnation, 2);
        EXPECT_TRUE(text("mode").contains("recorded"));
        EXPECT_TRUE(text("bannerText").contains("recorded run"));
        EXPECT_TRUE(m_window.windowTitle().contains("crash.troupe-run"));
    }

    QTemporaryDir m_folder;
    core::Seq m_lastSeq = 0;
    std::int64_t m_handled = 0;
};

TEST_F(RunFileTest, IsOpenedFromTheMenuAndShownEverywhere) {
    const QString path = saved();
    onFileDialog(path);
    menu("file.open");
    expectTheRecordedRun();

    const auto shown = [&](const char* dock) {
        m_window.findChild<QDockWidget*>(dock)->show();
        m_window.findChild<QDockWidget*>(dock)->raise();
        QApplication::processEvents();
    };
    shown("dock.events");
    auto* events = m_window.findChild<EventPanel*>();
    events->update();
    EXPECT_GT(events->model().rowCount(), 50);
    shown("dock.depth");
    m_window.depthPanel().refresh();
    EXPECT_FALSE(m_window.depthPanel().shown().lines.empty());
    shown("dock.table");
    auto* actors = m_window.findChild<ActorPanel*>();
    actors->refresh();
    EXPECT_EQ(actors->model().rowCount(), 8);
    EXPECT_FALSE(playground().session().timeline().marks().empty());
    EXPECT_EQ(recentFiles().value(0), path);
}

TEST_F(RunFileTest, GoesToAnyInstantOfIt) {
    onFileDialog(saved());
    menu("file.open");
    menu("run.toStart");
    EXPECT_LT(world().lastSeq(), 2u);
    menu("run.step");
    menu("run.step");
    EXPECT_LT(world().lastSeq(), 5u);
    EXPECT_TRUE(m_window.frame().pastText.startsWith("RECORDED RUN"));
    menu("run.toEnd");
    expectTheRecordedRun();
}

// gesture: file
TEST_F(RunFileTest, ADropOnTheWindowOpensARunOrAScenario) {
    const QString path = saved();
    const auto drop = [&](const QString& file) {
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(file)});
        QDragEnterEvent enter(QPoint(500, 300), Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(&m_window, &enter);
        if (!enter.isAccepted()) return false;
        QDropEvent event(QPointF(500, 300), Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(&m_window, &event);
        return true;
    };
    EXPECT_TRUE(drop(path));
    expectTheRecordedRun();
    EXPECT_TRUE(drop(QString::fromStdString(scenario("counter").string())));
    EXPECT_NE(node("counter"), nullptr);
    EXPECT_FALSE(m_window.frame().isPast);
    EXPECT_FALSE(drop("/etc/hostname"));
}

TEST_F(RunFileTest, IsNotTouchedButRunAnewBySpace) {
    onFileDialog(saved());
    menu("file.open");
    select("worker-1");
    key(Qt::Key_K);
    EXPECT_EQ(world().lastSeq(), m_lastSeq);
    EXPECT_FALSE(m_window.findChild<QWidget*>("sendArea")->isVisible());

    key(Qt::Key_Space);
    ASSERT_TRUE(framesUntil([&] { return actor("logger") && actor("logger")->ledger.handled; }, 5));
    EXPECT_FALSE(m_window.frame().isPast);
    EXPECT_TRUE(text("mode").contains("running"));
    EXPECT_EQ(playground().mode(), core::RunMode::lab);
    EXPECT_EQ(playground().seed(), 42u);
}

// The keys go where a person clicked, in the canvas as on the time bar.
TEST_F(RunFileTest, ItsKeysWorkRightAfterItWasOpened) {
    onFileDialog(saved());
    menu("file.open");
    ASSERT_TRUE(QTest::qWaitForWindowActive(&m_window));
    ASSERT_EQ(QApplication::focusWidget(), &m_window.canvas());
    select("worker-1");
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_K);
    EXPECT_TRUE(text("bannerText").contains("recording")) << text("bannerText").toStdString();

    TimeBar& bar = m_window.timeBar();
    QTest::mouseClick(&bar, Qt::LeftButton, {}, QPoint(bar.width() / 8, bar.height() / 2));
    ASSERT_EQ(QApplication::focusWidget(), &bar);
    const core::Seq middle = world().lastSeq();
    EXPECT_GT(middle, 2u);
    EXPECT_LT(middle, m_lastSeq);
    QTest::keyClick(&bar, Qt::Key_Right);
    EXPECT_EQ(world().lastSeq(), middle + 1);
    QTest::keyClick(&bar, Qt::Key_Home);
    EXPECT_LT(world().lastSeq(), 2u);
    QTest::keyClick(&bar, Qt::Key_End);
    EXPECT_EQ(world().lastSeq(), m_lastSeq);
}

TEST_F(RunFileTest, SaysWhatIsWrongWithAFileThatIsNone) {
    const QString path = m_folder.filePath("no.troupe-run");
    QFile file(path);
    ASSERT_TRUE(file.open(QFile::WriteOnly));
    file.write("this is no run");
    file.close();
    EXPECT_FALSE(m_window.openFile(path));
    EXPECT_TRUE(text("bannerText").contains("no.troupe-run"));
    EXPECT_EQ(m_window.frame().nodes.size(), 8u) << "what was open stays";
}

TEST_F(RunFileTest, ThePaletteListsTheKindsThatADocumentDescribes) {
    auto* palette = m_window.findChild<KindList*>("palette");
    const int ofProgram = palette->model()->rowCount();
    ASSERT_TRUE(m_window.openFile(QString::fromStdString(scenario("deadlock").string())));
    const auto own = core::kindsOf(playground().document());
    ASSERT_FALSE(own.empty());
    EXPECT_EQ(palette->model()->rowCount(), ofProgram + static_cast<int>(own.size()));
    const QModelIndex last = palette->model()->index(ofProgram, 0);
    EXPECT_EQ(last.data(KindModel::kindRole).toString().toStdString(), own.front()->name);
    press("edit.palette");
    EXPECT_TRUE(m_window.pickList().shownTitles().contains("Spawn " + last.data().toString()));
    QTest::keyClick(m_window.findChild<QLineEdit*>("pickSearch"), Qt::Key_Escape);

    const std::size_t before = m_window.frame().nodes.size();
    clickRow(*palette, ofProgram);
    EXPECT_EQ(m_window.frame().nodes.size(), before + 1);
    ASSERT_TRUE(m_window.openFile(QString::fromStdString(scenario("counter").string())));
    EXPECT_EQ(palette->model()->rowCount(), ofProgram);
}

} // namespace
} // namespace troupe::ui

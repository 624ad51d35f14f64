// Panels, dialogs and what the program remembers: what a person sees in each.
#include "ui/app/autosave.h"
#include "ui/app/memory.h"
#include "ui/export/picture.h"
#include "ui/window/commands.h"
#include "ui/window/event_model.h"
#include "ui/window/event_panel.h"
#include "ui/window/export_dialog.h"
#include "ui/window/run_tables.h"
#include "ui/window/settings_dialog.h"
#include "ui/window/tour.h"
#include "ui/window_fixture.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QClipboard>
#include <QDockWidget>
#include <QFile>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>

namespace troupe::ui {
namespace {

using PanelTest = WindowTest;

template <class Panel>
Panel& shown(MainWindow& window, const char* dock) {
    window.findChild<QDockWidget*>(dock)->show();
    window.findChild<QDockWidget*>(dock)->raise();
    QApplication::processEvents();
    auto* panel = window.findChild<Panel*>();
    panel->refresh();
    return *panel;
}

TEST_F(PanelTest, TheActorsTableSaysWhatTheCanvasShows) {
    runUntilBusy();
    auto& panel = shown<ActorPanel>(m_window, "dock.table");
    QAbstractItemModelTester tester(&panel.model(),
                                    QAbstractItemModelTester::FailureReportingMode::Fatal);
    frames(40);
    panel.refresh();
    ASSERT_EQ(panel.model().rowCount(), 8);
    panel.model().sort(5, Qt::AscendingOrder);
    EXPECT_EQ(panel.model().row(0).actor, actor("pool")->id) << "it handles no messages";
    panel.model().sort(0, Qt::AscendingOrder);
    EXPECT_EQ(panel.model().row(1).cells[0], "logger");

    clickRow(panel.table(), 1);
    EXPECT_EQ(text("inspected"), "logger");
}

TEST_F(PanelTest, TheProblemsNameTheCrash) {
    runUntilBusy();
    select("worker-2");
    key(Qt::Key_K);
    ASSERT_TRUE(framesUntil([&] { return actor("worker-2")->incarnation == 2; }, 5));
    auto& panel = shown<ProblemPanel>(m_window, "dock.problems");
    QAbstractItemModelTester tester(&panel.model(),
                                    QAbstractItemModelTester::FailureReportingMode::Fatal);
    ASSERT_GT(panel.model().rowCount(), 0);
    bool isNamed = false;
    for (int row = 0; row < panel.model().rowCount(); ++row)
        isNamed |= panel.model().row(row).cells.join(' ').contains("worker-2");
    EXPECT_TRUE(isNamed);
}

TEST_F(PanelTest, AMissingLinkIsAProblem) { // D32
    playground().spawn("LoadGenerator", {0, 600});
    auto& panel = shown<ProblemPanel>(m_window, "dock.problems");
    ASSERT_EQ(panel.model().rowCount(), 1);
    EXPECT_TRUE(panel.model().row(0).cells.join(' ').contains("load-2"));
}

TEST_F(PanelTest, TheTrayTellsWhyAndSendsAgain) {
    runUntilBusy();
    select("worker-2");
    key(Qt::Key_K, Qt::AltModifier);
    ASSERT_TRUE(framesUntil([&] { return world().deadLetters().count() > 0; }, 5));
    frames(1);
    EXPECT_GE(m_window.frame().deadLetters, 1u);
    auto& panel = shown<DeadLetterPanel>(m_window, "dock.deadLetters");
    ASSERT_GT(panel.model().rowCount(), 0);
    const TableModel::Row row = panel.model().row(panel.model().rowCount() - 1);
    EXPECT_EQ(row.cells[1], "worker-2");
    EXPECT_EQ(row.cells[4], "its handler threw");

    ASSERT_TRUE(framesUntil([&] { return actor("worker-2")->incarnation == 2; }, 5));
    const std::int64_t before = actor("worker-2")->ledger.sent;
    panel.refresh();
    clickRow(panel.table(), panel.model().rowCount() - 1, true);
    EXPECT_TRUE(text("bannerText").contains("Sent again"));
    EXPECT_TRUE(framesUntil([&] { return actor("worker-2")->ledger.sent > before; }, 3));
}

TEST_F(PanelTest, TheEventsAreSentences) {
    runUntilBusy();
    auto* panel = m_window.findChild<EventPanel*>();
    m_window.findChild<QDockWidget*>("dock.events")->raise();
    QApplication::processEvents();
    panel->update();
    QStringList said;
    for (int row = 0; row < panel->model().rowCount(); ++row)
        said << panel->model().index(row, EventModel::whatColumn).data().toString();
    EXPECT_FALSE(said.filter("router sends Process").isEmpty());
    EXPECT_FALSE(said.filter("worker-1 has handled Process").isEmpty());
    EXPECT_TRUE(said.filter("metrics").isEmpty());
}

TEST_F(PanelTest, AnEventThatIsClickedIsTheInstantThatIsShown) {
    runUntilBusy();
    key(Qt::Key_Space);
    frames(1);
    auto* panel = m_window.findChild<EventPanel*>();
    m_window.findChild<QDockWidget*>("dock.events")->raise();
    QApplication::processEvents();
    panel->update();
    const int row = panel->model().rowCount() / 2;
    const core::Seq seq = panel->model().seqOf(row);
    clickRow(*panel->findChild<QTableView*>("events"), row);
    EXPECT_EQ(world().lastSeq(), seq);
    EXPECT_TRUE(m_window.frame().isPast);
}

TEST_F(PanelTest, ExportsEveryKindAndTheSameBytesTwice) {
    runUntilBusy();
    key(Qt::Key_Space);
    frames(60);
    for (const char* of : {"canvas", "depth", "latency", "throughput", "histogram"})
        for (const char* format : {"png", "svg", "pdf"}) {
            const auto kind = pictureKind(std::string(of) + "." + format);
            ASSERT_TRUE(kind) << of << format;
            EXPECT_EQ(pictureName(*kind), std::string(of) + "." + format);
            const QByteArray bytes = pictureBytes(m_window, *kind);
            EXPECT_GT(bytes.size(), 500) << of << format;
            EXPECT_EQ(bytes, pictureBytes(m_window, *kind)) << of << format;
        }
    PictureOptions options;
    options.scale = 3;
    options.isTransparent = true;
    const QImage image = picture(m_window, PictureOf::canvas, options);
    EXPECT_EQ(image.width() % 3, 0);
    EXPECT_EQ(image.pixelColor(2, 2).alpha(), 0);
}

TEST_F(PanelTest, CopiesAPictureToTheClipboard) {
    runUntilBusy();
    auto* dialog = new ExportDialog(m_window);
    dialog->setKind("canvas.png");
    dialog->copyToClipboard();
    EXPECT_FALSE(QApplication::clipboard()->image().isNull());
    dialog->setKind("actors.csv");
    dialog->copyToClipboard();
    EXPECT_TRUE(QApplication::clipboard()->text().startsWith("name,kind,supervisor"));
    dialog->setKind("actors.jsonl");
    dialog->copyToClipboard();
    EXPECT_TRUE(QApplication::clipboard()->text().startsWith("{"));
    dialog->setKind("report.html");
    dialog->copyToClipboard();
    EXPECT_TRUE(QApplication::clipboard()->text().contains("image/svg+xml"));
    delete dialog;
}

TEST_F(PanelTest, SavesAndOpensAgain) {
    QTemporaryDir folder;
    const QString path = folder.filePath("mine.troupe");
    select("logger");
    key(Qt::Key_Delete);
    EXPECT_TRUE(playground().isModified());
    EXPECT_TRUE(m_window.isWindowModified());
    ASSERT_TRUE(playground().save(path.toStdString()));
    EXPECT_FALSE(m_window.isWindowModified());

    ASSERT_TRUE(m_window.openFile(path));
    EXPECT_EQ(m_window.frame().nodes.size(), 7u);
    EXPECT_EQ(recentFiles().value(0), path);
    forget("recentFiles");
}

TEST_F(PanelTest, RescuesWhatWasNotSaved) { // P15
    QTemporaryDir folder;
    Autosave autosave(playground(), folder.path(), nullptr);
    select("logger");
    key(Qt::Key_Delete);
    autosave.write();
    EXPECT_FALSE(rescuedFile(folder.path())) << "this program still runs";
    const QStringList files = QDir(folder.path()).entryList(QDir::Files);
    ASSERT_EQ(files.size(), 1);
    // As if a program with another number had left it.
    ASSERT_TRUE(QFile::rename(folder.filePath(files[0]), folder.filePath("rescued-0.troupe")));
    const auto rescued = rescuedFile(folder.path());
    ASSERT_TRUE(rescued);
    ASSERT_TRUE(playground().open(rescued->toStdString()));
    EXPECT_EQ(m_window.frame().nodes.size(), 7u);
}

TEST_F(PanelTest, ListsTheScenariosOfTheProgram) {
    auto* list = m_window.findChild<QListWidget*>("scenarios");
    ASSERT_GE(list->count(), 6);
    const auto found = list->findItems("Counter", Qt::MatchStartsWith);
    ASSERT_FALSE(found.isEmpty());
    clickRow(*list, list->row(found.front()));
    EXPECT_NE(node("counter"), nullptr);
    EXPECT_TRUE(m_window.canvas().hasFocus());
}

TEST_F(PanelTest, ChangesAKeyAndRefusesOneThatIsTaken) {
    m_window.commands().setKey(Command::crash, QKeySequence("X"));
    EXPECT_EQ(m_window.commands().action(Command::crash)->shortcut(), QKeySequence("X"));
    SettingsDialog dialog(m_window.commands(), nullptr);
    EXPECT_NE(dialog.findChild<QWidget*>("key.actor.kill"), nullptr);
    m_window.commands().setKey(Command::crash, m_window.commands().key(Command::crash));
    EXPECT_EQ(m_window.commands().action(Command::crash)->shortcut(), QKeySequence("K"));
}

TEST_F(PanelTest, TheTourWaitsForWhatItAsks) {
    menu("help.tour");
    auto* tour = m_window.findChild<Tour*>();
    ASSERT_TRUE(tour && tour->isVisible());
    frames(3);
    EXPECT_EQ(tour->step(), 0);
    key(Qt::Key_Space);
    frames(2);
    EXPECT_EQ(tour->step(), 1);
    select("worker-2");
    frames(2);
    EXPECT_EQ(tour->step(), 2);
}

TEST_F(PanelTest, ArrangesWithoutOverlap) {
    for (const Command command :
         {Command::arrangeTree, Command::arrangeLayered, Command::arrangeForce}) {
        m_window.commands().action(command)->trigger();
        const auto& nodes = m_window.frame().nodes;
        for (std::size_t i = 0; i < nodes.size(); ++i)
            for (std::size_t j = i + 1; j < nodes.size(); ++j)
                EXPECT_FALSE(nodeRect(nodes[i].position).intersects(nodeRect(nodes[j].position)));
    }
    key(Qt::Key_Z, Qt::ControlModifier);
    key(Qt::Key_Z, Qt::ControlModifier);
    key(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(node("load-1")->position, QPointF(286, 330));
}

} // namespace
} // namespace troupe::ui

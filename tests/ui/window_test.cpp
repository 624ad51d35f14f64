// The window on the real path: each test is something a person does and sees.
#include "ui/canvas/geometry.h"
#include "ui/export/picture.h"
#include "ui/theme/kind_look.h"
#include "ui/window/chart_panels.h"
#include "ui/window/event_model.h"
#include "ui/window/event_panel.h"
#include "ui/window/kind_list.h"
#include "ui/window/kind_model.h"
#include "ui/window_fixture.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>

#include <algorithm>

namespace troupe::ui {
namespace {

QString textOf(const QWidget& in, const char* name) {
    const auto* label = in.findChild<QLabel*>(name);
    return label ? label->text() : QString();
}

int count(const QImage& image, const QRectF& where, const QColor& colour) {
    int found = 0;
    const QRect area = where.toAlignedRect().intersected(image.rect());
    for (int y = area.top(); y <= area.bottom(); ++y)
        for (int x = area.left(); x <= area.right(); ++x)
            found += image.pixelColor(x, y).rgb() == colour.rgb();
    return found;
}

TEST_F(WindowTest, ShowsTheWorkerPoolReadyToRun) { // D33
    QStringList names;
    for (const NodeFrame& node : m_window.frame().nodes) names << node.name;
    names.sort();

    EXPECT_EQ(names, (QStringList{"load-1", "logger", "pool", "router", "worker-1", "worker-2",
                                  "worker-3", "worker-4"}));
    EXPECT_EQ(playground().state(), core::RunState::stopped);
    EXPECT_TRUE(m_window.windowTitle().contains("worker-pool.troupe"));
}

TEST_F(WindowTest, RunsAndPausesWithSpace) {
    key(Qt::Key_Space);
    EXPECT_TRUE(
        framesUntil([&] { return actor("logger") && actor("logger")->ledger.handled > 10; }));
    key(Qt::Key_Space);
    frames(2);
    const core::Seq stoppedAt = world().lastSeq();
    frames(30);

    EXPECT_EQ(playground().state(), core::RunState::paused);
    EXPECT_EQ(world().lastSeq(), stoppedAt);
}

TEST_F(WindowTest, ShowsACrashAndTheRestartOfItsWorker) { // D15: K
    key(Qt::Key_Space);
    ASSERT_TRUE(
        framesUntil([&] { return actor("worker-2") && actor("worker-2")->ledger.handled > 3; }));
    select("worker-2");
    key(Qt::Key_K);

    ASSERT_TRUE(
        framesUntil([&] { return actor("worker-2")->status == core::ActorStatus::restarting; }, 2));
    const NodeFrame* node = m_window.frame().find(actor("worker-2")->id.number);
    EXPECT_EQ(node->status, NodeStatus::restarting);
    EXPECT_TRUE(node->isLineError);
    EXPECT_TRUE(node->backOff);
    ASSERT_EQ(m_window.frame().hulls.size(), 1u);
    EXPECT_TRUE(m_window.frame().hulls.front().label.contains("worker-2"));

    ASSERT_TRUE(framesUntil([&] { return actor("worker-2")->incarnation == 2; }, 5));
    frames(1);
    EXPECT_EQ(textOf(m_window, "incarnation"), "2");
    EXPECT_TRUE(m_window.frame().hulls.empty());
}

TEST_F(WindowTest, SpawnsAnActorFromThePalette) {
    key(Qt::Key_Space);
    frames(3);
    const std::size_t before = world().actorCount();
    auto* kinds = m_window.findChild<KindList*>("palette");
    ASSERT_NE(kinds, nullptr);
    const QModelIndexList counters =
        kinds->model()->match(kinds->model()->index(0, 0), KindModel::kindRole, "Counter");
    ASSERT_EQ(counters.size(), 1);

    kinds->setFocus();
    kinds->setCurrentIndex(counters.first());
    QTest::keyClick(kinds, Qt::Key_Return);
    ASSERT_TRUE(framesUntil([&] { return world().actorCount() == before + 1; }, 2));

    ASSERT_NE(playground().selected(), nullptr);
    EXPECT_EQ(playground().selected()->kind, "Counter");
    EXPECT_NE(m_window.frame().find(playground().selected()->id.number), nullptr);
}

TEST_F(WindowTest, SpawnsWithNAndAFewLetters) { // interface.md: N
    key(Qt::Key_Space);
    frames(3);
    key(Qt::Key_N);
    auto* picker = m_window.findChild<QWidget*>("kindPicker");
    ASSERT_TRUE(picker && picker->isVisible());
    auto* search = picker->findChild<QLineEdit*>();

    QTest::keyClicks(search, "key-v");
    QTest::keyClick(search, Qt::Key_Return);

    EXPECT_FALSE(picker->isVisible());
    ASSERT_TRUE(framesUntil([&] { return playground().selected() != nullptr; }, 2));
    EXPECT_EQ(playground().selected()->kind, "KvStore");
}

TEST_F(WindowTest, SendsWhatTheFormSaysAndShowsTheReply) {
    key(Qt::Key_Space);
    frames(3);
    playground().spawn("Counter", {0, 500});
    ASSERT_TRUE(framesUntil([&] { return playground().selected() != nullptr; }, 2));
    const ActorId counter = playground().selected()->id;
    auto* message = m_window.findChild<QComboBox*>("message");
    message->setCurrentText("Increment");
    auto* by = m_window.findChild<QLineEdit*>("field.by");
    ASSERT_NE(by, nullptr);
    by->setFocus();
    by->setText("41");

    QTest::keyClick(by, Qt::Key_Return);
    ASSERT_TRUE(framesUntil([&] { return world().actor(counter)->ledger.handled == 1; }, 3));
    frames(1);
    EXPECT_TRUE(textOf(m_window, "stateFields").contains("value = 41"));

    message->setCurrentText("GetValue");
    QTest::mouseClick(m_window.findChild<QWidget*>("sendArea")->findChild<QPushButton*>("primary"),
                      Qt::LeftButton);
    EXPECT_TRUE(framesUntil([&] { return textOf(m_window, "outcome").startsWith("reply: 41"); }, 3))
        << textOf(m_window, "outcome").toStdString();
}

TEST_F(WindowTest, MarksAFieldThatDoesNotFitAndSendsNothing) {
    key(Qt::Key_Space);
    frames(3);
    select("worker-1");
    auto* message = m_window.findChild<QComboBox*>("message");
    message->setCurrentText("Process");
    auto* n = m_window.findChild<QLineEdit*>("field.n");
    ASSERT_NE(n, nullptr);
    n->setFocus();
    n->setText("many");
    playground().toggleRun();
    const core::Seq before = world().lastSeq();

    QTest::keyClick(n, Qt::Key_Return);
    frames(2);

    EXPECT_TRUE(n->property("invalid").toBool());
    EXPECT_LE(world().lastSeq(), before + 1); // at most the pause itself
}

TEST_F(WindowTest, FillsItsChartsWhileItRunsAndOnlyThen) {
    key(Qt::Key_Space);
    ASSERT_TRUE(framesUntil([&] { return playground().session().history().total().size() > 5; }));
    const int filled = m_window.depthPanel().fillCount();
    frames(60);
    EXPECT_GT(m_window.depthPanel().fillCount(), filled);

    m_window.findChild<QWidget*>("dock.depth")->hide();
    const int hidden = m_window.depthPanel().fillCount();
    frames(60);
    EXPECT_EQ(m_window.depthPanel().fillCount(), hidden);
}

TEST_F(WindowTest, ListsEveryEvent) {
    auto* panel = m_window.findChild<EventPanel*>();
    QAbstractItemModelTester tester(&panel->model(),
                                    QAbstractItemModelTester::FailureReportingMode::Fatal);
    key(Qt::Key_Space);
    frames(60);
    panel->update();

    ASSERT_GT(panel->model().rowCount(), 20);
    EXPECT_GT(panel->model().seqOf(panel->model().rowCount() - 1), world().lastSeq() - 40);
    QStringList events;
    for (int row = 0; row < panel->model().rowCount(); ++row)
        events << panel->model().index(row, EventModel::eventColumn).data().toString();
    for (const char* event : {"made", "sent", "begun", "handled"})
        EXPECT_TRUE(events.contains(event)) << event;
}

TEST_F(WindowTest, ArrangingThePanelsLeavesNoWidgetBehind) {
    const auto arrangeAll = [&] {
        for (const char* id : {"window.measure", "window.debug", "window.teach", "window.play"})
            press(id);
        endOfEvents();
        return m_window.findChildren<QWidget*>().size();
    };
    arrangeAll(); // from now on each one is remembered, and brought back
    const qsizetype before = arrangeAll();
    for (int i = 0; i < 5; ++i) arrangeAll();

    EXPECT_EQ(arrangeAll(), before);
}

TEST_F(WindowTest, FindsAnActorByItsName) {
    key(Qt::Key_Space);
    frames(3);
    auto* search = m_window.findChild<QLineEdit*>("search");

    QTest::keyClicks(search, "ORKER-3");
    QTest::keyClick(search, Qt::Key_Return);

    ASSERT_NE(playground().selected(), nullptr);
    EXPECT_EQ(playground().selected()->name, "worker-3");
    EXPECT_EQ(textOf(m_window, "inspected"), "worker-3");
}

TEST_F(WindowTest, ShowsARefusalInTheBannerAndKeepsTheDocument) {
    EXPECT_FALSE(playground().open("/no/such/file.troupe"));

    EXPECT_TRUE(textOf(m_window, "bannerText").contains("/no/such/file.troupe"));
    EXPECT_EQ(m_window.frame().nodes.size(), 8u);
}

TEST_F(WindowTest, DrawsItselfWithEveryActorsAccent) { // D43
    key(Qt::Key_Space);
    ASSERT_TRUE(
        framesUntil([&] { return actor("logger") && actor("logger")->ledger.handled > 20; }));
    for (const ThemeName name : {ThemeName::light, ThemeName::dark}) {
        m_window.setTheme(name);
        QTemporaryDir folder;
        const QString path = folder.filePath("window.png");
        ASSERT_TRUE(
            savePicture(m_window, {PictureOf::window, PictureFormat::png}, path.toStdString()));
        const QImage image(path);
        ASSERT_EQ(image.size(), kWindowPicture); // D35

        m_window.resize(kWindowPicture);
        QApplication::processEvents();
        m_window.canvas().fit();
        const QPointF corner = m_window.canvas().mapTo(&m_window, QPoint(0, 0));
        for (const NodeFrame& node : m_window.frame().nodes) {
            const Camera& camera = m_window.canvas().camera();
            const QRectF tile = tileRect(node.position);
            const QRectF where(camera.toView(tile.topLeft()) + corner, tile.size() * camera.zoom);
            EXPECT_GT(count(image, where, accentOn(theme(name), node.accent)), 100)
                << node.name.toStdString();
        }
    }
}

TEST_F(WindowTest, ExportsCanvasAndCharts) {
    key(Qt::Key_Space);
    frames(120);
    QTemporaryDir folder;
    for (const char* kind : {"canvas.png", "canvas.svg", "depth.png", "latency.png"}) {
        const QString path = folder.filePath(kind);
        ASSERT_TRUE(savePicture(m_window, *pictureKind(kind), path.toStdString())) << kind;
        EXPECT_FALSE(QImage(path).isNull()) << kind;
    }
    EXPECT_FALSE(pictureKind("events.csv"));
    const auto refused = savePicture(m_window, {PictureOf::canvas, PictureFormat::png},
                                     "/no/such/folder/canvas.png");
    ASSERT_FALSE(refused);
    EXPECT_NE(core::toEnglish(refused.error()).find("/no/such/folder"), std::string::npos);
}

} // namespace
} // namespace troupe::ui

// What people do most, with the number of actions that it may take. An action is a click, a drag, a
// key or key combination, a turn of the wheel, or text that is typed and ended with Enter.
#include "ui/app/memory.h"
#include "ui/window/pick_list.h"
#include "ui/window/time_bar.h"
#include "ui/window_fixture.h"

#include <QComboBox>
#include <QDockWidget>
#include <QListWidget>
#include <QRegularExpression>
#include <QSvgRenderer>
#include <QTemporaryDir>

#include <algorithm>

namespace troupe::ui {
namespace {

class AnchorTest : public WindowTest {
protected:
    ~AnchorTest() override {
        for (const char* key :
             {"recentFiles", "docks/play", "docks/measure", "arrangement", "exportFolder"})
            forget(key);
    }

    int m_actions = 0;

    void click(QWidget& at, QPoint point) {
        ++m_actions;
        QTest::mouseClick(&at, Qt::LeftButton, {}, point);
    }
    void click(QWidget& at) { click(at, at.rect().center()); }
    void clickNode(const char* name) { click(m_window.canvas(), middleOf(name)); }
    void pressKey(Qt::Key which, Qt::KeyboardModifiers modifiers = {}) {
        ++m_actions;
        QWidget* at = QApplication::activePopupWidget();
        if (at && at->focusWidget()) at = at->focusWidget();
        if (!at) m_window.activateWindow(); // without a window system nobody else does
        if (!at) at = m_window.focusWidget() ? m_window.focusWidget() : &m_window;
        QTest::keyClick(at, which, modifiers);
    }
    /// Text and Enter, where the cursor is.
    void type(const QString& words) {
        QWidget* at = QApplication::activePopupWidget();
        at = at && at->focusWidget() ? at->focusWidget() : QApplication::focusWidget();
        ASSERT_NE(at, nullptr);
        QTest::keyClicks(at, words);
        pressKey(Qt::Key_Return);
    }
    void dragHandle(const char* from, const char* to) {
        ++m_actions;
        dragLink(from, to);
    }
};

TEST_F(AnchorTest, SendsADefaultMessageByHandleDragAndEnterInTwo) {
    runUntilBusy();
    const std::int64_t before = actor("worker-1")->ledger.sent;
    playground().toggleRun();
    frames(2);

    dragHandle("router", "worker-1"); // linked already: the first row sends
    ASSERT_TRUE(picks()->isVisible());
    EXPECT_EQ(m_window.pickList().shownTitles().front(), "Send Process");
    pressKey(Qt::Key_Return);

    EXPECT_EQ(m_actions, 2);
    playground().toggleRun();
    EXPECT_TRUE(framesUntil([&] { return actor("worker-1")->ledger.sent > before; }, 3));
}

TEST_F(AnchorTest, CrashesAndShowsTheRestartWithOneKey) {
    runUntilBusy();
    select("worker-2");

    pressKey(Qt::Key_K);

    EXPECT_EQ(m_actions, 1);
    ASSERT_TRUE(framesUntil([&] { return node("worker-2")->status == NodeStatus::restarting; }, 2));
    EXPECT_TRUE(node("worker-2")->backOff);
    EXPECT_TRUE(framesUntil([&] { return node("worker-2")->incarnation == 2; }, 5));
}

// The strip of a node has the envelopes, and n of its capacity beside them.
TEST_F(AnchorTest, ShowsWhatIsQueuedWithoutAnyAction) {
    runUntilBusy();
    select("worker-2");
    key(Qt::Key_H);
    ASSERT_TRUE(framesUntil([&] { return node("worker-2")->queued >= 3; }, 5));
    select("worker-1"); // somebody else

    EXPECT_GE(node("worker-2")->shown, 3);
    EXPECT_EQ(node("worker-2")->capacity, 8);
    const QColor sender = node("router")->accent;
    EXPECT_EQ(node("worker-2")->envelopes[0].colour, sender);
    const QImage picture = canvasPicture();
    const Camera& camera = m_window.canvas().camera();
    const QRect strip = QRectF(camera.toView(stripRect(node("worker-2")->position).topLeft()),
                               stripRect(node("worker-2")->position).size() * camera.zoom)
                            .toAlignedRect();
    int drawn = 0;
    for (int x = strip.left(); x <= strip.right(); ++x)
        drawn += picture.pixelColor(x, strip.center().y()).rgb() == sender.rgb();
    EXPECT_GT(drawn, 10) << "envelopes in the colour of who sent them";
}

TEST_F(AnchorTest, OpensAScenarioAndRunsItInTwo) {
    auto* scenarios = m_window.findChild<QListWidget*>("scenarios");
    ASSERT_FALSE(scenarios->visibleRegion().isEmpty()) << "in sight, not behind a tab";
    const auto found = scenarios->findItems("Counter", Qt::MatchStartsWith);
    ASSERT_FALSE(found.isEmpty());
    scenarios->scrollToItem(found.front());

    click(*scenarios->viewport(), scenarios->visualItemRect(found.front()).center());
    pressKey(Qt::Key_Space);

    EXPECT_EQ(m_actions, 2);
    EXPECT_TRUE(framesUntil([&] { return node("counter") && actor("counter") != nullptr; }, 3));
    EXPECT_TRUE(text("mode").contains("running"));
}

TEST_F(AnchorTest, ExportsTheCanvasAsSvgInThree) {
    QTemporaryDir folder;
    remember("exportFolder", folder.path());
    runUntilBusy();

    pressKey(Qt::Key_E, Qt::ControlModifier);
    auto* dialog = m_window.findChild<QDialog*>("exportDialog");
    ASSERT_TRUE(dialog && dialog->isVisible());
    auto* format = dialog->findChild<QComboBox*>("exportFormat");
    format->setFocus();
    QTest::keyClicks(format, "SVG"); // typing chooses
    ++m_actions;
    click(*dialog->findChild<QPushButton*>("primary"));

    EXPECT_EQ(m_actions, 3);
    EXPECT_TRUE(QSvgRenderer(folder.filePath("canvas.svg")).isValid());
    EXPECT_TRUE(text("bannerText").contains("canvas.svg"));
    EXPECT_FALSE(dialog->isVisible());
}

TEST_F(AnchorTest, SetsAMailboxToEightWithDropOldestInFour) {
    ASSERT_TRUE(m_window.openFile(QString::fromStdString(scenario("slow-consumer").string())));
    playground().setMode(core::RunMode::lab);
    m_window.canvas().fit();
    key(Qt::Key_Space);
    const std::string name = [&] {
        for (const core::ActorEntry& entry : playground().document().actors)
            if (entry.kind == "SlowWorker" || entry.kind == "Worker")
                return core::namesOf(entry).front();
        return std::string();
    }();
    ASSERT_TRUE(framesUntil([&] { return actor(name.c_str()) != nullptr; }, 3));
    const std::uint32_t incarnation = actor(name.c_str())->incarnation;
    const ActorId who = actor(name.c_str())->id;

    clickNode(name.c_str());
    auto* capacity = m_window.findChild<QLineEdit*>("policy.capacity");
    ASSERT_NE(capacity, nullptr);
    QTest::mouseDClick(capacity, Qt::LeftButton); // takes the cursor there and the number
    capacity->selectAll();
    ++m_actions;
    type("8");
    auto* overflow = m_window.findChild<QComboBox*>("policy.overflow");
    overflow->setFocus();
    QTest::keyClicks(overflow, "dropO");
    ++m_actions;

    EXPECT_LE(m_actions, 4);
    EXPECT_TRUE(framesUntil([&] { return node(name)->capacity == 8; }, 3)) << "the canvas says so";
    EXPECT_EQ(actor(name.c_str())->overflow, Overflow::dropOldest);
    EXPECT_TRUE(framesUntil([&] { return actor(name.c_str())->depth <= 8; }, 3));
    EXPECT_EQ(actor(name.c_str())->id, who) << "the actor goes on";
    EXPECT_EQ(actor(name.c_str())->incarnation, incarnation);
}

TEST_F(AnchorTest, FindsOneOfAThousandByNameInTwo) {
    ASSERT_TRUE(m_window.openFile(QString::fromStdString(scenario("fan-out-1000").string())));
    m_window.canvas().setFocus();
    const std::string wanted = [&] {
        for (const core::ActorEntry& entry : playground().document().actors)
            if (entry.count > 900) return core::namesOf(entry)[736];
        return std::string();
    }();
    ASSERT_FALSE(wanted.empty());

    pressKey(Qt::Key_F, Qt::ControlModifier);
    type(QString::fromStdString(wanted));

    EXPECT_EQ(m_actions, 2);
    EXPECT_EQ(text("inspected").toStdString(), wanted);
    ASSERT_NE(node(wanted), nullptr);
    EXPECT_TRUE(m_window.canvas().rect().contains(middleOf(wanted))) << "in sight";
}

TEST_F(AnchorTest, GoesBackToACrashWithOneClickOnItsMark) {
    runUntilBusy();
    select("worker-2");
    key(Qt::Key_K);
    ASSERT_TRUE(framesUntil([&] { return actor("worker-2")->incarnation == 2; }, 5));
    frames(40);
    const auto& marks = playground().session().timeline().marks();
    const auto crash = std::find_if(marks.begin(), marks.end(), [](const core::Mark& mark) {
        return mark.kind == core::MarkKind::crash;
    });
    ASSERT_NE(crash, marks.end());
    const core::Seq seq = crash->seq;

    TimeBar& bar = m_window.timeBar();
    click(bar, bar.markRect(*crash).center().toPoint());

    EXPECT_EQ(m_actions, 1);
    EXPECT_TRUE(m_window.frame().pastText.startsWith("PAST"));
    EXPECT_EQ(world().lastSeq(), seq);
    EXPECT_EQ(node("worker-2")->incarnation, 1);
    EXPECT_EQ(text("inspected"), "worker-2");
}

TEST_F(AnchorTest, ShowsP99OfMailboxTimeInMeasureWithoutAnyAction) {
    press("window.measure");
    runUntilBusy();
    frames(60);

    auto* latency = m_window.findChild<QDockWidget*>("dock.latency");
    auto* legend = latency->findChild<QWidget*>("legend");
    ASSERT_NE(legend, nullptr);
    EXPECT_FALSE(legend->visibleRegion().isEmpty());
    const QString said = legend->accessibleName();
    EXPECT_TRUE(said.contains(QRegularExpression("p99 [0-9.]+ (ns|µs|ms|s)")))
        << said.toStdString();
    EXPECT_GE(legend->width(), 200) << "room for p50, p90 and p99";
}

TEST_F(AnchorTest, UndoesADeletionWithOne) {
    select("worker-3");
    key(Qt::Key_Delete);
    ASSERT_EQ(node("worker-3"), nullptr);

    pressKey(Qt::Key_Z, Qt::ControlModifier);

    EXPECT_EQ(m_actions, 1);
    EXPECT_NE(node("worker-3"), nullptr);
    EXPECT_TRUE(hasLink("router", "worker-3"));
    EXPECT_TRUE(hasLink("worker-3", "logger"));
    EXPECT_EQ(playground().document().actor("worker-3")->supervisor, "pool");
}

TEST_F(AnchorTest, BuildsAPoolFromStartEmptyInTwentyFour) { // D32
    m_window.findChild<QWidget*>("welcome")->show();        // as at the first start
    click(*m_window.findChild<QPushButton*>("welcomeEmpty"));
    ASSERT_TRUE(m_window.frame().nodes.empty());
    const QSize size = m_window.canvas().size();
    const auto at = [&](int x, double y) { return QPoint(x, qRound(size.height() * y)); };

    const auto spawn = [&](const QString& words, QPoint where) {
        ++m_actions;
        QTest::mouseDClick(&m_window.canvas(), Qt::LeftButton, {}, where);
        type(words);
    };
    spawn("load", at(90, 0.35));
    spawn("router", at(270, 0.35));
    spawn("worker", at(455, 0.15));
    spawn("logger", at(640, 0.35));
    spawn("supervisor", at(640, 0.8));
    const auto link = [&](const char* from, const char* to) {
        dragHandle(from, to);
        pressKey(Qt::Key_Return); // the first row fits best
    };
    link("load-1", "router-1");
    link("router-1", "worker-1");
    link("worker-1", "logger-1");
    ++m_actions;
    drag(middleOf("worker-1"), middleOf("pool-1"));
    clickNode("worker-1");
    ASSERT_EQ(text("inspected"), "worker-1");
    menu("edit.duplicate"); // with its supervisor and its links
    m_actions += 2;
    ASSERT_NE(node("worker-2"), nullptr) << text("bannerText").toStdString();
    drag(middleOf("worker-2"), at(455, 0.6));
    ++m_actions;
    link("router-1", "worker-2");

    EXPECT_LE(m_actions, 24);
    for (const char* worker : {"worker-1", "worker-2"}) {
        ASSERT_NE(playground().document().actor(worker), nullptr) << worker;
        EXPECT_TRUE(hasLink("router-1", worker)) << worker;
        EXPECT_TRUE(hasLink(worker, "logger-1")) << worker;
        EXPECT_EQ(playground().document().actor(worker)->supervisor, "pool-1") << worker;
    }
    EXPECT_TRUE(hasLink("load-1", "router-1"));
    playground().setMode(core::RunMode::lab);
    key(Qt::Key_Space);
    EXPECT_TRUE(framesUntil([&] { return actor("logger-1") && actor("logger-1")->ledger.handled; }))
        << "and it runs";
    forget("isWelcomed");
}

} // namespace
} // namespace troupe::ui

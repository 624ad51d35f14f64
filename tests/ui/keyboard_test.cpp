// Everything without a mouse, and for those who hear the window instead of seeing it.
#include "ui/canvas/canvas_accessible.h"
#include "ui/canvas/canvas_painter.h"
#include "ui/sample_frame.h"
#include "ui/text/language.h"
#include "ui/window/commands.h"
#include "ui/window_fixture.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QImage>
#include <QPainter>
#include <QSet>
#include <QSlider>

#include <memory>

namespace troupe::ui {
namespace {

struct Told {
    QAccessible::Event what;
    QString name;
};

QList<Told>& told() {
    static QList<Told> all;
    return all;
}

void hear(QAccessibleEvent* event) {
    const QAccessibleInterface* of = event->accessibleInterface();
    told() << Told{event->type(), of && of->isValid() ? of->text(QAccessible::Name) : QString()};
}

bool wasTold(QAccessible::Event what, const QString& name) {
    for (const Told& each : told())
        if (each.what == what && each.name.startsWith(name)) return true;
    return false;
}

class KeyboardTest : public WindowTest {
protected:
    /// Object names of all that Tab leads to, from the canvas until it is there again.
    QStringList tabStops(Qt::Key which) {
        QStringList names;
        m_window.canvas().setFocus();
        for (int i = 0; i < 300; ++i) {
            QWidget* at = QApplication::focusWidget();
            if (!at) break;
            QTest::keyClick(at, which);
            at = QApplication::focusWidget();
            if (at == &m_window.canvas()) break;
            names << (at ? at->objectName() : QString());
        }
        return names;
    }
};

// Before the window is made, as in the program.
struct Listens {
    Listens() {
        installCanvasAccessibility();
        QAccessible::setActive(true);
        before = QAccessible::installUpdateHandler(hear);
        told().clear();
    }
    ~Listens() {
        QAccessible::installUpdateHandler(before);
        QAccessible::setActive(false);
    }
    QAccessible::UpdateHandler before = nullptr;
};

class HearingTest : private Listens, public KeyboardTest {
protected:
    QAccessibleInterface* list() {
        return QAccessible::queryAccessibleInterface(&m_window.canvas());
    }
    QString itemOf(const QString& name) {
        for (int i = 0; i < list()->childCount(); ++i) {
            const QString said = list()->child(i)->text(QAccessible::Name);
            if (said.startsWith(name + ":")) return said;
        }
        return {};
    }
};

TEST_F(KeyboardTest, TabLeadsToEveryPanelAndBackToTheCanvas) {
    key(Qt::Key_Space);
    frames(30);
    select("worker-2");
    for (const Qt::Key which : {Qt::Key_Tab, Qt::Key_Backtab}) {
        const QStringList stops = tabStops(which);

        EXPECT_EQ(QApplication::focusWidget(), &m_window.canvas()) << "Tab goes round";
        for (const char* name : {"timeBar", "palette", "events", "search", "message", "count",
                                 "primary", "policy.capacity"})
            EXPECT_TRUE(stops.contains(name)) << name;
    }
}

TEST_F(KeyboardTest, ArrowsBeginWithTheLeftmostActor) {
    key(Qt::Key_Right);
    EXPECT_EQ(playground().selection(), std::vector<std::string>{"load-1"});

    key(Qt::Key_Right);
    EXPECT_EQ(playground().selection(), std::vector<std::string>{"router"});
}

TEST_F(KeyboardTest, EnterOpensANodeThatStandsForMany) {
    ASSERT_TRUE(playground().open(scenario("fan-out-1000")));
    frames(2);
    const std::size_t closed = m_window.frame().nodes.size();
    ASSERT_LT(closed, 20U);
    for (const NodeFrame& node : m_window.frame().nodes)
        if (m_window.builder().isGroup(node.id)) {
            playground().select(std::vector<std::string>{m_window.builder().nameOf(node.id)});
            break;
        }

    key(Qt::Key_Return);
    EXPECT_GT(m_window.frame().nodes.size(), 1000U);
}

TEST_F(KeyboardTest, EveryFieldAndButtonHasAName) {
    key(Qt::Key_Space);
    frames(30);
    select("worker-2");
    for (const Arrangement arrangement : {Arrangement::play, Arrangement::debug}) {
        m_window.arrangeDocks(arrangement);
        for (QWidget* widget : m_window.findChildren<QWidget*>()) {
            const bool isUsed =
                qobject_cast<QAbstractButton*>(widget) || qobject_cast<QLineEdit*>(widget) ||
                qobject_cast<QComboBox*>(widget) || qobject_cast<QAbstractSpinBox*>(widget) ||
                qobject_cast<QSlider*>(widget) || qobject_cast<QAbstractItemView*>(widget);
            if (!isUsed || !widget->isVisible() || qobject_cast<QHeaderView*>(widget) ||
                widget->objectName() == "qt_spinbox_lineedit")
                continue;
            const QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(widget);
            ASSERT_NE(spoken, nullptr);
            EXPECT_FALSE(spoken->text(QAccessible::Name).isEmpty())
                << widget->metaObject()->className() << " " << widget->objectName().toStdString()
                << " in " << widget->parentWidget()->objectName().toStdString();
        }
    }
    m_window.arrangeDocks(Arrangement::play);
}

TEST(SpokenText, SaysNameKindStateAndMailbox) { // interface.md, For everyone
    NodeFrame node;
    node.name = "counter-1";
    node.kind = "Counter";
    node.status = NodeStatus::running;
    node.queued = 3;

    EXPECT_EQ(spokenText(node), "counter-1: counter, running, mailbox 3");

    node.capacity = 8;
    node.incarnation = 2;
    node.line = "value = 42";
    EXPECT_EQ(spokenText(node),
              "counter-1: counter, running, mailbox 3 of 8, generation 2, value = 42");

    useLanguage("de");
    node.kind = "Zähler";
    EXPECT_EQ(spokenText(node), "counter-1: Zähler, läuft, Postfach 3 von 8, Generation 2, "
                                "value = 42");
    useLanguage("en");
}

TEST_F(HearingTest, TheCanvasIsAListOfItsActors) {
    ASSERT_NE(list(), nullptr);
    EXPECT_EQ(list()->role(), QAccessible::List);
    EXPECT_EQ(list()->text(QAccessible::Name), "Actors");
    EXPECT_EQ(list()->childCount(), 8);
    EXPECT_TRUE(itemOf("worker-1").startsWith("worker-1: worker, "))
        << itemOf("worker-1").toStdString();
    EXPECT_EQ(list()->child(0)->role(), QAccessible::ListItem);
    EXPECT_EQ(list()->indexOfChild(list()->child(3)), 3);
}

TEST_F(HearingTest, WhoIsSelectedIsToldAtOnce) {
    if (!QAccessible::isActive()) GTEST_SKIP() << "nobody can listen on this platform";
    key(Qt::Key_Right);

    EXPECT_TRUE(wasTold(QAccessible::Focus, "load-1: load generator"));
    EXPECT_TRUE(list()->focusChild()->text(QAccessible::Name).startsWith("load-1:"));
}

TEST_F(HearingTest, WhatChangesIsTold) {
    if (!QAccessible::isActive()) GTEST_SKIP() << "nobody can listen on this platform";
    key(Qt::Key_Space);
    frames(30);
    told().clear();

    select("worker-2");
    key(Qt::Key_K);
    ASSERT_TRUE(framesUntil([&] { return actor("worker-2")->incarnation > 1; }));
    frames(2);

    EXPECT_TRUE(QTest::qWaitFor([] { return wasTold(QAccessible::NameChanged, "worker-2: "); }));
    EXPECT_TRUE(itemOf("worker-2").contains("generation 2")) << itemOf("worker-2").toStdString();
}

TEST_F(HearingTest, AnActorCanBeChosenThere) {
    for (int i = 0; i < list()->childCount(); ++i) {
        QAccessibleInterface* item = list()->child(i);
        if (!item->text(QAccessible::Name).startsWith("logger:")) continue;
        item->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        EXPECT_TRUE(item->state().selected);
    }
    EXPECT_EQ(playground().selection(), std::vector<std::string>{"logger"});
}

QImage painted(const CanvasFrame& frame) {
    QImage image(900, 520, QImage::Format_RGB32);
    QPainter painter(&image);
    paintCanvas(painter, frame, fitted(frame.bounds(), freeRect(image.size())),
                theme(ThemeName::light), image.size());
    return image;
}

TEST(ReducedMotion, LeavesMessagesOutAndKeepsTheFlashStill) {
    CanvasFrame frame = sampleFrame();
    frame.nodes[0].crashedAt = frame.now - 0.1;
    EXPECT_FALSE(frame.flights.empty());
    CanvasFrame later = frame;
    later.now += 0.1; // flights and flash go on
    for (NodeFrame* node : {&frame.nodes[0], &later.nodes[0]}) node->backOff.reset();
    for (CanvasFrame* each : {&frame, &later})
        for (NodeFrame& node : each->nodes) node.backOff.reset();
    ASSERT_NE(painted(frame), painted(later));

    frame.hasReducedMotion = later.hasReducedMotion = true;
    EXPECT_EQ(painted(frame), painted(later));
}

TEST_F(KeyboardTest, ReducedMotionIsRemembered) {
    remember("motion", "reduced");
    m_window.chooseMotion();
    EXPECT_TRUE(m_window.frame().hasReducedMotion);

    remember("motion", "full");
    m_window.chooseMotion();
    EXPECT_FALSE(m_window.frame().hasReducedMotion);
    forget("motion");
}

// All that the window's lists and tables show, while a run goes through everything.
TEST_F(KeyboardTest, EveryModelKeepsTheRulesOfModels) {
    std::vector<std::unique_ptr<QAbstractItemModelTester>> testers;
    QSet<QAbstractItemModel*> models;
    for (const QAbstractItemView* view : m_window.findChildren<QAbstractItemView*>())
        if (view->model()) models << view->model();
    ASSERT_GE(models.size(), 8);
    for (QAbstractItemModel* model : models)
        testers.push_back(std::make_unique<QAbstractItemModelTester>(
            model, QAbstractItemModelTester::FailureReportingMode::Fatal));
    m_window.arrangeDocks(Arrangement::debug);
    key(Qt::Key_Space);
    frames(60);
    select("worker-2");
    key(Qt::Key_K);
    frames(120);
    for (QAbstractItemModel* model : models) model->sort(0, Qt::DescendingOrder);
    playground().seekBy(-200);
    frames(5);
    playground().seekNow();
    m_window.commands().action(Command::palette)->trigger();
    if (QWidget* popup = QApplication::activePopupWidget()) popup->hide();
    ASSERT_TRUE(playground().open(scenario("poison")));
    key(Qt::Key_Space);
    frames(120);
    m_window.arrangeDocks(Arrangement::play);
}

} // namespace
} // namespace troupe::ui

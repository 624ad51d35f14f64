// The docked charts: table, crosshair, range, labels, Little's law, legend.
#include "ui/window/chart_panels.h"
#include "ui/window/event_model.h"
#include "ui/window/event_panel.h"
#include "ui/window/legend.h"
#include "ui/window/time_bar.h"
#include "ui/window_fixture.h"

#include <QAbstractItemModelTester>
#include <QChart>
#include <QChartView>
#include <QDockWidget>
#include <QGraphicsItem>
#include <QMouseEvent>
#include <QRegularExpression>
#include <QTableView>
#include <QToolButton>

#include <map>

namespace troupe::ui {
namespace {

class ChartPanelTest : public WindowTest {
protected:
    ~ChartPanelTest() override {
        for (const char* key : {"docks/play", "docks/measure", "arrangement"}) forget(key);
    }

    /// Some seconds of a run that then stands still, with all charts in sight.
    void measured() {
        press("window.measure");
        runUntilBusy();
        frames(200);
        key(Qt::Key_Space);
        frames(2);
        ASSERT_EQ(playground().state(), core::RunState::paused);
    }

    static QWidget& viewport(ChartPanel& panel) {
        return *panel.findChild<QChartView*>()->viewport();
    }
    /// A point of the plot, by its share of the width.
    static QPoint at(ChartPanel& panel, double share) {
        auto* view = panel.findChild<QChartView*>();
        const QRectF plot = view->chart()->plotArea();
        return view->mapFromScene(view->chart()->mapToScene(
            QPointF(plot.left() + share * plot.width(), plot.center().y())));
    }
    static void dragOver(ChartPanel& panel, double from, double to) {
        QWidget& where = viewport(panel);
        const auto send = [&](QEvent::Type type, QPoint point, Qt::MouseButtons buttons) {
            QMouseEvent event(type, point, where.mapToGlobal(point),
                              type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton, buttons,
                              {});
            QApplication::sendEvent(&where, &event);
        };
        send(QEvent::MouseButtonPress, at(panel, from), Qt::LeftButton);
        send(QEvent::MouseMove, at(panel, (from + to) / 2), Qt::LeftButton);
        send(QEvent::MouseMove, at(panel, to), Qt::LeftButton);
        send(QEvent::MouseButtonRelease, at(panel, to), Qt::NoButton);
    }
    static void hover(ChartPanel& panel, double share) {
        QWidget& where = viewport(panel);
        const QPoint point = at(panel, share);
        QMouseEvent event(QEvent::MouseMove, point, where.mapToGlobal(point), Qt::NoButton,
                          Qt::NoButton, {});
        QApplication::sendEvent(&where, &event);
    }
    QToolButton* button(ChartPanel& panel, const char* name) {
        for (QDockWidget* dock : m_window.findChildren<QDockWidget*>())
            if (dock->widget() == &panel)
                return dock->titleBarWidget()->findChild<QToolButton*>(name);
        return nullptr;
    }
    std::vector<ChartPanel*> panels() {
        return {&m_window.depthPanel(), &m_window.latencyPanel(), &m_window.throughputPanel(),
                &m_window.histogramPanel()};
    }
};

TEST_F(ChartPanelTest, EachChartIsShownAsATableToo) {
    measured();
    for (ChartPanel* panel : panels()) {
        QToolButton* asTable = button(*panel, "asTable");
        ASSERT_TRUE(asTable && asTable->isVisible()) << panel->name().toStdString();
        QTest::mouseClick(asTable, Qt::LeftButton);
        auto* table = panel->findChild<QTableView*>("chartTable");
        ASSERT_TRUE(table->isVisible()) << panel->name().toStdString();
        QAbstractItemModelTester tester(table->model(),
                                        QAbstractItemModelTester::FailureReportingMode::Fatal);
        ASSERT_GT(table->model()->rowCount(), 3) << panel->name().toStdString();
        frames(2);
        QTest::mouseClick(asTable, Qt::LeftButton);
        EXPECT_FALSE(table->isVisible());
    }
    // The table has what the chart draws.
    QTest::mouseClick(button(m_window.throughputPanel(), "asTable"), Qt::LeftButton);
    const auto& model = *m_window.throughputPanel().findChild<QTableView*>("chartTable")->model();
    EXPECT_EQ(model.headerData(1, Qt::Horizontal).toString(), "all");
    const ChartData& shown = m_window.throughputPanel().shown();
    EXPECT_EQ(model.index(0, 0).data().toString(),
              QString::number(shown.end + shown.lines[0].points.last().x(), 'f', 2));
    EXPECT_EQ(model.index(0, 1).data().toString().remove(QChar(0x202f)).toDouble(),
              shown.lines[0].points.last().y());
}

TEST_F(ChartPanelTest, TheCrosshairIsAtOneMomentInAllViews) {
    measured();
    const auto lines = [&](ChartPanel& panel) {
        int shown = 0;
        for (const QGraphicsItem* item : panel.findChild<QChartView*>()->scene()->items())
            shown += item->type() == QGraphicsLineItem::Type && item->isVisible() &&
                     static_cast<const QGraphicsLineItem*>(item)->line().dx() == 0 &&
                     item->zValue() == 9;
        return shown;
    };
    const QImage bar = m_window.timeBar().grab().toImage();
    hover(m_window.depthPanel(), 0.97);
    EXPECT_EQ(lines(m_window.depthPanel()), 1);
    EXPECT_EQ(lines(m_window.latencyPanel()), 1);
    EXPECT_EQ(lines(m_window.throughputPanel()), 1);
    EXPECT_EQ(lines(m_window.histogramPanel()), 0) << "it has no time";
    EXPECT_NE(m_window.timeBar().grab().toImage(), bar);
    EXPECT_TRUE(m_window.latencyPanel().findChild<QChartView*>()->toolTip().contains("p99"));

    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(&viewport(m_window.depthPanel()), &leave);
    EXPECT_EQ(lines(m_window.latencyPanel()), 0);
    EXPECT_EQ(m_window.timeBar().grab().toImage(), bar);
}

// gesture: chart
TEST_F(ChartPanelTest, ADragOverAChartLeavesOnlyThatTime) {
    measured();
    auto& events = *m_window.findChild<EventPanel*>();
    const double end = m_window.depthPanel().shown().end;
    const double across = -m_window.depthPanel().shown().xFrom;
    EXPECT_EQ(across, chartSeconds(end));
    dragOver(m_window.throughputPanel(), 0.92, 0.96);

    ASSERT_TRUE(playground().filter().time);
    const TimeSpan span = *playground().filter().time;
    EXPECT_NEAR(static_cast<double>(span.from) / 1e9, end - 0.08 * across, 0.3);
    EXPECT_NEAR(static_cast<double>(span.to) / 1e9, end - 0.04 * across, 0.3);
    for (ChartPanel* panel : {&m_window.depthPanel(), &m_window.latencyPanel()}) {
        EXPECT_NEAR(panel->shown().xTo - panel->shown().xFrom, 0.04 * across, 0.5);
        EXPECT_FALSE(panel->shown().lines.empty());
    }
    ASSERT_TRUE(m_window.findChild<QDockWidget*>("dock.events")->isVisible());
    ASSERT_GT(events.model().rowCount(), 5);
    const core::Recording& recording = playground().session().recording();
    for (int row = 0; row < events.model().rowCount(); ++row)
        ASSERT_TRUE(span.has(recording.at(events.model().seqOf(row)).header.stamp));

    menu("view.showAll");
    EXPECT_TRUE(playground().filter().isNothing());
    EXPECT_NEAR(m_window.depthPanel().shown().xFrom, -across, 1e-9);
    EXPECT_LT(recording.at(events.model().seqOf(0)).header.stamp, span.from);
    EXPECT_FALSE(isInMenuEnabled("view.showAll"));
}

TEST_F(ChartPanelTest, ADragOverTheHistogramLeavesExactlyThoseMessages) {
    measured();
    const ChartData& bars = m_window.histogramPanel().shown();
    ASSERT_FALSE(bars.lines.empty());
    dragOver(m_window.histogramPanel(), 0.3, 0.8);
    ASSERT_TRUE(playground().filter().waits);
    const TimeSpan waits = *playground().filter().waits;
    auto& events = *m_window.findChild<EventPanel*>();
    const core::Recording& recording = playground().session().recording();
    std::map<std::uint64_t, std::uint64_t> sent;
    for (core::Seq seq = recording.firstSeq(); seq <= recording.lastSeq(); ++seq) {
        const Event& header = recording.at(seq).header;
        if (header.kind == EventKind::sent) sent[header.message] = header.stamp;
    }
    int begun = 0;
    for (int row = 0; row < events.model().rowCount(); ++row) {
        const Event& header = recording.at(events.model().seqOf(row)).header;
        if (header.kind != EventKind::began || !sent.count(header.message)) continue;
        ++begun;
        ASSERT_TRUE(waits.has(header.stamp - sent[header.message]));
    }
    EXPECT_GT(begun, 0);
    QTest::mouseClick(m_window.findChild<QToolButton*>("showAll"), Qt::LeftButton);
    EXPECT_TRUE(playground().filter().isNothing());
}

TEST_F(ChartPanelTest, AClickOnAChartIsNoDragAndGoesToThatMoment) {
    measured();
    const double end = m_window.depthPanel().shown().end;
    QTest::mouseClick(&viewport(m_window.depthPanel()), Qt::LeftButton, {},
                      at(m_window.depthPanel(), 0.95));
    EXPECT_TRUE(m_window.frame().isPast);
    EXPECT_NEAR(static_cast<double>(world().time()) / 1e9, end - 0.05 * chartSeconds(end), 0.5);
    EXPECT_TRUE(playground().filter().isNothing());
}

TEST_F(ChartPanelTest, LabelsSayWhatWasSummarisedAndWhichClock) {
    measured();
    for (ChartPanel* panel : panels())
        EXPECT_TRUE(panel->shown().note.contains("virtual clock"))
            << panel->shown().note.toStdString();
    EXPECT_TRUE(m_window.depthPanel().shown().note.contains("most in each 100 ms"));
    EXPECT_TRUE(m_window.latencyPanel().shown().note.contains("all actors"));
    EXPECT_TRUE(m_window.latencyPanel().shown().note.contains(QRegularExpression("n = [0-9]")));
    select("worker-1");
    EXPECT_TRUE(m_window.histogramPanel().shown().note.contains("worker-1"));
}

// L = λ·W on a run that is in balance: an actor that takes 15 ms for each of 50 messages a second.
TEST_F(ChartPanelTest, LittlesLawHoldsForAWorkerInBalance) {
    press("window.measure");
    select("worker-1");
    runUntilBusy();
    frames(600);
    QToolButton* little = button(m_window.depthPanel(), "little");
    ASSERT_NE(little, nullptr);
    QTest::mouseClick(little, Qt::LeftButton);

    const ChartData& shown = m_window.depthPanel().shown();
    ASSERT_EQ(shown.lines.size(), 3u);
    EXPECT_EQ(shown.lines[1].name, "L");
    EXPECT_EQ(shown.lines[2].name, QString::fromUtf8("λ·W"));
    ASSERT_GT(shown.lines[1].points.size(), 20);
    const double mean = shown.lines[1].points.last().y();
    const double product = shown.lines[2].points.last().y();
    EXPECT_NEAR(mean, product, std::max(0.2, 0.5 * product));
    EXPECT_TRUE(shown.note.contains("Little"));
    EXPECT_EQ(button(m_window.latencyPanel(), "little"), nullptr);
    QTest::mouseClick(little, Qt::LeftButton);
    EXPECT_GT(m_window.depthPanel().shown().lines.size(), 3u);
}

// gesture: legend
TEST_F(ChartPanelTest, AClickInTheLegendHidesALineAndShowsItAgain) {
    measured();
    ChartPanel& panel = m_window.latencyPanel();
    auto* legend = panel.findChild<Legend*>();
    const QImage before = viewport(panel).grab().toImage();
    QTest::mouseClick(legend, Qt::LeftButton, {}, QPoint(24, legend->height() / 2)); // p50
    EXPECT_TRUE(panel.shown().lines[0].isHidden);
    EXPECT_FALSE(panel.shown().lines[1].isHidden);
    EXPECT_TRUE(legend->accessibleName().contains("hidden"));
    EXPECT_NE(viewport(panel).grab().toImage(), before);

    legend->setFocus();
    QTest::keyClick(legend, Qt::Key_Space);
    EXPECT_FALSE(panel.shown().lines[0].isHidden);
    EXPECT_FALSE(legend->accessibleName().contains("hidden"));
    QTest::keyClick(legend, Qt::Key_Right);
    QTest::keyClick(legend, Qt::Key_Space);
    EXPECT_TRUE(panel.shown().lines[1].isHidden);
}

} // namespace
} // namespace troupe::ui

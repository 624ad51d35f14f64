// Random gestures, and after each what must always hold (P20). How many follows from
// TROUPE_TEST_SIZE, or TROUPE_MONKEY; TROUPE_MONKEY_SEED sets the seed, which a failure names. All
// 20,000, with what a gesture takes, on a screen line for each thousand:
//
//   TROUPE_MONKEY=20000 build/release/tests/ui/ui_monkey_test
#include "support/test_size.h"
#include "ui/window/commands.h"
#include "ui/window_fixture.h"

#include <QAction>
#include <QDialog>
#include <QElapsedTimer>
#include <QMenu>

#include <array>
#include <cmath>
#include <iostream>
#include <random>
#include <set>

namespace troupe::ui {
namespace {

class MonkeyTest : public WindowTest {
protected:
    int below(int limit) { return static_cast<int>(m_random() % static_cast<unsigned>(limit)); }

    QPoint somewhere() {
        const QSize size = m_window.canvas().size();
        if (below(2) && !m_window.frame().nodes.empty()) {
            const auto& nodes = m_window.frame().nodes;
            const NodeFrame& node = nodes[static_cast<std::size_t>(below(int(nodes.size())))];
            const QPointF at = nodeRect(node.position).center();
            const QPoint point = m_window.canvas().camera().toView(at).toPoint();
            if (m_window.canvas().rect().contains(point)) return point;
        }
        return {below(size.width()), below(size.height())};
    }

    void closeWindows() {
        for (QDialog* dialog : m_window.findChildren<QDialog*>())
            if (dialog->isVisible()) dialog->reject();
        while (QWidget* popup = QApplication::activePopupWidget()) popup->close();
    }

    void command() {
        // Files would open boxes of the system that wait for a person.
        static const std::set<Command> kLeftOut = {
            Command::open, Command::save,    Command::saveAs,      Command::exportWindow,
            Command::quit, Command::present, Command::exportDialog};
        const auto table = commandTable();
        const CommandRow& row = table[static_cast<std::size_t>(below(int(table.size())))];
        if (kLeftOut.count(row.command)) return;
        m_log << row.id;
        m_window.commands().action(row.command)->trigger();
    }

    void popup() {
        QWidget* popup = QApplication::activePopupWidget();
        if (!popup) return;
        if (auto* search = popup->findChild<QLineEdit*>()) {
            QTest::keyClicks(search, QString(QChar('a' + below(26))));
            // The palette has the commands that command() leaves out.
            const bool isPalette = search->placeholderText().startsWith("What do");
            QTest::keyClick(search, below(3) && !isPalette ? Qt::Key_Return : Qt::Key_Escape);
        }
        closeWindows();
    }

    void gesture() {
        CanvasView& canvas = m_window.canvas();
        switch (below(8)) {
        case 0:
            m_log << "click";
            QTest::mouseClick(&canvas, Qt::LeftButton,
                              below(4) ? Qt::NoModifier : Qt::ShiftModifier, somewhere());
            break;
        case 1:
            m_log << "drag";
            drag(somewhere(), somewhere(), below(5) ? Qt::NoModifier : Qt::AltModifier);
            break;
        case 2: {
            const auto& nodes = m_window.frame().nodes;
            if (nodes.size() < 2) break;
            m_log << "link";
            const auto any = [&] {
                return m_window.builder().nameOf(
                    nodes[static_cast<std::size_t>(below(int(nodes.size())))].id);
            };
            dragLink(any(), any());
            break;
        }
        case 3:
            m_log << "frames";
            frames(1 + below(12));
            break;
        case 4:
            m_log << "time";
            playground().seek(static_cast<core::Seq>(
                below(1 + static_cast<int>(playground().session().world().lastSeq()))));
            break;
        default:
            command();
        }
        popup();
        closeWindows();
        endOfEvents();
    }

    // What a person does with a document that is empty or has become a heap: opens another.
    void openAnother() {
        static constexpr std::array kScenarios = {"worker-pool", "supervised",        "deadlock",
                                                  "thread-ring", "overflow-policies", "store"};
        const std::size_t actors = playground().document().actors.size();
        if (actors > 60) playground().openEmpty();
        if (actors > 60 || (actors == 0 && below(20) == 0))
            playground().open(scenario(kScenarios[std::size_t(below(int(kScenarios.size())))]));
    }

    // Nothing stays behind: windows, rows, lines between docks.
    void expectAsManyWidgets() {
        const auto widgets = QApplication::allWidgets().size();
        if (m_widgetsAtFirst == 0) m_widgetsAtFirst = widgets;
        ASSERT_LE(widgets, m_widgetsAtFirst + kMoreWidgets);
    }

    void report(int gestures) {
        std::cout << gestures << " gestures, of the last " << kReportEvery << " each "
                  << double(m_clock.restart()) / kReportEvery << " ms, "
                  << QApplication::allWidgets().size() << " widgets\n";
    }

    void expectInvariants() {
        const CanvasFrame& frame = m_window.frame();
        for (const NodeFrame& node : frame.nodes) {
            ASSERT_TRUE(std::isfinite(node.position.x()) && std::isfinite(node.position.y()));
            ASSERT_FALSE(m_window.builder().nameOf(node.id).empty());
        }
        for (const EdgeFrame& edge : frame.edges) {
            ASSERT_NE(frame.find(edge.from), nullptr);
            ASSERT_NE(frame.find(edge.to), nullptr);
        }
        for (const NodeId id : frame.selection) ASSERT_NE(frame.find(id), nullptr);
        ASSERT_LE(frame.flights.size(), kMaxFlights);
        ASSERT_EQ(frame.isPast, playground().isPast());
        ASSERT_EQ(m_window.isWindowModified(), playground().isModified());
        ASSERT_TRUE(std::isfinite(m_window.canvas().camera().zoom));
        if (playground().mode() == core::RunMode::lab) {
            ASSERT_TRUE(world().ledger().isBalanced()) << "P1";
        }
        // What is shown can be saved and read again.
        for (const core::Link& link : playground().document().links)
            ASSERT_FALSE(link.from.empty() || link.to.empty());
    }

    static constexpr int kReportEvery = 1000;
    static constexpr qsizetype kMoreWidgets = 150; // of forms, lists and rows that show

    std::mt19937 m_random;
    QStringList m_log;
    QElapsedTimer m_clock;
    qsizetype m_widgetsAtFirst = 0;
};

TEST_F(MonkeyTest, SurvivesAnyGestureAtAnyTime) { // P20
    const int gestures = qEnvironmentVariableIsSet("TROUPE_MONKEY")
                             ? qEnvironmentVariableIntValue("TROUPE_MONKEY")
                             : test::sized(600, 3'000, 20'000);
    const auto seed = static_cast<unsigned>(qEnvironmentVariableIsSet("TROUPE_MONKEY_SEED")
                                                ? qEnvironmentVariableIntValue("TROUPE_MONKEY_SEED")
                                                : 1);
    m_random.seed(seed);
    m_clock.start();
    for (int i = 0; i < gestures; ++i) {
        gesture();
        expectInvariants();
        expectAsManyWidgets();
        ASSERT_FALSE(HasFatalFailure())
            << "TROUPE_MONKEY_SEED=" << seed << " TROUPE_MONKEY=" << i + 1
            << "; last: " << m_log.mid(std::max(0, int(m_log.size()) - 8)).join(", ").toStdString();
        openAnother();
        if ((i + 1) % kReportEvery == 0) report(i + 1);
    }
    m_window.grab();
}

} // namespace
} // namespace troupe::ui

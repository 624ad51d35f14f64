#include "ui/window/main_window.h"

#include "ui/app/autosave.h"
#include "ui/app/desktop_hints.h"
#include "ui/app/memory.h"
#include "ui/app/startup.h"
#include "ui/canvas/number_text.h"
#include "ui/text/core_text.h"
#include "ui/theme/icons.h"
#include "ui/window/chart_panels.h"
#include "ui/window/commands.h"
#include "ui/window/event_panel.h"
#include "ui/window/inspector.h"
#include "ui/window/kind_list.h"
#include "ui/window/kind_picker.h"
#include "ui/window/pick_list.h"
#include "ui/window/run_tables.h"
#include "ui/window/scenario_list.h"
#include "ui/window/send_form.h"
#include "ui/window/status_line.h"
#include "ui/window/time_bar.h"
#include "ui/window/tool_bar.h"
#include "ui/window/tour.h"
#include "ui/window/widgets.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QDropEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenuBar>
#include <QMimeData>
#include <QPushButton>
#include <QToolButton>
#include <QUrl>

#include <algorithm>

namespace troupe::ui {
namespace {

constexpr QSize kFirstSize(1600, 1000);

void dress(const Theme& theme) {
    qApp->setPalette(paletteOf(theme));
    qApp->setStyleSheet(styleSheetOf(theme));
}

// The layout of a window asks once, when it is made, how wide the lines between docks are, and gives
// the widgets over thin lines back only if they were thin then. So they are, for that moment.
constexpr const char* kThinLines = "QMainWindow::separator { width: 1px; height: 1px; }";

QWidget* withThinLines(QWidget* parent) {
    if (qApp->styleSheet().isEmpty()) qApp->setStyleSheet(kThinLines);
    return parent;
}

void endThinLines() {
    if (qApp->styleSheet() == kThinLines) qApp->setStyleSheet({});
}

} // namespace

MainWindow::MainWindow(ThemeName theme, QWidget* parent)
    : QMainWindow(withThinLines(parent)), m_theme(&ui::theme(theme)) {
    endThinLines();
    systemTheme(); // while the palette is still the system's
    setWindowTitle("Troupe");
    setMinimumSize(960, 600);
    resize(kFirstSize);
    setAcceptDrops(true);
    buildCentre();
    m_commands = new Commands(this, m_canvas);
    m_commands->fillMenuBar(*menuBar());
    m_fileName = makeLabel({}, "soft", menuBar());
    m_fileName->setContentsMargins(0, 6, 14, 6);
    menuBar()->setCornerWidget(m_fileName);
    m_toolBar = new ToolBar(m_playground, *m_commands, this);
    addToolBar(Qt::TopToolBarArea, m_toolBar);
    buildDocks();
    m_status = new StatusLine(m_playground, this);
    setStatusBar(m_status);
    connectPlayground();
    connectCanvas();
    connectPanels();
    connectCommands();
    dress(*m_theme);
    showTheme();
    onReplaced();
    m_canvas->setFocus();
}

MainWindow::~MainWindow() {
    // Views go before what they show.
    m_playground.disconnect(this);
}

Instant MainWindow::instant() const {
    return {m_playground.session(), m_playground.world(), m_playground.showsPast()};
}

void MainWindow::connectPlayground() {
    connect(&m_playground, &Playground::replaced, this, &MainWindow::onReplaced);
    connect(&m_playground, &Playground::edited, this, &MainWindow::onEdited);
    connect(&m_playground, &Playground::seeked, this, &MainWindow::onSeeked);
    connect(&m_playground, &Playground::ticked, this, &MainWindow::onTick);
    connect(&m_playground, &Playground::selectionChanged, this, &MainWindow::onSelection);
    connect(&m_playground, &Playground::filterChanged, this, [this] {
        m_events->showFiltered();
        for (ChartPanel* chart : {m_depth, m_latency, m_throughput}) chart->refresh();
        refreshCommands();
    });
    connect(&m_playground, &Playground::failed, this, &MainWindow::onFailed);
    connect(&m_playground, &Playground::offered, this, &MainWindow::onOffered);
    connect(&m_playground, &Playground::undoOffered, this, [this](const QString& line) {
        onOffered(line);
        m_bannerUndo->show();
    });
    connect(&m_playground, &Playground::runStateChanged, this, [this] {
        m_status->refresh();
        refreshCommands();
        if (!m_playground.isRunning() || m_welcome->isHidden()) return;
        m_welcome->hide();
        remember("isWelcomed", true);
    });
}

void MainWindow::connectCanvas() {
    m_canvas->setFrame(&m_builder.frame());
    connect(m_canvas, &CanvasView::clicked, this, &MainWindow::click);
    connect(m_canvas, &CanvasView::nodeDragged, this, &MainWindow::drag);
    connect(m_canvas, &CanvasView::bandSelected, this, &MainWindow::selectBand);
    connect(m_canvas, &CanvasView::arrowPressed, this, &MainWindow::onArrow);
    connect(m_canvas, &CanvasView::linkDragged, this, &MainWindow::onLinkDragged);
    connect(m_canvas, &CanvasView::linkClicked, this, &MainWindow::selectLinkOf);
    connect(m_canvas, &CanvasView::linkRewired, this, &MainWindow::rewire);
    connect(m_canvas, &CanvasView::kindDropped, this, &MainWindow::spawn);
    m_playground.setStandsFor(
        [this](const std::vector<std::string>& names) { return m_builder.standsFor(names); });
    connect(m_canvas, &CanvasView::menuRequested, this, &MainWindow::showNodeMenu);
    connect(m_canvas, &CanvasView::spaceTapped, m_commands->action(Command::run),
            &QAction::trigger);
    connect(m_canvas, &CanvasView::activated, this, &MainWindow::activate);
    connect(m_canvas, &CanvasView::backgroundActivated, this,
            [this](QPointF at) { chooseKind(at, QCursor::pos()); });
    connect(m_canvas, &CanvasView::escaped, this, [this] {
        if (m_isPresenting) return setPresenting(false);
        m_banner->hide();
        m_playground.select(std::vector<std::string>{});
    });
    connect(m_canvas, &CanvasView::timeWheeled, &m_playground,
            [this](int steps) { m_playground.seekBy(std::int64_t{-10} * steps); });
    connect(m_canvas, &CanvasView::trayClicked, this, [this] {
        m_docks.at("dock.deadLetters")->show();
        m_docks.at("dock.deadLetters")->raise();
        m_deadLetters->refresh();
    });
}

void MainWindow::connectPanels() {
    connect(m_picker, &KindPicker::chosen, this,
            [this](const QString& kind, QPointF at) { spawn(kind, at); });
    connect(m_kinds, &KindList::kindChosen, this,
            [this](const QString& kind) { spawn(kind, m_canvas->freeSpot()); });
    const auto show = [this](ActorId id, core::Seq seq) {
        if (seq != 0) m_playground.seek(seq);
        if (!id) return;
        m_playground.select(id);
        m_canvas->reveal(m_builder.idOf(
            m_playground.selection().empty() ? std::string() : m_playground.selection().front()));
    };
    connect(m_events, &EventPanel::eventChosen, this, show);
    for (TablePanel* table :
         {static_cast<TablePanel*>(m_actors), static_cast<TablePanel*>(m_problems),
          static_cast<TablePanel*>(m_deadLetters)})
        connect(table, &TablePanel::rowChosen, this, show);
    connect(m_actors, &TablePanel::rowActivated, this, [this](ActorId, core::Seq) { inspect(); });
    connect(m_deadLetters, &TablePanel::rowActivated, this, [this](ActorId, core::Seq seq) {
        for (const core::DeadLetter& letter : m_playground.session().world().deadLetters().listed())
            if (letter.seq == seq) {
                const core::DeadLetter again = letter;
                m_playground.seekNow();
                if (m_playground.resend(again)) onOffered(tr("Sent again."));
                return;
            }
    });
    for (ChartPanel* chart : {m_depth, m_latency, m_throughput, m_histogram}) connectChart(*chart);
    connect(m_scenarios, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) {
        if (mayDiscard()) openFile(item->data(Qt::UserRole).toString());
        m_canvas->setFocus();
    });
    connect(m_scenarios, &QListWidget::itemClicked, m_scenarios, &QListWidget::itemActivated);
    connect(m_toolBar, &ToolBar::searched, this, &MainWindow::find);
}

void MainWindow::connectChart(ChartPanel& chart) {
    const auto ns = [](double seconds) {
        return static_cast<std::uint64_t>(std::max(0.0, seconds) * 1e9);
    };
    connect(&chart, &ChartPanel::momentChosen, this, [this, ns](double seconds) {
        const core::Session& session = m_playground.session();
        m_playground.seek(session.timeline().seqAt(ns(seconds), session.recording()));
    });
    // One moment in all views.
    connect(&chart, &ChartPanel::momentHovered, this, [this](std::optional<double> seconds) {
        for (ChartPanel* each : {m_depth, m_latency, m_throughput}) each->showMoment(seconds);
        m_timeBar->showMoment(seconds);
    });
    const auto filter = [this](const EventFilter& wanted) {
        m_playground.setFilter(wanted);
        m_docks.at("dock.events")->show();
        m_docks.at("dock.events")->raise();
    };
    connect(&chart, &ChartPanel::spanChosen, this, [filter, ns](double from, double to) {
        filter({TimeSpan{ns(from), ns(to)}, {}});
    });
    connect(&chart, &ChartPanel::waitsChosen, this, [filter](double from, double to) {
        filter({{}, TimeSpan{static_cast<std::uint64_t>(from), static_cast<std::uint64_t>(to)}});
    });
}

void MainWindow::showSession(core::Session& session) {
    m_playground.show(session, localText(session.document().title));
}

void MainWindow::onReplaced() {
    if (m_renaming) endRename(false);
    m_builder.closeGroups();
    m_kinds->setDocument(m_playground.document());
    m_picker->setDocument(m_playground.document());
    showRecorded();
    m_builder.reset(instant());
    m_canvas->setFrame(&m_builder.frame());
    m_canvas->fit();
    m_scenarios->showOpen(QString::fromStdString(m_playground.path().string()));
    m_events->reset();
    m_inspector->showSelection();
    refreshViews();
    refreshCommands();
    showTitle();
}

void MainWindow::onEdited() {
    m_builder.setBreakpoints(m_playground.breakpoints());
    m_builder.reset(instant());
    m_builder.select(m_playground.selection(), m_playground.selectedLink());
    repaintCanvas();
    m_inspector->showSelection();
    m_problems->refresh();
    m_actors->refresh();
    refreshCommands();
    showTitle();
}

void MainWindow::onSeeked() {
    const auto number = [](core::Seq seq) { return groupedNumber(static_cast<std::int64_t>(seq)); };
    m_builder.setPastText((m_playground.isRecorded() ? tr("RECORDED RUN: event %1 of %2")
                                                     : tr("PAST: event %1 of %2"))
                              .arg(number(m_playground.playhead()),
                                   number(m_playground.session().world().lastSeq())));
    m_builder.reset(instant());
    m_builder.select(m_playground.selection(), m_playground.selectedLink());
    repaintCanvas();
    m_inspector->showSelection();
    m_events->showPlayhead();
    refreshViews();
}

// A run that a file holds is all past.
void MainWindow::showRecorded() {
    if (!m_playground.isRecorded()) {
        if (m_banner->property("recorded").toBool()) m_banner->hide();
        return;
    }
    const QString events =
        groupedNumber(static_cast<std::int64_t>(m_playground.session().world().lastSeq()));
    m_builder.setPastText(tr("RECORDED RUN: event %1 of %2").arg(events, events));
    QString line = tr("A recorded run of %1 events: drag the time bar or click an event. Space "
                      "runs its scenario anew.")
                       .arg(events);
    if (m_playground.session().isTruncated())
        line += " " + tr("The file was cut off: this is what was whole of it.");
    showBanner(line, false);
    m_banner->setProperty("recorded", true);
}

void MainWindow::refreshViews() {
    for (ChartPanel* chart : {m_depth, m_latency, m_throughput, m_histogram})
        if (chart->isVisible()) chart->refresh();
    for (TablePanel* table :
         {static_cast<TablePanel*>(m_actors), static_cast<TablePanel*>(m_problems),
          static_cast<TablePanel*>(m_deadLetters)})
        if (table->isVisible()) table->refresh();
    m_timeBar->update(m_playground.now(), true);
    m_status->refresh();
}

void MainWindow::repaintCanvas() {
    FrameChange change;
    change.isAll = true;
    m_canvas->frameChanged(change);
}

// The whole of a frame: one delta, then each view takes from it what it shows.
void MainWindow::onTick(const core::WorldDelta& delta) {
    const core::DisplayTime now = m_playground.now();
    m_canvas->frameChanged(m_builder.update(instant(), delta, now));
    if (!m_playground.showsPast()) m_inspector->update(delta);
    for (ChartPanel* chart : {m_depth, m_latency, m_throughput, m_histogram}) chart->update();
    m_events->update();
    m_actors->update(now);
    m_problems->update(now);
    m_deadLetters->update(now);
    m_timeBar->update(now);
    m_status->update(now);
    if (m_tour) m_tour->look();
}

void MainWindow::onSelection() {
    m_builder.select(m_playground.selection(), m_playground.selectedLink());
    repaintCanvas();
    m_inspector->showSelection();
    m_depth->refresh();
    m_latency->refresh();
    m_histogram->refresh();
    refreshCommands();
}

void MainWindow::onFailed(const QString& line) {
    showBanner(line, true);
}

void MainWindow::onOffered(const QString& line) {
    showBanner(line, false);
}

void MainWindow::showBanner(const QString& line, bool isFailure) {
    showText(*m_bannerText, line);
    m_banner->setProperty("quiet", !isFailure);
    m_banner->setProperty("recorded", false);
    m_bannerUndo->hide(); // unless what is said can be taken back
    m_banner->style()->unpolish(m_banner);
    m_banner->style()->polish(m_banner);
    m_banner->show();
}

void MainWindow::showTitle() {
    const QString file = m_playground.title();
    const QString shown = m_playground.isModified() ? file + QString::fromUtf8(" •") : file;
    showText(*m_fileName, shown);
    setWindowModified(m_playground.isModified());
    setWindowTitle(file.isEmpty() ? QString("Troupe") : file + QString::fromUtf8("[*] — Troupe"));
    menuBar()->setCornerWidget(m_fileName); // it takes its new width
    m_fileName->show();
}

void MainWindow::setTheme(ThemeName name) {
    const Theme& chosen = ui::theme(name);
    if (m_theme == &chosen && qApp->styleSheet() == styleSheetOf(chosen)) return;
    m_theme = &chosen;
    dress(chosen);
    showTheme();
}

void MainWindow::showTheme() {
    m_commands->setTheme(*m_theme);
    m_canvas->setTheme(*m_theme);
    m_timeBar->setTheme(*m_theme);
    m_toolBar->setTheme(*m_theme);
    m_kinds->setTheme(*m_theme);
    m_picker->setTheme(*m_theme);
    m_picks->setTheme(*m_theme);
    m_inspector->setTheme(*m_theme);
    for (ChartPanel* chart : {m_depth, m_latency, m_throughput, m_histogram})
        chart->setTheme(*m_theme);
    m_status->setTheme(*m_theme);
    if (auto* close = m_banner->findChild<QToolButton*>("bannerClose"))
        close->setIcon(icon("x", *m_theme));
}

// As it is set, else as the desktop says when it answers.
void MainWindow::chooseMotion() {
    const QString chosen = remembered("motion", "system").toString();
    setReducedMotion(chosen == "reduced");
    if (chosen != "system") return;
    askForReducedMotion(this, [this](bool isReduced) {
        if (remembered("motion", "system") == "system") setReducedMotion(isReduced);
    });
}

void MainWindow::setReducedMotion(bool isReduced) {
    m_builder.setReducedMotion(isReduced);
    repaintCanvas();
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange && m_canvas) m_canvas->update();
}

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    shareHeight();
}

// Until a person moves a border, the panels below keep their share.
void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    const bool isOther = event->oldSize().height() != event->size().height();
    if (isVisible() && isOther && !m_isPresenting) shareHeight();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!mayDiscard()) {
        event->ignore();
        return;
    }
    if (m_isPresenting) setPresenting(false);
    remember("geometry", saveGeometry());
    rememberDocks();
    if (m_autosave) m_autosave->forget();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && isOpenable(urls.front().toLocalFile())) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    const QString path = event->mimeData()->urls().value(0).toLocalFile();
    event->acceptProposedAction();
    if (isOpenable(path) && mayDiscard()) openFile(path);
    m_canvas->setFocus();
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_canvas && event->type() == QEvent::Resize && m_welcome) placeWelcome();
    if (m_renaming && watched == static_cast<QObject*>(m_renaming) &&
        event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        endRename(false);
        return true;
    }
    return QMainWindow::eventFilter(watched, event);
}

} // namespace troupe::ui

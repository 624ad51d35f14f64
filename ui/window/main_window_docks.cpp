// The panels of the window and where they stand.
#include "ui/app/autosave.h"
#include "ui/app/memory.h"
#include "ui/text/core_text.h"
#include "ui/window/chart_panels.h"
#include "ui/window/commands.h"
#include "ui/window/event_panel.h"
#include "ui/window/inspector.h"
#include "ui/window/kind_list.h"
#include "ui/window/kind_picker.h"
#include "ui/window/main_window.h"
#include "ui/window/pick_list.h"
#include "ui/window/run_tables.h"
#include "ui/window/scenario_list.h"
#include "ui/window/status_line.h"
#include "ui/window/time_bar.h"
#include "ui/window/tool_bar.h"
#include "ui/window/widgets.h"

#include "cli/command_line.h"
#include "document/scenario_file.h"

#include <QDir>
#include <QDockWidget>
#include <QFile>
#include <QHBoxLayout>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace troupe::ui {
namespace {

constexpr int kLeftWidth = 222;
constexpr int kRightWidth = 312;
constexpr int kBottomShare = 25; // hundredths of the window's height
constexpr int kTallBottomShare = 33;
constexpr int kLowBottomShare = 20;

const char* arrangementKey(Arrangement arrangement) {
    switch (arrangement) {
    case Arrangement::play:
        return "docks/play";
    case Arrangement::debug:
        return "docks/debug";
    case Arrangement::measure:
        return "docks/measure";
    case Arrangement::teach:
        return "docks/teach";
    }
    return "docks/play";
}

// From left to right; those that share a place are tabs.
MainWindow::DockRow bottomOf(Arrangement arrangement) {
    switch (arrangement) {
    case Arrangement::debug:
        return {{"dock.events"}, {"dock.table", "dock.problems"}, {"dock.deadLetters"}};
    case Arrangement::measure:
        return {{"dock.depth"}, {"dock.throughput"}, {"dock.latency"}, {"dock.histogram"}};
    case Arrangement::teach:
        return {{"dock.events"}};
    case Arrangement::play:
        break;
    }
    return {{"dock.depth", "dock.throughput"},
            {"dock.latency", "dock.histogram"},
            {"dock.events", "dock.table", "dock.problems", "dock.deadLetters"}};
}

constexpr int kDocksVersion = 2;

} // namespace

void MainWindow::buildBanner(QWidget* centre) {
    m_banner = new QFrame(centre);
    m_banner->setObjectName("banner");
    auto* line = new QHBoxLayout(m_banner);
    line->setContentsMargins(14, 6, 8, 6);
    m_bannerText = makeLabel({}, "", m_banner);
    m_bannerText->setObjectName("bannerText");
    m_bannerText->setWordWrap(true);
    m_bannerUndo = new QPushButton(tr("Undo"), m_banner);
    m_bannerUndo->setObjectName("bannerUndo");
    connect(m_bannerUndo, &QPushButton::clicked, this, [this] {
        m_banner->hide();
        m_playground.undo();
        m_canvas->setFocus();
    });
    auto* close = new QToolButton(m_banner);
    close->setObjectName("bannerClose");
    close->setAccessibleName(tr("Close"));
    connect(close, &QToolButton::clicked, m_banner, &QWidget::hide);
    line->addWidget(m_bannerText, 1);
    m_bannerRescue = new QPushButton(tr("Open it"), m_banner);
    m_bannerRescue->setObjectName("bannerRescue");
    m_bannerRescue->hide();
    line->addWidget(m_bannerUndo);
    line->addWidget(m_bannerRescue);
    line->addWidget(close);
    m_banner->hide();
}

void MainWindow::buildCentre() {
    auto* centre = new QWidget(this);
    auto* layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    buildBanner(centre);
    m_canvas = new CanvasView(*m_theme, centre);
    m_canvas->installEventFilter(this);
    m_timeBar = new TimeBar(m_playground, *m_theme, centre);
    layout->addWidget(m_banner);
    layout->addWidget(m_canvas, 1);
    layout->addWidget(m_timeBar);
    setCentralWidget(centre);
    buildWelcome();
}

// The first start: no wizard, three quiet buttons over the canvas.
void MainWindow::buildWelcome() {
    m_welcome = new QFrame(m_canvas);
    m_welcome->setObjectName("welcome");
    auto* line = new QHBoxLayout(m_welcome);
    line->setContentsMargins(10, 8, 10, 8);
    const auto add = [&](const QString& text, const char* name, auto act) {
        auto* button = new QPushButton(text, m_welcome);
        button->setObjectName(name);
        connect(button, &QPushButton::clicked, this, [this, act] {
            m_welcome->hide();
            remember("isWelcomed", true);
            act();
            m_canvas->setFocus();
        });
        line->addWidget(button);
    };
    add(tr("Run"), "primary", [this] { m_playground.toggleRun(); });
    add(tr("Take the 2-minute tour"), "welcomeTour", [this] { startTour(); });
    add(tr("Start empty"), "welcomeEmpty", [this] { openEmpty(); });
    m_welcome->hide();
}

void MainWindow::placeWelcome() {
    m_welcome->adjustSize();
    m_welcome->move(m_canvas->freeCorner(m_welcome->size()));
}

void MainWindow::buildPanels() {
    m_kinds = new KindList(*m_theme, this);
    m_kinds->setObjectName("palette");
    m_scenarios = new ScenarioList(this);
    m_picker = new KindPicker(*m_theme, this);
    m_picks = new PickList(*m_theme, this);
    m_inspector = new Inspector(m_playground, *m_theme, this);
    m_depth = new ChartPanel(ChartOf::depth, m_playground, *m_theme, this);
    m_latency = new ChartPanel(ChartOf::latency, m_playground, *m_theme, this);
    m_throughput = new ChartPanel(ChartOf::throughput, m_playground, *m_theme, this);
    m_histogram = new ChartPanel(ChartOf::histogram, m_playground, *m_theme, this);
    m_events = new EventPanel(m_playground, this);
    m_actors = new ActorPanel(m_playground, this);
    m_problems = new ProblemPanel(m_playground, this);
    m_deadLetters = new DeadLetterPanel(m_playground, this);
}

QDockWidget* MainWindow::addDock(const char* name, const QString& title, QWidget* content,
                                 QWidget* titleBar, Qt::DockWidgetArea area) {
    auto* dock = new QDockWidget(title, this);
    dock->setObjectName(name);
    dock->setTitleBarWidget(titleBar);
    dock->setWidget(content);
    addDockWidget(area, dock);
    m_docks[name] = dock;
    connect(dock, &QDockWidget::dockLocationChanged, this, &MainWindow::showDockTitles,
            Qt::QueuedConnection);
    return dock;
}

void MainWindow::buildDocks() {
    setDockNestingEnabled(true);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    buildPanels();
    const auto left = Qt::LeftDockWidgetArea;
    const auto bottom = Qt::BottomDockWidgetArea;
    addDock("dock.actors", tr("Actors"), m_kinds, new PanelTitle(tr("Actors"), "heading", this),
            left);
    addDock("dock.scenarios", tr("Scenarios"), m_scenarios,
            new PanelTitle(tr("Scenarios"), "heading", this), left);
    addDock("dock.inspector", tr("Inspector"), m_inspector, m_inspector->title(),
            Qt::RightDockWidgetArea);
    addDock("dock.depth", tr("Mailbox depth"), m_depth, m_depth->title(), bottom);
    addDock("dock.latency", tr("Latency"), m_latency, m_latency->title(), bottom);
    addDock("dock.throughput", tr("Throughput"), m_throughput, m_throughput->title(), bottom);
    addDock("dock.histogram", tr("Histogram"), m_histogram, m_histogram->title(), bottom);
    addDock("dock.events", tr("Events"), m_events, m_events->title(), bottom);
    addDock("dock.table", tr("Actor table"), m_actors, m_actors->title(), bottom);
    addDock("dock.problems", tr("Problems"), m_problems, m_problems->title(), bottom);
    addDock("dock.deadLetters", tr("Dead letters"), m_deadLetters, m_deadLetters->title(), bottom);
    addDockMenu();
    fillScenarios();
    layDocks(Arrangement::play);
}

void MainWindow::addDockMenu() {
    QMenu* menu = m_commands->menu(MenuId::window);
    menu->addSeparator();
    for (const auto& [name, dock] : m_docks) menu->addAction(dock->toggleViewAction());
}

// Every scenario that comes with the program, with its title and what to try.
void MainWindow::fillScenarios() {
    const QDir folder(QString::fromStdString(core::resourcesFolder()) + "/scenarios");
    for (const QString& file : folder.entryList({"*.troupe"}, QDir::Files, QDir::Name)) {
        const QString path = folder.filePath(file);
        const auto loaded = core::loadScenario(path.toStdString());
        if (!loaded) continue;
        const QString title = localText(loaded.value().document.title);
        m_scenarios->add(title.isEmpty() ? file : title, path,
                         localText(loaded.value().document.summary));
    }
}

// Where the docks stand at first.
void MainWindow::layDocks(Arrangement arrangement) {
    const bool hasLeft = arrangement == Arrangement::play || arrangement == Arrangement::teach;
    m_bottomShare = arrangement == Arrangement::measure ? kTallBottomShare
                    : arrangement == Arrangement::teach ? kLowBottomShare
                                                        : kBottomShare;
    for (const auto& [name, dock] : m_docks) {
        dock->setFloating(false);
        removeDockWidget(dock);
    }
    const auto put = [&](const char* name, Qt::DockWidgetArea area) {
        addDockWidget(area, m_docks.at(name));
        m_docks.at(name)->show();
    };
    if (hasLeft) {
        put("dock.actors", Qt::LeftDockWidgetArea);
        put("dock.scenarios", Qt::LeftDockWidgetArea); // under it: one click opens one
    }
    put("dock.inspector", Qt::RightDockWidgetArea);
    const QList<QDockWidget*> firsts = layBottom(bottomOf(arrangement));
    QList<int> widths;
    for (qsizetype i = 0; i < firsts.size(); ++i) widths << width() / int(firsts.size());
    resizeDocks({m_docks.at("dock.inspector")}, {kRightWidth}, Qt::Horizontal);
    if (hasLeft) {
        resizeDocks({m_docks.at("dock.actors")}, {kLeftWidth}, Qt::Horizontal);
        const int more = arrangement == Arrangement::teach ? 1 : 2; // parts of three
        resizeDocks({m_docks.at("dock.actors"), m_docks.at("dock.scenarios")},
                    {more * 100, (3 - more) * 100}, Qt::Vertical);
    }
    resizeDocks(firsts, widths, Qt::Horizontal);
    m_bottomDock = firsts.front();
    shareHeight();
    showDockTitles();
}

// A row of docks; the first of each place is on top of its tabs. Returns those.
QList<QDockWidget*> MainWindow::layBottom(const DockRow& bottom) {
    // First the row, then the tabs: a dock beside one that is a tab would become a tab too.
    QList<QDockWidget*> firsts;
    for (const std::vector<const char*>& place : bottom) {
        QDockWidget* dock = m_docks.at(place.front());
        if (firsts.isEmpty())
            addDockWidget(Qt::BottomDockWidgetArea, dock);
        else
            splitDockWidget(firsts.back(), dock, Qt::Horizontal);
        dock->show();
        firsts << dock;
    }
    for (std::size_t i = 0; i < bottom.size(); ++i) {
        for (std::size_t tab = 1; tab < bottom[i].size(); ++tab) {
            tabifyDockWidget(firsts[qsizetype(i)], m_docks.at(bottom[i][tab]));
            m_docks.at(bottom[i][tab])->show();
        }
        firsts[qsizetype(i)]->raise();
    }
    return firsts;
}

// A low window keeps room for the canvas.
void MainWindow::shareHeight() {
    if (m_bottomDock && m_bottomShare > 0)
        resizeDocks({m_bottomDock}, {height() * m_bottomShare / 100}, Qt::Vertical);
}

// A tab has the name already.
void MainWindow::showDockTitles() {
    for (const auto& [name, dock] : m_docks)
        if (auto* title = qobject_cast<PanelTitle*>(dock->titleBarWidget()))
            title->setTabbed(name != "dock.inspector" && !tabifiedDockWidgets(dock).isEmpty());
}

// As a person left them: from now on nothing is shared out.
void MainWindow::restoreDocks(const QByteArray& docks) {
    restoreState(docks, kDocksVersion);
    m_bottomShare = 0;
}

void MainWindow::rememberDocks() {
    if (!m_isPresenting) remember(arrangementKey(m_arrangement), saveState(kDocksVersion));
}

void MainWindow::arrangeDocks(Arrangement arrangement) {
    if (m_isPresenting) setPresenting(false);
    rememberDocks();
    m_arrangement = arrangement;
    remember("arrangement", static_cast<int>(arrangement));
    layDocks(arrangement);
    const QByteArray kept = remembered(arrangementKey(arrangement)).toByteArray();
    if (!kept.isEmpty()) restoreDocks(kept);
    showDockTitles();
}

void MainWindow::restoreMemory() {
    const QByteArray place = remembered("geometry").toByteArray();
    if (!place.isEmpty()) restoreGeometry(place);
    const int kept = remembered("arrangement", 0).toInt();
    m_arrangement = static_cast<Arrangement>(std::clamp(kept, 0, kArrangements - 1));
    layDocks(m_arrangement);
    const QByteArray docks = remembered(arrangementKey(m_arrangement)).toByteArray();
    if (!docks.isEmpty()) restoreDocks(docks);
    showDockTitles();
    chooseMotion();
    fillRecent();
    m_autosave = new Autosave(m_playground, rescueFolder(), this);
    if (!remembered("isWelcomed", false).toBool()) {
        m_welcome->show();
        placeWelcome();
    }
}

void MainWindow::offerRescued() {
    const std::optional<QString> file = rescuedFile(rescueFolder());
    if (!file) return;
    onOffered(tr("Troupe did not end normally. An unsaved document was kept."));
    m_bannerRescue->show();
    connect(m_bannerRescue, &QPushButton::clicked, this, [this, path = *file] {
        m_bannerRescue->hide();
        m_banner->hide();
        auto loaded = core::loadScenario(path.toStdString());
        if (loaded) m_playground.openRecovered(std::move(loaded.value().document), {});
        QFile::remove(path);
    });
}

// Only the canvas and the time, as large as the screen.
void MainWindow::setPresenting(bool isPresenting) {
    if (isPresenting == m_isPresenting) return;
    if (isPresenting) {
        rememberDocks();
        m_beforePresenting = saveState(kDocksVersion);
        m_isPresenting = true;
        for (const auto& [name, dock] : m_docks) dock->hide();
        m_toolBar->hide();
        menuBar()->hide();
        statusBar()->hide();
        showFullScreen();
    } else {
        m_isPresenting = false;
        menuBar()->show();
        m_toolBar->show();
        statusBar()->show();
        showNormal();
        restoreState(m_beforePresenting, kDocksVersion);
    }
    m_commands->action(Command::present)->setChecked(isPresenting);
    m_canvas->setFocus();
}

} // namespace troupe::ui

#include "ui/window/main_window.h"

#include "ui/window/chart_panels.h"
#include "ui/window/commands.h"
#include "ui/window/event_panel.h"
#include "ui/window/inspector.h"
#include "ui/window/kind_list.h"
#include "ui/window/kind_picker.h"
#include "ui/window/send_form.h"
#include "ui/window/status_line.h"
#include "ui/window/tool_bar.h"
#include "ui/window/widgets.h"

#include "ui/theme/icons.h"

#include <QApplication>
#include <QDockWidget>
#include <QEvent>
#include <QHBoxLayout>
#include <QMenuBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace troupe::ui {
namespace {

constexpr QSize kFirstSize(1600, 1000);
constexpr int kLeftWidth = 222;
constexpr int kRightWidth = 312;
constexpr int kBottomHeight = 250;

} // namespace

MainWindow::MainWindow(ThemeName theme, QWidget* parent)
    : QMainWindow(parent), m_theme(&ui::theme(theme)) {
    setWindowTitle("Troupe");
    setMinimumSize(960, 600);
    resize(kFirstSize);
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
    connectCommands();
    setTheme(theme);
    onReplaced();
    m_canvas->setFocus();
}

MainWindow::~MainWindow() {
    // Views go before what they show.
    m_playground.disconnect(this);
}

void MainWindow::buildCentre() {
    auto* centre = new QWidget(this);
    auto* layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_banner = new QFrame(centre);
    m_banner->setObjectName("banner");
    auto* line = new QHBoxLayout(m_banner);
    line->setContentsMargins(14, 7, 8, 7);
    m_bannerText = makeLabel({}, "", m_banner);
    m_bannerText->setObjectName("bannerText");
    m_bannerText->setWordWrap(true);
    auto* close = new QToolButton(m_banner);
    close->setObjectName("bannerClose");
    close->setAccessibleName(tr("Close"));
    connect(close, &QToolButton::clicked, m_banner, &QWidget::hide);
    line->addWidget(m_bannerText, 1);
    line->addWidget(close);
    m_banner->hide();
    m_canvas = new CanvasView(*m_theme, centre);
    layout->addWidget(m_banner);
    layout->addWidget(m_canvas, 1);
    setCentralWidget(centre);
}

QDockWidget* MainWindow::addDock(const char* name, const QString& title, QWidget* content,
                                 QWidget* titleBar, Qt::DockWidgetArea area) {
    auto* dock = new QDockWidget(title, this);
    dock->setObjectName(name);
    dock->setTitleBarWidget(titleBar);
    dock->setWidget(content);
    addDockWidget(area, dock);
    return dock;
}

void MainWindow::buildDocks() {
    setDockNestingEnabled(true);
    setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    m_kinds = new KindList(*m_theme, this);
    m_kinds->setObjectName("palette");
    m_picker = new KindPicker(*m_theme, this);
    m_inspector = new Inspector(m_playground, *m_theme, this);
    m_depth = new DepthPanel(m_playground, *m_theme, this);
    m_latency = new LatencyPanel(m_playground, *m_theme, this);
    m_events = new EventPanel(m_playground, this);
    QDockWidget* left =
        addDock("dock.actors", tr("Actors"), m_kinds, new PanelTitle(tr("Actors"), "heading", this),
                Qt::LeftDockWidgetArea);
    QDockWidget* right = addDock("dock.inspector", tr("Inspector"), m_inspector,
                                 m_inspector->title(), Qt::RightDockWidgetArea);
    QDockWidget* depth = addDock("dock.depth", tr("Mailbox depth"), m_depth, m_depth->title(),
                                 Qt::BottomDockWidgetArea);
    QDockWidget* latency = addDock("dock.latency", tr("Latency"), m_latency, m_latency->title(),
                                   Qt::BottomDockWidgetArea);
    QDockWidget* events =
        addDock("dock.events", tr("Events"), m_events, m_events->title(), Qt::BottomDockWidgetArea);
    splitDockWidget(depth, latency, Qt::Horizontal);
    splitDockWidget(latency, events, Qt::Horizontal);
    resizeDocks({left, right}, {kLeftWidth, kRightWidth}, Qt::Horizontal);
    resizeDocks({depth, latency, events}, {508, 508, 584}, Qt::Horizontal);
    resizeDocks({depth}, {kBottomHeight}, Qt::Vertical);
}

void MainWindow::connectPlayground() {
    connect(&m_playground, &Playground::replaced, this, &MainWindow::onReplaced);
    connect(&m_playground, &Playground::ticked, this, &MainWindow::onTick);
    connect(&m_playground, &Playground::selectionChanged, this, &MainWindow::onSelection);
    connect(&m_playground, &Playground::failed, this, &MainWindow::onFailed);
    connect(&m_playground, &Playground::runStateChanged, this, [this] { m_status->refresh(); });
}

void MainWindow::connectCanvas() {
    m_canvas->setFrame(&m_builder.frame());
    connect(m_canvas, &CanvasView::clicked, this, &MainWindow::click);
    connect(m_canvas, &CanvasView::nodeDragged, this, &MainWindow::drag);
    connect(m_canvas, &CanvasView::kindDropped, this, &MainWindow::spawn);
    connect(m_canvas, &CanvasView::menuRequested, this, &MainWindow::showNodeMenu);
    connect(m_canvas, &CanvasView::spaceTapped, &m_playground, &Playground::toggleRun);
    connect(m_canvas, &CanvasView::activated, this, [this] { m_inspector->sendForm().focus(); });
    connect(m_canvas, &CanvasView::backgroundActivated, this,
            [this](QPointF at) { chooseKind(at, QCursor::pos()); });
    connect(m_picker, &KindPicker::chosen, this, &MainWindow::spawn);
    connect(m_kinds, &KindList::kindChosen, this, [this](const QString& kind) {
        const QRectF seen = m_canvas->camera().visible(m_canvas->size());
        spawn(kind, seen.center() - QPointF(kNodeWidth, kNodeHeight) / 2);
    });
    connect(m_events, &EventPanel::actorChosen, this, [this](ActorId id) {
        if (!id) return;
        m_playground.select({id});
        m_canvas->reveal(id.number);
    });
    connect(m_toolBar, &ToolBar::searched, this, &MainWindow::find);
}

void MainWindow::showSession(core::Session& session) {
    QString title;
    for (const auto& [language, text] : session.document().title)
        if (title.isEmpty() || language == "en") title = QString::fromStdString(text);
    m_playground.show(session, title);
}

void MainWindow::onReplaced() {
    m_builder.reset(m_playground.session());
    m_canvas->setFrame(&m_builder.frame());
    m_canvas->fit();
    m_events->reset();
    m_depth->refresh();
    m_latency->refresh();
    m_status->refresh();
    m_inspector->showSelection();
    const QString file = m_playground.title();
    showText(*m_fileName, file);
    setWindowTitle(file.isEmpty() ? QString("Troupe") : file + QString::fromUtf8(" — Troupe"));
}

// The whole of a frame: one delta, then each view takes from it what it shows.
void MainWindow::onTick(const core::WorldDelta& delta) {
    const core::DisplayTime now = m_playground.now();
    m_canvas->frameChanged(m_builder.update(m_playground.session(), delta, now));
    m_inspector->update(delta);
    m_depth->update();
    m_latency->update();
    m_events->update();
    m_status->update(now);
}

void MainWindow::onSelection() {
    std::vector<NodeId> ids;
    for (const ActorId id : m_playground.selection()) ids.push_back(id.number);
    m_builder.select(std::move(ids));
    FrameChange change;
    change.isAnimated = true;
    m_canvas->frameChanged(change);
    m_inspector->showSelection();
    m_depth->refresh();
    m_latency->refresh();
}

void MainWindow::onFailed(const QString& line) {
    showText(*m_bannerText, line);
    m_banner->show();
}

void MainWindow::setTheme(ThemeName name) {
    m_theme = &ui::theme(name);
    qApp->setPalette(paletteOf(*m_theme));
    qApp->setStyleSheet(styleSheetOf(*m_theme));
    m_commands->setTheme(*m_theme);
    m_canvas->setTheme(*m_theme);
    m_toolBar->setTheme(*m_theme);
    m_kinds->setTheme(*m_theme);
    m_picker->setTheme(*m_theme);
    m_inspector->setTheme(*m_theme);
    m_depth->setTheme(*m_theme);
    m_latency->setTheme(*m_theme);
    m_status->setTheme(*m_theme);
    if (auto* close = m_banner->findChild<QToolButton*>("bannerClose"))
        close->setIcon(icon("x", *m_theme));
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange) m_canvas->update();
}

} // namespace troupe::ui

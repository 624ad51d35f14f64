// The window: puts the panels together and connects them to one Playground. It computes nothing
// itself. Panels and arrangements are built in main_window_docks.cpp, commands are carried out in
// main_window_commands.cpp, gestures of the canvas in main_window_gestures.cpp. Thread: gui.
#pragma once

#include "ui/app/playground.h"
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/frame_builder.h"
#include "ui/theme/theme.h"

#include "layout/layout.h"

#include <QMainWindow>

#include <array>
#include <map>

class QDockWidget;
class QFrame;
class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;

namespace troupe::ui {

class ActorPanel;
class Autosave;
class ChartPanel;
class Commands;
class DeadLetterPanel;
class EventPanel;
class Inspector;
class KindList;
class KindPicker;
class PickList;
class ProblemPanel;
class ScenarioList;
class StatusLine;
class TablePanel;
class TimeBar;
class ToolBar;
class Tour;
struct PickRow;

/// Four ways to arrange the docks; each remembers what a person made of it.
enum class Arrangement { play, debug, measure, teach };
inline constexpr int kArrangements = 4;

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(ThemeName theme, QWidget* parent = nullptr);
    ~MainWindow() override;

    Playground& playground() { return m_playground; }
    CanvasView& canvas() { return *m_canvas; }
    TimeBar& timeBar() { return *m_timeBar; }
    const CanvasFrame& frame() const { return m_builder.frame(); }
    const FrameBuilder& builder() const { return m_builder; }
    Commands& commands() { return *m_commands; }
    ChartPanel& depthPanel() { return *m_depth; }
    ChartPanel& latencyPanel() { return *m_latency; }
    ChartPanel& throughputPanel() { return *m_throughput; }
    ChartPanel& histogramPanel() { return *m_histogram; }
    Inspector& inspector() { return *m_inspector; }
    PickList& pickList() { return *m_picks; }
    const Theme& currentTheme() const { return *m_theme; }
    void setTheme(ThemeName name);
    /// Shows a session that somebody else keeps, as it is: for pictures. It must outlive the window
    /// or be replaced.
    void showSession(core::Session& session);
    /// Opens a file, a scenario or a recorded run, and remembers it.
    bool openFile(const QString& path);
    /// Reads docks, theme and recent files from memory; offers what was rescued.
    void restoreMemory();
    /// Says that an unsaved document of an earlier start was rescued, if one was.
    void offerRescued();
    using DockRow = std::vector<std::vector<const char*>>; // names of docks that share a place
    Arrangement arrangement() const { return m_arrangement; }
    void arrangeDocks(Arrangement arrangement);
    void setReducedMotion(bool isReduced);
    /// Reduced or not, by the settings or the desktop.
    void chooseMotion();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    /// Files that are dropped on the window are opened.
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    // main_window_docks.cpp
    void buildCentre();
    void buildBanner(QWidget* centre);
    void buildWelcome();
    void buildPanels();
    void buildDocks();
    QDockWidget* addDock(const char* name, const QString& title, QWidget* content,
                         QWidget* titleBar, Qt::DockWidgetArea area);
    void addDockMenu();
    void fillScenarios();
    void layDocks(Arrangement arrangement);
    QList<QDockWidget*> layBottom(const DockRow& bottom);
    void shareHeight();
    void restoreDocks(const QByteArray& docks);
    void rememberDocks();
    void showDockTitles();
    void placeWelcome();
    void setPresenting(bool isPresenting);

    // main_window.cpp
    void connectPlayground();
    void connectCanvas();
    void connectPanels();
    void connectChart(ChartPanel& chart);
    void onReplaced();
    void onEdited();
    void onSeeked();
    void onTick(const core::WorldDelta& delta);
    void onSelection();
    void onFailed(const QString& line);
    void onOffered(const QString& line);
    void showBanner(const QString& line, bool isFailure);
    void showRecorded();
    void showTheme();
    void showTitle();
    void refreshViews();
    void refreshCommands();
    Instant instant() const;
    void repaintCanvas();

    // main_window_gestures.cpp
    void click(NodeId id, bool isExtending);
    void drag(NodeId id, QPointF position, bool isFinished, NodeId over);
    void selectBand(const QRectF& band, bool isExtending);
    void onArrow(int key, Qt::KeyboardModifiers modifiers);
    void onLinkDragged(NodeId from, NodeId to, QPoint globalPoint, bool isQuick);
    void openLinkList(const std::string& from, const std::string& to, QPoint globalPoint);
    std::vector<PickRow> linkRows(const std::string& from, const std::string& to);
    void addSendRows(std::vector<PickRow>& rows, const std::string& from, const std::string& to);
    void chooseTarget();
    void selectLinkOf(EdgeId edge);
    void rewire(EdgeId edge, bool isSource, NodeId node);
    void activate(NodeId id);
    void spawn(const QString& kind, QPointF position, NodeId supervisor = 0);
    void chooseKind(QPointF position, QPoint globalPoint);
    void showNodeMenu(NodeId id, QPoint globalPoint);
    void beginRename();
    void endRename(bool isKept);

    // main_window_commands.cpp
    void connectCommands();
    void connectFileCommands();
    void connectEditCommands();
    void connectViewCommands();
    void connectRunCommands();
    void connectActorCommands();
    void find(const QString& text, bool isFinished);
    void selectAll();
    static bool isOpenable(const QString& path);
    bool openRun(const QString& path);
    void openDialog();
    bool save();
    bool saveAs();
    bool mayDiscard();
    void openEmpty();
    void fillRecent();
    void exportDialog();
    void exportWindow();
    void settingsDialog();
    void openPalette();
    void align(bool isLeft);
    void distribute();
    void arrangeNodes(core::LayoutKind kind);
    void setSets();
    void copySelection();
    void paste();
    void inspect();
    void showKeys();
    void showAbout();
    void startTour();

    Playground m_playground;
    FrameBuilder m_builder;
    const Theme* m_theme;
    CanvasView* m_canvas = nullptr;
    TimeBar* m_timeBar = nullptr;
    Commands* m_commands = nullptr;
    ToolBar* m_toolBar = nullptr;
    KindList* m_kinds = nullptr;
    ScenarioList* m_scenarios = nullptr;
    KindPicker* m_picker = nullptr;
    PickList* m_picks = nullptr;
    Inspector* m_inspector = nullptr;
    ChartPanel* m_depth = nullptr;
    ChartPanel* m_latency = nullptr;
    ChartPanel* m_throughput = nullptr;
    ChartPanel* m_histogram = nullptr;
    EventPanel* m_events = nullptr;
    ActorPanel* m_actors = nullptr;
    ProblemPanel* m_problems = nullptr;
    DeadLetterPanel* m_deadLetters = nullptr;
    StatusLine* m_status = nullptr;
    QFrame* m_banner = nullptr;
    QLabel* m_bannerText = nullptr;
    QPushButton* m_bannerUndo = nullptr;
    QPushButton* m_bannerRescue = nullptr;
    QFrame* m_welcome = nullptr;
    QLabel* m_fileName = nullptr;
    QMenu* m_recent = nullptr;
    QLineEdit* m_renaming = nullptr;
    Autosave* m_autosave = nullptr;
    Tour* m_tour = nullptr;
    std::map<std::string, QDockWidget*> m_docks; // by object name
    Arrangement m_arrangement = Arrangement::play;
    QDockWidget* m_bottomDock = nullptr; // the first of the row
    int m_bottomShare = 0;               // of the height, in hundredths; 0: as a person left it
    bool m_isPresenting = false;
    QByteArray m_beforePresenting;
    std::string m_renamed;
    std::map<std::string, core::Position> m_dragFrom; // places before the drag
};

} // namespace troupe::ui

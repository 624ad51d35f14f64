// The window: puts the panels together and connects them to one Playground. It computes nothing
// itself. Thread: gui.
#pragma once

#include "ui/app/playground.h"
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/frame_builder.h"
#include "ui/theme/theme.h"

#include <QMainWindow>

class QDockWidget;
class QFrame;
class QLabel;

namespace troupe::ui {

class Commands;
class DepthPanel;
class EventPanel;
class Inspector;
class KindList;
class KindPicker;
class LatencyPanel;
class StatusLine;
class ToolBar;

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(ThemeName theme, QWidget* parent = nullptr);
    ~MainWindow() override;

    Playground& playground() { return m_playground; }
    CanvasView& canvas() { return *m_canvas; }
    const CanvasFrame& frame() const { return m_builder.frame(); }
    Commands& commands() { return *m_commands; }
    DepthPanel& depthPanel() { return *m_depth; }
    LatencyPanel& latencyPanel() { return *m_latency; }
    Inspector& inspector() { return *m_inspector; }
    const Theme& currentTheme() const { return *m_theme; }
    void setTheme(ThemeName name);
    /// Shows a session that somebody else keeps, as it is: for pictures. It must outlive the window
    /// or be replaced.
    void showSession(core::Session& session);

protected:
    void changeEvent(QEvent* event) override;

private:
    void buildCentre();
    void buildDocks();
    QDockWidget* addDock(const char* name, const QString& title, QWidget* content,
                         QWidget* titleBar, Qt::DockWidgetArea area);
    void connectPlayground();
    void connectCanvas();
    void connectCommands();
    void onReplaced();
    void onTick(const core::WorldDelta& delta);
    void onSelection();
    void onFailed(const QString& line);
    void click(NodeId id, bool isExtending);
    void drag(NodeId id, QPointF position, bool isFinished);
    void spawn(const QString& kind, QPointF position);
    void chooseKind(QPointF position, QPoint globalPoint);
    void showNodeMenu(NodeId id, QPoint globalPoint);
    void find(const QString& text, bool isFinished);
    void selectAll();
    void openFile();
    void exportDialog();
    void exportWindow();
    void showKeys();
    void showAbout();

    Playground m_playground;
    FrameBuilder m_builder;
    const Theme* m_theme;
    CanvasView* m_canvas = nullptr;
    Commands* m_commands = nullptr;
    ToolBar* m_toolBar = nullptr;
    KindList* m_kinds = nullptr;
    KindPicker* m_picker = nullptr;
    Inspector* m_inspector = nullptr;
    DepthPanel* m_depth = nullptr;
    LatencyPanel* m_latency = nullptr;
    EventPanel* m_events = nullptr;
    StatusLine* m_status = nullptr;
    QFrame* m_banner = nullptr;
    QLabel* m_bannerText = nullptr;
    QLabel* m_fileName = nullptr;
};

} // namespace troupe::ui

// The document that is open, its run, and what is selected: what every view of the window shares.
//
// Ticks the Session every 16 ms while something can move, and tells the views once per tick with one
// WorldDelta. Commands of gestures come here; a refusal comes out as failed(), one line for the
// banner. Thread: gui.
#pragma once

#include "session/session.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointF>
#include <QString>
#include <QTimer>

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace troupe::ui {

class Playground : public QObject {
    Q_OBJECT

public:
    explicit Playground(QObject* parent = nullptr);
    ~Playground() override;

    // --- the document ---
    /// Reads a scenario. On an error nothing changes and failed() tells.
    bool open(const std::filesystem::path& path);
    void open(core::Document document, const QString& title);
    /// Shows a session that somebody else made, runs and keeps (exports from the command line).
    void show(core::Session& session, const QString& title);
    const QString& title() const { return m_title; }
    const core::Session& session() const { return *m_session; }
    core::Session& session() { return *m_session; }
    const core::World& world() const { return m_session->world(); }

    // --- the run ---
    void toggleRun(); // stopped: starts; running ⇄ paused; ended: starts again
    void restart();   // the same seed
    void end();
    void step(); // Lab: one delivery
    void setMode(core::RunMode mode);
    core::RunMode mode() const { return m_options.mode; }
    std::uint64_t seed() const { return m_options.seed; }
    void setSpeed(double factor);
    double speed() const { return m_speed; }
    core::RunState state() const { return m_session->state(); }
    bool isRunning() const { return state() == core::RunState::running; }
    /// For programs without a window: options are taken as they are.
    bool start(const core::RunOptions& options);

    // --- what is selected ---
    const std::vector<ActorId>& selection() const { return m_selection; }
    /// Null unless exactly one actor of the run is selected.
    const core::ActorView* selected() const;
    void select(std::vector<ActorId> ids);

    // --- commands ---
    /// The new actor is selected. Empty on a refusal.
    std::string spawn(const std::string& kind, QPointF position);
    /// Moves a node; also before there is a run.
    void place(const std::string& name, QPointF position);
    std::optional<std::uint64_t> send(const core::SendRequest& request);
    void crashSelected();
    void crashNextSelected();
    void stopSelected();
    void killSelected();
    void holdSelected();
    void startSelectedAgain();

    /// One tick at a given time of the display clock, ns. The timer calls it; tests and exports too.
    void tickAt(core::DisplayTime now);
    core::DisplayTime now() const;
    /// From now on only tickAt() moves time: for tests and pictures.
    void driveByHand();

    static constexpr int kTickMs = 16;

Q_SIGNALS:
    /// Another document or run: read everything again.
    void replaced();
    void ticked(const core::WorldDelta& delta);
    void runStateChanged();
    void selectionChanged();
    void answered(const core::Answer& answer);
    void failed(const QString& line);

private:
    template <class Act>
    void forSelected(Act&& act);
    void report(const core::Error& error);
    void keepTicking();

    void replace(const QString& title);

    std::unique_ptr<core::Session> m_own;
    core::Session* m_session;
    QString m_title;
    core::RunOptions m_options;
    double m_speed = 1;
    std::vector<ActorId> m_selection;
    std::string m_selectWhenSpawned; // name: its `spawned` event has not come home yet
    core::RunState m_shownState = core::RunState::stopped;
    QTimer m_timer;
    QElapsedTimer m_clock;
    core::DisplayTime m_quietSince = 0;
    std::optional<core::DisplayTime> m_byHand; // display time, once it is driven by hand
};

} // namespace troupe::ui

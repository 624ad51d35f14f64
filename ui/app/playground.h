// The document that is open, its run, what is selected and which instant is shown: what every view
// of the window shares.
//
// Ticks the Session every 16 ms while something can move, and tells the views once per tick with one
// WorldDelta. Edits and commands of gestures come here; a refusal comes out as failed(), one line for
// the banner. Selection is by name, so that it lasts from the document into a run and over undo.
// Thread: gui.
#pragma once

#include "ui/charts/event_filter.h"

#include "document/change.h"
#include "session/session.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointF>
#include <QString>
#include <QTimer>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace troupe::ui {

/// A link of the document, by the names at its ends and its port.
using LinkName = core::Link;

class Playground : public QObject {
    Q_OBJECT

public:
    explicit Playground(QObject* parent = nullptr);
    ~Playground() override;

    // --- the document ---
    /// Reads a scenario. On an error nothing changes and failed() tells.
    bool open(const std::filesystem::path& path);
    void open(core::Document document, const QString& title);
    /// Reads a run that was saved. It is shown as it was, until it is started anew. `progress` gets
    /// the share that was read; where it answers false, opening is given up.
    bool openRun(const std::filesystem::path& path, const std::function<bool(double)>& progress);
    /// What is shown is a run out of a file.
    bool isRecorded() const { return m_isRecorded; }
    /// An empty document without a file.
    void openEmpty();
    bool save(const std::filesystem::path& path);
    /// Shows a session that somebody else made, runs and keeps (exports from the command line).
    void show(core::Session& session, const QString& title);
    const QString& title() const { return m_title; }
    /// Empty: never saved.
    const std::filesystem::path& path() const { return m_path; }
    bool isModified() const;
    /// What was rescued after a crash: open, but not as saved.
    void openRecovered(core::Document document, const std::filesystem::path& path);
    const core::Session& session() const { return *m_session; }
    core::Session& session() { return *m_session; }
    const core::Document& document() const { return m_session->document(); }
    /// The World of the instant that is shown: the newest, or the playhead's.
    const core::World& world() const { return m_past ? *m_past : m_session->world(); }

    // --- edits: one undo step each (decisions.md 31) ---
    /// The new actor is selected. Its name; empty on a refusal.
    std::string spawn(const std::string& kind, QPointF position,
                      const std::string& supervisor = {});
    bool edit(const core::Expected<core::Change>& change);
    void undo();
    void redo();
    QString undoText() const; // "Move worker-1"; empty: nothing to take back
    QString redoText() const;
    /// What was selected goes. An offer to undo comes out as undoOffered().
    void removeSelection();
    bool rename(const std::string& name, const std::string& newName);
    void duplicateSelection();
    QByteArray copySelection() const;
    void paste(const QByteArray& fragment, QPointF at);
    /// While a drag lasts; the steps become one, sealed by endOfDrag().
    void move(const std::map<std::string, core::Position>& places);
    void endOfDrag();
    bool link(const core::Link& link);
    bool rewire(const core::Link& link, const core::Link& changed);
    bool supervise(const std::vector<std::string>& names, const std::string& supervisor);
    /// Settings or policies of one actor; `option` names what was changed.
    bool change(const core::ActorEntry& changed, std::string_view option);

    // --- the run ---
    void toggleRun(); // stopped: starts; running ⇄ paused; ended: starts again
    void restart();   // the same seed
    void end();
    void step(); // Lab: one delivery
    /// Lab: the n-th of what can happen, from 1.
    void deliver(int choice);
    void setMode(core::RunMode mode);
    core::RunMode mode() const { return m_options.mode; }
    std::uint64_t seed() const { return m_options.seed; }
    void setSeed(std::uint64_t seed);
    void setSpeed(double factor);
    double speed() const { return m_speed; }
    core::RunState state() const { return m_session->state(); }
    bool isRunning() const { return state() == core::RunState::running; }
    bool hasRun() const { return m_session->world().actorCount() > 0; }
    /// For programs without a window: options are taken as they are.
    bool start(const core::RunOptions& options);

    // --- the instant that is shown ---
    bool isPast() const { return m_past != nullptr; }
    /// An instant that stands still: of the past, or of a recorded run.
    bool showsPast() const { return isPast() || m_isRecorded; }
    core::Seq playhead() const; // of the last event that is shown
    /// Shows the World after this event. The newest one: the run as it goes on.
    void seek(core::Seq seq);
    void seekNow();
    void seekBy(std::int64_t events);
    void seekStart();

    // --- the part of what happened that charts and events show ---
    const EventFilter& filter() const { return m_filter; }
    void setFilter(const EventFilter& filter);

    // --- breakpoints: the run pauses when one of these begins a message ---
    const std::set<std::string>& breakpoints() const { return m_breakpoints; }
    void toggleBreakpoint();

    // --- what is selected ---
    const std::vector<std::string>& selection() const { return m_selection; }
    /// Those of the selection that are in the World shown.
    std::vector<ActorId> selectedActors() const;
    /// Null unless exactly one actor is selected and the World shown has it.
    const core::ActorView* selected() const;
    /// Null unless exactly one actor is selected and the document has it.
    const core::ActorEntry* selectedEntry() const;
    void select(std::vector<std::string> names);
    void select(ActorId id);
    const std::optional<LinkName>& selectedLink() const { return m_selectedLink; }
    void selectLink(std::optional<LinkName> link);

    /// What a selected name stands for in the window: a node for many means all of them. Commands
    /// of the run are for those.
    using StandsFor = std::function<std::vector<std::string>(const std::vector<std::string>&)>;
    void setStandsFor(StandsFor standsFor) { m_standsFor = std::move(standsFor); }
    /// The actors that a command is for: all of a node that stands for many.
    std::vector<std::string> commanded() const;

    // --- commands: belong to the run ---
    std::optional<std::uint64_t> send(const core::SendRequest& request);
    /// A message with the defaults of its fields.
    bool sendDefault(const std::string& to, const std::string& message, bool isAsk);
    void crashSelected();
    void crashNextSelected();
    void stopSelected();
    void killSelected();
    void holdSelected();
    void startSelectedAgain();
    /// Sends again what lies in the tray.
    bool resend(const core::DeadLetter& letter);

    /// One tick at a given time of the display clock, ns. The timer calls it; tests and exports too.
    void tickAt(core::DisplayTime now);
    core::DisplayTime now() const;
    /// From now on only tickAt() moves time: for tests and pictures.
    void driveByHand();

    static constexpr int kTickMs = 16;

Q_SIGNALS:
    /// Another document or run: read everything again.
    void replaced();
    /// The document was edited.
    void edited();
    void ticked(const core::WorldDelta& delta);
    /// Another instant is shown.
    void seeked();
    void runStateChanged();
    void selectionChanged();
    void filterChanged();
    void answered(const core::Answer& answer);
    void failed(const QString& line);
    /// Something to know: words for the banner.
    void offered(const QString& line);
    /// As offered(), of something that undo() takes back.
    void undoOffered(const QString& line);

private:
    template <class Act>
    void forSelected(Act&& act);
    void report(const core::Error& error);
    void keepTicking();
    void adopt(std::unique_ptr<core::Session> session, const QString& title);
    void replace(const QString& title);
    void afterEdit(const std::vector<std::string>& names);
    bool ensureRun();
    void stopAtBreakpoints(const core::WorldDelta& delta);
    void forgetPast();

    std::unique_ptr<core::Session> m_own;
    core::Session* m_session;
    QString m_title;
    std::filesystem::path m_path;
    bool m_isRecovered = false;
    bool m_isRecorded = false;
    core::RunOptions m_options;
    double m_speed = 1;
    std::vector<std::string> m_selection;
    StandsFor m_standsFor; // none: only itself
    std::optional<LinkName> m_selectedLink;
    std::set<std::string> m_breakpoints;
    EventFilter m_filter;
    std::unique_ptr<core::World> m_past; // null: the newest instant
    core::RunState m_shownState = core::RunState::stopped;
    QTimer m_timer;
    QElapsedTimer m_clock;
    core::DisplayTime m_quietSince = 0;
    std::optional<core::DisplayTime> m_byHand; // display time, once it is driven by hand
};

} // namespace troupe::ui

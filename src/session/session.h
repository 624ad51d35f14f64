// A run of a document: starts the engine, brings its events home once per frame, takes commands.
//
//   Session session(document);
//   session.start({.mode = RunMode::live});
//   each frame:  const WorldDelta& delta = session.tick(displayNow);   // never waits
//                … read session.world(), history(), flights(), takeAnswers() …
//
// Live runs on the engine's threads; the Lab is driven by tick() itself. Every command is also an
// event, so that a recording is complete. A command on an actor that does not exist is an Error.
// Thread: gui (the one that ticks), all of it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "document/edit_history.h"
#include "recording/recording.h"
#include "text/expected.h"
#include "troupe/actor/ref.h"
#include "troupe/sync/sync.h"
#include "world/flights.h"
#include "world/history.h"
#include "world/timeline.h"
#include "world/world.h"

namespace troupe::core {

enum class RunMode : std::uint8_t { live, lab };
enum class RunState : std::uint8_t { stopped, running, paused, ended };
const char* toString(RunMode v);
const char* toString(RunState v);

struct RunOptions {
    RunMode mode = RunMode::live;
    std::uint64_t seed = 1;
    std::int64_t workers = 0; // 0: Live as many as the machine has, Lab 4
    std::size_t recordingBytes = Recording::kDefaultBytes;
    Duration readBudget = std::chrono::milliseconds(6); // of a frame in Live; 0: reads little
    Duration stepBudget = std::chrono::milliseconds(8); // of a frame in the Lab; 0: no step
};

/// What a person fills in to send.
struct SendRequest {
    ActorId to{};
    ActorId from{};         // in whose name, between two of its turns; nobody: the person
    std::string message{};  // a name from the catalogue's messages of the receiver's kind
    ValueMap fields{};      // by name; what is not given has its default
    std::int64_t count = 1; // 1 to 1,000,000
    std::optional<Duration> answerWithin{}; // given: ask; only for messages that have a reply
    std::optional<double> perSecond{};      // given: spread over time, by tick()
};

/// How an ask from the window ended.
struct Answer {
    std::uint64_t ask = 0; // as send() returned it
    ActorId from;
    std::string message;
    AskOutcome outcome = AskOutcome::ok;
    Value reply;
    std::string what; // crashed: the exception's text
    Duration took{};
};

class EngineRun;

class Session {
public:
    /// The document must have been checked (catalogue/check.h); start() checks again.
    explicit Session(Document document);
    ~Session(); // ends the run in bounded time
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    // --- the run (decisions.md 31) ---
    /// Builds the engine, spawns and wires every actor of the document. A running run ends first.
    Expected<void> start(const RunOptions& options);
    void pause();
    void resume();
    /// Ends the run; world, recording and history stay as they are.
    void end();
    RunState state() const;
    const RunOptions& options() const;
    /// Threads of the engine; in the Lab how many actors may be busy at once.
    std::int64_t workers() const { return m_workers; }
    /// Nothing queued, running, timed or awaited: it will stay as it is.
    bool isQuiet() const;
    /// Factor on timers, rates and simulated work, 0.01 to 100.
    void setSpeed(double factor);
    double speed() const;

    /// One frame: engine → recording → world → delta. In the Lab it also steps, as far as
    /// `speed` allows for the display time that has passed. In Live it stops reading after some
    /// milliseconds: what is left of a burst comes with the next frames. The delta is valid until
    /// the next tick.
    const WorldDelta& tick(DisplayTime now);
    /// Lab: one step. False: nothing can happen any more, or the mode is Live.
    bool step();
    /// Lab: makes the choices of a schedule ("troupe1:0,2,1x3", as schedule() tells them).
    Expected<void> replay(const std::string& schedule);
    /// Lab: the choices made so far, also when the run has ended. Empty in Live.
    std::string schedule() const;
    /// For programs without a window: ticks until the run is quiet or `atMost` has passed on the
    /// engine's clock (virtual in the Lab). True: quiet. Waits meanwhile, without polling.
    bool runUntilQuiet(Duration atMost);
    /// As runUntilQuiet, and goes on when quiet: for runs of a fixed length.
    void runFor(Duration time);

    const World& world() const;
    const Recording& recording() const;
    const History& history() const;
    const Flights& flights() const;
    /// Marks of the time bar, and times of events.
    const Timeline& timeline() const;
    /// The World as it was after event `seq` (clamped to what the recording still reaches).
    World worldAt(Seq seq) const;

    // --- run files (recording/run_file.h) ---
    /// The bytes of a run file of what was recorded.
    Expected<std::string> runBytes() const;
    /// Saves them atomically.
    Expected<void> saveRun(const std::filesystem::path& path) const;
    /// A run that was saved, as it was when it ended: state() is ended, start() runs its scenario
    /// anew. `progress` gets the share that was read; where it answers false, opening is given up.
    static Expected<std::unique_ptr<Session>> openRun(
        const std::filesystem::path& path, const std::function<bool(double)>& progress = {});
    /// The file that openRun() read was cut off: what was whole of it is here.
    bool isTruncated() const { return m_isTruncated; }

    // --- edits: change document and run, one undo step each (decisions.md 31) ---
    const Document& document() const;
    const EditHistory& edits() const;
    /// Carries out a change that was made for document() (document/edits.h) and lets the run follow:
    /// actors are spawned, stopped, wired, and get new names and policies while they go on. An actor
    /// whose kind, settings or supervisor differ is stopped, and one of that name takes its place:
    /// keepsState() tells before. A change after which the document could not be run is refused, and
    /// nothing happens.
    Expected<void> edit(const Change& change);
    /// Whether the actor of an entry can go on as `changed` says, with its state.
    static bool keepsState(const ActorEntry& before, const ActorEntry& changed);
    /// Takes the last step back, or does it again. The change that was carried out, valid until the
    /// next edit; null: there was none.
    Expected<const Change*> undo();
    Expected<const Change*> redo();
    /// The next change is an undo step of its own (the mouse was released).
    void sealEdit();
    /// The document is as it was saved, opened or made.
    bool isSaved() const;
    void markSaved();
    /// Adds `entry` (its name made unique) to the document and, if there is a run, spawns it.
    Expected<std::string> spawn(ActorEntry entry);
    /// Sets a link in the document and, if there is a run, tells the actor.
    Expected<void> link(const Link& link);
    /// Moves a node. Only the document knows of positions.
    void place(std::string_view name, Position position);

    // --- commands: belong to the run ---
    /// Number of the ask (0 for a tell). The answer comes out of takeAnswers() after a later tick.
    Expected<std::uint64_t> send(const SendRequest& request);
    Expected<void> crash(ActorId id, std::string_view why = {});     // K
    Expected<void> crashNext(ActorId id, std::string_view why = {}); // Alt+K
    Expected<void> stop(ActorId id);                                 // Shift+K
    Expected<void> kill(ActorId id);                                 // Ctrl+Shift+K
    Expected<void> hold(ActorId id, bool isHeld);                    // H
    Expected<void> startAgain(ActorId id);
    /// Gives a stuck handler up: the actor gets a new incarnation.
    Expected<void> abandon(ActorId id);
    /// Sends the message of a dead letter again, to the same receiver. An error if the recording no
    /// longer has its fields or there is no such receiver.
    Expected<void> resend(const DeadLetter& letter);
    /// Lab, paused: carries out the n-th of what can happen, from 0. False: there is no such choice.
    bool deliver(std::size_t choice);

    /// Answers that came since the last call.
    std::vector<Answer> takeAnswers();

    /// `Process(40)`: name and fields of the message of a `sent` or `asked` event. Without the
    /// fields if the recording no longer has them. At most `limit` bytes.
    std::string describeMessage(Seq sentAt, std::uint16_t type, std::size_t limit = 80) const;

private:
    class Fold;

    Expected<AnyRef> refOf(ActorId id) const;
    void follow();
    DisplayTime beginFrame(DisplayTime now);
    const WorldDelta& endFrame(DisplayTime now, std::int64_t readUntil);
    void drain(std::int64_t until = sync::kForever);
    void stepTo(std::int64_t time, std::int64_t until);
    void note(const AnyRef& target, const Text& what);
    Expected<void> command(ActorId id, std::string_view what, void (*act)(System&, const AnyRef&));

    Expected<void> follow(const Change& change);

    EditHistory m_edits;
    RunOptions m_options;
    RunState m_state = RunState::stopped;
    double m_speed = 1;
    bool m_isTruncated = false;
    std::int64_t m_workers = 0;   // of the last run
    std::unique_ptr<Fold> m_fold; // stays when the run has ended
    std::unique_ptr<EngineRun> m_engine;
    std::vector<Answer> m_answers;
    DisplayTime m_lastTick = 0;
    DisplayTime m_lastSample = 0;
    std::string m_schedule; // of a run that has ended
    double m_labTime = 0;   // virtual ns that display time has reached
};

} // namespace troupe::core

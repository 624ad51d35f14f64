// One run of actors: threads or a Lab, every cell, time, the trace.
//
// Thread: any, unless told otherwise. The destructor shuts down in bounded time.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "troupe/actor/cell_table.h"
#include "troupe/actor/options.h"
#include "troupe/actor/ref.h"
#include "troupe/actor/scheduler.h"
#include "troupe/actor/signal.h"
#include "troupe/actor/status.h"
#include "troupe/actor/supervisor.h"
#include "troupe/actor/wait_graph.h"
#include "troupe/observe/metrics.h"
#include "troupe/observe/trace.h"

namespace troupe::inline TROUPE_ABI {

class Lab;

/// Code of the program around the engine that runs in an actor's name (System::perform).
using BetweenTurns = std::function<void(Context&)>;

/// What is done when an awaited ask or a full mailbox closes a cycle of waiting actors.
enum class DeadlockPolicy : std::uint8_t {
    report,     // tell it; it may end by a deadline
    failNewest, // the ask that closed it ends with wouldDeadlock
    letTimeOut, // nothing but the deadlines
};

struct SystemOptions {
    unsigned workers = 0; // threads of the pool, 0: one a processor
    std::uint64_t seed = 1;
    bool metrics = true;                      // histograms; the counts are always kept
    std::uint32_t quantum = 16;               // messages an actor handles before it gives way
    Duration grace = std::chrono::seconds(2); // of the shutdown
    DeadlockPolicy deadlock = DeadlockPolicy::failNewest;
    Duration stuckAfter = std::chrono::seconds(1);
    bool slowsForRecorder = false; // a full trace ring holds the engine up instead of summarising
};

/// How to spawn an actor. `name` is for people and need not be unique; empty: the kind and a
/// number.
struct SpawnOptions {
    std::string name = {};
    MailboxOptions mailbox = {};
    SupervisorRef supervisor = {};
    ChildPolicy child = ChildPolicy::permanent;
    RestartMail restartMail = RestartMail::keep;
    RestartAsks restartAsks = RestartAsks::queue;
    FailingMessage failing = {};
    bool dedicated = false;                         // a thread of its own
    std::string kind = {};                          // shown instead of the class's name
    const SupervisorOptions* supervision = nullptr; // set by spawnSupervisor
};

/// One actor at one moment. The ledger holds exactly at rest (decisions.md 11).
struct ActorSnapshot {
    Status status = Status::stopped;
    std::uint32_t incarnation = 0;
    Ledger ledger;
    std::uint64_t depth = 0;
    std::uint64_t highWater = 0;
    HistogramSnapshot mailboxTime;
    HistogramSnapshot handlingTime;
    HistogramSnapshot askTime;
};

/// An actor whose handler did not return in time.
struct StuckActor {
    ActorId actor;
    std::string name;
    std::uint64_t message = 0;
    Duration runningFor{};
};

class System {
public:
    explicit System(SystemOptions options = {});
    ~System();
    System(const System&) = delete;
    System& operator=(const System&) = delete;

    // --- spawning ----------------------------------------------------------------------------

    /// The arguments are kept: every restart constructs the actor from them again.
    template <class A, class... Args>
    Ref<A> spawn(const SpawnOptions& options, Args&&... args) {
        const ActorFactory* factory = makeFactory<A>(std::forward<Args>(args)...);
        return Ref<A>(adopt(spawnCell(options, factory, Sender{}), Sender{}).cell());
    }
    template <class A, class... Args>
    requires std::constructible_from<A, Args...> Ref<A> spawn(const char* name, Args&&... args) {
        return spawn<A>(SpawnOptions{.name = name}, std::forward<Args>(args)...);
    }
    /// Takes the factory over, unless it isShared().
    AnyRef spawnAny(const SpawnOptions& options, const ActorFactory& factory);
    SupervisorRef spawnSupervisor(const SupervisorOptions& options, SupervisorRef parent = {},
                                  ChildPolicy policy = ChildPolicy::permanent);

    // --- by hand -------------------------------------------------------------------------------

    /// The actor with this number while its cell is in memory, else nobody.
    AnyRef ref(ActorId id) const;
    void stopAfterCurrent(const AnyRef& actor);
    void drain(const AnyRef& actor, Duration deadline = std::chrono::seconds(5));
    void stop(const AnyRef& actor); // stopNow: what is queued becomes dead letters
    void kill(const AnyRef& actor);
    void crash(const AnyRef& actor, std::string text = "crashed by hand");
    void crashNext(const AnyRef& actor, std::string text = "crashed by hand");
    void hold(const AnyRef& actor);
    void release(const AnyRef& actor);
    /// "Start again": a stopped actor gets a new incarnation in its cell.
    void startAgain(const AnyRef& actor);
    void setMailbox(const AnyRef& actor, MailboxOptions options);
    void setSupervisor(const SupervisorRef& supervisor, SupervisorOptions options);
    /// What becomes of its mailbox at a restart, of messages that fail, and of itself when it ends;
    /// from its next turn on.
    void setPolicies(const AnyRef& actor, RestartMail mail, FailingMessage failing,
                     ChildPolicy child);
    /// State, mailbox and references stay.
    void rename(const AnyRef& actor, std::string name);
    /// Runs `act` between two turns of the actor, on its thread: what it tells and asks is the
    /// actor's. Destroyed without a call where the actor is not running. It must not throw.
    void perform(const AnyRef& actor, BetweenTurns act);
    /// Gives a stuck handler up. False: its actor is not in a handler.
    bool abandon(const AnyRef& actor);
    void userAction(const AnyRef& target, std::string_view text);

    // --- looking -------------------------------------------------------------------------------

    ActorSnapshot snapshot(const AnyRef& actor) const;
    /// Messages told to nobody.
    std::uint64_t toNobody() const { return m_toNobody.load(sync::relaxed); }
    /// Replies that came after their ask had ended.
    std::uint64_t lateReplies() const { return m_lateReplies.load(sync::relaxed); }
    std::vector<StuckActor> stuck() const;
    /// Nothing queued, nobody in a handler, no timer or ask of an actor outstanding.
    bool isQuiet() const;
    /// False: not quiet by then. From outside of the engine only.
    bool awaitQuiet(Duration atMost);
    bool awaitStopped(const AnyRef& actor, Duration atMost = std::chrono::seconds(5));
    std::size_t actorCount() const { return m_cells.liveCount(); }

    // --- time ----------------------------------------------------------------------------------

    /// ns since the start on the engine's clock.
    std::int64_t now() const { return m_scheduler->now(); }
    /// Turns end, none begins, the clock stands.
    void pause();
    void resume();
    bool isPaused() const;
    /// Of the clock: timers, rates, simulated work. Positive.
    void setSpeed(double factor);

    // --- recorder ------------------------------------------------------------------------------

    /// Starts to record. Thread: the one that drains.
    void attachRecorder();
    void detachRecorder();
    /// Passes on what has happened since the last call, with metrics of all actors touched.
    void drainTrace(EventSink& sink);
    Trace& trace() { return m_trace; }

    // --- end -----------------------------------------------------------------------------------

    /// Drains, then stops, then names what is stuck; returns within `grace` + 250 ms.
    std::vector<StuckActor> shutdown(Duration grace);
    const SystemOptions& options() const { return m_options; }
    Lab* lab() const { return m_lab; }

    // --- for the engine itself -------------------------------------------------------------------

    /// A cell that does not run yet; adopt() launches it and takes the maker's reference.
    Cell* spawnCell(const SpawnOptions& options, const ActorFactory* factory, const Sender& by);
    AnyRef adopt(Cell* cell, const Sender& by);
    void noteStuck(ActorId actor, std::uint64_t message, Duration runningFor);
    Scheduler& scheduler() const { return *m_scheduler; }
    void schedule(Cell& cell, Runner* runner) { m_scheduler->schedule(cell, runner); }
    WaitGraph& waitGraph() { return m_waitGraph; }
    CellTable& cells() { return m_cells; }
    void noteLateReply() { m_lateReplies.fetchAdd(1, sync::relaxed); }
    void noteToNobody() { m_toNobody.fetchAdd(1, sync::relaxed); }
    void noteCellStopped();
    /// At most 4,096 cells have histograms of their own.
    bool takeHistogramPlace();
    /// A recorder is attached, or this is a Lab: see Cell::deliver.
    bool needsSlowDelivery() const { return m_lab != nullptr || m_trace.isRecording(); }
    bool isShuttingDown() const { return m_isShuttingDown.load(sync::relaxed); }

private:
    friend class Lab;
    static constexpr std::int64_t kStopMargin = 100'000'000; // ns, for handlers to return

    System(SystemOptions options, Lab& lab, const std::int64_t* virtualNow,
           std::unique_ptr<Scheduler> scheduler);
    void launch(Cell& cell, const Sender& by);
    void signalTo(const AnyRef& actor, Signal signal);
    friend class Cell;
    void emitSpawned(Cell& cell, const std::string& kind, const Sender& by);
    static void putShown(PayloadWriter& payload, const Cell& cell);
    void emitMetrics(Cell& cell);
    void closeAll();
    void awaitAll(const std::vector<Cell*>& cells, std::int64_t until);

    SystemOptions m_options;
    Lab* m_lab = nullptr;
    Trace m_trace;
    CellTable m_cells;
    WaitGraph m_waitGraph;
    std::unique_ptr<Scheduler> m_scheduler;
    sync::Atomic<std::uint64_t> m_toNobody{0};
    sync::Atomic<std::uint32_t> m_histogramPlaces{0};
    sync::Atomic<bool> m_isShuttingDown{false};
    sync::Mutex m_ends;
    sync::CondVar m_hasEnded;
    sync::Atomic<std::uint32_t> m_endWaiters{0};
    sync::Atomic<bool> m_hasShutDown{false};
    sync::Atomic<std::uint64_t> m_lateReplies{0};
    std::unordered_map<std::uint32_t, std::uint64_t>
        m_told; // counts in the last `metrics`, summed; the drainer's
};

template <class A, class... Args>
Ref<A> Context::spawn(const SpawnOptions& options, Args&&... args) {
    return Ref<A>(spawnAny(options, makeFactory<A>(std::forward<Args>(args)...)).cell());
}

} // namespace troupe::TROUPE_ABI

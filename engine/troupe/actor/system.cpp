#include "troupe/actor/system.h"

#include <algorithm>
#include <mutex>

#include "troupe/actor/cell.h"
#include "troupe/actor/cell_extra.h"
#include "troupe/actor/notices.h"
#include "troupe/lab/lab.h"
#include "troupe/schedule/live_pool.h"

namespace troupe::inline TROUPE_ABI {

namespace {

constexpr std::uint32_t kMostHistograms = 4096;

/// Releases the references that CellTable::all() gave.
class Cells {
public:
    explicit Cells(const CellTable& table) : m_cells(table.all()) {}
    ~Cells() {
        for (Cell* cell : m_cells) cell->unref();
    }
    Cells(const Cells&) = delete;
    Cells& operator=(const Cells&) = delete;
    auto begin() const { return m_cells.begin(); }
    auto end() const { return m_cells.end(); }

private:
    std::vector<Cell*> m_cells;
};

Trace::Settings traceSettings(const SystemOptions& options, const std::int64_t* virtualNow) {
    Trace::Settings settings;
    settings.slowsEngine = options.slowsForRecorder;
    settings.virtualNow = virtualNow;
    return settings;
}

} // namespace

System::System(SystemOptions options)
    : m_options(options),
      m_trace(traceSettings(options, nullptr)),
      m_scheduler(std::make_unique<LivePool>(*this, options.workers)) {}

System::System(SystemOptions options, Lab& lab, const std::int64_t* virtualNow,
               std::unique_ptr<Scheduler> scheduler)
    : m_options(options),
      m_lab(&lab),
      m_trace(traceSettings(options, virtualNow)),
      m_scheduler(std::move(scheduler)) {}

System::~System() {
    shutdown(m_options.grace);
    closeAll(); // what was spawned after a shutdown
    m_cells.orphanAll();
}

// --- spawning -----------------------------------------------------------------------------------

Cell* System::spawnCell(const SpawnOptions& options, const ActorFactory* factory,
                        const Sender& by) {
    if (!factory) return nullptr;
    const ActorId id = m_cells.reserve();
    if (!id) return nullptr;
    Cell::Plan plan;
    plan.name = options.name;
    plan.mailbox = options.mailbox;
    plan.mailbox.capacity = std::clamp(plan.mailbox.capacity, 1U, kLargestCapacity);
    plan.policy = options.child;
    plan.restartMail = options.restartMail;
    plan.restartAsks = options.restartAsks;
    plan.failing = options.failing;
    plan.isDedicated = options.dedicated && m_lab == nullptr;
    plan.supervisor = options.supervisor.cell();
    if (plan.supervisor) plan.supervisor->ref();
    Cell* cell = Cell::make(*this, id, plan, *factory);
    if (!cell) return nullptr;
    if (options.supervision) cell->superviseWith(*options.supervision);
    m_cells.put(id, cell);
    emitSpawned(*cell, options.kind, by);
    if (cell->isDedicated()) {
        cell->setDedicatedWorker(&static_cast<LivePool&>(*m_scheduler).addDedicated());
    }
    return cell;
}

/// Its supervisor's word, or at once where it has none.
void System::launch(Cell& cell, const Sender& by) {
    if (Cell* supervisor = cell.supervisor()) {
        cell.shutForStart();
        cell.ref();
        supervisor->signal({.kind = SignalKind::addChild, .peer = cell.id(), .cell = &cell},
                           by.runner);
    } else {
        schedule(cell, by.runner);
    }
}

AnyRef System::spawnAny(const SpawnOptions& options, const ActorFactory& factory) {
    return adopt(spawnCell(options, &factory, Sender{}), Sender{});
}

AnyRef System::adopt(Cell* cell, const Sender& by) {
    if (!cell) return {};
    AnyRef ref(cell);
    launch(*cell, by);
    cell->unref(); // the maker's
    return ref;
}

SupervisorRef System::spawnSupervisor(const SupervisorOptions& options, SupervisorRef parent,
                                      ChildPolicy policy) {
    SpawnOptions spawn;
    spawn.name = options.name;
    spawn.supervisor = std::move(parent);
    spawn.child = policy;
    spawn.supervision = &options;
    Cell* cell = spawnCell(spawn, makeFactory<Supervisor>(), Sender{});
    if (!cell) return {};
    return SupervisorRef(adopt(cell, Sender{}).cell());
}

/// What `spawned` and `changed` tell alike.
void System::putShown(PayloadWriter& payload, const Cell& cell) {
    const std::uint32_t capacity = cell.labCapacity();
    payload.putInt(capacity == Inbox::kUnbounded ? 0 : capacity);
    payload.putInt(static_cast<std::int64_t>(cell.overflow()));
    const SupervisorOptions* supervision = cell.supervision();
    payload.putBool(supervision != nullptr);
    const SupervisorOptions none;
    const SupervisorOptions& shown = supervision ? *supervision : none;
    payload.putInt(static_cast<std::int64_t>(shown.strategy));
    payload.putInt(shown.budget.max);
    payload.putDuration(shown.budget.window);
}

void System::emitSpawned(Cell& cell, const std::string& kind, const Sender& by) {
    if (!m_trace.isRecording()) return;
    PayloadWriter payload;
    payload.putText(cell.name());
    payload.putText(kind.empty() ? cell.type().name : kind);
    putShown(payload, cell);
    Event event;
    event.kind = EventKind::spawned;
    event.actor = cell.id().number;
    event.peer = cell.supervisor() ? cell.supervisor()->id().number : 0;
    event.cause = by.cell ? by.cell->causeNow() & kMessageIdMask : 0;
    m_trace.emit(event, payload.bytes(), by.cell ? &by.cell->track() : nullptr);
}

// --- by hand ------------------------------------------------------------------------------------

AnyRef System::ref(ActorId id) const {
    Cell* cell = m_cells.find(id);
    AnyRef ref(cell);
    if (cell) cell->unref();
    return ref;
}

void System::signalTo(const AnyRef& actor, Signal signal) {
    if (actor) {
        actor.cell()->signal(signal);
    } else {
        delete signal.text;
    }
}

void System::stopAfterCurrent(const AnyRef& actor) {
    signalTo(actor, {.kind = SignalKind::stop,
                     .detail = static_cast<std::uint8_t>(StopKind::afterCurrent),
                     .number = static_cast<std::uint32_t>(ExitReason::shutdown)});
}

void System::drain(const AnyRef& actor, Duration deadline) {
    signalTo(actor,
             {.kind = SignalKind::stop,
              .detail = static_cast<std::uint8_t>(StopKind::drain),
              .number = static_cast<std::uint32_t>(ExitReason::shutdown),
              .value = std::max<std::int64_t>(sync::after(now(), deadline.count()), 1)}); // 0: none
}

void System::stop(const AnyRef& actor) {
    signalTo(actor, {.kind = SignalKind::stop,
                     .detail = static_cast<std::uint8_t>(StopKind::now),
                     .number = static_cast<std::uint32_t>(ExitReason::shutdown)});
}

void System::kill(const AnyRef& actor) {
    signalTo(actor, {.kind = SignalKind::kill});
}

void System::crash(const AnyRef& actor, std::string text) {
    signalTo(actor, {.kind = SignalKind::crash, .text = new std::string(std::move(text))});
}

void System::crashNext(const AnyRef& actor, std::string text) {
    signalTo(actor, {.kind = SignalKind::poison, .text = new std::string(std::move(text))});
}

void System::hold(const AnyRef& actor) {
    signalTo(actor, {.kind = SignalKind::hold});
}
void System::release(const AnyRef& actor) {
    signalTo(actor, {.kind = SignalKind::release});
}

void System::startAgain(const AnyRef& actor) {
    if (!actor) return;
    Cell& cell = *actor.cell();
    if (cell.supervisor() && !cell.supervisor()->inbox().isClosed()) {
        cell.ref();
        cell.supervisor()->signal(
            {.kind = SignalKind::restartChild, .peer = cell.id(), .cell = &cell});
    } else if (cell.reopenIfClosed()) {
        cell.signal({.kind = SignalKind::start});
    }
}

void System::setMailbox(const AnyRef& actor, MailboxOptions options) {
    options.capacity = std::clamp(options.capacity, 1U, kLargestCapacity);
    signalTo(actor, {.kind = SignalKind::mailbox,
                     .detail = static_cast<std::uint8_t>(options.overflow),
                     .number = static_cast<std::uint32_t>(options.outside),
                     .value = options.capacity});
}

void System::setSupervisor(const SupervisorRef& supervisor, SupervisorOptions options) {
    if (!supervisor) return;
    supervisor.cell()->signal(
        {.kind = SignalKind::reconfigure, .pointer = new SupervisorOptions(std::move(options))});
}

void System::setPolicies(const AnyRef& actor, RestartMail mail, FailingMessage failing,
                         ChildPolicy child) {
    signalTo(actor, {.kind = SignalKind::policies,
                     .detail = static_cast<std::uint8_t>(child),
                     .number = failing.retries,
                     .value = static_cast<std::int64_t>(mail)});
}

void System::rename(const AnyRef& actor, std::string name) {
    signalTo(actor, {.kind = SignalKind::rename, .text = new std::string(std::move(name))});
}

void System::perform(const AnyRef& actor, BetweenTurns act) {
    if (!actor) return;
    actor.cell()->signal(
        {.kind = SignalKind::perform, .pointer = new BetweenTurns(std::move(act))});
}

bool System::abandon(const AnyRef& actor) {
    if (m_lab || !actor) return false;
    return static_cast<LivePool&>(*m_scheduler).abandon(*actor.cell());
}

void System::userAction(const AnyRef& target, std::string_view text) {
    if (!m_trace.isRecording()) return;
    PayloadWriter payload;
    payload.putText(text);
    Event event;
    event.kind = EventKind::userAction;
    event.peer = target.id().number;
    m_trace.emit(event, payload.bytes());
}

void System::noteStuck(ActorId actor, std::uint64_t message, Duration runningFor) {
    if (!m_trace.isRecording()) return;
    PayloadWriter payload;
    payload.putDuration(runningFor);
    Event event;
    event.kind = EventKind::stuck;
    event.peer = actor.number; // its own track is its thread's
    event.message = message & kMessageIdMask;
    m_trace.emit(event, payload.bytes());
}

// --- looking ------------------------------------------------------------------------------------

ActorSnapshot System::snapshot(const AnyRef& actor) const {
    return actor ? actor.cell()->snapshot() : ActorSnapshot();
}

std::vector<StuckActor> System::stuck() const {
    if (m_lab) return {};
    return static_cast<const LivePool&>(*m_scheduler).stuck();
}

bool System::isQuiet() const {
    return m_scheduler->isQuiet();
}
bool System::awaitQuiet(Duration atMost) {
    return m_scheduler->awaitQuiet(atMost.count());
}

bool System::awaitStopped(const AnyRef& actor, Duration atMost) {
    if (!actor) return true;
    const auto isStopped = [&] { return actor.cell()->status() == Status::stopped; };
    if (m_lab) {
        while (!isStopped() && m_lab->step()) {
        }
        m_lab->outsideLearns(*actor.cell());
        return isStopped();
    }
    const std::int64_t until = sync::after(sync::now(), atMost.count());
    m_endWaiters.fetchAdd(1);
    {
        std::unique_lock lock(m_ends);
        while (!isStopped() && m_hasEnded.waitUntil(lock, until)) {
        }
    }
    m_endWaiters.fetchSub(1);
    return isStopped();
}

void System::noteCellStopped() {
    if (m_endWaiters.load() == 0) return;
    const std::scoped_lock lock(m_ends);
    m_hasEnded.notifyAll();
}

bool System::takeHistogramPlace() {
    return m_histogramPlaces.load(sync::relaxed) < kMostHistograms &&
           m_histogramPlaces.fetchAdd(1, sync::relaxed) < kMostHistograms;
}

void System::pause() {
    m_scheduler->pause();
}
void System::resume() {
    m_scheduler->resume();
}
bool System::isPaused() const {
    return m_scheduler->isPaused();
}
void System::setSpeed(double factor) {
    m_scheduler->setSpeed(factor);
}

// --- recorder -----------------------------------------------------------------------------------

void System::attachRecorder() {
    m_trace.attach();
    for (Cell* cell : Cells(m_cells)) emitSpawned(*cell, {}, {});
}

void System::detachRecorder() {
    m_trace.detach();
}

void System::drainTrace(EventSink& sink) {
    const bool isLive = m_lab == nullptr;
    if (isLive && m_trace.isRecording()) {
        for (Cell* cell : Cells(m_cells)) emitMetrics(*cell);
    }
    m_trace.drain(sink);
}

void System::emitMetrics(Cell& cell) {
    ActorMetrics metrics;
    if (!cell.takeMetrics(metrics, m_told[cell.id().number])) return;
    PayloadWriter payload;
    metrics.encode(payload);
    Event event;
    event.kind = EventKind::metrics;
    event.peer = cell.id().number; // the drainer's event about it, not one of its own
    m_trace.emit(event, payload.bytes());
}

// --- end ----------------------------------------------------------------------------------------

std::vector<StuckActor> System::shutdown(Duration grace) {
    if (m_hasShutDown.exchange(true)) return {};
    m_isShuttingDown.store(true);
    const std::int64_t until = sync::after(sync::now(), grace.count());
    if (m_scheduler->isPaused()) m_scheduler->resume();
    const Cells cells(m_cells);
    std::vector<Cell*> roots;
    for (Cell* cell : cells) {
        if (!cell->supervisor()) roots.push_back(cell);
    }
    const std::int64_t deadline = sync::after(now(), grace.count());
    for (auto at = roots.rbegin(); at != roots.rend(); ++at) {
        (*at)->signal({.kind = SignalKind::stop,
                       .detail = static_cast<std::uint8_t>(StopKind::drain),
                       .number = static_cast<std::uint32_t>(ExitReason::shutdown),
                       .value = deadline});
    }
    awaitAll(roots, until);
    for (Cell* cell : roots) cell->signal({.kind = SignalKind::kill});
    m_scheduler->stopThreads(std::max(until, sync::now() + kStopMargin));
    std::vector<StuckActor> left = stuck();
    closeAll();
    return left;
}

/// After the threads have ended: also what was spawned since shutdown() began.
void System::closeAll() {
    const Cells cells(m_cells);
    for (Cell* cell : cells) cell->closeAfterEnd();
}

void System::awaitAll(const std::vector<Cell*>& cells, std::int64_t until) {
    const auto haveStopped = [&] {
        return std::all_of(cells.begin(), cells.end(),
                           [](const Cell* c) { return c->status() == Status::stopped; });
    };
    if (m_lab) {
        while (!haveStopped() && m_lab->step()) {
        }
        return;
    }
    m_endWaiters.fetchAdd(1);
    {
        std::unique_lock lock(m_ends);
        while (!haveStopped() && m_hasEnded.waitUntil(lock, until)) {
        }
    }
    m_endWaiters.fetchSub(1);
}

} // namespace troupe::TROUPE_ABI

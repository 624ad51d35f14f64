// What the timekeeper's thread sees to: long slices, handlers that do not return, and giving them up.
#include <algorithm>
#include <mutex>

#include "troupe/actor/cell.h"
#include "troupe/actor/system.h"
#include "troupe/schedule/live_pool.h"

namespace troupe::inline TROUPE_ABI {

namespace {

constexpr std::uint32_t kTicksOfSlice = 2; // ms an actor may hold its worker
constexpr std::uint32_t kTicksBeforeSleep = 10;
constexpr std::uint32_t kTicksBetweenWatches = 100;

} // namespace

/// Every millisecond while somebody works. Thread: the timekeeper's.
bool LivePool::tick() {
    ++m_tickCount;
    m_epoch.store(m_epoch.load(sync::relaxed) + 1, sync::relaxed);
    const bool isWatch = m_tickCount % kTicksBetweenWatches == 0;
    const std::int64_t real = isWatch ? sync::now() : 0;
    for (Worker* worker : everybody()) {
        watchSlices(*worker);
        if (isWatch) watchTurn(*worker, real);
    }
    m_idleTicks = areAllParked() ? m_idleTicks + 1 : 0;
    return m_idleTicks < kTicksBeforeSleep;
}

void LivePool::watchSlices(Worker& worker) {
    const std::uint64_t slice = worker.slices.load(sync::relaxed);
    if (slice != worker.sliceSeen) {
        worker.sliceSeen = slice;
        worker.ticksInSlice = 0;
        return;
    }
    if ((m_parked.load(sync::relaxed) >> (worker.slot & 63U) & 1U) != 0 && !worker.isDedicated) {
        return;
    }
    if (++worker.ticksInSlice < kTicksOfSlice) return;
    worker.shouldYield.store(true, sync::relaxed);
    // What waits behind a long turn is for others.
    if (worker.cells.size() != 0 || m_sharedSize.load(sync::relaxed) != 0) {
        worker.sliceCost.store(1'000'000, sync::relaxed);
        worker.sliceTurns.store(Worker::kTurnsUnit, sync::relaxed);
        wakeOne();
    }
}

void LivePool::watchTurn(Worker& worker, std::int64_t real) {
    const std::uint64_t turn = worker.turn.load(sync::acquire);
    if (turn != worker.turnSeen.load(sync::relaxed) || turn % 2 == 0) {
        worker.turnSeenAt.store(real, sync::relaxed);
        worker.turnSeen.store(turn, sync::release);
        worker.isReported = false;
        return;
    }
    const std::int64_t running = real - worker.turnSeenAt.load(sync::relaxed);
    if (running < m_system.options().stuckAfter.count() || worker.isReported) return;
    worker.isReported = true;
    m_system.noteStuck(ActorId{worker.actor.load(sync::relaxed)},
                       worker.message.load(sync::relaxed), Duration(running));
}

std::vector<StuckActor> LivePool::stuck() const {
    if (m_haveThreadsEnded) return m_stuckAtEnd;
    std::vector<StuckActor> all;
    const std::int64_t real = sync::now();
    for (const Worker* worker : everybody()) {
        const std::uint64_t turn = worker->turn.load(sync::acquire);
        if (turn % 2 == 0 || worker->abandon.load() == Runner::Abandon::final) continue;
        const ActorId actor{worker->actor.load(sync::relaxed)};
        const bool isWatched = turn == worker->turnSeen.load(sync::acquire);
        const std::int64_t since = isWatched ? worker->turnSeenAt.load(sync::relaxed) : real;
        all.push_back({actor, m_system.ref(actor).name(), worker->message.load(sync::relaxed),
                       Duration(real - since)});
    }
    return all;
}

bool LivePool::abandon(Cell& cell) {
    for (Worker* worker : everybody()) {
        const std::uint64_t turn = worker->turn.load(sync::acquire);
        const bool isIn = turn % 2 == 1 && worker->actor.load(sync::relaxed) == cell.id().number &&
                          worker->abandon.load() != Runner::Abandon::final;
        if (!isIn || m_setAside.load() >= kMostSetAside) continue;
        if (!worker->giveUp(turn)) return false;
        m_setAside.fetchAdd(1);
        replace(*worker, cell);
        return true;
    }
    return false;
}

/// The worker's thread stays in its handler; its place, its queue and its cell go on without it.
void LivePool::replace(Worker& given, Cell& cell) {
    given.thread.abandon();
    Worker* fresh = nullptr;
    {
        const std::scoped_lock lock(m_membersMutex);
        m_members.push_back(std::make_unique<Worker>(*this, given.slot, given.isDedicated));
        fresh = m_members.back().get();
    }
    while (Cell* waiting = given.cells.stealInto(fresh->cells)) pushShared(waiting);
    if (given.isDedicated) {
        cell.setDedicatedWorker(fresh);
    } else {
        m_workers[given.slot].store(fresh);
    }
    // The cell was this worker's alone and is ours now: its gate is `scheduled` all the time.
    cell.noteAbandoned(given);
    if (given.isDedicated) {
        fresh->cells.push(&cell);
    } else {
        pushShared(&cell);
    }
    fresh->thread = sync::Thread("troupe-new", [this, fresh] { run(*fresh); });
}

} // namespace troupe::TROUPE_ABI

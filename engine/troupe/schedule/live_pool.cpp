#include "troupe/schedule/live_pool.h"

#include <algorithm>
#include <bit>
#include <mutex>

#include "troupe/actor/cell.h"
#include "troupe/actor/cell_extra.h"
#include "troupe/actor/system.h"
#include "troupe/message/thread_state.h"

namespace troupe::inline TROUPE_ABI {

namespace {

constexpr std::uint32_t kSharedEvery = 61; // rounds between looks at the shared queue
constexpr std::uint32_t kSharedBatch = 32;
constexpr std::uint32_t kWorthMoving = 250;  // ns of a turn
constexpr std::uint32_t kSampledSlices = 16; // one slice in so many is timed

} // namespace

Worker::Worker(LivePool& pool, std::uint32_t place, bool dedicated)
    : Runner(pool.system(), pool.system().options().quantum), slot(place), isDedicated(dedicated) {
    timesMessages = pool.system().options().metrics;
    if (!dedicated) queue = &cells;
}

LivePool::LivePool(System& system, unsigned workers)
    : m_system(system),
      m_count(std::clamp(workers != 0 ? workers : sync::hardwareThreads(), 1U, kMaxWorkers)),
      m_time([this] { return tick(); }, [this] { notifyQuiet(); }) {
    const std::scoped_lock lock(m_membersMutex);
    for (std::uint32_t slot = 0; slot < m_count; ++slot) {
        m_members.push_back(std::make_unique<Worker>(*this, slot, false));
        m_workers[slot].store(m_members.back().get());
    }
    for (auto& worker : m_members) {
        Worker& mine = *worker;
        mine.thread =
            sync::Thread("troupe-" + std::to_string(mine.slot), [this, &mine] { run(mine); });
    }
}

LivePool::~LivePool() {
    m_time.stop();
}

// --- a worker's life ----------------------------------------------------------------------------

/// One slice in sixteen tells what slices and turns cost here.
bool LivePool::runTimed(Worker& worker, Cell& cell) {
    const std::uint64_t turnsBefore = worker.turn.load(sync::relaxed) / 2;
    const std::int64_t before = sync::ticks();
    const bool hasMore = cell.runSlice(worker);
    const std::int64_t took = std::clamp<std::int64_t>(sync::ticks() - before, 0, 1'000'000'000);
    const auto turns = static_cast<std::int64_t>(worker.turn.load(sync::relaxed) / 2 - turnsBefore);
    // A single long slice shows at once; many short ones bring the averages down again.
    const auto follow = [](sync::Atomic<std::uint32_t>& average, std::int64_t sample) {
        const std::int64_t old = average.load(sync::relaxed);
        average.store(static_cast<std::uint32_t>(old + (sample - old) / 32), sync::relaxed);
    };
    follow(worker.sliceCost, took);
    follow(worker.sliceTurns, turns * Worker::kTurnsUnit);
    return hasMore;
}

[[gnu::always_inline]] inline void LivePool::runCell(Worker& worker, Cell* cell) {
    const std::uint32_t epoch = m_epoch.load(sync::relaxed);
    if (worker.epoch != epoch) {
        worker.epoch = epoch;
        worker.timedCredit = 16; // the first messages after a quiet time are all timed
    }
    const std::uint64_t number = worker.slices.load(sync::relaxed) + 1;
    worker.slices.store(number, sync::relaxed);
    if (worker.shouldYield.load(sync::relaxed)) worker.shouldYield.store(false, sync::relaxed);
    bool hasMore = false;
    if (number % kSampledSlices == 0) {
        hasMore = runTimed(worker, *cell);
    } else {
        hasMore = cell->runSlice(worker);
    }
    if (hasMore && !worker.cells.push(cell)) pushShared(cell);
    // the first of them is its own next
    if (const std::uint32_t waiting = worker.cells.size(); waiting > 1) {
        wakeForQueue(worker, waiting - 1);
    }
}

void LivePool::run(Worker& worker) {
    sync::setLocal(sync::Slot::worker, static_cast<Runner*>(&worker));
    worker.blocks = &localBlocks();
    m_system.trace().enterThread();
    m_time.wake(); // it watches as long as somebody may work
    try {
        for (;;) {
            while (Cell* cell = nextFor(worker)) runCell(worker, cell);
            if (m_isStopping.load()) break;
            park(worker);
        }
    } catch (const AbandonedTurn&) {
        leaveGivenUp(this, worker);
        return;
    }
    leave(worker);
}

/// The pool has another worker in this place, or there is no `pool` any more; if there is one, it
/// does not end before letEnd().
void LivePool::leaveGivenUp(LivePool* pool, Worker& worker) {
    const bool hasOutlived = worker.hasOutlived();
    if (hasOutlived) {
        sync::setLocal(sync::Slot::worker, nullptr);
    } else {
        pool->leave(worker);
    }
    worker.letEnd();
    if (hasOutlived) delete &worker; // isOutlivedBy() has left it to this thread
}

void LivePool::leave(Worker& worker) {
    m_system.trace().leaveThread();
    sync::setLocal(sync::Slot::worker, nullptr);
    const std::scoped_lock lock(m_quietMutex);
    worker.hasLeft.store(true);
    m_maybeQuiet.notifyAll();
}

Cell* LivePool::nextFor(Worker& worker) {
    // acquire: turns after a pause see what came before resume(), whoever woke this worker
    if (m_isPaused.load(sync::acquire) || m_isStopping.load(sync::relaxed)) return nullptr;
    if (worker.isDedicated) return worker.cells.pop();
    if (--worker.roundsLeft == 0) {
        worker.roundsLeft = kSharedEvery;
        if (Cell* cell = popShared(worker)) return cell;
    }
    if (Cell* cell = worker.cells.pop()) return cell;
    return search(worker);
}

/// From the shared queue, or half of what another worker has; null: neither has any.
Cell* LivePool::takeFromOthers(Worker& worker) {
    Cell* cell = popShared(worker);
    for (std::uint32_t i = 1; !cell && i < m_count; ++i) {
        Worker& victim = *m_workers[(worker.slot + i) % m_count].load(sync::acquire);
        if (isWorthMoving(victim, victim.cells.size())) cell = victim.cells.stealInto(worker.cells);
    }
    return cell;
}

/// What others would do later.
Cell* LivePool::search(Worker& worker) {
    m_searching.fetchAdd(1);
    Cell* cell = takeFromOthers(worker);
    if (!cell &&
        sync::spinUntil([this, &worker] { return hasWorkFor(worker); }, sync::kLongestSpin))
        cell = takeFromOthers(worker);
    m_searching.fetchSub(1);
    // Whoever pushed while this one searched woke nobody: pass it on.
    if (cell && m_sharedSize.load() != 0) wakeOne();
    return cell;
}

void LivePool::park(Worker& worker) {
    if (worker.isDedicated) {
        worker.isAsleep.store(true);
        const bool hasOwn = sync::recheck(worker.cells.size() != 0 && !m_isPaused.load());
        if (!hasOwn && !m_isStopping.load()) {
            notifyQuiet();
            worker.parker.park();
        }
        worker.isAsleep.store(false);
    } else {
        const std::uint64_t bit = std::uint64_t{1} << worker.slot;
        m_parked.fetchOr(bit);
        // seq_cst: either a pusher sees the bit, or this look sees what it pushed
        const bool hasMore = sync::recheck(hasWorkFor(worker) && !m_isPaused.load());
        if (!hasMore && !m_isStopping.load()) {
            notifyQuiet();
            worker.parker.park();
        }
        m_parked.fetchAnd(~bit);
    }
    if (m_isStopping.load(sync::relaxed)) return;
    m_epoch.store(m_epoch.load(sync::relaxed) + 1, sync::relaxed);
    m_time.wake();
}

// --- making actors runnable ---------------------------------------------------------------------

void LivePool::schedule(Cell& cell, Runner* runner) {
    if (cell.isDedicated()) {
        auto* own = static_cast<Worker*>(cell.dedicatedWorker());
        pushDedicated(*own, cell);
        return;
    }
    const bool isHere =
        runner && runner->queue && &runner->system == &m_system && runner == Runner::ofThread();
    if (isHere && runner->queue->push(&cell)) {
        if (runner->needsHelp()) [[unlikely]]
            helpAfterPush(*runner);
        return;
    }
    pushShared(&cell);
    wakeForShared();
}

void LivePool::helpAfterPush(Runner& runner) {
    const auto& worker = static_cast<const Worker&>(runner);
    wakeForQueue(worker, worker.cells.size());
}

/// Another worker, where `waiting` actors are worth it. Thread: the worker's.
void LivePool::wakeForQueue(const Worker& worker, std::uint64_t waiting) {
    if (m_parked.load(sync::relaxed) != 0 && isWorthMoving(worker, waiting)) wakeOne();
}

/// What waits takes longer than a thread needs to wake, and its turns longer than the cache lines
/// of a message need from one processor to another.
bool LivePool::isWorthMoving(const Worker& worker, std::uint64_t waiting) {
    const std::uint64_t slice = worker.sliceCost.load(sync::relaxed);
    const std::uint64_t turns = worker.sliceTurns.load(sync::relaxed);
    return waiting * slice >= Runner::kWorthWaking &&
           slice * Worker::kTurnsUnit >= turns * kWorthMoving;
}

void LivePool::pushShared(Cell* cell) {
    cell->nextScheduled = nullptr;
    const std::scoped_lock lock(m_sharedMutex);
    (m_sharedTail ? m_sharedTail->nextScheduled : m_sharedHead) = cell;
    m_sharedTail = cell;
    m_sharedSize.store(m_sharedSize.load(sync::relaxed) + 1);
}

/// The oldest; some more go into the worker's own queue.
Cell* LivePool::popShared(Worker& worker) {
    if (m_sharedSize.load() == 0) return nullptr;
    const std::scoped_lock lock(m_sharedMutex);
    Cell* first = m_sharedHead;
    if (!first) return nullptr;
    std::uint32_t size = m_sharedSize.load(sync::relaxed) - 1;
    m_sharedHead = first->nextScheduled;
    const std::uint32_t share = std::min(kSharedBatch, size / m_count);
    for (std::uint32_t i = 0; i < share && m_sharedHead; ++i) {
        Cell* next = m_sharedHead->nextScheduled;
        if (!worker.cells.push(m_sharedHead)) break;
        m_sharedHead = next;
        --size;
    }
    if (!m_sharedHead) m_sharedTail = nullptr;
    m_sharedSize.store(size);
    return first;
}

bool LivePool::hasWork() const {
    if (m_sharedSize.load() != 0) return true;
    for (std::uint32_t i = 0; i < m_count; ++i) {
        if (m_workers[i].load(sync::acquire)->cells.size() != 0) return true;
    }
    return false;
}

/// For a worker that has nothing in its own queue.
bool LivePool::hasWorkFor(const Worker& worker) const {
    if (m_sharedSize.load() != 0) return true;
    for (std::uint32_t i = 1; i < m_count; ++i) {
        const Worker* other = m_workers[(worker.slot + i) % m_count].load(sync::acquire);
        if (isWorthMoving(*other, other->cells.size())) return true;
    }
    return false;
}

/// After a push into the shared queue. One who is awake will look there soon, unless its slices
/// are long; should it be in a long one for once, the timekeeper sees that.
void LivePool::wakeForShared() {
    const std::uint64_t parked = m_parked.load();
    const auto awake = static_cast<std::uint32_t>(std::countr_one(parked));
    if (awake < m_count) {
        const std::uint64_t slice =
            m_workers[awake].load(sync::acquire)->sliceCost.load(sync::relaxed);
        if (m_sharedSize.load(sync::relaxed) * slice < Runner::kWorthWaking) return;
    }
    wakeOne();
}

/// One who searches will find it: it looks again after it has counted itself out.
void LivePool::wakeOne() {
    if (m_searching.load() != 0) return;
    std::uint64_t parked = m_parked.load();
    while (parked != 0) {
        const std::uint64_t bit = parked & (~parked + 1);
        if ((m_parked.fetchAnd(~bit) & bit) != 0) {
            m_workers[static_cast<std::size_t>(std::countr_zero(bit))].load()->parker.unpark();
            return;
        }
        parked = m_parked.load();
    }
}

// --- dedicated threads --------------------------------------------------------------------------

Worker& LivePool::addDedicated() {
    const std::scoped_lock lock(m_membersMutex);
    m_members.push_back(std::make_unique<Worker>(*this, kMaxWorkers, true));
    Worker& mine = *m_members.back();
    mine.thread = sync::Thread("troupe-own", [this, &mine] { run(mine); });
    return mine;
}

/// One cell only ever stands in this queue, so pushes do not meet.
void LivePool::pushDedicated(Worker& worker, Cell& cell) {
    worker.cells.push(&cell, sync::seqCst);
    // seq_cst: either the worker sees the cell when it looks again, or it is seen asleep here
    if (worker.isAsleep.load()) worker.parker.unpark();
}

} // namespace troupe::TROUPE_ABI

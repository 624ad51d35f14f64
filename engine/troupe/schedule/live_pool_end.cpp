// How the pool comes to rest: whether it is quiet, a pause, and the end of its threads.
#include <algorithm>
#include <mutex>

#include "troupe/actor/cell.h"
#include "troupe/actor/system.h"
#include "troupe/schedule/live_pool.h"

namespace troupe::inline TROUPE_ABI {

bool LivePool::awaitOutside(sync::Parker& parker, bool (*)(void*), void*, std::int64_t deadline) {
    for (;;) {
        const std::int64_t until = m_time.realTimeOf(deadline);
        if (parker.parkUntil(until)) return true;
        if (now() >= deadline) return false;
    }
}

bool LivePool::areAllParked() const {
    const std::uint64_t all = m_count == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << m_count) - 1;
    if ((m_parked.load() & all) != all) return false;
    const std::scoped_lock lock(m_membersMutex);
    return std::all_of(m_members.begin(), m_members.end(), [](const auto& worker) {
        return !worker->isDedicated || worker->hasLeft.load() ||
               (worker->isAsleep.load() && worker->cells.size() == 0);
    });
}

/// Parked, nothing queued, and still parked: nobody can have begun anything in between, for only
/// turns, timers and the outside begin things.
bool LivePool::isQuiet() const {
    return areAllParked() && !hasWork() && !m_time.hasTimers() && areAllParked();
}

void LivePool::notifyQuiet() {
    if (m_quietWaiters.load() == 0) return;
    const std::scoped_lock lock(m_quietMutex);
    m_maybeQuiet.notifyAll();
}

bool LivePool::awaitQuiet(std::int64_t duration) {
    const std::int64_t until = sync::now() + duration;
    m_quietWaiters.fetchAdd(1);
    bool isSo = false;
    {
        std::unique_lock lock(m_quietMutex);
        while (!(isSo = isQuiet()) && m_maybeQuiet.waitUntil(lock, until)) {
        }
        if (!isSo) isSo = isQuiet();
    }
    m_quietWaiters.fetchSub(1);
    return isSo;
}

void LivePool::pause() {
    m_isPaused.store(true);
    m_time.pause();
}

void LivePool::resume() {
    m_isPaused.store(false);
    m_time.resume();
    for (Worker* worker : everybody()) worker->parker.unpark();
}

std::vector<Worker*> LivePool::everybody() const {
    const std::scoped_lock lock(m_membersMutex);
    std::vector<Worker*> all;
    for (const auto& worker : m_members) {
        if (!worker->hasLeft.load()) all.push_back(worker.get());
    }
    return all;
}

void LivePool::stopThreads(std::int64_t deadline) {
    m_isStopping.store(true);
    const std::vector<Worker*> all = everybody();
    for (Worker* worker : all) worker->parker.unpark();
    {
        std::unique_lock lock(m_quietMutex);
        const auto haveLeft = [&] {
            return std::all_of(all.begin(), all.end(),
                               [](const Worker* w) { return w->hasLeft.load(); });
        };
        while (!haveLeft() && m_maybeQuiet.waitUntil(lock, deadline)) {
        }
    }
    m_time.stop();
    m_stuckAtEnd = stuck();
    m_haveThreadsEnded = true;
    for (Worker* worker : everybody()) giveUpAtEnd(*worker);
    // Not under m_membersMutex: a thread that leaves waits for those who look at all of them.
    for (Worker* worker : everMembers()) {
        if (!isOutlivedBy(*worker)) worker->thread.join();
    } // they stay members: who tells from outside may look at them
}

/// Those who have left are among them.
std::vector<Worker*> LivePool::everMembers() const {
    const std::scoped_lock lock(m_membersMutex);
    std::vector<Worker*> all;
    for (const auto& worker : m_members) all.push_back(worker.get());
    return all;
}

/// True: its handler was given up and has not returned; its thread has it from now on.
bool LivePool::isOutlivedBy(Worker& worker) {
    if (worker.abandon.load() != Runner::Abandon::final) return false;
    return worker.outlive([&] { return worker.hasLeft.load(); }, [&] { letGo(worker); });
}

void LivePool::letGo(Worker& worker) {
    worker.thread.abandon();
    const std::scoped_lock lock(m_membersMutex);
    const auto it = std::find_if(m_members.begin(), m_members.end(),
                                 [&worker](const auto& member) { return member.get() == &worker; });
    static_cast<void>(it->release());
    m_members.erase(it);
}

/// A handler that has not returned keeps its thread and its state; its cell is closed without it.
void LivePool::giveUpAtEnd(Worker& worker) {
    if (!sync::processBarrier()) return; // there is no such thing here: nobody can be given up
    while (worker.abandon.load() != Runner::Abandon::final) {
        const std::uint64_t turn = worker.turn.load(sync::acquire);
        if (turn % 2 == 0) return; // it leaves by itself
        Cell* const cell = m_system.cells().find(ActorId{worker.actor.load(sync::relaxed)});
        const bool isGivenUp = cell && worker.giveUp(turn);
        if (isGivenUp) cell->noteAbandoned(worker);
        if (cell) cell->unref();
        if (isGivenUp) return;
    }
}

} // namespace troupe::TROUPE_ABI

// Locks, waiting and threads of the model.

#include "troupe/sync/sync.h"

#include <bit>

namespace troupe::inline TROUPE_ABI {
namespace sync {

using modelling::Mutation;
using modelling::Runtime;
using modelling::runtime;
using modelling::Wake;

namespace {

std::uint32_t myBit() {
    return std::uint32_t{1} << runtime().current();
}

} // namespace

// --- Mutex ------------------------------------------------------------------------------

Mutex::~Mutex() {
    Runtime& run = runtime();
    if (!run.isRunning() || !isAttached(Operation::destroy, {})) return;
    if (m_owner >= 0) run.fail("a locked mutex is destroyed");
    if (!run.clock().covers(m_released))
        run.fail("race: a mutex is destroyed while another thread may still use it");
}

void Mutex::touch(Operation operation, Site site) {
    if (isAttached(operation, site)) return;
    attach();
    m_released = {};
    m_waiters = 0;
    m_owner = -1;
}

void Mutex::take(Operation operation, Site site) {
    Runtime& run = runtime();
    while (m_owner >= 0) {
        if (m_owner == static_cast<int>(run.current()))
            run.fail("a thread locks a mutex that it holds", site);
        m_waiters |= myBit();
        run.block(operation, site);
        touch(operation, site);
    }
    m_owner = static_cast<int>(run.current());
    run.clock().join(m_released);
}

void Mutex::leave() {
    Runtime& run = runtime();
    m_owner = -1;
    m_released = run.clock();
    run.tickClock();
    run.wake(std::exchange(m_waiters, 0));
}

void Mutex::lock(Site site) {
    Runtime& run = runtime();
    if (!run.isRunning()) return;
    run.step(Operation::lock, site);
    touch(Operation::lock, site);
    take(Operation::lock, site);
    if (run.isTracing()) run.note(Operation::lock, this, "", site);
}

bool Mutex::tryLock(Site site) {
    Runtime& run = runtime();
    if (!run.isRunning()) return true;
    run.step(Operation::tryLock, site);
    touch(Operation::tryLock, site);
    const bool isFree = m_owner < 0;
    if (isFree) take(Operation::tryLock, site);
    if (run.isTracing()) run.note(Operation::tryLock, this, isFree ? "taken" : "held", site);
    return isFree;
}

void Mutex::unlock(Site site) {
    Runtime& run = runtime();
    if (!run.isRunning()) return;
    run.step(Operation::unlock, site);
    touch(Operation::unlock, site);
    if (m_owner != static_cast<int>(run.current()))
        run.fail("a thread unlocks a mutex that it does not hold", site);
    leave();
    if (run.isTracing()) run.note(Operation::unlock, this, "", site);
}

// --- CondVar ----------------------------------------------------------------------------

CondVar::~CondVar() {
    Runtime& run = runtime();
    if (run.isRunning() && isAttached(Operation::destroy, {}) && m_waiters != 0)
        run.fail("a condition variable is destroyed while a thread waits on it");
}

void CondVar::touch(Operation operation, Site site) {
    if (isAttached(operation, site)) return;
    attach();
    m_waiters = 0;
}

void CondVar::wait(std::unique_lock<Mutex>& lock, Site site) {
    waitUntil(lock, kForever, site);
}

bool CondVar::waitUntil(std::unique_lock<Mutex>& lock, std::int64_t deadline, Site site) {
    Runtime& run = runtime();
    if (!run.isRunning()) run.fail("a wait outside a run would never end", site);
    run.step(Operation::wait, site);
    touch(Operation::wait, site);
    Mutex& mutex = *lock.mutex();
    if (!lock.owns_lock() || mutex.m_owner != static_cast<int>(run.current()))
        run.fail("a thread waits without holding the lock", site);
    m_waiters |= myBit();
    mutex.leave();
    if (run.isTracing()) run.note(Operation::wait, this, "begins", site);
    const bool isNotified = run.block(Operation::wait, site, deadline) == Wake::notified;
    touch(Operation::wait, site);
    m_waiters &= ~myBit();
    mutex.touch(Operation::lock, site);
    mutex.take(Operation::wait, site);
    if (run.isTracing())
        run.note(Operation::wait, this, isNotified ? "ends" : "ends by time", site);
    return isNotified;
}

void CondVar::wakeOne() {
    Runtime& run = runtime();
    if (m_waiters == 0) return;
    std::uint32_t rest = m_waiters;
    if (!std::has_single_bit(rest)) {
        for (unsigned skip = run.chooseValue(static_cast<unsigned>(std::popcount(rest))); skip > 0;
             --skip)
            rest &= rest - 1;
    }
    const std::uint32_t chosen = rest & (~rest + 1);
    m_waiters &= ~chosen;
    run.wake(chosen);
}

void CondVar::notifyOne(Site site) {
    Runtime& run = runtime();
    if (!run.isRunning()) return;
    run.orderAt(Operation::notifyOne, seqCst, site);
    run.step(Operation::notifyOne, site);
    touch(Operation::notifyOne, site);
    if (run.isTracing()) run.note(Operation::notifyOne, this, "", site);
    if (!run.isPlanted(Mutation::Kind::drop, Operation::notifyOne, site))
        wakeOne();
    else if (m_waiters != 0)
        run.noteDifference();
}

void CondVar::notifyAll(Site site) {
    Runtime& run = runtime();
    if (!run.isRunning()) return;
    run.orderAt(Operation::notifyAll, seqCst, site);
    run.step(Operation::notifyAll, site);
    touch(Operation::notifyAll, site);
    if (run.isTracing()) run.note(Operation::notifyAll, this, "", site);
    if (run.isPlanted(Mutation::Kind::drop, Operation::notifyAll, site)) {
        if (m_waiters != 0) run.noteDifference();
        return;
    }
    if (run.isPlanted(Mutation::Kind::notifyOne, Operation::notifyAll, site)) {
        if (std::popcount(m_waiters) > 1) run.noteDifference();
        wakeOne();
        return;
    }
    run.wake(std::exchange(m_waiters, 0));
}

// --- Parker -----------------------------------------------------------------------------

Parker::~Parker() {
    Runtime& run = runtime();
    if (!run.isRunning() || !isAttached(Operation::destroy, {})) return;
    if (m_waiter != 0) run.fail("a parker is destroyed while a thread is parked on it");
    if (!run.clock().covers(m_used))
        run.fail("race: a parker is destroyed while another thread may still use it");
}

void Parker::touch(Operation operation, Site site) {
    Runtime& run = runtime();
    if (!isAttached(operation, site)) {
        attach();
        m_released = {};
        m_used = {};
        m_waiter = 0;
        m_hasToken = false;
    }
    m_used.at[run.current()] = run.clock().at[run.current()];
}

bool Parker::parkUntil(std::int64_t deadline, Site site) {
    Runtime& run = runtime();
    if (!run.isRunning()) run.fail("a park outside a run would never end", site);
    run.step(Operation::park, site);
    touch(Operation::park, site);
    if (m_waiter != 0) run.fail("two threads park on one parker", site);
    if (!m_hasToken) {
        m_waiter = myBit();
        run.block(Operation::park, site, deadline);
        touch(Operation::park, site);
        m_waiter = 0;
    }
    const bool hasToken = std::exchange(m_hasToken, false);
    if (hasToken) run.clock().join(m_released);
    if (run.isTracing()) run.note(Operation::park, this, hasToken ? "ends" : "ends by time", site);
    return hasToken;
}

void Parker::unpark(Site site) {
    Runtime& run = runtime();
    if (!run.isRunning()) {
        m_hasToken = true;
        return;
    }
    run.orderAt(Operation::unpark, seqCst, site);
    run.step(Operation::unpark, site);
    touch(Operation::unpark, site);
    if (run.isTracing()) run.note(Operation::unpark, this, "", site);
    if (run.isPlanted(Mutation::Kind::drop, Operation::unpark, site)) {
        run.noteDifference();
        return;
    }
    m_hasToken = true;
    m_released.join(run.clock());
    run.tickClock();
    run.wake(m_waiter);
}

// --- Thread, clocks ---------------------------------------------------------------------

Thread::Thread(std::string name, std::function<void()> body, Site site) {
    Runtime& run = runtime();
    if (!run.isRunning()) run.fail("a virtual thread is started outside a run", site);
    run.step(Operation::start, site);
    m_id = static_cast<int>(run.startThread(std::move(name), std::move(body), site));
}

Thread& Thread::operator=(Thread&& other) noexcept {
    if (m_id >= 0) runtime().fail("a thread that was not joined is overwritten");
    m_id = std::exchange(other.m_id, -1);
    return *this;
}

Thread::~Thread() {
    if (m_id >= 0)
        runtime().fail("thread " + runtime().nameOfThread(static_cast<unsigned>(m_id)) +
                       " was never joined");
}

void Thread::join(Site site) {
    if (m_id < 0) return;
    runtime().joinThread(static_cast<unsigned>(m_id), site);
    m_id = -1;
}

void Thread::abandon(Site) {
    if (m_id >= 0) runtime().abandonThread(static_cast<unsigned>(std::exchange(m_id, -1)));
}

bool processBarrier(Site site) {
    Runtime& run = runtime();
    if (!run.isRunning()) return true;
    run.orderAt(Operation::barrier, seqCst, site);
    run.step(Operation::barrier, site);
    if (!run.isPlanted(Mutation::Kind::drop, Operation::barrier, site))
        run.noteBarrier();
    else
        run.noteDifference();
    return true;
}

std::int64_t now(Site site) {
    Runtime& run = runtime();
    if (!run.isRunning()) return 0;
    run.step(Operation::clock, site);
    return run.time();
}

std::int64_t ticks(Site site) {
    return now(site);
}

} // namespace sync
} // namespace troupe::inline TROUPE_ABI

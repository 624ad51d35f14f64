#include "troupe/schedule/timekeeper.h"

#include <algorithm>
#include <bit>
#include <mutex>
#include <vector>

#include "troupe/actor/ask.h"
#include "troupe/actor/cell.h"

namespace troupe::inline TROUPE_ABI {

Timekeeper::Timekeeper(std::function<bool()> tick, std::function<void()> fired)
    : m_tick(std::move(tick)),
      m_fired(std::move(fired)),
      m_baseReal(sync::now()),
      m_speedBits(std::bit_cast<std::uint64_t>(1.0)),
      m_thread("troupe-time", [this] { run(); }) {}

Timekeeper::~Timekeeper() {
    stop();
}

void Timekeeper::stop() {
    {
        const std::scoped_lock lock(m_mutex);
        m_isStopping = true;
        m_changed.notifyAll();
    }
    m_thread.join();
}

std::int64_t Timekeeper::engineTime(std::int64_t real) const {
    for (;;) {
        const std::uint32_t before = m_version.load();
        const std::int64_t baseReal = m_baseReal.load();
        const std::int64_t baseEngine = m_baseEngine.load();
        const auto speed = std::bit_cast<double>(m_speedBits.load());
        if ((before & 1U) != 0 || m_version.load() != before) {
            const std::scoped_lock lock(m_mutex); // the writer holds it
            continue;
        }
        const std::int64_t passed = std::max<std::int64_t>(real - baseReal, 0);
        if (speed == 1.0) return baseEngine + passed;
        return baseEngine + static_cast<std::int64_t>(static_cast<double>(passed) * speed);
    }
}

std::int64_t Timekeeper::now() const {
    return engineTime(sync::now());
}

std::int64_t Timekeeper::realTimeOf(std::int64_t at) const {
    if (at == sync::kForever) return at;
    const std::int64_t real = sync::now();
    const std::int64_t left = at - engineTime(real);
    if (left <= 0) return real;
    const auto speed = std::bit_cast<double>(m_speedBits.load());
    if (speed == 0.0) return sync::kForever;
    if (speed == 1.0) return left > sync::kForever - real ? sync::kForever : real + left;
    const double wait = static_cast<double>(left) / speed;
    return wait > 4e18 ? sync::kForever : real + static_cast<std::int64_t>(wait) + 1;
}

void Timekeeper::setClock(double speed) {
    const std::int64_t real = sync::now();
    const auto old = std::bit_cast<double>(m_speedBits.load());
    const std::int64_t passed = std::max<std::int64_t>(real - m_baseReal.load(), 0);
    const std::int64_t engine =
        m_baseEngine.load() + static_cast<std::int64_t>(static_cast<double>(passed) * old);
    m_version.fetchAdd(1);
    m_baseReal.store(real);
    m_baseEngine.store(engine);
    m_speedBits.store(std::bit_cast<std::uint64_t>(speed));
    m_version.fetchAdd(1);
    m_changed.notifyAll();
}

void Timekeeper::pause() {
    const std::scoped_lock lock(m_mutex);
    m_isPaused = true;
    setClock(0.0);
}

void Timekeeper::resume() {
    const std::scoped_lock lock(m_mutex);
    m_isPaused = false;
    setClock(m_speed);
}

void Timekeeper::setSpeed(double factor) {
    const std::scoped_lock lock(m_mutex);
    m_speed = factor;
    if (!m_isPaused) setClock(factor);
}

void Timekeeper::addTimer(TimerEntry& entry) {
    const std::scoped_lock lock(m_mutex);
    // The thread sleeps to a time it knows: it need not hear of a timer that is later.
    if (m_timers.add(entry) && realTimeOf(entry.due) < m_sleepsUntil) m_changed.notifyAll();
}

bool Timekeeper::removeTimer(TimerEntry& entry) {
    const std::scoped_lock lock(m_mutex);
    if (!entry.isQueued()) return false;
    m_timers.remove(entry);
    return true;
}

void Timekeeper::tickDone(TimerEntry& entry) {
    const std::scoped_lock lock(m_mutex);
    entry.hasTickWaiting = false;
}

bool Timekeeper::hasTimers() const {
    const std::scoped_lock lock(m_mutex);
    return m_isFiring || m_timers.size() != 0;
}

void Timekeeper::startTicking() {
    const std::scoped_lock lock(m_mutex);
    if (m_isTicking.exchange(true)) return;
    m_changed.notifyAll();
}

/// Takes what is due at `at` off the queue; a periodic timer whose last tick still waits has missed
/// one. `next`: real time of the next timer.
std::vector<Timekeeper::Due> Timekeeper::takeDue(std::int64_t at, std::int64_t& next) {
    std::vector<Due> due;
    const std::scoped_lock lock(m_mutex);
    next = sync::kForever;
    while (TimerEntry* first = m_timers.earliest()) {
        if (first->due > at) {
            next = realTimeOf(first->due);
            break;
        }
        m_timers.remove(*first);
        if (first->ask) {
            due.push_back({.ask = first->ask, .signal = {}});
            continue;
        }
        if (first->period > 0) {
            first->due += first->period;
            m_timers.add(*first);
            if (first->hasTickWaiting) {
                ++first->missed;
                continue;
            }
            first->hasTickWaiting = true;
        }
        first->cell->ref();
        due.push_back(
            {.cell = first->cell,
             .signal = {.kind = first->isInternal ? SignalKind::escalation : SignalKind::tick,
                        .number = first->incarnation,
                        .value = static_cast<std::int64_t>(first->id)}});
    }
    if (!due.empty()) m_isFiring = true;
    return due;
}

/// Takes what is due and carries it out; real time of the next timer.
std::int64_t Timekeeper::fireDue(std::int64_t at) {
    std::int64_t next = sync::kForever;
    const std::vector<Due> due = takeDue(at, next);
    if (due.empty()) return next;
    for (const Due& each : due) {
        if (each.ask) {
            each.ask->decide(AskOutcome::timeout);
            each.ask->unref();
        } else {
            each.cell->signal(each.signal);
            each.cell->unref();
        }
    }
    {
        const std::scoped_lock lock(m_mutex);
        m_isFiring = false;
    }
    m_fired();
    return next;
}

void Timekeeper::run() {
    std::int64_t nextTick = 0;
    for (;;) {
        const std::int64_t nextTimer = fireDue(now());
        bool isTicking = m_isTicking.load();
        if (isTicking && sync::now() >= nextTick) {
            // Said before the look at the workers: one that wakes during it starts the ticks anew.
            m_isTicking.store(false);
            isTicking = m_tick();
            if (isTicking) m_isTicking.store(true);
            nextTick = sync::now() + kTick;
        }
        std::unique_lock lock(m_mutex);
        if (m_isStopping) return;
        if (!isTicking && m_isTicking.load()) continue; // woken meanwhile
        TimerEntry* first = m_timers.earliest();
        m_sleepsUntil = first ? std::min(nextTimer, realTimeOf(first->due)) : sync::kForever;
        if (isTicking) m_sleepsUntil = std::min(m_sleepsUntil, nextTick);
        if (m_sleepsUntil > sync::now()) {
            if (m_sleepsUntil == sync::kForever) {
                m_changed.wait(lock);
            } else {
                m_changed.waitUntil(lock, m_sleepsUntil);
            }
        }
        m_sleepsUntil = 0; // awake: nobody need notify
    }
}

} // namespace troupe::TROUPE_ABI

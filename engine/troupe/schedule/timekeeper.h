// Live time: the engine's clock, the timers, and the watch over long turns.
//
// One thread. It sleeps until the next timer is due, and looks at the workers every millisecond
// only while one of them is awake (decisions.md 27), so an idle system takes no processor time.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "troupe/actor/signal.h"
#include "troupe/schedule/timer_queue.h"
#include "troupe/sync/sync.h"

namespace troupe::inline TROUPE_ABI {

class Timekeeper {
public:
    /// `tick` is called every millisecond while it returns true; after false not until wake().
    /// `fired` is called after timers have fired.
    Timekeeper(std::function<bool()> tick, std::function<void()> fired);
    ~Timekeeper();

    // Thread: any.
    std::int64_t now() const;
    void addTimer(TimerEntry& entry);
    bool removeTimer(TimerEntry& entry);
    void tickDone(TimerEntry& entry);
    /// Somebody works again. Cheap when the ticks go on already.
    void wake() {
        // seq_cst: the worker is not parked any more; run() says the opposite and then looks
        if (!m_isTicking.load()) startTicking();
    }
    bool hasTimers() const;
    /// Real time, sync::now(), at which the engine's clock will show `at`; kForever if paused.
    std::int64_t realTimeOf(std::int64_t at) const;
    void pause();
    void resume();
    void setSpeed(double factor);
    void stop();

private:
    static constexpr std::int64_t kTick = 1'000'000;

    void run();
    /// What a due timer leads to, carried out after the lock is released.
    struct Due {
        Ask* ask = nullptr;
        Cell* cell = nullptr;
        Signal signal;
    };

    void startTicking();
    std::int64_t fireDue(std::int64_t at);
    std::vector<Due> takeDue(std::int64_t at, std::int64_t& next);
    std::int64_t engineTime(std::int64_t real) const;

    std::function<bool()> m_tick;
    std::function<void()> m_fired;
    mutable sync::Mutex m_mutex;
    sync::CondVar m_changed;
    TimerQueue m_timers;
    std::int64_t m_sleepsUntil = sync::kForever; // real time
    bool m_isStopping = false;
    bool m_isFiring = false; // timers are off the queue, what they lead to is on its way
    sync::Atomic<bool> m_isTicking{false};
    // The clock: engine = m_baseEngine + (real - m_baseReal) * m_speed; speed 0 while paused.
    // Written under the mutex; m_version is odd meanwhile.
    sync::Atomic<std::uint32_t> m_version{0};
    sync::Atomic<std::int64_t> m_baseReal;
    sync::Atomic<std::int64_t> m_baseEngine{0};
    sync::Atomic<std::uint64_t> m_speedBits;
    double m_speed = 1.0;
    bool m_isPaused = false;
    sync::Thread m_thread;

    void setClock(double speed);
};

} // namespace troupe::TROUPE_ABI

#pragma once

// The recorder of the system troupe-trace: takes every event of a System and counts it. What the
// program then does with events is not part of the engine's cost.

#include "peers/workload.h"

#include "troupe/troupe.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace troupe::bench {

class Recorder : private EventSink {
public:
    explicit Recorder(System& system) : m_system(system) {
        m_system.attachRecorder();
        m_thread = std::thread([this] { run(); });
    }

    ~Recorder() override { stop(); }

    /// Ends the recording; the number of events taken. Thread: main.
    std::int64_t finish() {
        stop();
        m_system.detachRecorder();
        m_system.drainTrace(*this);
        const Trace::Counts counts = m_system.trace().counts();
        m_leftOut = static_cast<std::int64_t>(counts.summarised + counts.lost);
        check(counts.gaps == 0 || m_leftOut > 0, "gaps in a recording that lost nothing");
        return m_events;
    }

    /// Events for which there was no room, after finish().
    std::int64_t leftOut() const { return m_leftOut; }

private:
    static constexpr auto kTick = std::chrono::milliseconds(16); // as the program's window does
    static constexpr std::int64_t kMany = 16'384; // a quarter of a ring: do not wait for the tick

    void take(const DrainedEvent&) override { ++m_events; }

    void run() {
        std::unique_lock lock(m_mutex);
        while (!m_isStopped) {
            lock.unlock();
            const std::int64_t before = m_events;
            m_system.drainTrace(*this);
            const bool isBehind = m_events - before >= kMany;
            lock.lock();
            if (!isBehind) m_stop.wait_for(lock, kTick, [this] { return m_isStopped; });
        }
    }

    void stop() {
        {
            const std::lock_guard lock(m_mutex);
            m_isStopped = true;
        }
        m_stop.notify_one();
        if (m_thread.joinable()) m_thread.join();
    }

    System& m_system;
    std::int64_t m_leftOut = 0;
    std::int64_t m_events = 0; // of the thread, then of main
    std::mutex m_mutex;
    std::condition_variable m_stop;
    bool m_isStopped = false;
    std::thread m_thread;
};

} // namespace troupe::bench

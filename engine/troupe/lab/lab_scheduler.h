// The Lab as a Scheduler: cells with signals run at once, one after the other; timers wait for
// the Lab to choose them. Internal. Thread: the Lab's.
#pragma once

#include <deque>

#include "troupe/actor/cell.h"
#include "troupe/actor/scheduler.h"
#include "troupe/lab/lab.h"

namespace troupe::inline TROUPE_ABI {

class LabScheduler final : public Scheduler {
public:
    explicit LabScheduler(Lab& lab) : m_lab(lab) {}

    void schedule(Cell& cell, Runner*) override {
        cell.ref();
        ready.push_back(&cell);
    }
    void helpAfterPush(Runner&) override {} // its runners have no queue
    std::int64_t now() const override { return m_lab.now(); }
    void addTimer(TimerEntry& entry) override { timers.add(entry); }
    bool removeTimer(TimerEntry& entry) override {
        if (!entry.isQueued()) return false;
        timers.remove(entry);
        return true;
    }
    void tickDone(TimerEntry& entry) override { entry.hasTickWaiting = false; }
    bool awaitOutside(sync::Parker&, bool (*isDone)(void*), void* of, std::int64_t) override {
        while (!isDone(of) && m_lab.step()) {
        }
        return isDone(of);
    }
    bool isQuiet() const override { return m_lab.isQuiet(); }
    bool awaitQuiet(std::int64_t) override { return m_lab.runToQuiet(); }
    // A Lab goes on only when it is told to: it is always paused and has no speed.
    void pause() override {}
    void resume() override {}
    bool isPaused() const override { return false; }
    void setSpeed(double) override {}
    void stopThreads(std::int64_t) override {}

    std::deque<Cell*> ready; // one reference each
    TimerQueue timers;

private:
    Lab& m_lab;
};

} // namespace troupe::TROUPE_ABI

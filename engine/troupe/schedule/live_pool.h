// Live: actors on a pool of threads that steal work from each other.
//
// Every worker has a queue of its own; a shared queue takes what comes from outside. A worker
// without work looks round, spins 2 µs, and parks. Waking another worker costs a system call and
// moves cache lines, so a worker that makes actors runnable wakes one only when what waits in
// its queue is worth 20 µs; the timekeeper sees to the rest (a long turn with others behind it).
// See decisions.md 27 and docs/performance.md.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "troupe/actor/runner.h"
#include "troupe/actor/scheduler.h"
#include "troupe/schedule/run_queue.h"
#include "troupe/schedule/timekeeper.h"

namespace troupe::inline TROUPE_ABI {

class LivePool;
class System;
struct StuckActor;

/// A thread of the pool, or the own thread of a dedicated actor.
class Worker final : public Runner {
public:
    Worker(LivePool& pool, std::uint32_t slot, bool isDedicated);

    RunQueue cells;
    sync::Parker parker;
    sync::Thread thread;
    const std::uint32_t slot; // place in the pool's bit set; kMaxWorkers and up: dedicated
    const bool isDedicated;
    sync::Atomic<std::uint64_t> slices{0};
    static constexpr std::uint32_t kTurnsUnit = 1024;
    sync::Atomic<std::uint32_t> sliceTurns{kTurnsUnit}; // running average, in 1/1024
    sync::Atomic<bool> isAsleep{false};                 // of dedicated ones
    sync::Atomic<bool> hasLeft{false};
    std::uint32_t roundsLeft = 1; // until the next look at the shared queue
    std::uint32_t epoch = 0;      // of the timing of messages

    // Written by the timekeeper.
    sync::Atomic<std::uint64_t> turnSeen{0};
    sync::Atomic<std::int64_t> turnSeenAt{0}; // real time
    std::uint64_t sliceSeen = 0;
    std::uint32_t ticksInSlice = 0;
    bool isReported = false;
};

class LivePool final : public Scheduler {
public:
    static constexpr std::uint32_t kMaxWorkers = 64;
    static constexpr std::uint32_t kMostSetAside = 8;

    LivePool(System& system, unsigned workers);
    ~LivePool() override;

    void schedule(Cell& cell, Runner* runner) override;
    void helpAfterPush(Runner& runner) override;
    std::int64_t now() const override { return m_time.now(); }
    void addTimer(TimerEntry& entry) override { m_time.addTimer(entry); }
    bool removeTimer(TimerEntry& entry) override { return m_time.removeTimer(entry); }
    void tickDone(TimerEntry& entry) override { m_time.tickDone(entry); }
    bool awaitOutside(sync::Parker& parker, bool (*isDone)(void*), void* of,
                      std::int64_t deadline) override;
    bool isQuiet() const override;
    bool awaitQuiet(std::int64_t duration) override;
    void pause() override;
    void resume() override;
    bool isPaused() const override { return m_isPaused.load(); }
    void setSpeed(double factor) override { m_time.setSpeed(factor); }
    void stopThreads(std::int64_t deadline) override;

    /// A thread of its own for a dedicated cell. Thread: any, before the cell is scheduled.
    Worker& addDedicated();

    /// Gives up the handler that `cell` is in, if it is in one: its thread is set aside, another
    /// one takes its place, the cell crashes. False: it is in none, or eight were given up.
    bool abandon(Cell& cell);
    std::vector<StuckActor> stuck() const;
    System& system() const { return m_system; }

private:
    friend class Worker;

    void run(Worker& worker);
    Cell* nextFor(Worker& worker);
    Cell* search(Worker& worker);
    Cell* takeFromOthers(Worker& worker);
    void park(Worker& worker);
    void runCell(Worker& worker, Cell* cell);
    bool runTimed(Worker& worker, Cell& cell);
    void leave(Worker& worker);
    static void leaveGivenUp(LivePool* pool, Worker& worker);
    void pushShared(Cell* cell);
    void pushDedicated(Worker& worker, Cell& cell);
    void replace(Worker& given, Cell& cell);
    void giveUpAtEnd(Worker& worker);
    bool isOutlivedBy(Worker& worker);
    void letGo(Worker& worker);
    Cell* popShared(Worker& worker);
    bool hasWork() const;
    bool hasWorkFor(const Worker& worker) const;
    static bool isWorthMoving(const Worker& worker, std::uint64_t waiting);
    void wakeOne();
    void wakeForShared();
    void wakeForQueue(const Worker& worker, std::uint64_t waiting);
    bool tick();
    void watchSlices(Worker& worker);
    void watchTurn(Worker& worker, std::int64_t real);
    bool areAllParked() const;
    void notifyQuiet();
    std::vector<Worker*> everybody() const;
    std::vector<Worker*> everMembers() const;

    System& m_system;
    const std::uint32_t m_count;
    std::array<sync::Atomic<Worker*>, kMaxWorkers> m_workers{};
    mutable sync::Mutex m_membersMutex;
    std::vector<std::unique_ptr<Worker>> m_members; // all there ever were, until the end

    alignas(sync::kCacheLine) sync::Atomic<std::uint64_t> m_parked{0};
    sync::Atomic<std::uint32_t> m_searching{0};
    sync::Atomic<bool> m_isStopping{false};
    sync::Atomic<bool> m_isPaused{false};
    sync::Atomic<std::uint32_t> m_epoch{0};
    sync::Atomic<std::uint32_t> m_setAside{0};

    alignas(sync::kCacheLine) sync::Mutex m_sharedMutex;
    Cell* m_sharedHead = nullptr;
    Cell* m_sharedTail = nullptr;
    sync::Atomic<std::uint32_t> m_sharedSize{0};

    mutable sync::Mutex m_quietMutex;
    sync::CondVar m_maybeQuiet;
    sync::Atomic<std::uint32_t> m_quietWaiters{0};
    std::vector<StuckActor> m_stuckAtEnd; // once the threads have been stopped
    bool m_haveThreadsEnded = false;
    std::uint32_t m_idleTicks = 0;
    std::uint32_t m_tickCount = 0;

    Timekeeper m_time; // last: its thread uses the rest
};

} // namespace troupe::TROUPE_ABI

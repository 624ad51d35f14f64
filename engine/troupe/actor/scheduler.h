// Who runs cells and keeps time: the Live pool or the Lab. Internal.
#pragma once

#include <cstdint>

#include "troupe/schedule/timer_queue.h"
#include "troupe/sync/sync.h"

namespace troupe::inline TROUPE_ABI {

class Cell;
class Runner;
struct Envelope;
struct Sender;

class Scheduler {
public:
    virtual ~Scheduler() = default;

    /// Somebody will run the cell, whose gate the caller has moved to `scheduled`. `runner`: of
    /// the turn that does this, null outside of turns. Thread: any.
    virtual void schedule(Cell& cell, Runner* runner) = 0;

    /// A turn has pushed a cell into its runner's queue, and Runner::needsHelp() said so.
    virtual void helpAfterPush(Runner& runner) = 0;

    /// ns on the engine's clock. Thread: any.
    virtual std::int64_t now() const = 0;
    virtual void addTimer(TimerEntry& entry) = 0;
    /// After this the entry is not touched any more. False: it was not queued (fired, or never).
    virtual bool removeTimer(TimerEntry& entry) = 0;
    /// Its tick was handled: the next one may come.
    virtual void tickDone(TimerEntry& entry) = 0;

    /// A thread outside of the engine waits for the token of `parker`, which whoever makes
    /// `isDone` true sets; `deadline` on the engine's clock. True: it took the token. Live parks;
    /// the Lab runs itself meanwhile.
    virtual bool awaitOutside(sync::Parker& parker, bool (*isDone)(void*), void* of,
                              std::int64_t deadline) = 0;

    virtual bool isQuiet() const = 0;
    virtual bool awaitQuiet(std::int64_t duration) = 0;
    virtual void pause() = 0;
    virtual void resume() = 0;
    virtual bool isPaused() const = 0;
    virtual void setSpeed(double factor) = 0;

    /// Ends all threads; those whose handler does not return by `deadline` (sync::now()) are set
    /// aside. After this no cell is run any more.
    virtual void stopThreads(std::int64_t deadline) = 0;
};

} // namespace troupe::TROUPE_ABI

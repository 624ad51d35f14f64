#pragma once

// The controlling scheduler of the model. One run executes a scenario on virtual threads; at
// every operation of sync.h a Chooser says which thread goes on and, where the memory model
// allows several values, which one a load returns. Time is virtual. The core explorer
// (tests/stress/explore) drives it; engine code never includes this file itself.
//
// Everything here runs on one operating-system thread.

#include "troupe/sync/abi.h"
#include "troupe/sync/model_fiber.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace troupe::inline TROUPE_ABI {
namespace sync {

/// Where an operation stands in the source. (std::source_location is missing in clang 14.)
struct Site {
    const char* file = "";
    const char* function = "";
    unsigned line = 0;

    static constexpr Site current(const char* file = __builtin_FILE(),
                                  const char* function = __builtin_FUNCTION(),
                                  unsigned line = __builtin_LINE()) {
        return {file, function, line};
    }
};

enum class Operation : std::uint8_t {
    load,
    store,
    exchange,
    compareExchange,
    fetch,
    lock,
    tryLock,
    unlock,
    wait,
    notifyOne,
    notifyAll,
    park,
    unpark,
    barrier,
    start,
    join,
    clock,
    recheck,
    fault,
    read,
    write,
    create,
    destroy
};
const char* nameOf(Operation operation);
const char* nameOf(Order order);

} // namespace sync

namespace modelling {

using sync::Operation;
using sync::Order;
using sync::Site;

/// Virtual threads of one run, the first included.
inline constexpr unsigned kMaxThreads = 16;

/// Vector clock: for each thread how far its steps are known.
struct alignas(64) Clock {
    std::array<std::int32_t, kMaxThreads> at{};

    void join(const Clock& other) {
        for (unsigned i = 0; i < kMaxThreads; ++i)
            at[i] = at[i] < other.at[i] ? other.at[i] : at[i];
    }
    bool covers(const Clock& other) const {
        bool isLess = false;
        for (unsigned i = 0; i < kMaxThreads; ++i) isLess |= at[i] < other.at[i];
        return !isLess;
    }
};

/// What can be decided at one point. Option 0 is the ordinary one: the current thread goes on;
/// then the others that can, and last those whose time would have to pass.
struct Decision {
    std::uint32_t candidates = 0; // bit per thread that can go on
    std::uint32_t early = 0;      // those of them whose time is not yet due
    unsigned current = 0;
    bool canContinue = false; // the current thread is a candidate
    std::uint64_t step = 0;
};

/// Decides. One object serves many runs.
class Chooser {
public:
    virtual ~Chooser() = default;
    /// Index of one candidate.
    virtual unsigned thread(const Decision& decision) = 0;
    /// Number below `count`: 0 the ordinary, the others equally possible.
    virtual unsigned value(unsigned count) = 0;
};

/// A decision that was not option 0: the how-manieth decision, and the option taken.
struct Choice {
    std::uint32_t decision = 0;
    std::uint32_t option = 0;
    bool operator==(const Choice&) const = default;
};
using Schedule = std::vector<Choice>;

struct Limits {
    /// Steps of one run; from half of it on the choices are fair, so that only what never ends
    /// under fairness is called a livelock.
    std::uint64_t steps = 20'000;
    /// How often time may pass although some thread could go on (a timer that fires early).
    unsigned earlyTimers = 0;
};

/// One mistake, planted while the runs last.
struct Mutation {
    enum class Kind : std::uint8_t { none, order, split, drop, notifyOne, deny, raise };
    Kind kind = Kind::none;
    Operation operation = Operation::load;
    Order order = sync::relaxed; // for Kind::order
    std::string file;
    unsigned line = 0;
    std::string fault; // for Kind::raise
};

/// An operation of the source that some run reached.
struct SeenSite {
    std::string file;
    std::string function;
    unsigned line = 0;
    Operation operation = Operation::load;
    Order order = sync::seqCst;
    std::string fault;
    bool operator==(const SeenSite&) const = default;
};

struct Outcome {
    bool hasFailed = false;
    /// The planted mistake made a difference: a thread knew less than it would have, read what it
    /// could not have read, or something was left out that would have had an effect.
    bool hasDiffered = false;
    std::string failure; // one line
    std::uint64_t steps = 0;
    std::uint32_t decisions = 0;
};

enum class Wake : std::uint8_t { notified, timeout };

class Runtime {
public:
    Runtime();
    ~Runtime();

    // --- for the explorer ---------------------------------------------------------------

    /// Runs `body` as virtual thread 0 to its end or first failure. Valid until the next run.
    const Outcome& run(const std::function<void()>& body, Chooser& chooser, const Limits& limits);
    /// The choices of the last run that were not option 0.
    const Schedule& schedule() const { return m_schedule; }
    void setMutation(Mutation mutation);
    /// While on, sites are collected into seenSites().
    void setCollecting(bool isOn) {
        m_isCollecting = isOn;
        updateWatching();
    }
    std::vector<SeenSite>& seenSites() { return m_seenSites; }
    /// While on, a line for every step goes to trace().
    void setTracing(bool isOn) { m_isTracing = isOn; }
    const std::vector<std::string>& trace() const { return m_trace; }

    // --- for the objects of sync.h ------------------------------------------------------

    bool isRunning() const;
    std::uint32_t runId() const { return m_runId; }
    unsigned current() const { return m_current; }
    Clock& clock() { return m_clocks[m_current]; }
    void tickClock() { ++m_clocks[m_current].at[m_current]; }

    /// A decision point: any thread may go on before this operation is done.
    void step(Operation operation, Site site);
    /// Chooses among `count` equally legal results.
    unsigned chooseValue(unsigned count);
    /// The current thread waits until wake() or `deadline`.
    Wake block(Operation operation, Site site, std::int64_t deadline = INT64_MAX);
    void wake(std::uint32_t threads);

    unsigned startThread(std::string name, std::function<void()> body, Site site);
    bool joinThread(unsigned thread, Site site);
    void abandonThread(unsigned thread) { m_abandoned |= 1U << thread; }
    bool isFinished(unsigned thread) const { return (m_finished & (1U << thread)) != 0; }

    /// `cleanup(of)` runs at the end of the current thread, the last one first.
    void atThreadExit(void (*cleanup)(void*), void* of);

    /// From here on every thread knows all stores made so far, and all that it made are known.
    void noteBarrier() { ++m_barriers; }
    std::uint32_t barriers() const { return m_barriers; }

    std::int64_t time() const { return m_time; }
    /// How often from now on time may pass early; begins with Limits::earlyTimers.
    void setEarlyTimers(unsigned count) { m_earlyLeft = count; }
    void*& slot(std::size_t index) { return m_slots[isRunning() ? m_current : kMaxThreads][index]; }

    /// Ends the run as failed; never returns.
    [[noreturn]] void fail(std::string_view text, Site site = {});
    std::string whereIs(unsigned thread) const;
    const std::string& nameOfThread(unsigned thread) const { return m_threads[thread].name; }

    /// Memory of this run, not initialised; all of it is taken back at the next run.
    void* allocate(std::size_t bytes);
    template <class T>
    T* make() {
        return new (allocate(sizeof(T))) T;
    }
    /// An atomic older than the run: its value is put back when the run ends, so that every run
    /// starts from the same state.
    void restoreAtEnd(std::uint64_t* value) { m_restored.emplace_back(value, *value); }
    /// For a replaced operator delete: the block keeps its bytes until the run ends, so that its
    /// use is noticed and no address comes back within a run.
    void freeAtEnd(void* block);

    // Mutations and collecting; each is one comparison where nothing is planted.
    Order orderAt(Operation operation, Order order, Site site) {
        return m_isWatching ? watchedOrder(operation, order, site) : order;
    }
    bool isPlanted(Mutation::Kind kind, Operation operation, Site site) {
        return m_mutation.kind == kind && matches(operation, site);
    }
    /// Whether both what is and what was meant have to be kept.
    bool isComparing() const { return m_isComparing; }
    void noteDifference() { m_outcome.hasDiffered = true; }
    bool watchCondition(bool value, Site site);
    bool watchFault(const char* name, Site site);

    bool isTracing() const { return m_isTracing; }
    void note(Operation operation, const void* object, std::string_view detail, Site site);

private:
    struct ThreadState {
        Fiber fiber;
        std::function<void()> body;
        std::string name;
        Operation operation = Operation::start;
        Site site;
        std::int64_t deadline = INT64_MAX;
        std::uint32_t joiners = 0;
        std::vector<std::pair<void (*)(void*), void*>> exitActions;
        bool hasTimedOut = false;
    };

    static void threadMain();
    void reset(Chooser& chooser, const Limits& limits);
    void finishThread();
    void goOn(bool canContinue);
    unsigned pick(bool canContinue);
    std::uint32_t optionOf(unsigned thread, std::uint32_t early, bool canContinue) const;
    void changeTo(unsigned thread);
    void endRun();
    void passTime();
    void passTimeTo(std::int64_t time);
    void reportDeadlock();
    void record(std::uint32_t option);
    bool isFair() const { return m_steps > m_limits.steps / 2; }
    std::uint64_t fairRandom();
    void updateWatching();
    bool matches(Operation operation, Site site) const;
    Order watchedOrder(Operation operation, Order order, Site site);
    void collect(Operation operation, Order order, Site site, const char* fault);

    bool m_isWatching = false;
    bool m_isComparing = false;
    bool m_isCollecting = false;
    bool m_isTracing = false;
    unsigned m_current = 0;
    unsigned m_count = 0; // threads started in this run
    std::uint32_t m_runId = 0;
    std::uint32_t m_runnable = 0;
    std::uint32_t m_timed = 0; // blocked with a deadline
    std::uint32_t m_finished = 0;
    std::uint32_t m_abandoned = 0;
    unsigned m_earlyLeft = 0;
    std::uint64_t m_steps = 0;
    std::uint32_t m_decisions = 0;
    std::uint32_t m_barriers = 0;
    std::int64_t m_time = 0;
    std::uint64_t m_fairState = 0;
    Chooser* m_chooser = nullptr;
    Limits m_limits;
    std::array<Clock, kMaxThreads> m_clocks{};
    std::array<ThreadState, kMaxThreads> m_threads;
    std::array<std::array<void*, sync::kSlots>, kMaxThreads + 1> m_slots{}; // last: no run
    Fiber m_host;
    Schedule m_schedule;
    Outcome m_outcome;
    Mutation m_mutation;
    std::vector<SeenSite> m_seenSites;
    std::vector<std::pair<std::uint64_t*, std::uint64_t>> m_restored;
    void** m_freed = nullptr; // not a vector: filled inside operator delete
    std::size_t m_freedCount = 0;
    std::size_t m_freedCapacity = 0;
    std::vector<std::string> m_trace;
    std::vector<const void*> m_traced;
    std::byte* m_pool = nullptr;
    std::size_t m_poolUsed = 0;
};

extern Runtime g_runtime;
extern constinit bool g_isRunning;

/// The one runtime of the program. Not before main.
inline Runtime& runtime() {
    return g_runtime;
}
/// Whether a run is on. At any time.
inline bool isAnyRunning() {
    return g_isRunning;
}
inline bool Runtime::isRunning() const {
    return g_isRunning;
}

} // namespace modelling

/// In a scenario: ends the run as failed where `holds` is false.
void check(bool holds, const char* text, sync::Site site = sync::Site::current());

} // namespace troupe::inline TROUPE_ABI

#include "troupe/sync/sync.h"

#include <algorithm>
#include <bit>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <sys/mman.h>

namespace troupe::inline TROUPE_ABI {
namespace modelling {

namespace {

constexpr std::size_t kPoolBytes = std::size_t{1} << 28U; // mapped lazily, a limit of one run
constexpr std::int64_t kFirstTime = 1'000'000'000;        // so that differences stay positive

unsigned lowest(std::uint32_t bits) {
    return static_cast<unsigned>(std::countr_zero(bits));
}

std::uint32_t bitOf(unsigned thread) {
    return std::uint32_t{1} << thread;
}

std::string_view fileName(const char* path) {
    const char* slash = std::strrchr(path, '/');
    return slash == nullptr ? path : slash + 1;
}

} // namespace

constinit bool g_isRunning = false;
Runtime g_runtime;

Runtime::Runtime() {
    void* memory = mmap(nullptr, kPoolBytes, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) std::abort();
    m_pool = static_cast<std::byte*>(memory);
    m_schedule.reserve(1024);
}

Runtime::~Runtime() {
    munmap(m_pool, kPoolBytes);
    std::free(m_freed);
}

void* Runtime::allocate(std::size_t bytes) {
    const std::size_t rounded = (bytes + 63) & ~std::size_t{63};
    if (m_poolUsed + rounded > kPoolBytes) fail("the run uses too many synchronised objects");
    void* memory = m_pool + m_poolUsed;
    m_poolUsed += rounded;
    return memory;
}

void Runtime::freeAtEnd(void* block) {
    if (m_freedCount == m_freedCapacity) {
        m_freedCapacity = std::max<std::size_t>(1024, 2 * m_freedCapacity);
        void* grown = std::realloc(m_freed, m_freedCapacity * sizeof(void*));
        if (grown == nullptr) std::abort();
        m_freed = static_cast<void**>(grown);
    }
    m_freed[m_freedCount++] = block;
}

void Runtime::reset(Chooser& chooser, const Limits& limits) {
    ++m_runId;
    m_chooser = &chooser;
    m_limits = limits;
    m_current = 0;
    m_count = 0;
    m_runnable = 0;
    m_timed = 0;
    m_finished = 0;
    m_abandoned = 0;
    m_earlyLeft = limits.earlyTimers;
    m_steps = 0;
    m_decisions = 0;
    m_barriers = 0;
    m_time = kFirstTime;
    m_fairState = 0x9E3779B97F4A7C15U;
    m_poolUsed = 0;
    m_schedule.clear();
    m_restored.clear();
    m_outcome.hasFailed = false;
    m_outcome.hasDiffered = false;
    m_trace.clear();
    m_traced.clear();
}

const Outcome& Runtime::run(const std::function<void()>& body, Chooser& chooser,
                            const Limits& limits) {
    reset(chooser, limits);
    g_isRunning = true;
    m_clocks[0] = Clock{};
    m_clocks[0].at[0] = 1;
    startThread("main", body, {});
    Fiber::change(m_host, m_threads[0].fiber);
    g_isRunning = false;
    m_outcome.steps = m_steps;
    m_outcome.decisions = m_decisions;
    for (const auto& [place, value] : m_restored) *place = value;
    while (m_freedCount > 0) std::free(m_freed[--m_freedCount]);
    return m_outcome;
}

unsigned Runtime::startThread(std::string name, std::function<void()> body, Site site) {
    if (m_count == kMaxThreads) fail("a run can start 16 threads at most", site);
    const unsigned id = m_count++;
    ThreadState& thread = m_threads[id];
    thread.name = std::move(name);
    thread.body = std::move(body);
    thread.operation = Operation::start;
    thread.site = site;
    thread.deadline = INT64_MAX;
    thread.joiners = 0;
    thread.exitActions.clear();
    thread.fiber.prepare(&Runtime::threadMain);
    m_slots[id].fill(nullptr);
    if (id != 0) {
        m_clocks[id] = clock();
        m_clocks[id].at[id] = 1;
        tickClock();
    }
    m_runnable |= bitOf(id);
    return id;
}

void Runtime::threadMain() {
    Runtime& self = runtime();
    try {
        self.m_threads[self.m_current].body();
    } catch (...) {
        self.fail("an exception left a thread");
    }
    self.finishThread();
}

void Runtime::finishThread() {
    const unsigned id = m_current;
    ThreadState& thread = m_threads[id];
    thread.body = nullptr;
    while (!thread.exitActions.empty()) {
        const auto [cleanup, of] = thread.exitActions.back();
        thread.exitActions.pop_back();
        cleanup(of);
    }
    m_finished |= bitOf(id);
    m_runnable &= ~bitOf(id);
    m_runnable |= thread.joiners;
    if (id == 0) {
        const std::uint32_t alive = (bitOf(m_count) - 1) & ~m_finished & ~m_abandoned;
        if (alive != 0) fail("thread " + m_threads[lowest(alive)].name + " was never joined");
    }
    goOn(false);
}

void Runtime::atThreadExit(void (*cleanup)(void*), void* of) {
    if (isRunning()) m_threads[m_current].exitActions.emplace_back(cleanup, of);
}

bool Runtime::joinThread(unsigned thread, Site site) {
    step(Operation::join, site);
    if (thread == m_current) fail("a thread joins itself", site);
    while (!isFinished(thread)) {
        m_threads[thread].joiners |= bitOf(m_current);
        block(Operation::join, site);
    }
    clock().join(m_clocks[thread]);
    return true;
}

void Runtime::step(Operation operation, Site site) {
    ThreadState& thread = m_threads[m_current];
    thread.operation = operation;
    thread.site = site;
    if (++m_steps > m_limits.steps)
        fail("livelock: no end after " + std::to_string(m_limits.steps) + " steps", site);
    if (m_runnable == bitOf(m_current) && (m_timed == 0 || m_earlyLeft == 0)) return;
    goOn(true);
}

/// Lets some thread go on: the current one, unless it cannot.
void Runtime::goOn(bool canContinue) {
    if (m_runnable == 0) {
        if ((m_finished & 1U) != 0 && (m_timed & ~m_abandoned) == 0) endRun();
        if (m_timed == 0) reportDeadlock();
        passTime();
    }
    const unsigned next = pick(canContinue);
    if ((m_runnable & bitOf(next)) == 0) {
        --m_earlyLeft;
        passTimeTo(m_threads[next].deadline);
    }
    if (next != m_current) changeTo(next);
}

unsigned Runtime::pick(bool canContinue) {
    const std::uint32_t early = m_earlyLeft == 0 ? 0 : m_timed;
    const std::uint32_t candidates = m_runnable | early;
    if (std::has_single_bit(candidates)) return lowest(candidates);
    if (isFair()) {
        std::uint32_t rest = m_runnable;
        for (auto skip = fairRandom() % static_cast<unsigned>(std::popcount(rest)); skip > 0;
             --skip)
            rest &= rest - 1;
        return lowest(rest);
    }
    const unsigned next = m_chooser->thread({candidates, early, m_current, canContinue, m_steps});
    record(optionOf(next, early, canContinue));
    return next;
}

/// Option 0 is the current thread where it can go on; then those that can, then those whose time
/// would have to pass.
std::uint32_t Runtime::optionOf(unsigned thread, std::uint32_t early, bool canContinue) const {
    if (canContinue && thread == m_current) return 0;
    const std::uint32_t others = canContinue ? m_runnable & ~bitOf(m_current) : m_runnable;
    const std::uint32_t below = bitOf(thread) - 1;
    const std::uint32_t first = canContinue ? 1 : 0;
    if ((others & bitOf(thread)) != 0)
        return first + static_cast<std::uint32_t>(std::popcount(others & below));
    return first + static_cast<std::uint32_t>(std::popcount(others)) +
           static_cast<std::uint32_t>(std::popcount(early & below));
}

unsigned Runtime::chooseValue(unsigned count) {
    if (isFair()) return 0;
    const unsigned option = m_chooser->value(count);
    record(option);
    return option;
}

void Runtime::record(std::uint32_t option) {
    if (option != 0) m_schedule.push_back({m_decisions, option});
    ++m_decisions;
}

void Runtime::changeTo(unsigned thread) {
    Fiber& from = m_threads[m_current].fiber;
    m_current = thread;
    Fiber::change(from, m_threads[thread].fiber);
}

void Runtime::endRun() {
    Fiber::change(m_threads[m_current].fiber, m_host);
}

Wake Runtime::block(Operation operation, Site site, std::int64_t deadline) {
    ThreadState& thread = m_threads[m_current];
    thread.operation = operation;
    thread.site = site;
    thread.deadline = deadline;
    thread.hasTimedOut = false;
    if (deadline <= m_time) return Wake::timeout;
    m_runnable &= ~bitOf(m_current);
    if (deadline != INT64_MAX) m_timed |= bitOf(m_current);
    goOn(false);
    return thread.hasTimedOut ? Wake::timeout : Wake::notified;
}

void Runtime::wake(std::uint32_t threads) {
    m_runnable |= threads & ~m_finished;
    m_timed &= ~threads;
}

/// Nobody can go on: the clock moves to the next deadline.
void Runtime::passTime() {
    std::int64_t next = INT64_MAX;
    for (std::uint32_t rest = m_timed; rest != 0; rest &= rest - 1)
        next = std::min(next, m_threads[lowest(rest)].deadline);
    passTimeTo(next);
}

void Runtime::passTimeTo(std::int64_t time) {
    m_time = std::max(m_time, time);
    for (std::uint32_t rest = m_timed; rest != 0; rest &= rest - 1) {
        const unsigned thread = lowest(rest);
        if (m_threads[thread].deadline > m_time) continue;
        m_threads[thread].hasTimedOut = true;
        wake(bitOf(thread));
    }
}

std::uint64_t Runtime::fairRandom() {
    m_fairState ^= m_fairState << 13U;
    m_fairState ^= m_fairState >> 7U;
    m_fairState ^= m_fairState << 17U;
    return m_fairState;
}

std::string Runtime::whereIs(unsigned thread) const {
    const ThreadState& state = m_threads[thread];
    std::string text = state.name;
    text.append(" in ").append(nameOf(state.operation)).append(" at ");
    text.append(fileName(state.site.file)).append(":").append(std::to_string(state.site.line));
    return text;
}

void Runtime::reportDeadlock() {
    std::string text = "deadlock:";
    for (unsigned i = 0; i < m_count; ++i) {
        if (!isFinished(i) && (m_abandoned & bitOf(i)) == 0)
            text.append(text.back() == ':' ? " " : ", ").append(whereIs(i));
    }
    fail(text);
}

void Runtime::fail(std::string_view text, Site site) {
    m_outcome.failure = text;
    if (site.line != 0) {
        m_outcome.failure.append(" (").append(m_threads[m_current].name).append(" at ");
        m_outcome.failure.append(fileName(site.file)).append(":");
        m_outcome.failure.append(std::to_string(site.line)).append(")");
    }
    if (!g_isRunning) {
        std::fprintf(stderr, "model: %s\n", m_outcome.failure.c_str());
        std::abort();
    }
    m_outcome.hasFailed = true;
    if (m_isTracing) m_trace.push_back("failed: " + m_outcome.failure);
    endRun();
    std::abort();
}

} // namespace modelling

void check(bool holds, const char* text, sync::Site site) {
    if (!holds) modelling::runtime().fail(text, site);
}

} // namespace troupe::inline TROUPE_ABI

#include "troupe/sync/sync.h"

#include <system_error>
#include <utility>
#include <vector>

#if defined(__linux__)
#include <linux/futex.h>
#include <linux/membarrier.h>
#include <pthread.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>
#endif
#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace troupe::inline TROUPE_ABI {
namespace sync {

namespace detail {

constinit thread_local void* g_slots[kSlots] = {};

namespace {

#if defined(__x86_64__)
/// The counter runs at one rate in every state of the processor.
bool hasInvariantCounter() {
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    return __get_cpuid(0x80000007U, &a, &b, &c, &d) != 0 && (d & (1U << 8U)) != 0;
}

struct Reading {
    std::uint64_t counter = 0;
    std::int64_t ns = 0;
};

/// One moment on both clocks: of some brackets the tightest, good to about 10 ns.
Reading readBoth() {
    Reading best;
    std::uint64_t tightest = UINT64_MAX;
    for (int attempt = 0; attempt < 32; ++attempt) {
        const std::uint64_t before = __rdtsc();
        const std::int64_t ns = now();
        const std::uint64_t after = __rdtsc();
        if (after - before < tightest) {
            tightest = after - before;
            best = {before + (after - before) / 2, ns};
        }
    }
    return best;
}

constexpr std::int64_t kLongEnough = 10'000'000; // 10 ns at each end are two parts in a million

std::atomic<bool> g_isBased{false}; // set before main
std::atomic<bool> g_isFindingOut{false};

/// ns for 2^32 counts from what the processor says of itself; 0: it does not. (Leaf 0x16 tells a
/// nominal rate only, wrong by up to some parts in a thousand.)
std::uint64_t rateByProcessor() {
    unsigned denominator = 0;
    unsigned numerator = 0;
    unsigned crystal = 0; // Hz
    unsigned unused = 0;
    if (__get_cpuid(0x15U, &denominator, &numerator, &crystal, &unused) == 0) return 0;
    if (denominator == 0 || numerator == 0 || crystal == 0) return 0;
    const long double perSecond = static_cast<long double>(crystal) * numerator / denominator;
    return static_cast<std::uint64_t>(1e9L / perSecond * 4294967296.0L);
}

bool setBase() {
    if (!hasInvariantCounter()) return false;
    const Reading first = readBoth();
    g_tickScale.baseCounter = first.counter;
    g_tickScale.baseNs = first.ns;
    g_tickScale.perCount.store(rateByProcessor());
    g_isBased.store(true);
    return true;
}
#endif

} // namespace

constinit TickScale g_tickScale;

#if defined(__x86_64__)
namespace {
[[maybe_unused]] const bool kHasCounter = setBase();
}

std::int64_t ticksByClock() {
    const std::int64_t at = now();
    if (!g_isBased.load() || at - g_tickScale.baseNs < kLongEnough || g_isFindingOut.exchange(true))
        return at;
    const Reading second = readBoth();
    const std::uint64_t counts = second.counter - g_tickScale.baseCounter;
    const std::int64_t ns = second.ns - g_tickScale.baseNs;
    const long double perCount = static_cast<long double>(ns) / static_cast<long double>(counts);
    g_tickScale.perCount.store(static_cast<std::uint64_t>(perCount * 4294967296.0L));
    return second.ns;
}
#else
std::int64_t ticksByClock() {
    return now();
}
#endif

} // namespace detail

unsigned hardwareThreads() {
    return std::max(1U, std::thread::hardware_concurrency());
}

Thread::Thread(const std::string& name, std::function<void()> body, Site) {
    try {
        m_thread = std::thread(std::move(body));
    } catch (const std::system_error&) {
        return;
    }
#if defined(__linux__)
    pthread_setname_np(m_thread.native_handle(), name.substr(0, 15).c_str());
#endif
}

void Thread::abandon(Site) {
    if (!m_thread.joinable()) return;
#if defined(__linux__)
    const sched_param none{};
    pthread_setschedparam(m_thread.native_handle(), SCHED_IDLE, &none);
#endif
    m_thread.detach();
}

#if defined(__linux__)

namespace {

constexpr std::int32_t kEmpty = 0;
constexpr std::int32_t kToken = 1;
constexpr std::int32_t kWaiting = -1;

/// Sleeps while *word is kWaiting, until a wake, a signal or the deadline.
bool futexWait(std::atomic<std::int32_t>& word, std::int64_t deadline) {
    static_assert(sizeof(std::atomic<std::int32_t>) == sizeof(std::int32_t));
    timespec until{};
    until.tv_sec = static_cast<time_t>(deadline / 1'000'000'000);
    until.tv_nsec = static_cast<long>(deadline % 1'000'000'000);
    // With BITSET the time is absolute on CLOCK_MONOTONIC, the clock of now().
    const long result =
        syscall(SYS_futex, &word, FUTEX_WAIT_BITSET_PRIVATE, kWaiting,
                deadline == kForever ? nullptr : &until, nullptr, FUTEX_BITSET_MATCH_ANY);
    return result == 0 || errno != ETIMEDOUT;
}

} // namespace

void Parker::park(Site) {
    parkUntil(kForever);
}

bool Parker::parkUntil(std::int64_t deadline, Site) {
    // kToken becomes kEmpty, kEmpty becomes kWaiting.
    if (m_state.fetch_sub(1) == kToken) return true;
    for (;;) {
        const bool isInTime = futexWait(m_state, std::max<std::int64_t>(deadline, 0));
        std::int32_t expected = kToken;
        if (m_state.compare_exchange_strong(expected, kEmpty)) return true;
        if (!isInTime) return m_state.exchange(kEmpty) == kToken;
    }
}

void Parker::unpark(Site) {
    // After the exchange the owner may be gone and its Parker with it: the address alone is
    // used, and a wake of nobody does no harm.
    if (m_state.exchange(kToken) == kWaiting)
        syscall(SYS_futex, &m_state, FUTEX_WAKE_PRIVATE, 1, nullptr, nullptr, 0);
}

#else

void Parker::park(Site) {
    parkUntil(kForever);
}

bool Parker::parkUntil(std::int64_t deadline, Site) {
    std::unique_lock lock(m_mutex);
    const auto isSet = [this] { return m_state.exchange(0) == 1; };
    if (deadline == kForever) {
        m_condition.wait(lock, isSet);
        return true;
    }
    const std::chrono::steady_clock::time_point until{std::chrono::nanoseconds(deadline)};
    return m_condition.wait_until(lock, until, isSet);
}

void Parker::unpark(Site) {
    const std::scoped_lock lock(m_mutex);
    m_state.store(1);
    m_condition.notify_one();
}

#endif

namespace {

struct ExitActions {
    std::vector<std::pair<void (*)(void*), void*>> actions;

    ~ExitActions() {
        while (!actions.empty()) {
            const auto [cleanup, of] = actions.back();
            actions.pop_back();
            cleanup(of);
        }
    }
};

} // namespace

void atThreadExit(void (*cleanup)(void*), void* of) {
    static thread_local ExitActions exitActions;
    exitActions.actions.emplace_back(cleanup, of);
}

bool processBarrier(Site) {
#if defined(__linux__)
    static const bool isRegistered =
        syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, 0, 0) == 0;
    return isRegistered && syscall(SYS_membarrier, MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0, 0) == 0;
#else
    return false;
#endif
}

} // namespace sync
} // namespace troupe::inline TROUPE_ABI

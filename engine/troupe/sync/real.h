#pragma once

// sync.h over std and the operating system: thin wrappers that compile to what they wrap.
// Included by sync.h only.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

#if defined(__x86_64__)
#include <x86intrin.h>
#endif

namespace troupe::inline TROUPE_ABI {
namespace sync {

/// Where an operation stands in the source; empty here, std::source_location in the model.
struct Site {
    static constexpr Site current() { return {}; }
};

/// std::atomic<T>. T: an integer, a pointer, an enumeration or bool. Thread: any.
template <class T>
class Atomic {
public:
    constexpr Atomic() noexcept = default;
    constexpr Atomic(T value, Site = Site::current()) noexcept : m_value(value) {}
    Atomic(const Atomic&) = delete;
    Atomic& operator=(const Atomic&) = delete;

    T load(Order order = seqCst, Site = Site::current()) const noexcept {
        return m_value.load(order);
    }
    void store(T value, Order order = seqCst, Site = Site::current()) noexcept {
        m_value.store(value, order);
    }
    T exchange(T value, Order order = seqCst, Site = Site::current()) noexcept {
        return m_value.exchange(value, order);
    }
    /// On failure `expected` becomes the value found.
    bool compareExchange(T& expected, T desired, Order order = seqCst,
                         Site = Site::current()) noexcept {
        return m_value.compare_exchange_strong(expected, desired, order, failOrderOf(order));
    }
    bool compareExchange(T& expected, T desired, Order order, Order failOrder,
                         Site = Site::current()) noexcept {
        return m_value.compare_exchange_strong(expected, desired, order, failOrder);
    }
    /// May fail although the value is the expected one: for loops.
    bool compareExchangeWeak(T& expected, T desired, Order order = seqCst,
                             Site = Site::current()) noexcept {
        return m_value.compare_exchange_weak(expected, desired, order, failOrderOf(order));
    }
    bool compareExchangeWeak(T& expected, T desired, Order order, Order failOrder,
                             Site = Site::current()) noexcept {
        return m_value.compare_exchange_weak(expected, desired, order, failOrder);
    }
    /// These four return the value before. fetchAdd and fetchSub: integers and pointers.
    T fetchAdd(Difference<T> by, Order order = seqCst, Site = Site::current()) noexcept {
        return m_value.fetch_add(by, order);
    }
    T fetchSub(Difference<T> by, Order order = seqCst, Site = Site::current()) noexcept {
        return m_value.fetch_sub(by, order);
    }
    T fetchOr(T bits, Order order = seqCst, Site = Site::current()) noexcept {
        return m_value.fetch_or(bits, order);
    }
    T fetchAnd(T bits, Order order = seqCst, Site = Site::current()) noexcept {
        return m_value.fetch_and(bits, order);
    }

private:
    std::atomic<T> m_value{};
    static_assert(std::atomic<T>::is_always_lock_free);
};

/// Memory without synchronisation of its own, guarded by other means. The model reports two
/// unordered accesses of which one writes. Thread: whichever the guard lets in.
template <class T>
class Plain {
public:
    constexpr Plain() = default;
    constexpr explicit Plain(T value, Site = Site::current()) : m_value(std::move(value)) {}

    const T& read(Site = Site::current()) const { return m_value; }
    void write(T value, Site = Site::current()) { m_value = std::move(value); }
    /// A reference for a change in place; counts as a write at this moment.
    T& modify(Site = Site::current()) { return m_value; }

private:
    T m_value{};
};

/// A lock that blocks; not recursive. Works with std::unique_lock and std::scoped_lock.
class Mutex {
public:
    void lock(Site = Site::current()) { m_mutex.lock(); }
    void unlock(Site = Site::current()) { m_mutex.unlock(); }
    bool tryLock(Site = Site::current()) { return m_mutex.try_lock(); }
    bool try_lock() { return m_mutex.try_lock(); }

private:
    friend class CondVar;
    std::mutex m_mutex;
};

/// Condition variable for Mutex. Waits may return without a notification.
class CondVar {
public:
    void wait(std::unique_lock<Mutex>& lock, Site = Site::current()) {
        std::unique_lock inner(lock.mutex()->m_mutex, std::adopt_lock);
        m_condition.wait(inner);
        inner.release();
    }
    /// `deadline` on the clock of now(). False once the deadline is reached.
    bool waitUntil(std::unique_lock<Mutex>& lock, std::int64_t deadline, Site = Site::current()) {
        if (deadline == kForever) {
            wait(lock);
            return true;
        }
        const std::chrono::steady_clock::time_point until{std::chrono::nanoseconds(deadline)};
        std::unique_lock inner(lock.mutex()->m_mutex, std::adopt_lock);
        const bool isInTime = m_condition.wait_until(inner, until) == std::cv_status::no_timeout;
        inner.release();
        return isInTime;
    }
    void notifyOne(Site = Site::current()) { m_condition.notify_one(); }
    void notifyAll(Site = Site::current()) { m_condition.notify_all(); }

private:
    std::condition_variable m_condition;
};

/// A binary token on which one thread, the owner, waits. park() returns at once where the token
/// is set, and takes it; it never returns without it. All that came before unpark() is visible
/// after the park() that took its token.
class Parker {
public:
    Parker() = default;
    Parker(const Parker&) = delete;
    Parker& operator=(const Parker&) = delete;

    /// Thread: owner.
    void park(Site = Site::current());
    /// Thread: owner. `deadline` on the clock of now(). True where the token was taken.
    bool parkUntil(std::int64_t deadline, Site = Site::current());
    /// Thread: any. Sets the token; twice is once.
    void unpark(Site = Site::current());

private:
    std::atomic<std::int32_t> m_state{0};
#if !defined(__linux__)
    std::mutex m_mutex;
    std::condition_variable m_condition;
#endif
};

/// One operating-system thread. Must be joined or abandoned before it is destroyed.
class Thread {
public:
    Thread() = default;
    /// `name` is shown by debuggers, cut to 15 bytes. hasStarted() is false where the system
    /// refused a thread.
    Thread(const std::string& name, std::function<void()> body, Site = Site::current());
    Thread(Thread&&) noexcept = default;
    Thread& operator=(Thread&&) noexcept = default;

    bool hasStarted() const { return m_thread.joinable(); }
    void join(Site = Site::current()) {
        if (m_thread.joinable()) m_thread.join();
    }
    /// Sets the thread to idle priority and lets go of it: a handler that never returns.
    void abandon(Site = Site::current());

private:
    std::thread m_thread;
};

/// Number of hardware threads, at least 1.
unsigned hardwareThreads();

/// Monotonic time in ns, for timers and deadlines. About 25 ns a call. Thread: any.
inline std::int64_t now(Site = Site::current()) {
    const auto sinceStart = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::nanoseconds>(sinceStart).count();
}

namespace detail {
/// ns = baseNs + (counter - baseCounter) * perCount / 2^32; perCount 0: not known (yet). The base
/// is written before main, perCount once, by whichever thread finds it out.
struct TickScale {
    std::uint64_t baseCounter = 0;
    std::int64_t baseNs = 0;
    std::atomic<std::uint64_t> perCount{0};
};
extern TickScale g_tickScale;
/// now(), and the rate of the counter once enough time has passed since the base to tell it.
std::int64_t ticksByClock();
extern constinit thread_local void* g_slots[kSlots];

inline void pauseProcessor() {
#if defined(__x86_64__)
    _mm_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}
} // namespace detail

/// A cheap stamp in ns, close to now() but drifting from it by some parts in a million: for
/// events and histograms, not for deadlines. About 10 ns a call. Thread: any.
inline std::int64_t ticks(Site = Site::current()) {
#if defined(__x86_64__)
    const detail::TickScale& scale = detail::g_tickScale;
    // relaxed: the base it belongs to is from before main
    const std::uint64_t perCount = scale.perCount.load(std::memory_order_relaxed);
    if (perCount != 0) [[likely]] {
        __extension__ using Wide = unsigned __int128;
        const Wide counts = __rdtsc() - scale.baseCounter;
        return scale.baseNs + static_cast<std::int64_t>((counts * perCount) >> 32);
    }
    return detail::ticksByClock();
#else
    return now();
#endif
}

/// Spins until `isReady()` or for `duration` ns, at most kLongestSpin; then the caller must
/// park. Returns isReady(). The only spinning in the engine.
template <class Predicate>
bool spinUntil(Predicate isReady, std::int64_t duration, Site = Site::current()) {
    if (isReady()) return true;
    const std::int64_t end = ticks() + std::min(duration, kLongestSpin);
    do {
        detail::pauseProcessor();
        if (isReady()) return true;
    } while (ticks() < end);
    return false;
}

/// Identity. Marks a second look at a condition before a wait, which a mutant of the explorer
/// answers with false to prove that some test needs the look.
constexpr bool recheck(bool value, Site = Site::current()) {
    return value;
}

/// False. Names a planted mistake that a mutant of the explorer turns on.
constexpr bool fault(const char*, Site = Site::current()) {
    return false;
}

/// This thread's pointer in `slot`. Not to be called in a coroutine body: compilers keep the
/// address of thread-locals over a suspension.
inline void* local(Slot slot) {
    return detail::g_slots[static_cast<std::size_t>(slot)];
}
inline void setLocal(Slot slot, void* value) {
    detail::g_slots[static_cast<std::size_t>(slot)] = value;
}

/// Calls `cleanup(of)` when the calling thread ends; the latest registered first.
void atThreadExit(void (*cleanup)(void*), void* of);

/// Every other thread's operations before this moment are visible to the caller after it, and
/// the caller's to them, as if each had passed a full barrier (membarrier(2)). Costs the caller
/// microseconds and the others nothing: for the rare side of a handshake whose frequent side
/// must be plain. False where the system has no such thing.
bool processBarrier(Site = Site::current());

} // namespace sync
} // namespace troupe::inline TROUPE_ABI

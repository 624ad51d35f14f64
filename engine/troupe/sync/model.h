#pragma once

// sync.h over virtual threads: the same interface as real.h, every operation of which is a
// decision point of the controlling scheduler (model_runtime.h).
//
// Memory: stores to one atomic are kept in the order they were made. A load may return any of
// the last ones that coherence and happens-before leave open, a seq_cst load none older than
// the newest one that another seq_cst operation has touched. Read-modify-writes see the newest.
// Happens-before is kept as vector clocks by the orders written in the source, release sequences
// through read-modify-writes included. This allows a part of what C++20 allows, and nothing
// more. Included by sync.h only.

#include "troupe/sync/model_runtime.h"

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <type_traits>
#include <utility>

namespace troupe::inline TROUPE_ABI {
namespace modelling {

/// Knows whether an object lives, and who made it when.
class Lifetime {
public:
    Lifetime();
    Lifetime(const Lifetime&) = delete;
    Lifetime& operator=(const Lifetime&) = delete;
    ~Lifetime() { m_magic = kDead; }

protected:
    /// False where the object is older than this run and was not used in it yet. Fails the run
    /// where it is dead, or where its making is not known to this thread. (AddressSanitizer
    /// would stop the process at a dead one; the run's own report says more.)
    __attribute__((no_sanitize("address"))) bool isAttached(Operation operation, Site site) const;
    void attach() const;
    unsigned maker() const { return m_maker; }
    std::int32_t madeAt() const { return m_madeAt; }

private:
    static constexpr std::uint32_t kAlive = 0xA11FE5A7;
    static constexpr std::uint32_t kDead = 0xDEAD5A7E;
    std::uint32_t m_magic = kAlive;
    mutable std::uint32_t m_run = 0;
    mutable std::int32_t m_madeAt = 0;
    mutable std::uint32_t m_maker = 0;
};

struct AtomicRecord;
struct Store;
struct PlainRecord;

/// The untyped part of Atomic<T>.
class AtomicCell : public Lifetime {
public:
    explicit AtomicCell(std::uint64_t value) : m_value(value) {}
    ~AtomicCell();

    std::uint64_t load(Order order, Site site) const;
    void store(std::uint64_t value, Order order, Site site);

    /// A read-modify-write is begin, then commit or fail. The order is the one in force.
    struct Change {
        std::uint64_t value = 0;
        Order order = sync::seqCst;
        Order meant = sync::seqCst; // as the source says
        bool isSplit = false;
        std::uint32_t found = 0; // which store, where split
    };
    Change begin(Operation operation, Order order, Site site);
    void commit(const Change& change, Operation operation, std::uint64_t value, Site site);
    void fail(const Change& change, Order failOrder, Site site);

private:
    AtomicRecord& touch(Operation operation, Site site) const;
    struct Orders {
        Order order; // in force
        Order meant; // as the source says
    };
    std::uint64_t read(AtomicRecord& record, std::uint32_t index, Orders orders) const;
    void acquire(Store& store, Orders orders) const;
    void append(AtomicRecord& record, std::uint64_t value, Orders orders, bool continuesSequence);
    static std::uint32_t oldestReadable(AtomicRecord& record, std::uint32_t lowest);

    mutable AtomicRecord* m_record = nullptr;
    std::uint64_t m_value;
};

/// The untyped part of Plain<T>: who wrote last, who read since.
class PlainCell : public Lifetime {
public:
    explicit PlainCell(Site site) : m_writeSite(site) {}
    ~PlainCell();
    void onRead(Site site) const;
    void onWrite(Site site);

private:
    void touch(Operation operation, Site site) const;
    void checkWriter(const char* what, Site site) const;
    [[noreturn]] void report(const char* first, unsigned thread, Site firstSite, const char* second,
                             Site site) const;

    mutable PlainRecord* m_record = nullptr;
    mutable std::uint32_t m_writer = 0;
    mutable std::int32_t m_writtenAt = 0;
    Site m_writeSite;
};

template <class T>
constexpr std::uint64_t toBits(T value) {
    if constexpr (std::is_pointer_v<T>)
        return static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(value));
    else
        return static_cast<std::uint64_t>(value);
}

template <class T>
constexpr T fromBits(std::uint64_t bits) {
    if constexpr (std::is_pointer_v<T>)
        return reinterpret_cast<T>(static_cast<std::uintptr_t>(bits));
    else
        return static_cast<T>(bits);
}

} // namespace modelling

namespace sync {

/// See real.h.
template <class T>
class Atomic {
public:
    Atomic() : m_cell(0) {}
    Atomic(T value, Site = Site::current()) : m_cell(modelling::toBits(value)) {}
    Atomic(const Atomic&) = delete;
    Atomic& operator=(const Atomic&) = delete;

    T load(Order order = seqCst, Site site = Site::current()) const {
        return modelling::fromBits<T>(m_cell.load(order, site));
    }
    void store(T value, Order order = seqCst, Site site = Site::current()) {
        m_cell.store(modelling::toBits(value), order, site);
    }
    T exchange(T value, Order order = seqCst, Site site = Site::current()) {
        return change(Operation::exchange, order, site, [value](T) { return value; });
    }
    bool compareExchange(T& expected, T desired, Order order = seqCst,
                         Site site = Site::current()) {
        return compareExchange(expected, desired, order, failOrderOf(order), site);
    }
    bool compareExchange(T& expected, T desired, Order order, Order failOrder,
                         Site site = Site::current()) {
        const auto begun = m_cell.begin(Operation::compareExchange, order, site);
        if (begun.value != modelling::toBits(expected)) {
            m_cell.fail(begun, failOrder, site);
            expected = modelling::fromBits<T>(begun.value);
            return false;
        }
        m_cell.commit(begun, Operation::compareExchange, modelling::toBits(desired), site);
        return true;
    }
    bool compareExchangeWeak(T& expected, T desired, Order order = seqCst,
                             Site site = Site::current()) {
        return compareExchange(expected, desired, order, failOrderOf(order), site);
    }
    bool compareExchangeWeak(T& expected, T desired, Order order, Order failOrder,
                             Site site = Site::current()) {
        return compareExchange(expected, desired, order, failOrder, site);
    }
    T fetchAdd(Difference<T> by, Order order = seqCst, Site site = Site::current()) {
        return change(Operation::fetch, order, site,
                      [by](T value) { return static_cast<T>(value + by); });
    }
    T fetchSub(Difference<T> by, Order order = seqCst, Site site = Site::current()) {
        return change(Operation::fetch, order, site,
                      [by](T value) { return static_cast<T>(value - by); });
    }
    T fetchOr(T bits, Order order = seqCst, Site site = Site::current()) {
        return change(Operation::fetch, order, site,
                      [bits](T value) { return static_cast<T>(value | bits); });
    }
    T fetchAnd(T bits, Order order = seqCst, Site site = Site::current()) {
        return change(Operation::fetch, order, site,
                      [bits](T value) { return static_cast<T>(value & bits); });
    }

private:
    template <class Function>
    T change(Operation operation, Order order, Site site, Function next) {
        const auto begun = m_cell.begin(operation, order, site);
        const T before = modelling::fromBits<T>(begun.value);
        m_cell.commit(begun, operation, modelling::toBits<T>(next(before)), site);
        return before;
    }

    static_assert(sizeof(T) <= sizeof(std::uint64_t));
    modelling::AtomicCell m_cell;
};

/// See real.h.
template <class T>
class Plain {
public:
    Plain(Site site = Site::current()) : m_cell(site) {}
    explicit Plain(T value, Site site = Site::current())
        : m_cell(site), m_value(std::move(value)) {}
    Plain(const Plain& other, Site site = Site::current())
        : m_cell(site), m_value(other.read(site)) {}
    Plain& operator=(const Plain& other) {
        write(other.read());
        return *this;
    }

    const T& read(Site site = Site::current()) const {
        m_cell.onRead(site);
        return m_value;
    }
    void write(T value, Site site = Site::current()) {
        m_cell.onWrite(site);
        m_value = std::move(value);
    }
    T& modify(Site site = Site::current()) {
        m_cell.onWrite(site);
        return m_value;
    }

private:
    modelling::PlainCell m_cell;
    T m_value{};
};

/// See real.h.
class Mutex : modelling::Lifetime {
public:
    Mutex() = default;
    ~Mutex();
    void lock(Site site = Site::current());
    void unlock(Site site = Site::current());
    bool tryLock(Site site = Site::current());
    bool try_lock() { return tryLock(); }

private:
    friend class CondVar;
    void touch(Operation operation, Site site);
    void take(Operation operation, Site site);
    void leave();

    modelling::Clock m_released;
    std::uint32_t m_waiters = 0;
    int m_owner = -1;
};

/// See real.h.
class CondVar : modelling::Lifetime {
public:
    CondVar() = default;
    ~CondVar();
    void wait(std::unique_lock<Mutex>& lock, Site site = Site::current());
    bool waitUntil(std::unique_lock<Mutex>& lock, std::int64_t deadline,
                   Site site = Site::current());
    void notifyOne(Site site = Site::current());
    void notifyAll(Site site = Site::current());

private:
    void touch(Operation operation, Site site);
    void wakeOne();

    std::uint32_t m_waiters = 0;
};

/// See real.h.
class Parker : modelling::Lifetime {
public:
    Parker() = default;
    ~Parker();
    void park(Site site = Site::current()) { parkUntil(kForever, site); }
    bool parkUntil(std::int64_t deadline, Site site = Site::current());
    void unpark(Site site = Site::current());

private:
    void touch(Operation operation, Site site);

    modelling::Clock m_released;
    modelling::Clock m_used;
    std::uint32_t m_waiter = 0;
    bool m_hasToken = false;
};

/// See real.h.
class Thread {
public:
    Thread() = default;
    Thread(std::string name, std::function<void()> body, Site site = Site::current());
    Thread(Thread&& other) noexcept : m_id(std::exchange(other.m_id, -1)) {}
    Thread& operator=(Thread&& other) noexcept;
    ~Thread();

    bool hasStarted() const { return m_id >= 0; }
    void join(Site site = Site::current());
    void abandon(Site site = Site::current());

private:
    int m_id = -1;
};

inline unsigned hardwareThreads() {
    return 2;
}

/// See real.h. In the model there is always a barrier.
bool processBarrier(Site site = Site::current());
inline void atThreadExit(void (*cleanup)(void*), void* of) {
    modelling::runtime().atThreadExit(cleanup, of);
}

std::int64_t now(Site site = Site::current());
std::int64_t ticks(Site site = Site::current());

template <class Predicate>
bool spinUntil(Predicate isReady, std::int64_t, Site = Site::current()) {
    return isReady();
}

inline bool recheck(bool value, Site site = Site::current()) {
    return modelling::runtime().watchCondition(value, site);
}

inline bool fault(const char* name, Site site = Site::current()) {
    return modelling::runtime().watchFault(name, site);
}

inline void* local(Slot slot) {
    return modelling::runtime().slot(static_cast<std::size_t>(slot));
}
inline void setLocal(Slot slot, void* value) {
    modelling::runtime().slot(static_cast<std::size_t>(slot)) = value;
}

} // namespace sync
} // namespace troupe::inline TROUPE_ABI

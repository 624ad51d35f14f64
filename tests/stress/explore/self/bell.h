#pragma once

// How a worker goes to sleep: it says that it sleeps, looks at its work once more, and parks.
// The other side adds work and looks whether somebody sleeps. Dekker's pattern: both stores must
// be seen by the other side's load, so all four are seq_cst. With planted bugs.

#include "troupe/sync/sync.h"

#include <cstdint>

namespace troupe::inline TROUPE_ABI {
namespace explore::self {

enum class BellBug : std::uint8_t {
    none,
    noRecheck,   // parks without a second look: lost wake-up
    weakPublish, // "I sleep" with release only: both sides miss each other
};

template <BellBug kBug = BellBug::none>
class Bell {
public:
    /// Thread: the one caller. `what` is work for the worker, 1 or more of it.
    void addWork(int what) {
        m_added[m_count].write(what);
        ++m_count;
        m_work.fetchAdd(1);
        if (m_isAsleep.load() && m_isAsleep.exchange(false)) m_parker.unpark();
    }

    /// Thread: worker. Takes all the work there is, or waits for some. The sum of it.
    int takeWork() {
        for (;;) {
            if (const int count = m_work.exchange(0); count != 0) return sumOfNext(count);
            m_isAsleep.store(true, kBug == BellBug::weakPublish ? sync::release : sync::seqCst);
            if (kBug != BellBug::noRecheck && sync::recheck(m_work.load() != 0)) {
                // Awake again, unless the caller has taken that over and sends a token.
                if (m_isAsleep.exchange(false)) continue;
            }
            m_parker.park();
        }
    }

private:
    int sumOfNext(int count) {
        int sum = 0;
        for (; count > 0; --count) sum += m_added[m_taken++].read();
        return sum;
    }

    sync::Plain<int> m_added[4];
    int m_count = 0;
    int m_taken = 0;
    sync::Atomic<int> m_work{0};
    sync::Atomic<bool> m_isAsleep{false};
    sync::Parker m_parker;
};

} // namespace explore::self
} // namespace troupe::inline TROUPE_ABI

// Everything that is due at a time, earliest first: timers of actors, deadlines of asks.
//
// A binary heap whose entries know their place, so that cancelling costs O(log n) and nothing is
// left behind. Equal times keep the order in which they were set. Not locked: the Live
// timekeeper holds its mutex around it, the Lab has one thread.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "troupe/sync/abi.h"

namespace troupe::inline TROUPE_ABI {

class Ask;
class Cell;

/// Part of what it belongs to; never copied while queued.
struct TimerEntry {
    static constexpr std::size_t kNotQueued = std::numeric_limits<std::size_t>::max();

    std::int64_t due = 0;    // ns, engine clock
    std::uint64_t order = 0; // set by the queue
    std::size_t place = kNotQueued;
    // exactly one of the two is set
    Ask* ask = nullptr;
    Cell* cell = nullptr;
    std::uint64_t id = 0; // of the cell's timer
    std::uint32_t incarnation = 0;
    std::int64_t period = 0;     // ns; 0: once
    bool hasTickWaiting = false; // guarded as the queue is; a second tick is counted as missed
    bool isInternal = false;     // of a supervisor's core, a drain or a turn, not of a handler
    std::uint64_t missed = 0;

    bool isQueued() const { return place != kNotQueued; }
};

class TimerQueue {
public:
    /// True: it is the earliest now.
    bool add(TimerEntry& entry);
    void remove(TimerEntry& entry);
    TimerEntry* earliest() const { return m_heap.empty() ? nullptr : m_heap.front(); }
    std::size_t size() const { return m_heap.size(); }
    const std::vector<TimerEntry*>& entries() const { return m_heap; }

private:
    static bool isBefore(const TimerEntry& a, const TimerEntry& b) {
        return a.due != b.due ? a.due < b.due : a.order < b.order;
    }
    void place(TimerEntry* entry, std::size_t at);
    void siftUp(std::size_t at);
    void siftDown(std::size_t at);

    std::vector<TimerEntry*> m_heap;
    std::uint64_t m_nextOrder = 0;
};

} // namespace troupe::TROUPE_ABI

#include "troupe/schedule/timer_queue.h"

namespace troupe::inline TROUPE_ABI {

bool TimerQueue::add(TimerEntry& entry) {
    entry.order = m_nextOrder++;
    m_heap.push_back(&entry);
    entry.place = m_heap.size() - 1;
    siftUp(entry.place);
    return entry.place == 0;
}

void TimerQueue::remove(TimerEntry& entry) {
    const std::size_t at = entry.place;
    TimerEntry* last = m_heap.back();
    m_heap.pop_back();
    entry.place = TimerEntry::kNotQueued;
    if (last == &entry) return;
    place(last, at);
    siftUp(at);
    siftDown(last->place);
}

void TimerQueue::place(TimerEntry* entry, std::size_t at) {
    m_heap[at] = entry;
    entry->place = at;
}

void TimerQueue::siftUp(std::size_t at) {
    TimerEntry* entry = m_heap[at];
    while (at > 0) {
        const std::size_t parent = (at - 1) / 2;
        if (!isBefore(*entry, *m_heap[parent])) break;
        place(m_heap[parent], at);
        at = parent;
    }
    place(entry, at);
}

void TimerQueue::siftDown(std::size_t at) {
    TimerEntry* entry = m_heap[at];
    for (;;) {
        std::size_t child = 2 * at + 1;
        if (child >= m_heap.size()) break;
        if (child + 1 < m_heap.size() && isBefore(*m_heap[child + 1], *m_heap[child])) ++child;
        if (!isBefore(*m_heap[child], *entry)) break;
        place(m_heap[child], at);
        at = child;
    }
    place(entry, at);
}

} // namespace troupe::TROUPE_ABI

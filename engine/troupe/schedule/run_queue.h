// One worker's queue of actors that have something to do: the owner pushes and pops, others
// steal half.
//
// A ring of 256 with one compare-and-swap a pop (the scheme of Go's runtime, proc.go, runqget).
// FIFO, so that no actor starves. When it is full the caller uses the pool's shared queue.
// Model: tests/stress/explore scenarios run_queue_*.
#pragma once

#include <array>
#include <cstdint>

#include "troupe/sync/sync.h"

namespace troupe::inline TROUPE_ABI {

class Cell;

class RunQueue {
public:
    static constexpr std::uint32_t kSize = 256;

    /// False when full. Thread: owner. `publish`: seq_cst where the pusher looks next whether
    /// somebody sleeps who looks at size() after saying so.
    [[gnu::always_inline]] bool push(Cell* cell, sync::Order publish = sync::release) {
        const std::uint32_t tail = m_tail.load(sync::relaxed);
        // acquire pairs with the thieves' compare-and-swap: their reads of the slot are over
        if (tail - m_head.load(sync::acquire) == kSize) return false;
        m_slots[tail % kSize].store(cell, sync::relaxed);
        // release pairs with stealInto(), pop() and size() from other threads
        m_tail.store(tail + 1, publish);
        return true;
    }

    /// Oldest, or null. Thread: owner.
    Cell* pop() {
        std::uint32_t head = m_head.load(sync::relaxed);
        // acquire pairs with push(): into a dedicated worker's queue others push
        while (head != m_tail.load(sync::acquire)) {
            Cell* cell = m_slots[head % kSize].load(sync::relaxed);
            if (m_head.compareExchangeWeak(head, head + 1, sync::acqRel, sync::relaxed))
                return cell;
        }
        return nullptr;
    }

    /// Moves up to half of what is here into `to`, which must be empty; returns one of them, or
    /// null. Thread: the owner of `to`.
    Cell* stealInto(RunQueue& to) {
        std::uint32_t head = m_head.load(sync::acquire);
        for (;;) {
            const std::uint32_t count = m_tail.load(sync::acquire) - head;
            if (count == 0 || count > kSize) {
                if (count == 0) return nullptr;
                head = m_head.load(sync::acquire); // the two reads do not belong together
                continue;
            }
            const std::uint32_t half = count - count / 2;
            const std::uint32_t base = to.m_tail.load(sync::relaxed);
            for (std::uint32_t i = 0; i < half; ++i) {
                Cell* cell = m_slots[(head + i) % kSize].load(sync::relaxed);
                to.m_slots[(base + i) % kSize].store(cell, sync::relaxed);
            }
            // acqRel: the slots were read before the owner may write them again, and what their
            // actors did last is visible here
            if (m_head.compareExchangeWeak(head, head + half, sync::acqRel, sync::acquire)) {
                Cell* first = to.m_slots[(base + half - 1) % kSize].load(sync::relaxed);
                to.m_tail.store(base + half - 1, sync::release);
                return first;
            }
        }
    }

    /// Thread: any; from others a snapshot.
    std::uint32_t size() const {
        const std::uint32_t head = m_head.load();
        const std::uint32_t tail = m_tail.load();
        return tail - head <= kSize ? tail - head : 0;
    }

private:
    sync::Atomic<std::uint32_t> m_head{0};
    alignas(sync::kCacheLine) sync::Atomic<std::uint32_t> m_tail{0};
    std::array<sync::Atomic<Cell*>, kSize> m_slots{};
};

} // namespace troupe::TROUPE_ABI

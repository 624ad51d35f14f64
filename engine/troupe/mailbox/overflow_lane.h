// What a mailbox needs beyond its Inbox when it may be full: senders that wait, the ring of
// dropOldest, and counts of what was dropped.
//
// Made with the first policy that needs it, kept until the cell goes. Guarded by one short lock;
// nothing is called while it is held. See decisions.md 8 and 10.
#pragma once

#include <cstdint>
#include <deque>
#include <list>
#include <mutex>

#include "troupe/mailbox/envelope.h"
#include "troupe/sync/sync.h"

namespace troupe::inline TROUPE_ABI {

class Cell;

/// A sender whose message waits for room. An actor waits through a signal, a thread on its parker.
struct WaitingSender {
    Envelope* envelope = nullptr; // null: taken out again
    Cell* cell = nullptr;         // one reference; null: a thread outside of the engine
    sync::Parker parker;
    TellOutcome outcome = TellOutcome::waiting; // written before isAdmitted
    sync::Atomic<bool> isAdmitted{false};
};

struct OverflowLane {
    sync::Mutex mutex;

    // block: first come, first served, before newcomers
    std::list<WaitingSender*> waiting;
    /// seq_cst on both sides: a waiter sets it and then looks for room; the owner makes room and
    /// then looks at it.
    sync::Atomic<bool> hasWaiting{false};

    // dropOldest: the queue itself, oldest first; capacity 0: another policy is set
    sync::Atomic<std::uint32_t> ringCapacity{0};
    std::deque<Envelope*> ring;
    sync::Atomic<std::uint64_t> ringDepth{0}; // written under the mutex
    sync::Atomic<std::uint64_t> ringSent{0};
    sync::Atomic<std::uint64_t> ringHighWater{0};

    sync::Atomic<std::uint64_t> droppedNewest{0};
    sync::Atomic<std::uint64_t> droppedOldest{0};
    sync::Atomic<std::uint64_t> deadInRing{0}; // by senders that found the cell closed

    /// Messages do not simply go into the inbox. Thread: any.
    bool isInUse() const { return ringCapacity.load(sync::relaxed) != 0 || hasWaiting.load(); }

    /// Oldest of the ring, or null. Thread: any.
    Envelope* takeFromRing() {
        const std::scoped_lock lock(mutex);
        if (ring.empty()) return nullptr;
        Envelope* oldest = ring.front();
        ring.pop_front();
        noteDepth();
        return oldest;
    }

    /// Under the mutex, after a change of the ring.
    void noteDepth() {
        ringDepth.store(ring.size(), sync::relaxed);
        if (ring.size() > ringHighWater.load(sync::relaxed)) {
            ringHighWater.store(ring.size(), sync::relaxed);
        }
    }
};

} // namespace troupe::TROUPE_ABI

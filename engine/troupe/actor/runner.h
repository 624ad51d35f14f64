// Who runs turns: a worker thread of the Live pool, a dedicated thread, or the Lab.
//
// Internal. A turn reaches its runner through its Context, never through a thread-local, because
// a coroutine may go on with another one.
#pragma once

#include <cstdint>

#include "troupe/message/block_pool.h"
#include "troupe/sync/sync.h"

namespace troupe::inline TROUPE_ABI {

class RunQueue;
class System;

/// Leaves a turn that was given up while its handler ran: nothing of the actor is touched.
struct AbandonedTurn {};

class Runner {
public:
    /// semantics.md 3: an actor gives way after 16 messages or 2 ms.
    static constexpr std::uint32_t kUnlimited = UINT32_MAX;

    /// ns of work in a queue for which a parked worker is woken (docs/decisions 8).
    static constexpr std::uint32_t kWorthWaking = 20'000;

    Runner(System& owner, std::uint32_t quantumMessages)
        : system(owner), quantum(quantumMessages) {}
    Runner(const Runner&) = delete;
    Runner& operator=(const Runner&) = delete;

    System& system;
    BlockCache* blocks = nullptr; // of the thread that runs; set by it
    RunQueue* queue = nullptr;    // of the pool's own workers; else null
    bool timesMessages = false;   // SystemOptions::metrics
    std::uint32_t quantum;

    /// Which of the messages sent here are timed: the first after a quiet time, then one in 64.
    bool isNextTimed() {
        const std::uint32_t number = ++sentCount;
        if (timedCredit > 0) [[unlikely]] {
            --timedCredit;
            return true;
        }
        return (number & 63U) == 0;
    }
    std::uint32_t timedCredit = 16;
    std::uint32_t sentCount = 0; // messages of its turns, timed or not

    /// Its running average of a slice, ns; the timekeeper raises it behind a long one.
    sync::Atomic<std::uint32_t> sliceCost{1000};

    /// After a push into `queue`: the pool has to see to it, because this worker has been given up
    /// meanwhile, or because its slices are so long that another worker is worth waking.
    bool needsHelp() const {
        return abandon.load(sync::relaxed) != Abandon::none ||
               sliceCost.load(sync::relaxed) >= kWorthWaking;
    }

    /// Lab: virtual time the running turn has taken so far, ns.
    std::int64_t workSoFar = 0;

    // Read by the timekeeper. One turn number a turn, odd while a handler runs.
    sync::Atomic<std::uint64_t> turn{0};
    sync::Atomic<std::uint32_t> actor{0};
    sync::Atomic<std::uint64_t> message{0};
    /// What of the actor runs in this turn; anything but a message is set before and reset after.
    enum class Task : std::uint8_t { message, continuation, start, stopHook };
    sync::Atomic<Task> task{Task::message};
    /// The turn whose message was forwarded or stashed in it: no thread may touch it any more.
    sync::Atomic<std::uint64_t> handedOn{0};
    /// Set by the timekeeper when the slice has taken 2 ms.
    sync::Atomic<bool> shouldYield{false};
    /// Giving a handler up is a handshake in which the frequent side, the end of every turn, is
    /// one plain load: LivePool::abandon sets `requested`, passes a process-wide barrier, and
    /// makes it `final` only if the turn has not ended by then.
    enum class Abandon : std::uint8_t { none, requested, final };
    sync::Atomic<Abandon> abandon{Abandon::none};

    /// After endTurn(): this thread is not the pool's any more. Thread: owner.
    bool isGivenUp() {
        // relaxed: the barrier on the other side orders it against endTurn()
        Abandon seen = abandon.load(sync::relaxed);
        if (seen == Abandon::none) [[likely]]
            return false;
        seen = Abandon::requested;
        if (abandon.compareExchange(seen, Abandon::none)) return false;
        return seen == Abandon::final; // none: it was withdrawn in between
    }
    /// Its handler was given up for good; what it still does has no effect. Thread: owner.
    bool isCutOff() const { return abandon.load(sync::relaxed) == Abandon::final; }

    /// The message of the turn that has just ended went elsewhere in it. Thread: owner.
    bool hasHandedOn() const {
        return handedOn.load(sync::relaxed) + 1 == turn.load(sync::relaxed);
    }

    void beginTurn(std::uint32_t actorNumber, std::uint64_t messageId) {
        actor.store(actorNumber, sync::relaxed);
        message.store(messageId, sync::relaxed);
        // release: whoever sees the number sees whose turn it is
        turn.store(turn.load(sync::relaxed) + 1, sync::release);
    }
    void endTurn() { turn.store(turn.load(sync::relaxed) + 1, sync::release); }
};

} // namespace troupe::TROUPE_ABI

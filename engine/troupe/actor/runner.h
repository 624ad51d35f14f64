// Who runs turns: a worker thread of the Live pool, a dedicated thread, or the Lab.
//
// Internal. A turn reaches its runner through its Context, never through a thread-local, because
// a coroutine may go on with another one.
#pragma once

#include <coroutine>
#include <cstdint>
#include <mutex>
#include <string>
#include <utility>

#include "troupe/message/block_pool.h"
#include "troupe/message/random.h"
#include "troupe/sync/sync.h"

namespace troupe::inline TROUPE_ABI {

class Context;
class RunQueue;
class System;
struct Envelope;

/// Leaves a turn that was given up while its handler ran: nothing of the actor is touched.
struct AbandonedTurn {};

/// A coroutine that has just been suspended, and what is called at its end.
struct StartedTask {
    std::coroutine_handle<> task;
    void (*finish)(std::coroutine_handle<>, Context&, Envelope*) = nullptr;
    std::uint64_t turn = 0;
};

class Runner {
public:
    /// semantics.md 3: an actor gives way after 16 messages or 2 ms.
    static constexpr std::uint32_t kUnlimited = UINT32_MAX;

    /// ns of work in a queue for which a parked worker is woken (docs/decisions 8).
    static constexpr std::uint32_t kWorthWaking = 20'000;

    Runner(System& owner, std::uint32_t quantumMessages)
        : system(owner), quantum(quantumMessages) {}
    Runner(const Runner&) = delete;
    /// Of the pool's thread that calls; null: it is none.
    static Runner* ofThread() { return static_cast<Runner*>(sync::local(sync::Slot::worker)); }
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

    /// After a push into `queue`: its slices are so long that another worker is worth waking.
    bool needsHelp() const { return sliceCost.load(sync::relaxed) >= kWorthWaking; }

    /// What the handler threw that has just ended with TurnEnd::failed. Thread: owner.
    std::string thrown;

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
    /// The coroutine that the running turn has started and that waits; the actor's when the turn has
    /// ended. Thread: owner.
    StartedTask started;

    // --- giving a handler up -------------------------------------------------------------------

    /// A handshake in which the frequent sides, the end of every turn and both ends of every call
    /// that a handler makes, are one plain store and one plain load: giveUp() sets `requested`,
    /// passes a process-wide barrier, waits for the end of a call that is under way, and makes it
    /// `final` only if the turn has not ended by then. So the actor is nobody's but its successor's
    /// from then on, and whole.
    enum class Abandon : std::uint8_t { none, requested, final };
    sync::Atomic<Abandon> abandon{Abandon::none};

    /// True: the handler of this turn has been given up for good. False: the turn has ended.
    /// Thread: any other.
    bool giveUp(std::uint64_t turnNumber);

    /// After endTurn(): this thread is not the pool's any more. Thread: owner.
    bool isGivenUp() {
        // relaxed: the barrier on the other side orders it against endTurn()
        if (abandon.load(sync::relaxed) == Abandon::none) [[likely]]
            return false;
        return isDecidedFinal();
    }
    /// Its handler was given up for good; what it still does has no effect. Thread: owner.
    bool isCutOff() const { return abandon.load(sync::relaxed) == Abandon::final; }

    /// What a handler does to its actor, or in its name: for as long it is not given up. Calls may
    /// stand in one another. Thread: owner.
    class Call {
    public:
        Call() : Call(ofThread()) {}
        /// `runner`: of the calling thread; null: it is none of the pool's.
        explicit Call(Runner* runner) : m_runner(runner) {
            if (runner && !runner->isInCall()) m_place = runner->beginCall();
        }
        Call(const Call&) = delete;
        Call& operator=(const Call&) = delete;
        [[gnu::always_inline]] ~Call() {
            if (m_place == Place::outermost) m_runner->endCall();
        }
        bool isCutOff() const { return m_place == Place::cutOff; }

    private:
        friend class Runner;
        enum class Place : std::uint8_t { inner, outermost, cutOff };

        Runner* const m_runner;
        Place m_place = Place::inner;
    };

    /// As Call, for what touches the System too, which a handler that was given up may outlive.
    class Visit {
    public:
        explicit Visit(Runner* runner);
        Visit(const Visit&) = delete;
        Visit& operator=(const Visit&) = delete;
        ~Visit();
        bool isCutOff() const { return m_call.isCutOff(); }
        /// There is no System any more, or it is about to go.
        bool isTooLate() const { return isCutOff() && m_runner->m_hasOutlived; }

    private:
        Runner* const m_runner;
        Call m_call;
        bool m_holdsEnd = false;
    };

    /// A given-up handler has returned: from here to letGo() its System does not end without it.
    /// Thread: owner.
    void holdEnd();
    void letEnd();
    /// By holdEnd() the System had ended, or was told not to wait: outlive(). Thread: owner.
    bool hasOutlived() const { return m_hasOutlived; }
    /// The System ends. False: `hasLeft` says that the thread has left it by itself. Thread: the one
    /// that ends it.
    template <class Predicate, class LetGo>
    bool outlive(const Predicate& hasLeft, const LetGo& letGo) {
        const std::scoped_lock lock(m_end);
        if (hasLeft()) return false;
        m_hasOutlived = true;
        letGo();
        return true;
    }

    /// For a handler that was given up: its actor's is its successor's.
    Random strayRandom;

    /// The message of the running turn went elsewhere in it. Thread: owner.
    bool isHandedOn() const { return handedOn.load(sync::relaxed) == turn.load(sync::relaxed); }
    /// It runs code of this actor. Thread: owner.
    bool isIn(std::uint32_t actorNumber) const {
        return turn.load(sync::relaxed) % 2 == 1 && actor.load(sync::relaxed) == actorNumber;
    }
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

private:
    bool isInCall() const { return m_isInCall.load(sync::relaxed); }
    Call::Place beginCall() {
        m_isInCall.store(true, sync::relaxed);
        // relaxed: the barrier on the other side orders it against the store
        if (abandon.load(sync::relaxed) != Abandon::none) [[unlikely]]
            return beginLateCall();
        return Call::Place::outermost;
    }
    [[gnu::always_inline]] void endCall() {
        m_isInCall.store(false, sync::release); // pairs with giveUp()
        if (abandon.load(sync::relaxed) != Abandon::none) [[unlikely]]
            tellCallEnded();
    }
    Call::Place beginLateCall();
    void tellCallEnded();
    bool isDecidedFinal();
    bool awaitDecision(std::unique_lock<sync::Mutex>& lock);

    sync::Atomic<bool> m_isInCall{false};
    sync::Mutex m_giving;
    sync::CondVar m_isDecided; // or a call has ended
    sync::Mutex m_end;
    bool m_hasOutlived = false; // guarded by m_end
    bool m_isHoldingEnd = false;
};

} // namespace troupe::TROUPE_ABI

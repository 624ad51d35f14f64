// The user lane of a mailbox: many senders, one owner, one atomic word.
//
// A push is a single compare-and-swap that links the message, counts it, keeps the bound and
// tells the sender whether it must schedule the actor. The owner takes all that came with one
// compare-and-swap and turns it round (Treiber 1986; the idle mark in the word is CAF's). The
// word: bits 0-1 gate, 2-43 address of the newest message / 64, 44-63 number of messages ever
// pushed, modulo 2^20, which is why a capacity is at most 10^6. Signals mark the same word, so
// that going idle is one decision over messages and signals, with nothing to look at again.
// Model: tests/stress/explore scenarios inbox_*.
#pragma once

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstdint>
#include <utility>

#include "troupe/mailbox/envelope.h"
#include "troupe/sync/sync.h"

namespace troupe::inline TROUPE_ABI {

/// Who has to run the actor when something comes.
enum class Gate : std::uint8_t {
    scheduled, // it runs or waits in a run queue: nobody
    signalled, // as scheduled, and there are signals to take
    idle,      // the one who pushes
    shut,      // for a signal the one who pushes it; for user messages nobody (held, waiting for
               // a reply, restarting …). With the mark of closed() instead of a message: nothing
               // is accepted
};

enum class Push : std::uint8_t { queued, queuedAndWake, full, closed };

class Inbox {
public:
    static constexpr std::uint32_t kUnbounded = UINT32_MAX;

    /// What senders write comes first, and is that long.
    static constexpr std::size_t kSendersPart = 24;

    explicit Inbox(std::uint32_t capacity) : m_capacity(capacity) {}

    // Thread: any.

    /// Pushes, or says why not. queuedAndWake: the caller now has to schedule the actor.
    [[gnu::always_inline]] Push push(Envelope* envelope) { return enter<true>(envelope); }

    /// First half of a push in two steps: takes the place without the message, so that `sent`
    /// can be recorded before anyone can see the message (decisions.md 26).
    Push reserve() { return enter<false>(nullptr); }

    /// Second half; fails only with `closed`, and then the place is given back.
    Push publish(Envelope* envelope) {
        std::uint64_t word = m_word.load(sync::relaxed);
        for (;;) {
            if (isClosed(word)) {
                if (!m_word.compareExchangeWeak(word, closedWord(countOf(word) - 1), sync::acqRel,
                                                sync::relaxed)) {
                    continue;
                }
                if (countOf(word) == 0) m_laps.fetchSub(1);
                return Push::closed;
            }
            envelope->next = newestOf(word);
            const bool wakes = gateOf(word) == Gate::idle;
            const std::uint64_t after =
                pack(countOf(word), envelope, wakes ? Gate::scheduled : gateOf(word));
            if (m_word.compareExchangeWeak(word, after, sync::acqRel, sync::relaxed)) {
                return wakes ? Push::queuedAndWake : Push::queued;
            }
        }
    }

    /// A signal was linked: marks it. queuedAndWake: the caller has to schedule the actor.
    /// closed: nobody will take the signal. acqRel pairs with takeSignalMark().
    Push markSignal() {
        m_maySignal.store(true, sync::release); // pairs with maySignal()
        std::uint64_t word = m_word.load(sync::relaxed);
        for (;;) {
            if (isClosed(word)) return Push::closed;
            if (gateOf(word) == Gate::signalled) {
                // still a write: the owner that takes the mark must see the signal
                if (m_word.compareExchangeWeak(word, word, sync::acqRel, sync::relaxed)) {
                    return Push::queued;
                }
                continue;
            }
            const bool wakes = gateOf(word) != Gate::scheduled;
            const std::uint64_t after = pack(countOf(word), newestOf(word), Gate::signalled);
            if (m_word.compareExchangeWeak(word, after, sync::acqRel, sync::relaxed)) {
                return wakes ? Push::queuedAndWake : Push::queued;
            }
        }
    }

    bool isClosed() const { return isClosed(m_word.load(sync::acquire)); }
    std::uint32_t capacity() const { return m_capacity.load(sync::relaxed); }
    /// The largest depth that was seen: whenever the owner took what had come, and now. What comes
    /// and goes between two looks of the owner, at most a slice apart, is not seen.
    std::uint64_t highWater() const {
        return std::max<std::uint64_t>(m_highWater.load(sync::relaxed), depth());
    }

    /// Messages accepted and not yet taken into a handler; exact for the owner and at rest.
    std::uint64_t depth() const {
        const std::uint64_t taken = m_taken.load(sync::relaxed);
        const std::uint64_t sent = sentTotal();
        return sent > taken ? sent - taken : 0;
    }

    /// All messages ever accepted; exact at rest. While one more sender passes a multiple of
    /// 2^20 it may be short by that much for a moment.
    std::uint64_t sentTotal() const {
        return (std::uint64_t{m_laps.load()} << kCountBits) + countOf(m_word.load());
    }
    std::uint64_t takenTotal() const { return m_taken.load(sync::relaxed); }

    // Thread: owner.

    /// Everything that has come, oldest first, or null. The gate stays scheduled.
    Envelope* takeAll() {
        std::uint64_t word = m_word.load(sync::acquire);
        if (!newestOf(word) || isClosed(word)) return nullptr;
        return detach(word);
    }

    enum class Taken : std::uint8_t { messages, idle, signalled };

    /// takeAll(), or becomeIdle() where nothing has come, with one look at the word. Not for a
    /// closed inbox.
    Taken takeAllOrIdle(Envelope*& oldest) {
        std::uint64_t word = m_word.load(sync::acquire);
        for (;;) {
            if (newestOf(word)) {
                oldest = detach(word);
                return Taken::messages;
            }
            if (gateOf(word) != Gate::scheduled) return Taken::signalled;
            if (m_word.compareExchangeWeak(word, pack(countOf(word), nullptr, Gate::idle),
                                           sync::acqRel, sync::acquire)) {
                return Taken::idle;
            }
        }
    }

    /// One message goes from the queue into the handler (or out of it for good).
    /// release pairs with isOverBound(): see hasStayed().
    void noteTaken() { m_taken.store(m_taken.load(sync::relaxed) + 1, sync::release); }
    /// As noteTaken(), before a look at who waits for room. seq_cst pairs with waitForRoom().
    void noteTakenForWaiters() { m_taken.store(m_taken.load(sync::relaxed) + 1); }

    bool hasSignals() const { return gateOf(m_word.load(sync::relaxed)) == Gate::signalled; }
    /// As hasSignals() between two turns, on a cache line that pushes do not write. It may lag
    /// behind; the word tells at the latest when the owner wants to go idle.
    bool maySignal() const { return m_maySignal.load(sync::acquire); }
    /// Before the signals are taken: those that come later mark the word again.
    void takeSignalMark() {
        m_maySignal.store(false, sync::relaxed);
        std::uint64_t word = m_word.load(sync::relaxed);
        while (gateOf(word) == Gate::signalled &&
               !m_word.compareExchangeWeak(word,
                                           pack(countOf(word), newestOf(word), Gate::scheduled),
                                           sync::acqRel, sync::relaxed)) {
        }
    }

    /// scheduled → idle. False: a message or a signal came. After true the cell may be somebody
    /// else's, or gone. release pairs with the acquire of whoever schedules it next.
    bool becomeIdle() {
        std::uint64_t word = m_word.load(sync::relaxed);
        do {
            if (newestOf(word) || gateOf(word) != Gate::scheduled) return false;
        } while (!m_word.compareExchangeWeak(word, pack(countOf(word), nullptr, Gate::idle),
                                             sync::acqRel, sync::relaxed));
        return true;
    }

    /// scheduled → shut, whatever is queued. False: a signal came. After true as becomeIdle().
    bool shut() {
        std::uint64_t word = m_word.load(sync::relaxed);
        do {
            if (gateOf(word) != Gate::scheduled) return false;
        } while (!m_word.compareExchangeWeak(word, pack(countOf(word), newestOf(word), Gate::shut),
                                             sync::acqRel, sync::relaxed));
        return true;
    }

    /// No message is accepted from now on; what was queued comes back, oldest first. The caller
    /// stays the owner: nobody schedules a closed cell.
    Envelope* close() {
        std::uint64_t word = m_word.load(sync::relaxed);
        if (isClosed(word)) return nullptr;
        while (!m_word.compareExchangeWeak(word, closedWord(countOf(word)), sync::acqRel,
                                           sync::relaxed)) {
        }
        return reversed(newestOf(word));
    }

    /// closed → shut, empty: "Start again". The signal `start` comes next. acqRel: as push().
    /// All that was published has been taken, one by one; a place that a sender has reserved still
    /// is filled or given back by it.
    void reopen() {
        std::uint64_t word = m_word.load(sync::relaxed);
        while (!m_word.compareExchangeWeak(word, pack(countOf(word), nullptr, Gate::shut),
                                           sync::acqRel, sync::relaxed)) {
        }
    }

    void setCapacity(std::uint32_t capacity) { m_capacity.store(capacity, sync::relaxed); }

private:
    static constexpr unsigned kGateBits = 2;
    static constexpr unsigned kAddressBits = 42;
    static constexpr unsigned kCountBits = 20;
    static constexpr std::uint32_t kCountMask = (1U << kCountBits) - 1;
    static constexpr std::uint64_t kAddressMask = ((std::uint64_t{1} << kAddressBits) - 1)
                                                  << kGateBits;
    /// Address / kBlockSize stands kGateBits higher.
    static constexpr unsigned kAddressShift = std::countr_zero(kBlockSize) - kGateBits;

    /// The mark of a closed inbox: shut, and an address no envelope has.
    static constexpr std::uint64_t kClosedMark =
        (std::uint64_t{1} << kGateBits) | static_cast<std::uint64_t>(Gate::shut);
    static bool isClosed(std::uint64_t word) {
        return (word & ((std::uint64_t{1} << (kGateBits + kAddressBits)) - 1)) == kClosedMark;
    }
    static std::uint64_t closedWord(std::uint32_t count) {
        return (std::uint64_t{count & kCountMask} << (kGateBits + kAddressBits)) | kClosedMark;
    }

    static Gate gateOf(std::uint64_t word) { return static_cast<Gate>(word & 3U); }
    static std::uint32_t countOf(std::uint64_t word) {
        return static_cast<std::uint32_t>(word >> (kGateBits + kAddressBits));
    }
    static Envelope* newestOf(std::uint64_t word) {
        return reinterpret_cast<Envelope*>(
            static_cast<std::uintptr_t>((word & kAddressMask) << kAddressShift));
    }
    static std::uint64_t pack(std::uint32_t count, Envelope* newest, Gate gate) {
        const auto address = static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(newest));
        assert(address % kBlockSize == 0 &&
               address / kBlockSize < (std::uint64_t{1} << kAddressBits));
        return (std::uint64_t{count & kCountMask} << (kGateBits + kAddressBits)) |
               address >> kAddressShift | static_cast<std::uint64_t>(gate);
    }
    static Envelope* reversed(Envelope* newest) {
        Envelope* oldest = nullptr;
        while (newest) {
            Envelope* older = newest->next;
            newest->next = oldest;
            oldest = newest;
            newest = older;
        }
        return oldest;
    }

    /// Takes a place, and fills it where `isPublishing`.
    template <bool isPublishing>
    [[gnu::always_inline]] Push enter(Envelope* envelope) {
        std::uint64_t word = m_word.load(sync::relaxed);
        for (;;) {
            if (isClosed(word)) return Push::closed;
            if (isOverBound(countOf(word))) {
                if (hasStayed(word)) return Push::full;
                continue;
            }
            const bool wakes = isPublishing && gateOf(word) == Gate::idle;
            if constexpr (isPublishing) envelope->next = newestOf(word);
            const std::uint64_t after =
                pack(countOf(word) + 1, isPublishing ? envelope : newestOf(word),
                     wakes ? Gate::scheduled : gateOf(word));
            // release: pairs with takeAll(); acquire: the actor's state, if we are to run it,
            // was released by becomeIdle()
            if (m_word.compareExchangeWeak(word, after, sync::acqRel, sync::relaxed)) {
                if (countOf(after) == 0) [[unlikely]]
                    m_laps.fetchAdd(1);
                return wakes ? Push::queuedAndWake : Push::queued;
            }
        }
    }

    /// Reads the owner's line only when the last known figure makes it look full.
    bool isOverBound(std::uint32_t count) {
        const std::uint32_t capacity = m_capacity.load(sync::relaxed);
        if (capacity == kUnbounded) return false;
        if (isBelow(count, m_takenSeen.load(sync::acquire), capacity)) return false;
        const std::uint64_t taken = m_taken.load(); // seq_cst: see noteTakenForWaiters()
        m_takenSeen.store(taken, sync::release);    // a cache: an older one is looked up again
        return !isBelow(count, taken, capacity);
    }

    /// Whether `word` is the newest still; else brings it up to date. An older word beside a newer
    /// m_taken would look full; having seen that, this sees the word from which it was taken.
    bool hasStayed(std::uint64_t& word) {
        const std::uint64_t before = std::exchange(word, m_word.load(sync::relaxed));
        return before == word;
    }

    /// A bounded depth is below 2^20, so the difference modulo 2^20 is the depth.
    static bool isBelow(std::uint32_t count, std::uint64_t taken, std::uint32_t capacity) {
        return ((count - static_cast<std::uint32_t>(taken)) & kCountMask) < capacity;
    }

    /// Owner: what is queued comes out of the word. `word` was read with acquire and has some.
    [[gnu::always_inline]] Envelope* detach(std::uint64_t word) {
        while (!m_word.compareExchangeWeak(word, pack(countOf(word), nullptr, gateOf(word)),
                                           sync::acqRel, sync::acquire)) {
        }
        const std::uint64_t sent =
            (std::uint64_t{m_laps.load(sync::relaxed)} << kCountBits) + countOf(word);
        const std::uint64_t taken = m_taken.load(sync::relaxed);
        // less where a sender has not counted its lap yet
        if (sent > taken && sent - taken > m_highWater.load(sync::relaxed)) {
            const std::uint64_t most = UINT32_MAX;
            m_highWater.store(static_cast<std::uint32_t>(std::min(sent - taken, most)),
                              sync::relaxed);
        }
        return reversed(newestOf(word));
    }

    // Written by senders: 24 bytes. A Cell places the Inbox so that m_taken, which the owner
    // writes for every message, begins the next cache line.
    sync::Atomic<std::uint64_t> m_word{static_cast<std::uint64_t>(Gate::scheduled)};
    sync::Atomic<std::uint64_t> m_takenSeen{0};
    sync::Atomic<std::uint32_t> m_capacity;
    sync::Atomic<std::uint32_t> m_laps{0};
    // written by the owner, and the mark by who signals
    sync::Atomic<std::uint64_t> m_taken{0};
    sync::Atomic<std::uint32_t> m_highWater{0};
    sync::Atomic<bool> m_maySignal{false};
};

} // namespace troupe::TROUPE_ABI

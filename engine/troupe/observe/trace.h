// The trace of one System: where its threads put events, and where a recorder takes them.
//
// A System owns its Trace for its whole life; attaching a recorder only sets the mode, so a late
// producer never meets a Trace that is gone. While none is attached the cost is isRecording().
//
// Order of calls round a message (decisions.md 26), on the sending thread:
//   1. reserve the place in the mailbox, so that the outcome is known;
//   2. carry = trace.emit(event of kind `sent`, payload, own track): allots event.message;
//   3. put event.message and carry into the envelope; 4. publish the envelope.
// and on the receiving one: emit(`began`, {}, own track, carry of the envelope).
// Every reply, signal and timer likewise carries the result of the emit that belongs to it, or
// else currentCarry().
//
// Bounded: `maxRings` + 1 rings of `ringSlots` × 64 bytes, allocated when a thread first writes;
// 64 KiB of pair counters for each, when first summarised; the tables of trace_merge.h.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "troupe/observe/trace_merge.h"

namespace troupe::inline TROUPE_ABI {

class TraceWriter;

enum class TraceMode : std::uint8_t {
    off,     // no recorder
    detail,  // every event is written
    summary, // frequent kinds are counted for each (actor, peer) pair instead
};

/// Set in a carry whose event was not written: summarised, or there was no recorder.
inline constexpr std::uint64_t kUnrecorded = std::uint64_t{1} << 63;

/// Whether emit() wrote the event. A `metrics` or `state` event that was not is to be tried again.
constexpr bool wasRecorded(std::uint64_t carry) {
    return carry != 0 && (carry & kUnrecorded) == 0;
}

/// Whether events of this kind are counted instead of written under overload. All others (the
/// life of actors, failures, decisions) are always written.
bool isSummarised(EventKind kind);

/// A cell's place in the stream. Thread: whoever runs the cell's turn.
struct ActorTrack {
    std::uint64_t stamp = 0;  // of its last event
    std::uint32_t number = 0; // of its last event
    std::uint32_t actor = 0;  // whose track this is
};

class Trace final : private RingSource {
public:
    struct Settings {
        std::uint32_t ringSlots = 65'536; // for each thread, rounded up to a power of two
        std::uint16_t maxRings = 64;      // threads with a ring of their own, at most 4,095
        bool slowsEngine = false;         // full ring: wait up to 1 s for the drain, no summary
        const std::int64_t* virtualNow = nullptr; // Lab: ns since the start; else sync::ticks()
    };
    struct Counts {
        std::uint64_t passedOn = 0;   // events given to the sink
        std::uint64_t summarised = 0; // events counted instead
        std::uint64_t lost = 0;       // events with no room, told by `gap`
        std::uint64_t gaps = 0;
    };

    Trace();
    explicit Trace(const Settings& settings);
    ~Trace() override;

    // Producers. Thread: any, unless told otherwise.

    /// Ask before building an event. Relaxed: a change is seen soon, not at once.
    bool isRecording() const { return mode() != TraceMode::off; }
    TraceMode mode() const { return m_mode.load(sync::relaxed); }

    /// Gives the calling thread a ring of its own until leaveThread(). For threads of the engine,
    /// which call both; all others share one ring under a short lock. Nothing happens where the
    /// thread is already in, or maxRings are taken. The Trace must outlive leaveThread().
    void enterThread();
    /// The ring stays until it is drained, and serves the next thread that enters.
    void leaveThread();

    /// An id of its own for a timer, an ask …; emit() allots those of `sent` and `asked`.
    MessageId nextMessageId();

    /// Stamps and writes one event. Sets stamp, number, the payload fields, and `message` where
    /// that is 0 and the kind makes a message (`sent`, `asked`, `timerFired`). `payload` is the
    /// bytes of a PayloadWriter. `own` is the track of the actor whose turn this is: then the
    /// event counts in its order if it is event.actor's, or follows its last event if not; null
    /// from outside a turn (number 0, ordered by thread and stamp only). `carried` is the carry
    /// of the message, reply or signal that the event is about, 0 for none.
    /// Returns the carry for whatever leaves because of this event.
    std::uint64_t emit(Event& event, std::span<const std::uint8_t> payload = {},
                       ActorTrack* own = nullptr, std::uint64_t carried = 0);

    /// A carry for what leaves without an event: after all that this thread and `own` wrote.
    std::uint64_t currentCarry(const ActorTrack* own = nullptr);

    // Recorder. Thread: one at a time, the drainer.

    /// Starts to record in detail; what older recordings left in the rings is discarded. Emit
    /// `spawned` and `metrics` for the actors there are after this.
    void attach();
    /// Stops; drain once more to get what was written before.
    void detach();
    /// Passes all complete events to `sink`, until it has enough, then decides the resolution:
    /// summary when a ring was ¾ full or had no room, detail again after 1 s below ¼. A change is
    /// told by a `resolution` event, once what was written before it is out; `pair` rows tell what
    /// was counted since the last drain, exactly.
    void drain(EventSink& sink);
    Counts counts() const;
    /// Grows with every change of the resolution: emit `metrics` of all actors when it has grown.
    std::uint32_t resolutionChanges() const { return m_changes.load(sync::relaxed); }

private:
    struct PairRow;

    void listRings(std::vector<TraceRing*>& to) override;
    TraceWriter* writerOfThread() const;
    std::uint64_t now() const;
    std::uint64_t emitOn(TraceWriter& writer, Event& event, std::span<const std::uint8_t> payload,
                         ActorTrack* own, std::uint64_t carried);
    std::uint64_t leaveOut(TraceWriter& writer, const Event& event, TraceMode mode, ActorTrack* own,
                           std::uint64_t before);
    bool hasRing(TraceWriter& writer);
    bool findRoom(TraceWriter& writer, std::uint32_t slots, std::uint32_t reserve);

    void collectCounters();
    bool mustSummarise() const;
    bool mayDetail();
    void changeTo(TraceMode mode);
    void tellChange(EventSink& sink);
    void passRows(EventSink& sink);
    void passLosses(EventSink& sink);
    void wakeProducers();

    const Settings m_settings;
    const std::int64_t m_start;
    sync::Atomic<TraceMode> m_mode{TraceMode::off};
    sync::Atomic<std::uint32_t> m_changes{0};

    sync::Mutex m_registry; // guards m_writers, who uses them and their rings' creation
    std::vector<std::unique_ptr<TraceWriter>> m_writers; // [0] is that of all outside threads
    sync::Mutex m_outside;                               // guards the use of m_writers[0]

    sync::Mutex m_room; // with slowsEngine: producers wait here for the drain
    sync::CondVar m_hasRoom;
    sync::Atomic<bool> m_isDrainLate{false}; // a producer waited in vain: none waits until a drain

    // The drainer's.
    TraceMerge m_merge;
    std::vector<PairRow> m_rows;    // what was counted since the last drain
    std::uint64_t m_overflowed = 0; // events that had no room, up to the last drain
    std::uint64_t m_newlyOverflowed = 0;
    std::uint64_t m_summarised = 0;
    std::uint64_t m_summarisedAtChange = 0;
    std::uint64_t m_lost = 0;
    std::uint64_t m_newlyLost = 0;
    bool m_isChangeToTell = false;
    std::int64_t m_lowSince = -1; // since when all rings are below ¼; -1: they are not
};

} // namespace troupe::TROUPE_ABI

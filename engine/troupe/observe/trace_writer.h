// One thread's end of the trace: its ring, its clock, its message numbers and, under overload, its
// counters. Private to trace.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "troupe/observe/trace.h"

namespace troupe::inline TROUPE_ABI {

/// Place of a kind among those that are counted under overload, -1 for the others.
int summaryIndexOf(EventKind kind);
EventKind summaryKindAt(int index);
inline constexpr int kSummaryKinds = 13;

/// Counts events that are not written, exactly, for each pair of actor and peer. Fixed size:
/// 1,024 pairs, 64 KiB; pairs beyond that are counted together as kOthers. Single writer, single
/// reader; counters only grow, the reader remembers where they were.
class PairCounters {
public:
    static constexpr std::uint32_t kOthers = UINT32_MAX; // as actor and as peer

    struct Row {
        std::uint64_t pair = 0; // actor in the upper half, peer in the lower
        std::array<std::uint64_t, kSummaryKinds> counts{};
    };

    PairCounters() : m_seen(kPlaces + 1) {}

    /// Thread: writer.
    void bump(std::uint32_t actor, std::uint32_t peer, int summaryIndex);
    /// Appends a row for each pair that was counted since the last call. Thread: reader.
    void collect(std::vector<Row>& to);

private:
    static constexpr std::size_t kPlaces = 1024;
    static constexpr std::size_t kProbes = 16;
    using Count = sync::Atomic<std::uint32_t>; // may wrap: the reader takes differences
    using Seen = std::array<std::uint32_t, kSummaryKinds>;

    struct alignas(sync::kCacheLine) Place {
        sync::Atomic<std::uint64_t> key{0}; // pair + 1; 0: free
        std::array<Count, kSummaryKinds> counts{};
    };

    Place& placeOf(std::uint64_t pair);

    std::array<Place, kPlaces + 1> m_places; // the last one for all others
    std::vector<Seen> m_seen;                // the reader's
};

class TraceWriter {
public:
    TraceWriter(const Trace* trace, std::uint16_t thread) : m_trace(trace), m_thread(thread) {}

    const Trace* trace() const { return m_trace; }
    std::uint16_t thread() const { return m_thread; }

    /// Next id; `isShared` where several threads may ask at once.
    MessageId nextMessageId(bool isShared);
    /// Counts an event instead of writing it; false where there was no memory for that.
    bool count(const Event& event, int summaryIndex);

    std::unique_ptr<TraceRing> ring; // guarded by Trace's registry while it is created
    bool isInUse = false;            // guarded by Trace's registry
    std::uint64_t lastStamp = 0;     // the thread's clock

    // Single writer (load and store, relaxed), read by the drainer.
    sync::Atomic<std::uint64_t> overflowed{0}; // summarised in detail mode, for want of room
    sync::Atomic<std::uint64_t> lost{0};
    static void increase(sync::Atomic<std::uint64_t>& counter) {
        counter.store(counter.load(sync::relaxed) + 1, sync::relaxed);
    }

    /// Thread: drainer. Null while nothing was counted.
    PairCounters* counters() const { return m_counters.load(sync::acquire); }
    ~TraceWriter() { delete m_counters.load(sync::relaxed); }
    TraceWriter(const TraceWriter&) = delete;
    TraceWriter& operator=(const TraceWriter&) = delete;

private:
    const Trace* const m_trace;
    const std::uint16_t m_thread;
    sync::Atomic<std::uint64_t> m_lastMessage{0};
    sync::Atomic<PairCounters*> m_counters{nullptr};
};

} // namespace troupe::TROUPE_ABI

#include "troupe/observe/trace.h"

#include <algorithm>
#include <mutex>
#include <new>
#include <utility>

#include "troupe/message/payload.h"
#include "troupe/observe/trace_writer.h"

namespace troupe::inline TROUPE_ABI {

namespace {

constexpr std::uint64_t kMessageMask = (std::uint64_t{1} << 48) - 1;
constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::uint32_t kFull = 768;   // of 1024: ¾
constexpr std::uint32_t kLow = 256;    // ¼
constexpr std::uint32_t kReserve = 16; // this part of a ring is kept for what is never counted

struct DiscardingSink final : EventSink {
    void take(const DrainedEvent&) override {}
};

/// Whoever emits these tries again, so nothing is missing when they find no room.
bool isRepeated(EventKind kind) {
    return kind == EventKind::metrics || kind == EventKind::state;
}

/// From 1; goes round without 0, which is no number.
std::uint32_t nextNumber(ActorTrack& track) {
    if (++track.number == 0) track.number = 1;
    return track.number;
}

} // namespace

struct Trace::PairRow : PairCounters::Row {};

Trace::Trace() : Trace(Settings{}) {}

Trace::Trace(const Settings& settings) : m_settings(settings), m_start(sync::ticks()) {
    m_writers.reserve(std::size_t{1} +
                      std::min<std::uint16_t>(settings.maxRings, kMessageThreads - 1));
    m_writers.push_back(std::make_unique<TraceWriter>(this, std::uint16_t{0}));
}

Trace::~Trace() = default;

// ---- producers

TraceWriter* Trace::writerOfThread() const {
    auto* writer = static_cast<TraceWriter*>(sync::local(sync::Slot::writer));
    return writer && writer->trace() == this ? writer : nullptr;
}

void Trace::enterThread() {
    if (sync::local(sync::Slot::writer)) return;
    const std::scoped_lock lock(m_registry);
    TraceWriter* free = nullptr;
    for (std::size_t i = 1; i < m_writers.size() && !free; ++i) {
        if (!m_writers[i]->isInUse) free = m_writers[i].get();
    }
    if (!free && m_writers.size() < m_writers.capacity()) {
        const auto thread = static_cast<std::uint16_t>(m_writers.size());
        free = new (std::nothrow) TraceWriter(this, thread);
        if (free) m_writers.emplace_back(free);
    }
    if (!free) return;
    free->isInUse = true;
    sync::setLocal(sync::Slot::writer, free);
}

void Trace::leaveThread() {
    TraceWriter* writer = writerOfThread();
    if (!writer) return;
    sync::setLocal(sync::Slot::writer, nullptr);
    const std::scoped_lock lock(m_registry);
    writer->isInUse = false;
}

MessageId Trace::nextMessageId() {
    TraceWriter* writer = writerOfThread();
    return writer ? writer->nextMessageId(false) : m_writers[0]->nextMessageId(true);
}

std::uint64_t Trace::now() const {
    const std::int64_t ns =
        m_settings.virtualNow ? *m_settings.virtualNow : sync::ticks() - m_start;
    return static_cast<std::uint64_t>(std::max<std::int64_t>(ns, 0));
}

std::uint64_t Trace::emit(Event& event, std::span<const std::uint8_t> payload, ActorTrack* own,
                          std::uint64_t carried) {
    if (TraceWriter* writer = writerOfThread()) [[likely]] {
        return emitOn(*writer, event, payload, own, carried);
    }
    const std::scoped_lock lock(m_outside);
    return emitOn(*m_writers[0], event, payload, own, carried);
}

std::uint64_t Trace::currentCarry(const ActorTrack* own) {
    const std::uint64_t ownStamp = own ? own->stamp : 0;
    if (const TraceWriter* writer = writerOfThread()) {
        return std::max(writer->lastStamp, ownStamp) | kUnrecorded;
    }
    const std::scoped_lock lock(m_outside);
    return std::max(m_writers[0]->lastStamp, ownStamp) | kUnrecorded;
}

std::uint64_t Trace::emitOn(TraceWriter& writer, Event& event,
                            std::span<const std::uint8_t> payload, ActorTrack* own,
                            std::uint64_t carried) {
    const TraceMode currentMode = mode();
    std::uint64_t before = std::max(writer.lastStamp, carried & ~kUnrecorded);
    if (own) before = std::max(before, own->stamp);
    if (event.message == 0 && makesMessage(event.kind)) {
        event.message = writer.nextMessageId(&writer == m_writers[0].get()) & kMessageMask;
    }

    const bool isCounted = isSummarised(event.kind);
    if (currentMode == TraceMode::off || (currentMode == TraceMode::summary && isCounted) ||
        !hasRing(writer)) {
        return leaveOut(writer, event, currentMode, own, before);
    }
    const std::uint32_t slots = TraceRing::slotsFor(payload.size());
    const std::uint32_t reserve = isCounted ? writer.ring->capacity() / kReserve : 0;
    if (!writer.ring->hasRoom(slots, reserve) && !findRoom(writer, slots, reserve)) {
        return leaveOut(writer, event, currentMode, own, before);
    }

    event.stamp = std::max(now(), before + 1);
    writer.lastStamp = event.stamp;
    event.number = 0;
    if (own) {
        own->stamp = event.stamp;
        if (own->actor == event.actor) event.number = nextNumber(*own);
    }
    if (takesMessage(event.kind) && !wasRecorded(carried)) event.flags |= kFlagUntraced;
    writer.ring->write(event, payload);
    return event.stamp;
}

/// Counts what is not written, so that it is told of later; keeps the clocks going.
std::uint64_t Trace::leaveOut(TraceWriter& writer, const Event& event, TraceMode currentMode,
                              ActorTrack* own, std::uint64_t before) {
    writer.lastStamp = before;
    if (own) own->stamp = before;
    if (currentMode == TraceMode::off) return before | kUnrecorded;

    const int summaryIndex = summaryIndexOf(event.kind);
    if (summaryIndex >= 0 && writer.count(event, summaryIndex)) {
        if (currentMode == TraceMode::detail) TraceWriter::increase(writer.overflowed);
    } else if (!isRepeated(event.kind)) {
        TraceWriter::increase(writer.lost);
    }
    return before | kUnrecorded;
}

bool Trace::hasRing(TraceWriter& writer) {
    if (writer.ring) [[likely]]
        return true;
    std::unique_ptr<TraceRing> ring(new (std::nothrow)
                                        TraceRing(writer.thread(), m_settings.ringSlots));
    if (!ring || !ring->isUsable()) return false;
    const std::scoped_lock lock(m_registry);
    writer.ring = std::move(ring);
    return true;
}

/// With slowsEngine, waits for the drain; at most a second, and not again before it came.
bool Trace::findRoom(TraceWriter& writer, std::uint32_t slots, std::uint32_t reserve) {
    const bool mayWait =
        m_settings.slowsEngine && !m_settings.virtualNow && slots <= writer.ring->capacity() / 4;
    if (!mayWait) return false;
    const std::int64_t deadline = sync::now() + kSecond;
    std::unique_lock lock(m_room);
    while (!writer.ring->hasRoom(slots, reserve)) {
        if (mode() == TraceMode::off || m_isDrainLate.load()) return false;
        if (!m_hasRoom.waitUntil(lock, deadline)) m_isDrainLate.store(true);
    }
    return true;
}

// ---- recorder

void Trace::listRings(std::vector<TraceRing*>& to) {
    to.clear();
    const std::scoped_lock lock(m_registry);
    for (const auto& writer : m_writers) {
        if (writer->ring) to.push_back(writer->ring.get());
    }
}

void Trace::attach() {
    DiscardingSink discard;
    m_merge.drain(*this, discard);
    m_merge.drain(*this, discard); // what the first one kept back as incomplete
    collectCounters();
    m_rows.clear();
    m_merge.restart();
    m_summarised = m_summarisedAtChange = 0;
    m_lowSince = -1;
    m_isChangeToTell = false;
    m_mode.store(TraceMode::detail);
}

void Trace::detach() {
    m_mode.store(TraceMode::off);
    wakeProducers();
}

void Trace::wakeProducers() {
    if (!m_settings.slowsEngine) return;
    const std::scoped_lock lock(m_room);
    m_isDrainLate.store(false);
    m_hasRoom.notifyAll();
}

void Trace::drain(EventSink& sink) {
    m_merge.drain(*this, sink);
    wakeProducers();
    collectCounters();
    passLosses(sink);
    if (mustSummarise()) changeTo(TraceMode::summary);
    if (!m_merge.wasStopped()) tellChange(sink);
    passRows(sink);
    if (mayDetail()) {
        changeTo(TraceMode::detail);
        tellChange(sink);
    }
}

void Trace::collectCounters() {
    std::vector<PairCounters::Row> rows;
    std::uint64_t overflowed = 0;
    std::uint64_t lost = 0;
    {
        const std::scoped_lock lock(m_registry);
        for (const auto& writer : m_writers) {
            overflowed += writer->overflowed.load(sync::relaxed);
            lost += writer->lost.load(sync::relaxed);
            if (PairCounters* counters = writer->counters()) counters->collect(rows);
        }
    }
    m_newlyOverflowed = overflowed - m_overflowed;
    m_overflowed = overflowed;
    m_newlyLost = lost - m_lost;
    m_lost = lost;

    std::sort(rows.begin(), rows.end(),
              [](const auto& a, const auto& b) { return a.pair < b.pair; });
    m_rows.clear();
    for (const PairCounters::Row& row : rows) {
        if (m_rows.empty() || m_rows.back().pair != row.pair) m_rows.push_back({{row.pair, {}}});
        for (std::size_t i = 0; i < row.counts.size(); ++i) {
            m_rows.back().counts[i] += row.counts[i];
            m_summarised += row.counts[i];
        }
    }
}

bool Trace::mustSummarise() const {
    if (mode() != TraceMode::detail) return false;
    return m_newlyOverflowed > 0 || (m_merge.fullness() >= kFull && !m_settings.slowsEngine);
}

bool Trace::mayDetail() {
    if (mode() != TraceMode::summary || m_isChangeToTell) return false;
    if (m_merge.fullness() >= kLow) {
        m_lowSince = -1;
        return false;
    }
    const auto time = static_cast<std::int64_t>(now());
    if (m_lowSince < 0) m_lowSince = time;
    return time - m_lowSince >= kSecond;
}

void Trace::changeTo(TraceMode newMode) {
    m_lowSince = -1;
    m_mode.store(newMode);
    m_changes.store(m_changes.load(sync::relaxed) + 1, sync::relaxed);
    m_isChangeToTell = true;
}

void Trace::tellChange(EventSink& sink) {
    if (!std::exchange(m_isChangeToTell, false)) return;
    Event event;
    event.kind = EventKind::resolution;
    event.detail = static_cast<std::uint8_t>(mode() == TraceMode::summary ? Resolution::summary
                                                                          : Resolution::detail);
    PayloadWriter payload;
    payload.putInt(static_cast<std::int64_t>(m_summarised - m_summarisedAtChange));
    m_summarisedAtChange = m_summarised;
    m_merge.append(event, payload.bytes(), sink);
}

void Trace::passRows(EventSink& sink) {
    PayloadWriter payload;
    for (const PairRow& row : m_rows) {
        payload.clear();
        const auto isCounted = [](std::uint64_t count) { return count != 0; };
        payload.putCount(static_cast<std::uint64_t>(
            std::count_if(row.counts.begin(), row.counts.end(), isCounted)));
        for (int i = 0; i < kSummaryKinds; ++i) {
            const std::uint64_t count = row.counts[static_cast<std::size_t>(i)];
            if (count == 0) continue;
            payload.putByte(static_cast<std::uint8_t>(summaryKindAt(i)));
            payload.putCount(count);
        }
        Event event;
        event.kind = EventKind::resolution;
        event.detail = static_cast<std::uint8_t>(Resolution::pair);
        event.actor = static_cast<std::uint32_t>(row.pair >> 32);
        event.peer = static_cast<std::uint32_t>(row.pair);
        m_merge.append(event, payload.bytes(), sink);
    }
    m_rows.clear();
}

void Trace::passLosses(EventSink& sink) {
    if (m_newlyLost == 0) return;
    Event event;
    event.kind = EventKind::gap;
    PayloadWriter payload;
    payload.putInt(static_cast<std::int64_t>(m_newlyLost));
    m_merge.append(event, payload.bytes(), sink);
}

Trace::Counts Trace::counts() const {
    return {m_merge.lastSeq(), m_summarised, m_lost, m_merge.gaps()};
}

} // namespace troupe::TROUPE_ABI

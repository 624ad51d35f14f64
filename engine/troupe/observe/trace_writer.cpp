#include "troupe/observe/trace_writer.h"

#include <new>

namespace troupe::inline TROUPE_ABI {

namespace {

constexpr std::array<EventKind, kSummaryKinds> kSummarised{
    EventKind::sent,       EventKind::asked,      EventKind::began,
    EventKind::ended,      EventKind::replied,    EventKind::answered,
    EventKind::timerSet,   EventKind::timerFired, EventKind::timerCancelled,
    EventKind::deadLetter, EventKind::waiting,    EventKind::waitEnded,
    EventKind::log};

constexpr auto kIndexOfKind = [] {
    std::array<std::int8_t, kEventKindCount> index{};
    index.fill(-1);
    for (std::size_t i = 0; i < kSummarised.size(); ++i) {
        index[static_cast<std::size_t>(kSummarised[i])] = static_cast<std::int8_t>(i);
    }
    return index;
}();

} // namespace

int summaryIndexOf(EventKind kind) {
    return kIndexOfKind[static_cast<std::size_t>(kind)];
}

EventKind summaryKindAt(int index) {
    return kSummarised[static_cast<std::size_t>(index)];
}

bool isSummarised(EventKind kind) {
    return summaryIndexOf(kind) >= 0;
}

PairCounters::Place& PairCounters::placeOf(std::uint64_t pair) {
    const std::uint64_t key = pair + 1;
    const std::uint64_t hash = key * 0x9E3779B97F4A7C15U;
    for (std::size_t probe = 0; probe < kProbes; ++probe) {
        Place& place = m_places[((hash >> 54) + probe) % kPlaces];
        const std::uint64_t found = place.key.load(sync::relaxed); // ours: only the writer stores
        if (found == key) return place;
        if (found != 0) continue;
        place.key.store(key, sync::relaxed); // made visible by the counter, see bump()
        return place;
    }
    return m_places[kPlaces];
}

void PairCounters::bump(std::uint32_t actor, std::uint32_t peer, int summaryIndex) {
    Place& place = placeOf((std::uint64_t{actor} << 32) | peer);
    Count& count = place.counts[static_cast<std::size_t>(summaryIndex)];
    // Pairs with the acquire in collect(): a counter above zero comes with its key.
    count.store(count.load(sync::relaxed) + 1, sync::release);
}

void PairCounters::collect(std::vector<Row>& to) {
    for (std::size_t p = 0; p < m_places.size(); ++p) {
        const Place& place = m_places[p];
        Row row;
        std::uint32_t anything = 0;
        for (std::size_t i = 0; i < row.counts.size(); ++i) {
            const std::uint32_t count = place.counts[i].load(sync::acquire);
            const std::uint32_t more = count - m_seen[p][i];
            m_seen[p][i] = count;
            row.counts[i] = more;
            anything |= more;
        }
        if (anything == 0) continue;
        row.pair = p == kPlaces ? UINT64_MAX : place.key.load(sync::relaxed) - 1;
        to.push_back(row);
    }
}

MessageId TraceWriter::nextMessageId(bool isShared) {
    std::uint64_t counter = 0;
    do {
        if (isShared) {
            counter = m_lastMessage.fetchAdd(1) + 1;
        } else {
            counter = m_lastMessage.load(sync::relaxed) + 1;
            m_lastMessage.store(counter, sync::relaxed);
        }
        counter &= kMessageCounterMask;
    } while (counter == 0); // 36 bits went round; 0 is no message
    return (MessageId{m_thread} << kMessageCounterBits) | counter;
}

bool TraceWriter::count(const Event& event, int summaryIndex) {
    PairCounters* counters = m_counters.load(sync::relaxed); // ours: only the writer stores
    if (!counters) {
        try {
            counters = new PairCounters;
        } catch (const std::bad_alloc&) {
            return false;
        }
        m_counters.store(counters, sync::release); // pairs with counters()
    }
    counters->bump(event.actor, event.peer, summaryIndex);
    return true;
}

} // namespace troupe::TROUPE_ABI

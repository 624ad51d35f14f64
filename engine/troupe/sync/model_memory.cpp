// The memory model: atomics with a short history of stores, plain memory with race detection.

#include "troupe/sync/sync.h"

#include <cinttypes>
#include <cstdio>
#include <cstring>

namespace troupe::inline TROUPE_ABI {
namespace modelling {

namespace {

/// Stores of one atomic that are remembered; older ones can no longer be returned.
constexpr std::uint32_t kHistory = 6;

constexpr std::int32_t kNever = INT32_MAX;

bool isAcquire(Order order) {
    return order != sync::relaxed && order != sync::release;
}

bool isRelease(Order order) {
    return order == sync::release || order == sync::acqRel || order == sync::seqCst;
}

std::string siteText(Site site) {
    const char* slash = std::strrchr(site.file, '/');
    return std::string(slash == nullptr ? site.file : slash + 1) + ":" + std::to_string(site.line) +
           " " + site.function;
}

} // namespace

struct Store {
    Clock released;                               // what an acquire of it makes known
    Clock meant;                                  // … and would without the planted mistake
    std::array<std::int32_t, kMaxThreads> seenAt; // per thread: its time when it first knew it
    std::uint64_t value;
    std::uint32_t barriers; // process-wide barriers before it
};

struct AtomicRecord {
    Clock used; // the last use by each thread
    std::uint32_t newest;
    std::uint32_t oldest;
    std::uint32_t ordered;      // newest store that a seq_cst operation has touched
    std::uint32_t orderedMeant; // … and would have without the planted mistake
    std::array<Store, kHistory> stores;

    Store& at(std::uint32_t index) { return stores[index % kHistory]; }
};

struct PlainRecord {
    Clock reads;
    std::array<Site, kMaxThreads> sites;
};

// --- Lifetime ---------------------------------------------------------------------------

Lifetime::Lifetime() {
    Runtime& run = runtime();
    if (!run.isRunning()) return;
    m_run = run.runId();
    m_maker = run.current();
    m_madeAt = run.clock().at[m_maker];
}

bool Lifetime::isAttached(Operation operation, Site site) const {
    Runtime& run = runtime();
    if (m_magic != kAlive) [[unlikely]] {
        const char* what = m_magic == kDead ? "use after destruction" : "use of no object";
        run.fail(std::string(what) + " by " + sync::nameOf(operation), site);
    }
    if (m_run != run.runId()) [[unlikely]]
        return false;
    if (run.clock().at[m_maker] < m_madeAt) [[unlikely]] {
        run.fail(std::string("race: ") + sync::nameOf(operation) +
                     " of an object whose making by " + run.nameOfThread(m_maker) +
                     " is not ordered before it",
                 site);
    }
    return true;
}

void Lifetime::attach() const {
    m_run = runtime().runId();
    m_maker = 0;
    m_madeAt = 0;
}

// --- AtomicCell -------------------------------------------------------------------------

AtomicRecord& AtomicCell::touch(Operation operation, Site site) const {
    Runtime& run = runtime();
    if (!isAttached(operation, site)) [[unlikely]] {
        attach();
        m_record = nullptr;
        run.restoreAtEnd(const_cast<std::uint64_t*>(&m_value));
    }
    if (m_record == nullptr) [[unlikely]] {
        m_record = static_cast<AtomicRecord*>(run.allocate(sizeof(AtomicRecord)));
        m_record->used = Clock{};
        m_record->newest = 0;
        m_record->oldest = 0;
        m_record->ordered = 0;
        m_record->orderedMeant = 0;
        Store& first = m_record->at(0);
        first.released = Clock{};
        first.meant = Clock{};
        first.seenAt.fill(kNever);
        first.seenAt[maker()] = madeAt();
        first.value = m_value;
        first.barriers = run.barriers();
    }
    m_record->used.at[run.current()] = run.clock().at[run.current()];
    return *m_record;
}

AtomicCell::~AtomicCell() {
    Runtime& run = runtime();
    if (!run.isRunning() || !isAttached(Operation::destroy, {}) || m_record == nullptr) return;
    for (unsigned i = 0; i < kMaxThreads; ++i) {
        if (m_record->used.at[i] > run.clock().at[i])
            run.fail("race: an atomic is destroyed by " + run.nameOfThread(run.current()) +
                     " while " + run.nameOfThread(i) + " may still use it; " + run.whereIs(i));
    }
}

std::uint64_t AtomicCell::read(AtomicRecord& record, std::uint32_t index, Orders orders) const {
    Runtime& run = runtime();
    Store& store = record.at(index);
    std::int32_t& seen = store.seenAt[run.current()];
    seen = std::min(seen, run.clock().at[run.current()]);
    acquire(store, orders);
    if (orders.order == sync::seqCst) record.ordered = std::max(record.ordered, index);
    if (orders.meant == sync::seqCst) record.orderedMeant = std::max(record.orderedMeant, index);
    const std::uint64_t value = store.value;
    run.tickClock();
    return value;
}

/// What the thread learns by it. Less than it was meant to: the planted mistake matters.
void AtomicCell::acquire(Store& store, Orders orders) const {
    Runtime& run = runtime();
    if (isAcquire(orders.order)) run.clock().join(store.released);
    if (run.isComparing() && isAcquire(orders.meant) && !run.clock().covers(store.meant))
        run.noteDifference();
}

void AtomicCell::append(AtomicRecord& record, std::uint64_t value, Orders orders,
                        bool continuesSequence) {
    Runtime& run = runtime();
    Clock& mine = run.clock();
    const Store& before = record.at(record.newest);
    ++record.newest;
    if (record.newest - record.oldest == kHistory) ++record.oldest;
    Store& store = record.at(record.newest);
    store.released = continuesSequence ? before.released : Clock{};
    if (isRelease(orders.order)) store.released.join(mine);
    if (run.isComparing()) {
        store.meant = continuesSequence ? before.meant : Clock{};
        if (isRelease(orders.meant)) store.meant.join(mine);
    }
    store.seenAt.fill(kNever);
    store.seenAt[run.current()] = mine.at[run.current()];
    store.value = value;
    store.barriers = run.barriers();
    if (orders.order == sync::seqCst) record.ordered = record.newest;
    if (orders.meant == sync::seqCst) record.orderedMeant = record.newest;
    m_value = value;
    run.tickClock();
}

/// Down from the newest, until one that this thread knows, itself or through others.
std::uint32_t AtomicCell::oldestReadable(AtomicRecord& record, std::uint32_t lowest) {
    Runtime& run = runtime();
    const Clock& mine = run.clock();
    std::uint32_t floor = record.newest;
    while (floor > std::max(lowest, record.oldest)) {
        const Store& store = record.at(floor);
        bool isKnown = store.barriers < run.barriers();
        for (unsigned i = 0; i < kMaxThreads; ++i) isKnown |= store.seenAt[i] <= mine.at[i];
        if (isKnown) break;
        --floor;
    }
    return floor;
}

std::uint64_t AtomicCell::load(Order meant, Site site) const {
    Runtime& run = runtime();
    if (!run.isRunning()) return m_value;
    const Order order = run.orderAt(Operation::load, meant, site);
    run.step(Operation::load, site);
    AtomicRecord& record = touch(Operation::load, site);
    const std::uint32_t lowest = order == sync::seqCst ? record.ordered : record.oldest;
    const std::uint32_t floor = oldestReadable(record, lowest);
    std::uint32_t index = record.newest;
    if (floor != record.newest) index -= run.chooseValue(record.newest - floor + 1);
    if (run.isComparing() && meant == sync::seqCst && index < record.orderedMeant)
        run.noteDifference();
    const std::uint64_t value = read(record, index, {order, meant});
    if (run.isTracing()) [[unlikely]] {
        char text[80];
        std::snprintf(text, sizeof text, "%s = %" PRIx64 "%s", sync::nameOf(order), value,
                      index == record.newest ? "" : " (stale)");
        run.note(Operation::load, this, text, site);
    }
    return value;
}

void AtomicCell::store(std::uint64_t value, Order meant, Site site) {
    Runtime& run = runtime();
    if (!run.isRunning()) {
        m_value = value;
        return;
    }
    const Order order = run.orderAt(Operation::store, meant, site);
    run.step(Operation::store, site);
    AtomicRecord& record = touch(Operation::store, site);
    const bool isDropped = run.isPlanted(Mutation::Kind::drop, Operation::store, site);
    if (isDropped) {
        if (m_value != value) run.noteDifference();
    } else {
        append(record, value, {order, meant}, false);
    }
    if (run.isTracing()) [[unlikely]] {
        char text[80];
        std::snprintf(text, sizeof text, "%s := %" PRIx64 "%s", sync::nameOf(order), value,
                      isDropped ? " (dropped)" : "");
        run.note(Operation::store, this, text, site);
    }
}

AtomicCell::Change AtomicCell::begin(Operation operation, Order meant, Site site) {
    Runtime& run = runtime();
    if (!run.isRunning()) return {m_value, meant, meant, false, 0};
    const Order order = run.orderAt(operation, meant, site);
    run.step(operation, site);
    AtomicRecord& record = touch(operation, site);
    const bool isSplit = run.isPlanted(Mutation::Kind::split, operation, site);
    if (isSplit)
        return {read(record, record.newest, {order, meant}), order, meant, true, record.newest};
    return {m_value, order, meant, false, 0};
}

void AtomicCell::commit(const Change& change, Operation operation, std::uint64_t value, Site site) {
    Runtime& run = runtime();
    if (!run.isRunning()) {
        m_value = value;
        return;
    }
    const Orders orders{change.order, change.meant};
    if (change.isSplit) {
        run.step(operation, site);
        AtomicRecord& record = touch(operation, site);
        if (record.newest != change.found) run.noteDifference();
        append(record, value, orders, false);
    } else {
        AtomicRecord& record = *m_record;
        Store& newest = record.at(record.newest);
        newest.seenAt[run.current()] =
            std::min(newest.seenAt[run.current()], run.clock().at[run.current()]);
        acquire(newest, orders);
        append(record, value, orders, true);
    }
    if (run.isTracing()) [[unlikely]] {
        char text[80];
        std::snprintf(text, sizeof text, "%s %" PRIx64 " -> %" PRIx64 "%s",
                      sync::nameOf(change.order), change.value, value,
                      change.isSplit ? " (split)" : "");
        run.note(operation, this, text, site);
    }
}

void AtomicCell::fail(const Change& change, Order failOrder, Site site) {
    Runtime& run = runtime();
    if (!run.isRunning()) return;
    // A weakened success weakens the failure too: it was written as one operation.
    const Order order = change.order == sync::relaxed ? sync::relaxed : failOrder;
    read(*m_record, m_record->newest, {order, failOrder});
    if (run.isTracing()) [[unlikely]] {
        char text[80];
        std::snprintf(text, sizeof text, "%s found %" PRIx64, sync::nameOf(order), change.value);
        run.note(Operation::compareExchange, this, text, site);
    }
}

// --- PlainCell --------------------------------------------------------------------------

void PlainCell::report(const char* first, unsigned thread, Site firstSite, const char* second,
                       Site site) const {
    Runtime& run = runtime();
    run.fail(std::string("race: ") + first + " at " + siteText(firstSite) + " by " +
             run.nameOfThread(thread) + " and " + second + " at " + siteText(site) + " by " +
             run.nameOfThread(run.current()));
}

void PlainCell::touch(Operation operation, Site site) const {
    if (isAttached(operation, site)) return;
    attach();
    m_record = nullptr;
    m_writer = 0;
    m_writtenAt = 0;
}

void PlainCell::checkWriter(const char* what, Site site) const {
    if (runtime().clock().at[m_writer] < m_writtenAt)
        report("write", m_writer, m_writeSite, what, site);
}

void PlainCell::onRead(Site site) const {
    Runtime& run = runtime();
    if (!run.isRunning()) return;
    touch(Operation::read, site);
    checkWriter("read", site);
    if (m_record == nullptr) {
        m_record = static_cast<PlainRecord*>(run.allocate(sizeof(PlainRecord)));
        m_record->reads = Clock{};
    }
    m_record->reads.at[run.current()] = run.clock().at[run.current()];
    m_record->sites[run.current()] = site;
}

void PlainCell::onWrite(Site site) {
    Runtime& run = runtime();
    if (!run.isRunning()) return;
    touch(Operation::write, site);
    checkWriter("write", site);
    const Clock& mine = run.clock();
    if (m_record != nullptr) {
        for (unsigned i = 0; i < kMaxThreads; ++i) {
            if (m_record->reads.at[i] > mine.at[i])
                report("read", i, m_record->sites[i], "write", site);
        }
    }
    m_writer = run.current();
    m_writtenAt = mine.at[m_writer];
    m_writeSite = site;
}

PlainCell::~PlainCell() {
    // Destruction is a write, without a line of its own.
    if (runtime().isRunning()) onWrite({"", "destruction", 0});
}

} // namespace modelling
} // namespace troupe::inline TROUPE_ABI

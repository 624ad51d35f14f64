#include "troupe/message/block_pool.h"

#include <algorithm>
#include <mutex>
#include <new>
#include <utility>

#if defined(__linux__)
#include <sys/mman.h>
#endif

#include "troupe/sync/sync.h"

namespace troupe::inline TROUPE_ABI {

namespace {

constexpr std::align_val_t kAlignment{kBlockSize};

/// Fresh memory, in regions that grow with the program. A page fault costs as much as handling a
/// dozen messages, so regions for messages become huge pages once there are many; cells stay with
/// small ones, which are resident only as far as they are used.
/// Thread: guarded by the depot's lock.
class Regions {
public:
    explicit Regions(bool areHuge) : m_areHuge(areHuge) {}

    /// Null when the system has no memory.
    std::byte* take(std::size_t size) noexcept {
        if (m_left < size && !grow()) return nullptr;
        std::byte* const at = m_next;
        m_next += size;
        m_left -= size;
        return at;
    }

private:
    static constexpr std::size_t kFirst = std::size_t{64} * 1024;
    static constexpr std::size_t kLargest = std::size_t{2} * 1024 * 1024; // a huge page
    static constexpr std::size_t kSmallOnes = 8 * kLargest; // with small pages, to begin with

    bool grow() noexcept {
        const bool isHuge = m_areHuge && m_total >= kSmallOnes;
        const std::align_val_t alignment{isHuge ? kLargest : kBlockSize};
        void* const fresh = ::operator new(m_size, alignment, std::nothrow);
        if (!fresh) return false;
#if defined(__linux__)
        // Only advice: without huge pages it is memory as any other.
        if (isHuge) static_cast<void>(::madvise(fresh, m_size, MADV_HUGEPAGE));
#endif
        m_next = static_cast<std::byte*>(fresh);
        m_left = m_size;
        m_total += m_size;
        m_size = std::min(m_size * 2, kLargest);
        return true;
    }

    const bool m_areHuge;
    std::byte* m_next = nullptr;
    std::size_t m_left = 0;
    std::size_t m_size = kFirst; // of the next region
    std::size_t m_total = 0;     // of all regions
};

/// Full and partly full magazines of all threads that gave some back.
class Depot {
public:
    /// Memory for a magazine that was never used; null when the system has none.
    std::byte* fresh(std::size_t kind, std::size_t size) noexcept {
        const std::scoped_lock lock(m_mutex);
        return (kind < kMessageClasses ? m_forMessages : m_forOthers).take(size);
    }

    FreeBlock* take(std::size_t kind, std::uint32_t& count) {
        const std::scoped_lock lock(m_mutex);
        FreeBlock* head = m_magazines[kind];
        if (!head) return nullptr;
        m_magazines[kind] = head->nextMagazine;
        count = head->count;
        return head;
    }

    void give(std::size_t kind, FreeBlock* head, std::uint32_t count) {
        head->count = count;
        const std::scoped_lock lock(m_mutex);
        head->nextMagazine = m_magazines[kind];
        m_magazines[kind] = head;
    }

private:
    sync::Mutex m_mutex;
    static constexpr std::size_t kMessageClasses = 2; // an envelope and up to 64 bytes
    Regions m_forMessages{true};
    Regions m_forOthers{false};
    std::array<FreeBlock*, kBlockClasses> m_magazines{};
};

/// Never destroyed: threads may end after static destructors have begun.
Depot& depot() {
    static Depot* const kDepot = new Depot;
    return *kDepot;
}

std::size_t roundedUp(std::size_t size) {
    return (size + kBlockSize - 1) / kBlockSize * kBlockSize;
}

} // namespace

BlockCache::~BlockCache() {
    for (std::size_t kind = 0; kind < kBlockClasses; ++kind) {
        if (m_active[kind].head) depot().give(kind, m_active[kind].head, m_active[kind].count);
        if (m_spare[kind].head) depot().give(kind, m_spare[kind].head, m_spare[kind].count);
    }
}

void* BlockCache::allocateSlow(std::size_t size) noexcept {
    const std::size_t kind = (size - 1) / kBlockSize;
    if (!kPools || kind >= kBlockClasses) {
        return ::operator new(roundedUp(size), kAlignment, std::nothrow);
    }
    std::swap(m_active[kind], m_spare[kind]);
    Magazine& active = m_active[kind];
    if (!active.head) active.head = depot().take(kind, active.count);
    if (!active.head) {
        const std::size_t blockSize = (kind + 1) * kBlockSize;
        const std::uint32_t count = magazineOf(kind);
        std::byte* const bytes = depot().fresh(kind, blockSize * count);
        if (!bytes) return nullptr;
        for (std::uint32_t i = count; i > 0; --i) {
            void* at = bytes + (i - 1) * blockSize;
            active.head = ::new (at) FreeBlock{active.head, nullptr, 0};
        }
        active.count = count;
    }
    FreeBlock* block = active.head;
    active.head = block->next;
    --active.count;
    return block;
}

void BlockCache::releaseSlow(void* at, std::size_t size) noexcept {
    const std::size_t kind = (size - 1) / kBlockSize;
    if (!kPools || kind >= kBlockClasses) {
        ::operator delete(at, kAlignment); // clang has the sized one only when asked for it
        return;
    }
    if (m_spare[kind].head) depot().give(kind, m_spare[kind].head, m_spare[kind].count);
    m_spare[kind] = m_active[kind];
    m_active[kind] = {::new (at) FreeBlock{nullptr, nullptr, 0}, 1};
}

} // namespace troupe::TROUPE_ABI

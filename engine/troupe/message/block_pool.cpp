#include "troupe/message/block_pool.h"

#include <mutex>
#include <new>
#include <utility>

#include "troupe/sync/sync.h"

namespace troupe::inline TROUPE_ABI {

namespace {

constexpr std::align_val_t kAlignment{kBlockSize};

/// Full and partly full magazines of all threads that gave some back.
class Depot {
public:
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
        void* chunk = ::operator new(blockSize* count, kAlignment, std::nothrow);
        if (!chunk) return nullptr;
        auto* bytes = static_cast<std::byte*>(chunk);
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

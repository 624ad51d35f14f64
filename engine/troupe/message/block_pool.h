// Memory for messages, signals and cells: blocks of 64 to 512 bytes, aligned to a cache line.
//
// Each thread keeps two magazines of blocks for every size and trades whole magazines with a
// process-wide depot, so that a producer and a consumer on different threads touch a lock once
// in 256 messages (Bonwick's magazines, USENIX 2001). Blocks never go back to the system while
// the program runs: the depot holds the high-water mark. Under a sanitizer and in the model
// every block is a plain allocation, so that a use after free is seen.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "troupe/sync/abi.h"

namespace troupe::inline TROUPE_ABI {

inline constexpr std::size_t kBlockSize = 64;
inline constexpr std::size_t kBlockClasses = 8; // 64, 128 … 512 bytes

/// A free block; its memory is its own list node.
struct FreeBlock {
    FreeBlock* next;
    FreeBlock* nextMagazine; // these two in the first of a magazine in the depot
    std::uint32_t count;
};

/// The magazines of one thread. Thread: owner.
class BlockCache {
public:
    BlockCache() = default;
    BlockCache(const BlockCache&) = delete;
    BlockCache& operator=(const BlockCache&) = delete;
    /// Gives everything back to the depot.
    ~BlockCache();

    /// Null when the system has no memory.
    void* allocate(std::size_t size) noexcept {
        const std::size_t kind = (size - 1) / kBlockSize;
        if (kind < kBlockClasses) {
            Magazine& active = m_active[kind];
            if (FreeBlock* block = active.head) [[likely]] {
                active.head = block->next;
                --active.count;
                return block;
            }
        }
        return allocateSlow(size);
    }

    [[gnu::always_inline]] void release(void* at, std::size_t size) noexcept {
        const std::size_t kind = (size - 1) / kBlockSize;
        if (kPools && kind < kBlockClasses) {
            Magazine& active = m_active[kind];
            if (active.count < magazineOf(kind)) [[likely]] {
                auto* block = static_cast<FreeBlock*>(at);
                block->next = active.head;
                active.head = block;
                ++active.count;
                return;
            }
        }
        releaseSlow(at, size);
    }

private:
    /// Blocks in a magazine: most are messages, which are small.
    static constexpr std::uint32_t magazineOf(std::size_t kind) { return kind == 0 ? 256 : 64; }
#if defined(TROUPE_MODEL) || defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    static constexpr bool kPools = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
    static constexpr bool kPools = false;
#else
    static constexpr bool kPools = true;
#endif
#else
    static constexpr bool kPools = true;
#endif

    struct Magazine {
        FreeBlock* head = nullptr;
        std::uint32_t count = 0;
    };

    void* allocateSlow(std::size_t size) noexcept;
    void releaseSlow(void* at, std::size_t size) noexcept;

    std::array<Magazine, kBlockClasses> m_active;
    std::array<Magazine, kBlockClasses> m_spare;
};

/// The calling thread's cache; made at first use, emptied when the thread ends. Thread: any.
/// Defined in thread_state.h.
inline BlockCache& localBlocks();

} // namespace troupe::TROUPE_ABI

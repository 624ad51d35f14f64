#include "heap.h"

#include "troupe/sync/sync.h"

#include <cstdlib>
#include <new>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define TROUPE_OWN_HEAP 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define TROUPE_OWN_HEAP 0
#endif
#endif
#if !defined(TROUPE_OWN_HEAP)
#define TROUPE_OWN_HEAP 1
#endif

namespace {

std::int64_t g_balance = 0;

} // namespace

namespace troupe::explore_heap {

std::int64_t balance() {
    return g_balance;
}

} // namespace troupe::explore_heap

#if !TROUPE_OWN_HEAP

// A failed run is left where it stands, with all that its stacks own.
extern "C" int __lsan_is_turned_off() {
    return 1;
}

#else

namespace {

// Set once the runtime exists: it allocates while it is made.
bool isInRun() {
    return troupe::modelling::isAnyRunning();
}

void* take(std::size_t bytes, std::size_t alignment) {
    void* block = alignment > __STDCPP_DEFAULT_NEW_ALIGNMENT__
                      ? std::aligned_alloc(alignment, (bytes + alignment - 1) & ~(alignment - 1))
                      : std::malloc(bytes == 0 ? 1 : bytes);
    if (block != nullptr && isInRun()) ++g_balance;
    return block;
}

void* takeOrThrow(std::size_t bytes, std::size_t alignment) {
    void* block = take(bytes, alignment);
    if (block == nullptr) throw std::bad_alloc();
    return block;
}

void giveBack(void* block) noexcept {
    if (block == nullptr) return;
    if (!isInRun()) {
        std::free(block);
        return;
    }
    --g_balance;
    troupe::modelling::runtime().freeAtEnd(block);
}

} // namespace

void* operator new(std::size_t bytes) {
    return takeOrThrow(bytes, 0);
}
void* operator new[](std::size_t bytes) {
    return takeOrThrow(bytes, 0);
}
void* operator new(std::size_t bytes, std::align_val_t alignment) {
    return takeOrThrow(bytes, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t bytes, std::align_val_t alignment) {
    return takeOrThrow(bytes, static_cast<std::size_t>(alignment));
}
void* operator new(std::size_t bytes, const std::nothrow_t&) noexcept {
    return take(bytes, 0);
}
void* operator new[](std::size_t bytes, const std::nothrow_t&) noexcept {
    return take(bytes, 0);
}
void* operator new(std::size_t bytes, std::align_val_t alignment, const std::nothrow_t&) noexcept {
    return take(bytes, static_cast<std::size_t>(alignment));
}
void operator delete(void* block) noexcept {
    giveBack(block);
}
void operator delete[](void* block) noexcept {
    giveBack(block);
}
void operator delete(void* block, std::size_t) noexcept {
    giveBack(block);
}
void operator delete[](void* block, std::size_t) noexcept {
    giveBack(block);
}
void operator delete(void* block, std::align_val_t) noexcept {
    giveBack(block);
}
void operator delete[](void* block, std::align_val_t) noexcept {
    giveBack(block);
}
void operator delete(void* block, std::size_t, std::align_val_t) noexcept {
    giveBack(block);
}
void operator delete[](void* block, std::size_t, std::align_val_t) noexcept {
    giveBack(block);
}

#endif

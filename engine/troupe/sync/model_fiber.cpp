#include "troupe/sync/model_fiber.h"

#include <cstdlib>
#include <cstring>

#include <cxxabi.h>
#include <sys/mman.h>

#if defined(__SANITIZE_ADDRESS__)
#define TROUPE_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define TROUPE_ASAN 1
#endif
#endif
#if defined(__SANITIZE_THREAD__)
#define TROUPE_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define TROUPE_TSAN 1
#endif
#endif

#if defined(TROUPE_ASAN)
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif
#if defined(TROUPE_TSAN)
#include <sanitizer/tsan_interface.h>
#endif
#if !defined(__x86_64__)
#include <ucontext.h>
#endif

namespace troupe::inline TROUPE_ABI {
namespace modelling {

namespace {

constexpr std::size_t kStackBytes = 256 * 1024;
constexpr std::size_t kGuardBytes = 4096;

Fiber* g_arriving = nullptr; // the fiber that change() is on its way to
Fiber* g_leaving = nullptr;  // and the one it comes from

std::byte* mapStack() {
    void* memory = mmap(nullptr, kStackBytes, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED || mprotect(memory, kGuardBytes, PROT_NONE) != 0) std::abort();
    return static_cast<std::byte*>(memory);
}

} // namespace

#if defined(__x86_64__)

// Saves what the System V ABI lets a callee keep, stores the stack pointer, takes the other one.
// The flags of the floating-point units are the same on every fiber and are not saved.
extern "C" void troupeModelChangeStack(void** from, void* to);
__asm__(R"(
.text
.p2align 4
.globl troupeModelChangeStack
.type troupeModelChangeStack, @function
troupeModelChangeStack:
    pushq %rbp
    pushq %rbx
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    movq %rsp, (%rdi)
    movq %rsi, %rsp
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %rbx
    popq %rbp
    ret
.size troupeModelChangeStack, .-troupeModelChangeStack
)");

#endif

void fiberStart() {
    Fiber* self = g_arriving;
    Fiber::onArrival();
    self->m_entry();
    std::abort();
}

Fiber::~Fiber() {
    if (m_stack == nullptr) return;
    munmap(m_stack, kStackBytes);
#if defined(TROUPE_TSAN)
    __tsan_destroy_fiber(m_shadow);
#endif
#if !defined(__x86_64__)
    delete static_cast<ucontext_t*>(m_place);
#endif
}

void Fiber::prepare(Entry entry) {
    if (m_stack == nullptr) {
        m_stack = mapStack();
        m_bottom = m_stack;
        m_size = kStackBytes;
    }
#if defined(TROUPE_TSAN)
    // Anew each time: what ran here before never returned from its functions.
    if (m_shadow != nullptr) __tsan_destroy_fiber(m_shadow);
    m_shadow = __tsan_create_fiber(0);
#endif
    m_entry = entry;
    m_caughtExceptions = nullptr;
    m_uncaughtExceptions = 0;
#if defined(TROUPE_ASAN)
    __asan_unpoison_memory_region(m_stack + kGuardBytes, kStackBytes - kGuardBytes);
    m_shadow = nullptr;
#endif
#if defined(__x86_64__)
    // From the top: a zero where a return address would be, 8 bytes off a multiple of 16 as at
    // the start of any function; the address of fiberStart, which the switch returns to; and
    // six registers.
    void** top = reinterpret_cast<void**>(m_stack + kStackBytes) - 3;
    *top = nullptr;
    *--top = reinterpret_cast<void*>(&fiberStart);
    for (int i = 0; i < 6; ++i) *--top = nullptr;
    m_place = top;
#else
    if (m_place == nullptr) m_place = new ucontext_t;
    auto* context = static_cast<ucontext_t*>(m_place);
    getcontext(context);
    context->uc_stack.ss_sp = m_stack;
    context->uc_stack.ss_size = kStackBytes;
    context->uc_link = nullptr;
    makecontext(context, &fiberStart, 0);
#endif
}

/// The first thing on the stack that a change arrives at.
void Fiber::onArrival() {
#if defined(TROUPE_ASAN)
    const void* bottom = nullptr;
    std::size_t size = 0;
    __sanitizer_finish_switch_fiber(g_arriving->m_shadow, &bottom, &size);
    if (g_leaving->m_stack == nullptr) {
        g_leaving->m_bottom = bottom;
        g_leaving->m_size = size;
    }
#endif
}

void Fiber::change(Fiber& from, Fiber& to) {
    static void* const exceptions = abi::__cxa_get_globals();
    std::memcpy(&from.m_caughtExceptions, exceptions, sizeof(void*));
    std::memcpy(&from.m_uncaughtExceptions, static_cast<char*>(exceptions) + sizeof(void*),
                sizeof(unsigned));
    std::memcpy(exceptions, &to.m_caughtExceptions, sizeof(void*));
    std::memcpy(static_cast<char*>(exceptions) + sizeof(void*), &to.m_uncaughtExceptions,
                sizeof(unsigned));
    g_leaving = &from;
    g_arriving = &to;
#if defined(TROUPE_ASAN)
    __sanitizer_start_switch_fiber(&from.m_shadow, to.m_bottom, to.m_size);
#endif
#if defined(TROUPE_TSAN)
    if (from.m_shadow == nullptr) from.m_shadow = __tsan_get_current_fiber();
    __tsan_switch_to_fiber(to.m_shadow, 0);
#endif
#if defined(__x86_64__)
    troupeModelChangeStack(&from.m_place, to.m_place);
#else
    if (from.m_place == nullptr) from.m_place = new ucontext_t;
    swapcontext(static_cast<ucontext_t*>(from.m_place), static_cast<ucontext_t*>(to.m_place));
#endif
    onArrival();
}

} // namespace modelling
} // namespace troupe::inline TROUPE_ABI

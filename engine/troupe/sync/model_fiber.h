#pragma once

// Fibers: the stacks on which the virtual threads of the model run, all on one operating-system
// thread. Used by the model's runtime only.

#include "troupe/sync/abi.h"

#include <cstddef>
#include <cstdint>

namespace troupe::inline TROUPE_ABI {
namespace modelling {

/// A stack with a place to go on from. Its memory is kept from one use to the next.
class Fiber {
public:
    using Entry = void (*)();

    Fiber() = default;
    ~Fiber();
    Fiber(const Fiber&) = delete;
    Fiber& operator=(const Fiber&) = delete;

    /// Makes the next switch to this fiber call `entry`, which must not return. What ran on the
    /// stack before is forgotten without a clean-up.
    void prepare(Entry entry);

    /// Leaves `from`, which keeps its place, and goes on where `to` stands. A Fiber that was
    /// never prepared stands for the stack of the caller.
    static void change(Fiber& from, Fiber& to);

private:
    friend void fiberStart();
    static void onArrival();

    void* m_place = nullptr;      // x86-64: stack pointer; elsewhere: ucontext_t*
    std::byte* m_stack = nullptr; // mapped, a guard page below
    Entry m_entry = nullptr;
    // Exceptions being thrown or handled on this stack, as the C++ runtime keeps them per thread.
    void* m_caughtExceptions = nullptr;
    std::uint64_t m_uncaughtExceptions = 0;
    // For the sanitizers.
    [[maybe_unused]] void* m_shadow = nullptr;
    [[maybe_unused]] const void* m_bottom = nullptr;
    [[maybe_unused]] std::size_t m_size = 0;
};

} // namespace modelling
} // namespace troupe::inline TROUPE_ABI

#pragma once

// The engine's one interface to threads, atomics, locks and clocks. Nothing else in engine/ may
// name std::atomic, std::mutex, std::thread, thread_local or a clock: what does not go through
// here cannot be explored by the core explorer (tests/stress/explore).
//
// Every operation takes a Site last, defaulted to its caller; pass none.

#include "troupe/sync/abi.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace troupe::inline TROUPE_ABI {
namespace sync {

/// Memory order of one operation. House rule: seq_cst unless a comment names the pairing site.
using Order = std::memory_order;
inline constexpr Order relaxed = std::memory_order_relaxed;
inline constexpr Order acquire = std::memory_order_acquire;
inline constexpr Order release = std::memory_order_release;
inline constexpr Order acqRel = std::memory_order_acq_rel;
inline constexpr Order seqCst = std::memory_order_seq_cst;

/// The thread-local pointers of the engine; there are no others. A slot starts as nullptr in
/// every thread.
enum class Slot : std::uint8_t { worker, turn, writer, lab, outside, test, thread };
inline constexpr std::size_t kSlots = 7;

/// No deadline, for parkUntil and waitUntil.
inline constexpr std::int64_t kForever = INT64_MAX;

/// `wait` ns after `from`, which is not negative; at most kForever, and `from` for a negative wait.
constexpr std::int64_t after(std::int64_t from, std::int64_t wait) {
    if (wait <= 0) return from;
    return wait > kForever - from ? kForever : from + wait;
}

/// Longest a waiter may spin before it parks, in ns.
inline constexpr std::int64_t kLongestSpin = 2'000;

/// Bytes between two fields written by different threads.
inline constexpr std::size_t kCacheLine = 64;

/// What fetchAdd and fetchSub take: elements for pointers, T for integers.
template <class T>
using Difference = std::conditional_t<std::is_pointer_v<T>, std::ptrdiff_t, T>;

/// The order of the load that a failed compare-and-swap is.
constexpr Order failOrderOf(Order order) {
    if (order == acqRel) return acquire;
    if (order == release) return relaxed;
    return order;
}

} // namespace sync
} // namespace troupe::inline TROUPE_ABI

#if defined(TROUPE_MODEL)
#include "troupe/sync/model.h"
#else
#include "troupe/sync/real.h"
#endif

#pragma once

// The heap under the explorer: operator new and delete of the whole program are replaced (not
// under AddressSanitizer, which has its own). Within a run freed memory keeps its bytes and its
// address, so that a use of it is noticed; and blocks are counted, so that a leak is.

#include <cstdint>

namespace troupe::explore_heap {

/// Blocks taken minus blocks given back inside runs, since the program began. Always 0 under
/// AddressSanitizer.
std::int64_t balance();

} // namespace troupe::explore_heap

// What the engine keeps for each thread that touches it: memory and a counter for sampling.
#pragma once

#include <cstdint>

#include "troupe/message/block_pool.h"
#include "troupe/sync/sync.h"

namespace troupe::inline TROUPE_ABI {

struct ThreadState {
    BlockCache blocks;
    std::uint32_t sentCount = 0; // of messages sent from outside of turns

    /// One message in 64 from outside is timed, the first of each thread included.
    bool isNextTimed() {
#if defined(TROUPE_MODEL)
        return false; // one state for all runs would make a run depend on those before it
#else
        return (sentCount++ & 63U) == 0;
#endif
    }
};

/// Made at a thread's first use, gone with the thread. Thread: any.
ThreadState& threadState();

inline BlockCache& localBlocks() {
#if !defined(TROUPE_MODEL)
    if (void* known = sync::local(sync::Slot::thread)) [[likely]] {
        return static_cast<ThreadState*>(known)->blocks;
    }
#endif
    return threadState().blocks;
}

} // namespace troupe::TROUPE_ABI

#include "troupe/message/thread_state.h"

#include "troupe/sync/sync.h"

namespace troupe::inline TROUPE_ABI {

#if defined(TROUPE_MODEL)

/// Blocks are plain allocations in the model, so there is nothing to keep apart.
ThreadState& threadState() {
    static ThreadState state;
    return state;
}

#else

ThreadState& threadState() {
    if (void* known = sync::local(sync::Slot::thread)) return *static_cast<ThreadState*>(known);
    auto* fresh = new ThreadState;
    sync::setLocal(sync::Slot::thread, fresh);
    sync::atThreadExit(
        [](void* state) {
            sync::setLocal(sync::Slot::thread, nullptr);
            delete static_cast<ThreadState*>(state);
        },
        fresh);
    return *fresh;
}

#endif

} // namespace troupe::TROUPE_ABI

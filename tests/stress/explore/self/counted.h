#pragma once

// An object that several threads hold and the last one destroys. With planted bugs.

#include "troupe/sync/sync.h"

#include <cstdint>

namespace troupe::inline TROUPE_ABI {
namespace explore::self {

enum class CountedBug : std::uint8_t {
    none,
    relaxedRelease, // the others' writes are not known where it is destroyed
    lookAfter,      // looks at the count again after giving its share away: use after destruction
};

template <CountedBug kBug = CountedBug::none>
class Counted {
public:
    explicit Counted(int holders) : m_holders(holders) {}

    void note(int index, int value) { m_notes[index].write(value); }

    /// Thread: any holder, as its last act.
    void letGo() {
        if constexpr (kBug == CountedBug::relaxedRelease) {
            if (m_holders.fetchSub(1, sync::relaxed) == 1) delete this;
        } else if constexpr (kBug == CountedBug::lookAfter) {
            m_holders.fetchSub(1);
            if (m_holders.load() == 0) delete this;
        } else {
            if (m_holders.fetchSub(1, sync::acqRel) == 1) delete this;
        }
    }

private:
    ~Counted() = default;

    sync::Atomic<int> m_holders;
    sync::Plain<int> m_notes[2];
};

} // namespace explore::self
} // namespace troupe::inline TROUPE_ABI

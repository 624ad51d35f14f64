// The children of one supervisor in their start order.
//
// Used by SupervisorCore only. A quiet child costs 20 bytes, all that its supervisor has of it, so
// that 100,000 of them are cheap; finding one is a binary search, removing one leaves a hole that
// the next additions close. Thread: owner.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "troupe/message/value.h"
#include "troupe/observe/event.h"
#include "troupe/sync/abi.h"

namespace troupe::inline TROUPE_ABI {

/// Where a child stands, seen from its supervisor.
enum class ChildState : std::uint8_t {
    idle,     // the cell is open, nothing runs: the supervisor has not started (again) yet
    queued,   // starts when those before it have started
    starting, // the host was told to start it
    running,
    halting,  // the host was told to end the incarnation; the cell stays open
    stopping, // the host was told to end it for good
    waiting,  // down; starts after its back-off, or with its group
    stopped,  // down for good, until someone says "Start again"
};

/// One entry of the list.
struct Child {
    ActorId id;
    ChildPolicy policy = ChildPolicy::permanent;
    ChildState state = ChildState::idle;
    ExitReason failure = ExitReason::shutdown; // or how it ended, while it is down
    bool hasFailed : 1 = false;                // its incarnation crashed and waits for a directive
    bool isInGroup : 1 = false;                // a group restart is under way and it is part of it
    bool isKilled : 1 = false;                 // the host was told to kill it
    bool isRevivable : 1 = false;              // stopped only because its supervisor stopped
    bool isHole : 1 = false;                   // erased; the id stays, for the order of the index
    void* hostData = nullptr;                  // what the host knows it by
};
static_assert(sizeof(Child) == 8 + sizeof(void*));

class ChildList {
public:
    /// Appends. Closes holes when they are more than half: slots then change, which is told by
    /// the result `true`. Precondition: not in the list.
    bool append(Child child);

    /// Nullptr if there is none. Pointers live until the next append.
    Child* find(ActorId id);
    const Child* find(ActorId id) const;

    void erase(ActorId id);

    /// Slots 0 … slotCount() - 1 are in start order; a hole gives nullptr.
    std::size_t slotCount() const { return m_children.size(); }
    Child* at(std::size_t slot);
    const Child* at(std::size_t slot) const;
    std::size_t slotOf(const Child& child) const;

    std::size_t size() const { return m_children.size() - m_holes; }

private:
    static constexpr std::size_t kNowhere = SIZE_MAX;

    // A place is a position in m_slotsById.
    bool isAt(std::size_t place, ActorId id) const;
    std::size_t lowerBound(ActorId id) const;
    std::size_t findSlot(ActorId id) const; // or kNowhere
    void closeHoles();

    std::vector<Child> m_children;          // in start order, with holes
    std::vector<std::uint32_t> m_slotsById; // the latest slot of every id, holes too
    std::size_t m_holes = 0;
    // Place found last: a child is looked up several times in a row, then the next one.
    mutable std::size_t m_latest = 0;
};

} // namespace troupe::TROUPE_ABI

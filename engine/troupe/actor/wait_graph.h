// Who waits for whom: one edge at most from each actor, so a cycle is found by following it.
//
// An edge goes in before its wait begins and the cycle is looked for at that moment: a deadlock
// is known when it closes, to the one who closed it. See decisions.md 14. Thread: any.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "troupe/message/value.h"
#include "troupe/sync/sync.h"

namespace troupe::inline TROUPE_ABI {

class Cell;

/// Actors that wait for each other; empty: none do.
struct WaitCycle {
    std::vector<ActorId> members;
    std::int64_t endsAt = 0; // the earliest of their deadlines, ns; sync::kForever: it has none
};

class WaitGraph {
public:
    /// `from` waits for `to`, at most `until`; `token` tells this wait from its other ones. The
    /// cycle that this closes, `from` first.
    WaitCycle insert(Cell& from, Cell& to, const void* token, std::int64_t until);
    /// The wait `token` of `from` is for `to` from now on, if it has not ended.
    WaitCycle redirect(Cell& from, Cell& to, const void* token);
    /// Only if it is this that `from` waits for: it may wait for something else by now.
    void remove(Cell& from, const void* token);

    /// Remembers that `from` asked `to`. The actors of a cycle that the history now has and had
    /// not before, else empty: it could deadlock in another order. At most 65,536 pairs are
    /// remembered; later ones are not looked at.
    std::vector<ActorId> noteAsked(ActorId from, ActorId to);

private:
    static WaitCycle cycleFrom(Cell& from);

    sync::Mutex m_mutex;
    sync::Mutex m_historyMutex;
    std::map<std::uint32_t, std::set<std::uint32_t>> m_history;
    std::size_t m_pairs = 0;
};

} // namespace troupe::TROUPE_ABI

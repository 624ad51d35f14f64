#include "troupe/actor/wait_graph.h"

#include <algorithm>
#include <mutex>

#include "troupe/actor/cell.h"
#include "troupe/actor/cell_extra.h"

namespace troupe::inline TROUPE_ABI {

namespace {
constexpr std::size_t kMostPairs = 65'536;
}

WaitCycle WaitGraph::insert(Cell& from, Cell& to, const void* token, std::int64_t until) {
    const std::scoped_lock lock(m_mutex);
    CellExtra& more = *from.extraIfAny();
    from.m_waitsFor = &to;
    more.waitToken = token;
    more.waitsUntil = until;
    return cycleFrom(from);
}

WaitCycle WaitGraph::redirect(Cell& from, Cell& to, const void* token) {
    const std::scoped_lock lock(m_mutex);
    const CellExtra* more = from.extraIfAny();
    if (!from.m_waitsFor || !more || more->waitToken != token) return {};
    from.m_waitsFor = &to;
    return cycleFrom(from);
}

/// Under the lock. The cycle that `from` stands in, if it does.
WaitCycle WaitGraph::cycleFrom(Cell& from) {
    // `slow` goes half as fast: they meet in a cycle that was reported before and is not ours
    Cell* at = from.m_waitsFor;
    Cell* slow = at;
    for (bool isOdd = false; at && at != &from; isOdd = !isOdd) {
        at = at->m_waitsFor;
        if (isOdd) slow = slow->m_waitsFor;
        if (at == slow && at != &from) return {};
    }
    if (!at) return {};
    WaitCycle cycle{{}, sync::kForever};
    do {
        cycle.members.push_back(at->id());
        cycle.endsAt = std::min(cycle.endsAt, at->extraIfAny()->waitsUntil);
        at = at->m_waitsFor;
    } while (at != &from);
    return cycle;
}

void WaitGraph::remove(Cell& from, const void* token) {
    const std::scoped_lock lock(m_mutex);
    const CellExtra* more = from.extraIfAny();
    if (more && more->waitToken == token) from.m_waitsFor = nullptr;
}

std::vector<ActorId> WaitGraph::noteAsked(ActorId from, ActorId to) {
    const std::scoped_lock lock(m_historyMutex);
    if (m_pairs >= kMostPairs || !m_history[from.number].insert(to.number).second) return {};
    ++m_pairs;
    // depth first from `to`: a path back to `from` closes a cycle with the new edge
    std::map<std::uint32_t, std::uint32_t> cameFrom{{to.number, 0}};
    std::vector<std::uint32_t> open{to.number};
    while (!open.empty()) {
        const std::uint32_t at = open.back();
        open.pop_back();
        if (at == from.number) {
            std::vector<ActorId> cycle;
            for (std::uint32_t n = at; n != 0; n = cameFrom[n]) {
                cycle.insert(cycle.begin(), ActorId{n});
                if (n == to.number) break;
            }
            cycle.insert(cycle.begin(), cycle.back());
            cycle.pop_back();
            return cycle;
        }
        for (const std::uint32_t next : m_history[at]) {
            if (cameFrom.emplace(next, at).second) open.push_back(next);
        }
    }
    return {};
}

} // namespace troupe::TROUPE_ABI

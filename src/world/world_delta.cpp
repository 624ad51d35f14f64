#include "world/world_delta.h"

#include <algorithm>

namespace troupe::core {

ActorChanges WorldDelta::changesOf(ActorId id) const {
    if (id.number >= m_placeOf.size() || m_placeOf[id.number] == 0) return 0;
    return m_actors[m_placeOf[id.number] - 1].changes;
}

bool WorldDelta::isEmpty() const {
    return firstEvent == 0 && m_actors.empty() && !isReset && !isStructureChanged &&
           !areDeadLettersChanged && !areProblemsChanged && !isResolutionChanged;
}

void WorldDelta::mark(ActorId id, ActorChanges changes) {
    if (id.number >= m_placeOf.size()) m_placeOf.resize(id.number + 1, 0);
    std::uint32_t& place = m_placeOf[id.number];
    if (place == 0) {
        m_actors.push_back({id, 0});
        place = static_cast<std::uint32_t>(m_actors.size());
    }
    ActorChanges& all = m_actors[place - 1].changes;
    all = static_cast<ActorChanges>(all | changes);
}

void WorldDelta::mark(const EdgeKey& edge) {
    if (m_areAllEdges) return;
    if (m_edges.size() >= kMostEdges) {
        m_areAllEdges = true;
        m_edges.clear();
        m_markedEdges.clear();
        return;
    }
    if (m_markedEdges.insert(edge).second) m_edges.push_back(edge);
}

void WorldDelta::clear() {
    for (const Actor& actor : m_actors) m_placeOf[actor.id.number] = 0;
    m_actors.clear();
    m_edges.clear();
    m_markedEdges.clear();
    m_areAllEdges = false;
    firstEvent = lastEvent = 0;
    isReset = isStructureChanged = areDeadLettersChanged = areProblemsChanged = false;
    isTimeChanged = isResolutionChanged = false;
}

} // namespace troupe::core

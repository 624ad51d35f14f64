#include "troupe/supervision/child_list.h"

#include <algorithm>

namespace troupe::inline TROUPE_ABI {

bool ChildList::append(Child child) {
    const bool closesHoles = m_holes > m_children.size() / 2;
    if (closesHoles) {
        closeHoles();
    }
    const Place entry{child.id.number, static_cast<std::uint32_t>(m_children.size())};
    const auto place = lowerBound(child.id);
    if (place != m_places.end() && place->id == entry.id) {
        m_places[static_cast<std::size_t>(place - m_places.begin())] = entry; // it was here before
    } else {
        m_places.insert(place, entry); // ids mostly ascend, so this is mostly an append too
    }
    m_children.push_back(child);
    return closesHoles;
}

Child* ChildList::find(ActorId id) {
    const std::size_t place = placeOf(id);
    return place < m_places.size() ? &m_children[m_places[place].slot] : nullptr;
}

const Child* ChildList::find(ActorId id) const {
    const std::size_t place = placeOf(id);
    return place < m_places.size() ? &m_children[m_places[place].slot] : nullptr;
}

void ChildList::erase(ActorId id) {
    const std::size_t place = placeOf(id);
    if (place == m_places.size()) {
        return;
    }
    m_children[m_places[place].slot] = Child{};
    ++m_holes;
}

Child* ChildList::at(std::size_t slot) {
    return m_children[slot].id ? &m_children[slot] : nullptr;
}

const Child* ChildList::at(std::size_t slot) const {
    return m_children[slot].id ? &m_children[slot] : nullptr;
}

std::size_t ChildList::slotOf(const Child& child) const {
    return static_cast<std::size_t>(&child - m_children.data());
}

std::vector<ChildList::Place>::const_iterator ChildList::lowerBound(ActorId id) const {
    if (m_places.empty() || m_places.back().id < id.number) return m_places.end(); // most new ones
    return std::lower_bound(
        m_places.begin(), m_places.end(), id.number,
        [](const Place& place, std::uint32_t number) { return place.id < number; });
}

std::size_t ChildList::placeOf(ActorId id) const {
    const auto isAt = [&](std::size_t place) {
        return place < m_places.size() && m_places[place].id == id.number;
    };
    std::size_t place = isAt(m_latest) ? m_latest : m_latest + 1;
    if (!isAt(place)) place = static_cast<std::size_t>(lowerBound(id) - m_places.begin());
    const bool isFound = id && isAt(place) && m_children[m_places[place].slot].id == id;
    if (!isFound) return m_places.size();
    m_latest = place;
    return place;
}

void ChildList::closeHoles() {
    std::erase_if(m_places,
                  [&](const Place& place) { return m_children[place.slot].id.number != place.id; });
    std::erase_if(m_children, [](const Child& child) { return !child.id; });
    m_holes = 0;
    for (std::uint32_t slot = 0; slot < m_children.size(); ++slot) {
        const auto place = lowerBound(m_children[slot].id);
        m_places[static_cast<std::size_t>(place - m_places.begin())].slot = slot;
    }
}

} // namespace troupe::TROUPE_ABI

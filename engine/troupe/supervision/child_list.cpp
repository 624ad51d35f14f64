#include "troupe/supervision/child_list.h"

#include <algorithm>
#include <numeric>

namespace troupe::inline TROUPE_ABI {

bool ChildList::append(Child child) {
    const bool closesHoles = m_holes > m_children.size() / 2;
    if (closesHoles) {
        closeHoles();
    }
    const auto slot = static_cast<std::uint32_t>(m_children.size());
    const std::size_t place = lowerBound(child.id);
    if (isAt(place, child.id)) {
        m_slotsById[place] = slot; // it was here before
    } else {
        // ids mostly ascend, so this is mostly an append too
        m_slotsById.insert(m_slotsById.begin() + static_cast<std::ptrdiff_t>(place), slot);
    }
    m_children.push_back(child);
    return closesHoles;
}

Child* ChildList::find(ActorId id) {
    const std::size_t slot = findSlot(id);
    return slot != kNowhere ? &m_children[slot] : nullptr;
}

const Child* ChildList::find(ActorId id) const {
    const std::size_t slot = findSlot(id);
    return slot != kNowhere ? &m_children[slot] : nullptr;
}

void ChildList::erase(ActorId id) {
    const std::size_t slot = findSlot(id);
    if (slot == kNowhere) {
        return;
    }
    m_children[slot] = {.id = id, .isHole = true};
    ++m_holes;
}

Child* ChildList::at(std::size_t slot) {
    return m_children[slot].isHole ? nullptr : &m_children[slot];
}

const Child* ChildList::at(std::size_t slot) const {
    return m_children[slot].isHole ? nullptr : &m_children[slot];
}

std::size_t ChildList::slotOf(const Child& child) const {
    return static_cast<std::size_t>(&child - m_children.data());
}

bool ChildList::isAt(std::size_t place, ActorId id) const {
    return place < m_slotsById.size() && m_children[m_slotsById[place]].id == id;
}

std::size_t ChildList::lowerBound(ActorId id) const {
    const auto isBefore = [&](std::uint32_t slot, ActorId wanted) {
        return m_children[slot].id < wanted;
    };
    if (m_slotsById.empty() || isBefore(m_slotsById.back(), id)) return m_slotsById.size();
    const auto at = std::lower_bound(m_slotsById.begin(), m_slotsById.end(), id, isBefore);
    return static_cast<std::size_t>(at - m_slotsById.begin());
}

std::size_t ChildList::findSlot(ActorId id) const {
    if (!id) return kNowhere; // nobody is often looked for
    std::size_t place = isAt(m_latest, id) ? m_latest : m_latest + 1;
    if (!isAt(place, id)) place = lowerBound(id);
    if (!isAt(place, id)) return kNowhere;
    const std::uint32_t slot = m_slotsById[place];
    if (m_children[slot].isHole) return kNowhere;
    m_latest = place;
    return slot;
}

void ChildList::closeHoles() {
    std::erase_if(m_children, [](const Child& child) { return child.isHole; });
    m_holes = 0;
    m_slotsById.resize(m_children.size());
    std::iota(m_slotsById.begin(), m_slotsById.end(), 0U);
    std::sort(m_slotsById.begin(), m_slotsById.end(), [&](std::uint32_t a, std::uint32_t b) {
        return m_children[a].id < m_children[b].id;
    });
}

} // namespace troupe::TROUPE_ABI

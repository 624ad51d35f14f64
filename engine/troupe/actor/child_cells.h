// The cells of a supervisor's children by number.
//
// 12 bytes a child, so that 100,000 of them are cheap: numbers mostly ascend, so adding is mostly
// appending, finding is a binary search, and erasing leaves a hole that later additions close.
// Thread: owner.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "troupe/sync/abi.h"

namespace troupe::inline TROUPE_ABI {

class Cell;

class ChildCells {
public:
    /// False: it is there already.
    bool insert(std::uint32_t id, Cell* cell) {
        if (m_holes > m_ids.size() / 2) closeHoles();
        const std::size_t place = placeOf(id);
        if (place < m_ids.size() && m_ids[place] == id) {
            if (m_cells[place]) return false;
            m_cells[place] = cell;
            --m_holes;
            return true;
        }
        m_ids.insert(m_ids.begin() + static_cast<std::ptrdiff_t>(place), id);
        m_cells.insert(m_cells.begin() + static_cast<std::ptrdiff_t>(place), cell);
        return true;
    }

    /// Null: not there.
    Cell* find(std::uint32_t id) const {
        const std::size_t place = placeOf(id);
        return place < m_ids.size() && m_ids[place] == id ? m_cells[place] : nullptr;
    }

    /// Precondition: it is there.
    void erase(std::uint32_t id) {
        m_cells[placeOf(id)] = nullptr;
        ++m_holes;
    }

    bool empty() const { return m_holes == m_ids.size(); }

    /// By number; this is empty afterwards.
    std::vector<Cell*> takeAll() {
        std::vector<Cell*> all;
        all.swap(m_cells);
        std::erase(all, nullptr);
        m_ids.clear();
        m_holes = 0;
        return all;
    }

private:
    std::size_t placeOf(std::uint32_t id) const {
        if (m_ids.empty() || m_ids.back() < id) return m_ids.size();
        const auto isAt = [&](std::size_t place) {
            return place < m_ids.size() && m_ids[place] == id;
        };
        if (isAt(m_latest)) return m_latest;
        if (isAt(m_latest + 1)) return ++m_latest;
        m_latest = static_cast<std::size_t>(std::lower_bound(m_ids.begin(), m_ids.end(), id) -
                                            m_ids.begin());
        return m_latest;
    }

    void closeHoles() {
        std::size_t to = 0;
        for (std::size_t from = 0; from < m_ids.size(); ++from) {
            if (!m_cells[from]) continue;
            m_ids[to] = m_ids[from];
            m_cells[to++] = m_cells[from];
        }
        m_ids.resize(to);
        m_cells.resize(to);
        m_holes = 0;
    }

    std::vector<std::uint32_t> m_ids; // ascending
    std::vector<Cell*> m_cells;       // null: a hole
    std::size_t m_holes = 0;
    // Place found last: a child is looked up several times in a row, then the next one.
    mutable std::size_t m_latest = 0;
};

} // namespace troupe::TROUPE_ABI

#include "troupe/actor/cell_table.h"

#include <mutex>

#include "troupe/actor/cell.h"
#include "troupe/actor/system.h"
#include "troupe/lab/lab.h"

namespace troupe::inline TROUPE_ABI {

namespace {

sync::Mutex g_tables;

} // namespace

CellTable::CellTable() = default;
CellTable::~CellTable() = default;

ActorId CellTable::reserve() {
    std::uint32_t last = m_last.load(sync::relaxed);
    do {
        if (last == UINT32_MAX) return {};
    } while (!m_last.compareExchangeWeak(last, last + 1, sync::relaxed));
    return ActorId{last + 1};
}

void CellTable::put(ActorId id, Cell* cell) {
    const std::size_t chunk = id.number / kChunk;
    const std::scoped_lock lock(g_tables);
    if (chunk >= m_chunks.size()) m_chunks.resize(chunk + 1);
    if (!m_chunks[chunk]) m_chunks[chunk] = std::make_unique<Chunk>();
    m_chunks[chunk]->cells[id.number % kChunk] = cell;
    ++m_chunks[chunk]->used;
    m_live.store(m_live.load(sync::relaxed) + 1, sync::relaxed);
}

void CellTable::letGo(Cell& cell) {
    Lab* lab = nullptr;
    {
        const std::scoped_lock lock(g_tables);
        if (cell.isOrphan()) return;
        lab = cell.system().lab();
        cell.system().cells().remove(cell.id());
    }
    if (lab) lab->forget(cell); // it may let others go; there is one thread
}

/// Under the lock.
void CellTable::remove(ActorId id) {
    const std::size_t chunk = id.number / kChunk;
    m_chunks[chunk]->cells[id.number % kChunk] = nullptr;
    if (--m_chunks[chunk]->used == 0 && chunk != m_last.load(sync::relaxed) / kChunk)
        m_chunks[chunk].reset();
    m_live.store(m_live.load(sync::relaxed) - 1, sync::relaxed);
}

Cell* CellTable::find(ActorId id) const {
    const std::size_t chunk = id.number / kChunk;
    const std::scoped_lock lock(g_tables);
    if (chunk >= m_chunks.size() || !m_chunks[chunk]) return nullptr;
    Cell* cell = m_chunks[chunk]->cells[id.number % kChunk];
    return cell && cell->tryRef() ? cell : nullptr;
}

void CellTable::orphanAll() {
    const std::scoped_lock lock(g_tables);
    for (const auto& chunk : m_chunks) {
        if (!chunk) continue;
        for (Cell* cell : chunk->cells) {
            if (cell) cell->orphan();
        }
    }
}

std::vector<Cell*> CellTable::all() const {
    std::vector<Cell*> cells;
    const std::scoped_lock lock(g_tables);
    for (const auto& chunk : m_chunks) {
        if (!chunk) continue;
        for (Cell* cell : chunk->cells) {
            if (cell && cell->tryRef()) cells.push_back(cell);
        }
    }
    return cells;
}

} // namespace troupe::TROUPE_ABI

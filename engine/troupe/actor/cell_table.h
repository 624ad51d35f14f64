// All cells of a System by number, while they are in memory.
//
// Numbers are given in order and never used again; chunks of 1,024 places go when their last
// cell has gone. All tables of a process share one lock: a reference may keep a cell longer than
// its System, and whoever lets the last one go may do so while that ends. Thread: any.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "troupe/message/value.h"
#include "troupe/sync/sync.h"

namespace troupe::inline TROUPE_ABI {

class Cell;

class CellTable {
public:
    CellTable();
    ~CellTable();

    /// The next number; 0 once 2^32 - 1 were given.
    ActorId reserve();
    void put(ActorId id, Cell* cell);
    /// Its memory is about to go; it leaves the table of its System, if that is there still.
    static void letGo(Cell& cell);
    /// With a reference for the caller; null when it has gone.
    Cell* find(ActorId id) const;
    /// All there are, each with a reference for the caller, by number.
    std::vector<Cell*> all() const;

    /// The System ends: cells that references still keep do not look here any more.
    void orphanAll();

    std::size_t liveCount() const { return m_live.load(sync::relaxed); }

private:
    static constexpr std::uint32_t kChunk = 1024;
    struct Chunk {
        std::array<Cell*, kChunk> cells{};
        std::uint32_t used = 0;
    };

    void remove(ActorId id);

    std::vector<std::unique_ptr<Chunk>> m_chunks;
    sync::Atomic<std::uint32_t> m_last{0};
    sync::Atomic<std::size_t> m_live{0};
};

} // namespace troupe::TROUPE_ABI

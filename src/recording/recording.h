// The events of a run, in memory, within a budget of bytes; when it is full the oldest go, visibly.
//
// Append-only: an event never changes its seq. Kept in blocks; a whole block is dropped at a time.
// Thread: gui.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <vector>

#include "recording/recorded_event.h"
#include "recording/schema.h"

namespace troupe::core {

class Recording {
public:
    static constexpr std::size_t kDefaultBytes = std::size_t{256} << 20;
    static constexpr std::size_t kLeastBytes = std::size_t{1} << 20;

    explicit Recording(std::shared_ptr<Schema> schema, std::size_t byteBudget = kDefaultBytes);

    /// Appends and returns the event as it is kept. `payload` is copied; it is the engine's whole
    /// payload, also when it fits into the header. Past the budget the oldest block goes.
    RecordedEvent append(const Event& header, std::span<const std::uint8_t> payload);

    /// The event at `seq`, or nothing if it was dropped or has not happened.
    bool has(Seq seq) const { return seq >= firstSeq() && seq <= lastSeq() && seq != 0; }
    /// Only if has(seq).
    RecordedEvent at(Seq seq) const;

    /// Oldest that is kept, and newest; both 0 while empty.
    Seq firstSeq() const { return m_blocks.empty() ? 0 : m_blocks.front()->first; }
    Seq lastSeq() const { return m_last; }
    std::uint64_t count() const { return m_last == 0 ? 0 : m_last - firstSeq() + 1; }
    /// Events that no longer fit.
    std::uint64_t dropped() const { return m_dropped; }
    bool isComplete() const { return m_dropped == 0; }
    std::size_t bytes() const { return m_bytes; }
    std::size_t byteBudget() const { return m_budget; }

    Schema& schema() { return *m_schema; }
    const Schema& schema() const { return *m_schema; }
    std::shared_ptr<const Schema> sharedSchema() const { return m_schema; }

private:
    static constexpr std::size_t kEventsInBlock = 4096;

    struct Block {
        Seq first = 0;
        std::vector<Event> headers;
        std::vector<std::uint32_t> ends; // of the long payloads, in `bytes`
        std::vector<std::uint8_t> bytes;

        std::size_t size() const;
    };

    Block& blockForOneMore();
    void dropOverBudget();

    std::shared_ptr<Schema> m_schema;
    std::size_t m_budget;
    std::deque<std::unique_ptr<Block>> m_blocks;
    std::size_t m_bytes = 0;
    Seq m_last = 0;
    std::uint64_t m_dropped = 0;
};

} // namespace troupe::core

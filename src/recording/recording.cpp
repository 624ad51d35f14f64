#include "recording/recording.h"

#include <algorithm>
#include <cstring>

namespace troupe::core {

Recording::Recording(std::shared_ptr<Schema> schema, std::size_t byteBudget)
    : m_schema(std::move(schema)), m_budget(std::max(byteBudget, kLeastBytes)) {}

std::size_t Recording::Block::size() const {
    return sizeof(Block) + headers.capacity() * sizeof(Event) +
           ends.capacity() * sizeof(std::uint32_t) + bytes.capacity();
}

RecordedEvent Recording::append(const Event& header, std::span<const std::uint8_t> payload) {
    Block& block = blockForOneMore();
    const std::size_t before = block.size();
    block.headers.push_back(header);
    // short payloads stay in the header; only longer ones take bytes of their own
    if (payload.size() > sizeof header.payload) {
        block.bytes.insert(block.bytes.end(), payload.begin(), payload.end());
    } else {
        Event& kept = block.headers.back();
        if (!payload.empty()) std::memcpy(kept.payload, payload.data(), payload.size());
        kept.payloadSize = static_cast<std::uint8_t>(payload.size());
        kept.flags = static_cast<std::uint8_t>(kept.flags & ~unsigned{kFlagLong});
    }
    block.ends.push_back(static_cast<std::uint32_t>(block.bytes.size()));
    m_bytes += block.size() - before;
    ++m_last;
    dropOverBudget();
    return at(m_last);
}

RecordedEvent Recording::at(Seq seq) const {
    const auto after = std::upper_bound(
        m_blocks.begin(), m_blocks.end(), seq,
        [](Seq wanted, const std::unique_ptr<Block>& block) { return wanted < block->first; });
    const Block& block = **std::prev(after);
    const auto place = static_cast<std::size_t>(seq - block.first);
    const Event& header = block.headers[place];
    const std::uint32_t begin = place == 0 ? 0 : block.ends[place - 1];
    const std::uint32_t end = block.ends[place];
    if (end > begin) return {seq, header, {block.bytes.data() + begin, end - begin}};
    return {seq, header, {header.payload, header.payloadSize}};
}

Recording::Block& Recording::blockForOneMore() {
    const bool isFull = m_blocks.empty() || m_blocks.back()->headers.size() >= kEventsInBlock ||
                        m_blocks.back()->bytes.size() >= kLeastBytes / 4;
    if (isFull) {
        auto block = std::make_unique<Block>();
        block->first = m_last + 1;
        block->headers.reserve(kEventsInBlock);
        block->ends.reserve(kEventsInBlock);
        m_bytes += block->size();
        m_blocks.push_back(std::move(block));
    }
    return *m_blocks.back();
}

void Recording::dropOverBudget() {
    while (m_bytes > m_budget && m_blocks.size() > 1) {
        m_bytes -= m_blocks.front()->size();
        m_dropped += m_blocks.front()->headers.size();
        m_blocks.pop_front();
    }
}

} // namespace troupe::core

// A run on disk: *.troupe-run. The scenario it began with, what its numbers mean, all its events.
//
// Layout (docs/format.md, "Run files"): a line of eight bytes, then blocks. Each block has a kind, a
// length and a checksum, so that a file that was cut off gives every whole block before the cut.
// Events are compressed block by block; what repeats (names of types and fields) stands once, in
// the schema. Files are at most 256 MiB and are read block by block. Thread: any.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "document/document.h"
#include "recording/recording.h"
#include "text/expected.h"

namespace troupe::core {

inline constexpr std::size_t kMostRunFileBytes = std::size_t{256} << 20;
inline constexpr std::int64_t kRunFileVersion = 1;

/// What a run was, beside its events.
struct RunHeader {
    Document document;
    std::string mode = "live"; // or "lab"
    std::uint64_t seed = 1;
    std::int64_t workers = 0;
    std::uint64_t dropped = 0; // events before the first one here

    bool operator==(const RunHeader&) const = default;
};

/// Reads a run file from its beginning; each call takes one step.
class RunFileReader {
public:
    /// `name` stands in errors. `bytes` must outlive the reader.
    static Expected<RunFileReader> open(std::string_view bytes, std::string_view name);

    const RunHeader& header() const { return m_header; }
    /// Explains the events; complete before the first of them.
    std::shared_ptr<Schema> schema() const { return m_schema; }

    /// Takes the next block of events; `take` gets each. False: there are no more.
    using Take = std::function<void(const Event&, std::span<const std::uint8_t>)>;
    Expected<bool> next(const Take& take);

    /// Share of the file that has been read, 0 to 1.
    double progress() const;
    /// The file ends before its end mark: it was cut off, or never finished.
    bool isTruncated() const { return m_isTruncated; }

private:
    RunFileReader(std::string_view bytes, std::string_view name);

    struct Block {
        char kind = 0;
        std::string_view payload{};
        std::size_t at = 0;
    };
    /// Nothing: the end, or a block that is not whole.
    Expected<std::optional<Block>> nextBlock();
    Expected<void> readHeader(const Block& block);
    Expected<void> readSchema(const Block& block);
    Expected<void> readEvents(const Block& block, const Take& take);
    Error broken(std::string_view what, std::size_t at) const;

    std::string_view m_bytes;
    std::string m_name;
    std::size_t m_at = 0;
    RunHeader m_header;
    std::shared_ptr<Schema> m_schema;
    std::uint64_t m_lastStamp = 0;
    bool m_hasEnded = false;
    bool m_isTruncated = false;
};

/// The bytes of a run file. An Error if they would be more than kMostRunFileBytes.
Expected<std::string> writeRun(const RunHeader& header, const Recording& recording);

} // namespace troupe::core

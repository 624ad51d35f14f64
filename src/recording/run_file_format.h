// What reading and writing of run files share. Internal to src/recording.
#pragma once

#include <string>
#include <string_view>

#include "recording/run_file.h"

namespace troupe::core {

inline constexpr std::string_view kRunFileMagic = "TROUPE1\n";
inline constexpr char kHeaderBlock = 'H';
inline constexpr char kSchemaBlock = 'S';
inline constexpr char kEventsBlock = 'E';
inline constexpr char kEndBlock = 'Z';
inline constexpr std::size_t kBlockHead = 9; // kind, length, checksum
inline constexpr std::size_t kMostBlockBytes = std::size_t{16} << 20;
inline constexpr std::uint64_t kMostEventBytes = std::uint64_t{4} << 20; // of a block, unpacked
inline constexpr std::uint64_t kMostRatio = 200; // of bytes unpacked to packed

std::uint32_t checksumOf(char kind, std::string_view payload);
/// "int", "list<string>" …: the shape as scenarios spell it.
std::string spellingOf(const FieldShape* shape);

} // namespace troupe::core

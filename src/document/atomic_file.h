// Saving so that a file is the whole old one or the whole new one, whatever happens on the way.
//
// A temporary file in the same folder, written in a loop, synchronised, renamed over the target, and
// the folder synchronised: every return is checked (POSIX; LWN "Ext4 and data loss"). A symbolic
// link is followed; the mode of an existing file is kept. Thread: any; may wait for the disk.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "text/expected.h"

namespace troupe::core {

/// On an Error the target is as it was, and no temporary file is left.
Expected<void> writeFileAtomically(const std::filesystem::path& path, std::string_view bytes);

/// The whole file; an Error if it is longer than `limit` bytes (nothing more than that is read).
Expected<std::string> readWholeFile(const std::filesystem::path& path, std::size_t limit);

} // namespace troupe::core

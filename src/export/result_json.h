// What `run --json` prints: the end of a run as JSON (decisions.md 39, docs/format.md). Thread: gui.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "session/session.h"

namespace troupe::core {

/// Why a run was ended.
enum class RunEnd : std::uint8_t { quiet, time, error };
const char* toString(RunEnd v);

/// `ended`: toString(RunEnd), or "file", "truncated", "schedule" of a replay.
std::string resultJson(const Session& session, std::string_view ended);

} // namespace troupe::core

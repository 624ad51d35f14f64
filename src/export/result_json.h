// What `run --json` prints: the end of a run as JSON (decisions.md 39, docs/format.md). Thread: gui.
#pragma once

#include <string>
#include <vector>

#include "session/session.h"

namespace troupe::core {

/// Why a run was ended.
enum class RunEnd : std::uint8_t { quiet, time, error };
const char* toString(RunEnd v);

/// `workers`: of the engine that ran.
std::string resultJson(const Session& session, RunEnd end);

} // namespace troupe::core

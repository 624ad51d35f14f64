#pragma once

// When the code under a run dies (a null read, abort, endless loop without a decision point),
// the schedule so far is printed as a line that repeats it, and the process ends.

#include "troupe/sync/abi.h"

#include <string_view>

namespace troupe::inline TROUPE_ABI {
namespace explore::crash {

/// Exit code of a process that died so.
inline constexpr int kExitCode = 70;

/// Installs the handlers, once. Lines begin with `prefix` and go to `descriptor`.
void install(int descriptor, std::string_view mutant);

/// Names the scenario of the runs that follow and grants them 20 s of processor time.
void enter(std::string_view scenario);

} // namespace explore::crash
} // namespace troupe::inline TROUPE_ABI

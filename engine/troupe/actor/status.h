// Where a cell stands, and who sends.
#pragma once

#include <cstdint>

#include "troupe/sync/abi.h"

namespace troupe::inline TROUPE_ABI {

class Cell;
class Runner;

enum class Status : std::uint8_t {
    created,    // waits for its supervisor's word to start
    running,    // has an incarnation
    crashed,    // its incarnation failed; waits for the supervisor's decision
    restarting, // its incarnation is gone; a new one will be started
    stopping,   // finishes: drain, or the current message
    stopped,
};
const char* toString(Status status);

/// Who sends: an actor in its turn, or the outside (both null).
struct Sender {
    Runner* runner = nullptr;
    Cell* cell = nullptr;
};

} // namespace troupe::TROUPE_ABI

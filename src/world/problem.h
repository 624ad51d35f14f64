// Something in a run that a person should look at: the rows of the Problems list. Thread: gui.
#pragma once

#include <cstdint>
#include <vector>

#include "recording/recorded_event.h"
#include "text/text.h"
#include "troupe/message/value.h"

namespace troupe::core {

enum class ProblemKind : std::uint8_t {
    crash,         // a handler threw
    budget,        // a supervisor is near or over its restart budget
    deadlock,      // a cycle of waiting closed
    couldDeadlock, // a cycle in who asked whom
    stuck,         // a handler does not return
    overflow,      // a mailbox refused or dropped
    lostEvents,    // a gap in the stream
    wiring,        // a required port has no link
};
const char* toString(ProblemKind v);

struct Problem {
    ProblemKind kind = ProblemKind::crash;
    Seq seq = 0;             // the event that told; 0: known before the run
    std::uint64_t stamp = 0; // ns
    ActorId actor{};
    std::vector<ActorId> involved{}; // the cycle, in order
    Text text{};
    std::int64_t count = 1; // repeated for the same actor and kind
    bool isWarning = false;
};

} // namespace troupe::core

#pragma once

// "bare", second part: the run queue of one thread alone, without any atomic. Creation and memory
// are measured with it: the least that an actor with a mailbox can be.

#include "workload.h"

namespace troupe::bench {

void runCreateAlone(const Figures& figures);
void runIdleAlone(const Figures& figures, std::int64_t count);

} // namespace troupe::bench

#pragma once

// Prints what engine_bench measured: as CSV for programs, as one table for people.

#include "bench_plan.h"
#include "samples.h"

#include <string>
#include <vector>

namespace troupe::bench {

/// What ran: a report shows these columns and rows.
struct Selection {
    std::vector<System> systems;
    std::vector<Workload> workloads;
    int rounds = 5;
};

/// `system,workload,metric,min,median,max,rounds` lines under that header.
std::string csvReport(const Selection& selection, const Samples& samples);

/// Rows are workloads, columns the budget and each system's median with its spread; then the ratio
/// of troupe to the fastest peer, and what metrics and trace cost.
std::string tableReport(const Selection& selection, const Samples& samples);

} // namespace troupe::bench

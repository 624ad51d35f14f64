#pragma once

// What the rounds have measured, and its median and spread.

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace troupe::bench {

struct Summary {
    double min = 0;
    double median = 0;
    double max = 0;
    std::size_t rounds = 0; // 0: not measured
};

class Samples {
public:
    /// Adds the `system,workload,metric,value` lines that a program printed. An error names the
    /// line that is none, or says that there was no figure of this system and workload; then
    /// nothing was added. Empty: all is well.
    std::string add(const std::string& system, const std::string& workload,
                    std::string_view output);

    /// Forgets a workload of a system: one wrong round makes its other figures worthless.
    void forget(const std::string& system, const std::string& workload);

    Summary summary(const std::string& system, const std::string& workload,
                    const std::string& metric) const;

    /// Metrics that a system has printed for a workload, by name.
    std::vector<std::string> metrics(const std::string& system, const std::string& workload) const;

private:
    using Metrics = std::map<std::string, std::vector<double>>;
    std::map<std::pair<std::string, std::string>, Metrics> m_metrics;
};

} // namespace troupe::bench

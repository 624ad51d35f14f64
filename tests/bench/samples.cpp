#include "samples.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace troupe::bench {
namespace {

struct Figure {
    std::string metric;
    double value = 0;
};

std::optional<Figure> parse(std::string_view line, std::string_view prefix) {
    if (line.substr(0, prefix.size()) != prefix) return {};
    line.remove_prefix(prefix.size());
    const std::size_t comma = line.find(',');
    if (comma == std::string_view::npos) return {};
    Figure figure{std::string(line.substr(0, comma)), 0};
    const std::string_view number = line.substr(comma + 1);
    const char* end = number.data() + number.size();
    const auto [stop, error] = std::from_chars(number.data(), end, figure.value);
    if (error != std::errc() || stop != end || !std::isfinite(figure.value)) return {};
    return figure;
}

} // namespace

std::string Samples::add(const std::string& system, const std::string& workload,
                         std::string_view output) {
    const std::string prefix = system + "," + workload + ",";
    std::vector<Figure> figures;
    while (!output.empty()) {
        const std::string_view line = output.substr(0, output.find('\n'));
        output.remove_prefix(std::min(output.size(), line.size() + 1));
        const std::optional<Figure> figure = parse(line, prefix);
        if (!figure) return "printed \"" + std::string(line) + "\", which is no figure";
        figures.push_back(*figure);
    }
    if (figures.empty()) return "printed no figure";
    for (const Figure& figure : figures)
        m_metrics[{system, workload}][figure.metric].push_back(figure.value);
    return {};
}

void Samples::forget(const std::string& system, const std::string& workload) {
    m_metrics.erase({system, workload});
}

Summary Samples::summary(const std::string& system, const std::string& workload,
                         const std::string& metric) const {
    const auto metrics = m_metrics.find({system, workload});
    if (metrics == m_metrics.end()) return {};
    const auto found = metrics->second.find(metric);
    if (found == metrics->second.end()) return {};
    std::vector<double> values = found->second;
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    const double median =
        values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    return {values.front(), median, values.back(), values.size()};
}

std::vector<std::string> Samples::metrics(const std::string& system,
                                          const std::string& workload) const {
    std::vector<std::string> names;
    const auto found = m_metrics.find({system, workload});
    if (found == m_metrics.end()) return names;
    for (const auto& [name, values] : found->second) names.push_back(name);
    return names;
}

} // namespace troupe::bench

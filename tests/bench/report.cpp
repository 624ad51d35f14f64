#include "report.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>

namespace troupe::bench {
namespace {

constexpr int kTitleWidth = 32;
constexpr int kBudgetWidth = 9;
constexpr int kCellWidth = 18; // two figures of 7 digits, a dash and a gap
constexpr std::size_t kEndOfLine = 1;

/// Three to four digits tell all that repeats.
std::string number(double value) {
    if (value >= 100) return fmt::format("{:.0f}", value);
    return fmt::format("{:.1f}", value);
}

bool isListed(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool isSelected(const Selection& selection, const Row& row) {
    return std::any_of(selection.workloads.begin(), selection.workloads.end(),
                       [&](const Workload& workload) { return workload.name == row.workload; });
}

Summary summaryOf(const Samples& samples, const std::string& system, const Row& row) {
    return samples.summary(system, row.workload, row.metric);
}

struct Peer {
    std::string name;
    double median = 0;
};

std::optional<Peer> fastestPeer(const Selection& selection, const Samples& samples,
                                const Row& row) {
    std::optional<Peer> fastest;
    for (const System& system : selection.systems) {
        if (!system.isPeer || isListed(row.incomparable, system.name)) continue;
        const Summary summary = summaryOf(samples, system.name, row);
        if (summary.rounds == 0 || (fastest && fastest->median <= summary.median)) continue;
        fastest = Peer{system.name, summary.median};
    }
    return fastest;
}

std::string comparison(const Selection& selection, const Samples& samples, const Row& row) {
    const Summary troupe = summaryOf(samples, "troupe", row);
    const std::optional<Peer> peer = fastestPeer(selection, samples, row);
    if (troupe.rounds == 0 || !peer) return {};
    return fmt::format("{:.2f} × {}", troupe.median / peer->median, peer->name);
}

std::string verdict(const Samples& samples, const Row& row) {
    const Summary troupe = summaryOf(samples, "troupe", row);
    if (troupe.rounds == 0 || !row.budget) return {};
    if (troupe.median <= *row.budget) return "met";
    return fmt::format("{:.2f} × over", troupe.median / *row.budget);
}

void appendHeader(std::string& text, const Selection& selection) {
    fmt::format_to(std::back_inserter(text), "{:{}}{:>{}}", "workload", kTitleWidth, "budget",
                   kBudgetWidth);
    for (const System& system : selection.systems) {
        const bool isWide = system.name.size() >= kCellWidth;
        fmt::format_to(std::back_inserter(text), "{:>{}}", isWide ? "metrics-off" : system.name,
                       kCellWidth);
    }
    text += "  budget met    troupe ÷ fastest peer\n";
}

/// Two lines: medians, and under each its smallest and largest round.
void appendRow(std::string& text, const Selection& selection, const Samples& samples,
               const Row& row) {
    std::string medians = fmt::format("{:{}}", row.workload + ", " + row.unit, kTitleWidth);
    std::string spreads(kTitleWidth + kBudgetWidth, ' ');
    medians +=
        fmt::format("{:>{}}", row.budget ? fmt::format("≤ {:g}", *row.budget) : "", kBudgetWidth);
    for (const System& system : selection.systems) {
        const Summary summary = summaryOf(samples, system.name, row);
        const bool isThere = summary.rounds > 0;
        medians += fmt::format("{:>{}}", isThere ? number(summary.median) : "–", kCellWidth);
        spreads += fmt::format(
            "{:>{}}", isThere ? number(summary.min) + "–" + number(summary.max) : "", kCellWidth);
    }
    medians +=
        fmt::format("  {:12}  {}", verdict(samples, row), comparison(selection, samples, row));
    for (std::string* line : {&medians, &spreads}) {
        line->erase(line->find_last_not_of(' ') + kEndOfLine);
        text += *line + "\n";
    }
}

/// The largest extra time that always-on metrics took in one workload.
std::string metricsCost(const Selection& selection, const Samples& samples) {
    std::optional<double> worst;
    std::string where;
    for (const Row& row : allRows()) {
        if (!isSelected(selection, row) || row.metric != "ns_per_op") continue;
        const Summary with = summaryOf(samples, "troupe", row);
        const Summary without = summaryOf(samples, "troupe-metrics-off", row);
        if (with.rounds == 0 || without.rounds == 0) continue;
        const double cost = with.median / without.median - 1;
        if (worst && *worst >= cost) continue;
        worst = cost;
        where = row.workload;
    }
    if (!worst) return {};
    return fmt::format("always-on metrics cost at most {:+.1f} % ({}); budget 10 %\n", *worst * 100,
                       where);
}

/// The largest extra time that the trace took for one event in one workload.
std::string traceCost(const Selection& selection, const Samples& samples) {
    std::optional<double> worst;
    std::string where;
    for (const Row& row : allRows()) {
        if (!isSelected(selection, row) || row.metric != "ns_per_op") continue;
        const Summary traced = summaryOf(samples, "troupe-trace", row);
        const Summary plain = summaryOf(samples, "troupe", row);
        const Summary events = samples.summary("troupe-trace", row.workload, "events_per_op");
        const Summary leftOut = samples.summary("troupe-trace", row.workload, "left_out_per_op");
        // Only where the trace was full.
        if (traced.rounds == 0 || plain.rounds == 0 || events.median <= 0) continue;
        if (leftOut.max > 0) continue;
        const double cost = (traced.median - plain.median) / events.median;
        if (worst && *worst >= cost) continue;
        worst = cost;
        where = row.workload;
    }
    if (!worst) return {};
    return fmt::format("a full trace costs at most {:.1f} ns an event ({}); budget 60 ns\n", *worst,
                       where);
}

} // namespace

std::string csvReport(const Selection& selection, const Samples& samples) {
    std::string text = "system,workload,metric,min,median,max,rounds\n";
    for (const Workload& workload : selection.workloads) {
        for (const System& system : selection.systems) {
            for (const std::string& metric : samples.metrics(system.name, workload.name)) {
                const Summary s = samples.summary(system.name, workload.name, metric);
                fmt::format_to(std::back_inserter(text), "{},{},{},{:.1f},{:.1f},{:.1f},{}\n",
                               system.name, workload.name, metric, s.min, s.median, s.max,
                               s.rounds);
            }
        }
    }
    return text;
}

std::string tableReport(const Selection& selection, const Samples& samples) {
    std::string text;
    appendHeader(text, selection);
    for (const Row& row : allRows())
        if (isSelected(selection, row)) appendRow(text, selection, samples, row);
    text += metricsCost(selection, samples);
    text += traceCost(selection, samples);
    text += "Medians of the rounds; below each its smallest and largest. A ratio below 1: troupe "
            "is faster.\nbare is an upper bound, no engine. rust has a thread for each actor: "
            "fj_create and idle_memory with 5,000.\n";
    return text;
}

} // namespace troupe::bench

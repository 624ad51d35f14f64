#include "mutants.h"

#include "crash.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>

#include <fnmatch.h>
#include <sys/wait.h>
#include <unistd.h>

namespace troupe::inline TROUPE_ABI {
namespace explore {

using modelling::Mutation;
using modelling::Operation;
using modelling::Order;
using modelling::runtime;
using modelling::SeenSite;

namespace {

bool isInScope(const std::string& file, std::string_view scope) {
    return file.find(scope) != std::string::npos &&
           file.find("engine/troupe/sync/") == std::string::npos;
}

/// The path below the scope.
std::string shortPath(const std::string& file, std::string_view scope) {
    return file.substr(file.find(scope) + scope.size());
}

struct Kind {
    std::string name;
    Mutation::Kind kind = Mutation::Kind::none;
    Order order = sync::relaxed;
};

std::vector<Kind> weakerOrders(Operation operation, Order order) {
    std::vector<Order> weaker;
    const bool isLoad = operation == Operation::load;
    const bool isStore = operation == Operation::store;
    if (order == sync::seqCst || order == sync::acqRel) {
        if (!isStore && !(isLoad && order == sync::acqRel)) weaker.push_back(sync::acquire);
        if (!isLoad) weaker.push_back(sync::release);
    }
    if (order != sync::relaxed) weaker.push_back(sync::relaxed);
    std::vector<Kind> kinds;
    for (const Order each : weaker)
        kinds.push_back({sync::nameOf(each), Mutation::Kind::order, each});
    return kinds;
}

std::vector<Kind> kindsOf(const SeenSite& site) {
    using enum Mutation::Kind;
    std::vector<Kind> kinds;
    switch (site.operation) {
    case Operation::load:
        return weakerOrders(site.operation, site.order);
    case Operation::store:
        kinds = weakerOrders(site.operation, site.order);
        kinds.push_back({"dropped", drop, {}});
        return kinds;
    case Operation::exchange:
    case Operation::compareExchange:
    case Operation::fetch:
        kinds = weakerOrders(site.operation, site.order);
        kinds.push_back({"split", split, {}});
        return kinds;
    case Operation::notifyAll:
        return {{"dropped", drop, {}}, {"notifyOne", notifyOne, {}}};
    case Operation::notifyOne:
    case Operation::unpark:
    case Operation::barrier:
        return {{"dropped", drop, {}}};
    case Operation::recheck:
        return {{"denied", deny, {}}};
    case Operation::fault:
        return {{site.fault, raise, {}}};
    default:
        return {};
    }
}

/// A site with the scenarios that reach it.
struct Reached {
    SeenSite site;
    std::string_view scope;
    std::vector<const Scenario*> by;
};

std::vector<Reached> reachedSites(const std::vector<const Scenario*>& scenarios,
                                  std::uint64_t executions) {
    std::vector<Reached> reached;
    std::map<const Scenario*, std::uint64_t> steps;
    runtime().setCollecting(true);
    for (const Scenario* scenario : scenarios) {
        runtime().seenSites().clear();
        for (const Strategy strategy : kStrategies) {
            Search search(*scenario, strategy, 1);
            search.advance(executions);
            steps[scenario] += search.steps() / search.executions();
        }
        for (const SeenSite& site : runtime().seenSites()) {
            if (!isInScope(site.file, scenario->scope)) continue;
            auto found = std::find_if(reached.begin(), reached.end(),
                                      [&](const Reached& each) { return each.site == site; });
            if (found == reached.end()) found = reached.insert(found, {site, scenario->scope, {}});
            found->by.push_back(scenario);
        }
    }
    runtime().setCollecting(false);
    for (Reached& each : reached) {
        std::stable_sort(each.by.begin(), each.by.end(),
                         [&](const Scenario* left, const Scenario* right) {
                             return steps[left] < steps[right];
                         });
    }
    std::sort(reached.begin(), reached.end(), [](const Reached& left, const Reached& right) {
        if (left.site.file != right.site.file) return left.site.file < right.site.file;
        if (left.site.line != right.site.line) return left.site.line < right.site.line;
        return left.site.operation < right.site.operation;
    });
    return reached;
}

// --- one mutant in a child process --------------------------------------------------------

/// Runs until a failure or the end of the effort; the verdict as three lines of text.
/// The searches of one mutant, and how far they have come.
class Campaign {
public:
    Campaign(const Mutant& mutant, const Effort& effort) : m_mutant(mutant), m_effort(effort) {
        for (const Scenario* scenario : mutant.reachedBy) {
            for (const Strategy strategy : kStrategies) {
                if (!effort.strategy || *effort.strategy == strategy)
                    m_searches.push_back(
                        std::make_unique<Search>(*scenario, strategy, effort.seed));
            }
        }
    }

    /// Runs until a failure or the end of the effort; the verdict as four lines of text, or one.
    std::string run() {
        std::uint64_t slice = 10;
        for (int round = 0; advanceEach(slice); ++round) {
            if (m_failed) return report(*m_failed);
            if (round >= kRoundsForAll) dropIndifferent();
            slice = std::min<std::uint64_t>(2 * slice, 2000);
        }
        if (m_failed) return report(*m_failed);
        return "survived " + std::to_string(m_executions) + " " + std::to_string(differing()) +
               "\n";
    }

private:
    using Clock = std::chrono::steady_clock;
    /// Rounds in which every scenario is tried: 10 runs each, 20, 40.
    static constexpr int kRoundsForAll = 2;

    bool advanceEach(std::uint64_t slice) {
        bool isGoingOn = false;
        for (const auto& search : m_searches) {
            if (search->isExhausted() || m_executions >= m_effort.executions ||
                Clock::now() >= m_end)
                continue;
            isGoingOn = true;
            const std::uint64_t before = search->executions();
            const bool hasFailed =
                search->advance(std::min(slice, m_effort.executions - m_executions));
            m_executions += search->executions() - before;
            if (hasFailed) {
                m_failed = search.get();
                return true;
            }
        }
        return isGoingOn;
    }

    /// Goes on with all where none makes a difference.
    void dropIndifferent() {
        if (differing() == 0) return;
        std::erase_if(m_searches, [](const auto& search) { return search->differing() == 0; });
    }

    std::uint64_t differing() const {
        std::uint64_t sum = 0;
        for (const auto& search : m_searches) sum += search->differing();
        return sum;
    }

    std::string report(const Search& search) const {
        Finding finding = search.finding();
        if (finding.isReproducible && m_effort.isShrinking)
            finding.schedule = shrink(search.scenario(), finding.schedule);
        return std::to_string(m_executions) + "\n" + nameOf(finding.strategy) + "\n" +
               finding.failure + (finding.isReproducible ? "" : " (does not repeat)") + "\n" +
               replayLine(finding, m_mutant.name) + "\n";
    }

    const Mutant& m_mutant;
    const Effort& m_effort;
    const Clock::time_point m_end =
        Clock::now() + std::chrono::duration_cast<Clock::duration>(
                           std::chrono::duration<double>(m_effort.seconds));
    std::vector<std::unique_ptr<Search>> m_searches;
    std::uint64_t m_executions = 0;
    const Search* m_failed = nullptr;
};

std::string readAll(int descriptor) {
    std::string text;
    std::array<char, 4096> part;
    for (ssize_t got = 0; (got = ::read(descriptor, part.data(), part.size())) > 0;)
        text.append(part.data(), static_cast<std::size_t>(got));
    return text;
}

std::vector<std::string> linesOf(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

Verdict verdictOf(const std::string& text, int status) {
    const std::vector<std::string> lines = linesOf(text);
    Verdict verdict;
    if (lines.size() == 1 && lines[0].rfind("survived ", 0) == 0) {
        char* rest = nullptr;
        verdict.executions = std::strtoull(lines[0].c_str() + 9, &rest, 10);
        verdict.differing = std::strtoull(rest, nullptr, 10);
        return verdict;
    }
    verdict.isCaught = true;
    if (lines.size() == 4) {
        verdict.executions = std::strtoull(lines[0].c_str(), nullptr, 10);
        verdict.strategy = lines[1];
        verdict.failure = lines[2];
        verdict.replayLine = lines[3];
        return verdict;
    }
    verdict.strategy = "its crash";
    verdict.failure = lines.empty() ? "ended with status " + std::to_string(status) : lines[0];
    verdict.replayLine = lines.size() < 2 ? "" : lines[1];
    return verdict;
}

} // namespace

std::vector<Mutant> mutantsOf(const std::vector<const Scenario*>& scenarios,
                              std::uint64_t executions) {
    std::vector<Mutant> mutants;
    std::map<std::string, int> uses;
    for (const Reached& reached : reachedSites(scenarios, executions)) {
        const SeenSite& site = reached.site;
        for (const Kind& kind : kindsOf(site)) {
            Mutant mutant;
            mutant.name = shortPath(site.file, reached.scope) + ":" + site.function + ":" +
                          sync::nameOf(site.operation) + ":" + kind.name;
            const int use = ++uses[mutant.name];
            if (use > 1) mutant.name += "#" + std::to_string(use);
            mutant.mutation = {kind.kind, site.operation, kind.order,
                               site.file, site.line,      site.fault};
            mutant.reachedBy = reached.by;
            mutants.push_back(std::move(mutant));
        }
    }
    return mutants;
}

Verdict judge(const Mutant& mutant, const Effort& effort) {
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) std::abort();
    const pid_t child = fork();
    if (child < 0) std::abort();
    if (child == 0) {
        close(ends[0]);
        crash::install(ends[1], mutant.name);
        runtime().setMutation(mutant.mutation);
        const std::string text = Campaign(mutant, effort).run();
        const bool isWritten =
            write(ends[1], text.data(), text.size()) == static_cast<ssize_t>(text.size());
        _exit(isWritten ? 0 : 1);
    }
    close(ends[1]);
    const std::string text = readAll(ends[0]);
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    return verdictOf(text, status);
}

// --- explanations -------------------------------------------------------------------------

std::optional<Explanations> Explanations::read(const std::string& path) {
    std::ifstream file(path);
    if (!file) return std::nullopt;
    Explanations result;
    for (std::string line; std::getline(file, line);) {
        const std::size_t space = line.find(' ');
        if (line.empty() || line[0] == '#' || space == std::string::npos) continue;
        const std::size_t reason = line.find_first_not_of(' ', space);
        if (reason != std::string::npos)
            result.m_lines.push_back({line.substr(0, space), line.substr(reason), false});
    }
    return result;
}

std::string Explanations::of(std::string_view mutant) {
    const std::string name(mutant);
    for (Line& line : m_lines) {
        if (fnmatch(line.pattern.c_str(), name.c_str(), 0) != 0) continue;
        line.isUsed = true;
        return line.reason;
    }
    return {};
}

std::vector<std::string> Explanations::unused() const {
    std::vector<std::string> patterns;
    for (const Line& line : m_lines) {
        if (!line.isUsed) patterns.push_back(line.pattern);
    }
    return patterns;
}

} // namespace explore
} // namespace troupe::inline TROUPE_ABI

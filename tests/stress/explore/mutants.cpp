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

bool isInScope(const std::string& file, std::string_view scope)
{
    return file.find(scope) != std::string::npos
           && file.find("engine/troupe/sync/") == std::string::npos;
}

/// The path below the scope.
std::string shortPath(const std::string& file, std::string_view scope)
{
    return file.substr(file.find(scope) + scope.size());
}

struct Kind {
    std::string name;
    Mutation::Kind kind = Mutation::Kind::none;
    Order order = sync::relaxed;
};

std::vector<Kind> weakerOrders(Operation operation, Order order)
{
    std::vector<Order> weaker;
    const bool isLoad = operation == Operation::load;
    const bool isStore = operation == Operation::store;
    if (order == sync::seqCst || order == sync::acqRel) {
        if (!isStore && !(isLoad && order == sync::acqRel))
            weaker.push_back(sync::acquire);
        if (!isLoad)
            weaker.push_back(sync::release);
    }
    if (order != sync::relaxed)
        weaker.push_back(sync::relaxed);
    std::vector<Kind> kinds;
    for (const Order each : weaker)
        kinds.push_back({sync::nameOf(each), Mutation::Kind::order, each});
    return kinds;
}

std::vector<Kind> kindsOf(const SeenSite& site)
{
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
                                  std::uint64_t executions)
{
    std::vector<Reached> reached;
    runtime().setCollecting(true);
    for (const Scenario* scenario : scenarios) {
        runtime().seenSites().clear();
        for (const Strategy strategy : kStrategies)
            Search(*scenario, strategy, 1).advance(executions);
        for (const SeenSite& site : runtime().seenSites()) {
            if (!isInScope(site.file, scenario->scope))
                continue;
            auto found = std::find_if(reached.begin(), reached.end(),
                                      [&](const Reached& each) { return each.site == site; });
            if (found == reached.end())
                found = reached.insert(found, {site, scenario->scope, {}});
            found->by.push_back(scenario);
        }
    }
    runtime().setCollecting(false);
    std::sort(reached.begin(), reached.end(), [](const Reached& left, const Reached& right) {
        if (left.site.file != right.site.file)
            return left.site.file < right.site.file;
        if (left.site.line != right.site.line)
            return left.site.line < right.site.line;
        return left.site.operation < right.site.operation;
    });
    return reached;
}

// --- one mutant in a child process --------------------------------------------------------

/// Runs until a failure or the end of the effort; the verdict as three lines of text.
std::string searchAll(const Mutant& mutant, const Effort& effort)
{
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + std::chrono::duration<double>(effort.seconds);
    std::vector<std::unique_ptr<Search>> searches;
    for (const Scenario* scenario : mutant.reachedBy) {
        for (const Strategy strategy : kStrategies) {
            if (!effort.strategy || *effort.strategy == strategy)
                searches.push_back(std::make_unique<Search>(*scenario, strategy, effort.seed));
        }
    }
    std::uint64_t executions = 0;
    std::uint64_t slice = 50;
    bool isGoingOn = true;
    while (isGoingOn && executions < effort.executions) {
        isGoingOn = false;
        for (const auto& search : searches) {
            if (search->isExhausted() || executions >= effort.executions
                || Clock::now() >= end)
                continue;
            isGoingOn = true;
            const std::uint64_t before = search->executions();
            const bool hasFailed = search->advance(std::min(slice, effort.executions - executions));
            executions += search->executions() - before;
            if (!hasFailed)
                continue;
            Finding finding = search->finding();
            if (finding.isReproducible)
                finding.schedule = shrink(search->scenario(), finding.schedule);
            return std::to_string(executions) + "\n" + nameOf(finding.strategy) + "\n"
                   + finding.failure + (finding.isReproducible ? "" : " (does not repeat)")
                   + "\n" + replayLine(finding, mutant.name) + "\n";
        }
        slice = std::min<std::uint64_t>(2 * slice, 2000);
    }
    return "survived " + std::to_string(executions) + "\n";
}

std::string readAll(int descriptor)
{
    std::string text;
    std::array<char, 4096> part;
    for (ssize_t got = 0; (got = ::read(descriptor, part.data(), part.size())) > 0;)
        text.append(part.data(), static_cast<std::size_t>(got));
    return text;
}

std::vector<std::string> linesOf(const std::string& text)
{
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

Verdict verdictOf(const std::string& text, int status)
{
    const std::vector<std::string> lines = linesOf(text);
    Verdict verdict;
    if (lines.size() == 1 && lines[0].rfind("survived ", 0) == 0) {
        verdict.executions = std::strtoull(lines[0].c_str() + 9, nullptr, 10);
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
                              std::uint64_t executions)
{
    std::vector<Mutant> mutants;
    std::map<std::string, int> uses;
    for (const Reached& reached : reachedSites(scenarios, executions)) {
        const SeenSite& site = reached.site;
        for (const Kind& kind : kindsOf(site)) {
            Mutant mutant;
            mutant.name = shortPath(site.file, reached.scope) + ":" + site.function + ":"
                        + sync::nameOf(site.operation) + ":" + kind.name;
            const int use = ++uses[mutant.name];
            if (use > 1)
                mutant.name += "#" + std::to_string(use);
            mutant.mutation = {kind.kind, site.operation, kind.order, site.file,
                               site.line, site.fault};
            mutant.reachedBy = reached.by;
            mutants.push_back(std::move(mutant));
        }
    }
    return mutants;
}

Verdict judge(const Mutant& mutant, const Effort& effort)
{
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0)
        std::abort();
    const pid_t child = fork();
    if (child < 0)
        std::abort();
    if (child == 0) {
        close(ends[0]);
        crash::install(ends[1], mutant.name);
        runtime().setMutation(mutant.mutation);
        const std::string text = searchAll(mutant, effort);
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

std::optional<Explanations> Explanations::read(const std::string& path)
{
    std::ifstream file(path);
    if (!file)
        return std::nullopt;
    Explanations result;
    for (std::string line; std::getline(file, line);) {
        const std::size_t space = line.find(' ');
        if (line.empty() || line[0] == '#' || space == std::string::npos)
            continue;
        const std::size_t reason = line.find_first_not_of(' ', space);
        if (reason != std::string::npos)
            result.m_lines.push_back({line.substr(0, space), line.substr(reason)});
    }
    return result;
}

std::string Explanations::of(std::string_view mutant) const
{
    const std::string name(mutant);
    for (const Line& line : m_lines) {
        if (fnmatch(line.pattern.c_str(), name.c_str(), 0) == 0)
            return line.reason;
    }
    return {};
}

} // namespace explore
} // namespace troupe::inline TROUPE_ABI

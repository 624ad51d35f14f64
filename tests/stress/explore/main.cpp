// explore: looks for schedules under which a scenario of the engine's core fails.

#include "crash.h"
#include "explorer.h"
#include "mutants.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

namespace {

using namespace troupe;
using namespace troupe::explore;

constexpr std::size_t kFewestCaught = 16;

constexpr const char* kHelp =
    "explore [--list] [--scenario NAME…]   explore scenarios (default: all that are not broken)\n"
    "  --strategy random|pct|dfs           only this one (default: each in turn)\n"
    "  --executions N                      schedules for each scenario and strategy (20000)\n"
    "  --seconds S                         time for each scenario and strategy\n"
    "  --seed N                            the first seed (1); with --executions 1 that run alone\n"
    "  --schedule D:O,…                    one schedule: at decision D take option O\n"
    "  --trace                             print every step of a schedule or of a failure\n"
    "  --mutant NAME                       with that mistake planted\n"
    "explore --mutants [--scenario NAME…]  judge every mutant\n"
    "  --executions N                      for each mutant without an explanation (1000000)\n"
    "  --explained N                       for each with one, to see that it holds (3000)\n"
    "  --seconds S                         for each mutant\n"
    "  --only PATTERN                      mutants whose name contains it\n"
    "  --survivors FILE                    explanations of those that cannot be caught\n"
    "explore --list-mutants\n"
    "Exit code: 0 nothing failed, 1 something failed, 2 wrong arguments, 70 a run crashed.\n";

struct Arguments {
    bool isList = false;
    bool isMutants = false;
    bool isListMutants = false;
    bool isTrace = false;
    std::vector<std::string> names;
    std::optional<Strategy> strategy;
    std::optional<std::uint64_t> executions;
    std::uint64_t explained = 3'000;
    std::optional<double> seconds;
    std::uint64_t seed = 1;
    std::optional<modelling::Schedule> schedule;
    std::string mutant;
    std::string only;
    std::string survivors = TROUPE_SURVIVORS;
};

[[noreturn]] void refuse(const std::string& text) {
    std::fprintf(stderr, "explore: %s\n%s", text.c_str(), kHelp);
    std::exit(2);
}

std::uint64_t numberOf(const std::string& text) {
    char* end = nullptr;
    const std::uint64_t number = std::strtoull(text.c_str(), &end, 10);
    if (text.empty() || *end != '\0') refuse("'" + text + "' is not a number");
    return number;
}

Arguments parse(const std::vector<std::string>& words) {
    Arguments arguments;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        const auto value = [&]() -> const std::string& {
            if (i + 1 == words.size()) refuse(word + " needs a value");
            return words[++i];
        };
        if (word == "--help") {
            std::fputs(kHelp, stdout);
            std::exit(0);
        } else if (word == "--list") {
            arguments.isList = true;
        } else if (word == "--mutants") {
            arguments.isMutants = true;
        } else if (word == "--list-mutants") {
            arguments.isListMutants = true;
        } else if (word == "--trace") {
            arguments.isTrace = true;
        } else if (word == "--scenario") {
            arguments.names.push_back(value());
        } else if (word == "--strategy") {
            arguments.strategy = strategyNamed(value());
            if (!arguments.strategy) refuse("unknown strategy " + words[i]);
        } else if (word == "--executions") {
            arguments.executions = numberOf(value());
        } else if (word == "--explained") {
            arguments.explained = numberOf(value());
        } else if (word == "--seconds") {
            arguments.seconds = std::atof(value().c_str());
        } else if (word == "--seed") {
            arguments.seed = numberOf(value());
        } else if (word == "--schedule") {
            arguments.schedule = scheduleOf(value());
            if (!arguments.schedule) refuse("unreadable schedule " + words[i]);
        } else if (word == "--mutant") {
            arguments.mutant = value();
        } else if (word == "--only") {
            arguments.only = value();
        } else if (word == "--survivors") {
            arguments.survivors = value();
        } else {
            refuse("unknown argument " + word);
        }
    }
    return arguments;
}

std::vector<const Scenario*> chosenScenarios(const Arguments& arguments) {
    std::vector<const Scenario*> chosen;
    for (const std::string& name : arguments.names) {
        bool isKnown = false;
        for (const Scenario& each : scenarios()) {
            const bool isArea = each.name.size() > name.size() && each.name[name.size()] == '.' &&
                                each.name.substr(0, name.size()) == name && !each.isBroken;
            if (each.name == name || isArea) {
                chosen.push_back(&each);
                isKnown = true;
            }
        }
        if (!isKnown) refuse("unknown scenario " + name);
    }
    if (!arguments.names.empty()) return chosen;
    for (const Scenario& each : scenarios()) {
        if (!each.isBroken) chosen.push_back(&each);
    }
    return chosen;
}

double now() {
    const auto time = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration<double>(time).count();
}

void printTrace() {
    for (const std::string& line : modelling::runtime().trace())
        std::printf("    %s\n", line.c_str());
}

void printFinding(const Finding& found, std::string_view mutant, bool isTrace) {
    Finding finding = found;
    std::printf("  FAILED by %s after %llu executions: %s%s\n", nameOf(finding.strategy),
                static_cast<unsigned long long>(finding.executions), finding.failure.c_str(),
                finding.isReproducible ? ""
                                       : " (does not repeat: the scenario is not a pure "
                                         "function of its schedule)");
    const Scenario& scenario = *findScenario(finding.scenario);
    if (finding.isReproducible) finding.schedule = shrink(scenario, finding.schedule);
    modelling::runtime().setTracing(isTrace);
    const auto failure = replay(scenario, finding.schedule);
    modelling::runtime().setTracing(false);
    if (isTrace) printTrace();
    if (failure)
        std::printf("  shrunk to %zu choices: %s\n", finding.schedule.size(), failure->c_str());
    std::printf("  replay: %s\n", replayLine(finding, mutant).c_str());
}

/// False where a schedule failed.
bool exploreOne(const Scenario& scenario, Strategy strategy, const Arguments& arguments) {
    const std::uint64_t executions =
        arguments.executions.value_or(arguments.seconds ? UINT64_MAX : 20'000);
    const double begun = now();
    const double end = begun + arguments.seconds.value_or(1e9);
    Search search(scenario, strategy, arguments.seed);
    bool hasFailed = false;
    while (!hasFailed && !search.isExhausted() && search.executions() < executions && now() < end) {
        const std::uint64_t left = executions - search.executions();
        hasFailed = search.advance(std::min<std::uint64_t>(left, 500));
    }
    const double seconds = now() - begun;
    const auto count = static_cast<double>(search.executions());
    std::string note;
    if (strategy == Strategy::depthFirst)
        note = search.isExhausted() ? ", all schedules"
                                    : ", within bound " + std::to_string(search.bound());
    std::printf("%-32s %-6s %9.0f executions %9.0f a second %6.1f steps each%s\n",
                std::string(scenario.name).c_str(), nameOf(strategy), count, count / seconds,
                static_cast<double>(search.steps()) / count, note.c_str());
    if (hasFailed) printFinding(search.finding(), arguments.mutant, arguments.isTrace);
    std::fflush(stdout);
    return !hasFailed;
}

int exploreAll(const Arguments& arguments) {
    bool isGood = true;
    for (const Scenario* scenario : chosenScenarios(arguments)) {
        for (const Strategy strategy : kStrategies) {
            if (!arguments.strategy || *arguments.strategy == strategy)
                isGood = exploreOne(*scenario, strategy, arguments) && isGood;
        }
    }
    return isGood ? 0 : 1;
}

int replayGiven(const Arguments& arguments) {
    const auto chosen = chosenScenarios(arguments);
    if (arguments.names.size() != 1 || chosen.size() != 1)
        refuse("--schedule needs one --scenario");
    modelling::runtime().setTracing(arguments.isTrace);
    const auto failure = replay(*chosen.front(), *arguments.schedule);
    if (arguments.isTrace) printTrace();
    std::printf("%s\n", failure ? failure->c_str() : "nothing failed");
    return failure ? 1 : 0;
}

/// Of the engine; of the explorer's own samples only where they are named.
std::vector<Mutant> allMutants(const Arguments& arguments) {
    std::vector<const Scenario*> chosen = chosenScenarios(arguments);
    if (arguments.names.empty())
        std::erase_if(chosen, [](const Scenario* each) { return each->scope != Scenario().scope; });
    return mutantsOf(chosen, 500);
}

bool plant(const Arguments& arguments) {
    for (const Mutant& mutant : allMutants(arguments)) {
        if (mutant.name == arguments.mutant) {
            modelling::runtime().setMutation(mutant.mutation);
            return true;
        }
    }
    return false;
}

/// Counts of what became of the mutants.
struct Tally {
    std::size_t caught = 0;
    std::size_t explained = 0;
    std::size_t unexplained = 0;
};

void printVerdict(const Mutant& mutant, const Verdict& verdict, const std::string& reason,
                  bool isTrace, Tally& tally) {
    if (verdict.isCaught) {
        ++tally.caught;
        std::printf("caught %s after %llu executions by %s: %s\n", mutant.name.c_str(),
                    static_cast<unsigned long long>(verdict.executions), verdict.strategy.c_str(),
                    verdict.failure.c_str());
        if (!reason.empty()) std::printf("  although: %s\n", reason.c_str());
        if (isTrace) std::printf("  replay: %s\n", verdict.replayLine.c_str());
    } else {
        ++(reason.empty() ? tally.unexplained : tally.explained);
        std::printf("survived %s: %s (%llu executions, %llu of them changed by it)\n",
                    mutant.name.c_str(), reason.empty() ? "NOT EXPLAINED" : reason.c_str(),
                    static_cast<unsigned long long>(verdict.executions),
                    static_cast<unsigned long long>(verdict.differing));
    }
    std::fflush(stdout);
}

int judgeAll(const Arguments& arguments) {
    auto explanations = Explanations::read(arguments.survivors);
    if (!explanations) refuse("cannot read " + arguments.survivors);
    Effort effort;
    effort.seconds = arguments.seconds.value_or(effort.seconds);
    effort.seed = arguments.seed;
    effort.strategy = arguments.strategy;
    effort.isShrinking = arguments.isTrace;
    const std::uint64_t most = arguments.executions.value_or(effort.executions);
    const double begun = now();
    Tally tally;
    for (const Mutant& mutant : allMutants(arguments)) {
        if (mutant.name.find(arguments.only) == std::string::npos) continue;
        const std::string reason = explanations->of(mutant.name);
        effort.executions = reason.empty() ? most : std::min(most, arguments.explained);
        printVerdict(mutant, judge(mutant, effort), reason, arguments.isTrace, tally);
    }
    if (arguments.only.empty() && arguments.names.empty()) {
        for (const std::string& pattern : explanations->unused())
            std::printf("explains nothing: %s\n", pattern.c_str());
    }
    std::printf("%zu mutants caught, %zu survived with an explanation, %zu without; %.0f s\n",
                tally.caught, tally.explained, tally.unexplained, now() - begun);
    const bool areEnough = tally.caught >= kFewestCaught || !arguments.only.empty();
    return tally.unexplained == 0 && areEnough ? 0 : 1;
}

int run(const Arguments& arguments) {
    if (arguments.isList) {
        for (const Scenario& each : scenarios())
            std::printf("%s%s\n", std::string(each.name).c_str(), each.isBroken ? " (broken)" : "");
        return 0;
    }
    if (arguments.isListMutants) {
        for (const Mutant& mutant : allMutants(arguments))
            std::printf("%s (line %u, %zu scenarios)\n", mutant.name.c_str(), mutant.mutation.line,
                        mutant.reachedBy.size());
        return 0;
    }
    if (arguments.isMutants) return judgeAll(arguments);
    if (!arguments.mutant.empty() && !plant(arguments))
        refuse("unknown mutant " + arguments.mutant);
    return arguments.schedule ? replayGiven(arguments) : exploreAll(arguments);
}

} // namespace

int main(int count, char** words) {
    const Arguments arguments = parse({words + 1, words + count});
    crash::install(STDERR_FILENO, arguments.mutant);
    return run(arguments);
}

#include <cstdio>
#include <filesystem>

#include "catalogue/check.h"
#include "cli/exports.h"
#include "cli/options.h"
#include "document/scenario_file.h"
#include "export/result_json.h"

namespace troupe::core {

namespace {

constexpr Duration kLongestUnasked = std::chrono::seconds(60);

struct RunArguments {
    std::string file;
    bool isLive = false;
    bool isLab = false;
    std::uint64_t seed = 0;
    std::int64_t workers = 0;
    std::string until;
    std::string time;
    std::vector<std::string> exports;
    bool isJson = false;
};

} // namespace

std::string scenarioPath(const std::string& file) {
    std::error_code ignored;
    if (std::filesystem::exists(file, ignored) || file.find('/') != std::string::npos) return file;
    const std::filesystem::path own =
        std::filesystem::path(resourcesFolder()) / "scenarios" / (file + ".troupe");
    return std::filesystem::exists(own, ignored) ? own.string() : file;
}

int runScenario(const std::vector<std::string>& args, const ProgramInfo& program) {
    RunArguments given;
    CLI::App app("Runs a scenario until it is quiet, or for a time.", program.name + " run");
    app.add_option("FILE", given.file, "a scenario, or the name of one that comes with it")
        ->required();
    auto* live = app.add_flag("--live", given.isLive, "on real threads");
    app.add_flag("--lab", given.isLab, "on virtual time, in an order that the seed chooses")
        ->excludes(live);
    auto* seed = app.add_option("--seed", given.seed, "a number; the scenario's, else 1");
    app.add_option("--workers", given.workers, "threads; in the Lab: actors busy at once")
        ->check(CLI::Range(0, 1024));
    auto* until = app.add_option("--until", given.until, "end as soon as the run is quiet")
                      ->check(CLI::IsMember({"quiet"}));
    auto* time = app.add_option("--for", given.time, "longest time, e.g. 5s (60s until quiet)");
    app.add_option("--export", given.exports, "KIND=PATH, several times: events.csv …")
        ->allow_extra_args(false);
    app.add_flag("--json", given.isJson, "print the result as JSON");
    if (const auto code = readOptions(app, args, "run")) return *code;

    const Expected<std::vector<Export>> exports = readExports(given.exports, program);
    if (!exports) return printError(exports.error());
    const bool isForTime = time->count() > 0 && until->count() == 0;
    const auto length = given.time.empty() ? kLongestUnasked : parseDuration(given.time);
    if (!length) return printError({text("scenario.duration", given.time), "--for", {}});

    const Expected<ScenarioFile> file = loadScenario(scenarioPath(given.file));
    if (!file) return printError(file.error());
    const Document& document = file->document;
    const Expected<Plan> plan = check(document, &file->places);
    if (!plan) return printError(plan.error());

    RunOptions options;
    options.mode =
        given.isLab || (!given.isLive && document.mode == "lab") ? RunMode::lab : RunMode::live;
    options.seed =
        seed->count() > 0 ? given.seed : static_cast<std::uint64_t>(document.seed.value_or(1));
    options.workers = given.workers;
    Session session(document);
    const Expected<void> started = session.start(options);
    if (!started) return printError(started.error());

    RunEnd end = RunEnd::time;
    if (isForTime) {
        session.runFor(*length);
    } else if (session.runUntilQuiet(*length)) {
        end = RunEnd::quiet;
    }
    session.end();
    const int finished =
        finishWithExports(exports.value(), session, program, given.isJson, toString(end));
    if (finished != kExitDone) return finished;
    if (isForTime || end == RunEnd::quiet) return kExitDone;
    printError({text("cli.notQuiet", toText(*length)), given.file, text("cli.notQuietNext")});
    return kExitNotQuiet;
}

} // namespace troupe::core

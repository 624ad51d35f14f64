#include <cstdio>

#include "catalogue/check.h"
#include "cli/exports.h"
#include "cli/options.h"
#include "document/scenario_file.h"

namespace troupe::core {

namespace {

/// A scenario in the Lab, with the choices of a schedule.
int replaySchedule(const std::string& file, const std::string& schedule, std::uint64_t seed,
                   const std::vector<Export>& exports, bool isJson, const ProgramInfo& program) {
    const Expected<ScenarioFile> scenario = loadScenario(scenarioPath(file));
    if (!scenario) return printError(scenario.error());
    const Expected<Plan> plan = check(scenario->document, &scenario->places);
    if (!plan) return printError(plan.error());
    Session session(scenario->document);
    const Expected<void> started = session.start({.mode = RunMode::lab, .seed = seed});
    if (!started) return printError(started.error());
    const Expected<void> replayed = session.replay(schedule);
    if (!replayed) return printError(replayed.error());
    session.end();
    return finishWithExports(exports, session, program, isJson, "schedule");
}

} // namespace

int replayRun(const std::vector<std::string>& args, const ProgramInfo& program) {
    std::string file;
    std::string schedule;
    std::uint64_t seed = 1;
    std::vector<std::string> given;
    bool isJson = false;
    CLI::App app("Opens a run that was saved, or makes the choices of a schedule again.",
                 program.name + " replay");
    app.add_option("FILE", file, "a run (*.troupe-run), or with --schedule a scenario")->required();
    auto* choices =
        app.add_option("--schedule", schedule, "choices in the Lab, as a run tells them");
    app.add_option("--seed", seed, "of the Lab, with --schedule")->needs(choices);
    app.add_option("--export", given, "KIND=PATH, several times: events.csv …")
        ->allow_extra_args(false);
    app.add_flag("--json", isJson, "print the result as JSON");
    if (const auto code = readOptions(app, args, "replay")) return *code;
    const Expected<std::vector<Export>> exports = readExports(given, program);
    if (!exports) return printError(exports.error());
    if (choices->count() > 0) {
        return replaySchedule(file, schedule, seed, exports.value(), isJson, program);
    }
    const Expected<std::unique_ptr<Session>> session = Session::openRun(file);
    if (!session) return printError(session.error());
    if (session.value()->isTruncated()) {
        printError({text("cli.truncated"), file, {}}); // and goes on with what there is
    }
    return finishWithExports(exports.value(), *session.value(), program, isJson,
                             session.value()->isTruncated() ? "truncated" : "file");
}

} // namespace troupe::core

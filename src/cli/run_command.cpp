#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>

#include "catalogue/check.h"
#include "cli/options.h"
#include "document/atomic_file.h"
#include "document/scenario_file.h"
#include "export/result_json.h"
#include "export/tables.h"

namespace troupe::core {

namespace {

constexpr Duration kLongestUnasked = std::chrono::seconds(60);
constexpr std::array kTables{"events.csv", "actors.csv", "metrics.csv"};
constexpr std::array kPictures{"window.png", "canvas.png"};

struct Export {
    std::string kind;
    std::string path;
};

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

template <class Names>
bool contains(const Names& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

Expected<std::vector<Export>> readExports(const std::vector<std::string>& given,
                                          const ProgramInfo& program) {
    std::vector<Export> out;
    for (const std::string& each : given) {
        const std::size_t equals = each.find('=');
        if (equals == std::string::npos || equals + 1 == each.size()) {
            return Error{text("cli.exportSpelling", each), "--export", {}};
        }
        const std::string kind = each.substr(0, equals);
        if (contains(kPictures, kind) && !program.writePicture) {
            return Error{text("cli.needsWindow", kind), "--export", {}};
        }
        if (!contains(kTables, kind) && !contains(kPictures, kind)) {
            std::string all;
            for (const char* table : kTables) all += std::string(table) + " ";
            for (const char* picture : kPictures) all += std::string(picture) + " ";
            all.pop_back();
            return Error{text("cli.exportKind", kind), "--export",
                         text("cli.exportKindNext", all)};
        }
        out.push_back({kind, each.substr(equals + 1)});
    }
    return out;
}

Expected<void> write(const Export& wanted, Session& session, const ProgramInfo& program) {
    std::error_code ignored; // what is wrong with the folder, writing the file tells
    const std::filesystem::path path(wanted.path);
    if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), ignored);
    if (wanted.kind == "events.csv") {
        return writeFileAtomically(path, eventsCsv(session.recording(), session.world()));
    }
    if (wanted.kind == "metrics.csv") {
        return writeFileAtomically(path, metricsCsv(session.history(), session.world()));
    }
    if (wanted.kind == "actors.csv") {
        const PositionOf positions =
            program.positions ? program.positions(session) : positionsOf(session.document());
        return writeFileAtomically(path, actorsCsv(session.world(), positions));
    }
    return program.writePicture({wanted.kind, wanted.path}, session);
}

/// A path, or the name of a scenario that comes with the program.
std::string pathOf(const std::string& file) {
    std::error_code ignored;
    if (std::filesystem::exists(file, ignored) || file.find('/') != std::string::npos) return file;
    const std::filesystem::path own =
        std::filesystem::path(resourcesFolder()) / "scenarios" / (file + ".troupe");
    return std::filesystem::exists(own, ignored) ? own.string() : file;
}

void printSummary(const Session& session, RunEnd end) {
    const World& world = session.world();
    const Ledger ledger = world.ledger();
    std::string out = std::string("ended: ") + toString(end) + " after " +
                      toText(Duration(static_cast<std::int64_t>(world.time()))) + "\n";
    out += "sent " + std::to_string(ledger.sent) + ", handled " + std::to_string(ledger.handled) +
           ", queued " + std::to_string(ledger.queued) + ", in handler " +
           std::to_string(ledger.inHandler) + ", dead " + std::to_string(ledger.dead) +
           ", discarded " + std::to_string(ledger.discarded) + "\n";
    world.forEachActor([&](const ActorView& actor) {
        out += "  " + actor.name + " (" + actor.kind + "): " + toString(actor.status);
        for (const StateField& field : actor.state) {
            out += ", " + field.name + " = " + toText(field.value, 60);
        }
        out += "\n";
    });
    for (const Problem& problem : world.problems()) {
        out += "problem: " + toEnglish(problem.text) + "\n";
    }
    std::fputs(out.c_str(), stdout);
}

} // namespace

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

    const Expected<ScenarioFile> file = loadScenario(pathOf(given.file));
    if (!file) return printError(file.error());
    const Document& document = file->document;
    const Expected<Plan> plan = check(document, &file->places);
    if (!plan) return printError(plan.error());

    RunOptions options;
    options.mode = given.isLab || (!given.isLive && document.mode == "lab") ? RunMode::lab
                                                                            : RunMode::live;
    options.seed = seed->count() > 0 ? given.seed
                                     : static_cast<std::uint64_t>(document.seed.value_or(1));
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
    for (const Export& wanted : exports.value()) {
        const Expected<void> written = write(wanted, session, program);
        if (!written) return printError(written.error());
    }
    if (given.isJson) {
        std::fputs(resultJson(session, end).c_str(), stdout);
    } else {
        printSummary(session, end);
    }
    // stdout is the JSON alone
    FILE* const out = given.isJson ? stderr : stdout;
    for (const Export& wanted : exports.value()) std::fputs((wanted.path + "\n").c_str(), out);
    if (isForTime || end == RunEnd::quiet) return kExitDone;
    printError({text("cli.notQuiet", toText(*length)), given.file, text("cli.notQuietNext")});
    return kExitNotQuiet;
}

} // namespace troupe::core

#include "cli/exports.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>

#include <unistd.h>

#include "cli/commands.h"
#include "document/atomic_file.h"
#include "export/report.h"
#include "export/result_json.h"
#include "export/tables.h"

namespace troupe::core {

namespace {

constexpr std::array kExports{
    ExportRow{"events.csv", false, "every event that was recorded"},
    ExportRow{"events.jsonl", false, "the same as JSON lines"},
    ExportRow{"actors.csv", false, "a row for each actor, as the run ended"},
    ExportRow{"actors.jsonl", false, "the same as JSON lines"},
    ExportRow{"metrics.csv", false, "depth, throughput and latency over time"},
    ExportRow{"metrics.jsonl", false, "the same as JSON lines"},
    ExportRow{"report.html", false, "a report in one file"},
    ExportRow{"run.troupe-run", false, "the run itself, for replay"},
    ExportRow{"window.png", true, "the whole window"},
    ExportRow{"canvas.png", true, "the canvas"},
    ExportRow{"canvas.svg", true, "the canvas"},
    ExportRow{"depth.png", true, "the chart of mailbox depth"},
    ExportRow{"latency.png", true, "the chart of latency"},
};

const ExportRow* rowOf(std::string_view kind) {
    const auto row = std::find_if(kExports.begin(), kExports.end(),
                                  [&](const ExportRow& each) { return each.kind == kind; });
    return row == kExports.end() ? nullptr : &*row;
}

/// A program with a window puts the canvas into its reports.
std::vector<ReportPicture> picturesFor(Session& session, const ProgramInfo& program) {
    if (!program.writePicture) return {};
    std::error_code ignored;
    const std::filesystem::path folder = std::filesystem::temp_directory_path(ignored);
    std::vector<ReportPicture> out;
    for (const auto& [kind, title] :
         {std::pair("canvas.svg", "Canvas"), std::pair("depth.png", "Mailbox depth"),
          std::pair("latency.png", "Latency")}) {
        const std::filesystem::path path =
            folder / ("troupe-report-" + std::to_string(::getpid()) + "-" + kind);
        const Expected<void> written = program.writePicture({kind, path.string()}, session);
        Expected<std::string> bytes = readWholeFile(path, std::size_t{64} << 20);
        std::filesystem::remove(path, ignored);
        if (!written || !bytes) continue;
        const bool isSvg = std::string_view(kind).ends_with("svg");
        out.push_back({title, isSvg ? "image/svg+xml" : "image/png", std::move(bytes).value()});
    }
    return out;
}

/// What `replay FILE --schedule …` takes. Of a long run the seed says the same in less.
std::string scheduleLine(const Session& session) {
    constexpr std::size_t kLongestShown = 4096;
    const std::string schedule = session.schedule();
    if (schedule.empty()) return {};
    const std::string seed = "seed: " + std::to_string(session.options().seed) + "\n";
    if (schedule.size() <= kLongestShown) return seed + "schedule: " + schedule + "\n";
    return seed + "schedule: " + std::to_string(schedule.size()) +
           " characters; the seed alone makes the same choices\n";
}

void printSummary(const Session& session, std::string_view ended) {
    const World& world = session.world();
    const Ledger ledger = world.ledger();
    std::string out = "ended: " + std::string(ended) + " after " +
                      toText(Duration(static_cast<std::int64_t>(world.time()))) + "\n";
    out += "sent " + std::to_string(ledger.sent) + ", handled " + std::to_string(ledger.handled) +
           ", queued " + std::to_string(ledger.queued) + ", in handler " +
           std::to_string(ledger.inHandler) + ", dead " + std::to_string(ledger.dead) +
           ", discarded " + std::to_string(ledger.discarded) + "\n";
    constexpr std::size_t kMostRows = 200;
    std::size_t rows = 0;
    world.forEachActor([&](const ActorView& actor) {
        if (++rows > kMostRows) return;
        out += "  " + actor.name + " (" + actor.kind + "): " + toString(actor.status);
        for (const StateField& field : actor.state) {
            out += ", " + field.name + " = " + toText(field.value, 60);
        }
        out += "\n";
    });
    if (rows > kMostRows) out += "  … and " + std::to_string(rows - kMostRows) + " more\n";
    for (const Problem& problem : world.problems()) {
        out += "problem: " + toEnglish(problem.text) + "\n";
    }
    out += scheduleLine(session);
    std::fputs(out.c_str(), stdout);
}

} // namespace

std::span<const ExportRow> exportTable() {
    return kExports;
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
        const ExportRow* row = rowOf(kind);
        if (!row) {
            std::string all;
            for (const ExportRow& known : kExports) {
                if (known.isPicture && !program.writePicture) continue;
                all += (all.empty() ? "" : " ") + std::string(known.kind);
            }
            return Error{text("cli.exportKind", kind), "--export", text("cli.exportKindNext", all)};
        }
        if (row->isPicture && !program.writePicture) {
            return Error{text("cli.needsWindow", kind), "--export", {}};
        }
        out.push_back({kind, each.substr(equals + 1)});
    }
    return out;
}

Expected<std::string> exportBytes(std::string_view kind, Session& session,
                                  const ProgramInfo& program) {
    const TableFormat format = kind.ends_with(".jsonl") ? TableFormat::jsonLines : TableFormat::csv;
    if (kind == "run.troupe-run") return session.runBytes();
    if (kind == "report.html") return reportHtml(session, picturesFor(session, program));
    if (kind.starts_with("events.")) {
        return eventsTable(session.recording(), session.world(), format);
    }
    if (kind.starts_with("metrics.")) {
        return metricsTable(session.history(), session.world(), format);
    }
    const PositionOf positions =
        program.positions ? program.positions(session) : positionsOf(session.document());
    return actorsTable(session.world(), positions, format);
}

Expected<void> writeExport(const Export& wanted, Session& session, const ProgramInfo& program) {
    std::error_code ignored; // what is wrong with the folder, writing the file tells
    const std::filesystem::path path(wanted.path);
    if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), ignored);
    if (rowOf(wanted.kind)->isPicture) {
        return program.writePicture({wanted.kind, wanted.path}, session);
    }
    const Expected<std::string> bytes = exportBytes(wanted.kind, session, program);
    if (!bytes) return bytes.error();
    return writeFileAtomically(path, bytes.value());
}

int finishWithExports(const std::vector<Export>& exports, Session& session,
                      const ProgramInfo& program, bool isJson, std::string_view ended) {
    for (const Export& wanted : exports) {
        const Expected<void> written = writeExport(wanted, session, program);
        if (!written) return printError(written.error());
    }
    if (isJson) {
        std::fputs(resultJson(session, ended).c_str(), stdout);
    } else {
        printSummary(session, ended);
    }
    // with --json, stdout is the JSON alone
    FILE* const out = isJson ? stderr : stdout;
    for (const Export& wanted : exports) std::fputs((wanted.path + "\n").c_str(), out);
    return kExitDone;
}

} // namespace troupe::core

// What a run can be exported as: one list for the commands and for the window's dialog.
//
// The same bytes come out wherever they are asked for (P21). Thread: gui.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_line.h"

namespace troupe::core {

/// One of the things after --export.
struct ExportRow {
    std::string_view kind;  // "events.csv"
    bool isPicture = false; // needs a program with a window
    std::string_view what;
};
std::span<const ExportRow> exportTable();

struct Export {
    std::string kind;
    std::string path;
};
/// KIND=PATH, several times.
Expected<std::vector<Export>> readExports(const std::vector<std::string>& given,
                                          const ProgramInfo& program);
/// Writes one; folders are made.
Expected<void> writeExport(const Export& wanted, Session& session, const ProgramInfo& program);
/// Bytes of what is no picture, as writeExport() writes them.
Expected<std::string> exportBytes(std::string_view kind, Session& session,
                                  const ProgramInfo& program);

/// Writes all of them, then the result (as JSON or in words) and the paths. An exit code.
int finishWithExports(const std::vector<Export>& exports, Session& session,
                      const ProgramInfo& program, bool isJson, std::string_view ended);

} // namespace troupe::core

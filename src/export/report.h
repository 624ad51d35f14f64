// A report of a run as one HTML page: numbers, tables, problems, and pictures inside the file.
//
// Needs no network and runs no script; texts of the run are data and are escaped. Thread: gui.
#pragma once

#include <string>
#include <vector>

#include "session/session.h"

namespace troupe::core {

struct ReportPicture {
    std::string title;
    std::string mimeType; // "image/png", "image/svg+xml"
    std::string bytes;
};

/// `date`: as it shall stand in the report; empty: none, so that equal runs give equal bytes.
std::string reportHtml(const Session& session, const std::vector<ReportPicture>& pictures = {},
                       std::string_view date = {});

/// As RFC 4648 has it.
std::string base64(std::string_view bytes);

} // namespace troupe::core

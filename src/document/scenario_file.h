// Reading and writing of scenario files, *.troupe (docs/format.md, resources/schema).
//
// Reading checks form, limits and that names refer to something; what only the catalogue knows
// (kinds, settings, ports) is checked by catalogue/check.h. Thread: any.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "document/document.h"
#include "text/expected.h"

namespace troupe::core {

/// Where the parts of a document stood in its file, for errors that are found later.
struct ScenarioPlaces {
    std::string name;              // of the file
    std::vector<TextPlace> actors; // by place in Document::actors: the value of "kind"
    std::vector<TextPlace> links;  // the link
    std::map<std::pair<std::size_t, std::string>, TextPlace> settings; // by actor, by name
    std::vector<TextPlace> supervisors;                                // the value of "supervisor"

    /// `name:line:column`.
    std::string at(TextPlace place) const;
};

struct ScenarioFile {
    Document document;
    ScenarioPlaces places;
};

/// `name` stands in errors. Any bytes end in a document or one located error.
Expected<ScenarioFile> readScenario(std::string_view bytes, std::string_view name);
/// Reads a file; never more than the limit.
Expected<ScenarioFile> loadScenario(const std::filesystem::path& path);

/// Stable key order; equal documents give equal bytes; what was not understood is written back.
std::string writeScenario(const Document& document);
/// Atomic: the file is the old or the new one, whole. Refused for a read-only document.
Expected<void> saveScenario(const Document& document, const std::filesystem::path& path);

/// A JSON value as a Value: null is nothing, an object is a map. Durations stay texts.
Value toValue(const JsonNode& node);
JsonNode toJson(const Value& value);

/// `250ms`, `1.5s`, `2m`, `1h`; units ns us ms s m h. Nothing if it is not one or does not fit.
std::optional<Duration> parseDuration(std::string_view text);

} // namespace troupe::core

// Whether a document can be run: what only the catalogue knows (decisions.md 32, 37). Thread: any.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "catalogue/catalogue.h"
#include "catalogue/settings.h"
#include "document/document.h"
#include "document/scenario_file.h"
#include "world/problem.h"

namespace troupe::core {

/// A document with everything looked up, ready to be built.
struct Plan {
    struct Actor {
        const ActorEntry* entry = nullptr; // of the document that was checked
        const Kind* kind = nullptr;
        Settings settings;
    };
    std::vector<Actor> actors;      // as in the document
    std::vector<const Kind*> kinds; // that the document describes
    /// Names of the targets of each port of each actor, in the order of the links.
    std::map<std::string, std::map<std::string, std::vector<std::string>>> wiring;
};

/// The plan, or the first thing that is wrong, located if `places` are given. The plan refers to
/// the document, which must stay as it is.
Expected<Plan> check(const Document& document, const ScenarioPlaces* places = nullptr);

/// Required ports without a link: the run can begin, and a Problem says what is missing.
std::vector<Problem> missingLinks(const Plan& plan);

/// Something that is wrong with a document, and where: a row of the Problems list before a run.
struct DocumentProblem {
    Text text;
    Text next{};         // what to do; may be empty
    std::string actor{}; // entry that it is about; empty: the document
    std::string part{};  // setting, port or "kind", "supervisor"; may be empty
    std::optional<Link> link{};
    bool isWarning = false; // a run can begin all the same

    bool operator==(const DocumentProblem&) const = default;
};
/// All of them, in the order of actors and then links; at most kMostDocumentProblems.
std::vector<DocumentProblem> problemsOf(const Document& document);
inline constexpr std::size_t kMostDocumentProblems = 1000;

} // namespace troupe::core

// Whether a document can be run: what only the catalogue knows (decisions.md 32, 37). Thread: any.
#pragma once

#include <map>
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
    std::vector<Actor> actors; // as in the document
    /// Names of the targets of each port of each actor, in the order of the links.
    std::map<std::string, std::map<std::string, std::vector<std::string>>> wiring;
};

/// The plan, or the first thing that is wrong, located if `places` are given. The plan refers to
/// the document, which must stay as it is.
Expected<Plan> check(const Document& document, const ScenarioPlaces* places = nullptr);

/// Required ports without a link: the run can begin, and a Problem says what is missing.
std::vector<Problem> missingLinks(const Plan& plan);

} // namespace troupe::core

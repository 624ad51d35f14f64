#include "catalogue/check.h"

#include <algorithm>

#include "script/script_kind.h"

namespace troupe::core {

namespace {

/// Goes through a document; what is wrong is collected. A plan comes of it if nothing is.
class Checker {
public:
    Checker(const Document& document, const ScenarioPlaces* places)
        : m_document(document), m_places(places) {}

    void run() {
        readKinds();
        checkActors();
        checkSupervisors();
        checkLinks();
    }

    struct Fault {
        DocumentProblem problem;
        std::optional<TextPlace> place;

        std::optional<Error> whole{}; // where the place is told by somebody else

        Error error(const ScenarioPlaces* places) const {
            if (whole) return *whole;
            Error out{problem.text, problem.actor, problem.next};
            if (places && place) out.where = places->at(*place);
            return out;
        }
    };
    const std::vector<Fault>& faults() const { return m_faults; }
    Plan takePlan() && { return std::move(m_plan); }
    const Plan& plan() const { return m_plan; }

private:
    using Places = std::vector<TextPlace> ScenarioPlaces::*;

    void fail(DocumentProblem problem, Places list, std::size_t index) {
        if (m_faults.size() >= kMostDocumentProblems) return;
        std::optional<TextPlace> place;
        if (m_places && index < (m_places->*list).size()) place = (m_places->*list)[index];
        m_faults.push_back({std::move(problem), place, std::nullopt});
    }

    void readKinds() {
        FirstError errors(m_places ? m_places->name : "scenario");
        for (const ScriptKind* each : scriptKindsOf(m_document.kinds, errors)) {
            m_plan.kinds.push_back(&each->kind);
        }
        if (!errors.isSet()) return;
        m_faults.push_back(
            {{.text = errors.error().what, .next = errors.error().next, .part = "kinds"},
             std::nullopt,
             errors.error()});
    }

    const Kind* kindNamed(std::string_view name) const {
        for (const Kind* each : m_plan.kinds) {
            if (each->name == name) return each;
        }
        return findKindOfProgram(name);
    }

    void checkActors() {
        for (std::size_t i = 0; i < m_document.actors.size(); ++i) {
            const ActorEntry& entry = m_document.actors[i];
            // what is wrong keeps its place, so that places fit those of the document
            Plan::Actor& actor = m_plan.actors.emplace_back(Plan::Actor{&entry, nullptr, {}});
            for (const std::string& name : namesOf(entry)) m_byName[name] = i;
            m_byEntry[entry.name] = i;
            actor.kind = kindNamed(entry.kind);
            if (!actor.kind) {
                fail({.text = text("scenario.unknownKind", entry.kind),
                      .next = text("scenario.unknownKindNext"),
                      .actor = entry.name,
                      .part = "kind"},
                     &ScenarioPlaces::actors, i);
                continue;
            }
            auto settings = Settings::resolve(*actor.kind, entry.settings);
            if (const auto* wrong = std::get_if<SettingError>(&settings)) {
                failSetting(*wrong, i);
                actor.kind = nullptr;
            } else {
                actor.settings = std::get<Settings>(std::move(settings));
            }
        }
    }

    void failSetting(const SettingError& wrong, std::size_t index) {
        fail({.text = wrong.error.what,
              .next = wrong.error.next,
              .actor = m_document.actors[index].name,
              .part = wrong.setting},
             &ScenarioPlaces::actors, index);
        if (!m_places) return;
        const auto place = m_places->settings.find({index, wrong.setting});
        if (place != m_places->settings.end()) m_faults.back().place = place->second;
    }

    void checkSupervisors() {
        for (std::size_t i = 0; i < m_document.actors.size(); ++i) {
            const std::string& above = m_document.actors[i].supervisor;
            if (above.empty()) continue;
            const auto found = m_byEntry.find(above);
            DocumentProblem problem{.text = text("scenario.unknownActor", above),
                                    .actor = m_document.actors[i].name,
                                    .part = "supervisor"};
            if (found != m_byEntry.end()) {
                const Kind* kind = m_plan.actors[found->second].kind;
                if (!kind || kind->isSupervisor) continue;
                problem.text = text("scenario.notSupervisor", above, kind->name);
            }
            fail(std::move(problem), &ScenarioPlaces::supervisors, i);
        }
    }

    /// Names that an end of a link stands for.
    std::vector<std::string> namesAt(const std::string& end) const {
        const auto entry = m_byEntry.find(end);
        if (entry != m_byEntry.end()) return namesOf(m_document.actors[entry->second]);
        return m_byName.contains(end) ? std::vector<std::string>{end} : std::vector<std::string>();
    }

    void checkLinks() {
        for (std::size_t i = 0; i < m_document.links.size(); ++i) checkLink(i);
    }

    void failLink(std::size_t index, Text what, Text next = {}) {
        const Link& link = m_document.links[index];
        fail({.text = std::move(what),
              .next = std::move(next),
              .actor = link.from,
              .part = link.port,
              .link = link},
             &ScenarioPlaces::links, index);
    }

    void checkLink(std::size_t index) {
        const Link& link = m_document.links[index];
        const std::vector<std::string> froms = namesAt(link.from);
        const std::vector<std::string> tos = namesAt(link.to);
        if (froms.empty() || tos.empty()) {
            failLink(index, text("scenario.unknownActor", froms.empty() ? link.from : link.to));
            return;
        }
        const Plan::Actor& from = m_plan.actors[m_byName.at(froms.front())];
        const Plan::Actor& to = m_plan.actors[m_byName.at(tos.front())];
        if (!from.kind || !to.kind) return; // that is told already
        const PortInfo* port = from.kind->port(link.port);
        if (!port) return failPort(index, *from.kind);
        std::vector<std::string> needed = port->takes;
        if (from.settings.message().type) needed.emplace_back(from.settings.message().type->name);
        for (const std::string& message : needed) {
            if (to.kind->handles(message)) continue;
            return failLink(index, text("scenario.message", message, to.kind->name));
        }
        for (const std::string& name : froms) {
            std::vector<std::string>& targets = m_plan.wiring[name][link.port];
            targets.insert(targets.end(), tos.begin(), tos.end());
            if (port->isList || targets.size() == 1) continue;
            return failLink(index, text("scenario.portTwice", name, link.port));
        }
    }

    void failPort(std::size_t index, const Kind& kind) {
        std::string all;
        for (const PortInfo& each : kind.ports) all += (all.empty() ? "" : ", ") + each.name;
        failLink(index, text("scenario.unknownPort", kind.name, m_document.links[index].port),
                 text("scenario.unknownPortNext", all.empty() ? "–" : all));
    }

    const Document& m_document;
    const ScenarioPlaces* m_places;
    Plan m_plan;
    std::map<std::string, std::size_t, std::less<>> m_byName; // every single actor
    std::map<std::string, std::size_t, std::less<>> m_byEntry;
    std::vector<Fault> m_faults;
};

/// Calls `visit(actor, port)` for each required port that has no link.
template <class Visit>
void forEachMissingLink(const Plan& plan, Visit&& visit) {
    for (const Plan::Actor& actor : plan.actors) {
        if (!actor.kind) continue;
        for (const PortInfo& port : actor.kind->ports) {
            if (!port.isRequired) continue;
            for (const std::string& name : namesOf(*actor.entry)) {
                const auto wired = plan.wiring.find(name);
                if (wired != plan.wiring.end() && wired->second.contains(port.name)) continue;
                visit(name, port);
            }
        }
    }
}

} // namespace

Expected<Plan> check(const Document& document, const ScenarioPlaces* places) {
    Checker checker(document, places);
    checker.run();
    if (!checker.faults().empty()) return checker.faults().front().error(places);
    return std::move(checker).takePlan();
}

std::vector<Problem> missingLinks(const Plan& plan) {
    std::vector<Problem> out;
    forEachMissingLink(plan, [&](const std::string& name, const PortInfo& port) {
        out.push_back({.kind = ProblemKind::wiring,
                       .text = text("scenario.requiredPort", name, port.name),
                       .isWarning = true});
    });
    return out;
}

std::vector<DocumentProblem> problemsOf(const Document& document) {
    Checker checker(document, nullptr);
    checker.run();
    std::vector<DocumentProblem> out;
    for (const Checker::Fault& each : checker.faults()) out.push_back(each.problem);
    forEachMissingLink(checker.plan(), [&](const std::string& name, const PortInfo& port) {
        if (out.size() >= kMostDocumentProblems) return;
        out.push_back({.text = text("scenario.requiredPort", name, port.name),
                       .actor = name,
                       .part = port.name,
                       .isWarning = true});
    });
    return out;
}

} // namespace troupe::core

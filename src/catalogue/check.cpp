#include "catalogue/check.h"

#include <algorithm>

namespace troupe::core {

namespace {

class Checker {
public:
    Checker(const Document& document, const ScenarioPlaces* places)
        : m_document(document), m_places(places) {}

    Expected<Plan> run() {
        if (!checkActors() || !checkSupervisors() || !checkLinks()) return std::move(*m_error);
        return std::move(m_plan);
    }

private:
    bool fail(Error error, const std::vector<TextPlace> ScenarioPlaces::*list, std::size_t index) {
        if (m_places && index < (m_places->*list).size()) {
            error.where = m_places->at((m_places->*list)[index]);
        }
        m_error = std::move(error);
        return false;
    }

    bool checkActors() {
        for (std::size_t i = 0; i < m_document.actors.size(); ++i) {
            const ActorEntry& entry = m_document.actors[i];
            const Kind* kind = findKind(entry.kind);
            if (!kind) {
                return fail({text("scenario.unknownKind", entry.kind), entry.name,
                             text("scenario.unknownKindNext")},
                            &ScenarioPlaces::actors, i);
            }
            auto settings = Settings::resolve(*kind, entry.settings);
            if (const auto* wrong = std::get_if<SettingError>(&settings)) {
                return failSetting(*wrong, i);
            }
            m_plan.actors.push_back({&entry, kind, std::get<Settings>(std::move(settings))});
            for (const std::string& name : namesOf(entry)) m_byName[name] = i;
            m_byEntry[entry.name] = i;
        }
        return true;
    }

    bool failSetting(const SettingError& wrong, std::size_t index) {
        Error error = wrong.error;
        error.where = m_document.actors[index].name;
        if (m_places) {
            const auto place = m_places->settings.find({index, wrong.setting});
            error.where = m_places->at(place != m_places->settings.end() ? place->second
                                                                         : m_places->actors[index]);
        }
        m_error = std::move(error);
        return false;
    }

    bool checkSupervisors() {
        for (std::size_t i = 0; i < m_document.actors.size(); ++i) {
            const std::string& above = m_document.actors[i].supervisor;
            if (above.empty()) continue;
            const auto found = m_byEntry.find(above);
            if (found == m_byEntry.end()) {
                return fail({text("scenario.unknownActor", above), m_document.actors[i].name, {}},
                            &ScenarioPlaces::supervisors, i);
            }
            const Kind& kind = *m_plan.actors[found->second].kind;
            if (kind.isSupervisor) continue;
            return fail({text("scenario.notSupervisor", above, kind.name),
                         m_document.actors[i].name,
                         {}},
                        &ScenarioPlaces::supervisors, i);
        }
        return true;
    }

    /// Entry indices and names that an end of a link stands for.
    std::vector<std::string> namesAt(const std::string& end) const {
        const auto entry = m_byEntry.find(end);
        if (entry != m_byEntry.end()) return namesOf(m_document.actors[entry->second]);
        return m_byName.contains(end) ? std::vector<std::string>{end} : std::vector<std::string>();
    }

    bool checkLinks() {
        for (std::size_t i = 0; i < m_document.links.size(); ++i) {
            const Link& link = m_document.links[i];
            const std::vector<std::string> froms = namesAt(link.from);
            const std::vector<std::string> tos = namesAt(link.to);
            if (froms.empty() || tos.empty()) {
                return fail({text("scenario.unknownActor", froms.empty() ? link.from : link.to),
                             link.from,
                             {}},
                            &ScenarioPlaces::links, i);
            }
            const Plan::Actor& from = m_plan.actors[m_byName.at(froms.front())];
            const PortInfo* port = from.kind->port(link.port);
            if (!port) return failPort(link, *from.kind, i);
            if (!checkFit(link, from, *port, *m_plan.actors[m_byName.at(tos.front())].kind, i)) {
                return false;
            }
            for (const std::string& name : froms) {
                std::vector<std::string>& targets = m_plan.wiring[name][link.port];
                targets.insert(targets.end(), tos.begin(), tos.end());
                if (port->isList || targets.size() == 1) continue;
                return fail({text("scenario.portTwice", name, link.port), link.from, {}},
                            &ScenarioPlaces::links, i);
            }
        }
        return true;
    }

    bool failPort(const Link& link, const Kind& kind, std::size_t index) {
        std::string all;
        for (const PortInfo& each : kind.ports) all += (all.empty() ? "" : ", ") + each.name;
        return fail({text("scenario.unknownPort", kind.name, link.port), link.from,
                     text("scenario.unknownPortNext", all.empty() ? "–" : all)},
                    &ScenarioPlaces::links, index);
    }

    /// The other end handles what will be sent along the link.
    bool checkFit(const Link& link, const Plan::Actor& from, const PortInfo& port, const Kind& to,
                  std::size_t index) {
        std::vector<std::string> needed = port.takes;
        if (from.settings.message().type) needed.emplace_back(from.settings.message().type->name);
        for (const std::string& message : needed) {
            if (to.handles(message)) continue;
            return fail({text("scenario.message", message, to.name), link.from, {}},
                        &ScenarioPlaces::links, index);
        }
        return true;
    }

    const Document& m_document;
    const ScenarioPlaces* m_places;
    Plan m_plan;
    std::map<std::string, std::size_t, std::less<>> m_byName;  // every single actor
    std::map<std::string, std::size_t, std::less<>> m_byEntry;
    std::optional<Error> m_error;
};

} // namespace

Expected<Plan> check(const Document& document, const ScenarioPlaces* places) {
    return Checker(document, places).run();
}

std::vector<Problem> missingLinks(const Plan& plan) {
    std::vector<Problem> out;
    for (const Plan::Actor& actor : plan.actors) {
        for (const PortInfo& port : actor.kind->ports) {
            if (!port.isRequired) continue;
            for (const std::string& name : namesOf(*actor.entry)) {
                const auto wired = plan.wiring.find(name);
                if (wired != plan.wiring.end() && wired->second.contains(port.name)) continue;
                out.push_back({.kind = ProblemKind::wiring,
                               .text = text("scenario.requiredPort", name, port.name),
                               .isWarning = true});
            }
        }
    }
    return out;
}

} // namespace troupe::core

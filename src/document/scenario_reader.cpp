#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "document/object_reader.h"
#include "document/scenario_file.h"

namespace troupe::core {

namespace {

constexpr std::array kOverflows{Overflow::fail, Overflow::block, Overflow::dropNewest,
                                Overflow::dropOldest, Overflow::unbounded};
constexpr std::array kStrategies{Strategy::oneForOne, Strategy::oneForAll, Strategy::restForOne};
constexpr std::array kChildPolicies{ChildPolicy::permanent, ChildPolicy::transient,
                                    ChildPolicy::temporary};
constexpr std::array kWindows{BudgetWindow::sliding, BudgetWindow::tumbling, BudgetWindow::idleGap,
                              BudgetWindow::lifetime};
constexpr std::array kScopes{BudgetScope::supervisor, BudgetScope::child};
constexpr std::array kJitters{Jitter::none, Jitter::proportional, Jitter::full};
constexpr std::array kRestartMails{RestartMail::keep, RestartMail::discard};
constexpr std::size_t kMostKinds = 100;
constexpr std::int64_t kMostRetries = 255;
constexpr double kFarthest = 1e6; // canvas units

/// One reading of one file; the rules of the format, member by member.
class ScenarioReader {
public:
    ScenarioReader(const JsonNode& root, std::string_view name) : m_root(root), m_errors(name) {
        m_file.places.name = name;
    }

    Expected<ScenarioFile> read() {
        readHeader();
        if (!m_errors.isSet()) checkReferences();
        if (m_errors.isSet()) return m_errors.error();
        return std::move(m_file);
    }

private:
    void readHeader() {
        Document& document = m_file.document;
        ObjectReader in(m_root, m_errors);
        const JsonNode* format = in.require("format");
        const std::string* formatName = format ? format->as<std::string>() : nullptr;
        if (format && (!formatName || *formatName != "troupe-scenario")) {
            m_errors.set(text("scenario.format"), format->place, text("scenario.formatNext"));
        }
        if (!in.take("version")) in.require("version");
        document.version = in.takeInteger("version", kScenarioVersion, 1, INT64_MAX);
        document.isReadOnly = document.version > kScenarioVersion;
        document.title = readLanguages(in.take("title"));
        document.summary = readLanguages(in.take("summary"));
        document.mode = in.takeText("mode", "live");
        if (document.mode != "live" && document.mode != "lab") {
            m_errors.set(text("scenario.choice", "mode", "live, lab"), in.take("mode")->place);
        }
        if (in.take("seed")) document.seed = in.takeInteger("seed", 0, 0, INT64_MAX);
        if (const JsonArray* kinds = in.takeArray("kinds", kMostKinds)) document.kinds = *kinds;
        if (const JsonArray* actors = in.takeArray("actors", kMostEntries)) readActors(*actors);
        if (const JsonArray* links = in.takeArray("links", kMostLinks)) readLinks(*links);
        if (const JsonArray* notes = in.takeArray("notes", kMostNotes)) readNotes(*notes);
        document.unknown = in.rest();
    }

    std::map<std::string, std::string> readLanguages(const JsonNode* node) {
        std::map<std::string, std::string> out;
        if (!node) return out;
        if (const auto* plain = node->as<std::string>()) {
            out.emplace("en", *plain);
            return out;
        }
        ObjectReader in(*node, m_errors);
        if (const auto* members = node->as<JsonMembers>()) {
            for (const auto& member : *members) {
                out.emplace(member.first, in.takeText(member.first));
            }
        }
        return out;
    }

    std::string readName(ObjectReader& in, std::string_view member) {
        const JsonNode* node = in.require(member);
        std::string name = in.takeText(member);
        if (!node || m_errors.isSet()) return name;
        if (name.empty() || codePoints(name) > kMostNameCodePoints) {
            m_errors.set(text("scenario.nameLength", member, std::to_string(kMostNameCodePoints)),
                         node->place);
        } else if (std::any_of(name.begin(), name.end(), isControl)) {
            m_errors.set(text("scenario.nameControl", member), node->place);
        }
        return name;
    }

    void readActors(const JsonArray& actors) {
        std::int64_t total = 0;
        for (const JsonNode& node : actors) {
            if (m_errors.isSet()) return;
            readActor(node);
            total += m_file.document.actors.back().count;
            if (total > kMostScenarioActors) {
                m_errors.set(text("scenario.tooManyActors", std::to_string(kMostScenarioActors)),
                             node.place);
            }
        }
    }

    void readActor(const JsonNode& node) {
        ObjectReader in(node, m_errors);
        ActorEntry entry;
        entry.name = readName(in, "name");
        entry.kind = readName(in, "kind");
        const JsonNode* kind = in.take("kind");
        entry.count = in.takeInteger("count", 1, 1, kMostScenarioActors);
        const std::size_t place = m_file.document.actors.size();
        if (const JsonNode* settings = in.take("settings")) readSettings(*settings, entry, place);
        if (const JsonNode* mailbox = in.take("mailbox")) entry.mailbox = readMailbox(*mailbox);
        if (const JsonNode* policy = in.take("supervision")) {
            entry.supervision = readSupervision(*policy);
        }
        const JsonNode* supervisor = in.take("supervisor");
        entry.supervisor = in.takeText("supervisor");
        entry.child = in.takeChoice<ChildPolicy>("child", ChildPolicy::permanent, kChildPolicies);
        entry.isDedicated = in.takeBool("dedicated", false);
        entry.restartMail =
            in.takeChoice<RestartMail>("restartMail", RestartMail::keep, kRestartMails);
        entry.retries = in.takeInteger("retries", 0, 0, kMostRetries);
        entry.position = readPosition(in.take("position"));
        entry.unknown = in.rest();
        m_file.places.actors.push_back(kind ? kind->place : node.place);
        m_file.places.supervisors.push_back(supervisor ? supervisor->place : node.place);
        m_file.document.actors.push_back(std::move(entry));
    }

    void readSettings(const JsonNode& node, ActorEntry& entry, std::size_t place) {
        const ObjectReader isObject(node, m_errors);
        const auto* members = node.as<JsonMembers>();
        if (!members) return;
        for (const auto& [name, value] : *members) {
            entry.settings.emplace(name, toValue(value));
            m_file.places.settings.emplace(std::pair(place, name), value.place);
        }
    }

    MailboxPolicy readMailbox(const JsonNode& node) {
        ObjectReader in(node, m_errors);
        MailboxPolicy policy;
        policy.capacity = in.takeInteger("capacity", policy.capacity, 1, kMostCapacity);
        policy.overflow = in.takeChoice<Overflow>("overflow", policy.overflow, kOverflows);
        policy.unknown = in.rest();
        return policy;
    }

    SupervisionPolicy readSupervision(const JsonNode& node) {
        ObjectReader in(node, m_errors);
        SupervisionPolicy policy;
        policy.strategy = in.takeChoice<Strategy>("strategy", policy.strategy, kStrategies);
        policy.maxRestarts = in.takeInteger("maxRestarts", policy.maxRestarts, 0, 1'000'000);
        policy.window = readDuration(in, "window", policy.window);
        policy.backOff = readDuration(in, "backOff", policy.backOff);
        policy.factor = in.takeNumber("factor", policy.factor, 1, 1000);
        policy.backOffMax = readDuration(in, "backOffMax", policy.backOffMax);
        policy.windowKind = in.takeChoice<BudgetWindow>("windowKind", policy.windowKind, kWindows);
        policy.scope = in.takeChoice<BudgetScope>("scope", policy.scope, kScopes);
        policy.jitter = in.takeChoice<Jitter>("jitter", policy.jitter, kJitters);
        policy.unknown = in.rest();
        return policy;
    }

    Duration readDuration(ObjectReader& in, std::string_view name, Duration fallback) {
        const JsonNode* node = in.take(name);
        if (!node) return fallback;
        const std::string* given = node->as<std::string>();
        const auto duration = given ? parseDuration(*given) : std::nullopt;
        if (!duration) m_errors.set(text("scenario.duration", name), node->place);
        return duration.value_or(fallback);
    }

    std::optional<Position> readPosition(const JsonNode* node) {
        if (!node) return std::nullopt;
        const auto* pair = node->as<JsonArray>();
        if (!pair || pair->size() != 2) {
            m_errors.set(text("scenario.position"), node->place);
            return std::nullopt;
        }
        return Position{readCoordinate((*pair)[0]), readCoordinate((*pair)[1])};
    }

    double readCoordinate(const JsonNode& node) {
        double value = NAN;
        if (const auto* whole = node.as<std::int64_t>()) value = static_cast<double>(*whole);
        if (const auto* number = node.as<double>()) value = *number;
        if (std::isfinite(value) && std::abs(value) <= kFarthest) return value;
        m_errors.set(text("scenario.position"), node.place);
        return 0;
    }

    void readLinks(const JsonArray& links) {
        for (const JsonNode& node : links) {
            ObjectReader in(node, m_errors);
            Link link;
            link.from = readName(in, "from");
            link.port = readName(in, "port");
            link.to = readName(in, "to");
            link.unknown = in.rest();
            if (m_errors.isSet()) return;
            m_file.document.links.push_back(std::move(link));
            m_file.places.links.push_back(node.place);
        }
    }

    void readNotes(const JsonArray& notes) {
        for (const JsonNode& node : notes) {
            ObjectReader in(node, m_errors);
            Note note;
            note.text = readLanguages(in.require("text"));
            note.position = readPosition(in.take("position"));
            note.unknown = in.rest();
            if (m_errors.isSet()) return;
            m_file.document.notes.push_back(std::move(note));
        }
    }

    void checkReferences() {
        const Document& document = m_file.document;
        std::set<std::string, std::less<>> entries;
        std::set<std::string, std::less<>> names;
        for (std::size_t i = 0; i < document.actors.size(); ++i) {
            const ActorEntry& entry = document.actors[i];
            bool isNew = entries.insert(entry.name).second;
            for (std::string& name : namesOf(entry)) isNew &= names.insert(std::move(name)).second;
            if (!isNew) {
                return m_errors.set(text("scenario.duplicateName", entry.name),
                                    m_file.places.actors[i]);
            }
        }
        for (std::size_t i = 0; i < document.links.size(); ++i) {
            for (const std::string* end : {&document.links[i].from, &document.links[i].to}) {
                if (entries.contains(*end) || names.contains(*end)) continue;
                return m_errors.set(text("scenario.unknownActor", *end), m_file.places.links[i]);
            }
        }
        checkSupervisors();
    }

    /// Every supervisor exists, stands for one actor, and the tree has no cycle.
    void checkSupervisors() {
        const Document& document = m_file.document;
        std::map<std::string_view, const ActorEntry*> byName;
        for (const ActorEntry& entry : document.actors) byName.emplace(entry.name, &entry);
        for (std::size_t i = 0; i < document.actors.size(); ++i) {
            const ActorEntry* at = &document.actors[i];
            const TextPlace place = m_file.places.supervisors[i];
            for (std::size_t climbed = 0; !at->supervisor.empty(); ++climbed) {
                const auto above = byName.find(at->supervisor);
                if (above == byName.end()) {
                    return m_errors.set(text("scenario.unknownActor", at->supervisor), place);
                }
                if (above->second->count > 1) {
                    return m_errors.set(text("scenario.manySupervisors", at->supervisor), place);
                }
                if (climbed > kMostNesting) {
                    return m_errors.set(text("scenario.supervisorCycle", document.actors[i].name),
                                        place);
                }
                at = above->second;
            }
        }
    }

    const JsonNode& m_root;
    FirstError m_errors;
    ScenarioFile m_file;
};

} // namespace

std::string ScenarioPlaces::at(TextPlace place) const {
    return name + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
}

Value toValue(const JsonNode& node) {
    if (const auto* truth = node.as<bool>()) return *truth;
    if (const auto* whole = node.as<std::int64_t>()) return *whole;
    if (const auto* number = node.as<double>()) return *number;
    if (const auto* text = node.as<std::string>()) return *text;
    if (const auto* array = node.as<JsonArray>()) {
        ValueList list;
        list.reserve(array->size());
        for (const JsonNode& element : *array) list.push_back(toValue(element));
        return list;
    }
    if (const auto* members = node.as<JsonMembers>()) {
        ValueMap map;
        for (const auto& [name, value] : *members) map.emplace(name, toValue(value));
        return map;
    }
    return {};
}

Expected<ScenarioFile> readScenario(std::string_view bytes, std::string_view name) {
    JsonLimits limits;
    limits.bytes = kMostScenarioBytes;
    limits.nesting = kMostNesting;
    limits.stringBytes = kMostValueBytes;
    const Expected<JsonNode> root = readJson(bytes, name, limits);
    if (!root) return root.error();
    return ScenarioReader(root.value(), name).read();
}

} // namespace troupe::core

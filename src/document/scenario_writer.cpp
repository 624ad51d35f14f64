#include "document/atomic_file.h"
#include "document/scenario_file.h"

namespace troupe::core {

namespace {

void put(JsonMembers& out, const char* name, JsonNode::Data data) {
    out.emplace_back(name, JsonNode(std::move(data)));
}

void putRest(JsonMembers& out, const JsonMembers& unknown) {
    out.insert(out.end(), unknown.begin(), unknown.end());
}

JsonMembers languagesOf(const std::map<std::string, std::string>& texts) {
    JsonMembers out;
    for (const auto& [language, text] : texts) out.emplace_back(language, JsonNode(text));
    return out;
}

/// Whole coordinates without a fraction, as a person would write them.
JsonNode coordinate(double value) {
    const auto whole = static_cast<std::int64_t>(value);
    if (static_cast<double>(whole) == value) return JsonNode(whole);
    return JsonNode(value);
}

void putPosition(JsonMembers& out, const std::optional<Position>& position) {
    if (!position) return;
    put(out, "position", JsonArray{coordinate(position->x), coordinate(position->y)});
}

JsonMembers toJson(const MailboxPolicy& policy) {
    JsonMembers out;
    if (policy.overflow != Overflow::unbounded) put(out, "capacity", policy.capacity);
    put(out, "overflow", std::string(toString(policy.overflow)));
    putRest(out, policy.unknown);
    return out;
}

JsonMembers toJson(const SupervisionPolicy& policy) {
    JsonMembers out;
    put(out, "strategy", std::string(toString(policy.strategy)));
    put(out, "maxRestarts", policy.maxRestarts);
    put(out, "window", toText(policy.window));
    put(out, "backOff", toText(policy.backOff));
    put(out, "factor", policy.factor);
    put(out, "backOffMax", toText(policy.backOffMax));
    if (policy.windowKind != BudgetWindow::sliding) {
        put(out, "windowKind", std::string(toString(policy.windowKind)));
    }
    if (policy.scope != BudgetScope::supervisor) {
        put(out, "scope", std::string(toString(policy.scope)));
    }
    if (policy.jitter != Jitter::none) put(out, "jitter", std::string(toString(policy.jitter)));
    putRest(out, policy.unknown);
    return out;
}

JsonMembers toJson(const ActorEntry& entry) {
    JsonMembers out;
    put(out, "name", entry.name);
    put(out, "kind", entry.kind);
    if (entry.count != 1) put(out, "count", entry.count);
    if (!entry.settings.empty()) {
        JsonMembers settings;
        for (const auto& [name, value] : entry.settings)
            settings.emplace_back(name, core::toJson(value));
        put(out, "settings", std::move(settings));
    }
    if (entry.mailbox) put(out, "mailbox", toJson(*entry.mailbox));
    if (entry.supervision) put(out, "supervision", toJson(*entry.supervision));
    if (!entry.supervisor.empty()) put(out, "supervisor", entry.supervisor);
    if (entry.child != ChildPolicy::permanent) {
        put(out, "child", std::string(toString(entry.child)));
    }
    if (entry.isDedicated) put(out, "dedicated", true);
    if (entry.restartMail != RestartMail::keep) {
        put(out, "restartMail", std::string(toString(entry.restartMail)));
    }
    if (entry.retries != 0) put(out, "retries", entry.retries);
    putPosition(out, entry.position);
    putRest(out, entry.unknown);
    return out;
}

JsonMembers toJson(const Link& link) {
    JsonMembers out;
    put(out, "from", link.from);
    put(out, "port", link.port);
    put(out, "to", link.to);
    putRest(out, link.unknown);
    return out;
}

JsonMembers toJson(const Note& note) {
    JsonMembers out;
    put(out, "text", languagesOf(note.text));
    putPosition(out, note.position);
    putRest(out, note.unknown);
    return out;
}

template <class Part>
JsonArray toJson(const std::vector<Part>& parts) {
    JsonArray out;
    out.reserve(parts.size());
    for (const Part& part : parts) out.emplace_back(toJson(part));
    return out;
}

} // namespace

JsonNode toJson(const Value& value) {
    struct Convert {
        JsonNode operator()(std::monostate) const { return JsonNode(nullptr); }
        JsonNode operator()(bool v) const { return JsonNode(v); }
        JsonNode operator()(std::int64_t v) const { return JsonNode(v); }
        JsonNode operator()(double v) const { return JsonNode(v); }
        JsonNode operator()(const std::string& v) const { return JsonNode(v); }
        JsonNode operator()(Duration v) const { return JsonNode(toText(v)); }
        JsonNode operator()(ActorId v) const { return JsonNode(toText(Value(v))); }
        JsonNode operator()(const ValueList& v) const {
            JsonArray out;
            for (const Value& each : v) out.push_back(toJson(each));
            return JsonNode(std::move(out));
        }
        JsonNode operator()(const ValueMap& v) const {
            JsonMembers out;
            for (const auto& [name, each] : v) out.emplace_back(name, toJson(each));
            return JsonNode(std::move(out));
        }
    };
    return std::visit(Convert{}, value.data());
}

std::string writeScenario(const Document& document) {
    JsonMembers out;
    put(out, "format", std::string("troupe-scenario"));
    put(out, "version", document.version);
    if (!document.title.empty()) put(out, "title", languagesOf(document.title));
    if (!document.summary.empty()) put(out, "summary", languagesOf(document.summary));
    put(out, "mode", document.mode);
    if (document.seed) put(out, "seed", *document.seed);
    if (!document.kinds.empty()) put(out, "kinds", JsonArray(document.kinds));
    put(out, "actors", toJson(document.actors));
    if (!document.links.empty()) put(out, "links", toJson(document.links));
    if (!document.notes.empty()) put(out, "notes", toJson(document.notes));
    putRest(out, document.unknown);
    return writeJson(JsonNode(std::move(out)));
}

Expected<void> saveScenario(const Document& document, const std::filesystem::path& path) {
    if (document.isReadOnly) {
        return Error{text("scenario.readOnly", std::to_string(document.version)), path.string(),
                     text("scenario.readOnlyNext")};
    }
    return writeFileAtomically(path, writeScenario(document));
}

Expected<ScenarioFile> loadScenario(const std::filesystem::path& path) {
    const Expected<std::string> bytes = readWholeFile(path, kMostScenarioBytes);
    if (!bytes) return bytes.error();
    return readScenario(bytes.value(), path.string());
}

} // namespace troupe::core

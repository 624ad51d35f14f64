#include "document/fragment.h"

#include <algorithm>

#include "document/change_builder.h"
#include "document/edits.h"
#include "document/scenario_file.h"

namespace troupe::core {

namespace {

constexpr std::string_view kPlace = "clipboard";

/// The actors named, single ones taken out of their entries, in the order of the document.
Document selectionOf(const Document& document, const std::vector<std::string>& names) {
    ChangeBuilder builder(document);
    for (const std::string& name : names) builder.makeSingle(name);
    Document out;
    NameSet chosen(names.begin(), names.end());
    for (const ActorEntry& entry : builder.document().actors) {
        if (!chosen.contains(entry.name)) continue;
        out.actors.push_back(entry);
        addNames(chosen, entry);
    }
    for (const Link& link : builder.document().links) {
        if (chosen.contains(link.from)) out.links.push_back(link);
    }
    return out;
}

/// Adds `part`, whose own names are new to the document or are made so.
Expected<Change> add(const Document& document, const Document& part, Position offset, Text title) {
    if (part.actors.size() + document.actors.size() > kMostEntries) {
        return Error{text("scenario.tooMany", "actors", std::to_string(kMostEntries)), {}, {}};
    }
    if (part.links.size() + document.links.size() > kMostLinks) {
        return Error{text("scenario.tooMany", "links", std::to_string(kMostLinks)), {}, {}};
    }
    ChangeBuilder builder(document);
    NameSet taken = namesOf(document);
    std::map<std::string, std::string> renamed; // entries and the single ones they make
    for (ActorEntry entry : part.actors) {
        const ActorEntry old = entry;
        entry.name = uniqueName(taken, entry);
        addNames(taken, entry);
        if (entry.position) {
            entry.position->x += offset.x;
            entry.position->y += offset.y;
        }
        renamed[old.name] = entry.name;
        const std::vector<std::string> before = namesOf(old);
        const std::vector<std::string> after = namesOf(entry);
        for (std::size_t i = 0; i < before.size(); ++i) renamed[before[i]] = after[i];
        builder.insert(builder.document().actors.size(), std::move(entry));
    }
    const auto newName = [&](const std::string& name) {
        const auto found = renamed.find(name);
        return found == renamed.end() ? name : found->second;
    };
    std::vector<std::string> names;
    for (std::size_t i = document.actors.size(); i < builder.document().actors.size(); ++i) {
        ActorEntry entry = builder.document().actors[i];
        names.push_back(entry.name);
        entry.supervisor = newName(entry.supervisor);
        builder.replace(i, std::move(entry));
    }
    for (Link link : part.links) {
        link.from = newName(link.from);
        link.to = newName(link.to);
        builder.insert(builder.document().links.size(), std::move(link));
    }
    return std::move(builder).take(std::move(title), names);
}

} // namespace

std::string copyActors(const Document& document, const std::vector<std::string>& names) {
    Document part = selectionOf(document, names);
    const NameSet inside = namesOf(part);
    std::erase_if(part.links, [&](const Link& link) { return !inside.contains(link.to); });
    for (ActorEntry& entry : part.actors) {
        if (!inside.contains(entry.supervisor)) entry.supervisor.clear();
    }
    return writeScenario(part);
}

Expected<Change> paste(const Document& document, std::string_view fragment, Position offset) {
    const Expected<ScenarioFile> part = readScenario(fragment, kPlace);
    if (!part) return part.error();
    return add(document, part->document, offset, text("edit.paste"));
}

Expected<Change> duplicate(const Document& document, const std::vector<std::string>& names,
                           Position offset) {
    for (const std::string& name : names) {
        if (!entryOf(document, name)) {
            return Error{text("scenario.unknownActor", name), {}, text("run.noActorNext")};
        }
    }
    Document part = selectionOf(document, names);
    // a link to another one of an entry that was taken apart goes to that entry
    std::erase_if(part.links, [&](const Link& link) {
        const bool isInside = std::any_of(part.actors.begin(), part.actors.end(),
                                          [&](const ActorEntry& e) { return e.name == link.to; });
        return !isInside && !entryOf(document, link.to);
    });
    return add(document, part, offset, text("edit.duplicate"));
}

} // namespace troupe::core

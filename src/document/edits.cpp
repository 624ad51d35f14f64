#include "document/edits.h"

#include <algorithm>

#include "document/change_builder.h"

namespace troupe::core {

namespace {

Error unknownActor(std::string_view name) {
    return {text("scenario.unknownActor", name), {}, text("run.noActorNext")};
}

bool isEndOf(const NameSet& names, const Link& link) {
    return names.contains(link.from) || names.contains(link.to);
}

NameSet allNamesOf(const ActorEntry& entry) {
    NameSet out;
    addNames(out, entry);
    return out;
}

Text titleFor(const char* one, const char* many, const std::vector<std::string>& names) {
    if (names.size() == 1) return text(one, names.front());
    return text(many, std::to_string(names.size()));
}

std::string joinedNames(std::string_view what, const std::vector<std::string>& names) {
    std::string out(what);
    for (const std::string& each : names) out += "\n" + each;
    return out;
}

void removeLinksOf(ChangeBuilder& builder, const NameSet& names) {
    for (std::size_t i = builder.document().links.size(); i-- > 0;) {
        if (isEndOf(names, builder.document().links[i])) builder.removeLink(i);
    }
}

std::optional<Error> nameError(const Document& document, const std::string& name,
                               const ActorEntry& entry) {
    const std::size_t length = codePoints(name);
    if (length == 0 || length > kMostNameCodePoints) {
        return Error{
            text("scenario.nameLength", "name", std::to_string(kMostNameCodePoints)), {}, {}};
    }
    if (std::any_of(name.begin(), name.end(), isControl)) {
        return Error{text("scenario.nameControl", "name"), {}, {}};
    }
    ActorEntry renamed = entry;
    renamed.name = name;
    const NameSet wanted = allNamesOf(renamed);
    for (const ActorEntry& other : document.actors) {
        if (other.name == entry.name) continue;
        for (const std::string& taken : allNamesOf(other)) {
            if (wanted.contains(taken)) return Error{text("scenario.duplicateName", taken), {}, {}};
        }
    }
    return std::nullopt;
}

std::size_t placeOfLink(const Document& document, const Link& link) {
    const auto found =
        std::find_if(document.links.begin(), document.links.end(), [&](const Link& each) {
            return each.from == link.from && each.port == link.port && each.to == link.to;
        });
    return static_cast<std::size_t>(found - document.links.begin());
}

std::optional<Error> linkError(const Document& document, const Link& link) {
    for (const std::string* end : {&link.from, &link.to}) {
        if (!entryOf(document, *end)) return unknownActor(*end);
    }
    if (placeOfLink(document, link) < document.links.size()) {
        return Error{text("edit.linkThere", link.from, link.port, link.to), {}, {}};
    }
    return std::nullopt;
}

Error noLink(const Link& link) {
    return {text("edit.noLink", link.from, link.port, link.to), {}, {}};
}

bool isUnder(const Document& document, const std::string& name, const std::string& supervisor) {
    std::size_t climbed = 0;
    for (const ActorEntry* at = document.actor(supervisor); at && climbed <= document.actors.size();
         at = document.actor(at->supervisor), ++climbed) {
        if (at->name == name) return true;
    }
    return false;
}

} // namespace

const ActorEntry* entryOf(const Document& document, std::string_view name) {
    if (const ActorEntry* exact = document.actor(name)) return exact;
    const std::size_t dash = name.rfind('-');
    if (dash == std::string_view::npos) return nullptr;
    const ActorEntry* entry = document.actor(name.substr(0, dash));
    if (!entry || entry->count <= 1) return nullptr;
    const std::vector<std::string> names = namesOf(*entry);
    return std::find(names.begin(), names.end(), name) == names.end() ? nullptr : entry;
}

Expected<Change> addActor(const Document& document, ActorEntry entry) {
    if (document.actors.size() >= kMostEntries) {
        return Error{text("scenario.tooMany", "actors", std::to_string(kMostEntries)), {}, {}};
    }
    entry.name = uniqueName(document, entry.name);
    if (const auto wrong = nameError(document, entry.name, entry)) return *wrong;
    std::string name = entry.name;
    ChangeBuilder builder(document);
    builder.insert(document.actors.size(), std::move(entry));
    return std::move(builder).take(text("edit.add", name), {name});
}

Expected<Change> removeActors(const Document& document, const std::vector<std::string>& names) {
    ChangeBuilder builder(document);
    for (const std::string& name : names) {
        if (!builder.makeSingle(name)) return unknownActor(name);
    }
    for (const std::string& name : names) {
        const std::size_t place = builder.placeOf(name);
        if (place == builder.document().actors.size()) continue; // named twice
        const ActorEntry gone = builder.document().actors[place];
        for (std::size_t i = 0; i < builder.document().actors.size(); ++i) {
            ActorEntry child = builder.document().actors[i];
            if (child.supervisor != name) continue;
            child.supervisor = gone.supervisor;
            builder.replace(i, std::move(child));
        }
        removeLinksOf(builder, allNamesOf(gone));
        builder.removeActor(place);
    }
    return std::move(builder).take(titleFor("edit.remove", "edit.removeMany", names));
}

Expected<Change> moveActors(const Document& document, const std::map<std::string, Position>& to) {
    ChangeBuilder builder(document);
    std::vector<std::string> names;
    for (const auto& [name, position] : to) {
        if (!builder.makeSingle(name)) return unknownActor(name);
        ActorEntry entry = builder.document().actors[builder.placeOf(name)];
        entry.position = position;
        builder.replace(builder.placeOf(name), std::move(entry));
        names.push_back(name);
    }
    return std::move(builder).take(titleFor("edit.move", "edit.moveMany", names), names,
                                   joinedNames("move", names));
}

Expected<Change> renameActor(const Document& document, const std::string& name,
                             const std::string& newName) {
    ChangeBuilder builder(document);
    if (!builder.makeSingle(name)) return unknownActor(name);
    const ActorEntry before = builder.document().actors[builder.placeOf(name)];
    if (const auto wrong = nameError(builder.document(), newName, before)) return *wrong;
    ActorEntry after = before;
    after.name = newName;
    builder.replace(builder.placeOf(name), after);

    std::map<std::string, std::string> renamed{{name, newName}};
    const std::vector<std::string> singles = namesOf(before);
    const std::vector<std::string> newSingles = namesOf(after);
    for (std::size_t i = 0; i < singles.size(); ++i) renamed[singles[i]] = newSingles[i];
    for (std::size_t i = 0; i < builder.document().links.size(); ++i) {
        Link link = builder.document().links[i];
        if (const auto from = renamed.find(link.from); from != renamed.end())
            link.from = from->second;
        if (const auto end = renamed.find(link.to); end != renamed.end()) link.to = end->second;
        builder.replace(i, std::move(link));
    }
    for (std::size_t i = 0; i < builder.document().actors.size(); ++i) {
        ActorEntry child = builder.document().actors[i];
        if (child.supervisor == name) child.supervisor = newName;
        builder.replace(i, std::move(child));
    }
    return std::move(builder).take(text("edit.rename", name, newName), {newName});
}

Expected<Change> changeActor(const Document& document, const std::string& name, ActorEntry changed,
                             std::string_view option) {
    ChangeBuilder builder(document);
    if (!builder.makeSingle(name)) return unknownActor(name);
    const std::size_t place = builder.placeOf(name);
    const ActorEntry& before = builder.document().actors[place];
    changed.name = before.name;
    changed.supervisor = before.supervisor;
    if (const auto wrong = nameError(builder.document(), changed.name, changed)) return *wrong;
    const auto isChild = [&](const ActorEntry& each) { return each.supervisor == changed.name; };
    if (changed.count > 1 &&
        std::any_of(builder.document().actors.begin(), builder.document().actors.end(), isChild)) {
        return Error{text("scenario.manySupervisors", changed.name), {}, {}};
    }
    if (changed.count != before.count) { // links to those that are gone go too
        NameSet gone;
        for (std::string& each : namesOf(before)) gone.insert(std::move(each));
        for (const std::string& each : namesOf(changed)) gone.erase(each);
        gone.erase(changed.name);
        builder.replace(place, std::move(changed));
        removeLinksOf(builder, gone);
    } else {
        builder.replace(place, std::move(changed));
    }
    return std::move(builder).take(text("edit.change", name, option), {name},
                                   joinedNames("change " + std::string(option), {name}));
}

Expected<Change> addLink(const Document& document, const Link& link, bool isList) {
    if (const auto wrong = linkError(document, link)) return *wrong;
    ChangeBuilder builder(document);
    if (!isList) {
        for (std::size_t i = document.links.size(); i-- > 0;) {
            const Link& each = document.links[i];
            if (each.from == link.from && each.port == link.port) builder.removeLink(i);
        }
    }
    builder.insert(builder.document().links.size(), link);
    return std::move(builder).take(text("edit.link", link.from, link.to), {link.from});
}

Expected<Change> removeLink(const Document& document, const Link& link) {
    const std::size_t place = placeOfLink(document, link);
    if (place == document.links.size()) return noLink(link);
    ChangeBuilder builder(document);
    builder.removeLink(place);
    return std::move(builder).take(text("edit.unlink", link.from, link.to), {link.from});
}

Expected<Change> rewireLink(const Document& document, const Link& link, const Link& changed) {
    const std::size_t place = placeOfLink(document, link);
    if (place == document.links.size()) return noLink(link);
    if (const auto wrong = linkError(document, changed)) return *wrong;
    ChangeBuilder builder(document);
    builder.replace(place, changed);
    return std::move(builder).take(text("edit.rewire", changed.from, changed.to), {changed.from});
}

Expected<Change> supervise(const Document& document, const std::vector<std::string>& names,
                           const std::string& supervisor, const std::string& before) {
    const ActorEntry* above = supervisor.empty() ? nullptr : document.actor(supervisor);
    if (!supervisor.empty() && !above) return unknownActor(supervisor);
    if (above && above->count > 1) {
        return Error{text("scenario.manySupervisors", supervisor), {}, {}};
    }
    ChangeBuilder builder(document);
    for (const std::string& name : names) {
        if (!builder.makeSingle(name)) return unknownActor(name);
        if (isUnder(builder.document(), name, supervisor)) {
            return Error{text("scenario.supervisorCycle", name), {}, {}};
        }
        ActorEntry entry = builder.document().actors[builder.placeOf(name)];
        entry.supervisor = supervisor;
        if (name == before) {
            builder.replace(builder.placeOf(name), std::move(entry));
            continue;
        }
        builder.removeActor(builder.placeOf(name));
        const std::size_t place =
            before.empty() ? builder.document().actors.size() : builder.placeOf(before);
        builder.insert(place, std::move(entry));
    }
    const Text title = supervisor.empty()
                           ? titleFor("edit.unsupervise", "edit.unsuperviseMany", names)
                           : text("edit.supervise", names.empty() ? "" : names.front(), supervisor);
    return std::move(builder).take(title, names);
}

Expected<Change> addNote(const Document& document, Note note) {
    if (document.notes.size() >= kMostNotes) {
        return Error{text("scenario.tooMany", "notes", std::to_string(kMostNotes)), {}, {}};
    }
    ChangeBuilder builder(document);
    builder.insert(document.notes.size(), std::move(note));
    return std::move(builder).take(text("edit.addNote"));
}

Expected<Change> removeNote(const Document& document, std::size_t index) {
    if (index >= document.notes.size()) return Error{text("edit.noNote"), {}, {}};
    ChangeBuilder builder(document);
    builder.removeNote(index);
    return std::move(builder).take(text("edit.removeNote"));
}

Expected<Change> changeNote(const Document& document, std::size_t index, Note note) {
    if (index >= document.notes.size()) return Error{text("edit.noNote"), {}, {}};
    ChangeBuilder builder(document);
    builder.replace(index, std::move(note));
    return std::move(builder).take(text("edit.changeNote"), {}, "note " + std::to_string(index));
}

Expected<Change> changeHeader(const Document& document, DocumentHeader header) {
    ChangeBuilder builder(document);
    builder.replaceHeader(std::move(header));
    return std::move(builder).take(text("edit.changeScenario"), {}, "header");
}

Change joined(Text title, const std::vector<Change>& changes) {
    Change out;
    out.title = std::move(title);
    for (const Change& each : changes) {
        out.steps.insert(out.steps.end(), each.steps.begin(), each.steps.end());
        out.names.insert(out.names.end(), each.names.begin(), each.names.end());
    }
    return out;
}

} // namespace troupe::core

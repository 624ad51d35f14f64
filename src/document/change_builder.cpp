#include "document/change_builder.h"

#include <algorithm>

#include "document/edits.h"

namespace troupe::core {

void ChangeBuilder::replace(std::size_t index, ActorEntry entry) {
    if (m_document.actors[index] == entry) return;
    step<ActorEntry>(index, m_document.actors[index], std::move(entry));
}

void ChangeBuilder::replace(std::size_t index, Link link) {
    if (m_document.links[index] == link) return;
    step<Link>(index, m_document.links[index], std::move(link));
}

void ChangeBuilder::replace(std::size_t index, Note note) {
    if (m_document.notes[index] == note) return;
    step<Note>(index, m_document.notes[index], std::move(note));
}

void ChangeBuilder::replaceHeader(DocumentHeader header) {
    Change one;
    one.steps.emplace_back(HeaderStep{headerOf(m_document), std::move(header)});
    apply(m_document, one);
    m_change.steps.push_back(std::move(one.steps.front()));
}

std::size_t ChangeBuilder::placeOf(std::string_view name) const {
    const auto found = std::find_if(m_document.actors.begin(), m_document.actors.end(),
                                    [&](const ActorEntry& each) { return each.name == name; });
    return static_cast<std::size_t>(found - m_document.actors.begin());
}

bool ChangeBuilder::makeSingle(std::string_view name) {
    const ActorEntry* entry = entryOf(m_document, name);
    if (!entry) return false;
    if (entry->name != name) takeApart(placeOf(entry->name));
    return true;
}

/// worker × 3 becomes worker-1, worker-2, worker-3 at the places where they are drawn.
void ChangeBuilder::takeApart(std::size_t index) {
    const ActorEntry whole = m_document.actors[index];
    const std::vector<std::string> names = namesOf(whole);
    removeActor(index);
    for (std::size_t i = 0; i < names.size(); ++i) {
        ActorEntry single = whole;
        single.name = names[i];
        single.count = 1;
        if (whole.position) single.position = placeInEntry(*whole.position, names.size(), i);
        insert(index + i, std::move(single));
    }
    takeLinksApart(whole.name, names);
}

void ChangeBuilder::takeLinksApart(const std::string& entry,
                                   const std::vector<std::string>& names) {
    for (std::size_t i = 0; i < m_document.links.size(); ++i) {
        const Link link = m_document.links[i];
        if (link.from != entry && link.to != entry) continue;
        removeLink(i);
        for (const std::string& from : link.from == entry ? names : std::vector{link.from}) {
            for (const std::string& to : link.to == entry ? names : std::vector{link.to}) {
                Link single = link;
                single.from = from;
                single.to = to;
                insert(i++, std::move(single));
            }
        }
        --i;
    }
}

Change ChangeBuilder::take(Text title, std::vector<std::string> names, std::string mergeKey) && {
    m_change.title = std::move(title);
    m_change.names = std::move(names);
    m_change.mergeKey = std::move(mergeKey);
    return std::move(m_change);
}

} // namespace troupe::core

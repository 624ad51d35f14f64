// Carries steps out on a copy of a document and remembers them as a Change. Internal to
// src/document. Thread: gui.
#pragma once

#include <string>
#include <utility>

#include "document/change.h"

namespace troupe::core {

class ChangeBuilder {
public:
    explicit ChangeBuilder(const Document& document) : m_document(document) {}

    /// As it stands after the steps so far.
    const Document& document() const { return m_document; }

    void insert(std::size_t index, ActorEntry entry) {
        step<ActorEntry>(index, {}, std::move(entry));
    }
    void insert(std::size_t index, Link link) { step<Link>(index, {}, std::move(link)); }
    void insert(std::size_t index, Note note) { step<Note>(index, {}, std::move(note)); }
    void replace(std::size_t index, ActorEntry entry);
    void replace(std::size_t index, Link link);
    void replace(std::size_t index, Note note);
    void removeActor(std::size_t index) { step<ActorEntry>(index, m_document.actors[index], {}); }
    void removeLink(std::size_t index) { step<Link>(index, m_document.links[index], {}); }
    void removeNote(std::size_t index) { step<Note>(index, m_document.notes[index], {}); }
    void replaceHeader(DocumentHeader header);

    /// Place of the entry of exactly this name; the count of actors if there is none.
    std::size_t placeOf(std::string_view name) const;
    /// The entry that `name` names or is one of; an entry for several is taken apart into single
    /// ones if `name` is one of them. False: there is none.
    bool makeSingle(std::string_view name);

    Change take(Text title, std::vector<std::string> names = {}, std::string mergeKey = {}) &&;

private:
    template <class Part>
    void step(std::size_t index, std::optional<Part> before, std::optional<Part> after) {
        Change one;
        one.steps.emplace_back(PartStep<Part>{index, std::move(before), std::move(after)});
        apply(m_document, one);
        m_change.steps.push_back(std::move(one.steps.front()));
    }
    void takeApart(std::size_t index);
    void takeLinksApart(const std::string& entry, const std::vector<std::string>& names);

    Document m_document;
    Change m_change;
};

} // namespace troupe::core

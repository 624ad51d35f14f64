// Everything a person can change in a document: pure functions that look at a document and answer
// with a Change (or say why it cannot be). Nothing is changed here.
//
//   const Expected<Change> change = removeActors(document, {"worker-2"});
//   if (change) history.perform(*change);
//
// An actor may be named by its entry ("worker") or, where an entry stands for several, as one of
// them ("worker-3"); then the entry is first taken apart into single ones. What only the catalogue
// knows (kinds, ports, settings) is not checked here but by catalogue/check.h. Thread: gui.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "document/change.h"
#include "text/expected.h"

namespace troupe::core {

/// The entry that `name` names or is one of; null if there is none.
const ActorEntry* entryOf(const Document& document, std::string_view name);

/// Its name is made unique; that name is in Change::names.
Expected<Change> addActor(const Document& document, ActorEntry entry);
/// With their links; children of a removed supervisor move to the one above it.
Expected<Change> removeActors(const Document& document, const std::vector<std::string>& names);
/// Moves of the same actors that follow each other become one undo step.
Expected<Change> moveActors(const Document& document, const std::map<std::string, Position>& to);
/// Links and supervised actors follow.
Expected<Change> renameActor(const Document& document, const std::string& name,
                             const std::string& newName);
/// Replaces an entry by one with other settings, policies, count … but the same name and
/// supervisor. `option` names what was changed ("capacity"): consecutive changes of the same
/// option become one undo step.
Expected<Change> changeActor(const Document& document, const std::string& name, ActorEntry changed,
                             std::string_view option);

/// Adds a link; one that is there already is an error. `isList`: the port takes several, else the
/// new link takes the place of the old one.
Expected<Change> addLink(const Document& document, const Link& link, bool isList);
Expected<Change> removeLink(const Document& document, const Link& link);
/// Moves one end (or the port) of a link.
Expected<Change> rewireLink(const Document& document, const Link& link, const Link& changed);

/// Moves actors under a supervisor ("" = none), so that the first stands before `before` in start
/// order; "" = last.
Expected<Change> supervise(const Document& document, const std::vector<std::string>& names,
                           const std::string& supervisor, const std::string& before = {});

Expected<Change> addNote(const Document& document, Note note);
Expected<Change> removeNote(const Document& document, std::size_t index);
Expected<Change> changeNote(const Document& document, std::size_t index, Note note);
Expected<Change> changeHeader(const Document& document, DocumentHeader header);

/// Several changes as one undo step; each was made for the document that the one before leaves.
Change joined(Text title, const std::vector<Change>& changes);

} // namespace troupe::core

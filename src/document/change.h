// One undoable change of a document: a list of steps, each of which knows its inverse.
//
// Changes are made by the functions of document/edits.h and carried out by EditHistory (or by
// Session::edit, which also tells the run). They are plain data. Thread: gui.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "document/document.h"
#include "text/text.h"

namespace troupe::core {

/// One place of a list: nothing before = inserted, nothing after = removed, both = replaced.
template <class Part>
struct PartStep {
    std::size_t index = 0;
    std::optional<Part> before{};
    std::optional<Part> after{};
};

/// What a document has beside its lists.
struct DocumentHeader {
    std::map<std::string, std::string> title{};
    std::map<std::string, std::string> summary{};
    std::string mode{};
    std::optional<std::int64_t> seed{};

    bool operator==(const DocumentHeader&) const = default;
};
DocumentHeader headerOf(const Document& document);

struct HeaderStep {
    DocumentHeader before;
    DocumentHeader after;
};

using ChangeStep = std::variant<PartStep<ActorEntry>, PartStep<Link>, PartStep<Note>, HeaderStep>;

struct Change {
    Text title;                       // "Move worker-1": after "Undo" in the menu
    std::vector<ChangeStep> steps{};  // carried out in this order
    std::vector<std::string> names{}; // actors to select afterwards
    std::string mergeKey{};           // consecutive changes with the same one become one undo step

    bool isEmpty() const { return steps.empty(); }
};

/// Carries a change out. Only on a document in the state that the change was made for.
void apply(Document& document, const Change& change);
/// What takes `change` back.
Change inverse(const Change& change);

} // namespace troupe::core

// Copy and paste: some actors of a document as a small scenario (JSON), and back.
//
// A fragment is a scenario file of its own: it can be pasted into a text editor, saved and opened.
// Thread: gui.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "document/change.h"
#include "text/expected.h"

namespace troupe::core {

/// MIME type on the clipboard; the same text also goes as plain text.
inline constexpr const char* kFragmentMimeType = "application/x-troupe-scenario";

/// The actors named (entries, or single ones of an entry) and the links among them.
std::string copyActors(const Document& document, const std::vector<std::string>& names);

/// Adds what `fragment` holds, moved by `offset`, under names that are new. Links and supervision
/// inside of it are kept. Change::names: the new entries.
Expected<Change> paste(const Document& document, std::string_view fragment, Position offset);

/// As copy and paste at once; the copies also keep links to and supervisors among the others.
Expected<Change> duplicate(const Document& document, const std::vector<std::string>& names,
                           Position offset);

} // namespace troupe::core

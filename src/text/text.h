// Sentences that the core has for people, as an id and arguments.
//
// src/ formats no language: the window translates a Text, the command line prints English. Ids are
// listed once, with their English, in text.cpp. Thread: any (plain data).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace troupe::core {

/// One sentence: `id` names it in the table, `args` stand for %1, %2 …; they are data (names,
/// numbers, paths) and are never translated or interpreted as markup.
struct Text {
    std::string id;
    std::vector<std::string> args;

    bool isEmpty() const { return id.empty(); }
    bool operator==(const Text&) const = default;
};

/// Convenience: `text("file.cannotRead", reason)`.
template <class... Args>
Text text(std::string_view id, Args&&... args) {
    return {std::string(id), {std::string(std::forward<Args>(args))...}};
}

/// The English of a Text. An id that is not in the table comes out as `id(arg, arg)`.
std::string toEnglish(const Text& text);

/// One row of the table, for translators: ui/ lists them as sources of its translations.
struct TextRow {
    std::string_view id;
    std::string_view english;
};
std::span<const TextRow> textTable();

/// Puts `args` in the places %1 … %9 of `pattern`.
std::string fillPlaces(std::string_view pattern, const std::vector<std::string>& args);

} // namespace troupe::core

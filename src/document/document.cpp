#include "document/document.h"

#include <algorithm>
#include <cmath>

namespace troupe::core {

const ActorEntry* Document::actor(std::string_view name) const {
    const auto found = std::find_if(actors.begin(), actors.end(),
                                    [&](const ActorEntry& each) { return each.name == name; });
    return found == actors.end() ? nullptr : &*found;
}

std::vector<std::string> namesOf(const ActorEntry& entry) {
    if (entry.count <= 1) return {entry.name};
    std::vector<std::string> names;
    names.reserve(static_cast<std::size_t>(entry.count));
    for (std::int64_t i = 1; i <= entry.count; ++i) {
        names.push_back(entry.name + "-" + std::to_string(i));
    }
    return names;
}

Position placeInEntry(Position first, std::size_t count, std::size_t index) {
    std::size_t rows = count;
    if (count > kMostInColumn) {
        rows = static_cast<std::size_t>(std::ceil(std::sqrt(2.0 * static_cast<double>(count))));
    }
    return {first.x + static_cast<double>(index / rows) * kRepeatColumn,
            first.y + static_cast<double>(index % rows) * kRepeatStep};
}

void addNames(NameSet& names, const ActorEntry& entry) {
    names.insert(entry.name);
    if (entry.count <= 1) return;
    for (std::string& each : namesOf(entry)) names.insert(std::move(each));
}

NameSet namesOf(const Document& document) {
    NameSet names;
    for (const ActorEntry& entry : document.actors) addNames(names, entry);
    return names;
}

std::string uniqueName(const NameSet& taken, const ActorEntry& entry) {
    ActorEntry candidate = entry;
    const auto isFree = [&] {
        if (taken.contains(candidate.name)) return false;
        const std::vector<std::string> names = namesOf(candidate);
        return std::none_of(names.begin(), names.end(),
                            [&](const std::string& each) { return taken.contains(each); });
    };
    if (isFree()) return candidate.name;

    // worker-4 → worker-5, and never worker-4-1
    std::string_view stem = entry.name;
    const std::size_t dash = stem.rfind('-');
    const bool hasNumber = dash != std::string_view::npos && dash + 1 < stem.size() &&
                           stem.find_first_not_of("0123456789", dash + 1) == std::string_view::npos;
    if (hasNumber) stem = stem.substr(0, dash);
    for (std::size_t number = 1;; ++number) {
        candidate.name = std::string(stem) + "-" + std::to_string(number);
        if (isFree()) return candidate.name;
    }
}

std::string uniqueName(const Document& document, std::string_view name) {
    return uniqueName(namesOf(document), ActorEntry{.name = std::string(name)});
}

std::size_t codePoints(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

bool isControl(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

} // namespace troupe::core

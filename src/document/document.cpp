#include "document/document.h"

#include <algorithm>
#include <set>

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

std::string uniqueName(const Document& document, std::string_view name) {
    std::set<std::string, std::less<>> taken;
    for (const ActorEntry& entry : document.actors) {
        taken.insert(entry.name);
        for (std::string& each : namesOf(entry)) taken.insert(std::move(each));
    }
    if (!taken.contains(name)) return std::string(name);

    // worker-4 → worker-5, and never worker-4-1
    std::string_view stem = name;
    const std::size_t dash = name.rfind('-');
    const bool hasNumber = dash != std::string_view::npos && dash + 1 < name.size() &&
                           name.find_first_not_of("0123456789", dash + 1) == std::string_view::npos;
    if (hasNumber) stem = name.substr(0, dash);
    for (std::size_t number = 1;; ++number) {
        std::string candidate = std::string(stem) + "-" + std::to_string(number);
        if (!taken.contains(candidate)) return candidate;
    }
}

} // namespace troupe::core

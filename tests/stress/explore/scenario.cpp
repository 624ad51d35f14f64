#include "scenario.h"

#include <algorithm>

namespace troupe::inline TROUPE_ABI {
namespace explore {

namespace {

std::vector<Scenario>& registered() {
    static std::vector<Scenario> all;
    return all;
}

} // namespace

const std::vector<Scenario>& scenarios() {
    return registered();
}

const Scenario* findScenario(std::string_view name) {
    const auto& all = registered();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [name](const Scenario& each) { return each.name == name; });
    return found == all.end() ? nullptr : &*found;
}

Registration::Registration(const Scenario& scenario) {
    auto& all = registered();
    const auto place = std::lower_bound(
        all.begin(), all.end(), scenario,
        [](const Scenario& left, const Scenario& right) { return left.name < right.name; });
    all.insert(place, scenario);
}

} // namespace explore
} // namespace troupe::inline TROUPE_ABI

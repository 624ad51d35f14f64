#include "text/text.h"

#include <algorithm>

#include "text/expected.h"

namespace troupe::core {

std::string fillPlaces(std::string_view pattern, const std::vector<std::string>& args) {
    std::string out;
    out.reserve(pattern.size() + 32);
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool isPlace = pattern[i] == '%' && i + 1 < pattern.size() && pattern[i + 1] >= '1' &&
                             pattern[i + 1] <= '9';
        if (!isPlace) {
            out += pattern[i];
            continue;
        }
        ++i;
        const auto place = static_cast<std::size_t>(pattern[i] - '1');
        if (place < args.size()) out += args[place];
    }
    return out;
}

std::string toEnglish(const Text& text) {
    const std::span<const TextRow> rows = textTable();
    const auto row =
        std::lower_bound(rows.begin(), rows.end(), text.id,
                         [](const TextRow& each, const std::string& id) { return each.id < id; });
    if (row != rows.end() && row->id == text.id) return fillPlaces(row->english, text.args);

    std::string out = text.id + "(";
    const char* between = "";
    for (const std::string& arg : text.args) {
        out += between + arg;
        between = ", ";
    }
    return out + ")";
}

std::string toEnglish(const Error& error) {
    std::string out;
    if (!error.where.empty()) out += error.where + ": ";
    out += toEnglish(error.what);
    if (!error.next.isEmpty()) out += ". " + toEnglish(error.next);
    std::replace(out.begin(), out.end(), '\n', ' ');
    return out;
}

} // namespace troupe::core

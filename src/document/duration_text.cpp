#include <array>
#include <charconv>
#include <cmath>

#include "document/scenario_file.h"

namespace troupe::core {

namespace {

struct Unit {
    std::string_view name;
    std::int64_t ns;
};
constexpr std::array kUnits{Unit{"ns", 1},
                            Unit{"us", 1'000},
                            Unit{"ms", 1'000'000},
                            Unit{"s", 1'000'000'000},
                            Unit{"m", 60'000'000'000},
                            Unit{"h", 3'600'000'000'000}};

} // namespace

std::optional<Duration> parseDuration(std::string_view text) {
    const std::size_t digits = text.find_first_not_of("0123456789.");
    if (digits == 0 || digits == std::string_view::npos) return std::nullopt;
    const std::string_view name = text.substr(digits);
    for (const Unit& unit : kUnits) {
        if (unit.name != name) continue;
        std::int64_t whole = 0;
        const char* end = text.data() + digits;
        const auto asWhole = std::from_chars(text.data(), end, whole);
        std::int64_t ns = 0;
        if (asWhole.ec == std::errc() && asWhole.ptr == end) {
            if (__builtin_mul_overflow(whole, unit.ns, &ns)) return std::nullopt;
            return Duration(ns);
        }
        double number = 0;
        const auto asNumber = std::from_chars(text.data(), end, number);
        if (asNumber.ec != std::errc() || asNumber.ptr != end) return std::nullopt;
        const double inNs = std::round(number * static_cast<double>(unit.ns));
        if (!(inNs < 9.2e18)) return std::nullopt;
        return Duration(static_cast<std::int64_t>(inNs));
    }
    return std::nullopt;
}

} // namespace troupe::core

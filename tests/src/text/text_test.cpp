#include "text/text.h"

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "text/expected.h"

namespace troupe::core {
namespace {

TEST(Text, FillsPlacesAndKeepsArgumentsAsData) {
    EXPECT_EQ(fillPlaces("%2 before %1, %3", {"a", "%1"}), "%1 before a, ");
    EXPECT_EQ(toEnglish(text("problem.crash", "w-2", "bad %1")), "w-2 crashed: bad %1");
}

TEST(Text, ShowsAnUnknownIdInsteadOfHidingIt) {
    EXPECT_EQ(toEnglish(text("no.such", "a", "b")), "no.such(a, b)");
}

TEST(Text, AnErrorIsOneLineOfWhatWhereAndWhatToDo) {
    const Error error{text("json.syntax", "bad\nline"), "a.troupe:3:7", text("json.mend")};

    EXPECT_EQ(toEnglish(error),
              "a.troupe:3:7: not JSON: bad line. Mend the file there, or open another one");
}

/// Every id that src/ uses is in the table.
TEST(Text, EveryIdInTheSourcesIsInTheTable) {
    std::set<std::string> known;
    for (const TextRow& row : textTable()) known.insert(std::string(row.id));
    const std::regex use("text\\(\"([A-Za-z]+\\.[A-Za-z.]+)\"");

    std::size_t found = 0;
    const std::filesystem::path root = std::filesystem::path(TROUPE_SOURCE_DIR) / "src";
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
        if (entry.path().extension() != ".cpp") continue;
        std::stringstream source;
        source << std::ifstream(entry.path()).rdbuf();
        const std::string code = source.str();
        for (std::sregex_iterator at(code.begin(), code.end(), use), end; at != end; ++at) {
            ++found;
            EXPECT_TRUE(known.contains((*at)[1])) << (*at)[1] << " in " << entry.path();
        }
    }
    EXPECT_GT(found, 30U);
}

} // namespace
} // namespace troupe::core

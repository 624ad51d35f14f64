// Any bytes end in a document or in one located error line (testing.md P16, D41).

#include <gtest/gtest.h>

#include "document/scenario_file.h"

namespace troupe::core {
namespace {

constexpr std::string_view kGood = R"({
  "format": "troupe-scenario",
  "version": 1,
  "actors": [
    {"name": "a", "kind": "Counter", "count": 2, "position": [1, 2]},
    {"name": "s", "kind": "Supervisor", "supervision": {"strategy": "oneForOne", "window": "5s"}},
    {"name": "b", "kind": "Worker", "settings": {"work": "1ms"}, "supervisor": "s"}
  ],
  "links": [{"from": "b", "port": "logger", "to": "a"}],
  "notes": [{"text": {"en": "x"}}]
}
)";

struct Damaged {
    std::string what;
    std::string bytes;
};

std::string replaced(std::string_view from, std::string_view to) {
    std::string out(kGood);
    out.replace(out.find(from), from.size(), to);
    return out;
}

/// Cut at every 7th byte, every 11th byte changed, each value swapped for one that does not fit, and
/// bombs of depth, length, number and repetition.
std::vector<Damaged> corpus() {
    std::vector<Damaged> out;
    for (std::size_t at = 0; at < kGood.size(); at += 7) {
        out.push_back({"cut at " + std::to_string(at), std::string(kGood.substr(0, at))});
    }
    for (std::size_t at = 0; at < kGood.size(); at += 11) {
        std::string bytes(kGood);
        bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ 0x95U);
        out.push_back({"changed at " + std::to_string(at), bytes});
    }
    for (const std::string_view value :
         {"null", "{}", "[]", "-1", "1e400", "\"\"", "99999999999999999999", "1.5", "true",
          "\"\\u0000\"", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["}) {
        for (const std::string_view victim :
             {"\"troupe-scenario\"", "1,\n  \"actors", "\"a\"", "\"Counter\"", "2, \"position",
              "[1, 2]", "\"oneForOne\"", "\"5s\"", "\"s\"}", "\"logger\""}) {
            std::string to(value);
            const std::size_t tail = victim.find(',');
            if (victim.front() != '[' && tail != std::string_view::npos) to += victim.substr(tail);
            if (victim.back() == '}') to += '}';
            out.push_back({std::string(victim) + " as " + to, replaced(victim, to)});
        }
    }
    const std::string head = "{\"format\":\"troupe-scenario\",\"version\":1,";
    out.push_back({"deep arrays", std::string(1'000'000, '[')});
    out.push_back({"deep objects", head + "\"x\":" + [] {
                       std::string deep;
                       for (int i = 0; i < 100'000; ++i) deep += "{\"a\":";
                       return deep;
                   }()});
    out.push_back({"long text", head + "\"title\":\"" + std::string(100'000, 'x') + "\"}"});
    out.push_back({"long file", std::string(kMostScenarioBytes + 1, ' ')});
    out.push_back({"many entries", head + "\"actors\":[" + [] {
                       std::string many;
                       for (int i = 0; i < 10'001; ++i) many += "{},";
                       return many + "{}]}";
                   }()});
    out.push_back({"many numbers", head + "\"x\":[" + [] {
                       std::string many;
                       for (int i = 0; i < 1'500'000; ++i) many += "1,";
                       return many + "1]}";
                   }()});
    out.push_back({"many keys", head + [] {
                       std::string many;
                       for (int i = 0; i < 100'000; ++i) many += "\"k\":1,";
                       return many + "\"z\":1}";
                   }()});
    out.push_back({"zeros", std::string(4096, '\0')});
    out.push_back({"not UTF-8", head + "\"title\":\"\xFF\xFE\"}"});
    out.push_back({"half a surrogate", head + "\"title\":\"\\uD800\"}"});
    return out;
}

TEST(DamagedScenarios, EndInADocumentOrOneLocatedLine) {
    const std::vector<Damaged> all = corpus();
    ASSERT_TRUE(readScenario(kGood, "f"));

    ASSERT_GE(all.size(), 100U);
    std::size_t refused = 0;
    for (const Damaged& each : all) {
        const auto read = readScenario(each.bytes, "f.troupe");
        if (read) continue;
        ++refused;
        const std::string line = toEnglish(read.error());
        EXPECT_EQ(line.find("f.troupe"), 0U) << each.what << ": " << line;
        EXPECT_EQ(line.find('\n'), std::string::npos) << each.what;
        EXPECT_EQ(line.find("scenario."), std::string::npos) << each.what << ": " << line;
    }
    EXPECT_GE(refused, 100U);
    RecordProperty("files", static_cast<int>(all.size()));
    RecordProperty("refused", static_cast<int>(refused));
}

} // namespace
} // namespace troupe::core

#include "export/report.h"

#include <gtest/gtest.h>

#include "document/scenario_file.h"

namespace troupe::core {
namespace {

using namespace std::chrono_literals;

TEST(Base64, IsThatOfTheRfc) {
    EXPECT_EQ(base64(""), "");
    EXPECT_EQ(base64("f"), "Zg==");
    EXPECT_EQ(base64("fo"), "Zm8=");
    EXPECT_EQ(base64("foo"), "Zm9v");
    EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
    EXPECT_EQ(base64("\xff\xfe"), "//4=");
}

TEST(Report, HoldsNumbersPicturesAndNothingThatRuns) {
    auto file = loadScenario(TROUPE_SOURCE_DIR "/resources/scenarios/poison.troupe");
    ASSERT_TRUE(file);
    file->document.title["en"] = "<script>alert(1)</script> & \"more\"";
    Session session(file->document);
    ASSERT_TRUE(session.start({.mode = RunMode::lab}));
    session.runUntilQuiet(60s);
    session.end();
    const std::string html = reportHtml(session, {{"Canvas", "image/png", "bytes"}});

    EXPECT_EQ(html.find("<script"), std::string::npos);
    EXPECT_NE(html.find("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;more&quot;"),
              std::string::npos);
    EXPECT_NE(html.find("data:image/png;base64," + base64("bytes")), std::string::npos);
    EXPECT_NE(html.find("quarantined"), std::string::npos);
    EXPECT_NE(html.find("cannot digest 13"), std::string::npos);
    EXPECT_EQ(html.find("http"), std::string::npos) << "it needs no network";
}

} // namespace
} // namespace troupe::core

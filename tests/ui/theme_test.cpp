// Every pair of colours that text or marks are drawn in is readable, in both themes.
#include "ui/theme/contrast.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/kind_look.h"
#include "ui/theme/theme.h"

#include <QDirIterator>
#include <QFontInfo>
#include <QImage>
#include <QRegularExpression>

#include <gtest/gtest.h>

#include <ostream>

namespace troupe::ui {

void PrintTo(ThemeName name, std::ostream* out) {
    *out << (name == ThemeName::dark ? "dark" : "light");
}

namespace {

constexpr double kText = 4.5;
constexpr double kMark = 3;

class EachTheme : public testing::TestWithParam<ThemeName> {
protected:
    const Theme& m_theme = theme(GetParam());

    void expectContrast(const QColor& ink, const QColor& ground, double least, const char* what) {
        EXPECT_GE(contrast(ink, ground), least)
            << what << ": " << ink.name().toStdString() << " on " << ground.name().toStdString();
    }
};

INSTANTIATE_TEST_SUITE_P(Themes, EachTheme, testing::Values(ThemeName::light, ThemeName::dark));

TEST(Contrast, OfBlackOnWhiteIs21AndOfAColourOnItselfIs1) {
    EXPECT_NEAR(contrast(Qt::black, Qt::white), 21, 1e-9);
    EXPECT_NEAR(contrast(QColor("#2f6fed"), QColor("#2f6fed")), 1, 1e-9);
}

TEST_P(EachTheme, HasAColourForEveryToken) {
    for (const QColor& colour : {m_theme.surface, m_theme.text, m_theme.envelopeEmpty, m_theme.past,
                                 m_theme.onWarn, m_theme.edge, m_theme.series.back()})
        EXPECT_TRUE(colour.isValid());
    EXPECT_EQ(m_theme.isDark, GetParam() == ThemeName::dark);
}

TEST_P(EachTheme, HasReadableText) { // D43
    for (const QColor& ground :
         {m_theme.surface, m_theme.canvas, m_theme.raised, m_theme.input, m_theme.hover}) {
        expectContrast(m_theme.text, ground, kText, "text");
        expectContrast(m_theme.textSoft, ground, kText, "textSoft");
    }
    for (const QColor& ground : {m_theme.surface, m_theme.canvas, m_theme.raised}) {
        expectContrast(m_theme.danger, ground, kText, "danger");
        expectContrast(m_theme.warnText, ground, kText, "warnText");
        expectContrast(m_theme.okText, ground, kText, "okText");
        expectContrast(m_theme.accentText, ground, kText, "accentText");
    }
    expectContrast(m_theme.accentText, m_theme.accentSoft, kText, "Run button");
    expectContrast(m_theme.text, m_theme.accentSoft, kText, "selected row");
    expectContrast(m_theme.onAccent, m_theme.accent, kText, "primary button");
    expectContrast(m_theme.onAccent, m_theme.accentHover, kText, "primary button, hovered");
    expectContrast(m_theme.text, m_theme.dangerSoft, kText, "banner");
    const double badge = m_theme.isDark ? 0.2 : 0.16;
    expectContrast(m_theme.warnText, blend(m_theme.raised, m_theme.warn, badge), kText, "badge");
}

TEST_P(EachTheme, HasVisibleMarks) {
    for (const QColor& ground : {m_theme.surface, m_theme.canvas, m_theme.raised}) {
        expectContrast(m_theme.mark, ground, kMark, "mark");
        expectContrast(m_theme.accent, ground, kMark, "accent");
        expectContrast(m_theme.warn, ground, kMark, "warn");
        expectContrast(m_theme.ok, ground, kMark, "ok");
    }
}

TEST_P(EachTheme, HasSheetWithoutAnOpenToken) {
    const QString sheet = styleSheetOf(m_theme);

    EXPECT_GT(sheet.size(), 1000);
    EXPECT_FALSE(sheet.contains(QRegularExpression("@\\w+@")));
}

TEST(KindLook, CarriesWhiteIconsAtThreeToOneOrBetter) {
    for (const char* kind : {"Counter", "KvStore", "Worker", "Logger", "Router", "Supervisor",
                             "LoadGenerator", "Client", "Crasher", "SlowWorker", "Forwarder",
                             "Aggregator", "Scripted", "somebody new"}) {
        EXPECT_GE(contrast(Qt::white, kindLook(kind).accent), kMark) << kind;
        EXPECT_TRUE(hasIcon(kindLook(kind).icon)) << kind;
    }
}

TEST(Icons, AreDrawnInTheColourThatWasAskedFor) {
    QDirIterator files(":/icons", {"*.svg"}, QDir::Files);
    int count = 0;
    while (files.hasNext()) {
        files.next();
        if (files.fileName() == "troupe.svg") continue; // the program's own, in its own colours
        const QImage image =
            iconPixmap(files.fileInfo().completeBaseName(), 64, 1, QColor("#d55e00")).toImage();
        int hits = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                hits += image.pixelColor(x, y) == QColor("#d55e00");
        EXPECT_GT(hits, 20) << files.fileName().toStdString();
        ++count;
    }
    EXPECT_GE(count, 35);
}

TEST(Fonts, ComeWithTheProgram) {
    loadFonts();

    EXPECT_EQ(QFontInfo(textFont()).family(), "Inter");
    EXPECT_EQ(QFontInfo(monoFont()).family(), "JetBrains Mono");
}

} // namespace
} // namespace troupe::ui

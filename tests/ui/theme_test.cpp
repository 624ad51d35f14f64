// Every pair of colours that text or marks are drawn in is readable, in both themes.
#include "ui/theme/contrast.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/kind_look.h"
#include "ui/theme/theme.h"

#include "catalogue/catalogue.h"

#include <QDirIterator>
#include <QFile>
#include <QFontInfo>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
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

std::vector<KindLook> allLooks() {
    std::vector<KindLook> looks{personLook(), kindLook("somebody new")};
    for (const core::Kind& kind : core::kinds()) looks.push_back(kindLook(kind.name));
    looks.push_back(kindLook("Scripted"));
    return looks;
}

QJsonObject tokensOf(const QString& theme) {
    QFile file(":/themes/" + theme + ".json");
    EXPECT_TRUE(file.open(QIODevice::ReadOnly));
    return QJsonDocument::fromJson(file.readAll()).object();
}

TEST(Contrast, OfBlackOnWhiteIs21AndOfAColourOnItselfIs1) {
    EXPECT_NEAR(contrast(Qt::black, Qt::white), 21, 1e-9);
    EXPECT_NEAR(contrast(QColor("#2f6fed"), QColor("#2f6fed")), 1, 1e-9);
}

TEST_P(EachTheme, HasAColourForEveryToken) {
    for (const QColor& colour : {m_theme.surface, m_theme.text, m_theme.envelopeEmpty, m_theme.past,
                                 m_theme.edge, m_theme.series.back()})
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

TEST_P(EachTheme, HasLinesOfChartsThatAreSeen) {
    for (const QColor& line : m_theme.series)
        expectContrast(line, m_theme.surface, kMark, "line of a chart");
    expectContrast(m_theme.danger, m_theme.surface, kText, "capacity in a chart");
    expectContrast(m_theme.textSoft, m_theme.surface, kText, "ticks of a chart");
}

TEST_P(EachTheme, HasActorsLinksAndMessagesThatAreSeen) {
    for (const KindLook& look : allLooks()) {
        const QColor shown = accentOn(m_theme, look.accent);
        expectContrast(shown, m_theme.raised, kMark, "tile or envelope");
        expectContrast(shown, m_theme.canvas, kMark, "message under way");
        expectContrast(Qt::white, shown, kMark, "icon on a tile");
        expectContrast(linkColour(m_theme, look.accent), m_theme.canvas, kMark, "link");
    }
    expectContrast(m_theme.edge, m_theme.canvas, kMark, "supervision");
    expectContrast(m_theme.textSoft, m_theme.canvas, kMark, "wait-for edge");
    expectContrast(m_theme.danger, m_theme.canvas, kText, "hull and its words");
    expectContrast(m_theme.danger, m_theme.raised, kText, "what was thrown");
    expectContrast(m_theme.textSoft, m_theme.input, kText, "name of a stopped actor");
}

TEST_P(EachTheme, HasTheSignsOfThePast) {
    expectContrast(m_theme.past, m_theme.canvas, kMark, "frame of the past");
    expectContrast(m_theme.past, m_theme.surface, kMark, "playhead in the past");
    expectContrast(QColor(0x1b, 0x1b, 0x1b), m_theme.past, kText, "words of the past");
    expectContrast(m_theme.text, m_theme.dangerSoft, kText, "sentence of a deadlock");
}

TEST_P(EachTheme, HasMarksOnTheTimeBar) {
    for (const QColor& mark : {m_theme.danger, m_theme.warnText, m_theme.accent, m_theme.mark})
        expectContrast(mark, m_theme.surface, kMark, "mark on the time bar");
}

// Every rule of the sheet that gives a colour to words is read with the ground it gives, or else
// with every ground that it may stand on.
TEST_P(EachTheme, HasReadableWordsInEveryRuleOfTheSheet) {
    QFile file(":/themes/troupe.qss");
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QJsonObject tokens = tokensOf(m_theme.name);
    static const QRegularExpression rule("([^{}]+)\\{([^{}]*)\\}");
    static const QRegularExpression ink("(?:^|[;\\s])color:\\s*@(\\w+)@");
    static const QRegularExpression ground("background:\\s*@(\\w+)@");
    static const QRegularExpression ring(":focus[^{]*$");
    static const QRegularExpression rim("border-color:\\s*@(\\w+)@");
    int count = 0;
    const QString sheet = QString::fromUtf8(file.readAll());
    for (auto found = rule.globalMatch(sheet); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        const QString selector = match.captured(1).simplified();
        const QString body = match.captured(2);
        const auto colour = [&](const QString& token) { return QColor(tokens[token].toString()); };
        if (const auto words = ink.match(body); words.hasMatch()) {
            const double least = selector.contains(":disabled") ? kMark : kText;
            const auto own = ground.match(body);
            QStringList grounds{"surface", "raised", "input"};
            if (own.hasMatch()) grounds = QStringList{own.captured(1)};
            if (selector.contains("#primary:")) grounds = QStringList{"input"};
            for (const QString& on : grounds)
                expectContrast(colour(words.captured(1)), colour(on), least,
                               qUtf8Printable(selector));
            ++count;
        }
        const auto border = rim.match(body);
        if (ring.match(selector).hasMatch() && border.hasMatch())
            expectContrast(colour(border.captured(1)), m_theme.surface, kMark,
                           qUtf8Printable(selector));
    }
    EXPECT_GT(count, 20);
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

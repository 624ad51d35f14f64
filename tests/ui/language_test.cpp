// The window in English and in German: every sentence, every menu, numbers, and how it is chosen.
#include "ui/canvas/number_text.h"
#include "ui/text/core_text.h"
#include "ui/text/engine_words.h"
#include "ui/text/language.h"
#include "ui/window/commands.h"
#include "ui/window/settings_dialog.h"
#include "ui/window/widgets.h"
#include "ui/window_fixture.h"

#include "catalogue/catalogue.h"

#include <QAction>
#include <QMenu>
#include <QMenuBar>
#include <QTranslator>

#include <gmock/gmock.h>

#include <set>

namespace troupe::ui {
namespace {

class InGerman : public testing::Test {
protected:
    InGerman() { useLanguage("de"); }
    ~InGerman() override { useLanguage("en"); }

    static bool hasGerman(const char* english) {
        QTranslator german;
        EXPECT_TRUE(german.load(":/i18n/troupe_de.qm"));
        return !german.translate("Core", english).isEmpty();
    }
};

TEST_F(InGerman, HasEverySentenceOfTheCore) {
    for (const core::TextRow& row : core::textTable())
        EXPECT_TRUE(hasGerman(std::string(row.english).c_str())) << row.id;
}

TEST_F(InGerman, HasWhatEverySettingAndFieldIsFor) {
    for (const core::Kind& kind : core::kinds()) {
        for (const core::Setting& setting : kind.settings)
            EXPECT_TRUE(hasGerman(setting.field.doc.c_str()))
                << kind.name << " " << setting.field.name << ": " << setting.field.doc;
        for (const MessageType* message : kind.messages)
            for (const FieldInfo& field : message->fields(*message))
                EXPECT_TRUE(field.doc.empty() || hasGerman(field.doc.c_str()))
                    << message->name << " " << field.name << ": " << field.doc;
    }
}

TEST_F(InGerman, SaysErrorsWithTheNamesOfTypes) {
    const core::Error error{core::text("scenario.memberType", "count", "an integer", "a text"),
                            "x.troupe:3:9", core::text("json.mend")};

    EXPECT_EQ(coreError(error), "x.troupe:3:9: „count“ muss sein: eine ganze Zahl; ist: ein Text. "
                                "Die Datei dort berichtigen oder eine andere öffnen");
}

TEST_F(InGerman, LeavesDataAlone) {
    EXPECT_EQ(coreText(core::text("edit.add", "a text")), "a text hinzufügen");
}

TEST_F(InGerman, SaysWhatAPersonDidThoughItIsRecordedInEnglish) {
    EXPECT_EQ(recordedText("crash at the next message worker-2"),
              "worker-2 bei der nächsten Nachricht abstürzen lassen");
    EXPECT_EQ(recordedText("crash worker 2"), "worker 2 abstürzen lassen");
    EXPECT_EQ(recordedText("Change rate of load-1"), "rate von load-1 ändern");
    EXPECT_EQ(recordedText("something else"), "something else");
    EXPECT_EQ(failureText("crashed by hand"), "von Hand abgestürzt");
    EXPECT_EQ(failureText("went from 1 to 2"), "went from 1 to 2"); // what an actor threw
    EXPECT_EQ(coreText(core::text("problem.crash", "w", "crashed by hand")),
              "w ist abgestürzt: von Hand abgestürzt");
}

TEST_F(InGerman, WritesNumbersAsGermansDo) {
    EXPECT_EQ(durationText(1.3e6), "1,3 ms");
    EXPECT_EQ(shortNumber(1'200), "1,2k");
    useLanguage("en");
    EXPECT_EQ(durationText(1.3e6), "1.3 ms");
}

TEST_F(InGerman, NamesKeysAsTheyStandOnAGermanKeyboard) {
    EXPECT_EQ(QKeySequence("Ctrl+Shift+K").toString(QKeySequence::NativeText), "Strg+Umschalt+K");
}

TEST(Language, IsEnglishUnlessChosen) {
    EXPECT_EQ(shownLanguage(), "en");
    EXPECT_EQ(coreText(core::text("edit.add", "x")), "Add x");
    useLanguage("fr"); // not one of ours: as the desktop
    EXPECT_THAT(shownLanguage().toStdString(), testing::AnyOf("en", "de"));
    useLanguage("en");
}

// Which engine words there are is the engine's matter: one without a word shows as nothing or "?".
TEST_F(InGerman, HasAWordForEveryEventAndReason) {
    for (int kind = 1; kind < kEventKindCount; ++kind) {
        const QString word = eventWord(static_cast<EventKind>(kind));
        EXPECT_FALSE(word.isEmpty() || word == "?") << kind;
    }
    for (int reason = 0; reason < kDeadReasonCount; ++reason) {
        EXPECT_NE(deadReasonWord(static_cast<DeadReason>(reason)), "?") << reason;
        EXPECT_NE(deadReasonText(static_cast<DeadReason>(reason)), "?") << reason;
    }
    EXPECT_EQ(eventWord(static_cast<EventKind>(250)), "?");
}

// First the language, then the window.
struct SpeaksGerman {
    SpeaksGerman() { useLanguage("de"); }
    ~SpeaksGerman() { useLanguage("en"); }
};

class GermanWindow : private SpeaksGerman, public WindowTest {};

QChar keyOf(const QString& text) {
    const qsizetype at = text.indexOf('&');
    return at < 0 || at + 1 >= text.size() ? QChar() : text[at + 1].toLower();
}

void expectKeysOnce(const QList<QAction*>& actions, const QString& menu) {
    QMap<QChar, QString> taken;
    for (const QAction* action : actions) {
        const QChar key = keyOf(action->text());
        if (key.isNull()) continue;
        EXPECT_FALSE(taken.contains(key)) << menu.toStdString() << ": " << taken[key].toStdString()
                                          << " and " << action->text().toStdString();
        taken[key] = action->text();
    }
}

void expectMenuKeysOnce(QMenuBar* bar) {
    expectKeysOnce(bar->actions(), "menu bar");
    for (const QMenu* menu : bar->findChildren<QMenu*>())
        expectKeysOnce(menu->actions(), menu->title());
}

TEST_F(WindowTest, HasEachLetterOnceInAMenu) {
    expectMenuKeysOnce(m_window.menuBar());
}

TEST_F(GermanWindow, HasEachLetterOnceInAMenu) {
    expectMenuKeysOnce(m_window.menuBar());
}

TEST_F(GermanWindow, SpeaksOfARunInGerman) {
    key(Qt::Key_Space);
    frames(60);
    select("worker-2");
    key(Qt::Key_K);
    ASSERT_TRUE(framesUntil([&] { return actor("worker-2")->restarts > 0; }));
    frames(10);

    EXPECT_EQ(text("supervisor"), "pool · einer für einen");
    EXPECT_TRUE(text("ledger").startsWith("gesendet ")) << text("ledger").toStdString();
    EXPECT_TRUE(text("problems").endsWith(" Probleme")) << text("problems").toStdString();
}

TEST_F(WindowTest, ChoosesTheLanguageOfTheNextStartInTheSettings) {
    SettingsDialog dialog(m_window.commands(), &m_window);
    auto* language = dialog.findChild<ChoiceBox*>("language");
    ASSERT_NE(language, nullptr);

    language->setCurrentIndex(language->findData("de"));
    Q_EMIT language->activated(language->currentIndex());

    EXPECT_EQ(remembered("language"), "de");
    EXPECT_FALSE(dialog.findChild<QLabel*>("later")->isHidden());
    forget("language");
}

} // namespace
} // namespace troupe::ui

// Pictures of every view of the window, for a person to look at after a change of what it looks like:
// in both themes, in a small and in a large window, in English, and once in German.
//
//     ninja -C build/release ui_scenes
//     TROUPE_SCENES=FOLDER build/release/tests/ui/ui_scenes [--gtest_filter='*Inspector*']
//
// writes FOLDER/SCENE-THEME-WIDTHxHEIGHT[-LANGUAGE].png. It judges nothing and is no part of ctest.
#include "ui/app/memory.h"
#include "ui/export/picture.h"
#include "ui/text/language.h"
#include "ui/window/chart_panels.h"
#include "ui/window/event_panel.h"
#include "ui/window/inspector.h"
#include "ui/window/key_sheet.h"
#include "ui/window/pick_list.h"
#include "ui/window/run_tables.h"
#include "ui/window/send_form.h"
#include "ui/window/settings_dialog.h"
#include "ui/window/tour.h"
#include "ui/window_fixture.h"

#include <QDialog>
#include <QDir>
#include <QDockWidget>
#include <QFile>
#include <QListWidget>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QToolButton>

#include <ostream>

namespace troupe::ui {
namespace {

struct Look {
    ThemeName theme;
    QSize size;
    const char* language;
};

QString wordsOf(const Look& look) {
    const QString language =
        QString(look.language) == "en" ? QString() : QString("-%1").arg(look.language);
    return QString("%1-%2x%3%4")
        .arg(look.theme == ThemeName::dark ? "dark" : "light")
        .arg(look.size.width())
        .arg(look.size.height())
        .arg(language);
}

void PrintTo(const Look& look, std::ostream* out) {
    *out << wordsOf(look).toStdString();
}

constexpr QSize kSmall{1280, 800};
constexpr QSize kLarge{1920, 1080};

const Look kLooks[] = {
    {ThemeName::light, kSmall, "en"}, {ThemeName::dark, kSmall, "en"},
    {ThemeName::light, kLarge, "en"}, {ThemeName::dark, kLarge, "en"},
    {ThemeName::light, kSmall, "de"},
};

// Before the window is made: widgets keep the words they were made with.
class Spoken : public testing::WithParamInterface<Look> {
protected:
    Spoken() { useLanguage(GetParam().language); }
    ~Spoken() { useLanguage("en"); }
};

class Scenes : public Spoken, public WindowTest {
protected:
    Scenes() {
        QApplication::setCursorFlashTime(0);
        m_now = 1'000'000'000;
        playground().tickAt(m_now);
        m_window.setTheme(GetParam().theme);
        m_window.resize(GetParam().size);
        m_window.move(0, 0);
        QApplication::processEvents();
        m_window.canvas().fit();
        frames(1);
    }

    ~Scenes() override {
        for (const char* key : {"docks/play", "docks/debug", "docks/measure", "docks/teach",
                                "arrangement", "isWelcomed", "recentFiles"})
            forget(key);
    }

    void openScenario(const char* name) {
        ASSERT_TRUE(playground().open(scenario(name)));
        playground().setMode(core::RunMode::lab);
        m_window.canvas().fit();
        frames(2);
    }

    void run(int count) {
        key(Qt::Key_Space);
        frames(count);
    }

    void settle() {
        for (int i = 0; i < 4; ++i) QApplication::processEvents();
    }

    /// The window, and over it what it has opened: dialogs in its middle, menus where they stand.
    void shoot(const char* scene) {
        frames(1);
        settle();
        QImage all = m_window.grab().toImage().convertToFormat(QImage::Format_RGB32);
        QPainter painter(&all);
        for (QWidget* over : QApplication::topLevelWidgets()) {
            if (over == &m_window || !over->isVisible()) continue;
            QPoint at = over->mapToGlobal(QPoint()) - m_window.mapToGlobal(QPoint());
            if (qobject_cast<QDialog*>(over))
                at = QPoint((all.width() - over->width()) / 2, (all.height() - over->height()) / 2);
            painter.drawPixmap(at, over->grab());
            painter.setPen(m_window.currentTheme().border);
            painter.drawRect(QRect(at, over->size()).adjusted(-1, -1, 0, 0));
        }
        painter.end();
        const QDir folder(qEnvironmentVariable("TROUPE_SCENES", "scenes"));
        folder.mkpath(".");
        const QString path = folder.filePath(QString("%1-%2.png").arg(scene, wordsOf(GetParam())));
        EXPECT_TRUE(all.save(path)) << path.toStdString();
    }

    void raise(const char* dock) {
        auto* found = m_window.findChild<QDockWidget*>(dock);
        ASSERT_NE(found, nullptr) << dock;
        found->show();
        found->raise();
        settle();
    }

    void trigger(Command command) { m_window.commands().action(command)->trigger(); }

    template <class Widget>
    Widget& part(const char* name) {
        auto* found = m_window.findChild<Widget*>(name);
        EXPECT_NE(found, nullptr) << name;
        return *found;
    }

    void scrollInspector(double share) {
        settle();
        QScrollBar* bar = m_window.inspector().findChild<QScrollArea*>()->verticalScrollBar();
        bar->setValue(static_cast<int>(bar->maximum() * share));
        settle();
    }

    void crashWorker() {
        run(120);
        select("worker-2");
        key(Qt::Key_K);
        frames(24); // a third of the back-off is over
    }

    QTemporaryDir m_folder;
};

INSTANTIATE_TEST_SUITE_P(All, Scenes, testing::ValuesIn(kLooks), [](const auto& each) {
    return wordsOf(each.param).replace('-', '_').toStdString();
});

TEST_P(Scenes, FirstStart) {
    m_window.restoreMemory();
    m_window.resize(GetParam().size);
    settle();
    m_window.canvas().fit();

    shoot("first-start");
}

TEST_P(Scenes, Ready) {
    shoot("ready");

    select("worker-2");
    shoot("ready-selected");
    scrollInspector(1);
    shoot("ready-selected-end");
    select("pool");
    scrollInspector(0);
    shoot("ready-supervisor");
}

TEST_P(Scenes, Running) {
    run(250);
    shoot("running-nobody");

    select("worker-2");
    shoot("running");
    scrollInspector(1);
    shoot("running-inspector-end");
    select("pool");
    scrollInspector(0);
    shoot("running-supervisor");
    select("logger");
    shoot("running-logger");
    select("router");
    select("worker-1", Qt::ShiftModifier);
    shoot("running-several");
}

TEST_P(Scenes, Crash) {
    crashWorker();
    raise("dock.deadLetters");

    shoot("crash");
}

TEST_P(Scenes, DeadLetters) {
    openScenario("overflow-policies");
    run(60);
    raise("dock.deadLetters");

    shoot("dead-letters");
}

TEST_P(Scenes, Measure) {
    trigger(Command::layoutMeasure);
    settle();
    m_window.canvas().fit();
    shoot("measure-empty");
    run(900);
    shoot("measure");

    select("worker-2");
    shoot("measure-worker");
    playground().setFilter({TimeSpan{4'000'000'000, 9'000'000'000}, {}});
    shoot("measure-range");
    playground().setFilter({});
    for (QToolButton* button : m_window.findChildren<QToolButton*>("asTable")) button->click();
    for (QToolButton* button : m_window.findChildren<QToolButton*>("little")) button->click();
    shoot("measure-tables");
}

TEST_P(Scenes, Debug) {
    trigger(Command::layoutDebug);
    settle();
    m_window.canvas().fit();
    shoot("debug-empty");
    crashWorker();
    frames(60);
    shoot("debug");

    playground().setFilter({TimeSpan{1'500'000'000, 2'000'000'000}, {}});
    raise("dock.problems");
    shoot("debug-filter");
}

TEST_P(Scenes, Tables) {
    crashWorker();
    frames(100);
    for (const char* dock :
         {"dock.events", "dock.table", "dock.problems", "dock.throughput", "dock.histogram"}) {
        raise(dock);
        m_window.findChild<EventPanel*>()->update();
        shoot(qPrintable(QString("tables-%1").arg(QString(dock).mid(5))));
    }
}

TEST_P(Scenes, Deadlock) {
    openScenario("deadlock");
    run(30);
    raise("dock.problems");
    shoot("deadlock");

    trigger(Command::waitFor);
    shoot("deadlock-waits");
    m_window.commands().action(Command::waitFor)->setChecked(false);
}

TEST_P(Scenes, Budget) {
    openScenario("restart-budget");
    run(500);
    raise("dock.problems");

    shoot("budget");
}

TEST_P(Scenes, Teach) {
    trigger(Command::layoutTeach);
    settle();
    m_window.canvas().fit();
    run(60);

    shoot("teach");
}

TEST_P(Scenes, Send) {
    openScenario("store");
    run(60);
    frames(200);
    for (const core::ActorEntry& entry : playground().document().actors) {
        if (entry.kind != "KvStore") continue;
        select(entry.name.c_str());
        shoot("send-store");
        auto& message = part<QComboBox>("message");
        message.setCurrentIndex(message.findText("Get"));
        shoot("send-get");
        m_window.inspector().sendForm().send();
        frames(60);
        shoot("send-reply");
        part<QSpinBox>("count").setValue(12'500);
        part<QComboBox>("rate").setCurrentIndex(3);
        part<QComboBox>("from").setFocus(); // it reads who is there
        part<QComboBox>("from").setCurrentIndex(1);
        shoot("send-many");
        part<QComboBox>("rate").setEditText("many");
        m_window.inspector().sendForm().send();
        shoot("send-refused");
        break;
    }
}

TEST_P(Scenes, Scripted) {
    for (const char* name : {"sharded-store", "poison", "counter-bounded"}) {
        openScenario(name);
        run(120);
        for (const core::ActorEntry& entry : playground().document().actors)
            if (entry.kind == "Scripted" || std::string(name) == "counter-bounded") {
                select(entry.name.c_str());
                break;
            }
        shoot(qPrintable(QString("scenario-%1").arg(name)));
    }
}

TEST_P(Scenes, EveryScenario) {
    for (int row = 0; row < part<QListWidget>("scenarios").count(); ++row) {
        const QString path =
            part<QListWidget>("scenarios").item(row)->data(Qt::UserRole).toString();
        ASSERT_TRUE(playground().open(path.toStdString()));
        playground().setMode(core::RunMode::lab);
        m_window.canvas().fit();
        run(70);
        part<QListWidget>("scenarios").setCurrentRow(row);
        shoot(qPrintable("every-" + QFileInfo(path).baseName()));
    }
}

TEST_P(Scenes, Link) {
    core::Link link = playground().document().links.front();
    playground().selectLink(link);
    m_window.canvas().setFocus();
    shoot("link");

    select("worker-1");
    press("edit.rename");
    shoot("rename");
    part<QLineEdit>("rename").setText("a-very-long-name-for-an-actor");
    shoot("rename-long");
    QTest::keyClick(&part<QLineEdit>("rename"), Qt::Key_Return);
    shoot("renamed-long");
    trigger(Command::remove);
    shoot("removed");
}

TEST_P(Scenes, Group) {
    openScenario("fan-out-1000");
    shoot("group-ready");
    run(200);
    select(groupName().c_str());
    shoot("group-closed");
    m_window.commands().action(Command::inspect)->trigger();
    frames(2);
    m_window.canvas().fit();
    shoot("group-open");
}

TEST_P(Scenes, Settings) {
    SettingsDialog settings(m_window.commands(), &m_window);
    settings.setSeed(playground().seed());
    settings.show();
    shoot("settings");
    settings.findChild<QTabWidget*>()->setCurrentIndex(1);
    shoot("settings-keys");
}

TEST_P(Scenes, Keys) {
    KeySheet sheet(m_window.commands(), &m_window);
    sheet.show();
    shoot("keys");
    QScrollBar* bar = sheet.findChild<QScrollArea*>()->verticalScrollBar();
    bar->setValue(bar->maximum());
    shoot("keys-end");
}

TEST_P(Scenes, Palette) {
    trigger(Command::palette);
    settle();
    shoot("palette");
    QTest::keyClicks(m_window.findChild<QLineEdit*>("pickSearch"), "arr");
    shoot("palette-query");
    QTest::keyClicks(m_window.findChild<QLineEdit*>("pickSearch"), "xyz");
    shoot("palette-nothing");
    m_window.pickList().hide();
}

TEST_P(Scenes, Pickers) {
    trigger(Command::spawn);
    shoot("spawn");
    m_window.findChild<QWidget*>("kindPicker")->hide();

    dragLink("router", "worker-2");
    shoot("link-list");
    picks()->hide();
}

TEST_P(Scenes, Menus) {
    for (QAction* top : m_window.menuBar()->actions()) {
        const QRect place = m_window.menuBar()->actionGeometry(top);
        top->menu()->popup(m_window.menuBar()->mapToGlobal(place.bottomLeft()));
        settle();
        shoot(qPrintable("menu-" + top->text().remove('&').toLower()));
        top->menu()->hide();
    }
    select("worker-2");
    Q_EMIT m_window.canvas().menuRequested(m_window.builder().idOf("worker-2"),
                                           m_window.canvas().mapToGlobal(middleOf("worker-2")));
    shoot("menu-context");
    m_window.findChild<QMenu*>("contextMenu")->hide();
}

TEST_P(Scenes, Tour) {
    trigger(Command::tour);
    playground().setMode(core::RunMode::lab);
    m_window.canvas().fit();
    frames(1);
    shoot("tour-1");
    run(40);
    shoot("tour-2");
    select("worker-2");
    frames(2);
    shoot("tour-3");
    key(Qt::Key_K);
    frames(100);
    shoot("tour-4");
    for (const core::Mark& mark : playground().session().timeline().marks())
        if (mark.kind == core::MarkKind::crash) playground().seek(mark.seq);
    frames(2);
    shoot("tour-5");
    playground().seekNow();
    frames(2);
    shoot("tour-6");
    playground().spawn("Counter", m_window.canvas().freeSpot(), {});
    frames(2);
    shoot("tour-7");
    select("counter-1");
    m_window.inspector().sendForm().send();
    frames(30);
    shoot("tour-8");
}

TEST_P(Scenes, Export) {
    run(100);
    trigger(Command::exportDialog);
    settle();
    auto* dialog = m_window.findChild<QDialog*>("export");
    if (!dialog)
        for (QDialog* each : m_window.findChildren<QDialog*>())
            if (each->isVisible()) dialog = each;
    ASSERT_NE(dialog, nullptr);
    shoot("export");
    const QList<QComboBox*> boxes = dialog->findChildren<QComboBox*>();
    boxes.front()->setCurrentIndex(6);
    shoot("export-table");
    boxes.front()->setCurrentIndex(9);
    shoot("export-report");
    dialog->close();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

TEST_P(Scenes, StartEmpty) {
    playground().openEmpty();
    playground().setMode(core::RunMode::lab);
    shoot("empty");
    playground().spawn("Counter", {0, 0}, {});
    playground().spawn("Scripted", {260, 0}, {});
    m_window.canvas().fit();
    shoot("empty-scripted");
}

TEST_P(Scenes, Rescued) {
    QDir().mkpath(rescueFolder());
    const QString path = rescueFolder() + "/rescued-0.troupe";
    ASSERT_TRUE(QFile::copy(QString::fromStdString(scenario("counter").string()), path));
    m_window.offerRescued();
    shoot("rescued");
    QFile::remove(path);
}

TEST_P(Scenes, Damaged) {
    const QString path = m_folder.filePath("damaged.troupe");
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("{\"troupe\": 1, \"actors\": [{\"name\": ");
    file.close();
    m_window.openFile(path);
    shoot("damaged");
}

TEST_P(Scenes, Recorded) {
    crashWorker();
    frames(200);
    key(Qt::Key_Space);
    frames(2);
    const QString path = m_folder.filePath("crash.troupe-run");
    ASSERT_TRUE(playground().session().saveRun(path.toStdString()));
    m_window.openFile(path);
    settle();
    shoot("recorded");
    for (const core::Mark& mark : playground().session().timeline().marks())
        if (mark.kind == core::MarkKind::crash) playground().seek(mark.seq);
    select("worker-2");
    raise("dock.events");
    shoot("recorded-crash");
}

TEST_P(Scenes, Past) {
    crashWorker();
    frames(200);
    playground().seek(playground().session().world().lastSeq() / 3);
    shoot("past");
}

TEST_P(Scenes, Question) {
    playground().spawn("Counter", {0, 0}, {});
    remember("asksToSave", true);
    QTimer::singleShot(0, &m_window, [this] {
        shoot("question");
        QApplication::activeModalWidget()->close();
    });
    trigger(Command::newDocument);
    remember("asksToSave", false);
    trigger(Command::about);
    shoot("about");
    m_window.findChild<QDialog*>("about")->close();
}

TEST_P(Scenes, Narrow) {
    m_window.resize(m_window.minimumSizeHint());
    settle();
    m_window.canvas().fit();
    run(100);
    select("worker-2");
    shoot("narrow");
    m_window.resize(1024, 700);
    settle();
    m_window.canvas().fit();
    shoot("narrow-1024");
}

TEST_P(Scenes, Presentation) {
    crashWorker();
    trigger(Command::present);
    m_window.resize(GetParam().size);
    settle();
    m_window.canvas().fit();
    shoot("presentation");
    trigger(Command::present);
}

} // namespace
} // namespace troupe::ui

// At 1280 × 800 nothing is cut off and nothing lies over anything else: the window and every dialog,
// in both themes, in English, in German, and in a made-up language whose words are longer (D43).
#include "ui/canvas/canvas_painter.h"
#include "ui/canvas/geometry.h"
#include "ui/text/language.h"
#include "ui/window/export_dialog.h"
#include "ui/window/key_sheet.h"
#include "ui/window/settings_dialog.h"
#include "ui/window_fixture.h"

#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QDockWidget>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenuBar>
#include <QPushButton>
#include <QStyleOption>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTranslator>

#include "ui/window/commands.h"

#include <ostream>

namespace troupe::ui {
namespace {

QString pathOf(const QWidget* widget) {
    QStringList names;
    for (; widget; widget = widget->parentWidget())
        names.prepend(
            QString("%1(%2)").arg(widget->metaObject()->className(), widget->objectName()));
    return names.join('/');
}

QString labelText(const QWidget* widget) {
    if (const auto* label = qobject_cast<const QLabel*>(widget)) return label->text();
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) return button->text();
    return {};
}

bool isCutOff(const QWidget* widget) {
    if (const auto* label = qobject_cast<const QLabel*>(widget)) {
        // What is cut on purpose tells all of it.
        if (widget->inherits("troupe::ui::ElidedLabel") && label->toolTip() == label->text())
            return false;
        if (label->wordWrap()) return label->heightForWidth(label->width()) > label->height();
        return label->sizeHint().width() > label->width() ||
               label->sizeHint().height() > label->height();
    }
    return widget->minimumSizeHint().width() > widget->width() ||
           widget->minimumSizeHint().height() > widget->height();
}

int wide(const QWidget& widget, const QString& text) {
    return widget.fontMetrics().horizontalAdvance(text);
}

// Words a fifth longer than English, with accents: what a third language would do.
class Pseudo final : public QTranslator {
public:
    QString translate(const char*, const char* source, const char*, int) const override {
        const QString text = QString::fromUtf8(source);
        if (text.size() < 3) return text;
        return text + QString(std::max<qsizetype>(1, text.size() / 5), QChar(0x00e9));
    }
    bool isEmpty() const override { return false; }
};

// First the language, then the window.
class Speaking : public testing::WithParamInterface<const char*> {
protected:
    Speaking() {
        if (QString(GetParam()) == "pseudo")
            QCoreApplication::installTranslator(&m_pseudo);
        else
            useLanguage(GetParam());
    }
    virtual ~Speaking() {
        QCoreApplication::removeTranslator(&m_pseudo);
        useLanguage("en");
    }

private:
    Pseudo m_pseudo;
};

class LayoutTest : public Speaking, public WindowTest {
protected:
    /// In both themes, at 1280 × 800.
    void expectInBothThemes(QWidget& root, const char* what) {
        for (const ThemeName name : {ThemeName::light, ThemeName::dark}) {
            m_window.setTheme(name);
            m_window.resize(1280, 800);
            frames(5);
            EXPECT_EQ(m_window.size(), QSize(1280, 800)) << "the window does not fit";
            SCOPED_TRACE(std::string(what) + (name == ThemeName::dark ? ", dark" : ", light"));
            expectNothingCutOff(root);
            expectNoOverlap(root);
            EXPECT_TRUE(m_window.findChild<QWidget*>("search")->isVisible());
        }
    }

    void expectNothingCutOff(QWidget& root) {
        QApplication::processEvents();
        for (const QWidget* widget : root.findChildren<QWidget*>()) {
            if (!widget->isVisible() || widget->inherits("QLineEditIconButton")) continue;
            if (!labelText(widget).isEmpty()) {
                EXPECT_FALSE(isCutOff(widget))
                    << labelText(widget).toStdString() << " in " << pathOf(widget).toStdString()
                    << " needs " << widget->sizeHint().width() << "x" << widget->sizeHint().height()
                    << ", has " << widget->width() << "x" << widget->height();
            }
            expectFieldFits(widget);
            expectHeaderFits(widget);
            expectTabsFit(widget);
        }
    }

    static void expectFieldFits(const QWidget* widget) {
        if (const auto* box = qobject_cast<const QComboBox*>(widget)) {
            EXPECT_LE(wide(*box, box->currentText()), box->width() - 34)
                << box->currentText().toStdString() << " in " << pathOf(box).toStdString();
        }
        const auto* edit = qobject_cast<const QLineEdit*>(widget);
        if (!edit || !edit->text().isEmpty()) return;
        const int icons = edit->actions().isEmpty() ? 0 : 22;
        EXPECT_LE(wide(*edit, edit->placeholderText()), edit->width() - 20 - icons)
            << edit->placeholderText().toStdString() << " in " << pathOf(edit).toStdString();
    }

    static void expectHeaderFits(const QWidget* widget) {
        const auto* table = qobject_cast<const QTableView*>(widget);
        if (!table) return;
        const QHeaderView& header = *table->horizontalHeader();
        for (int section = 0; section < header.count(); ++section) {
            if (header.isSectionHidden(section)) continue;
            const QString text = table->model()->headerData(section, Qt::Horizontal).toString();
            EXPECT_LE(wide(header, text) + 10, header.sectionSize(section))
                << text.toStdString() << " in " << pathOf(table).toStdString();
        }
    }

    static void expectTabsFit(const QWidget* widget) {
        const auto* bar = qobject_cast<const QTabBar*>(widget);
        if (!bar || bar->count() == 0) return;
        EXPECT_LE(bar->tabRect(bar->count() - 1).right(), bar->width())
            << bar->tabText(bar->count() - 1).toStdString() << " of " << pathOf(bar).toStdString();
        for (int tab = 0; tab < bar->count(); ++tab)
            EXPECT_LE(wide(*bar, bar->tabText(tab)), bar->tabRect(tab).width())
                << bar->tabText(tab).toStdString();
    }

    static void expectNoOverlap(QWidget& root) {
        QList<QWidget*> parents = root.findChildren<QWidget*>();
        parents << &root;
        for (const QWidget* parent : parents) {
            if (!parent->isVisible()) continue;
            QList<QWidget*> children;
            for (QObject* child : parent->children()) {
                auto* widget = qobject_cast<QWidget*>(child);
                if (widget && widget->isVisible() && !labelText(widget).isEmpty())
                    children << widget;
            }
            for (qsizetype i = 0; i < children.size(); ++i)
                for (qsizetype j = i + 1; j < children.size(); ++j)
                    EXPECT_FALSE(children[i]->geometry().intersects(children[j]->geometry()))
                        << pathOf(children[i]).toStdString() << " and "
                        << pathOf(children[j]).toStdString();
        }
    }
};

INSTANTIATE_TEST_SUITE_P(Languages, LayoutTest, testing::Values("en", "de", "pseudo"),
                         [](const auto& tested) { return std::string(tested.param); });

TEST_P(LayoutTest, CutsNothingOffWhileARunGoesOn) {
    expectInBothThemes(m_window, "ready");
    key(Qt::Key_Space);
    frames(200);
    select("worker-2");
    expectInBothThemes(m_window, "running");
    key(Qt::Key_K);
    frames(20);
    expectInBothThemes(m_window, "crashed");
    select("pool");
    frames(20);
    expectInBothThemes(m_window, "supervisor");
    playground().seekBy(-5);
    expectInBothThemes(m_window, "past");
}

TEST_P(LayoutTest, CutsNothingOffInAnyPanelOfAnyArrangement) {
    key(Qt::Key_Space);
    frames(200);
    for (const Arrangement arrangement :
         {Arrangement::play, Arrangement::debug, Arrangement::measure, Arrangement::teach}) {
        m_window.arrangeDocks(arrangement);
        m_window.resize(1280, 800);
        for (QDockWidget* dock : m_window.findChildren<QDockWidget*>()) {
            if (dock->isHidden()) continue;
            dock->raise();
            frames(2);
            SCOPED_TRACE(dock->objectName().toStdString());
            expectNothingCutOff(m_window);
        }
    }
    m_window.arrangeDocks(Arrangement::play);
}

TEST_P(LayoutTest, CutsNothingOffInTheDialogs) {
    key(Qt::Key_Space);
    frames(100);
    ExportDialog exports(m_window);
    exports.show();
    for (const char* kind : {"canvas.png", "latency.svg", "events.csv", "report.html"}) {
        exports.setKind(kind);
        expectInBothThemes(exports, kind);
    }
    exports.close();
    SettingsDialog settings(m_window.commands(), &m_window);
    settings.show();
    settings.findChild<QLabel*>("later")->show();
    auto* tabs = settings.findChild<QTabWidget*>();
    for (int tab = 0; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        expectInBothThemes(settings, "settings");
    }
    settings.close();
    KeySheet keys(m_window.commands(), &m_window);
    keys.show();
    expectInBothThemes(keys, "keys");
}

TEST_P(LayoutTest, CutsNothingOffInTheTour) {
    m_window.commands().action(Command::tour)->trigger();
    auto* tour = m_window.findChild<QWidget*>("tour");
    ASSERT_NE(tour, nullptr);
    expectInBothThemes(*tour, "first step");
    key(Qt::Key_Space);
    frames(60);
    select("worker-2");
    frames(4);
    expectInBothThemes(*tour, "third step");
    m_window.canvas().setFocus();
    tour->hide();
}

TEST_P(LayoutTest, ShowsWholeCommandsInThePalette) {
    m_window.commands().action(Command::palette)->trigger();
    QWidget* palette = picks();
    ASSERT_TRUE(palette && palette->isVisible());
    const auto* list = palette->findChild<QListView*>();
    ASSERT_NE(list, nullptr);
    for (int row = 0; row < list->model()->rowCount(); ++row) {
        const QString words = list->model()->index(row, 0).data().toString();
        const QString key = list->model()->index(row, 0).data(Qt::UserRole + 1).toString();
        EXPECT_LE(wide(*list, words) + QFontMetrics(monoFont(kTextSmall)).horizontalAdvance(key),
                  list->viewport()->width() - 66)
            << words.toStdString();
    }
    expectInBothThemes(*palette, "palette");
    palette->hide();
}

TEST_F(WindowTest, LeavesRoomForANameInTheSearchBox) {
    m_window.resize(1280, 800);
    key(Qt::Key_Space); // Pause is longer than Run
    frames(2);
    const auto* search = m_window.findChild<QLineEdit*>("search");
    EXPECT_GE(search->width(), 140);
    EXPECT_LE(search->mapTo(&m_window, QPoint(search->width(), 0)).x(), m_window.width());
}

TEST_F(WindowTest, KeepsTheShareOfThePanelsBelowInALowWindow) {
    const auto high = [&] { return m_window.findChild<QDockWidget*>("dock.depth")->height(); };
    m_window.resize(1280, 1000);
    QApplication::processEvents();
    const int before = high();
    m_window.resize(1280, 760);
    QApplication::processEvents();
    EXPECT_LT(high(), before - 30);
}

// Tray and minimap lie over the canvas, not over what is on it.
TEST_F(WindowTest, FitsAllThatIsThereBesideTrayAndMinimap) {
    for (const char* name : {"worker-pool", "overflow-policies", "restart-budget", "counter"}) {
        ASSERT_TRUE(playground().open(scenario(name)));
        frames(2);
        m_window.canvas().fit();
        const CanvasView& canvas = m_window.canvas();
        for (const NodeFrame& shown : m_window.frame().nodes) {
            const QRectF box = nodeRect(shown.position);
            const QRectF seen(canvas.camera().toView(box.topLeft()),
                              box.size() * canvas.camera().zoom);
            EXPECT_TRUE(QRectF(canvas.rect()).contains(seen)) << name;
            EXPECT_FALSE(seen.intersects(trayRect(canvas.size()))) << name;
            EXPECT_FALSE(seen.intersects(minimapRect(canvas.size()))) << name;
        }
    }
}

TEST_F(WindowTest, GivesTheCanvasTheMostRoom) {
    m_window.resize(1280, 800);
    QApplication::processEvents();

    for (const QDockWidget* dock : m_window.findChildren<QDockWidget*>()) {
        if (!dock->isVisible()) continue; // behind another tab
        const auto area = [](const QWidget& widget) { return widget.width() * widget.height(); };
        EXPECT_GT(area(m_window.canvas()), area(*dock)) << dock->objectName().toStdString();
    }
}

} // namespace
} // namespace troupe::ui

// What the window looks like, against pictures that a person has looked at (tests/ui/golden).
//
// Runs are made in the Lab on a clock that the test turns, so that a picture is a function of the
// scenario, the seed and the theme. Made by the same Qt with the same fonts they must be equal in
// every pixel; by another one, nearly so.
//
//     TROUPE_GOLDEN=renew build/release/tests/ui/ui_golden_test      writes them anew; look at each
//
// What differs is left in the build folder, golden-failed/NAME.png beside NAME-difference.png.
#include "ui/export/picture.h"
#include "ui/window/export_dialog.h"
#include "ui/window/key_sheet.h"
#include "ui/window/settings_dialog.h"
#include "ui/window_fixture.h"

#include <QDir>
#include <QFile>
#include <QFontInfo>
#include <QImage>
#include <QPainter>

#include <cstdlib>
#include <ostream>

namespace troupe::ui {

void PrintTo(ThemeName name, std::ostream* out) {
    *out << (name == ThemeName::dark ? "dark" : "light");
}

namespace {

const QString kFolder = QString(TROUPE_SOURCE_DIR) + "/tests/ui/golden/";

QString madeWith() {
    const bool hasFonts = QFontInfo(textFont()).family() == "Inter" &&
                          QFontInfo(monoFont()).family() == "JetBrains Mono";
    return QString("Qt %1, %2\n").arg(qVersion(), hasFonts ? "own fonts" : "other fonts");
}

bool isSameMachinery() {
    QFile file(kFolder + "made-with.txt");
    return file.open(QIODevice::ReadOnly) && file.readAll() == madeWith().toUtf8();
}

bool isRenewing() {
    return qgetenv("TROUPE_GOLDEN") == "renew";
}

struct Difference {
    double share = 0; // of the pixels, that are visibly different
    int most = 0;     // of one channel
    QImage picture;
};

Difference differenceOf(const QImage& a, const QImage& b) {
    constexpr int kVisible = 48;
    Difference found;
    found.picture = QImage(a.size(), QImage::Format_RGB32);
    std::int64_t visible = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x) {
            const QRgb p = a.pixel(x, y);
            const QRgb q = b.pixel(x, y);
            const int by = std::max({std::abs(qRed(p) - qRed(q)), std::abs(qGreen(p) - qGreen(q)),
                                     std::abs(qBlue(p) - qBlue(q))});
            found.most = std::max(found.most, by);
            visible += by > kVisible;
            found.picture.setPixel(x, y, by == 0 ? qRgb(255, 255, 255) : qRgb(255, 80, 80));
        }
    found.share = static_cast<double>(visible) / (double(a.width()) * a.height());
    return found;
}

void leaveBehind(const QString& name, const QImage& shown, const QImage& difference) {
    const QDir folder(QString(TROUPE_BINARY_DIR) + "/golden-failed");
    folder.mkpath(".");
    shown.save(folder.filePath(name + ".png"));
    if (!difference.isNull()) difference.save(folder.filePath(name + "-difference.png"));
}

class GoldenTest : public WindowTest, public testing::WithParamInterface<ThemeName> {
protected:
    GoldenTest() {
        QApplication::setCursorFlashTime(0);
        m_now = 1'000'000'000; // the same for every picture
        playground().tickAt(m_now);
        m_window.setTheme(GetParam());
        m_window.canvas().fit();
        QApplication::processEvents();
    }

    void openScenario(const char* name) {
        ASSERT_TRUE(playground().open(scenario(name)));
        playground().setMode(core::RunMode::lab);
        m_window.canvas().fit();
        frames(2);
    }

    QImage grab(QWidget& widget) {
        QApplication::processEvents();
        return widget.grab().toImage().convertToFormat(QImage::Format_RGB32);
    }

    QImage centre() { return grab(*m_window.centralWidget()); }

    void expectAsBefore(const char* what, const QImage& shown) {
        const QString name =
            QString("%1-%2").arg(what, GetParam() == ThemeName::dark ? "dark" : "light");
        const QString path = kFolder + name + ".png";
        if (isRenewing()) {
            EXPECT_TRUE(shown.save(path, "PNG", 1)); // the smallest
            QFile file(kFolder + "made-with.txt");
            EXPECT_TRUE(file.open(QIODevice::WriteOnly));
            file.write(madeWith().toUtf8());
            return;
        }
        const QImage known = QImage(path).convertToFormat(QImage::Format_RGB32);
        ASSERT_FALSE(known.isNull()) << path.toStdString() << " is missing";
        if (known.size() != shown.size()) leaveBehind(name, shown, {});
        ASSERT_EQ(known.size(), shown.size());
        if (known == shown) return;
        const Difference difference = differenceOf(known, shown);
        leaveBehind(name, shown, difference.picture);
        if (isSameMachinery())
            ADD_FAILURE() << name.toStdString() << " differs by up to " << difference.most;
        else
            EXPECT_LT(difference.share, 0.02) << name.toStdString();
    }
};

INSTANTIATE_TEST_SUITE_P(Themes, GoldenTest, testing::Values(ThemeName::light, ThemeName::dark));

TEST_P(GoldenTest, Ready) {
    expectAsBefore("ready", grab(m_window));
}

TEST_P(GoldenTest, Running) {
    key(Qt::Key_Space);
    frames(250);
    select("worker-2");
    frames(1);

    expectAsBefore("running", grab(m_window));
}

TEST_P(GoldenTest, Crash) {
    key(Qt::Key_Space);
    frames(120);
    select("worker-2");
    key(Qt::Key_K);
    frames(24); // a third of the back-off is over

    expectAsBefore("crash", centre());
}

TEST_P(GoldenTest, Past) {
    key(Qt::Key_Space);
    frames(120);
    select("worker-2");
    key(Qt::Key_K);
    frames(200);
    playground().seek(playground().session().world().lastSeq() / 3);
    QApplication::processEvents();

    expectAsBefore("past", centre());
}

TEST_P(GoldenTest, DeadLetters) {
    m_window.resize(1500, 960); // its ten actors want room
    openScenario("overflow-policies");
    key(Qt::Key_Space);
    frames(60);

    expectAsBefore("dead-letters", centre());
}

TEST_P(GoldenTest, Deadlock) {
    openScenario("deadlock");
    key(Qt::Key_Space);
    frames(30);
    for (const core::Mark& mark : playground().session().timeline().marks())
        if (mark.kind == core::MarkKind::deadlock) playground().seek(mark.seq);
    QApplication::processEvents();

    expectAsBefore("deadlock", centre());
}

// A thousand workers are one node that says so.
TEST_P(GoldenTest, Grouped) {
    openScenario("fan-out-1000");
    key(Qt::Key_Space);
    frames(400); // always as many: the flows move
    ASSERT_TRUE(playground().session().isQuiet());
    select(groupName().c_str());
    frames(1);

    expectAsBefore("grouped", centre());
}

TEST_P(GoldenTest, Charts) {
    key(Qt::Key_Space);
    frames(400);
    QImage all(kChartPicture.width(), 2 * kChartPicture.height(), QImage::Format_RGB32);
    QPainter painter(&all);
    painter.drawImage(0, 0, picture(m_window, PictureOf::depth));
    painter.drawImage(0, kChartPicture.height(), picture(m_window, PictureOf::latency));
    painter.end();

    expectAsBefore("charts", all);
}

TEST_P(GoldenTest, Dialogs) {
    key(Qt::Key_Space);
    frames(60);
    remember("exportFolder", "/"); // not that of whoever runs this
    ExportDialog exports(m_window);
    forget("exportFolder");
    SettingsDialog settings(m_window.commands(), &m_window);
    KeySheet keys(m_window.commands(), &m_window);
    QList<QImage> pictures;
    int width = 0;
    int height = 0;
    for (QDialog* dialog : {static_cast<QDialog*>(&exports), static_cast<QDialog*>(&settings),
                            static_cast<QDialog*>(&keys)}) {
        dialog->show();
        pictures << grab(*dialog);
        dialog->hide();
        width += pictures.back().width();
        height = std::max(height, pictures.back().height());
    }
    QImage all(width, height, QImage::Format_RGB32);
    all.fill(Qt::black);
    QPainter painter(&all);
    int x = 0;
    for (const QImage& each : pictures) {
        painter.drawImage(x, 0, each);
        x += each.width();
    }
    painter.end();

    expectAsBefore("dialogs", all);
}

} // namespace
} // namespace troupe::ui

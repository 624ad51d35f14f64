// What `./run` leaves without a display (D40), judged by the files alone: the picture is decoded and
// compared with actors.csv, so that a window that was drawn empty, or a table of somewhere else, is
// seen.
#include <set>

#include <QColor>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>

#include <gtest/gtest.h>

#include "ui/theme/kind_look.h"
#include "ui/theme/theme.h"

namespace troupe::ui {
namespace {

bool areAlike(const QColor& a, const QColor& b, int tolerance) {
    return std::abs(a.red() - b.red()) <= tolerance &&
           std::abs(a.green() - b.green()) <= tolerance &&
           std::abs(a.blue() - b.blue()) <= tolerance;
}

class Headless : public testing::Test {
protected:
    QString path(const char* file) const { return m_folder.filePath(QString::fromLatin1(file)); }

    /// As `./run` calls it, for as long as `duration` says.
    void run(const char* duration) {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char* display : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
            environment.remove(QString::fromLatin1(display));
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), m_folder.path());
        QProcess troupe;
        troupe.setProcessEnvironment(environment);
        troupe.setProcessChannelMode(QProcess::MergedChannels);
        QStringList arguments{
            QStringLiteral("run"),
            QStringLiteral(TROUPE_SOURCE_DIR "/resources/scenarios/worker-pool.troupe"),
            QStringLiteral("--live"), QStringLiteral("--for"), QString::fromLatin1(duration)};
        for (const auto& [kind, file] :
             {std::pair{"window.png", "worker-pool.png"}, std::pair{"events.csv", "events.csv"},
              std::pair{"metrics.csv", "metrics.csv"}, std::pair{"actors.csv", "actors.csv"}}) {
            arguments << QStringLiteral("--export")
                      << QString::fromLatin1(kind) + QLatin1Char('=') + path(file);
        }
        troupe.start(QStringLiteral(TROUPE_BINARY_DIR "/bin/troupe"), arguments);
        ASSERT_TRUE(troupe.waitForFinished(120'000)) << qPrintable(troupe.errorString());
        m_output = troupe.readAll();
        ASSERT_EQ(troupe.exitCode(), 0) << m_output.constData();
        m_picture = QImage(path("worker-pool.png"));
        ASSERT_FALSE(m_picture.isNull());
    }

    /// Rows of actors.csv by column name; no field of this scenario is quoted.
    std::vector<QMap<QString, QString>> actors() const {
        QFile file(path("actors.csv"));
        EXPECT_TRUE(file.open(QIODevice::ReadOnly));
        const QStringList lines = QString::fromUtf8(file.readAll()).split(QStringLiteral("\r\n"));
        const QStringList names = lines.value(0).split(QLatin1Char(','));
        std::vector<QMap<QString, QString>> rows;
        for (qsizetype i = 1; i < lines.size(); ++i) {
            const QStringList cells = lines[i].split(QLatin1Char(','));
            if (cells.size() != names.size()) continue;
            QMap<QString, QString> row;
            for (qsizetype k = 0; k < names.size(); ++k) row[names[k]] = cells[k];
            rows.push_back(row);
        }
        return rows;
    }

    /// Pixel columns with a line of a chart in the `place`-th third of the bottom docks, below
    /// their legends. The dashed line of the capacity has a colour of its own.
    int columnsWithALine(int place) const {
        const Theme& light = ui::theme(ThemeName::light);
        const int third = m_picture.width() / 3;
        std::set<int> columns;
        for (int x = place * third + 30; x < (place + 1) * third - 4; ++x) {
            for (int y = m_picture.height() * 81 / 100; y < m_picture.height() * 94 / 100; ++y) {
                for (int line = 0; line < 6; ++line) {
                    if (areAlike(m_picture.pixelColor(x, y), seriesColour(light, line), 24))
                        columns.insert(x);
                }
            }
        }
        return static_cast<int>(columns.size());
    }

    QTemporaryDir m_folder;
    QByteArray m_output;
    QImage m_picture;
};

// Columns of a chart some 330 pixels wide that shows thirty seconds: three seconds fill about 30 of
// them, and fewer where the machine is too busy to begin at once.
constexpr int kMoreThanAMoment = 12;

TEST_F(Headless, ThePictureShowsEveryActorWhereTheTableSaysAndItsChartsHaveLines) {
    ASSERT_NO_FATAL_FAILURE(run("3s"));
    for (const char* file : {"worker-pool.png", "events.csv", "metrics.csv", "actors.csv"})
        EXPECT_TRUE(m_output.contains(path(file).toUtf8())) << file << " is not told";
    const auto rows = actors();
    ASSERT_EQ(rows.size(), 8U) << "load, router, four workers, logger, pool";
    for (const auto& row : rows) {
        const QPoint at(row[QStringLiteral("x")].toInt(), row[QStringLiteral("y")].toInt());
        ASSERT_TRUE(m_picture.rect().contains(at)) << qPrintable(row[QStringLiteral("name")]);
        const QColor accent = kindLook(row[QStringLiteral("kind")].toStdString()).accent;
        EXPECT_TRUE(areAlike(m_picture.pixelColor(at), accent, 0))
            << qPrintable(row[QStringLiteral("name")]) << ": "
            << qPrintable(m_picture.pixelColor(at).name()) << ", not " << qPrintable(accent.name());
    }
    EXPECT_GE(columnsWithALine(0), kMoreThanAMoment) << "mailbox depth";
    EXPECT_GE(columnsWithALine(1), kMoreThanAMoment) << "latency";
}

TEST_F(Headless, ChartsOfAMomentHaveHardlyAnything) {
    ASSERT_NO_FATAL_FAILURE(run("1ms"));
    EXPECT_LT(columnsWithALine(0), kMoreThanAMoment);
    EXPECT_LT(columnsWithALine(1), kMoreThanAMoment);
}

} // namespace
} // namespace troupe::ui

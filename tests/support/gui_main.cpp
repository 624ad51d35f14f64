// The main of every window test: a QApplication on the offscreen platform (unless
// QT_QPA_PLATFORM names another), with English as language and a style that is the same
// everywhere.

#include <QApplication>
#include <QLocale>
#include <QStandardPaths>

#include <gtest/gtest.h>

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    ::testing::InitGoogleTest(&argc, argv);
    // What ctest asks before it runs anything needs no platform.
    if (GTEST_FLAG_GET(list_tests)) return RUN_ALL_TESTS();
    // Settings and caches of a test are not those of the person who runs it.
    QStandardPaths::setTestModeEnabled(true);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QApplication app(argc, argv);
    QApplication::setStyle("Fusion");
    return RUN_ALL_TESTS();
}

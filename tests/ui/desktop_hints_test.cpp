// What the desktop asks for reaches the program: over a session bus of the test's own, from a portal
// that the test plays. Skipped where there is no dbus-daemon.
#include "ui/app/desktop_hints.h"
#include "ui/app/memory.h"

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusVariant>
#include <QElapsedTimer>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

#include <gtest/gtest.h>

namespace troupe::ui {

/// Answers as a desktop on which animations are off.
class Portal : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public Q_SLOTS:
    QDBusVariant Read(const QString& space, const QString& key) {
        m_asked << space + " " + key;
        return QDBusVariant(QVariant::fromValue(QDBusVariant(QVariant(m_hasAnimations))));
    }

public:
    QStringList m_asked;
    bool m_hasAnimations = false;
};

namespace {

class DesktopHintsTest : public testing::Test {
protected:
    void SetUp() override {
        const QString daemon = QStandardPaths::findExecutable("dbus-daemon");
        if (daemon.isEmpty()) GTEST_SKIP() << "dbus-daemon is missing";
        m_daemon.start(daemon, {"--session", "--nofork", "--print-address"});
        if (!m_daemon.waitForStarted() || !m_daemon.waitForReadyRead())
            GTEST_SKIP() << "dbus-daemon does not start";
        const QByteArray address = m_daemon.readLine().trimmed();
        qputenv("DBUS_SESSION_BUS_ADDRESS", address);
        QDBusConnection desktop = QDBusConnection::connectToBus(QString(address), "desktop");
        ASSERT_TRUE(desktop.registerService("org.freedesktop.portal.Desktop"));
        ASSERT_TRUE(desktop.registerObject("/org/freedesktop/portal/desktop", &m_portal,
                                           QDBusConnection::ExportAllSlots));
    }

    void TearDown() override {
        QDBusConnection::disconnectFromBus("desktop");
        m_daemon.terminate();
        m_daemon.waitForFinished();
    }

    QProcess m_daemon;
    Portal m_portal;
};

TEST_F(DesktopHintsTest, AnimationsThatAreOffInTheDesktopReduceMotion) {
    int answers = 0;
    QObject context;

    askForReducedMotion(&context, [&](bool isReduced) { answers += isReduced ? 1 : 100; });

    EXPECT_EQ(answers, 0) << "told before it returned";
    EXPECT_TRUE(QTest::qWaitFor([&] { return answers > 0; }));
    EXPECT_EQ(answers, 1) << "told once";
    EXPECT_TRUE(m_portal.m_asked.contains("org.gnome.desktop.interface enable-animations"));
}

TEST(Scale, IsBetweenOneAndTwo) {
    EXPECT_EQ(rememberedScale(), 1);
    remember("scale", 1.5);
    EXPECT_EQ(rememberedScale(), 1.5);
    remember("scale", 17);
    EXPECT_EQ(rememberedScale(), 2);
    forget("scale");
}

} // namespace
} // namespace troupe::ui

#include "desktop_hints_test.moc"

#include "ui/app/desktop_hints.h"

#include "ui/app/memory.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

#include <algorithm>
#include <memory>

namespace troupe::ui {
namespace {

constexpr int kPatienceMs = 2000;

// A portal wraps what it has read in one or two variants.
QVariant unwrapped(QVariant value) {
    while (value.canConvert<QDBusVariant>()) value = value.value<QDBusVariant>().variant();
    return value;
}

using Answer = std::function<void(bool)>;

void ask(QObject* context, const QString& space, const QString& key, bool isReducedBy,
         const std::shared_ptr<Answer>& answer) {
    QDBusMessage call = QDBusMessage::createMethodCall("org.freedesktop.portal.Desktop",
                                                       "/org/freedesktop/portal/desktop",
                                                       "org.freedesktop.portal.Settings", "Read");
    call << space << key;
    auto* watcher = new QDBusPendingCallWatcher(
        QDBusConnection::sessionBus().asyncCall(call, kPatienceMs), context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context, [=] {
        watcher->deleteLater();
        const QDBusPendingReply<QVariant> reply = *watcher;
        if (reply.isError() || !*answer) return;
        if (unwrapped(reply.value()).toBool() != isReducedBy) return;
        (*answer)(true);
        *answer = nullptr;
    });
}

} // namespace

void askForReducedMotion(QObject* context, Answer answer) {
    if (!QDBusConnection::sessionBus().isConnected()) return;
    const auto once = std::make_shared<Answer>(std::move(answer));
    ask(context, "org.gnome.desktop.interface", "enable-animations", false, once);
    ask(context, "org.freedesktop.appearance", "reduced-motion", true, once);
}

double rememberedScale() {
    return std::clamp(remembered("scale", 1.0).toDouble(), 1.0, 2.0);
}

void useScale(double scale) {
    if (scale > 1 && qEnvironmentVariableIsEmpty("QT_SCALE_FACTOR"))
        qputenv("QT_SCALE_FACTOR", QByteArray::number(scale));
}

} // namespace troupe::ui

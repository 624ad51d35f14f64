#include "ui/theme/icons.h"

#include "ui/theme/theme.h"

#include <QFile>
#include <QPaintEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <cmath>

namespace troupe::ui {
namespace {

QString pathOf(const QString& name) {
    return ":/icons/" + name + ".svg";
}

QByteArray colouredText(const QString& name, const QColor& colour, IconFill fill) {
    QFile file(pathOf(name));
    if (!file.open(QIODevice::ReadOnly)) return {};
    QByteArray text = file.readAll();
    const QByteArray value = colour.name().toLatin1();
    text.replace("currentColor", value);
    if (fill == IconFill::solid) text.replace("fill=\"none\"", "fill=\"" + value + "\"");
    return text;
}

void renderVectors(QPainter& painter, const QString& name, const QRectF& where,
                   const QColor& colour, IconFill fill) {
    QSvgRenderer(colouredText(name, colour, fill)).render(&painter, where);
}

bool isRaster(const QPainter& painter) {
    return painter.paintEngine() && painter.paintEngine()->type() == QPaintEngine::Raster;
}

QPixmap render(const QString& name, int devicePixels, const QColor& colour, IconFill fill) {
    QPixmap pixmap(devicePixels, devicePixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderVectors(painter, name, QRectF(0, 0, devicePixels, devicePixels), colour, fill);
    return pixmap;
}

QPixmap cached(const QString& name, int devicePixels, const QColor& colour, IconFill fill) {
    const QString key = QString("troupe/%1/%2/%3/%4")
                            .arg(name)
                            .arg(devicePixels)
                            .arg(colour.rgba())
                            .arg(static_cast<int>(fill));
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = render(name, devicePixels, colour, fill);
        QPixmapCache::insert(key, pixmap);
    }
    return pixmap;
}

} // namespace

bool hasIcon(const QString& name) {
    return QFile::exists(pathOf(name));
}

void drawIcon(QPainter& painter, const QString& name, const QRectF& where, const QColor& colour,
              IconFill fill) {
    if (!isRaster(painter)) {
        renderVectors(painter, name, where, colour, fill);
        return;
    }
    const QTransform toDevice = painter.deviceTransform();
    const double scale = std::hypot(toDevice.m11(), toDevice.m12());
    const int devicePixels = static_cast<int>(std::lround(where.width() * scale));
    if (devicePixels < 1 || devicePixels > 4096) return;
    painter.drawPixmap(where, cached(name, devicePixels, colour, fill), {});
}

QPixmap iconPixmap(const QString& name, int logicalSize, qreal ratio, const QColor& colour,
                   IconFill fill) {
    QPixmap pixmap = cached(name, static_cast<int>(std::lround(logicalSize * ratio)), colour, fill);
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

QIcon icon(const QString& name, const Theme& theme) {
    return icon(name, theme, theme.text);
}

QIcon icon(const QString& name, const Theme& theme, const QColor& colour, IconFill fill) {
    QIcon result;
    for (const qreal ratio : {1.0, 2.0}) {
        for (const int size : {16, 20}) {
            result.addPixmap(iconPixmap(name, size, ratio, colour, fill), QIcon::Normal);
            result.addPixmap(iconPixmap(name, size, ratio, theme.mark, fill), QIcon::Disabled);
        }
    }
    return result;
}

} // namespace troupe::ui

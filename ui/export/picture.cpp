#include "ui/export/picture.h"

#include "ui/canvas/canvas_painter.h"
#include "ui/window/chart_panels.h"
#include "ui/window/main_window.h"

#include "document/atomic_file.h"

#include <QApplication>
#include <QBuffer>
#include <QPainter>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>

namespace troupe::ui {
namespace {

constexpr double kCanvasMargin = 40;
constexpr double kFurniture = 100; // room for tray and minimap under the actors

struct KindName {
    std::string_view name;
    PictureKind kind;
};

constexpr KindName kNames[] = {
    {"canvas.png", PictureKind::canvasPng}, {"canvas.svg", PictureKind::canvasSvg},
    {"depth.png", PictureKind::depthPng},   {"latency.png", PictureKind::latencyPng},
    {"window.png", PictureKind::windowPng},
};

// The whole graph at 1:1, smaller only where the picture would be too large.
struct Page {
    Camera camera;
    QSize size;
};

Page pageOf(const CanvasFrame& frame, int scale) {
    const QRectF content = frame.bounds().isEmpty() ? QRectF(0, 0, 600, 300) : frame.bounds();
    const QSizeF wanted =
        content.size() + QSizeF(2 * kCanvasMargin, 2 * kCanvasMargin + kFurniture);
    const double most = double(kMostPictureSide) / scale;
    const double zoom = std::min({1.0, most / wanted.width(), most / wanted.height()});
    Page page;
    page.size = QSize(static_cast<int>(std::ceil(std::max(wanted.width() * zoom, 360.0))),
                      static_cast<int>(std::ceil(wanted.height() * zoom)));
    page.camera.zoom = zoom;
    page.camera.origin = content.topLeft() - QPointF(kCanvasMargin, kCanvasMargin);
    return page;
}

QImage blank(QSize size, int scale) {
    QImage image(size * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(Qt::transparent);
    return image;
}

QImage canvasPicture(MainWindow& window, int scale) {
    const Page page = pageOf(window.frame(), scale);
    QImage image = blank(page.size, scale);
    QPainter painter(&image);
    paintCanvas(painter, window.frame(), page.camera, window.currentTheme(), page.size);
    return image;
}

QImage chartPicture(ChartPanel& panel, int scale) {
    QImage image = blank(kChartPicture, scale);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    panel.paintInto(painter, QRectF(QPointF(0, 0), kChartPicture));
    return image;
}

// The window in its picture's size, laid out as for a screen, while `use` looks at it. Afterwards
// size and camera are as they were.
template <class Use>
void withPictureSize(MainWindow& window, Use&& use) {
    const QSize before = window.size();
    const Camera camera = window.canvas().camera();
    const bool wasShown = window.isVisible();
    if (!wasShown) {
        window.setAttribute(Qt::WA_DontShowOnScreen);
        window.show();
    }
    window.resize(kWindowPicture);
    QApplication::sendPostedEvents();
    window.canvas().fit();
    window.depthPanel().refresh();
    window.latencyPanel().refresh();
    QApplication::sendPostedEvents();
    use();
    if (!wasShown) {
        window.hide();
        window.setAttribute(Qt::WA_DontShowOnScreen, false);
    }
    window.resize(before);
    window.canvas().setCamera(camera);
}

QImage windowPicture(MainWindow& window, int scale) {
    QImage image = blank(kWindowPicture, scale);
    withPictureSize(window, [&] { window.render(&image); });
    return image;
}

QByteArray canvasSvg(MainWindow& window) {
    const Page page = pageOf(window.frame(), 1);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(page.size);
    generator.setViewBox(QRect(QPoint(0, 0), page.size));
    generator.setTitle(window.playground().title());
    QPainter painter(&generator);
    paintCanvas(painter, window.frame(), page.camera, window.currentTheme(), page.size);
    painter.end();
    return buffer.data();
}

QByteArray pngBytes(const QImage& image) {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return buffer.data();
}

} // namespace

std::optional<PictureKind> pictureKind(std::string_view name) {
    for (const KindName& row : kNames)
        if (row.name == name) return row.kind;
    return {};
}

QImage picture(MainWindow& window, PictureKind kind, int scale) {
    switch (kind) {
    case PictureKind::canvasPng:
    case PictureKind::canvasSvg:
        return canvasPicture(window, scale);
    case PictureKind::depthPng:
        return chartPicture(window.depthPanel(), scale);
    case PictureKind::latencyPng:
        return chartPicture(window.latencyPanel(), scale);
    case PictureKind::windowPng:
        return windowPicture(window, scale);
    }
    return {};
}

std::vector<std::pair<std::string, QPointF>> accentPoints(MainWindow& window) {
    std::vector<std::pair<std::string, QPointF>> points;
    withPictureSize(window, [&] {
        const Camera& camera = window.canvas().camera();
        const QPointF corner = window.canvas().mapTo(&window, QPoint(0, 0));
        for (const NodeFrame& node : window.frame().nodes) {
            const QRectF tile = tileRect(node.position);
            const QPointF beside = QPointF(tile.left() + 3, tile.center().y()); // no icon there
            const QPointF pixel = camera.toView(beside) + corner;
            points.emplace_back(node.name.toStdString(),
                                QPointF(std::floor(pixel.x()), std::floor(pixel.y())));
        }
    });
    return points;
}

core::Expected<void> savePicture(MainWindow& window, PictureKind kind,
                                 const std::filesystem::path& path, int scale) {
    const QByteArray bytes =
        kind == PictureKind::canvasSvg ? canvasSvg(window) : pngBytes(picture(window, kind, scale));
    return core::writeFileAtomically(path,
                                     std::string_view(bytes.data(), std::size_t(bytes.size())));
}

} // namespace troupe::ui

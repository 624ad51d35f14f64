#include "ui/export/picture.h"

#include "ui/canvas/canvas_painter.h"
#include "ui/window/chart_panels.h"
#include "ui/window/main_window.h"

#include "document/atomic_file.h"

#include <QApplication>
#include <QBuffer>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>

namespace troupe::ui {
namespace {

constexpr double kCanvasMargin = 40;
constexpr double kFurniture = 100; // room for tray and minimap under the actors

struct OfName {
    std::string_view name;
    PictureOf of;
};
constexpr OfName kOf[] = {
    {"window", PictureOf::window},         {"canvas", PictureOf::canvas},
    {"depth", PictureOf::depth},           {"latency", PictureOf::latency},
    {"throughput", PictureOf::throughput}, {"histogram", PictureOf::histogram},
};

struct FormatName {
    std::string_view name;
    PictureFormat format;
};
constexpr FormatName kFormats[] = {
    {"png", PictureFormat::png}, {"svg", PictureFormat::svg}, {"pdf", PictureFormat::pdf}};

// The whole graph at 1:1, smaller only where the picture would be too large; or the view.
struct Page {
    Camera camera;
    QSize size;
};

Page pageOf(MainWindow& window, const PictureOptions& options) {
    Page page;
    if (options.isView) return {window.canvas().camera(), window.canvas().size()};
    const CanvasFrame& frame = window.frame();
    const QRectF content = frame.bounds().isEmpty() ? QRectF(0, 0, 600, 300) : frame.bounds();
    const QSizeF wanted =
        content.size() + QSizeF(2 * kCanvasMargin, 2 * kCanvasMargin + kFurniture);
    const double most = double(kMostPictureSide) / options.scale;
    const double zoom = std::min({1.0, most / wanted.width(), most / wanted.height()});
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

Theme themeFor(const MainWindow& window, bool isTransparent) {
    Theme theme = window.currentTheme();
    if (!isTransparent) return theme;
    theme.canvas.setAlpha(0);
    theme.canvasDot.setAlpha(0);
    return theme;
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

ChartPanel& panelOf(MainWindow& window, PictureOf of) {
    switch (of) {
    case PictureOf::latency:
        return window.latencyPanel();
    case PictureOf::throughput:
        return window.throughputPanel();
    case PictureOf::histogram:
        return window.histogramPanel();
    default:
        return window.depthPanel();
    }
}

QSize sizeOf(MainWindow& window, PictureOf of, const PictureOptions& options) {
    if (of == PictureOf::window) return kWindowPicture;
    if (of == PictureOf::canvas) return pageOf(window, options).size;
    return kChartPicture;
}

// Draws at one unit a logical pixel, on whatever device.
void paintPicture(QPainter& painter, MainWindow& window, PictureOf of,
                  const PictureOptions& options) {
    painter.setRenderHint(QPainter::Antialiasing);
    if (of == PictureOf::window) {
        withPictureSize(window, [&] { window.render(&painter); });
        return;
    }
    if (of == PictureOf::canvas) {
        const Page page = pageOf(window, options);
        paintCanvas(painter, window.frame(), page.camera, themeFor(window, options.isTransparent),
                    page.size);
        return;
    }
    panelOf(window, of).paintInto(painter, QRectF(QPointF(0, 0), kChartPicture));
}

QByteArray pngBytes(const QImage& image) {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return buffer.data();
}

QByteArray svgBytes(MainWindow& window, PictureOf of, const PictureOptions& options) {
    const QSize size = sizeOf(window, of, options);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(0, 0), size));
    generator.setTitle(window.playground().title());
    QPainter painter(&generator);
    paintPicture(painter, window, of, options);
    painter.end();
    return buffer.data();
}

// Qt writes the clock into a PDF; the same run has to give the same bytes (decisions.md 35).
void forgetTheClock(QByteArray& pdf) {
    const QByteArray key = "/CreationDate (D:";
    const qsizetype at = pdf.indexOf(key);
    if (at < 0) return;
    for (qsizetype i = at + key.size(); i < pdf.size() && pdf[i] != ')'; ++i)
        if (pdf[i] >= '0' && pdf[i] <= '9') pdf[i] = '0';
}

QByteArray pdfBytes(MainWindow& window, PictureOf of, const PictureOptions& options) {
    constexpr int kDotsPerInch = 96;
    const QSize size = sizeOf(window, of, options);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(kDotsPerInch);
    writer.setPageSize(
        QPageSize(QSizeF(size) * 72.0 / kDotsPerInch, QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setPageMargins({});
    writer.setTitle(window.playground().title());
    QPainter painter(&writer);
    paintPicture(painter, window, of, options);
    painter.end();
    QByteArray bytes = buffer.data();
    forgetTheClock(bytes);
    return bytes;
}

} // namespace

std::optional<PictureKind> pictureKind(std::string_view name) {
    for (const OfName& of : kOf)
        for (const FormatName& format : kFormats)
            if (name == std::string(of.name) + "." + std::string(format.name))
                return PictureKind{of.of, format.format};
    return {};
}

std::string pictureName(PictureKind kind) {
    std::string name;
    for (const OfName& of : kOf)
        if (of.of == kind.of) name = of.name;
    for (const FormatName& format : kFormats)
        if (format.format == kind.format) name += "." + std::string(format.name);
    return name;
}

QImage picture(MainWindow& window, PictureOf of, const PictureOptions& options) {
    QImage image = blank(sizeOf(window, of, options), options.scale);
    if (of == PictureOf::window) {
        withPictureSize(window, [&] { window.render(&image); });
        return image;
    }
    QPainter painter(&image);
    paintPicture(painter, window, of, options);
    return image;
}

QByteArray pictureBytes(MainWindow& window, PictureKind kind, const PictureOptions& options) {
    switch (kind.format) {
    case PictureFormat::png:
        return pngBytes(picture(window, kind.of, options));
    case PictureFormat::svg:
        return svgBytes(window, kind.of, options);
    case PictureFormat::pdf:
        return pdfBytes(window, kind.of, options);
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
                                 const std::filesystem::path& path, const PictureOptions& options) {
    const QByteArray bytes = pictureBytes(window, kind, options);
    return core::writeFileAtomically(path,
                                     std::string_view(bytes.data(), std::size_t(bytes.size())));
}

} // namespace troupe::ui

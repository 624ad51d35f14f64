// What a person sees on the canvas, looked for in the pixels.
#include "ui/canvas/canvas_painter.h"
#include "ui/canvas/node_painter.h"
#include "ui/sample_frame.h"
#include "ui/theme/fonts.h"
#include "ui/theme/kind_look.h"
#include "ui/theme/theme.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QSvgGenerator>

#include <gtest/gtest.h>

#include <cmath>

namespace troupe::ui {
namespace {

const QSize kView(1100, 620);

QImage paint(const CanvasFrame& frame, const Camera& camera, ThemeName name = ThemeName::light) {
    loadFonts();
    QImage image(kView, QImage::Format_ARGB32_Premultiplied);
    QPainter painter(&image);
    paintCanvas(painter, frame, camera, theme(name), kView);
    painter.end();
    return image;
}

Camera fit(const CanvasFrame& frame) {
    return fitted(frame.bounds(), freeRect(kView));
}

int count(const QImage& image, const QRectF& where, const QColor& colour) {
    int found = 0;
    const QRect area = where.toAlignedRect().intersected(image.rect());
    for (int y = area.top(); y <= area.bottom(); ++y)
        for (int x = area.left(); x <= area.right(); ++x)
            found += image.pixelColor(x, y).rgb() == colour.rgb();
    return found;
}

QRectF inView(const Camera& camera, const QRectF& canvas) {
    return {camera.toView(canvas.topLeft()), canvas.size() * camera.zoom};
}

TEST(Canvas, ShowsEveryActorsAccentAtItsPlaceInBothThemes) {
    const CanvasFrame frame = sampleFrame();
    const Camera camera = fit(frame);
    for (const ThemeName name : {ThemeName::light, ThemeName::dark}) {
        const QImage image = paint(frame, camera, name);

        for (const NodeFrame& node : frame.nodes)
            EXPECT_GT(count(image, inView(camera, tileRect(node.position)),
                            accentOn(theme(name), node.accent)),
                      100)
                << node.name.toStdString();
    }
}

TEST(Canvas, DrawsAnEnvelopeForEachQueuedMessageInItsSendersColour) {
    const CanvasFrame frame = sampleFrame();
    const Camera camera = fit(frame);
    const QImage image = paint(frame, camera);
    const NodeFrame& worker = *frame.find(10); // two: one from load-1, one from the router

    const auto pixels = [&](int place, const char* kind) {
        return count(image, inView(camera, envelopeRect(worker.position, place)),
                     kindLook(kind).accent);
    };
    EXPECT_GT(pixels(0, "LoadGenerator"), 30);
    EXPECT_GT(pixels(1, "Router"), 30);
    EXPECT_EQ(pixels(2, "Router"), 0);
}

TEST(Canvas, DrawsFlightsWhereTheyAreAndNoneAfterTheirTime) {
    CanvasFrame frame = sampleFrame();
    const Camera camera = fit(frame);
    frame.flights = {{2, 10, frame.now - kFlightSeconds / 2, FlightKind::message, Qt::magenta}};
    const QRectF all(QPointF(0, 0), QSizeF(kView));

    EXPECT_GT(count(paint(frame, camera), all, Qt::magenta), 30);
    frame.now += kFlightSeconds;
    EXPECT_EQ(count(paint(frame, camera), all, Qt::magenta), 0);
}

TEST(Canvas, IsAPureFunctionOfItsFrame) {
    const CanvasFrame frame = sampleFrame();

    EXPECT_EQ(paint(frame, fit(frame)), paint(frame, fit(frame)));
}

TEST(Canvas, ShrinksTheBackOffPieAsTimePasses) {
    CanvasFrame frame = sampleFrame();
    const Camera camera = fit(frame);
    const QRectF pie = inView(camera, pieRect(frame.find(11)->position));
    const QColor warn = theme(ThemeName::light).warn;
    const auto amberAt = [&](double now) {
        frame.now = now;
        return count(paint(frame, camera), pie, warn);
    };

    EXPECT_GT(amberAt(9.5), amberAt(9.9) + 50);
    EXPECT_GT(amberAt(9.9), amberAt(10.3) + 50);
    EXPECT_LT(amberAt(10.5), 20); // over: the badge beside it may touch
}

TEST(Canvas, FlashesForAMomentAfterACrash) {
    NodeFrame node;
    node.crashedAt = 5;

    EXPECT_FALSE(hasOverlay(node, 4.9));
    EXPECT_TRUE(hasOverlay(node, 5.1));
    EXPECT_FALSE(hasOverlay(node, 5.01 + kFlashSeconds));
}

TEST(Canvas, HatchesAMailboxThatIsFourFifthsFull) {
    CanvasFrame frame = sampleFrame();
    const Camera camera{QPointF(440, 60), 2};
    NodeFrame& worker = frame.nodes[frame.indexOf[11]];
    const QRectF strip = inView(camera, stripRect(worker.position).adjusted(0, -2.5, 0, 2.5));
    const QImage hatched = paint(frame, camera);
    worker.queued = worker.shown = 6;
    const QImage plain = paint(frame, camera);
    const QColor ground = theme(ThemeName::light).raised;

    EXPECT_LT(count(hatched, strip, ground), count(plain, strip, ground) - 200);
}

TEST(Canvas, WritesNoTextWhenItIsFarAway) {
    CanvasFrame named = sampleFrame();
    CanvasFrame nameless = sampleFrame();
    for (NodeFrame& node : nameless.nodes) node.name = node.line = QString();
    const Camera far{QPointF(-200, -200), 0.4};
    const Camera near{QPointF(-200, -200), 0.6};

    EXPECT_EQ(paint(named, far), paint(nameless, far));
    EXPECT_NE(paint(named, near), paint(nameless, near));
}

TEST(Canvas, SurvivesPlacesThatAreNotNumbersOrFarAway) {
    CanvasFrame frame = sampleFrame();
    frame.nodes[0].position = QPointF(1e9, -1e9);

    EXPECT_EQ(paint(frame, {{0, 0}, kMinZoom}).size(), kView);
}

TEST(Canvas, IsDrawnAsVectorsForSvg) {
    const CanvasFrame frame = sampleFrame();
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(kView);
    QPainter painter(&generator);
    paintCanvas(painter, frame, fit(frame), theme(ThemeName::light), kView);
    painter.end();

    EXPECT_TRUE(buffer.data().contains("worker-2"));
    EXPECT_FALSE(buffer.data().contains("<image"));
}

} // namespace
} // namespace troupe::ui

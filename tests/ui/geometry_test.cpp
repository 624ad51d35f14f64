// Where things are on the canvas, without a window.
#include "ui/canvas/frame.h"
#include "ui/canvas/geometry.h"
#include "ui/canvas/number_text.h"
#include "ui/sample_frame.h"

#include <gtest/gtest.h>

namespace troupe::ui {
namespace {

TEST(NodeGeometry, KeepsEveryPartInsideTheBoxAndApart) {
    const QPointF at(100, 50);
    const QRectF box = nodeRect(at);
    const QRectF parts[] = {tileRect(at), nameRect(at), lineRect(at), glyphRect(at), stripRect(at)};

    for (const QRectF& part : parts) EXPECT_TRUE(box.contains(part));
    EXPECT_FALSE(tileRect(at).intersects(nameRect(at)));
    EXPECT_FALSE(nameRect(at).intersects(glyphRect(at)));
    EXPECT_FALSE(nameRect(at).intersects(lineRect(at)));
    EXPECT_FALSE(lineRect(at).intersects(stripRect(at)));
    EXPECT_FALSE(stripRect(at).intersects(countRect(at)));
}

TEST(NodeGeometry, LaysEnvelopesSideBySideInTheStrip) {
    for (int place = 0; place + 1 < kStripPlaces; ++place)
        EXPECT_LT(envelopeRect({}, place).right(), envelopeRect({}, place + 1).left());
    EXPECT_TRUE(
        stripRect({}).adjusted(-1e-6, 0, 1e-6, 0).contains(envelopeRect({}, kStripPlaces - 1)));
}

TEST(MessageCurve, LeavesAndArrivesAtTheFacingSides) {
    const Curve right = messageCurve({0, 0}, {400, 100});
    const Curve left = messageCurve({400, 100}, {0, 0});
    const Curve down = messageCurve({0, 0}, {20, 300});

    EXPECT_EQ(right.a, QPointF(kNodeWidth, kNodeHeight / 2));
    EXPECT_EQ(right.d, QPointF(400, 100 + kNodeHeight / 2));
    EXPECT_EQ(left.a.x(), 400);
    EXPECT_EQ(left.d.x(), kNodeWidth);
    EXPECT_EQ(down.a.y(), kNodeHeight);
    EXPECT_EQ(down.d.y(), 300);
}

TEST(MessageCurve, BeginsAndEndsWhereItsPathDoes) {
    const Curve curve = messageCurve({0, 0}, {400, 100});

    EXPECT_EQ(curve.at(0), curve.a);
    EXPECT_EQ(curve.at(1), curve.d);
    EXPECT_TRUE(curve.bounds().contains(curve.at(0.37)));
}

TEST(Camera, KeepsThePointUnderThePointerWhenItZooms) {
    const Camera before{{13, -7}, 0.8};
    const QPointF pointer(321, 123);

    const Camera after = zoomedAt(before, pointer, 1.7);

    EXPECT_NEAR(after.zoom, 1.36, 1e-9);
    EXPECT_NEAR(after.toCanvas(pointer).x(), before.toCanvas(pointer).x(), 1e-9);
    EXPECT_NEAR(after.toCanvas(pointer).y(), before.toCanvas(pointer).y(), 1e-9);
}

TEST(Camera, StaysWithinItsLimits) {
    EXPECT_EQ(zoomedAt({{}, 1}, {}, 1e9).zoom, kMaxZoom);
    EXPECT_EQ(zoomedAt({{}, 1}, {}, 1e-9).zoom, kMinZoom);
}

TEST(Camera, FitsEverythingAndNeverMagnifies) {
    const QRectF view(0, 0, 800, 500);
    const QRectF large(-100, -100, 4000, 900);

    const Camera camera = fitted(large, view);

    EXPECT_TRUE(camera.visible(view.size()).contains(large));
    EXPECT_EQ(fitted(QRectF(0, 0, 164, 62), view).zoom, 1);
    EXPECT_EQ(fitted({}, view).zoom, 1);
}

TEST(Hull, HoldsThoseWhoWillRestartAndNobodyElse) {
    const CanvasFrame frame = sampleFrame();

    const QPainterPath hull = hullPath(frame, frame.hulls.front());

    EXPECT_TRUE(hull.contains(nodeRect(frame.find(11)->position)));
    EXPECT_FALSE(hull.intersects(nodeRect(frame.find(10)->position)));
}

TEST(NumberText, IsShortAndNeverPromisesMore) {
    EXPECT_EQ(shortNumber(999), "999");
    EXPECT_EQ(shortNumber(1000), "1k");
    EXPECT_EQ(shortNumber(1999), "1.9k");
    EXPECT_EQ(shortNumber(12'345), "12k");
    EXPECT_EQ(shortNumber(3'400'000), "3.4M");
    EXPECT_EQ(depthText(6, 8), "6/8");
    EXPECT_EQ(depthText(12, 0), "12");
}

TEST(NumberText, NamesDurationsWithTwoOrThreeDigits) {
    EXPECT_EQ(durationText(84'000), QString::fromUtf8("84 µs"));
    EXPECT_EQ(durationText(1'300'000), "1.3 ms");
    EXPECT_EQ(durationText(2e9), "2 s");
    EXPECT_EQ(durationText(2.04e9), "2.0 s");
    EXPECT_EQ(durationText(0), "0 ns");
    EXPECT_EQ(durationText(310), "310 ns");
}

} // namespace
} // namespace troupe::ui

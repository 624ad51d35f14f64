// Charts: which points are drawn, what their axes say, that lines can be seen.
#include "ui/charts/chart_axes.h"
#include "ui/charts/chart_view.h"
#include "ui/charts/decimated.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QImage>
#include <QPainter>

#include <gtest/gtest.h>

#include <cmath>

namespace troupe::ui {
namespace {

QList<QPointF> wave(int count) {
    QList<QPointF> points;
    for (int i = 0; i < count; ++i) points << QPointF(i, std::sin(i * 0.01));
    return points;
}

TEST(Decimated, LeavesFewPointsAlone) {
    EXPECT_EQ(decimated(wave(900), 900), wave(900));
}

TEST(Decimated, KeepsThePeakTheEndsAndTheOrder) {
    QList<QPointF> points = wave(100'000);
    points[54'321].setY(40);

    const QList<QPointF> few = decimated(points, kMaxChartPoints);

    EXPECT_LE(few.size(), kMaxChartPoints);
    EXPECT_GT(few.size(), kMaxChartPoints / 2);
    EXPECT_TRUE(few.contains(QPointF(54'321, 40)));
    EXPECT_EQ(few.first(), points.first());
    EXPECT_EQ(few.last(), points.last());
    EXPECT_TRUE(std::is_sorted(few.begin(), few.end(),
                               [](const QPointF& a, const QPointF& b) { return a.x() < b.x(); }));
}

TEST(Stepped, HoldsAValueUntilTheNextOne) {
    const QList<QPointF> held = stepped({{0, 5}, {0.1, 6}, {1, 2}}, 0.1);

    EXPECT_EQ(held, (QList<QPointF>{{0, 5}, {0.1, 6}, {0.9, 6}, {1, 2}}));
}

TEST(CountTicks, AreWholeAndHoldTheHighest) {
    for (const double highest : {0.0, 1.0, 4.0, 8.0, 37.0, 1024.0, 812'345.0}) {
        const std::vector<Tick> ticks = countTicks(highest);

        EXPECT_LE(ticks.size(), 7u) << highest;
        EXPECT_GE(ticks.back().at, highest);
        for (const Tick& tick : ticks) EXPECT_EQ(tick.at, std::floor(tick.at)) << highest;
    }
}

TEST(TimeTicks, AreDecadesWithTheirUnit) {
    const std::vector<Tick> ticks = timeTicks(840, 1.3e6);

    ASSERT_EQ(ticks.size(), 6u);
    EXPECT_EQ(ticks[0].label, "100 ns");
    EXPECT_EQ(ticks[1].label, QString::fromUtf8("1 µs"));
    EXPECT_EQ(ticks[5].label, "10 ms");
}

class EachScale : public testing::TestWithParam<ChartScale> {};
INSTANTIATE_TEST_SUITE_P(Scales, EachScale,
                         testing::Values(ChartScale::linear, ChartScale::logarithmicTime));

TEST_P(EachScale, DrawsItsLinesAlsoWithoutAScreenAndWithOddValues) {
    loadFonts();
    const Theme& theme = ui::theme(ThemeName::light);
    const std::unique_ptr<ChartView> chart = makeChartView(GetParam(), theme);
    chart->resize(600, 300);
    ChartData shown;
    shown.lines.push_back({"a", Qt::magenta, {{-30, 2000}, {-20, 90'000}, {-1, 3000}}, false});
    shown.lines.push_back({"odd", Qt::green, {{-30, NAN}, {-20, INFINITY}, {0, -5}}, false});

    chart->setData(shown);
    QImage image(600, 300, QImage::Format_RGB32);
    QPainter painter(&image);
    chart->paintInto(painter, QRectF(0, 0, 600, 300));
    painter.end();

    int magenta = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QColor c = image.pixelColor(x, y);
            magenta += c.red() > 200 && c.blue() > 200 && c.green() < 120;
        }
    EXPECT_GT(magenta, 200);
}

} // namespace
} // namespace troupe::ui

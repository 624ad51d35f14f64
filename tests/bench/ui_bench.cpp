// Measures the window's budgets (docs/performance.md) without a screen.
//
//   ui_bench          a table
//   ui_bench --csv    what,value,unit,budget
//
// Medians of kRounds; the start is measured once, because a program starts once.
#include "ui/app/startup.h"
#include "ui/canvas/canvas_painter.h"
#include "ui/canvas/frame.h"
#include "ui/charts/chart_view.h"
#include "ui/theme/theme.h"
#include "ui/window/main_window.h"

#include "cli/command_line.h"

#include <QElapsedTimer>
#include <QImage>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <functional>
#include <vector>

using namespace troupe;

namespace {

constexpr int kRounds = 15;
constexpr QSize kView(1280, 800);

struct Figure {
    const char* what;
    double value;
    const char* unit;
    double budget;
};

double milliseconds(const std::function<void()>& work) {
    QElapsedTimer clock;
    clock.start();
    work();
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

double median(const std::function<void()>& work) {
    std::vector<double> rounds;
    for (int i = 0; i < kRounds; ++i) rounds.push_back(milliseconds(work));
    std::nth_element(rounds.begin(), rounds.begin() + kRounds / 2, rounds.end());
    return rounds[kRounds / 2];
}

ui::CanvasFrame gridOf(int actors, int flights) {
    ui::CanvasFrame frame;
    const int columns = static_cast<int>(std::ceil(std::sqrt(actors)));
    for (int i = 0; i < actors; ++i) {
        ui::NodeFrame node;
        node.id = static_cast<ui::NodeId>(i + 1);
        node.name = QString("worker-%1").arg(i + 1);
        node.line = "last = 1521";
        node.icon = "hammer";
        node.accent = QColor(0xb4, 0x69, 0x0e);
        node.position = QPointF(i % columns * 200.0, i / columns * 110.0);
        node.capacity = 8;
        node.queued = node.shown = i % 8;
        frame.add(std::move(node));
    }
    frame.isPaused = false;
    frame.now = 1;
    for (int i = 0; i < flights; ++i)
        frame.flights.push_back({static_cast<ui::NodeId>(i % actors + 1),
                                 static_cast<ui::NodeId>((i * 7 + 1) % actors + 1),
                                 1 - 0.25 * (i % 100) / 100.0, ui::FlightKind::message,
                                 QColor(0xb4, 0x69, 0x0e)});
    return frame;
}

// What is drawn in every frame while the camera stands: the kept layer and what moves over it.
double frameTime(const ui::CanvasFrame& frame, const ui::Camera& camera) {
    const ui::Theme& theme = ui::theme(ui::ThemeName::light);
    QImage layer(kView, QImage::Format_RGB32);
    {
        QPainter painter(&layer);
        ui::paintStaticLayer(painter, frame, camera, theme, QRectF(QPointF(0, 0), kView));
    }
    QImage image(kView, QImage::Format_RGB32);
    return median([&] {
        QPainter painter(&image);
        painter.drawImage(0, 0, layer);
        painter.setRenderHint(QPainter::Antialiasing);
        ui::paintOverlay(painter, frame, camera, theme, kView);
    });
}

double chartTime() {
    const ui::Theme& theme = ui::theme(ui::ThemeName::light);
    const auto chart = ui::makeChartView(ui::ChartScale::linear, theme);
    chart->resize(500, 220);
    chart->show();
    ui::ChartData data;
    for (int line = 0; line < 4; ++line) {
        ui::ChartLine one{QString::number(line), ui::seriesColour(theme, line), {}, false};
        for (int i = 0; i < 900; ++i)
            one.points << QPointF(-30 + i / 30.0, 4 + 3 * std::sin(i * 0.05 + line));
        data.lines.push_back(std::move(one));
    }
    QImage image(500, 220, QImage::Format_RGB32);
    return median([&] {
        chart->setData(data);
        chart->render(&image);
    });
}

// The Lab, so that every start of the bench has the same events.
double seekTime(ui::MainWindow& window) {
    ui::Playground& playground = window.playground();
    playground.setMode(core::RunMode::lab);
    playground.setSpeed(100);
    playground.toggleRun();
    core::DisplayTime now = playground.now();
    while (playground.session().world().lastSeq() < 200'000)
        playground.tickAt(now += ui::Playground::kTickMs * 1'000'000);
    playground.toggleRun();
    const core::Seq last = playground.session().world().lastSeq();
    core::Seq at = 0;
    return median([&] {
        at = (at + last / 3 + 12'345) % last;
        playground.seek(at);
    });
}

} // namespace

int main(int argc, char** argv) {
    QElapsedTimer sinceStart;
    sinceStart.start();
    const bool isCsv = argc > 1 && std::strcmp(argv[1], "--csv") == 0;
    ui::useNoScreen();
    const auto application = ui::makeApplication(argc, argv);
    ui::MainWindow window(ui::ThemeName::light);
    window.playground().driveByHand();
    window.playground().open(std::filesystem::path(core::resourcesFolder()) /
                             "scenarios/worker-pool.troupe");
    window.resize(kView);
    window.show();
    window.grab();
    std::vector<Figure> figures;
    figures.push_back({"start_to_first_frame", double(sinceStart.elapsed()), "ms", 400});
    figures.push_back({"frame_2000_actors_1000_messages",
                       frameTime(gridOf(2000, 1000), {QPointF(0, 0), 1}), "ms", 4});
    figures.push_back({"frame_100000_actors_zoomed_out",
                       frameTime(gridOf(100'000, 1000), {QPointF(0, 0), 0.02}), "ms", 16});
    figures.push_back({"charts_4_series_900_points", chartTime(), "ms", 8});
    figures.push_back({"seek_in_200000_events", seekTime(window), "ms", 50});
    if (isCsv) std::puts("what,value,unit,budget");
    for (const Figure& figure : figures)
        std::printf(isCsv ? "%s,%.3f,%s,%g\n" : "%-36s %10.3f %s (budget %g)\n", figure.what,
                    figure.value, figure.unit, figure.budget);
    return 0;
}

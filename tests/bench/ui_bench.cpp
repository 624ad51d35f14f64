// Measures the window's budgets (docs/performance.md) without a screen.
//
//   ui_bench               a table
//   ui_bench --csv         what,value,unit,budget
//   ui_bench … WHAT…       only the figures whose names begin so
//
// Medians of kRounds; of the flood the worst; the start is measured once, because a program starts
// once. Exit code 1: a figure is over its budget, or the flood lost a message.
#include "ui/app/startup.h"
#include "ui/canvas/canvas_painter.h"
#include "ui/canvas/frame.h"
#include "ui/charts/chart_view.h"
#include "ui/theme/theme.h"
#include "ui/window/main_window.h"

#include "cli/command_line.h"
#include "document/edits.h"
#include "document/scenario_file.h"
#include "layout/layout.h"

#include <QElapsedTimer>
#include <QImage>
#include <QPainter>
#include <QTimer>

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <functional>
#include <vector>

using namespace troupe;

namespace {

constexpr int kRounds = 15;
constexpr core::Seq kSeekEvents = 1'000'000;
constexpr std::int64_t kFlood = 10'000'000; // messages
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

// What is drawn anew when the camera or the structure changes.
double layerTime(const ui::CanvasFrame& frame, const ui::Camera& camera) {
    const ui::Theme& theme = ui::theme(ui::ThemeName::light);
    QImage layer(kView, QImage::Format_RGB32);
    return median([&] {
        QPainter painter(&layer);
        ui::paintStaticLayer(painter, frame, camera, theme, QRectF(QPointF(0, 0), kView));
    });
}

// A supervisor for each nine, and a link from each to the next.
double layoutTime(int actors) {
    core::Document document;
    for (int i = 0; i < actors; ++i) {
        core::ActorEntry entry;
        entry.name = "n" + std::to_string(i);
        entry.kind = i % 10 == 0 ? "Supervisor" : "Counter";
        if (i % 10 != 0) entry.supervisor = "n" + std::to_string(i - i % 10);
        document.actors.push_back(std::move(entry));
    }
    for (int i = 1; i < actors; ++i)
        document.links.push_back(
            {"n" + std::to_string(i - 1), "next", "n" + std::to_string(i), {}});
    return median([&] { (void)core::arrange(document, core::LayoutKind::force); });
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
    while (playground.session().world().lastSeq() < kSeekEvents)
        playground.tickAt(now += ui::Playground::kTickMs * 1'000'000);
    playground.toggleRun();
    const core::Session& session = playground.session();
    const core::Seq first = session.timeline().firstSeq(session.recording());
    const core::Seq kept = session.world().lastSeq() - first;
    std::fprintf(stderr, "seek: %llu of %llu events are kept\n",
                 static_cast<unsigned long long>(kept),
                 static_cast<unsigned long long>(session.world().lastSeq()));
    core::Seq at = 0;
    const double took = median([&] {
        at = (at + kept / 3 + 12'345) % kept;
        playground.seek(first + at);
    });
    playground.seekNow();
    playground.end();
    return took;
}

double residentMegabytes() {
    long pages = 0;
    if (std::FILE* file = std::fopen("/proc/self/statm", "r")) {
        if (std::fscanf(file, "%*s %ld", &pages) != 1) pages = 0;
        std::fclose(file);
    }
    return static_cast<double>(pages) * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

// Ten clients and a counter with a bounded mailbox, as in the scenario, but 10^6 messages each.
core::Document flood() {
    auto file = core::loadScenario(std::filesystem::path(core::resourcesFolder()) /
                                   "scenarios/counter-bounded.troupe");
    core::Document document = std::move(file.value().document);
    for (core::ActorEntry& entry : document.actors) {
        if (entry.kind == "Client") entry.settings["times"] = Value(kFlood / 10);
        if (entry.mailbox) entry.mailbox->capacity = 1024;
    }
    return document;
}

struct Flood {
    double worstGap = 0;  // ms without a turn of the event loop
    double worstAt = 0;   // s after the start
    double memory = 0;    // MB more than before, beside the recording
    double recording = 0; // MB; it has its own bound
    double seconds = 0;
    bool isExact = false;
};

// In the window's own event loop, with its own timer, as a person has it.
Flood floodTime(QApplication& application) {
    ui::MainWindow window(ui::ThemeName::light);
    window.resize(kView);
    window.show();
    window.playground().open(flood(), "flood");
    window.playground().setMode(core::RunMode::live);
    application.processEvents();
    Flood found;
    const double before = residentMegabytes();
    QElapsedTimer sinceTurn;
    QElapsedTimer sinceStart;
    QTimer turns;
    turns.setTimerType(Qt::PreciseTimer);
    turns.setInterval(1);
    // Of the counter alone: the clients handle a few messages of their own.
    const auto handled = [&] {
        const core::ActorView* counter = window.playground().world().actor("counter");
        return counter ? counter->ledger.handled : 0;
    };
    QObject::connect(&turns, &QTimer::timeout, &window, [&] {
        const double gap = static_cast<double>(sinceTurn.nsecsElapsed()) / 1e6;
        sinceTurn.restart();
        if (gap > found.worstGap) {
            found.worstGap = gap;
            found.worstAt = static_cast<double>(sinceStart.elapsed()) / 1e3;
        }
        const double recording =
            static_cast<double>(window.playground().session().recording().bytes()) / 1e6;
        found.recording = std::max(found.recording, recording);
        found.memory = std::max(found.memory, residentMegabytes() - before - recording);
        if (handled() >= kFlood || sinceStart.elapsed() > 300'000) application.quit();
    });
    window.playground().toggleRun();
    sinceStart.start();
    sinceTurn.start();
    turns.start();
    application.exec();
    found.seconds = static_cast<double>(sinceStart.elapsed()) / 1e3;
    turns.stop();
    window.playground().end(); // tells all states
    const core::ActorView* counter = window.playground().world().actor("counter");
    const core::StateField* value = counter ? counter->field("value") : nullptr;
    const auto* sum = value ? value->value.as<std::int64_t>() : nullptr;
    found.isExact = sum && *sum == kFlood && window.playground().world().ledger().isBalanced();
    return found;
}

bool isWanted(int argc, char** argv, const char* what) {
    bool isAll = true;
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--csv") == 0) continue;
        isAll = false;
        if (std::strncmp(what, argv[i], std::strlen(argv[i])) == 0) return true;
    }
    return isAll;
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
    bool isRight = true;
    const auto measure = [&](const char* what, const char* unit, double budget, auto work) {
        if (isWanted(argc, argv, what)) figures.push_back({what, work(), unit, budget});
    };
    const double start = double(sinceStart.elapsed());
    measure("start_to_first_frame", "ms", 400, [&] { return start; });
    measure("frame_2000_actors_1000_messages", "ms", 4, [] {
        return frameTime(gridOf(2000, 1000), {QPointF(0, 0), 1});
    });
    measure("frame_100000_actors_zoomed_out", "ms", 16, [] {
        return frameTime(gridOf(100'000, 1000), {QPointF(0, 0), 0.02});
    });
    measure("layer_2000_actors", "ms", 100, [] {
        return layerTime(gridOf(2000, 0), {QPointF(0, 0), 0.1});
    });
    measure("layer_100000_actors_ungrouped", "ms", 500, [] {
        return layerTime(gridOf(100'000, 0), {QPointF(0, 0), 0.02});
    });
    measure("layout_force_1000_nodes", "ms", 300, [] { return layoutTime(1000); });
    measure("charts_4_series_900_points", "ms", 8, [] { return chartTime(); });
    measure("seek_in_1000000_events", "ms", 50, [&] { return seekTime(window); });
    if (isWanted(argc, argv, "flood")) {
        const Flood flood = floodTime(*application);
        isRight = flood.isExact;
        std::fprintf(stderr, "flood: the longest gap was after %.2f s\n", flood.worstAt);
        figures.push_back({"flood_worst_gap", flood.worstGap, "ms", 50});
        figures.push_back({"flood_memory_beside_recording", flood.memory, "MB", 64});
        figures.push_back({"flood_recording", flood.recording, "MB",
                           static_cast<double>(core::Recording::kDefaultBytes) / 1e6});
        figures.push_back({"flood_10000000_messages", flood.seconds, "s", 60});
        if (!isRight) std::fputs("flood: a message was lost or the time was over\n", stderr);
    }
    if (isCsv) std::puts("what,value,unit,budget");
    for (const Figure& figure : figures) {
        std::printf(isCsv ? "%s,%.3f,%s,%g\n" : "%-36s %10.3f %s (budget %g)\n", figure.what,
                    figure.value, figure.unit, figure.budget);
        isRight &= figure.value <= figure.budget;
    }
    return isRight ? 0 : 1;
}

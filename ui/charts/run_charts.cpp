#include "ui/charts/run_charts.h"

#include "ui/charts/decimated.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

namespace troupe::ui {
namespace {

struct Charts {
    Q_DECLARE_TR_FUNCTIONS(Charts)
};

double secondsBefore(std::uint64_t time, std::uint64_t now) {
    return time >= now ? 0 : -static_cast<double>(now - time) / 1e9;
}

// The end of the axis: the newest of what the run's clock and its history know; in the past, the
// instant that is shown.
std::uint64_t endOf(const core::Session& session, const core::World& world) {
    if (&world != &session.world()) return world.time();
    const std::vector<core::Sample>& total = session.history().total();
    const std::uint64_t sampled = total.empty() ? 0 : total.back().time;
    return std::max(world.time(), sampled);
}

// Samples of the last kChartSeconds, with one before them so that the line enters from the left.
std::span<const core::Sample> recent(const std::vector<core::Sample>& samples, std::uint64_t now) {
    const auto isOld = [now](const core::Sample& sample) {
        return secondsBefore(sample.time, now) < -kChartSeconds;
    };
    auto first = std::partition_point(samples.begin(), samples.end(), isOld);
    if (first != samples.begin()) --first;
    const auto last = std::partition_point(
        first, samples.end(), [now](const core::Sample& sample) { return sample.time <= now; });
    return {first, last};
}

template <class Value>
QList<QPointF> pointsOf(std::span<const core::Sample> samples, std::uint64_t now, Value&& value) {
    QList<QPointF> points;
    points.reserve(static_cast<qsizetype>(samples.size()) + 1);
    for (const core::Sample& sample : samples)
        points << QPointF(std::max(secondsBefore(sample.time, now), -kChartSeconds), value(sample));
    return points;
}

// Selected ones first, then those who reached the greatest depth; the order then is that of
// spawning, so that colours stay.
std::vector<const core::ActorView*> chosen(const core::World& world,
                                           std::span<const ActorId> selected) {
    std::vector<const core::ActorView*> actors;
    world.forEachActor([&](const core::ActorView& actor) {
        if (!actor.isSupervisor) actors.push_back(&actor);
    });
    const auto rank = [&](const core::ActorView* actor) {
        const bool isSelected =
            std::find(selected.begin(), selected.end(), actor->id) != selected.end();
        return std::pair(isSelected, actor->highWater);
    };
    std::stable_sort(actors.begin(), actors.end(),
                     [&](auto* a, auto* b) { return rank(a) > rank(b); });
    if (actors.size() > kMaxChartLines) actors.resize(kMaxChartLines);
    std::sort(actors.begin(), actors.end(), [](auto* a, auto* b) { return a->id < b->id; });
    return actors;
}

void addCapacity(ChartData& data, const std::vector<const core::ActorView*>& actors) {
    std::int64_t shared = 0;
    for (const core::ActorView* actor : actors) {
        if (actor->capacity == 0 || actor->capacity > 64) continue;
        if (shared != 0 && shared != actor->capacity) return;
        shared = actor->capacity;
    }
    if (shared == 0) return;
    data.limits.push_back({static_cast<double>(shared), Charts::tr("capacity %1").arg(shared)});
}

const std::vector<core::Sample>& samplesOf(const core::Session& session, ActorId of) {
    return of ? session.history().samples(of) : session.history().total();
}

} // namespace

ChartData depthChart(const core::Session& session, const core::World& world,
                     std::span<const ActorId> selected, const Theme& theme) {
    ChartData data;
    data.xFrom = -kChartSeconds;
    data.emptyText = Charts::tr("The depth of each mailbox appears here when a run starts.");
    const std::uint64_t now = endOf(session, world);
    const double step = static_cast<double>(session.history().interval()) / 1e9;
    const std::vector<const core::ActorView*> actors = chosen(world, selected);
    for (const core::ActorView* actor : actors) {
        ChartLine line;
        line.name = QString::fromStdString(actor->name);
        line.colour = seriesColour(theme, static_cast<int>(data.lines.size()));
        line.points =
            stepped(pointsOf(recent(session.history().samples(actor->id), now), now,
                             [](const core::Sample& s) { return static_cast<double>(s.depthMax); }),
                    step);
        if (!line.points.isEmpty() && line.points.last().x() < -step)
            line.points << QPointF(0, static_cast<double>(actor->depth));
        data.lines.push_back(std::move(line));
    }
    addCapacity(data, actors);
    return data;
}

ChartData latencyChart(const core::Session& session, const core::World& world, ActorId of,
                       const Theme& theme) {
    ChartData data;
    data.xFrom = -kChartSeconds;
    data.emptyText = Charts::tr("How long messages wait and are handled appears here.");
    const std::uint64_t now = endOf(session, world);
    std::vector<core::Sample> measured;
    for (const core::Sample& sample : recent(samplesOf(session, of), now))
        if (sample.mailbox.n > 0) measured.push_back(sample);
    const auto add = [&](const char* name, int colour, bool isDashed, auto value) {
        data.lines.push_back(
            {name, colour < 0 ? theme.textSoft : seriesColour(theme, colour),
             pointsOf(measured, now,
                      [&](const core::Sample& s) { return static_cast<double>(value(s)); }),
             isDashed});
    };
    add("p50", 0, false, [](const core::Sample& s) { return s.mailbox.p50; });
    add("p90", 4, false, [](const core::Sample& s) { return s.mailbox.p90; });
    add("p99", 1, false, [](const core::Sample& s) { return s.mailbox.p99; });
    add("max", -1, true, [](const core::Sample& s) { return s.mailbox.max; });
    return data;
}

ChartData throughputChart(const core::Session& session, const core::World& world,
                          std::span<const ActorId> selected, const Theme& theme) {
    ChartData data;
    data.xFrom = -kChartSeconds;
    data.emptyText = Charts::tr("How many messages are handled a second appears here.");
    const std::uint64_t now = endOf(session, world);
    const auto rate = [](const core::Sample& sample) { return sample.perSecond; };
    ChartLine all{Charts::tr("all"), theme.textSoft,
                  pointsOf(recent(session.history().total(), now), now, rate), true};
    data.lines.push_back(std::move(all));
    for (const core::ActorView* actor : chosen(world, selected)) {
        if (data.lines.size() == kMaxChartLines) break;
        data.lines.push_back(
            {QString::fromStdString(actor->name),
             seriesColour(theme, static_cast<int>(data.lines.size()) - 1),
             pointsOf(recent(session.history().samples(actor->id), now), now, rate), false});
    }
    return data;
}

namespace {

// The mailbox times of one actor, or of all.
core::LatencyHistogram mailboxTimes(const core::World& world, ActorId of) {
    core::LatencyHistogram sum;
    world.forEachActor([&](const core::ActorView& actor) {
        if (of && actor.id != of) return;
        if (const auto set = world.latencies(actor.id)) sum.add(set->mailbox, nullptr);
    });
    return sum;
}

} // namespace

ChartData histogramChart(const core::World& world, ActorId of, const Theme& theme) {
    constexpr double kBar = 0.1; // of a decade
    ChartData data;
    data.isTimeAcross = true;
    data.xFrom = 3; // 1 µs
    data.xTo = 6;   // 1 ms
    data.emptyText = Charts::tr("How waiting times are spread appears here.");
    const core::LatencyHistogram times = mailboxTimes(world, of);
    std::map<int, double> bars;
    for (const HistogramSnapshot::Bucket& bucket : times.buckets()) {
        const double ns =
            std::max(100.0, static_cast<double>(HistogramScale::middleOf(bucket.index)));
        bars[static_cast<int>(std::floor(std::log10(ns) / kBar))] +=
            static_cast<double>(bucket.count);
    }
    if (bars.empty()) return data;
    data.xFrom = std::floor(bars.begin()->first * kBar);
    data.xTo = std::max(data.xFrom + 1, std::ceil((bars.rbegin()->first + 1) * kBar));
    ChartLine line{Charts::tr("messages"), seriesColour(theme, 0), {}, false};
    for (const auto& [bar, count] : bars) {
        const double left = bar * kBar;
        line.points << QPointF(left, 0) << QPointF(left, count) << QPointF(left + kBar, count)
                    << QPointF(left + kBar, 0);
    }
    data.lines.push_back(std::move(line));
    return data;
}

std::int64_t histogramCount(const core::World& world, ActorId of) {
    return static_cast<std::int64_t>(mailboxTimes(world, of).count());
}

LatencyNow latencyNow(const core::Session& session, const core::World& world, ActorId of) {
    LatencyNow now;
    const std::uint64_t end = endOf(session, world);
    const std::span<const core::Sample> samples = recent(samplesOf(session, of), end);
    for (auto sample = samples.rbegin(); sample != samples.rend(); ++sample) {
        if (sample->mailbox.n == 0) continue;
        const core::LatencySummary& mailbox = sample->mailbox;
        now = {0, mailbox.p50, mailbox.p90, mailbox.p99, mailbox.max};
        break;
    }
    for (const core::Sample& sample : samples) now.n += sample.mailbox.n;
    return now;
}

} // namespace troupe::ui

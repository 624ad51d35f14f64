#include "ui/charts/run_charts.h"

#include "ui/charts/decimated.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>

#include <algorithm>
#include <vector>

namespace troupe::ui {
namespace {

QString say(const char* text) {
    return QCoreApplication::translate("Charts", text);
}

double secondsBefore(std::uint64_t time, std::uint64_t now) {
    return time >= now ? 0 : -static_cast<double>(now - time) / 1e9;
}

// The end of the axis: the newest of what the run's clock and its history know.
std::uint64_t endOf(const core::Session& session) {
    const std::vector<core::Sample>& total = session.history().total();
    const std::uint64_t sampled = total.empty() ? 0 : total.back().time;
    return std::max(session.world().time(), sampled);
}

// Samples of the last kChartSeconds, with one before them so that the line enters from the left.
std::span<const core::Sample> recent(const std::vector<core::Sample>& samples, std::uint64_t now) {
    const auto isOld = [now](const core::Sample& sample) {
        return secondsBefore(sample.time, now) < -kChartSeconds;
    };
    auto first = std::partition_point(samples.begin(), samples.end(), isOld);
    if (first != samples.begin()) --first;
    return {first, samples.end()};
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
    data.limits.push_back({static_cast<double>(shared), say("capacity %1").arg(shared)});
}

const std::vector<core::Sample>& samplesOf(const core::Session& session, ActorId of) {
    return of ? session.history().samples(of) : session.history().total();
}

} // namespace

ChartData depthChart(const core::Session& session, std::span<const ActorId> selected,
                     const Theme& theme) {
    ChartData data;
    data.xFrom = -kChartSeconds;
    data.emptyText = say("The depth of each mailbox appears here when a run starts.");
    const std::uint64_t now = endOf(session);
    const double step = static_cast<double>(session.history().interval()) / 1e9;
    const std::vector<const core::ActorView*> actors = chosen(session.world(), selected);
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

ChartData latencyChart(const core::Session& session, ActorId of, const Theme& theme) {
    ChartData data;
    data.xFrom = -kChartSeconds;
    data.emptyText = say("How long messages wait and are handled appears here.");
    const std::uint64_t now = endOf(session);
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

LatencyNow latencyNow(const core::Session& session, ActorId of) {
    LatencyNow now;
    const std::vector<core::Sample>& samples = samplesOf(session, of);
    for (auto sample = samples.rbegin(); sample != samples.rend(); ++sample) {
        if (sample->mailbox.n == 0) continue;
        const core::LatencySummary& mailbox = sample->mailbox;
        now = {0, mailbox.p50, mailbox.p90, mailbox.p99, mailbox.max};
        break;
    }
    for (const core::Sample& sample : recent(samples, endOf(session))) now.n += sample.mailbox.n;
    return now;
}

} // namespace troupe::ui

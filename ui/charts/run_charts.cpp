#include "ui/charts/run_charts.h"

#include "ui/canvas/number_text.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <map>
#include <span>
#include <vector>

namespace troupe::ui {
namespace {

struct Charts {
    Q_DECLARE_TR_FUNCTIONS(Charts)
};

// 0 where `to` is earlier.
double secondsBetween(std::uint64_t from, std::uint64_t to) {
    return from >= to ? 0 : static_cast<double>(to - from) / 1e9;
}

// The end of the axis: the newest of what the run's clock and its history know; in the past, the
// instant that is shown.
std::uint64_t endOf(const core::Session& session, const core::World& world) {
    if (&world != &session.world()) return world.time();
    const std::vector<core::Sample>& total = session.history().total();
    const std::uint64_t sampled = total.empty() ? 0 : total.back().time;
    return std::max(world.time(), sampled);
}

// What the x axis shows: the span that was chosen, else the last seconds.
struct Across {
    std::uint64_t end = 0; // of the run, or of the span; x = 0
    double from = -kChartSeconds;
};

Across across(const ChartRequest& request) {
    Across shown;
    shown.end = endOf(request.session, request.world);
    if (!request.span) {
        shown.from = -chartSeconds(static_cast<double>(shown.end) / 1e9);
        return shown;
    }
    shown.end = std::min(shown.end, request.span->to);
    shown.from = std::min(-0.001, -secondsBetween(request.span->from, shown.end));
    return shown;
}

ChartData emptyChart(const ChartRequest& request, const QString& emptyText) {
    ChartData data;
    const Across shown = across(request);
    data.xFrom = shown.from;
    data.xTo = 0;
    data.end = static_cast<double>(shown.end) / 1e9;
    data.emptyText = emptyText;
    return data;
}

// Those on the axis, with one before them so that the line enters from the left.
std::span<const core::Sample> recent(const std::vector<core::Sample>& samples,
                                     const Across& shown) {
    const auto x = [&](const core::Sample& sample) {
        return -secondsBetween(sample.time, shown.end);
    };
    const auto first =
        std::partition_point(samples.begin(), samples.end(),
                             [&](const core::Sample& sample) { return x(sample) < shown.from; });
    const auto last = std::partition_point(
        first, samples.end(), [&](const core::Sample& sample) { return sample.time <= shown.end; });
    return {first == samples.begin() ? first : std::prev(first), last};
}

template <class Value>
QList<QPointF> pointsOf(std::span<const core::Sample> samples, const Across& shown, Value&& value) {
    QList<QPointF> points;
    points.reserve(static_cast<qsizetype>(samples.size()) + 1);
    for (const core::Sample& sample : samples)
        points << QPointF(std::max(-secondsBetween(sample.time, shown.end), shown.from),
                          value(sample));
    return points;
}

QString clockText(const core::Session& session) {
    return session.options().mode == core::RunMode::lab ? Charts::tr("virtual clock")
                                                        : Charts::tr("engine clock");
}

QString intervalText(const core::Session& session) {
    return durationText(static_cast<double>(session.history().interval()));
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

QString subjectText(const ChartRequest& request) {
    const core::ActorView* actor = request.world.actor(request.subject());
    return actor ? QString::fromStdString(actor->name) : Charts::tr("all actors");
}

double depthOf(const core::Sample& sample) {
    return static_cast<double>(sample.depthMax);
}

ChartLine depthLine(const ChartRequest& request, const core::ActorView& actor, QColor colour) {
    const Across shown = across(request);
    ChartLine line;
    line.name = QString::fromStdString(actor.name);
    line.colour = colour;
    line.step = static_cast<double>(request.session.history().interval()) / 1e9;
    line.points =
        pointsOf(recent(request.session.history().samples(actor.id), shown), shown, depthOf);
    const bool isToNow = !line.points.isEmpty() && !request.span;
    if (isToNow && line.points.last().x() < -line.step)
        line.points << QPointF(0, static_cast<double>(actor.depth));
    return line;
}

// --- Little's law: L = λ·W, each a mean over the last kLittle of time ---

constexpr std::uint64_t kLittle = 2'000'000'000; // ns

struct LittlePoint {
    double depth = 0;   // L
    double product = 0; // λ·W
};

// Means over the samples in (end − kLittle, end]. Between two samples the depth stayed as it was.
LittlePoint littleAt(std::span<const core::Sample> samples, std::uint64_t interval,
                     std::uint64_t end) {
    const std::uint64_t begin = end > kLittle ? end - kLittle : 0;
    double depthTime = 0;
    double waited = 0; // ns, of all messages together
    std::uint64_t at = begin;
    std::int64_t depth = 0;
    for (const core::Sample& sample : samples) {
        if (sample.time > end) break;
        if (sample.time > begin) {
            const std::uint64_t formedFrom =
                std::max(at, sample.time > interval ? sample.time - interval : std::uint64_t{0});
            depthTime += static_cast<double>(formedFrom - at) * static_cast<double>(depth);
            depthTime += static_cast<double>(sample.time - formedFrom) *
                         (static_cast<double>(depth + sample.depth) / 2);
            waited +=
                static_cast<double>(sample.mailbox.mean) * static_cast<double>(sample.mailbox.n);
            at = sample.time;
        }
        depth = sample.depth;
    }
    depthTime += static_cast<double>(end - at) * static_cast<double>(depth);
    const double span = static_cast<double>(end - begin);
    if (span <= 0) return {};
    return {depthTime / span, waited / span}; // (n / span) · (waited / n)
}

ChartData littleChart(const ChartRequest& request) {
    ChartData data = emptyChart(
        request, Charts::tr("The depth of each mailbox appears here when a run starts."));
    const Across shown = across(request);
    const std::vector<core::Sample>& all = samplesOf(request.session, request.subject());
    const std::uint64_t interval = request.session.history().interval();
    ChartLine mean{"L", seriesColour(request.theme, 0), {}, false};
    ChartLine product{QString::fromUtf8("λ·W"), seriesColour(request.theme, 1), {}, true};
    for (const core::Sample& sample : recent(all, shown)) {
        const auto first =
            std::partition_point(all.begin(), all.end(), [&](const core::Sample& each) {
                return each.time + kLittle + interval < sample.time;
            });
        const std::span<const core::Sample> window(first == all.begin() ? first : std::prev(first),
                                                   all.end());
        const LittlePoint point = littleAt(window, interval, sample.time);
        const double x = std::max(-secondsBetween(sample.time, shown.end), shown.from);
        mean.points << QPointF(x, point.depth);
        product.points << QPointF(x, point.product);
    }
    if (!mean.points.isEmpty()) {
        mean.legend = QString("L %1").arg(mean.points.last().y(), 0, 'g', 3);
        product.legend = QString::fromUtf8("λ·W %1").arg(product.points.last().y(), 0, 'g', 3);
    }
    if (const core::ActorView* actor = request.world.actor(request.subject()))
        data.lines.push_back(depthLine(request, *actor, request.theme.mark));
    data.lines.push_back(std::move(mean));
    data.lines.push_back(std::move(product));
    data.note = Charts::tr("Little's law · %1 · means over 2 s · %2")
                    .arg(subjectText(request), clockText(request.session));
    return data;
}

} // namespace

double chartSeconds(double age) {
    for (const double seconds : {5.0, 10.0, 20.0})
        if (age <= seconds) return seconds;
    return kChartSeconds;
}

ActorId ChartRequest::subject() const {
    if (selected.size() != 1) return {};
    const core::ActorView* actor = world.actor(selected.front());
    return actor && !actor->isSupervisor ? actor->id : ActorId{};
}

ChartData depthChart(const ChartRequest& request) {
    if (request.hasLittle) return littleChart(request);
    ChartData data = emptyChart(
        request, Charts::tr("The depth of each mailbox appears here when a run starts."));
    const std::vector<const core::ActorView*> actors = chosen(request.world, request.selected);
    for (const core::ActorView* actor : actors)
        data.lines.push_back(depthLine(
            request, *actor, seriesColour(request.theme, static_cast<int>(data.lines.size()))));
    addCapacity(data, actors);
    data.note = Charts::tr("messages · most in each %1 · %2")
                    .arg(intervalText(request.session), clockText(request.session));
    return data;
}

ChartData latencyChart(const ChartRequest& request) {
    ChartData data =
        emptyChart(request, Charts::tr("How long messages wait and are handled appears here."));
    const Across shown = across(request);
    std::vector<core::Sample> measured;
    std::uint64_t n = 0;
    for (const core::Sample& sample :
         recent(samplesOf(request.session, request.subject()), shown)) {
        if (sample.mailbox.n == 0) continue;
        measured.push_back(sample);
        n += sample.mailbox.n;
    }
    const auto add = [&](const char* name, const QColor& colour, bool isDashed, auto value) {
        ChartLine line{
            name, colour,
            pointsOf(measured, shown,
                     [&](const core::Sample& s) { return static_cast<double>(value(s.mailbox)); }),
            isDashed};
        if (!measured.empty())
            line.legend = QString("%1 %2").arg(
                name, durationText(static_cast<double>(value(measured.back().mailbox))));
        data.lines.push_back(std::move(line));
    };
    using Summary = core::LatencySummary;
    const Theme& theme = request.theme;
    add("p50", seriesColour(theme, 0), false, [](const Summary& s) { return s.p50; });
    add("p90", seriesColour(theme, 4), false, [](const Summary& s) { return s.p90; });
    add("p99", seriesColour(theme, 1), false, [](const Summary& s) { return s.p99; });
    add("max", theme.textSoft, true, [](const Summary& s) { return s.max; });
    data.note = Charts::tr("mailbox time · %1 · n = %2 · %3")
                    .arg(subjectText(request), groupedNumber(static_cast<std::int64_t>(n)),
                         clockText(request.session));
    return data;
}

ChartData throughputChart(const ChartRequest& request) {
    ChartData data =
        emptyChart(request, Charts::tr("How many messages are handled a second appears here."));
    const Across shown = across(request);
    const core::History& history = request.session.history();
    const auto rate = [](const core::Sample& sample) { return sample.perSecond; };
    ChartLine all{Charts::tr("all"), request.theme.textSoft,
                  pointsOf(recent(history.total(), shown), shown, rate), false};
    data.lines.push_back(std::move(all));
    for (const core::ActorView* actor : chosen(request.world, request.selected)) {
        if (data.lines.size() == kMaxChartLines) break;
        data.lines.push_back({QString::fromStdString(actor->name),
                              seriesColour(request.theme, static_cast<int>(data.lines.size()) - 1),
                              pointsOf(recent(history.samples(actor->id), shown), shown, rate),
                              false});
    }
    data.note = Charts::tr("messages handled a second · counted each %1 · %2")
                    .arg(intervalText(request.session), clockText(request.session));
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

ChartData histogramChart(const ChartRequest& request) {
    constexpr double kBar = 0.1; // of a decade
    ChartData data;
    data.isTimeAcross = true;
    data.xFrom = 3; // 1 µs
    data.xTo = 6;   // 1 ms
    data.emptyText = Charts::tr("How waiting times are spread appears here.");
    const core::LatencyHistogram times = mailboxTimes(request.world, request.subject());
    data.note =
        Charts::tr("mailbox time, whole run · %1 · n = %2 · %3")
            .arg(subjectText(request), groupedNumber(static_cast<std::int64_t>(times.count())),
                 clockText(request.session));
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
    ChartLine line{Charts::tr("messages"), seriesColour(request.theme, 0), {}, false};
    for (const auto& [bar, count] : bars) {
        const double left = bar * kBar;
        line.points << QPointF(left, 0) << QPointF(left, count) << QPointF(left + kBar, count)
                    << QPointF(left + kBar, 0);
    }
    data.lines.push_back(std::move(line));
    return data;
}

} // namespace troupe::ui

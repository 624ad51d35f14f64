#include "world/history.h"

#include <algorithm>

namespace troupe::core {

namespace {

/// Two neighbouring samples as one; percentiles are of the one with more messages.
Sample merged(const Sample& a, const Sample& b) {
    Sample out = b;
    out.depthMax = std::max(a.depthMax, b.depthMax);
    out.handled = a.handled + b.handled;
    const auto merge = [](LatencySummary& into, const LatencySummary& other) {
        const std::uint64_t n = into.n + other.n;
        const std::int64_t max = std::max(into.max, other.max);
        const double sum = static_cast<double>(into.mean) * static_cast<double>(into.n) +
                           static_cast<double>(other.mean) * static_cast<double>(other.n);
        if (other.n > into.n) into = other;
        into.n = n;
        into.max = max;
        into.mean = n == 0 ? 0 : static_cast<std::int64_t>(sum / static_cast<double>(n));
    };
    merge(out.mailbox, a.mailbox);
    merge(out.handling, a.handling);
    return out;
}

double ratePerSecond(std::int64_t count, std::uint64_t interval) {
    return static_cast<double>(count) * 1e9 / static_cast<double>(interval);
}

} // namespace

void History::apply(const RecordedEvent& event, const World& after) {
    const Event& header = event.header;
    if (m_end == 0) m_end = (header.stamp / m_interval + 1) * m_interval;
    if (header.stamp >= m_end) closeIntervals(header.stamp, after);
    switch (header.kind) {
    case EventKind::sent:
    case EventKind::asked:
        touch(ActorId{header.peer}, after);
        break;
    case EventKind::timerFired:
    case EventKind::began:
    case EventKind::ended:
    case EventKind::deadLetter:
    case EventKind::metrics:
        touch(ActorId{header.actor}, after);
        break;
    default:
        break;
    }
}

void History::finish(std::uint64_t time, const World& world) {
    if (m_end == 0 || m_touched.empty()) return;
    closeIntervals(std::max(time, m_end), world);
}

void History::touch(ActorId id, const World& world) {
    const ActorView* view = world.actor(id);
    if (!view) return;
    m_total.isTouched = true;
    auto row = m_rows.find(id);
    if (row == m_rows.end()) {
        if (m_rows.size() >= kMostActors) return;
        row = m_rows.try_emplace(id).first;
    }
    Row& own = row->second;
    own.depthMax = std::max(own.depthMax, view->depth);
    if (own.isTouched) return;
    own.isTouched = true;
    m_touched.push_back(id);
}

void History::closeIntervals(std::uint64_t until, const World& world) {
    const std::uint64_t time = m_end;
    Sample all{.time = time};
    for (const ActorId id : m_touched) {
        Row& row = m_rows[id];
        row.isTouched = false;
        const ActorView& view = *world.actor(id);
        Sample sample{.time = time, .depth = view.depth};
        sample.depthMax = std::max(row.depthMax, view.depth);
        sample.handled = view.ledger.handled - row.handledBefore;
        sample.perSecond = ratePerSecond(sample.handled, m_interval);
        const std::shared_ptr<const LatencySet> now = world.latencies(id);
        if (now) {
            const LatencySet* before = row.before.get();
            sample.mailbox = now->mailbox.summarySince(before ? &before->mailbox : nullptr);
            sample.handling = now->handling.summarySince(before ? &before->handling : nullptr);
            m_interim.mailbox.add(now->mailbox, before ? &before->mailbox : nullptr);
            m_interim.handling.add(now->handling, before ? &before->handling : nullptr);
        }
        row.handledBefore = view.ledger.handled;
        row.depthMax = 0;
        row.before = now;
        row.samples.push_back(sample);
        all.handled += sample.handled;
    }
    m_touched.clear();
    world.forEachActor([&](const ActorView& view) { all.depth += view.depth; });
    all.depthMax = all.depth;
    all.perSecond = ratePerSecond(all.handled, m_interval);
    all.mailbox = m_interim.mailbox.summary();
    all.handling = m_interim.handling.summary();
    m_interim = {};
    m_total.samples.push_back(all);
    ++m_generation;
    m_end = (until / m_interval + 1) * m_interval;
    if (m_total.samples.size() > kMostIntervals) coarsen();
}

void History::coarsen() {
    m_interval *= 2;
    const auto halve = [&](std::vector<Sample>& samples) {
        std::vector<Sample> out;
        out.reserve(samples.size() / 2 + 1);
        for (const Sample& sample : samples) {
            const std::uint64_t end = (sample.time + m_interval - 1) / m_interval * m_interval;
            if (!out.empty() && out.back().time == end) {
                out.back() = merged(out.back(), sample);
            } else {
                out.push_back(sample);
            }
            out.back().time = end;
            out.back().perSecond = ratePerSecond(out.back().handled, m_interval);
        }
        samples = std::move(out);
    };
    for (auto& [id, row] : m_rows) halve(row.samples);
    halve(m_total.samples);
    m_end = (m_end + m_interval - 1) / m_interval * m_interval;
}

const std::vector<Sample>& History::samples(ActorId id) const {
    static const std::vector<Sample> kNone;
    const auto row = m_rows.find(id);
    return row == m_rows.end() ? kNone : row->second.samples;
}

} // namespace troupe::core

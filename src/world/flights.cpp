#include "world/flights.h"

#include <algorithm>

namespace troupe::core {

namespace {

constexpr DisplayTime kSecond = 1'000'000'000;

FlightShape shapeOf(const Event& header) {
    if (header.kind == EventKind::replied) return FlightShape::reply;
    if (header.kind == EventKind::asked || (header.flags & kFlagRequest) != 0) {
        return FlightShape::request;
    }
    if ((header.flags & kFlagTimer) != 0) return FlightShape::timer;
    return (header.flags & kFlagSystem) != 0 ? FlightShape::system : FlightShape::tell;
}

} // namespace

double Flight::phase(DisplayTime now) const {
    const double passed = static_cast<double>(now - start) / static_cast<double>(Flights::kLasts);
    return std::clamp(passed, 0.0, 1.0);
}

double Flights::Lane::perSecond(DisplayTime now) const {
    const double elapsed = static_cast<double>(now - second) / static_cast<double>(kSecond);
    const double share = std::clamp(1 - elapsed, 0.0, 1.0);
    return static_cast<double>(inSecondBefore) * share + static_cast<double>(inSecond);
}

void Flights::beginFrame(DisplayTime now) {
    m_now = now;
    std::erase_if(m_flights, [&](const Flight& each) { return now - each.start >= kLasts; });
    for (auto& [key, lane] : m_lanes) {
        const DisplayTime age = now - lane.second;
        if (age < kSecond) continue;
        lane.inSecondBefore = age < 2 * kSecond ? lane.inSecond : 0;
        lane.inSecond = 0;
        lane.second = now - age % kSecond;
    }
    std::erase_if(m_lanes, [](const auto& each) {
        return each.second.inSecond == 0 && each.second.inSecondBefore == 0;
    });
}

void Flights::add(const RecordedEvent& event) {
    const Event& header = event.header;
    const bool isMessage = header.kind == EventKind::sent || header.kind == EventKind::asked;
    if (!isMessage && header.kind != EventKind::replied) return;
    const auto outcome = static_cast<TellOutcome>(header.detail);
    if (isMessage && outcome == TellOutcome::waiting) return;

    const EdgeKey edge{ActorId{header.actor}, ActorId{header.peer}};
    Lane& lane = m_lanes.try_emplace(edge, Lane{m_now, 0, 0}).first->second;
    ++lane.inSecond;
    if (lane.perSecond(m_now) > kFlowAbove || m_flights.size() >= kMost) return;
    m_flights.push_back(
        {header.message, event.seq, edge.from, edge.to, static_cast<std::uint16_t>(header.type),
         shapeOf(header),
         isMessage && outcome != TellOutcome::delivered && outcome != TellOutcome::replaced,
         m_now});
}

void Flights::clear() {
    m_flights.clear();
    m_lanes.clear();
}

std::vector<Flow> Flights::flows() const {
    std::vector<Flow> out;
    for (const auto& [edge, lane] : m_lanes) {
        const double rate = lane.perSecond(m_now);
        if (rate > kFlowAbove) out.push_back({edge, rate});
    }
    return out;
}

bool Flights::isFlowing(const EdgeKey& edge) const {
    const auto lane = m_lanes.find(edge);
    return lane != m_lanes.end() && lane->second.perSecond(m_now) > kFlowAbove;
}

} // namespace troupe::core

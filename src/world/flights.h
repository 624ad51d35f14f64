// Messages on their way, as they are drawn (decisions.md 30).
//
// A sent message that a frame sees flies for 250 ms of display time from that frame. At most 1,000
// fly; above 60 a second an edge flows instead. Flights only draw: strips, depth and state show the
// truth at once. They are part of a frame's input, so a picture of (seq, phase) can be made again.
// Thread: gui.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "recording/recorded_event.h"
#include "world/edge_view.h"

namespace troupe::core {

/// Display time in ns, from any steady clock that the caller keeps to.
using DisplayTime = std::int64_t;

enum class FlightShape : std::uint8_t { tell, request, reply, timer, system };

struct Flight {
    MessageId message = 0;
    Seq sentAt = 0;
    ActorId from; // for a reply: who answered
    ActorId to;
    std::uint16_t type = 0;
    FlightShape shape = FlightShape::tell;
    bool isRefused = false; // it will fall into the tray
    DisplayTime start = 0;

    /// 0 at the start, 1 at the end, clamped.
    double phase(DisplayTime now) const;
};

/// An edge with so much traffic that single messages cannot be seen.
struct Flow {
    EdgeKey edge;
    double perSecond = 0;
};

class Flights {
public:
    static constexpr DisplayTime kLasts = 250'000'000;
    static constexpr std::size_t kMost = 1000;
    static constexpr double kFlowAbove = 60; // messages a second

    /// A frame begins: flights that ended go, edges forget what is older than a second.
    void beginFrame(DisplayTime now);
    /// An event of this frame; others than sent, asked and replied are passed over.
    void add(const RecordedEvent& event);
    void clear();

    const std::vector<Flight>& flights() const { return m_flights; }
    /// Edges that flow now, in order of key.
    std::vector<Flow> flows() const;
    bool isFlowing(const EdgeKey& edge) const;
    bool isEmpty() const { return m_flights.empty() && m_lanes.empty(); }

private:
    struct Lane {
        DisplayTime second = 0;
        std::int64_t inSecond = 0;
        std::int64_t inSecondBefore = 0;

        double perSecond(DisplayTime now) const;
    };

    std::vector<Flight> m_flights;
    std::map<EdgeKey, Lane> m_lanes;
    DisplayTime m_now = 0;
};

} // namespace troupe::core

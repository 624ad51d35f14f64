// Makes the canvas's frame from a Session, and keeps it up to date from one WorldDelta a frame. The
// only place of the canvas that reads the World. Thread: gui.
#pragma once

#include "ui/canvas/canvas_view.h"
#include "ui/canvas/frame.h"

#include "session/session.h"

#include <map>
#include <string>

namespace troupe::ui {

class FrameBuilder {
public:
    /// Everything anew: another document, another run.
    void reset(const core::Session& session);

    /// Brings frame() up to date. `now`: display clock, ns.
    FrameChange update(const core::Session& session, const core::WorldDelta& delta,
                       core::DisplayTime now);

    const CanvasFrame& frame() const { return m_frame; }

    void select(std::vector<NodeId> ids);
    /// A node that is being dragged; the document learns of it when the drag ends.
    void place(NodeId id, QPointF position);

private:
    void rebuild(const core::Session& session);
    void addDocumentNodes(const core::Session& session);
    void addDocumentEdges(const core::Document& document);
    void fillNode(NodeFrame& node, const core::ActorView& actor, const core::Session& session);
    void noteTimes(NodeFrame& node, const core::ActorView& actor, const core::Session& session);
    void addEdges(const core::Session& session);
    bool refreshRates(const core::World& world);
    void refreshFlights(const core::Session& session);
    void refreshHulls(const core::World& world);
    QPointF positionOf(const std::string& name, const core::Document& document);
    QPointF freePlace() const;
    bool isAnimated() const;

    CanvasFrame m_frame;
    std::map<std::string, QPointF> m_positions; // by name, until the document is opened anew
    struct Times {
        std::uint64_t failureAt = 0; // stamp of the last failure that was shown
        double crashedAt = 0;        // on the display clock
        std::uint64_t backOffSince = 0;
        BackOff backOff;
    };
    std::map<NodeId, Times> m_times;
    double m_ratesAt = 0; // display time of the last refreshRates()
    std::size_t m_edgesSeen = 0;
    bool m_wasAnimated = false;
    bool m_isDocumentShown = true; // no run yet: nodes are entries of the document
};

NodeStatus nodeStatus(core::ActorStatus status);

} // namespace troupe::ui

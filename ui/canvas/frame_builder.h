// Makes the canvas's frame from an instant of a run (or from the document before one), and keeps it
// up to date from one WorldDelta a frame. The only place of the canvas that reads the World.
// Above kGroupAbove actors, those that an entry or a supervisor has many of share one node, until
// it is opened. Thread: gui.
#pragma once

#include "ui/canvas/canvas_view.h"
#include "ui/canvas/frame.h"

#include "session/session.h"

#include <map>
#include <set>
#include <string>
#include <unordered_map>

namespace troupe::ui {

/// What is shown: the newest World of a session, or an earlier one of the same run.
struct Instant {
    const core::Session& session;
    const core::World& world;
    bool isPast = false;
};

class FrameBuilder {
public:
    static constexpr std::size_t kGroupAbove = 150;  // actors
    static constexpr std::size_t kGroupFrom = 9;     // alike
    static constexpr NodeId kGroupBit = 0x8000'0000; // ids of nodes that stand for many

    /// Everything anew: another document, run or instant, or an edit.
    void reset(const Instant& instant);

    /// Brings frame() up to date. `now`: display clock, ns.
    FrameChange update(const Instant& instant, const core::WorldDelta& delta,
                       core::DisplayTime now);

    const CanvasFrame& frame() const { return m_frame; }

    void select(const std::vector<std::string>& names, const std::optional<core::Link>& link);
    void setBreakpoints(const std::set<std::string>& names);
    void setSets(const EdgeSets& sets) { m_frame.sets = sets; }
    void setWaitOnly(bool isOnly) { m_frame.isWaitOnly = isOnly; }
    void setReducedMotion(bool isReduced) { m_frame.hasReducedMotion = isReduced; }
    void setPastText(const QString& text) { m_frame.pastText = text; }
    /// A node that stands for many opens into them, and closes again.
    bool isGroup(NodeId id) const { return (id & kGroupBit) != 0; }
    void openGroup(NodeId id);
    void closeGroups() { m_open.clear(); }
    /// Those names, and for one that a node for many stands for all of that node's actors.
    std::vector<std::string> standsFor(const std::vector<std::string>& names) const;
    bool hasOpenGroups() const { return !m_open.empty(); }

    /// Name of the actor, or of the first of a group; empty if there is no such node.
    std::string nameOf(NodeId id) const;
    /// 0: not shown.
    NodeId idOf(const std::string& name) const;

private:
    struct Known { // of a name in the document
        std::optional<QPointF> place;
        QString setting;
        std::string group; // those alike have the same
    };
    struct Times {
        std::uint64_t failureAt = 0; // stamp of the last failure that was shown
        double crashedAt = 0;        // on the display clock
        std::uint64_t backOffSince = 0;
        BackOff backOff;
    };

    void rebuild(const Instant& instant);
    void indexDocument(const core::Document& document);
    void findGroups(const std::vector<std::string>& names);
    void addDocumentNodes(const core::Session& session);
    void addDocumentEdges(const core::Document& document);
    void addActor(const core::ActorView& actor, const Instant& instant);
    bool isGone(const core::ActorView& actor, const core::World& world) const;
    void refreshGroups(const Instant& instant);
    void fillNode(NodeFrame& node, const core::ActorView& actor, const Instant& instant);
    void noteTimes(NodeFrame& node, const core::ActorView& actor, const Instant& instant);
    void addEdges(const Instant& instant);
    void putEdge(NodeId from, NodeId to, EdgeKind kind, QString label, bool isLink);
    std::set<std::pair<NodeId, NodeId>> linkedNodes(const core::Document& document) const;
    void findCycle(const core::World& world);
    bool refreshRates(const core::World& world);
    void refreshFlights(const Instant& instant);
    void refreshDeadLetters(const core::World& world);
    void refreshHulls(const core::World& world);
    NodeId nodeOf(ActorId id) const;
    QPointF positionOf(const std::string& name);
    QPointF freePlace() const;
    bool isAnimated() const;

    CanvasFrame m_frame;
    std::unordered_map<std::string, Known> m_known;
    std::unordered_map<std::string, QPointF> m_found; // places of those without one
    std::unordered_map<std::string, NodeId> m_ids;    // of shown names
    std::unordered_map<NodeId, NodeId> m_groupOf;     // of actors that share a node
    std::unordered_map<NodeId, std::string> m_groupKey;
    std::unordered_map<NodeId, std::string> m_groupFirst; // the name of the first of them
    std::unordered_map<std::string, NodeId> m_groupIds;   // by key
    std::set<std::string> m_open;                         // keys of groups that were opened
    std::map<NodeId, std::int64_t> m_groupSizes;
    std::map<NodeId, Times> m_times;
    std::vector<std::string> m_selected;
    std::optional<core::Link> m_selectedLink;
    std::set<std::string> m_breakpoints;
    double m_ratesAt = 0; // display time of the last refreshRates()
    std::size_t m_edgesSeen = 0;
    bool m_wasAnimated = false;
};

NodeStatus nodeStatus(core::ActorStatus status);

} // namespace troupe::ui

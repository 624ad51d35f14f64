// What the canvas draws at one instant, as plain data: nodes, edges, messages on their way, the
// dead-letter tray. A frame is made from the World by frame_builder.h; the painters are pure
// functions of (frame, camera, theme), so that the live view, a scrubbed instant, an export and a
// test show the same picture. Times are seconds of one display clock. Thread: any.
#pragma once

#include <QColor>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <array>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace troupe::ui {

using NodeId = std::uint32_t;

/// The place in a strip that shows a queued message.
inline constexpr int kStripPlaces = 8;

enum class NodeStatus {
    idle,
    running,
    waiting, // for a reply
    held,
    crashed,
    restarting, // the back-off runs
    stopping,
    stopped,
    stuck,
};

struct Envelope {
    QColor colour;     // accent of its sender's kind
    char letter = ' '; // of its sender's kind
};

/// Restarts used of the restart budget.
struct BudgetGauge {
    int used = 0;
    int limit = 0;
};

/// The wait before a restart, as times of the display clock.
struct BackOff {
    double from = 0;
    double until = 0;
};

struct NodeFrame {
    NodeId id = 0;
    QString name;
    QString kind;          // its title, for those who hear it: "Key-value store"
    QString line;          // one line of state: "value = 42"
    const char* icon = ""; // of its kind
    QColor accent;
    NodeStatus status = NodeStatus::idle;
    QPointF position; // upper left corner, in canvas units
    std::array<Envelope, kStripPlaces> envelopes{};
    int shown = 0;    // how many of `envelopes` are used, head first
    int queued = 0;   // true depth
    int capacity = 0; // 0: unbounded
    int highWater = 0;
    int incarnation = 1;
    bool isLineError = false; // the exception's text
    bool hasMailbox = true;   // supervisors and generators show none
    bool isSupervisor = false;
    bool hasBreakpoint = false;
    std::optional<double> crashedAt;
    std::optional<BackOff> backOff;
    std::optional<BudgetGauge> budget;
};

enum class EdgeKind { message, supervision, wait };

struct EdgeFrame {
    NodeId from = 0;
    NodeId to = 0;
    EdgeKind kind = EdgeKind::message;
    QColor colour;        // of the sender; unused for supervision
    double perSecond = 0; // above kFlowFrom it is drawn as a flow with its rate
    QString label;        // wait edges: what is waited for
    bool isLink = false;  // of the document: can be selected, deleted, rewired
    bool isCycle = false; // wait edges: part of a deadlock
};

/// Names an edge from one frame to the next.
struct EdgeId {
    NodeId from = 0;
    NodeId to = 0;

    bool operator==(const EdgeId&) const = default;
};

/// Which sets of edges are drawn.
struct EdgeSets {
    bool hasMessages = true;
    bool hasSupervision = true;
    bool hasWaits = true;

    bool operator==(const EdgeSets&) const = default;
};

enum class FlightKind { message, reply, timer, system };

struct FlightFrame {
    NodeId from = 0;
    NodeId to = 0;
    double start = 0;
    FlightKind kind = FlightKind::message;
    QColor colour;
};

/// Those whom a strategy will restart, before it happens.
struct HullFrame {
    std::vector<NodeId> nodes;
    QString label;
};

inline constexpr double kFlightSeconds = 0.25; // decisions.md 30
inline constexpr double kFlashSeconds = 0.6;
inline constexpr double kFlowFrom = 60; // messages a second on one edge
inline constexpr std::size_t kMaxFlights = 1000;

struct CanvasFrame {
    double now = 0;
    bool isPaused = true; // arrowheads are drawn
    bool isPast = false;  // the yellow frame
    std::vector<NodeFrame> nodes;
    std::unordered_map<NodeId, std::size_t> indexOf; // into `nodes`
    std::vector<EdgeFrame> edges;
    std::vector<FlightFrame> flights; // at most kMaxFlights
    std::vector<HullFrame> hulls;
    std::vector<NodeId> selection;
    std::optional<EdgeId> selectedEdge;
    EdgeSets sets;
    bool isWaitOnly = false;   // W: everything but the wait-for graph is dimmed
    std::vector<NodeId> cycle; // a deadlock, in order of waiting
    QString cycleSentence;     // "A waits for B's reply to Get; …"
    QString pastText;          // "PAST: event 412 of 960"
    bool hasReducedMotion = false;
    std::uint64_t deadLetters = 0;
    QString deadLetterDetail; // "3 × stopped", of the newest

    const NodeFrame* find(NodeId id) const;
    void add(NodeFrame node);
    bool isSelected(NodeId id) const;
    bool isWaiting(NodeId id) const; // has an end of a wait edge
    bool isShown(EdgeKind kind) const;
    QRectF bounds() const; // of all nodes; empty without any
};

} // namespace troupe::ui

#include "ui/sample_frame.h"

#include "ui/theme/kind_look.h"

namespace troupe::ui {
namespace {

NodeFrame node(NodeId id, const char* name, const char* kind, const char* line, QPointF at) {
    NodeFrame made;
    made.id = id;
    made.name = name;
    made.line = line;
    made.icon = kindLook(kind).icon;
    made.accent = kindLook(kind).accent;
    made.position = at;
    made.capacity = 8;
    made.status = NodeStatus::running;
    return made;
}

void fill(NodeFrame& to, const char* senders) {
    for (const char* c = senders; *c; ++c) {
        const char* kind = *c == 'R' ? "Router" : *c == 'W' ? "Worker" : "LoadGenerator";
        if (to.shown < kStripPlaces)
            to.envelopes[static_cast<std::size_t>(to.shown++)] = {kindLook(kind).accent, *c};
        ++to.queued;
    }
    to.highWater = to.queued + 1;
}

void addEdge(CanvasFrame& frame, NodeId from, NodeId to, EdgeKind kind = EdgeKind::message) {
    frame.edges.push_back({from, to, kind, frame.find(from)->accent, 0, {}});
}

void addWorkers(CanvasFrame& frame) {
    const char* lines[] = {"last = 1444", "bad input: n < 0", "last = 1369", "last = 1600"};
    const char* mail[] = {"GR", "GRRRRRR", "", "GRG"};
    for (int i = 0; i < 4; ++i) {
        const NodeId id = 10 + static_cast<NodeId>(i);
        const QByteArray name = "worker-" + QByteArray::number(i + 1);
        NodeFrame worker = node(id, name, "Worker", lines[i], QPointF(470, 20 + 110 * i));
        fill(worker, mail[i]);
        if (i == 2) worker.status = NodeStatus::idle;
        frame.add(worker);
    }
    NodeFrame& broken = frame.nodes[frame.indexOf[11]];
    broken.status = NodeStatus::restarting;
    broken.isLineError = true;
    broken.incarnation = 3;
    broken.backOff = BackOff{9.4, 10.4};
    frame.hulls.push_back({{11}, "will restart: worker-2"});
}

} // namespace

CanvasFrame sampleFrame() {
    CanvasFrame frame;
    frame.now = 10;
    frame.isPaused = false;
    NodeFrame load = node(1, "load-1", "LoadGenerator", "200 msg/s", {40, 185});
    load.hasMailbox = false;
    frame.add(load);
    frame.add(node(2, "router", "Router", "round-robin", {240, 185}));
    addWorkers(frame);
    NodeFrame logger = node(3, "logger", "Logger", "4812 lines", {740, 185});
    fill(logger, "W");
    frame.add(logger);
    NodeFrame pool = node(4, "pool", "Supervisor", "one-for-one", {740, -10});
    pool.hasMailbox = false;
    pool.status = NodeStatus::idle;
    pool.budget = BudgetGauge{2, 3};
    frame.add(pool);

    addEdge(frame, 1, 2);
    for (NodeId id = 10; id < 14; ++id) {
        addEdge(frame, id, 4, EdgeKind::supervision);
        addEdge(frame, 2, id);
        addEdge(frame, id, 3);
        const double age = 0.05 + 0.04 * (id - 10);
        frame.flights.push_back(
            {2, id, frame.now - age, FlightKind::message, kindLook("Router").accent});
        frame.flights.push_back(
            {id, 3, frame.now - age * 1.5, FlightKind::message, kindLook("Worker").accent});
    }
    frame.edges[0].perSecond = 200;
    frame.selection = {10};
    return frame;
}

} // namespace troupe::ui

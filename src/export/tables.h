// The three tables of a run as CSV or JSON lines, with exactly the columns of decisions.md 39
// (docs/format.md).
//
// Pure functions of what a session holds: the window's dialog and the command line give the same
// bytes. Thread: gui.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "document/document.h"
#include "export/table_writer.h"
#include "recording/recording.h"
#include "world/history.h"
#include "world/world.h"

namespace troupe::core {

/// seq,time_ns,event,actor,incarnation,message,cause,peer,type,outcome,reason,fields: the events
/// that the recording still has. Actors by name; nobody and the outside are empty.
std::string eventsTable(const Recording& recording, const World& world, TableFormat format);
inline std::string eventsCsv(const Recording& recording, const World& world) {
    return eventsTable(recording, world, TableFormat::csv);
}

/// Where an actor stands in the picture that goes with the table; nothing: no picture.
using PositionOf = std::function<std::optional<Position>(std::string_view name)>;

/// name,kind,supervisor,status,incarnation,sent,…,max_ns,x,y. n, max_ns: of the mailbox time. With a
/// last row `nobody` if there were messages to nobody.
std::string actorsTable(const World& world, const PositionOf& positionOf, TableFormat format);
inline std::string actorsCsv(const World& world, const PositionOf& positionOf) {
    return actorsTable(world, positionOf, TableFormat::csv);
}

/// The positions that a document gives.
PositionOf positionsOf(const Document& document);

/// time_ns,actor,depth,depth_max,handled,per_second,n,p50_ns,p90_ns,p99_ns,max_ns: a row for each
/// interval of the history and each actor that changed in it. Latencies: of the mailbox time.
std::string metricsTable(const History& history, const World& world, TableFormat format);
inline std::string metricsCsv(const History& history, const World& world) {
    return metricsTable(history, world, TableFormat::csv);
}

} // namespace troupe::core

#include "export/tables.h"

#include <algorithm>
#include <vector>

#include "document/edits.h"
#include "recording/describe.h"

namespace troupe::core {

namespace {

std::string_view nameOf(const World& world, std::uint32_t number) {
    const ActorView* view = world.actor(ActorId{number});
    return view ? std::string_view(view->name) : std::string_view();
}

/// Reports that the engine writes about an actor, not in one of its turns, name it as the peer.
bool isAboutPeer(const Event& header) {
    return header.actor == 0 &&
           (header.kind == EventKind::metrics || header.kind == EventKind::stuck ||
            header.kind == EventKind::userAction);
}

void addNumberOrEmpty(TableWriter& out, std::uint64_t number) {
    if (number == 0) {
        out.empty();
    } else {
        out.number(number);
    }
}

void addLedger(TableWriter& out, const Ledger& ledger) {
    out.number(ledger.sent).number(ledger.handled).number(ledger.queued);
    out.number(ledger.inHandler).number(ledger.dead).number(ledger.discarded);
}

} // namespace

std::string eventsTable(const Recording& recording, const World& world, TableFormat format) {
    TableWriter out(format,
                    "seq,time_ns,event,actor,incarnation,message,cause,peer,type,outcome,reason,"
                    "fields");
    const Schema& schema = recording.schema();
    for (Seq seq = recording.firstSeq(); seq != 0 && seq <= recording.lastSeq(); ++seq) {
        const RecordedEvent event = recording.at(seq);
        const Event& header = event.header;
        const bool isAbout = isAboutPeer(header);
        const std::uint32_t actor = isAbout ? header.peer : header.actor;
        const ActorView* view = world.actor(ActorId{actor});
        out.number(seq).number(header.stamp).text(toString(header.kind));
        out.text(nameOf(world, actor));
        addNumberOrEmpty(out, header.incarnation);
        addNumberOrEmpty(out, header.message);
        addNumberOrEmpty(out, header.cause);
        out.text(isAbout ? std::string_view() : nameOf(world, header.peer));
        out.text(schema.messageName(static_cast<std::uint16_t>(header.type)));
        out.text(outcomeOf(header)).text(reasonOf(header));
        out.text(describePayload(event, schema, view ? view->kind : std::string()));
        out.endRow();
    }
    return std::move(out).take();
}

std::string actorsTable(const World& world, const PositionOf& positionOf, TableFormat format) {
    TableWriter out(format,
                    "name,kind,supervisor,status,incarnation,sent,handled,queued,in_handler,dead,"
                    "discarded,high_water,restarts,n,mailbox_p50_ns,mailbox_p99_ns,handling_p50_ns,"
                    "handling_p99_ns,ask_p99_ns,max_ns,x,y");
    world.forEachActor([&](const ActorView& actor) {
        const LatencySummary mailbox = world.latency(actor.id, LatencyKind::mailbox);
        const LatencySummary handling = world.latency(actor.id, LatencyKind::handling);
        const LatencySummary ask = world.latency(actor.id, LatencyKind::ask);
        out.text(actor.name).text(actor.kind).text(nameOf(world, actor.supervisor.number));
        out.text(toString(actor.status)).number(std::uint64_t{actor.incarnation});
        addLedger(out, actor.ledger);
        out.number(actor.highWater).number(std::uint64_t{actor.restarts}).number(mailbox.n);
        out.number(mailbox.p50).number(mailbox.p99).number(handling.p50).number(handling.p99);
        out.number(ask.p99).number(mailbox.max);
        const std::optional<Position> position = positionOf ? positionOf(actor.name) : std::nullopt;
        if (position) {
            out.number(position->x).number(position->y);
        } else {
            out.empty().empty();
        }
        out.endRow();
    });
    if (world.nobody().sent > 0) {
        out.text("nobody").empty().empty().empty().empty();
        addLedger(out, world.nobody());
        for (int i = 0; i < 11; ++i) out.empty();
        out.endRow();
    }
    return std::move(out).take();
}

PositionOf positionsOf(const Document& document) {
    return [&document](std::string_view name) -> std::optional<Position> {
        const ActorEntry* entry = entryOf(document, name);
        if (!entry || !entry->position) return std::nullopt;
        const std::vector<std::string> names = namesOf(*entry);
        const auto place = std::find(names.begin(), names.end(), name);
        return placeInEntry(*entry->position, names.size(),
                            static_cast<std::size_t>(place - names.begin()));
    };
}

std::string metricsTable(const History& history, const World& world, TableFormat format) {
    struct Row {
        const ActorView* actor;
        const Sample* sample;
    };
    std::vector<Row> rows;
    world.forEachActor([&](const ActorView& actor) {
        for (const Sample& sample : history.samples(actor.id)) rows.push_back({&actor, &sample});
    });
    std::stable_sort(rows.begin(), rows.end(),
                     [](const Row& a, const Row& b) { return a.sample->time < b.sample->time; });

    TableWriter out(
        format, "time_ns,actor,depth,depth_max,handled,per_second,n,p50_ns,p90_ns,p99_ns,max_ns");
    for (const Row& row : rows) {
        const Sample& sample = *row.sample;
        out.number(sample.time).text(row.actor->name).number(sample.depth).number(sample.depthMax);
        out.number(sample.handled).number(sample.perSecond).number(sample.mailbox.n);
        out.number(sample.mailbox.p50).number(sample.mailbox.p90).number(sample.mailbox.p99);
        out.number(sample.mailbox.max);
        out.endRow();
    }
    return std::move(out).take();
}

} // namespace troupe::core

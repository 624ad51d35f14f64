#include "export/result_json.h"

#include <array>

#include "document/scenario_file.h"

namespace troupe::core {

namespace {

void put(JsonMembers& out, std::string name, JsonNode::Data data) {
    out.emplace_back(std::move(name), JsonNode(std::move(data)));
}

JsonMembers toMembers(const Ledger& ledger) {
    JsonMembers out;
    put(out, "sent", ledger.sent);
    put(out, "handled", ledger.handled);
    put(out, "queued", ledger.queued);
    put(out, "in_handler", ledger.inHandler);
    put(out, "dead", ledger.dead);
    put(out, "discarded", ledger.discarded);
    return out;
}

JsonMembers toMembers(const ActorView& actor) {
    JsonMembers state;
    for (const StateField& field : actor.state) state.emplace_back(field.name, toJson(field.value));
    JsonMembers out;
    put(out, "kind", actor.kind);
    put(out, "status", std::string(toString(actor.status)));
    put(out, "incarnation", std::int64_t{actor.incarnation});
    put(out, "state", std::move(state));
    put(out, "ledger", toMembers(actor.ledger));
    return out;
}

} // namespace

const char* toString(RunEnd v) {
    constexpr std::array kNames{"quiet", "time", "error"};
    return kNames[static_cast<std::size_t>(v)];
}

std::string resultJson(const Session& session, std::string_view ended) {
    const World& world = session.world();
    JsonMembers actors;
    world.forEachActor([&](const ActorView& actor) { put(actors, actor.name, toMembers(actor)); });
    JsonArray problems;
    for (const Problem& problem : world.problems()) {
        problems.emplace_back(toEnglish(problem.text));
    }
    JsonMembers out;
    put(out, "format", std::string("troupe-result"));
    put(out, "version", std::int64_t{1});
    put(out, "mode", std::string(toString(session.options().mode)));
    put(out, "seed", static_cast<std::int64_t>(session.options().seed));
    put(out, "workers", session.workers());
    put(out, "time_ns", static_cast<std::int64_t>(world.time()));
    put(out, "ended", std::string(ended));
    put(out, "ledger", toMembers(world.ledger()));
    put(out, "actors", std::move(actors));
    put(out, "problems", std::move(problems));
    return writeJson(JsonNode(std::move(out)));
}

} // namespace troupe::core

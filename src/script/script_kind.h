// A kind of actor that a scenario describes: ports, state, messages, and steps for each message.
//
// Made from the scenario's "kinds" (docs/format.md, "Scripted actors"). Equal descriptions give the
// same object, which lives as long as the program: message types and actor types have numbers.
// Thread: gui; the objects are constant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalogue/catalogue.h"
#include "document/object_reader.h"
#include "script/program.h"
#include "troupe/actor/actor_type.h"

namespace troupe::core {

struct ScriptKind {
    Kind kind;            // as the catalogue's kinds are
    std::string accent{}; // kind whose colours it has
    std::vector<ScriptHandler> handlers{};
    ActorType actorType{};

    const ScriptHandler* handlerOf(std::string_view message, std::string_view behaviour) const;
};

/// All that the "kinds" of a document describe, in order. What is wrong goes to `errors`; then
/// nothing is made.
std::vector<const ScriptKind*> scriptKindsOf(const std::vector<JsonNode>& descriptions,
                                             FirstError& errors);

/// A message that the last document with one of this name described; null if there is none.
const MessageType* findScriptMessage(std::string_view name);
/// As above for kinds.
const ScriptKind* findScriptKind(std::string_view name);

/// "int", "string", "list<int>", "map<string, double>", "optional<int>" …; null if it is none.
const FieldShape* shapeNamed(std::string_view name);

inline constexpr std::size_t kMostScriptSteps = 1000; // of one handler

} // namespace troupe::core

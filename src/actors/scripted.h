// The actor behind every scripted kind: carries out the steps of the message it is given.
//
// A turn is a ScriptTurn, plain data. Where it waits for an answer, a coroutine of two lines holds
// the engine's turn open; it keeps nothing of its own. Thread: the actor's turn.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "actors/port_table.h"
#include "script/script_kind.h"
#include "troupe/troupe.h"

namespace troupe::core {

/// Fills in actorType and spawn of a kind that stays where it is.
void prepareScriptKind(ScriptKind& kind);

/// As Kind::spawn. `initial`: values of the state by name, in place of the kind's.
AnyRef spawnScripted(System& system, const SpawnOptions& options, const ScriptKind& kind,
                     const Settings& settings, const std::shared_ptr<PortTable>& ports);

class ScriptActor {
public:
    ScriptActor(const ScriptKind& kind, ValueList state, std::shared_ptr<PortTable> ports);

    TurnEnd take(Context& context, Envelope& envelope);
    const ValueList& state() const { return m_state; }

    /// An ask that a turn waits for.
    struct Wait {
        AnyRef to;
        AnyMessage message;
        Duration deadline{};
        std::string name;
        std::size_t otherwise = 0;
    };
    /// Carries out steps until the turn ends (nothing) or waits. Throws what crashes the actor.
    /// `envelope`: null in the steps of an answer.
    std::optional<Wait> run(Context& context, Envelope* envelope, ScriptTurn& turn);
    /// Puts an answer where the turn goes on.
    void resume(ScriptTurn& turn, const Wait& wait, const AskResult<Value>& answer) const;

private:
    class Carrying;

    const ScriptKind* m_kind;
    ValueList m_state; // as m_kind->kind.state
    std::string m_behaviour;
    std::shared_ptr<PortTable> m_ports;
};

} // namespace troupe::core

#pragma once

// Handlers that do not return until they are let go.

#include "actors.h"

#include <cstddef>
#include <utility>

namespace troupe::inline TROUPE_ABI {
namespace explore {

/// A supervisor that starts again at once.
inline SupervisorRef restarting(System& system) {
    SupervisorOptions supervision;
    supervision.name = "pool";
    supervision.backoff = kNoBackoff;
    return system.spawnSupervisor(supervision);
}

inline SpawnOptions restarted(System& system, const char* name) {
    SpawnOptions options = unboundedMailbox(name);
    options.supervisor = restarting(system);
    return options;
}

/// Does not return from its handler until it is let go, and then sends.
class Stuck {
public:
    using Messages = MessageList<Go>;
    static constexpr auto name = "Stuck";
    struct Door {
        sync::Parker isIn;
        sync::Parker mayLeave[2]; // for whoever enters first, and next
        sync::Plain<std::size_t> entered{0};
    };
    Stuck(Door* door, Ref<Tally> target, bool isEager = false)
        : m_door(door), m_target(std::move(target)), m_isEager(isEager) {}
    void on(Context& context, const Go&) {
        if (m_isEager) context.tell(m_target, Add{1});
        sync::Parker& mayLeave = m_door->mayLeave[m_door->entered.modify()++];
        m_door->isIn.unpark();
        mayLeave.park();
        context.tell(m_target, Add{1});
    }

private:
    Door* m_door;
    Ref<Tally> m_target;
    bool m_isEager;

public:
    static constexpr auto fields = troupe::fields();
};

} // namespace explore
} // namespace troupe::TROUPE_ABI

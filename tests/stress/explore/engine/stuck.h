#pragma once

// Handlers that do not return until they are let go.

#include "actors.h"

#include <cstddef>
#include <optional>
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

/// A system with a tally that handlers send to, and the door in which they are stuck.
struct StuckPool {
    /// Every handler is let go before the end, and nobody may need time to pass.
    explicit StuckPool(unsigned workers = 1, SpawnOptions ofTally = unboundedMailbox("tally"),
                       sync::Site site = sync::Site::current())
        : door(ownDoor),
          timeStands(std::in_place, site),
          system(smallSystem(workers)),
          tally(system.spawn<Tally>(std::move(ofTally), &notes)) {}

    /// A handler may stand in `outlasting` when this is gone: the end takes time.
    explicit StuckPool(Stuck::Door& outlasting)
        : door(outlasting),
          system(smallSystem(1)),
          tally(system.spawn<Tally>(unboundedMailbox("tally"), &notes)) {}

    /// An actor that is made of the door, the tally and `more`.
    template <class A, class... More>
    Ref<A> spawn(SpawnOptions options, const More&... more) {
        return system.spawn<A>(std::move(options), &door, tally, more...);
    }

    /// Tells it to go, and returns when a handler is in the door.
    template <class A>
    void enter(const Ref<A>& actor, sync::Site site = sync::Site::current()) {
        actor.tell(Go{});
        door.isIn.park(site);
    }

    /// An actor whose handler is in the door, and which no supervisor starts again.
    Ref<Stuck> spawnStuck(bool isEager = false, sync::Site site = sync::Site::current()) {
        const auto stuck = spawn<Stuck>(unboundedMailbox("stuck"), isEager);
        enter(stuck, site);
        return stuck;
    }

    // What the actors use stands before the system, which ends first.
    Notes notes;
    Stuck::Door ownDoor;
    Stuck::Door& door;
    const std::optional<TimeStands> timeStands;
    System system;
    const Ref<Tally> tally;
};

} // namespace explore
} // namespace troupe::TROUPE_ABI

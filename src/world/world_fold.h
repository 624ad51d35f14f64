// The rules of World::apply, one function for a kind of event. Internal to src/world.
//
// Payloads are laid out as troupe/observe/event.h says. What an event means to people is decided
// here and nowhere else.
#pragma once

#include "troupe/message/payload.h"
#include "world/world.h"

namespace troupe::core {

class World::Folding {
public:
    Folding(World& world, const RecordedEvent& event, WorldDelta& delta)
        : m_world(world),
          m_event(event),
          m_header(event.header),
          m_delta(delta),
          m_in(event.payload) {}

    /// False if the event makes no sense here.
    bool fold();

private:
    // world_fold_life.cpp
    bool spawned();
    bool changed();
    bool takeShown(ActorView& row);
    bool started();
    bool failed();
    bool decided();
    bool restarted();
    bool stopping();
    bool stopped();
    bool escalated();
    bool held(bool isHeld);
    bool stuck();
    bool abandoned();

    // world_fold_messages.cpp
    bool sent();
    bool timerFired();
    bool began();
    bool ended();
    bool answered();
    bool replied();
    bool deadLetter();
    bool waiting();
    bool waitEnded();
    void endWait(ActorId waiter, WaitKind kind);
    void nameAwaited();

    // world_fold_report.cpp
    bool logged();
    bool state();
    bool metrics();
    bool resolution();
    bool gap();
    bool cycle(bool hasClosed);

    /// The actor's row for writing, or null. Marks the change.
    ActorView* change(ActorId id, ActorChanges changes);
    LatencySet& changeLatency(ActorId id);
    const ActorView* look(ActorId id) const { return m_world.actor(id); }
    bool isCounted(ActorId id) const; // totals are counted here, not told by `metrics`
    Ledger* ledgerOf(ActorId receiver);
    void settle(ActorView& actor); // status and depth after a change

    void enqueue(ActorView& receiver, const MailboxEntry& entry);
    /// Takes it out of the listed or unlisted ones; the entry if it was listed.
    std::optional<MailboxEntry> take(ActorView& receiver, MessageId message);
    void putBack(ActorView& actor); // the running turn's message is queued again
    void takeChange(ActorView& actor, std::size_t index);
    void addProblem(Problem problem);
    void setField(ActorView& actor, std::size_t index, Value value);
    std::vector<ActorId> takeActors();

    MessageId message() const { return m_header.message; }
    ActorId actor() const { return ActorId{m_header.actor}; }
    ActorId peer() const { return ActorId{m_header.peer}; }
    /// Whom a report is about: others than its own turns name it as the peer.
    ActorId subject() const { return actor() ? actor() : peer(); }
    template <class E>
    E detail() const {
        return static_cast<E>(m_header.detail);
    }

    World& m_world;
    const RecordedEvent& m_event;
    const Event& m_header;
    WorldDelta& m_delta;
    PayloadReader m_in;
};

} // namespace troupe::core

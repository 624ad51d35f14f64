// One engine at work for a session: the System or the Lab, its actors, and what is under way.
//
// Internal to src/session. Built from a checked document; the fold beside it stays when it is gone.
// Thread: gui.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "actors/messages.h"
#include "actors/port_table.h"
#include "catalogue/check.h"
#include "session/session.h"
#include "troupe/troupe.h"

namespace troupe::core {

struct AnswerBox;

class EngineRun {
public:
    explicit EngineRun(const RunOptions& options);
    ~EngineRun(); // ends in bounded time
    EngineRun(const EngineRun&) = delete;
    EngineRun& operator=(const EngineRun&) = delete;

    /// Spawns and wires the actors of the plan that are not there yet.
    Expected<void> add(const Plan& plan);
    /// Tells Start to actors that begin by themselves and have not been told.
    void startActors();
    /// Points every port to what the plan says.
    void wire(const Plan& plan);
    /// Brings the run to a changed plan: what is gone or made differently stops, what is new is
    /// spawned, policies and links are set. Those renamed (old name, new name) stay who they are.
    /// True: something in the run changed.
    using Renames = std::vector<std::pair<std::string, std::string>>;
    Expected<bool> follow(const Plan& plan, const Renames& renames);

    System& system() { return *m_system; }
    Lab* lab() { return m_lab.get(); }
    /// Threads, or in the Lab how many actors may be busy at once.
    std::int64_t workers() const;
    AnyRef ref(ActorId id) const { return m_system->ref(id); }

    /// Events since the last call, in order.
    void drain(EventSink& sink) { m_system->drainTrace(sink); }
    /// No more events; then everything is stopped. What did not stop is named.
    std::vector<StuckActor> end();

    /// Asks all actors to tell their whole state; it comes as `state` events. What turns tell leaves
    /// out what is in lists and maps, and what continuations of asks changed.
    void sampleStates();

    /// Sends now, later, or asks; see Session::send.
    std::uint64_t send(const AnyRef& to, const AnyMessage& message, const SendRequest& request);
    /// Whether an actor made from `before` can go on as `now` says, with its state.
    static bool keepsState(const ActorEntry& before, const ActorEntry& now);
    /// Sends what has become due at `now` (display time), and looks at the asks.
    void pump(DisplayTime now, std::vector<Answer>& answers);
    bool isQuiet();

private:
    struct Member {
        std::string name;
        const Kind* kind = nullptr;
        AnyRef ref;
        std::shared_ptr<PortTable> ports;
        std::shared_ptr<const ActorEntry> entry; // as it was spawned, or changed since
        bool isStarted = false;
    };
    struct PendingAsk {
        std::uint64_t number = 0;
        ActorId from;
        std::string message;
        AnyAsk ask;
    };
    struct Stream {
        AnyRef from; // nobody: the person
        AnyRef to;
        AnyMessage message;
        std::int64_t left = 0;
        double perSecond = 1;
        DisplayTime begun = 0; // 0: at the next pump
        std::int64_t sent = 0;
    };

    bool spawn(const Plan& plan, std::size_t index);
    void spawnOne(const Plan::Actor& actor, const std::string& name, const SupervisorRef& above,
                  const std::shared_ptr<const ActorEntry>& entry);
    /// Stops what the plan no longer has, or has made in another way. True: there was some.
    bool stopOthers(const Plan& plan);
    bool rename(const Renames& renames);
    bool setPolicies(const Plan& plan);
    void setPolicies(Member& member, const ActorEntry& now);
    void tell(const AnyRef& from, const AnyRef& to, const AnyMessage& message, std::int64_t count);
    std::uint64_t askAs(const AnyRef& from, const AnyRef& to, const AnyMessage& message,
                        Duration within);

    std::unique_ptr<Lab> m_lab;
    std::unique_ptr<System> m_live;
    std::int64_t m_labWorkers = 0;
    System* m_system;
    std::vector<Member> m_members;
    std::map<std::string, std::size_t, std::less<>> m_byName; // place in m_members
    std::map<std::string, SupervisorRef, std::less<>> m_supervisors;
    std::vector<PendingAsk> m_asks;             // of the person
    std::shared_ptr<AnswerBox> m_actorsAnswers; // to asks made in an actor's name
    std::vector<Stream> m_streams;
    std::uint64_t m_lastAsk = 0;
};

} // namespace troupe::core

// The Lab: the same actors on one thread and virtual time, one message a step.
//
// Each step is a choice among what can be delivered; the seed, a recorded schedule or a person
// makes it. The same seed and inputs give the same events, byte for byte. See semantics.md 1 and
// decisions.md 19 to 21. Thread: one, the owner's.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "troupe/actor/system.h"
#include "troupe/lab/lab_schedule.h"
#include "troupe/message/random.h"
#include "troupe/message/result.h"

namespace troupe::inline TROUPE_ABI {

class LabScheduler;
struct LabMessage;
class Runner;

/// Which undelivered messages must come before which.
enum class LabOrder : std::uint8_t {
    causal,    // all that Live can show
    perSender, // as over a network: only messages of one sender keep their order
};

struct LabOptions {
    std::uint64_t seed = 1;
    std::uint32_t workers = 4;                     // actors busy at once; kUnlimitedWorkers
    Duration cost = std::chrono::microseconds(10); // of a turn, virtual
    LabOrder order = LabOrder::causal;
    DeadlockPolicy deadlock = DeadlockPolicy::report;
    std::uint32_t scheduleLimit = 10'000'000; // moves remembered for schedule()
};
inline constexpr std::uint32_t kUnlimitedWorkers = UINT32_MAX;

/// One thing that can happen next.
struct LabChoice {
    enum class Kind : std::uint8_t { message, reply, timer, passTime };

    Kind kind = Kind::message;
    ActorId receiver;
    ActorId sender; // of a message; the answerer of a reply
    const MessageType* type = nullptr;
    std::uint64_t id = 0;  // message or timer
    std::int64_t time = 0; // passTime: to when, ns
};

/// Why a message that waits cannot be delivered now.
struct LabHindrance {
    enum class Reason : std::uint8_t {
        behindSameSender, // an earlier one of its sender must come first
        causedByOther,    // its sending happened after another undelivered one
        notSentYet,       // it leaves at `time`
        receiverBusy,     // a turn lasts until `time`
        receiverWaits,    // for a reply, for room, or held
        receiverDown,     // no incarnation at the moment
        workersBusy,      // as many actors are busy as there are workers
    };

    ActorId receiver;
    ActorId sender;
    const MessageType* type = nullptr;
    std::uint64_t id = 0;
    Reason reason = Reason::behindSameSender;
    std::int64_t time = 0;
    std::uint64_t behind = 0; // id of the message that must come first
};

class Lab {
public:
    explicit Lab(LabOptions options = {});
    ~Lab();
    Lab(const Lab&) = delete;
    Lab& operator=(const Lab&) = delete;

    System& system() { return *m_system; }

    /// Everything that can happen next, in a fixed order. Empty: quiet.
    std::vector<LabChoice> choices();
    /// Why the rest cannot.
    std::vector<LabHindrance> hindrances();

    /// One step of the seed's choice; false: quiet. Time passes only when nothing else can be
    /// chosen.
    bool step();
    /// The choice at this place of choices(). False: there is none.
    bool deliver(std::size_t choice);
    /// Steps until nothing is left, at most `limit`; false: the limit came first.
    bool runToQuiet(std::uint64_t limit = 10'000'000);
    /// Steps until this much virtual time has passed, or nothing is left.
    void runFor(Duration time);
    bool isQuiet();

    /// ns since the start.
    std::int64_t now() const { return m_now; }
    std::uint64_t steps() const { return m_steps; }

    /// All that was chosen so far, to be replayed, e.g. "troupe1:0,2,1x3"; see LabSchedule.
    std::string schedule() const;
    /// Does what a schedule says; the number of moves, or at which one it does not fit.
    Result<std::uint64_t> replay(const std::string& schedule);

    // By hand, with an undelivered message; all of them mark the run as manipulated
    // (decisions.md 20). False: there is no such message, or it cannot be done now.

    /// It is lost: a dead letter `manual`.
    bool drop(std::uint64_t message);
    /// It comes twice; not where the mailbox is full, or where it cannot be copied.
    bool duplicate(std::uint64_t message);
    /// It leaves that much later; those behind it of the same sender wait with it.
    bool delay(std::uint64_t message, Duration time);
    /// The next step, before what it should come after; its receiver must be free.
    bool deliverNow(std::uint64_t message);
    bool isManipulated() const { return m_isManipulated; }

    // --- for the engine -------------------------------------------------------------------------

    TellOutcome accept(Cell& to, Envelope* envelope, const Sender& from, std::int64_t waitUntil);
    void acceptReply(Cell& to, Signal* reply);
    /// It has messages that come before its mailbox.
    void noteAside(Cell& cell);
    /// Its mailbox takes more than before.
    void noteRoom(Cell& cell);
    void endLater(Cell& cell, const Event& event, std::span<const std::uint8_t> payload);
    void discardQueue(Cell& cell, DeadReason reason);
    void forgetReplies(Cell& cell);
    /// The outside has seen what this actor did: what it sends next happens after that.
    void outsideLearns(Cell& cell);
    void forget(const Cell& cell);
    std::uint64_t depthOf(const Cell& cell) const;
    std::uint64_t sentTo(const Cell& cell) const;
    std::uint64_t highWaterOf(const Cell& cell) const;
    std::uint64_t droppedOldestOf(const Cell& cell) const;

private:
    friend class LabScheduler;
    class Mailbox;
    struct PendingEnd;
    struct Place;

    Mailbox& mailboxOf(Cell& cell);
    const Mailbox* findMailbox(const Cell& cell) const;
    void collect(std::vector<LabChoice>& choices);
    void collectTimers(std::vector<LabChoice>& choices) const;
    bool mayFire(const TimerEntry& entry) const;
    std::uint64_t turnsBegun() const;
    bool isFree(const Mailbox& mailbox) const;
    void collectHindrances(const Mailbox& mailbox, std::vector<LabHindrance>& to) const;
    std::int64_t nextTime() const;
    void perform(const LabChoice& choice);
    bool perform(const LabMove& move);
    template <class IsIt>
    bool find(const IsIt& isIt, Place& place);
    std::uint64_t numberOf(std::uint64_t message);
    bool moveByHand(const LabMove& move, const Place& place);
    Envelope* takeOut(const Place& place);
    bool doubleMessage(const Place& place);
    bool deliverOutOfOrder(const Place& place);
    void deliverMessage(const LabChoice& choice);
    static Envelope* learnFrom(Mailbox& mailbox, const LabMessage& message);
    void runTurnOf(Mailbox& mailbox, Envelope* envelope);
    void deliverReply(const LabChoice& choice);
    void fireTimer(const LabChoice& choice);
    void passTimeTo(std::int64_t time);
    void beginBusy(Mailbox& mailbox);
    void settle();
    void runReady();
    void endTheRest();
    void admitWaiters(Mailbox& mailbox);
    TellOutcome put(Mailbox& mailbox, Envelope* envelope, const Sender& from, TellOutcome outcome);
    TellOutcome waitOutside(Mailbox& mailbox, Envelope* envelope, std::int64_t waitUntil);

    const LabOptions m_options;
    std::int64_t m_now = 0;
    std::uint64_t m_steps = 0;
    std::uint64_t m_stamps = 0;
    Random m_random;
    LabSchedule m_schedule;
    bool m_isManipulated = false;
    std::uint32_t m_busy = 0;
    std::map<std::uint32_t, std::unique_ptr<Mailbox>> m_mailboxes; // by actor number
    std::set<std::uint32_t> m_waiting; // numbers of those with something to deliver
    std::vector<PendingEnd> m_ends;    // turns that last, by time
    std::vector<LabChoice> m_choices;
    std::unique_ptr<Runner> m_runner;
    std::shared_ptr<const std::vector<std::pair<std::uint32_t, std::uint64_t>>> m_outside;
    LabScheduler* m_scheduler = nullptr; // the System's
    std::unique_ptr<System> m_system;
};

} // namespace troupe::TROUPE_ABI

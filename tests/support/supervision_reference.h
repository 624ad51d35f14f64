#pragma once

// The reference model of supervision: what a tree of supervisors and their children must do, as
// plain code over virtual time, without messages, threads or any header of the engine. The engine
// is compared with it (promise P8). It is written from semantics.md 2, 5, 6 and decisions.md 15 to
// 17 alone, so that a misreading in the engine is not repeated here.
//
// Thread: owner. Times are nanoseconds on one virtual clock that begins at 0.
//
// Assumptions: where the pages leave a case open, the nearest reading of OTP's supervisor.
//  A1  Everything but back-off takes no time: stops, starts and decisions happen in the instant of
//      their cause, and all their observations come out before the next operation.
//  A2  Each incarnation ends with exactly one observation: `failed` (error, killed), `initFailed`,
//      `stopped` (normal, shutdown) or `escalated` (a supervisor: over budget, or told to).
//      `down` is the end of the cell: it carries the last incarnation's number and reason.
//  A3  A supervisor's children stop before its `stopped` or `escalated`, but after its `failed`
//      (the exception is seen first); `decided` about it comes after both.
//  A4  `decided` is observed for every end that the supervisor did not itself order: normal and
//      shutdown too. Children stopped with a group or with their supervisor end as
//      `stopped(shutdown)` without `decided`.
//  A5  An actor without a supervisor is a temporary child of the hidden `user`: any end is
//      `decided(stop)` and final. For a root supervisor over budget the order is: `decided
//      (escalate)` of the child, `stopped` right to left, `escalated`, `decided(stop)`, `down`s.
//  A6  `decided` carries the restarts that count now, this one included (so max + 1 when over
//      budget, with the directive escalate), and of an unlimited budget all there were; for any
//      other decision the count and delay are 0.
//  A7  A permanent child that ends normally is charged, delayed and grouped like a crash.
//  A8  A temporary child never reaches the decider. `resume` is for the error of a child that is
//      no supervisor, else it is read as `restart`; it is not charged and leaves back-off alone.
//  A9  Told to escalate, a supervisor stops its children and ends with the child's own reason.
//  A10 Back-off belongs to the child whose end was decided; the number of its restarts is the
//      exponent. Health is the time since its incarnation started, looked at when that incarnation
//      ends for whatever cause; at `resetAfter` or more the series begins again.
//  A11 After `decided` the group stops at once, right to left, waits for the delay together, and
//      starts left to right. A member already waiting joins the new wait. restForOne: the child
//      and all after it.
//  A12 No delay: the start follows in the same instant, before anything else happens.
//  A13 Every attempt to start takes an incarnation number, a failed one too. A failed start is an
//      end with initFailed, charged to the supervisor that was starting the child (OTP would fail
//      the supervisor when this happens in its own start). The starting stops at it until it is
//      decided; then the children right of it go on starting, unless they are in its group.
//  A14 A supervisor is started before its children, they follow depth first. A new incarnation of
//      it begins with an empty budget and its children at the beginning of their back-off.
//  A15 A cell that is down stays down: a restart of its group or of its supervisor passes it over
//      (OTP would start it again). A temporary child is down whatever stopped it; so neither brings
//      it back.
//  A16 `down` is sent when the fate is known: of a supervisor that is stopped for good, after its
//      `decided`, children first, right to left; one that is shut down, or is temporary and is
//      stopped, will not start again, so each of its children is down when it has stopped. A restart of a supervisor is no `down` of its
//      children: they keep their cells and go on with the next incarnation.
//  A17 crash, stopNormal and kill of a cell that is not running change nothing; shutdown of one
//      that waits to be restarted cancels that and is `decided(stop)`, `down`.
//      While its supervisor is not running, a cell is stopped (not down) and takes no operation.
//  A18 Restarts due in the same instant happen in the order in which they were decided; and before
//      an operation at that instant.
//  A19 tumbling: a window opens with the first restart after the last one closed, and is closed
//      when `now - start >= window` (Pekko: `>`). idleGap: the count begins again when
//      `now - last restart >= window`. Both so that the boundary is the sliding window's.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace troupe::reference {

inline constexpr std::int64_t kMillisecond = 1'000'000;
inline constexpr std::int64_t kSecond = 1'000'000'000;

enum class Strategy { oneForOne, oneForAll, restForOne };
enum class ChildPolicy { permanent, transient, temporary };
enum class Directive { restart, resume, stop, escalate };
enum class ExitReason { none, normal, shutdown, error, killed, initFailed, restartLimit };
enum class BudgetWindow { sliding, tumbling, idleGap, lifetime };
enum class BudgetScope { perSupervisor, perChild };

struct Budget {
    static constexpr int kUnlimited = std::numeric_limits<int>::max();

    int max = 3;
    std::int64_t window = 5 * kSecond;
    BudgetWindow kind = BudgetWindow::sliding;
    BudgetScope scope = BudgetScope::perSupervisor;
};

// Without jitter. min = 0: no delay.
struct Backoff {
    std::int64_t min = 100 * kMillisecond;
    double factor = 2.0;
    std::int64_t max = 10 * kSecond;
    std::optional<std::int64_t> resetAfter = std::nullopt; // (min + max) / 2
};

struct Decider {
    Directive error = Directive::restart;
    Directive killed = Directive::restart;
    Directive initFailed = Directive::restart;
    Directive restartLimit = Directive::restart;
};

struct SupervisorRules {
    Strategy strategy = Strategy::oneForOne;
    Budget budget;
    Backoff backoff;
    Decider decider;
};

using ActorIndex = std::size_t; // the place in the Tree
inline constexpr ActorIndex kUser = std::numeric_limits<ActorIndex>::max();

struct ActorDescription {
    ActorIndex supervisor = kUser;
    ChildPolicy policy = ChildPolicy::permanent;
    std::optional<SupervisorRules> rules = std::nullopt; // present: it is a supervisor
};

// A supervisor stands before its children; siblings stand in their start order.
using Tree = std::vector<ActorDescription>;

enum class ObservationKind {
    started,    // the first incarnation runs
    restarted,  // a later incarnation runs
    failed,     // reason error or killed
    initFailed, // the start of this incarnation failed
    stopped,    // an orderly end: normal or shutdown
    escalated,  // a supervisor ends because it cannot go on
    decided,    // by its supervisor: directive, restartCount, delay
    down        // the cell is finally stopped
};

struct Observation {
    std::int64_t time = 0;
    ObservationKind kind = ObservationKind::started;
    ActorIndex actor = 0;
    std::uint64_t incarnation = 0;
    ExitReason reason = ExitReason::none;     // of the end; none for started and restarted
    Directive directive = Directive::restart; // decided only
    int restartCount = 0;                     // decided only
    std::int64_t delay = 0;                   // decided only, ns

    bool operator==(const Observation&) const = default;
};

enum class Status { running, restarting, stopped };

struct ActorState {
    Status status = Status::stopped;
    std::int64_t until = 0; // restarting: when it will be started; else 0
    std::uint64_t incarnation = 0;

    bool operator==(const ActorState&) const = default;
};

class SupervisionReference {
public:
    // Starts the whole tree at time 0.
    explicit SupervisionReference(Tree tree);

    void crash(ActorIndex actor);
    void stopNormal(ActorIndex actor);
    void shutdown(ActorIndex actor);
    void kill(ActorIndex actor);
    // The next `count` attempts to start this actor fail; replaces an earlier number.
    void failNextStarts(ActorIndex actor, int count);
    // Lets time pass; restarts due at `to` have happened afterwards.
    void advance(std::int64_t to);

    // Everything seen so far, in order.
    const std::vector<Observation>& observations() const { return m_observations; }
    ActorState state(ActorIndex actor) const;
    std::int64_t now() const { return m_now; }

private:
    struct Cell {
        Status status = Status::stopped;
        bool isDown = false;
        std::uint64_t incarnation = 0;
        ExitReason lastReason = ExitReason::none;
        int failingStarts = 0;
        std::int64_t startedAt = 0;
        int backoffSteps = 0;
        std::uint64_t batch = 0; // restarting: the start it waits for, with its group
        std::int64_t due = 0;
        std::vector<std::int64_t> ownCharges;   // restarts of its children, when a supervisor
        std::vector<std::int64_t> childCharges; // its own restarts, for a budget per child
    };

    void end(ActorIndex actor, ObservationKind kind, ExitReason reason);
    void decide(ActorIndex actor, ExitReason reason);
    Directive directiveFor(ActorIndex actor, ExitReason reason) const;
    void restart(ActorIndex actor, ExitReason reason);
    int charge(ActorIndex actor);
    std::int64_t nextDelay(ActorIndex actor);
    void start(ActorIndex actor);
    void startBatch(std::uint64_t batch);
    void awaitBatch(ActorIndex actor, std::uint64_t batch, std::int64_t due);
    void leave(ActorIndex actor);
    void stopTree(ActorIndex actor, bool isForGood);
    void stopChildren(ActorIndex actor, bool areForGood);
    void bury(ActorIndex actor);
    bool isRestartedWith(ActorIndex sibling, ActorIndex failing) const;
    const SupervisorRules& rulesOver(ActorIndex actor) const;
    Observation& observe(ObservationKind kind, ActorIndex actor, ExitReason reason);
    void observeDecision(ActorIndex actor, ExitReason reason, Directive directive, int restartCount,
                         std::int64_t delay);

    Tree m_tree;
    std::vector<Cell> m_cells;
    std::vector<std::vector<ActorIndex>> m_children; // left to right
    std::vector<Observation> m_observations;
    std::int64_t m_now = 0;
    std::uint64_t m_batches = 0;
};

} // namespace troupe::reference

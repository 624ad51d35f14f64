// P8: random supervision trees on the engine in the Lab, operation by operation against the
// reference model. `sized` operations; one line replays a difference.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>

#include "support/collecting_sink.h"
#include "support/supervision_comparison.h"
#include "support/test_size.h"
#include "troupe/troupe.h"

namespace troupe {
namespace {

namespace ref = reference;

struct Leave {
    static constexpr auto name = "Leave";
    static constexpr auto fields = troupe::fields();
};

/// Its first starts fail as often as it was told; leaves when asked to.
class Member {
public:
    using Messages = MessageList<Leave>;
    static constexpr auto name = "Member";

    explicit Member(std::shared_ptr<int> failingStarts) {
        if (*failingStarts <= 0) return;
        --*failingStarts;
        throw std::runtime_error("does not start");
    }
    void on(Context& ctx, const Leave&) { ctx.stop(); }
};

struct WatchAll {
    std::vector<AnyRef> others;
    static constexpr auto name = "WatchAll";
    static constexpr auto fields = troupe::fields();
};

class Onlooker {
public:
    using Messages = MessageList<WatchAll>;
    static constexpr auto name = "Onlooker";
    void on(Context& ctx, const WatchAll& m) {
        for (const AnyRef& other : m.others) ctx.watch(other);
    }
};

SupervisorOptions optionsOf(const ref::SupervisorRules& rules) {
    SupervisorOptions options;
    options.strategy = Strategy{static_cast<std::uint8_t>(rules.strategy)};
    const bool isUnlimited = rules.budget.max == ref::Budget::kUnlimited;
    options.budget = {isUnlimited ? kUnlimitedRestarts : rules.budget.max,
                      Duration(rules.budget.window),
                      BudgetWindow{static_cast<std::uint8_t>(rules.budget.kind)}};
    options.scope = rules.budget.scope == ref::BudgetScope::perChild ? BudgetScope::child
                                                                     : BudgetScope::supervisor;
    options.backoff = {Duration(rules.backoff.min), rules.backoff.factor,
                       Duration(rules.backoff.max), Jitter::none, std::nullopt};
    if (rules.backoff.resetAfter) options.backoff.resetAfter = Duration(*rules.backoff.resetAfter);
    const auto directive = [](ref::Directive d) { return Directive{static_cast<std::uint8_t>(d)}; };
    options.decider = {directive(rules.decider.error), directive(rules.decider.killed),
                       directive(rules.decider.initFailed), directive(rules.decider.restartLimit)};
    return options;
}

ref::ExitReason reasonOf(std::uint8_t detail) {
    return ref::ExitReason{static_cast<int>(detail) + 1}; // the reference has `none` first
}

/// The engine, on virtual time; turns cost nothing.
class EngineSubject final : public ref::SupervisionSubject {
public:
    EngineSubject() : m_lab({.workers = kUnlimitedWorkers, .cost = Duration::zero()}) {
        m_lab.system().attachRecorder();
    }

    void build(const ref::Tree& tree) override {
        m_actors.resize(tree.size());
        const auto onlooker = m_lab.system().spawn<Onlooker>({.name = "onlooker"});
        WatchAll all;
        for (ref::ActorIndex i = 0; i < tree.size(); ++i) {
            spawn(i, tree[i]);
            all.others.push_back(m_actors[i].ref);
            m_indexOf[m_actors[i].ref.id().number] = i;
        }
        onlooker.tell(std::move(all));
        settle();
    }

    void apply(const ref::Operation& operation) override {
        Actor& actor = m_actors[operation.actor];
        System& system = m_lab.system();
        switch (operation.kind) {
        case ref::OperationKind::advance:
            break;
        case ref::OperationKind::crash:
            system.crash(actor.ref);
            break;
        case ref::OperationKind::kill:
            system.kill(actor.ref);
            break;
        case ref::OperationKind::shutdown:
            // A17: a cell takes nothing while its supervisor is not running
            if (isSupervised(actor)) system.stop(actor.ref);
            break;
        case ref::OperationKind::stopNormal:
            if (system.snapshot(actor.ref).status == Status::running) actor.ref.tell(Leave{});
            break;
        case ref::OperationKind::failNextStarts:
            *actor.failingStarts = operation.count;
            break;
        }
        settle();
    }

    void advance(std::int64_t to) override {
        settle();
        for (;;) {
            const auto choices = m_lab.choices();
            if (choices.empty() || choices.back().time > to) break;
            m_lab.deliver(choices.size() - 1);
            settle();
        }
        m_lab.runFor(Duration(to - m_lab.now()));
        collect();
    }

    std::vector<ref::Observation> observations() override {
        return std::exchange(m_observations, {});
    }

    ref::ActorState state(ref::ActorIndex index) override {
        const Actor& actor = m_actors[index];
        const ActorSnapshot now = m_lab.system().snapshot(actor.ref);
        ref::ActorState state;
        state.incarnation = now.incarnation;
        if (now.status == Status::running) {
            state.status = ref::Status::running;
        } else if (now.status != Status::stopped && isSupervised(actor)) {
            state.status = ref::Status::restarting;
            state.until = actor.due;
        }
        return state;
    }

private:
    struct Actor {
        AnyRef ref;
        ref::ActorIndex supervisor = ref::kUser;
        std::shared_ptr<int> failingStarts = std::make_shared<int>(0);
        std::uint64_t incarnation = 0;
        bool hasEnded = true; // its incarnation
        bool isEscalating = false;
        ref::ExitReason reason = ref::ExitReason::none;
        std::int64_t due = 0;
    };

    bool isSupervised(const Actor& actor) {
        return actor.supervisor == ref::kUser ||
               m_lab.system().snapshot(m_actors[actor.supervisor].ref).status == Status::running;
    }

    void spawn(ref::ActorIndex index, const ref::ActorDescription& description) {
        Actor& actor = m_actors[index];
        actor.supervisor = description.supervisor;
        SupervisorRef above;
        if (description.supervisor != ref::kUser) {
            above = SupervisorRef(m_actors[description.supervisor].ref.cell());
        }
        const auto policy = ChildPolicy{static_cast<std::uint8_t>(description.policy)};
        if (description.rules) {
            actor.ref =
                m_lab.system().spawnSupervisor(optionsOf(*description.rules), above, policy);
        } else {
            actor.ref = m_lab.system().spawn<Member>({.supervisor = above, .child = policy},
                                                     actor.failingStarts);
        }
    }

    /// All that happens at this instant; what was asked for first comes first.
    void settle() {
        for (;;) {
            const auto choices = m_lab.choices();
            collect();
            if (choices.empty() || choices.front().kind == LabChoice::Kind::passTime) return;
            m_lab.deliver(0);
        }
    }

    void collect() {
        test::CollectingSink sink;
        m_lab.system().drainTrace(sink);
        for (const test::CollectedEvent& event : sink.events) observe(event);
    }

    void observe(const test::CollectedEvent& event) {
        const Event& e = event.header;
        const bool isOfPeer = e.kind == EventKind::decided || e.kind == EventKind::down;
        const auto at = m_indexOf.find(isOfPeer ? e.peer : e.actor);
        if (at == m_indexOf.end()) return;
        Actor& actor = m_actors[at->second];
        const ref::ActorIndex index = at->second;
        switch (e.kind) {
        case EventKind::started:
        case EventKind::restarted:
            observeStart(index, e);
            break;
        case EventKind::failed:
            actor.incarnation = e.incarnation;
            actor.hasEnded = false;
            observeEnd(index,
                       e.detail == static_cast<std::uint8_t>(FailurePhase::start)
                           ? ref::ObservationKind::initFailed
                           : ref::ObservationKind::failed,
                       e.detail == static_cast<std::uint8_t>(FailurePhase::start)
                           ? ref::ExitReason::initFailed
                           : ref::ExitReason::error);
            break;
        case EventKind::stopping:
            if (e.detail == static_cast<std::uint8_t>(StopKind::kill)) {
                observeEnd(index, ref::ObservationKind::failed, ref::ExitReason::killed);
            } else if (actor.hasEnded) {
                actor.reason = ref::ExitReason::shutdown; // A17: it waited to be restarted
            }
            break;
        case EventKind::stopped:
            observeEnd(index, ref::ObservationKind::stopped, reasonOf(e.detail));
            if (actor.supervisor == ref::kUser) {
                observeDecision(index, ref::Directive::stop, 0, 0); // by the hidden user (A5)
            }
            break;
        case EventKind::escalated:
            actor.isEscalating = true;
            break;
        case EventKind::decided:
            observeDecided(index, event);
            break;
        case EventKind::down:
            add(ref::ObservationKind::down, index, reasonOf(e.detail));
            break;
        default:
            break;
        }
    }

    ref::Observation& add(ref::ObservationKind kind, ref::ActorIndex actor,
                          ref::ExitReason reason) {
        ref::Observation observation;
        observation.time = m_lab.now();
        observation.kind = kind;
        observation.actor = actor;
        observation.incarnation = m_actors[actor].incarnation;
        observation.reason = reason;
        return m_observations.emplace_back(observation);
    }

    void observeStart(ref::ActorIndex index, const Event& e) {
        Actor& actor = m_actors[index];
        if (e.kind == EventKind::started && e.incarnation > 1) return;
        actor.incarnation = e.incarnation;
        actor.hasEnded = false;
        actor.isEscalating = false;
        actor.due = 0;
        add(e.kind == EventKind::started ? ref::ObservationKind::started
                                         : ref::ObservationKind::restarted,
            index, ref::ExitReason::none);
    }

    /// A2: once for each incarnation.
    void observeEnd(ref::ActorIndex index, ref::ObservationKind kind, ref::ExitReason reason) {
        Actor& actor = m_actors[index];
        if (actor.isEscalating && kind == ref::ObservationKind::stopped) {
            kind = ref::ObservationKind::escalated;
            reason = actor.reason;
        }
        if (actor.hasEnded) {
            if (reason == ref::ExitReason::shutdown) actor.reason = reason; // A17
            return;
        }
        actor.hasEnded = true;
        actor.isEscalating = false;
        actor.reason = reason;
        add(kind, index, reason);
    }

    void observeDecided(ref::ActorIndex index, const test::CollectedEvent& event) {
        Actor& actor = m_actors[index];
        PayloadReader reader = event.reader();
        const auto inWindow = static_cast<int>(reader.takeInt());
        const auto max = static_cast<int>(reader.takeInt());
        const std::int64_t delay = reader.takeDuration().count();
        const auto directive = ref::Directive{event.header.detail};
        if (actor.isEscalating) {
            observeEnd(index, ref::ObservationKind::escalated, actor.reason);
        }
        const bool isOverBudget = max >= 0 && inWindow > max;
        const bool isCharged = directive == ref::Directive::restart ||
                               (directive == ref::Directive::escalate && isOverBudget);
        observeDecision(index, directive, isCharged ? inWindow : 0, delay);
        if (directive == ref::Directive::resume) actor.hasEnded = false;
        if (directive == ref::Directive::escalate) {
            m_actors[actor.supervisor].reason =
                isOverBudget ? ref::ExitReason::restartLimit : actor.reason;
        }
        if (directive != ref::Directive::restart) return;
        for (std::uint64_t left = reader.takeCount(); left > 0; --left) {
            const auto member = m_indexOf.find(reader.takeReference().number);
            m_actors[member->second].due = m_lab.now() + delay;
        }
    }

    void observeDecision(ref::ActorIndex index, ref::Directive directive, int count,
                         std::int64_t delay) {
        ref::Observation& seen = add(ref::ObservationKind::decided, index, m_actors[index].reason);
        seen.directive = directive;
        seen.restartCount = count;
        seen.delay = delay;
    }

    Lab m_lab;
    std::vector<Actor> m_actors;
    std::map<std::uint32_t, ref::ActorIndex> m_indexOf;
    std::vector<ref::Observation> m_observations;
};

std::unique_ptr<ref::SupervisionSubject> makeSubject() {
    return std::make_unique<EngineSubject>();
}

TEST(SupervisionEngine, P8_DoesWhatTheReferenceModelDoes) {
    const auto operations = test::sized<std::size_t>(20'000, 100'000, 1'000'000);

    const auto found = ref::compareWithReference(1, operations, makeSubject);

    EXPECT_FALSE(found) << found->replay << "\n" << found->difference;
}

/// TROUPE_SUPERVISION_REPLAY takes the line that a difference printed.
TEST(SupervisionEngine, P18_ReplaysTheLineOfADifference) {
    const char* line = std::getenv("TROUPE_SUPERVISION_REPLAY");
    const auto scenario = ref::scenarioFromLine(line ? line : "seed=1 ops=0:crash:1");
    ASSERT_TRUE(scenario);

    const auto difference = ref::firstDifference(*scenario, makeSubject);

    EXPECT_FALSE(difference) << *difference << "\n" << ref::toText(scenario->tree);
}

} // namespace
} // namespace troupe

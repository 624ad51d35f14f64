// The loop that compares a subject with the reference model of supervision: each planted mistake
// must be found, shrunk and replayed from its line; and the random operations must reach what the
// comparison is meant to vouch for.

#include "support/supervision_comparison.h"
#include "support/supervision_operations.h"
#include "support/supervision_reference.h"

#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace troupe::reference {
namespace {

// A reference that is given other rules than those asked for: a planted mistake.
class MistakenSubject : public ReferenceSubject {
public:
    using Mistake = std::function<void(ActorDescription&)>;

    explicit MistakenSubject(Mistake mistake) : m_mistake(std::move(mistake)) {}

    void build(const Tree& tree) override {
        Tree changed = tree;
        for (ActorDescription& actor : changed) m_mistake(actor);
        ReferenceSubject::build(changed);
    }

private:
    Mistake m_mistake;
};

struct PlantedMistake {
    const char* name;
    void (*change)(SupervisorRules&);
};

void PrintTo(const PlantedMistake& mistake, std::ostream* out) {
    *out << mistake.name;
}

std::int64_t resetOf(const Backoff& backoff) {
    return backoff.resetAfter.value_or((backoff.min + backoff.max) / 2);
}

constexpr std::array<PlantedMistake, 10> kMistakes = {{
    {"AWindowThatIncludesItsEnd", [](SupervisorRules& rules) { ++rules.budget.window; }},
    {"AWindowThatEndsANanosecondEarly", [](SupervisorRules& rules) { --rules.budget.window; }},
    {"OneRestartMore",
     [](SupervisorRules& rules) {
         if (rules.budget.max != Budget::kUnlimited) ++rules.budget.max;
     }},
    {"BudgetsPerChildOnly",
     [](SupervisorRules& rules) { rules.budget.scope = BudgetScope::perChild; }},
    {"SlidingWindowsOnly",
     [](SupervisorRules& rules) { rules.budget.kind = BudgetWindow::sliding; }},
    {"RestForOneTakenForOneForAll",
     [](SupervisorRules& rules) {
         if (rules.strategy == Strategy::restForOne) rules.strategy = Strategy::oneForAll;
     }},
    {"BackOffThatIsResetANanosecondLate",
     [](SupervisorRules& rules) { rules.backoff.resetAfter = resetOf(rules.backoff) + 1; }},
    {"BackOffThatIsNeverReset",
     [](SupervisorRules& rules) { rules.backoff.resetAfter = 1'000'000 * kSecond; }},
    {"AnEscalationTakenForARestart",
     [](SupervisorRules& rules) {
         if (rules.decider.restartLimit == Directive::escalate)
             rules.decider.restartLimit = Directive::restart;
     }},
    {"AResumeTakenForARestart",
     [](SupervisorRules& rules) {
         if (rules.decider.error == Directive::resume) rules.decider.error = Directive::restart;
     }},
}};

SubjectFactory mistakenSubjects(const PlantedMistake& mistake) {
    return [change = mistake.change] {
        return std::make_unique<MistakenSubject>([change](ActorDescription& actor) {
            if (actor.rules) change(*actor.rules);
        });
    };
}

class SupervisionComparison : public testing::TestWithParam<PlantedMistake> {};

TEST_P(SupervisionComparison, P8_FindsShrinksAndReplaysAPlantedMistake) {
    const SubjectFactory makeSubject = mistakenSubjects(GetParam());

    const std::optional<Disagreement> found = compareWithReference(1, 1'000'000, makeSubject);

    ASSERT_TRUE(found);
    RecordProperty("operations_to_find", static_cast<int>(found->operationsTried));
    EXPECT_LE(found->operationsLeft, 8U) << found->replay;
    const std::optional<SupervisionScenario> replayed = scenarioFromLine(found->replay);
    ASSERT_TRUE(replayed) << found->replay;
    EXPECT_TRUE(firstDifference(*replayed, makeSubject)) << found->replay;
}

INSTANTIATE_TEST_SUITE_P(Mistakes, SupervisionComparison, testing::ValuesIn(kMistakes),
                         [](const auto& param) { return std::string(param.param.name); });

TEST(SupervisionComparisonLoop, P8_FindsNoDifferenceBetweenTheReferenceAndItself) {
    const auto found =
        compareWithReference(1, 100'000, [] { return std::make_unique<ReferenceSubject>(); });

    EXPECT_FALSE(found) << found->replay << "\n" << found->difference;
}

TEST(SupervisionComparisonLoop, P18_ALineGivesTheSameScenarioAgain) {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        const SupervisionScenario scenario = randomScenario(seed);

        const std::optional<SupervisionScenario> again = scenarioFromLine(toLine(scenario));

        ASSERT_TRUE(again);
        EXPECT_EQ(again->operations, scenario.operations);
        EXPECT_EQ(toText(again->tree), toText(scenario.tree));
    }
}

TEST(SupervisionComparisonLoop, P18_ALineThatIsNotOneIsRefused) {
    for (const char* line :
         {"", "seed=", "seed=x ops=", "ops=0:crash:1", "seed=1 ops=0:fly:1", "seed=1 ops=0:crash",
          "seed=1 ops=0:crash:99", "seed=1 ops=5:crash:1,4:crash:1", "seed=1 ops=0:crash:1:1"})
        EXPECT_FALSE(scenarioFromLine(line)) << line;
}

// What random operations never reach, the comparison cannot vouch for.
TEST(SupervisionComparisonLoop, P8_RandomOperationsReachEveryObservationAndDirective) {
    std::array<int, 8> kinds{};
    std::array<int, 4> directives{};
    int groupRestarts = 0;

    for (std::uint64_t seed = 1; seed <= 1'000; ++seed) {
        const SupervisionScenario scenario = randomScenario(seed);
        ReferenceSubject subject;
        subject.build(scenario.tree);
        for (const Operation& operation : scenario.operations) {
            subject.advance(operation.at);
            subject.apply(operation);
        }
        for (const Observation& seen : subject.observations()) {
            ++kinds[static_cast<std::size_t>(seen.kind)];
            if (seen.kind == ObservationKind::decided)
                ++directives[static_cast<std::size_t>(seen.directive)];
            if (seen.kind == ObservationKind::stopped && seen.reason == ExitReason::shutdown)
                ++groupRestarts;
        }
    }

    for (const int count : kinds) EXPECT_GE(count, 200);
    for (const int count : directives) EXPECT_GE(count, 200);
    EXPECT_GE(groupRestarts, 200);
}

// Laws that hold for any supervision, whatever the assumptions: an incarnation begins at most once
// and ends at most once, and nothing of a cell is seen after its down.
TEST(SupervisionComparisonLoop, P8_EveryIncarnationBeginsAndEndsOnceAndNothingFollowsDown) {
    for (std::uint64_t seed = 1; seed <= 500; ++seed) {
        const SupervisionScenario scenario = randomScenario(seed);
        SCOPED_TRACE(toLine(scenario));
        std::vector<std::uint64_t> incarnations(scenario.tree.size(), 0);
        std::vector<bool> areDown(scenario.tree.size(), false);
        ReferenceSubject subject;
        subject.build(scenario.tree);
        for (const Operation& operation : scenario.operations) {
            subject.advance(operation.at);
            subject.apply(operation);
        }

        for (const Observation& seen : subject.observations()) {
            ASSERT_FALSE(areDown[seen.actor]) << toText(seen);
            const bool begins = seen.kind == ObservationKind::started ||
                                seen.kind == ObservationKind::restarted ||
                                seen.kind == ObservationKind::initFailed;
            incarnations[seen.actor] += begins ? 1 : 0;
            ASSERT_EQ(incarnations[seen.actor], seen.incarnation) << toText(seen);
            areDown[seen.actor] = seen.kind == ObservationKind::down;
        }
    }
}

} // namespace
} // namespace troupe::reference

#include "supervision_operations.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <ostream>
#include <utility>

namespace troupe::reference {

namespace {

constexpr std::array<std::string_view, 6> kOperationNames = {"advance",  "crash", "stopNormal",
                                                             "shutdown", "kill",  "failNextStarts"};
constexpr std::array<std::string_view, 8> kObservationNames = {
    "started", "restarted", "failed", "initFailed", "stopped", "escalated", "decided", "down"};
constexpr std::array<std::string_view, 7> kReasonNames = {
    "-", "normal", "shutdown", "error", "killed", "initFailed", "restartLimit"};
constexpr std::array<std::string_view, 4> kDirectiveNames = {"restart", "resume", "stop",
                                                             "escalate"};
constexpr std::array<std::string_view, 3> kStatusNames = {"running", "restarting", "stopped"};
constexpr std::array<std::string_view, 3> kStrategyNames = {"oneForOne", "oneForAll", "restForOne"};
constexpr std::array<std::string_view, 3> kPolicyNames = {"permanent", "transient", "temporary"};
constexpr std::array<std::string_view, 4> kWindowNames = {"sliding", "tumbling", "idleGap",
                                                          "lifetime"};

template <std::size_t Size, class Enum>
std::string nameOf(const std::array<std::string_view, Size>& names, Enum value) {
    return std::string(names[static_cast<std::size_t>(value)]);
}

std::string seconds(std::int64_t time) {
    std::string nanoseconds = std::to_string(time % kSecond);
    nanoseconds.insert(0, 9 - nanoseconds.size(), '0');
    return std::to_string(time / kSecond) + "." + nanoseconds;
}

// SplitMix64 (Steele, Lea, Flood 2014): the same numbers with every compiler.
class Random {
public:
    explicit Random(std::uint64_t seed) : m_state(seed) {}

    std::uint64_t next() {
        m_state += 0x9e3779b97f4a7c15U;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31);
    }
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
    bool oneIn(std::size_t bound) { return below(bound) == 0; }
    template <class T, std::size_t Size>
    T pick(const T (&choices)[Size]) {
        return choices[below(Size)];
    }

private:
    std::uint64_t m_state;
};

Budget randomBudget(Random& random) {
    // The narrow ones reach the boundary, the wide ones keep the tree alive behind it.
    constexpr int kMaxima[] = {0, 1, 1, 2, 3, 3, 5, 10, Budget::kUnlimited, Budget::kUnlimited};
    constexpr std::int64_t kWindows[] = {kSecond, 5 * kSecond, 5 * kSecond, 10 * kSecond};
    constexpr BudgetWindow kKinds[] = {BudgetWindow::sliding, BudgetWindow::sliding,
                                       BudgetWindow::tumbling, BudgetWindow::idleGap,
                                       BudgetWindow::lifetime};
    Budget budget;
    budget.max = random.pick(kMaxima);
    budget.window = random.pick(kWindows);
    budget.kind = random.pick(kKinds);
    budget.scope = random.oneIn(3) ? BudgetScope::perChild : BudgetScope::perSupervisor;
    return budget;
}

Backoff randomBackoff(Random& random) {
    constexpr std::int64_t kMinima[] = {0, 0, 100 * kMillisecond, 100 * kMillisecond, kSecond};
    constexpr double kFactors[] = {1.0, 2.0, 2.0, 3.0};
    Backoff backoff;
    backoff.min = random.pick(kMinima);
    backoff.factor = random.pick(kFactors);
    backoff.max = backoff.min == 0 ? 0 : random.oneIn(3) ? 4 * kSecond : 10 * kSecond;
    if (random.oneIn(4)) backoff.resetAfter = kSecond;
    return backoff;
}

Directive randomDirective(Random& random, std::size_t oneIn) {
    constexpr Directive kUnusual[] = {Directive::resume, Directive::resume, Directive::stop,
                                      Directive::escalate};
    return random.oneIn(oneIn) ? random.pick(kUnusual) : Directive::restart;
}

SupervisorRules randomRules(Random& random) {
    constexpr Strategy kStrategies[] = {Strategy::oneForOne, Strategy::oneForAll,
                                        Strategy::restForOne};
    SupervisorRules rules;
    rules.strategy = random.pick(kStrategies);
    rules.budget = randomBudget(random);
    rules.backoff = randomBackoff(random);
    rules.decider.error = randomDirective(random, 6);
    rules.decider.killed = randomDirective(random, 6);
    rules.decider.initFailed = randomDirective(random, 6);
    rules.decider.restartLimit = randomDirective(random, 2); // its cause is rare enough
    return rules;
}

void makeLasting(SupervisorRules& rules) {
    rules.budget.max = Budget::kUnlimited;
    Decider& decider = rules.decider;
    for (Directive* directive :
         {&decider.error, &decider.killed, &decider.initFailed, &decider.restartLimit})
        if (*directive == Directive::escalate) *directive = Directive::restart;
}

Tree randomTree(Random& random) {
    constexpr ChildPolicy kPolicies[] = {ChildPolicy::permanent, ChildPolicy::permanent,
                                         ChildPolicy::permanent, ChildPolicy::permanent,
                                         ChildPolicy::permanent, ChildPolicy::transient,
                                         ChildPolicy::transient, ChildPolicy::temporary};
    Tree tree(2 + random.below(9));
    std::vector<ActorIndex> supervisors = {0};
    tree[0].rules = randomRules(random);
    if (!random.oneIn(4)) // mostly a root that lasts, since nothing happens after its end
        makeLasting(*tree[0].rules);
    for (ActorIndex actor = 1; actor < tree.size(); ++actor) {
        tree[actor].supervisor = supervisors[random.below(supervisors.size())];
        tree[actor].policy = random.pick(kPolicies);
        if (random.oneIn(4)) {
            tree[actor].rules = randomRules(random);
            supervisors.push_back(actor);
        }
    }
    return tree;
}

std::int64_t randomPause(Random& random) {
    // The lengths that rules turn on, one nanosecond to both sides of a window, and nothing at all.
    constexpr std::int64_t kPauses[] = {0,
                                        0,
                                        0,
                                        1,
                                        100 * kMillisecond,
                                        200 * kMillisecond,
                                        400 * kMillisecond,
                                        kSecond - 1,
                                        kSecond,
                                        kSecond + 1,
                                        2 * kSecond,
                                        4 * kSecond,
                                        5 * kSecond - 1,
                                        5 * kSecond,
                                        5 * kSecond + 50 * kMillisecond,
                                        10 * kSecond};
    return random.pick(kPauses);
}

Operation randomOperation(Random& random, std::int64_t at, const Tree& tree) {
    constexpr OperationKind kKinds[] = {
        OperationKind::crash,         OperationKind::crash,      OperationKind::crash,
        OperationKind::crash,         OperationKind::crash,      OperationKind::crash,
        OperationKind::crash,         OperationKind::crash,      OperationKind::kill,
        OperationKind::kill,          OperationKind::stopNormal, OperationKind::failNextStarts,
        OperationKind::failNextStarts};
    Operation operation;
    operation.at = at;
    operation.kind = random.oneIn(30) ? OperationKind::shutdown : random.pick(kKinds);
    operation.actor = random.oneIn(200) ? 0 : 1 + random.below(tree.size() - 1);
    // A supervisor has no handler that could end it, and no constructor that could fail.
    const bool needsActor = operation.kind == OperationKind::stopNormal ||
                            operation.kind == OperationKind::failNextStarts;
    if (needsActor && tree[operation.actor].rules) operation.kind = OperationKind::crash;
    if (operation.kind == OperationKind::failNextStarts)
        operation.count = static_cast<int>(random.below(4));
    return operation;
}

// The text before the next separator, which is taken away with it.
std::string_view takeUntil(std::string_view& text, char separator) {
    const std::size_t end = std::min(text.find(separator), text.size());
    const std::string_view head = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return head;
}

template <class Number>
bool parseNumber(std::string_view text, Number& number) {
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && rest == end;
}

std::optional<Operation> operationFromField(std::string_view field) {
    Operation operation;
    if (!parseNumber(takeUntil(field, ':'), operation.at)) return std::nullopt;
    const auto name =
        std::find(kOperationNames.begin(), kOperationNames.end(), takeUntil(field, ':'));
    if (name == kOperationNames.end()) return std::nullopt;
    operation.kind = static_cast<OperationKind>(name - kOperationNames.begin());
    if (operation.kind != OperationKind::advance &&
        !parseNumber(takeUntil(field, ':'), operation.actor))
        return std::nullopt;
    if (operation.kind == OperationKind::failNextStarts &&
        !parseNumber(takeUntil(field, ':'), operation.count))
        return std::nullopt;
    return field.empty() ? std::optional(operation) : std::nullopt;
}

} // namespace

SupervisionScenario randomScenario(std::uint64_t seed) {
    Random random(seed);
    SupervisionScenario scenario;
    scenario.seed = seed;
    scenario.tree = randomTree(random);
    const std::size_t length = 10 + random.below(41);
    std::int64_t at = 0;
    for (std::size_t index = 0; index < length; ++index) {
        at += randomPause(random);
        scenario.operations.push_back(randomOperation(random, at, scenario.tree));
    }
    // Long enough for every restart that is still waiting.
    scenario.operations.push_back({at + 60 * kSecond, OperationKind::advance, 0, 0});
    return scenario;
}

std::string toLine(const SupervisionScenario& scenario) {
    std::string line = "seed=" + std::to_string(scenario.seed) + " ops=";
    for (std::size_t index = 0; index < scenario.operations.size(); ++index)
        line += (index == 0 ? "" : ",") + toText(scenario.operations[index]);
    return line;
}

std::optional<SupervisionScenario> scenarioFromLine(std::string_view line) {
    constexpr std::string_view kSeed = "seed=";
    constexpr std::string_view kOperations = "ops=";
    std::string_view seedPart = takeUntil(line, ' ');
    std::uint64_t seed = 0;
    if (!seedPart.starts_with(kSeed) || !parseNumber(seedPart.substr(kSeed.size()), seed) ||
        !line.starts_with(kOperations))
        return std::nullopt;
    SupervisionScenario scenario = randomScenario(seed);
    scenario.operations.clear();
    line.remove_prefix(kOperations.size());
    std::int64_t last = 0;
    while (!line.empty()) {
        const std::optional<Operation> operation = operationFromField(takeUntil(line, ','));
        if (!operation || operation->at < last || operation->actor >= scenario.tree.size())
            return std::nullopt;
        last = operation->at;
        scenario.operations.push_back(*operation);
    }
    return scenario;
}

std::string toText(const Operation& operation) {
    std::string field =
        std::to_string(operation.at) + ":" + nameOf(kOperationNames, operation.kind);
    if (operation.kind != OperationKind::advance) field += ":" + std::to_string(operation.actor);
    if (operation.kind == OperationKind::failNextStarts)
        field += ":" + std::to_string(operation.count);
    return field;
}

std::string toText(const Observation& observation) {
    std::string text =
        seconds(observation.time) + " " + nameOf(kObservationNames, observation.kind) + " " +
        std::to_string(observation.actor) + "#" + std::to_string(observation.incarnation);
    if (observation.reason != ExitReason::none)
        text += " " + nameOf(kReasonNames, observation.reason);
    if (observation.kind == ObservationKind::decided)
        text += " " + nameOf(kDirectiveNames, observation.directive) +
                " count=" + std::to_string(observation.restartCount) +
                " delay=" + seconds(observation.delay);
    return text;
}

std::string toText(const ActorState& state) {
    std::string text =
        nameOf(kStatusNames, state.status) + " #" + std::to_string(state.incarnation);
    if (state.status == Status::restarting) text += " until " + seconds(state.until);
    return text;
}

std::string toText(const Tree& tree) {
    std::string text;
    for (ActorIndex actor = 0; actor < tree.size(); ++actor) {
        const ActorDescription& child = tree[actor];
        text += "  actor " + std::to_string(actor) + " under " +
                (child.supervisor == kUser ? "user" : std::to_string(child.supervisor)) + " " +
                nameOf(kPolicyNames, child.policy);
        if (child.rules) {
            const SupervisorRules& rules = *child.rules;
            const Backoff& backoff = rules.backoff;
            text += ": " + nameOf(kStrategyNames, rules.strategy) + ", at most " +
                    (rules.budget.max == Budget::kUnlimited ? "unlimited"
                                                            : std::to_string(rules.budget.max)) +
                    " in " + seconds(rules.budget.window) + " " +
                    nameOf(kWindowNames, rules.budget.kind) +
                    (rules.budget.scope == BudgetScope::perChild ? " per child" : "") +
                    ", back-off " + seconds(backoff.min) + " x" +
                    std::to_string(static_cast<int>(backoff.factor)) + " to " +
                    seconds(backoff.max) + " reset " +
                    seconds(backoff.resetAfter.value_or((backoff.min + backoff.max) / 2)) +
                    ", error " + nameOf(kDirectiveNames, rules.decider.error) + ", killed " +
                    nameOf(kDirectiveNames, rules.decider.killed) + ", initFailed " +
                    nameOf(kDirectiveNames, rules.decider.initFailed) + ", restartLimit " +
                    nameOf(kDirectiveNames, rules.decider.restartLimit);
        }
        text += "\n";
    }
    return text;
}

void PrintTo(const Observation& observation, std::ostream* out) {
    *out << toText(observation);
}

void PrintTo(const ActorState& state, std::ostream* out) {
    *out << toText(state);
}

} // namespace troupe::reference

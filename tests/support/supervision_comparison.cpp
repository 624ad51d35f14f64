#include "supervision_comparison.h"

#include <algorithm>
#include <utility>

namespace troupe::reference {

namespace {

void applyTo(SupervisionReference& reference, const Operation& operation) {
    switch (operation.kind) {
    case OperationKind::advance:
        return;
    case OperationKind::crash:
        return reference.crash(operation.actor);
    case OperationKind::stopNormal:
        return reference.stopNormal(operation.actor);
    case OperationKind::shutdown:
        return reference.shutdown(operation.actor);
    case OperationKind::kill:
        return reference.kill(operation.actor);
    case OperationKind::failNextStarts:
        return reference.failNextStarts(operation.actor, operation.count);
    }
}

bool isOfFamily(const Tree& tree, ActorIndex head, ActorIndex actor) {
    return actor == head || tree[actor].supervisor == head;
}

// Cells run beside each other: the pages order what a supervisor and its children do, not what
// happens in different families of one tree. Downs are ordered among themselves (A16).
std::vector<Observation> ofFamily(const std::vector<Observation>& all, const Tree& tree,
                                  ActorIndex head, bool areDowns) {
    std::vector<Observation> some;
    for (const Observation& one : all)
        if (isOfFamily(tree, head, one.actor) && (one.kind == ObservationKind::down) == areDowns)
            some.push_back(one);
    return some;
}

std::optional<std::string> differenceIn(const std::vector<Observation>& wanted,
                                        const std::vector<Observation>& seen) {
    const auto [want, see] = std::mismatch(wanted.begin(), wanted.end(), seen.begin(), seen.end());
    if (want == wanted.end() && see == seen.end()) return std::nullopt;
    return "expected: " + (want == wanted.end() ? "nothing more" : toText(*want)) +
           "\n  actual:   " + (see == seen.end() ? "nothing more" : toText(*see));
}

// The first observation or state in which two subjects of the same tree differ at this moment.
std::optional<std::string> differenceNow(SupervisionSubject& expected, SupervisionSubject& actual,
                                         const Tree& tree) {
    const std::vector<Observation> wanted = expected.observations();
    const std::vector<Observation> seen = actual.observations();
    for (ActorIndex head = 0; head < tree.size(); ++head) {
        if (!tree[head].rules) continue;
        for (const bool areDowns : {false, true})
            if (auto difference = differenceIn(ofFamily(wanted, tree, head, areDowns),
                                               ofFamily(seen, tree, head, areDowns)))
                return difference;
    }
    for (ActorIndex actor = 0; actor < tree.size(); ++actor) {
        const ActorState wantedState = expected.state(actor);
        const ActorState seenState = actual.state(actor);
        if (wantedState != seenState)
            return "state of actor " + std::to_string(actor) +
                   "\n  expected: " + toText(wantedState) + "\n  actual:   " + toText(seenState);
    }
    return std::nullopt;
}

} // namespace

void ReferenceSubject::build(const Tree& tree) {
    m_reference.emplace(tree);
}

void ReferenceSubject::apply(const Operation& operation) {
    applyTo(*m_reference, operation);
}

void ReferenceSubject::advance(std::int64_t to) {
    m_reference->advance(to);
}

std::vector<Observation> ReferenceSubject::observations() {
    const std::vector<Observation>& all = m_reference->observations();
    std::vector<Observation> fresh(all.begin() + static_cast<std::ptrdiff_t>(m_seen), all.end());
    m_seen = all.size();
    return fresh;
}

ActorState ReferenceSubject::state(ActorIndex actor) {
    return m_reference->state(actor);
}

std::optional<std::string> firstDifference(const SupervisionScenario& scenario,
                                           const SubjectFactory& makeSubject) {
    ReferenceSubject expected;
    const std::unique_ptr<SupervisionSubject> actual = makeSubject();
    expected.build(scenario.tree);
    actual->build(scenario.tree);
    if (const auto difference = differenceNow(expected, *actual, scenario.tree))
        return "after the start\n  " + *difference;

    for (const Operation& operation : scenario.operations) {
        for (SupervisionSubject* subject :
             {static_cast<SupervisionSubject*>(&expected), actual.get()}) {
            subject->advance(operation.at);
            if (operation.kind != OperationKind::advance) subject->apply(operation);
        }
        if (const auto difference = differenceNow(expected, *actual, scenario.tree))
            return "after " + toText(operation) + "\n  " + *difference;
    }
    return std::nullopt;
}

// Halves, quarters, … single operations, until no single one can go.
SupervisionScenario shrunk(SupervisionScenario scenario, const SubjectFactory& makeSubject) {
    std::size_t chunk = std::max<std::size_t>(scenario.operations.size() / 2, 1);
    for (;;) {
        bool hasShrunk = false;
        for (std::size_t begin = 0; begin < scenario.operations.size();) {
            const std::size_t end = std::min(begin + chunk, scenario.operations.size());
            SupervisionScenario candidate = scenario;
            candidate.operations.erase(
                candidate.operations.begin() + static_cast<std::ptrdiff_t>(begin),
                candidate.operations.begin() + static_cast<std::ptrdiff_t>(end));
            if (firstDifference(candidate, makeSubject)) {
                scenario = std::move(candidate);
                hasShrunk = true;
            } else {
                begin = end;
            }
        }
        if (chunk == 1 && !hasShrunk) return scenario;
        chunk = std::max<std::size_t>(chunk / 2, 1);
    }
}

std::optional<Disagreement> compareWithReference(std::uint64_t firstSeed, std::size_t operations,
                                                 const SubjectFactory& makeSubject) {
    std::size_t tried = 0;
    for (std::uint64_t seed = firstSeed; tried < operations; ++seed) {
        SupervisionScenario scenario = randomScenario(seed);
        tried += scenario.operations.size();
        if (!firstDifference(scenario, makeSubject)) continue;
        scenario = shrunk(std::move(scenario), makeSubject);
        Disagreement disagreement;
        disagreement.replay = toLine(scenario);
        disagreement.difference =
            firstDifference(scenario, makeSubject).value_or("") + "\n" + toText(scenario.tree);
        disagreement.operationsLeft = scenario.operations.size();
        disagreement.operationsTried = tried;
        return disagreement;
    }
    return std::nullopt;
}

} // namespace troupe::reference

#pragma once

// The comparison of anything that supervises with the reference model: the same operations to both,
// every observation and every actor's state compared after each, the first difference shrunk and
// printed as one line that replays it (promises P8 and P18). Thread: owner.

#include "supervision_operations.h"
#include "supervision_reference.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace troupe::reference {

// What is compared with the reference: the engine on virtual time, or in the tests of this loop a
// reference with a planted mistake. One subject sees one scenario.
class SupervisionSubject {
public:
    SupervisionSubject() = default;
    SupervisionSubject(const SupervisionSubject&) = delete;
    SupervisionSubject& operator=(const SupervisionSubject&) = delete;
    virtual ~SupervisionSubject() = default;

    // Starts the tree at time 0; actors are known by their place in it.
    virtual void build(const Tree& tree) = 0;
    // Carries out the operation at the present instant, and everything that follows in it.
    // `advance` never comes here.
    virtual void apply(const Operation& operation) = 0;
    // Lets virtual time pass; what is due at `to` has happened afterwards.
    virtual void advance(std::int64_t to) = 0;
    // What was observed since the last call, in order.
    virtual std::vector<Observation> observations() = 0;
    virtual ActorState state(ActorIndex actor) = 0;
};

using SubjectFactory = std::function<std::unique_ptr<SupervisionSubject>()>;

// The reference itself as a subject.
class ReferenceSubject : public SupervisionSubject {
public:
    void build(const Tree& tree) override;
    void apply(const Operation& operation) override;
    void advance(std::int64_t to) override;
    std::vector<Observation> observations() override;
    ActorState state(ActorIndex actor) override;

private:
    std::optional<SupervisionReference> m_reference;
    std::size_t m_seen = 0;
};

// The first difference between the subject and the reference, in words.
std::optional<std::string> firstDifference(const SupervisionScenario& scenario,
                                           const SubjectFactory& makeSubject);

// The scenario with operations deleted for as long as some difference remains.
SupervisionScenario shrunk(SupervisionScenario scenario, const SubjectFactory& makeSubject);

struct Disagreement {
    std::string replay;     // one line, after shrinking
    std::string difference; // of the shrunk scenario, with its tree
    std::size_t operationsLeft = 0;
    std::size_t operationsTried = 0; // until it was found
};

// Scenarios of the seeds from `firstSeed` on, until `operations` have been compared.
std::optional<Disagreement> compareWithReference(std::uint64_t firstSeed, std::size_t operations,
                                                 const SubjectFactory& makeSubject);

} // namespace troupe::reference

#pragma once

// Random supervision trees and what happens to them, made from a seed, and all of it as text: one
// line replays a scenario. Thread: any; nothing is shared.

#include "supervision_reference.h"

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace troupe::reference {

enum class OperationKind { advance, crash, stopNormal, shutdown, kill, failNextStarts };

struct Operation {
    std::int64_t at = 0; // ns, never less than that of the operation before
    OperationKind kind = OperationKind::advance;
    ActorIndex actor = 0; // any but advance
    int count = 0;        // failNextStarts

    bool operator==(const Operation&) const = default;
};

// A tree and what happens to it. The tree follows from the seed; the operations do too, until some
// are deleted.
struct SupervisionScenario {
    std::uint64_t seed = 0;
    Tree tree;
    std::vector<Operation> operations;
};

SupervisionScenario randomScenario(std::uint64_t seed);

// The line that a failure prints, "seed=7 ops=0:crash:3,5000000000:failNextStarts:2:1", and back.
// Nothing when the line is not of this form or names an actor that the seed's tree does not have.
std::string toLine(const SupervisionScenario& scenario);
std::optional<SupervisionScenario> scenarioFromLine(std::string_view line);

std::string toText(const Operation& operation); // "5000000000:crash:3"
std::string toText(const Observation& observation);
std::string toText(const ActorState& state);
std::string toText(const Tree& tree);
void PrintTo(const Observation& observation, std::ostream* out); // GoogleTest finds it by name
void PrintTo(const ActorState& state, std::ostream* out);

} // namespace troupe::reference

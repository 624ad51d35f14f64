// What was chosen in a run of the Lab, as text that makes the same run again.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "troupe/message/result.h"
#include "troupe/sync/abi.h"

namespace troupe::inline TROUPE_ABI {

/// One thing that was done: a choice among what could happen, time that was let pass, or a message
/// that was moved by hand.
struct LabMove {
    enum class Kind : std::uint8_t { choice, passTime, drop, duplicate, delay, deliverNow };

    Kind kind = Kind::choice;
    std::uint64_t which = 0; // place of the choice; of a message its number in the order of sending
    std::int64_t time = 0;   // passTime: to when, ns; delay: for how long, ns

    bool operator==(const LabMove&) const = default;
};

/// The text begins with "troupe1:"; then, with commas between them, places of choices ("2", "1x3"
/// for three times 1), "until5000" (let time pass to 5 µs), and of messages "drop7", "double7",
/// "now7", "delay7+5000".
class LabSchedule {
public:
    /// Later moves are not kept.
    explicit LabSchedule(std::size_t limit) : m_limit(limit) {}

    void add(const LabMove& move);
    void addChoice(std::size_t place) { add({LabMove::Kind::choice, place, 0}); }
    std::string text() const;

    /// The moves of a text; the error says at which character it makes no sense.
    static Result<std::vector<LabMove>> parse(const std::string& text);

private:
    struct Run {
        LabMove move;
        std::uint64_t count = 1;
    };

    std::size_t m_limit;
    std::size_t m_size = 0;
    std::vector<Run> m_runs; // equal moves that follow each other are one
};

} // namespace troupe::TROUPE_ABI

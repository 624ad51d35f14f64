// What a scripted actor does with one message: a flat list of steps with jumps, and where a turn is
// in it. Both are plain data: a turn that waits can be copied. Thread: any.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "document/json_tree.h"
#include "script/expression.h"
#include "troupe/message/message_type.h"

namespace troupe::core {

/// The closed set of decisions.md 2, with the jumps that if, else and repeat become.
enum class StepKind : std::uint8_t {
    set,        // name[index] = value
    jump,       // to `target`
    jumpUnless, // value: to `target` where it is false
    repeat,     // value times: begins to count
    next,       // of a repeat: to `target` while it is not done
    send,       // message to `to`
    ask,        // the turn waits; the reply is `name`, else it goes on at `target`
    askThen,    // the turn goes on; the steps up to `target` run when the answer is there
    reply,      // value
    forward,    // to `to`
    after,      // value: the delay; message to itself
    stash,
    unstash,
    become, // name
    work,   // value: a duration
    log,    // value
    crash,  // value
    stop,
    end, // of the steps of an askThen
};

struct ScriptStep {
    StepKind kind = StepKind::end;
    TextPlace place{};  // in the scenario file
    std::string name{}; // what is set, behaviour, name of the reply
    Expression value{}; // see StepKind
    Expression to{};    // receiver
    Expression index{}; // of what is set
    bool hasIndex = false;
    const MessageType* message = nullptr;
    std::vector<std::pair<std::string, Expression>> fields{}; // of the message
    Duration deadline{};
    std::size_t target = 0;
};

struct ScriptHandler {
    std::string message;
    std::string behaviour{}; // empty: in every behaviour that has none of its own
    std::vector<ScriptStep> steps{};
    bool waits = false; // has an ask that the turn waits for
};

/// Where a turn is: copied, it goes on from there.
struct ScriptTurn {
    const ScriptHandler* handler = nullptr;
    std::size_t at = 0;               // of handler->steps
    ValueMap locals{};                // fields of the message, replies
    std::vector<std::int64_t> left{}; // rounds of the repeats it is in
    int steps = 0;

    static constexpr int kMostSteps = 10'000;
};

} // namespace troupe::core

// The messages of the built-in kinds (decisions.md 1). One struct a name: a Worker and a Crasher
// take the same Process, so anything that sends one can be linked to either.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "troupe/message/describe.h"

namespace troupe::core::actors {

struct Increment {
    std::int64_t by = 1;
    static constexpr auto name = "Increment";
    static constexpr auto fields = troupe::fields(field("by", &Increment::by, "how much more"));
};

struct Decrement {
    std::int64_t by = 1;
    static constexpr auto name = "Decrement";
    static constexpr auto fields = troupe::fields(field("by", &Decrement::by, "how much less"));
};

struct GetValue {
    using Reply = std::int64_t;
    static constexpr auto name = "GetValue";
    static constexpr auto fields = troupe::fields();
};

struct Reset {
    static constexpr auto name = "Reset";
    static constexpr auto fields = troupe::fields();
};

struct Set {
    std::string key;
    std::string value;
    static constexpr auto name = "Set";
    static constexpr auto fields =
        troupe::fields(field("key", &Set::key), field("value", &Set::value));
};

struct Get {
    using Reply = std::optional<std::string>;
    std::string key;
    static constexpr auto name = "Get";
    static constexpr auto fields = troupe::fields(field("key", &Get::key));
};

struct Delete {
    using Reply = bool; // whether it was there
    std::string key;
    static constexpr auto name = "Delete";
    static constexpr auto fields = troupe::fields(field("key", &Delete::key));
};

struct Dump {
    using Reply = std::map<std::string, std::string>;
    static constexpr auto name = "Dump";
    static constexpr auto fields = troupe::fields();
};

struct Process {
    std::int64_t n = 0;
    static constexpr auto name = "Process";
    static constexpr auto fields = troupe::fields(field("n", &Process::n));
};

struct Compute {
    using Reply = std::int64_t; // the sum
    std::vector<std::int64_t> input;
    static constexpr auto name = "Compute";
    static constexpr auto fields = troupe::fields(field("input", &Compute::input));
};

struct Info {
    std::string text;
    static constexpr auto name = "Info";
    static constexpr auto fields = troupe::fields(field("text", &Info::text));
};

struct LogError {
    std::string text;
    static constexpr auto name = "Error";
    static constexpr auto fields = troupe::fields(field("text", &LogError::text));
};

/// Begins what a Client or a LoadGenerator does; each run sends one to every such actor.
struct Start {
    static constexpr auto name = "Start";
    static constexpr auto fields = troupe::fields();
};

/// Ends it; Start goes on.
struct Halt {
    static constexpr auto name = "Halt";
    static constexpr auto fields = troupe::fields();
};

/// A Client's own: the next of very many messages, when there is room for them. It may come after a
/// restart, or after the Client was begun again: then it is of a run that is over.
struct SendMore {
    std::int64_t incarnation = 0;
    std::int64_t run = 0; // of that incarnation
    static constexpr auto name = "SendMore";
    static constexpr auto fields =
        troupe::fields(field("incarnation", &SendMore::incarnation), field("run", &SendMore::run));
};

/// A LoadGenerator's own clock.
struct LoadTick {
    static constexpr auto name = "LoadTick";
    static constexpr auto fields = troupe::fields();
};

/// Asks the parts of an Aggregator; their replies as texts, in the order of the parts.
struct Gather {
    using Reply = std::vector<std::string>;
    static constexpr auto name = "Gather";
    static constexpr auto fields = troupe::fields();
};

} // namespace troupe::core::actors

// What a watcher is told: messages of the engine, for actors that list them.
#pragma once

#include <cstdint>

#include "troupe/message/describe.h"
#include "troupe/observe/event.h"

namespace troupe::inline TROUPE_ABI {

template <>
struct FieldTraits<ExitReason> {
    static constexpr FieldShape shape{FieldType::text, nullptr};
    static void encode(const ExitReason& v, PayloadWriter& out) { out.putText(toString(v)); }
    static Value toValue(const ExitReason& v) { return Value(toString(v)); }
    /// Nobody makes a notice by hand.
    static bool fromValue(const Value&, ExitReason&) { return false; }
};

/// A watched actor is gone for good: one for each watch, at once if it was gone already.
struct Down {
    ActorId actor;
    std::int64_t incarnation = 0;
    ExitReason reason = ExitReason::normal;
    static constexpr auto name = "Down";
    static constexpr auto fields =
        troupe::fields(field("actor", &Down::actor), field("incarnation", &Down::incarnation),
                       field("reason", &Down::reason));
};

/// A watched actor has a new incarnation.
struct Restarted {
    ActorId actor;
    std::int64_t incarnation = 0;
    static constexpr auto name = "Restarted";
    static constexpr auto fields = troupe::fields(field("actor", &Restarted::actor),
                                                  field("incarnation", &Restarted::incarnation));
};

} // namespace troupe::TROUPE_ABI

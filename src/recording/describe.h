// Reads events in words: names and values of messages, replies and other payloads.
//
// For events.csv, narration and tables; the World has its own reading. Thread: gui.
#pragma once

#include <string>

#include "recording/recorded_event.h"
#include "recording/schema.h"
#include "troupe/message/value.h"

namespace troupe::core {

/// Fields of the message of a `sent` or `asked` event, in order; empty for others.
ValueList fieldsOf(const RecordedEvent& event, const Schema& schema);

/// `Process(40)`, `Set(key: a, value: b)`; only the name where the fields are not at hand.
std::string describeMessage(const RecordedEvent& event, const Schema& schema, std::size_t limit);

/// What else an event carries, as `name=value` pairs separated by `; `: the column "fields" of
/// events.csv. `kind` names the kind of the event's actor, for its state fields.
std::string describePayload(const RecordedEvent& event, const Schema& schema,
                            std::string_view kind);

/// The column "outcome" or "reason" of events.csv; empty where the kind has none.
std::string outcomeOf(const Event& header);
std::string reasonOf(const Event& header);

} // namespace troupe::core

// What a run leaves behind: recording, World and what goes with them. Internal to src/session.
#pragma once

#include <memory>

#include "catalogue/catalogue.h"
#include "script/script_kind.h"
#include "session/session.h"
#include "troupe/sync/sync.h"
#include "troupe/troupe.h"

namespace troupe::core {

/// What a run leaves: recording, World and what goes with them. Takes the engine's events.
class Session::Fold final : public EventSink {
public:
    Fold(std::size_t recordingBytes, const Document& document)
        : schema(std::make_shared<Schema>()), recording(schema, recordingBytes), world(schema) {
        for (const Kind& kind : kinds()) schema->addKind({kind.name, kind.state, {}});
        for (const Kind* kind : kindsOf(document)) {
            schema->addKind({kind->name, kind->state, kind->script->accent});
        }
    }

    /// Of a run file: its own schema explains it.
    Fold(std::shared_ptr<Schema> ofFile, std::size_t recordingBytes)
        : schema(std::move(ofFile)), recording(schema, recordingBytes), world(schema) {}

    /// Until when (ns) the drain may go on: a frame must not wait for a flood.
    bool hasEnough() override { return sync::now() >= until; }

    void take(const DrainedEvent& event) override {
        learn(static_cast<std::uint16_t>(event.header.type));
        flights.add(keep(event.header, event.payload));
    }

    RecordedEvent keep(const Event& header, std::span<const std::uint8_t> payload) {
        const RecordedEvent kept = recording.append(header, payload);
        world.apply(kept, &delta);
        history.apply(kept, world);
        timeline.apply(kept, world);
        return kept;
    }

    std::shared_ptr<Schema> schema;
    Recording recording;
    World world;
    History history;
    Timeline timeline;
    Flights flights;
    WorldDelta delta;
    std::int64_t until = sync::kForever;

private:
    void learn(std::uint16_t number) {
        if (number == 0 || schema->message(number)) return;
        const MessageType* type = messageTypeByNumber(number);
        if (type) schema->addMessage(number, {type->name, type->fields(*type), type->reply});
    }
};

} // namespace troupe::core

// Hand-made events: writes a stream as the engine would and folds it, for tests of src/.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "recording/recording.h"
#include "troupe/message/payload.h"
#include "troupe/observe/metrics.h"
#include "world/history.h"
#include "world/timeline.h"
#include "world/world.h"

namespace troupe::core {

/// Each call appends one event at `time` (ns, set it or let it grow) and folds it.
class EventScript {
public:
    using Payload = std::function<void(PayloadWriter&)>;

    EventScript() : schema(std::make_shared<Schema>()), recording(schema), world(schema) {
        schema->addMessage(kPing, {"Ping", {}, nullptr});
        static const FieldShape kInt{FieldType::integer, nullptr};
        FieldInfo value;
        value.name = "value";
        value.shape = &kInt;
        value.initial = 0;
        schema->addKind({"Counter", {value}});
    }

    RecordedEvent add(Event header, const Payload& payload = {}) {
        PayloadWriter out;
        if (payload) payload(out);
        time += step;
        header.stamp = time;
        const RecordedEvent event = recording.append(header, out.bytes());
        world.apply(event, &delta);
        history.apply(event, world);
        timeline.apply(event, world);
        return event;
    }

    void spawned(std::uint32_t id, const std::string& name, std::uint32_t supervisor = 0,
                 std::int64_t capacity = 1024, Overflow overflow = Overflow::fail,
                 bool isSupervisor = false) {
        add(event(EventKind::spawned, id, supervisor), [&](PayloadWriter& out) {
            out.putText(name);
            out.putText(isSupervisor ? "Supervisor" : "Counter");
            out.putInt(capacity);
            out.putInt(static_cast<std::int64_t>(overflow));
            out.putBool(isSupervisor);
            out.putInt(0);
            out.putInt(isSupervisor ? 3 : 0);
            out.putDuration(std::chrono::seconds(5));
        });
    }
    void sent(std::uint32_t from, std::uint32_t to, MessageId message,
              TellOutcome outcome = TellOutcome::delivered) {
        Event header = event(EventKind::sent, from, to, message);
        header.detail = static_cast<std::uint8_t>(outcome);
        add(header);
    }
    void asked(std::uint32_t from, std::uint32_t to, MessageId message) {
        Event header = event(EventKind::asked, from, to, message);
        header.flags = kFlagRequest;
        add(header);
    }
    void began(std::uint32_t actor, std::uint32_t from, MessageId message) {
        add(event(EventKind::began, actor, from, message));
    }
    void ended(
        std::uint32_t actor, MessageId message, TurnEnd end = TurnEnd::done,
        const Payload& state = [](PayloadWriter& out) { out.putInt(0); }) {
        Event header = event(EventKind::ended, actor, 0, message);
        header.detail = static_cast<std::uint8_t>(end);
        add(header, state);
    }
    void handled(std::uint32_t actor, std::uint32_t from, MessageId message) {
        began(actor, from, message);
        ended(actor, message);
    }
    void dead(std::uint32_t receiver, std::uint32_t from, MessageId message, DeadReason reason) {
        Event header = event(EventKind::deadLetter, receiver, from, message);
        header.detail = static_cast<std::uint8_t>(reason);
        add(header);
    }
    void failed(std::uint32_t actor, const std::string& text) {
        add(event(EventKind::failed, actor), [&](PayloadWriter& out) { out.putText(text); });
    }
    void decided(std::uint32_t supervisor, std::uint32_t child, Directive directive,
                 std::int64_t used, Duration delay) {
        Event header = event(EventKind::decided, supervisor, child);
        header.detail = static_cast<std::uint8_t>(directive);
        add(header, [&](PayloadWriter& out) {
            out.putInt(used);
            out.putInt(3);
            out.putDuration(delay);
            out.putCount(1);
            out.putReference(ActorId{child});
        });
    }
    void restarted(std::uint32_t actor, std::uint16_t incarnation) {
        Event header = event(EventKind::restarted, actor);
        header.incarnation = incarnation;
        add(header, [](PayloadWriter& out) {
            out.putInt(0);
            out.putInt(0);
        });
    }
    void stopped(std::uint32_t actor, ExitReason reason, const std::string& text = "") {
        Event header = event(EventKind::stopped, actor);
        header.detail = static_cast<std::uint8_t>(reason);
        add(header, [&](PayloadWriter& out) { out.putText(text); });
    }
    void metrics(std::uint32_t actor, const ActorMetrics& told) {
        add(event(EventKind::metrics, actor), [&](PayloadWriter& out) { told.encode(out); });
    }

    static Event event(EventKind kind, std::uint32_t actor = 0, std::uint32_t peer = 0,
                       MessageId message = 0) {
        Event header;
        header.kind = kind;
        header.actor = actor;
        header.peer = peer;
        header.message = message & 0xFFFF'FFFF'FFFFU;
        header.type = message == 0 ? 0 : kPing;
        header.incarnation = 1;
        return header;
    }

    const ActorView& at(std::uint32_t id) const { return *world.actor(ActorId{id}); }

    static constexpr std::uint16_t kPing = 7;
    std::shared_ptr<Schema> schema;
    Recording recording;
    World world;
    History history;
    Timeline timeline;
    WorldDelta delta;
    std::uint64_t time = 0;
    std::uint64_t step = 1000;
};

} // namespace troupe::core

#include "recording/describe.h"

#include "troupe/message/payload.h"
#include "troupe/observe/metrics.h"

namespace troupe::core {

namespace {

/// Appends `name=value` with a separator before all but the first.
class Pairs {
public:
    void add(std::string_view name, std::string_view value) {
        if (!m_text.empty()) m_text += "; ";
        m_text += name;
        m_text += '=';
        m_text += value;
    }
    void add(std::string_view name, std::int64_t value) { add(name, std::to_string(value)); }
    void add(std::string_view name, Duration value) { add(name, toText(value)); }
    std::string take() && { return std::move(m_text); }

private:
    std::string m_text;
};

std::string takeActors(PayloadReader& in) {
    std::string out;
    for (std::uint64_t n = in.takeCount(); n > 0 && !in.isBad(); --n) {
        if (!out.empty()) out += ' ';
        out += toText(Value(in.takeReference()));
    }
    return out;
}

void addReply(Pairs& pairs, PayloadReader& in, const RecordedEvent& event, const Schema& schema) {
    const MessageShape* shape = schema.message(static_cast<std::uint16_t>(event.header.type));
    if (!shape || !shape->reply || event.payload.empty()) return;
    const Value reply = in.takeValue(*shape->reply);
    if (!in.isBad()) pairs.add("reply", toText(reply));
}

void addState(Pairs& pairs, PayloadReader& in, const KindShape* kind) {
    if (!kind) return;
    for (std::int64_t n = in.takeInt(); n > 0 && !in.isBad(); --n) {
        const auto index = static_cast<std::size_t>(in.takeInt());
        if (index >= kind->state.size()) return;
        const FieldInfo& field = kind->state[index];
        const bool isContainer =
            field.shape->type == FieldType::list || field.shape->type == FieldType::map;
        const Value value = isContainer ? Value(in.takeInt()) : in.takeValue(*field.shape);
        if (in.isBad()) return;
        pairs.add(isContainer ? "size of " + field.name : field.name, toText(value));
    }
}

void addWholeState(Pairs& pairs, PayloadReader& in, const KindShape* kind) {
    if (!kind) return;
    for (const FieldInfo& field : kind->state) {
        const Value value = in.takeValue(*field.shape);
        if (in.isBad()) return;
        pairs.add(field.name, toText(value));
    }
}

void addMetrics(Pairs& pairs, PayloadReader& in) {
    ActorMetrics told;
    if (!ActorMetrics::decode(in, told)) return;
    const auto add = [&](std::string_view name, std::uint64_t value) {
        pairs.add(name, static_cast<std::int64_t>(value));
    };
    add("sent", told.ledger.sent);
    add("handled", told.ledger.handled);
    add("queued", told.ledger.queued);
    add("in_handler", told.ledger.inHandler);
    add("dead", told.ledger.deadTotal());
    add("discarded", told.ledger.discarded());
    add("depth", told.depth);
}

void addSpawned(Pairs& pairs, PayloadReader& in, bool hasKind) {
    pairs.add("name", in.takeText());
    if (hasKind) pairs.add("kind", in.takeText());
    pairs.add("capacity", in.takeInt());
    pairs.add("overflow", toString(static_cast<Overflow>(in.takeInt())));
}

} // namespace

ValueList fieldsOf(const RecordedEvent& event, const Schema& schema) {
    const EventKind kind = event.header.kind;
    const MessageShape* shape = schema.message(static_cast<std::uint16_t>(event.header.type));
    if (!shape || (kind != EventKind::sent && kind != EventKind::asked)) return {};
    PayloadReader in(event.payload);
    ValueList out;
    for (const FieldInfo& field : shape->fields) {
        Value value = in.takeValue(*field.shape);
        if (in.isBad()) break; // the rest was cut (PayloadWriter::kLimit)
        out.push_back(std::move(value));
    }
    return out;
}

std::string describeMessage(const RecordedEvent& event, const Schema& schema, std::size_t limit) {
    const auto type = static_cast<std::uint16_t>(event.header.type);
    std::string out = schema.messageName(type);
    const ValueList values = fieldsOf(event, schema);
    const MessageShape* shape = schema.message(type);
    if (values.empty() || !shape) return out;
    out += '(';
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i > 0) out += ", ";
        if (shape->fields.size() > 1) out += shape->fields[i].name + ": ";
        out += toText(values[i], limit);
    }
    return toText(Value(out + ")"), limit);
}

// NOLINTNEXTLINE(readability-function-size): a few lines for each kind, one after the other
std::string describePayload(const RecordedEvent& event, const Schema& schema,
                            std::string_view kind) {
    Pairs pairs;
    PayloadReader in(event.payload);
    switch (event.header.kind) {
    case EventKind::sent:
    case EventKind::asked: {
        const ValueList values = fieldsOf(event, schema);
        const MessageShape* shape = schema.message(static_cast<std::uint16_t>(event.header.type));
        for (std::size_t i = 0; i < values.size(); ++i) {
            pairs.add(shape->fields[i].name, toText(values[i]));
        }
        break;
    }
    case EventKind::spawned:
    case EventKind::changed:
        addSpawned(pairs, in, event.header.kind == EventKind::spawned);
        break;
    case EventKind::ended:
        addState(pairs, in, schema.kind(kind));
        break;
    case EventKind::state:
        addWholeState(pairs, in, schema.kind(kind));
        break;
    case EventKind::replied:
    case EventKind::answered:
        addReply(pairs, in, event, schema);
        break;
    case EventKind::timerSet:
        pairs.add("due", in.takeDuration());
        pairs.add("period", in.takeDuration());
        break;
    case EventKind::failed:
    case EventKind::log:
    case EventKind::userAction:
    case EventKind::stopped:
        pairs.add("text", in.takeText());
        break;
    case EventKind::decided:
        pairs.add("restarts", in.takeInt());
        pairs.add("max", in.takeInt());
        pairs.add("delay", in.takeDuration());
        pairs.add("affected", takeActors(in));
        break;
    case EventKind::restarted:
        pairs.add("kept", in.takeInt());
        pairs.add("dropped", in.takeInt());
        break;
    case EventKind::deadLetter:
        if (!event.payload.empty()) pairs.add("late_by", in.takeDuration());
        break;
    case EventKind::deadlock:
    case EventKind::couldDeadlock:
        pairs.add("cycle", takeActors(in));
        break;
    case EventKind::stuck:
        pairs.add("running", in.takeDuration());
        break;
    case EventKind::metrics:
        addMetrics(pairs, in);
        break;
    case EventKind::gap:
        pairs.add("missing", in.takeInt());
        break;
    case EventKind::resolution:
        if (event.header.detail != static_cast<std::uint8_t>(Resolution::pair)) {
            pairs.add("summarised", in.takeInt());
        }
        break;
    default:
        break;
    }
    return std::move(pairs).take();
}

std::string outcomeOf(const Event& header) {
    switch (header.kind) {
    case EventKind::sent:
    case EventKind::asked:
        return toString(static_cast<TellOutcome>(header.detail));
    case EventKind::answered:
        return toString(static_cast<AskOutcome>(header.detail));
    case EventKind::ended:
        return toString(static_cast<TurnEnd>(header.detail));
    case EventKind::decided:
        return toString(static_cast<Directive>(header.detail));
    case EventKind::stopping:
        return toString(static_cast<StopKind>(header.detail));
    case EventKind::waiting:
        return toString(static_cast<WaitKind>(header.detail));
    case EventKind::log:
        return toString(static_cast<LogLevel>(header.detail));
    case EventKind::resolution:
        return toString(static_cast<Resolution>(header.detail));
    default:
        return {};
    }
}

std::string reasonOf(const Event& header) {
    switch (header.kind) {
    case EventKind::deadLetter:
        return toString(static_cast<DeadReason>(header.detail));
    case EventKind::stopped:
    case EventKind::down:
        return toString(static_cast<ExitReason>(header.detail));
    case EventKind::failed:
        return toString(static_cast<FailurePhase>(header.detail));
    default:
        return {};
    }
}

} // namespace troupe::core

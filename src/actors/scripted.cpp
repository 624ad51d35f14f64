#include "actors/scripted.h"

#include <stdexcept>

#include "catalogue/settings.h"

namespace troupe::core {

namespace {

Task<> drive(Context& context, ScriptActor& actor, Envelope& envelope, ScriptTurn turn) {
    for (;;) {
        const std::optional<ScriptActor::Wait> wait = actor.run(context, &envelope, turn);
        if (!wait) co_return;
        const AskResult<Value> answer =
            co_await context.askAny(wait->to, wait->deadline, wait->message);
        actor.resume(turn, *wait, answer);
    }
}

class ScriptFactory final : public ActorFactory {
public:
    ScriptFactory(const ScriptKind& kind, ValueList state, std::shared_ptr<PortTable> ports)
        : ActorFactory(kind.actorType),
          m_kind(kind),
          m_state(std::move(state)),
          m_ports(std::move(ports)) {}

    void make(void* where) const override { ::new (where) ScriptActor(m_kind, m_state, m_ports); }

private:
    const ScriptKind& m_kind;
    ValueList m_state;
    std::shared_ptr<PortTable> m_ports;
};

const ScriptKind& kindOf(const ActorType& type) {
    return *static_cast<const ScriptKind*>(type.context);
}
const ScriptActor& actorAt(const void* at) {
    return *static_cast<const ScriptActor*>(at);
}

TurnEnd take(Context& context, void* actor, Envelope& envelope) {
    return static_cast<ScriptActor*>(actor)->take(context, envelope);
}
void destroy(const ActorType&, void* at) noexcept {
    static_cast<ScriptActor*>(at)->~ScriptActor();
}
const std::vector<FieldInfo>& stateFields(const ActorType& type) {
    return kindOf(type).kind.state;
}
ValueList stateOf(const ActorType&, const void* at) {
    return actorAt(at).state();
}
void encodeState(const ActorType& type, const void* at, PayloadWriter& out) {
    const std::vector<FieldInfo>& fields = kindOf(type).kind.state;
    const ValueList& values = actorAt(at).state();
    for (std::size_t i = 0; i < fields.size(); ++i) out.putValue(*fields[i].shape, values[i]);
}
void onStop(Context&, void*) {}
void* clone(const ActorType&, const void* at) {
    return new ScriptActor(actorAt(at));
}

} // namespace

/// One run of steps: what names mean, and what each step does.
class ScriptActor::Carrying {
public:
    Carrying(ScriptActor& actor, Context& context, Envelope* envelope, ScriptTurn& turn)
        : m_actor(actor), m_context(context), m_envelope(envelope), m_turn(turn) {
        m_scope.valueOf = [this](const std::string& name) { return valueOf(name); };
        m_scope.randomBelow = [this](std::uint64_t n) { return m_context.random().below(n); };
    }

    std::optional<Wait> run() {
        const std::vector<ScriptStep>& steps = m_turn.handler->steps;
        while (m_turn.at < steps.size()) {
            const ScriptStep& step = steps[m_turn.at];
            m_step = &step;
            if (++m_turn.steps > ScriptTurn::kMostSteps) crash("more than 10000 steps in one turn");
            if (step.kind == StepKind::end) return std::nullopt;
            if (step.kind == StepKind::ask) return waitFor(step);
            ++m_turn.at;
            carryOut(step);
        }
        return std::nullopt;
    }

private:
    [[noreturn]] void crash(const std::string& why) const {
        throw std::runtime_error(m_actor.m_kind->kind.name + ", " + m_turn.handler->message +
                                 " (line " + std::to_string(m_step->place.line) + "): " + why);
    }

    std::optional<Value> valueOf(const std::string& name) {
        if (const auto local = m_turn.locals.find(name); local != m_turn.locals.end()) {
            return local->second;
        }
        const Kind& kind = m_actor.m_kind->kind;
        for (std::size_t i = 0; i < kind.state.size(); ++i) {
            if (kind.state[i].name == name) return m_actor.m_state[i];
        }
        if (const PortInfo* port = kind.port(name)) return valueOf(*port);
        if (name == "self") return Value(m_context.id());
        if (name == "incarnation") return Value(std::int64_t{m_context.incarnation()});
        return std::nullopt;
    }

    Value valueOf(const PortInfo& port) const {
        ValueList out;
        if (m_actor.m_ports) {
            for (const AnyRef& each : m_actor.m_ports->targets(port.name))
                out.emplace_back(each.id());
        }
        if (port.isList) return Value(std::move(out));
        return out.empty() ? Value(ActorId{}) : out.front();
    }

    Value evaluate(const Expression& expression) const {
        Expected<Value> value = expression.evaluate(m_scope);
        if (!value) crash(toEnglish(value.error()) + " in `" + expression.source() + "`");
        return std::move(value).value();
    }

    bool isTrue(const Expression& expression) const {
        const Expected<bool> truth = truthOf(evaluate(expression));
        if (!truth) crash(toEnglish(truth.error()));
        return truth.value();
    }

    template <class T>
    T as(const Expression& expression, const char* what) const {
        const Value value = evaluate(expression);
        const T* typed = value.as<T>();
        if (!typed) crash("`" + expression.source() + "` is not " + what);
        return *typed;
    }

    void carryOut(const ScriptStep& step) {
        switch (step.kind) {
        case StepKind::set:
            return set(step);
        case StepKind::jump:
            m_turn.at = step.target;
            return;
        case StepKind::jumpUnless:
            if (!isTrue(step.value)) m_turn.at = step.target;
            return;
        case StepKind::repeat: {
            const auto rounds = as<std::int64_t>(step.value, "a whole number");
            if (rounds <= 0) {
                m_turn.at = step.target;
            } else {
                m_turn.left.push_back(rounds);
            }
            return;
        }
        case StepKind::next:
            if (--m_turn.left.back() > 0) {
                m_turn.at = step.target;
            } else {
                m_turn.left.pop_back();
            }
            return;
        case StepKind::send:
            for (const AnyRef& to : receiversOf(step)) m_context.tell(to, messageOf(step));
            return;
        case StepKind::askThen:
            return askThen(step);
        case StepKind::reply:
            return reply(step);
        case StepKind::forward:
            needMessage();
            m_envelope = nullptr;
            m_context.forward(receiversOf(step).front());
            return;
        case StepKind::after:
            m_context.afterAny(as<Duration>(step.value, "a duration"), messageOf(step));
            return;
        case StepKind::stash:
            needMessage();
            if (!m_context.stash()) crash("the stash is full");
            m_envelope = nullptr;
            return;
        case StepKind::unstash:
            m_context.unstashAll();
            return;
        case StepKind::become:
            m_actor.m_behaviour = step.name;
            return;
        case StepKind::work:
            m_context.work(as<Duration>(step.value, "a duration"));
            return;
        case StepKind::log:
            m_context.log(LogLevel::info, toText(evaluate(step.value)));
            return;
        case StepKind::crash:
            throw std::runtime_error(toText(evaluate(step.value)));
        case StepKind::stop:
            m_context.stop();
            return;
        case StepKind::ask:
        case StepKind::end:
            return;
        }
    }

    void needMessage() const {
        if (!m_envelope) crash("the message is no longer here");
    }

    void set(const ScriptStep& step) {
        const std::vector<FieldInfo>& fields = m_actor.m_kind->kind.state;
        std::size_t place = 0;
        while (place < fields.size() && fields[place].name != step.name) ++place;
        Value value = evaluate(step.value);
        if (place == fields.size()) {
            if (step.hasIndex) crash("only the state can be set at a place");
            m_turn.locals.insert_or_assign(step.name, std::move(value));
            return;
        }
        if (step.hasIndex) value = changed(m_actor.m_state[place], evaluate(step.index), value);
        std::optional<Value> fits = fitted(value, *fields[place].shape);
        if (!fits) crash(step.name + " cannot hold " + toText(value, 60));
        m_actor.m_state[place] = *std::move(fits);
    }

    /// A list or map with one element replaced.
    Value changed(const Value& before, const Value& at, Value element) const {
        if (const auto* map = before.as<ValueMap>()) {
            ValueMap out = *map;
            out.insert_or_assign(toText(at), std::move(element));
            if (out.size() > Expression::kMostElements) crash("the map is too large");
            return Value(std::move(out));
        }
        const auto* list = before.as<ValueList>();
        const auto* place = at.as<std::int64_t>();
        if (!list || !place || *place < 0 || static_cast<std::uint64_t>(*place) >= list->size()) {
            crash("there is no place " + toText(at, 60));
        }
        ValueList out = *list;
        out[static_cast<std::size_t>(*place)] = std::move(element);
        return Value(std::move(out));
    }

    AnyMessage messageOf(const ScriptStep& step) const {
        ValueMap given;
        for (const auto& [name, expression] : step.fields) given[name] = evaluate(expression);
        const Expected<AnyMessage> message = core::messageOf(*step.message, given);
        if (!message) crash(toEnglish(message.error()));
        return message.value();
    }

    std::vector<AnyRef> receiversOf(const ScriptStep& step) const {
        const Value value = evaluate(step.to);
        std::vector<AnyRef> out;
        const auto add = [&](const Value& each) {
            const auto* id = each.as<ActorId>();
            if (!id) crash("`" + step.to.source() + "` is no actor");
            AnyRef ref = *id == m_context.id() ? m_context.selfAny() : m_context.system().ref(*id);
            if (!ref) crash("`" + step.to.source() + "` is nobody");
            out.push_back(std::move(ref));
        };
        if (const auto* list = value.as<ValueList>()) {
            for (const Value& each : *list) add(each);
        } else {
            add(value);
        }
        if (out.empty() && step.kind != StepKind::send) crash("nobody to send to");
        return out;
    }

    std::optional<Wait> waitFor(const ScriptStep& step) {
        if (!m_envelope) crash("the steps of an answer cannot wait for another one");
        return Wait{receiversOf(step).front(), messageOf(step), step.deadline, step.name,
                    step.target};
    }

    /// The steps of the answer run in a turn of their own, with what is known now.
    void askThen(const ScriptStep& step) {
        ScriptTurn later = m_turn;
        const std::size_t answered = m_turn.at;
        const std::size_t otherwise = step.target;
        m_turn.at = m_turn.handler->steps[otherwise - 1].target;
        ScriptActor* const actor = &m_actor;
        m_context.askThen(
            receiversOf(step).front(), step.deadline, messageOf(step),
            [actor, later, answered, otherwise,
             name = step.name](Context& context, const AskResult<Value>& answer) mutable {
                later.at = answered;
                later.steps = 0;
                actor->resume(
                    later,
                    {.to = {}, .message = {}, .deadline = {}, .name = name, .otherwise = otherwise},
                    answer);
                if (answer.ok()) later.at = answered;
                actor->run(context, nullptr, later);
            });
    }

    void reply(const ScriptStep& step) {
        needMessage();
        const FieldShape* shape = m_envelope->type->reply;
        if (!shape) crash(std::string(m_envelope->type->name) + " has no reply");
        const Value value = evaluate(step.value);
        const std::optional<Value> fits = fitted(value, *shape);
        if (!fits) crash("the reply cannot be " + toText(value, 60));
        m_context.answerValue(*m_envelope, *fits);
    }

    ScriptActor& m_actor;
    Context& m_context;
    Envelope* m_envelope;
    ScriptTurn& m_turn;
    ExpressionScope m_scope;
    const ScriptStep* m_step = nullptr;
};

ScriptActor::ScriptActor(const ScriptKind& kind, ValueList state, std::shared_ptr<PortTable> ports)
    : m_kind(&kind), m_state(std::move(state)), m_ports(std::move(ports)) {}

TurnEnd ScriptActor::take(Context& context, Envelope& envelope) {
    ScriptTurn turn;
    turn.handler = m_kind->handlerOf(envelope.type->name, m_behaviour);
    if (!turn.handler) return TurnEnd::unhandled;
    const std::vector<FieldInfo>& fields = envelope.type->fields(*envelope.type);
    ValueList values = envelope.type->values(*envelope.type, envelope.message());
    for (std::size_t i = 0; i < values.size() && i < fields.size(); ++i) {
        turn.locals.insert_or_assign(fields[i].name, std::move(values[i]));
    }
    turn.locals.insert_or_assign("sender", Value(envelope.sender));
    if (turn.handler->waits) {
        return context.runTask<void>(drive(context, *this, envelope, std::move(turn)), envelope);
    }
    run(context, &envelope, turn);
    return context.turnEnd();
}

std::optional<ScriptActor::Wait> ScriptActor::run(Context& context, Envelope* envelope,
                                                  ScriptTurn& turn) {
    return Carrying(*this, context, envelope, turn).run();
}

/// Without steps for it, what was not answered crashes the actor.
void ScriptActor::resume(ScriptTurn& turn, const Wait& wait, const AskResult<Value>& answer) const {
    if (answer.ok()) {
        turn.locals.insert_or_assign(wait.name, answer.value());
        ++turn.at;
        return;
    }
    if (wait.otherwise == SIZE_MAX) {
        throw std::runtime_error(m_kind->kind.name + ", " + turn.handler->message +
                                 ": no answer: " + toString(answer.outcome()));
    }
    turn.locals.insert_or_assign(wait.name, Value(toString(answer.outcome())));
    turn.at = wait.otherwise;
}

void prepareScriptKind(ScriptKind& kind) {
    kind.actorType = {kind.kind.name.c_str(), {},       &take,        sizeof(ScriptActor),
                      alignof(ScriptActor),   &destroy, &stateFields, &stateOf,
                      &encodeState,           &onStop,  &clone,       &kind};
    kind.kind.script = &kind;
}

AnyRef spawnScripted(System& system, const SpawnOptions& options, const ScriptKind& kind,
                     const Settings& settings, const std::shared_ptr<PortTable>& ports) {
    ValueList state;
    for (const FieldInfo& field : kind.kind.state) state.push_back(settings.at(field.name));
    const auto* factory = new ScriptFactory(kind, std::move(state), ports);
    return system.spawnAny(options, *factory);
}

} // namespace troupe::core

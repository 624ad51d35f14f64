#include "script/script_kind.h"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <set>

#include "actors/scripted.h"
#include "catalogue/settings.h"
#include "document/scenario_file.h"
#include "recording/schema.h"
#include "script/script_messages.h"

namespace troupe::core {

namespace {

constexpr std::size_t kMostParts = 100; // ports, fields, messages, handlers of a kind

/// Messages that all kinds of one document describe together.
using Messages = std::map<std::string, const MessageType*, std::less<>>;

bool isIdentifier(std::string_view name) {
    const auto isLetter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    };
    return !name.empty() && isLetter(name.front()) &&
           std::all_of(name.begin(), name.end(),
                       [&](char c) { return isLetter(c) || (c >= '0' && c <= '9'); });
}

/// Reads one description. What is wrong first is kept in the FirstError.
class KindReader {
public:
    KindReader(const JsonNode& node, FirstError& errors) : m_in(node, errors), m_errors(errors) {}

    /// First: the messages, so that steps of every kind can send them.
    void readMessages(Messages& messages) {
        const JsonArray* all = m_in.takeArray("messages", kMostParts);
        for (const JsonNode& node : all ? *all : JsonArray()) {
            ObjectReader in(node, m_errors);
            const std::string name = readName(in, "name");
            std::vector<FieldInfo> fields = readFields(in, "fields");
            const FieldShape* reply = nullptr;
            if (in.take("reply")) reply = readShape(in, "reply");
            if (m_errors.isSet()) return;
            const MessageType* type = scriptMessage(name, std::move(fields), reply);
            const auto [known, isNew] = messages.try_emplace(name, type);
            if (!type || findMessageOfProgram(name) || (!isNew && known->second != type)) {
                m_errors.set(text("script.messageTwice", name), node.place);
            }
        }
    }

    void read(ScriptKind& made, const Messages& messages) {
        m_messages = &messages;
        Kind& kind = made.kind;
        kind.name = readName(m_in, "name");
        if (findKindOfProgram(kind.name)) {
            m_errors.set(text("script.kindTwice", kind.name), m_in.place());
        }
        kind.icon = m_in.takeText("icon", "file-code");
        kind.title = text("kind.scripted", kind.name);
        kind.summary = text("kind.scripted.summary");
        kind.baseName = m_in.takeText("baseName", kind.name);
        made.accent = m_in.takeText("accent", "Scripted");
        kind.state = readFields(m_in, "state");
        for (const FieldInfo& field : kind.state) kind.settings.push_back({.field = field});
        kind.headline = m_in.takeText("headline");
        readPorts(kind);
        readHandlers(made);
        kind.startsByItself = made.handlerOf("Start", "") != nullptr;
    }

private:
    std::string readName(ObjectReader& in, std::string_view member) {
        const JsonNode* node = in.require(member);
        std::string name = in.takeText(member);
        if (node && !m_errors.isSet() && (!isIdentifier(name) || name.size() > 64)) {
            m_errors.set(text("script.name", name), node->place);
        }
        return name;
    }

    const FieldShape* readShape(ObjectReader& in, std::string_view member) {
        const JsonNode* node = in.require(member);
        const FieldShape* shape = shapeNamed(in.takeText(member));
        if (node && !shape) m_errors.set(text("script.type"), node->place);
        return shape;
    }

    std::vector<FieldInfo> readFields(ObjectReader& from, std::string_view member) {
        std::vector<FieldInfo> out;
        const JsonArray* all = from.takeArray(member, kMostParts);
        for (const JsonNode& node : all ? *all : JsonArray()) {
            ObjectReader in(node, m_errors);
            FieldInfo field;
            field.name = readName(in, "name");
            field.shape = readShape(in, "type");
            field.doc = in.takeText("doc");
            if (m_errors.isSet()) return {};
            field.initial = emptyValueOf(*field.shape);
            if (const JsonNode* initial = in.take("initial")) {
                const std::optional<Value> value = fitted(toValue(*initial), *field.shape);
                if (!value) {
                    m_errors.set(text("script.initial", field.name), initial->place);
                    return {};
                }
                field.initial = *value;
            }
            out.push_back(std::move(field));
        }
        return out;
    }

    void readPorts(Kind& kind) {
        const JsonArray* all = m_in.takeArray("ports", kMostParts);
        for (const JsonNode& node : all ? *all : JsonArray()) {
            ObjectReader in(node, m_errors);
            kind.ports.push_back({.name = readName(in, "name"),
                                  .isList = in.takeBool("list", false),
                                  .isRequired = in.takeBool("required", true)});
        }
    }

    void readHandlers(ScriptKind& made) {
        const JsonArray* all = m_in.takeArray("handlers", kMostParts);
        for (const JsonNode& node : all ? *all : JsonArray()) {
            ObjectReader in(node, m_errors);
            ScriptHandler handler{.message = readName(in, "message"),
                                  .behaviour = in.takeText("in")};
            const MessageType* type = messageNamed(handler.message);
            const JsonNode* messageNode = in.take("message");
            if (!type && messageNode) {
                m_errors.set(text("scenario.messageUnknown", handler.message), messageNode->place);
            }
            if (m_errors.isSet()) return;
            m_steps = &handler.steps;
            readSteps(in, "steps", 0);
            handler.waits = hasStep(handler, StepKind::ask);
            if (handler.waits &&
                (hasStep(handler, StepKind::stash) || hasStep(handler, StepKind::forward))) {
                m_errors.set(text("script.waitAndForward"), node.place);
            }
            auto& types = made.kind.messages;
            const bool isNew = std::find(types.begin(), types.end(), type) == types.end();
            if (isNew && handler.message != "Start") types.push_back(type);
            made.handlers.push_back(std::move(handler));
        }
    }

    static bool hasStep(const ScriptHandler& handler, StepKind kind) {
        return std::any_of(handler.steps.begin(), handler.steps.end(),
                           [&](const ScriptStep& each) { return each.kind == kind; });
    }

    const MessageType* messageNamed(const std::string& name) const {
        const auto own = m_messages->find(name);
        return own == m_messages->end() ? findMessageOfProgram(name) : own->second;
    }

    // --- steps ---

    void readSteps(ObjectReader& from, std::string_view member, std::size_t depth) {
        constexpr std::size_t kMostDepth = 16;
        const JsonArray* all = from.takeArray(member, kMostScriptSteps);
        if (all && depth > kMostDepth) m_errors.set(text("script.tooDeep"), from.place());
        for (const JsonNode& node : all ? *all : JsonArray()) {
            if (m_steps->size() > kMostScriptSteps)
                m_errors.set(text("script.tooMany"), node.place);
            if (m_errors.isSet()) return;
            readStep(node, depth);
        }
    }

    ScriptStep& add(StepKind kind, TextPlace place) {
        ScriptStep step;
        step.kind = kind;
        step.place = place;
        return m_steps->emplace_back(std::move(step));
    }

    Expression readExpression(ObjectReader& in, std::string_view member) {
        const JsonNode* node = in.require(member);
        return node ? expressionOf(*node) : Expression();
    }

    /// A text is an expression; numbers and truths may stand for themselves.
    Expression expressionOf(const JsonNode& node) {
        std::string source;
        if (const auto* given = node.as<std::string>()) {
            source = *given;
        } else if (node.as<JsonArray>() || node.as<JsonMembers>()) {
            m_errors.set(text("scenario.type", "a text", node.typeName()), node.place);
        } else {
            source = toText(toValue(node));
            if (node.as<std::nullptr_t>()) source = "nothing";
        }
        Expected<Expression> parsed = Expression::parse(source);
        if (parsed) return std::move(parsed).value();
        m_errors.set(
            text("script.expression", toEnglish(parsed.error().what), parsed.error().where),
            node.place);
        return {};
    }

    void readStep(const JsonNode& node, std::size_t depth) {
        struct Row {
            const char* name;
            void (KindReader::*read)(ObjectReader&, TextPlace, std::size_t);
        };
        static constexpr std::array kRows{
            Row{"set", &KindReader::readSet},       Row{"if", &KindReader::readIf},
            Row{"repeat", &KindReader::readRepeat}, Row{"after", &KindReader::readAfter},
            Row{"send", &KindReader::readSend},     Row{"ask", &KindReader::readAsk},
            Row{"reply", &KindReader::readReply},   Row{"forward", &KindReader::readForward},
            Row{"stash", &KindReader::readStash},   Row{"unstash", &KindReader::readUnstash},
            Row{"become", &KindReader::readBecome}, Row{"work", &KindReader::readWork},
            Row{"log", &KindReader::readLog},       Row{"crash", &KindReader::readCrash},
            Row{"stop", &KindReader::readStop},
        };
        ObjectReader in(node, m_errors);
        for (const Row& row : kRows) {
            if (!in.take(row.name)) continue;
            (this->*row.read)(in, node.place, depth);
            const JsonMembers rest = in.rest();
            if (!rest.empty()) {
                m_errors.set(text("script.member", row.name, rest.front().first),
                             rest.front().second.place);
            }
            return;
        }
        std::string all;
        for (const Row& row : kRows) all += (all.empty() ? "" : ", ") + std::string(row.name);
        m_errors.set(text("script.noStep", all), node.place);
    }

    void readSet(ObjectReader& in, TextPlace place, std::size_t) {
        ScriptStep& step = add(StepKind::set, place);
        step.name = in.takeText("set");
        if (in.take("at")) {
            step.hasIndex = true;
            step.index = readExpression(in, "at");
        }
        step.value = readExpression(in, "to");
    }

    void readIf(ObjectReader& in, TextPlace place, std::size_t depth) {
        Expression isTrue = readExpression(in, "if");
        add(StepKind::jumpUnless, place).value = std::move(isTrue);
        const std::size_t condition = m_steps->size() - 1;
        readSteps(in, "then", depth + 1);
        if (in.take("else")) {
            add(StepKind::jump, place);
            const std::size_t jump = m_steps->size() - 1;
            (*m_steps)[condition].target = m_steps->size();
            readSteps(in, "else", depth + 1);
            (*m_steps)[jump].target = m_steps->size();
        } else {
            (*m_steps)[condition].target = m_steps->size();
        }
    }

    void readRepeat(ObjectReader& in, TextPlace place, std::size_t depth) {
        add(StepKind::repeat, place).value = readExpression(in, "repeat");
        const std::size_t begin = m_steps->size() - 1;
        readSteps(in, "steps", depth + 1);
        add(StepKind::next, place).target = begin + 1;
        (*m_steps)[begin].target = m_steps->size();
    }

    void readMessage(ObjectReader& in, const char* member, ScriptStep& step) {
        const JsonNode* node = in.require(member);
        const std::string name = in.takeText(member);
        step.message = messageNamed(name);
        if (!step.message && node) {
            m_errors.set(text("scenario.messageUnknown", name), node->place);
        }
        const JsonNode* fields = in.take("fields");
        if (!fields || !step.message) return;
        const ObjectReader isObject(*fields, m_errors);
        const auto* members = fields->as<JsonMembers>();
        const std::vector<FieldInfo>& known = step.message->fields(*step.message);
        for (const auto& [field, value] : members ? *members : JsonMembers()) {
            const auto isField = [&name = field](const FieldInfo& f) { return f.name == name; };
            const bool isKnown = std::any_of(known.begin(), known.end(), isField);
            if (!isKnown) m_errors.set(text("run.unknownField", name, field), value.place);
            step.fields.emplace_back(field, expressionOf(value));
        }
    }

    void readSend(ObjectReader& in, TextPlace place, std::size_t) {
        ScriptStep& step = add(StepKind::send, place);
        readMessage(in, "send", step);
        step.to = readExpression(in, "to");
    }

    void readAfter(ObjectReader& in, TextPlace place, std::size_t) {
        ScriptStep& step = add(StepKind::after, place);
        step.value = readExpression(in, "after");
        readMessage(in, "send", step);
    }

    void readAsk(ObjectReader& in, TextPlace place, std::size_t depth) {
        const bool waits = in.takeBool("await", true);
        ScriptStep& step = add(waits ? StepKind::ask : StepKind::askThen, place);
        readMessage(in, "ask", step);
        if (step.message && !step.message->reply) {
            m_errors.set(text("run.noReply", step.message->name), place);
        }
        step.to = readExpression(in, "to");
        step.name = in.takeText("as", "answer");
        const JsonNode* deadline = in.take("deadline");
        const auto length = parseDuration(in.takeText("deadline", "5s"));
        if (!length) m_errors.set(text("scenario.duration", "deadline"), deadline->place);
        step.deadline = length.value_or(Duration{});
        const std::size_t ask = m_steps->size() - 1;
        if (waits && !in.take("else")) {
            (*m_steps)[ask].target = SIZE_MAX; // what is not answered crashes
            readSteps(in, "then", depth + 1);
            return;
        }
        // both: the steps for an answer, then a jump over those for none
        readSteps(in, "then", depth + 1);
        add(waits ? StepKind::jump : StepKind::end, place);
        const std::size_t jump = m_steps->size() - 1;
        (*m_steps)[ask].target = m_steps->size();
        readSteps(in, "else", depth + 1);
        if (!waits) add(StepKind::end, place);
        (*m_steps)[jump].target = m_steps->size();
    }

    void readReply(ObjectReader& in, TextPlace place, std::size_t) {
        add(StepKind::reply, place).value = readExpression(in, "reply");
    }
    void readForward(ObjectReader& in, TextPlace place, std::size_t) {
        add(StepKind::forward, place).to = readExpression(in, "forward");
    }
    void readStash(ObjectReader&, TextPlace place, std::size_t) { add(StepKind::stash, place); }
    void readUnstash(ObjectReader&, TextPlace place, std::size_t) { add(StepKind::unstash, place); }
    void readBecome(ObjectReader& in, TextPlace place, std::size_t) {
        add(StepKind::become, place).name = in.takeText("become");
    }
    void readWork(ObjectReader& in, TextPlace place, std::size_t) {
        add(StepKind::work, place).value = readExpression(in, "work");
    }
    void readLog(ObjectReader& in, TextPlace place, std::size_t) {
        add(StepKind::log, place).value = readExpression(in, "log");
    }
    void readCrash(ObjectReader& in, TextPlace place, std::size_t) {
        add(StepKind::crash, place).value = readExpression(in, "crash");
    }
    void readStop(ObjectReader&, TextPlace place, std::size_t) { add(StepKind::stop, place); }

    ObjectReader m_in;
    FirstError& m_errors;
    const Messages* m_messages = nullptr;
    std::vector<ScriptStep>* m_steps = nullptr;
};

struct Registry {
    std::deque<ScriptKind> kinds; // never moved: actors point into them
    std::map<std::string, const ScriptKind*> byKey;
    std::map<std::string, const ScriptKind*, std::less<>> byName; // the last one
};
Registry& registry() {
    static Registry* const all = new Registry; // outlives every run
    return *all;
}

} // namespace

const ScriptHandler* ScriptKind::handlerOf(std::string_view message,
                                           std::string_view behaviour) const {
    const ScriptHandler* common = nullptr;
    for (const ScriptHandler& each : handlers) {
        if (each.message != message) continue;
        if (each.behaviour == behaviour) return &each;
        if (each.behaviour.empty()) common = &each;
    }
    return common;
}

std::vector<const ScriptKind*> scriptKindsOf(const std::vector<JsonNode>& descriptions,
                                             FirstError& errors) {
    if (descriptions.empty()) return {};
    std::vector<KindReader> readers;
    readers.reserve(descriptions.size());
    Messages messages;
    std::string all; // steps of a kind may send what another one describes
    for (const JsonNode& node : descriptions) {
        readers.emplace_back(node, errors).readMessages(messages);
        all += writeJson(node);
    }
    Registry& known = registry();
    std::vector<const ScriptKind*> out;
    std::set<std::string> names;
    for (std::size_t i = 0; i < descriptions.size() && !errors.isSet(); ++i) {
        ScriptKind made;
        readers[i].read(made, messages);
        if (errors.isSet()) return {};
        if (!names.insert(made.kind.name).second) {
            errors.set(text("script.kindTwice", made.kind.name), descriptions[i].place);
            return {};
        }
        const std::string key = made.kind.name + "\n" + all;
        auto place = known.byKey.find(key);
        if (place == known.byKey.end()) {
            ScriptKind& kept = known.kinds.emplace_back(std::move(made));
            prepareScriptKind(kept);
            place = known.byKey.emplace(key, &kept).first;
        }
        known.byName[place->second->kind.name] = place->second;
        out.push_back(place->second);
    }
    if (errors.isSet()) return {};
    return out;
}

const ScriptKind* findScriptKind(std::string_view name) {
    const auto found = registry().byName.find(name);
    return found == registry().byName.end() ? nullptr : found->second;
}

const FieldShape* shapeNamed(std::string_view name) {
    struct Row {
        std::string_view name;
        FieldShape shape;
    };
    static constexpr std::array kScalars{
        Row{"bool", {FieldType::boolean, nullptr}},
        Row{"int", {FieldType::integer, nullptr}},
        Row{"double", {FieldType::number, nullptr}},
        Row{"string", {FieldType::text, nullptr}},
        Row{"duration", {FieldType::duration, nullptr}},
        Row{"ref", {FieldType::reference, nullptr}},
    };
    for (const Row& row : kScalars) {
        if (row.name == name) return &row.shape;
    }
    struct Around {
        std::string_view begin;
        FieldType type;
    };
    static constexpr std::array kAround{
        Around{"list<", FieldType::list}, Around{"map<string,", FieldType::map},
        Around{"map<string, ", FieldType::map}, Around{"optional<", FieldType::optional}};
    static std::map<std::string, FieldShape, std::less<>>* const made =
        new std::map<std::string, FieldShape, std::less<>>; // shapes live as long as the program
    const auto known = made->find(name);
    if (known != made->end()) return &known->second;
    for (const Around& each : kAround) {
        if (name.size() > 256 || name.substr(0, each.begin.size()) != each.begin ||
            name.back() != '>') {
            continue;
        }
        const std::string_view inner =
            name.substr(each.begin.size(), name.size() - each.begin.size() - 1);
        const FieldShape* element = shapeNamed(inner);
        if (element) return &made->emplace(name, FieldShape{each.type, element}).first->second;
    }
    return nullptr;
}

} // namespace troupe::core

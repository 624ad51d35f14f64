#include "catalogue/catalogue.h"

#include <algorithm>

#include "actors/aggregator.h"
#include "actors/client.h"
#include "actors/counter.h"
#include "actors/crasher.h"
#include "actors/kv_store.h"
#include "actors/load_generator.h"
#include "actors/logger.h"
#include "actors/router.h"
#include "actors/worker.h"
#include "catalogue/settings.h"
#include "script/script_kind.h"

namespace troupe::core {

namespace {

using namespace actors;
using Ports = std::shared_ptr<PortTable>;

constexpr std::int64_t kHour = 3'600'000'000'000;

constexpr FieldShape kInteger{FieldType::integer, nullptr};
constexpr FieldShape kNumber{FieldType::number, nullptr};
constexpr FieldShape kTruth{FieldType::boolean, nullptr};
constexpr FieldShape kTextShape{FieldType::text, nullptr};
constexpr FieldShape kDuration{FieldType::duration, nullptr};
constexpr FieldShape kAnyMap{FieldType::map, nullptr};

Setting whole(const char* name, std::int64_t initial, std::int64_t least, std::int64_t most,
              const char* doc) {
    return {.field = {name, &kInteger, doc, "", least, most, initial}};
}
Setting number(const char* name, double initial, std::int64_t least, std::int64_t most,
               const char* doc, const char* unit) {
    return {.field = {name, &kNumber, doc, unit, least, most, initial}};
}
Setting truth(const char* name, bool initial, const char* doc) {
    return {.field = {name, &kTruth, doc, "", INT64_MIN, INT64_MAX, initial}};
}
Setting words(const char* name, const char* initial, const char* doc) {
    return {.field = {name, &kTextShape, doc, "", INT64_MIN, INT64_MAX, initial}};
}
Setting choice(const char* name, std::vector<std::string> choices, const char* doc) {
    Setting setting = words(name, choices.front().c_str(), doc);
    setting.choices = std::move(choices);
    return setting;
}
Setting duration(const char* name, Duration initial, std::int64_t least, const char* doc) {
    return {.field = {name, &kDuration, doc, "", least, kHour, initial}};
}
std::vector<Setting> messageSettings(const char* initial, ValueMap fields) {
    Setting message = words("message", initial, "what is sent");
    message.role = SettingRole::message;
    return {message,
            {.field = {"fields", &kAnyMap, "its fields by name", "", INT64_MIN, INT64_MAX,
                       std::move(fields)},
             .role = SettingRole::fields},
            truth("numbered", false, "count its first whole-number field up, from 1")};
}

template <class List>
struct MessagesOf;
template <class... M>
struct MessagesOf<MessageList<M...>> {
    static std::vector<const MessageType*> list() { return {&kMessageType<M>...}; }
};
template <>
struct MessagesOf<AnyMessages> {
    static std::vector<const MessageType*> list() { return {}; }
};

/// What follows from the actor class.
template <class A>
Kind kindOf(const char* name, const char* icon, const char* id, const char* baseName) {
    Kind kind;
    kind.name = name;
    kind.icon = icon;
    kind.title = text(std::string("kind.") + id);
    kind.summary = text(std::string("kind.") + id + ".summary");
    kind.baseName = baseName;
    kind.messages = MessagesOf<typename A::Messages>::list();
    const ActorType& type = kActorType<A>;
    kind.state = type.stateFields(type);
    kind.takesAnything = TakesAnything<A>;
    return kind;
}

Kind counter() {
    Kind kind = kindOf<Counter>("Counter", "hash", "counter", "counter");
    kind.headline = "value";
    kind.spawn = [](System& system, SpawnOptions options, const Settings&, const Ports&) -> AnyRef {
        return system.spawn<Counter>(std::move(options));
    };
    return kind;
}

Kind kvStore() {
    Kind kind = kindOf<KvStore>("KvStore", "database", "kvStore", "kv");
    kind.headline = "entries";
    kind.spawn = [](System& system, SpawnOptions options, const Settings&, const Ports&) -> AnyRef {
        return system.spawn<KvStore>(std::move(options));
    };
    return kind;
}

Kind worker(const char* name, const char* icon, const char* id, const char* baseName,
            Duration work) {
    Kind kind = kindOf<Worker>(name, icon, id, baseName);
    kind.settings = {duration("work", work, 0, "how long a message takes"),
                     choice("workKind", {"wait", "burn"}, "leave the thread free, or use it")};
    kind.ports = {{.name = "logger", .isRequired = true, .takes = {"Info"}}};
    kind.headline = "last";
    kind.spawn = [](System& system, SpawnOptions options, const Settings& settings,
                    const Ports& ports) -> AnyRef {
        return system.spawn<Worker>(
            std::move(options), ports,
            WorkerSettings{settings.duration("work"),
                           static_cast<WorkKind>(settings.choice("workKind"))});
    };
    return kind;
}

Kind logger() {
    Kind kind = kindOf<Logger>("Logger", "scroll-text", "logger", "logger");
    kind.headline = "lines";
    kind.spawn = [](System& system, SpawnOptions options, const Settings&, const Ports&) -> AnyRef {
        return system.spawn<Logger>(std::move(options));
    };
    return kind;
}

Kind router() {
    Kind kind = kindOf<Router>("Router", "split", "router", "router");
    kind.settings = {choice("routing", {"round-robin", "least-loaded", "random", "hash"},
                            "which target is next")};
    kind.ports = {{.name = "targets", .isList = true, .isRequired = true}};
    kind.headlineSetting = "routing";
    kind.spawn = [](System& system, SpawnOptions options, const Settings& settings,
                    const Ports& ports) -> AnyRef {
        return system.spawn<Router>(std::move(options), ports,
                                    static_cast<Routing>(settings.choice("routing")));
    };
    return kind;
}

Kind client() {
    Kind kind = kindOf<Client>("Client", "user-round", "client", "client");
    kind.settings = messageSettings("Increment", {});
    kind.settings.push_back(whole("times", 1, 1, 1'000'000, "how many"));
    kind.settings.push_back(choice("mode", {"send", "ask"}, "ask waits for each reply"));
    kind.settings.push_back(
        duration("deadline", std::chrono::seconds(5), 1'000, "longest wait for a reply"));
    kind.settings.push_back(duration("pause", Duration{}, 0, "between two messages"));
    kind.settings.push_back(duration("delay", Duration{}, 0, "before the first message"));
    kind.ports = {{.name = "server", .isRequired = true}};
    kind.headline = "last";
    kind.startsByItself = true;
    kind.spawn = [](System& system, SpawnOptions options, const Settings& settings,
                    const Ports& ports) -> AnyRef {
        return system.spawn<Client>(
            std::move(options), ports,
            ClientSettings{settings.message(), settings.integer("times"),
                           settings.choice("mode") == 1, settings.truth("numbered"),
                           settings.duration("deadline"), settings.duration("pause"),
                           settings.duration("delay")});
    };
    return kind;
}

Kind loadGenerator() {
    Kind kind = kindOf<LoadGenerator>("LoadGenerator", "activity", "loadGenerator", "load");
    kind.messages.pop_back(); // its own clock is nobody's message
    kind.settings = messageSettings("Process", {});
    kind.settings.push_back(number("rate", 10, 0, 1'000'000, "messages a second", "msg/s"));
    kind.settings.push_back(whole("burst", 1, 1, 1'000'000, "sent together"));
    kind.settings.push_back(duration("ramp", Duration{}, 0, "time to come to the full rate"));
    kind.settings.push_back(whole("count", 0, 0, INT64_MAX, "how many in all; 0: without end"));
    kind.ports = {{.name = "targets", .isList = true, .isRequired = true}};
    kind.headlineSetting = "rate";
    kind.startsByItself = true;
    kind.spawn = [](System& system, SpawnOptions options, const Settings& settings,
                    const Ports& ports) -> AnyRef {
        return system.spawn<LoadGenerator>(
            std::move(options), ports,
            LoadSettings{settings.message(), settings.number("rate"), settings.integer("burst"),
                         settings.duration("ramp"), settings.integer("count"),
                         settings.truth("numbered")});
    };
    return kind;
}

Kind supervisor() {
    Kind kind;
    kind.name = "Supervisor";
    kind.icon = "shield";
    kind.title = text("kind.supervisor");
    kind.summary = text("kind.supervisor.summary");
    kind.baseName = "pool";
    kind.isSupervisor = true;
    return kind;
}

Kind crasher() {
    Kind kind = kindOf<Crasher>("Crasher", "bomb", "crasher", "crasher");
    kind.settings = {whole("every", 1, 1, 1'000'000, "which message of an incarnation crashes it"),
                     words("text", "crashed on purpose", "what is thrown")};
    kind.headline = "handled";
    kind.spawn = [](System& system, SpawnOptions options, const Settings& settings,
                    const Ports&) -> AnyRef {
        return system.spawn<Crasher>(
            std::move(options), CrasherSettings{settings.integer("every"), settings.text("text")});
    };
    return kind;
}

Kind forwarder() {
    Kind kind = kindOf<Forwarder>("Forwarder", "forward", "forwarder", "forwarder");
    kind.ports = {{.name = "target", .isRequired = true}};
    kind.headline = "forwarded";
    kind.spawn = [](System& system, SpawnOptions options, const Settings&,
                    const Ports& ports) -> AnyRef {
        return system.spawn<Forwarder>(std::move(options), ports);
    };
    return kind;
}

Kind aggregator() {
    Kind kind = kindOf<Aggregator>("Aggregator", "combine", "aggregator", "aggregator");
    kind.settings = messageSettings("GetValue", {});
    kind.settings.pop_back(); // every part is asked the same
    kind.settings.push_back(
        duration("deadline", std::chrono::seconds(5), 1'000, "longest wait for a part"));
    kind.ports = {{.name = "parts", .isList = true, .isRequired = true}};
    kind.headline = "gathered";
    kind.spawn = [](System& system, SpawnOptions options, const Settings& settings,
                    const Ports& ports) -> AnyRef {
        return system.spawn<Aggregator>(
            std::move(options), ports,
            AggregatorSettings{settings.message(), settings.duration("deadline")});
    };
    return kind;
}

std::vector<Kind> makeKinds() {
    return {counter(),
            kvStore(),
            worker("Worker", "hammer", "worker", "worker", Duration{}),
            logger(),
            router(),
            supervisor(),
            loadGenerator(),
            client(),
            worker("SlowWorker", "turtle", "slowWorker", "slow", std::chrono::milliseconds(100)),
            crasher(),
            forwarder(),
            aggregator()};
}

const std::vector<Kind>& allKinds() {
    static const std::vector<Kind> kKinds = makeKinds();
    return kKinds;
}

} // namespace

const Setting* Kind::setting(std::string_view settingName) const {
    for (const Setting& each : settings) {
        if (each.field.name == settingName) return &each;
    }
    return nullptr;
}

const PortInfo* Kind::port(std::string_view portName) const {
    for (const PortInfo& each : ports) {
        if (each.name == portName) return &each;
    }
    return nullptr;
}

const MessageType* Kind::message(std::string_view messageName) const {
    for (const MessageType* each : messages) {
        if (each->name == messageName) return each;
    }
    return takesAnything ? findMessage(messageName) : nullptr;
}

bool Kind::handles(std::string_view messageName) const {
    return message(messageName) != nullptr;
}

std::span<const Kind> kinds() {
    return allKinds();
}

const Kind* findKindOfProgram(std::string_view name) {
    for (const Kind& each : allKinds()) {
        if (each.name == name) return &each;
    }
    return nullptr;
}

const Kind* findKind(std::string_view name) {
    if (const Kind* own = findKindOfProgram(name)) return own;
    const ScriptKind* described = findScriptKind(name);
    return described ? &described->kind : nullptr;
}

std::vector<const Kind*> kindsOf(const Document& document) {
    FirstError ignored("scenario");
    std::vector<const Kind*> out;
    for (const ScriptKind* each : scriptKindsOf(document.kinds, ignored)) {
        out.push_back(&each->kind);
    }
    return out;
}

const Kind* findKind(const Document& document, std::string_view name) {
    if (const Kind* own = findKindOfProgram(name)) return own;
    for (const Kind* each : kindsOf(document)) {
        if (each->name == name) return each;
    }
    return nullptr;
}

const MessageType* findMessage(std::string_view name) {
    const MessageType* own = findMessageOfProgram(name);
    return own ? own : findScriptMessage(name);
}

const MessageType* findMessageOfProgram(std::string_view name) {
    for (const Kind& kind : allKinds()) {
        for (const MessageType* each : kind.messages) {
            if (each->name == name) return each;
        }
    }
    return nullptr;
}

ActorEntry entryOf(const Kind& kind, const Position& position) {
    ActorEntry entry;
    entry.name = kind.baseName + "-1";
    entry.kind = kind.name;
    entry.position = position;
    if (kind.isSupervisor) entry.supervision.emplace();
    return entry;
}

} // namespace troupe::core

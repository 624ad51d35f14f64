#include "script/script_messages.h"

#include <deque>
#include <map>

#include "catalogue/settings.h"
#include "script/script_kind.h"

namespace troupe::core {

namespace {

/// A message of a scenario is a list of values in the order of its fields.
struct ScriptMessage {
    std::string name;
    std::vector<FieldInfo> fields;
    std::uint16_t number = 0;
    MessageType type{};
};

const ScriptMessage& of(const MessageType& type) {
    return *static_cast<const ScriptMessage*>(type.context);
}
const ValueList& valuesAt(const void* at) {
    return *static_cast<const ValueList*>(at);
}

void destroy(const MessageType&, void* at) noexcept {
    static_cast<ValueList*>(at)->~ValueList();
}
void encode(const MessageType& type, const void* at, PayloadWriter& out) {
    const ValueList& values = valuesAt(at);
    for (std::size_t i = 0; i < values.size(); ++i) {
        out.putValue(*of(type).fields[i].shape, values[i]);
    }
}
ValueList values(const MessageType&, const void* at) {
    return valuesAt(at);
}
const std::vector<FieldInfo>& fields(const MessageType& type) {
    return of(type).fields;
}
const char* construct(const MessageType& type, void* where, const ValueList& given) {
    const std::vector<FieldInfo>& wanted = of(type).fields;
    ValueList made;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        std::optional<Value> value =
            i < given.size() ? fitted(given[i], *wanted[i].shape) : wanted[i].initial;
        if (!value) return wanted[i].name.c_str();
        made.push_back(*std::move(value));
    }
    ::new (where) ValueList(std::move(made));
    return nullptr;
}
bool copy(const MessageType&, const void* from, void* to) {
    ::new (to) ValueList(valuesAt(from));
    return true;
}

std::string keyOf(const std::string& name, const std::vector<FieldInfo>& fields,
                  const FieldShape* reply) {
    // shapes are made once each, so a place in memory tells them apart within this process
    std::string key = name + "/" + std::to_string(reinterpret_cast<std::uintptr_t>(reply));
    for (const FieldInfo& each : fields) {
        key += "/" + each.name + " " +
               std::to_string(reinterpret_cast<std::uintptr_t>(each.shape)) + " " +
               toText(each.initial);
    }
    return key;
}

struct MessageRegistry {
    std::deque<ScriptMessage> messages; // never moved: types point into them
    std::map<std::string, const MessageType*> byKey;
    std::map<std::string, const MessageType*, std::less<>> byName; // the last one
};
MessageRegistry& messageRegistry() {
    static MessageRegistry* const all = new MessageRegistry; // outlives every run
    return *all;
}

} // namespace

const MessageType* scriptMessage(const std::string& name, std::vector<FieldInfo> described,
                                 const FieldShape* reply) {
    MessageRegistry& all = messageRegistry();
    const std::string key = keyOf(name, described, reply);
    const auto known = all.byKey.find(key);
    if (known != all.byKey.end()) {
        all.byName[name] = known->second;
        return known->second;
    }
    ScriptMessage& made = all.messages.emplace_back();
    made.name = name;
    made.fields = std::move(described);
    made.type = {made.name.c_str(), reply,   sizeof(ValueList), &made.number, &destroy, &encode,
                 &values,           &fields, &construct,        &copy,        &made};
    made.number = registerMessageType(made.type);
    if (made.number == 0) {
        all.messages.pop_back();
        return nullptr;
    }
    all.byKey.emplace(key, &made.type);
    all.byName[name] = &made.type;
    return &made.type;
}

const MessageType* findScriptMessage(std::string_view name) {
    const auto found = messageRegistry().byName.find(name);
    return found == messageRegistry().byName.end() ? nullptr : found->second;
}

} // namespace troupe::core

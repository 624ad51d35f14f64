// The kinds of actor that a person can place: names, settings, ports, messages, icon, factory.
//
// Palette, send form, document checks and `troupe-cli kinds` read this; nothing else lists kinds.
// Thread: any (constant data).
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.h"
#include "text/text.h"
#include "troupe/actor/system.h"

namespace troupe::core {

/// What a setting holds beyond its field type.
enum class SettingRole : std::uint8_t {
    plain,
    message, // the name of a message, "Increment"
    fields,  // the fields of that message by name
};

/// Something that must be known before an actor of a kind is made.
struct Setting {
    FieldInfo field;                    // name, type, default, doc, unit, least and most
    std::vector<std::string> choices{}; // of a text: one of these; empty: any
    SettingRole role = SettingRole::plain;
};

/// Where an actor sends: wired by links.
struct PortInfo {
    std::string name; // "logger", "targets"
    bool isList = false;
    bool isRequired = false;
    std::vector<std::string> takes{}; // messages that the other end must handle; empty: any, or
                                      // the one of the setting with SettingRole::message
};

class Settings;
class PortTable;
struct ScriptKind;

struct Kind {
    std::string name;     // as in files: "Counter"
    std::string icon;     // resources/icons/<icon>.svg
    Text title;           // "Counter", "Key-value store"
    Text summary;         // one line for the palette
    std::string baseName; // new actors are called counter-1, counter-2 …
    std::vector<Setting> settings;
    std::vector<PortInfo> ports;
    std::vector<const MessageType*> messages; // in the order of the send form
    std::vector<FieldInfo> state;
    std::string headline;        // state field in a node's line; empty: see headlineSetting
    std::string headlineSetting; // setting in a node's line; empty: nothing
    bool isSupervisor = false;
    bool takesAnything = false;  // Router, Forwarder: every message of every kind
    bool startsByItself = false; // is told Start when a run begins

    const ScriptKind* script = nullptr; // of kinds that a scenario describes

    /// Makes an actor. Null for supervisors, which the session makes, and for scripted kinds.
    AnyRef (*spawn)(System& system, SpawnOptions options, const Settings& settings,
                    const std::shared_ptr<PortTable>& ports) = nullptr;

    const Setting* setting(std::string_view settingName) const;
    const PortInfo* port(std::string_view portName) const;
    const MessageType* message(std::string_view messageName) const;
    /// Whether an actor of this kind can be sent `messageName`.
    bool handles(std::string_view messageName) const;
};

/// Those of the program, in the order of the palette.
std::span<const Kind> kinds();
/// One of the program's, or of those that the last checked document with such a name described.
/// Null if there is none.
const Kind* findKind(std::string_view name);
const Kind* findKindOfProgram(std::string_view name);

/// The kinds that a document describes itself, in order; empty where a description is wrong.
std::vector<const Kind*> kindsOf(const Document& document);
/// The program's, else the document's.
const Kind* findKind(const Document& document, std::string_view name);

/// A message of any kind by its name, or null. Names are unique over all kinds of the program;
/// where documents describe messages of one name, the last one counts.
const MessageType* findMessage(std::string_view name);
const MessageType* findMessageOfProgram(std::string_view name);

/// A new actor of a kind, with its defaults, at a place.
ActorEntry entryOf(const Kind& kind, const Position& position);

} // namespace troupe::core

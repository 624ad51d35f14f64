// A scenario as it is saved, edited and undone: actors, links, supervision, policies, positions.
//
// A document is plain data. A run starts from a copy of it (session/session.h); what happens in the
// run changes the document only through the same edits that a person makes. Thread: gui.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "document/json_tree.h"
#include "troupe/actor/options.h"
#include "troupe/message/value.h"
#include "troupe/observe/event.h"
#include "troupe/supervision/supervisor_options.h"

namespace troupe::core {

/// Place of a node's upper left corner on the canvas, in canvas units (1 = a pixel at zoom 1).
struct Position {
    double x = 0;
    double y = 0;

    bool operator==(const Position&) const = default;
};

struct MailboxPolicy {
    std::int64_t capacity = 1024; // 1 to 1,000,000; ignored when unbounded
    Overflow overflow = Overflow::fail;
    JsonMembers unknown{};

    bool operator==(const MailboxPolicy&) const = default;
};

/// Only for actors that supervise.
struct SupervisionPolicy {
    Strategy strategy = Strategy::oneForOne;
    std::int64_t maxRestarts = 3;
    Duration window = std::chrono::seconds(5);
    Duration backOff = std::chrono::milliseconds(100);
    double factor = 2;
    Duration backOffMax = std::chrono::seconds(10);
    BudgetWindow windowKind = BudgetWindow::sliding;
    BudgetScope scope = BudgetScope::supervisor; // whose restarts one budget counts
    Jitter jitter = Jitter::none;
    JsonMembers unknown{};

    bool operator==(const SupervisionPolicy&) const = default;
};

struct ActorEntry {
    std::string name;       // 1 to 256 code points, unique among all names that counts make
    std::string kind{};     // of the catalogue
    std::int64_t count = 1; // above 1: name-1, name-2 …
    ValueMap settings{};    // by name; what is not given has the catalogue's default
    std::optional<MailboxPolicy> mailbox{}; // not given: the engine's default
    std::optional<SupervisionPolicy> supervision{};
    std::string supervisor{}; // name; empty: none
    ChildPolicy child = ChildPolicy::permanent;
    std::optional<Position> position{};
    bool isDedicated = false;                    // has a thread of its own
    RestartMail restartMail = RestartMail::keep; // what becomes of the mailbox at a restart
    std::int64_t retries = 0; // of a message whose handler throws, before it is quarantined; to 255
    JsonMembers unknown{};    // fields that this version does not know; written back

    bool operator==(const ActorEntry&) const = default;
};

/// `from`'s port `port` points to `to`. Several links of a list port keep their order.
struct Link {
    std::string from{};
    std::string port{};
    std::string to{};
    JsonMembers unknown{};

    bool operator==(const Link&) const = default;
};

/// A text on the canvas, in the languages it has ("en", "de").
struct Note {
    std::map<std::string, std::string> text;
    std::optional<Position> position;
    JsonMembers unknown{};

    bool operator==(const Note&) const = default;
};

struct Document {
    std::int64_t version = 1;
    std::map<std::string, std::string> title;   // by language
    std::map<std::string, std::string> summary; // by language: what to try
    std::string mode = "live";                  // how it opens: "live" or "lab"
    std::optional<std::int64_t> seed;
    std::vector<JsonNode> kinds;    // of actors, described by steps: script/script_kind.h
    std::vector<ActorEntry> actors; // in the order of spawning, which is the order of children
    std::vector<Link> links;
    std::vector<Note> notes;
    JsonMembers unknown{};
    bool isReadOnly = false; // a newer version: opened, never saved over

    const ActorEntry* actor(std::string_view name) const;
    bool operator==(const Document&) const = default;
};

/// Names that an entry makes: `name`, or `name-1` … `name-count`.
std::vector<std::string> namesOf(const ActorEntry& entry);
/// `name`, or with the first free number behind it (`worker-5`), so that it is new in the document.
std::string uniqueName(const Document& document, std::string_view name);

/// Names of entries and of all actors that they make.
using NameSet = std::set<std::string, std::less<>>;
void addNames(NameSet& names, const ActorEntry& entry);
NameSet namesOf(const Document& document);
/// As above for an entry that may stand for several: all that it makes are new.
std::string uniqueName(const NameSet& taken, const ActorEntry& entry);

std::size_t codePoints(std::string_view text);
/// Below space, or delete: not allowed in names.
bool isControl(char c);

/// Where an entry stands for several: up to kMostInColumn each stands kRepeatStep below the one
/// before; more stand in a grid of about as many columns as rows. Canvas units.
inline constexpr double kRepeatStep = 110;
inline constexpr double kRepeatColumn = 200;
inline constexpr std::size_t kMostInColumn = 16;
Position placeInEntry(Position first, std::size_t count, std::size_t index);

// Limits, checked before memory is taken.
inline constexpr std::size_t kMostScenarioBytes = 4UL * 1024 * 1024;
inline constexpr std::size_t kMostNesting = 32;
inline constexpr std::size_t kMostEntries = 10'000;
inline constexpr std::int64_t kMostScenarioActors = 100'000;
inline constexpr std::size_t kMostLinks = 50'000;
inline constexpr std::size_t kMostNotes = 10'000;
inline constexpr std::size_t kMostNameCodePoints = 256;
inline constexpr std::size_t kMostValueBytes = 65'536;
inline constexpr std::int64_t kMostCapacity = 1'000'000;
inline constexpr std::int64_t kScenarioVersion = 1;

} // namespace troupe::core

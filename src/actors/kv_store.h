// Kind KvStore: texts by key. At most kMostEntries; a Set beyond throws.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "actors/messages.h"
#include "troupe/troupe.h"

namespace troupe::core::actors {

class KvStore {
public:
    using Messages = MessageList<Set, Get, Delete, Dump>;
    static constexpr auto name = "KvStore";
    static constexpr std::size_t kMostEntries = 1'000'000;

    void on(const Set& message);
    std::optional<std::string> on(const Get& message) const;
    bool on(const Delete& message);
    std::map<std::string, std::string> on(const Dump&) const { return m_entries; }

private:
    std::map<std::string, std::string> m_entries;

public:
    static constexpr auto fields = troupe::fields(field("entries", &KvStore::m_entries));
};

} // namespace troupe::core::actors

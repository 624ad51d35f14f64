// Where an actor sends: its ports and who is linked to them; and whether it was told to.
//
// Shared by the window's thread, which links, and the actor's turns, which read. Kept outside of the
// actor's state, so that a restart keeps both. Thread: any.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "troupe/actor/ref.h"
#include "troupe/sync/sync.h"

namespace troupe::core {

class PortTable {
public:
    /// Replaces what `port` is linked to.
    void set(std::string_view port, std::vector<AnyRef> targets) {
        const std::scoped_lock lock(m_mutex);
        m_ports.insert_or_assign(std::string(port), std::move(targets));
        m_version.fetchAdd(1);
    }
    /// Lets all references go: a table and its targets may refer to each other.
    void clear() {
        const std::scoped_lock lock(m_mutex);
        m_ports.clear();
        m_version.fetchAdd(1);
    }

    std::vector<AnyRef> targets(std::string_view port) const {
        const std::scoped_lock lock(m_mutex);
        const auto found = m_ports.find(port);
        return found == m_ports.end() ? std::vector<AnyRef>() : found->second;
    }
    std::uint64_t version() const { return m_version.load(); }

    /// Of an actor that begins by itself: it was begun and not halted since, so that a new
    /// incarnation goes on.
    void setBegun(bool isBegun) { m_isBegun.store(isBegun); }
    bool isBegun() const { return m_isBegun.load(); }

private:
    mutable sync::Mutex m_mutex;
    std::map<std::string, std::vector<AnyRef>, std::less<>> m_ports;
    sync::Atomic<std::uint64_t> m_version{1};
    sync::Atomic<bool> m_isBegun{false};
};

/// One port of one actor, remembered until the table changes. Thread: the actor's turn.
class Port {
public:
    Port(std::shared_ptr<const PortTable> table, const char* name)
        : m_table(std::move(table)), m_name(name) {}

    /// In the order of the links; may be empty.
    const std::vector<AnyRef>& targets() {
        const std::uint64_t now = m_table ? m_table->version() : 0;
        if (now != m_version) {
            m_targets = m_table->targets(m_name);
            m_version = now;
        }
        return m_targets;
    }
    /// The first, or nobody.
    const AnyRef& target() {
        static const AnyRef kNobody;
        return targets().empty() ? kNobody : m_targets.front();
    }

private:
    std::shared_ptr<const PortTable> m_table;
    const char* m_name;
    std::vector<AnyRef> m_targets;
    std::uint64_t m_version = 0;
};

} // namespace troupe::core

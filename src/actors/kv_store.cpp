#include "actors/kv_store.h"

#include <stdexcept>

namespace troupe::core::actors {

void KvStore::on(const Set& message) {
    if (m_entries.size() >= kMostEntries && !m_entries.contains(message.key)) {
        throw std::length_error("the store is full");
    }
    m_entries.insert_or_assign(message.key, message.value);
}

std::optional<std::string> KvStore::on(const Get& message) const {
    const auto found = m_entries.find(message.key);
    if (found == m_entries.end()) return std::nullopt;
    return found->second;
}

bool KvStore::on(const Delete& message) {
    return m_entries.erase(message.key) > 0;
}

} // namespace troupe::core::actors

#include "ui/window/send_history.h"

#include <algorithm>

namespace troupe::ui {

void SendHistory::add(const std::string& receiver, const SentForm& sent) {
    const auto isIt = [&](const Row& row) { return row.receiver == receiver; };
    auto at = std::find_if(m_rows.begin(), m_rows.end(), isIt);
    if (at == m_rows.end()) {
        if (m_rows.size() == kMostActors) m_rows.erase(m_rows.begin());
        m_rows.push_back({receiver, {}});
    } else {
        std::rotate(at, at + 1, m_rows.end());
    }
    std::deque<SentForm>& all = m_rows.back().sent;
    std::erase(all, sent);
    all.push_front(sent);
    if (all.size() > kMost) all.pop_back();
}

const std::deque<SentForm>& SendHistory::of(const std::string& receiver) const {
    static const std::deque<SentForm> none;
    for (const Row& row : m_rows)
        if (row.receiver == receiver) return row.sent;
    return none;
}

} // namespace troupe::ui

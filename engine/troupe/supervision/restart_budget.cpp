#include "troupe/supervision/restart_budget.h"

#include <algorithm>
#include <climits>

namespace troupe::inline TROUPE_ABI {

namespace {

BudgetOptions sane(BudgetOptions options) {
    options.window = std::max(options.window, Duration(1));
    options.max = std::min(options.max, INT_MAX - 1); // max + 1 is counted to
    return options;
}

} // namespace

RestartBudget::RestartBudget(BudgetOptions options) : m_options(sane(options)) {}

bool RestartBudget::charge(std::int64_t now) {
    if (isUnlimited()) {
        m_count = std::min(m_count, INT_MAX - 1) + 1;
        return true;
    }
    if (m_options.kind == BudgetWindow::sliding) {
        chargeSliding(now);
        return used(now) <= m_options.max;
    }
    const bool isFirst = m_count == 0 || isForgotten(now);
    if (isFirst || m_options.kind == BudgetWindow::idleGap) {
        m_mark = now;
    }
    // One more than max says everything; counting on would only overflow some day.
    m_count = isFirst ? 1 : std::min(m_count, m_options.max) + 1;
    return m_count <= m_options.max;
}

int RestartBudget::used(std::int64_t now) const {
    if (isUnlimited() || m_options.kind == BudgetWindow::lifetime) {
        return m_count;
    }
    if (m_options.kind == BudgetWindow::sliding) {
        const auto begin = m_stamps.begin() + static_cast<std::ptrdiff_t>(m_first);
        const auto live = std::find_if(begin, m_stamps.end(),
                                       [&](std::int64_t stamp) { return counts(stamp, now); });
        return static_cast<int>(m_stamps.end() - live);
    }
    return isForgotten(now) ? 0 : m_count;
}

void RestartBudget::setOptions(BudgetOptions options) {
    options = sane(options);
    const bool isSameCount = options.kind == m_options.kind && isUnlimited() == (options.max < 0);
    m_options = options;
    if (!isSameCount) {
        m_stamps.clear();
        m_first = 0;
        m_count = 0;
        return;
    }
    if (isUnlimited()) {
        return;
    }
    m_count = std::min(m_count, m_options.max + 1);
    const std::size_t kept = static_cast<std::size_t>(m_options.max) + 1;
    if (m_stamps.size() - m_first > kept) {
        m_first = m_stamps.size() - kept;
    }
}

bool RestartBudget::counts(std::int64_t stamp, std::int64_t now) const {
    return now - stamp < m_options.window.count();
}

bool RestartBudget::isForgotten(std::int64_t now) const {
    return m_options.kind != BudgetWindow::lifetime && !counts(m_mark, now);
}

void RestartBudget::chargeSliding(std::int64_t now) {
    const std::size_t bound = static_cast<std::size_t>(m_options.max) + 1;
    while (m_first < m_stamps.size() &&
           (!counts(m_stamps[m_first], now) || m_stamps.size() - m_first >= bound)) {
        ++m_first;
    }
    // Moving only when half is dead keeps a charge cheap for budgets of any size.
    if (m_first * 2 >= m_stamps.size()) {
        m_stamps.erase(m_stamps.begin(), m_stamps.begin() + static_cast<std::ptrdiff_t>(m_first));
        m_first = 0;
    }
    m_stamps.push_back(now);
}

const char* toString(BudgetWindow v) {
    switch (v) {
    case BudgetWindow::sliding:
        return "sliding";
    case BudgetWindow::tumbling:
        return "tumbling";
    case BudgetWindow::idleGap:
        return "idleGap";
    case BudgetWindow::lifetime:
        return "lifetime";
    }
    return "?";
}

} // namespace troupe::TROUPE_ABI

#include "document/edit_history.h"

#include <type_traits>

namespace troupe::core {

namespace {

/// Replaces what `step` replaces, later.
template <class Part>
bool takeOver(PartStep<Part>& step, const PartStep<Part>& later) {
    if (step.index != later.index || !step.before || !step.after || !later.before) return false;
    if (!later.after) return false;
    step.after = later.after;
    return true;
}
bool takeOver(HeaderStep& step, const HeaderStep& later) {
    step.after = later.after;
    return true;
}

bool takeOver(ChangeStep& step, const ChangeStep& later) {
    return step.index() == later.index() &&
           std::visit(
               [&](auto& each) {
                   return takeOver(each, *std::get_if<std::decay_t<decltype(each)>>(&later));
               },
               step);
}

} // namespace

void EditHistory::perform(const Change& change) {
    if (change.isEmpty()) return;
    apply(m_document, change);
    cutOff();
    if (mergesWith(change)) return merge(change);
    m_steps.push_back(change);
    m_parts += change.steps.size();
    ++m_done;
    m_isSealed = false;
    dropOldest();
}

/// What could have been done again.
void EditHistory::cutOff() {
    if (m_clean && *m_clean > m_done) m_clean.reset();
    while (m_steps.size() > m_done) {
        m_parts -= m_steps.back().steps.size();
        m_steps.pop_back();
    }
}

bool EditHistory::mergesWith(const Change& change) const {
    return !m_isSealed && m_done > 0 && !isClean() && !change.mergeKey.empty() &&
           m_steps.back().mergeKey == change.mergeKey;
}

void EditHistory::merge(const Change& change) {
    std::vector<ChangeStep>& steps = m_steps.back().steps;
    m_steps.back().names = change.names;
    // a drag is thousands of moves of the same few actors
    Change rest;
    for (std::size_t i = 0; i < change.steps.size(); ++i) {
        const bool isTaken = rest.steps.empty() && steps.size() == change.steps.size() &&
                             takeOver(steps[i], change.steps[i]);
        if (!isTaken) rest.steps.push_back(change.steps[i]);
    }
    m_parts += rest.steps.size();
    steps.insert(steps.end(), rest.steps.begin(), rest.steps.end());
    dropOldest();
}

void EditHistory::dropOldest() {
    while (m_steps.size() > kMostSteps || (m_parts > kMostParts && m_steps.size() > 1)) {
        m_parts -= m_steps.front().steps.size();
        m_steps.pop_front();
        --m_done;
        if (m_clean) m_clean = *m_clean == 0 ? std::nullopt : std::optional(*m_clean - 1);
    }
}

const Change* EditHistory::undo() {
    if (!canUndo()) return nullptr;
    m_last = inverse(m_steps[--m_done]);
    apply(m_document, m_last);
    m_isSealed = true;
    return &m_last;
}

const Change* EditHistory::redo() {
    if (!canRedo()) return nullptr;
    m_last = m_steps[m_done++];
    apply(m_document, m_last);
    m_isSealed = true;
    return &m_last;
}

void EditHistory::markClean() {
    m_clean = m_done;
    m_isSealed = true;
}

} // namespace troupe::core

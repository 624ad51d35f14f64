// A document and the way it came to be: undo, redo, and whether it is as it was saved.
//
// Consecutive changes with the same merge key (a drag, a spin box that is turned) become one step;
// seal() ends that, as at the release of the mouse. At most kMostSteps and kMostParts are kept: then
// the oldest step can no longer be taken back. Thread: gui.
#pragma once

#include <deque>
#include <optional>

#include "document/change.h"

namespace troupe::core {

class EditHistory {
public:
    explicit EditHistory(Document document = {}) : m_document(std::move(document)) {}

    const Document& document() const { return m_document; }

    /// Carries out a change that was made for document(); what could be redone is gone. An empty
    /// change does nothing.
    void perform(const Change& change);
    /// The next change is a step of its own.
    void seal() { m_isSealed = true; }

    bool canUndo() const { return m_done > 0; }
    bool canRedo() const { return m_done < m_steps.size(); }
    /// Of the step that would be taken back or done again; empty if there is none.
    Text undoTitle() const { return canUndo() ? m_steps[m_done - 1].title : Text{}; }
    Text redoTitle() const { return canRedo() ? m_steps[m_done].title : Text{}; }
    /// The change that was carried out (for a run that follows); null: there was none. Valid until
    /// the next call.
    const Change* undo();
    const Change* redo();

    /// The document is as it was when it was last saved, opened or made.
    bool isClean() const { return m_clean == m_done; }
    void markClean();

    static constexpr std::size_t kMostSteps = 1000;
    static constexpr std::size_t kMostParts = 200'000; // actors, links, notes in all of them

private:
    bool mergesWith(const Change& change) const;
    void merge(const Change& change);
    void cutOff();
    void dropOldest();

    Document m_document;
    std::deque<Change> m_steps;
    std::size_t m_parts = 0; // in m_steps
    std::size_t m_done = 0;  // of m_steps, from the front
    std::optional<std::size_t> m_clean =
        0; // steps that were done at the mark; nothing: out of reach
    bool m_isSealed = true;
    Change m_last; // as it was carried out
};

} // namespace troupe::core

#include "document/change.h"

#include <algorithm>

namespace troupe::core {

namespace {

class Applying {
public:
    explicit Applying(Document& document) : m_document(document) {}

    void operator()(const PartStep<ActorEntry>& step) { take(m_document.actors, step); }
    void operator()(const PartStep<Link>& step) { take(m_document.links, step); }
    void operator()(const PartStep<Note>& step) { take(m_document.notes, step); }
    void operator()(const HeaderStep& step) {
        m_document.title = step.after.title;
        m_document.summary = step.after.summary;
        m_document.mode = step.after.mode;
        m_document.seed = step.after.seed;
    }

private:
    template <class Part>
    static void take(std::vector<Part>& parts, const PartStep<Part>& step) {
        const auto at = parts.begin() + static_cast<std::ptrdiff_t>(step.index);
        if (step.before && step.after) {
            *at = *step.after;
        } else if (step.after) {
            parts.insert(at, *step.after);
        } else {
            parts.erase(at);
        }
    }

    Document& m_document;
};

} // namespace

DocumentHeader headerOf(const Document& document) {
    return {document.title, document.summary, document.mode, document.seed};
}

void apply(Document& document, const Change& change) {
    Applying applying(document);
    for (const ChangeStep& step : change.steps) std::visit(applying, step);
}

Change inverse(const Change& change) {
    Change out = change;
    std::reverse(out.steps.begin(), out.steps.end());
    for (ChangeStep& step : out.steps) {
        std::visit([](auto& each) { std::swap(each.before, each.after); }, step);
    }
    return out;
}

} // namespace troupe::core

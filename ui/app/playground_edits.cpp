// Edits of the document and of the run at once, each one undo step (decisions.md 31).
#include "ui/app/playground.h"

#include "ui/text/core_text.h"

#include "catalogue/catalogue.h"
#include "document/edits.h"
#include "document/fragment.h"

#include <algorithm>
#include <cmath>

namespace troupe::ui {
namespace {

constexpr core::Position kBeside{32, 32}; // where a copy lies, from the original

QString words(const core::Text& text) {
    return text.isEmpty() ? QString() : coreText(text);
}

// Those that a step brought back or changed: they are selected, so that one sees them.
std::vector<std::string> namesIn(const core::Change& change) {
    std::vector<std::string> names;
    for (const core::ChangeStep& step : change.steps) {
        const auto* actor = std::get_if<core::PartStep<core::ActorEntry>>(&step);
        if (!actor || !actor->after) continue;
        for (std::string& name : core::namesOf(*actor->after)) names.push_back(std::move(name));
    }
    return names;
}

bool isFinite(QPointF point) {
    return std::isfinite(point.x()) && std::isfinite(point.y());
}

} // namespace

const core::ActorEntry* Playground::selectedEntry() const {
    return m_selection.size() == 1 ? core::entryOf(document(), m_selection.front()) : nullptr;
}

bool Playground::edit(const core::Expected<core::Change>& change) {
    if (!change) {
        report(change.error());
        return false;
    }
    if (change.value().isEmpty()) return true;
    seekNow();
    const std::vector<std::string> names = change.value().names;
    if (const auto done = m_session->edit(change.value()); !done) {
        report(done.error());
        return false;
    }
    afterEdit(names);
    return true;
}

// What is gone from the document is selected no longer; what a change names is.
void Playground::afterEdit(const std::vector<std::string>& names) {
    keepTicking();
    if (m_selectedLink) {
        const auto& links = document().links;
        if (std::find(links.begin(), links.end(), *m_selectedLink) == links.end())
            m_selectedLink.reset();
    }
    std::vector<std::string> selection = names.empty() ? m_selection : names;
    std::erase_if(selection,
                  [this](const std::string& name) { return !core::entryOf(document(), name); });
    const bool isOther = selection != m_selection;
    m_selection = std::move(selection);
    Q_EMIT edited();
    if (isOther) Q_EMIT selectionChanged();
}

void Playground::undo() {
    seekNow();
    if (const auto names = m_session->undo()) {
        if (names.value()) afterEdit(namesIn(*names.value()));
    } else {
        report(names.error());
    }
}

void Playground::redo() {
    seekNow();
    if (const auto names = m_session->redo()) {
        if (names.value()) afterEdit(namesIn(*names.value()));
    } else {
        report(names.error());
    }
}

QString Playground::undoText() const {
    return words(m_session->edits().undoTitle());
}

QString Playground::redoText() const {
    return words(m_session->edits().redoTitle());
}

std::string Playground::spawn(const std::string& kindName, QPointF position,
                              const std::string& supervisor) {
    const core::Kind* kind = core::findKind(kindName);
    if (!kind || !isFinite(position)) return {};
    core::ActorEntry entry = core::entryOf(*kind, core::Position{position.x(), position.y()});
    entry.supervisor = supervisor;
    const auto change = core::addActor(document(), std::move(entry));
    if (!edit(change)) return {};
    return change.value().names.empty() ? std::string() : change.value().names.front();
}

void Playground::removeSelection() {
    if (m_selectedLink) {
        const LinkName link = *m_selectedLink;
        if (edit(core::removeLink(document(), link)))
            Q_EMIT undoOffered(
                tr("Deleted the link from %1 to %2.")
                    .arg(QString::fromStdString(link.from), QString::fromStdString(link.to)));
        return;
    }
    if (m_selection.empty()) return;
    const std::vector<std::string> names = m_selection;
    if (!edit(core::removeActors(document(), names))) return;
    Q_EMIT undoOffered(names.size() == 1
                           ? tr("Deleted %1.").arg(QString::fromStdString(names.front()))
                           : tr("Deleted %1 actors.").arg(names.size()));
}

bool Playground::rename(const std::string& name, const std::string& newName) {
    if (name == newName) return true;
    if (m_breakpoints.erase(name)) m_breakpoints.insert(newName);
    return edit(core::renameActor(document(), name, newName));
}

void Playground::duplicateSelection() {
    if (!m_selection.empty()) edit(core::duplicate(document(), m_selection, kBeside));
}

QByteArray Playground::copySelection() const {
    if (m_selection.empty()) return {};
    return QByteArray::fromStdString(core::copyActors(document(), m_selection));
}

void Playground::paste(const QByteArray& fragment, QPointF at) {
    if (fragment.isEmpty() || !isFinite(at)) return;
    edit(core::paste(
        document(),
        std::string_view(fragment.constData(), static_cast<std::size_t>(fragment.size())),
        kBeside));
}

void Playground::move(const std::map<std::string, core::Position>& places) {
    const bool areFinite = std::all_of(places.begin(), places.end(), [](const auto& place) {
        return std::isfinite(place.second.x) && std::isfinite(place.second.y);
    });
    if (areFinite && !places.empty()) edit(core::moveActors(document(), places));
}

void Playground::endOfDrag() {
    m_session->sealEdit();
}

bool Playground::link(const core::Link& link) {
    const core::ActorEntry* from = core::entryOf(document(), link.from);
    const core::Kind* kind = from ? core::findKind(from->kind) : nullptr;
    const core::PortInfo* port = kind ? kind->port(link.port) : nullptr;
    return edit(core::addLink(document(), link, port && port->isList));
}

bool Playground::rewire(const core::Link& link, const core::Link& changed) {
    if (link == changed) return true;
    if (!edit(core::rewireLink(document(), link, changed))) return false;
    selectLink(changed);
    return true;
}

bool Playground::supervise(const std::vector<std::string>& names, const std::string& supervisor) {
    return edit(core::supervise(document(), names, supervisor));
}

bool Playground::change(const core::ActorEntry& changed, std::string_view option) {
    if (m_selection.size() != 1) return false;
    return edit(core::changeActor(document(), m_selection.front(), changed, option));
}

} // namespace troupe::ui

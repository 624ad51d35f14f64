// Edits of a session's document, and the run that follows them.
#include "document/edits.h"
#include "recording/describe.h"
#include "session/engine_run.h"
#include "session/session.h"

namespace troupe::core {

namespace {

/// Old and new names of actors, in the order of the steps.
std::vector<std::pair<std::string, std::string>> renamesIn(const Change& change) {
    std::vector<std::pair<std::string, std::string>> renames;
    for (const ChangeStep& step : change.steps) {
        const auto* entry = std::get_if<PartStep<ActorEntry>>(&step);
        if (!entry || !entry->before || !entry->after) continue;
        if (entry->before->name == entry->after->name) continue;
        const std::vector<std::string> before = namesOf(*entry->before);
        const std::vector<std::string> after = namesOf(*entry->after);
        if (before.size() != after.size()) continue;
        for (std::size_t i = 0; i < before.size(); ++i) renames.emplace_back(before[i], after[i]);
    }
    return renames;
}

} // namespace

const Document& Session::document() const {
    return m_edits.document();
}

const EditHistory& Session::edits() const {
    return m_edits;
}

/// Brings the run to where the document is.
Expected<void> Session::follow(const Change& change) {
    if (!m_engine) return {};
    const Expected<Plan> plan = check(document());
    if (!plan) return plan.error();
    const Expected<bool> followed = m_engine->follow(plan.value(), renamesIn(change));
    if (!followed) return followed.error();
    if (followed.value()) // not for a move
        m_engine->system().userAction({}, toEnglish(change.title));
    return {};
}

Expected<void> Session::edit(const Change& change) {
    if (change.isEmpty()) return {};
    Document changed = document();
    apply(changed, change);
    const Expected<Plan> plan = check(changed);
    if (!plan) return plan.error();
    m_edits.perform(change);
    return follow(change);
}

bool Session::keepsState(const ActorEntry& before, const ActorEntry& changed) {
    return EngineRun::keepsState(before, changed);
}

Expected<const Change*> Session::undo() {
    const Change* change = m_edits.undo();
    if (!change) return change;
    if (const Expected<void> followed = follow(*change); !followed) return followed.error();
    return change;
}

Expected<const Change*> Session::redo() {
    const Change* change = m_edits.redo();
    if (!change) return change;
    if (const Expected<void> followed = follow(*change); !followed) return followed.error();
    return change;
}

void Session::sealEdit() {
    m_edits.seal();
}

bool Session::isSaved() const {
    return m_edits.isClean();
}

void Session::markSaved() {
    m_edits.markClean();
}

Expected<std::string> Session::spawn(ActorEntry entry) {
    const Expected<Change> change = addActor(document(), std::move(entry));
    if (!change) return change.error();
    if (const Expected<void> done = edit(change.value()); !done) return done.error();
    return change.value().names.front();
}

Expected<void> Session::link(const Link& link) {
    const ActorEntry* from = entryOf(document(), link.from);
    const Kind* kind = from ? findKind(document(), from->kind) : nullptr;
    const PortInfo* port = kind ? kind->port(link.port) : nullptr;
    const Expected<Change> change = addLink(document(), link, port && port->isList);
    if (!change) return change.error();
    return edit(change.value());
}

void Session::place(std::string_view name, Position position) {
    const Expected<Change> change = moveActors(document(), {{std::string(name), position}});
    if (change) m_edits.perform(change.value());
}

Expected<void> Session::resend(const DeadLetter& letter) {
    const Expected<AnyRef> to = refOf(letter.receiver);
    if (!to) return to.error();
    const Recording& kept = recording();
    const auto isSend = [&](Seq seq) {
        const Event& header = kept.at(seq).header;
        return header.message == letter.envelope.message &&
               (header.kind == EventKind::sent || header.kind == EventKind::asked);
    };
    Seq sentAt = letter.envelope.sentAt;
    if (sentAt == 0) { // it was dead when it came: its send was told shortly before
        sentAt = letter.seq;
        while (kept.has(sentAt) && !isSend(sentAt)) --sentAt;
    }
    const MessageType* type = messageTypeByNumber(letter.envelope.type);
    const bool isThere = type && kept.has(sentAt) && isSend(sentAt);
    AnyMessage message{type, isThere ? fieldsOf(kept.at(sentAt), kept.schema()) : ValueList()};
    if (!isThere || message.values.size() != type->fields(*type).size()) {
        return Error{text("run.messageGone"), {}, text("run.messageGoneNext")};
    }
    note(to.value(), text("action.sendAgain", type->name));
    m_engine->send(to.value(), message, {});
    return {};
}

bool Session::deliver(std::size_t choice) {
    if (!m_engine || !m_engine->lab() || m_state == RunState::running) return false;
    return m_engine->lab()->deliver(choice);
}

} // namespace troupe::core

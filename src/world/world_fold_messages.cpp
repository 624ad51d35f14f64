#include <algorithm>

#include "world/world_fold.h"

namespace troupe::core {

bool World::Folding::sent() {
    const auto outcome = detail<TellOutcome>();
    const bool isIn = outcome == TellOutcome::delivered || outcome == TellOutcome::replaced;
    const bool isDead = outcome == TellOutcome::dropped || outcome == TellOutcome::dead;
    const EdgeKey key{actor(), peer()};
    const auto [place, isNew] = m_world.m_edges.try_emplace(key, EdgeView{.key = key});
    EdgeView& edge = place->second;
    m_delta.mark(key);
    if (isNew) m_delta.isStructureChanged = true;
    if (outcome == TellOutcome::waiting) return true; // not sent yet: it is in the outbox

    edge.count(m_header.stamp);
    edge.lastSent = m_event.seq;
    edge.lastType = m_header.type;
    if (m_header.kind == EventKind::asked) ++edge.requests;
    m_world.m_sentRate.count(m_header.stamp);
    if (m_header.kind == EventKind::asked && m_world.m_asks.size() < kMostAsks) {
        m_world.m_asks.emplace(message(), m_header.stamp);
    }
    if (!isIn) ++edge.refused;
    if (isDead) {
        m_world.m_deadOnArrival.push_back(message());
        if (m_world.m_deadOnArrival.size() > kMostDeadOnArrival)
            m_world.m_deadOnArrival.pop_front();
    }

    // what was in an outbox has left it
    endWait(actor(), WaitKind::outbox);
    nameAwaited();
    ActorView* receiver = change(peer(), kChangedMailbox | kChangedLedger);
    if (Ledger* ledger = isIn || isDead ? ledgerOf(peer()) : nullptr) {
        ++ledger->sent;
        ++(isIn ? ledger->queued : ledger->dead);
    }
    if (!receiver) return !peer() || isDead;
    if (isIn) {
        enqueue(*receiver, {.message = message(),
                            .sentAt = m_event.seq,
                            .stamp = m_header.stamp,
                            .sender = actor(),
                            .type = static_cast<std::uint16_t>(m_header.type),
                            .isRequest = (m_header.flags & kFlagRequest) != 0 ||
                                         m_header.kind == EventKind::asked,
                            .isTimer = (m_header.flags & kFlagTimer) != 0});
    } else if (outcome != TellOutcome::dead) {
        addProblem(
            {.kind = ProblemKind::overflow,
             .actor = peer(),
             .text = text("problem.overflow", receiver->name, std::to_string(receiver->capacity)),
             .isWarning = true});
    }
    settle(*receiver);
    return true;
}

/// The wait for an answer begins before the question has a number.
void World::Folding::nameAwaited() {
    const ActorView* asker = look(actor());
    if (m_header.kind != EventKind::asked || !asker || !asker->waitsFor) return;
    const Waiting& wait = *asker->waitsFor;
    if (wait.kind != WaitKind::ask || wait.message != 0 || wait.target != peer()) return;
    change(actor(), kChangedWaiting)->waitsFor->message = message();
}

/// A timer's tick goes to its owner.
bool World::Folding::timerFired() {
    ActorView* owner = change(actor(), kChangedMailbox | kChangedLedger);
    if (!owner) return false;
    if (Ledger* ledger = ledgerOf(actor())) {
        ++ledger->sent;
        ++ledger->queued;
    }
    enqueue(*owner, {.message = message(),
                     .sentAt = m_event.seq,
                     .stamp = m_header.stamp,
                     .sender = actor(),
                     .type = static_cast<std::uint16_t>(m_header.type),
                     .isRequest = false,
                     .isTimer = true});
    settle(*owner);
    return true;
}

bool World::Folding::began() {
    ActorView* row = change(actor(), kChangedMailbox | kChangedLedger | kChangedTurn);
    if (!row) return false;
    row->lastTurnAt = m_header.stamp;
    if (row->turn && row->turn->envelope.message == message()) {
        row->turn->isSuspended = false; // goes on after a reply
        settle(*row);
        return true;
    }
    // a turn that nobody ended put its message aside
    if (row->turn && !row->turn->isSuspended) putBack(*row);
    const std::optional<MailboxEntry> listed = take(*row, message());
    MailboxEntry entry = listed.value_or(MailboxEntry{
        .message = message(),
        .stamp = m_header.stamp,
        .sender = peer(),
        .type = static_cast<std::uint16_t>(m_header.type),
        .isRequest = (m_header.flags & kFlagRequest) != 0,
        .isTimer = (m_header.flags & kFlagTimer) != 0,
    });
    if (Ledger* ledger = ledgerOf(actor())) {
        --ledger->queued;
        ++ledger->inHandler;
    }
    if (listed && isCounted(actor())) {
        changeLatency(actor()).mailbox.record(
            static_cast<std::int64_t>(m_header.stamp - entry.stamp));
    }
    row->turn = CurrentTurn{entry, m_header.stamp, false};
    settle(*row);
    return true;
}

bool World::Folding::ended() {
    ActorView* row = change(actor(), kChangedLedger | kChangedTurn);
    if (!row) return false;
    row->lastTurnAt = m_header.stamp;
    row->isStuck = false;
    for (std::int64_t count = m_in.takeInt(); count > 0 && !m_in.isBad(); --count) {
        const auto index = static_cast<std::size_t>(m_in.takeInt());
        if (!row->shape || index >= row->shape->state.size()) break;
        takeChange(*row, index);
    }

    const bool isOwn = row->turn && row->turn->envelope.message == message();
    const auto end = detail<TurnEnd>();
    if (isOwn && end == TurnEnd::suspended) {
        row->turn->isSuspended = true;
    } else if (isOwn && (end == TurnEnd::done || end == TurnEnd::forwarded)) {
        if (Ledger* ledger = ledgerOf(actor())) {
            --ledger->inHandler;
            ++ledger->handled;
        }
        if (isCounted(actor())) {
            changeLatency(actor()).handling.record(
                static_cast<std::int64_t>(m_header.stamp - row->turn->began));
        }
        row->turn.reset();
    } else if (isOwn && (end == TurnEnd::stashed || end == TurnEnd::retried)) {
        putBack(*row);
    }
    // after TurnEnd::failed the message stays in the handler until it is a dead letter
    settle(*row);
    return true;
}

void World::Folding::putBack(ActorView& row) {
    if (Ledger* ledger = ledgerOf(row.id)) {
        --ledger->inHandler;
        ++ledger->queued;
    }
    row.mailbox.push_front(row.turn->envelope);
    row.turn.reset();
}

/// A scalar comes whole, a container as its size (decisions.md 25).
void World::Folding::takeChange(ActorView& row, std::size_t index) {
    const FieldShape& shape = *row.shape->state[index].shape;
    if (shape.type != FieldType::list && shape.type != FieldType::map) {
        setField(row, index, m_in.takeValue(shape));
        return;
    }
    StateField& field = row.state[index];
    field.size = static_cast<std::size_t>(m_in.takeInt());
    field.changedAt = m_event.seq;
    m_delta.mark(row.id, kChangedState);
}

bool World::Folding::answered() {
    const auto asked = m_world.m_asks.find(message());
    if (asked != m_world.m_asks.end()) {
        if (actor() && isCounted(actor())) {
            changeLatency(actor()).ask.record(
                static_cast<std::int64_t>(m_header.stamp - asked->second));
        }
        m_world.m_asks.erase(asked);
    }
    change(actor(), kChangedLatency);
    endWait(actor(), WaitKind::ask);
    return true;
}

/// The message or the answer that an actor waited for is there: its edge is gone, whether or not a
/// `waitEnded` tells so too.
void World::Folding::endWait(ActorId waiter, WaitKind kind) {
    const ActorView* row = look(waiter);
    if (!row || !row->waitsFor || row->waitsFor->kind != kind) return;
    if (kind == WaitKind::outbox ? row->waitsFor->target != peer()
                                 : row->waitsFor->message != message()) {
        return;
    }
    ActorView* changed = change(waiter, kChangedStatus | kChangedWaiting);
    changed->waitsFor.reset();
    settle(*changed);
}

bool World::Folding::replied() {
    // the request went the other way
    const EdgeKey key{peer(), actor()};
    const auto edge = m_world.m_edges.find(key);
    if (edge == m_world.m_edges.end()) return true;
    ++edge->second.replies;
    m_delta.mark(key);
    return true;
}

bool World::Folding::deadLetter() {
    const auto reason = detail<DeadReason>();
    const bool isDiscard =
        reason == DeadReason::discardedOnRestart || reason == DeadReason::shutdown;
    DeadLetter letter{.seq = m_event.seq,
                      .envelope = {.message = message(),
                                   .stamp = m_header.stamp,
                                   .sender = peer(),
                                   .type = static_cast<std::uint16_t>(m_header.type),
                                   .isRequest = (m_header.flags & kFlagRequest) != 0},
                      .receiver = actor(),
                      .reason = reason,
                      .stamp = m_header.stamp,
                      .lateBy = m_event.payload.empty() ? Duration{} : m_in.takeDuration()};
    m_delta.areDeadLettersChanged = true;

    auto& expected = m_world.m_deadOnArrival;
    const auto known = std::find(expected.rbegin(), expected.rend(), message());
    ActorView* row = change(actor(), kChangedMailbox | kChangedLedger);
    Ledger* ledger = ledgerOf(actor());
    if (known != expected.rend()) {
        expected.erase(std::next(known).base()); // counted when it was sent
    } else if (row && row->turn && row->turn->envelope.message == message()) {
        letter.envelope = row->turn->envelope;
        row->turn.reset();
        if (ledger) --ledger->inHandler, ++(isDiscard ? ledger->discarded : ledger->dead);
    } else if (reason == DeadReason::stale && (m_header.flags & kFlagTimer) != 0) {
        if (ledger) ++ledger->sent, ++ledger->dead; // a tick of an earlier incarnation
    } else if (reason != DeadReason::lateReply && reason != DeadReason::stale) {
        // replies are not of the user lane: the ledger does not know them
        if (row) letter.envelope = take(*row, message()).value_or(letter.envelope);
        if (ledger) --ledger->queued, ++(isDiscard ? ledger->discarded : ledger->dead);
    }
    if (row) settle(*row);
    m_world.m_deadLetters.add(letter);
    return true;
}

bool World::Folding::waiting() {
    ActorView* row = change(actor(), kChangedStatus | kChangedWaiting);
    if (!row) return false;
    row->waitsFor = Waiting{peer(), message(), detail<WaitKind>(), m_header.stamp};
    settle(*row);
    return true;
}

bool World::Folding::waitEnded() {
    ActorView* row = change(actor(), kChangedStatus | kChangedWaiting);
    if (!row) return false;
    row->waitsFor.reset();
    settle(*row);
    return true;
}

void World::Folding::enqueue(ActorView& receiver, const MailboxEntry& entry) {
    if (m_world.m_isSummary || receiver.unlisted > 0 ||
        receiver.mailbox.size() >= kListedMessages) {
        ++receiver.unlisted; // the listed ones stay the head
    } else {
        receiver.mailbox.push_back(entry);
    }
}

std::optional<MailboxEntry> World::Folding::take(ActorView& receiver, MessageId id) {
    auto& listed = receiver.mailbox;
    const auto found = std::find_if(listed.begin(), listed.end(),
                                    [&](const MailboxEntry& e) { return e.message == id; });
    if (found != listed.end()) {
        const MailboxEntry entry = *found;
        listed.erase(found);
        return entry;
    }
    if (receiver.unlisted > 0) --receiver.unlisted;
    return std::nullopt;
}

} // namespace troupe::core

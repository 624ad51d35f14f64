// What can happen next in the Lab, and why the rest cannot.
#include "troupe/lab/lab.h"

#include <algorithm>

#include "troupe/actor/cell_extra.h"
#include "troupe/actor/runner.h"
#include "troupe/lab/lab_mailbox.h"
#include "troupe/lab/lab_scheduler.h"

namespace troupe::inline TROUPE_ABI {

std::vector<LabChoice> Lab::choices() {
    settle();
    std::vector<LabChoice> all;
    collect(all);
    const std::int64_t next = nextTime();
    if (next != sync::kForever) {
        LabChoice pass;
        pass.kind = LabChoice::Kind::passTime;
        pass.time = next;
        all.push_back(pass);
    }
    return all;
}

/// Its actor can begin a turn for a user message now.
bool Lab::isFree(const Mailbox& mailbox) const {
    return mailbox.busyUntil == 0 && mailbox.cell->takesUserMessages() &&
           m_busy < m_options.workers;
}

void Lab::collect(std::vector<LabChoice>& choices) {
    choices.clear();
    for (const std::uint32_t number : m_waiting) {
        const Mailbox& mailbox = *m_mailboxes.at(number);
        const bool isBusy = mailbox.busyUntil != 0 || m_busy >= m_options.workers;
        if (!mailbox.replies.empty() && !isBusy && !mailbox.cell->isHeld() &&
            mailbox.cell->hasIncarnation()) {
            for (const LabReply& reply : mailbox.replies) {
                if (reply.leavesAt > m_now) continue;
                const Ask& ask = *static_cast<const Ask*>(reply.signal->pointer);
                choices.push_back({LabChoice::Kind::reply, ActorId{number},
                                   ask.target ? ask.target->id() : ActorId{}, &ask.type(),
                                   ask.request.load(sync::relaxed), 0});
            }
        }
        if (!isFree(mailbox)) continue;
        if (const Envelope* aside = mailbox.cell->firstAside()) {
            choices.push_back({LabChoice::Kind::message, ActorId{number}, aside->sender,
                               aside->type, aside->id, 0});
            continue;
        }
        for (const Mailbox::Lane& lane : mailbox.lanes) {
            if (lane.messages.empty() || lane.messages.front().leavesAt > m_now) continue;
            if (m_options.order == LabOrder::causal && mailbox.earlierThan(lane)) continue;
            const Envelope& first = *lane.messages.front().envelope;
            choices.push_back({LabChoice::Kind::message, ActorId{number}, ActorId{lane.sender},
                               first.type, first.id, 0});
        }
    }
    const TimerEntry* earliest = m_scheduler->timers.earliest();
    if (earliest && earliest->due <= m_now) collectTimers(choices);
}

void Lab::collectTimers(std::vector<LabChoice>& choices) const {
    std::vector<const TimerEntry*> due;
    for (const TimerEntry* entry : m_scheduler->timers.entries()) {
        if (entry->due <= m_now && mayFire(*entry)) due.push_back(entry);
    }
    std::sort(due.begin(), due.end(),
              [](const auto* a, const auto* b) { return a->order < b->order; });
    for (const TimerEntry* entry : due) {
        const Cell* owner = entry->cell ? entry->cell : entry->ask->asker;
        choices.push_back({LabChoice::Kind::timer,
                           owner ? owner->id() : ActorId{},
                           {},
                           nullptr,
                           entry->order,
                           entry->due});
    }
}

/// A tick is a turn: it waits while its actor is busy, held or down. Deadlines wait for nobody.
bool Lab::mayFire(const TimerEntry& entry) const {
    if (!entry.cell || entry.isInternal) return true;
    const CellExtra* more = entry.cell->extraIfAny();
    const auto timer = more->timers.find(entry.id);
    if (timer == more->timers.end() || !timer->second->message) return true;
    if (entry.cell->isHeld() || !entry.cell->hasIncarnation()) return false;
    const Mailbox* mailbox = findMailbox(*entry.cell);
    return m_busy < m_options.workers && (!mailbox || mailbox->busyUntil == 0);
}

std::vector<LabHindrance> Lab::hindrances() {
    settle();
    std::vector<LabHindrance> all;
    for (const std::uint32_t number : m_waiting) collectHindrances(*m_mailboxes.at(number), all);
    return all;
}

void Lab::collectHindrances(const Mailbox& mailbox, std::vector<LabHindrance>& to) const {
    using Reason = LabHindrance::Reason;
    for (const Mailbox::Lane& lane : mailbox.lanes) {
        bool isFirst = true;
        for (const LabMessage& message : lane.messages) {
            LabHindrance why;
            why.receiver = mailbox.cell->id();
            why.sender = ActorId{lane.sender};
            why.type = message.envelope->type;
            why.id = message.envelope->id;
            const LabMessage* earlier = isFirst && m_options.order == LabOrder::causal
                                            ? mailbox.earlierThan(lane)
                                            : nullptr;
            bool isHindered = true;
            if (!isFirst) {
                why.reason = Reason::behindSameSender;
                why.behind = lane.messages.front().envelope->id;
            } else if (earlier) {
                why.reason = Reason::causedByOther;
                why.behind = earlier->envelope->id;
            } else if (message.leavesAt > m_now) {
                why.reason = Reason::notSentYet;
                why.time = message.leavesAt;
            } else if (mailbox.busyUntil != 0) {
                why.reason = Reason::receiverBusy;
                why.time = mailbox.busyUntil;
            } else if (!mailbox.cell->hasIncarnation()) {
                why.reason = Reason::receiverDown;
            } else if (!mailbox.cell->takesUserMessages()) {
                why.reason = Reason::receiverWaits;
            } else if (m_busy >= m_options.workers) {
                why.reason = Reason::workersBusy;
            } else {
                isHindered = false;
            }
            if (isHindered) to.push_back(why);
            isFirst = false;
        }
    }
}

/// The next moment at which something changes by itself; kForever: none.
std::int64_t Lab::nextTime() const {
    std::int64_t next = sync::kForever;
    const auto consider = [&](std::int64_t at) {
        if (at > m_now) next = std::min(next, at);
    };
    for (const PendingEnd& end : m_ends) consider(end.at);
    for (const TimerEntry* entry : m_scheduler->timers.entries()) consider(entry->due);
    for (const std::uint32_t number : m_waiting) {
        const Mailbox& mailbox = *m_mailboxes.at(number);
        for (const Mailbox::Lane& lane : mailbox.lanes) {
            if (!lane.messages.empty()) consider(lane.messages.front().leavesAt);
        }
        for (const LabReply& reply : mailbox.replies) consider(reply.leavesAt);
    }
    return next;
}

} // namespace troupe::TROUPE_ABI

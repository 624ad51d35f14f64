#include "troupe/lab/lab.h"

#include <algorithm>

#include "troupe/actor/cell_extra.h"
#include "troupe/actor/runner.h"
#include "troupe/lab/lab_mailbox.h"
#include "troupe/lab/lab_scheduler.h"
#include "troupe/message/thread_state.h"

namespace troupe::inline TROUPE_ABI {

namespace {

SystemOptions systemOptions(const LabOptions& options) {
    SystemOptions system;
    system.seed = options.seed;
    system.deadlock = options.deadlock;
    return system;
}

} // namespace

SharedKnowledge merged(const SharedKnowledge& a, const SharedKnowledge& b, std::uint32_t sender,
                       std::uint64_t index) {
    static const Knowledge kNothing;
    const Knowledge& left = a ? *a : kNothing;
    const Knowledge& right = b ? *b : kNothing;
    auto sum = std::make_shared<Knowledge>();
    sum->reserve(left.size() + right.size() + 1);
    auto l = left.begin();
    auto r = right.begin();
    while (l != left.end() || r != right.end()) {
        if (r == right.end() || (l != left.end() && l->first < r->first)) {
            sum->push_back(*l++);
        } else if (l == left.end() || r->first < l->first) {
            sum->push_back(*r++);
        } else {
            sum->emplace_back(l->first, std::max(l->second, r->second));
            ++l;
            ++r;
        }
    }
    const auto at = std::lower_bound(sum->begin(), sum->end(),
                                     std::pair<std::uint32_t, std::uint64_t>(sender, 0));
    if (at != sum->end() && at->first == sender) {
        at->second = std::max(at->second, index);
    } else {
        sum->insert(at, {sender, index});
    }
    return sum;
}

Lab::Lab(LabOptions options)
    : m_options(options), m_random(options.seed), m_schedule(options.scheduleLimit) {
    auto scheduler = std::make_unique<LabScheduler>(*this);
    m_scheduler = scheduler.get();
    m_system.reset(new System(systemOptions(options), *this, &m_now, std::move(scheduler)));
    m_runner = std::make_unique<Runner>(*m_system, Runner::kUnlimited);
    m_runner->blocks = &localBlocks();
}

Lab::~Lab() {
    m_system->shutdown(m_options.cost);
    for (PendingEnd& end : m_ends) end.cell->unref();
    m_ends.clear();
    for (Cell* cell : m_scheduler->ready) cell->unref();
    m_scheduler->ready.clear();
    m_mailboxes.clear();
    m_system.reset();
}

// --- steps --------------------------------------------------------------------------------------

bool Lab::step() {
    settle();
    collect(m_choices);
    std::size_t place = 0;
    if (m_choices.empty()) {
        const std::int64_t next = nextTime();
        if (next == sync::kForever) return false;
        LabChoice pass;
        pass.kind = LabChoice::Kind::passTime;
        pass.time = next;
        m_choices.push_back(pass);
    } else if (m_choices.size() > 1) {
        place = m_random.below(m_choices.size());
    }
    m_schedule.addChoice(place);
    perform(LabChoice(m_choices[place]));
    return true;
}

bool Lab::deliver(std::size_t choice) {
    const std::vector<LabChoice> all = choices();
    if (choice >= all.size()) return false;
    m_schedule.addChoice(choice);
    perform(all[choice]);
    return true;
}

bool Lab::runToQuiet(std::uint64_t limit) {
    for (std::uint64_t i = 0; i < limit; ++i) {
        if (!step()) return true;
    }
    return isQuiet();
}

void Lab::runFor(Duration time) {
    const std::int64_t until = m_now + time.count();
    for (;;) {
        settle();
        collect(m_choices);
        if (m_choices.empty() && nextTime() > until) break;
        if (!step()) break;
    }
    if (m_now >= until) return;
    m_schedule.add({LabMove::Kind::passTime, 0, until});
    passTimeTo(until);
    settle();
}

bool Lab::isQuiet() {
    settle();
    collect(m_choices);
    return m_choices.empty() && nextTime() == sync::kForever;
}

void Lab::perform(const LabChoice& choice) {
    ++m_steps;
    m_runner->workSoFar = 0;
    switch (choice.kind) {
    case LabChoice::Kind::message:
        deliverMessage(choice);
        break;
    case LabChoice::Kind::reply:
        deliverReply(choice);
        break;
    case LabChoice::Kind::timer:
        fireTimer(choice);
        break;
    case LabChoice::Kind::passTime:
        passTimeTo(choice.time);
        break;
    }
    settle();
    m_runner->workSoFar = 0;
}

void Lab::deliverMessage(const LabChoice& choice) {
    Mailbox& mailbox = *m_mailboxes.at(choice.receiver.number);
    Envelope* envelope = mailbox.cell->firstAside() ? mailbox.cell->takeAside() : nullptr;
    if (!envelope) envelope = learnFrom(mailbox, mailbox.takeFirst(choice.sender.number));
    runTurnOf(mailbox, envelope);
}

/// The receiver knows now what its sender knew.
Envelope* Lab::learnFrom(Mailbox& mailbox, const LabMessage& message) {
    mailbox.knowledge = merged(mailbox.knowledge, message.knowledge,
                               message.envelope->sender.number, message.index);
    return message.envelope;
}

void Lab::runTurnOf(Mailbox& mailbox, Envelope* envelope) {
    Cell* cell = mailbox.cell;
    cell->ref();
    if (mailbox.isEmpty()) m_waiting.erase(cell->id().number);
    admitWaiters(mailbox);
    cell->runChosen(*m_runner, envelope);
    beginBusy(mailbox);
    cell->unref();
}

void Lab::deliverReply(const LabChoice& choice) {
    Mailbox& mailbox = *m_mailboxes.at(choice.receiver.number);
    const auto at =
        std::find_if(mailbox.replies.begin(), mailbox.replies.end(), [&](const LabReply& r) {
            return static_cast<const Ask*>(r.signal->pointer)->request.load(sync::relaxed) ==
                   choice.id;
        });
    LabReply reply = std::move(*at);
    mailbox.replies.erase(at);
    mailbox.knowledge = merged(mailbox.knowledge, reply.knowledge, 0, 0);
    if (mailbox.isEmpty()) m_waiting.erase(choice.receiver.number);
    Cell* cell = mailbox.cell;
    cell->ref();
    const std::uint64_t before = turnsBegun();
    cell->signalNow(reply.signal, m_runner.get());
    runReady();
    if (turnsBegun() != before) beginBusy(mailbox); // else nobody waited for it any more
    cell->unref();
}

void Lab::fireTimer(const LabChoice& choice) {
    const auto& entries = m_scheduler->timers.entries();
    const auto at = std::find_if(entries.begin(), entries.end(),
                                 [&](const TimerEntry* e) { return e->order == choice.id; });
    TimerEntry& entry = **at;
    m_scheduler->timers.remove(entry);
    if (Ask* ask = entry.ask) {
        ask->decide(AskOutcome::timeout);
        ask->unref();
        return;
    }
    Cell* cell = entry.cell;
    cell->ref();
    const bool isInternal = entry.isInternal;
    const Signal tick{.kind = isInternal ? SignalKind::escalation : SignalKind::tick,
                      .number = entry.incarnation,
                      .value = static_cast<std::int64_t>(entry.id)};
    if (entry.period > 0) {
        // at most one tick waits; those that came due meanwhile are missed (decisions.md 12)
        const std::int64_t missed = (m_now - entry.due) / entry.period;
        entry.missed += static_cast<std::uint64_t>(missed);
        entry.due += (missed + 1) * entry.period;
        m_scheduler->timers.add(entry);
    }
    const std::uint64_t before = turnsBegun();
    cell->signal(tick, m_runner.get());
    runReady();
    if (!isInternal && turnsBegun() != before) beginBusy(mailboxOf(*cell));
    cell->unref();
}

std::uint64_t Lab::turnsBegun() const {
    return m_runner->turn.load(sync::relaxed);
}

/// The turn just run takes its cost of virtual time.
void Lab::beginBusy(Mailbox& mailbox) {
    const std::int64_t cost = m_options.cost.count() + m_runner->workSoFar;
    if (cost <= 0) {
        passTimeTo(m_now); // an end that was told to come now
        return;
    }
    mailbox.busyUntil = m_now + cost;
    ++m_busy;
    const auto mine = [&](const PendingEnd& end) {
        return end.cell == mailbox.cell && end.at == 0;
    };
    auto at = std::find_if(m_ends.begin(), m_ends.end(), mine);
    if (at == m_ends.end()) {
        mailbox.cell->ref();
        m_ends.push_back({0, mailbox.cell, {}, false, {}});
        at = m_ends.end() - 1;
    }
    at->at = mailbox.busyUntil;
}

void Lab::endLater(Cell& cell, const Event& event, std::span<const std::uint8_t> payload) {
    cell.ref();
    m_ends.push_back({0, &cell, event, true, {payload.begin(), payload.end()}});
}

/// Turns end in the order of their times, then of their beginning.
void Lab::passTimeTo(std::int64_t time) {
    for (;;) {
        auto first = m_ends.end();
        for (auto at = m_ends.begin(); at != m_ends.end(); ++at) {
            if (at->at <= time && (first == m_ends.end() || at->at < first->at)) first = at;
        }
        if (first == m_ends.end()) break;
        PendingEnd end = std::move(*first);
        m_ends.erase(first);
        m_now = std::max(m_now, end.at);
        if (end.isTold) m_system->trace().emit(end.event, end.payload, &end.cell->track());
        const auto mailbox = m_mailboxes.find(end.cell->id().number);
        if (mailbox != m_mailboxes.end() && mailbox->second->busyUntil != 0 &&
            mailbox->second->busyUntil <= m_now) {
            mailbox->second->busyUntil = 0;
            --m_busy;
        }
        end.cell->unref();
    }
    m_now = std::max(m_now, time);
}

/// Signals are carried out at once, in the order they came.
void Lab::settle() {
    runReady();
    endTheRest();
}

/// Turns that a signal let go on, such as one that waited for room, take their time too.
void Lab::endTheRest() {
    for (PendingEnd& end : m_ends) {
        if (end.at != 0) continue;
        Mailbox& mailbox = mailboxOf(*end.cell);
        if (mailbox.busyUntil == 0) {
            mailbox.busyUntil = m_now + std::max<std::int64_t>(m_options.cost.count(), 1);
            ++m_busy;
        }
        end.at = mailbox.busyUntil;
    }
}

void Lab::runReady() {
    while (!m_scheduler->ready.empty()) {
        Cell* cell = m_scheduler->ready.front();
        m_scheduler->ready.pop_front();
        if (!cell->inbox().isClosed()) cell->runSlice(*m_runner);
        cell->unref();
    }
}

// --- sending ------------------------------------------------------------------------------------

Lab::Mailbox& Lab::mailboxOf(Cell& cell) {
    auto& place = m_mailboxes[cell.id().number];
    if (!place) place = std::make_unique<Mailbox>(cell);
    return *place;
}

const Lab::Mailbox* Lab::findMailbox(const Cell& cell) const {
    const auto at = m_mailboxes.find(cell.id().number);
    return at == m_mailboxes.end() ? nullptr : at->second.get();
}

TellOutcome Lab::accept(Cell& to, Envelope* envelope, const Sender& from, std::int64_t waitUntil) {
    if (to.inbox().isClosed()) return to.deliverDead(envelope, from);
    Mailbox& mailbox = mailboxOf(to);
    const Overflow policy = to.overflow();
    const std::uint64_t capacity = policy == Overflow::unbounded ? UINT64_MAX : to.labCapacity();
    if (mailbox.depth < capacity && mailbox.waiters.empty()) {
        return put(mailbox, envelope, from, TellOutcome::delivered);
    }
    switch (policy) {
    case Overflow::dropOldest: {
        LabMessage oldest = mailbox.takeOldest();
        ++mailbox.droppedOldest;
        const TellOutcome outcome = put(mailbox, envelope, from, TellOutcome::replaced);
        to.deadLetter(oldest.envelope, DeadReason::overflowOldest,
                      from.cell ? &from.cell->track() : nullptr);
        return outcome;
    }
    case Overflow::block:
        if (from.cell == &to) break;
        if (!from.cell) return waitOutside(mailbox, envelope, waitUntil);
        if (from.cell->noteWaitsForRoom(to, envelope->id)) {
            from.cell->endOutboxWait(to); // the wait that would close a cycle is its victim
            return TellOutcome::full;
        }
        from.cell->ref();
        mailbox.waiters.push_back({envelope, from.cell});
        return TellOutcome::waiting;
    default:
        break;
    }
    if (policy == Overflow::fail && !from.cell && waitUntil != 0) {
        return waitOutside(mailbox, envelope, waitUntil);
    }
    return to.deliverToFull(envelope, from, waitUntil);
}

/// A thread outside of the engine waits: the Lab goes on until there is room.
TellOutcome Lab::waitOutside(Mailbox& mailbox, Envelope* envelope, std::int64_t waitUntil) {
    Cell* cell = mailbox.cell;
    const auto isFull = [&] {
        return mailbox.depth >= cell->labCapacity() || !mailbox.waiters.empty();
    };
    while (m_now < waitUntil && isFull() && !cell->inbox().isClosed()) {
        settle();
        collect(m_choices);
        if (m_choices.empty() && nextTime() > waitUntil) {
            passTimeTo(waitUntil); // nothing makes room until then
        } else {
            step();
        }
    }
    if (cell->inbox().isClosed()) return cell->deliverDead(envelope, {});
    if (isFull()) return TellOutcome::timedOut;
    return put(mailbox, envelope, {}, TellOutcome::delivered);
}

TellOutcome Lab::put(Mailbox& mailbox, Envelope* envelope, const Sender& from,
                     TellOutcome outcome) {
    const std::uint32_t sender = envelope->sender.number;
    ActorTrack* own = from.cell ? &from.cell->track() : nullptr;
    mailbox.cell->emitSent(*envelope, from, outcome, own);
    Mailbox* source = from.cell ? &mailboxOf(*from.cell) : nullptr;
    LabMessage message;
    message.envelope = envelope;
    message.stamp = ++m_stamps;
    message.index = source ? ++source->sendCount : message.stamp;
    message.leavesAt = m_now + m_runner->workSoFar;
    message.knowledge = source ? source->knowledge : m_outside;
    if (envelope->id == 0) envelope->id = message.stamp & kMessageIdMask;
    mailbox.laneOf(sender).messages.push_back(std::move(message));
    ++mailbox.sent;
    mailbox.highWater = std::max(mailbox.highWater, ++mailbox.depth);
    m_waiting.insert(mailbox.cell->id().number);
    return outcome;
}

void Lab::admitWaiters(Mailbox& mailbox) {
    while (!mailbox.waiters.empty()) {
        const bool isClosed = mailbox.cell->inbox().isClosed();
        if (!isClosed && mailbox.depth >= mailbox.cell->labCapacity()) return;
        const Mailbox::Waiter waiter = mailbox.waiters.front();
        mailbox.waiters.pop_front();
        const Sender by{m_runner.get(), waiter.cell};
        const TellOutcome outcome = isClosed
                                        ? mailbox.cell->deliverDead(waiter.envelope, by)
                                        : put(mailbox, waiter.envelope, by, TellOutcome::delivered);
        waiter.cell->endWaitsFor(mailbox.cell);
        waiter.cell->signal(
            {.kind = SignalKind::outboxSent, .detail = static_cast<std::uint8_t>(outcome)},
            m_runner.get());
        waiter.cell->unref();
    }
}

void Lab::acceptReply(Cell& to, Signal* reply) {
    if (to.inbox().isClosed()) {
        to.signalNow(reply, m_runner.get());
        return;
    }
    Mailbox& mailbox = mailboxOf(to);
    LabReply waiting;
    waiting.signal = reply;
    const Ask& ask = *static_cast<const Ask*>(reply->pointer);
    waiting.leavesAt = m_now + m_runner->workSoFar;
    if (ask.target) {
        const Mailbox& answerer = mailboxOf(*ask.target);
        waiting.knowledge =
            merged(answerer.knowledge, nullptr, ask.target->id().number, answerer.sendCount);
    }
    mailbox.replies.push_back(std::move(waiting));
    m_waiting.insert(to.id().number);
}

void Lab::noteAside(Cell& cell) {
    mailboxOf(cell);
    m_waiting.insert(cell.id().number);
}

void Lab::noteRoom(Cell& cell) {
    const auto at = m_mailboxes.find(cell.id().number);
    if (at != m_mailboxes.end()) admitWaiters(*at->second);
}

void Lab::discardQueue(Cell& cell, DeadReason reason) {
    const auto at = m_mailboxes.find(cell.id().number);
    if (at == m_mailboxes.end()) return;
    Mailbox& mailbox = *at->second;
    while (mailbox.depth > 0) {
        LabMessage oldest = mailbox.takeOldest();
        cell.countDead(reason);
        cell.deadLetter(oldest.envelope, reason, &cell.track());
    }
    if (mailbox.isEmpty()) m_waiting.erase(cell.id().number);
    admitWaiters(mailbox);
}

void Lab::outsideLearns(Cell& cell) {
    const Mailbox& mailbox = mailboxOf(cell);
    m_outside = merged(m_outside, mailbox.knowledge, cell.id().number, mailbox.sendCount);
}

/// The cell has closed: replies to it reach nobody.
void Lab::forgetReplies(Cell& cell) {
    const auto at = m_mailboxes.find(cell.id().number);
    if (at == m_mailboxes.end()) return;
    for (LabReply& reply : std::exchange(at->second->replies, {})) {
        cell.signalNow(reply.signal, m_runner.get());
    }
    if (at->second->isEmpty()) m_waiting.erase(cell.id().number);
}

void Lab::forget(const Cell& cell) {
    const auto at = m_mailboxes.find(cell.id().number);
    if (at == m_mailboxes.end()) return;
    if (at->second->busyUntil != 0) --m_busy;
    m_waiting.erase(cell.id().number);
    m_mailboxes.erase(at);
}

std::uint64_t Lab::depthOf(const Cell& cell) const {
    const Mailbox* mailbox = findMailbox(cell);
    return mailbox ? mailbox->depth : 0;
}

std::uint64_t Lab::sentTo(const Cell& cell) const {
    const Mailbox* mailbox = findMailbox(cell);
    return mailbox ? mailbox->sent : 0;
}

std::uint64_t Lab::highWaterOf(const Cell& cell) const {
    const Mailbox* mailbox = findMailbox(cell);
    return mailbox ? mailbox->highWater : 0;
}

std::uint64_t Lab::droppedOldestOf(const Cell& cell) const {
    const Mailbox* mailbox = findMailbox(cell);
    return mailbox ? mailbox->droppedOldest : 0;
}

} // namespace troupe::TROUPE_ABI

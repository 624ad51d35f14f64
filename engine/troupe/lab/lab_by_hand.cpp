// Messages of the Lab that a person moves, and runs made again from their schedules.
#include "troupe/lab/lab.h"

#include <algorithm>

#include "troupe/actor/cell_extra.h"
#include "troupe/actor/runner.h"
#include "troupe/lab/lab_mailbox.h"
#include "troupe/lab/lab_scheduler.h"

namespace troupe::inline TROUPE_ABI {

/// Where an undelivered message stands; null: nowhere.
struct Lab::Place {
    Mailbox* mailbox = nullptr;
    Mailbox::Lane* lane = nullptr;
    std::deque<LabMessage>::iterator message;
};

template <class IsIt>
bool Lab::find(const IsIt& isIt, Place& place) {
    for (const std::uint32_t number : m_waiting) {
        Mailbox& mailbox = *m_mailboxes.at(number);
        for (Mailbox::Lane& lane : mailbox.lanes) {
            const auto at = std::find_if(lane.messages.begin(), lane.messages.end(), isIt);
            if (at == lane.messages.end()) continue;
            place = {&mailbox, &lane, at};
            return true;
        }
    }
    return false;
}

std::uint64_t Lab::numberOf(std::uint64_t message) {
    Place place;
    const auto isIt = [&](const LabMessage& m) { return m.envelope->id == message; };
    return find(isIt, place) ? place.message->stamp : 0;
}

bool Lab::drop(std::uint64_t message) {
    return perform({LabMove::Kind::drop, numberOf(message), 0});
}

bool Lab::duplicate(std::uint64_t message) {
    return perform({LabMove::Kind::duplicate, numberOf(message), 0});
}

bool Lab::delay(std::uint64_t message, Duration time) {
    return perform({LabMove::Kind::delay, numberOf(message), time.count()});
}

bool Lab::deliverNow(std::uint64_t message) {
    return perform({LabMove::Kind::deliverNow, numberOf(message), 0});
}

/// False, and nothing is done, where the move does not fit.
bool Lab::perform(const LabMove& move) {
    settle();
    if (move.kind == LabMove::Kind::choice) return deliver(move.which);
    if (move.kind == LabMove::Kind::passTime) {
        if (move.time <= m_now) return false;
        m_schedule.add(move);
        passTimeTo(move.time);
        settle();
        return true;
    }
    Place place;
    const auto isIt = [&](const LabMessage& m) { return m.stamp == move.which; };
    if (!find(isIt, place) || !moveByHand(move, place)) return false;
    m_isManipulated = true;
    m_schedule.add(move);
    settle();
    return true;
}

bool Lab::moveByHand(const LabMove& move, const Place& place) {
    switch (move.kind) {
    case LabMove::Kind::drop: {
        Envelope* envelope = takeOut(place);
        place.mailbox->cell->countDead(DeadReason::manual);
        place.mailbox->cell->deadLetter(envelope, DeadReason::manual, nullptr);
        if (place.mailbox->isEmpty()) m_waiting.erase(place.mailbox->cell->id().number);
        admitWaiters(*place.mailbox);
        return true;
    }
    case LabMove::Kind::duplicate:
        return doubleMessage(place);
    case LabMove::Kind::delay:
        place.message->leavesAt =
            std::max(place.message->leavesAt, m_now) + std::max<std::int64_t>(move.time, 0);
        return true;
    default:
        return deliverOutOfOrder(place);
    }
}

Envelope* Lab::takeOut(const Place& place) {
    Envelope* envelope = place.message->envelope;
    place.lane->messages.erase(place.message);
    --place.mailbox->depth;
    return envelope;
}

/// The copy stands behind the first one; nobody waits for a reply to it.
bool Lab::doubleMessage(const Place& place) {
    Mailbox& mailbox = *place.mailbox;
    const LabMessage& first = *place.message;
    if (mailbox.depth >= mailbox.cell->labCapacity()) return false;
    mailbox.cell->m_context.m_runner = m_runner.get(); // whose memory the copy is made in
    Envelope* copy = mailbox.cell->copyOf(*first.envelope);
    if (!copy) return false;
    copy->sender = first.envelope->sender;
    copy->flags = kFlagManipulated;
    mailbox.cell->emitSent(*copy, {}, TellOutcome::delivered, nullptr);
    LabMessage message{copy, first.index, ++m_stamps, m_now, first.knowledge};
    if (copy->id == 0) copy->id = message.stamp & kMessageIdMask;
    place.lane->messages.insert(std::next(place.message), std::move(message));
    ++mailbox.sent;
    mailbox.highWater = std::max(mailbox.highWater, ++mailbox.depth);
    return true;
}

/// A step: the message comes before those it should come after.
bool Lab::deliverOutOfOrder(const Place& place) {
    if (!isFree(*place.mailbox) || place.mailbox->cell->firstAside()) return false;
    ++m_steps;
    m_runner->workSoFar = 0;
    const LabMessage message = *place.message;
    takeOut(place);
    message.envelope->flags = message.envelope->flags | kFlagManipulated;
    runTurnOf(*place.mailbox, learnFrom(*place.mailbox, message));
    m_runner->workSoFar = 0;
    return true;
}

// --- schedules ----------------------------------------------------------------------------------

std::string Lab::schedule() const {
    return m_schedule.text();
}

Result<std::uint64_t> Lab::replay(const std::string& schedule) {
    const auto moves = LabSchedule::parse(schedule);
    if (!moves.ok()) return Error{moves.error()};
    std::uint64_t made = 0;
    for (const LabMove& move : moves.value()) {
        if (!perform(move)) {
            return Error{"the schedule does not fit this scenario: step " +
                         std::to_string(made + 1) + " cannot be done"};
        }
        ++made;
    }
    return made;
}

} // namespace troupe::TROUPE_ABI

// One actor's messages in the Lab: a queue for each sender, and what each message knew of others.
//
// Internal to the Lab. A message may be delivered when it is the first of its sender and its
// sending did not happen after another undelivered message to the same receiver
// (decisions.md 20). Happened-before is kept as in a vector clock: for every sender how many of
// its messages were known; sparse, for most actors know few others.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <utility>
#include <vector>

#include "troupe/actor/cell.h"
#include "troupe/lab/lab.h"

namespace troupe::inline TROUPE_ABI {

/// For each sender the number of its last known message; sorted by sender. Immutable, shared.
using Knowledge = std::vector<std::pair<std::uint32_t, std::uint64_t>>;
using SharedKnowledge = std::shared_ptr<const Knowledge>;

/// Number of the last message of `sender` that is known; 0: none.
inline std::uint64_t knownOf(const SharedKnowledge& knowledge, std::uint32_t sender) {
    if (!knowledge) return 0;
    const auto at = std::lower_bound(knowledge->begin(), knowledge->end(),
                                     std::pair<std::uint32_t, std::uint64_t>(sender, 0));
    return at != knowledge->end() && at->first == sender ? at->second : 0;
}

/// What both know, and message `index` of `sender` beside.
SharedKnowledge merged(const SharedKnowledge& a, const SharedKnowledge& b, std::uint32_t sender,
                       std::uint64_t index);

struct LabMessage {
    Envelope* envelope = nullptr;
    std::uint64_t index = 0; // among all messages of its sender, from 1
    std::uint64_t stamp = 0; // order of sending in the whole run
    std::int64_t leavesAt = 0;
    SharedKnowledge knowledge;
};

struct LabReply {
    Signal* signal = nullptr;
    std::int64_t leavesAt = 0;
    SharedKnowledge knowledge;
};

class Lab::Mailbox {
public:
    struct Lane {
        std::uint32_t sender = 0;
        std::deque<LabMessage> messages;
    };
    struct Waiter {
        Envelope* envelope = nullptr;
        Cell* cell = nullptr; // one reference
    };

    explicit Mailbox(Cell& owner) : cell(&owner) {}

    Cell* cell;
    std::vector<Lane> lanes; // in order of first sending
    std::deque<LabReply> replies;
    std::deque<Waiter> waiters;
    std::uint64_t depth = 0;
    std::uint64_t sent = 0;
    std::uint64_t highWater = 0;
    std::uint64_t droppedOldest = 0;
    std::int64_t busyUntil = 0; // 0: not busy

    // As a sender.
    std::uint64_t sendCount = 0;
    SharedKnowledge knowledge;

    Lane& laneOf(std::uint32_t sender) {
        for (Lane& lane : lanes) {
            if (lane.sender == sender) return lane;
        }
        lanes.push_back({sender, {}});
        return lanes.back();
    }

    /// The undelivered message that must come before the first of `lane`; null: none.
    const LabMessage* earlierThan(const Lane& lane) const {
        const LabMessage& mine = lane.messages.front();
        for (const Lane& other : lanes) {
            if (&other == &lane || other.messages.empty()) continue;
            const LabMessage& first = other.messages.front();
            if (knownOf(mine.knowledge, other.sender) >= first.index) return &first;
        }
        return nullptr;
    }

    LabMessage takeFirst(std::uint32_t sender) {
        Lane& lane = laneOf(sender);
        LabMessage first = std::move(lane.messages.front());
        lane.messages.pop_front();
        --depth;
        return first;
    }

    /// The oldest of all senders; there is one.
    LabMessage takeOldest() {
        Lane* oldest = nullptr;
        for (Lane& lane : lanes) {
            if (lane.messages.empty()) continue;
            if (!oldest || lane.messages.front().stamp < oldest->messages.front().stamp) {
                oldest = &lane;
            }
        }
        return takeFirst(oldest->sender);
    }

    bool isEmpty() const { return depth == 0 && replies.empty() && !cell->firstAside(); }
};

/// The end of a turn that lasts, told when its time has come.
struct Lab::PendingEnd {
    std::int64_t at = 0;
    Cell* cell = nullptr; // one reference
    Event event;
    bool isTold = false; // there is an event
    std::vector<std::uint8_t> payload;
};

} // namespace troupe::TROUPE_ABI

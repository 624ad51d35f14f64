// The tray of messages that nobody handled, by reason. Thread: gui.
#pragma once

#include <array>
#include <cstdint>
#include <deque>

#include "recording/recorded_event.h"
#include "troupe/message/value.h"
#include "world/actor_view.h"

namespace troupe::core {

struct DeadLetter {
    Seq seq = 0;           // its `deadLetter` event
    MailboxEntry envelope; // sender, type, where it was sent
    ActorId receiver;      // 0: never existed
    DeadReason reason = DeadReason::unhandled;
    std::uint64_t stamp = 0; // when it died, ns
    Duration lateBy{};       // lateReply only
};

class DeadLetters {
public:
    void add(const DeadLetter& letter);

    /// All so far, also those no longer listed.
    std::int64_t count() const { return m_count; }
    std::int64_t count(DeadReason reason) const {
        return m_byReason[static_cast<std::size_t>(reason)];
    }
    /// The last kListed, oldest first.
    const std::deque<DeadLetter>& listed() const { return m_listed; }

    static constexpr std::size_t kListed = 1000;

private:
    std::array<std::int64_t, kDeadReasonCount> m_byReason{};
    std::deque<DeadLetter> m_listed;
    std::int64_t m_count = 0;
};

} // namespace troupe::core

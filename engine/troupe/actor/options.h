// What can be chosen when an actor is spawned.
#pragma once

#include <cstdint>
#include <string>

#include "troupe/mailbox/inbox.h"
#include "troupe/message/value.h"
#include "troupe/observe/event.h"

namespace troupe::inline TROUPE_ABI {

/// `capacity` from 1 to 1,000,000 messages; without meaning for `unbounded`. Where actors are
/// refused (`fail`), a sender outside of the engine waits for room all the same, at most as long as
/// its tell or ask says, unless `outside` is `fail` too.
struct MailboxOptions {
    std::uint32_t capacity = 1024;
    Overflow overflow = Overflow::fail;
    Overflow outside = Overflow::block;
};

/// What becomes of the queued messages when the actor restarts.
enum class RestartMail : std::uint8_t { keep, discard };
/// "keep", "discard".
inline const char* toString(RestartMail v) {
    return v == RestartMail::keep ? "keep" : "discard";
}

/// What becomes of an ask that comes while the actor is crashed or waits for its restart: it queues
/// as every message does, or ends at once with `restarting`.
enum class RestartAsks : std::uint8_t { queue, refuse };

/// What becomes of a message whose handler throws: it is lost, or tried again `retries` times
/// and then quarantined.
struct FailingMessage {
    std::uint8_t retries = 0;
};

inline constexpr std::uint32_t kLargestCapacity = 1'000'000;

} // namespace troupe::TROUPE_ABI

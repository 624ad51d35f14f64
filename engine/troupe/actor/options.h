// What can be chosen when an actor is spawned.
#pragma once

#include <cstdint>
#include <string>

#include "troupe/mailbox/inbox.h"
#include "troupe/message/value.h"
#include "troupe/observe/event.h"

namespace troupe::inline TROUPE_ABI {

/// `capacity` from 1 to 1,000,000 messages; without meaning for `unbounded`.
struct MailboxOptions {
    std::uint32_t capacity = 1024;
    Overflow overflow = Overflow::fail;
};

/// What becomes of the queued messages when the actor restarts.
enum class RestartMail : std::uint8_t { keep, discard };
/// "keep", "discard".
inline const char* toString(RestartMail v) { return v == RestartMail::keep ? "keep" : "discard"; }

/// What becomes of a message whose handler throws: it is lost, or tried again `retries` times
/// and then quarantined.
struct FailingMessage {
    std::uint8_t retries = 0;
};

inline constexpr std::uint32_t kLargestCapacity = 1'000'000;

} // namespace troupe::TROUPE_ABI

// A message on its way: header of 48 bytes, then the message itself.
//
// Made by the sender, owned by exactly one place at a time (outbox, mailbox, stash, handler).
#pragma once

#include <cstddef>
#include <cstdint>
#include <new>
#include <utility>

#include "troupe/message/block_pool.h"
#include "troupe/message/message_type.h"
#include "troupe/observe/event.h"

namespace troupe::inline TROUPE_ABI {

class Ask;

/// No entry of the receiver's handler table is known: look it up by type.
inline constexpr std::uint16_t kNoHandler = 0xFFFF;

/// Bit of Envelope::flags beside those of EventFlag: `stamp` is the carry of a recorded event.
inline constexpr std::uint8_t kStampIsCarry = 64;

struct alignas(16) Envelope {
    Envelope* next = nullptr;
    const MessageType* type = nullptr;
    Ask* ask = nullptr;             // set for requests; one reference is the envelope's
    std::int64_t stamp = 0;         // ns when sent; 0: this message is not timed
    std::uint64_t id : 48 = 0;      // 0 while nobody records
    std::uint64_t flags : 8 = 0;    // EventFlag
    std::uint64_t attempts : 8 = 0; // times its handler threw
    ActorId sender;
    std::uint16_t handler = kNoHandler; // place in the receiver's handler table

    void* message() { return this + 1; }
    const void* message() const { return this + 1; }
    template <class M>
    M& as() {
        return *static_cast<M*>(message());
    }
};
static_assert(sizeof(Envelope) == 48);

/// Memory for a message of `size` bytes behind a fresh header; null without memory.
inline Envelope* allocateEnvelope(BlockCache& blocks, std::size_t size) noexcept {
    void* at = blocks.allocate(sizeof(Envelope) + size);
    return at ? ::new (at) Envelope : nullptr;
}

/// Frees the memory only; for envelopes whose message was not made or is gone.
[[gnu::always_inline]] inline void freeEnvelope(BlockCache& blocks, Envelope* envelope,
                                                std::size_t size) noexcept {
    blocks.release(envelope, sizeof(Envelope) + size);
}

/// Ends the message and its memory; the ask must have been taken out.
[[gnu::always_inline]] inline void destroyEnvelope(BlockCache& blocks,
                                                   Envelope* envelope) noexcept {
    const MessageType& type = *envelope->type;
    if (type.destroy) type.destroy(type, envelope->message());
    freeEnvelope(blocks, envelope, type.size);
}

template <class M, class... Args>
Envelope* makeEnvelope(BlockCache& blocks, Args&&... args) {
    static_assert(alignof(M) <= 16, "a message is aligned to at most 16 bytes");
    Envelope* envelope = allocateEnvelope(blocks, sizeof(M));
    if (!envelope) return nullptr;
    ::new (envelope->message()) M{std::forward<Args>(args)...};
    envelope->type = &kMessageType<M>;
    return envelope;
}

} // namespace troupe::TROUPE_ABI

// An actor class without its C++ type: its messages, its handlers, its state.
//
// Generated from the class (typed_actor.h), or built at run time for scripted actors. Objects
// live as long as the program. Thread: any.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "troupe/mailbox/envelope.h"
#include "troupe/message/message_type.h"
#include "troupe/observe/event.h"

namespace troupe::inline TROUPE_ABI {

class Context;

/// One row of an actor's handler table. May throw whatever the handler throws.
struct HandlerEntry {
    const MessageType* type;
    TurnEnd (*invoke)(Context&, void* actor, Envelope&);
};

struct ActorType {
    const char* name;
    std::span<const HandlerEntry> handlers;
    /// Takes what no row takes (routers, forwarders, scripted actors); may be null.
    TurnEnd (*any)(Context&, void* actor, Envelope&);
    std::uint32_t size;
    std::uint32_t alignment;
    void (*destroy)(const ActorType&, void*) noexcept;
    const std::vector<FieldInfo>& (*stateFields)(const ActorType&);
    ValueList (*state)(const ActorType&, const void*);
    void (*encodeState)(const ActorType&, const void*, PayloadWriter&);
    /// Called when the actor stops by itself or is asked to; not by kill and not after a crash.
    void (*onStop)(Context&, void* actor);
    /// Copies the actor for a checkpoint; null where it cannot be copied.
    void* (*clone)(const ActorType&, const void*);
    const void* context = nullptr;
    /// Called for every incarnation after it is made, before its first message; null: nothing is.
    /// What it throws makes the start fail.
    void (*onStart)(Context&, void* actor) = nullptr;

    /// Place of the row for `type` in the table, or kNoHandler.
    std::uint16_t find(const MessageType& type) const {
        for (std::size_t i = 0; i < handlers.size(); ++i) {
            if (handlers[i].type == &type) return static_cast<std::uint16_t>(i);
        }
        return kNoHandler;
    }
};

/// Makes incarnations of one cell; keeps the constructor's arguments for restarts.
class ActorFactory {
public:
    explicit ActorFactory(const ActorType& type) : actorType(type) {}
    virtual ~ActorFactory() = default;
    const ActorType& actorType;
    const ActorType& type() const { return actorType; }
    /// Constructs an actor at `where` (type().size bytes). May throw: the start fails.
    virtual void make(void* where) const = 0;
    /// True for objects shared by all actors without arguments: never deleted.
    virtual bool isShared() const { return false; }
};

} // namespace troupe::TROUPE_ABI

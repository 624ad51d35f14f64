// One question on its way to one answer: exactly one outcome, decided by one compare-and-swap.
//
// Who may decide: the answerer, the deadline, the receiver's death, the asker's death. The edge
// of the wait-for graph is gone before an outcome can be seen (decisions.md 14).
#pragma once

#include <coroutine>
#include <cstdint>
#include <functional>
#include <string>

#include "troupe/message/block_pool.h"
#include "troupe/message/message_type.h"
#include "troupe/observe/event.h"
#include "troupe/schedule/timer_queue.h"
#include "troupe/sync/sync.h"

namespace troupe::inline TROUPE_ABI {

class Cell;
class Context;
class System;

/// How replies of one type are kept and converted.
struct ReplyOperations {
    std::uint32_t size;
    void (*destroy)(void*) noexcept;
    bool (*fromValue)(const Value&, void* where);
    Value (*toValue)(const void*);
    void (*encode)(const void*, const FieldShape&, PayloadWriter&);
};

template <class R>
inline constexpr ReplyOperations kReplyOperations{
    sizeof(R),
    [](void* at) noexcept { static_cast<R*>(at)->~R(); },
    [](const Value& value, void* where) {
        R reply{};
        if (!FieldTraits<R>::fromValue(value, reply)) return false;
        ::new (where) R(std::move(reply));
        return true;
    },
    [](const void* at) { return FieldTraits<R>::toValue(*static_cast<const R*>(at)); },
    [](const void* at, const FieldShape&, PayloadWriter& out) {
        FieldTraits<R>::encode(*static_cast<const R*>(at), out);
    },
};

template <>
inline constexpr ReplyOperations kReplyOperations<Value>{
    sizeof(Value),
    [](void* at) noexcept { static_cast<Value*>(at)->~Value(); },
    [](const Value& value, void* where) {
        ::new (where) Value(value);
        return true;
    },
    [](const void* at) { return *static_cast<const Value*>(at); },
    [](const void* at, const FieldShape& shape, PayloadWriter& out) {
        out.putValue(shape, *static_cast<const Value*>(at));
    },
};

class Ask {
public:
    /// Null without memory. One reference is the caller's.
    static Ask* make(System& system, const ReplyOperations& reply, const MessageType& type);

    void ref() { m_refs.fetchAdd(1, sync::relaxed); }
    /// acqRel: the last one sees all that the others did.
    void unref() {
        if (m_refs.fetchSub(1, sync::acqRel) == 1) destroy();
    }

    bool isDecided() const { return m_state.load(sync::acquire) == State::decided; }
    /// Only when decided.
    AskOutcome outcome() const { return m_outcome.read(); }
    /// Only when decided with `ok`.
    template <class R>
    R& reply() {
        return *static_cast<R*>(storage());
    }
    Value replyValue() { return m_reply->toValue(storage()); }
    const std::string& failureText() const { return m_failure; }
    /// ns from the request to the outcome.
    std::int64_t took() const { return m_decidedAt - startedAt; }

    /// Takes the right to decide; true for exactly one caller.
    bool claim();
    /// After claim(): puts a reply of type R into place. False: the asker expects another type.
    template <class R>
    bool setReply(R&& reply) {
        using Type = std::remove_cvref_t<R>;
        if (m_reply == &kReplyOperations<Type>) {
            ::new (storage()) Type(std::forward<R>(reply));
        } else if (m_reply == &kReplyOperations<Value>) {
            ::new (storage()) Value(FieldTraits<Type>::toValue(reply));
        } else {
            return false;
        }
        m_hasReply = true;
        return true;
    }
    bool setReplyValue(const Value& value);
    /// After claim(): makes the outcome visible and wakes who waits.
    void publish(AskOutcome outcome, std::string failure = {});

    /// claim() and publish() of an outcome without a reply. False: somebody else was first.
    bool decide(AskOutcome outcome, std::string failure = {}) {
        if (!claim()) return false;
        publish(outcome, std::move(failure));
        return true;
    }

    /// Waits on the calling thread, outside of the engine, at most to the deadline.
    void await();
    /// For askers that look now and then: ends the ask when its deadline has passed.
    bool poll();

    const MessageType& type() const { return m_type; }
    System& system() const { return m_system; }
    const ReplyOperations& replyOperations() const { return *m_reply; }
    void* storage() { return this + 1; }

    // Set by the asker before the request leaves; read-only afterwards.
    Cell* asker = nullptr;  // one reference; null: asked from outside
    Cell* target = nullptr; // one reference
    std::uint32_t askerIncarnation = 0;
    bool isAwaited = false;    // a coroutine waits: there is an edge in the wait-for graph
    bool isWaitTold = false;   // `waiting` was recorded. Thread: the asker's turn
    bool isAttached = false;   // to the asker's incarnation. Thread: the asker's turn
    std::uint64_t turn = 0;    // the suspended turn of `waiter`
    std::uint64_t carry = 0;   // of the event `replied`; written before the outcome is published
    std::int64_t deadline = 0; // ns, engine clock
    std::int64_t startedAt = 0;
    /// Message id; another one when it is forwarded, maybe after the asker has heard its outcome.
    sync::Atomic<std::uint64_t> request{0};
    TimerEntry timer; // of actors, and of everybody in the Lab

    // Thread: the asker's turn.
    std::coroutine_handle<> waiter;
    std::function<void(Context&, Ask&)> then;
    Ask* nextOfAsker = nullptr;
    Ask* previousOfAsker = nullptr;

private:
    enum class State : std::uint8_t { pending, deciding, decided };

    Ask(System& system, const ReplyOperations& reply, const MessageType& type)
        : timer{}, m_system(system), m_reply(&reply), m_type(type) {}
    ~Ask() = default;
    void destroy();
    void publishHere(AskOutcome outcome, std::string failure);

    sync::Atomic<std::uint32_t> m_refs{1};
    sync::Atomic<State> m_state{State::pending};
    sync::Plain<AskOutcome> m_outcome{AskOutcome::noReply};
    bool m_hasReply = false;
    sync::Atomic<bool> m_hasWaiter{false};
    sync::Parker m_parker;
    std::int64_t m_decidedAt = 0;
    std::string m_failure;
    System& m_system;
    const ReplyOperations* m_reply;
    const MessageType& m_type;
};

} // namespace troupe::TROUPE_ABI

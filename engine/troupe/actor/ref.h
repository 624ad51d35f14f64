// References to actors: typed, untyped, and the names of message values.
//
// Weak: a reference keeps the memory of a cell, not its actor. Copying is an atomic increment.
// Thread: any.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "troupe/actor/ask_future.h"
#include "troupe/actor/typed_actor.h"

namespace troupe::inline TROUPE_ABI {

class Cell;
class System;

/// A message whose C++ type is not known here; kept, copied and sent again. Values in the order
/// of the fields.
struct AnyMessage {
    const MessageType* type = nullptr;
    ValueList values;
};

/// Checks the values against the fields: missing ones at the end take their defaults.
Result<AnyMessage> makeMessage(const MessageType& type, ValueList values);

/// Any actor. Default-constructed: nobody.
class AnyRef {
public:
    AnyRef() = default;
    explicit AnyRef(Cell* cell);
    AnyRef(const AnyRef& other);
    AnyRef(AnyRef&& other) noexcept : m_cell(std::exchange(other.m_cell, nullptr)) {}
    AnyRef& operator=(AnyRef other) noexcept {
        std::swap(m_cell, other.m_cell);
        return *this;
    }
    ~AnyRef();

    explicit operator bool() const { return m_cell != nullptr; }
    bool operator==(const AnyRef& other) const { return m_cell == other.m_cell; }

    ActorId id() const;
    /// Empty for nobody.
    std::string name() const;
    /// Null for nobody.
    const ActorType* type() const;
    /// Messages in the mailbox now.
    std::uint64_t depth() const;
    std::uint32_t incarnation() const;

    /// From outside of the engine. `wait`: how long to wait for room where the mailbox blocks.
    TellOutcome tell(const MessageType& type, const ValueList& values,
                     Duration wait = std::chrono::seconds(5)) const;
    TellOutcome tell(const AnyMessage& message) const {
        return tell(*message.type, message.values);
    }
    template <class M>
    requires(!std::is_same_v<std::remove_cvref_t<M>, AnyMessage>) TellOutcome tell(M message)
    const {
        return detail::deliverOutside(m_cell, kNoHandler,
                                      makeEnvelope<M>(localBlocks(), std::move(message)),
                                      detail::kOutsideWait, false);
    }
    /// From outside of the engine. `wait`: for room where the mailbox blocks, at most the deadline.
    AnyAsk ask(const MessageType& type, const ValueList& values, Duration deadline,
               Duration wait = Duration::max()) const;

    Cell* cell() const { return m_cell; }

private:
    Cell* m_cell = nullptr;
};

/// An actor of class A: only messages that A lists can be told.
template <class A>
class Ref {
public:
    Ref() = default;
    explicit Ref(Cell* cell) : m_any(cell) {}

    operator const AnyRef&() const { return m_any; }
    const AnyRef& any() const { return m_any; }
    explicit operator bool() const { return static_cast<bool>(m_any); }
    bool operator==(const Ref&) const = default;

    ActorId id() const { return m_any.id(); }
    std::string name() const { return m_any.name(); }
    std::uint64_t depth() const { return m_any.depth(); }
    Cell* cell() const { return m_any.cell(); }

    /// From outside of the engine; an actor uses Context::tell. Never throws. Waits for room in a
    /// full mailbox of the policy `block`, or `fail` (MailboxOptions::outside), at most 5 s.
    template <class M>
    requires Handles<A, std::remove_cvref_t<M>> TellOutcome tell(M&& message)
    const {
        using Message = std::remove_cvref_t<M>;
        return detail::deliverOutside(
            cell(), kHandlerIndex<A, Message>,
            makeEnvelope<Message>(localBlocks(), std::forward<M>(message)), detail::kOutsideWait,
            false);
    }
    template <class M, class... Args>
    requires Handles<A, M> TellOutcome tell(Args&&... args)
    const { return tell(M{std::forward<Args>(args)...}); }
    /// As tell; a message that was refused comes back.
    template <class M>
    requires Handles<A, M> std::pair<TellOutcome, std::optional<M>> tryTell(M&& message,
                                                                            Duration wait = {})
    const {
        Envelope* envelope = makeEnvelope<M>(localBlocks(), std::forward<M>(message));
        if (!envelope) return {TellOutcome::noMemory, std::forward<M>(message)};
        const TellOutcome outcome =
            detail::deliverOutside(cell(), kHandlerIndex<A, M>, envelope, wait, true);
        if (outcome != TellOutcome::full && outcome != TellOutcome::timedOut) {
            return {outcome, std::nullopt};
        }
        std::pair<TellOutcome, std::optional<M>> refused(outcome, std::move(envelope->as<M>()));
        destroyEnvelope(localBlocks(), envelope);
        return refused;
    }

    template <class M, class... Args>
    requires Handles<A, M> && detail::HasReply<M> AskFuture<typename M::Reply> ask(
        Duration deadline, Args&&... args)
    const {
        using Reply = typename M::Reply;
        return AskFuture<Reply>(
            detail::askOutside(cell(), kHandlerIndex<A, M>, deadline, kReplyOperations<Reply>,
                               makeEnvelope<M>(localBlocks(), std::forward<Args>(args)...)),
            cell() ? AskOutcome::mailboxFull : AskOutcome::targetDown);
    }

private:
    AnyRef m_any;
};

/// A supervisor; pass it as SpawnOptions::supervisor.
class Supervisor;
using SupervisorRef = Ref<Supervisor>;

template <>
struct FieldTraits<AnyRef> {
    static constexpr FieldShape shape{FieldType::reference, nullptr};
    static void encode(const AnyRef& v, PayloadWriter& out) { out.putReference(v.id()); }
    static Value toValue(const AnyRef& v) { return Value(v.id()); }
    /// A number alone does not reach an actor: references come from System::ref.
    static bool fromValue(const Value&, AnyRef&) { return false; }
};

template <class A>
struct FieldTraits<Ref<A>> {
    static constexpr FieldShape shape{FieldType::reference, nullptr};
    static void encode(const Ref<A>& v, PayloadWriter& out) { out.putReference(v.id()); }
    static Value toValue(const Ref<A>& v) { return Value(v.id()); }
    static bool fromValue(const Value&, Ref<A>&) { return false; }
};

} // namespace troupe::TROUPE_ABI

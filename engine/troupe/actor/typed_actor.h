// From an actor class to the tables the engine works with.
//
// The class names its messages once, `using Messages = MessageList<Increment, GetValue>;`, and has
// one `on` for each: `on(m)` or `on(ctx, m)`, returning the reply, a Task of it, or, for an
// answer that comes later, taking a `Deferred<Reply>` last. It may have `onStart(ctx)`, called for
// every incarnation before its first message, and `onStop(ctx)`. See decisions.md 3 to 6.
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <exception>
#include <new>
#include <tuple>
#include <type_traits>

#include "troupe/actor/actor_type.h"
#include "troupe/actor/ask.h"
#include "troupe/actor/context.h"

namespace troupe::inline TROUPE_ABI {

template <class... M>
struct MessageList {
    static constexpr std::size_t size = sizeof...(M);

    /// Place of X, or kNoHandler.
    template <class X>
    static constexpr std::uint16_t indexOf() {
        std::uint16_t index = 0;
        const bool isFound = ((std::is_same_v<X, M> || (++index, false)) || ...);
        return isFound ? index : kNoHandler;
    }
};

/// `using Messages = AnyMessages;`: the actor has `TurnEnd onAny(Context&, Envelope&)` and takes
/// whatever comes (routers, forwarders).
struct AnyMessages {
    template <class X>
    static constexpr std::uint16_t indexOf() {
        return kNoHandler;
    }
};

template <class A>
concept TakesAnything = std::same_as<typename A::Messages, AnyMessages> || requires {
    &A::onAny;
};

/// A handles M: M stands in A's list.
template <class A, class M>
concept Handles = TakesAnything<A> || A::Messages::template indexOf<M>() != kNoHandler;

template <class A, class M>
inline constexpr std::uint16_t kHandlerIndex = A::Messages::template indexOf<M>();

namespace detail {

/// A message is copied into a by-value handler, so that a retry finds it whole; only what cannot
/// be copied is moved.
template <class M>
decltype(auto) passed(M& message) {
    if constexpr (std::is_copy_constructible_v<M>) {
        return static_cast<const M&>(message);
    } else {
        return std::move(message);
    }
}

template <class A, class M, class... Extra>
decltype(auto) callHandler(A& actor, Context& context, M& message, Extra&&... extra) {
    if constexpr (requires { actor.on(context, passed(message), std::forward<Extra>(extra)...); }) {
        return actor.on(context, passed(message), std::forward<Extra>(extra)...);
    } else {
        return actor.on(passed(message), std::forward<Extra>(extra)...);
    }
}

template <class A, class M, class... Extra>
concept HasHandler = requires(A& actor, Context& context, M& message, Extra... extra) {
    actor.on(context, passed(message), std::move(extra)...);
}
|| requires(A& actor, M& message, Extra... extra) {
    actor.on(passed(message), std::move(extra)...);
};

template <class T>
struct IsTask : std::false_type {};
template <class R>
struct IsTask<Task<R>> : std::true_type {};

/// Catches what the handler throws as near to it as can be, for every frame that an exception leaves
/// costs some 200 ns; and without a rethrow, which costs as much as the throw.
template <class A, class M>
TurnEnd invokeHandler(Context& context, void* at, Envelope& envelope) try {
    A& actor = *static_cast<A*>(at);
    M& message = envelope.as<M>();
    if constexpr (HasReply<M>) {
        using Reply = typename M::Reply;
        if constexpr (HasHandler<A, M, Deferred<Reply>>) {
            callHandler(actor, context, message, context.defer<Reply>(envelope));
            return context.turnEnd();
        } else {
            static_assert(HasHandler<A, M>, "the actor lists this message but has no on(…) for it");
            using Result = decltype(callHandler(actor, context, message));
            if constexpr (IsTask<Result>::value) {
                return context.runTask<Reply>(callHandler(actor, context, message), envelope);
            } else {
                static_assert(std::is_convertible_v<Result, Reply>,
                              "on(…) must return the message's Reply, a Task of it, or take a "
                              "Deferred of it");
                Reply reply(callHandler(actor, context, message));
                // forwarded or put aside: the message is elsewhere, with who waits for its reply
                if (context.turnEnd() == TurnEnd::done) context.answer(envelope, std::move(reply));
                return context.turnEnd();
            }
        }
    } else {
        static_assert(HasHandler<A, M>, "the actor lists this message but has no on(…) for it");
        using Result = decltype(callHandler(actor, context, message));
        if constexpr (IsTask<Result>::value) {
            return context.runTask<void>(callHandler(actor, context, message), envelope);
        } else {
            callHandler(actor, context, message);
            return context.turnEnd();
        }
    }
} catch (const std::exception& exception) {
    return context.noteThrown(exception.what());
} catch (...) {
    return context.noteThrown(nullptr);
}

template <class A>
TurnEnd invokeAny(Context& context, void* at, Envelope& envelope) {
    static_cast<A*>(at)->onAny(context, envelope);
    return context.turnEnd();
}

template <class A, class List>
struct HandlerTable;

template <class A, class... M>
struct HandlerTable<A, MessageList<M...>> {
    static constexpr std::array<HandlerEntry, sizeof...(M)> rows{
        HandlerEntry{&kMessageType<M>, &invokeHandler<A, M>}...};
};

template <class A>
struct HandlerTable<A, AnyMessages> {
    static constexpr std::array<HandlerEntry, 0> rows{};
};

/// As describeFields, without a prototype: state has no initial value a form would need.
template <class A>
std::vector<FieldInfo> describeFieldShapes() {
    std::vector<FieldInfo> out;
    forEachField<A>([&](const auto& f) {
        using Member = std::remove_cvref_t<decltype(std::declval<A&>().*f.member)>;
        out.push_back({f.name, &FieldTraits<Member>::shape, f.doc, f.unit, f.min, f.max, Value()});
    });
    return out;
}

template <class A>
concept HasFields = requires {
    A::fields;
};

template <class A>
struct ActorOperations {
    static void destroy(const ActorType&, void* at) noexcept { static_cast<A*>(at)->~A(); }
    static const std::vector<FieldInfo>& stateFields(const ActorType&) {
        static const std::vector<FieldInfo> kInfos = [] {
            if constexpr (HasFields<A>) {
                return describeFieldShapes<A>();
            } else {
                return std::vector<FieldInfo>();
            }
        }();
        return kInfos;
    }
    static ValueList state(const ActorType&, const void* at) {
        if constexpr (HasFields<A>) {
            return readFields(*static_cast<const A*>(at));
        } else {
            return {};
        }
    }
    static void encodeState(const ActorType&, const void* at, PayloadWriter& out) {
        if constexpr (HasFields<A>) encodeFields(*static_cast<const A*>(at), out);
    }
    static void onStop(Context& context, void* at) {
        if constexpr (requires(A & actor) { actor.onStop(context); }) {
            static_cast<A*>(at)->onStop(context);
        }
    }
    static constexpr auto startHook() -> void (*)(Context&, void*) {
        if constexpr (requires(A & actor, Context & context) { actor.onStart(context); }) {
            static_assert(
                std::is_void_v<decltype(std::declval<A&>().onStart(std::declval<Context&>()))>,
                "onStart returns nothing; it cannot wait");
            return [](Context& context, void* at) { static_cast<A*>(at)->onStart(context); };
        } else {
            return nullptr;
        }
    }
    static void* clone(const ActorType&, const void* at) {
        if constexpr (std::is_copy_constructible_v<A>) {
            return new A(*static_cast<const A*>(at));
        } else {
            return nullptr;
        }
    }
};

template <class A>
constexpr auto anyHandler() -> TurnEnd (*)(Context&, void*, Envelope&) {
    if constexpr (TakesAnything<A>) {
        return &invokeAny<A>;
    } else {
        return nullptr;
    }
}

} // namespace detail

template <class A>
inline constexpr ActorType kActorType{
    A::name,
    detail::HandlerTable<A, typename A::Messages>::rows,
    detail::anyHandler<A>(),
    sizeof(A),
    alignof(A),
    &detail::ActorOperations<A>::destroy,
    &detail::ActorOperations<A>::stateFields,
    &detail::ActorOperations<A>::state,
    &detail::ActorOperations<A>::encodeState,
    &detail::ActorOperations<A>::onStop,
    &detail::ActorOperations<A>::clone,
    nullptr,
    detail::ActorOperations<A>::startHook(),
};

/// Keeps the constructor's arguments of an A.
template <class A, class... Args>
class TypedFactory final : public ActorFactory {
public:
    static_assert(std::is_nothrow_destructible_v<A>,
                  "a destructor that throws cannot be contained");
    static_assert(alignof(A) <= 16, "an actor is aligned to at most 16 bytes");

    explicit TypedFactory(Args... args) : ActorFactory(kActorType<A>), m_args(std::move(args)...) {}
    void make(void* where) const override {
        std::apply([where](const Args&... args) { ::new (where) A(args...); }, m_args);
    }
    bool isShared() const override { return sizeof...(Args) == 0; }

    // From the thread's blocks, as the actor itself: an actor is often made here and freed there.
    static void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
        return localBlocks().allocate(size);
    }
    static void operator delete(void* at, const std::nothrow_t&) noexcept {
        localBlocks().release(at, sizeof(TypedFactory));
    }
    static void operator delete(void* at) noexcept {
        localBlocks().release(at, sizeof(TypedFactory));
    }

private:
    std::tuple<Args...> m_args;
};

/// Null without memory.
template <class A, class... Args>
const ActorFactory* makeFactory(Args&&... args) {
    if constexpr (sizeof...(Args) == 0) {
        static const TypedFactory<A> kFactory;
        return &kFactory;
    } else {
        return new (std::nothrow)
            TypedFactory<A, std::decay_t<Args>...>(std::forward<Args>(args)...);
    }
}

} // namespace troupe::TROUPE_ABI

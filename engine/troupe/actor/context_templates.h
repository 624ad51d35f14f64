// Bodies of Context's templates; included by troupe.h after everything they use.
#pragma once

#include "troupe/actor/behaviour.h"
#include "troupe/actor/context.h"
#include "troupe/actor/ref.h"
#include "troupe/actor/typed_actor.h"

namespace troupe::inline TROUPE_ABI {

namespace detail {

template <class R>
bool AskAwaiter<R>::await_suspend(std::coroutine_handle<> waiter) {
    return m_context.beginAwait(*m_ask, m_target, m_request, waiter);
}

template <class R>
AskResult<R> AskAwaiter<R>::await_resume() {
    if (!m_ask) return AskResult<R>(AskOutcome::mailboxFull, "no memory");
    return AskResult<R>::of(*m_ask);
}

/// With g++ 12 an aggregate with a non-trivial member, made inside a co_await expression, is
/// destroyed twice (decisions.md 4); so the message is made here, outside of it.
template <class M, class... Args>
Envelope* envelopeFor(BlockCache& blocks, Args&&... args) {
    return makeEnvelope<M>(blocks, std::forward<Args>(args)...);
}

template <class R>
void finishTask(std::coroutine_handle<> task, Context& context, Envelope* envelope) {
    using Promise = typename Task<R>::promise_type;
    auto& promise = std::coroutine_handle<Promise>::from_address(task.address()).promise();
    if constexpr (std::is_void_v<R>) {
        promise.take();
    } else {
        R reply = promise.take();
        if (context.turnEnd() == TurnEnd::done) context.answer(*envelope, std::move(reply));
    }
}

} // namespace detail

template <class A, class M>
TellOutcome Context::tell(const Ref<A>& to, M message) {
    static_assert(Handles<A, M>, "the actor does not list this message");
    Envelope* envelope = makeEnvelope<M>(blocks(), std::move(message));
    if (envelope) envelope->handler = kHandlerIndex<A, M>;
    return send(to.cell(), envelope);
}

template <class M, class A, class... Args>
TellOutcome Context::tell(const Ref<A>& to, Args&&... args) {
    static_assert(Handles<A, M>, "the actor does not list this message");
    Envelope* envelope = makeEnvelope<M>(blocks(), std::forward<Args>(args)...);
    if (envelope) envelope->handler = kHandlerIndex<A, M>;
    return send(to.cell(), envelope);
}

template <class M>
TellOutcome Context::tell(const AnyRef& to, M message) {
    return send(to.cell(), makeEnvelope<M>(blocks(), std::move(message)));
}

template <class A, class M>
std::pair<TellOutcome, std::optional<M>> Context::tryTell(const Ref<A>& to, M message) {
    static_assert(Handles<A, M>, "the actor does not list this message");
    Envelope* envelope = makeEnvelope<M>(blocks(), std::move(message));
    if (!envelope) return {TellOutcome::noMemory, std::move(message)};
    envelope->handler = kHandlerIndex<A, M>;
    const TellOutcome outcome = send(to.cell(), envelope, true);
    if (outcome != TellOutcome::full && outcome != TellOutcome::noMemory) {
        return {outcome, std::nullopt};
    }
    std::pair<TellOutcome, std::optional<M>> refused(outcome, std::move(envelope->as<M>()));
    destroyEnvelope(blocks(), envelope);
    return refused;
}

template <class M, class A, class... Args>
detail::SendAwaiter Context::send(const Ref<A>& to, Args&&... args) {
    return detail::SendAwaiter(*this, tell<M>(to, std::forward<Args>(args)...));
}

template <class M, class A, class... Args>
detail::AskAwaiter<typename M::Reply> Context::ask(const Ref<A>& to, Duration deadline,
                                                   Args&&... args) {
    static_assert(Handles<A, M>, "the actor does not list this message");
    static_assert((!std::is_same_v<std::remove_cvref_t<Args>, M> && ...) ||
                      std::is_trivially_destructible_v<M>,
                  "pass the message's fields, not the message: g++ 12 destroys it twice");
    using Reply = typename M::Reply;
    Envelope* request = makeEnvelope<M>(blocks(), std::forward<Args>(args)...);
    if (request) request->handler = kHandlerIndex<A, M>;
    Ask* ask = request ? prepareAsk(to.cell(), kReplyOperations<Reply>, kMessageType<M>, deadline)
                       : nullptr;
    if (request && !ask) destroyEnvelope(blocks(), request);
    return {*this, ask, to.cell(), request};
}

template <class M, class A, class Then>
void Context::askThen(const Ref<A>& to, Duration deadline, M message, Then then) {
    static_assert(Handles<A, M>, "the actor does not list this message");
    using Reply = typename M::Reply;
    Ask* ask = prepareAsk(to.cell(), kReplyOperations<Reply>, kMessageType<M>, deadline);
    if (!ask) return;
    ask->then = [then = std::move(then)](Context& context, Ask& ended) mutable {
        then(context, AskResult<Reply>::of(ended));
    };
    Envelope* request = makeEnvelope<M>(blocks(), std::move(message));
    if (request) request->handler = kHandlerIndex<A, M>;
    sendRequest(*ask, to.cell(), request);
    ask->unref();
}

template <class M>
TimerId Context::after(Duration delay, M message) {
    return setTimer(delay, Duration::zero(), makeEnvelope<M>(blocks(), std::move(message)));
}

template <class M>
TimerId Context::every(Duration period, M message) {
    static_assert(std::is_copy_constructible_v<M>, "every tick is a copy of the message");
    return setTimer(period, std::max(period, Duration(1)),
                    makeEnvelope<M>(blocks(), std::move(message)));
}

template <class R>
void Context::answer(Envelope& envelope, R reply) {
    Ask* ask = takeAsk(envelope);
    if (!ask) return;
    const bool isFirst = ask->claim();
    detail::finishAnswer(*ask, m_cell, isFirst ? (ask->setReply(std::move(reply)) ? 1 : -1) : 0);
    ask->unref();
}

template <class R, class T>
TurnEnd Context::runTask(T task, Envelope& envelope) {
    return startTask(task.release(), &detail::finishTask<R>, envelope);
}

template <class R>
Deferred<R>::~Deferred() {
    if (!m_ask) return;
    if (std::uncaught_exceptions() > m_exceptions) {
        m_ask->decide(AskOutcome::crashed, "its handler threw before it answered");
    } else {
        m_ask->decide(AskOutcome::noReply);
    }
    m_ask->unref();
}

template <class R>
void Deferred<R>::reply(R value) {
    Ask* ask = std::exchange(m_ask, nullptr);
    if (!ask) return;
    const bool isFirst = ask->claim();
    detail::finishAnswer(*ask, *ask->target,
                         isFirst ? (ask->setReply(std::move(value)) ? 1 : -1) : 0);
    ask->unref();
}

} // namespace troupe::TROUPE_ABI

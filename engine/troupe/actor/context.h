// What a handler can do: send, ask, spawn, set timers, stash, stop.
//
// One for each cell; handed to handlers that take it first. Valid during turns of its actor only,
// in a coroutine also after a co_await. Thread: the actor's turn.
#pragma once

#include <chrono>
#include <coroutine>
#include <cstdint>
#include <exception>
#include <functional>
#include <string>
#include <utility>

#include "troupe/actor/ask.h"
#include "troupe/actor/task.h"
#include "troupe/mailbox/envelope.h"
#include "troupe/message/random.h"
#include "troupe/message/result.h"
#include "troupe/message/thread_state.h"

namespace troupe::inline TROUPE_ABI {

class ActorFactory;
class AnyRef;
class Behaviour;
class Cell;
class Context;
class Runner;
class System;
struct AnyMessage;
struct SpawnOptions;
template <class A>
class Ref;
template <class R>
class AskResult;

using TimerId = std::uint64_t;

/// A reply that will be given later, by this actor or another one. Destroyed unanswered, the ask
/// ends with `noReply` at once; by an exception that leaves its handler, with `crashed`.
/// Thread: one at a time.
template <class R>
class Deferred {
public:
    Deferred() = default;
    Deferred(Ask* ask, ActorId answerer) : m_ask(ask), m_answerer(answerer) {}
    Deferred(Deferred&& other) noexcept
        : m_ask(std::exchange(other.m_ask, nullptr)), m_answerer(other.m_answerer) {}
    Deferred& operator=(Deferred&& other) noexcept {
        std::swap(m_ask, other.m_ask);
        std::swap(m_answerer, other.m_answerer);
        return *this;
    }
    ~Deferred();

    /// False where the message did not expect a reply, or was answered already.
    explicit operator bool() const { return m_ask != nullptr; }
    void reply(R value);

private:
    Ask* m_ask = nullptr;
    ActorId m_answerer;
    int m_exceptions = std::uncaught_exceptions(); // under way when it was made
};

namespace detail {

/// After Ask::claim(). `what`: 1 the reply is in place, -1 it had the wrong type, 0 the claim
/// failed: the ask had ended.
void finishAnswer(Ask& ask, Cell& answerer, int what);
Envelope* envelopeOf(const AnyMessage& message);
TellOutcome deliverOutside(Cell* to, std::uint16_t handler, Envelope* envelope, Duration wait,
                           bool keepsRefused);
/// `wait`: for room in a mailbox that blocks; at most the deadline.
Ask* askOutside(Cell* to, std::uint16_t handler, Duration deadline, const ReplyOperations& reply,
                Envelope* request, Duration wait = Duration::max());

/// How long tell() from outside waits for room in a mailbox that blocks.
inline constexpr Duration kOutsideWait = std::chrono::seconds(5);

/// Looks the outcome of an awaited ask up; the coroutine goes on in a later turn.
template <class R>
class AskAwaiter {
public:
    AskAwaiter(Context& context, Ask* ask, Cell* target, Envelope* request)
        : m_context(context), m_ask(ask), m_target(target), m_request(request) {}
    AskAwaiter(const AskAwaiter&) = delete;
    AskAwaiter& operator=(const AskAwaiter&) = delete;
    ~AskAwaiter() {
        if (m_ask) m_ask->unref();
    }
    bool await_ready() const noexcept { return m_ask == nullptr; }
    bool await_suspend(std::coroutine_handle<> waiter);
    AskResult<R> await_resume();

private:
    Context& m_context;
    Ask* m_ask;
    Cell* m_target;
    Envelope* m_request;
};

class SendAwaiter {
public:
    SendAwaiter(Context& context, TellOutcome outcome) : m_context(context), m_outcome(outcome) {}
    bool await_ready() const noexcept { return m_outcome != TellOutcome::waiting; }
    void await_suspend(std::coroutine_handle<> waiter);
    TellOutcome await_resume();

private:
    Context& m_context;
    TellOutcome m_outcome;
};

} // namespace detail

class Context {
public:
    explicit Context(Cell& cell) : m_cell(cell) {}
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    ActorId id() const;
    std::string name() const;
    std::uint32_t incarnation() const;
    System& system() const;
    AnyRef selfAny() const;
    template <class A>
    Ref<A> self() const {
        return Ref<A>(&m_cell);
    }
    /// Who sent the message being handled; nobody from outside.
    ActorId sender() const;

    // --- sending ---------------------------------------------------------------------------

    /// Never throws, never blocks. A message that was refused (full, noMemory) is gone; tryTell
    /// hands it back.
    template <class A, class M>
    TellOutcome tell(const Ref<A>& to, M message);
    /// As tell, with the message made in place.
    template <class M, class A, class... Args>
    TellOutcome tell(const Ref<A>& to, Args&&... args);
    template <class M>
    TellOutcome tell(const AnyRef& to, M message);
    TellOutcome tell(const AnyRef& to, const AnyMessage& message);
    template <class A, class M>
    std::pair<TellOutcome, std::optional<M>> tryTell(const Ref<A>& to, M message);

    /// Something that was told waits for room in a mailbox that blocks. What is told now waits
    /// behind it, without a bound: who sends by a clock looks here first.
    bool isWaitingForRoom() const;

    /// `co_await ctx.send<M>(ref, args…)`: as tell, but waits where the mailbox blocks.
    template <class M, class A, class... Args>
    detail::SendAwaiter send(const Ref<A>& to, Args&&... args);

    /// `co_await ctx.ask<M>(ref, 1s, args…)`: the actor handles no further user message until the
    /// ask ends. The message is made inside because of a defect of g++ 12 (decisions.md 4).
    template <class M, class A, class... Args>
    detail::AskAwaiter<typename M::Reply> ask(const Ref<A>& to, Duration deadline, Args&&... args);

    /// Asks and goes on; `then(Context&, AskResult<Reply>)` is a later turn of this incarnation.
    template <class M, class A, class Then>
    void askThen(const Ref<A>& to, Duration deadline, M message, Then then);
    /// As askThen for a message and a reply without types.
    void askThen(const AnyRef& to, Duration deadline, const AnyMessage& message,
                 std::function<void(Context&, AskResult<Value>)> then);

    /// As ask for a message and a reply without types. `message` is read before it waits.
    detail::AskAwaiter<Value> askAny(const AnyRef& to, Duration deadline,
                                     const AnyMessage& message);

    /// Hands the message being handled on to another actor, with who waits for its reply.
    void forward(const AnyRef& to);

    // --- answering -------------------------------------------------------------------------

    /// The reply to the message being handled as a Value, for actors that take anything.
    void answerValue(Envelope& envelope, const Value& value);
    /// Takes the duty to answer out of the message being handled.
    template <class R>
    Deferred<R> defer(Envelope& envelope) {
        return Deferred<R>(takeAsk(envelope), id());
    }

    // --- life ------------------------------------------------------------------------------

    /// Stops after this turn, exit reason `normal`.
    void stop();
    template <class A, class... Args>
    Ref<A> spawn(const SpawnOptions& options, Args&&... args);
    /// One `Down` for each watch, at once if it is dead; `Restarted` when it restarts. The actor
    /// lists the messages Down and Restarted to get them.
    void watch(const AnyRef& other);
    void unwatch(const AnyRef& other);

    // --- time ------------------------------------------------------------------------------

    /// Tells itself `message` later, in this incarnation only. A message it does not handle is a
    /// dead letter.
    template <class M>
    TimerId after(Duration delay, M message);
    /// As above for a message without its type. 0: it could not be made.
    TimerId afterAny(Duration delay, const AnyMessage& message);
    /// At most one tick waits; further ones are missed.
    template <class M>
    TimerId every(Duration period, M message);
    void cancel(TimerId timer);
    /// ns on the engine's clock: since the System's start, virtual in the Lab.
    std::int64_t now() const;
    /// Simulated work: in the Lab the turn takes that much longer; in Live the actor is busy for
    /// that long after the handler, its thread is free.
    void work(Duration duration);
    /// Seeded by run, actor and incarnation.
    Random& random();

    // --- mailbox ---------------------------------------------------------------------------

    /// Puts the message being handled aside. False: the stash is full (its bound is the
    /// mailbox's), or it is no user message; the message then counts as handled.
    bool stash();
    /// What was put aside comes next, oldest first.
    void unstashAll();

    /// Replaces the handlers until unbecome(); at most 32 deep.
    void become(Behaviour behaviour);
    void unbecome();

    void log(LogLevel level, const std::string& text);

    // --- for the tables in typed_actor.h ----------------------------------------------------

    template <class R>
    void answer(Envelope& envelope, R reply);
    template <class R, class T>
    TurnEnd runTask(T task, Envelope& envelope);
    /// What the handler has thrown; null: no std::exception. Returns `failed`.
    TurnEnd noteThrown(const char* what);
    TurnEnd turnEnd() const { return m_end.load(sync::relaxed); }
    Cell& cell() const { return m_cell; }

private:
    friend class Cell;
    friend class Turn;
    friend class Lab;
    friend class SupervisorState;
    friend class System;
    template <class R>
    friend class detail::AskAwaiter;
    friend class detail::SendAwaiter;
    template <class R>
    friend class Deferred;

    static BlockCache& blocks() { return localBlocks(); }
    /// The duty to answer; null where there is none, or it is elsewhere.
    static Ask* takeAsk(Envelope& envelope);
    void setEnd(TurnEnd end) { m_end.store(end, sync::relaxed); }
    /// Takes the factory over.
    AnyRef spawnAny(const SpawnOptions& options, const ActorFactory* factory);
    std::int64_t workSoFar() const;
    TellOutcome send(Cell* to, Envelope* envelope, bool keepsRefused = false);
    TellOutcome sendSlowly(Cell* to, Envelope* envelope, bool keepsRefused);
    Ask* prepareAsk(Cell* to, const ReplyOperations& reply, const MessageType& type,
                    Duration deadline);
    void sendRequest(Ask& ask, Cell* to, Envelope* request);
    bool beginAwait(Ask& ask, Cell* to, Envelope* request, std::coroutine_handle<> waiter);
    void awaitOutbox(std::coroutine_handle<> waiter);
    TellOutcome lastOutboxOutcome() const;
    TimerId setTimer(Duration delay, Duration period, Envelope* message);
    /// The message is null where it is elsewhere.
    using FinishTask = void (*)(std::coroutine_handle<>, Context&, Envelope*);
    TurnEnd startTask(std::coroutine_handle<> task, FinishTask finish, Envelope& envelope);
    Runner& beginTask(std::uint64_t& turn);
    Cell& m_cell;
    Runner* m_runner = nullptr;
    Envelope* m_current = nullptr;
    // atomic, for a handler that is given up may look at it; relaxed: between threads it says nothing
    sync::Atomic<TurnEnd> m_end{TurnEnd::done};
};

} // namespace troupe::TROUPE_ABI

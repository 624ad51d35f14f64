// The asker's end of an ask.
#pragma once

#include <string>
#include <utility>

#include "troupe/actor/ask.h"
#include "troupe/message/result.h"

namespace troupe::inline TROUPE_ABI {

/// What came of an ask: the reply, or the outcome that stands for it.
template <class R>
class AskResult {
public:
    explicit AskResult(R reply) : m_outcome(AskOutcome::ok), m_reply(std::move(reply)) {}
    explicit AskResult(AskOutcome outcome, std::string text = {})
        : m_outcome(outcome), m_text(std::move(text)) {}

    bool ok() const { return m_outcome == AskOutcome::ok; }
    explicit operator bool() const { return ok(); }
    AskOutcome outcome() const { return m_outcome; }
    /// Only if ok().
    R& value() { return *m_reply; }
    const R& value() const { return *m_reply; }
    /// What the answerer threw, for the outcome `crashed`.
    const std::string& text() const { return m_text; }

    static AskResult of(Ask& ask) {
        if (ask.outcome() == AskOutcome::ok) return AskResult(std::move(ask.reply<R>()));
        return AskResult(ask.outcome(), ask.failureText());
    }

private:
    AskOutcome m_outcome;
    std::optional<R> m_reply;
    std::string m_text;
};

/// An ask from outside of the engine. Dropping it does not withdraw the question; its reply is
/// then nobody's. Thread: owner.
template <class R>
class AskFuture {
public:
    /// Takes the caller's reference. Null: it could not be asked; `without` says why.
    explicit AskFuture(Ask* ask, AskOutcome without = AskOutcome::mailboxFull)
        : m_ask(ask), m_without(without) {}
    AskFuture(AskFuture&& other) noexcept
        : m_ask(std::exchange(other.m_ask, nullptr)), m_without(other.m_without) {}
    AskFuture& operator=(AskFuture&& other) noexcept {
        std::swap(m_ask, other.m_ask);
        std::swap(m_without, other.m_without);
        return *this;
    }
    ~AskFuture() {
        if (m_ask) m_ask->unref();
    }

    /// Waits, at most until the deadline of the ask. In the Lab: runs it until the ask ends.
    AskResult<R> get() {
        if (!m_ask) return AskResult<R>(m_without);
        m_ask->await();
        return AskResult<R>::of(*m_ask);
    }
    /// Looks, without waiting. The outcome may be a timeout that has become due.
    bool isReady() { return !m_ask || m_ask->poll(); }
    /// Ends the ask with `cancelled`, if it has not ended.
    void cancel() {
        if (m_ask) m_ask->decide(AskOutcome::cancelled);
    }

private:
    Ask* m_ask;
    AskOutcome m_without;
};

/// As AskFuture, with the reply as a Value.
class AnyAsk {
public:
    AnyAsk() = default;
    explicit AnyAsk(Ask* ask) : m_ask(ask) {}
    AnyAsk(AnyAsk&& other) noexcept : m_ask(std::exchange(other.m_ask, nullptr)) {}
    AnyAsk& operator=(AnyAsk&& other) noexcept {
        std::swap(m_ask, other.m_ask);
        return *this;
    }
    ~AnyAsk() {
        if (m_ask) m_ask->unref();
    }

    bool isValid() const { return m_ask != nullptr; }
    bool isReady() { return !m_ask || m_ask->poll(); }
    void await() {
        if (m_ask) m_ask->await();
    }
    /// These only when isReady().
    AskOutcome outcome() const { return m_ask ? m_ask->outcome() : AskOutcome::mailboxFull; }
    Value reply() const { return outcome() == AskOutcome::ok ? m_ask->replyValue() : Value(); }
    std::string text() const { return m_ask ? m_ask->failureText() : std::string(); }
    Duration took() const { return Duration(m_ask ? m_ask->took() : 0); }

private:
    Ask* m_ask = nullptr;
};

} // namespace troupe::TROUPE_ABI

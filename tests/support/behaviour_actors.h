// Actors of the engine's behaviour tests: one that notes what it gets, one that answers as it is
// told, one that asks.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "support/engine_fixture.h"

namespace troupe::testing {

using namespace std::chrono_literals;

struct Note {
    std::int64_t n = 0;
    static constexpr auto name = "Note";
    static constexpr auto fields = troupe::fields(field("n", &Note::n));
};
struct Boom {
    std::string text = "boom";
    static constexpr auto name = "Boom";
    static constexpr auto fields = troupe::fields(field("text", &Boom::text));
};

/// Notes the numbers it gets, in order.
class Noter {
public:
    using Messages = MessageList<Note, Boom>;
    static constexpr auto name = "Noter";

    explicit Noter(SharedSeen seen) : m_seen(std::move(seen)) {}
    void on(const Note& m) { m_seen->add(m.n); }
    void on(const Boom& m) { throw std::runtime_error(m.text); }

private:
    SharedSeen m_seen;
};

inline std::vector<std::int64_t> numbers(std::int64_t from, std::int64_t to) {
    std::vector<std::int64_t> all;
    for (std::int64_t n = from; n <= to; ++n) all.push_back(n);
    return all;
}

struct Question {
    using Reply = std::int64_t;
    std::int64_t n = 0;
    static constexpr auto name = "Question";
    static constexpr auto fields = troupe::fields(field("n", &Question::n));
};
struct Riddle { // answered by an exception
    using Reply = std::int64_t;
    static constexpr auto name = "Riddle";
    static constexpr auto fields = troupe::fields();
};
struct Patience { // answered later, when told so
    using Reply = std::int64_t;
    std::int64_t n = 0;
    static constexpr auto name = "Patience";
    static constexpr auto fields = troupe::fields(field("n", &Patience::n));
};
struct Silence { // never answered
    using Reply = std::int64_t;
    static constexpr auto name = "Silence";
    static constexpr auto fields = troupe::fields();
};
struct AnswerNow {
    static constexpr auto name = "AnswerNow";
    static constexpr auto fields = troupe::fields();
};

/// Answers n + 1: at once, or as soon as it was told AnswerNow as often as it was asked.
class Oracle {
public:
    using Messages = MessageList<Question, Riddle, Patience, Silence, AnswerNow, Boom>;
    static constexpr auto name = "Oracle";

    Oracle() = default;
    Oracle(const Oracle&) = delete; // it keeps duties to answer
    Oracle& operator=(const Oracle&) = delete;

    std::int64_t on(const Question& m) { return m.n + 1; }
    std::int64_t on(const Riddle&) { throw std::runtime_error("no idea"); }
    void on(const Patience& m, Deferred<std::int64_t> reply) {
        m_kept.push_back({m.n, std::move(reply)});
        answer();
    }
    void on(const Silence&, Deferred<std::int64_t>) {}
    void on(const AnswerNow&) {
        ++m_allowed;
        answer();
    }
    void on(const Boom& m) { throw std::runtime_error(m.text); }

private:
    struct Kept {
        std::int64_t n;
        Deferred<std::int64_t> reply;
    };
    void answer() {
        while (m_allowed > 0 && !m_kept.empty()) {
            m_kept.front().reply.reply(m_kept.front().n + 1);
            m_kept.erase(m_kept.begin());
            --m_allowed;
        }
    }

    std::vector<Kept> m_kept;
    int m_allowed = 0;
};

/// What an Asker notes of an outcome: the reply, or -1 - outcome.
inline std::int64_t noteOf(const AskResult<std::int64_t>& r) {
    return r.ok() ? r.value() : -1 - static_cast<std::int64_t>(r.outcome());
}
inline std::int64_t noteOf(AskOutcome outcome) {
    return -1 - static_cast<std::int64_t>(outcome);
}

template <class M>
struct Await { // ask M and wait
    std::int64_t within = 5'000'000'000;
    static constexpr auto name = "Await";
    static constexpr auto fields = troupe::fields(field("within", &Await::within));
};
struct Then { // ask and go on
    std::int64_t n = 0;
    static constexpr auto name = "Then";
    static constexpr auto fields = troupe::fields(field("n", &Then::n));
};

class Asker {
public:
    using Messages = MessageList<Await<Question>, Await<Riddle>, Await<Patience>, Await<Silence>,
                                 Then, Note, Boom>;
    static constexpr auto name = "Asker";

    Asker(Ref<Oracle> oracle, SharedSeen seen)
        : m_oracle(std::move(oracle)), m_seen(std::move(seen)) {}

    template <class M>
    Task<> on(Context& ctx, const Await<M>& m) {
        const AskResult<std::int64_t> result = co_await ctx.ask<M>(m_oracle, Duration(m.within));
        m_seen->add(noteOf(result));
    }
    void on(Context& ctx, const Then& m) {
        ctx.askThen(m_oracle, 5s, Patience{m.n},
                    [this](Context&, const AskResult<std::int64_t>& r) { m_seen->add(noteOf(r)); });
    }
    void on(Context& ctx, const Note& m) {
        m_seen->add(m.n);
        if (m.n == kReleases) ctx.tell(m_oracle, AnswerNow{});
    }
    void on(const Boom& m) { throw std::runtime_error(m.text); }

    /// This note makes it tell its oracle to answer.
    static constexpr std::int64_t kReleases = 1000;

private:
    Ref<Oracle> m_oracle;
    SharedSeen m_seen;
};

} // namespace troupe::testing

#pragma once

// The messages and actors of the engine's workloads. Each actor tells its result to a Latch of the
// main thread, so that a workload's end is not an ask.

#include "peers/workload.h"

#include "troupe/troupe.h"

#include <stdexcept>

namespace troupe::bench {

struct Increment {
    std::int64_t by = 1;
    static constexpr auto name = "Increment";
    static constexpr auto fields = troupe::fields(troupe::field("by", &Increment::by));
};

struct GetValue {
    using Reply = std::int64_t;
    static constexpr auto name = "GetValue";
    static constexpr auto fields = troupe::fields();
};

struct Go {
    static constexpr auto name = "Go";
    static constexpr auto fields = troupe::fields();
};

class Counter {
public:
    using Messages = MessageList<Increment, GetValue>;
    static constexpr auto name = "Counter";

    void on(const Increment& message) { m_value += message.by; }
    std::int64_t on(const GetValue&) { return m_value; }

private:
    std::int64_t m_value = 0;

public:
    static constexpr auto fields = troupe::fields(troupe::field("value", &Counter::m_value));
};

/// Reports once when it has counted to `wanted`, then stops if it was told to.
class Sink {
public:
    using Messages = MessageList<Increment>;
    static constexpr auto name = "Sink";

    Sink(std::int64_t wanted, Latch* latch) : m_wanted(wanted), m_latch(latch) {}

    void on(Context& context, const Increment& message) {
        m_value += message.by;
        if (m_value != m_wanted) return;
        m_latch->arrive(m_value);
        context.stop();
    }

private:
    std::int64_t m_value = 0;
    std::int64_t m_wanted;
    Latch* m_latch;

public:
    static constexpr auto fields = troupe::fields(troupe::field("value", &Sink::m_value));
};

// ------------------------------------------------------------------------------- ping_pong

class Player;

struct Meet {
    Ref<Player> peer;
    static constexpr auto name = "Meet";
    static constexpr auto fields = troupe::fields(troupe::field("peer", &Meet::peer));
};

struct Ball {
    std::int64_t returns = 0;
    static constexpr auto name = "Ball";
    static constexpr auto fields = troupe::fields(troupe::field("returns", &Ball::returns));
};

class Player {
public:
    using Messages = MessageList<Meet, Ball>;
    static constexpr auto name = "Player";

    Player(std::int64_t last, Latch* latch) : m_last(last), m_latch(latch) {}

    void on(const Meet& message) { m_peer = message.peer; }

    void on(Context& context, const Ball& ball) {
        if (++m_returns == m_last)
            m_latch->arrive(m_returns);
        else
            context.tell<Ball>(m_peer, ball.returns + 1);
    }

private:
    std::int64_t m_returns = 0;
    std::int64_t m_last;
    Ref<Player> m_peer;
    Latch* m_latch;

public:
    static constexpr auto fields = troupe::fields(troupe::field("returns", &Player::m_returns));
};

// ----------------------------------------------------------------- counting, fj_throughput

/// Tells its targets `total` increments, one to each in turn, `perTurn` of them in one turn.
template <class Target>
class Producer {
public:
    using Messages = MessageList<Go>;
    static constexpr auto name = "Producer";

    Producer(std::vector<Ref<Target>> targets, std::int64_t total, std::int64_t perTurn)
        : m_targets(std::move(targets)), m_left(total), m_perTurn(perTurn) {}

    void on(Context& context, const Go&) {
        for (std::int64_t i = 0; i < m_perTurn && m_left > 0; ++i, --m_left) {
            context.tell<Increment>(m_targets[m_next], 1);
            if (++m_next == m_targets.size()) m_next = 0;
        }
        if (m_left > 0) context.tell<Go>(context.self<Producer>());
    }

private:
    std::vector<Ref<Target>> m_targets;
    std::size_t m_next = 0;
    std::int64_t m_left;
    std::int64_t m_perTurn;

public:
    static constexpr auto fields = troupe::fields(troupe::field("left", &Producer::m_left));
};

// ----------------------------------------------------------------------------- thread_ring

class RingNode;

struct Follow {
    Ref<RingNode> next;
    static constexpr auto name = "Follow";
    static constexpr auto fields = troupe::fields(troupe::field("next", &Follow::next));
};

struct Token {
    std::int64_t hops = 0;
    static constexpr auto name = "Token";
    static constexpr auto fields = troupe::fields(troupe::field("hops", &Token::hops));
};

class RingNode {
public:
    using Messages = MessageList<Follow, Token>;
    static constexpr auto name = "RingNode";

    explicit RingNode(Latch* latch) : m_latch(latch) {}

    void on(const Follow& message) { m_next = message.next; }

    void on(Context& context, const Token& token) {
        if (token.hops == 0)
            m_latch->arrive(1);
        else
            context.tell<Token>(m_next, token.hops - 1);
    }

private:
    Ref<RingNode> m_next;
    Latch* m_latch;
};

// ------------------------------------------------------------------------------------- big

struct Ping {
    std::int64_t from = 0;
    static constexpr auto name = "Ping";
    static constexpr auto fields = troupe::fields(troupe::field("from", &Ping::from));
};

struct Pong {
    static constexpr auto name = "Pong";
    static constexpr auto fields = troupe::fields();
};

/// Pings one actor after the other, chosen by xorshift, and answers the pings of the others.
class BigActor {
public:
    using Messages = MessageList<Go, Ping, Pong>;
    using All = std::vector<Ref<BigActor>>;
    static constexpr auto name = "BigActor";

    BigActor(const All* all, std::int64_t index, Latch* latch)
        : m_all(all),
          m_index(index),
          m_latch(latch),
          m_random(static_cast<std::uint32_t>(7 + index)) {}

    void on(Context& context, const Go&) { pingSomeone(context); }

    void on(Context& context, const Ping& ping) {
        context.tell<Pong>((*m_all)[static_cast<std::size_t>(ping.from)]);
    }

    void on(Context& context, const Pong&) {
        if (++m_pongs < kPerBigActor)
            pingSomeone(context);
        else
            m_latch->arrive(m_pongs);
    }

private:
    void pingSomeone(Context& context) {
        context.tell<Ping>((*m_all)[xorshift(m_random) % m_all->size()], m_index);
    }

    const All* m_all;
    std::int64_t m_index;
    std::int64_t m_pongs = 0;
    Latch* m_latch;
    std::uint32_t m_random;

public:
    static constexpr auto fields = troupe::fields(troupe::field("pongs", &BigActor::m_pongs));
};

// --------------------------------------------------------------------------- worker_logger

struct Record {
    std::int64_t worker = 0;
    std::int64_t n = 0;
    std::int64_t square = 0;
    static constexpr auto name = "Record";
    static constexpr auto fields =
        troupe::fields(troupe::field("worker", &Record::worker), troupe::field("n", &Record::n),
                       troupe::field("square", &Record::square));
};

struct Job {
    std::int64_t n = 0;
    static constexpr auto name = "Job";
    static constexpr auto fields = troupe::fields(troupe::field("n", &Job::n));
};

class Logger {
public:
    using Messages = MessageList<Record>;
    static constexpr auto name = "Logger";

    explicit Logger(Latch* latch) : m_latch(latch) {}

    void on(const Record& record) {
        m_sum += record.square;
        if (++m_records == kJobs) m_latch->arrive(m_sum);
    }

private:
    std::int64_t m_records = 0;
    std::int64_t m_sum = 0;
    Latch* m_latch;

public:
    static constexpr auto fields = troupe::fields(troupe::field("records", &Logger::m_records));
};

class Worker {
public:
    using Messages = MessageList<Job>;
    static constexpr auto name = "Worker";

    Worker(std::int64_t id, Ref<Logger> logger) : m_id(id), m_logger(std::move(logger)) {}

    void on(Context& context, const Job& job) {
        context.tell<Record>(m_logger, m_id, job.n, job.n * job.n);
    }

private:
    std::int64_t m_id;
    Ref<Logger> m_logger;
};

// --------------------------------------------------------------------------------- restart

struct Crash {
    static constexpr auto name = "Crash";
    static constexpr auto fields = troupe::fields();
};

struct Probe {
    static constexpr auto name = "Probe";
    static constexpr auto fields = troupe::fields();
};

/// Outlives the incarnations, which touch it one after the other.
struct RestartRun {
    explicit RestartRun(Latch& done) : latch(done) {}

    Latch& latch;
    std::vector<std::int64_t> latencies;
    std::int64_t crashedAt = 0;
    std::int64_t restarts = 0;
};

/// Crashes; the Probe behind the Crash in the kept mailbox is the first message of the next
/// incarnation.
class Fragile {
public:
    using Messages = MessageList<Crash, Probe>;
    static constexpr auto name = "Fragile";

    explicit Fragile(RestartRun* run) : m_run(run) {}

    void on(const Crash&) {
        ++m_run->restarts;
        m_run->crashedAt = nowNs();
        throw std::runtime_error("boom");
    }

    void on(Context& context, const Probe&) {
        m_run->latencies.push_back(nowNs() - m_run->crashedAt);
        if (m_run->latencies.size() == kRestarts) {
            m_run->latch.arrive(m_run->restarts);
            return;
        }
        context.tell<Crash>(context.self<Fragile>());
        context.tell<Probe>(context.self<Fragile>());
    }

private:
    RestartRun* m_run;
};

} // namespace troupe::bench

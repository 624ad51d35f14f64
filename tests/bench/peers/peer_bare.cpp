// Peer "bare": hand-written upper bounds, no engine. One worker thread and pooled messages
// (bare_pool.h); creation and memory on one thread alone (bare_alone.h). Run by engine_bench as
// `peer_bare WORKLOAD`.

#include "bare_alone.h"
#include "bare_pool.h"
#include "workload.h"

#include <memory>
#include <stdexcept>
#include <thread>

namespace {

using namespace troupe::bench;

enum Tag : std::int64_t { kPlain, kPing, kPong, kCrash, kProbe };

/// The worker and the figures it prints. A workload's actors and latches are never freed: the
/// worker may still be inside the last of them when main has its answer.
struct Bench {
    Worker& worker;
    Figures figures;
};

class Counter : public Actor {
public:
    Counter(std::int64_t wanted, Latch& latch) : m_wanted(wanted), m_latch(latch) {}

    void on(const Node& message) override {
        m_value += message.value;
        if (m_value == m_wanted) m_latch.arrive(m_value);
    }

private:
    std::int64_t m_value = 0;
    std::int64_t m_wanted;
    Latch& m_latch;
};

// ------------------------------------------------------------------------------- ping_pong

class Player : public Actor {
public:
    Player(Worker& worker, std::int64_t last, Latch& latch)
        : m_worker(worker), m_last(last), m_latch(latch) {}

    void setPeer(Actor& peer) { m_peer = &peer; }

    void on(const Node& message) override {
        if (++m_returns == m_last)
            m_latch.arrive(m_returns);
        else
            m_worker.send(*m_peer, kPlain, message.value + 1);
    }

private:
    Worker& m_worker;
    Actor* m_peer = nullptr;
    std::int64_t m_returns = 0;
    std::int64_t m_last;
    Latch& m_latch;
};

void pingPong(Bench& bench) {
    auto& latch = makeLatch(1);
    auto& a = *new Player(bench.worker, kRoundTrips, latch);
    auto& b = *new Player(bench.worker, -1, latch);
    a.setPeer(b);
    b.setPeer(a);

    const std::int64_t begin = nowNs();
    bench.worker.send(b, kPlain, 0);
    check(latch.wait() == kRoundTrips, "round trips");
    bench.figures.printTimeSince(begin, kRoundTrips);
}

// ---------------------------------------------------------------- counting, many_producers

/// Sends 64 increments a turn, so that the receiver's mailbox stays in the cache.
class Producer : public Actor {
public:
    Producer(Worker& worker, Actor& target) : m_worker(worker), m_target(target) {}

    void on(const Node&) override {
        for (int i = 0; i < 64 && m_left > 0; ++i, --m_left) m_worker.send(m_target, kPlain, 1);
        if (m_left > 0) m_worker.send(*this, kPlain, 0);
    }

private:
    Worker& m_worker;
    Actor& m_target;
    std::int64_t m_left = kIncrements;
};

void counting(Bench& bench) {
    auto& latch = makeLatch(1);
    auto& counter = *new Counter(kIncrements, latch);
    auto& producer = *new Producer(bench.worker, counter);

    const std::int64_t begin = nowNs();
    bench.worker.send(producer, kPlain, 0);
    check(latch.wait() == kIncrements, "count");
    bench.figures.printTimeSince(begin, kIncrements);
}

void manyProducers(Bench& bench) {
    auto& latch = makeLatch(1);
    auto& counter = *new Counter(kProducers * kPerProducer, latch);

    const std::int64_t begin = nowNs();
    std::vector<std::thread> producers;
    for (std::int64_t i = 0; i < kProducers; ++i) {
        producers.emplace_back([&] {
            for (std::int64_t k = 0; k < kPerProducer; ++k) bench.worker.send(counter, kPlain, 1);
        });
    }
    for (std::thread& producer : producers) producer.join();
    check(latch.wait() == kProducers * kPerProducer, "count");
    bench.figures.printTimeSince(begin, kProducers * kPerProducer);
}

// --------------------------------------------------------------------------- fj_throughput

class Forker : public Actor {
public:
    Forker(Worker& worker, Latch& latch) : m_worker(worker) {
        for (std::int64_t i = 0; i < kJoinActors; ++i)
            m_sinks.push_back(std::make_unique<Counter>(kPerJoinActor, latch));
    }

    void on(const Node&) override {
        for (const auto& sink : m_sinks) m_worker.send(*sink, kPlain, 1);
        if (--m_left > 0) m_worker.send(*this, kPlain, 0);
    }

private:
    Worker& m_worker;
    std::vector<std::unique_ptr<Counter>> m_sinks;
    std::int64_t m_left = kPerJoinActor;
};

void forkJoinThroughput(Bench& bench) {
    auto& latch = makeLatch(kJoinActors);
    auto& forker = *new Forker(bench.worker, latch);

    const std::int64_t begin = nowNs();
    bench.worker.send(forker, kPlain, 0);
    check(latch.wait() == kJoinActors * kPerJoinActor, "total");
    bench.figures.printTimeSince(begin, kJoinActors * kPerJoinActor);
}

// ----------------------------------------------------------------------- thread_ring, big

class RingNode : public Actor {
public:
    RingNode(Worker& worker, Latch& latch) : m_worker(worker), m_latch(latch) {}

    void setNext(Actor& next) { m_next = &next; }

    void on(const Node& message) override {
        if (message.value == 0)
            m_latch.arrive(1);
        else
            m_worker.send(*m_next, kPlain, message.value - 1);
    }

private:
    Worker& m_worker;
    Actor* m_next = nullptr;
    Latch& m_latch;
};

void threadRing(Bench& bench) {
    auto& latch = makeLatch(1);
    std::vector<RingNode*> ring;
    for (std::int64_t i = 0; i < kRing; ++i) ring.push_back(new RingNode(bench.worker, latch));
    for (std::size_t i = 0; i < ring.size(); ++i) ring[i]->setNext(*ring[(i + 1) % ring.size()]);

    const std::int64_t begin = nowNs();
    bench.worker.send(*ring[0], kPlain, kHops);
    check(latch.wait() == 1, "token");
    bench.figures.printTimeSince(begin, kHops);
}

class BigActor : public Actor {
public:
    using All = std::vector<BigActor*>;

    BigActor(Worker& worker, const All& all, Latch& latch)
        : m_worker(worker),
          m_all(all),
          m_index(all.size()),
          m_latch(latch),
          m_random(static_cast<std::uint32_t>(7 + all.size())) {}

    void on(const Node& message) override {
        if (message.tag == kPing) {
            m_worker.send(*m_all[static_cast<std::size_t>(message.value)], kPong, 0);
            return;
        }
        if (message.tag == kPong) ++m_pongs;
        if (m_pongs < kPerBigActor)
            pingSomeone();
        else
            m_latch.arrive(m_pongs);
    }

private:
    void pingSomeone() {
        Actor& partner = *m_all[xorshift(m_random) % m_all.size()];
        m_worker.send(partner, kPing, static_cast<std::int64_t>(m_index));
    }

    Worker& m_worker;
    const All& m_all;
    std::size_t m_index;
    Latch& m_latch;
    std::uint32_t m_random;
    std::int64_t m_pongs = 0;
};

void big(Bench& bench) {
    auto& latch = makeLatch(kBigActors);
    auto& all = *new BigActor::All;
    for (std::int64_t i = 0; i < kBigActors; ++i)
        all.push_back(new BigActor(bench.worker, all, latch));

    const std::int64_t begin = nowNs();
    for (BigActor* each : all) bench.worker.send(*each, kPlain, 0);
    check(latch.wait() == kBigActors * kPerBigActor, "pongs");
    bench.figures.printTimeSince(begin, 2 * kBigActors * kPerBigActor);
}

// --------------------------------------------------------------------------- worker_logger

class Logger : public Actor {
public:
    explicit Logger(Latch& latch) : m_latch(latch) {}

    void on(const Node& message) override {
        m_sum += message.value;
        if (++m_records == kJobs) m_latch.arrive(m_sum);
    }

private:
    std::int64_t m_records = 0;
    std::int64_t m_sum = 0;
    Latch& m_latch;
};

class Squarer : public Actor {
public:
    Squarer(Worker& worker, Logger& logger) : m_worker(worker), m_logger(logger) {}

    void on(const Node& message) override {
        m_worker.send(m_logger, kPlain, message.value * message.value);
    }

private:
    Worker& m_worker;
    Logger& m_logger;
};

void workerLogger(Bench& bench) {
    auto& latch = makeLatch(1);
    auto& logger = *new Logger(latch);
    std::vector<Squarer*> squarers;
    for (std::int64_t i = 0; i < kWorkers; ++i)
        squarers.push_back(new Squarer(bench.worker, logger));

    const std::int64_t begin = nowNs();
    for (std::int64_t i = 0; i < kJobs; ++i)
        bench.worker.send(*squarers[static_cast<std::size_t>(i % kWorkers)], kPlain, i);
    check(latch.wait() == sumOfSquares(kJobs), "sum of the squares");
    bench.figures.printTimeSince(begin, kJobs);
}

// ---------------------------------------------------------------------------- ask, restart

/// Answers the i-th ask with the i-th increment of `answers`.
class Answerer : public Actor {
public:
    void on(const Node&) override {
        m_answers.fetch_add(1);
        m_answers.notify_one();
    }

    void awaitAnswer(int count) {
        const auto isThere = [&] { return m_answers.load() == count; };
        if (!spinBriefly(isThere)) m_answers.wait(count - 1);
        check(isThere(), "answer");
    }

private:
    std::atomic<int> m_answers{0};
};

void ask(Bench& bench) {
    auto& answerer = *new Answerer;
    std::vector<std::int64_t> latencies;
    latencies.reserve(kAsks);
    for (int i = 1; i <= kAsks; ++i) {
        const std::int64_t begin = nowNs();
        bench.worker.send(answerer, kPlain, 0);
        answerer.awaitAnswer(i);
        latencies.push_back(nowNs() - begin);
    }
    bench.figures.printLatencies(std::move(latencies));
}

/// Throws, catches its own exception, remakes its state: what a crash cannot cost less than.
class Fragile : public Actor {
public:
    Fragile(Worker& worker, Latch& latch) : m_worker(worker), m_latch(latch) {}

    void on(const Node& message) override {
        if (message.tag == kCrash) {
            crash();
        } else {
            m_latencies.push_back(nowNs() - m_crashedAt);
            crashAndProbe();
        }
    }

    void crashAndProbe() {
        if (m_latencies.size() == kRestarts) {
            m_latch.arrive(m_restarts);
            return;
        }
        m_worker.send(*this, kCrash, 0);
        m_worker.send(*this, kProbe, 0);
    }

    /// After the latch.
    const std::vector<std::int64_t>& latencies() const { return m_latencies; }

private:
    struct State {
        std::int64_t fields[8] = {};
    };

    void crash() {
        m_crashedAt = nowNs();
        try {
            throw std::runtime_error("boom");
        } catch (const std::exception&) {
            ++m_restarts;
            m_state = std::make_unique<State>();
        }
    }

    Worker& m_worker;
    Latch& m_latch;
    std::unique_ptr<State> m_state = std::make_unique<State>();
    std::int64_t m_crashedAt = 0;
    std::int64_t m_restarts = 0;
    std::vector<std::int64_t> m_latencies;
};

void restart(Bench& bench) {
    auto& latch = makeLatch(1);
    auto& fragile = *new Fragile(bench.worker, latch);
    fragile.crashAndProbe();
    check(latch.wait() == kRestarts, "restarts");
    bench.figures.printLatencies(fragile.latencies());
}

struct Workload {
    const char* name;
    void (*run)(Bench&);
};

constexpr Workload kWorkloads[] = {
    {"ping_pong", pingPong},
    {"counting", counting},
    {"many_producers", manyProducers},
    {"fj_throughput", forkJoinThroughput},
    {"fj_create", [](Bench& bench) { runCreateAlone(bench.figures); }},
    {"thread_ring", threadRing},
    {"big", big},
    {"worker_logger", workerLogger},
    {"ask", ask},
    {"restart", restart},
    {"idle_memory", [](Bench& bench) { runIdleAlone(bench.figures, kIdle); }},
    {"idle_memory_1m", [](Bench& bench) { runIdleAlone(bench.figures, kIdleMillion); }},
};

} // namespace

int main(int argc, char** argv) {
    const std::string name = argc > 1 ? argv[1] : "";
    for (const Workload& workload : kWorkloads) {
        if (name != workload.name) continue;
        Worker worker;
        std::thread thread([&] { worker.run(); });
        Bench bench{worker, Figures{"bare", name}};
        workload.run(bench);
        worker.stop();
        thread.join();
        return 0;
    }
    std::fprintf(stderr, "no such workload: %s\n", name.c_str());
    return 2;
}

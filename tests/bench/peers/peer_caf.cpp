// Peer "caf": event-based actors of CAF 0.17 (Debian's libcaf-dev) on its work-stealing scheduler
// with two workers, default settings otherwise. Run by engine_bench as `peer_caf WORKLOAD`.

#include "workload.h"

#include <caf/all.hpp>
#include <memory>
#include <stdexcept>
#include <thread>

namespace {

using namespace troupe::bench;
using caf::actor;
using caf::actor_system;
using caf::anon_send;
using caf::behavior;
using caf::scoped_actor;
using Self = caf::event_based_actor*;

using Increment = caf::atom_constant<caf::atom("inc")>;
using GetValue = caf::atom_constant<caf::atom("get")>;
using Ball = caf::atom_constant<caf::atom("ball")>;
using Start = caf::atom_constant<caf::atom("start")>;
using Ping = caf::atom_constant<caf::atom("ping")>;
using Pong = caf::atom_constant<caf::atom("pong")>;
using Token = caf::atom_constant<caf::atom("token")>;
using Job = caf::atom_constant<caf::atom("job")>;
using Record = caf::atom_constant<caf::atom("record")>;
using Crash = caf::atom_constant<caf::atom("crash")>;
using Probe = caf::atom_constant<caf::atom("probe")>;

/// Work for one actor system and the figures it prints.
struct Bench {
    actor_system& system;
    Figures figures;
};

behavior counter(Self) {
    auto value = std::make_shared<std::int64_t>(0);
    return {[value](Increment, std::int64_t by) { *value += by; },
            [value](GetValue) { return *value; }};
}

std::int64_t askValue(scoped_actor& self, const actor& target) {
    std::int64_t result = -1;
    self->request(target, caf::infinite, GetValue::value)
        .receive([&](std::int64_t value) { result = value; },
                 [](caf::error&) { check(false, "an ask failed"); });
    return result;
}

void stopAll(const std::vector<actor>& actors) {
    for (const actor& each : actors) anon_send_exit(each, caf::exit_reason::user_shutdown);
}

// ------------------------------------------------------------------------------- ping_pong

behavior player(Self self, actor first, std::int64_t last, Latch* latch) {
    auto returns = std::make_shared<std::int64_t>(0);
    auto peer = std::make_shared<actor>(std::move(first));
    return {[=](Start, const actor& other) { *peer = other; },
            [=](Ball, std::int64_t ball) {
                if (++*returns == last) {
                    latch->arrive(*returns);
                    self->quit();
                } else {
                    self->send(*peer, Ball::value, ball + 1);
                }
            }};
}

void pingPong(Bench& bench) {
    Latch& latch = makeLatch(1);
    const actor a = bench.system.spawn(player, actor{}, kRoundTrips, &latch);
    const actor b = bench.system.spawn(player, a, std::int64_t{-1}, &latch);
    anon_send(a, Start::value, b);

    const std::int64_t begin = nowNs();
    anon_send(b, Ball::value, std::int64_t{0});
    check(latch.wait() == kRoundTrips, "round trips");
    bench.figures.printTimeSince(begin, kRoundTrips);
    stopAll({b});
}

// ---------------------------------------------------------------- counting, many_producers

void counting(Bench& bench) {
    Latch& latch = makeLatch(1);
    const actor target = bench.system.spawn(counter);

    const std::int64_t begin = nowNs();
    bench.system.spawn([&](Self self) {
        for (std::int64_t i = 0; i < kIncrements; ++i)
            self->send(target, Increment::value, std::int64_t{1});
        self->request(target, caf::infinite, GetValue::value).then([&](std::int64_t value) {
            latch.arrive(value);
        });
    });
    check(latch.wait() == kIncrements, "count");
    bench.figures.printTimeSince(begin, kIncrements);
}

void manyProducers(Bench& bench) {
    const actor target = bench.system.spawn(counter);
    scoped_actor self{bench.system};

    const std::int64_t begin = nowNs();
    std::vector<std::thread> producers;
    for (std::int64_t i = 0; i < kProducers; ++i) {
        producers.emplace_back([&] {
            for (std::int64_t k = 0; k < kPerProducer; ++k)
                anon_send(target, Increment::value, std::int64_t{1});
        });
    }
    for (std::thread& producer : producers) producer.join();
    check(askValue(self, target) == kProducers * kPerProducer, "count");
    bench.figures.printTimeSince(begin, kProducers * kPerProducer);
}

// ---------------------------------------------------------------- fj_throughput, fj_create

behavior sink(Self self, std::int64_t wanted, Latch* latch) {
    auto count = std::make_shared<std::int64_t>(0);
    return {[=](Increment, std::int64_t by) {
        *count += by;
        if (*count != wanted) return;
        latch->arrive(*count);
        self->quit();
    }};
}

void forkJoinThroughput(Bench& bench) {
    Latch& latch = makeLatch(kJoinActors);
    std::vector<actor> sinks;
    for (std::int64_t i = 0; i < kJoinActors; ++i)
        sinks.push_back(bench.system.spawn(sink, kPerJoinActor, &latch));

    const std::int64_t begin = nowNs();
    bench.system.spawn([&](Self self) {
        for (std::int64_t k = 0; k < kPerJoinActor; ++k)
            for (const actor& each : sinks) self->send(each, Increment::value, std::int64_t{1});
    });
    check(latch.wait() == kJoinActors * kPerJoinActor, "total");
    bench.figures.printTimeSince(begin, kJoinActors * kPerJoinActor);
}

void forkJoinCreate(Bench& bench) {
    Latch& latch = makeLatch(kCreated);
    const std::int64_t begin = nowNs();
    for (std::int64_t i = 0; i < kCreated; ++i) {
        const actor created = bench.system.spawn(sink, std::int64_t{1}, &latch);
        anon_send(created, Increment::value, std::int64_t{1});
    }
    check(latch.wait() == kCreated, "total");
    bench.figures.printTimeSince(begin, kCreated);
}

// ----------------------------------------------------------------------- thread_ring, big

behavior ringNode(Self self, Latch* latch) {
    auto next = std::make_shared<actor>();
    return {[=](Start, const actor& other) { *next = other; },
            [=](Token, std::int64_t hops) {
                if (hops == 0)
                    latch->arrive(1);
                else
                    self->send(*next, Token::value, hops - 1);
            }};
}

void threadRing(Bench& bench) {
    Latch& latch = makeLatch(1);
    std::vector<actor> ring;
    for (std::int64_t i = 0; i < kRing; ++i) ring.push_back(bench.system.spawn(ringNode, &latch));
    for (std::size_t i = 0; i < ring.size(); ++i)
        anon_send(ring[i], Start::value, ring[(i + 1) % ring.size()]);

    const std::int64_t begin = nowNs();
    anon_send(ring[0], Token::value, kHops);
    check(latch.wait() == 1, "token");
    bench.figures.printTimeSince(begin, kHops);
    stopAll(ring);
}

struct BigState {
    std::uint32_t random = 0;
    std::int64_t left = kPerBigActor;
    std::int64_t pongs = 0;
};

behavior bigActor(Self self, const std::vector<actor>* all, std::size_t index, Latch* latch) {
    auto state = std::make_shared<BigState>();
    state->random = static_cast<std::uint32_t>(7 + index);
    auto pingSomeone = [=] {
        self->send((*all)[xorshift(state->random) % all->size()], Ping::value, index);
    };
    return {[=](Start) { pingSomeone(); },
            [=](Ping, std::size_t from) { self->send((*all)[from], Pong::value); },
            [=](Pong) {
                ++state->pongs;
                if (--state->left > 0)
                    pingSomeone();
                else
                    latch->arrive(state->pongs);
            }};
}

void big(Bench& bench) {
    Latch& latch = makeLatch(kBigActors);
    auto& all = *new std::vector<actor>; // outlives the actors, which are still running at the end
    for (std::size_t i = 0; i < kBigActors; ++i)
        all.push_back(bench.system.spawn(bigActor, &all, i, &latch));

    const std::int64_t begin = nowNs();
    for (const actor& each : all) anon_send(each, Start::value);
    check(latch.wait() == kBigActors * kPerBigActor, "pongs");
    bench.figures.printTimeSince(begin, 2 * kBigActors * kPerBigActor);
    stopAll(all);
}

// --------------------------------------------------------------------------- worker_logger

behavior logger(Self) {
    auto records = std::make_shared<std::int64_t>(0);
    auto sum = std::make_shared<std::int64_t>(0);
    return {[=](Record, std::int32_t, std::int64_t, std::int64_t square) {
                ++*records;
                *sum += square;
            },
            [=](GetValue) {
                check(*records == kJobs, "records");
                return *sum;
            }};
}

behavior worker(Self self, std::int32_t id, const actor& log, Latch* latch) {
    return {[=](Job, std::int64_t n) { self->send(log, Record::value, id, n, n * n); },
            [=](GetValue) {
                latch->arrive(1);
                self->quit();
            }};
}

void workerLogger(Bench& bench) {
    Latch& latch = makeLatch(kWorkers);
    const actor log = bench.system.spawn(logger);
    std::vector<actor> workers;
    for (std::int32_t i = 0; i < kWorkers; ++i)
        workers.push_back(bench.system.spawn(worker, i, log, &latch));
    scoped_actor self{bench.system};

    const std::int64_t begin = nowNs();
    for (std::int64_t i = 0; i < kJobs; ++i)
        anon_send(workers[static_cast<std::size_t>(i % kWorkers)], Job::value, i);
    for (const actor& each : workers) anon_send(each, GetValue::value);
    latch.wait();
    check(askValue(self, log) == sumOfSquares(kJobs), "sum of the squares");
    bench.figures.printTimeSince(begin, kJobs);
}

// ---------------------------------------------------------------------------- ask, restart

void ask(Bench& bench) {
    const actor target = bench.system.spawn(counter);
    scoped_actor self{bench.system};
    anon_send(target, Increment::value, std::int64_t{1});

    std::vector<std::int64_t> latencies;
    std::int64_t sum = 0;
    for (std::int64_t i = 0; i < kAsks; ++i) {
        const std::int64_t begin = nowNs();
        sum += askValue(self, target);
        latencies.push_back(nowNs() - begin);
    }
    check(sum == kAsks, "sum");
    bench.figures.printLatencies(std::move(latencies));
}

/// What the supervising actor and its child of the moment share; one of them runs at a time.
struct RestartRun {
    std::vector<std::int64_t> latencies;
    std::int64_t crashedAt = 0;
    std::int64_t restarts = 0;
    Latch* latch = nullptr;
};

/// Crashes on Crash; Probe is the first message after each restart.
behavior fragile(Self self, RestartRun* run) {
    // Without this handler CAF prints every crash.
    self->set_exception_handler(
        [](std::exception_ptr&) -> caf::error { return caf::exit_reason::kill; });
    return {[=](Crash) {
                run->crashedAt = nowNs();
                throw std::runtime_error("boom");
            },
            [=](Probe) {
                if (run->crashedAt != 0) run->latencies.push_back(nowNs() - run->crashedAt);
                if (run->latencies.size() == kRestarts)
                    run->latch->arrive(run->restarts);
                else
                    self->send(self, Crash::value);
            }};
}

void startChild(Self self, RestartRun* run) {
    const actor child = self->spawn(fragile, run);
    self->monitor(child);
    self->send(child, Probe::value);
}

/// CAF has no supervisor: an actor monitors its child, spawns the next and probes it.
behavior supervising(Self self, RestartRun* run) {
    self->set_down_handler([=](caf::down_msg&) {
        // The last child ends too: nobody refers to it.
        if (run->latencies.size() == kRestarts) return;
        ++run->restarts;
        startChild(self, run);
    });
    startChild(self, run);
    return {[](Start) {}};
}

void restart(Bench& bench) {
    auto& run = *new RestartRun; // the last child may still be running at the end
    run.latch = &makeLatch(1);
    // Named, because CAF ends an actor that nobody refers to.
    const actor supervisor = bench.system.spawn(supervising, &run);
    check(run.latch->wait() == kRestarts, "restarts");
    bench.figures.printLatencies(run.latencies);
}

// ------------------------------------------------------------------------------ idle_memory

void idleMemory(Bench& bench, std::int64_t count) {
    scoped_actor self{bench.system};
    const std::int64_t before = residentBytes();
    std::vector<actor> actors;
    actors.reserve(static_cast<std::size_t>(count));
    for (std::int64_t i = 0; i < count; ++i) {
        actors.push_back(bench.system.spawn(counter));
        anon_send(actors.back(), Increment::value, std::int64_t{1});
    }
    std::int64_t sum = 0;
    for (const actor& each : actors) sum += askValue(self, each);
    check(sum == count, "sum");
    bench.figures.printMemorySince(before, count);
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
    {"fj_create", forkJoinCreate},
    {"thread_ring", threadRing},
    {"big", big},
    {"worker_logger", workerLogger},
    {"ask", ask},
    {"restart", restart},
    {"idle_memory", [](Bench& bench) { idleMemory(bench, kIdle); }},
    {"idle_memory_1m", [](Bench& bench) { idleMemory(bench, kIdleMillion); }},
};

} // namespace

int main(int argc, char** argv) {
    const std::string name = argc > 1 ? argv[1] : "";
    for (const Workload& workload : kWorkloads) {
        if (name != workload.name) continue;
        caf::actor_system_config config;
        config.set("scheduler.max-threads", kThreads);
        actor_system system{config};
        Bench bench{system, Figures{"caf", name}};
        workload.run(bench);
        std::_Exit(0); // stopping the system is not measured
    }
    std::fprintf(stderr, "no such workload: %s\n", name.c_str());
    return 2;
}

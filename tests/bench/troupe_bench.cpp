// The engine's own programs of the benchmark: one workload of one system, as a child process of
// engine_bench. `troupe_bench SYSTEM WORKLOAD` with the systems
//   troupe              unbounded mailboxes, as those of the other systems are
//   troupe-bounded      the default capacity; a full mailbox makes its senders wait
//   troupe-metrics-off  as troupe, without the latency histograms
//   troupe-trace        as troupe, with a recorder; left_out_per_op tells what it missed

#include "troupe_actors.h"
#include "troupe_recorder.h"

#include <optional>
#include <thread>

namespace {

using namespace troupe::bench;
using namespace std::chrono_literals;
using troupe::Overflow;
using troupe::Ref;
using troupe::SpawnOptions;
using troupe::System;

constexpr auto kAskDeadline = 30s;

/// How many messages a producer sends to each of its consumers in one turn before it tells itself
/// to go on: what an actor handles in a slice. A turn cannot be interrupted, and what it sends
/// piles up behind it, so this is what an actor of this engine should do.
constexpr std::int64_t kPerSlice = 16;

enum class Variant { plain, bounded, metricsOff, trace };

class Bench {
public:
    Bench(Variant variant, Figures figures)
        : m_variant(variant), m_figures(std::move(figures)), m_system(optionsOf(variant)) {
        if (variant == Variant::trace) m_recorder.emplace(m_system);
    }

    System& system() { return m_system; }
    const Figures& figures() const { return m_figures; }

    SpawnOptions options(std::string name = {}) const {
        SpawnOptions options;
        options.name = std::move(name);
        options.mailbox.overflow = isBounded() ? Overflow::block : Overflow::unbounded;
        return options;
    }

    void printTimeSince(std::int64_t begin, std::int64_t operations) {
        const std::int64_t elapsed = nowNs() - begin;
        const std::optional<std::int64_t> events = stopRecorder();
        m_figures.printTime(elapsed, operations);
        if (!events) return;
        const auto count = static_cast<double>(operations);
        m_figures.print("events_per_op", static_cast<double>(*events) / count);
        m_figures.print("left_out_per_op", static_cast<double>(m_recorder->leftOut()) / count);
    }

    void printLatencies(const std::vector<std::int64_t>& samples) {
        stopRecorder();
        m_figures.printLatencies(samples);
    }

private:
    static troupe::SystemOptions optionsOf(Variant variant) {
        troupe::SystemOptions options;
        options.workers = kThreads;
        options.metrics = variant != Variant::metricsOff;
        options.slowsForRecorder = variant == Variant::trace; // no summaries: the full trace
        return options;
    }

    bool isBounded() const { return m_variant == Variant::bounded; }

    /// The number of events, where there is a recorder.
    std::optional<std::int64_t> stopRecorder() {
        if (!m_recorder) return {};
        return m_recorder->finish();
    }

    Variant m_variant;
    Figures m_figures;
    System m_system;
    std::optional<Recorder> m_recorder;
};

std::int64_t askValue(const Ref<Counter>& counter) {
    auto future = counter.ask<GetValue>(kAskDeadline);
    const auto result = future.get();
    check(result.ok(), "an ask failed");
    return result.value();
}

void pingPong(Bench& bench) {
    Latch& latch = makeLatch(1);
    const auto a = bench.system().spawn<Player>(bench.options(), kRoundTrips, &latch);
    const auto b = bench.system().spawn<Player>(bench.options(), std::int64_t{-1}, &latch);
    a.tell<Meet>(b);
    b.tell<Meet>(a);

    const std::int64_t begin = nowNs();
    b.tell<Ball>(0);
    check(latch.wait() == kRoundTrips, "round trips");
    bench.printTimeSince(begin, kRoundTrips);
}

void counting(Bench& bench) {
    Latch& latch = makeLatch(1);
    const auto sink = bench.system().spawn<Sink>(bench.options(), kIncrements, &latch);
    const auto producer = bench.system().spawn<Producer<Sink>>(bench.options(), std::vector{sink},
                                                               kIncrements, kPerSlice);

    const std::int64_t begin = nowNs();
    producer.tell<Go>();
    check(latch.wait() == kIncrements, "count");
    bench.printTimeSince(begin, kIncrements);
}

void manyProducers(Bench& bench) {
    const auto counter = bench.system().spawn<Counter>(bench.options());

    const std::int64_t begin = nowNs();
    std::vector<std::thread> producers;
    for (std::int64_t i = 0; i < kProducers; ++i) {
        producers.emplace_back([&] {
            for (std::int64_t k = 0; k < kPerProducer; ++k) counter.tell<Increment>(1);
        });
    }
    for (std::thread& producer : producers) producer.join();
    check(askValue(counter) == kProducers * kPerProducer, "count");
    bench.printTimeSince(begin, kProducers * kPerProducer);
}

void forkJoinThroughput(Bench& bench) {
    constexpr std::int64_t kTotal = kJoinActors * kPerJoinActor;
    Latch& latch = makeLatch(kJoinActors);
    std::vector<Ref<Sink>> sinks;
    for (std::int64_t i = 0; i < kJoinActors; ++i)
        sinks.push_back(bench.system().spawn<Sink>(bench.options(), kPerJoinActor, &latch));
    const auto producer =
        bench.system().spawn<Producer<Sink>>(bench.options(), sinks, kTotal, 4 * kJoinActors);

    const std::int64_t begin = nowNs();
    producer.tell<Go>();
    check(latch.wait() == kTotal, "total");
    bench.printTimeSince(begin, kTotal);
}

void forkJoinCreate(Bench& bench) {
    Latch& latch = makeLatch(kCreated);
    const std::int64_t begin = nowNs();
    for (std::int64_t i = 0; i < kCreated; ++i)
        bench.system().spawn<Sink>(bench.options(), std::int64_t{1}, &latch).tell<Increment>(1);
    check(latch.wait() == kCreated, "total");
    bench.printTimeSince(begin, kCreated);
}

void threadRing(Bench& bench) {
    Latch& latch = makeLatch(1);
    std::vector<Ref<RingNode>> ring;
    for (std::int64_t i = 0; i < kRing; ++i)
        ring.push_back(bench.system().spawn<RingNode>(bench.options(), &latch));
    for (std::size_t i = 0; i < ring.size(); ++i) ring[i].tell<Follow>(ring[(i + 1) % ring.size()]);

    const std::int64_t begin = nowNs();
    ring[0].tell<Token>(kHops);
    check(latch.wait() == 1, "token");
    bench.printTimeSince(begin, kHops);
}

void big(Bench& bench) {
    Latch& latch = makeLatch(kBigActors);
    BigActor::All all;
    for (std::int64_t i = 0; i < kBigActors; ++i)
        all.push_back(bench.system().spawn<BigActor>(bench.options(), &all, i, &latch));

    const std::int64_t begin = nowNs();
    for (const Ref<BigActor>& each : all) each.tell<Go>();
    check(latch.wait() == kBigActors * kPerBigActor, "pongs");
    bench.printTimeSince(begin, 2 * kBigActors * kPerBigActor);
}

void workerLogger(Bench& bench) {
    Latch& latch = makeLatch(1);
    const auto logger = bench.system().spawn<Logger>(bench.options(), &latch);
    std::vector<Ref<Worker>> workers;
    for (std::int64_t i = 0; i < kWorkers; ++i)
        workers.push_back(bench.system().spawn<Worker>(bench.options(), i, logger));

    const std::int64_t begin = nowNs();
    for (std::int64_t i = 0; i < kJobs; ++i)
        workers[static_cast<std::size_t>(i % kWorkers)].tell<Job>(i);
    check(latch.wait() == sumOfSquares(kJobs), "sum of the squares");
    bench.printTimeSince(begin, kJobs);
}

void ask(Bench& bench) {
    const auto counter = bench.system().spawn<Counter>(bench.options());
    counter.tell<Increment>(1);

    std::vector<std::int64_t> latencies;
    std::int64_t sum = 0;
    for (std::int64_t i = 0; i < kAsks; ++i) {
        const std::int64_t begin = nowNs();
        sum += askValue(counter);
        latencies.push_back(nowNs() - begin);
    }
    check(sum == kAsks, "sum");
    bench.printLatencies(latencies);
}

void restart(Bench& bench) {
    RestartRun run(makeLatch(1));
    SpawnOptions options = bench.options();
    options.supervisor =
        bench.system().spawnSupervisor({.name = "restarts",
                                        .budget = {.max = troupe::kUnlimitedRestarts},
                                        .backoff = troupe::kNoBackoff});
    const auto fragile = bench.system().spawn<Fragile>(options, &run);
    fragile.tell<Crash>();
    fragile.tell<Probe>();
    check(run.latch.wait() == kRestarts, "restarts");
    bench.printLatencies(run.latencies);
}

/// Actors with a name, a supervisor and a mailbox, each of which has handled a message.
void idleMemory(Bench& bench, std::int64_t count) {
    const auto supervisor = bench.system().spawnSupervisor({.name = "idle"});
    const std::int64_t before = residentBytes();
    std::vector<Ref<Counter>> counters;
    counters.reserve(static_cast<std::size_t>(count));
    for (std::int64_t i = 0; i < count; ++i) {
        SpawnOptions options = bench.options("counter-" + std::to_string(i));
        options.supervisor = supervisor;
        counters.push_back(bench.system().spawn<Counter>(std::move(options)));
        counters.back().tell<Increment>(1);
    }
    std::int64_t sum = 0;
    for (const Ref<Counter>& counter : counters) sum += askValue(counter);
    check(sum == count, "sum");
    bench.figures().printMemorySince(before, count);
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

struct NamedVariant {
    const char* name;
    Variant variant;
};

constexpr NamedVariant kVariants[] = {
    {"troupe", Variant::plain},
    {"troupe-bounded", Variant::bounded},
    {"troupe-metrics-off", Variant::metricsOff},
    {"troupe-trace", Variant::trace},
};

template <class Entry, std::size_t kCount>
const Entry* find(const Entry (&entries)[kCount], const std::string& name) {
    for (const Entry& entry : entries)
        if (name == entry.name) return &entry;
    return nullptr;
}

} // namespace

int main(int argc, char** argv) {
    const NamedVariant* system = argc == 3 ? find(kVariants, argv[1]) : nullptr;
    const Workload* workload = argc == 3 ? find(kWorkloads, argv[2]) : nullptr;
    if (system == nullptr || workload == nullptr) {
        std::fprintf(stderr, "usage: troupe_bench SYSTEM WORKLOAD\n");
        return 2;
    }
    Bench bench(system->variant, Figures{system->name, workload->name});
    workload->run(bench);
    std::_Exit(0); // stopping the system is not measured
}

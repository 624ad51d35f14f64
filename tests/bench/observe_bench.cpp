// What observation costs: ns for each event written, counted, drained; ns for each value in a
// histogram. The budget of the full trace is 60 ns an event (decisions.md 25).
#include <benchmark/benchmark.h>

#include "troupe/observe/histogram.h"
#include "troupe/observe/trace.h"

namespace troupe {
namespace {

constexpr std::uint32_t kRing = 65'536;

struct CountingSink final : EventSink {
    std::uint64_t stamps = 0;
    void take(const DrainedEvent& event) override { stamps += event.header.stamp; }
};

Event sample(EventKind kind) {
    Event event;
    event.kind = kind;
    event.actor = 1;
    event.peer = 2;
    event.type = 3;
    return event;
}

/// Emits one `sent` with a payload of `bytes` bytes; a drain, not timed, whenever half is full.
void emitEvents(benchmark::State& state, bool isEngineThread, std::size_t bytes) {
    Trace trace({.ringSlots = kRing});
    trace.attach();
    if (isEngineThread) trace.enterThread();
    CountingSink sink;
    ActorTrack track{.actor = 1};
    PayloadWriter payload;
    while (payload.bytes().size() < bytes) payload.putByte(7);
    const std::uint32_t slots = TraceRing::slotsFor(bytes);
    std::uint32_t used = 0;
    for (auto _ : state) {
        Event event = sample(EventKind::sent);
        benchmark::DoNotOptimize(trace.emit(event, payload.bytes(), &track));
        used += slots;
        if (used < kRing / 2) continue;
        state.PauseTiming();
        trace.drain(sink);
        used = 0;
        state.ResumeTiming();
    }
    if (trace.counts().summarised > 0) state.SkipWithError("events were summarised");
    trace.leaveThread();
    state.SetItemsProcessed(state.iterations());
}

void emitFromEngineThread(benchmark::State& state) {
    emitEvents(state, true, static_cast<std::size_t>(state.range(0)));
}
BENCHMARK(emitFromEngineThread)->Arg(0)->Arg(8)->Arg(24)->Arg(100);

void emitFromOutside(benchmark::State& state) {
    emitEvents(state, false, 8);
}
BENCHMARK(emitFromOutside);

void emitSummarised(benchmark::State& state) {
    std::int64_t time = 0;
    Trace trace({.ringSlots = 64, .virtualNow = &time});
    trace.attach();
    trace.enterThread();
    CountingSink sink;
    ActorTrack track{.actor = 1};
    for (int i = 0; i < 100; ++i) {
        Event event = sample(EventKind::sent);
        trace.emit(event, {}, &track);
    }
    trace.drain(sink);
    for (auto _ : state) {
        Event event = sample(EventKind::sent);
        benchmark::DoNotOptimize(trace.emit(event, {}, &track));
    }
    trace.leaveThread();
}
BENCHMARK(emitSummarised);

void askWhetherRecording(benchmark::State& state) {
    Trace trace;
    for (auto _ : state) benchmark::DoNotOptimize(trace.isRecording());
}
BENCHMARK(askWhetherRecording);

struct Rings final : RingSource {
    std::vector<std::unique_ptr<TraceRing>> rings;
    void listRings(std::vector<TraceRing*>& to) override {
        to.clear();
        for (const auto& ring : rings) to.push_back(ring.get());
    }
};

/// Drains `range` rings whose stamps alternate, the worst case of the merge.
void drainEvents(benchmark::State& state) {
    Rings rings;
    for (std::uint16_t i = 0; i < state.range(0); ++i) {
        rings.rings.push_back(std::make_unique<TraceRing>(i, kRing / 4));
    }
    TraceMerge merge;
    CountingSink sink;
    std::uint64_t stamp = 0;
    std::vector<std::uint32_t> numbers(rings.rings.size());
    std::int64_t drained = 0;
    for (auto _ : state) {
        state.PauseTiming();
        for (std::uint32_t i = 0; i < kRing / 8; ++i) {
            for (std::uint32_t r = 0; r < rings.rings.size(); ++r) {
                Event event = sample(EventKind::log);
                event.stamp = ++stamp;
                event.actor = r + 1;
                event.number = ++numbers[r];
                rings.rings[r]->write(event, {});
            }
        }
        state.ResumeTiming();
        drained += static_cast<std::int64_t>(merge.drain(rings, sink));
    }
    state.SetItemsProcessed(drained);
}
BENCHMARK(drainEvents)->Arg(1)->Arg(2)->Arg(8)->Unit(benchmark::kMicrosecond);

void recordInHistogram(benchmark::State& state) {
    Histogram histogram;
    std::int64_t ns = 1;
    for (auto _ : state) {
        histogram.record(ns);
        ns = (ns * 5 + 3) & 0xFFFFF; // from 1 ns to 1 ms
    }
}
BENCHMARK(recordInHistogram);

void readTicks(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(sync::ticks());
}
BENCHMARK(readTicks);

} // namespace
} // namespace troupe

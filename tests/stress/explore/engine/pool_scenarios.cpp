// The Live pool: who wakes whom, stealing, threads of their own, pauses.

#include "actors.h"

namespace troupe::inline TROUPE_ABI {
namespace explore {

namespace {

using sync::Thread;

/// Two handlers that wait for each other: they must run at once.
class Guest {
public:
    using Messages = MessageList<Go>;
    static constexpr auto name = "Guest";
    struct Table {
        sync::Parker seats[2];
    };
    Guest(Table* table, int place) : m_table(table), m_place(place) {}
    void on(const Go&) {
        m_table->seats[1 - m_place].unpark();
        const bool hasMet = m_table->seats[m_place].parkUntil(sync::now() + 50'000'000);
        check(hasMet, "they meet");
    }

private:
    Table* m_table;
    int m_place;

public:
    static constexpr auto fields = troupe::fields();
};

/// What comes from outside gets a worker though another one is busy: at once, or from the
/// timekeeper where the busy one had only short turns so far.
void meet() {
    Guest::Table table;
    System system(smallSystem(2));
    const auto first = system.spawn<Guest>(unboundedMailbox("first"), &table, 0);
    const auto second = system.spawn<Guest>(unboundedMailbox("second"), &table, 1);
    first.tell(Go{});
    second.tell(Go{});
    check(system.awaitQuiet(1s), "everything is handled in the end");
}

/// The same once both workers have parked, from two threads.
void meetLater() {
    Guest::Table table;
    System system(smallSystem(2));
    const auto first = system.spawn<Guest>(unboundedMailbox("first"), &table, 0);
    const auto second = system.spawn<Guest>(unboundedMailbox("second"), &table, 1);
    check(system.awaitQuiet(1s), "they have started");
    Thread other("other", [&] { second.tell(Go{}); });
    first.tell(Go{});
    other.join();
    check(system.awaitQuiet(1s), "everything is handled in the end");
}

/// Makes another actor runnable and waits in the same turn for its turn.
class Waiting {
public:
    using Messages = MessageList<Go>;
    static constexpr auto name = "Waiting";
    Waiting(sync::Parker* hasCome, AnyRef helper)
        : m_hasCome(hasCome), m_helper(std::move(helper)) {}
    void on(Context& context, const Go&) {
        context.tell(m_helper, Go{});
        // 3 ms; more where the timekeeper reads old figures of the worker
        check(m_hasCome->parkUntil(sync::now() + 50'000'000), "another worker helps");
    }

private:
    sync::Parker* m_hasCome;
    AnyRef m_helper;

public:
    static constexpr auto fields = troupe::fields();
};

/// Lets who waits go on.
class Helper {
public:
    using Messages = MessageList<Go>;
    static constexpr auto name = "Helper";
    explicit Helper(sync::Parker* hasCome) : m_hasCome(hasCome) {}
    void on(const Go&) { m_hasCome->unpark(); }

private:
    sync::Parker* m_hasCome;

public:
    static constexpr auto fields = troupe::fields();
};

/// One that waits behind a long turn gets another worker from the timekeeper, some ms later.
void behindLongTurn() {
    sync::Parker hasCome;
    System system(smallSystem(2));
    const auto helper = system.spawn<Helper>(unboundedMailbox("helper"), &hasCome);
    const auto waiting = system.spawn<Waiting>(unboundedMailbox("waiting"), &hasCome, helper);
    check(system.awaitQuiet(1s), "they have started");
    waiting.tell(Go{});
    check(system.awaitQuiet(1s), "everything is handled in the end");
}

/// The same at the moment when the timekeeper, which had nothing to watch, goes to sleep.
void behindLongTurnAfterRest() {
    sync::Parker hasCome;
    sync::Parker nobody;
    System system(smallSystem(2));
    const auto helper = system.spawn<Helper>(unboundedMailbox("helper"), &hasCome);
    const auto waiting = system.spawn<Waiting>(unboundedMailbox("waiting"), &hasCome, helper);
    check(system.awaitQuiet(1s), "they have started");
    nobody.parkUntil(sync::now() + 10'000'000);
    waiting.tell(Go{});
    check(system.awaitQuiet(1s), "everything is handled in the end");
}

/// Reads what was decided in the pause.
class Reader {
public:
    using Messages = MessageList<Go>;
    static constexpr auto name = "Reader";
    explicit Reader(sync::Plain<int>* plan) : m_plan(plan) {}
    void on(const Go&) { check(m_plan->read() == 1, "it sees what came before resume()"); }

private:
    sync::Plain<int>* m_plan;

public:
    static constexpr auto fields = troupe::fields();
};

/// Told by somebody else in a pause, who knows nothing of what comes before its end.
void resumePublishes() {
    sync::Plain<int> plan(0);
    const TimeStands guard;
    System system(smallSystem(1));
    const auto reader = system.spawn<Reader>(unboundedMailbox("reader"), &plan);
    check(system.awaitQuiet(1s), "it has started");
    system.pause();
    Thread other("other", [&] { reader.tell(Go{}); });
    plan.write(1);
    system.resume();
    other.join();
    check(system.awaitQuiet(1s), "everything is handled in the end");
}

/// More actors are started from outside than one worker takes at once.
void sharedBatch() {
    constexpr int kCount = 4;
    Notes notes[kCount];
    const TimeStands guard;
    System system(smallSystem(2));
    std::vector<Ref<Tally>> tallies;
    for (Notes& each : notes)
        tallies.push_back(system.spawn<Tally>(unboundedMailbox("tally"), &each));
    for (const Ref<Tally>& each : tallies) each.tell(Add{1});
    check(system.awaitQuiet(1s), "everything is handled in the end");
    for (Notes& each : notes) check(each.handled.read() == 1, "each was told once");
}

/// Paused and resumed while told.
void pauseAndTell() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(unboundedMailbox("tally"), &notes);
    system.pause();
    Thread other("other", [&] { tally.tell(Add{1}); });
    system.resume();
    other.join();
    check(system.awaitQuiet(1s), "everything is handled in the end");
    check(notes.handled.read() == 1, "nothing is forgotten in a pause");
}

/// In a pause no turn begins; afterwards all do.
void pauseHolds(const SpawnOptions& options) {
    Notes notes;
    sync::Parker nobody;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(options, &notes);
    check(system.awaitQuiet(1s), "it has started");
    system.pause();
    nobody.parkUntil(sync::now() + 1'000'000);
    tally.tell(Add{1});
    nobody.parkUntil(sync::now() + 1'000'000);
    check(notes.handled.read() == 0, "no turn begins in a pause");
    const TimeStands guard;
    system.resume();
    check(system.awaitQuiet(1s), "everything is handled in the end");
    check(notes.handled.read() == 1, "nothing is forgotten in a pause");
}

void pauseHoldsPool() {
    pauseHolds(unboundedMailbox("tally"));
}

void pauseHoldsDedicated() {
    pauseHolds(dedicatedThread("tally"));
}

/// An actor with a thread of its own, which sleeps in between.
void dedicated() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(dedicatedThread("tally"), &notes);
    Thread other("other", [&] { tally.tell(Add{1}); });
    tally.tell(Add{1});
    other.join();
    check(system.awaitQuiet(1s), "everything is handled in the end");
    check(notes.handled.read() == 2, "each message is handled once");
    tally.tell(Add{1});
    check(system.awaitQuiet(1s), "everything is handled in the end");
    check(notes.handled.read() == 3, "each message is handled once");
}

/// Its thread goes with the system, whatever it does at that moment.
void dedicatedStop() {
    Notes notes;
    const TimeStands guard;
    System system(smallSystem(1));
    const auto tally = system.spawn<Tally>(dedicatedThread("tally"), &notes);
    Thread other("other", [&] { tally.tell(Add{1}); });
    check(system.shutdown(2s).empty(), "nobody is stuck");
    other.join();
    checkLedger(system.snapshot(tally));
}

/// Takes 3 ms for each message, and notes which one it was.
class Slow {
public:
    using Messages = MessageList<Go>;
    static constexpr auto name = "Slow";
    struct Order {
        sync::Parker nobody;
        std::vector<int> numbers;
    };
    Slow(Order* order, int number) : m_order(order), m_number(number) {}
    void on(const Go&) {
        m_order->nobody.parkUntil(sync::now() + 3'000'000);
        m_order->numbers.push_back(m_number);
    }

private:
    Order* m_order;
    int m_number;

public:
    static constexpr auto fields = troupe::fields();
};

/// Tells the first eight times and then the second once, in one turn.
class Starter {
public:
    using Messages = MessageList<Go>;
    static constexpr auto name = "Starter";
    Starter(Ref<Slow> first, Ref<Slow> second)
        : m_first(std::move(first)), m_second(std::move(second)) {}
    void on(Context& context, const Go&) {
        for (int i = 0; i < 8; ++i) context.tell(m_first, Go{});
        context.tell(m_second, Go{});
    }

private:
    Ref<Slow> m_first;
    Ref<Slow> m_second;

public:
    static constexpr auto fields = troupe::fields();
};

/// An actor that has had its worker for some ms gives way to the others.
void givesWay() {
    Slow::Order order;
    System system(smallSystem(1));
    const auto first = system.spawn<Slow>(unboundedMailbox("first"), &order, 1);
    const auto second = system.spawn<Slow>(unboundedMailbox("second"), &order, 2);
    const auto starter = system.spawn<Starter>(unboundedMailbox("starter"), first, second);
    check(system.awaitQuiet(1s), "they have started");
    starter.tell(Go{});
    check(system.awaitQuiet(1s), "everything is handled in the end");
    check(order.numbers.size() == 9 && order.numbers.back() == 1,
          "the other one need not wait for all");
}

const Registration kRegistrations[] = {
    {{.name = "pool.meet", .body = &meet}},
    {{.name = "pool.meet-later", .body = &meetLater}},
    {{.name = "pool.behind-long-turn", .body = &behindLongTurn}},
    {{.name = "pool.behind-long-turn-after-rest", .body = &behindLongTurnAfterRest}},
    {{.name = "pool.resume-publishes", .body = &resumePublishes}},
    {{.name = "pool.shared-batch", .body = &sharedBatch}},
    {{.name = "pool.pause-tell", .body = &pauseAndTell}},
    {{.name = "pool.pause-holds", .body = &pauseHoldsPool}},
    {{.name = "pool.pause-holds-dedicated", .body = &pauseHoldsDedicated}},
    {{.name = "pool.dedicated", .body = &dedicated}},
    {{.name = "pool.dedicated-stop", .body = &dedicatedStop}},
    {{.name = "pool.gives-way", .body = &givesWay}},
};

} // namespace

} // namespace explore
} // namespace troupe::inline TROUPE_ABI

// A worker's queue of cells: its owner against thieves.

#include "../scenario.h"

#include "troupe/schedule/run_queue.h"

#include <memory>

namespace troupe::inline TROUPE_ABI {
namespace explore {

namespace {

using sync::Plain;
using sync::Thread;

constexpr int kCells = 4;

/// Stand-ins for cells, whose state must reach whoever runs them next.
struct Cells {
    Plain<int> runs[kCells];

    Cell* at(int index) { return reinterpret_cast<Cell*>(&runs[index]); }
    static void run(Cell* cell) { ++reinterpret_cast<Plain<int>*>(cell)->modify(); }
    bool haveAllRun() const {
        for (const Plain<int>& each : runs) {
            if (each.read() != 1) return false;
        }
        return true;
    }
};

void runAll(RunQueue& queue) {
    while (Cell* cell = queue.pop()) Cells::run(cell);
}

/// One thief takes half of what is there while the owner pushes and pops.
void steal() {
    const auto owner = std::make_unique<RunQueue>();
    const auto thief = std::make_unique<RunQueue>();
    Cells cells;
    owner->push(cells.at(0));
    owner->push(cells.at(1));
    Thread stealing("thief", [&] {
        if (Cell* cell = owner->stealInto(*thief)) Cells::run(cell);
        runAll(*thief);
    });
    if (Cell* cell = owner->pop()) Cells::run(cell);
    owner->push(cells.at(2));
    owner->push(cells.at(3));
    runAll(*owner);
    stealing.join();
    check(cells.haveAllRun(), "each cell is run once");
    check(owner->size() == 0 && thief->size() == 0, "nothing is left");
}

/// Two thieves want the same cells.
void twoThieves() {
    const auto owner = std::make_unique<RunQueue>();
    const auto left = std::make_unique<RunQueue>();
    const auto right = std::make_unique<RunQueue>();
    Cells cells;
    const auto rob = [&](RunQueue& own) {
        if (Cell* cell = owner->stealInto(own)) Cells::run(cell);
        runAll(own);
    };
    Thread first("left", [&] { rob(*left); });
    Thread second("right", [&] { rob(*right); });
    for (int i = 0; i < kCells; ++i) owner->push(cells.at(i));
    runAll(*owner);
    first.join();
    second.join();
    check(cells.haveAllRun(), "each cell is run once");
}

/// A thief robs the thief: cells move over three queues.
void stolenAgain() {
    const auto owner = std::make_unique<RunQueue>();
    const auto left = std::make_unique<RunQueue>();
    const auto right = std::make_unique<RunQueue>();
    Cells cells;
    for (int i = 0; i < kCells; ++i) owner->push(cells.at(i));
    Thread first("left", [&] {
        if (Cell* cell = owner->stealInto(*left)) Cells::run(cell);
        runAll(*left);
    });
    Thread second("right", [&] {
        if (Cell* cell = left->stealInto(*right)) Cells::run(cell);
        runAll(*right);
    });
    runAll(*owner);
    first.join();
    second.join();
    check(cells.haveAllRun(), "each cell is run once");
}

/// A dedicated worker goes to sleep while others push: it says so and then looks, they push and
/// then look whether it sleeps.
void sleep() {
    const auto queue = std::make_unique<RunQueue>();
    sync::Atomic<bool> isAsleep{false};
    sync::Parker parker;
    Cells cells;
    Thread worker("worker", [&] {
        for (int left = 2; left > 0;) {
            if (Cell* cell = queue->pop()) {
                Cells::run(cell);
                --left;
                continue;
            }
            isAsleep.store(true);
            if (queue->size() == 0) parker.park();
            isAsleep.store(false);
        }
    });
    for (int i = 0; i < 2; ++i) {
        queue->push(cells.at(i), sync::seqCst);
        if (isAsleep.load()) parker.unpark();
    }
    worker.join();
}

const Registration kRegistrations[] = {
    {{.name = "run-queue.steal", .body = &steal}},
    {{.name = "run-queue.two-thieves", .body = &twoThieves}},
    {{.name = "run-queue.sleep", .body = &sleep}},
    {{.name = "run-queue.stolen-again", .body = &stolenAgain}},
};

} // namespace

} // namespace explore
} // namespace troupe::inline TROUPE_ABI

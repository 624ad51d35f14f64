// The explorer's own scenarios: four small structures, right, and with nine planted bugs.

#include "../scenario.h"
#include "bell.h"
#include "counted.h"
#include "linked_queue.h"
#include "stack_mailbox.h"

namespace troupe::inline TROUPE_ABI {
namespace explore::self {

namespace {

using sync::Plain;
using sync::Thread;

constexpr std::string_view kScope = "tests/stress/explore/self/";

/// Two producers with two messages each; a consumer that parks when the mailbox says idle.
template <StackBug kBug>
void stackMailbox() {
    StackMailbox<kBug> mailbox;
    sync::Parker parker;
    Node nodes[4];
    const auto produce = [&](int first) {
        for (int i = first; i < first + 2; ++i) {
            nodes[i].value.write(i + 1);
            if (mailbox.push(&nodes[i])) parker.unpark();
        }
    };
    int sum = 0;
    Thread consumer("consumer", [&] {
        for (int left = 4; left > 0;) {
            Node* node = mailbox.takeAllOrIdle();
            if (node == nullptr) parker.park();
            for (; node != nullptr; node = node->next.read(), --left) sum += node->value.read();
        }
    });
    Thread first("first", [&] { produce(0); });
    Thread second("second", [&] { produce(2); });
    first.join();
    second.join();
    consumer.join();
    check(sum == 10, "each message is taken once");
}

/// Two producers with two messages each, taken while they are made and after.
template <QueueBug kBug>
void linkedQueue() {
    LinkedQueue<kBug> queue;
    Link links[4];
    const auto produce = [&](int first) {
        for (int i = first; i < first + 2; ++i) {
            links[i].value.write(i);
            queue.push(&links[i]);
        }
    };
    Thread first("first", [&] { produce(0); });
    Thread second("second", [&] { produce(2); });
    int last[2] = {-1, 1};
    int taken = 0;
    const auto take = [&] {
        const Link* link = queue.pop();
        if (link == nullptr) return;
        const int value = link->value.read();
        check(value > last[value / 2], "each producer's order is kept");
        last[value / 2] = value;
        ++taken;
    };
    take();
    take();
    first.join();
    second.join();
    for (int i = 0; i < 4; ++i) take();
    check(taken == 4, "each message is taken once");
}

/// One thread adds work twice, the other takes it all.
template <BellBug kBug>
void bell() {
    Bell<kBug> bell;
    Thread worker("worker", [&] {
        int left = 3;
        while (left > 0) left -= bell.takeWork();
        check(left == 0, "each piece of work is taken once");
    });
    bell.addWork(1);
    bell.addWork(2);
    worker.join();
}

/// Two threads write their own place and let go.
template <CountedBug kBug>
void counted() {
    auto* object = new Counted<kBug>(2);
    Thread other("other", [object] {
        object->note(1, 7);
        object->letGo();
    });
    object->note(0, 5);
    object->letGo();
    other.join();
}

const Registration kRegistrations[] = {
    {{"self.stack", &stackMailbox<StackBug::none>, {}, kScope, true, false}},
    {{"self.stack-idle-by-store", &stackMailbox<StackBug::idleByStore>, {}, kScope, true, true}},
    {{"self.stack-relaxed-push", &stackMailbox<StackBug::relaxedPush>, {}, kScope, true, true}},
    {{"self.stack-split-push", &stackMailbox<StackBug::splitPush>, {}, kScope, true, true}},
    {{"self.queue", &linkedQueue<QueueBug::none>, {}, kScope, true, false}},
    {{"self.queue-split", &linkedQueue<QueueBug::splitExchange>, {}, kScope, true, true}},
    {{"self.queue-relaxed-link", &linkedQueue<QueueBug::relaxedLink>, {}, kScope, true, true}},
    {{"self.bell", &bell<BellBug::none>, {}, kScope, true, false}},
    {{"self.bell-no-recheck", &bell<BellBug::noRecheck>, {}, kScope, true, true}},
    {{"self.bell-weak-publish", &bell<BellBug::weakPublish>, {}, kScope, true, true}},
    {{"self.counted", &counted<CountedBug::none>, {}, kScope, true, false}},
    {{"self.counted-relaxed", &counted<CountedBug::relaxedRelease>, {}, kScope, true, true}},
    {{"self.counted-look-after", &counted<CountedBug::lookAfter>, {}, kScope, true, true}},
};

} // namespace

} // namespace explore::self
} // namespace troupe::inline TROUPE_ABI

#include "bare_alone.h"

#include <memory>

namespace troupe::bench {
namespace {

struct Message {
    Message* next = nullptr;
    std::int64_t tag = 0;
    std::int64_t value = 0;
};

class Actor {
public:
    Actor() = default;
    Actor(const Actor&) = delete;
    Actor& operator=(const Actor&) = delete;
    virtual ~Actor() = default;

    virtual void on(const Message& message) = 0;

private:
    friend class RunQueue;

    Message* m_first = nullptr;
    Message* m_last = nullptr;
    Actor* m_nextToRun = nullptr;
    bool m_isScheduled = false;
};

class RunQueue {
public:
    void send(Actor& to, std::int64_t tag, std::int64_t value) {
        Message* message = take();
        message->next = nullptr;
        message->tag = tag;
        message->value = value;
        (to.m_last != nullptr ? to.m_last->next : to.m_first) = message;
        to.m_last = message;
        if (to.m_isScheduled) return;
        to.m_isScheduled = true;
        to.m_nextToRun = nullptr;
        (m_last != nullptr ? m_last->m_nextToRun : m_first) = &to;
        m_last = &to;
    }

    /// Until every mailbox is empty.
    void run() {
        while (m_first != nullptr) {
            Actor& actor = *m_first;
            m_first = actor.m_nextToRun;
            if (m_first == nullptr) m_last = nullptr;
            drain(actor);
            actor.m_isScheduled = false;
        }
    }

private:
    static constexpr std::size_t kChunk = 512;

    Message* take() {
        if (m_free == nullptr) {
            m_chunks.push_back(std::make_unique<Message[]>(kChunk));
            for (std::size_t i = 0; i < kChunk; ++i) putBack(m_chunks.back()[i]);
        }
        Message* message = m_free;
        m_free = message->next;
        return message;
    }

    void putBack(Message& message) {
        message.next = m_free;
        m_free = &message;
    }

    void drain(Actor& actor) {
        while (actor.m_first != nullptr) {
            Message& message = *actor.m_first;
            actor.m_first = message.next;
            if (actor.m_first == nullptr) actor.m_last = nullptr;
            actor.on(message);
            putBack(message);
        }
    }

    Actor* m_first = nullptr;
    Actor* m_last = nullptr;
    Message* m_free = nullptr;
    std::vector<std::unique_ptr<Message[]>> m_chunks;
};

class Counter : public Actor {
public:
    void on(const Message& message) override { m_value += message.value; }
    std::int64_t value() const { return m_value; }

private:
    std::int64_t m_value = 0;
};

std::int64_t total(const std::vector<std::unique_ptr<Counter>>& counters) {
    std::int64_t sum = 0;
    for (const auto& counter : counters) sum += counter->value();
    return sum;
}

} // namespace

void runCreateAlone(const Figures& figures) {
    const std::int64_t begin = nowNs();
    RunQueue queue;
    std::vector<std::unique_ptr<Counter>> counters;
    for (std::int64_t i = 0; i < kCreated; ++i) {
        counters.push_back(std::make_unique<Counter>());
        queue.send(*counters.back(), 0, 1);
    }
    queue.run();
    check(total(counters) == kCreated, "total");
    counters.clear();
    figures.printTimeSince(begin, kCreated);
}

void runIdleAlone(const Figures& figures, std::int64_t count) {
    constexpr std::size_t kBatch = 1024; // keeps the messages in flight few
    const std::int64_t before = residentBytes();
    RunQueue queue;
    std::vector<std::unique_ptr<Counter>> counters;
    counters.reserve(static_cast<std::size_t>(count));
    for (std::int64_t i = 0; i < count; ++i) {
        counters.push_back(std::make_unique<Counter>());
        queue.send(*counters.back(), 0, 1);
        if (counters.size() % kBatch == 0) queue.run();
    }
    queue.run();
    check(total(counters) == count, "sum");
    figures.printMemorySince(before, count);
}

} // namespace troupe::bench

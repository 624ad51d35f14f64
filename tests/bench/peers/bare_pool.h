#pragma once

// "bare", first part: a run queue with one worker thread, whose mailboxes take messages from any
// thread. It has the atomics that an actor engine cannot do without, and nothing else: no
// supervision, no bound, no ledger, no clean-up.

#include "bare_queue.h"

#include <mutex>

namespace troupe::bench {

class Worker;

/// `on` runs on the one worker.
class Actor {
public:
    Actor() = default;
    Actor(const Actor&) = delete;
    Actor& operator=(const Actor&) = delete;
    virtual ~Actor() = default;

    virtual void on(const Node& message) = 0;

private:
    friend class Worker;

    MpscQueue m_mailbox;
    std::atomic<bool> m_isScheduled{false};
    Actor* m_nextToRun = nullptr;
};

class Worker {
public:
    /// Any thread.
    void send(Actor& to, std::int64_t tag, std::int64_t value) {
        if (t_pool == nullptr) t_pool = makePool();
        Node* node = t_pool->take();
        node->tag = tag;
        node->value = value;
        to.m_mailbox.push(node);
        if (to.m_isScheduled.load() || to.m_isScheduled.exchange(true)) return;
        if (t_pool == &m_pool)
            append(to);
        else
            handIn(to);
    }

    /// Runs the actors on the calling thread until stop().
    void run() {
        t_pool = &m_pool;
        while (!m_stopper.isStopped) {
            if (m_first == nullptr || ++m_slices % kSlices == 0) takeHandedIn();
            if (m_first != nullptr)
                runFirst();
            else
                park();
        }
        m_returner.flush();
    }

    /// Any thread. What is queued before this is still handled.
    void stop() { send(m_stopper, 0, 0); }

private:
    static constexpr int kTurns = 64;  // messages before an actor gives way
    static constexpr int kSlices = 16; // slices between two looks at what other threads made ready

    struct Stopper : Actor {
        bool isStopped = false; // worker only
        void on(const Node&) override { isStopped = true; }
    };

    Pool* makePool() {
        const std::lock_guard lock(m_poolsMutex);
        m_pools.push_back(std::make_unique<Pool>());
        return m_pools.back().get();
    }

    void append(Actor& actor) {
        actor.m_nextToRun = nullptr;
        if (m_last != nullptr)
            m_last->m_nextToRun = &actor;
        else
            m_first = &actor;
        m_last = &actor;
    }

    /// From another thread. Release pairs with the acquire of takeHandedIn.
    void handIn(Actor& actor) {
        Actor* top = m_handedIn.load(std::memory_order_relaxed);
        do actor.m_nextToRun = top;
        while (!m_handedIn.compare_exchange_weak(top, &actor, std::memory_order_release,
                                                 std::memory_order_relaxed));
        if (top == nullptr) m_handedIn.notify_one();
    }

    void takeHandedIn() {
        if (m_handedIn.load(std::memory_order_relaxed) == nullptr) return;
        Actor* actor = m_handedIn.exchange(nullptr, std::memory_order_acquire);
        while (actor != nullptr) {
            Actor* next = actor->m_nextToRun;
            append(*actor);
            actor = next;
        }
    }

    void park() {
        m_returner.flush();
        const auto isReady = [this] {
            return m_handedIn.load(std::memory_order_relaxed) != nullptr;
        };
        if (!spinBriefly(isReady)) m_handedIn.wait(nullptr);
    }

    void runFirst() {
        Actor& actor = *m_first;
        m_first = actor.m_nextToRun;
        if (m_first == nullptr) m_last = nullptr;
        int turns = 0;
        for (; turns < kTurns; ++turns) {
            Node* node = actor.m_mailbox.pop();
            if (node == nullptr) break;
            actor.on(*node);
            if (node->home == &m_pool)
                m_pool.putBack(node);
            else
                m_returner.put(node);
        }
        if (turns == kTurns || becameReady(actor)) append(actor);
    }

    /// A producer that saw the flag still set relies on this second look at the mailbox.
    static bool becameReady(Actor& actor) {
        actor.m_isScheduled.store(false);
        return !actor.m_mailbox.isEmpty() && !actor.m_isScheduled.exchange(true);
    }

    static inline thread_local Pool* t_pool = nullptr;

    Actor* m_first = nullptr; // ready to run
    Actor* m_last = nullptr;
    int m_slices = 0;
    Stopper m_stopper;
    Pool m_pool;
    Returner m_returner;
    std::mutex m_poolsMutex;
    std::vector<std::unique_ptr<Pool>> m_pools; // of the other threads, kept until the end
    alignas(64) std::atomic<Actor*> m_handedIn{nullptr};
};

} // namespace troupe::bench

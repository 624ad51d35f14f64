#pragma once

// The parts of the "bare" upper bound: pooled message nodes that are given back in batches, and the
// multi-producer single-consumer queue of Dmitry Vyukov ("Non-intrusive MPSC node-based queue",
// 1024cores.net). Nothing here is safe against misuse: it shows what the hardware allows.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace troupe::bench {

inline void relax() {
#if defined(__x86_64__)
    _mm_pause();
#endif
}

/// Tries for 2 µs; false: it is time to park.
template <class Predicate>
bool spinBriefly(Predicate isReady) {
    constexpr auto kLongest = std::chrono::microseconds(2);
    const auto begin = std::chrono::steady_clock::now();
    do {
        for (int i = 0; i < 8; ++i) {
            if (isReady()) return true;
            relax();
        }
    } while (std::chrono::steady_clock::now() - begin < kLongest);
    return false;
}

class Pool;

/// A message of 16 bytes and its links: 32 bytes.
struct Node {
    std::atomic<Node*> next{nullptr};
    Pool* home = nullptr; // nullptr: not from a pool
    std::int64_t tag = 0;
    std::int64_t value = 0;
};

/// Nodes of one producing thread. take and putBack belong to that thread, giveBack to any.
class alignas(64) Pool {
public:
    Node* take() {
        if (m_free == nullptr) refill();
        Node* node = m_free;
        m_free = node->next.load(std::memory_order_relaxed);
        return node;
    }

    void putBack(Node* node) {
        node->next.store(m_free, std::memory_order_relaxed);
        m_free = node;
    }

    /// A chain of nodes that another thread has consumed. Release pairs with the exchange of refill.
    void giveBack(Node* first, Node* last) {
        Node* top = m_returned.load(std::memory_order_relaxed);
        do last->next.store(top, std::memory_order_relaxed);
        while (!m_returned.compare_exchange_weak(top, first, std::memory_order_release,
                                                 std::memory_order_relaxed));
    }

private:
    static constexpr int kChunk = 512;

    void refill() {
        m_free = m_returned.exchange(nullptr, std::memory_order_acquire);
        if (m_free != nullptr) return;
        m_chunks.push_back(std::make_unique<Node[]>(kChunk));
        for (int i = 0; i < kChunk; ++i) {
            Node& node = m_chunks.back()[static_cast<std::size_t>(i)];
            node.home = this;
            putBack(&node);
        }
    }

    Node* m_free = nullptr;
    std::vector<std::unique_ptr<Node[]>> m_chunks;
    alignas(64) std::atomic<Node*> m_returned{nullptr};
};

/// The consumer's side of the pools: collects up to 64 nodes of one home, then gives them back with
/// one compare-and-swap.
class Returner {
public:
    void put(Node* node) {
        if (m_first != nullptr && node->home != m_first->home) flush();
        node->next.store(m_first, std::memory_order_relaxed);
        if (m_first == nullptr) m_last = node;
        m_first = node;
        if (++m_count == 64) flush();
    }

    void flush() {
        if (m_first == nullptr) return;
        m_first->home->giveBack(m_first, m_last);
        m_first = m_last = nullptr;
        m_count = 0;
    }

private:
    Node* m_first = nullptr;
    Node* m_last = nullptr;
    int m_count = 0;
};

/// Unbounded queue of one consumer; push is one exchange and never waits.
class MpscQueue {
public:
    void push(Node* node) {
        node->next.store(nullptr, std::memory_order_relaxed);
        // The release of the link pairs with the acquire of pop.
        m_head.exchange(node)->next.store(node, std::memory_order_release);
    }

    /// nullptr also while a producer is between its exchange and its store.
    Node* pop() {
        Node* tail = m_tail;
        Node* next = tail->next.load(std::memory_order_acquire);
        if (tail == &m_stub) {
            if (next == nullptr) return nullptr;
            m_tail = tail = next;
            next = tail->next.load(std::memory_order_acquire);
        }
        if (next != nullptr) {
            m_tail = next;
            return tail;
        }
        if (tail != m_head.load(std::memory_order_acquire)) return nullptr;
        push(&m_stub);
        next = tail->next.load(std::memory_order_acquire);
        if (next == nullptr) return nullptr;
        m_tail = next;
        return tail;
    }

    /// Consumer only. Decides together with the actor's `scheduled` flag who makes it run again.
    bool isEmpty() const { return m_tail->next.load() == nullptr && m_head.load() == m_tail; }

private:
    alignas(64) Node m_stub;
    alignas(64) std::atomic<Node*> m_head{&m_stub};
    alignas(64) Node* m_tail = &m_stub;
};

} // namespace troupe::bench

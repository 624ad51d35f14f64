#pragma once

// A mailbox as a stack of nodes with an idle sentinel: many producers push, the one consumer
// takes the whole stack. A producer that finds the sentinel must wake the consumer. Treiber's
// stack; the sentinel after Akka's and kameo's scheduling bit. With planted bugs to choose from.

#include "troupe/sync/sync.h"

#include <cstdint>

namespace troupe::inline TROUPE_ABI {
namespace explore::self {

enum class StackBug : std::uint8_t {
    none,
    idleByStore, // going idle overwrites a message that came meanwhile: lost wake-up
    relaxedPush, // the node is published without release
    splitPush,   // head read, then written: a lost message
};

struct Node {
    sync::Plain<int> value{0};
    sync::Plain<Node*> next{nullptr};
};

template <StackBug kBug = StackBug::none>
class StackMailbox {
public:
    /// Thread: any. True where the consumer is idle and must be woken.
    bool push(Node* node) {
        const sync::Order order = kBug == StackBug::relaxedPush ? sync::relaxed : sync::release;
        Node* head = m_head.load(sync::relaxed);
        for (;;) {
            node->next.write(head == idle() ? nullptr : head);
            if constexpr (kBug == StackBug::splitPush) {
                m_head.store(node, order);
                return head == idle();
            } else if (m_head.compareExchangeWeak(head, node, order, sync::relaxed)) {
                return head == idle();
            }
        }
    }

    /// Thread: consumer. The newest node, linked to the older ones; nullptr: now idle.
    Node* takeAllOrIdle() {
        Node* head = m_head.exchange(nullptr, sync::acquire);
        if (head != nullptr) return head;
        if constexpr (kBug == StackBug::idleByStore) {
            m_head.store(idle());
            return nullptr;
        }
        Node* expected = nullptr;
        if (m_head.compareExchange(expected, idle())) return nullptr;
        return m_head.exchange(nullptr, sync::acquire);
    }

private:
    Node* idle() { return &m_idle; }

    Node m_idle;
    sync::Atomic<Node*> m_head{nullptr};
};

} // namespace explore::self
} // namespace troupe::inline TROUPE_ABI

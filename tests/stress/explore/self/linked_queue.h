#pragma once

// Dmitry Vyukov's intrusive queue for many producers and one consumer. With planted bugs.

#include "troupe/sync/sync.h"

#include <cstdint>

namespace troupe::inline TROUPE_ABI {
namespace explore::self {

enum class QueueBug : std::uint8_t {
    none,
    splitExchange, // the tail is read, then written: a lost message
    relaxedLink,   // the link is published without release
};

struct Link {
    sync::Atomic<Link*> next{nullptr};
    sync::Plain<int> value{0};
};

template <QueueBug kBug = QueueBug::none>
class LinkedQueue {
public:
    /// Thread: any.
    void push(Link* link) {
        link->next.store(nullptr, sync::relaxed);
        Link* before = nullptr;
        if constexpr (kBug == QueueBug::splitExchange) {
            before = m_tail.load();
            m_tail.store(link);
        } else {
            before = m_tail.exchange(link, sync::acqRel);
        }
        before->next.store(link, kBug == QueueBug::relaxedLink ? sync::relaxed : sync::release);
    }

    /// Thread: consumer. nullptr: empty, or a producer is between its two steps.
    Link* pop() {
        Link* first = m_first;
        Link* next = first->next.load(sync::acquire);
        if (first == &m_stub) {
            if (next == nullptr) return nullptr;
            m_first = first = next;
            next = first->next.load(sync::acquire);
        }
        if (next != nullptr) {
            m_first = next;
            return first;
        }
        if (first != m_tail.load(sync::acquire)) return nullptr;
        push(&m_stub);
        next = first->next.load(sync::acquire);
        if (next == nullptr) return nullptr;
        m_first = next;
        return first;
    }

private:
    Link m_stub;
    sync::Atomic<Link*> m_tail{&m_stub};
    Link* m_first = &m_stub;
};

} // namespace explore::self
} // namespace troupe::inline TROUPE_ABI

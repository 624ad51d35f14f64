// A set of handlers that replaces an actor's own for a while: Context::become.
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "troupe/actor/context.h"
#include "troupe/sync/sync.h"

namespace troupe::inline TROUPE_ABI {

/// `Behaviour().on<Open>([](Context& ctx, const Open& m) { … })`. A message it does not name is
/// `unhandled`. A request it handles ends `noReply` unless the handler answers by
/// ctx.defer<Reply>(…) or ctx.answerValue. Thread: the actor's turn.
class Behaviour {
public:
    using Handler = std::function<TurnEnd(Context&, Envelope&)>;

    template <class M, class F>
    Behaviour& on(F handler) {
        m_rows.emplace_back(&kMessageType<M>, [handler](Context& context, Envelope& envelope) {
            if constexpr (detail::HasReply<M>) {
                typename M::Reply reply(handler(context, envelope.as<M>()));
                if (context.turnEnd() == TurnEnd::done) context.answer(envelope, std::move(reply));
            } else {
                handler(context, envelope.as<M>());
            }
            return context.turnEnd();
        });
        return *this;
    }

    /// Null where it names no such message.
    const Handler* find(const MessageType& type) const {
        for (const auto& [known, handler] : m_rows) {
            if (known == &type) return &handler;
        }
        return nullptr;
    }

private:
    std::vector<std::pair<const MessageType*, Handler>> m_rows;
};

/// A Behaviour that the actor and the turns that run from it share: one of them may take it off, or
/// be given up, while another is in it. Copying is an atomic increment. Thread: any.
class SharedBehaviour {
public:
    explicit SharedBehaviour(Behaviour behaviour) : m_shared(new Shared{std::move(behaviour)}) {}
    SharedBehaviour(const SharedBehaviour& other) : m_shared(other.m_shared) {
        m_shared->references.fetchAdd(1, sync::relaxed);
    }
    SharedBehaviour& operator=(SharedBehaviour other) noexcept {
        std::swap(m_shared, other.m_shared);
        return *this;
    }
    /// acqRel: the last one sees all that the others did.
    ~SharedBehaviour() {
        if (m_shared->references.fetchSub(1, sync::acqRel) == 1) delete m_shared;
    }

    const Behaviour* operator->() const { return &m_shared->behaviour; }

private:
    struct Shared {
        Behaviour behaviour;
        sync::Atomic<std::uint32_t> references{1};
    };
    Shared* m_shared;
};

} // namespace troupe::TROUPE_ABI

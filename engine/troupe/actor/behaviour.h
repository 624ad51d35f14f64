// A set of handlers that replaces an actor's own for a while: Context::become.
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "troupe/actor/context.h"

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

} // namespace troupe::TROUPE_ABI

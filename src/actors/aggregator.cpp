#include "actors/aggregator.h"

namespace troupe::core::actors {

namespace {

/// One Gather under way; shared by the continuations of its asks.
struct Round {
    Deferred<std::vector<std::string>> reply;
    std::vector<std::string> answers;
    std::size_t missing = 0;
};

} // namespace

void Aggregator::on(Context& context, const Gather&, Deferred<std::vector<std::string>> reply) {
    ++m_gathered;
    const std::vector<AnyRef>& parts = m_parts.targets();
    if (parts.empty()) {
        reply.reply({});
        return;
    }
    auto round = std::make_shared<Round>();
    round->reply = std::move(reply);
    round->answers.resize(parts.size());
    round->missing = parts.size();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        context.askThen(parts[i], m_settings.deadline, m_settings.message,
                        [round, i](Context&, const AskResult<Value>& answer) {
                            round->answers[i] =
                                answer.ok() ? toText(answer.value()) : toString(answer.outcome());
                            if (--round->missing == 0) {
                                round->reply.reply(std::move(round->answers));
                            }
                        });
    }
}

} // namespace troupe::core::actors

// Kind Aggregator: asks all its parts the same and answers with the list of their replies.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "actors/messages.h"
#include "actors/port_table.h"
#include "troupe/troupe.h"

namespace troupe::core::actors {

struct AggregatorSettings {
    AnyMessage message; // what the parts are asked
    Duration deadline = std::chrono::seconds(5);
};

class Aggregator {
public:
    using Messages = MessageList<Gather>;
    static constexpr auto name = "Aggregator";

    Aggregator(std::shared_ptr<PortTable> ports, AggregatorSettings settings)
        : m_parts(std::move(ports), "parts"), m_settings(std::move(settings)) {}

    /// Asks that failed stand in the list as the name of their outcome.
    void on(Context& context, const Gather&, Deferred<std::vector<std::string>> reply);

private:
    Port m_parts;
    AggregatorSettings m_settings;
    std::int64_t m_gathered = 0;

public:
    static constexpr auto fields = troupe::fields(field("gathered", &Aggregator::m_gathered));
};

} // namespace troupe::core::actors

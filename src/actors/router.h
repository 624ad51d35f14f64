// Kinds Router and Forwarder: hand on whatever comes, with who waits for the reply.
#pragma once

#include <memory>

#include "actors/port_table.h"
#include "troupe/troupe.h"

namespace troupe::core::actors {

/// How a Router chooses among its targets.
enum class Routing : std::uint8_t {
    roundRobin,
    leastLoaded, // shortest mailbox now, the first of equals
    random,      // from the actor's own seeded generator
    hash,        // equal first fields go to the same target
};

class Router {
public:
    using Messages = AnyMessages;
    static constexpr auto name = "Router";

    Router(std::shared_ptr<PortTable> ports, Routing routing)
        : m_targets(std::move(ports), "targets"), m_routing(routing) {}

    /// Without a target it logs an error, and the message counts as handled.
    void onAny(Context& context, Envelope& envelope);

private:
    std::size_t choose(Context& context, const Envelope& envelope);

    Port m_targets;
    Routing m_routing;
    std::uint64_t m_next = 0;
    std::int64_t m_routed = 0;

public:
    static constexpr auto fields = troupe::fields(field("routed", &Router::m_routed));
};

class Forwarder {
public:
    using Messages = AnyMessages;
    static constexpr auto name = "Forwarder";

    explicit Forwarder(std::shared_ptr<PortTable> ports) : m_target(std::move(ports), "target") {}

    void onAny(Context& context, Envelope& envelope);

private:
    Port m_target;
    std::int64_t m_forwarded = 0;

public:
    static constexpr auto fields = troupe::fields(field("forwarded", &Forwarder::m_forwarded));
};

} // namespace troupe::core::actors

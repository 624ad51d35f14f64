#include "actors/router.h"

#include <string>

namespace troupe::core::actors {

namespace {

/// FNV-1a: the same on every machine, unlike std::hash (decisions.md 24).
std::uint64_t hashOf(const std::string& text) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 1099511628211ULL;
    }
    return hash;
}

} // namespace

std::size_t Router::choose(Context& context, const Envelope& envelope) {
    const std::vector<AnyRef>& targets = m_targets.targets();
    switch (m_routing) {
    case Routing::roundRobin:
        break;
    case Routing::random:
        return static_cast<std::size_t>(context.random().below(targets.size()));
    case Routing::leastLoaded: {
        std::size_t best = 0;
        for (std::size_t i = 1; i < targets.size(); ++i) {
            if (targets[i].depth() < targets[best].depth()) best = i;
        }
        return best;
    }
    case Routing::hash: {
        const ValueList values = envelope.type->values(*envelope.type, envelope.message());
        if (values.empty()) break;
        return static_cast<std::size_t>(hashOf(toText(values.front())) % targets.size());
    }
    }
    return static_cast<std::size_t>(m_next++ % targets.size());
}

void Router::onAny(Context& context, Envelope& envelope) {
    const std::vector<AnyRef>& targets = m_targets.targets();
    if (targets.empty()) {
        context.log(LogLevel::error, "no target is linked");
        return;
    }
    ++m_routed;
    context.forward(targets[choose(context, envelope)]);
}

void Forwarder::onAny(Context& context, Envelope&) {
    const AnyRef& target = m_target.target();
    if (!target) {
        context.log(LogLevel::error, "no target is linked");
        return;
    }
    ++m_forwarded;
    context.forward(target);
}

} // namespace troupe::core::actors

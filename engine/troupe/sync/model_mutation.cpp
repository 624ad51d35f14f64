// What the runtime does at the sites of operations beyond their meaning: planted mistakes,
// collecting the sites that exist, and the trace of a run.

#include "troupe/sync/sync.h"

#include <algorithm>
#include <cstring>

namespace troupe::inline TROUPE_ABI {
namespace sync {

const char* nameOf(Operation operation) {
    constexpr const char* kNames[] = {
        "load",   "store",  "exchange",  "compareExchange", "fetch", "lock",   "tryLock",
        "unlock", "wait",   "notifyOne", "notifyAll",       "park",  "unpark", "barrier",
        "start",  "join",   "clock",     "recheck",         "fault", "read",   "write",
        "create", "destroy"};
    return kNames[static_cast<std::size_t>(operation)];
}

const char* nameOf(Order order) {
    switch (order) {
    case relaxed:
        return "relaxed";
    case acquire:
        return "acquire";
    case release:
        return "release";
    case acqRel:
        return "acqRel";
    case seqCst:
        return "seqCst";
    default:
        return "consume";
    }
}

} // namespace sync

namespace modelling {

void Runtime::setMutation(Mutation mutation) {
    m_mutation = std::move(mutation);
    updateWatching();
}

void Runtime::updateWatching() {
    m_isWatching = m_isCollecting || m_mutation.kind == Mutation::Kind::order;
    m_isComparing =
        m_mutation.kind == Mutation::Kind::order || m_mutation.kind == Mutation::Kind::split;
}

bool Runtime::matches(Operation operation, Site site) const {
    return site.line == m_mutation.line && operation == m_mutation.operation &&
           m_mutation.file == site.file;
}

Order Runtime::watchedOrder(Operation operation, Order order, Site site) {
    if (m_isCollecting) collect(operation, order, site, nullptr);
    if (m_mutation.kind == Mutation::Kind::order && matches(operation, site))
        return m_mutation.order;
    return order;
}

bool Runtime::watchCondition(bool value, Site site) {
    if (m_isCollecting) collect(Operation::recheck, sync::seqCst, site, nullptr);
    if (!value || !isPlanted(Mutation::Kind::deny, Operation::recheck, site)) return value;
    noteDifference();
    return false;
}

bool Runtime::watchFault(const char* name, Site site) {
    if (m_isCollecting) collect(Operation::fault, sync::seqCst, site, name);
    if (m_mutation.kind != Mutation::Kind::raise || m_mutation.fault != name) return false;
    noteDifference();
    return true;
}

void Runtime::collect(Operation operation, Order order, Site site, const char* fault) {
    const auto isSame = [&](const SeenSite& seen) {
        return seen.line == site.line && seen.operation == operation && seen.order == order &&
               seen.file == site.file && (fault == nullptr || seen.fault == fault);
    };
    const auto found = std::find_if(m_seenSites.begin(), m_seenSites.end(), isSame);
    if (found == m_seenSites.end()) {
        m_seenSites.push_back(
            {site.file, site.function, site.line, operation, order, fault == nullptr ? "" : fault});
    } else if (found != m_seenSites.begin()) {
        std::iter_swap(found, found - 1); // the frequent ones move to the front
    }
}

void Runtime::note(Operation operation, const void* object, std::string_view detail, Site site) {
    auto place = std::find(m_traced.begin(), m_traced.end(), object);
    if (place == m_traced.end()) place = m_traced.insert(place, object);
    const char* slash = std::strrchr(site.file, '/');
    std::string line = std::to_string(m_steps);
    line.append(" ").append(m_threads[m_current].name).append(" ").append(nameOf(operation));
    line.append(" #").append(std::to_string(place - m_traced.begin())).append(" ");
    line.append(detail).append("  ").append(slash == nullptr ? site.file : slash + 1);
    line.append(":").append(std::to_string(site.line)).append(" ").append(site.function);
    m_trace.push_back(std::move(line));
}

} // namespace modelling
} // namespace troupe::inline TROUPE_ABI

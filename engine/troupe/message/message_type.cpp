#include "troupe/message/message_type.h"

#include <mutex>

#include "troupe/sync/sync.h"

namespace troupe::inline TROUPE_ABI {

namespace {

/// Types register before main() and, for scripted actors, while documents open.
struct Registry {
    sync::Mutex mutex;
    std::vector<const MessageType*> types{nullptr};
};

Registry& registry() {
    static Registry registry;
    return registry;
}

} // namespace

std::uint16_t registerMessageType(const MessageType& type) {
    Registry& all = registry();
    const std::scoped_lock lock(all.mutex);
    if (all.types.size() > UINT16_MAX) return 0;
    all.types.push_back(&type);
    return static_cast<std::uint16_t>(all.types.size() - 1);
}

const MessageType* messageTypeByNumber(std::uint16_t number) {
    Registry& all = registry();
    const std::scoped_lock lock(all.mutex);
    return number < all.types.size() ? all.types[number] : nullptr;
}

} // namespace troupe::TROUPE_ABI

// Message types that scenarios describe. Internal to src/script.
#pragma once

#include <string>
#include <vector>

#include "troupe/message/message_type.h"

namespace troupe::core {

/// The one type with this name, these fields and this reply; made if there is none. Null when
/// 65,535 types exist.
const MessageType* scriptMessage(const std::string& name, std::vector<FieldInfo> fields,
                                 const FieldShape* reply);

} // namespace troupe::core

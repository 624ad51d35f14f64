// Names and shapes that the numbers and bytes of events refer to: message types, kinds of actors.
//
// Events carry the number of a message type and values without tags. The engine's numbers belong to
// one process; a Schema keeps what they meant, so that a recording, a file of it and the World need
// no engine. It only grows during a run. Thread: gui.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "troupe/message/describe.h"

namespace troupe::core {

/// What a field of an actor holds that was made with nothing in it. Thread: any.
Value emptyValueOf(const FieldShape& shape);

/// A message type as it was when the run was made.
struct MessageShape {
    std::string name;
    std::vector<FieldInfo> fields;
    const FieldShape* reply = nullptr; // null: a tell, no reply
};

/// A kind of actor as it was when the run was made.
struct KindShape {
    std::string name;
    std::vector<FieldInfo> state;
    std::string accent{}; // kind whose colours it has; empty: its own
};

class Schema {
public:
    Schema() = default;
    Schema(const Schema&) = delete; // shapes point into it
    Schema& operator=(const Schema&) = delete;

    /// Describes message type `number` (1 to 65535). A second description of a number is ignored.
    void addMessage(std::uint16_t number, MessageShape message);
    /// Describes a kind. A second description of a name is ignored. State fields whose initial value
    /// is not told begin empty (0, "", [] …).
    void addKind(KindShape kind);
    /// A shape owned by this schema, for descriptions that come from a file.
    const FieldShape* addShape(FieldType type, const FieldShape* element = nullptr);

    /// Null if unknown. Pointers stay valid as long as the schema.
    const MessageShape* message(std::uint16_t number) const;
    const KindShape* kind(std::string_view name) const;

    /// Calls `visit(number, shape)` for each, by number.
    template <class Visit>
    void forEachMessage(Visit&& visit) const {
        for (std::size_t number = 1; number < m_byNumber.size(); ++number) {
            if (m_byNumber[number]) visit(static_cast<std::uint16_t>(number), *m_byNumber[number]);
        }
    }
    /// Calls `visit(shape)` for each, by name.
    template <class Visit>
    void forEachKind(Visit&& visit) const {
        for (const auto& [name, shape] : m_kinds) visit(shape);
    }

    /// Name of a message type; empty for 0, `type N` for an unknown number.
    std::string messageName(std::uint16_t number) const;

private:
    std::deque<FieldShape> m_shapes;
    std::deque<MessageShape> m_messages;
    std::vector<const MessageShape*> m_byNumber;
    std::map<std::string, KindShape, std::less<>> m_kinds;
};

} // namespace troupe::core

#include "recording/schema.h"

#include <utility>

namespace troupe::core {

Value emptyValueOf(const FieldShape& shape) {
    switch (shape.type) {
    case FieldType::boolean:
        return false;
    case FieldType::integer:
        return 0;
    case FieldType::number:
        return 0.0;
    case FieldType::text:
        return "";
    case FieldType::duration:
        return Duration{};
    case FieldType::reference:
        return ActorId{};
    case FieldType::list:
        return ValueList{};
    case FieldType::map:
        return ValueMap{};
    case FieldType::nothing:
    case FieldType::optional:
        break;
    }
    return {};
}

void Schema::addMessage(std::uint16_t number, MessageShape shape) {
    if (number == 0 || message(number)) return;
    if (m_byNumber.size() <= number) m_byNumber.resize(number + std::size_t{1}, nullptr);
    m_byNumber[number] = &m_messages.emplace_back(std::move(shape));
}

void Schema::addKind(KindShape shape) {
    for (FieldInfo& field : shape.state) {
        if (field.initial.isNothing() && field.shape) field.initial = emptyValueOf(*field.shape);
    }
    std::string name = shape.name;
    m_kinds.try_emplace(std::move(name), std::move(shape));
}

const FieldShape* Schema::addShape(FieldType type, const FieldShape* element) {
    return &m_shapes.emplace_back(FieldShape{type, element});
}

const MessageShape* Schema::message(std::uint16_t number) const {
    return number < m_byNumber.size() ? m_byNumber[number] : nullptr;
}

const KindShape* Schema::kind(std::string_view name) const {
    const auto found = m_kinds.find(name);
    return found == m_kinds.end() ? nullptr : &found->second;
}

std::string Schema::messageName(std::uint16_t number) const {
    if (number == 0) return {};
    const MessageShape* shape = message(number);
    return shape ? shape->name : "type " + std::to_string(number);
}

} // namespace troupe::core

#include "recording/schema.h"

#include <utility>

namespace troupe::core {

void Schema::addMessage(std::uint16_t number, MessageShape shape) {
    if (number == 0 || message(number)) return;
    if (m_byNumber.size() <= number) m_byNumber.resize(number + std::size_t{1}, nullptr);
    m_byNumber[number] = &m_messages.emplace_back(std::move(shape));
}

void Schema::addKind(KindShape shape) {
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

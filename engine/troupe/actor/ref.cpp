#include "troupe/actor/ref.h"

#include "troupe/actor/cell.h"
#include "troupe/actor/system.h"
#include "troupe/lab/lab.h"

namespace troupe::inline TROUPE_ABI {

AnyRef::AnyRef(Cell* cell) : m_cell(cell) {
    if (m_cell) m_cell->ref();
}

AnyRef::AnyRef(const AnyRef& other) : AnyRef(other.m_cell) {}

AnyRef::~AnyRef() {
    if (m_cell) m_cell->unref();
}

ActorId AnyRef::id() const {
    return m_cell ? m_cell->id() : ActorId{};
}

std::string AnyRef::name() const {
    return m_cell ? m_cell->name() : std::string();
}

const ActorType* AnyRef::type() const {
    return m_cell ? &m_cell->type() : nullptr;
}

std::uint64_t AnyRef::depth() const {
    if (!m_cell) return 0;
    if (const Lab* lab = m_cell->system().lab()) return lab->depthOf(*m_cell);
    const OverflowLane* lane = m_cell->overflowLane();
    return m_cell->inbox().depth() + (lane ? lane->ringDepth.load(sync::relaxed) : 0);
}

std::uint32_t AnyRef::incarnation() const {
    return m_cell ? m_cell->incarnation() : 0;
}

TellOutcome AnyRef::tell(const MessageType& type, const ValueList& values, Duration wait) const {
    const std::uint16_t row = m_cell ? m_cell->type().find(type) : kNoHandler;
    return detail::deliverOutside(m_cell, row, detail::envelopeOf({&type, values}), wait, false);
}

AnyAsk AnyRef::ask(const MessageType& type, const ValueList& values, Duration deadline,
                   Duration wait) const {
    const std::uint16_t row = m_cell ? m_cell->type().find(type) : kNoHandler;
    return AnyAsk(detail::askOutside(m_cell, row, deadline, kReplyOperations<Value>,
                                     detail::envelopeOf({&type, values}), wait));
}

Result<AnyMessage> makeMessage(const MessageType& type, ValueList values) {
    const std::vector<FieldInfo>& fields = type.fields(type);
    if (values.size() > fields.size()) {
        return Error{std::string(type.name) + " has " + std::to_string(fields.size()) +
                     " fields, not " + std::to_string(values.size())};
    }
    for (std::size_t i = values.size(); i < fields.size(); ++i) values.push_back(fields[i].initial);
    std::vector<std::max_align_t> space((type.size + sizeof(std::max_align_t) - 1) /
                                        sizeof(std::max_align_t));
    if (const char* wrong = type.construct(type, space.data(), values)) {
        return Error{std::string(type.name) + ": the value of '" + wrong +
                     "' has the wrong type or is out of its range"};
    }
    if (type.destroy) type.destroy(type, space.data());
    return AnyMessage{&type, std::move(values)};
}

namespace detail {

void SendAwaiter::await_suspend(std::coroutine_handle<> waiter) {
    m_context.awaitOutbox(waiter);
}

TellOutcome SendAwaiter::await_resume() {
    return m_outcome == TellOutcome::waiting ? m_context.lastOutboxOutcome() : m_outcome;
}

} // namespace detail

} // namespace troupe::TROUPE_ABI

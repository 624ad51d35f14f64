#include "actors/counter.h"

#include <stdexcept>

namespace troupe::core::actors {

void Counter::on(const Increment& message) {
    if (__builtin_add_overflow(m_value, message.by, &m_value)) {
        throw std::overflow_error("the value does not fit into 64 bits");
    }
}

void Counter::on(const Decrement& message) {
    if (__builtin_sub_overflow(m_value, message.by, &m_value)) {
        throw std::overflow_error("the value does not fit into 64 bits");
    }
}

} // namespace troupe::core::actors

#include "engine/sample/counter.h"

namespace sample {

void Counter::on(const Increment& message) {
    m_value += message.by;
}

std::int64_t Counter::on(const GetValue&) {
    return m_value;
}

} // namespace sample

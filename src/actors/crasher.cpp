#include "actors/crasher.h"

#include <stdexcept>

namespace troupe::core::actors {

void Crasher::on(const Process& message) {
    m_last = message.n;
    ++m_handled;
    if (m_handled >= m_settings.every) throw std::runtime_error(m_settings.text);
}

} // namespace troupe::core::actors

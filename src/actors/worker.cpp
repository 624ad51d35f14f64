#include "actors/worker.h"

#include <stdexcept>

namespace troupe::core::actors {

void Worker::work(Context& context) const {
    if (m_settings.work <= Duration::zero()) return;
    if (m_settings.workKind == WorkKind::wait || context.system().lab()) {
        context.work(m_settings.work);
        return;
    }
    // by its own clock, so that a burning worker really uses its thread
    const std::int64_t until = sync::now() + m_settings.work.count();
    volatile std::uint64_t burnt = 0;
    while (sync::now() < until) {
        for (int i = 0; i < 1000; ++i) burnt = burnt + 1;
    }
}

void Worker::on(Context& context, const Process& message) {
    work(context);
    std::int64_t square = 0;
    if (__builtin_mul_overflow(message.n, message.n, &square)) {
        throw std::overflow_error("the square of " + std::to_string(message.n) +
                                  " does not fit into 64 bits");
    }
    m_last = square;
    ++m_done;
    if (const AnyRef& logger = m_logger.target()) {
        context.tell(logger, Info{"Worker " + context.name() + " processed " +
                                  std::to_string(message.n) + " → " + std::to_string(square)});
    }
}

std::int64_t Worker::on(Context& context, const Compute& message) {
    work(context);
    std::int64_t sum = 0;
    for (const std::int64_t each : message.input) {
        if (__builtin_add_overflow(sum, each, &sum)) {
            throw std::overflow_error("the sum does not fit into 64 bits");
        }
    }
    m_last = sum;
    ++m_done;
    return sum;
}

} // namespace troupe::core::actors

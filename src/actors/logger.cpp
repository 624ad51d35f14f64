#include "actors/logger.h"

namespace troupe::core::actors {

void Logger::on(Context& context, const Info& message) {
    ++m_lines;
    context.log(LogLevel::info, message.text);
}

void Logger::on(Context& context, const LogError& message) {
    ++m_lines;
    ++m_errors;
    context.log(LogLevel::error, message.text);
}

} // namespace troupe::core::actors

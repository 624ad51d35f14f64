// Kind Logger: counts lines and hands them to the trace, where every view finds them.
#pragma once

#include "actors/messages.h"
#include "troupe/troupe.h"

namespace troupe::core::actors {

class Logger {
public:
    using Messages = MessageList<Info, LogError>;
    static constexpr auto name = "Logger";

    void on(Context& context, const Info& message);
    void on(Context& context, const LogError& message);

private:
    std::int64_t m_lines = 0;
    std::int64_t m_errors = 0;

public:
    static constexpr auto fields =
        troupe::fields(field("lines", &Logger::m_lines), field("errors", &Logger::m_errors));
};

} // namespace troupe::core::actors

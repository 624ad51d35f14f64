// Kind Crasher: throws at every n-th message, to watch what a supervisor does.
#pragma once

#include <string>

#include "actors/messages.h"
#include "troupe/troupe.h"

namespace troupe::core::actors {

struct CrasherSettings {
    std::int64_t every = 1; // 1: each message of an incarnation crashes it
    std::string text = "crashed on purpose";
};

class Crasher {
public:
    using Messages = MessageList<Process>;
    static constexpr auto name = "Crasher";

    explicit Crasher(CrasherSettings settings) : m_settings(std::move(settings)) {}

    void on(const Process& message);

private:
    CrasherSettings m_settings;
    std::int64_t m_handled = 0;
    std::int64_t m_last = 0;

public:
    static constexpr auto fields =
        troupe::fields(field("handled", &Crasher::m_handled), field("last", &Crasher::m_last));
};

} // namespace troupe::core::actors

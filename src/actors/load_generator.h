// Kind LoadGenerator: sends at a rate, whatever becomes of it (open loop).
#pragma once

#include <memory>

#include "actors/messages.h"
#include "actors/port_table.h"
#include "troupe/troupe.h"

namespace troupe::core::actors {

struct LoadSettings {
    AnyMessage message;
    double rate = 10;        // messages a second, above 0 to 1,000,000
    std::int64_t burst = 1;  // sent together
    Duration ramp{};         // from 0 to the rate in this time
    std::int64_t count = 0;  // 0: without end
    bool isNumbered = false; // the first whole-number field counts 1, 2, 3 …
};

class LoadGenerator {
public:
    using Messages = MessageList<Start, Halt, LoadTick>;
    static constexpr auto name = "LoadGenerator";

    LoadGenerator(std::shared_ptr<PortTable> ports, LoadSettings settings)
        : m_ports(ports), m_targets(std::move(ports), "targets"), m_settings(std::move(settings)) {}

    void on(Context& context, const Start&);
    void on(Context& context, const Halt&);
    void on(Context& context, const LoadTick&);
    /// Goes on after a crash, which ended its clock, unless it was halted.
    void onStart(Context& context);

private:
    /// Messages that should have left `elapsed` ns after the start.
    std::int64_t dueAfter(std::int64_t elapsed) const;
    void sendDue(Context& context);

    std::shared_ptr<PortTable> m_ports;
    Port m_targets;
    LoadSettings m_settings;
    TimerId m_timer = 0;
    std::int64_t m_startedAt = 0;
    std::int64_t m_sentBefore = 0; // at the start
    std::int64_t m_sent = 0;
    std::int64_t m_refused = 0;

public:
    static constexpr auto fields = troupe::fields(field("sent", &LoadGenerator::m_sent),
                                                  field("refused", &LoadGenerator::m_refused));
};

} // namespace troupe::core::actors

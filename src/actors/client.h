// Kind Client: sends or asks one message n times (closed loop: the next ask waits for the answer).
#pragma once

#include <memory>
#include <string>

#include "actors/messages.h"
#include "actors/port_table.h"
#include "troupe/troupe.h"

namespace troupe::core::actors {

struct ClientSettings {
    AnyMessage message;
    std::int64_t times = 1;
    bool asks = false;
    bool isNumbered = false;                     // the first whole-number field counts 1, 2, 3 …
    Duration deadline = std::chrono::seconds(5); // of an ask
    Duration pause{};                            // between two messages
    Duration delay{};                            // before the first
};

class Client {
public:
    using Messages = MessageList<Start, Halt, SendMore>;
    static constexpr auto name = "Client";

    Client(std::shared_ptr<PortTable> ports, ClientSettings settings)
        : m_ports(ports), m_server(std::move(ports), "server"), m_settings(std::move(settings)) {}

    void on(Context& context, const Start&);
    void on(Context& context, const Halt&);
    void on(Context& context, const SendMore&);
    /// Begins again after a crash, which ended its asks and pauses, unless it was halted.
    void onStart(Context& context);

private:
    void goOn(Context& context);
    void pauseFor(Context& context, Duration time);
    void endPause(Context& context);
    void sendSome(Context& context);
    void sendOne(Context& context);
    void askOne(Context& context);
    void onAnswer(Context& context, const AskResult<Value>& answer, std::int64_t run);

    std::shared_ptr<PortTable> m_ports;
    Port m_server;
    ClientSettings m_settings;
    bool m_isRunning = false;
    bool m_isPausing = false;
    TimerId m_endOfPause = 0;
    bool m_hasDelayed = false;
    std::int64_t m_run = 0; // grows when it is begun: what an earlier one left goes on no more
    std::int64_t m_sent = 0;
    std::int64_t m_replies = 0;
    std::int64_t m_failures = 0;
    std::string m_last;

public:
    static constexpr auto fields =
        troupe::fields(field("sent", &Client::m_sent), field("replies", &Client::m_replies),
                       field("failures", &Client::m_failures), field("last", &Client::m_last));
};

/// The message with its first whole-number field set to `number`.
AnyMessage numbered(const AnyMessage& message, std::int64_t number);

} // namespace troupe::core::actors

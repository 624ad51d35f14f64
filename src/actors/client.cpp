#include "actors/client.h"

#include <utility>

namespace troupe::core::actors {

AnyMessage numbered(const AnyMessage& message, std::int64_t number) {
    AnyMessage out = message;
    for (Value& value : out.values) {
        if (!value.as<std::int64_t>()) continue;
        value = Value(number);
        break;
    }
    return out;
}

/// The first Start begins; a later one goes on after a pause, or does all of it once more.
void Client::on(Context& context, const Start&) {
    if (m_isRunning && !m_isPausing) return;
    m_ports->setBegun(true);
    endPause(context);
    m_isRunning = true;
    if (m_sent >= m_settings.times) m_sent = m_replies = m_failures = 0;
    if (m_settings.delay > Duration::zero() && !m_hasDelayed) {
        m_hasDelayed = true;
        pauseFor(context, m_settings.delay);
        return;
    }
    goOn(context);
}

void Client::on(Context& context, const Halt&) {
    m_ports->setBegun(false);
    m_isRunning = false;
    endPause(context);
}

/// A Start ends it, its own or one from elsewhere.
void Client::pauseFor(Context& context, Duration time) {
    m_isPausing = true;
    m_endOfPause = context.after(time, Start{});
}

void Client::endPause(Context& context) {
    m_isPausing = false;
    context.cancel(std::exchange(m_endOfPause, 0));
}

void Client::goOn(Context& context) {
    if (!m_server.target()) {
        context.log(LogLevel::error, "no server is linked");
        m_isRunning = false;
        return;
    }
    if (m_settings.asks) {
        if (m_sent < m_settings.times) {
            askOne(context);
        } else {
            m_isRunning = false;
        }
        return;
    }
    while (m_isRunning && m_sent < m_settings.times) {
        sendOne(context);
        if (m_settings.pause <= Duration::zero() || m_sent >= m_settings.times) continue;
        pauseFor(context, m_settings.pause);
        return;
    }
    m_isRunning = false;
}

void Client::sendOne(Context& context) {
    ++m_sent;
    const TellOutcome outcome =
        m_settings.isNumbered
            ? context.tell(m_server.target(), numbered(m_settings.message, m_sent))
            : context.tell(m_server.target(), m_settings.message);
    const bool isIn = outcome == TellOutcome::delivered || outcome == TellOutcome::replaced ||
                      outcome == TellOutcome::waiting;
    if (!isIn) ++m_failures;
}

void Client::askOne(Context& context) {
    ++m_sent;
    const AnyMessage message =
        m_settings.isNumbered ? numbered(m_settings.message, m_sent) : m_settings.message;
    context.askThen(
        m_server.target(), m_settings.deadline, message,
        [this](Context& later, const AskResult<Value>& answer) { onAnswer(later, answer); });
}

void Client::onAnswer(Context& context, const AskResult<Value>& answer) {
    if (answer.ok()) {
        ++m_replies;
        m_last = toText(answer.value());
    } else {
        ++m_failures;
        m_last = toString(answer.outcome());
    }
    if (!m_isRunning) return;
    if (m_settings.pause > Duration::zero() && m_sent < m_settings.times) {
        pauseFor(context, m_settings.pause);
        return;
    }
    goOn(context);
}

void Client::onStart(Context& context) {
    if (m_ports->isBegun()) on(context, Start{});
}

} // namespace troupe::core::actors

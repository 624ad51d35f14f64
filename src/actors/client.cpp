#include "actors/client.h"

#include <algorithm>
#include <utility>

namespace troupe::core::actors {

namespace {

// In one turn: a turn cannot be interrupted, and what has to wait for room is kept meanwhile.
constexpr std::int64_t kMostInATurn = 1000;
constexpr Duration kRetry = std::chrono::milliseconds(1);

} // namespace

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
    ++m_run;
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
    sendSome(context);
}

void Client::on(Context& context, const SendMore& more) {
    const bool isOfThisRun = more.incarnation == context.incarnation() && more.run == m_run;
    if (isOfThisRun && m_isRunning && !m_isPausing) goOn(context);
}

void Client::sendSome(Context& context) {
    const bool isPaused = m_settings.pause > Duration::zero();
    const std::int64_t end = std::min(m_settings.times, m_sent + (isPaused ? 1 : kMostInATurn));
    while (m_isRunning && m_sent < end) sendOne(context);
    if (m_sent >= m_settings.times) m_isRunning = false;
    if (!m_isRunning) return;
    if (isPaused) return pauseFor(context, m_settings.pause);
    // behind what waits for room, if something does
    const TellOutcome outcome =
        context.tell(context.self<Client>(), SendMore{context.incarnation(), m_run});
    if (outcome != TellOutcome::delivered && outcome != TellOutcome::waiting) {
        pauseFor(context, kRetry);
    }
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
    context.askThen(m_server.target(), m_settings.deadline, message,
                    [this, run = m_run](Context& later, const AskResult<Value>& answer) {
                        onAnswer(later, answer, run);
                    });
}

void Client::onAnswer(Context& context, const AskResult<Value>& answer, std::int64_t run) {
    if (answer.ok()) {
        ++m_replies;
        m_last = toText(answer.value());
    } else {
        ++m_failures;
        m_last = toString(answer.outcome());
    }
    if (!m_isRunning || run != m_run) return;
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

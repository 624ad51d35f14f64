#include "actors/load_generator.h"

#include <algorithm>

#include "actors/client.h"

namespace troupe::core::actors {

namespace {

constexpr double kSecond = 1e9;
constexpr double kLowestRate = 0.001;
constexpr std::int64_t kShortestTick = 1'000'000; // ns; faster rates send several at a tick

} // namespace

void LoadGenerator::on(Context& context, const Start&) {
    m_ports->setBegun(true);
    context.cancel(m_timer);
    m_startedAt = context.now();
    m_sentBefore = m_sent;
    const auto period = static_cast<std::int64_t>(static_cast<double>(m_settings.burst) * kSecond /
                                                  std::max(m_settings.rate, kLowestRate));
    m_timer = context.every(Duration(std::max(period, kShortestTick)), LoadTick{});
}

void LoadGenerator::on(Context& context, const Halt&) {
    m_ports->setBegun(false);
    context.cancel(m_timer);
    m_timer = 0;
}

void LoadGenerator::on(Context& context, const LoadTick&) {
    // A tick comes all the same while something waits for room: what is due is sent after that.
    if (m_timer != 0 && !context.isWaitingForRoom()) sendDue(context);
}

std::int64_t LoadGenerator::dueAfter(std::int64_t elapsed) const {
    const double seconds = static_cast<double>(elapsed) / kSecond;
    const double ramp = static_cast<double>(m_settings.ramp.count()) / kSecond;
    // the area under a rate that grows evenly and then stays
    const double due = seconds < ramp ? m_settings.rate * seconds * seconds / (2 * ramp)
                                      : m_settings.rate * (seconds - ramp / 2);
    const auto whole = static_cast<std::int64_t>(due + 1e-6);
    return whole / m_settings.burst * m_settings.burst;
}

void LoadGenerator::sendDue(Context& context) {
    const std::vector<AnyRef>& targets = m_targets.targets();
    if (targets.empty()) {
        context.log(LogLevel::error, "no target is linked");
        context.cancel(m_timer);
        m_timer = 0;
        return;
    }
    std::int64_t until = m_sentBefore + dueAfter(context.now() - m_startedAt);
    if (m_settings.count > 0) until = std::min(until, m_settings.count);
    while (m_sent < until) {
        const AnyRef& target = targets[static_cast<std::size_t>(m_sent) % targets.size()];
        ++m_sent;
        const TellOutcome outcome = m_settings.isNumbered
                                        ? context.tell(target, numbered(m_settings.message, m_sent))
                                        : context.tell(target, m_settings.message);
        const bool isIn = outcome == TellOutcome::delivered || outcome == TellOutcome::replaced ||
                          outcome == TellOutcome::waiting;
        if (!isIn) ++m_refused;
        if (outcome == TellOutcome::waiting) break; // no more than the outbox has to hold
    }
    if (m_settings.count > 0 && m_sent >= m_settings.count) {
        context.cancel(m_timer);
        m_timer = 0;
    }
}

void LoadGenerator::onStart(Context& context) {
    if (m_ports->isBegun()) on(context, Start{});
}

} // namespace troupe::core::actors

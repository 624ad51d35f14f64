#include "troupe/actor/supervisor.h"

#include <algorithm>
#include <utility>

#include "troupe/actor/cell.h"
#include "troupe/actor/cell_extra.h"
#include "troupe/actor/system.h"

namespace troupe::inline TROUPE_ABI {

SupervisorState::SupervisorState(Cell& self, SupervisorOptions options)
    : m_self(self),
      m_core(*this, std::move(options),
             Random::of(self.system().options().seed, self.id().number, 0).next()) {}

SupervisorState::~SupervisorState() {
    for (const ActorId child : m_core.children()) cellOf(child)->unref();
}

void SupervisorState::letGo() {
    m_isLettingGo = true;
    for (const ActorId child : m_core.children()) m_core.removeChild(child, m_self.system().now());
    m_isLettingGo = false;
    m_startAgain.clear();
    // Last: one that is let go may have been what the core waited for, and its next step takes one.
    for (auto& [token, entry] : m_timers) m_self.system().scheduler().removeTimer(*entry);
    m_timers.clear();
}

void SupervisorState::start() {
    m_core.start(m_self.system().now());
}

void SupervisorState::handleSignal(Signal& signal) {
    switch (signal.kind) {
    case SignalKind::addChild:
        addChild(std::exchange(signal.cell, nullptr));
        break;
    case SignalKind::removeChild:
        removeChild(signal.peer);
        break;
    case SignalKind::restartChild:
        restartChild(*signal.cell);
        break;
    case SignalKind::childStarted:
        m_core.onChildStarted(signal.peer, m_self.system().now());
        break;
    case SignalKind::childFailed:
        onChildFailed(signal.peer, ExitReason{signal.detail});
        break;
    case SignalKind::childStopped:
        onChildStopped(signal.peer, ExitReason{signal.detail});
        break;
    case SignalKind::escalation:
        onTimer(static_cast<TimerToken>(signal.value));
        break;
    default:
        break;
    }
}

void SupervisorState::addChild(Cell* child) {
    const std::int64_t now = m_self.system().now();
    if (!m_core.addChild(child->id(), child->policy(), child, now)) child->unref();
}

void SupervisorState::removeChild(ActorId child) {
    m_core.removeChild(child, m_self.system().now());
    m_startAgain.erase(child.number);
}

/// "Start again". One that was forgotten after its end is a new child.
void SupervisorState::restartChild(Cell& child) {
    if (child.incarnation() == 0) child.reopenIfClosed();
    if (!m_core.hasChild(child.id())) {
        child.ref();
        addChild(&child);
        return;
    }
    const bool isDone = m_core.restartChild(child.id(), m_self.system().now());
    // It was seen to have stopped, but the news of that is still on its way here.
    if (!isDone && child.status() == Status::stopped) m_startAgain.insert(child.id().number);
}

void SupervisorState::onChildFailed(ActorId child, ExitReason reason) {
    const Cell* cell = cellOf(child);
    if (cell && cell->isSupervisor() && m_core.isRunning()) {
        // Its children have been halted: there is nothing to resume.
        m_core.onChildStopped(child, reason, m_self.system().now());
    } else {
        m_core.onChildFailed(child, reason, m_self.system().now());
    }
}

void SupervisorState::onChildStopped(ActorId child, ExitReason reason) {
    const AnyRef cell(cellOf(child)); // the core may forget it now
    const bool isEnding = m_core.isEnding(child);
    m_core.onChildStopped(child, reason, m_self.system().now());
    // Killed without having been told to stop, it has left its cell open.
    if (isEnding && cell && cell.cell()->status() == Status::restarting) {
        cell.cell()->signal({.kind = SignalKind::bury}, m_self.m_context.m_runner);
    }
    if (m_startAgain.erase(child.number) != 0 && cell) restartChild(*cell.cell());
}

void SupervisorState::onTimer(TimerToken token) {
    m_timers.erase(token);
    m_core.onTimer(token, m_self.system().now());
}

void SupervisorState::stop(ExitReason reason, std::int64_t deadline) {
    m_core.stop(reason, deadline, m_self.system().now());
}

void SupervisorState::halt(std::int64_t deadline) {
    m_core.halt(ExitReason::shutdown, deadline, m_self.system().now());
}

void SupervisorState::order(ActorId child, Signal signal) {
    if (Cell* cell = cellOf(child)) cell->signal(signal, m_self.m_context.m_runner);
}

/// Null where nobody is to be told anything.
Cell* SupervisorState::cellOf(ActorId child) const {
    return m_isLettingGo ? nullptr : static_cast<Cell*>(m_core.hostData(child));
}

void SupervisorState::startChild(ActorId child) {
    Cell* cell = cellOf(child);
    if (!cell) return;
    // One that was stopped before its first start never starts, unless it is told to start again.
    if (cell->incarnation() != 0) {
        cell->reopenIfClosed();
    } else if (cell->status() == Status::stopped) {
        // the news of that may have come before it was a child
        m_self.signal({.kind = SignalKind::childStopped,
                       .detail = static_cast<std::uint8_t>(ExitReason::shutdown),
                       .peer = child},
                      m_self.m_context.m_runner);
        return;
    }
    order(child, {.kind = SignalKind::start});
}

void SupervisorState::haltChild(ActorId child, Duration) {
    order(child, {.kind = SignalKind::halt});
}

void SupervisorState::stopChild(ActorId child, ExitReason reason, Duration grace) {
    const std::int64_t deadline = sync::after(m_self.system().now(), grace.count());
    order(child, {.kind = SignalKind::stop,
                  .detail = static_cast<std::uint8_t>(StopKind::drain),
                  .number = static_cast<std::uint32_t>(reason),
                  .value = deadline});
}

void SupervisorState::killChild(ActorId child) {
    order(child, {.kind = SignalKind::kill, .detail = kKillsBelow});
}

void SupervisorState::resumeChild(ActorId child) {
    order(child, {.kind = SignalKind::keepState});
}

void SupervisorState::setTimer(TimerToken token, std::int64_t at) {
    auto entry = std::make_unique<TimerEntry>();
    entry->due = at;
    entry->cell = &m_self;
    entry->id = token;
    entry->incarnation = m_self.incarnation();
    entry->isInternal = true;
    TimerEntry& queued = *entry;
    m_timers[token] = std::move(entry);
    m_self.system().scheduler().addTimer(queued);
}

void SupervisorState::cancelTimer(TimerToken token) {
    const auto at = m_timers.find(token);
    if (at == m_timers.end()) return;
    m_self.system().scheduler().removeTimer(*at->second);
    m_timers.erase(at);
}

void SupervisorState::decided(ActorId child, Directive directive, int inWindow, int max,
                              Duration delay, const std::vector<ActorId>& affected) {
    PayloadWriter payload;
    payload.putInt(inWindow);
    payload.putInt(max);
    payload.putDuration(delay);
    payload.putCount(affected.size());
    for (const ActorId member : affected) payload.putReference(member);
    m_self.emit(EventKind::decided, child, static_cast<std::uint8_t>(directive), &payload);
    // A cell that ended by itself was left open, for it could have been started again.
    if (directive == Directive::stop) order(child, {.kind = SignalKind::bury});
}

void SupervisorState::escalated() {
    const Cell* above = m_self.supervisor();
    m_self.emit(EventKind::escalated, above ? above->id() : ActorId{}, 0);
}

void SupervisorState::childrenStarted() {
    m_self.tellStarted();
}

void SupervisorState::exit(ExitReason reason) {
    m_self.supervisorExits(reason);
}

void SupervisorState::forgotten(ActorId, void* hostData) {
    static_cast<Cell*>(hostData)->unref();
}

} // namespace troupe::TROUPE_ABI

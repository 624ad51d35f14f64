// What a handler asks, and the coroutines that wait for the answers.
#include <algorithm>
#include <utility>

#include "troupe/actor/cell.h"
#include "troupe/actor/cell_extra.h"
#include "troupe/actor/context.h"
#include "troupe/actor/ref.h"
#include "troupe/actor/runner.h"
#include "troupe/actor/system.h"
#include "troupe/lab/lab.h"
#include "troupe/message/thread_state.h"

namespace troupe::inline TROUPE_ABI {

Ask* Context::prepareAsk(Cell* to, const ReplyOperations& reply, const MessageType& type,
                         Duration deadline) {
    const Runner::Call call;
    if (call.isCutOff()) return nullptr;
    Ask* ask = Ask::make(system(), reply, type);
    if (!ask) return nullptr;
    m_cell.ref();
    ask->asker = &m_cell;
    if (to) to->ref();
    ask->target = to;
    ask->startedAt = now();
    ask->deadline = sync::after(ask->startedAt, deadline.count());
    m_cell.attachAsk(*ask);
    return ask;
}

void Context::askThen(const AnyRef& to, Duration deadline, const AnyMessage& message,
                      std::function<void(Context&, AskResult<Value>)> then) {
    Ask* ask = prepareAsk(to.cell(), kReplyOperations<Value>, *message.type, deadline);
    if (!ask) return;
    ask->then = [then = std::move(then)](Context& context, Ask& ended) {
        then(context, AskResult<Value>::of(ended));
    };
    Envelope* request = detail::envelopeOf(message);
    if (request && to.type()) request->handler = to.type()->find(*message.type);
    sendRequest(*ask, to.cell(), request);
    ask->unref();
}

detail::AskAwaiter<Value> Context::askAny(const AnyRef& to, Duration deadline,
                                          const AnyMessage& message) {
    Envelope* request = detail::envelopeOf(message);
    if (request && to.type()) request->handler = to.type()->find(*message.type);
    Ask* ask =
        request ? prepareAsk(to.cell(), kReplyOperations<Value>, *message.type, deadline) : nullptr;
    if (request && !ask) destroyEnvelope(localBlocks(), request);
    return {*this, ask, to.cell(), request};
}

/// The deadline begins, the request goes; whatever ends the ask at once ends it through publish().
void Context::sendRequest(Ask& ask, Cell* to, Envelope* request) {
    const Runner::Call call;
    if (call.isCutOff()) { // since prepareAsk(): the ask has ended with its incarnation
        if (request) destroyEnvelope(localBlocks(), request);
        return;
    }
    if (!request) {
        ask.decide(AskOutcome::mailboxFull, "no memory");
        return;
    }
    if (to && to->refusesAsks()) {
        destroyEnvelope(localBlocks(), request);
        ask.decide(AskOutcome::restarting);
        return;
    }
    ask.ref(); // the timer's
    ask.timer.ask = &ask;
    ask.timer.due = ask.deadline;
    system().scheduler().addTimer(ask.timer);
    ask.ref(); // the envelope's
    request->ask = &ask;
    if (to) {
        CellExtra& more = m_cell.extra();
        if (more.lastAsked != to->id()) {
            more.lastAsked = to->id();
            m_cell.warnIfCouldDeadlock(m_cell, *to);
        }
    }
    send(to, request);
}

bool Context::beginAwait(Ask& ask, Cell* to, Envelope* request, std::coroutine_handle<> waiter) {
    const Runner::Call call;
    if (call.isCutOff()) { // it waits to the end of its thread's turn, and goes with that
        destroyEnvelope(localBlocks(), request);
        return true;
    }
    ask.waiter = waiter;
    ask.turn = m_cell.extra().runningTurn;
    if (to == &m_cell) {
        static_cast<void>(m_cell.noteWaitsForAnswer(ask));
        m_cell.endWaitsFor(&ask);
        ask.decide(AskOutcome::wouldDeadlock);
    } else if (to) {
        ask.isAwaited = true;
        // A request that has to wait in the outbox first: room is what is waited for until then.
        const bool isBehindOthers = (m_cell.m_blocks & Cell::kOutbox) != 0;
        if (!isBehindOthers && m_cell.noteWaitsForAnswer(ask)) {
            ask.decide(AskOutcome::wouldDeadlock);
        }
    }
    if (ask.isDecided()) {
        destroyEnvelope(localBlocks(), request);
    } else {
        sendRequest(ask, to, request);
    }
    return true; // the outcome comes as a signal, also when it is known already
}

void Context::awaitOutbox(std::coroutine_handle<> waiter) {
    const Runner::Call call;
    if (call.isCutOff()) return; // as beginAwait()
    CellExtra& more = m_cell.extra();
    more.outbox.back().awaitedBy = more.runningTurn;
    more.outboxWaiters.push_back({waiter, more.runningTurn});
}

bool Context::isWaitingForRoom() const {
    return (m_cell.m_blocks & Cell::kOutbox) != 0;
}

TellOutcome Context::lastOutboxOutcome() const {
    return m_cell.extra().outboxOutcome;
}

TurnEnd Context::startTask(std::coroutine_handle<> task, FinishTask finish, Envelope& envelope) {
    std::uint64_t turn = 0;
    Runner& runner = beginTask(turn);
    task.resume();
    if (task.done()) {
        const detail::TaskOwner owner{task};
        finish(task, *this, &envelope);
        return turnEnd();
    }
    runner.started = {task, finish, turn};
    return TurnEnd::suspended;
}

/// Who runs it. `turn`: the number under which it is found again should it be suspended.
Runner& Context::beginTask(std::uint64_t& turn) {
    const Runner::Call call;
    if (call.isCutOff()) return *Runner::ofThread();
    CellExtra& more = m_cell.extra();
    more.runningTurn = turn = ++more.lastTurn;
    return *m_runner;
}

namespace detail {

void finishAnswer(Ask& ask, Cell& answerer, int what) {
    const Runner::Visit visit(Runner::ofThread());
    if (visit.isTooLate()) return;
    if (visit.isCutOff() && what != 0) {
        ask.publish(AskOutcome::crashed, "its handler was given up");
        return;
    }
    System& system = answerer.system();
    if (what == 0) { // the ask had ended before
        answerer.noteLateReply(ask);
        return;
    }
    if (system.lab() && !ask.asker) system.lab()->outsideLearns(answerer);
    const bool isLate = !ask.asker && !system.lab() && system.now() > ask.deadline;
    answerer.emitReplied(ask, what > 0);
    if (isLate) {
        ask.publish(AskOutcome::timeout);
        answerer.noteLateReply(ask);
        return;
    }
    ask.publish(what > 0 ? AskOutcome::ok : AskOutcome::noReply);
}

} // namespace detail

} // namespace troupe::TROUPE_ABI

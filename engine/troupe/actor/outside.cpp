// Tells and asks from threads that are not the engine's.
#include <algorithm>

#include "troupe/actor/ask.h"
#include "troupe/actor/cell.h"
#include "troupe/actor/ref.h"
#include "troupe/actor/system.h"
#include "troupe/message/thread_state.h"

namespace troupe::inline TROUPE_ABI {

namespace {

/// Until when a sender outside waits for room, engine clock; 0: it does not.
std::int64_t waitEnd(const Cell& to, Duration wait) {
    const bool isLooking = wait <= Duration::zero() && to.overflow() != Overflow::block;
    return isLooking || !to.holdsUpOutside() ? 0 : sync::after(to.system().now(), wait.count());
}

} // namespace

namespace detail {

TellOutcome deliverOutside(Cell* to, std::uint16_t handler, Envelope* envelope, Duration wait,
                           bool keepsRefused) {
    if (!envelope) return TellOutcome::noMemory;
    if (!to) {
        destroyEnvelope(localBlocks(), envelope);
        return TellOutcome::dead;
    }
    envelope->handler = handler;
    const TellOutcome outcome = to->deliver(envelope, Sender{}, waitEnd(*to, wait));
    const bool isRefused = outcome == TellOutcome::full || outcome == TellOutcome::timedOut ||
                           outcome == TellOutcome::noMemory;
    if (isRefused && !keepsRefused) destroyEnvelope(localBlocks(), envelope);
    return outcome;
}

Ask* askOutside(Cell* to, std::uint16_t handler, Duration deadline, const ReplyOperations& reply,
                Envelope* request, Duration wait) {
    if (!request) return nullptr;
    if (!to) {
        destroyEnvelope(localBlocks(), request);
        return nullptr;
    }
    System& system = to->system();
    Ask* ask = Ask::make(system, reply, *request->type);
    if (!ask) {
        destroyEnvelope(localBlocks(), request);
        return nullptr;
    }
    to->ref();
    ask->target = to;
    ask->startedAt = system.now();
    ask->deadline = sync::after(ask->startedAt, deadline.count());
    if (to->refusesAsks()) {
        destroyEnvelope(localBlocks(), request);
        ask->decide(AskOutcome::restarting);
        return ask;
    }
    if (system.lab()) {
        ask->ref(); // the timer's: in the Lab a deadline is a choice like others
        ask->timer.ask = ask;
        ask->timer.due = ask->deadline;
        system.scheduler().addTimer(ask->timer);
    }
    ask->ref(); // the envelope's
    request->ask = ask;
    request->handler = handler;
    const TellOutcome outcome =
        to->deliver(request, Sender{}, waitEnd(*to, std::clamp(wait, Duration::zero(), deadline)));
    if (outcome == TellOutcome::full || outcome == TellOutcome::timedOut) {
        request->ask = nullptr;
        ask->decide(outcome == TellOutcome::full ? AskOutcome::mailboxFull : AskOutcome::timeout);
        ask->unref();
        destroyEnvelope(localBlocks(), request);
    }
    return ask;
}

} // namespace detail

} // namespace troupe::TROUPE_ABI

#include "troupe/actor/ask.h"

#include "troupe/actor/cell.h"
#include "troupe/actor/runner.h"
#include "troupe/actor/system.h"
#include "troupe/message/thread_state.h"

namespace troupe::inline TROUPE_ABI {

Ask* Ask::make(System& system, const ReplyOperations& reply, const MessageType& type) {
    void* at = localBlocks().allocate(sizeof(Ask) + reply.size);
    return at ? ::new (at) Ask(system, reply, type) : nullptr;
}

void Ask::destroy() {
    if (m_hasReply) m_reply->destroy(storage());
    if (asker) asker->unref();
    if (target) target->unref();
    const std::size_t size = sizeof(Ask) + m_reply->size;
    this->~Ask();
    localBlocks().release(this, size);
}

bool Ask::claim() {
    State expected = State::pending;
    return m_state.compareExchange(expected, State::deciding);
}

bool Ask::setReplyValue(const Value& value) {
    m_hasReply = m_reply->fromValue(value, storage());
    return m_hasReply;
}

void Ask::publish(AskOutcome outcome, std::string failure) {
    const Runner::Visit visit(Runner::ofThread());
    if (!visit.isTooLate()) publishHere(outcome, std::move(failure));
}

void Ask::publishHere(AskOutcome outcome, std::string failure) {
    m_outcome.write(outcome);
    m_failure = std::move(failure);
    m_decidedAt = m_system.now();
    if (timer.ask && m_system.scheduler().removeTimer(timer)) unref();
    if (asker && isAwaited) asker->endWaitsFor(this);
    // The asker may go on, and let go of this, as soon as it sees the outcome.
    ref();
    m_state.store(State::decided);
    if (asker) {
        ref();
        asker->signal({.kind = SignalKind::reply, .pointer = this});
    } else if (m_hasWaiter.load()) {
        m_parker.unpark();
    }
    unref();
}

void Ask::await() {
    if (isDecided()) return;
    // a reply from a busy pool takes less than this
    const auto isIn = [this] { return isDecided(); };
    if (!m_system.lab() && sync::spinUntil(isIn, sync::kLongestSpin)) return;
    // seq_cst on both: either publish() sees the waiter, or the waiter sees the outcome
    m_hasWaiter.store(true);
    std::int64_t until = deadline;
    while (!sync::recheck(m_state.load() == State::decided)) {
        m_system.scheduler().awaitOutside(
            m_parker, [](void* of) { return static_cast<Ask*>(of)->isDecided(); }, this, until);
        if (poll()) return;
        // Past the deadline and not ours to decide: somebody is at it and will set the token.
        if (m_system.now() >= deadline) until = sync::kForever;
    }
}

bool Ask::poll() {
    if (isDecided()) return true;
    if (m_system.now() < deadline) return false;
    decide(AskOutcome::timeout);
    return isDecided();
}

} // namespace troupe::TROUPE_ABI

// The handshake by which a handler is given up; see Runner::Abandon.
#include "troupe/actor/runner.h"

namespace troupe::inline TROUPE_ABI {

namespace {

/// How long a call of a handler may take that giving it up waits for; only one that waits for a
/// recorder takes any time.
constexpr std::int64_t kLongestCall = 100'000'000; // ns

} // namespace

bool Runner::giveUp(std::uint64_t turnNumber) {
    std::unique_lock lock(m_giving);
    if (abandon.load() != Abandon::none) return false;
    abandon.store(Abandon::requested);
    const std::int64_t until = sync::now() + kLongestCall;
    const bool canTell = sync::processBarrier();
    bool isInTurn = false;
    bool isCalling = false;
    do { // One look decides: a call that begins after it waits for the decision.
        isInTurn = turn.load(sync::relaxed) == turnNumber; // the barrier has made it known
        isCalling = m_isInCall.load(sync::acquire);        // what it did is the successor's
    } while (canTell && isInTurn && isCalling && m_isDecided.waitUntil(lock, until));
    const bool isFinal = canTell && isInTurn && !isCalling;
    abandon.store(isFinal ? Abandon::final : Abandon::none);
    m_isDecided.notifyAll();
    return isFinal;
}

/// Whoever gives it up may wait for this thread, and this one for the decision.
bool Runner::awaitDecision(std::unique_lock<sync::Mutex>& lock) {
    while (abandon.load() == Abandon::requested) {
        m_isDecided.notifyAll();
        m_isDecided.wait(lock);
    }
    return abandon.load() == Abandon::final;
}

bool Runner::isDecidedFinal() {
    std::unique_lock lock(m_giving);
    return awaitDecision(lock);
}

Runner::Call::Place Runner::beginLateCall() {
    m_isInCall.store(false, sync::release);
    std::unique_lock lock(m_giving);
    if (awaitDecision(lock)) return Call::Place::cutOff;
    m_isInCall.store(true, sync::relaxed); // under the lock: who requests it next sees this
    return Call::Place::outermost;
}

void Runner::tellCallEnded() {
    const std::scoped_lock lock(m_giving);
    m_isDecided.notifyAll();
}

// --- the end of the System ------------------------------------------------------------------------

void Runner::holdEnd() {
    m_end.lock();
    m_isHoldingEnd = true;
}

void Runner::letEnd() {
    m_isHoldingEnd = false;
    m_end.unlock();
}

Runner::Visit::Visit(Runner* runner) : m_runner(runner), m_call(runner) {
    m_holdsEnd = isCutOff() && !runner->m_isHoldingEnd;
    if (m_holdsEnd) runner->holdEnd();
}

Runner::Visit::~Visit() {
    if (m_holdsEnd) m_runner->letEnd();
}

} // namespace troupe::TROUPE_ABI

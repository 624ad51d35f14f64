#include "troupe/actor/context.h"

#include <algorithm>

#include "troupe/actor/cell.h"
#include "troupe/actor/cell_extra.h"
#include "troupe/actor/ref.h"
#include "troupe/actor/runner.h"
#include "troupe/actor/system.h"
#include "troupe/lab/lab.h"
#include "troupe/message/thread_state.h"
#include "troupe/schedule/run_queue.h"

namespace troupe::inline TROUPE_ABI {

namespace {

constexpr std::size_t kMostBehaviours = 32;

/// The message being handled leaves this turn: nobody looks at it here any more.
void noteHandedOn() {
    if (Runner* runner = Runner::ofThread()) {
        runner->handedOn.store(runner->turn.load(sync::relaxed), sync::relaxed);
    }
}

} // namespace

ActorId Context::id() const {
    return m_cell.id();
}
std::string Context::name() const {
    return m_cell.name();
}
std::uint32_t Context::incarnation() const {
    return m_cell.incarnation();
}
System& Context::system() const {
    return m_cell.system();
}
AnyRef Context::selfAny() const {
    return AnyRef(&m_cell);
}
ActorId Context::sender() const {
    const Runner::Call call;
    return !call.isCutOff() && m_current ? m_current->sender : ActorId{};
}
/// 0 for a handler that has outlived its System.
std::int64_t Context::now() const {
    const Runner::Visit visit(Runner::ofThread());
    return visit.isTooLate() ? 0 : m_cell.system().now() + workSoFar();
}
Random& Context::random() {
    const Runner::Call call;
    return call.isCutOff() ? Runner::ofThread()->strayRandom : m_cell.extra().random;
}

TurnEnd Context::noteThrown(const char* what) {
    Runner* runner = Runner::ofThread(); // m_runner may be a successor's
    if (!runner || &runner->system != &m_cell.system()) runner = m_runner; // the Lab's
    runner->thrown = what ? what : kNoStdException;
    return TurnEnd::failed;
}

std::int64_t Context::workSoFar() const {
    return m_cell.system().lab() && m_runner ? m_runner->workSoFar : 0;
}

/// No recorder, no Lab, nobody waits for room, no thread of its own.
inline bool Cell::takesPlainly(const Runner& runner) const {
    const OverflowLane* lane = m_overflow.load(sync::acquire);
    return runner.queue && &m_system == &runner.system && !m_system.needsSlowDelivery() &&
           !(lane && lane->isInUse()) && !m_isDedicated;
}

/// A plain message from a turn on the pool to an actor that simply takes it, as almost all are,
/// goes the short way; the long one knows all cases.
TellOutcome Context::send(Cell* to, Envelope* envelope, bool keepsRefused) {
    Runner* const runner = Runner::ofThread(); // m_runner may be a successor's
    if (runner && to && envelope) [[likely]] {
        const Runner::Call call(runner);
        if (!call.isCutOff() && (m_cell.m_blocks & Cell::kOutbox) == 0 && to->takesPlainly(*runner))
            [[likely]] {
            envelope->sender = id();
            if (runner->isNextTimed() && runner->timesMessages) envelope->stamp = sync::ticks();
            const Push pushed = to->m_inbox.push(envelope);
            if (pushed == Push::queued) return TellOutcome::delivered;
            if (pushed == Push::queuedAndWake) {
                if (!runner->queue->push(to)) [[unlikely]] {
                    system().schedule(*to, runner);
                } else if (runner->needsHelp()) [[unlikely]] {
                    system().scheduler().helpAfterPush(*runner);
                }
                return TellOutcome::delivered;
            }
        }
    }
    return sendSlowly(to, envelope, keepsRefused);
}

TellOutcome Context::sendSlowly(Cell* to, Envelope* envelope, bool keepsRefused) {
    if (!envelope) return TellOutcome::noMemory;
    envelope->sender = id();
    const Runner::Call call;
    if (!to || call.isCutOff()) {
        if (!call.isCutOff()) {
            system().noteToNobody();
            m_cell.noteNeverExisted(*envelope);
        }
        if (Ask* ask = std::exchange(envelope->ask, nullptr)) {
            ask->decide(AskOutcome::targetDown);
            ask->unref();
        }
        destroyEnvelope(localBlocks(), envelope);
        return TellOutcome::dead;
    }
    if ((m_cell.m_blocks & Cell::kOutbox) != 0) [[unlikely]] {
        to->ref();
        m_cell.extra().outbox.push_back({envelope, to});
        return TellOutcome::waiting;
    }
    const TellOutcome outcome = to->deliver(envelope, Sender{m_runner, &m_cell});
    if (outcome == TellOutcome::delivered) [[likely]]
        return outcome;
    if (outcome == TellOutcome::waiting) {
        to->ref();
        m_cell.extra().outbox.push_back({nullptr, to});
        m_cell.block(Cell::kOutbox);
    } else if (outcome == TellOutcome::full || outcome == TellOutcome::noMemory) {
        if (Ask* ask = std::exchange(envelope->ask, nullptr)) {
            ask->decide(AskOutcome::mailboxFull);
            ask->unref();
        }
        if (!keepsRefused) destroyEnvelope(localBlocks(), envelope);
    }
    return outcome;
}

TellOutcome Context::tell(const AnyRef& to, const AnyMessage& message) {
    Envelope* envelope = detail::envelopeOf(message);
    if (envelope && to.type()) envelope->handler = to.type()->find(*message.type);
    return send(to.cell(), envelope);
}

void Context::forward(const AnyRef& to) {
    const Runner::Call call;
    if (call.isCutOff() || !m_current || !to) return;
    noteHandedOn();
    Envelope* envelope = std::exchange(m_current, nullptr);
    setEnd(TurnEnd::forwarded);
    envelope->handler = to.type()->find(*envelope->type);
    if (m_cell.system().trace().isRecording()) m_cell.noteForwarded(*envelope);
    envelope->id = 0;
    envelope->stamp = 0;
    envelope->flags = 0;
    envelope->attempts = 0;
    if (Ask* ask = envelope->ask) m_cell.handOnAsk(*ask, *to.cell());
    const TellOutcome outcome = send(to.cell(), envelope);
    static_cast<void>(outcome); // full: its ask was told mailboxFull, the sender keeps nothing
}

Ask* Context::takeAsk(Envelope& envelope) {
    Runner* const runner = Runner::ofThread();
    const Runner::Call call(runner);
    if (call.isCutOff() && runner->isHandedOn()) return nullptr;
    return std::exchange(envelope.ask, nullptr);
}

void Context::answerValue(Envelope& envelope, const Value& value) {
    Ask* ask = takeAsk(envelope);
    if (!ask) return;
    detail::finishAnswer(*ask, m_cell, ask->claim() ? (ask->setReplyValue(value) ? 1 : -1) : 0);
    ask->unref();
}

void Context::stop() {
    const Runner::Call call;
    if (!call.isCutOff()) m_cell.m_isStopRequested = true;
}

void Context::watch(const AnyRef& other) {
    const Runner::Call call;
    if (!other || call.isCutOff()) return;
    auto& watched = m_cell.extra().watched;
    if (std::find(watched.begin(), watched.end(), other.cell()) != watched.end()) return;
    other.cell()->ref();
    watched.push_back(other.cell());
    m_cell.emit(EventKind::watched, other.id(), 0);
    m_cell.ref();
    other.cell()->signal({.kind = SignalKind::watch, .cell = &m_cell}, m_runner);
}

void Context::unwatch(const AnyRef& other) {
    const Runner::Call call;
    if (!other || call.isCutOff()) return;
    auto& watched = m_cell.extra().watched;
    const auto at = std::find(watched.begin(), watched.end(), other.cell());
    if (at == watched.end()) return;
    m_cell.ref();
    (*at)->signal({.kind = SignalKind::unwatch, .cell = &m_cell}, m_runner);
    (*at)->unref();
    watched.erase(at);
}

TimerId Context::setTimer(Duration delay, Duration period, Envelope* message) {
    if (!message) return 0;
    const Runner::Call call;
    if (call.isCutOff()) {
        destroyEnvelope(localBlocks(), message);
        return 0;
    }
    message->handler = m_cell.type().find(*message->type);
    message->flags = kFlagTimer;
    return m_cell.startTimer(delay, period, message, 0);
}

TimerId Context::afterAny(Duration delay, const AnyMessage& message) {
    return setTimer(delay, Duration::zero(), detail::envelopeOf(message));
}

void Context::cancel(TimerId timer) {
    const Runner::Call call;
    if (!call.isCutOff() && timer != 0) m_cell.cancelTimer(timer);
}

void Context::work(Duration duration) {
    const Runner::Call call;
    if (call.isCutOff() || duration.count() <= 0) return;
    if (m_cell.system().lab()) {
        m_runner->workSoFar += duration.count();
    } else {
        m_cell.extra().busyFor += duration.count();
        m_cell.m_isProlonged = true;
    }
}

bool Context::stash() {
    const Runner::Call call;
    if (call.isCutOff() || !m_current || (m_current->flags & (kFlagTimer | kFlagSystem)) != 0) {
        return false;
    }
    CellExtra& more = m_cell.extra();
    const std::uint32_t bound = m_cell.labCapacity();
    if (more.stash.size >= std::min(bound, kLargestCapacity)) return false;
    noteHandedOn();
    more.stash.append(std::exchange(m_current, nullptr));
    more.asideCount.store(more.asideCount.load(sync::relaxed) + 1, sync::relaxed);
    setEnd(TurnEnd::stashed);
    return true;
}

void Context::unstashAll() {
    const Runner::Call call;
    if (call.isCutOff()) return;
    CellExtra& more = m_cell.extra();
    // Before what was unstashed earlier and not handled yet would reverse them: behind it.
    while (Envelope* envelope = more.stash.take()) more.unstashed.append(envelope);
    m_cell.noteAside();
    if (Lab* lab = system().lab()) lab->noteAside(m_cell);
}

void Context::become(Behaviour behaviour) {
    SharedBehaviour shared(std::move(behaviour));
    const Runner::Call call;
    if (call.isCutOff()) return;
    auto& behaviours = m_cell.extra().behaviours;
    if (behaviours.size() >= kMostBehaviours) behaviours.erase(behaviours.begin());
    behaviours.push_back(std::move(shared));
    m_cell.m_hasBehaviours = true;
}

void Context::unbecome() {
    const Runner::Call call;
    if (call.isCutOff()) return;
    auto& behaviours = m_cell.extra().behaviours;
    if (!behaviours.empty()) behaviours.pop_back();
    m_cell.m_hasBehaviours = !behaviours.empty();
}

void Context::log(LogLevel level, const std::string& text) {
    const Runner::Call call;
    if (call.isCutOff() || !m_cell.system().trace().isRecording()) return;
    PayloadWriter payload;
    payload.putText(text);
    m_cell.emit(EventKind::log, {}, static_cast<std::uint8_t>(level), &payload);
}

AnyRef Context::spawnAny(const SpawnOptions& options, const ActorFactory* factory) {
    const Runner::Call call;
    if (call.isCutOff()) {
        if (factory && !factory->isShared()) delete factory;
        return {};
    }
    const Sender by{m_runner, &m_cell};
    return system().adopt(system().spawnCell(options, factory, by), by);
}

namespace detail {

Envelope* envelopeOf(const AnyMessage& message) {
    const MessageType& type = *message.type;
    Envelope* envelope = allocateEnvelope(localBlocks(), type.size);
    if (!envelope) return nullptr;
    envelope->type = &type;
    if (type.construct(type, envelope->message(), message.values)) {
        freeEnvelope(localBlocks(), envelope, type.size);
        return nullptr;
    }
    return envelope;
}

} // namespace detail

} // namespace troupe::TROUPE_ABI

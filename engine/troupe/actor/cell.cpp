#include "troupe/actor/cell.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <memory>
#include <mutex>

#include "troupe/actor/cell_extra.h"
#include "troupe/actor/notices.h"
#include "troupe/actor/runner.h"
#include "troupe/actor/system.h"
#include "troupe/lab/lab.h"
#include "troupe/message/thread_state.h"

namespace troupe::inline TROUPE_ABI {

namespace {

constexpr std::size_t roundedTo16(std::size_t size) {
    return (size + 15) / 16 * 16;
}

std::size_t sizeWith(const ActorType& type) {
    return roundedTo16(sizeof(Cell)) + type.size;
}

/// What a signal carries beside its text, and nobody has taken out.
void freeContents(const Signal& signal) {
    if (signal.cell) signal.cell->unref();
    if (!signal.pointer) return;
    switch (signal.kind) {
    case SignalKind::reply:
        static_cast<Ask*>(signal.pointer)->unref();
        break;
    case SignalKind::reconfigure:
        delete static_cast<SupervisorOptions*>(signal.pointer);
        break;
    case SignalKind::perform:
        delete static_cast<BetweenTurns*>(signal.pointer);
        break;
    default:
        break;
    }
}

/// Frees a signal at the end of a scope, also where a given-up turn is left.
struct SignalOwner {
    Signal* signal;
    ~SignalOwner() {
        freeContents(*signal);
        freeSignal(signal);
    }
};

} // namespace

const char* toString(Status status) {
    constexpr std::array kNames{"created",    "running",  "crashed",
                                "restarting", "stopping", "stopped"};
    return kNames[static_cast<std::size_t>(status)];
}

Cell* Cell::make(System& system, ActorId id, Plan plan, const ActorFactory& factory) {
    void* at = localBlocks().allocate(sizeWith(factory.type()));
    return at ? ::new (at) Cell(system, id, std::move(plan), factory) : nullptr;
}

Cell::Cell(System& system, ActorId id, Plan plan, const ActorFactory& factory)
    : m_policyOnFull(plan.mailbox.overflow),
      m_policy(plan.policy),
      m_failing(plan.failing),
      m_isDedicated(plan.isDedicated),
      m_restartAsks(plan.restartAsks),
      m_inbox(plan.mailbox.overflow == Overflow::unbounded ||
                      plan.mailbox.overflow == Overflow::dropOldest
                  ? Inbox::kUnbounded
                  : plan.mailbox.capacity),
      m_restartMail(plan.restartMail),
      m_failsOutside(plan.mailbox.outside == Overflow::fail),
      m_context(*this),
      m_system(system),
      m_factory(&factory),
      m_supervisor(plan.supervisor),
      m_name(plan.name) {
    // What senders write shares no line with what the owner writes for every message.
#if !defined(TROUPE_MODEL)
    assert(sizeof(void*) != 8 || reinterpret_cast<std::byte*>(&m_inbox) + Inbox::kSendersPart ==
                                     reinterpret_cast<std::byte*>(this) + sync::kCacheLine);
#endif
    m_track.actor = id.number;
    // Before anyone can wait: noteTaken() looks whether there is a lane, and then counts.
    if (plan.mailbox.overflow == Overflow::block) needOverflowLane();
    if (plan.mailbox.overflow == Overflow::dropOldest) {
        needOverflowLane().ringCapacity.store(plan.mailbox.capacity);
    }
}

Cell::~Cell() {
    disposeSignals();
    delete m_overflow.load(sync::relaxed);
    delete m_extra.load(sync::relaxed);
    if (!m_factory->isShared()) delete m_factory;
    if (m_supervisor) m_supervisor->unref();
}

void Cell::destroy() {
    CellTable::letGo(*this);
    const std::size_t size = sizeWith(type());
    this->~Cell();
    localBlocks().release(this, size);
}

void Cell::superviseWith(SupervisorOptions options) {
    extra().supervisor = std::make_unique<SupervisorState>(*this, std::move(options));
}

const SupervisorOptions* Cell::supervision() const {
    const CellExtra* more = m_extra.load(sync::acquire);
    return more && more->supervisor ? &more->supervisor->options() : nullptr;
}

void* Cell::dedicatedWorker() const {
    return m_extra.load(sync::acquire)->dedicated.load(sync::acquire);
}

void Cell::setDedicatedWorker(void* worker) {
    extra().dedicated.store(worker, sync::release);
}

std::uint32_t Cell::labCapacity() const {
    const OverflowLane* lane = overflowLane();
    const std::uint32_t ring = lane ? lane->ringCapacity.load(sync::relaxed) : 0;
    return ring != 0 ? ring : m_inbox.capacity();
}

bool Cell::isSupervisor() const {
    return &type() == &kActorType<Supervisor>;
}

CellExtra& Cell::extra() {
    CellExtra* extra = m_extra.load(sync::relaxed);
    if (!extra) {
        extra = new CellExtra;
        extra->random = Random::of(m_system.options().seed, id().number, incarnation());
        m_extra.store(extra, sync::release); // read by snapshots
    }
    return *extra;
}

/// acquire: pairs with the rename.
std::string Cell::name() const {
    const CellExtra* more = extraIfAny();
    const CellExtra::NewName* renamed = more ? more->newName.load(sync::acquire) : nullptr;
    return renamed ? renamed->read() : std::string(m_name.view());
}

CellExtra::~CellExtra() {
    delete histograms.load(sync::relaxed);
    for (Cell* cell : watchers) cell->unref();
    for (Cell* cell : watched) cell->unref();
}

void Cell::signal(const Signal& from, Runner* runner) {
    if (Signal* signal = makeSignal(from)) {
        this->signal(signal, runner);
        return;
    }
    freeContents(from);
    delete from.text;
}

void Cell::signal(Signal* signal, Runner* runner) {
    // In the Lab a reply is a choice like a message.
    if (signal->kind == SignalKind::reply && m_system.lab()) [[unlikely]] {
        m_system.lab()->acceptReply(*this, signal);
        return;
    }
    signalNow(signal, runner);
}

void Cell::signalNow(Signal* signal, Runner* runner) {
    m_signals.push(signal);
    switch (m_inbox.markSignal()) {
    case Push::queuedAndWake:
        m_system.schedule(*this, runner);
        break;
    case Push::closed:
        disposeSignals();
        break;
    default:
        break;
    }
}

/// Thread: whoever finds the inbox closed; each signal is taken by one.
void Cell::disposeSignals() {
    Signal* signal = m_signals.takeAll();
    while (signal) {
        Signal* next = signal->next;
        disposeSignal(signal);
        signal = next;
    }
}

void Cell::disposeSignal(Signal* signal) {
    const SignalOwner owner{signal};
    switch (signal->kind) {
    case SignalKind::watch:
        signal->cell->signal({.kind = SignalKind::down,
                              .detail = static_cast<std::uint8_t>(m_exitReason),
                              .number = incarnation(),
                              .peer = id()});
        break;
    case SignalKind::childFailed:
        // the supervisor is gone: nobody decides
        if (Cell* child = m_system.cells().find(signal->peer)) {
            child->signal({.kind = SignalKind::bury});
            child->unref();
        }
        break;
    case SignalKind::addChild:
        // the supervisor is gone: its child never starts
        signal->cell->signal({.kind = SignalKind::bury});
        break;
    default:
        break;
    }
}

void Cell::takeSignals() {
    m_inbox.takeSignalMark();
    for (Signal* signal = m_signals.takeAll(); signal;) {
        Signal* next = signal->next;
        insertSignal(signal);
        signal = next;
    }
}

/// Behind all of its lane and of those above it.
void Cell::insertSignal(Signal* signal) {
    signal->next = nullptr;
    const int lane = laneOf(signal->kind);
    if (!m_firstSignal) {
        m_firstSignal = m_lastSignal = signal;
    } else if (laneOf(m_lastSignal->kind) <= lane) {
        m_lastSignal = m_lastSignal->next = signal;
    } else {
        Signal** at = &m_firstSignal;
        while (laneOf((*at)->kind) <= lane) at = &(*at)->next;
        signal->next = *at;
        *at = signal;
    }
}

/// The first signal of the first lane that may be served now, or null.
Signal* Cell::nextSignal() {
    Signal* first = m_firstSignal;
    if (!first) return nullptr;
    // replies and timers are for handlers: they wait while the actor is held, and between two
    // incarnations, where they become stale
    if ((m_blocks & (kHeld | kNoIncarnation)) != 0 && holdsLane(first->kind)) return nullptr;
    m_firstSignal = first->next;
    if (!m_firstSignal) m_lastSignal = nullptr;
    return first;
}

bool Cell::isDrained() const {
    const Lab* lab = m_system.lab();
    return !lab || (lab->depthOf(*this) == 0 && !firstAside());
}

void Cell::runChosen(Runner& runner, Envelope* envelope) {
    m_context.m_runner = &runner;
    runTurn(envelope);
    if (m_isDraining && takesUserMessages() && isDrained()) {
        finishStop(m_exitReason, DeadReason::stopped);
    }
    if (m_isClosed.read()) leaveClosed();
}

void Cell::handleSignal(Signal* signal) {
    const SignalOwner owner{signal};
    if (CellExtra* more = m_extra.load(sync::relaxed)) {
        more->signals.store(more->signals.load(sync::relaxed) + 1, sync::relaxed);
    }
    switch (signal->kind) {
    case SignalKind::kill:
        killNow(signal->detail == kKillsBelow);
        break;
    case SignalKind::stop:
        handleStopSignal(*signal);
        break;
    case SignalKind::hold:
        block(kHeld);
        emit(EventKind::suspended, {}, 1);
        break;
    case SignalKind::release:
        unblock(kHeld);
        emit(EventKind::resumed, {}, 1);
        break;
    case SignalKind::start:
        if (status() != Status::running && status() != Status::stopping) start();
        break;
    case SignalKind::keepState:
        if (status() == Status::crashed && !m_state) {
            start(); // a given-up handler has the state
        } else if (status() == Status::crashed) {
            setStatus(Status::running);
            unblock(kNoIncarnation);
            emit(EventKind::resumed, {}, 0);
        }
        break;
    case SignalKind::halt:
        requestStop(StopKind::now, ExitReason::shutdown, signal->value, true);
        break;
    case SignalKind::bury:
        if (status() != Status::running) close(m_exitReason, DeadReason::stopped);
        break;
    case SignalKind::addChild:
        extra().supervisor->addChild(std::exchange(signal->cell, nullptr));
        break;
    case SignalKind::removeChild:
        extra().supervisor->removeChild(signal->peer);
        break;
    case SignalKind::restartChild:
        extra().supervisor->restartChild(*signal->cell);
        break;
    case SignalKind::childStarted:
        extra().supervisor->onChildStarted(signal->peer);
        break;
    case SignalKind::childFailed:
        extra().supervisor->onChildFailed(signal->peer, ExitReason{signal->detail});
        break;
    case SignalKind::childStopped:
        extra().supervisor->onChildStopped(signal->peer, ExitReason{signal->detail});
        break;
    case SignalKind::escalation:
        extra().supervisor->onTimer(static_cast<TimerToken>(signal->value));
        break;
    case SignalKind::reconfigure:
    case SignalKind::policies:
    case SignalKind::childPolicy:
    case SignalKind::rename:
    case SignalKind::mailbox:
        handleChange(*signal);
        break;
    case SignalKind::perform:
        perform(*signal);
        break;
    case SignalKind::watch:
    case SignalKind::unwatch:
        handleWatch(*signal);
        break;
    case SignalKind::down:
        runNotice(kMessageType<Down>, *signal);
        break;
    case SignalKind::restartedSeen:
        runNotice(kMessageType<Restarted>, *signal);
        break;
    case SignalKind::crash:
        if (status() == Status::running) {
            dropSuspendedTurns(DeadReason::failed);
            PayloadWriter payload;
            payload.putText(*signal->text);
            emit(EventKind::failed, {}, static_cast<std::uint8_t>(FailurePhase::injected),
                 &payload);
            fail(*signal->text, ExitReason::error);
        }
        break;
    case SignalKind::poison:
        m_isPoisoned = true;
        extra().poison.write(std::move(*signal->text));
        break;
    case SignalKind::room:
        if (OverflowLane* lane = overflowLane()) admitWaiters(*lane);
        break;
    case SignalKind::outboxSent:
        extra().outboxOutcome = TellOutcome{signal->detail};
        flushOutbox();
        break;
    case SignalKind::sampleState: {
        PayloadWriter payload;
        if (m_state) type().encodeState(type(), m_state, payload);
        emit(EventKind::state, {}, 0, &payload);
        break;
    }
    case SignalKind::reply:
        runReply(*static_cast<Ask*>(std::exchange(signal->pointer, nullptr)));
        break;
    case SignalKind::tick:
        runTick(*signal);
        break;
    }
}

void Cell::handleStopSignal(const Signal& signal) {
    const auto reason = ExitReason{static_cast<std::uint8_t>(signal.number)};
    requestStop(StopKind{signal.detail}, reason, signal.value, false);
}

void Cell::handleWatch(Signal& signal) {
    auto& watchers = extra().watchers;
    const auto at = std::find(watchers.begin(), watchers.end(), signal.cell);
    if (signal.kind == SignalKind::watch) {
        if (at == watchers.end()) watchers.push_back(std::exchange(signal.cell, nullptr));
    } else if (at != watchers.end()) {
        (*at)->unref();
        watchers.erase(at);
    }
}

/// What is set about an actor while it goes on. Recorders hear of what they were told at its spawn.
void Cell::handleChange(Signal& signal) {
    switch (signal.kind) {
    case SignalKind::mailbox:
        setMailbox({static_cast<std::uint32_t>(signal.value), Overflow{signal.detail},
                    Overflow{static_cast<std::uint8_t>(signal.number)}});
        break;
    case SignalKind::reconfigure:
        if (extra().supervisor) {
            extra().supervisor->setOptions(*static_cast<SupervisorOptions*>(signal.pointer));
        }
        break;
    case SignalKind::rename: {
        CellExtra& more = extra();
        more.names.emplace_back(std::move(*signal.text));
        more.newName.store(&more.names.back(), sync::release); // pairs with name()
        break;
    }
    case SignalKind::childPolicy:
        extra().supervisor->setChildPolicy(signal.peer, ChildPolicy{signal.detail});
        return;
    default:
        setPolicies(signal);
        return;
    }
    emitChanged();
}

void Cell::emitChanged() {
    if (!m_system.trace().isRecording()) return;
    PayloadWriter payload;
    payload.putText(name());
    System::putShown(payload, *this);
    emit(EventKind::changed, {}, 0, &payload);
}

void Cell::setPolicies(const Signal& signal) {
    m_failing.retries = static_cast<std::uint8_t>(signal.number);
    m_restartMail = RestartMail{static_cast<std::uint8_t>(signal.value)};
    m_policy.store(ChildPolicy{signal.detail}, sync::relaxed);
    if (!m_supervisor) return;
    m_supervisor->signal({.kind = SignalKind::childPolicy, .detail = signal.detail, .peer = id()},
                         m_context.m_runner);
}

/// Without an incarnation nothing can be done in its name.
void Cell::perform(const Signal& signal) {
    if (m_state && status() == Status::running) {
        (*static_cast<BetweenTurns*>(signal.pointer))(m_context);
    }
}

/// Between turns, by the owner: what is queued stays, in its order.
void Cell::setMailbox(const MailboxOptions& options) {
    m_policyOnFull.store(options.overflow, sync::relaxed);
    m_failsOutside.store(options.outside == Overflow::fail, sync::relaxed);
    if (options.overflow == Overflow::dropOldest) {
        OverflowLane& lane = needOverflowLane();
        lane.ringCapacity.store(options.capacity);
        m_inbox.setCapacity(Inbox::kUnbounded);
        return;
    }
    if (options.overflow == Overflow::block) needOverflowLane();
    if (OverflowLane* lane = overflowLane(); lane && lane->ringCapacity.load() != 0) {
        // The ring is emptied after what came before it and before what comes now: takeUser().
        Envelope** end = &m_batch;
        while (*end) end = &(*end)->next;
        *end = m_inbox.takeAll();
        const std::scoped_lock lock(lane->mutex);
        lane->ringCapacity.store(0);
    }
    m_inbox.setCapacity(options.overflow == Overflow::unbounded ? Inbox::kUnbounded
                                                                : options.capacity);
    if (OverflowLane* lane = overflowLane()) admitWaiters(*lane);
    if (Lab* lab = m_system.lab()) lab->noteRoom(*this);
}

bool Cell::reopenIfClosed() {
    Status stopped = Status::stopped;
    if (!m_status.compareExchange(stopped, Status::restarting)) return false;
    ref(); // the running actor's own
    m_isClosed.write(false);
    m_blocks = kNoIncarnation;
    m_inbox.reopen();
    return true;
}

std::uint64_t Cell::currentCause() const {
    return m_context.m_current ? m_context.m_current->id : 0;
}

/// The head of an event of this actor: who, whom, of which incarnation. Thread: any.
Event Cell::eventOf(EventKind kind, ActorId peer, std::uint8_t detail) const {
    Event event;
    event.kind = kind;
    event.actor = id().number;
    event.peer = peer.number;
    event.detail = detail;
    event.incarnation = std::min<std::uint32_t>(incarnation(), UINT16_MAX) & 0xFFFFU;
    return event;
}

/// As above, of a message of its mailbox.
Event Cell::eventOf(EventKind kind, const Envelope& envelope, std::uint8_t detail) const {
    Event event = eventOf(kind, envelope.sender, detail);
    event.message = envelope.id;
    event.type = *envelope.type->number;
    return event;
}

/// As above, of a request and its reply between this actor and `other`, who may be outside.
Event Cell::eventOf(EventKind kind, const Ask& ask, const Cell* other, std::uint8_t detail) const {
    Event event = eventOf(kind, other ? other->id() : ActorId{}, detail);
    event.message = ask.request & kMessageIdMask;
    event.type = *ask.type().number;
    return event;
}

void Cell::emit(EventKind kind, ActorId peer, std::uint8_t detail, PayloadWriter* payload,
                std::uint64_t message) {
    Trace& trace = m_system.trace();
    if (!trace.isRecording()) return;
    Event event = eventOf(kind, peer, detail);
    event.message = message & kMessageIdMask;
    event.cause = currentCause() & kMessageIdMask;
    trace.emit(event, payload ? payload->bytes() : std::span<const std::uint8_t>(), &m_track);
}

} // namespace troupe::TROUPE_ABI

#include "troupe/actor/cell.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <memory>

#include "troupe/actor/cell_extra.h"
#include "troupe/actor/system.h"
#include "troupe/message/thread_state.h"

namespace troupe::inline TROUPE_ABI {

namespace {

constexpr std::size_t roundedTo16(std::size_t size) {
    return (size + 15) / 16 * 16;
}

std::size_t sizeWith(const ActorType& type) {
    return roundedTo16(sizeof(Cell)) + type.size;
}

} // namespace

const char* toString(Status status) {
    constexpr std::array kNames{"created",    "running",  "crashed",
                                "restarting", "stopping", "stopped"};
    return kNames[static_cast<std::size_t>(status)];
}

Cell* Cell::make(System& system, ActorId id, const Plan& plan, const ActorFactory& factory) {
    void* at = localBlocks().allocate(sizeWith(factory.type()));
    return at ? ::new (at) Cell(system, id, plan, factory) : nullptr;
}

Cell::Cell(System& system, ActorId id, const Plan& plan, const ActorFactory& factory)
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
    if (renamed) return renamed->read();
    const std::string_view given = m_name.view();
    if (!given.empty()) return std::string(given);
    return std::string(type().name) + '-' + std::to_string(id().number);
}

CellExtra::~CellExtra() {
    delete histograms.load(sync::relaxed);
    for (Cell* cell : watchers) cell->unref();
    for (Cell* cell : watched) cell->unref();
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
    event.message = ask.request.load(sync::relaxed) & kMessageIdMask;
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

/// `message`: whose handler it was, which is lost with it or tried again; 0: none.
void Cell::emitFailed(FailurePhase phase, const std::string& text, std::uint64_t message) {
    PayloadWriter payload;
    payload.putText(text);
    emit(EventKind::failed, {}, static_cast<std::uint8_t>(phase), &payload, message);
}

} // namespace troupe::TROUPE_ABI

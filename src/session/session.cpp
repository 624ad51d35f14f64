#include "session/session.h"

#include <algorithm>
#include <array>

#include "recording/describe.h"
#include "session/engine_run.h"
#include "session/session_fold.h"
#include "troupe/sync/sync.h"

namespace troupe::core {

namespace {

constexpr std::int64_t kStepBudget = 8'000'000;   // ns between two looks at what has happened
constexpr DisplayTime kSampleEvery = 250'000'000; // ns between two samples of all states
constexpr Duration kSampleWait = std::chrono::milliseconds(100);
constexpr Duration kSlice = std::chrono::milliseconds(16);

std::string reasonOf(std::string_view why) {
    return why.empty() ? toEnglish(text("failure.byHand")) : std::string(why);
}

} // namespace

const char* toString(RunMode v) {
    return v == RunMode::live ? "live" : "lab";
}

const char* toString(RunState v) {
    constexpr std::array kNames{"stopped", "running", "paused", "ended"};
    return kNames[static_cast<std::size_t>(v)];
}

Session::Session(Document document)
    : m_edits(std::move(document)),
      m_fold(std::make_unique<Fold>(m_options.recordingBytes, m_edits.document())) {}

Session::~Session() = default;

Expected<void> Session::start(const RunOptions& options) {
    const Expected<Plan> plan = check(m_edits.document());
    if (!plan) return plan.error();
    end();
    m_options = options;
    m_fold = std::make_unique<Fold>(options.recordingBytes, document());
    m_engine = std::make_unique<EngineRun>(options);
    m_engine->system().setSpeed(m_speed);
    Expected<void> added = m_engine->add(plan.value());
    if (!added) {
        m_engine.reset();
        return added;
    }
    m_engine->startActors();
    m_workers = m_engine->workers();
    m_state = RunState::running;
    m_lastTick = 0;
    m_labTime = 0;
    m_fold->delta.isReset = true;
    return {};
}

void Session::pause() {
    if (m_state != RunState::running) return;
    if (!m_engine->lab()) m_engine->system().pause();
    m_state = RunState::paused;
}

void Session::resume() {
    if (m_state != RunState::paused) return;
    if (!m_engine->lab()) m_engine->system().resume();
    m_state = RunState::running;
    m_lastTick = 0;
}

void Session::end() {
    if (!m_engine) return;
    m_engine->sampleStates();
    if (!m_engine->lab() && m_state == RunState::running) {
        m_engine->system().awaitQuiet(kSampleWait);
    }
    drain();
    m_fold->history.finish(m_fold->world.time(), m_fold->world);
    m_schedule = schedule();
    m_engine.reset();
    m_state = RunState::ended;
}

RunState Session::state() const {
    return m_state;
}

const RunOptions& Session::options() const {
    return m_options;
}

bool Session::isQuiet() const {
    return !m_engine || m_engine->isQuiet();
}

void Session::setSpeed(double factor) {
    m_speed = std::clamp(factor, 0.01, 100.0);
    if (m_engine && !m_engine->lab()) m_engine->system().setSpeed(m_speed);
}

double Session::speed() const {
    return m_speed;
}

const WorldDelta& Session::tick(DisplayTime now) {
    const DisplayTime passed = beginFrame(now);
    if (!m_engine) return m_fold->delta;
    Lab* const lab = m_engine->lab();
    if (lab && m_state == RunState::running) {
        m_labTime = std::max(m_labTime, static_cast<double>(lab->now() - 1));
        m_labTime += static_cast<double>(passed) * m_speed;
        stepTo(static_cast<std::int64_t>(m_labTime), sync::now() + m_options.stepBudget.count());
    }
    return endFrame(now, lab ? sync::kForever : sync::now() + m_options.readBudget.count());
}

/// A frame of a run that the caller moves on: the time of this machine moves nothing in the Lab.
void Session::follow() {
    const DisplayTime now = sync::now();
    beginFrame(now);
    endFrame(now, sync::kForever);
}

/// Display time since the last frame.
DisplayTime Session::beginFrame(DisplayTime now) {
    if (!m_fold->delta.isReset || m_lastTick != 0) m_fold->delta.clear();
    m_fold->flights.beginFrame(now);
    const DisplayTime passed = m_lastTick == 0 ? 0 : now - m_lastTick;
    m_lastTick = now;
    if (m_engine) m_engine->pump(now, m_answers);
    return passed;
}

/// Reads what has happened, until `readUntil` on the clock of this machine.
const WorldDelta& Session::endFrame(DisplayTime now, std::int64_t readUntil) {
    if (!m_engine->lab() && now - m_lastSample >= kSampleEvery) {
        m_engine->sampleStates(); // comes with the next tick
        m_lastSample = now;
    }
    drain(readUntil);
    m_engine->pump(now, m_answers);
    return m_fold->delta;
}

/// Steps the Lab while its clock has not passed `time` and ours not `until`.
void Session::stepTo(std::int64_t time, std::int64_t until) {
    constexpr int kStepsBetweenLooks = 64;
    Lab& lab = *m_engine->lab();
    while (sync::now() < until) {
        for (int i = 0; i < kStepsBetweenLooks; ++i) {
            if (lab.now() > time || !lab.step()) return;
        }
    }
}

bool Session::step() {
    if (!m_engine || !m_engine->lab()) return false;
    if (m_state == RunState::running) m_state = RunState::paused;
    return m_engine->lab()->step();
}

bool Session::runUntilQuiet(Duration atMost) {
    if (!m_engine) return true;
    const std::int64_t until = m_engine->system().now() + atMost.count();
    for (;;) {
        if (Lab* lab = m_engine->lab()) {
            stepTo(until, sync::now() + kStepBudget);
            if (lab->now() > until) lab->runFor(Duration::zero());
        } else {
            m_engine->system().awaitQuiet(kSlice);
        }
        follow();
        if (m_engine->isQuiet()) {
            follow();
            return true;
        }
        if (m_engine->system().now() >= until) return false;
    }
}

void Session::runFor(Duration time) {
    if (!m_engine) return;
    const std::int64_t until = m_engine->system().now() + time.count();
    sync::Parker parker;
    while (m_engine->system().now() < until) {
        if (m_engine->lab()) {
            stepTo(until, sync::now() + kStepBudget);
            if (m_engine->isQuiet()) break; // nothing will happen in the rest of the time
        } else {
            parker.parkUntil(sync::now() + kSlice.count());
        }
        follow();
    }
    follow();
}

void Session::drain(std::int64_t until) {
    m_fold->until = until;
    m_engine->drain(*m_fold);
}

const World& Session::world() const {
    return m_fold->world;
}
const Recording& Session::recording() const {
    return m_fold->recording;
}
const History& Session::history() const {
    return m_fold->history;
}
const Flights& Session::flights() const {
    return m_fold->flights;
}
const Timeline& Session::timeline() const {
    return m_fold->timeline;
}
World Session::worldAt(Seq seq) const {
    return m_fold->timeline.at(seq, m_fold->recording, m_fold->world);
}
Expected<AnyRef> Session::refOf(ActorId id) const {
    if (!m_engine) return Error{text("run.noRun"), {}, text("run.noRunNext")};
    AnyRef ref = m_engine->ref(id);
    if (ref) return ref;
    return Error{text("run.noActor", toText(Value(id))), {}, text("run.noActorNext")};
}

Expected<std::uint64_t> Session::send(const SendRequest& request) {
    const Expected<AnyRef> to = refOf(request.to);
    if (!to) return to.error();
    const ActorView* sender = m_fold->world.actor(request.from);
    if (request.from && (!sender || !sender->isAlive())) {
        return Error{text("run.noSender", sender ? sender->name : toText(Value(request.from))),
                     {},
                     text("run.noSenderNext")};
    }
    const ActorView* view = m_fold->world.actor(request.to);
    const Kind* kind = view ? findKind(document(), view->kind) : nullptr;
    const MessageType* type = kind ? kind->message(request.message) : nullptr;
    if (kind && kind->takesAnything) type = findMessage(request.message);
    if (!type) {
        std::string all;
        for (const MessageType* each : kind ? kind->messages : std::vector<const MessageType*>()) {
            all += (all.empty() ? "" : ", ") + std::string(each->name);
        }
        return Error{text("run.noMessage", kind ? kind->name : "?", request.message),
                     {},
                     text("run.noMessageNext", all.empty() ? "–" : all)};
    }
    if (request.answerWithin && !type->reply) {
        return Error{text("run.noReply", type->name), {}, text("run.noReplyNext")};
    }
    const Expected<AnyMessage> message = messageOf(*type, request.fields);
    if (!message) return message.error();
    if (sender) {
        note(to.value(), text(request.answerWithin ? "action.askAs" : "action.sendAs",
                              request.message, view->name, sender->name));
    } else {
        note(to.value(), text(request.answerWithin ? "action.ask" : "action.send", request.message,
                              view->name));
    }
    return m_engine->send(to.value(), message.value(), request);
}

// What a person does is an event too, in English as all that is recorded.
void Session::note(const AnyRef& target, const Text& what) {
    m_engine->system().userAction(target, toEnglish(what));
}

Expected<void> Session::command(ActorId id, std::string_view what,
                                void (*act)(System&, const AnyRef&)) {
    const Expected<AnyRef> ref = refOf(id);
    if (!ref) return ref.error();
    note(ref.value(), text(what, ref.value().name()));
    act(m_engine->system(), ref.value());
    return {};
}

Expected<void> Session::crash(ActorId id, std::string_view why) {
    const Expected<AnyRef> ref = refOf(id);
    if (!ref) return ref.error();
    note(ref.value(), text("action.crash", ref.value().name()));
    m_engine->system().crash(ref.value(), reasonOf(why));
    return {};
}

Expected<void> Session::crashNext(ActorId id, std::string_view why) {
    const Expected<AnyRef> ref = refOf(id);
    if (!ref) return ref.error();
    note(ref.value(), text("action.crashNext", ref.value().name()));
    m_engine->system().crashNext(ref.value(), reasonOf(why));
    return {};
}

Expected<void> Session::stop(ActorId id) {
    return command(id, "action.stop", [](System& system, const AnyRef& ref) { system.stop(ref); });
}

Expected<void> Session::kill(ActorId id) {
    return command(id, "action.kill", [](System& system, const AnyRef& ref) { system.kill(ref); });
}

Expected<void> Session::hold(ActorId id, bool isHeld) {
    if (isHeld) {
        return command(id, "action.hold",
                       [](System& system, const AnyRef& ref) { system.hold(ref); });
    }
    return command(id, "action.release",
                   [](System& system, const AnyRef& ref) { system.release(ref); });
}

Expected<void> Session::startAgain(ActorId id) {
    return command(id, "action.startAgain",
                   [](System& system, const AnyRef& ref) { system.startAgain(ref); });
}

Expected<void> Session::abandon(ActorId id) {
    const Expected<AnyRef> ref = refOf(id);
    if (!ref) return ref.error();
    note(ref.value(), text("action.abandon", ref.value().name()));
    if (m_engine->system().abandon(ref.value())) return {};
    return Error{text("run.notStuck", ref.value().name()), {}, {}};
}

std::vector<Answer> Session::takeAnswers() {
    return std::exchange(m_answers, {});
}

std::string Session::describeMessage(Seq sentAt, std::uint16_t type, std::size_t limit) const {
    const Recording& recording = m_fold->recording;
    if (!recording.has(sentAt)) return recording.schema().messageName(type);
    return core::describeMessage(recording.at(sentAt), recording.schema(), limit);
}

} // namespace troupe::core

#include "session/engine_run.h"

#include <algorithm>
#include <iterator>
#include <mutex>
#include <set>

#include "actors/scripted.h"
#include "troupe/actor/cell.h"
#include "troupe/schedule/live_pool.h"
#include "troupe/sync/sync.h"

namespace troupe::core {

namespace {

constexpr Duration kGrace = std::chrono::seconds(2);
constexpr std::int64_t kMostAtOnce = 100'000; // messages a pump sends of one stream

MailboxOptions mailboxOf(const ActorEntry& entry) {
    MailboxOptions options;
    if (!entry.mailbox) return options;
    options.capacity = static_cast<std::uint32_t>(entry.mailbox->capacity);
    options.overflow = entry.mailbox->overflow;
    return options;
}

SpawnOptions optionsOf(const ActorEntry& entry, const std::string& name,
                       const SupervisorRef& supervisor) {
    SpawnOptions options;
    options.name = name;
    options.mailbox = mailboxOf(entry);
    options.supervisor = supervisor;
    options.child = entry.child;
    options.dedicated = entry.isDedicated;
    options.kind = entry.kind;
    options.restartMail = entry.restartMail;
    options.failing.retries = static_cast<std::uint8_t>(entry.retries);
    return options;
}

SupervisorOptions optionsOf(const SupervisionPolicy& policy, const std::string& name) {
    SupervisorOptions options;
    options.name = name;
    options.strategy = policy.strategy;
    options.budget.max = static_cast<int>(policy.maxRestarts);
    options.budget.window = policy.window;
    options.budget.kind = policy.windowKind;
    options.scope = policy.scope;
    options.backoff.jitter = policy.jitter;
    options.backoff.min = policy.backOff;
    options.backoff.factor = policy.factor;
    options.backoff.max = policy.backOffMax;
    return options;
}

bool hasSamePolicies(const ActorEntry& a, const ActorEntry& b) {
    return a.mailbox == b.mailbox && a.supervision == b.supervision &&
           a.restartMail == b.restartMail && a.retries == b.retries && a.child == b.child;
}

LabOptions labOptions(const RunOptions& options) {
    LabOptions lab;
    lab.seed = options.seed;
    if (options.workers > 0) lab.workers = static_cast<std::uint32_t>(options.workers);
    return lab;
}

SystemOptions liveOptions(const RunOptions& options) {
    SystemOptions live;
    live.seed = options.seed;
    live.workers = static_cast<unsigned>(options.workers);
    live.grace = kGrace;
    return live;
}

} // namespace

/// Filled on the threads of actors, emptied by pump().
struct AnswerBox {
    sync::Mutex mutex;
    std::vector<Answer> answers;
    std::size_t outstanding = 0;

    void put(Answer answer) {
        const std::scoped_lock lock(mutex);
        answers.push_back(std::move(answer));
        --outstanding;
    }
};

namespace {

/// An ask in an actor's name, until it has an answer. One whose actor ended first is cancelled.
class AskOfActor {
public:
    AskOfActor(std::shared_ptr<AnswerBox> box, Answer open)
        : m_box(std::move(box)), m_answer(std::move(open)) {
        const std::scoped_lock lock(m_box->mutex);
        ++m_box->outstanding;
    }
    ~AskOfActor() {
        if (m_isAnswered) return;
        m_answer.outcome = AskOutcome::cancelled;
        m_box->put(std::move(m_answer));
    }
    AskOfActor(const AskOfActor&) = delete;
    AskOfActor& operator=(const AskOfActor&) = delete;

    void begin(std::int64_t now) { m_begunAt = now; }
    void end(const AskResult<Value>& result, std::int64_t now) {
        m_isAnswered = true;
        m_answer.outcome = result.outcome();
        m_answer.what = result.text();
        if (result) m_answer.reply = result.value();
        m_answer.took = Duration(now - m_begunAt);
        m_box->put(std::move(m_answer));
    }

private:
    std::shared_ptr<AnswerBox> m_box;
    Answer m_answer;
    std::int64_t m_begunAt = 0;
    bool m_isAnswered = false;
};

} // namespace

bool EngineRun::keepsState(const ActorEntry& before, const ActorEntry& now) {
    return before.kind == now.kind && before.settings == now.settings &&
           before.supervisor == now.supervisor && before.isDedicated == now.isDedicated;
}

EngineRun::EngineRun(const RunOptions& options) : m_actorsAnswers(std::make_shared<AnswerBox>()) {
    if (options.mode == RunMode::lab) {
        m_lab = std::make_unique<Lab>(labOptions(options));
        m_labWorkers = labOptions(options).workers;
        m_system = &m_lab->system();
    } else {
        m_live = std::make_unique<System>(liveOptions(options));
        m_system = m_live.get();
    }
    m_system->attachRecorder();
}

EngineRun::~EngineRun() {
    end();
}

std::vector<StuckActor> EngineRun::end() {
    m_system->detachRecorder();
    m_streams.clear();
    m_asks.clear();
    std::vector<StuckActor> stuck = m_system->shutdown(kGrace);
    // tables and cells may hold each other
    for (const Member& member : m_members) member.ports->clear();
    m_members.clear();
    m_byName.clear();
    m_supervisors.clear();
    return stuck;
}

Expected<void> EngineRun::add(const Plan& plan) {
    for (std::size_t i = 0; i < plan.actors.size(); ++i) {
        if (spawn(plan, i)) continue;
        return Error{
            text("run.noMemory", plan.actors[i].entry->name), {}, text("run.noMemoryNext")};
    }
    wire(plan);
    return {};
}

/// Supervisors come before their children, whatever the order in the document.
bool EngineRun::spawn(const Plan& plan, std::size_t index) {
    const Plan::Actor& actor = plan.actors[index];
    const std::vector<std::string> names = namesOf(*actor.entry);
    const auto isThere = [&](const std::string& each) { return m_byName.contains(each); };
    if (std::all_of(names.begin(), names.end(), isThere)) return true;
    SupervisorRef above;
    if (!actor.entry->supervisor.empty()) {
        const auto isAbove = [&](const Plan::Actor& each) {
            return each.entry->name == actor.entry->supervisor;
        };
        const auto place = std::find_if(plan.actors.begin(), plan.actors.end(), isAbove);
        if (!spawn(plan, static_cast<std::size_t>(place - plan.actors.begin()))) return false;
        above = m_supervisors.at(actor.entry->supervisor);
    }
    const auto entry = std::make_shared<const ActorEntry>(*actor.entry);
    for (const std::string& name : names) {
        if (m_byName.contains(name)) continue;
        spawnOne(actor, name, above, entry);
        if (!m_members.back().ref) return false;
    }
    return true;
}

void EngineRun::spawnOne(const Plan::Actor& actor, const std::string& name,
                         const SupervisorRef& above,
                         const std::shared_ptr<const ActorEntry>& entry) {
    Member member{name, actor.kind, {}, std::make_shared<PortTable>(), entry, false};
    if (actor.kind->isSupervisor) {
        const SupervisionPolicy policy = actor.entry->supervision.value_or(SupervisionPolicy());
        const SupervisorRef made =
            m_system->spawnSupervisor(optionsOf(policy, name), above, actor.entry->child);
        m_supervisors.insert_or_assign(name, made);
        member.ref = made;
    } else if (actor.kind->script) {
        member.ref = spawnScripted(*m_system, optionsOf(*actor.entry, name, above),
                                   *actor.kind->script, actor.settings, member.ports);
    } else {
        member.ref = actor.kind->spawn(*m_system, optionsOf(*actor.entry, name, above),
                                       actor.settings, member.ports);
    }
    m_byName.insert_or_assign(name, m_members.size());
    m_members.push_back(std::move(member));
}

Expected<bool> EngineRun::follow(const Plan& plan, const Renames& renames) {
    const std::size_t before = m_members.size();
    bool hasChanged = rename(renames);
    hasChanged |= stopOthers(plan);
    hasChanged |= setPolicies(plan);
    const std::size_t kept = m_members.size();
    const Expected<void> added = add(plan);
    if (!added) return added.error();
    startActors();
    return hasChanged || m_members.size() != kept || kept != before;
}

/// Before anything is compared by name.
bool EngineRun::rename(const Renames& renames) {
    if (renames.empty()) return false;
    std::map<std::string_view, std::string_view> newNames;
    for (const auto& [before, now] : renames) newNames[before] = now;
    for (Member& member : m_members) {
        const auto supervisor = newNames.find(member.entry->supervisor);
        if (supervisor != newNames.end()) { // that it is the same one
            ActorEntry entry = *member.entry;
            entry.supervisor = supervisor->second;
            member.entry = std::make_shared<const ActorEntry>(std::move(entry));
        }
        const auto own = newNames.find(member.name);
        if (own == newNames.end()) continue;
        if (auto held = m_supervisors.extract(member.name); !held.empty()) {
            held.key() = own->second;
            m_supervisors.insert(std::move(held));
        }
        member.name = own->second;
        m_system->rename(member.ref, member.name);
    }
    m_byName.clear();
    for (std::size_t i = 0; i < m_members.size(); ++i) m_byName[m_members[i].name] = i;
    return true;
}

bool EngineRun::stopOthers(const Plan& plan) {
    std::map<std::string_view, const ActorEntry*> wanted;
    std::vector<std::vector<std::string>> names; // what the keys of `wanted` point into
    names.reserve(plan.actors.size());
    for (const Plan::Actor& actor : plan.actors) {
        names.push_back(namesOf(*actor.entry));
        for (const std::string& each : names.back()) wanted[each] = actor.entry;
    }
    std::set<std::string, std::less<>> gone;
    // supervisors stand before their children in m_members, and take them with them
    std::erase_if(m_members, [&](const Member& member) {
        const auto entry = wanted.find(member.name);
        const bool isKept = entry != wanted.end() && keepsState(*member.entry, *entry->second) &&
                            !gone.contains(entry->second->supervisor);
        if (isKept) return false;
        gone.insert(member.name);
        m_system->stop(member.ref);
        member.ports->clear();
        m_supervisors.erase(member.name);
        return true;
    });
    if (gone.empty()) return false;
    m_byName.clear();
    for (std::size_t i = 0; i < m_members.size(); ++i) m_byName[m_members[i].name] = i;
    return true;
}

bool EngineRun::setPolicies(const Plan& plan) {
    bool hasChanged = false;
    for (const Plan::Actor& actor : plan.actors) {
        std::shared_ptr<const ActorEntry> entry; // one for all that it makes
        for (const std::string& name : namesOf(*actor.entry)) {
            const auto place = m_byName.find(name);
            if (place == m_byName.end()) continue;
            Member& member = m_members[place->second];
            if (hasSamePolicies(*member.entry, *actor.entry)) continue;
            hasChanged = true;
            setPolicies(member, *actor.entry);
            if (!entry) entry = std::make_shared<const ActorEntry>(*actor.entry);
            member.entry = entry;
        }
    }
    return hasChanged;
}

void EngineRun::setPolicies(Member& member, const ActorEntry& now) {
    const ActorEntry& before = *member.entry;
    if (before.mailbox != now.mailbox && !member.kind->isSupervisor) {
        m_system->setMailbox(member.ref, mailboxOf(now));
    }
    if (before.supervision != now.supervision && member.kind->isSupervisor) {
        const auto policy = now.supervision.value_or(SupervisionPolicy());
        m_system->setSupervisor(m_supervisors.at(member.name), optionsOf(policy, member.name));
    }
    if (before.restartMail != now.restartMail || before.retries != now.retries ||
        before.child != now.child) {
        m_system->setPolicies(member.ref, now.restartMail, {static_cast<std::uint8_t>(now.retries)},
                              now.child);
    }
}

void EngineRun::wire(const Plan& plan) {
    for (const Member& member : m_members) {
        const auto wired = plan.wiring.find(member.name);
        for (const PortInfo& port : member.kind->ports) {
            std::vector<AnyRef> targets;
            if (wired != plan.wiring.end()) {
                const auto names = wired->second.find(port.name);
                if (names != wired->second.end()) {
                    for (const std::string& name : names->second) {
                        const auto place = m_byName.find(name);
                        if (place != m_byName.end()) {
                            targets.push_back(m_members[place->second].ref);
                        }
                    }
                }
            }
            member.ports->set(port.name, std::move(targets));
        }
    }
}

void EngineRun::startActors() {
    for (Member& member : m_members) {
        if (member.isStarted) continue;
        member.isStarted = true;
        if (member.kind->startsByItself) member.ref.tell(actors::Start{});
    }
}

void EngineRun::sampleStates() {
    for (const Member& member : m_members) {
        if (!member.kind->state.empty() && member.ref) {
            member.ref.cell()->signal({.kind = SignalKind::sampleState});
        }
    }
    if (m_lab) m_lab->choices(); // it carries signals out when it looks for what can happen
}

std::int64_t EngineRun::workers() const {
    if (m_lab) return m_labWorkers;
    const auto wanted = m_system->options().workers;
    return std::clamp(wanted != 0 ? wanted : sync::hardwareThreads(), 1U, LivePool::kMaxWorkers);
}

std::uint64_t EngineRun::send(const AnyRef& to, const AnyMessage& message,
                              const SendRequest& request) {
    const AnyRef from = request.from ? ref(request.from) : AnyRef();
    if (request.answerWithin && from) return askAs(from, to, message, *request.answerWithin);
    if (request.answerWithin) {
        m_asks.push_back(
            {++m_lastAsk, to.id(), message.type->name,
             to.ask(*message.type, message.values, *request.answerWithin, Duration::zero())});
        return m_lastAsk;
    }
    if (request.perSecond || request.count > kMostAtOnce) {
        m_streams.push_back(
            {from, to, message, request.count, request.perSecond.value_or(1e9), 0, 0});
        return 0;
    }
    tell(from, to, message, request.count);
    return 0;
}

/// A window does not wait for room: what does not fit is told as refused.
void EngineRun::tell(const AnyRef& from, const AnyRef& to, const AnyMessage& message,
                     std::int64_t count) {
    if (!from) {
        for (std::int64_t i = 0; i < count; ++i) {
            to.tell(*message.type, message.values, Duration::zero());
        }
        return;
    }
    m_system->perform(from, [to, message, count](Context& context) {
        for (std::int64_t i = 0; i < count; ++i) context.tell(to, message);
    });
    if (m_lab) m_lab->choices(); // it carries signals out when it looks for what can happen
}

std::uint64_t EngineRun::askAs(const AnyRef& from, const AnyRef& to, const AnyMessage& message,
                               Duration within) {
    Answer open;
    open.ask = ++m_lastAsk;
    open.from = to.id();
    open.message = message.type->name;
    const auto ask = std::make_shared<AskOfActor>(m_actorsAnswers, std::move(open));
    m_system->perform(from, [ask, to, message, within](Context& context) {
        ask->begin(context.now());
        context.askThen(to, within, message, [ask](Context& later, const AskResult<Value>& result) {
            ask->end(result, later.now());
        });
    });
    if (m_lab) m_lab->choices();
    return m_lastAsk;
}

void EngineRun::pump(DisplayTime now, std::vector<Answer>& answers) {
    for (Stream& stream : m_streams) {
        if (stream.begun == 0) stream.begun = now;
        const double seconds = static_cast<double>(now - stream.begun) / 1e9;
        const auto due = static_cast<std::int64_t>(seconds * stream.perSecond) + 1 - stream.sent;
        const std::int64_t count = std::min({due, stream.left, kMostAtOnce});
        if (count > 0) tell(stream.from, stream.to, stream.message, count);
        stream.sent += std::max<std::int64_t>(count, 0);
        stream.left -= std::max<std::int64_t>(count, 0);
    }
    std::erase_if(m_streams, [](const Stream& stream) { return stream.left <= 0; });

    for (PendingAsk& pending : m_asks) {
        if (!pending.ask.isReady()) continue;
        answers.push_back({pending.number, pending.from, pending.message, pending.ask.outcome(),
                           pending.ask.reply(), pending.ask.text(), pending.ask.took()});
        pending.number = 0;
    }
    std::erase_if(m_asks, [](const PendingAsk& pending) { return pending.number == 0; });

    const std::scoped_lock lock(m_actorsAnswers->mutex);
    std::move(m_actorsAnswers->answers.begin(), m_actorsAnswers->answers.end(),
              std::back_inserter(answers));
    m_actorsAnswers->answers.clear();
}

bool EngineRun::isQuiet() {
    if (!m_streams.empty() || !m_asks.empty()) return false;
    {
        const std::scoped_lock lock(m_actorsAnswers->mutex);
        if (m_actorsAnswers->outstanding != 0 || !m_actorsAnswers->answers.empty()) return false;
    }
    return m_lab ? m_lab->isQuiet() : m_system->isQuiet();
}

} // namespace troupe::core

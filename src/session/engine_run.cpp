#include "session/engine_run.h"

#include <algorithm>
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

/// Whether an actor made from `a` is as one made from `b` but for what can be set while it runs.
bool isSameActor(const ActorEntry& a, const ActorEntry& b) {
    return a.kind == b.kind && a.settings == b.settings && a.supervisor == b.supervisor &&
           a.child == b.child && a.isDedicated == b.isDedicated && a.restartMail == b.restartMail &&
           a.retries == b.retries;
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

EngineRun::EngineRun(const RunOptions& options) {
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

Expected<bool> EngineRun::follow(const Plan& plan) {
    const std::size_t before = m_members.size();
    bool hasChanged = stopOthers(plan);
    hasChanged |= setPolicies(plan);
    const std::size_t kept = m_members.size();
    const Expected<void> added = add(plan);
    if (!added) return added.error();
    startActors();
    return hasChanged || m_members.size() != kept || kept != before;
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
        const bool isKept = entry != wanted.end() && isSameActor(*entry->second, *member.entry) &&
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
            const ActorEntry& before = *member.entry;
            if (before.mailbox == actor.entry->mailbox &&
                before.supervision == actor.entry->supervision) {
                continue;
            }
            hasChanged = true;
            if (before.mailbox != actor.entry->mailbox && !actor.kind->isSupervisor) {
                m_system->setMailbox(member.ref, mailboxOf(*actor.entry));
            }
            if (!(before.supervision == actor.entry->supervision) && actor.kind->isSupervisor) {
                const auto policy = actor.entry->supervision.value_or(SupervisionPolicy());
                m_system->setSupervisor(m_supervisors.at(name), optionsOf(policy, name));
            }
            if (!entry) entry = std::make_shared<const ActorEntry>(*actor.entry);
            member.entry = entry;
        }
    }
    return hasChanged;
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
    if (request.answerWithin) {
        m_asks.push_back(
            {++m_lastAsk, to.id(), message.type->name,
             to.ask(*message.type, message.values, *request.answerWithin, Duration::zero())});
        return m_lastAsk;
    }
    if (request.perSecond || request.count > kMostAtOnce) {
        m_streams.push_back({to, message, request.count, request.perSecond.value_or(1e9), 0, 0});
        return 0;
    }
    // a window does not wait for room: what does not fit is told as refused
    for (std::int64_t i = 0; i < request.count; ++i) {
        to.tell(*message.type, message.values, Duration::zero());
    }
    return 0;
}

void EngineRun::pump(DisplayTime now, std::vector<Answer>& answers) {
    for (Stream& stream : m_streams) {
        if (stream.begun == 0) stream.begun = now;
        const double seconds = static_cast<double>(now - stream.begun) / 1e9;
        const auto due = static_cast<std::int64_t>(seconds * stream.perSecond) + 1 - stream.sent;
        const std::int64_t count = std::min({due, stream.left, kMostAtOnce});
        for (std::int64_t i = 0; i < count; ++i) {
            stream.to.tell(*stream.message.type, stream.message.values, Duration::zero());
        }
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
}

bool EngineRun::isQuiet() {
    if (!m_streams.empty() || !m_asks.empty()) return false;
    return m_lab ? m_lab->isQuiet() : m_system->isQuiet();
}

} // namespace troupe::core

#include "session/engine_run.h"

#include <algorithm>

#include "troupe/actor/cell.h"

namespace troupe::core {

namespace {

constexpr Duration kGrace = std::chrono::seconds(2);
constexpr std::int64_t kMostAtOnce = 100'000; // messages a pump sends of one stream

SpawnOptions optionsOf(const ActorEntry& entry, const std::string& name,
                       const SupervisorRef& supervisor) {
    SpawnOptions options;
    options.name = name;
    if (entry.mailbox) {
        options.mailbox.capacity = static_cast<std::uint32_t>(entry.mailbox->capacity);
        options.mailbox.overflow = entry.mailbox->overflow;
    }
    options.supervisor = supervisor;
    options.child = entry.child;
    options.dedicated = entry.isDedicated;
    options.kind = entry.kind;
    return options;
}

SupervisorOptions optionsOf(const SupervisionPolicy& policy, const std::string& name) {
    SupervisorOptions options;
    options.name = name;
    options.strategy = policy.strategy;
    options.budget.max = static_cast<int>(policy.maxRestarts);
    options.budget.window = policy.window;
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
        return Error{text("run.noMemory", plan.actors[i].entry->name), {},
                     text("run.noMemoryNext")};
    }
    wire(plan);
    return {};
}

/// Supervisors come before their children, whatever the order in the document.
bool EngineRun::spawn(const Plan& plan, std::size_t index) {
    const Plan::Actor& actor = plan.actors[index];
    const std::vector<std::string> names = namesOf(*actor.entry);
    if (m_byName.contains(names.front())) return true;
    SupervisorRef above;
    if (!actor.entry->supervisor.empty()) {
        const auto isAbove = [&](const Plan::Actor& each) {
            return each.entry->name == actor.entry->supervisor;
        };
        const auto place = std::find_if(plan.actors.begin(), plan.actors.end(), isAbove);
        if (!spawn(plan, static_cast<std::size_t>(place - plan.actors.begin()))) return false;
        above = m_supervisors.at(actor.entry->supervisor);
    }
    for (const std::string& name : names) {
        spawnOne(actor, name, above);
        if (!m_members.back().ref) return false;
    }
    return true;
}

void EngineRun::spawnOne(const Plan::Actor& actor, const std::string& name,
                         const SupervisorRef& above) {
    Member member{name, actor.kind, {}, std::make_shared<PortTable>(), false, *actor.entry, false};
    if (actor.kind->isSupervisor) {
        const SupervisionPolicy policy = actor.entry->supervision.value_or(SupervisionPolicy());
        const SupervisorRef made =
            m_system->spawnSupervisor(optionsOf(policy, name), above, actor.entry->child);
        m_supervisors.insert_or_assign(name, made);
        member.ref = made;
    } else {
        member.ref = actor.kind->spawn(*m_system, optionsOf(*actor.entry, name, above),
                                       actor.settings, member.ports);
    }
    m_byName.insert_or_assign(name, m_members.size());
    m_members.push_back(std::move(member));
}

void EngineRun::wire(const Plan& plan) {
    for (const Member& member : m_members) {
        if (member.isGone) continue;
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

Expected<void> EngineRun::follow(const Plan& plan) {
    std::map<std::string, const ActorEntry*, std::less<>> wanted;
    for (const Plan::Actor& actor : plan.actors) {
        for (const std::string& name : namesOf(*actor.entry)) wanted[name] = actor.entry;
    }
    // children go before those above them, who come before them in m_members
    for (auto member = m_members.rbegin(); member != m_members.rend(); ++member) {
        if (member->isGone) continue;
        const auto place = wanted.find(member->name);
        if (place == wanted.end() || !adapt(*member, *place->second)) remove(*member);
    }
    const Expected<void> added = add(plan);
    if (added) startActors();
    return added;
}

/// What can change while the actor goes on. False: it has to be replaced.
bool EngineRun::adapt(Member& member, const ActorEntry& entry) {
    const bool hasNewSupervisor =
        !entry.supervisor.empty() && !m_supervisors.contains(entry.supervisor);
    if (entry.kind != member.entry.kind || entry.settings != member.entry.settings ||
        entry.supervisor != member.entry.supervisor || entry.child != member.entry.child ||
        entry.isDedicated != member.entry.isDedicated || hasNewSupervisor) {
        return false;
    }
    if (entry.mailbox != member.entry.mailbox && !member.kind->isSupervisor) {
        const MailboxPolicy policy = entry.mailbox.value_or(MailboxPolicy());
        m_system->setMailbox(member.ref, {static_cast<std::uint32_t>(policy.capacity),
                                          policy.overflow});
    }
    if (entry.supervision != member.entry.supervision && member.kind->isSupervisor) {
        const SupervisionPolicy policy = entry.supervision.value_or(SupervisionPolicy());
        m_system->setSupervisor(m_supervisors.at(member.name), optionsOf(policy, member.name));
    }
    member.entry = entry;
    return true;
}

void EngineRun::remove(Member& member) {
    m_system->stop(member.ref);
    member.ports->clear();
    member.isGone = true;
    m_byName.erase(member.name);
    m_supervisors.erase(member.name);
}

void EngineRun::startActors() {
    for (Member& member : m_members) {
        if (member.isStarted || member.isGone) continue;
        member.isStarted = true;
        if (member.kind->startsByItself) member.ref.tell(actors::Start{});
    }
}

void EngineRun::sampleStates() {
    for (const Member& member : m_members) {
        if (!member.isGone && !member.kind->state.empty() && member.ref) {
            member.ref.cell()->signal({.kind = SignalKind::sampleState});
        }
    }
    if (m_lab) m_lab->choices(); // it carries signals out when it looks for what can happen
}

std::uint64_t EngineRun::send(const AnyRef& to, const AnyMessage& message,
                              const SendRequest& request) {
    if (request.answerWithin) {
        m_asks.push_back({++m_lastAsk, to.id(), message.type->name,
                          to.ask(*message.type, message.values, *request.answerWithin)});
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

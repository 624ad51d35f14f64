#include "world/timeline.h"

#include <algorithm>
#include <array>
#include <utility>

namespace troupe::core {

namespace {

/// Roughly what a copy of `world` takes once nothing of it is shared any more.
std::size_t bytesOf(const World& world) {
    constexpr std::size_t kEntry = 96; // a node of a map, a letter in the tray
    std::size_t bytes = sizeof(World) + (world.edges().size() + world.problems().size() +
                                         world.deadLetters().listed().size()) *
                                            kEntry;
    world.forEachActor([&](const ActorView& actor) {
        bytes += sizeof(std::shared_ptr<ActorView>) * 2 + sizeof(ActorView);
        bytes += actor.mailbox.size() * sizeof(MailboxEntry);
        bytes += actor.state.size() * sizeof(StateField);
    });
    return bytes;
}

} // namespace

const char* toString(MarkKind v) {
    constexpr std::array kNames{"crash",   "deadlock",   "escalation", "stuck",
                                "restart", "userAction", "deadLetter"};
    return kNames[static_cast<std::size_t>(v)];
}

void Timeline::apply(const RecordedEvent& event, const World& after) {
    const ActorId actor{event.header.actor};
    switch (event.header.kind) {
    case EventKind::failed:
        addMark(MarkKind::crash, event, actor);
        break;
    case EventKind::restarted:
        addMark(MarkKind::restart, event, actor);
        break;
    case EventKind::escalated:
        addMark(MarkKind::escalation, event, actor);
        break;
    case EventKind::deadLetter:
        addMark(MarkKind::deadLetter, event, actor);
        break;
    case EventKind::deadlock:
        addMark(MarkKind::deadlock, event, actor);
        break;
    case EventKind::stuck:
        addMark(MarkKind::stuck, event, actor ? actor : ActorId{event.header.peer});
        break;
    case EventKind::userAction:
        addMark(MarkKind::userAction, event, ActorId{event.header.peer});
        break;
    default:
        break;
    }
    if (event.seq >= m_next) keep(after);
}

void Timeline::keep(const World& world) {
    auto kept = std::make_shared<Keyframe>(Keyframe{world, bytesOf(world)});
    m_bytes += kept->bytes;
    m_next = world.lastSeq() + m_spacing;
    m_keyframes.push_back(std::move(kept));
    const auto isTooMuch = [&] {
        return m_keyframes.size() > kMostKeyframes || m_bytes > m_budget;
    };
    while (isTooMuch() && m_keyframes.size() > 1) thinOut();
}

/// The older of each pair goes, so that the newest stays.
void Timeline::thinOut() {
    std::deque<std::shared_ptr<const Keyframe>> rest;
    m_bytes = 0;
    const std::size_t parity = (m_keyframes.size() - 1) % 2;
    for (std::size_t i = 0; i < m_keyframes.size(); ++i) {
        if (i % 2 != parity) continue;
        m_bytes += m_keyframes[i]->bytes;
        rest.push_back(std::move(m_keyframes[i]));
    }
    m_keyframes = std::move(rest);
    m_spacing *= 2;
    m_next = m_keyframes.back()->world.lastSeq() + m_spacing;
}

void Timeline::addMark(MarkKind kind, const RecordedEvent& event, ActorId actor) {
    m_marks.push_back({kind, event.seq, event.header.stamp, actor});
    if (m_marks.size() <= kMostMarks) return;
    // a flood: neighbours of one kind become one; where none are, each second one goes
    std::vector<Mark> merged;
    for (std::size_t i = 0; i < m_marks.size(); i += 2) {
        merged.push_back(m_marks[i]);
        if (i + 1 == m_marks.size()) break;
        if (m_marks[i].kind == m_marks[i + 1].kind) {
            merged.back().count += m_marks[i + 1].count;
        } else if (m_marks[i + 1].kind < m_marks[i].kind) {
            merged.back() = m_marks[i + 1]; // kinds are in order of weight
        }
    }
    m_marks = std::move(merged);
}

const Timeline::Keyframe* Timeline::before(Seq seq) const {
    const auto after = std::upper_bound(
        m_keyframes.begin(), m_keyframes.end(), seq,
        [](Seq wanted, const auto& keyframe) { return wanted < keyframe->world.lastSeq(); });
    return after == m_keyframes.begin() ? nullptr : std::prev(after)->get();
}

Seq Timeline::firstSeq(const Recording& recording) const {
    if (recording.isComplete()) return 0;
    // the first keyframe whose next event is still there
    for (const auto& keyframe : m_keyframes) {
        if (keyframe->world.lastSeq() + 1 >= recording.firstSeq()) return keyframe->world.lastSeq();
    }
    return recording.lastSeq();
}

World Timeline::at(Seq seq, const Recording& recording, const World& live) const {
    seq = std::clamp(seq, firstSeq(recording), std::max(firstSeq(recording), live.lastSeq()));
    if (seq >= live.lastSeq()) return live;
    const Keyframe* keyframe = before(seq);
    World world = keyframe ? keyframe->world : World(recording.sharedSchema());
    // going on from where the playhead was is shorter
    if (m_last && m_last->lastSeq() <= seq && m_last->lastSeq() > world.lastSeq() &&
        &m_last->schema() == &world.schema()) {
        world = *m_last;
    }
    WorldDelta delta; // one for all: it remembers its room
    for (Seq next = world.lastSeq() + 1; next <= seq; ++next) {
        world.apply(recording.at(next), &delta);
    }
    m_last = std::make_shared<World>(world);
    return world;
}

std::uint64_t Timeline::timeOf(Seq seq, const Recording& recording) const {
    const Keyframe* keyframe = before(seq);
    std::uint64_t time = keyframe ? keyframe->world.time() : 0;
    const Seq from = std::max(keyframe ? keyframe->world.lastSeq() + 1 : 1, recording.firstSeq());
    for (Seq next = from; next <= seq && recording.has(next); ++next) {
        time = std::max(time, recording.at(next).header.stamp);
    }
    return time;
}

Seq Timeline::seqAt(std::uint64_t time, const Recording& recording) const {
    const auto after = std::upper_bound(
        m_keyframes.begin(), m_keyframes.end(), time,
        [](std::uint64_t wanted, const auto& keyframe) { return wanted < keyframe->world.time(); });
    Seq seq = firstSeq(recording);
    if (after != m_keyframes.begin()) seq = std::max(seq, (*std::prev(after))->world.lastSeq());
    while (recording.has(seq + 1) && recording.at(seq + 1).header.stamp <= time) ++seq;
    return seq;
}

} // namespace troupe::core

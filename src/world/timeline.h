// Going back in a run: the World of any instant, and what stands out on the time bar.
//
// Keeps copies of the World (keyframes) while events are folded; an instant is the nearest keyframe
// before it and the recorded events since. Actors in keyframes are shared with the live World until
// they change, so one costs little; their number and memory are bounded: when there are too many,
// every second one goes and the next ones stand twice as far apart. Thread: gui.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

#include "recording/recording.h"
#include "world/world.h"

namespace troupe::core {

/// The weightiest first: where marks are too many, a lighter one goes.
enum class MarkKind : std::uint8_t {
    crash,
    deadlock,
    escalation,
    stuck,
    restart,
    userAction,
    deadLetter,
};
inline constexpr int kMarkKindCount = static_cast<int>(MarkKind::deadLetter) + 1;
const char* toString(MarkKind v);

/// Something on the time bar that a click goes to.
struct Mark {
    MarkKind kind = MarkKind::crash;
    Seq seq = 0;             // the first of them
    std::uint64_t stamp = 0; // ns
    ActorId actor{};
    std::int64_t count = 1; // neighbours of one kind that were put together
};

class Timeline {
public:
    /// `worldBytes`: about as much memory as all keyframes together may take.
    explicit Timeline(std::size_t worldBytes = kDefaultBytes) : m_budget(worldBytes) {}

    /// Call for each event, after World::apply of the same event and Recording::append.
    void apply(const RecordedEvent& event, const World& after);

    /// The World after event `seq`: equal to folding all events up to it. Clamped to what can be
    /// reached: firstSeq() … recording.lastSeq().
    World at(Seq seq, const Recording& recording, const World& live) const;
    /// First instant that at() reaches: 0 (before everything) while nothing was dropped.
    Seq firstSeq(const Recording& recording) const;
    /// Last event that had happened at `time` (ns since the start); at least firstSeq().
    Seq seqAt(std::uint64_t time, const Recording& recording) const;
    /// When the World of `seq` is: largest stamp up to it, ns.
    std::uint64_t timeOf(Seq seq, const Recording& recording) const;

    /// In the order of seq; at most kMostMarks, then neighbours of one kind are put
    /// together, and of neighbours of two kinds the lighter one goes.
    const std::vector<Mark>& marks() const { return m_marks; }

    std::size_t keyframeCount() const { return m_keyframes.size(); }
    /// Events between two keyframes, now.
    std::uint64_t spacing() const { return m_spacing; }

    static constexpr std::size_t kDefaultBytes = std::size_t{64} << 20;
    static constexpr std::uint64_t kFirstSpacing = 4096;
    static constexpr std::size_t kMostKeyframes = 256;
    static constexpr std::size_t kMostMarks = 4096;

private:
    struct Keyframe {
        World world;
        std::size_t bytes = 0; // estimate
    };

    void keep(const World& world);
    void thinOut();
    void addMark(MarkKind kind, const RecordedEvent& event, ActorId actor);
    const Keyframe* before(Seq seq) const;

    std::size_t m_budget;
    std::deque<std::shared_ptr<const Keyframe>> m_keyframes; // by seq
    std::size_t m_bytes = 0;
    std::uint64_t m_spacing = kFirstSpacing;
    Seq m_next = kFirstSpacing;
    std::vector<Mark> m_marks;
    mutable std::shared_ptr<const World> m_last; // the last World that was asked for
};

} // namespace troupe::core

// The ground of the engine's behaviour tests: Live, Live with a recorder, and the Lab; after each
// test the ledger's law, by the actors' own counts and by independent ones from the events.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/collecting_sink.h"
#include "troupe/troupe.h"

namespace troupe::testing {

struct Ground {
    bool isLab = false;
    bool isRecorded = false;
};

inline std::string nameOf(const ::testing::TestParamInfo<Ground>& info) {
    if (info.param.isLab) return "Lab";
    return info.param.isRecorded ? "LiveRecorded" : "Live";
}

/// Everywhere: all three. The Lab is always recorded.
inline constexpr std::array kEverywhere{Ground{false, false}, Ground{false, true},
                                        Ground{true, true}};
/// Where a test reads events.
inline constexpr std::array kRecorded{Ground{false, true}, Ground{true, true}};

/// What handlers saw, in the order they saw it. Thread: any.
class Seen {
public:
    void add(std::int64_t n) {
        const std::scoped_lock lock(m_mutex);
        m_all.push_back(n);
    }
    std::vector<std::int64_t> all() const {
        const std::scoped_lock lock(m_mutex);
        return m_all;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<std::int64_t> m_all;
};
using SharedSeen = std::shared_ptr<Seen>;

class EngineTest : public ::testing::TestWithParam<Ground> {
protected:
    EngineTest() { begin(DeadlockPolicy::failNewest); }

    /// Anew, before anything is spawned.
    void begin(DeadlockPolicy deadlock, unsigned workers = 2) {
        m_live.reset();
        m_lab.reset();
        if (GetParam().isLab) {
            m_lab = std::make_unique<Lab>(LabOptions{.seed = 7, .deadlock = deadlock});
        } else {
            m_live = std::make_unique<System>(
                SystemOptions{.workers = workers, .seed = 7, .deadlock = deadlock});
        }
        if (GetParam().isRecorded) system().attachRecorder();
    }

    bool isLab() const { return m_lab != nullptr; }
    Lab& lab() { return *m_lab; }
    System& system() { return m_live ? *m_live : m_lab->system(); }
    bool awaitQuiet() { return system().awaitQuiet(std::chrono::seconds(20)); }

    /// Where it does not become quiet, for somebody waits. False: not so after 20 s, or after all.
    template <class Condition>
    bool awaitSo(const Condition& isSo) {
        const std::int64_t until = sync::now() + 20'000'000'000;
        while (!isSo()) {
            if (isLab() ? !lab().step() : sync::now() > until) return false;
            if (!isLab()) system().awaitQuiet(std::chrono::milliseconds(1));
        }
        return true;
    }

    template <class A, class... Args>
    Ref<A> spawn(SpawnOptions options, Args&&... args) {
        const Ref<A> ref = system().spawn<A>(std::move(options), std::forward<Args>(args)...);
        m_actors.push_back(ref.any());
        return ref;
    }
    /// With a mailbox of this bound and policy, which holds for the outside too.
    template <class A, class... Args>
    Ref<A> spawnBounded(const char* name, std::uint32_t capacity, Overflow overflow,
                        Args&&... args) {
        SpawnOptions options;
        options.name = name;
        options.mailbox = {capacity, overflow, Overflow::fail};
        return spawn<A>(std::move(options), std::forward<Args>(args)...);
    }
    template <class A, class... Args>
    Ref<A> spawnUnbounded(const char* name, Args&&... args) {
        return spawnBounded<A>(name, 1024, Overflow::unbounded, std::forward<Args>(args)...);
    }

    /// From now on it takes no user message: what is told next is queued.
    void hold(const AnyRef& actor) {
        system().hold(actor);
        ASSERT_TRUE(awaitQuiet());
    }

    Ledger ledger(const AnyRef& actor) { return system().snapshot(actor).ledger; }
    std::uint64_t dead(const AnyRef& actor, DeadReason reason) {
        return ledger(actor).dead[static_cast<std::size_t>(reason)];
    }

    /// All events so far.
    const std::vector<test::CollectedEvent>& events() {
        system().drainTrace(m_sink);
        return m_sink.events;
    }
    std::int64_t count(EventKind kind) {
        events();
        return m_sink.count(kind);
    }
    std::int64_t count(EventKind kind, const AnyRef& actor, std::uint8_t detail) {
        std::int64_t n = 0;
        for (const auto& e : events()) {
            n += e.header.kind == kind && e.header.actor == actor.id().number &&
                 e.header.detail == detail;
        }
        return n;
    }

    /// S3.7, D11: at rest, exact, for every actor that was spawned here.
    void TearDown() override {
        EXPECT_TRUE(awaitQuiet());
        for (const AnyRef& actor : m_actors) {
            const Ledger l = ledger(actor);
            EXPECT_TRUE(l.isBalanced())
                << actor.name() << ": sent " << l.sent << " handled " << l.handled << " queued "
                << l.queued << " in handler " << l.inHandler << " dead " << l.deadTotal()
                << " discarded " << l.discarded();
            if (GetParam().isRecorded) expectSameByEvents(actor, l);
        }
    }

private:
    /// Counted from what senders and handlers reported, not from the actor's own counters.
    void expectSameByEvents(const AnyRef& actor, const Ledger& told) {
        Ledger counted;
        for (const auto& e : events()) {
            const Event& event = e.header;
            const bool isHere = event.actor == actor.id().number;
            switch (event.kind) {
            case EventKind::sent:
            case EventKind::asked:
                counted.sent += event.peer == actor.id().number && isSent(event.detail);
                break;
            case EventKind::timerFired:
                counted.sent += isHere;
                break;
            case EventKind::ended:
                counted.handled += isHere && (TurnEnd{event.detail} == TurnEnd::done ||
                                              TurnEnd{event.detail} == TurnEnd::forwarded);
                break;
            case EventKind::deadLetter:
                if (isHere) ++counted.dead[event.detail];
                // a tick that reached a later incarnation
                counted.sent += isHere && DeadReason{event.detail} == DeadReason::stale &&
                                (event.flags & kFlagTimer) != 0;
                break;
            default:
                break;
            }
        }
        EXPECT_EQ(counted.sent, told.sent) << actor.name();
        EXPECT_EQ(counted.handled, told.handled) << actor.name();
        for (int i = 0; i < kDeadReasonCount; ++i) {
            const auto reason = static_cast<DeadReason>(i);
            // replies that nobody waits for are dead letters too, but not of the user lane
            if (reason == DeadReason::lateReply || reason == DeadReason::stale) continue;
            const auto at = static_cast<std::size_t>(i);
            EXPECT_EQ(counted.dead[at], told.dead[at]) << actor.name() << ' ' << toString(reason);
        }
    }
    static bool isSent(std::uint8_t outcome) {
        const TellOutcome o{outcome};
        return o == TellOutcome::delivered || o == TellOutcome::replaced ||
               o == TellOutcome::dropped || o == TellOutcome::dead;
    }

    std::unique_ptr<System> m_live;
    std::unique_ptr<Lab> m_lab;
    std::vector<AnyRef> m_actors;
    test::CollectingSink m_sink;
};

} // namespace troupe::testing

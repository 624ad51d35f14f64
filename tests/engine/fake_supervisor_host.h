// A host of a SupervisorCore that writes down what it is told, on virtual time.
// Used by the supervisor_*_test.cpp only. Thread: the test's.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "troupe/supervision/supervisor_core.h"

namespace supervisor_test {

using namespace std::chrono_literals;
using namespace troupe;

using Lines = std::vector<std::string>;

inline const char* name(ExitReason reason) {
    constexpr const char* kNames[] = {"normal", "shutdown",   "error",
                                      "killed", "initFailed", "restartLimit"};
    return kNames[static_cast<int>(reason)];
}

inline const char* name(Directive directive) {
    constexpr const char* kNames[] = {"restart", "resume", "stop", "escalate"};
    return kNames[static_cast<int>(directive)];
}

inline std::string text(ActorId id) {
    return std::to_string(id.number);
}

inline std::string ms(Duration d) {
    return std::to_string(d.count() / 1'000'000) + "ms";
}

// Carries out at once what the core says, unless told to be slow, deaf or broken; keeps virtual
// time. Answers are posted and delivered one by one, as the engine's messages are.
class FakeHost : public SupervisorHost {
public:
    explicit FakeHost(SupervisorOptions options)
        : m_core(std::make_unique<SupervisorCore>(*this, std::move(options))) {}

    // Goes on from where another stands.
    FakeHost(const FakeHost& other)
        : m_core(std::make_unique<SupervisorCore>(*other.m_core, *this)),
          m_timers(other.m_timers),
          m_held(other.m_held),
          m_now(other.m_now) {}
    FakeHost& operator=(const FakeHost&) = delete;
    virtual ~FakeHost() = default;

    void startChild(ActorId child) override {
        write("start " + text(child));
        if (m_slow.contains(child)) {
            return;
        }
        if (m_broken.contains(child)) {
            post([=, this] { m_core->onChildFailed(child, ExitReason::initFailed, m_now); });
        } else {
            post([=, this] { m_core->onChildStarted(child, m_now); });
        }
    }

    void childrenStarted() override { ++startsTold; }
    int startsTold = 0;

    void haltChild(ActorId child, Duration grace) override {
        write("halt " + text(child));
        m_graces.push_back(grace);
        answerStop(child, ExitReason::shutdown);
    }

    void stopChild(ActorId child, ExitReason reason, Duration grace) override {
        write("stop " + text(child) +
              (reason == ExitReason::shutdown ? std::string() : " " + std::string(name(reason))));
        m_graces.push_back(grace);
        answerStop(child, reason);
    }

    void killChild(ActorId child) override {
        write("kill " + text(child));
        if (!m_stuck.contains(child)) {
            post([=, this] { m_core->onChildStopped(child, ExitReason::killed, m_now); });
        }
    }

    void resumeChild(ActorId child) override { write("resume " + text(child)); }

    void setTimer(TimerToken token, std::int64_t at) override {
        EXPECT_TRUE(m_timers.emplace(token, at).second);
    }

    void cancelTimer(TimerToken token) override { EXPECT_EQ(m_timers.erase(token), 1U); }

    void decided(ActorId child, Directive directive, int inWindow, int max, Duration delay,
                 const std::vector<ActorId>& affected) override {
        std::string line = std::string(name(directive)) + " " + text(child) + " " +
                           std::to_string(inWindow) + "/" + std::to_string(max) + " " + ms(delay) +
                           " of";
        for (const ActorId id : affected) {
            line += " " + text(id);
        }
        write(line);
    }

    void escalated() override { write("escalated"); }
    void exit(ExitReason reason) override { write("exit " + std::string(name(reason))); }

    void forgotten(ActorId child, void* hostData) override {
        EXPECT_EQ(hostData, dataOf(child));
        EXPECT_EQ(m_held.erase(child), 1U) << text(child);
        EXPECT_EQ(m_core->hostData(child), nullptr) << text(child);
        m_forgotten.push_back(child);
    }

    // --- the test's side ---

    SupervisorCore& core() { return *m_core; }
    std::int64_t now() const { return m_now; }

    void settle() {
        while (!m_posted.empty()) {
            const auto next = std::move(m_posted.front());
            m_posted.pop_front();
            next();
        }
    }

    // Lets time pass to `at`, each timer on the way firing at its own instant.
    void passTo(Duration at) {
        settle();
        for (;;) {
            auto due = m_timers.end();
            for (auto it = m_timers.begin(); it != m_timers.end(); ++it) {
                const bool isFirst = due == m_timers.end() || it->second < due->second;
                if (it->second <= at.count() && isFirst) {
                    due = it;
                }
            }
            if (due == m_timers.end()) {
                break;
            }
            const TimerToken token = due->first;
            m_now = std::max(m_now, due->second);
            m_timers.erase(due);
            m_core->onTimer(token, m_now);
            settle();
        }
        m_now = at.count();
    }

    void add(std::initializer_list<std::uint32_t> ids,
             ChildPolicy policy = ChildPolicy::permanent) {
        for (const std::uint32_t id : ids) {
            if (m_core->addChild({id}, policy, dataOf({id}), m_now)) {
                m_held.insert({id});
            }
            settle();
        }
    }

    bool adopt(std::uint32_t id) {
        m_held.insert({id});
        return m_core->adoptChild({id}, ChildPolicy::permanent, dataOf({id}));
    }

    // What the core was given with this child; the same in a copy.
    static void* dataOf(ActorId child) {
        static std::map<ActorId, char> all;
        return &all[child];
    }

    void start() {
        m_core->start(m_now);
        settle();
    }

    void fail(std::uint32_t id, ExitReason reason = ExitReason::error) {
        m_core->onChildFailed({id}, reason, m_now);
        settle();
    }

    void end(std::uint32_t id, ExitReason reason) {
        m_core->onChildStopped({id}, reason, m_now);
        settle();
    }

    void started(std::uint32_t id) {
        m_core->onChildStarted({id}, m_now);
        settle();
    }

    void stop(std::int64_t deadline = kNoDeadline) {
        m_core->stop(ExitReason::shutdown, deadline, m_now);
        settle();
    }

    // What was written since the last call.
    Lines said() { return std::exchange(m_lines, {}); }
    std::vector<Duration> graces() { return std::exchange(m_graces, {}); }
    // The host's side of the children: what was given to the core and has not come back.
    const std::set<ActorId>& held() const { return m_held; }
    // Since the last call, in the order in which the host was told.
    std::vector<ActorId> forgotten() { return std::exchange(m_forgotten, {}); }
    std::size_t timerCount() const { return m_timers.size(); }
    ChildState state(std::uint32_t id) const { return m_core->childState({id}); }

    std::set<ActorId> m_slow;   // does not answer startChild
    std::set<ActorId> m_broken; // fails to start
    std::set<ActorId> m_deaf;   // does not answer halt and stop
    std::set<ActorId> m_stuck;  // nor kill

private:
    void answerStop(ActorId child, ExitReason reason) {
        if (!m_deaf.contains(child) && !m_stuck.contains(child)) {
            post([=, this] { m_core->onChildStopped(child, reason, m_now); });
        }
    }

    void post(std::function<void()> answer) { m_posted.push_back(std::move(answer)); }
    void write(std::string line) { m_lines.push_back(std::move(line)); }

    std::unique_ptr<SupervisorCore> m_core;
    std::deque<std::function<void()>> m_posted;
    std::map<TimerToken, std::int64_t> m_timers;
    std::set<ActorId> m_held;
    std::vector<ActorId> m_forgotten;
    Lines m_lines;
    std::vector<Duration> m_graces;
    std::int64_t m_now = 0;
};

inline SupervisorOptions options(Strategy strategy) {
    return {.strategy = strategy};
}

inline SupervisorOptions patient(Strategy strategy) {
    return {.strategy = strategy, .budget = {kUnlimitedRestarts}};
}

// A supervisor with children 1, 2, 3, all running; what was said so far is forgotten.
struct Three : FakeHost {
    explicit Three(SupervisorOptions o, ChildPolicy policy = ChildPolicy::permanent)
        : FakeHost(std::move(o)) {
        add({1, 2, 3}, policy);
        start();
        said();
    }
};

inline Duration at(const FakeHost& host) {
    return Duration(host.now());
}

} // namespace supervisor_test

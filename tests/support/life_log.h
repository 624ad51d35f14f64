// The lives of actors in the event stream as short lines, for tests of order.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <map>
#include <string>
#include <vector>

#include "support/collecting_sink.h"
#include "troupe/troupe.h"

namespace troupe::testing {

/// Records from its beginning on. Thread: the test's, which is the one that drains.
class LifeLog {
public:
    explicit LifeLog(System& system) : m_system(system) { system.attachRecorder(); }

    /// All events so far, in the order of the stream.
    const std::vector<test::CollectedEvent>& events() {
        const std::size_t kinds = m_sink.events.size();
        m_system.drainTrace(m_sink);
        for (std::size_t i = kinds; i < m_sink.events.size(); ++i) {
            const test::CollectedEvent& event = m_sink.events[i];
            if (event.header.kind != EventKind::spawned) continue;
            PayloadReader reader = event.reader();
            m_names[event.header.actor] = std::string(reader.takeText());
        }
        return m_sink.events;
    }

    /// "restarted b#2", "stopped a shutdown", "decided b restart 1/3 100ms a b", …
    std::vector<std::string> lines(std::initializer_list<EventKind> kinds) {
        std::vector<std::string> all;
        for (const test::CollectedEvent& event : events()) {
            if (std::find(kinds.begin(), kinds.end(), event.header.kind) != kinds.end()) {
                all.push_back(lineOf(event));
            }
        }
        return all;
    }

private:
    std::string lineOf(const test::CollectedEvent& event) {
        const Event& e = event.header;
        const std::string start = std::string(toString(e.kind)) + " ";
        PayloadReader reader = event.reader();
        switch (e.kind) {
        case EventKind::started:
        case EventKind::restarted:
            return start + m_names[e.actor] + "#" + std::to_string(e.incarnation);
        case EventKind::stopped:
            return start + m_names[e.actor] + " " + toString(ExitReason{e.detail});
        case EventKind::failed:
            return start + m_names[e.actor] + " " + toString(FailurePhase{e.detail}) + " " +
                   std::string(reader.takeText());
        case EventKind::decided:
            return start + m_names[e.peer] + " " + decision(e, reader);
        case EventKind::deadLetter:
            return start + m_names[e.actor] + " " + toString(DeadReason{e.detail});
        case EventKind::down:
            return start + m_names[e.peer] + " " + toString(ExitReason{e.detail});
        case EventKind::stopping:
            return start + m_names[e.actor] + " " + toString(StopKind{e.detail});
        default:
            return start + m_names[e.actor != 0 ? e.actor : e.peer];
        }
    }

    std::string decision(const Event& e, PayloadReader& reader) {
        std::string text = toString(Directive{e.detail});
        text += " " + std::to_string(reader.takeInt());
        text += "/" + std::to_string(reader.takeInt());
        text += " " + std::to_string(reader.takeDuration().count() / 1'000'000) + "ms";
        for (std::uint64_t left = reader.takeCount(); left > 0; --left) {
            text += " " + m_names[reader.takeReference().number];
        }
        return text;
    }

    System& m_system;
    test::CollectingSink m_sink;
    std::map<std::uint32_t, std::string> m_names;
};

} // namespace troupe::testing

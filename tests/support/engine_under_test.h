// One System for a test that holds in Live and in the Lab alike.
#pragma once

#include <chrono>
#include <memory>
#include <ostream>

#include "troupe/troupe.h"

namespace troupe::testing {

enum class Mode { live, lab };

inline std::ostream& operator<<(std::ostream& out, Mode mode) {
    return out << (mode == Mode::live ? "Live" : "Lab");
}

/// Owns the System of either kind.
class EngineUnderTest {
public:
    explicit EngineUnderTest(Mode mode, std::uint64_t seed = 1) {
        if (mode == Mode::live) {
            m_live = std::make_unique<System>(SystemOptions{.workers = 2, .seed = seed});
        } else {
            m_lab = std::make_unique<Lab>(LabOptions{.seed = seed});
        }
    }

    System& system() { return m_live ? *m_live : m_lab->system(); }
    Lab* lab() { return m_lab.get(); }
    bool awaitQuiet() { return system().awaitQuiet(std::chrono::seconds(20)); }

private:
    std::unique_ptr<System> m_live;
    std::unique_ptr<Lab> m_lab;
};

/// The mailboxes of the article: channels without a bound (decisions.md 9).
inline SpawnOptions unbounded(std::string name) {
    SpawnOptions options;
    options.name = std::move(name);
    options.mailbox.overflow = Overflow::unbounded;
    return options;
}

} // namespace troupe::testing

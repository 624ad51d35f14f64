#pragma once

// Actors of the scenarios over a whole System. Their state is plain memory of the model: two
// handlers at once, or a state that did not reach the next worker, are races.

#include "../scenario.h"

#include "troupe/troupe.h"

#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <vector>

namespace troupe::inline TROUPE_ABI {
namespace explore {

using namespace std::chrono_literals;

/// A number that only a right publication makes readable.
class Tracked {
public:
    Tracked(std::int64_t number = 0) : m_number(number) {}
    operator std::int64_t() const { return m_number.read(); }

private:
    sync::Plain<std::int64_t> m_number;
};

} // namespace explore

template <>
struct FieldTraits<explore::Tracked> {
    static constexpr FieldShape shape{FieldType::integer, nullptr};
    static void encode(const explore::Tracked& v, PayloadWriter& out) { out.putInt(v); }
    static Value toValue(const explore::Tracked& v) { return Value(std::int64_t{v}); }
    static bool fromValue(const Value& value, explore::Tracked& to) {
        const auto* number = value.as<std::int64_t>();
        if (number) to = *number;
        return number != nullptr;
    }
};

namespace explore {

struct Add {
    Tracked by = 1;
    static constexpr auto name = "Add";
    static constexpr auto fields = troupe::fields(troupe::field("by", &Add::by));
};

struct Get {
    using Reply = Tracked;
    static constexpr auto name = "Get";
    static constexpr auto fields = troupe::fields();
};

struct Fail {
    static constexpr auto name = "Fail";
    static constexpr auto fields = troupe::fields();
};

struct Go {
    static constexpr auto name = "Go";
    static constexpr auto fields = troupe::fields();
};

/// What handlers leave for the thread that checks at the end, which must find it after
/// awaitQuiet(), awaitStopped() or a reply without any other means.
struct Notes {
    sync::Plain<std::int64_t> handled{0};
    sync::Plain<std::int64_t> sum{0};
    sync::Plain<std::int64_t> made{0}; // incarnations
};

/// Adds up; fails when told to.
class Tally {
public:
    using Messages = MessageList<Add, Get, Fail>;
    static constexpr auto name = "Tally";

    explicit Tally(Notes* notes) : m_notes(notes) { ++notes->made.modify(); }
    void on(const Add& message) {
        m_sum.modify() += message.by;
        ++m_notes->handled.modify();
        m_notes->sum.modify() += message.by;
    }
    Tracked on(const Get&) {
        ++m_notes->handled.modify();
        return m_sum.read();
    }
    void on(const Fail&) {
        ++m_notes->handled.modify();
        throw std::runtime_error("told to");
    }

private:
    Notes* m_notes;
    sync::Plain<std::int64_t> m_sum{0};

public:
    static constexpr auto fields = troupe::fields();
};

/// Small and without histograms, whose samples would differ from run to run.
inline SystemOptions smallSystem(unsigned workers) {
    SystemOptions options;
    options.workers = workers;
    options.metrics = false;
    return options;
}

inline SpawnOptions dedicatedThread(const char* name) {
    SpawnOptions options;
    options.name = name;
    options.mailbox.overflow = Overflow::unbounded;
    options.dedicated = true;
    return options;
}

inline SpawnOptions unboundedMailbox(const char* name) {
    SpawnOptions options;
    options.name = name;
    options.mailbox.overflow = Overflow::unbounded;
    return options;
}

inline SpawnOptions boundedMailbox(const char* name, Overflow overflow) {
    SpawnOptions options;
    options.name = name;
    options.mailbox = {1, overflow};
    return options;
}

/// While it lives, a timer may fire although others could go on, twice in a run. Not around
/// waits whose time-out would be a failure: shutting down, awaitQuiet().
class EarlyTimers {
public:
    EarlyTimers() { modelling::runtime().setEarlyTimers(2); }
    ~EarlyTimers() { modelling::runtime().setEarlyTimers(0); }
    EarlyTimers(const EarlyTimers&) = delete;
    EarlyTimers& operator=(const EarlyTimers&) = delete;
};

/// From here to the end of the scope nothing may need a time-out, a timer or the tick of the
/// timekeeper: what is lost and then saved by one of them is found by the time that has passed.
/// Stands before the System, so that its end counts too. Not with EarlyTimers.
class TimeStands {
public:
    explicit TimeStands(sync::Site site = sync::Site::current())
        : m_since(sync::now()), m_site(site) {}
    ~TimeStands() { check(sync::now() == m_since, "nobody waits for time to pass", m_site); }
    TimeStands(const TimeStands&) = delete;
    TimeStands& operator=(const TimeStands&) = delete;

private:
    const std::int64_t m_since;
    const sync::Site m_site;
};

/// S3: at rest the ledger is exact.
inline void checkLedger(const ActorSnapshot& snapshot) {
    check(snapshot.ledger.isBalanced(), "sent = handled + queued + in handler + dead + discarded");
}

} // namespace explore
} // namespace troupe::inline TROUPE_ABI

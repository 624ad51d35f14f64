#include "troupe/observe/event.h"

#include <array>
#include <cstddef>

namespace troupe::inline TROUPE_ABI {

namespace {

constexpr std::array kEventKinds{
    "none",     "spawned",    "started",     "sent",          "asked",      "began",
    "ended",    "replied",    "answered",    "timerSet",      "timerFired", "timerCancelled",
    "watched",  "down",       "restartSeen", "failed",        "decided",    "restarted",
    "stopping", "stopped",    "escalated",   "deadLetter",    "suspended",  "resumed",
    "waiting",  "waitEnded",  "deadlock",    "couldDeadlock", "stuck",      "abandoned",
    "log",      "userAction", "metrics",     "state",         "resolution", "gap",
    "shutdown", "changed"};
static_assert(kEventKinds.size() == kEventKindCount);

constexpr std::array kTellOutcomes{"delivered", "replaced", "dropped",  "waiting",
                                   "full",      "dead",     "noMemory", "timedOut"};

constexpr std::array kAskOutcomes{"ok",         "timeout",     "targetDown",
                                  "restarting", "mailboxFull", "wouldDeadlock",
                                  "cancelled",  "crashed",     "noReply"};

constexpr std::array kDeadReasons{
    "neverExisted", "stopped",   "killed",    "failed",      "overflowNewest", "overflowOldest",
    "stale",        "lateReply", "unhandled", "quarantined", "noMemory",       "discardedOnRestart",
    "shutdown",     "manual"};
static_assert(kDeadReasons.size() == kDeadReasonCount);

constexpr std::array kExitReasons{"normal", "shutdown",   "error",
                                  "killed", "initFailed", "restartLimit"};
constexpr std::array kDirectives{"restart", "resume", "stop", "escalate"};
constexpr std::array kFailurePhases{"handler", "start", "stopHook", "injected"};
constexpr std::array kTurnEnds{"done",      "suspended", "failed",   "retried",
                               "forwarded", "stashed",   "unhandled"};
constexpr std::array kStopKinds{"afterCurrent", "drain", "now", "kill"};
constexpr std::array kWaitKinds{"ask", "outbox"};
constexpr std::array kLogLevels{"info", "error"};
constexpr std::array kResolutions{"detail", "summary", "pair"};
constexpr std::array kOverflows{"fail", "block", "dropNewest", "dropOldest", "unbounded"};
constexpr std::array kStrategies{"oneForOne", "oneForAll", "restForOne"};
constexpr std::array kChildPolicies{"permanent", "transient", "temporary"};

/// Bytes from files may name no value of the enumeration: "?" then.
template <std::size_t kSize, class Enum>
const char* nameIn(const std::array<const char*, kSize>& names, Enum value) {
    const auto index = static_cast<std::size_t>(value);
    return index < kSize ? names[index] : "?";
}

} // namespace

const char* toString(EventKind v) {
    return nameIn(kEventKinds, v);
}
const char* toString(TellOutcome v) {
    return nameIn(kTellOutcomes, v);
}
const char* toString(AskOutcome v) {
    return nameIn(kAskOutcomes, v);
}
const char* toString(DeadReason v) {
    return nameIn(kDeadReasons, v);
}
const char* toString(ExitReason v) {
    return nameIn(kExitReasons, v);
}
const char* toString(Directive v) {
    return nameIn(kDirectives, v);
}
const char* toString(FailurePhase v) {
    return nameIn(kFailurePhases, v);
}
const char* toString(TurnEnd v) {
    return nameIn(kTurnEnds, v);
}
const char* toString(StopKind v) {
    return nameIn(kStopKinds, v);
}
const char* toString(WaitKind v) {
    return nameIn(kWaitKinds, v);
}
const char* toString(LogLevel v) {
    return nameIn(kLogLevels, v);
}
const char* toString(Resolution v) {
    return nameIn(kResolutions, v);
}
const char* toString(Overflow v) {
    return nameIn(kOverflows, v);
}
const char* toString(Strategy v) {
    return nameIn(kStrategies, v);
}
const char* toString(ChildPolicy v) {
    return nameIn(kChildPolicies, v);
}

} // namespace troupe::TROUPE_ABI

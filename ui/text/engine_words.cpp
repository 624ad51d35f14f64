#include "ui/text/engine_words.h"

#include <QCoreApplication>

namespace troupe::ui {
namespace {

struct EngineWords {
    Q_DECLARE_TR_FUNCTIONS(EngineWords)
};

} // namespace

// NOLINTNEXTLINE(readability-function-size): a few lines for each kind, one after the other
QString eventWord(EventKind kind) {
    switch (kind) {
    case EventKind::none:
        return QString();
    case EventKind::spawned:
        return EngineWords::tr("made");
    case EventKind::started:
        return EngineWords::tr("ready", "event");
    case EventKind::sent:
        return EngineWords::tr("sent");
    case EventKind::asked:
        return EngineWords::tr("asked");
    case EventKind::began:
        return EngineWords::tr("begun");
    case EventKind::ended:
        return EngineWords::tr("handled");
    case EventKind::replied:
        return EngineWords::tr("replied");
    case EventKind::answered:
        return EngineWords::tr("answered");
    case EventKind::timerSet:
        return EngineWords::tr("timer set");
    case EventKind::timerFired:
        return EngineWords::tr("timer fired");
    case EventKind::timerCancelled:
        return EngineWords::tr("timer cancelled");
    case EventKind::watched:
        return EngineWords::tr("watch");
    case EventKind::down:
        return EngineWords::tr("watched is gone");
    case EventKind::restartSeen:
        return EngineWords::tr("watched is back");
    case EventKind::failed:
        return EngineWords::tr("crash");
    case EventKind::decided:
        return EngineWords::tr("decision");
    case EventKind::restarted:
        return EngineWords::tr("restart");
    case EventKind::stopping:
        return EngineWords::tr("stopping");
    case EventKind::stopped:
        return EngineWords::tr("stopped");
    case EventKind::escalated:
        return EngineWords::tr("escalation");
    case EventKind::deadLetter:
        return EngineWords::tr("dead letter");
    case EventKind::suspended:
        return EngineWords::tr("held");
    case EventKind::resumed:
        return EngineWords::tr("let go");
    case EventKind::waiting:
        return EngineWords::tr("waits");
    case EventKind::waitEnded:
        return EngineWords::tr("wait ended");
    case EventKind::deadlock:
        return EngineWords::tr("deadlock");
    case EventKind::couldDeadlock:
        return EngineWords::tr("could deadlock");
    case EventKind::stuck:
        return EngineWords::tr("stuck");
    case EventKind::abandoned:
        return EngineWords::tr("given up");
    case EventKind::log:
        return EngineWords::tr("log");
    case EventKind::userAction:
        return EngineWords::tr("your action");
    case EventKind::metrics:
        return EngineWords::tr("metrics");
    case EventKind::state:
        return EngineWords::tr("state");
    case EventKind::resolution:
        return EngineWords::tr("resolution");
    case EventKind::gap:
        return EngineWords::tr("gap");
    case EventKind::shutdown:
        return EngineWords::tr("end of the run");
    case EventKind::changed:
        return EngineWords::tr("changed");
    }
    return "?"; // bytes from a file may name no value
}

QString directiveWord(Directive directive) {
    switch (directive) {
    case Directive::restart:
        return EngineWords::tr("restart");
    case Directive::resume:
        return EngineWords::tr("go on");
    case Directive::stop:
        return EngineWords::tr("stop");
    case Directive::escalate:
        return EngineWords::tr("escalate");
    }
    return "?"; // bytes from a file may name no value
}

QString askOutcomeWord(AskOutcome outcome) {
    switch (outcome) {
    case AskOutcome::ok:
        return EngineWords::tr("ok");
    case AskOutcome::timeout:
        return EngineWords::tr("too late");
    case AskOutcome::targetDown:
        return EngineWords::tr("it is gone");
    case AskOutcome::restarting:
        return EngineWords::tr("it restarts");
    case AskOutcome::mailboxFull:
        return EngineWords::tr("mailbox full");
    case AskOutcome::wouldDeadlock:
        return EngineWords::tr("it would deadlock");
    case AskOutcome::cancelled:
        return EngineWords::tr("cancelled");
    case AskOutcome::crashed:
        return EngineWords::tr("crashed");
    case AskOutcome::noReply:
        return EngineWords::tr("no reply");
    }
    return "?"; // bytes from a file may name no value
}

QString exitReasonWord(ExitReason reason) {
    switch (reason) {
    case ExitReason::normal:
        return EngineWords::tr("done");
    case ExitReason::shutdown:
        return EngineWords::tr("the run ended");
    case ExitReason::error:
        return EngineWords::tr("error");
    case ExitReason::killed:
        return EngineWords::tr("killed");
    case ExitReason::initFailed:
        return EngineWords::tr("its start failed");
    case ExitReason::restartLimit:
        return EngineWords::tr("restart budget used up");
    }
    return "?"; // bytes from a file may name no value
}

QString deadReasonWord(DeadReason reason) {
    switch (reason) {
    case DeadReason::neverExisted:
        return EngineWords::tr("no such actor");
    case DeadReason::stopped:
        return EngineWords::tr("stopped");
    case DeadReason::killed:
        return EngineWords::tr("killed");
    case DeadReason::failed:
        return EngineWords::tr("crashed");
    case DeadReason::overflowNewest:
        return EngineWords::tr("mailbox full");
    case DeadReason::overflowOldest:
        return EngineWords::tr("pushed out");
    case DeadReason::stale:
        return EngineWords::tr("outdated");
    case DeadReason::lateReply:
        return EngineWords::tr("late reply");
    case DeadReason::unhandled:
        return EngineWords::tr("no handler");
    case DeadReason::quarantined:
        return EngineWords::tr("quarantined");
    case DeadReason::noMemory:
        return EngineWords::tr("no memory");
    case DeadReason::discardedOnRestart:
        return EngineWords::tr("discarded");
    case DeadReason::shutdown:
        return EngineWords::tr("run ended");
    case DeadReason::manual:
        return EngineWords::tr("dropped");
    }
    return "?"; // bytes from a file may name no value
}

QString deadReasonText(DeadReason reason) {
    switch (reason) {
    case DeadReason::neverExisted:
        return EngineWords::tr("there was no such actor");
    case DeadReason::stopped:
        return EngineWords::tr("it had stopped");
    case DeadReason::killed:
        return EngineWords::tr("it was killed");
    case DeadReason::failed:
        return EngineWords::tr("its handler threw");
    case DeadReason::overflowNewest:
        return EngineWords::tr("the mailbox was full");
    case DeadReason::overflowOldest:
        return EngineWords::tr("pushed out of a full mailbox");
    case DeadReason::stale:
        return EngineWords::tr("for an earlier incarnation");
    case DeadReason::lateReply:
        return EngineWords::tr("the reply came too late");
    case DeadReason::unhandled:
        return EngineWords::tr("it has no handler for it");
    case DeadReason::quarantined:
        return EngineWords::tr("failed again and again");
    case DeadReason::noMemory:
        return EngineWords::tr("no memory");
    case DeadReason::discardedOnRestart:
        return EngineWords::tr("discarded at a restart");
    case DeadReason::shutdown:
        return EngineWords::tr("the run ended");
    case DeadReason::manual:
        return EngineWords::tr("dropped by hand");
    }
    return "?"; // bytes from a file may name no value
}

QString runStateWord(core::RunState state) {
    switch (state) {
    case core::RunState::stopped:
        return EngineWords::tr("ready");
    case core::RunState::running:
        return EngineWords::tr("running");
    case core::RunState::paused:
        return EngineWords::tr("paused");
    case core::RunState::ended:
        return EngineWords::tr("ended");
    }
    return {};
}

QString outsideWord() {
    return EngineWords::tr("outside");
}

QString youWord() {
    return EngineWords::tr("you");
}

} // namespace troupe::ui

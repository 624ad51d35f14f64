#include "troupe/supervision/supervisor_options.h"

namespace troupe::inline TROUPE_ABI {

bool isAbnormal(ExitReason reason) {
    return reason != ExitReason::normal && reason != ExitReason::shutdown;
}

Directive directiveFor(ChildPolicy policy, ExitReason reason, const Decider& decider) {
    if (reason == ExitReason::shutdown) {
        return Directive::stop;
    }
    if (reason == ExitReason::normal) {
        return policy == ChildPolicy::permanent ? Directive::restart : Directive::stop;
    }
    if (policy == ChildPolicy::temporary) {
        return Directive::stop;
    }
    if (reason == ExitReason::error) {
        return decider.error;
    }
    const Directive wanted = reason == ExitReason::killed       ? decider.killed
                             : reason == ExitReason::initFailed ? decider.initFailed
                                                                : decider.restartLimit;
    return wanted == Directive::resume ? Directive::restart : wanted;
}

const char* toString(BudgetScope v) {
    return v == BudgetScope::child ? "child" : "supervisor";
}

} // namespace troupe::TROUPE_ABI

// The ground of mailbox_*_test.cpp: their one suite, and what several of them tell their actors.
#pragma once

#include <memory>
#include <utility>

#include "support/behaviour_actors.h"

namespace troupe::testing {

/// On all grounds: mailbox_order_test.cpp says so for every file.
class Mailbox : public EngineTest {
protected:
    /// A held actor that tries a failing message twice more; one such and a note are queued.
    Ref<Noter> heldWithAFailureAndANote(const SupervisorRef& supervisor,
                                        const std::shared_ptr<Seen>& seen) {
        SpawnOptions options;
        options.name = "noter";
        options.supervisor = supervisor;
        options.failing.retries = 2;
        const auto noter = spawn<Noter>(std::move(options), seen);
        hold(noter);
        noter.tell(Boom{});
        noter.tell(Note{1});
        return noter;
    }
};

/// Tells an actor to do what it is there for.
struct Begin {
    static constexpr auto name = "Begin";
    static constexpr auto fields = troupe::fields();
};

} // namespace troupe::testing

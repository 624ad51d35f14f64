// Mutants are planted where they can be caught, and keep their names.

#include "mutants.h"
#include "self_test.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace troupe::inline TROUPE_ABI {
namespace explore {

namespace {

TEST(Mutants, OfTheStackMailboxAreCaughtByItsScenario) {
#if defined(__SANITIZE_ADDRESS__)
    GTEST_SKIP() << "a run that fails keeps its memory, and here nobody takes it back";
#endif
    const std::vector<const Scenario*> scenarios{findScenario("self.stack")};
    std::size_t caught = 0;
    std::size_t notDowngraded = 0;
    for (const Mutant& mutant : mutantsOf(scenarios, 500)) {
        Effort effort;
        effort.executions = 20'000;
        const Verdict verdict = judge(mutant, effort);
        caught += verdict.isCaught ? 1 : 0;
        // Going idle publishes nothing, so its order alone may be weakened.
        if (!verdict.isCaught) {
            EXPECT_TRUE(contains(mutant.name, "takeAllOrIdle:compareExchange:")) << mutant.name;
            ++notDowngraded;
        }
    }

    EXPECT_GE(caught, 7U);
    EXPECT_EQ(notDowngraded, 3U);
}

TEST(Mutants, AreKnownByNamesWithoutLines) {
    const std::vector<const Scenario*> scenarios{findScenario("self.bell")};
    std::set<std::string> names;
    for (const Mutant& mutant : mutantsOf(scenarios, 100))
        EXPECT_TRUE(names.insert(mutant.name).second) << mutant.name;

    EXPECT_TRUE(names.contains("bell.h:takeWork:recheck:denied"));
    EXPECT_TRUE(names.contains("bell.h:takeWork:store:release"));
    EXPECT_TRUE(names.contains("bell.h:addWork:unpark:dropped"));
    EXPECT_TRUE(names.contains("bell.h:addWork:fetch:split"));
}

} // namespace

} // namespace explore
} // namespace troupe::inline TROUPE_ABI

#include "troupe/observe/event.h"

#include <gtest/gtest.h>

#include <cstring>
#include <set>
#include <string>

namespace troupe {
namespace {

// D25: an event is 64 bytes.
TEST(Event, FillsOneCacheLine) {
    EXPECT_EQ(sizeof(Event), 64U);
}

TEST(Event, EveryKindHasANameOfItsOwn) {
    std::set<std::string> names;
    for (int i = 0; i < kEventKindCount; ++i) names.insert(toString(static_cast<EventKind>(i)));

    EXPECT_EQ(names.size(), static_cast<std::size_t>(kEventKindCount));
    EXPECT_STREQ(toString(EventKind::none), "none");
    EXPECT_STREQ(toString(EventKind::deadLetter), "deadLetter");
    EXPECT_STREQ(toString(EventKind::userAction), "userAction");
    EXPECT_STREQ(toString(EventKind::shutdown), "shutdown");
}

// The last name of each list: were one missing, all after it would be shifted.
TEST(Event, NamesOfDetailsMatchTheirValues) {
    EXPECT_STREQ(toString(TellOutcome::timedOut), "timedOut");
    EXPECT_STREQ(toString(AskOutcome::noReply), "noReply");
    EXPECT_STREQ(toString(DeadReason::overflowOldest), "overflowOldest");
    EXPECT_STREQ(toString(DeadReason::manual), "manual");
    EXPECT_STREQ(toString(ExitReason::restartLimit), "restartLimit");
    EXPECT_STREQ(toString(Directive::escalate), "escalate");
    EXPECT_STREQ(toString(FailurePhase::injected), "injected");
    EXPECT_STREQ(toString(TurnEnd::stashed), "stashed");
    EXPECT_STREQ(toString(StopKind::kill), "kill");
    EXPECT_STREQ(toString(WaitKind::outbox), "outbox");
    EXPECT_STREQ(toString(LogLevel::error), "error");
    EXPECT_STREQ(toString(Resolution::pair), "pair");
    EXPECT_STREQ(toString(Overflow::unbounded), "unbounded");
    EXPECT_STREQ(toString(Strategy::restForOne), "restForOne");
    EXPECT_STREQ(toString(ChildPolicy::temporary), "temporary");
}

TEST(Event, AValueThatIsNoneHasTheNameQuestionMark) {
    EXPECT_STREQ(toString(static_cast<EventKind>(200)), "?");
    EXPECT_STREQ(toString(static_cast<DeadReason>(200)), "?");
}

} // namespace
} // namespace troupe

#include "troupe/observe/metrics.h"

#include <gtest/gtest.h>

namespace troupe {
namespace {

std::uint64_t& deadOf(Ledger& ledger, DeadReason reason) {
    return ledger.dead[static_cast<std::size_t>(reason)];
}

ActorMetrics sample() {
    ActorMetrics metrics;
    metrics.ledger.sent = 1000;
    metrics.ledger.handled = 900;
    metrics.ledger.queued = 80;
    metrics.ledger.inHandler = 1;
    deadOf(metrics.ledger, DeadReason::overflowNewest) = 12;
    deadOf(metrics.ledger, DeadReason::shutdown) = 7;
    metrics.ledger.replies = 44;
    metrics.ledger.signals = 5;
    metrics.depth = 80;
    metrics.depthMin = 2;
    metrics.depthMax = 90;
    metrics.highWater = 100;
    metrics.sampledOneIn = 16;
    metrics.isShared = true;
    Histogram histogram;
    histogram.record(84);
    metrics.mailboxTime = histogram.snapshot();
    histogram.record(1'000'000);
    metrics.askTime = histogram.snapshot();
    return metrics;
}

// S3, D11: sent = handled + queued + in handler + dead + discarded.
TEST(Ledger, BalancesWhenEveryMessageIsSomewhere) {
    Ledger ledger = sample().ledger;
    EXPECT_EQ(ledger.deadTotal(), 12U);
    EXPECT_EQ(ledger.discarded(), 7U);
    EXPECT_TRUE(ledger.isBalanced());

    ++deadOf(ledger, DeadReason::manual);
    EXPECT_FALSE(ledger.isBalanced());
    ++ledger.sent;
    EXPECT_TRUE(ledger.isBalanced());
}

TEST(ActorMetrics, SurviveEncoding) {
    const ActorMetrics metrics = sample();
    PayloadWriter out;
    metrics.encode(out);

    PayloadReader in(out.bytes());
    ActorMetrics back;
    ASSERT_TRUE(ActorMetrics::decode(in, back));

    EXPECT_EQ(back, metrics);
    EXPECT_TRUE(in.isAtEnd());
}

TEST(ActorMetrics, CutShortAreRefused) {
    PayloadWriter out;
    sample().encode(out);
    for (std::size_t size = 0; size < out.bytes().size(); ++size) {
        PayloadReader in(out.bytes().first(size));
        ActorMetrics back;
        EXPECT_FALSE(ActorMetrics::decode(in, back)) << size;
    }
}

} // namespace
} // namespace troupe

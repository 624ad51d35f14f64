#include "world/flights.h"

#include <gtest/gtest.h>

#include "src/event_script.h"

namespace troupe::core {
namespace {

constexpr DisplayTime kFrame = 16'000'000;

// D30
TEST(Flights, AMessageFliesFor250MillisecondsFromItsFrame) {
    EventScript script;
    Flights flights;
    flights.beginFrame(0);
    flights.add(script.add(EventScript::event(EventKind::asked, 1, 2, 5)));

    ASSERT_EQ(flights.flights().size(), 1U);
    EXPECT_EQ(flights.flights()[0].shape, FlightShape::request);
    EXPECT_DOUBLE_EQ(flights.flights()[0].phase(125'000'000), 0.5);
    flights.beginFrame(249'999'999);
    EXPECT_EQ(flights.flights().size(), 1U);
    flights.beginFrame(250'000'000);
    EXPECT_TRUE(flights.flights().empty());
}

// D30
TEST(Flights, AboveSixtyASecondAnEdgeFlows) {
    EventScript script;
    Flights flights;
    DisplayTime now = 0;
    for (int frame = 0; frame < 120; ++frame, now += kFrame) {
        flights.beginFrame(now);
        for (int i = 0; i < 4; ++i) {
            flights.add(script.add(EventScript::event(EventKind::sent, 1, 2, 5)));
        }
    }

    EXPECT_TRUE(flights.isFlowing({ActorId{1}, ActorId{2}}));
    ASSERT_EQ(flights.flows().size(), 1U);
    EXPECT_NEAR(flights.flows()[0].perSecond, 250, 10);
    EXPECT_TRUE(flights.flights().empty());
    flights.beginFrame(now + 3'000'000'000);
    EXPECT_TRUE(flights.isEmpty());
}

// D30
TEST(Flights, AtMostAThousandFly) {
    EventScript script;
    Flights flights;
    flights.beginFrame(0);
    for (std::uint32_t i = 0; i < 2000; ++i) {
        flights.add(script.add(EventScript::event(EventKind::sent, i + 1, 1, i + 1)));
    }
    EXPECT_EQ(flights.flights().size(), Flights::kMost);
}

} // namespace
} // namespace troupe::core

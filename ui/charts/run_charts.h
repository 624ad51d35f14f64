// What the charts of a run show at the instant of a World, out of the run's History. Thread: gui.
#pragma once

#include "ui/charts/chart_view.h"

#include "session/session.h"

#include <span>

namespace troupe::ui {

struct Theme;

/// Charts show the last kChartSeconds of the run.
inline constexpr double kChartSeconds = 30;

/// Mailbox depth of the selected actors and of those with the deepest mailboxes, at most
/// kMaxChartLines; with the capacity they share, if they share one.
ChartData depthChart(const core::Session& session, const core::World& world,
                     std::span<const ActorId> selected, const Theme& theme);

/// p50, p90, p99 and max of the time messages spent in mailboxes; of one actor, or of all when `of`
/// is nobody.
ChartData latencyChart(const core::Session& session, const core::World& world, ActorId of,
                       const Theme& theme);

/// Messages handled a second, of all together and of those that depthChart() would show.
ChartData throughputChart(const core::Session& session, const core::World& world,
                          std::span<const ActorId> selected, const Theme& theme);

/// How many messages spent how long in mailboxes, from the start to the World's instant.
ChartData histogramChart(const core::World& world, ActorId of, const Theme& theme);
std::int64_t histogramCount(const core::World& world, ActorId of);

/// "p99 1.3 ms" of the newest sample of each line of latencyChart(), and n, for the legend.
struct LatencyNow {
    std::uint64_t n = 0;
    std::int64_t p50 = 0;
    std::int64_t p90 = 0;
    std::int64_t p99 = 0;
    std::int64_t max = 0;
};
LatencyNow latencyNow(const core::Session& session, const core::World& world, ActorId of);

} // namespace troupe::ui

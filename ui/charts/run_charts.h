// What the charts of a run show at the instant of a World, out of the run's History. Thread: gui.
#pragma once

#include "ui/charts/chart_view.h"
#include "ui/charts/event_filter.h"

#include "session/session.h"

#include <optional>
#include <vector>

namespace troupe::ui {

struct Theme;

/// Charts show the last kChartSeconds of the run, and less while the run is younger: chartSeconds().
inline constexpr double kChartSeconds = 30;

/// Seconds across a chart of a run that is so old: 5, 10, 20, then kChartSeconds.
double chartSeconds(double age);

/// What a chart is made of.
struct ChartRequest {
    const core::Session& session;
    const core::World& world; // the instant that is shown
    const Theme& theme;
    std::vector<ActorId> selected{};
    std::optional<TimeSpan> span{}; // nothing: the last kChartSeconds
    bool hasLittle = false;         // depth: L against λ·W

    /// The one actor that is selected, if it has a mailbox; nobody: all actors.
    ActorId subject() const;
};

/// Mailbox depth of the selected actors and of those with the deepest mailboxes, at most
/// kMaxChartLines; with the capacity they share, if they share one. With Little's law instead the
/// depth of the subject, its mean L, and λ·W: messages a second times their mean time in the mailbox.
ChartData depthChart(const ChartRequest& request);

/// p50, p90, p99 and max of the time messages spent in the mailbox of the subject.
ChartData latencyChart(const ChartRequest& request);

/// Messages handled a second, of all together and of those that depthChart() would show.
ChartData throughputChart(const ChartRequest& request);

/// How many messages spent how long in mailboxes, from the start to the World's instant.
ChartData histogramChart(const ChartRequest& request);

} // namespace troupe::ui

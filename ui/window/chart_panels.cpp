#include "ui/window/chart_panels.h"

#include "ui/app/playground.h"
#include "ui/canvas/number_text.h"
#include "ui/charts/run_charts.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/window/legend.h"
#include "ui/window/widgets.h"

#include <QPainter>
#include <QVBoxLayout>

namespace troupe::ui {

ChartPanel::ChartPanel(const QString& title, ChartScale scale, Playground& playground,
                       const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_playground(playground),
      m_theme(&theme),
      m_name(title),
      m_title(new PanelTitle(title, "title", this)),
      m_legend(new Legend(theme, this)),
      m_chart(makeChartView(scale, theme).release()) {
    setObjectName("panel");
    setAttribute(Qt::WA_StyledBackground);
    setMinimumSize(220, 120);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 2, 0, 4);
    layout->setSpacing(0);
    layout->addWidget(m_legend);
    layout->addWidget(m_chart, 1);
    connect(m_chart, &ChartView::shown, this, &ChartPanel::refresh);
    connect(m_chart, &ChartView::clicked, this, [this](double x) {
        const auto end = static_cast<double>(m_playground.world().time()) / 1e9;
        Q_EMIT momentChosen(end + x);
    });
}

void ChartPanel::setTheme(const Theme& theme) {
    m_theme = &theme;
    m_legend->setTheme(theme);
    m_chart->setTheme(theme);
    refresh();
}

void ChartPanel::update() {
    if (!isVisible() || visibleRegion().isEmpty()) return; // the legend is never covered
    if (m_playground.session().history().generation() != m_generation) refresh();
}

void ChartPanel::refresh() {
    m_generation = m_playground.session().history().generation();
    const ChartData chart = read(m_playground.session(), *m_theme);
    m_chart->setData(chart);
    const std::vector<QString> texts = legendTexts(chart);
    std::vector<Legend::Entry> entries;
    for (std::size_t i = 0; i < chart.lines.size(); ++i)
        entries.push_back({texts[i], chart.lines[i].colour, chart.lines[i].isDashed});
    m_legend->setEntries(std::move(entries));
    m_title->setNote(note());
    ++m_fills;
}

std::vector<QString> ChartPanel::legendTexts(const ChartData& chart) const {
    std::vector<QString> texts;
    for (const ChartLine& line : chart.lines) texts.push_back(line.name);
    return texts;
}

void ChartPanel::paintInto(QPainter& painter, const QRectF& where) {
    refresh();
    painter.fillRect(where, m_theme->surface);
    const QRectF head(where.left() + 14, where.top() + 6, where.width() - 28, 20);
    painter.setFont(textFont(kTextBody, QFont::DemiBold));
    painter.setPen(m_theme->text);
    painter.drawText(head, Qt::AlignLeft | Qt::AlignVCenter, m_name);
    painter.setFont(textFont(kTextSmall));
    painter.setPen(m_theme->textSoft);
    painter.drawText(head, Qt::AlignRight | Qt::AlignVCenter, note());
    m_legend->paintInto(painter, QRectF(where.left(), where.top() + 30, where.width(), 20));
    m_chart->paintInto(painter, where.adjusted(0, 52, 0, -4));
}

DepthPanel::DepthPanel(Playground& playground, const Theme& theme, QWidget* parent)
    : ChartPanel(tr("Mailbox depth"), ChartScale::linear, playground, theme, parent) {}

ChartData DepthPanel::read(const core::Session& session, const Theme& theme) const {
    return depthChart(session, playground().world(), playground().selectedActors(), theme);
}

QString DepthPanel::note() const {
    return tr("messages · last %1 s").arg(static_cast<int>(kChartSeconds));
}

LatencyPanel::LatencyPanel(Playground& playground, const Theme& theme, QWidget* parent)
    : ChartPanel(tr("Latency"), ChartScale::logarithmicTime, playground, theme, parent) {}

ActorId LatencyPanel::subject() const {
    const core::ActorView* actor = playground().selected();
    return actor && !actor->isSupervisor ? actor->id : ActorId{};
}

ChartData LatencyPanel::read(const core::Session& session, const Theme& theme) const {
    return latencyChart(session, playground().world(), subject(), theme);
}

std::vector<QString> LatencyPanel::legendTexts(const ChartData&) const {
    const LatencyNow now = latencyNow(playground().session(), playground().world(), subject());
    if (now.n == 0) return {"p50", "p90", "p99", "max"};
    const auto with = [](const char* name, std::int64_t ns) {
        return QString("%1 %2").arg(name, durationText(static_cast<double>(ns)));
    };
    return {with("p50", now.p50), with("p90", now.p90), with("p99", now.p99), with("max", now.max)};
}

QString LatencyPanel::note() const {
    const core::ActorView* actor = subject() ? playground().selected() : nullptr;
    const QString who = actor ? QString::fromStdString(actor->name) : tr("all actors");
    const LatencyNow now = latencyNow(playground().session(), playground().world(), subject());
    return tr("mailbox time · %1 · n = %2")
        .arg(who, groupedNumber(static_cast<std::int64_t>(now.n)));
}

ThroughputPanel::ThroughputPanel(Playground& playground, const Theme& theme, QWidget* parent)
    : ChartPanel(tr("Throughput"), ChartScale::linear, playground, theme, parent) {}

ChartData ThroughputPanel::read(const core::Session& session, const Theme& theme) const {
    return throughputChart(session, playground().world(), playground().selectedActors(), theme);
}

QString ThroughputPanel::note() const {
    return tr("messages handled a second · last %1 s").arg(static_cast<int>(kChartSeconds));
}

HistogramPanel::HistogramPanel(Playground& playground, const Theme& theme, QWidget* parent)
    : ChartPanel(tr("Histogram"), ChartScale::linear, playground, theme, parent) {}

ActorId HistogramPanel::subject() const {
    const core::ActorView* actor = playground().selected();
    return actor && !actor->isSupervisor ? actor->id : ActorId{};
}

ChartData HistogramPanel::read(const core::Session&, const Theme& theme) const {
    return histogramChart(playground().world(), subject(), theme);
}

QString HistogramPanel::note() const {
    const core::ActorView* actor = subject() ? playground().selected() : nullptr;
    const QString who = actor ? QString::fromStdString(actor->name) : tr("all actors");
    return tr("mailbox time, whole run · %1 · n = %2")
        .arg(who, groupedNumber(histogramCount(playground().world(), subject())));
}

} // namespace troupe::ui

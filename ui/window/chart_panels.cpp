#include "ui/window/chart_panels.h"

#include "ui/app/playground.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/window/chart_table.h"
#include "ui/window/legend.h"
#include "ui/window/widgets.h"

#include <QPainter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace troupe::ui {
namespace {

constexpr int kButtonIcon = 15;

QString titleOf(ChartOf of) {
    switch (of) {
    case ChartOf::depth:
        return ChartPanel::tr("Mailbox depth");
    case ChartOf::latency:
        return ChartPanel::tr("Latency");
    case ChartOf::throughput:
        return ChartPanel::tr("Throughput");
    case ChartOf::histogram:
        return ChartPanel::tr("Histogram");
    }
    return {};
}

ChartScale scaleOf(ChartOf of) {
    return of == ChartOf::latency ? ChartScale::logarithmicTime : ChartScale::linear;
}

} // namespace

ChartPanel::ChartPanel(ChartOf of, Playground& playground, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_of(of),
      m_playground(playground),
      m_theme(&theme),
      m_name(titleOf(of)),
      m_title(new PanelTitle(m_name, "title", this)),
      m_legend(new Legend(theme, this)),
      m_chart(makeChartView(scaleOf(of), theme).release()),
      m_pages(new QStackedWidget(this)),
      m_table(new ChartTable(m_name, scaleOf(of), this)),
      m_asTable(addButton("asTable", tr("Show as a table"))) {
    setObjectName("panel");
    setAttribute(Qt::WA_StyledBackground);
    setMinimumSize(220, 120);
    build();
    connectChart();
}

void ChartPanel::build() {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 2, 0, 4);
    layout->setSpacing(0);
    layout->addWidget(m_legend);
    layout->addWidget(m_pages, 1);
    m_pages->addWidget(m_chart);
    m_pages->addWidget(m_table);
    connect(m_asTable, &QToolButton::toggled, this, &ChartPanel::showTable);
    connect(m_legend, &Legend::toggled, this, [this](const QString& name) {
        if (!m_hidden.remove(name)) m_hidden.insert(name);
        refresh();
    });
    if (m_of != ChartOf::depth) return;
    m_little = addButton("little", tr("Little's law: L, the mean depth, against λ·W, what comes "
                                      "in times how long it waits"));
    connect(m_little, &QToolButton::toggled, this, &ChartPanel::refresh);
}

QToolButton* ChartPanel::addButton(const char* name, const QString& tip) {
    auto* button = new QToolButton(m_title);
    button->setObjectName(name);
    button->setCheckable(true);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setIconSize(QSize(kButtonIcon, kButtonIcon));
    m_title->addButton(button);
    return button;
}

void ChartPanel::connectChart() {
    connect(m_chart, &ChartView::shown, this, &ChartPanel::refresh);
    const auto seconds = [this](double x) { return m_shown.end + x; };
    connect(m_chart, &ChartView::clicked, this, [this, seconds](double x) {
        if (!m_shown.isTimeAcross) Q_EMIT momentChosen(seconds(x));
    });
    connect(m_chart, &ChartView::hovered, this, [this, seconds](double x) {
        if (m_shown.isTimeAcross) return m_chart->setCrosshair(x);
        Q_EMIT momentHovered(seconds(x));
    });
    connect(m_chart, &ChartView::left, this, [this] {
        m_chart->setCrosshair({});
        if (!m_shown.isTimeAcross) Q_EMIT momentHovered({});
    });
    connect(m_chart, &ChartView::rangeChosen, this, [this, seconds](double from, double to) {
        if (m_shown.isTimeAcross)
            Q_EMIT waitsChosen(std::pow(10, from), std::pow(10, to));
        else
            Q_EMIT spanChosen(seconds(from), seconds(to));
    });
}

void ChartPanel::showMoment(std::optional<double> seconds) {
    if (m_shown.isTimeAcross) return;
    m_chart->setCrosshair(seconds ? std::optional(*seconds - m_shown.end) : std::nullopt);
}

void ChartPanel::showTable(bool isTable) {
    m_pages->setCurrentWidget(isTable ? static_cast<QWidget*>(m_table) : m_chart);
    refresh();
}

void ChartPanel::setTheme(const Theme& theme) {
    m_theme = &theme;
    m_legend->setTheme(theme);
    m_chart->setTheme(theme);
    m_asTable->setIcon(icon("table", theme, theme.textSoft));
    if (m_little) m_little->setIcon(icon("gauge", theme, theme.textSoft));
    refresh();
}

void ChartPanel::update() {
    if (!isVisible() || visibleRegion().isEmpty()) return; // the legend is never covered
    if (m_playground.session().history().generation() != m_generation) refresh();
}

ChartData ChartPanel::read() const {
    const ChartRequest request{m_playground.session(),
                               m_playground.world(),
                               *m_theme,
                               m_playground.selectedActors(),
                               m_playground.filter().time,
                               m_little && m_little->isChecked()};
    switch (m_of) {
    case ChartOf::depth:
        return depthChart(request);
    case ChartOf::latency:
        return latencyChart(request);
    case ChartOf::throughput:
        return throughputChart(request);
    case ChartOf::histogram:
        return histogramChart(request);
    }
    return {};
}

void ChartPanel::refresh() {
    m_generation = m_playground.session().history().generation();
    m_shown = read();
    for (ChartLine& line : m_shown.lines) line.isHidden = m_hidden.contains(line.name);
    m_chart->setData(m_shown);
    if (m_asTable->isChecked()) m_table->show(m_shown);
    const std::optional<TimeSpan>& span = m_playground.filter().time;
    if (span && !m_shown.isTimeAcross)
        m_shown.note = tr("%1 to %2 s")
                           .arg(static_cast<double>(span->from) / 1e9, 0, 'f', 2)
                           .arg(static_cast<double>(span->to) / 1e9, 0, 'f', 2) +
                       QString::fromUtf8(" · ") + m_shown.note;
    showLegend();
    m_title->setNote(m_shown.note);
    ++m_fills;
}

void ChartPanel::showLegend() {
    std::vector<Legend::Entry> entries;
    for (const ChartLine& line : m_shown.lines)
        entries.push_back({line.name, line.legend.isEmpty() ? line.name : line.legend, line.colour,
                           line.isDashed, line.isHidden});
    m_legend->setEntries(std::move(entries));
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
    painter.drawText(head, Qt::AlignRight | Qt::AlignVCenter, m_shown.note);
    m_legend->paintInto(painter, QRectF(where.left(), where.top() + 30, where.width(), 20));
    m_chart->paintInto(painter, where.adjusted(0, 52, 0, -4));
}

} // namespace troupe::ui

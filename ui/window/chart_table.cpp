#include "ui/window/chart_table.h"

#include "ui/canvas/number_text.h"

#include <QHeaderView>

#include <cmath>
#include <set>

namespace troupe::ui {
namespace {

constexpr int kRowHeight = 22;

QString numberText(double value) {
    const bool isWhole = value == std::floor(value) && std::abs(value) < 1e15;
    return isWhole ? groupedNumber(static_cast<std::int64_t>(value))
                   : QString::number(value, 'f', 2);
}

} // namespace

void ChartTableModel::show(const ChartData& chart) {
    beginResetModel();
    m_headers.clear();
    m_rows.clear();
    if (chart.isTimeAcross)
        readBars(chart);
    else
        readLines(chart);
    endResetModel();
}

void ChartTableModel::readLines(const ChartData& chart) {
    m_headers << tr("Time, s");
    std::set<double> moments;
    for (const ChartLine& line : chart.lines) {
        if (line.isHidden) continue;
        m_headers << line.name;
        for (const QPointF& point : line.points) moments.insert(point.x());
    }
    for (auto x = moments.rbegin(); x != moments.rend(); ++x) {
        QStringList row{QString::number(chart.end + *x, 'f', 2)};
        for (const ChartLine& line : chart.lines) {
            if (line.isHidden) continue;
            const std::optional<double> y = valueAt(line, *x);
            row << (!y                                       ? QString(QChar(0x2013))
                    : m_scale == ChartScale::logarithmicTime ? durationText(*y)
                                                             : numberText(*y));
        }
        m_rows.push_back(std::move(row));
    }
}

// A bar is four points: up, across, down.
void ChartTableModel::readBars(const ChartData& chart) {
    m_headers << tr("From") << tr("To") << tr("Messages");
    for (const ChartLine& line : chart.lines)
        for (qsizetype i = 0; !line.isHidden && i + 3 < line.points.size(); i += 4)
            m_rows.push_back({durationText(std::pow(10, line.points[i].x())),
                              durationText(std::pow(10, line.points[i + 2].x())),
                              numberText(line.points[i + 1].y())});
}

int ChartTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ChartTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_headers.size());
}

QVariant ChartTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    return m_rows[static_cast<std::size_t>(index.row())].value(index.column());
}

QVariant ChartTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(m_headers.value(section)) : QVariant();
}

ChartTable::ChartTable(const QString& name, ChartScale scale, QWidget* parent)
    : QTableView(parent), m_model(new ChartTableModel(scale, this)) {
    setObjectName("chartTable");
    setAccessibleName(name);
    setModel(m_model);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(kRowHeight);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultSectionSize(78);
}

void ChartTable::show(const ChartData& chart) {
    m_model->show(chart);
}

} // namespace troupe::ui
